/** The question as a form and as one line of text; both become the page's address. Choices are what the history holds. */
import { Alert, Button, Collapse, Group, Paper, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { auditPaths, type SearchQuery } from '../paths.ts';
import type { FacetsFound } from './facet-list.tsx';
import { EMPTY_FORM, type Field, formOf, lineOf, type QuestionForm, queryOf, questionIn } from './question.ts';
import { SEARCH_WORDS } from './words.ts';

type Props = { readonly query: SearchQuery; readonly facets: FacetsFound | null };
type Fill = { readonly form: QuestionForm; readonly fill: (field: Field, value: string) => void };

const TAKEN = 'FactTakenOver';
const HIDDEN: readonly Field[] = ['mentions', 'stream', 'kind', 'door', 'outcome', 'document', 'amountFrom', 'amountTo', 'programme'];

export function QuestionFields({ query, facets }: Props): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const router = useRouter();
  const [form, setForm] = useState(() => formOf(query));
  const [more, setMore] = useState(() => HIDDEN.some((field) => formOf(query)[field] !== ''));
  const go = (next: SearchQuery): void => void router.navigate({ href: auditPaths.search(next), resetScroll: false });
  const fill = (field: Field, value: string): void => setForm((before) => ({ ...before, [field]: value }));
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    go(queryOf(form));
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={words.ask}>
      <form onSubmit={ask}>
        <Stack>
          <FirstFields form={form} fill={fill} facets={facets} />
          <Collapse expanded={more}>
            <Stack>
              <MoreFields form={form} fill={fill} facets={facets} />
              <Line key={lineOf(query)} query={query} onUse={go} />
            </Stack>
          </Collapse>
          <Group>
            <Button type="submit">{words.ask}</Button>
            <Button variant="default" onClick={() => go(queryOf(EMPTY_FORM))}>
              {words.clear}
            </Button>
            <Button variant="default" onClick={() => go({ ...query, action: TAKEN })}>
              {words.taken}
            </Button>
            <Button variant="subtle" aria-expanded={more} onClick={() => setMore(!more)}>
              {more ? words.fewer : words.more}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function FirstFields({ form, fill, facets }: Fill & { readonly facets: FacetsFound | null }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      <TextInput
        type="search"
        label={words.text}
        maxLength={200}
        value={form.text}
        onChange={({ currentTarget }) => fill('text', currentTarget.value)}
      />
      <Choice field="project" label={words.project} form={form} fill={fill} choices={facets?.project ?? []} />
      <Choice field="person" label={words.person} form={form} fill={fill} choices={facets?.person ?? []} />
      <Choice field="action" label={words.action} form={form} fill={fill} choices={facets?.action ?? []} />
      <TextInput type="date" label={words.from} value={form.from} onChange={({ currentTarget }) => fill('from', currentTarget.value)} />
      <TextInput type="date" label={words.to} value={form.to} onChange={({ currentTarget }) => fill('to', currentTarget.value)} />
    </SimpleGrid>
  );
}

const CHOSEN = ['outcome', 'mentions', 'kind', 'door', 'programme'] as const;
const TYPED = ['document', 'stream'] as const;

function MoreFields({ form, fill, facets }: Fill & { readonly facets: FacetsFound | null }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      {CHOSEN.map((field) => (
        <Choice key={field} field={field} label={words[field]} form={form} fill={fill} choices={facets?.[field] ?? []} />
      ))}
      {(['amountFrom', 'amountTo'] as const).map((field) => (
        <TextInput
          key={field}
          inputMode="decimal"
          label={words[field]}
          value={form[field]}
          onChange={({ currentTarget }) => fill(field, currentTarget.value)}
        />
      ))}
      {TYPED.map((field) => (
        <TextInput
          key={field}
          label={words[field]}
          maxLength={200}
          value={form[field]}
          onChange={({ currentTarget }) => fill(field, currentTarget.value)}
        />
      ))}
    </SimpleGrid>
  );
}

type ChoiceProps = Fill & { readonly field: Field; readonly label: string; readonly choices: FacetsFound['action'] };

function Choice({ field, label, form, fill, choices }: ChoiceProps): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const say = useSay();
  const value = form[field];
  const known = choices.map(({ value: code, name, count }) => ({ value: code, label: `${say(name)} (${count})` }));
  const data = [
    { value: '', label: words.any },
    ...(value === '' || choices.some((one) => one.value === value) ? [] : [{ value, label: value }]),
    ...known,
  ];
  return <Select searchable allowDeselect={false} label={label} data={data} value={value} onChange={(next) => fill(field, next ?? '')} />;
}

function Line({ query, onUse }: { readonly query: SearchQuery; readonly onUse: (query: SearchQuery) => void }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const [line, setLine] = useState(() => lineOf(query));
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const use = (): void => {
    const found = questionIn(line);
    setUnknown(found.unknown);
    if (found.unknown.length === 0) onUse(found.query);
  };
  return (
    <Stack gap="xs">
      <Group align="flex-end">
        <TextInput
          label={words.line}
          description={words.lineHelp}
          value={line}
          maxLength={2000}
          style={{ flex: '1 1 220px' }}
          onChange={({ currentTarget }) => setLine(currentTarget.value)}
        />
        <Button variant="default" onClick={use}>
          {words.apply}
        </Button>
      </Group>
      {unknown.length > 0 && (
        <Alert color="stop" variant="outline" role="alert">
          {words.lineUnknown(unknown.join(' '))}
        </Alert>
      )}
    </Stack>
  );
}
