/** All approval routes that hold in a programme, and those that wait for a second person. */
import { Badge, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Route } from '../../../domain/approval/route.ts';
import { limitWords } from '../../../domain/words/limits.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { ButtonLink, PageLink } from '../../parts/link.tsx';
import { Asked } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { OfficePage, ReadAt } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { useProgramme } from '../people/facts.ts';
import { NEW_CODE, PROPOSES, routeOf, routesReading, waitingReading } from './facts.ts';
import { ROUTES_WORDS } from './words.ts';

const route = getRouteApi('/office/routes');

export function RoutesPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const own = useWords(ROUTES_WORDS);
  const { programme } = route.useSearch();
  const { here } = useProgramme(programme);
  const roles = useMe().roles[here ?? ''] ?? [];
  return (
    <OfficePage
      title={words.routes}
      programme={programme}
      of={(next) => adminPaths.routes({ programme: next })}
      acts={
        here !== null &&
        roles.some((role) => PROPOSES.includes(role)) && (
          <ButtonLink href={adminPaths.route({ programme: here, code: NEW_CODE }, { tab: 'edit' })}>{own.newRoute}</ButtonLink>
        )
      }
    >
      {(shown) => <Of key={shown} programme={shown} />}
    </OfficePage>
  );
}

type Row = { readonly route: Route; readonly waits: boolean };

function Of({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const found = useQuery(routesReading(programme));
  const waiting = useQuery(waitingReading(programme)).data?.items ?? [];
  const version = ({ route: { adoptedBy, version: n } }: Row): string => (adoptedBy === undefined ? words.shipped : words.county(n));
  const steps = ({ route: { steps: all } }: Row): string =>
    all.map(({ name, limit }) => (limit === undefined ? say(name) : `${say(name)} ${say(limitWords(limit))}`)).join(' → ');
  const columns: readonly Column<Row>[] = [
    {
      key: 'route',
      name: words.route,
      show: ({ route: { code, name } }) => (
        <span>
          <PageLink href={adminPaths.route({ programme, code })}>{say(name)}</PageLink>
          <Text component="span" display="block" size="sm" c="dimmed">
            {code}
          </Text>
        </span>
      ),
      value: ({ route: { name } }) => say(name),
    },
    { key: 'steps', name: words.steps, show: steps, value: steps },
    { key: 'version', name: words.version, show: version, value: version },
    {
      key: 'waits',
      name: words.waiting,
      show: ({ waits }) =>
        waits ? (
          <Badge color="heed" variant="light" tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
            {office.waits}
          </Badge>
        ) : (
          words.none
        ),
      value: ({ waits }) => (waits ? office.waits : ''),
    },
  ];
  return (
    <Stack>
      <Text c="dimmed">{words.lead}</Text>
      <Asked query={found}>
        {({ items }) => {
          const known = items.map(routeOf);
          // One that is new stands here from when it is proposed.
          const fresh = waiting.flatMap(({ wanted, code }) => (wanted === null || known.some((one) => one.code === code) ? [] : [routeOf(wanted)]));
          const rows = [...known, ...fresh].map((one) => ({ route: one, waits: waiting.some(({ code }) => code === one.code) }));
          return (
            <>
              <ReadAt at={found.dataUpdatedAt} />
              <DataTable caption={office.routes} columns={columns} rows={rows} rowKey={({ route: { code } }) => code} />
            </>
          );
        }}
      </Asked>
    </Stack>
  );
}
