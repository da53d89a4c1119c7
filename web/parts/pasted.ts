/**
 * A table that a clerk pastes or uploads, as rows of a form: columns by their names in either language or by their keys,
 * everything that is wrong in one report, and nothing taken while anything is. Deliberately absent: drawing (paste.tsx).
 */
import Papa from 'papaparse';
import { fenOf, numberOf } from '../../domain/approval/typed-value.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { dayFrom } from './day.ts';
import { PASTE_WORDS } from './paste-words.ts';

/** A column; as the fields of a stage's form are (api/schemas/stage-reading.ts). */
export type PasteField = {
  readonly key: string;
  readonly kind: string;
  readonly label: Text;
  readonly required: boolean;
  readonly options?: readonly { readonly value: string; readonly label: Text }[];
};
/** As a form holds it while it is typed, by the keys of its fields. */
export type PastedRow = Readonly<Record<string, string>>;
export type Pasted = { readonly rows: readonly PastedRow[] } | { readonly faults: readonly Text[] };

/** Names are told apart without spaces, case and width. */
const term = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s*（(].*$|\s/gu, '')
    .toLowerCase();
const isEmpty = (row: PastedRow): boolean => Object.values(row).every((typed) => typed.trim() === '');
const isNamed = ({ key, label }: PasteField, name: string): boolean => [key, label.zh, label.en].some((known) => term(known) === term(name));

/** Columns of a form that a table can hold. */
export const columnsOf = (fields: readonly PasteField[]): readonly PasteField[] =>
  fields.filter(({ kind }) => !['FILE', 'FILES', 'FILE_HASH', 'ROWS', 'GROUP', 'POINTS'].includes(kind));

/** Bytes of a CSV file: UTF-8 where it is, else what Excel in Chinese writes. */
export function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export function pastedRows(table: string, fields: readonly PasteField[], most: number): Pasted {
  const lines = Papa.parse<string[]>(table.replace(/^\uFEFF/, '').trim(), { skipEmptyLines: 'greedy' }).data;
  const [head = [], ...body] = lines;
  const columns = columnsOf(fields);
  if (body.length === 0) return { faults: [PASTE_WORDS.empty] };
  const named = head.map((name) => columns.find((field) => isNamed(field, name)) ?? null);
  const faults: Text[] = [
    ...(body.length > most ? [PASTE_WORDS.most(most)] : []),
    ...head.flatMap((name, n) => (named[n] === null && name.trim() !== '' ? [PASTE_WORDS.unknownColumn(name.trim())] : [])),
    ...columns.filter((field) => field.required && !named.includes(field)).map(({ label }) => bothOf(label, PASTE_WORDS.noColumn)),
  ];
  const rows = body.map((cells, n) => {
    const row = columns.map((field) => {
      const raw = cells[named.indexOf(field)]?.trim() ?? '';
      const { typed, wrong } = cellOf(field, raw);
      if (wrong !== null && named.includes(field)) faults.push(cellFault(n + 2, field, raw, wrong));
      return [field.key, typed] as const;
    });
    return Object.fromEntries(row);
  });
  faults.push(...twice(rows, columns));
  return faults.length > 0 ? { faults } : { rows: rows.filter((row) => !isEmpty(row)) };
}

const bothOf = (label: Text, say: (name: string) => Text): Text => ({ zh: say(label.zh).zh, en: say(label.en).en });
const cellFault = (row: number, { label }: PasteField, value: string, what: Text): Text => ({
  zh: PASTE_WORDS.cell(row, label.zh, value, what.zh).zh,
  en: PASTE_WORDS.cell(row, label.en, value, what.en).en,
});

/** The first column names what a row is of, where it is a code. */
function twice(rows: readonly PastedRow[], [first]: readonly PasteField[]): readonly Text[] {
  if (first?.kind !== 'TEXT') return [];
  const values = rows.map((row) => row[first.key] ?? '');
  return values.flatMap((value, n) =>
    value !== '' && values.findIndex((other) => term(other) === term(value)) < n ? [cellFault(n + 2, first, value, PASTE_WORDS.mustOnce)] : [],
  );
}

type Taken = { readonly typed: string; readonly wrong: Text | null };
const right = (typed: string): Taken => ({ typed, wrong: null });

function cellOf(field: PasteField, raw: string): Taken {
  if (raw === '') return { typed: '', wrong: field.required ? PASTE_WORDS.mustThere : null };
  switch (field.kind) {
    case 'NUMBER':
    case 'WHOLE': {
      const number = numberOf(raw);
      return number === null ? { typed: raw, wrong: PASTE_WORDS.mustNumber } : right(String(number));
    }
    case 'MONEY':
      return fenOf(raw) === null ? { typed: raw, wrong: PASTE_WORDS.mustNumber } : right(raw);
    case 'DAY': {
      const day = dayIn(raw);
      return day === null ? { typed: raw, wrong: PASTE_WORDS.mustDay } : right(day);
    }
    case 'FLAG': {
      const yes = /^(?:是|yes|y|true|1|√|专职)$/iu.test(raw);
      const no = /^(?:否|no|n|false|0|×|兼职)$/iu.test(raw);
      return yes || no ? right(String(yes)) : { typed: raw, wrong: PASTE_WORDS.mustFlag };
    }
    case 'CHOICE': {
      const { options = [] } = field;
      const found = options.find(({ value, label }) => [value, label.zh, label.en].some((name) => term(name) === term(raw)));
      const names = (of: keyof Text): string => options.map(({ label }) => label[of]).join(of === 'zh' ? '、' : ', ');
      if (found !== undefined) return right(found.value);
      return { typed: raw, wrong: { zh: PASTE_WORDS.mustOneOf(names('zh')).zh, en: PASTE_WORDS.mustOneOf(names('en')).en } };
    }
    default:
      return right(raw);
  }
}

/** 2026-11-23, 2026/11/3, 2026年11月23日; null: no day of the calendar. */
const dayIn = (raw: string): string | null => dayFrom((/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(raw.normalize('NFKC')) ?? []).slice(1));
