/** What the checks found: rule, evidence with its events, state, and what people may make of it. */
import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { FINDING_ACTS, type FindingAct, mayAct } from '../../../domain/findings/acts.ts';
import { programmeOf } from '../../../domain/findings/of-programme.ts';
import { FINDING_STATES } from '../../../domain/words/lists.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { FINDING_WORDS } from '../../../domain/words/statuses.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { PageLink } from '../../parts/link.tsx';
import { useKnownNames } from '../../parts/people.ts';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { auditReading } from '../asking.ts';
import { AUDIT_WORDS } from '../audit-words.ts';
import { AuditPage } from '../frame.tsx';
import { auditPaths, type FindingsQuery } from '../paths.ts';
import { ActDialog } from './act-dialog.tsx';
import type { Finding } from './facts.ts';
import { FINDINGS_WORDS } from './words.ts';

const route = getRouteApi('/audit/findings');

export function FindingsPage(): ReactNode {
  const audit = useWords(AUDIT_WORDS);
  const words = useWords(FINDINGS_WORDS);
  const query = route.useSearch();
  const found = useQuery(auditReading('/api/v1/findings', {}));
  return (
    <AuditPage title={audit.findings} readAt={found.dataUpdatedAt}>
      <Stack>
        <Text>{words.lead}</Text>
        <Asked query={found}>{({ items }) => <Of items={items} query={query} again={() => void found.refetch()} />}</Asked>
      </Stack>
    </AuditPage>
  );
}

type OfProps = { readonly items: readonly Finding[]; readonly query: FindingsQuery; readonly again: () => void };
const fits = (finding: Finding, { status = '', project = '', code = '' }: FindingsQuery): boolean =>
  (status === '' || finding.status === status) && (project === '' || finding.project === project) && (code === '' || finding.code === code);

function Of({ items, query, again }: OfProps): ReactNode {
  const words = useWords(FINDINGS_WORDS);
  const [act, setAct] = useState<{ readonly act: FindingAct; readonly finding: Finding } | null>(null);
  const rows = items.filter((finding) => fits(finding, query));
  return (
    <Stack>
      <Narrowing items={items} query={query} />
      {rows.length === 0 ? (
        <Empty title={words.none}>{words.noneNext}</Empty>
      ) : (
        <Rows rows={rows} onAct={(chosen, finding) => setAct({ act: chosen, finding })} />
      )}
      {act !== null && (
        <ActDialog
          {...act}
          onClose={() => setAct(null)}
          onDone={() => {
            setAct(null);
            again();
          }}
        />
      )}
    </Stack>
  );
}

function Narrowing({ items, query }: { readonly items: readonly Finding[]; readonly query: FindingsQuery }): ReactNode {
  const words = useWords(FINDINGS_WORDS);
  const say = useSay();
  const router = useRouter();
  const view = (change: FindingsQuery): void =>
    void router.navigate({ href: auditPaths.findings({ ...query, ...change }), replace: true, resetScroll: false });
  /** How many there would be. */
  const count = (change: FindingsQuery): number => items.filter((finding) => fits(finding, { ...query, ...change })).length;
  const projects = [...new Set(items.map(({ project }) => project))].sort();
  const codes = new Map(items.map(({ code, name }) => [code, name]));
  const any = (change: FindingsQuery) => ({ value: '', label: `${words.any} (${count(change)})` });
  return (
    <Group align="flex-end">
      <Select
        label={words.status}
        allowDeselect={false}
        w={180}
        value={query.status ?? ''}
        data={[
          any({ status: '' }),
          ...FINDING_STATES.map((status) => ({ value: status, label: `${say(FINDING_WORDS[status])} (${count({ status })})` })),
        ]}
        onChange={(status) => view({ status: status ?? '' })}
      />
      <Select
        label={words.project}
        searchable
        allowDeselect={false}
        w={180}
        value={query.project ?? ''}
        data={[any({ project: '' }), ...projects.map((project) => ({ value: project, label: `${ofWhat(project)} (${count({ project })})` }))]}
        onChange={(project) => view({ project: project ?? '' })}
      />
      <Select
        label={words.code}
        searchable
        allowDeselect={false}
        w={240}
        value={query.code ?? ''}
        data={[any({ code: '' }), ...[...codes].map(([code, name]) => ({ value: code, label: `${say(name)} (${count({ code })})` }))]}
        onChange={(code) => view({ code: code ?? '' })}
      />
    </Group>
  );
}

