/** Days and instants as people in Asia/Shanghai read them, with the exact instant on hover. */
import type { ReactNode } from 'react';
import { dayAt, minuteAt } from '../../domain/kernel/days.ts';
import { dayWords } from '../../domain/words/days.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { PARTS_WORDS } from './words.ts';

/** `2026-11-23` as 2026年11月23日. */
export function Day({ day }: { readonly day: string }): ReactNode {
  return <time dateTime={day}>{useSay()(dayWords(day))}</time>;
}

/** The instant in words: 2026年11月23日 09:30. */
export function useMoment(): (instant: string) => string {
  const locale = useLocale();
  return (instant) => {
    const { zh, en } = dayWords(dayAt(instant));
    const clock = minuteAt(instant).slice(11);
    return locale === 'en' ? `${en}, ${clock}` : `${zh} ${clock}`;
  };
}

export function Moment({ at }: { readonly at: string }): ReactNode {
  const moment = useMoment();
  return (
    <time dateTime={at} title={`${minuteAt(at)} Asia/Shanghai`}>
      {moment(at)}
    </time>
  );
}

/** When what is shown was read. */
export function AsOf({ at }: { readonly at: number }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const moment = useMoment();
  return <>{at === 0 ? null : words.asOf(moment(new Date(at).toISOString()))}</>;
}
