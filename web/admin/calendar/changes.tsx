/** What a year would change of the calendar as it is, day by day. */
import { Badge, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DayChange } from '../../../domain/calendar/year.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { dayName, useWeekday } from './day-name.ts';
import { CALENDAR_WORDS } from './words.ts';

type Props = {
  readonly year: number;
  readonly changes: readonly DayChange[];
  /** Nothing is known of the year so far. */
  readonly isNew: boolean;
};

export function YearChanges({ year, changes, isNew }: Props): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const say = useSay();
  const marks = useMarks();
  const weekday = useWeekday();
  const told = (day: DayChange['was']): string =>
    day === null ? words.usual : `${day.work ? words.work : words.rest}${marks.aside(say(dayName(day.name)))}`;
  const kind = ({ was, will }: DayChange): string => (was === null ? words.added : will === null ? words.removed : words.altered);
  const columns: readonly Column<DayChange>[] = [
    { key: 'day', name: words.day, show: ({ day }) => say(dayWords(day)), value: ({ day }) => day },
    { key: 'weekday', name: words.weekday, show: ({ day }) => weekday(day), value: ({ day }) => weekday(day) },
    {
      key: 'difference',
      name: words.difference,
      show: (change) => (
        <Badge color={change.will === null ? 'stop' : change.was === null ? 'go' : 'heed'} variant="outline" tt="none">
          {kind(change)}
        </Badge>
      ),
      value: kind,
    },
    { key: 'was', name: words.was, show: ({ was }) => told(was), value: ({ was }) => told(was) },
    { key: 'will', name: words.will, show: ({ will }) => told(will), value: ({ will }) => told(will) },
  ];
  if (changes.length === 0) return <Text>{words.noChanges}</Text>;
  return (
    <Stack gap="xs">
      <Text>{isNew ? words.changesNew(year, changes.length) : words.changes(changes.length)}</Text>
      <DataTable caption={words.changesName} columns={columns} rows={changes} rowKey={({ day }) => day} />
    </Stack>
  );
}
