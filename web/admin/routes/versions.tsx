/** All versions of a route, and two of them side by side: what was adopted when, by whom, on which basis, and what differs. */
import { Group, List, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Route } from '../../../domain/approval/route.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useWords } from '../../app/locale.tsx';
import { Asked } from '../../parts/states.tsx';
import { useMoment } from '../../parts/when.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { useNames } from '../people/facts.ts';
import { RouteChanges } from './changes-table.tsx';
import { routeOf, versionsReading } from './facts.ts';
import { ROUTES_WORDS } from './words.ts';

type Found = AnswerOf<'/api/v1/programme/{id}/routes/versions'>;

export function Versions({ programme, code }: { readonly programme: string; readonly code: string }): ReactNode {
  const found = useQuery(versionsReading(programme, code));
  return <Asked query={found}>{(versions) => <Told programme={programme} found={versions} />}</Asked>;
}

function Told({ programme, found }: { readonly programme: string; readonly found: Found }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const names = useNames(programme);
  const moment = useMoment();
  const { adopted, shipped } = found;
  const name = (person: string | null): string => (person === null ? office.system : names(person));
  const known = new Map<string, Route>([
    ...(shipped === null ? [] : [['0', routeOf(shipped)] as const]),
    ...adopted.map(({ version, route }) => [String(version), routeOf(route)] as const),
  ]);
  const [newest = '0', before = '0'] = [...adopted.map(({ version }) => String(version)), '0'];
  const [from, setFrom] = useState(before);
  const [to, setTo] = useState(newest);
  const options = [...known.keys()].map((key) => ({ value: key, label: key === '0' ? words.shipped : words.county(Number(key)) }));
  const [was, will] = [known.get(from), known.get(to)];
  if (adopted.length === 0) return <Text>{words.onlyShipped}</Text>;
  return (
    <Stack>
      <List>
        {adopted.map(({ version, basis, at, proposedBy, confirmedBy }) => (
          <List.Item key={version}>
            {words.county(version)} · {office.basisIs(basis)} ·{' '}
            {confirmedBy === null
              ? words.versionAlone(name(proposedBy), moment(at))
              : words.versionTold(name(proposedBy), name(confirmedBy), moment(at))}
          </List.Item>
        ))}
      </List>
      <Group>
        <Select label={words.compareFrom} data={options} value={from} allowDeselect={false} onChange={(next) => setFrom(next ?? from)} />
        <Select label={words.compareTo} data={options} value={to} allowDeselect={false} onChange={(next) => setTo(next ?? to)} />
      </Group>
      {was !== undefined && will !== undefined && <RouteChanges was={was} will={will} />}
    </Stack>
  );
}
