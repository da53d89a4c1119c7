/** A project as it stood at the end of a day, who could have decided then, and what changed since another day. */
import { CloseButton, Group, Select, Slider, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Light } from '../../parts/light.tsx';
import { PageLink } from '../../parts/link.tsx';
import { useKnownNames } from '../../parts/people.ts';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { type AuditOf, auditOf, auditReading } from '../asking.ts';
import { AUDIT_WORDS } from '../audit-words.ts';
import { AuditPage } from '../frame.tsx';
import { type AsOfQuery, auditPaths } from '../paths.ts';
import { Between } from './between.tsx';
import { dayAfter, daysBetween } from './days.ts';
import type { Standing } from './facts.ts';
import { AS_OF_WORDS } from './words.ts';

const route = getRouteApi('/audit/as-of');

export function AsOfPage(): ReactNode {
  const audit = useWords(AUDIT_WORDS);
  const words = useWords(AS_OF_WORDS);
  const asked = route.useSearch();
  const query = { ...asked, at: asked.at ?? dayAt(new Date().toISOString()) };
  const of = auditOf(query);
  return (
    <AuditPage title={audit.asOf}>
      <Stack>
        <Text>{words.lead}</Text>
        <Choosing query={query} />
        {of === null ? <Empty title={words.choose}>{words.chooseNext}</Empty> : <Stood key={JSON.stringify(of)} query={query} of={of} />}
      </Stack>
    </AuditPage>
  );
}

type Chosen = AsOfQuery & { readonly at: string };

function Choosing({ query }: { readonly query: Chosen }): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const say = useSay();
  const router = useRouter();
  const known = useQuery(auditReading('/api/v1/audit/facets', {}));
  const facets = known.data?.facets;
  const view = (change: AsOfQuery): void =>
    void router.navigate({ href: auditPaths.asOf({ ...query, ...change }), replace: true, resetScroll: false });
  const today = dayAt(new Date().toISOString());
  const of = auditOf(query);
  const begun = useQuery({
    ...auditReading('/api/v1/audit/events', { ...of, order: 'OLDEST', limit: 1, count: 'none' }),
    enabled: of !== null,
  }).data?.items[0];
  const first = begun === undefined ? `${facets?.month?.[0]?.value ?? today.slice(0, 7)}-01` : dayAt(begun.occurredAt);
  return (
    <Stack gap="sm">
      <Group align="flex-end">
        <Select
          label={words.project}
          searchable
          w={320}
          maw="100%"
          data={(facets?.project ?? []).map(({ value, name }) => ({ value, label: `${value} ${say(name)}` }))}
          value={query.project ?? null}
          onChange={(project) => view({ project: project ?? '', stream: '' })}
        />
        {(query.stream ?? '') !== '' && (
          <TextInput
            readOnly
            label={words.kase}
            value={query.stream}
            rightSection={<CloseButton aria-label={words.wholeProject} onClick={() => view({ stream: '' })} />}
          />
        )}
        <TextInput type="date" label={words.day} value={query.at} max={today} onChange={({ currentTarget }) => view({ at: currentTarget.value })} />
        <TextInput
          type="date"
          label={words.since}
          value={query.since ?? ''}
          max={query.at}
          onChange={({ currentTarget }) => view({ since: currentTarget.value })}
        />
      </Group>
      <DaySlider first={first} last={today} day={query.at} onDay={(at) => view({ at })} />
    </Stack>
  );
}

type SliderProps = { readonly first: string; readonly last: string; readonly day: string; readonly onDay: (day: string) => void };

function DaySlider({ first, last, day, onDay }: SliderProps): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const say = useSay();
  const place = Math.max(0, daysBetween(first, day));
  const [shown, setShown] = useState(place);
  useEffect(() => setShown(place), [place]);
  return (
    <div>
      <Text size="sm">{words.slide}</Text>
      <Slider
        min={0}
        max={Math.max(1, daysBetween(first, last))}
        value={shown}
        label={(value) => say(dayWords(dayAfter(first, value)))}
        thumbLabel={words.day}
        thumbProps={{ 'aria-valuetext': say(dayWords(dayAfter(first, shown))) }}
        onChange={setShown}
        onChangeEnd={(value) => onDay(dayAfter(first, value))}
      />
    </div>
  );
}

