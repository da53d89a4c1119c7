/** Which projects will be late if they go on as now, each with what that rests on. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../app/locale.tsx';
import type { Progress } from '../parts/progress.ts';
import { type Column, DataTable } from '../parts/table.tsx';
import { Day } from '../parts/when.tsx';
import { useProjectNames } from './red-list.tsx';
import { PROGRAMME_WORDS } from './words.ts';

type Line = Progress['forecast'][number];

export function ForecastList({ found }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const nameOf = useProjectNames(found.projects);
  const late = ({ late: days, expected }: Line): string => (expected === null ? words.noForecast : words.forecastLate(days));
  const columns: readonly Column<Line>[] = [
    { key: 'project', name: words.project, show: ({ project }) => nameOf(project), value: ({ project }) => nameOf(project) },
    { key: 'late', name: words.forecast, oneLine: true, show: late, value: late },
    {
      key: 'expected',
      name: words.forecastExpected,
      show: ({ expected }) => (expected === null ? '' : <Day day={expected} />),
      value: ({ expected }) => expected,
    },
    { key: 'planned', name: words.finish, show: ({ planned }) => <Day day={planned} />, value: ({ planned }) => planned },
    { key: 'rests', name: words.forecastRests, show: ({ rests }) => say(rests), value: ({ rests }) => say(rests) },
  ];
  const rows = [...found.forecast, ...found.noForecast];
  return (
    <Stack gap="xs">
      {found.forecast.length === 0 ? <Text>{words.forecastNone}</Text> : <Text size="sm">{words.forecastLead}</Text>}
      {rows.length > 0 && <DataTable caption={words.forecast} columns={columns} rows={rows} rowKey={({ project }) => project} />}
    </Stack>
  );
}
