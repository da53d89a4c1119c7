/** One approval route: as it holds, changed, its versions, tried out; what waits for a second person stands first. */
import { List, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Route } from '../../../domain/approval/route.ts';
import { AGREE_WORDS, FIELD_TYPE_WORDS, superiorWords } from '../../../domain/approval/route-words.ts';
import { limitWords } from '../../../domain/words/limits.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { useDraft } from '../../parts/draft.ts';
import { PageLink } from '../../parts/link.tsx';
import { roleWords } from '../../parts/role.ts';
import { Asked, Empty } from '../../parts/states.tsx';
import { OfficePage } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { useNames } from '../people/facts.ts';
import { SecondPerson } from '../second-person.tsx';
import { RouteChanges } from './changes-table.tsx';
import { EditRoute } from './edit-route.tsx';
import { emptyRoute } from './editing.ts';
import { NEW_CODE, PROPOSES, type RouteWaiting, routeOf, routesReading, waitingReading } from './facts.ts';
import { Trial } from './trial.tsx';
import { Versions } from './versions.tsx';
import { Withdraw } from './withdraw.tsx';
import { ROUTES_WORDS } from './words.ts';

const route = getRouteApi('/office/routes/$programme/$code');
const TABS = ['route', 'edit', 'trial', 'versions'] as const;

export function RoutePage(): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const { programme, code } = route.useParams();
  const found = useQuery(routesReading(programme));
  const waiting = useQuery(waitingReading(programme)).data?.items.find((one) => one.code === code);
  const served = found.data?.items.find((one) => one.code === code);
  const isNew = code === NEW_CODE;
  const wanted = waiting?.wanted ?? null;
  const held = served !== undefined ? routeOf(served) : isNew ? emptyRoute('') : null;
  const shown = held ?? (wanted === null ? null : routeOf(wanted));
  return (
    <OfficePage
      title={isNew ? words.newRoute : shown === null ? code : say(shown.name)}
      programme={programme}
      way={
        <PageLink href={adminPaths.routes({ programme })} size="sm">
          {office.routes}
        </PageLink>
      }
    >
      {() => (
        <Asked query={found}>
          {() =>
            shown === null ? (
              <Empty title={words.noRoute} />
            ) : (
              <Stack>
                {waiting !== undefined && <Waits programme={programme} waiting={waiting} held={held} />}
                <Of
                  key={`${code} ${shown.version}`}
                  programme={programme}
                  code={code}
                  held={held ?? emptyRoute(code)}
                  shown={shown}
                  waits={waiting !== undefined}
                />
              </Stack>
            )
          }
        </Asked>
      )}
    </OfficePage>
  );
}

type WaitsProps = { readonly programme: string; readonly waiting: RouteWaiting; readonly held: Route | null };

function Waits({ programme, waiting, held }: WaitsProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const wanted = waiting.wanted === null ? null : routeOf(waiting.wanted);
  const name = say(waiting.name);
  return (
    <SecondPerson
      programme={programme}
      waiting={waiting}
      kind="Route"
      title={words.confirmTitle}
      confirmText={wanted === null ? words.confirmEnds(name) : words.confirmText(name)}
      endTitle={words.endTitle}
      endText={words.endText}
    >
      {wanted === null ? <Text>{words.confirmEnds(name)}</Text> : <RouteChanges was={held ?? emptyRoute(wanted.code)} will={wanted} />}
    </SecondPerson>
  );
}

type Kept = { readonly route: Route; readonly basis: string };
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'basis' in value && 'route' in value && Array.isArray(Reflect.get(Object(value.route), 'steps'));

type OfProps = { readonly programme: string; readonly code: string; readonly held: Route; readonly shown: Route; readonly waits: boolean };

