/** One of the people of a programme: what they hold and manage, what waits, and the acts that whoever looks may do. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked } from '../../parts/states.tsx';
import { adminPaths } from '../paths.ts';
import { Addresses } from './addresses.tsx';
import { Appoint, Dismiss } from './appoint.tsx';
import { Change } from './change.tsx';
import { type PersonShown, personReading, type Roster, rosterReading, useNames } from './facts.ts';
import { LEAVING_WORDS, MANDATE_WORDS } from './handing-over-words.ts';
import { AnotherManager, LeaveService } from './leaving.tsx';
import { MandateForm } from './mandate-form.tsx';
import { MandateList } from './mandate-list.tsx';
import { Facts } from './person-facts.tsx';
import { Posts } from './posts.tsx';
import { Proposals } from './proposals.tsx';
import { ProposeAddress } from './propose-address.tsx';
import { RoleHistory } from './role-history.tsx';
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
  const leaving = useWords(LEAVING_WORDS);
  const mandateWords = useWords(MANDATE_WORDS);
  const roster = useQuery(rosterReading(programme)).data;
  const open = useOpen(programme, shown.id);
  const me = useMe().person;
  const mandates = roster?.mandates.filter(({ principal, delegate }) => principal === shown.id || delegate === shown.id) ?? [];
  const setsMandate = shown.leftAt === null && (roster?.may.setMandates === true || (roster?.may.haveMandate === true && me === shown.id));
  return (
    <Stack>
      {roster !== undefined && (
        <Proposals programme={programme} roster={roster} proposals={roster.proposals.filter(({ person }) => person === shown.id)} />
      )}
      {roster !== undefined && (
        <Addresses programme={programme} roster={roster} proposals={roster.addresses.filter(({ person }) => person === shown.id)} />
      )}
      <Section
        title={words.posts}
        act={
          shown.posts.some(({ held, change }) => !held && change.how !== 'NOT') && <Button onClick={() => open('appoint')}>{words.appoint}</Button>
        }
      >
        {shown.leftAt !== null && <Text mb="sm">{words.backHow}</Text>}
        <Posts shown={shown} onDismiss={(which) => open(`dismiss.${which}`)} onManager={(project) => open(`manager.${project}`)} />
      </Section>
      <Section title={words.history} act={null}>
        <RoleHistory programme={programme} steps={shown.history} />
      </Section>
      <Section
        title={mandateWords.title}
        act={
          setsMandate && (
            <Button variant="default" onClick={() => open('mandate')}>
              {mandateWords.set}
            </Button>
          )
        }
      >
        <MandateList programme={programme} mandates={mandates} />
      </Section>
      <Section
        title={words.data}
        act={
          shown.mayChange.why === null && (
            <Group gap="xs">
              {shown.mayChange.address === 'PROPOSED' && (
                <Button variant="default" onClick={() => open('address')}>
                  {words.otherAddress}
                </Button>
              )}
              <Button variant="default" onClick={() => open('change')}>
                {words.change}
              </Button>
            </Group>
          )
        }
      >
        <Facts shown={shown} />
      </Section>
      {shown.mayEnd && shown.leftAt === null && (
        <Group justify="flex-end">
          <Button variant="outline" color="stop" onClick={() => open('leave')}>
            {leaving.act}
          </Button>
        </Group>
      )}
      {roster !== undefined && <Dialogs programme={programme} shown={shown} roster={roster} setsMandate={setsMandate} />}
    </Stack>
  );
}

/** Which dialog is open stands in the address. */
function useOpen(programme: string, person: string): (act: string) => void {
  const router = useRouter();
  return (act) => void router.navigate({ href: adminPaths.person({ programme, person }, { act }), replace: true, resetScroll: false });
}

type DialogsProps = { readonly programme: string; readonly shown: PersonShown; readonly roster: Roster; readonly setsMandate: boolean };

function Dialogs({ programme, shown, roster, setsMandate }: DialogsProps): ReactNode {
  const { act = '' } = route.useSearch();
  const open = useOpen(programme, shown.id);
  const [name = '', ...rest] = act.split('.');
  const about = rest.join('.');
  const dialog = { programme, shown, roster, onClose: () => open('') };
  const post = shown.posts.find(({ role, held }) => role === about && held);
  switch (name) {
    case 'appoint':
      return <Appoint {...dialog} />;
    case 'dismiss':
      return post === undefined ? null : <Dismiss {...dialog} post={post} />;
    case 'change':
      return shown.mayChange.why === null ? <Change {...dialog} /> : null;
    case 'address':
      return shown.mayChange.address === 'PROPOSED' ? <ProposeAddress {...dialog} /> : null;
    case 'mandate':
      return setsMandate ? <MandateForm {...dialog} /> : null;
    case 'leave':
      return shown.mayEnd && shown.leftAt === null ? <LeaveService {...dialog} /> : null;
    case 'manager':
      return shown.mayEnd && shown.projects.includes(about) ? <AnotherManager {...dialog} project={about} /> : null;
    default:
      return null;
  }
}

function Section({ title, act, children }: { readonly title: string; readonly act: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        {act}
      </Group>
      {children}
    </Card>
  );
}
