/** One table of rules: its numbers with their documents, what waits for a second person, two versions side by side; another version is proposed here. */
import { Badge, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { valueWords } from '../../../domain/words/rule-values.ts';
import { MARK_WORDS, ruleWords } from '../../../domain/words/rules.ts';
import { reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { OfficePage, ReadAt } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { Changes } from './changes.tsx';
import { rulesReading } from './facts.ts';
import { Propose } from './propose.tsx';
import { Proposed } from './proposed.tsx';
import type { RowShown, TableShown } from './version.ts';
import { RULES_WORDS } from './words.ts';

const route = getRouteApi('/office/rules/$programme/$table');
const PROPOSES = ['PROGRAMME_OFFICER', 'ADMINISTRATOR'];

export function RuleTablePage(): ReactNode {
  const words = useWords(RULES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const { programme, table } = route.useParams();
  const { edit } = route.useSearch();
  const router = useRouter();
  const found = useQuery(rulesReading(programme));
  const shown = found.data?.items.find((one) => one.table === table);
  const roles = useMe().roles[programme] ?? [];
  const may = roles.some((role) => PROPOSES.includes(role));
  const why = !may ? words.cannotPropose : shown?.proposed != null ? words.alreadyWaits : null;
  const view = (open: boolean): void =>
    void router.navigate({ href: adminPaths.ruleTable({ programme, table }, open ? { edit: '1' } : {}), resetScroll: open });
  const editing = edit === '1' && why === null;
  return (
    <OfficePage
      title={shown === undefined ? table : editing ? words.proposeTitle(say(shown.name)) : say(shown.name)}
      programme={programme}
      way={
        <PageLink href={adminPaths.rules({ programme })} size="sm">
          {office.rules}
        </PageLink>
      }
      acts={
        !editing && (
          <Button disabled={why !== null} onClick={() => view(true)} title={why ?? ''}>
            {words.propose}
          </Button>
        )
      }
    >
      {() => (
        <Asked query={found}>
          {() =>
            shown === undefined ? (
              <Empty title={words.noTable} />
            ) : editing ? (
              <Propose programme={programme} shown={shown} onDone={() => view(false)} />
            ) : (
              <Stack>
                <ReadAt at={found.dataUpdatedAt} />
                {why !== null && <Text c="dimmed">{why}</Text>}
                <Told shown={shown} />
                {shown.proposed !== null && <Proposed programme={programme} shown={shown} proposed={shown.proposed} />}
                <Rows shown={shown} />
                {shown.newest > 0 && <Compare programme={programme} shown={shown} />}
              </Stack>
            )
          }
        </Asked>
      )}
    </OfficePage>
  );
}

function Told({ shown }: { readonly shown: TableShown }): ReactNode {
  const words = useWords(RULES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const { version, from, basis, coming } = shown;
  return (
    <div>
      <Text>{say(shown.explanation)}</Text>
      <Text>{version === null || from === null ? words.asShipped : words.county(version, say(dayWords(from)))}</Text>
      {basis !== null && <Text>{office.basisIs(basis)}</Text>}
      {coming.map((one) => (
        <Text key={one.version}>{words.coming(one.version, say(dayWords(one.from)), one.basis)}</Text>
      ))}
    </div>
  );
}

function Rows({ shown }: { readonly shown: TableShown }): ReactNode {
  const words = useWords(RULES_WORDS);
  const say = useSay();
  const sure = ({ by, mark }: RowShown): string => (by === 'COUNTY' ? words.byCounty : say(MARK_WORDS[mark]));
  const columns: readonly Column<RowShown>[] = [
    {
      key: 'row',
      name: words.row,
      show: ({ name, explanation }) => (
        <span>
          {say(name)}
          {explanation !== null && (
            <Text component="span" display="block" size="sm" c="dimmed">
              {say(explanation)}
            </Text>
          )}
        </span>
      ),
      value: ({ name }) => say(name),
    },
    {
      key: 'value',
      name: words.value,
      show: ({ value, unit }) => <span style={{ overflowWrap: 'anywhere' }}>{say(valueWords(value, unit))}</span>,
      value: ({ value, unit }) => say(valueWords(value, unit)),
    },
    {
      key: 'document',
      name: words.document,
      show: ({ document, since }) => (
        <span>
          {say(ruleWords(document))}
          {since !== null && (
            <Text component="span" display="block" size="sm" c="dimmed">
              {words.since(say(dayWords(since)))}
            </Text>
          )}
        </span>
      ),
      value: ({ document }) => say(ruleWords(document)),
    },
    {
      key: 'sure',
      name: words.sure,
      show: (row) => (
        <Badge color={row.by === 'TO_CONFIRM' ? 'heed' : 'brand'} variant="light" tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
          {sure(row)}
        </Badge>
      ),
      value: sure,
    },
  ];
  return <DataTable caption={say(shown.name)} columns={columns} rows={shown.rows} rowKey={({ row }) => row} />;
}

function Compare({ programme, shown }: { readonly programme: string; readonly shown: TableShown }): ReactNode {
  const words = useWords(RULES_WORDS);
  const [from, setFrom] = useState(String(shown.newest - 1));
  const [to, setTo] = useState(String(shown.newest));
  const versions = Array.from({ length: shown.newest + 1 }, (_, n) => ({ value: String(n), label: n === 0 ? words.asShipped : words.versionN(n) }));
  const found = useQuery(
    reading('/api/v1/programme/{id}/rules/changes', { path: { id: programme }, query: { table: shown.table, from: Number(from), to: Number(to) } }),
  );
  return (
    <section>
      <Title order={2} mb="xs">
        {words.compare}
      </Title>
      <Group mb="sm">
        <Select label={words.compareFrom} data={versions} value={from} allowDeselect={false} w={160} onChange={(next) => setFrom(next ?? from)} />
        <Select label={words.compareTo} data={versions} value={to} allowDeselect={false} w={160} onChange={(next) => setTo(next ?? to)} />
      </Group>
      <Asked query={found}>{({ changes }) => <Changes changes={changes} shown={shown} none={words.same} />}</Asked>
    </section>
  );
}
