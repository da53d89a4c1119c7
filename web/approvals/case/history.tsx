/** What happened, in sentences, from the first day on; refused attempts too. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { commandWords } from '../../../domain/approval/command-words.ts';
import type { Door } from '../../../domain/kernel/actor.ts';
import { DOOR_WORDS } from '../../../domain/words/doors.ts';
import { refusalWords } from '../../../domain/words/refusals.ts';
import { reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked } from '../../parts/states.tsx';
import { Events } from '../../parts/timeline.tsx';
import { Moment } from '../../parts/when.tsx';
import { useCase, useNames } from './facts.ts';
import { CASE_WORDS } from './words.ts';

export const historyReading = (id: string) => reading('/api/v1/approval/{id}/history', { path: { id } });

const isDoor = (code: string): code is Door => Object.hasOwn(DOOR_WORDS, code);
/** So many at once; a long case has hundreds. */
const AT_ONCE = 40;

function Who({ person, onBehalfOf }: { readonly person: string; readonly onBehalfOf: string | null }): ReactNode {
  const words = useWords(CASE_WORDS);
  const names = useNames();
  return (
    <Text component="span" size="sm" c="dimmed">
      {' · '}
      {names(person)}
      {onBehalfOf !== null && ` (${words.actsFor(names(onBehalfOf))})`}
    </Text>
  );
}

/** Newest first: whoever opens it asks what happened last. */
export function History(): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const names = useNames();
  const { id } = useCase();
  const [all, setAll] = useState(false);
  const found = useQuery(historyReading(id));
  return (
    <Asked query={found}>
      {({ lines, refused }) => {
        const newest = [...lines].reverse();
        return (
          <Stack>
            <Events
              events={(all ? newest : newest.slice(0, AT_ONCE)).map(({ version, at, text, door, person, onBehalfOf }) => ({
                key: String(version),
                at,
                sentence: (
                  <>
                    {say(text)}
                    {person !== null && <Who person={person} onBehalfOf={onBehalfOf} />}
                    {isDoor(door) && door !== 'clock' && door !== 'case' && (
                      <Text component="span" size="sm" c="dimmed">
                        {' '}
                        {words.door(say(DOOR_WORDS[door]))}
                      </Text>
                    )}
                  </>
                ),
              }))}
            />
            {!all && newest.length > AT_ONCE && (
              <Button variant="default" w="fit-content" onClick={() => setAll(true)}>
                {words.loadMore}
              </Button>
            )}
            {refused.length > 0 && (
              <div>
                <Title order={3} mb="xs">
                  {words.refusedAttempts}
                </Title>
                <ul>
                  {refused.map(({ occurredAt, person, commandType, code }) => (
                    <li key={`${occurredAt} ${commandType}`}>
                      <Moment at={occurredAt} /> {names(person)}
                      {' · '}
                      {words.tried(say(commandWords(commandType)), say(refusalWords(code)))}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </Stack>
        );
      }}
    </Asked>
  );
}