/** Of a project, or of a programme itself: by its code. */
const ofWhat = (ledger: string): string => programmeOf(ledger) ?? ledger;

const STATE_COLOURS = new Map([
  ['OPEN', 'stop'],
  ['EXPLAINED', 'heed'],
  ['HANDED_OVER', 'brand'],
  ['DISMISSED', 'gray'],
  ['CEASED', 'go'],
]);

function Rows({ rows, onAct }: { readonly rows: readonly Finding[]; readonly onAct: (act: FindingAct, finding: Finding) => void }): ReactNode {
  const nameOf = useKnownNames();
  const words = useWords(FINDINGS_WORDS);
  const audit = useWords(AUDIT_WORDS);
  const say = useSay();
  const columns: readonly Column<Finding>[] = [
    {
      key: 'status',
      name: words.status,
      oneLine: true,
      show: ({ status }) => (
        <Badge color={STATE_COLOURS.get(status) ?? 'gray'} variant="outline" tt="none" miw="max-content">
          {say(FINDING_WORDS[status])}
        </Badge>
      ),
      value: ({ status }) => say(FINDING_WORDS[status]),
    },
    { key: 'project', name: words.project, oneLine: true, show: ({ project }) => ofWhat(project), value: ({ project }) => ofWhat(project) },
    { key: 'code', name: words.code, oneLine: true, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    { key: 'rule', name: words.rule, show: ({ rule }) => say(ruleWords(rule)), value: ({ rule }) => say(ruleWords(rule)) },
    { key: 'evidence', name: words.evidence, show: (finding) => <Evidence finding={finding} />, value: ({ evidence }) => say(evidence) },
    { key: 'since', name: words.since, show: ({ firstSeen }) => <Moment at={firstSeen} />, value: ({ firstSeen }) => firstSeen },
    {
      key: 'note',
      name: words.note,
      show: ({ note, by }) => (note === null ? '' : words.by(by === null ? '' : nameOf(by), note)),
      value: ({ note }) => note,
    },
    { key: 'acts', name: words.acts, show: (finding) => <Acts finding={finding} onAct={onAct} /> },
  ];
  return (
    <DataTable
      caption={audit.findings}
      columns={columns}
      rows={rows}
      rowKey={({ project, id }) => `${project} ${id}`}
      tools={<Text role="status">{words.count(rows.length)}</Text>}
    />
  );
}

function Evidence({ finding: { evidence, events } }: { readonly finding: Finding }): ReactNode {
  const words = useWords(FINDINGS_WORDS);
  const say = useSay();
  return (
    <>
      {say(evidence)}{' '}
      {events.map((where, nth) => {
        const at = where.lastIndexOf('@');
        const [stream, version] = [where.slice(0, at), where.slice(at + 1)];
        return (
          <PageLink key={where} href={auditPaths.proof({ stream, version })} size="sm" me="xs">
            {words.event(nth + 1)}
          </PageLink>
        );
      })}
    </>
  );
}

function Acts({ finding, onAct }: { readonly finding: Finding; readonly onAct: (act: FindingAct, finding: Finding) => void }): ReactNode {
  const words = useWords(FINDINGS_WORDS);
  const say = useSay();
  const me = useMe();
  const roles = me.roles[finding.programme] ?? [];
  const manages = finding.manager === me.person;
  const why = (act: FindingAct): string | null => {
    const refused = mayAct(act, finding.status, { roles, manages });
    if (refused === null) return null;
    return refused === 'STATE' ? words.notNow(say(FINDING_WORDS[finding.status])) : act === 'Explain' ? words.managerOnly : words.auditorOnly;
  };
  return (
    <Group gap={4}>
      {FINDING_ACTS.map((act) => {
        const reason = why(act);
        return (
          <Button
            key={act}
            size="compact-sm"
            variant="default"
            disabled={reason !== null}
            {...(reason === null ? {} : { title: reason })}
            aria-label={words.of(words[act], say(finding.name))}
            onClick={() => onAct(act, finding)}
          >
            {words[act]}
          </Button>
        );
      })}
    </Group>
  );
}
