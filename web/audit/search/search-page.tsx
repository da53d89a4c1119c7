/** The search: a question as form and as one line, what it finds in sentences, where its matches are, and questions kept. */
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { STAGE_NAMES } from '../../../domain/stages/all.ts';
import { money } from '../../../domain/words/money.ts';
import { useAct } from '../../app/acting.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { approvalPaths } from '../../approvals/paths.ts';
import { PageLink } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Moment } from '../../parts/when.tsx';
import { auditReading } from '../asking.ts';
import { AUDIT_WORDS } from '../audit-words.ts';
import { AuditPage } from '../frame.tsx';
import { auditPaths, type SearchQuery } from '../paths.ts';
import { bodyOf } from './body.ts';
import { FacetList } from './facet-list.tsx';
import { askedOf, lineOf } from './question.ts';
import { QuestionFields } from './question-fields.tsx';
import { Saved } from './saved.tsx';
import { SEARCH_WORDS } from './words.ts';

const route = getRouteApi('/audit');
type FoundPage = AnswerOf<'/api/v1/audit/events'>;
type FoundEvent = FoundPage['items'][number];

export function SearchPage(): ReactNode {
  const words = useWords(AUDIT_WORDS);
  const query = askedOf(route.useSearch());
  const facets = useQuery(auditReading('/api/v1/audit/facets', query));
  return (
    <AuditPage title={words.title} readAt={facets.dataUpdatedAt}>
      <Stack gap="lg">
        <QuestionFields key={lineOf(query)} query={query} facets={facets.data?.facets ?? null} />
        <Saved query={query} />
        <Results key={`found ${lineOf(query)}`} query={query} count={facets.data?.count ?? null} />
        <Asked query={facets}>{(found) => <FacetList query={query} facets={found.facets} />}</Asked>
      </Stack>
    </AuditPage>
  );
}

const PAGE = 50;

function Results({ query, count }: { readonly query: SearchQuery; readonly count: number | null }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const [after, setAfter] = useState<string | undefined>(undefined);
  const found = useQuery(auditReading('/api/v1/audit/events', { ...query, after, limit: PAGE, count: 'none' }));
  return (
    <Asked query={found}>
      {(page) =>
        page.items.length === 0 ? (
          <Empty title={words.none}>
            {words.noneNext} {page.pending === 0 ? '' : words.pending(page.pending)}
          </Empty>
        ) : (
          <Stack>
            <Group justify="space-between">
              <Text role="status">
                {[...(count === null ? [] : [words.count(count)]), ...(page.pending === 0 ? [] : [words.pending(page.pending)])].join(' · ')}
              </Text>
              <Files query={query} />
            </Group>
            <Rows page={page} />
            {page.next !== null && (
              <Button variant="default" onClick={() => setAfter(page.next ?? undefined)}>
                {words.next}
              </Button>
            )}
          </Stack>
        )
      }
    </Asked>
  );
}

const FORMATS = ['xlsx', 'csv', 'jsonl'] as const;

/** The whole result, however long: made in the background, followed and fetched on the page of exports. A PDF is short, and answered at once. */
function Files({ query }: { readonly query: SearchQuery }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const lang = useLocale();
  const router = useRouter();
  const tell = useTell();
  const begin = useAct('/api/v1/audit/exports', { quiet: true, onDone: () => void router.navigate({ href: auditPaths.exports() }) });
  return (
    <Group gap="sm">
      <Text size="sm" title={words.exportNoted}>
        {words.exports}
      </Text>
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="compact-sm"
          variant="default"
          loading={begin.isPending && begin.variables.body?.what === 'EVENTS' && begin.variables.body.format === format}
          onClick={() =>
            begin.mutate({ body: { what: 'EVENTS', query: bodyOf(query), format, lang } }, { onError: (problem) => tell.problem(problem) })
          }
        >
          {format.toUpperCase()}
        </Button>
      ))}
      <Anchor
        size="sm"
        download
        href={`/api/v1/audit/export?${new URLSearchParams({ ...query, format: 'pdf', lang } as Record<string, string>)}`} // what is not asked stands in none
      >
        PDF
      </Anchor>
    </Group>
  );
}

function Rows({ page }: { readonly page: FoundPage }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const who = ({ actor }: FoundEvent): string => {
    const person = typeof actor.person === 'string' ? actor.person : null;
    const known = person === null ? undefined : page.people[person];
    return person === null ? words.system : known === undefined ? person : nameOf(known);
  };
  const columns: readonly Column<FoundEvent>[] = [
    { key: 'time', name: words.time, show: ({ occurredAt }) => <Moment at={occurredAt} />, value: ({ occurredAt }) => occurredAt },
    { key: 'who', name: words.person, oneLine: true, show: who, value: who },
    { key: 'what', name: words.what, show: (event) => <What event={event} />, value: ({ told }) => say(told) },
    {
      key: 'case',
      name: words.stream,
      oneLine: true,
      show: (event) => <Case event={event} />,
      value: ({ stream, version }) => `${stream}@${version}`,
    },
    {
      key: 'proof',
      name: words.proof,
      show: ({ stream, version, told }) => (
        <PageLink href={auditPaths.proof({ stream, version: String(version) })} size="sm" aria-label={words.proofOf(say(told))}>
          {words.proof}
        </PageLink>
      ),
    },
  ];
  return <DataTable caption={words.what} columns={columns} rows={page.items} rowKey={({ index }) => String(index)} />;
}

function What({ event: { told, amountFen } }: { readonly event: FoundEvent }): ReactNode {
  const say = useSay();
  const sentence = say(told);
  return (
    <>
      {sentence} {amountFen !== null && !sentence.includes(say(money(amountFen))) && <Money fen={amountFen} />}
    </>
  );
}

function Case({ event: { stream, version, project } }: { readonly event: FoundEvent }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const say = useSay();
  const [kind, id = ''] = stream.split('/');
  // A stage has the code of its project: what tells them apart is which it is.
  const stage = Object.entries(STAGE_NAMES).find(([key]) => key.toLowerCase() === kind)?.[1];
  const told = words.caseOf(stage === undefined ? id : `${id} ${say(stage)}`, version);
  return (
    <Group gap="xs" wrap="nowrap">
      <PageLink href={kind === 'approval' ? approvalPaths.approval({ id }) : auditPaths.search({ stream })} size="sm">
        {told}
      </PageLink>
      <PageLink href={auditPaths.story(project === null ? { stream } : { project, stream })} size="sm" aria-label={words.storyOf(id)}>
        {words.story}
      </PageLink>
    </Group>
  );
}
