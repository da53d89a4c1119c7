/** The columns of the board, as they are shown and as they stand in a file. */
import { Group, Stack, Text } from '@mantine/core';
import { statusWords } from '../../../domain/words/cases.ts';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { LightAndWhy, TakenOver, useOwed } from '../../parts/project-row.tsx';
import type { Column } from '../../parts/table.tsx';
import { projectPaths } from '../paths.ts';
import classes from './board.module.css';
import type { Board, BoardRow } from './facts.ts';
import { BOARD_WORDS } from './words.ts';

/** The stages that are under way; else how it stands. */
export function useStanding(board: Board): (row: BoardRow) => string {
  const say = useSay();
  const join = useJoin();
  const names = new Map<string, string>(board.stages.map(({ stage, name }) => [stage, say(name)]));
  return ({ now, status }) =>
    status === 'RUNNING' && now.length > 0 ? join(now.map((stage) => names.get(stage) ?? stage)) : say(statusWords('project', status));
}

const yuan = (fen: number | null): number | null => (fen === null ? null : fen / 100);

export function useColumns(board: Board): readonly Column<BoardRow>[] {
  const words = useWords(BOARD_WORDS);
  const say = useSay();
  const join = useJoin();
  const nameOf = usePersonName();
  const owed = useOwed();
  const standing = useStanding(board);
  const manager = ({ manager: id }: BoardRow): string => {
    const person = board.people[id];
    return person === undefined ? id : nameOf(person);
  };
  return [
    {
      key: 'project',
      name: words.project,
      oneLine: true,
      show: (row) => (
        <Stack gap={2} align="flex-start">
          <PageLink href={projectPaths.project({ code: row.code })} inherit fw={600}>
            {say(row.name)}
          </PageLink>
          <Group gap={6}>
            <Text component="span" size="sm" c="dimmed">
              {row.code}
              {row.region === null ? '' : ` · ${row.region}`}
            </Text>
            <TakenOver how={row.takenOver} />
          </Group>
        </Stack>
      ),
      value: ({ name }) => say(name),
    },
    { key: 'code', name: words.code, value: ({ code }) => code },
    {
      key: 'light',
      name: words.light,
      show: (row) => (row.light === null && row.why.length === 0 ? '' : <LightAndWhy row={row} />),
      value: ({ light }) => (light === null ? '' : say(LIGHT_WORDS[light])),
    },
    { key: 'why', name: words.why, value: ({ why }) => join(why.map(({ what }) => say(what))) },
    { key: 'stage', name: words.stage, show: standing, value: standing },
    {
      key: 'owed',
      name: words.owed,
      oneLine: true,
      show: (row) => (
        <Text component="span" inherit {...(row.owed !== null && row.owed.days < 0 ? { c: 'var(--mantine-color-error)', fw: 600 } : {})}>
          {owed(row)}
        </Text>
      ),
      value: owed,
    },
    { key: 'days', name: words.lateDays, value: ({ owed: plan }) => plan?.days ?? null },
    { key: 'manager', name: words.manager, oneLine: true, show: manager, value: manager },
    { key: 'places', name: words.places, align: 'right', show: ({ places }) => places, value: ({ places }) => places },
    {
      key: 'money',
      name: words.money,
      align: 'right',
      show: ({ paidFen, estimateFen, investmentFen }) => (
        <span className={classes.money}>
          <Money fen={paidFen} short /> / <Money fen={estimateFen ?? investmentFen} short />
        </span>
      ),
    },
    { key: 'paid', name: words.paid, value: ({ paidFen }) => yuan(paidFen) },
    { key: 'estimate', name: words.estimate, value: ({ estimateFen }) => yuan(estimateFen) },
    { key: 'investment', name: words.investment, value: ({ investmentFen }) => yuan(investmentFen) },
  ];
}
