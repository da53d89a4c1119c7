/** One's own exports: how far each is, and what can be done with it. */
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { facetName } from '../../../domain/audit/facets.ts';
import { EXPORT_WORDS } from '../../../domain/words/statuses.ts';
import { useAct } from '../../app/acting.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Moment, useMoment } from '../../parts/when.tsx';
import { FIELDS, type Field, formOf, questionIn } from '../search/question.ts';
import { SEARCH_WORDS } from '../search/words.ts';
import { EXPORT_PAGE_WORDS } from './words.ts';

type Export = AnswerOf<'/api/v1/audit/exports'>['items'][number];
type Props = { readonly items: readonly Export[]; readonly onChanged: () => void };

const MIB = 1_048_576;
const sizeWords = (bytes: number): string => (bytes < MIB ? `${Math.ceil(bytes / 1_024)} KB` : `${(bytes / MIB).toFixed(1)} MB`);

export function ExportList({ items, onChanged }: Props): ReactNode {
  const words = useWords(EXPORT_PAGE_WORDS);
  const told = useTold();
  const columns: readonly Column<Export>[] = [
    { key: 'what', name: words.what, show: (one) => told(one), value: (one) => told(one) },
    { key: 'started', name: words.started, show: ({ startedAt }) => <Moment at={startedAt} />, value: ({ startedAt }) => startedAt },
    { key: 'state', name: words.state, show: (one) => <State one={one} />, value: ({ state }) => state },
    {
      key: 'size',
      name: words.size,
      align: 'right',
      show: ({ bytes }) => (bytes === 0 ? '—' : sizeWords(bytes)),
      value: ({ bytes }) => bytes,
    },
    { key: 'acts', name: words.acts, show: (one) => <Acts one={one} onChanged={onChanged} /> },
  ];
  return <DataTable caption={words.mine} columns={columns} rows={items} rowKey={({ id }) => id} />;
}

/** Codes of closed lists, which have names. */
const NAMED = ['action', 'outcome', 'kind', 'door'] as const;

/** The question as the search's form says it. */
function useTold(): (one: Export) => string {
  const words = useWords(EXPORT_PAGE_WORDS);
  const fields = useWords(SEARCH_WORDS);
  const say = useSay();
  const marks = useMarks();
  const join = useJoin();
  const namedAs = (field: Field, value: string): string => {
    const facet = NAMED.find((one) => one === field);
    return facet === undefined ? value : say(facetName(facet, value));
  };
  return ({ what, query, format }) => {
    if (what === 'BUNDLE') return words.bundleOf([...new URLSearchParams(query).values()].join(' '));
    const form = formOf(questionIn(query).query);
    const asked = FIELDS.flatMap((field) => (form[field] === '' ? [] : [`${fields[field]}${marks.colon}${namedAs(field, form[field])}`]));
    return words.eventsOf(format.toUpperCase(), asked.length === 0 ? words.everything : join(asked));
  };
}

function State({ one: { state, done, total, expiresAt } }: { readonly one: Export }): ReactNode {
  const words = useWords(EXPORT_PAGE_WORDS);
  const say = useSay();
  const moment = useMoment();
  const nexts: Readonly<Partial<Record<typeof state, string>>> = {
    TOO_LARGE: words.tooLarge,
    BROKEN: words.broken,
    FAILED: words.failed,
    DONE: words.goneAt(moment(expiresAt)),
  };
  const next = nexts[state];
  return (
    <Stack gap={2} miw={160}>
      <Text size="sm" fw={600} role="status">
        {say(EXPORT_WORDS[state])}
      </Text>
      {state === 'RUNNING' && (
        <>
          <Progress value={Math.min(100, (100 * done) / Math.max(total, 1))} aria-label={words.state} />
          <Text size="sm">{words.doneOf(done, total)}</Text>
        </>
      )}
      {next !== undefined && (
        <Text size="sm" c="dimmed">
          {next}
        </Text>
      )}
    </Stack>
  );
}

function Acts({ one: { id, name, state }, onChanged }: { readonly one: Export; readonly onChanged: () => void }): ReactNode {
  const words = useWords(EXPORT_PAGE_WORDS);
  const tell = useTell();
  const end = useAct('/api/v1/audit/exports/{export}/cancel', { quiet: true, onDone: onChanged });
  if (state !== 'RUNNING' && state !== 'DONE') return '—';
  return (
    <Group gap="xs">
      {state === 'DONE' && (
        <Button component="a" size="xs" download={name} href={`/api/v1/audit/exports/${id}/file`} aria-label={words.fetchOf(name)}>
          {words.fetch}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={end.isPending}
        onClick={() => end.mutate({ params: { path: { export: id } }, body: {} }, { onError: (problem) => tell.problem(problem) })}
      >
        {state === 'DONE' ? words.remove : words.cancel}
      </Button>
    </Group>
  );
}