function Stood({ query, of }: { readonly query: Chosen; readonly of: AuditOf }): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const compared = query.since !== undefined && query.since !== '' && query.since < query.at;
  const found = useQuery(
    auditReading('/api/v1/audit/as-of', {
      ...of,
      at: dayAfter(query.at, 1),
      since: compared ? dayAfter(query.since ?? '', 1) : undefined,
    }),
  );
  return (
    <Asked query={found}>
      {(standing) =>
        standing.cases.length === 0 ? (
          <Empty title={words.nothing}>{words.nothingNext}</Empty>
        ) : (
          <Stack gap="lg">
            {compared && (
              <Between of={of} from={dayAfter(query.since ?? '', 1)} to={dayAfter(query.at, 1)} differences={standing.differences ?? []} />
            )}
            <Cases cases={standing.cases} />
            <Deciders standing={standing} />
          </Stack>
        )
      }
    </Asked>
  );
}

type CaseStood = Standing['cases'][number];

/** One of its cases alone, on the same days. */
function CaseLink({ stream, children }: { readonly stream: string; readonly children: string }): ReactNode {
  const query = route.useSearch();
  return query.stream === stream ? children : <PageLink href={auditPaths.asOf({ ...query, stream })}>{children}</PageLink>;
}

function Cases({ cases }: { readonly cases: readonly CaseStood[] }): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const say = useSay();
  const status = ({ kind, status: code }: CaseStood): string => say(statusWords(kind, code));
  const columns: readonly Column<CaseStood>[] = [
    {
      key: 'case',
      name: words.kase,
      show: ({ title, stream }) => <CaseLink stream={stream}>{say(title)}</CaseLink>,
      value: ({ title, stream }) => `${say(title)} ${stream}`,
    },
    { key: 'status', name: words.status, oneLine: true, show: status, value: status },
    { key: 'light', name: words.light, show: ({ light }) => <Light light={light} />, value: ({ light }) => light },
    { key: 'changed', name: words.changed, show: ({ changedAt }) => <Moment at={changedAt} />, value: ({ changedAt }) => changedAt },
  ];
  return (
    <Stack component="section" gap="xs" aria-label={words.cases}>
      <Title order={2} size="h4">
        {words.cases}
      </Title>
      <DataTable caption={words.cases} columns={columns} rows={cases} rowKey={({ stream }) => stream} />
    </Stack>
  );
}

type Decider = Standing['couldDecide'][number];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function Deciders({ standing: { couldDecide, cases } }: { readonly standing: Standing }): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const say = useSay();
  const nameOf = useKnownNames();
  const titles = new Map(cases.map(({ stream, title }) => [stream, say(title)]));
  const titleOf = (stream: string): string => titles.get(stream) ?? stream;
  const due = ({ dueOn }: Decider): string => (typeof dueOn === 'string' ? say(dayWords(dueOn)) : '');
  const columns: readonly Column<Decider>[] = [
    { key: 'case', name: words.kase, show: ({ stream }) => titleOf(textOf(stream)), value: ({ stream }) => textOf(stream) },
    { key: 'who', name: words.decider, show: ({ person }) => nameOf(textOf(person)), value: ({ person }) => nameOf(textOf(person)) },
    { key: 'due', name: words.due, show: due, value: due },
  ];
  return (
    <Stack component="section" gap="xs" aria-label={words.deciders}>
      <Title order={2} size="h4">
        {words.deciders}
      </Title>
      {couldDecide.length === 0 ? (
        <Text c="dimmed">{words.nobody}</Text>
      ) : (
        <DataTable
          caption={words.deciders}
          columns={columns}
          rows={couldDecide}
          rowKey={({ stream, task, person }) => `${textOf(stream)} ${String(task)} ${textOf(person)}`}
        />
      )}
    </Stack>
  );
}
