/** The lists of approvals: 待办, 已办, 我发起的, 抄送我, with their counts, filters, columns, and several answered together. */

import { Badge, Box, Button, Group, Tabs, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { mayApply } from '../../domain/permission/applying.ts';
import { APPROVAL_LISTS, type ApprovalList } from '../../domain/views.ts';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { useMe } from '../app/session.tsx';
import type { ListedApproval } from '../parts/approval-reading.ts';
import { ButtonLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, NotAllowed, RowsSkeleton } from '../parts/states.tsx';
import { DataTable } from '../parts/table.tsx';
import { AsOf } from '../parts/when.tsx';
import { Chosen, PickOne, usePicked } from './batch/picking.tsx';
import { ColumnMenu } from './lists/column-menu.tsx';
import { columnsIn, useColumns } from './lists/columns.tsx';
import { countsReading, isNarrowed, listOf, listReading } from './lists/facts.ts';
import { Filters } from './lists/filters.tsx';
import classes from './lists/lists.module.css';
import { NEW_WORDS } from './new/words.ts';
import { approvalPaths, type ListQuery } from './paths.ts';
import { APPROVALS_WORDS } from './words.ts';

const route = getRouteApi('/approvals');

export function ApprovalsPage(): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const fresh = useWords(NEW_WORDS);
  const applies = mayApply(useMe());
  const query = route.useSearch();
  const list = listOf(query);
  const router = useRouter();
  // A case is opened next: its page is here by then.
  useEffect(() => void import('./approval-page.tsx'), []);
  return (
    <Page title={words.title} acts={applies && <ButtonLink href={approvalPaths.fresh()}>{fresh.title}</ButtonLink>}>
      <Tabs
        value={list}
        onChange={(next) => {
          if (next !== null && next !== list) void router.navigate({ href: approvalPaths.approvals(forList(query, next)) });
        }}
      >
        <Tabs.List aria-label={words.lists} mb="md">
          {APPROVAL_LISTS.map((name) => (
            <ListTab key={name} list={name} />
          ))}
        </Tabs.List>
        <Tabs.Panel value={list}>
          <Filters query={query} />
          <Listed key={list} query={query} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** Filters go along to another list; columns and days are each list's own. */
const forList = ({ cols: _cols, from: _from, to: _to, ...query }: ListQuery, list: string): ListQuery => ({
  ...query,
  list: list === 'todo' ? undefined : list,
});

function ListTab({ list }: { readonly list: ApprovalList }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const counts = useQuery(countsReading()).data;
  const told =
    counts === undefined
      ? null
      : {
          todo: { n: counts.todo, text: words.countTodo(counts.todo, counts.late), late: counts.late > 0 },
          done: { n: counts.done, text: words.countDone(counts.done), late: false },
          mine: { n: counts.open, text: words.countMine(counts.open), late: false },
          copies: { n: counts.unread, text: words.countCopies(counts.unread), late: false },
        }[list];
  return (
    <Tabs.Tab
      value={list}
      className={classes.tab}
      rightSection={
        told === null || told.n === 0 ? null : (
          <Badge
            size="sm"
            circle={told.n < 10}
            color={told.late ? 'stop' : list === 'todo' ? 'brand' : 'gray'}
            variant={list === 'todo' ? 'filled' : 'light'}
            title={told.text}
          >
            <span aria-hidden>{told.n > 999 ? '999+' : told.n}</span>
            <VisuallyHidden>{told.text}</VisuallyHidden>
          </Badge>
        )
      }
    >
      {words[list]}
    </Tabs.Tab>
  );
}

function Listed({ query }: { readonly query: ListQuery }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const list = listOf(query);
  const found = useInfiniteQuery(listReading(query));
  const rows = found.data?.pages.flatMap(({ items }) => items);
  if (rows === undefined) return <Instead problem={found.error as ApiProblem | null} onRetry={() => void found.refetch()} />; // read throws nothing else
  if (rows.length === 0) return <Nothing list={list} narrowed={isNarrowed(query)} />;
  return (
    <Box aria-busy={found.isFetching}>
      <Rows key={list} query={query} rows={rows} />
      <Group justify="space-between" mt="sm">
        <Text size="sm" c="dimmed">
          {words.shownSome(rows.length)} · <AsOf at={found.dataUpdatedAt} />
        </Text>
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {words.more}
          </Button>
        )}
      </Group>
    </Box>
  );
}

function Instead({ problem, onRetry }: { readonly problem: ApiProblem | null; readonly onRetry: () => void }): ReactNode {
  if (problem === null || problem.code === 'NOT_SIGNED_IN') return <RowsSkeleton />;
  if (problem.status === 403) return <NotAllowed />;
  return <Failed problem={problem} onRetry={onRetry} />;
}

function Rows({ query, rows }: { readonly query: ListQuery; readonly rows: readonly ListedApproval[] }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const list = listOf(query);
  const picked = usePicked(list, rows);
  const all = useColumns((row) => <PickOne picked={picked} row={row} />);
  const columns = columnsIn(list, query.cols).map((key) => all[key]);
  return (
    <>
      <DataTable
        caption={words[list]}
        columns={columns}
        rows={rows}
        rowKey={({ id, mine }) => `${id} ${mine.task ?? ''}`}
        tools={<ColumnMenu query={query} all={all} />}
      />
      <Chosen picked={picked} />
    </>
  );
}

function Nothing({ list, narrowed }: { readonly list: ApprovalList; readonly narrowed: boolean }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const applies = mayApply(useMe());
  if (narrowed) return <Empty title={words.nothingFits}>{words.nothingFitsNext}</Empty>;
  const [title, next] = {
    todo: [words.emptyTodo, words.emptyTodoNext],
    done: [words.emptyDone, words.emptyDoneNext],
    mine: applies ? [words.emptyMine, words.emptyMineNext] : [words.emptyMine, words.emptyMineOthers],
    copies: [words.emptyCopies, words.emptyCopiesNext],
  }[list];
  return <Empty title={title ?? ''}>{next}</Empty>;
}
