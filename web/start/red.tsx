/**
 * What is red in a programme and what is due within a week, the oldest first: since when, and who is asked. For the office and
 * the leading group. Deliberately absent: the whole lists (the programme's page).
 */
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { daysBetween } from '../../domain/kernel/days.ts';
import { dayWords } from '../../domain/words/days.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { hrefOf, type Progress, progressReading, useWho } from '../parts/progress.ts';
import { Asked, RowsSkeleton } from '../parts/states.tsx';
import { START_WORDS } from './words.ts';

const AT_MOST = 6;

type Line = Pick<Progress['red'][number], 'what' | 'case' | 'project' | 'who'> & { readonly key: string; readonly when: string };
type LinesProps = { readonly found: Progress; readonly lines: readonly Line[]; readonly count: number; readonly none: string };

export function Red({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(START_WORDS);
  const say = useSay();
  const query = useQuery(progressReading(programme));
  return (
    <Asked query={query} skeleton={<RowsSkeleton rows={3} />}>
      {(found) => (
        <Stack gap="md">
          <Lines
            found={found}
            count={found.redCount}
            none={words.redNone}
            lines={found.red.map((line) => ({
              ...line,
              key: `${line.case} ${line.what.zh}`,
              when: line.since === null ? words.redSinceUnknown : words.redSince(say(dayWords(line.since)), daysBetween(line.since, found.today) + 1),
            }))}
          />
          <div>
            <Text fw={600} mb="xs">
              {words.week}
            </Text>
            <Lines
              found={found}
              count={found.weekCount}
              none={words.weekNone}
              lines={found.week.map((line) => ({ ...line, key: line.id, when: say(dayWords(line.on)) }))}
            />
          </div>
        </Stack>
      )}
    </Asked>
  );
}

function Lines({ found, lines, count, none }: LinesProps): ReactNode {
  const words = useWords(START_WORDS);
  const say = useSay();
  const who = useWho(found);
  const names = new Map(found.projects.map(({ code, name }) => [code, say(name)]));
  if (lines.length === 0) return <Text c="dimmed">{none}</Text>;
  const shown = lines.slice(0, AT_MOST);
  return (
    <Stack gap="sm" component="ul" p={0} m={0}>
      {shown.map((line) => {
        const href = hrefOf(line);
        return (
          <Group key={line.key} component="li" gap={4} display="block">
            {href === null ? (
              <Text span className="sentence">
                {say(line.what)}
              </Text>
            ) : (
              <PageLink href={href} className="sentence">
                {say(line.what)}
              </PageLink>
            )}
            <Text size="sm" c="dimmed">
              {[line.project === null ? say(found.name) : (names.get(line.project) ?? line.project), line.when, who(line.who)]
                .filter((part) => part !== '')
                .join(' · ')}
            </Text>
          </Group>
        );
      })}
      {count > shown.length && (
        <Text component="li" size="sm" c="dimmed" style={{ listStyle: 'none' }}>
          {words.redMore(count - shown.length)}
        </Text>
      )}
    </Stack>
  );
}
