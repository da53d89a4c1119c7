/**
 * The working-day calendar by years: which days differ from Monday to Friday, by which notice, what runs by it, which year is
 * missing, and which waits for a second person. Deliberately absent: proposing one (propose.tsx).
 */
import { Alert, Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { YEAR_WORDS } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { OfficePage, ReadAt } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { dayName, useWeekday } from './day-name.ts';
import { type Calendar, calendarReading, type Day, type Proposals, proposalsReading, useLooksAfter, type Year } from './facts.ts';
import { YearWaiting } from './proposals.tsx';
import { ProposeYear } from './propose.tsx';
import { CALENDAR_WORDS } from './words.ts';

const route = getRouteApi('/office/calendar');

export function CalendarPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const { programme } = route.useSearch();
  return (
    <OfficePage title={words.calendar} programme={programme} of={(next) => adminPaths.calendar({ programme: next })}>
      {(here) => <Of key={here} programme={here} />}
    </OfficePage>
  );
}

function Of({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const router = useRouter();
  const { act } = route.useSearch();
  const looksAfter = useLooksAfter(programme);
  const found = useQuery(calendarReading(programme));
  const waiting = useQuery({ ...proposalsReading(programme), enabled: looksAfter }).data;
  const back = (): void => void router.navigate({ href: adminPaths.calendar({ programme }) });
  return (
    <Asked query={found}>
      {(calendar) =>
        act === 'propose' && waiting?.mayPropose === true ? (
          <ProposeYear programme={programme} calendar={calendar} clocks={waiting.clocks} onDone={back} />
        ) : (
          <Stack>
            <ReadAt at={found.dataUpdatedAt} />
            <Missing calendar={calendar} />
            {waiting !== undefined && <Waiting programme={programme} waiting={waiting} />}
            <Text>{words.clocks(calendar.clocks)}</Text>
            {calendar.years.length === 0 ? <Empty title={words.none}>{words.noneNext}</Empty> : <Years programme={programme} calendar={calendar} />}
            <Text c="dimmed">{words.change}</Text>
          </Stack>
        )
      }
    </Asked>
  );
}

/** What waits for a second person, and the way to another year; or why whoever looks after people here has none. */
function Waiting({ programme, waiting }: { readonly programme: string; readonly waiting: Proposals }): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const say = useSay();
  const router = useRouter();
  return (
    <>
      {waiting.items.map((one) => (
        <YearWaiting key={one.proposal} programme={programme} one={one} clocks={waiting.clocks} />
      ))}
      {waiting.mayPropose && (
        <Group>
          <Button onClick={() => void router.navigate({ href: adminPaths.calendar({ programme, act: 'propose' }) })}>{words.propose}</Button>
        </Group>
      )}
      {waiting.why !== null && <Text c="dimmed">{say(waiting.why)}</Text>}
    </>
  );
}

/** This year and the next: limits of today reach into both. */
function Missing({ calendar }: { readonly calendar: Calendar }): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const now = Number(dayAt(new Date().toISOString()).slice(0, 4));
  const missing = [now, now + 1].filter((year) => !calendar.years.some((known) => known.year === year));
  return missing.map((year) => (
    <Alert key={year} color="heed" variant="outline" role="status">
      {words.missing(year)}
    </Alert>
  ));
}

function Years({ programme, calendar }: { readonly programme: string; readonly calendar: Calendar }): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const router = useRouter();
  const query = route.useSearch();
  const now = dayAt(new Date().toISOString()).slice(0, 4);
  const { years } = calendar;
  const year = years.find((one) => String(one.year) === query.year) ?? years.find((one) => String(one.year) === now) ?? years.at(-1);
  if (year === undefined) return null;
  return (
    <>
      <Select
        label={words.year}
        data={years.map((one) => String(one.year))}
        value={String(year.year)}
        allowDeselect={false}
        w={120}
        onChange={(next) => void router.navigate({ href: adminPaths.calendar({ programme, year: next ?? now }), replace: true, resetScroll: false })}
      />
      <OneYear year={year} />
    </>
  );
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

function OneYear({ year }: { readonly year: Year }): ReactNode {
  const words = useWords(CALENDAR_WORDS);
  const say = useSay();
  const weekday = useWeekday();
  const kind = ({ work }: Day): string => (work ? words.work : words.rest);
  const off = year.days.filter(({ day, work }) => !work && !isWeekend(day)).length;
  const worked = year.days.filter(({ day, work }) => work && isWeekend(day)).length;
  const columns: readonly Column<Day>[] = [
    { key: 'day', name: words.day, show: ({ day }) => say(dayWords(day)), value: ({ day }) => day },
    { key: 'weekday', name: words.weekday, show: ({ day }) => weekday(day), value: ({ day }) => weekday(day) },
    {
      key: 'kind',
      name: words.kind,
      show: (day) => (
        <Badge color={day.work ? 'heed' : 'go'} variant="outline">
          {kind(day)}
        </Badge>
      ),
      value: kind,
    },
    { key: 'name', name: words.name, show: ({ name }) => say(dayName(name)), value: ({ name }) => say(dayName(name)) },
  ];
  const save = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(year, null, 2)], { type: 'application/json' }));
    link.download = `calendar-${year.year}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Stack gap="xs">
      <Text>
        {say(YEAR_WORDS[year.status])} · {words.from(year.document)}
      </Text>
      <Text>{year.status === 'DECREED' ? words.decreed : words.provisional}</Text>
      <Text>{words.counts(off, worked)}</Text>
      <Button variant="default" w="fit-content" onClick={save}>
        {words.save}
      </Button>
      <DataTable caption={words.days} columns={columns} rows={year.days} rowKey={({ day }) => day} />
    </Stack>
  );
}
