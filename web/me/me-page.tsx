/** What concerns the person themselves: language, appearance, roles, sign-ins, notices, phrases. */
import { Card, List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../app/acting.ts';
import { Appearance, LanguageChoice } from '../app/choices.tsx';
import { useJoin, useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { Page } from '../parts/page.tsx';
import { useProgrammeName } from '../parts/programme-name.ts';
import { roleWords } from '../parts/role.ts';
import { Empty } from '../parts/states.tsx';
import { Accounts } from './accounts.tsx';
import { CalendarFeed } from './calendar-feed.tsx';
import { Mandates } from './mandates.tsx';
import { Presets } from './presets.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Keys, SignIns } from './sign-ins.tsx';
import { Wishes } from './wishes.tsx';
import { ME_WORDS } from './words.ts';

export function MePage(): ReactNode {
  const words = useWords(ME_WORDS);
  const me = useMe();
  const speak = useAct('/api/v1/me/language');
  return (
    <Page title={words.title}>
      <Stack>
        <Card withBorder component="section">
          <Title order={2} mb="sm">
            {words.language}
          </Title>
          <LanguageChoice label={words.language} onChosen={(language) => speak.mutate({ body: { language } })} />
          <Text c="dimmed" size="sm" mt={4}>
            {words.languageFor}
          </Text>
          <Title order={2} mt="lg" mb="sm">
            {words.colours}
          </Title>
          <Appearance label={words.colours} />
        </Card>
        <Card withBorder component="section">
          <Title order={2} mb="sm">
            {words.rolesIn}
          </Title>
          <Roles roles={me.roles} projects={me.projects} />
        </Card>
        <Mandates />
        <Accounts />
        <SecondFactor />
        <SignIns />
        <Keys />
        <CalendarFeed />
        <Wishes />
        <Presets />
      </Stack>
    </Page>
  );
}

type RolesProps = { readonly roles: Readonly<Record<string, readonly string[]>>; readonly projects: readonly string[] };

function Roles({ roles, projects }: RolesProps): ReactNode {
  const words = useWords(ME_WORDS);
  const say = useSay();
  const join = useJoin();
  const nameOf = useProgrammeName();
  const programmes = Object.entries(roles);
  if (programmes.length === 0 && projects.length === 0) return <Empty title={words.noRoles}>{words.noRolesNext}</Empty>;
  return (
    <List>
      {programmes.map(([programme, held]) => (
        <List.Item key={programme}>
          <Text>{words.heldIn(nameOf(programme), join(held.map((role) => say(roleWords(role)))))}</Text>
        </List.Item>
      ))}
      {projects.length > 0 && (
        <List.Item>
          <Text>{words.heldIn(words.manages, join(projects))}</Text>
        </List.Item>
      )}
    </List>
  );
}
