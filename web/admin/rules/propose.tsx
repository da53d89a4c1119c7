/** Another version of a table, filled in row by row: checked as it would be refused, told what it changes, and proposed. Nothing typed is lost on leaving. */
import { Alert, Button, Card, Checkbox, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { placeOf } from '../../../domain/kernel/fault.ts';
import { valueWords } from '../../../domain/words/rule-values.ts';
import { keptAs, MARK_WORDS, ruleWords, UNIT_WORDS } from '../../../domain/words/rules.ts';
import { useAct } from '../../app/acting.ts';
import type { BodyOf, SentAnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { ApiProblem } from '../../app/problem.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { useDraft } from '../../parts/draft.ts';
import { FaultSummary } from '../../parts/faults.tsx';
import { LeaveGuard } from '../../parts/leave-guard.tsx';
import { useTell } from '../../parts/tell.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { Changes } from './changes.tsx';
import { ValueField } from './value-field.tsx';
import { type Edits, ownRows, type RowShown, shapeOf, type TableShown } from './version.ts';
import { RULES_WORDS } from './words.ts';

type Typed = { readonly from: string; readonly basis: string; readonly edits: Edits; readonly confirmed: readonly string[] };
type Report = SentAnswerOf<'/api/v1/programme/{id}/rules/check'>;
type Props = { readonly programme: string; readonly shown: TableShown; readonly onDone: () => void };

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && 'from' in value && 'basis' in value && 'edits' in value && 'confirmed' in value;

export function Propose({ programme, shown, onDone }: Props): ReactNode {
  const words = useWords(RULES_WORDS);
  const tell = useTell();
  const draft = useDraft<Typed>(`rules.${programme}.${shown.table}.${shown.newest}`, isTyped);
  const [typed, setTyped] = useState<Typed>(draft.found ?? { from: dayAt(new Date().toISOString()), basis: '', edits: {}, confirmed: [] });
  const [report, setReport] = useState<Report | null>(null);
  const change = (next: Partial<Typed>): void => {
    const all = { ...typed, ...next };
    setTyped(all);
    draft.keep(all);
    setReport(null);
  };
  const check = useAct('/api/v1/programme/{id}/rules/check', { quiet: true, onDone: setReport });
  const propose = useAct('/api/v1/programme/{id}/commands', {
    key: draft.key,
    onDone() {
      draft.clear();
      tell.done(words.proposed);
      onDone();
    },
  });
  const version = { table: shown.table, from: typed.from, basis: typed.basis.trim(), ...ownRows(shown, typed.edits, typed.confirmed) };
  const params = { path: { id: programme } };
  const problem = propose.error ?? check.error;
  const faultOf = faultsByRow(shown, report, problem);
  const send = (): void => {
    const body = { type: 'AdoptStandard', ...version, replaces: shown.newest } as BodyOf<'/api/v1/programme/{id}/commands'>; // shapes of values hang on their rows: the server looks at each
    propose.mutate({ params, body });
  };
  return (
    <Stack>
      <LeaveGuard when={draft.at === null && Object.keys(typed.edits).length > 0 && !propose.isPending} />
      <FaultSummary problem={problem} />
      <Text>{words.touches}</Text>
      <Head typed={typed} onChange={change} />
      {shown.rows.map((row) => (
        <RowField key={row.row} shown={shown} row={row} typed={typed} fault={faultOf(row.row)} onChange={change} />
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button
          variant="default"
          loading={check.isPending}
          onClick={() => check.mutate({ params, body: version as BodyOf<'/api/v1/programme/{id}/rules/check'> })} // as above
        >
          {words.check}
        </Button>
        <Button loading={propose.isPending} onClick={send}>
          {words.submit}
        </Button>
      </Group>
      {report !== null && <Told report={report} shown={shown} />}
    </Stack>
  );
}

/** By the row that a fault names, in its path or in its sentence. */
function faultsByRow(shown: TableShown, report: Report | null, problem: ApiProblem | null): (row: string) => { zh: string; en: string } | null {
  const said = [...(report?.faults ?? []).map((en, index) => placeOf({ zh: report?.faultsZh[index] ?? en, en })), ...(problem?.faults ?? [])];
  return (row) => {
    const found = said.find(({ at, text }) =>
      at === null ? new RegExp(`(^|\\W)${row}(\\W|$)`).test(text.en) && shown.rows.some((one) => one.row === row) : at.split(/[.[\]]/).includes(row),
    );
    return found?.text ?? null;
  };
}

function Head({ typed, onChange }: { readonly typed: Typed; readonly onChange: (next: Partial<Typed>) => void }): ReactNode {
  const words = useWords(RULES_WORDS);
  const office = useWords(OFFICE_WORDS);
  return (
    <Group align="flex-start">
      <DayInput
        label={words.from}
        name={words.from}
        required
        minDate={dayAt(new Date().toISOString())}
        text={typed.from}
        onType={(from) => onChange({ from })}
      />
      <TextInput
        label={office.basis}
        description={office.basisHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        maxLength={200}
        w={320}
        maw="100%"
        autoComplete="off"
        value={typed.basis}
        onChange={(event) => onChange({ basis: event.currentTarget.value })}
      />
    </Group>
  );
}

type RowProps = {
  readonly shown: TableShown;
  readonly row: RowShown;
  readonly typed: Typed;
  readonly fault: { readonly zh: string; readonly en: string } | null;
  readonly onChange: (next: Partial<Typed>) => void;
};

function RowField({ shown, row, typed, fault, onChange }: RowProps): ReactNode {
  const words = useWords(RULES_WORDS);
  const say = useSay();
  const shape = shapeOf(shown.table, row.row);
  const edited = Object.hasOwn(typed.edits, row.row);
  const { [row.row]: _, ...others } = typed.edits;
  const confirmed = typed.confirmed.includes(row.row);
  if (shape === null) return null;
  return (
    <Card withBorder padding="sm" component="section">
      <Group justify="space-between" align="flex-start">
        <div style={{ flex: '1 1 280px' }}>
          <Text fw={600}>{say(row.name)}</Text>
          {row.explanation !== null && (
            <Text size="sm" c="dimmed">
              {say(row.explanation)}
            </Text>
          )}
          <Text size="sm">
            {say(ruleWords(row.document))} · {say(MARK_WORDS[row.mark])}
          </Text>
          {edited && <Text size="sm">{words.now(say(valueWords(row.value, row.unit)))}</Text>}
        </div>
        <div style={{ flex: '0 1 320px', minWidth: 0 }}>
          <ValueField
            key={edited ? 'edited' : 'kept'}
            label={say(row.name)}
            shape={shape}
            value={edited ? typed.edits[row.row] : row.value}
            unit={row.unit === null ? '' : say(UNIT_WORDS[row.unit])}
            keptAs={keptAs(row.unit)}
            fault={fault === null ? null : say(fault)}
            onChange={(value) => onChange({ edits: { ...typed.edits, [row.row]: value } })}
          />
          {edited && (
            <Button variant="subtle" size="compact-sm" onClick={() => onChange({ edits: others })}>
              {words.keep}
            </Button>
          )}
          {row.by === 'TO_CONFIRM' && !edited && (
            <Checkbox
              mt="xs"
              label={words.confirmRow}
              checked={confirmed}
              onChange={() => onChange({ confirmed: confirmed ? typed.confirmed.filter((one) => one !== row.row) : [...typed.confirmed, row.row] })}
            />
          )}
        </div>
      </Group>
    </Card>
  );
}

function Told({ report, shown }: { readonly report: Report; readonly shown: TableShown }): ReactNode {
  const words = useWords(RULES_WORDS);
  const say = useSay();
  const faults = report.faults.map((en, index) => ({ zh: report.faultsZh[index] ?? en, en }));
  if (faults.length > 0)
    return (
      <Alert color="stop" variant="outline" role="alert" title={words.faults(faults.length)}>
        <List>
          {faults.map((fault) => (
            <List.Item key={fault.en}>{say(fault)}</List.Item>
          ))}
        </List>
      </Alert>
    );
  return (
    <Alert color="go" variant="outline" role="status" title={words.checked}>
      {report.replaces.length > 0 && <Text>{words.replaces(report.replaces.join(', '))}</Text>}
      <Changes changes={report.changes} shown={shown} none={words.nothingChanges} />
    </Alert>
  );
}
