/** The programmes that somebody oversees: where there is one, its page at once. */
import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { statusWords } from '../../domain/words/cases.ts';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { overseen } from '../parts/progress.ts';
import { Asked, Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { programmePaths } from './paths.ts';
import { PROGRAMME_WORDS } from './words.ts';

type Row = {
  readonly stream: string;
  readonly programme: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly status: string;
};

export function ProgrammesPage(): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const mine = overseen(useMe());
  const found = useQuery({ ...reading('/api/v1/cases', { query: { kind: 'programme', limit: 200 } }), enabled: mine.length > 1 });
  const [only] = mine;
  if (only !== undefined && mine.length === 1) return <Navigate to={programmePaths.programme.pattern} params={{ code: only }} replace />;
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      name: words.title,
      show: ({ programme, title }) => <PageLink href={programmePaths.programme({ code: programme })}>{say(title)}</PageLink>,
      value: ({ title }) => say(title),
    },
    { key: 'code', name: words.code, show: ({ programme }) => programme, value: ({ programme }) => programme },
    {
      key: 'status',
      name: words.pace,
      show: ({ status }) => say(statusWords('programme', status)),
      value: ({ status }) => say(statusWords('programme', status)),
    },
    {
      key: 'more',
      name: words.more,
      show: ({ programme }) => (
        <Group gap="sm">
          <PageLink href={programmePaths.leading({ code: programme })}>{words.toLeading}</PageLink>
          <PageLink href={programmePaths.deadlines({ code: programme })}>{words.toDeadlines}</PageLink>
        </Group>
      ),
    },
  ];
  return (
    <Page title={words.title}>
      {mine.length === 0 ? (
        <Empty title={words.none}>{words.noneNext}</Empty>
      ) : (
        <Asked query={found}>
          {({ items }) => (
            <Stack>
              <DataTable
                caption={words.title}
                columns={columns}
                rows={items.filter(({ programme }) => mine.includes(programme))}
                rowKey={({ stream }) => stream}
              />
            </Stack>
          )}
        </Asked>
      )}
    </Page>
  );
}
