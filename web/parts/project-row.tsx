/** A project as one line of a list: its light with the reason, what is planned next and how late it is, that it was taken over. */
import { Badge, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Light } from './light.tsx';
import { PROJECT_ROW_WORDS } from './project-words.ts';

export type ProjectRow = AnswerOf<'/api/v1/projects'>['items'][number];
export const projectsReading = () => reading('/api/v1/projects');

const LIGHT_RANK = { RED: 0, YELLOW: 1, GREEN: 2 } as const;
const OVER = 3;
const NEVER = Number.MAX_SAFE_INTEGER;
const lightRank = ({ light }: ProjectRow): number => (light === null ? OVER : LIGHT_RANK[light]);
export const daysLeft = ({ owed }: ProjectRow): number => owed?.days ?? NEVER;
/** Those first that press most: by the light, then by the days that are left; of the same by code. */
export const pressing = (rows: readonly ProjectRow[]): readonly ProjectRow[] =>
  rows.toSorted((a, b) => lightRank(a) - lightRank(b) || daysLeft(a) - daysLeft(b) || (a.code < b.code ? -1 : 1));

/** That something of it was taken over from paper. */
export function TakenOver({ how }: { readonly how: ProjectRow['takenOver'] }): ReactNode {
  const words = useWords(PROJECT_ROW_WORDS);
  if (how === null) return null;
  return (
    <Badge color="gray" variant="outline" tt="none" miw="max-content" title={words.takenOverLong}>
      {how === 'OPEN' ? words.takingOver : words.takenOver}
    </Badge>
  );
}

/** What is planned next, and how late it is or how long still. */
export function useOwed(): (row: Pick<ProjectRow, 'owed' | 'completionOn'>) => string {
  const words = useWords(PROJECT_ROW_WORDS);
  const say = useSay();
  return ({ owed, completionOn }) => {
    if (owed === null) return completionOn === null ? '' : words.completedOn(say(dayWords(completionOn)));
    const { what, days } = owed;
    if (what === 'START') return days < 0 ? words.startLate(-days) : days === 0 ? words.startToday : words.startIn(days);
    return days < 0 ? words.finishLate(-days) : days === 0 ? words.finishToday : words.finishIn(days);
  };
}

/** The light with the first reason, and how many more there are. */
export function LightAndWhy({ row }: { readonly row: Pick<ProjectRow, 'light' | 'why'> }): ReactNode {
  const words = useWords(PROJECT_ROW_WORDS);
  const say = useSay();
  const [first] = row.why;
  return (
    <Stack gap={2} align="flex-start">
      <Light light={row.light} />
      {first !== undefined && (
        <Text size="sm" ta="start">
          {say(first.what)}
          {row.why.length > 1 && (
            <Text component="span" c="dimmed" size="sm">
              {' '}
              {words.more(row.why.length - 1)}
            </Text>
          )}
        </Text>
      )}
    </Stack>
  );
}
