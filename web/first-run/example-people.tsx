/** The example's people by what they do, each to be signed in as by one click. Nothing where there is no example. */
import { Badge, Group, SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { FaultSummary } from '../parts/faults.tsx';
import { roleWords } from '../parts/role.ts';
import classes from './example-people.module.css';
import { FIRST_RUN_WORDS } from './words.ts';

type Person = AnswerOf<'/api/v1/sign-in/example'>['items'][number];

const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'GROUP_LEADER', 'DEPUTY_LEADER'];
const OTHERS = ['AUDITOR', 'ADMINISTRATOR'];
const GROUPS = ['approvers', 'managers', 'office', 'others'] as const;

function groupOf({ roles, manages }: Person): (typeof GROUPS)[number] {
  if (roles.some((role) => OTHERS.includes(role))) return 'others';
  if (roles.some((role) => OFFICE.includes(role))) return 'office';
  return manages && roles.length === 0 ? 'managers' : 'approvers';
}

type Props = { readonly lead?: string; readonly onSignedIn: () => void };

export function ExamplePeople({ lead, onSignedIn }: Props): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const people = useQuery(reading('/api/v1/sign-in/example'));
  const entering = useAct('/api/v1/sign-in/example', { quiet: true, onDone: onSignedIn });
  const items = people.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Stack>
      {lead !== undefined && <Text>{lead}</Text>}
      <FaultSummary problem={entering.error} />
      {GROUPS.map((group) => {
        const found = items.filter((person) => groupOf(person) === group);
        return found.length === 0 ? null : (
          <section key={group} aria-label={words[group]}>
            <Group gap="xs" mb="xs">
              <Title order={2} size="h3">
                {words[group]}
              </Title>
              <Badge variant="outline" tt="none">
                {words.exampleMark}
              </Badge>
            </Group>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="xs">
              {found.map((person) => (
                <One
                  key={person.person}
                  person={person}
                  busy={entering.isPending}
                  onEnter={() => entering.mutate({ body: { person: person.person } })}
                />
              ))}
            </SimpleGrid>
          </section>
        );
      })}
    </Stack>
  );
}

function One({ person, busy, onEnter }: { readonly person: Person; readonly busy: boolean; readonly onEnter: () => void }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const name = useLocale() === 'en' ? person.nameEn : person.name;
  const roles = [...(person.manages ? [words.managerRole] : []), ...person.roles.map((role) => say(roleWords(role)))];
  return (
    <UnstyledButton className={classes.person} disabled={busy} onClick={onEnter}>
      <Text fw={600}>{name}</Text>
      <Text size="sm">{roles.join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {person.unit}
      </Text>
    </UnstyledButton>
  );
}
