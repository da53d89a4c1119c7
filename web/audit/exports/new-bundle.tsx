/** An evidence bundle is asked for: of a project, a case or a programme. */
import { Button, Group, Paper, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useTell } from '../../parts/tell.tsx';
import { auditReading } from '../asking.ts';
import type { ExportsQuery } from '../paths.ts';
import { EXPORT_PAGE_WORDS } from './words.ts';

const SCOPES = ['project', 'stream', 'programme'] as const;
type Scope = (typeof SCOPES)[number];
type Props = { readonly asked: ExportsQuery; readonly programmes: readonly string[]; readonly onBegun: () => void };

export function NewBundle({ asked, programmes, onBegun }: Props): ReactNode {
  const words = useWords(EXPORT_PAGE_WORDS);
  const tell = useTell();
  const [scope, setScope] = useState<Scope>(() => SCOPES.find((one) => asked[one] !== undefined) ?? 'project');
  const [value, setValue] = useState(() => asked[scope] ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const begin = useAct('/api/v1/audit/exports', {
    quiet: true,
    onDone: () => {
      tell.done(words.begun);
      onBegun();
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const named = value.trim();
    setFault(named === '' ? words.chooseFirst : null);
    if (named === '') return;
    begin.mutate(
      { body: { what: 'BUNDLE', of: { [scope]: named } } },
      { onError: (problem) => (problem.status === 404 ? setFault(words.notFound) : tell.problem(problem)) },
    );
  };
  const choose = (next: string): void => {
    setScope(SCOPES.find((one) => one === next) ?? 'project');
    setValue('');
    setFault(null);
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={words.bundle}>
      <form onSubmit={send}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.bundle}
          </Title>
          <Text size="sm">{words.bundleTold}</Text>
          <SegmentedControl
            aria-label={words.of}
            value={scope}
            onChange={choose}
            data={SCOPES.map((one) => ({ value: one, label: words[one] }))}
            style={{ alignSelf: 'flex-start' }}
          />
          <Group align="flex-end">
            <Of scope={scope} value={value} fault={fault} programmes={programmes} onChange={setValue} />
            <Button type="submit" loading={begin.isPending}>
              {words.begin}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

type OfProps = {
  readonly scope: Scope;
  readonly value: string;
  readonly fault: string | null;
  readonly programmes: readonly string[];
  readonly onChange: (value: string) => void;
};

function Of({ scope, value, fault, programmes, onChange }: OfProps): ReactNode {
  const words = useWords(EXPORT_PAGE_WORDS);
  const say = useSay();
  const known = useQuery(auditReading('/api/v1/audit/facets', {})).data?.facets.project ?? [];
  if (scope === 'stream')
    return (
      <TextInput
        label={words.stream}
        description={words.streamHelp}
        value={value}
        error={fault}
        maxLength={200}
        w={360}
        maw="100%"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  const projects = known.map(({ value: code, name }) => ({ value: code, label: `${code} ${say(name)}` }));
  const choices = scope === 'project' ? projects : programmes.map((code) => ({ value: code, label: code }));
  return (
    <Select
      label={words[scope]}
      searchable
      w={360}
      maw="100%"
      data={value === '' || choices.some((one) => one.value === value) ? choices : [{ value, label: value }, ...choices]}
      value={value === '' ? null : value}
      error={fault}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
