/** Until when, in working days as the county's calendar counts them (the server does), or why no day counts now. */
import { Badge } from '@mantine/core';
import Clock3 from 'lucide-react/icons/clock-3';
import Pause from 'lucide-react/icons/pause';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { PAUSE_WORDS } from '../../domain/words/clocks.ts';
import { dayWords } from '../../domain/words/days.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { ROW_WORDS } from './approval-words.ts';

export type DueShown = {
  readonly dueOn: string | null;
  /** Working days up to and with the due day, negative once it has passed; null: nobody can say. */
  readonly daysLeft: number | null;
  readonly standing: { readonly reason: string; readonly since: string } | null;
};

const isReason = (code: string): code is keyof typeof PAUSE_WORDS => Object.hasOwn(PAUSE_WORDS, code);

/** The same in words alone, for a cell of a file. */
export function useDueText(): (due: DueShown) => string {
  const words = useWords(ROW_WORDS);
  const say = useSay();
  return ({ dueOn, daysLeft, standing }) => {
    if (standing !== null)
      return words.standsSince(isReason(standing.reason) ? say(PAUSE_WORDS[standing.reason]) : standing.reason, say(dayWords(standing.since)));
    if (dueOn === null) return '';
    if (daysLeft === null) return words.dueOn(say(dayWords(dueOn)));
    return daysLeft < 0 ? words.overdue(-daysLeft) : daysLeft === 0 ? words.dueToday : words.workdaysLeft(daysLeft);
  };
}

export function DueIn({ due }: { readonly due: DueShown }): ReactNode {
  const words = useWords(ROW_WORDS);
  const say = useSay();
  const text = useDueText()(due);
  if (text === '') return null;
  const { dueOn, daysLeft, standing } = due;
  const [colour, Sign] =
    standing !== null
      ? (['gray', Pause] as const)
      : daysLeft !== null && daysLeft < 0
        ? (['stop', TriangleAlert] as const)
        : ([daysLeft !== null && daysLeft <= 2 ? 'heed' : 'brand', Clock3] as const);
  return (
    <Badge
      miw="8rem"
      color={colour}
      variant="light"
      size="lg"
      radius="sm"
      tt="none"
      fw={600}
      h="auto"
      style={{ whiteSpace: 'normal' }}
      leftSection={<Sign size={14} aria-hidden />}
      {...(dueOn === null || standing !== null ? {} : { title: words.dueOn(say(dayWords(dueOn))) })}
    >
      {text}
    </Badge>
  );
}
