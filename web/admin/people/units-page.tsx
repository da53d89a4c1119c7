/** The county's tree of units: who stands above whom, with heads and deputies; another version is proposed here and confirmed by a second person. */
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { adminPaths } from '../paths.ts';
import { SecondPerson } from '../second-person.tsx';
import { type Roster, rosterReading, useNames, useProgramme } from './facts.ts';
import { ProposeUnits } from './propose-units.tsx';
import { treeOf, type Unit } from './unit-tree.ts';
import { UNIT_WORDS } from './unit-words.ts';
import { PEOPLE_WORDS } from './words.ts';

const route = getRouteApi('/people/units');

export function UnitsPage(): ReactNode {
  const words = useWords(UNIT_WORDS);
  const people = useWords(PEOPLE_WORDS);
  const { here } = useProgramme(route.useSearch().programme);
  return (
    <Page
      title={words.title}
      above={
        <PageLink href={adminPaths.people(here === null ? {} : { programme: here })} size="sm">
          {people.title}
        </PageLink>
      }
    >
      {here === null ? <Empty title={people.noProgramme}>{people.noProgrammeNext}</Empty> : <Of key={here} programme={here} />}
    </Page>
  );
}

function Of({ programme }: { readonly programme: string }): ReactNode {
  const found = useQuery(rosterReading(programme));
  return <Asked query={found}>{(roster) => <Shown programme={programme} roster={roster} />}</Asked>;
}

function Shown({ programme, roster }: { readonly programme: string; readonly roster: Roster }): ReactNode {
  const words = useWords(UNIT_WORDS);
  const [proposing, setProposing] = useState(false);
  const { version, basis, units, waiting, mayPropose } = roster.units;
  return (
    <Stack>
      <Text c="dimmed">{words.lead}</Text>
      {waiting !== null && (
        <SecondPerson
          programme={programme}
          waiting={waiting}
          kind="Units"
          title={words.confirmTitle}
          confirmText={words.confirmText}
          endTitle={words.endTitle}
          endText={words.endText}
        >
          <Tree programme={programme} roster={roster} units={waiting.units} before={units} />
        </SecondPerson>
      )}
      {version === 0 ? (
        <Empty title={words.none}>{words.noneNext}</Empty>
      ) : (
        <Card withBorder component="section" aria-label={words.inForce(version)}>
          <Group justify="space-between" mb="sm">
            <Text fw={600}>{words.inForce(version)}</Text>
            <Text size="sm" c="dimmed">
              {words.basis(basis ?? '')}
            </Text>
          </Group>
          <Tree programme={programme} roster={roster} units={units} before={units} />
        </Card>
      )}
      {mayPropose && waiting === null && !proposing && (
        <Button w="fit-content" onClick={() => setProposing(true)}>
          {version === 0 ? words.first : words.change}
        </Button>
      )}
      {proposing && <ProposeUnits programme={programme} roster={roster} onClose={() => setProposing(false)} />}
    </Stack>
  );
}

type TreeProps = { readonly programme: string; readonly roster: Roster; readonly units: readonly Unit[]; readonly before: readonly Unit[] };

/** Each unit below the one that it belongs to; what a proposal changes is marked. */
function Tree({ programme, roster, units, before }: TreeProps): ReactNode {
  const words = useWords(UNIT_WORDS);
  const names = useNames(programme);
  const left = new Set(roster.people.flatMap(({ id, leftAt }) => (leftAt === null ? [] : [id])));
  const who = (person: string | null, none: string): string => (person === null ? none : `${names(person)}${left.has(person) ? words.left : ''}`);
  const same = (one: Unit): boolean => {
    const was = before.find(({ unit }) => unit === one.unit);
    return was !== undefined && was.parent === one.parent && was.head === one.head && was.deputy === one.deputy;
  };
  const gone = before.filter(({ unit }) => !units.some((one) => one.unit === unit));
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {treeOf(units).map(({ unit, depth }) => (
        <li key={unit.unit} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
          <Group gap="xs" wrap="wrap">
            <Text fw={600}>{unit.unit}</Text>
            {!same(unit) && (
              <Badge variant="light" tt="none">
                {words.changed}
              </Badge>
            )}
            {unit.head === null && unit.deputy === null && (
              <Badge color="heed" variant="light" tt="none">
                {words.empty}
              </Badge>
            )}
          </Group>
          <Text size="sm">
            {words.headIs(who(unit.head, '—'))} · {words.deputyIs(who(unit.deputy, '—'))}
          </Text>
        </li>
      ))}
      {gone.map(({ unit }) => (
        <li key={`gone ${unit}`}>
          <Text td="line-through" c="dimmed">
            {unit}
          </Text>
        </li>
      ))}
    </Stack>
  );
}
