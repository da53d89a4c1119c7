/** What others did in the case since it was opened here: told in sentences, until it is seen; nothing that is typed is touched. */
import { Alert, Button, List, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { Moment } from '../../parts/when.tsx';
import type { Case } from './facts.ts';
import { historyReading } from './history.tsx';
import { CASE_WORDS } from './words.ts';

/** At most so many of them. */
const TOLD = 6;

/** `version`: of the case as it is shown now. */
export function Changed({ found, version }: { readonly found: Case; readonly version: number }): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const { person } = useMe();
  const [seen, setSeen] = useState(version);
  const moved = version > seen;
  const history = useQuery({ ...historyReading(found.id), enabled: moved });
  // One's own acts are told where they were done.
  const others = (history.data?.lines ?? []).filter((line) => line.version > seen && line.person !== person);
  if (!moved || others.length === 0) return null;
  return (
    <Alert color="brand" variant="outline" role="status" title={words.changed}>
      <Stack gap="xs" align="flex-start">
        <List>
          {others.slice(-TOLD).map(({ version: at, text, at: when }) => (
            <List.Item key={at}>
              {say(text)} · <Moment at={when} />
            </List.Item>
          ))}
        </List>
        <Button variant="default" onClick={() => setSeen(version)}>
          {words.changedSeen}
        </Button>
      </Stack>
    </Alert>
  );
}
