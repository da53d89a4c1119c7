/** The people of a programme: who holds what, who is away, whom mail does not reach; what waits for a second person stands first. */
import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { ROLES } from '../../../domain/kernel/role.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { ButtonLink, PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { roleWords } from '../../parts/role.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { AsOf, Day } from '../../parts/when.tsx';
import { adminPaths, type PeopleQuery } from '../paths.ts';
import { Addresses } from './addresses.tsx';
import { type Roster, type RosterPerson, rosterReading, useProgramme } from './facts.ts';
import { fits, SHOWS } from './narrowing.ts';
import { Proposals } from './proposals.tsx';
import { UNIT_WORDS } from './unit-words.ts';
import { PEOPLE_WORDS } from './words.ts';

const route = getRouteApi('/people');
const AT_FIRST = 100;

export function PeoplePage(): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const query = route.useSearch();
  const { all, here } = useProgramme(query.programme);
  if (here === null)
    return (
      <Page title={words.title}>
        <Empty title={words.noProgramme}>{words.noProgrammeNext}</Empty>
      </Page>
    );
  return <Of key={here} programme={here} programmes={all} query={query} />;
}

function Of({
  programme,
  programmes,
  query,
}: {
  readonly programme: string;
  readonly programmes: readonly string[];
  readonly query: PeopleQuery;
}): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const units = useWords(UNIT_WORDS);
  const found = useQuery(rosterReading(programme));
  return (
    <Page
      title={words.title}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={found.dataUpdatedAt} />
        </Text>
      }
      acts={
        <>
          <ButtonLink variant="default" href={adminPaths.units({ programme })}>
            {units.title}
          </ButtonLink>
          <ButtonLink variant="default" href={adminPaths.mandates({ programme })}>
            {words.mandates}
          </ButtonLink>
          {found.data?.may.invite === true && <ButtonLink href={adminPaths.invite({ programme })}>{words.invite}</ButtonLink>}
        </>
      }
    >
      <Asked query={found}>
        {(roster) => (
          <Stack>
            {!roster.programme.open && <Text c="dimmed">{words.programmeClosed}</Text>}
            <Proposals programme={programme} roster={roster} proposals={roster.proposals} />
            <Addresses programme={programme} roster={roster} proposals={roster.addresses} />
            <Narrowing query={query} programmes={programmes} programme={programme} />
            <Listed programme={programme} roster={roster} query={query} />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function Narrowing({
  query,
  programmes,
  programme,
}: {
  readonly query: PeopleQuery;
  readonly programmes: readonly string[];
  readonly programme: string;
}): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const say = useSay();
  const router = useRouter();
  const view = (change: PeopleQuery): void =>
    void router.navigate({ href: adminPaths.people({ ...query, ...change }), replace: true, resetScroll: false });
  return (
    <Group gap="sm" align="flex-end">
      {programmes.length > 1 && (
        <Select
          label={words.programme}
          data={[...programmes]}
          value={programme}
          allowDeselect={false}
          w={140}
          onChange={(next) => next !== null && void router.navigate({ href: adminPaths.people({ programme: next }) })}
        />
      )}
      <SearchField label={words.search} kept={query.q ?? ''} w={230} onSearch={(q) => view({ q })} />
      <Select
        label={words.role}
        data={[{ value: '', label: words.anyRole }, ...ROLES.map((role) => ({ value: role, label: say(roleWords(role)) }))]}
        value={query.role ?? ''}
        allowDeselect={false}
        searchable
        w={190}
        onChange={(role) => view({ role: role ?? '' })}
      />
      <Select
        label={words.show}
        data={SHOWS.map((show) => ({ value: show, label: words[`show${show}`] }))}
        value={SHOWS.find((show) => show === query.show) ?? 'Here'}
        allowDeselect={false}
        w={160}
        onChange={(show) => view({ show: show === 'Here' ? '' : (show ?? '') })}
      />
    </Group>
  );
}

function Listed({ programme, roster, query }: { readonly programme: string; readonly roster: Roster; readonly query: PeopleQuery }): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const [most, setMost] = useState(AT_FIRST);
  const columns = useColumns(programme, roster);
  const rows = roster.people.filter((person) => fits(person, query));
  if (rows.length === 0) return <Empty title={words.nobody}>{words.nobodyNext}</Empty>;
  return (
    <Stack>
      <DataTable
        caption={words.title}
        columns={columns}
        rows={rows.slice(0, most)}
        rowKey={({ id }) => id}
        tools={<Text role="status">{words.count(rows.length)}</Text>}
      />
      {rows.length > most && (
        <Button variant="default" onClick={() => setMost(most + AT_FIRST)}>
          {words.more(Math.min(AT_FIRST, rows.length - most))}
        </Button>
      )}
    </Stack>
  );
}

function useColumns(programme: string, roster: Roster): readonly Column<RosterPerson>[] {
  const words = useWords(PEOPLE_WORDS);
  const say = useSay();
  const join = useJoin();
  const nameOf = usePersonName();
  const names = new Map(roster.people.map((person) => [person.id, nameOf(person)]));
  const state = ({ leftAt, away }: RosterPerson): string => {
    if (leftAt !== null) return words.left(say(dayWords(dayAt(leftAt))));
    return away === null ? words.works : words.away(say(dayWords(away.until)), names.get(away.by) ?? away.by);
  };
  const contacts =
    roster.people.some(({ contact, id }) => contact !== null && id !== '') && roster.people.filter(({ contact }) => contact !== null).length > 1;
  const roles = (person: RosterPerson): string => join(person.roles.map((role) => say(roleWords(role))));
  const columns: Column<RosterPerson>[] = [
    {
      key: 'name',
      name: words.person,
      show: (person) => <PageLink href={adminPaths.person({ programme, person: person.id })}>{nameOf(person)}</PageLink>,
      value: nameOf,
    },
    { key: 'unit', name: words.unit, show: ({ unit }) => unit, value: ({ unit }) => unit },
    { key: 'roles', name: words.roles, show: roles, value: roles },
    { key: 'projects', name: words.projects, show: ({ projects }) => join(projects), value: ({ projects }) => join(projects) },
    {
      key: 'state',
      name: words.state,
      show: (person) =>
        person.leftAt === null && person.away !== null ? (
          <Badge color="heed" variant="light" tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
            {state(person)}
          </Badge>
        ) : (
          state(person)
        ),
      value: state,
    },
  ];
  if (!contacts) return columns;
  const mail = ({ contact }: RosterPerson): string => (contact === null ? '' : (contact.email ?? words.erased));
  const signedIn = ({ contact }: RosterPerson): string =>
    contact === null || !contact.seesSignIns ? '' : contact.lastSignIn === null ? '' : dayAt(contact.lastSignIn);
  return [
    ...columns,
    {
      key: 'mail',
      name: words.mail,
      show: (person) => (
        <>
          {mail(person)}{' '}
          {person.contact?.bounced === true && (
            <Badge color="stop" variant="outline">
              {words.bounced}
            </Badge>
          )}
        </>
      ),
      value: mail,
    },
    {
      key: 'signedIn',
      name: words.lastSignIn,
      show: (person) =>
        person.contact?.seesSignIns !== true ? (
          ''
        ) : person.contact.lastSignIn === null ? (
          words.neverSignedIn
        ) : (
          <Day day={dayAt(person.contact.lastSignIn)} />
        ),
      value: signedIn,
    },
  ];
}
