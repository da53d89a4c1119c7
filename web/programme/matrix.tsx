/**
 * Stage by project: a matrix where there is room for it, and its twin as a list of projects, which a phone shows alone and
 * which leaves as a file. Deliberately absent: one project (web/projects).
 */
import { Box, Table, Text } from '@mantine/core';
import Check from 'lucide-react/icons/check';
import CircleDot from 'lucide-react/icons/circle-dot';
import Minus from 'lucide-react/icons/minus';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { statusWords } from '../../domain/words/cases.ts';
import { dayWords } from '../../domain/words/days.ts';
import { useJoin, useSay, useWords } from '../app/locale.tsx';
import { Light } from '../parts/light.tsx';
import { PageLink } from '../parts/link.tsx';
import { type Progress, type ProjectRow, useWho } from '../parts/progress.ts';
import { type Column, DataTable } from '../parts/table.tsx';
import { Day } from '../parts/when.tsx';
import { projectPaths } from '../projects/paths.ts';
import { PaceBadge } from './pace.tsx';
import classes from './programme.module.css';
import { PROGRAMME_WORDS } from './words.ts';

type Cell = NonNullable<ProjectRow['stages'][keyof ProjectRow['stages']]>;
const SIGNS = { WAITING: Minus, OPEN: CircleDot, DONE: Check, CANCELLED: X } as const;

function StageCell({ cell }: { readonly cell: Cell | undefined }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  if (cell === undefined) return null;
  const Sign = SIGNS[cell.status];
  return (
    <span className={`${classes.cell} ${cell.status === 'WAITING' ? classes.waiting : ''}`}>
      <Sign size={14} aria-hidden />
      {say(statusWords('stage', cell.status))}
      {cell.takenOver && ` · ${words.takenOver}`}
      {cell.light !== null && cell.light !== 'GREEN' && <Light light={cell.light} />}
    </span>
  );
}

export function Matrix({ found, rows }: { readonly found: Progress; readonly rows: readonly ProjectRow[] }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  return (
    <Box className={classes.wide} visibleFrom="md" tabIndex={0} role="region" aria-label={words.matrix}>
      <Table className={classes.matrix} aria-label={words.matrix} withTableBorder withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.project}</Table.Th>
            {found.stages.map(({ stage, name }) => (
              <Table.Th key={stage} scope="col">
                {say(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.code}>
              <Table.Th scope="row">
                <PageLink href={projectPaths.project({ code: row.code })}>{`${row.code} ${say(row.name)}`}</PageLink>
              </Table.Th>
              {found.stages.map(({ stage }) => (
                <Table.Td key={stage}>
                  <StageCell cell={row.stages[stage]} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

export function ProjectList({ found, rows }: { readonly found: Progress; readonly rows: readonly ProjectRow[] }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const join = useJoin();
  const who = useWho(found);
  const now = ({ stages }: ProjectRow): string =>
    join(found.stages.flatMap(({ stage, name }) => (stages[stage]?.status === 'OPEN' ? [say(name)] : [])));
  const done = ({ stages }: ProjectRow): string => {
    const all = Object.values(stages);
    return words.doneOf(all.filter(({ status }) => status === 'DONE').length, all.length);
  };
  const why = ({ why: reasons }: ProjectRow): string => join(reasons.map(({ what }) => say(what)));
  const manager = (row: ProjectRow): string => who({ people: [row.manager], roles: [] });
  const columns: readonly Column<ProjectRow>[] = [
    {
      key: 'project',
      name: words.project,
      show: (row) => <PageLink href={projectPaths.project({ code: row.code })}>{`${row.code} ${say(row.name)}`}</PageLink>,
      value: (row) => `${row.code} ${say(row.name)}`,
    },
    { key: 'pace', name: words.pace, show: ({ pace }) => <PaceBadge pace={pace} />, value: ({ pace }) => words[pace] },
    { key: 'why', name: words.why, show: why, value: why },
    {
      key: 'now',
      name: words.stageNow,
      show: (row) => (
        <>
          {now(row) || (row.pace === 'DONE' || row.pace === 'NOT_COUNTED' ? '' : words.stageNone)}{' '}
          <Text component="span" size="sm" c="dimmed">
            {done(row)}
          </Text>
        </>
      ),
      value: now,
    },
    {
      key: 'percent',
      name: words.percent,
      show: ({ percent }) => (percent === null ? '' : words.share(percent)),
      value: ({ percent }) => percent,
      align: 'right',
    },
    {
      key: 'finish',
      name: words.finish,
      show: ({ finishOn }) => (
        <span className={classes.whole}>
          <Day day={finishOn} />
        </span>
      ),
      value: ({ finishOn }) => say(dayWords(finishOn)),
    },
    { key: 'manager', name: words.manager, show: manager, value: manager },
  ];
  return <DataTable caption={words.matrix} columns={columns} rows={rows} rowKey={({ code }) => code} />;
}
