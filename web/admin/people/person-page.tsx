/** One of the people of a programme: what they hold and manage, what waits, and the acts that whoever looks may do. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked } from '../../parts/states.tsx';
import { adminPaths } from '../paths.ts';
import { Appoint, Dismiss } from './appoint.tsx';
import { Change } from './change.tsx';
import { type PersonShown, personReading, rosterReading, useNames } from './facts.ts';
import { Facts } from './person-facts.tsx';
import { Posts } from './posts.tsx';
import { Proposals } from './proposals.tsx';
import { PEOPLE_WORDS, PERSON_WORDS } from './words.ts';

const route = getRouteApi('/people/$programme/$person');

export function PersonPage(): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const nameOf = usePersonName();
  const { programme, person } = route.useParams();
  const found = useQuery(personReading(programme, person));
  const say = useSay();
  const names = useNames(programme);
  const state = ({ leftAt, away }: PersonShown): string =>
    leftAt !== null ? words.left(say(dayWords(dayAt(leftAt)))) : away === null ? words.works : words.away(say(dayWords(away.until)), names(away.by));
  return (
    <Page
      title={found.data === undefined ? words.person : nameOf(found.data)}
      above={
        <PageLink href={adminPaths.people({ programme })} size="sm">
          {words.title}
        </PageLink>
      }
      beside={found.data !== undefined && <Text c="dimmed">{state(found.data)}</Text>}
    >
      <Asked query={found}>{(shown) => <Shown programme={programme} shown={shown} />}</Asked>
    </Page>
  );
}

function Shown({ programme, shown }: { readonly programme: string; readonly shown: PersonShown }): ReactNode {
  const words = useWords(PERSON_WORDS);
  const roster = useQuery(rosterReading(programme));
  const { act } = route.useSearch();
  const router = useRouter();
  const open = (next: string): void =>
    void router.navigate({ href: adminPaths.person({ programme, person: shown.id }, { act: next }), replace: true, resetScroll: false });
  const close = (): void => open('');
  const waiting = roster.data?.proposals.filter(({ person }) => person === shown.id) ?? [];
  const role = act?.startsWith('dismiss.') === true ? act.slice('dismiss.'.length) : null;
  const post = shown.posts.find((one) => one.role === role && one.held);
  const dialog = { programme, shown, onClose: close };
  return (
    <Stack>
      {roster.data !== undefined && <Proposals programme={programme} roster={roster.data} proposals={waiting} />}
      <Card withBorder component="section">
        <Group justify="space-between" mb="sm">
          <Title order={2}>{words.posts}</Title>
          {shown.posts.some(({ held, change }) => !held && change.how !== 'NOT') && <Button onClick={() => open('appoint')}>{words.appoint}</Button>}
        </Group>
        {shown.leftAt !== null && <Text mb="sm">{words.backHow}</Text>}
        <Posts shown={shown} onDismiss={(which) => open(`dismiss.${which}`)} />
      </Card>
      <Card withBorder component="section">
        <Group justify="space-between" mb="sm">
          <Title order={2}>{words.data}</Title>
          {shown.mayChange.facts && (
            <Button variant="default" onClick={() => open('change')}>
              {words.change}
            </Button>
          )}
        </Group>
        <Facts shown={shown} />
      </Card>
      {act === 'appoint' && roster.data !== undefined && <Appoint {...dialog} roster={roster.data} />}
      {post !== undefined && roster.data !== undefined && <Dismiss {...dialog} roster={roster.data} post={post} />}
      {act === 'change' && shown.mayChange.facts && <Change {...dialog} />}
    </Stack>
  );
}