function Of({ programme, code, held, shown, waits }: OfProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const router = useRouter();
  const query = route.useSearch();
  const roles = useMe().roles[programme] ?? [];
  const draft = useDraft<Kept>(`route.${programme}.${code}.${held.adoptedBy ?? ''}${held.version}`, isKept);
  const [kept, setKept] = useState<Kept>(draft.found ?? { route: held, basis: '' });
  const tab = TABS.find((each) => each === query.tab) ?? 'route';
  const go = (next: string | null): void =>
    void router.navigate({ href: adminPaths.route({ programme, code }, { tab: next ?? 'route' }), replace: true, resetScroll: false });
  const change = (next: Partial<Kept>): void => {
    const all = { ...kept, ...next };
    setKept(all);
    draft.keep(all);
  };
  const why = waits ? words.alreadyWaits : roles.some((role) => PROPOSES.includes(role)) ? null : words.cannotPropose;
  const startOver = (): void => {
    draft.clear();
    setKept({ route: held, basis: '' });
  };
  const isDraft = kept.route !== held;
  return (
    <Tabs value={tab} keepMounted={false} onChange={go}>
      <Tabs.List mb="md">
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {words[`tab${each}`]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="route">
        <Stack>
          <Steps programme={programme} shown={shown} isHeld={held.steps.length > 0} />
          {why === null && held.adoptedBy !== undefined && <Withdraw programme={programme} code={code} name={say(shown.name)} />}
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="edit">
        {why !== null ? (
          <Text>{why}</Text>
        ) : (
          <EditRoute
            programme={programme}
            held={held}
            route={kept.route}
            basis={kept.basis}
            draftKey={draft.key}
            onRoute={(next) => change({ route: next })}
            onBasis={(basis) => change({ basis })}
            onStartOver={startOver}
            onProposed={() => {
              const proposed = kept.route.code;
              startOver();
              void router.navigate({ href: adminPaths.route({ programme, code: proposed }) });
            }}
          />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="trial">
        <Trial programme={programme} route={isDraft ? kept.route : shown} isDraft={isDraft} />
      </Tabs.Panel>
      <Tabs.Panel value="versions">
        <Versions programme={programme} code={code} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** As it reads: each step with who is asked, how they agree, and its limit. */
function Steps({ programme, shown, isHeld }: { readonly programme: string; readonly shown: Route; readonly isHeld: boolean }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const join = useJoin();
  const names = useNames(programme);
  const who = (group: Route['steps'][number]['who']): string =>
    join(
      group.members.map((member) =>
        'role' in member
          ? say(roleWords(member.role))
          : 'person' in member
            ? names(member.person)
            : 'named' in member
              ? words.named
              : 'superior' in member
                ? say(superiorWords(member.superior))
                : who(member.group),
      ),
    );
  return (
    <Stack>
      <Text>
        {!isHeld ? words.notYet : shown.adoptedBy === undefined ? words.shipped : words.county(shown.version)}
        {shown.basis !== undefined && ` · ${office.basisIs(say(ruleWords(shown.basis)))}`}
        {shown.limit !== undefined && ` · ${words.whole(say(limitWords(shown.limit)))}`}
      </Text>
      <Title order={2}>{words.stepsTitle}</Title>
      <List type="ordered" spacing="sm">
        {shown.steps.map((step) => (
          <List.Item key={step.key}>
            <Text fw={600}>
              {say(step.name)}
              {step.kind === 'INTAKE' && ` · ${words.intake}`}
            </Text>
            <Text>
              {who(step.who)} · {say(AGREE_WORDS[step.who.agree])}
            </Text>
            <Text c="dimmed">
              {step.limit === undefined ? words.noLimit : say(limitWords(step.limit))}
              {step.when !== undefined && ` · ${words.onlyIf}`}
            </Text>
          </List.Item>
        ))}
      </List>
      {shown.form !== undefined && shown.form.length > 0 && (
        <>
          <Title order={2}>{words.form}</Title>
          <List>
            {shown.form.map((field) => (
              <List.Item key={field.key}>
                {say(field.label)} · {say(FIELD_TYPE_WORDS[field.type])}
                {field.required === true && ` · ${words.required}`}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
