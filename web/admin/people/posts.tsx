/** The roles that somebody holds, each with how it ends; a button that would be refused says why. */
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { roleWords } from '../../parts/role.ts';
import type { PersonShown } from './facts.ts';
import { MANAGER_WORDS } from './handing-over-words.ts';
import { PEOPLE_WORDS, PERSON_WORDS } from './words.ts';

type Props = {
  readonly shown: PersonShown;
  readonly onDismiss: (role: string) => void;
  readonly onManager: (project: string) => void;
};

export function Posts({ shown, onDismiss, onManager }: Props): ReactNode {
  const words = useWords(PERSON_WORDS);
  const people = useWords(PEOPLE_WORDS);
  const manager = useWords(MANAGER_WORDS);
  const say = useSay();
  const me = useMe().person;
  const held = shown.posts.filter((post) => post.held);
  const end = shown.id === me ? words.layDown : words.dismiss;
  // Whoever may end none of them needs no reason at each.
  const any = held.some(({ change }) => change.how !== 'NOT');
  return (
    <Stack gap="xs">
      {held.length === 0 && <Text>{words.noPosts}</Text>}
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {held.map(({ role, change }) => (
          <Group key={role} component="li" justify="space-between">
            <div>
              <Text>{say(roleWords(role))}</Text>
              {any && change.why !== null && (
                <Text size="sm" c="dimmed">
                  {say(change.why)}
                </Text>
              )}
            </div>
            {change.how !== 'NOT' && (
              <Button variant="default" aria-label={words.actOn(end, say(roleWords(role)))} onClick={() => onDismiss(role)}>
                {end}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {shown.projects.length > 0 && (
        <>
          <Text fw={600}>{people.projects}</Text>
          <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
            {shown.projects.map((project) => (
              <Group key={project} component="li" justify="space-between">
                <Text>{project}</Text>
                {shown.mayEnd && (
                  <Button variant="default" aria-label={manager.actOf(project)} onClick={() => onManager(project)}>
                    {manager.act}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        </>
      )}
    </Stack>
  );
}
