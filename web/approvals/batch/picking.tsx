/** Choosing several of a list to answer them together: only what the route lets be answered so, and what asks a decision of mine. */
import { Button, Checkbox, Group, Paper, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ApprovalList } from '../../../domain/views.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { ListedApproval } from '../../parts/approval-reading.ts';
import { ButtonLink } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { approvalPaths } from '../paths.ts';
import { APPROVALS_WORDS } from '../words.ts';
import { MOST_TOGETHER } from './facts.ts';
import classes from './picking.module.css';

export const keyOf = ({ id, mine }: ListedApproval): string => `${id}:${mine.task}`;
const fits = ({ batch, mine }: ListedApproval): boolean => batch && mine.task !== null && mine.asks === 'DECIDE' && mine.status === 'PENDING';

export type Picked = {
  readonly may: readonly ListedApproval[];
  readonly rows: readonly ListedApproval[];
  readonly toggle: (row: ListedApproval) => void;
  readonly set: (rows: readonly ListedApproval[]) => void;
};

/** What is chosen of the rows that are there; what has left the list meanwhile is chosen no more. */
export function usePicked(list: ApprovalList, rows: readonly ListedApproval[]): Picked {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const may = list === 'todo' ? rows.filter(fits) : [];
  return {
    may,
    rows: may.filter((row) => keys.has(keyOf(row))),
    toggle: (row) =>
      setKeys((before) => (before.has(keyOf(row)) ? new Set([...before].filter((key) => key !== keyOf(row))) : new Set([...before, keyOf(row)]))),
    set: (chosen) => setKeys(new Set(chosen.slice(0, MOST_TOGETHER).map(keyOf))),
  };
}

export function PickOne({ picked, row }: { readonly picked: Picked; readonly row: ListedApproval }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const say = useSay();
  if (!picked.may.includes(row)) return null;
  const checked = picked.rows.includes(row);
  return (
    <Checkbox
      aria-label={words.pick(say(row.title))}
      checked={checked}
      disabled={!checked && picked.rows.length >= MOST_TOGETHER}
      onChange={() => picked.toggle(row)}
      mt={2}
    />
  );
}

/** What is chosen, how much money that is together, and the way to the page on which each is read. */
export function Chosen({ picked }: { readonly picked: Picked }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  if (picked.may.length < 2) return null;
  const { rows } = picked;
  const sum = rows.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0);
  return (
    <Paper withBorder p="xs" mt="sm" className={classes.bar} role="region" aria-label={words.together}>
      <Group justify="space-between" gap="xs">
        <Text aria-live="polite">
          {words.picked(rows.length)}
          {sum > 0 && (
            <>
              {' · '}
              <Money fen={sum} />
            </>
          )}
        </Text>
        <Group gap="xs">
          {rows.length === 0 ? (
            <Button variant="default" onClick={() => picked.set(picked.may)}>
              {words.pickAll}
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={() => picked.set([])}>
                {words.unpick}
              </Button>
              <ButtonLink href={approvalPaths.batch({ cases: rows.map(keyOf).join(',') })}>{words.together}</ButtonLink>
            </>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
