/** A month of last days as a calendar, Monday first; its list stands beside it. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { addDays, addMonths } from '../../domain/kernel/days.ts';
import { dayWords } from '../../domain/words/days.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { type DeadlineRow, hrefOf } from '../parts/progress.ts';
import classes from './programme.module.css';
import { PROGRAMME_WORDS } from './words.ts';

/** So many stand in a day's field; the rest is counted. */
const SHOWN = 3;

/** Whole weeks, from the Monday before its first day. */
export function weeksOf(month: string): readonly string[] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const begins = addDays(first, -weekday);
  const ends = addMonths(first, 1);
  const days: string[] = [];
  for (let day = begins; day < ends || days.length % 7 !== 0; day = addDays(day, 1)) days.push(day);
  return days;
}

type Props = { readonly month: string; readonly items: readonly DeadlineRow[]; readonly today: string };

export function MonthOf({ month, items, today }: Props): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const locale = useLocale();
  const say = useSay();
  const days = weeksOf(month);
  const weekday = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { weekday: 'short', timeZone: 'UTC' });
  return (
    <section className={classes.month} aria-label={words.month}>
      {days.slice(0, 7).map((day) => (
        <div key={day} className={classes.weekday}>
          {weekday.format(new Date(`${day}T00:00:00Z`))}
        </div>
      ))}
      {days.map((day) => {
        const here = items.filter(({ on }) => on === day);
        const isOther = !day.startsWith(month);
        return (
          <div key={day} className={`${classes.day} ${isOther ? classes.other : ''} ${day === today ? classes.now : ''}`}>
            <Text component="time" dateTime={day} size="sm" {...(isOther ? { c: 'dimmed' } : {})} aria-label={say(dayWords(day))}>
              {Number(day.slice(8))}
              {day === today && ` ${words.today}`}
            </Text>
            {here.slice(0, SHOWN).map((item) => (
              <Item key={item.id} item={item} />
            ))}
            {here.length > SHOWN && (
              <Text size="xs" c="dimmed">
                {words.dayMore(here.length - SHOWN)}
              </Text>
            )}
          </div>
        );
      })}
    </section>
  );
}

function Item({ item }: { readonly item: DeadlineRow }): ReactNode {
  const say = useSay();
  const href = hrefOf(item);
  const text = `${item.project ?? ''} ${say(item.what)}`.trim();
  return href === null ? (
    <span className={classes.item}>{text}</span>
  ) : (
    <PageLink href={href} className={classes.item} {...(item.late ? { c: 'stop' } : {})}>
      {text}
    </PageLink>
  );
}
