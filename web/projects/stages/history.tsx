/** What happened in a stage, in sentences, newest first. */
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked } from '../../parts/states.tsx';
import { Events } from '../../parts/timeline.tsx';
import { historyReading } from './facts.ts';
import { STAGE_WORDS } from './words.ts';

/** So many at once; a long stage has hundreds. */
const AT_ONCE = 30;
type Props = { readonly id: string; readonly stage: string; readonly before?: number };

export function StageHistory({ id, stage, before }: Props): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const [shown, setShown] = useState(AT_ONCE);
  const [older, setOlder] = useState(false);
  const found = useQuery(historyReading(id, stage, before));
  return (
    <Asked query={found}>
      {({ lines, people, before: next }) => (
        <Stack>
          {lines.length === 0 && next === null && before === undefined && <Text c="dimmed">{words.noHistory}</Text>}
          <Events
            events={lines.slice(0, shown).map(({ version, at, text, person }) => {
              const known = person === null ? undefined : people[person];
              return {
                key: String(version),
                at,
                sentence: (
                  <>
                    {say(text)}
                    {person !== null && (
                      <Text component="span" size="sm" c="dimmed">
                        {' · '}
                        {known === undefined ? person : nameOf(known)}
                      </Text>
                    )}
                  </>
                ),
              };
            })}
          />
          {lines.length > shown ? (
            <Button variant="default" w="fit-content" onClick={() => setShown(lines.length)}>
              {words.older}
            </Button>
          ) : next !== null && !older ? (
            <Button variant="default" w="fit-content" onClick={() => setOlder(true)}>
              {words.older}
            </Button>
          ) : null}
          {older && next !== null && <StageHistory id={id} stage={stage} before={next} />}
        </Stack>
      )}
    </Asked>
  );
}
