/** Mandates of a month as bars over its days; the table beside it says the same in words, and is what is read out. */
import { Box, Button, Card, Group, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { monthWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import classes from './calendar.module.css';
import { useNames } from './facts.ts';
import { MANDATE_WORDS } from './handing-over-words.ts';
import type { Mandate } from './mandate-list.tsx';
import { daysIn, monthBeside, within } from './month.ts';

type Props = {
  readonly programme: string;
  readonly mandates: readonly Mandate[];
  readonly month: string;
  readonly today: string;
  readonly onMonth: (month: string) => void;
};

export function Calendar({ programme, mandates, month, today, onMonth }: Props): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const say = useSay();
  const rows = mandates.flatMap((mandate) => {
    const place = within(mandate, month);
    return place === null ? [] : [{ mandate, ...place }];
  });
  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Button variant="default" onClick={() => onMonth(monthBeside(month, -1))}>
          {words.before}
        </Button>
        <Text fw={600} role="status">
          {say(monthWords(month))}
        </Text>
        <Button variant="default" onClick={() => onMonth(monthBeside(month, 1))}>
          {words.after}
        </Button>
      </Group>
      {rows.length === 0 ? <Text c="dimmed">{words.emptyMonth}</Text> : <Bars programme={programme} rows={rows} month={month} today={today} />}
    </Card>
  );
}

type Row = { readonly mandate: Mandate; readonly first: number; readonly last: number };

function Bars({ programme, rows, month, today }: Pick<Props, 'programme' | 'month' | 'today'> & { readonly rows: readonly Row[] }): ReactNode {
  const name = useNames(programme);
  const days = Array.from({ length: daysIn(month) }, (_, index) => index + 1);
  return (
    <Box className={classes.scroll} aria-hidden>
      <Box className={classes.grid} __vars={{ '--days': String(days.length) }}>
        {days.map((day) => {
          const isToday = today === `${month}-${String(day).padStart(2, '0')}`;
          return (
            <span key={day} className={isToday ? `${classes.day} ${classes.today}` : classes.day} style={{ gridColumn: day + 1 }}>
              {day}
            </span>
          );
        })}
        {rows.map(({ mandate, first, last }, row) => (
          <Fragment key={mandate.mandate}>
            <span className={classes.who} style={{ gridRow: row + 2 }}>
              {name(mandate.principal)}
            </span>
            <span
              className={mandate.status === 'WAITING' ? `${classes.bar} ${classes.waiting}` : classes.bar}
              style={{ gridRow: row + 2, gridColumn: `${first + 1} / ${last + 2}` }}
              title={`${mandate.mandate} ${mandate.from} – ${mandate.to}`}
            >
              {name(mandate.delegate)}
            </span>
          </Fragment>
        ))}
      </Box>
    </Box>
  );
}
