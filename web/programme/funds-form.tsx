/**
 * One entry of a programme's ledger: what it asks for by its kind, with the version of the ledger that is looked at. Deliberately
 * absent: what is wrong with it beyond its shape (the server).
 */

import { Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { fenOf, yuanOf } from '../../domain/approval/typed-value.ts';
import { FUND_LEVEL_WORDS, FUND_LEVELS, type FundLevel, RETURN_WORDS } from '../../domain/words/funds.ts';
import { money } from '../../domain/words/money.ts';
import { useAct } from '../app/acting.ts';
import type { AnswerOf, BodyOf } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { SideForm, useFields } from '../parts/form.tsx';
import type { KeptFile } from '../parts/sending.ts';
import { useTell } from '../parts/tell.tsx';
import { FilesField, useWaiting } from '../parts/upload.tsx';
import { FUNDS_WORDS } from './funds-words.ts';

export type Funds = AnswerOf<'/api/v1/programme/{id}/funds'>;
type Command = BodyOf<'/api/v1/programme/{id}/commands'>;
export const ACTS = ['recordSource', 'correctSource', 'setBudget', 'allocate', 'correctAllocation', 'returnFunds'] as const;
export type FundsAct = (typeof ACTS)[number];
export const isAct = (act: string | undefined): act is FundsAct => ACTS.some((known) => known === act);

type Typed = {
  key: string;
  level: string;
  source: string;
  project: string;
  allocation: string;
  how: string;
  by: string;
  year: string;
  amountFen: string;
  document: string;
  on: string;
  reason: string;
  files: readonly KeptFile[];
};
type Field = Exclude<keyof Typed, 'files'>;
const PAPER = ['amountFen', 'document', 'on'] as const;
/** In the order in which they are asked for. */
const FIELDS: Readonly<Record<FundsAct, readonly Field[]>> = {
  recordSource: ['key', 'level', 'year', 'by', ...PAPER],
  correctSource: ['key', 'level', 'year', 'by', ...PAPER, 'reason'],
  setBudget: ['source', 'year', ...PAPER, 'reason'],
  allocate: ['key', 'source', 'project', ...PAPER],
  correctAllocation: ['key', ...PAPER, 'reason'],
  returnFunds: ['key', 'allocation', 'how', ...PAPER, 'reason'],
};
const MOST_FILES = 20;

/** A key that is not taken: `ZJ-3`. */
function freeKey(letters: string, known: readonly string[]): string {
  let n = known.length + 1;
  while (known.includes(`${letters}-${n}`)) n += 1;
  return `${letters}-${n}`;
}

function startOf(act: FundsAct, of: string | undefined, found: Funds): Typed {
  const empty: Typed = {
    key: '',
    level: 'CENTRAL',
    source: '',
    project: '',
    allocation: '',
    how: 'SURPLUS',
    by: '',
    year: found.today.slice(0, 'yyyy'.length),
    amountFen: '',
    document: '',
    on: found.today,
    reason: '',
    files: [],
  };
  const keysOf = (items: readonly { readonly key: string }[]): readonly string[] => items.map(({ key }) => key);
  if (act === 'recordSource') return { ...empty, key: freeKey('ZJ', keysOf(found.sources)) };
  if (act === 'allocate') return { ...empty, key: freeKey('XD', keysOf(found.allocations)), source: found.sources[0]?.key ?? '' };
  if (act === 'returnFunds') return { ...empty, key: freeKey('TH', keysOf(found.returns)), allocation: of ?? '' };
  if (act === 'setBudget') return { ...empty, source: of ?? found.sources[0]?.key ?? '' };
  const was = act === 'correctSource' ? found.sources.find(({ key }) => key === of) : found.allocations.find(({ key }) => key === of);
  if (was === undefined) return empty;
  const more = 'level' in was ? { level: was.level, by: was.by, year: String(was.year) } : {};
  return { ...empty, ...more, key: was.key, amountFen: yuanOf(was.amountFen), document: was.document, on: was.on };
}

/** As the API takes it; a sum that is none is sent as it was typed, and the server says so. */
function commandOf(act: FundsAct, typed: Typed, seen: number): Command {
  const { key, level, source, project, allocation, how, by, files } = typed;
  const reason = typed.reason.trim();
  const basis = {
    amountFen: fenOf(typed.amountFen.trim()) ?? Number.NaN,
    document: typed.document.trim(),
    on: typed.on,
    seen,
    ...(files.length === 0 ? {} : { files: files.map(({ title, sha256 }) => ({ title, sha256 })) }),
  };
  const year = Number(typed.year);
  const own = { key: key.trim() };
  switch (act) {
    case 'recordSource':
      return { type: 'RecordSource', ...own, level: level as FundLevel, year, by: by.trim(), ...basis }; // one of its options
    case 'correctSource':
      return { type: 'CorrectSource', ...own, level: level as FundLevel, year, by: by.trim(), reason, ...basis }; // the same
    case 'setBudget':
      return { type: 'SetBudget', source, year, ...basis, ...(reason === '' ? {} : { reason }) };
    case 'allocate':
      return { type: 'Allocate', ...own, source, project, ...basis };
    case 'correctAllocation':
      return { type: 'CorrectAllocation', ...own, reason, ...basis };
    case 'returnFunds':
      return { type: 'ReturnFunds', ...own, allocation, how: how === 'WITHDRAWN' ? 'WITHDRAWN' : 'SURPLUS', reason, ...basis };
  }
}

type Props = { readonly found: Funds; readonly act: FundsAct; readonly of: string | undefined; readonly onClose: () => void };

export function FundsForm({ found, act, of, onClose }: Props): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const tell = useTell();
  const { waits, onBusy } = useWaiting();
  const asked = FIELDS[act];
  const budgets = (source: string, year: string): boolean => found.budgets.some((one) => one.source === source && String(one.year) === year);
  const fields = useFields<Typed>({
    initial: startOf(act, of, found),
    check: (values) => {
      const lacks = (field: Field): boolean => {
        if (field === 'reason' && act === 'setBudget' && !budgets(values.source, values.year)) return false;
        return values[field].trim() === '';
      };
      return {
        ...Object.fromEntries(asked.flatMap((field) => (lacks(field) ? [[field, words.needed]] : []))),
        ...(values.amountFen.trim() !== '' && fenOf(values.amountFen.trim()) === null ? { amountFen: words.noSum } : {}),
      };
    },
  });
  const sending = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.done);
      onClose();
    },
  });
  return (
    <SideForm
      opened
      title={words[act]}
      fields={fields}
      busy={sending.isPending}
      problem={sending.error}
      submit={words[act]}
      disabled={waits}
      onCancel={onClose}
      onSubmit={(values) => sending.mutate({ params: { path: { id: found.programme } }, body: commandOf(act, values, found.version) })}
    >
      {asked.map((field) => (
        <FieldOf key={field} field={field} act={act} found={found} fields={fields} locked={field === 'key' && act.startsWith('correct')} />
      ))}
      <FilesField
        label={words.optional(words.files)}
        path="files"
        most={MOST_FILES}
        value={fields.getValues().files}
        onChange={(files) => fields.setFieldValue('files', files)}
        error={fields.errors.files}
        onBusy={onBusy}
      />
    </SideForm>
  );
}

