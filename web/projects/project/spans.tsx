/** Planned and real days of a stage in words, and the mark of what was taken over. */
import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { StageShown } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

export function TakenMark(): ReactNode {
  const words = useWords(PROJECT_WORDS);
  return (
    <Badge color="gray" variant="outline" tt="none">
      {words.takenOver}
    </Badge>
  );
}

/** A plan and what became of it, in words. */
export function useSpans(): { readonly planned: (stage: StageShown) => string; readonly real: (stage: StageShown) => string } {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const day = (on: string): string => say(dayWords(on));
  return {
    planned: ({ planned: { from, to } }) =>
      from !== null && to !== null
        ? words.span(day(from), day(to))
        : to !== null
          ? words.until(day(to))
          : from !== null
            ? words.fromDay(day(from))
            : '',
    real: ({ startedOn, finishedOn }) =>
      startedOn === null
        ? ''
        : finishedOn === null
          ? words.since(day(startedOn))
          : startedOn === finishedOn
            ? day(startedOn)
            : words.span(day(startedOn), day(finishedOn)),
  };
}
