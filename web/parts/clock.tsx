/**
 * A limit that runs: what is left of it, in words; and the whole of it with its pauses, read both ways. Deliberately absent:
 * working days, which the server counts by the county's calendar.
 */
import { Badge, Stack, Table } from '@mantine/core';
import Clock3 from 'lucide-react/icons/clock-3';
import PauseIcon from 'lucide-react/icons/pause';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import type { Limit } from '../../domain/calendar/calendar.ts';
import type { PauseReason } from '../../domain/calendar/deadline.ts';
import { dayAt, daysBetween } from '../../domain/kernel/days.ts';
import { PAUSE_WORDS } from '../../domain/words/clocks.ts';
import { dayWords } from '../../domain/words/days.ts';
import { limitWords } from '../../domain/words/limits.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PARTS_WORDS } from './words.ts';

const today = (): string => dayAt(new Date().toISOString());

type DueProps = {
  /** An instant or a day; null: without a limit. */
  readonly due: string | null;
  /** The clock stands still since that day. */
  readonly pausedSince?: string | null;
};

/** 还剩 3 天 · 2026年12月1日到期: with sign and colour, and never by colour alone. */
export function Due({ due, pausedSince = null }: DueProps): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  if (pausedSince !== null) return <Mark colour="gray" Sign={PauseIcon} text={words.paused(say(dayWords(pausedSince)))} />;
  if (due === null) return null;
  // The end of a day, 24:00, is an instant of the next one.
  const day = due.length === 10 ? due : dayAt(new Date(Date.parse(due) - 1).toISOString());
  const left = daysBetween(today(), day);
  const on = words.dueOn(say(dayWords(day)));
  if (left < 0) return <Mark colour="stop" Sign={TriangleAlert} text={words.overdue(-left)} title={on} />;
  if (left === 0) return <Mark colour="stop" Sign={Clock3} text={words.dueToday} title={on} />;
  return <Mark colour={left <= 2 ? 'heed' : 'brand'} Sign={Clock3} text={words.daysLeft(left)} title={on} />;
}

type MarkProps = { readonly colour: string; readonly Sign: typeof Clock3; readonly text: string; readonly title?: string };
function Mark({ colour, Sign, text, title }: MarkProps): ReactNode {
  return (
    <Badge color={colour} variant="light" size="lg" radius="sm" tt="none" fw={600} leftSection={<Sign size={14} aria-hidden />} title={title}>
      {text}
    </Badge>
  );
}

export type ClockShown = {
  readonly limit: Limit;
  readonly from: string;
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly pauses: readonly { readonly from: string; readonly to: string | null; readonly reason?: string }[];
};

const isReason = (code: string | undefined): code is PauseReason => code !== undefined && Object.hasOwn(PAUSE_WORDS, code);

/** The whole clock: limit, due day, how many days have gone by without and with its pauses, and each pause. */
export function Clock({ clock, reason }: { readonly clock: ClockShown; readonly reason?: string }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  const now = today();
  const whole = Math.max(0, daysBetween(clock.from, now));
  const paused = clock.pauses.reduce((sum, { from, to }) => sum + Math.max(0, daysBetween(from, to ?? now)), 0);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.limit, words.limitFrom(say(limitWords(clock.limit)), say(dayWords(clock.from)))],
    [words.due, clock.dueOn === null ? '—' : `${say(dayWords(clock.dueOn))}${clock.provisional ? words.provisional : ''}`],
    [words.readingPaused, words.elapsed(Math.max(0, whole - paused))],
    [words.readingWhole, words.elapsed(whole)],
  ];
  return (
    <Table layout="auto" withRowBorders={false} verticalSpacing={4}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400} c="dimmed">
              {name}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
        {clock.pauses.length > 0 && (
          <Table.Tr>
            <Table.Th scope="row" fw={400} c="dimmed">
              {words.pauses}
            </Table.Th>
            <Table.Td>
              <Stack gap={2}>
                {clock.pauses.map(({ from, to, reason: own = to === null ? reason : undefined }) => (
                  <span key={from}>
                    {words.pauseSpan(say(dayWords(from)), to === null ? words.untilNow : say(dayWords(to)))}
                    {isReason(own) && ` · ${say(PAUSE_WORDS[own])}`}
                  </span>
                ))}
              </Stack>
            </Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}