type FieldProps = {
  readonly field: Field;
  readonly act: FundsAct;
  readonly found: Funds;
  readonly fields: ReturnType<typeof useFields<Typed>>;
  readonly locked: boolean;
};
function FieldOf({ field, act, found, fields, locked }: FieldProps): ReactNode {
  const words = useWords(FUNDS_WORDS);
  const say = useSay();
  const props = { required: true, ...fields.getInputProps(field), 'data-path': field };
  const choose = (label: string, data: readonly { value: string; label: string }[]) => (
    <Select label={label} data={[...data]} searchable={data.length > 6} allowDeselect={false} {...props} value={fields.getValues()[field] || null} />
  );
  switch (field) {
    case 'level':
      return choose(
        words.level,
        FUND_LEVELS.map((value) => ({ value, label: say(FUND_LEVEL_WORDS[value]) })),
      );
    case 'source':
      return choose(
        words.source,
        found.sources.map(({ key, name, document }) => ({ value: key, label: `${key} · ${say(name)} · ${document}` })),
      );
    case 'project':
      return choose(
        words.project,
        found.projects.map(({ code, name }) => ({ value: code, label: `${code} ${say(name)}` })),
      );
    case 'allocation':
      return choose(
        words.allocation,
        found.allocations.map(({ key, project, keptFen }) => ({ value: key, label: `${key} · ${project} · ${say(money(keptFen))}` })),
      );
    case 'how':
      return choose(
        words.how,
        Object.entries(RETURN_WORDS).map(([value, label]) => ({ value, label: say(label) })),
      );
    case 'on':
      return <DayInput label={words.on} name={words.on} {...props} text={fields.getValues().on} onType={(day) => fields.setFieldValue('on', day)} />;
    case 'amountFen': {
      const fen = fenOf(fields.getValues().amountFen.trim());
      const help = [fen === null ? '' : say(money(fen)), act.startsWith('correct') ? words.strikes : ''].filter((part) => part !== '').join(' · ');
      return (
        <TextInput
          label={words.inYuan(words.amount)}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          {...props}
          {...(help === '' ? {} : { description: help })}
        />
      );
    }
    case 'reason':
      return (
        <Textarea
          label={words.reason}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2_000}
          {...props}
          required={act !== 'setBudget'}
          {...(act === 'setBudget' ? { description: words.adjusts } : {})}
        />
      );
    default:
      return (
        <TextInput
          label={words[field]}
          maxLength={field === 'key' ? 80 : 200}
          autoComplete="off"
          {...(field === 'year' ? { inputMode: 'numeric' as const } : {})}
          {...(field === 'key' && !locked ? { description: words.keyHow } : {})}
          {...props}
          readOnly={locked}
        />
      );
  }
}
