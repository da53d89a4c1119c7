/** An administrator imports a programme: files, faults, and how far it is. */
import { Alert, Progress, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, NotAllowed } from '../parts/states.tsx';
import { ImportFiles } from './import-files.tsx';
import { AS_ADMINISTRATOR } from './requests.ts';
import { FIRST_RUN_WORDS } from './words.ts';

const LOOK_MS = 700;

export function ImportPage(): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const { roles, founds } = useMe();
  const [programme, setProgramme] = useState<string | null>(null);
  if (programme === null && founds === null && !Object.values(roles).some((held) => held.includes('ADMINISTRATOR')))
    return (
      <Page title={words.importTitle}>
        <NotAllowed />
      </Page>
    );
  return (
    <Page title={words.importTitle}>
      <Stack>
        <Text>{words.importText}</Text>
        {programme === null ? <ImportFiles door={AS_ADMINISTRATOR} onBegun={setProgramme} /> : <UnderWay programme={programme} />}
      </Stack>
    </Page>
  );
}

/** How far an import is. */
export function UnderWay({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const asked = useQuery({
    ...reading('/api/v1/programmes/{code}/import', { path: { code: programme } }),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'RUNNING' ? LOOK_MS : false),
  });
  const queries = useQueryClient();
  const state = asked.data?.state;
  useEffect(() => {
    // Whoever imported it holds what its file gives them.
    if (state === 'DONE') void queries.invalidateQueries({ queryKey: ['/api/v1/me'] });
  }, [state, queries]);
  return (
    <Asked query={asked}>
      {({ state, done, total, says, faults }) =>
        state === 'RUNNING' ? (
          <Stack>
            <Progress value={(100 * done) / Math.max(total, 1)} size="lg" aria-label={words.filling} />
            <Text role="status">{`${say(says)} · ${words.progress(done, total)}`}</Text>
          </Stack>
        ) : (
          <Alert
            color={state === 'DONE' ? 'go' : 'stop'}
            variant="outline"
            title={state === 'DONE' ? words.imported : words.notImported}
            role={state === 'DONE' ? 'status' : 'alert'}
          >
            <Text>{say(says)}</Text>
            {faults.map((fault) => (
              <Text key={fault.en} size="sm">
                {say(fault)}
              </Text>
            ))}
          </Alert>
        )
      }
    </Asked>
  );
}
