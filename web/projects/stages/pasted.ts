/**
 * A table that a clerk pastes or uploads, as rows of a form: columns by their names in either language or by their keys,
 * everything that is wrong in one report, and nothing taken while anything is. Deliberately absent: drawing (paste.tsx).
 */
import Papa from 'papaparse';
import { fenOf, numberOf } from '../../../domain/approval/typed-value.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import type { Field } from './facts.ts';
import { isEmpty, type TypedFields } from './typed.ts';
import { STAGE_WORDS } from './words.ts';

export type Pasted = { readonly rows: readonly TypedFields[] } | { readonly faults: readonly Text[] };

/** Names are told apart without spaces, case and width. */
const term = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s*（(].*$|\s/gu, '')
    .toLowerCase();
const isNamed = ({ key, label }: Field, name: string): boolean => [key, label.zh, label.en].some((known) => term(known) === term(name));

/** Columns of a form that a table can hold. */
export const columnsOf = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ kind }) => !['FILE', 'FILES', 'FILE_HASH', 'ROWS', 'GROUP', 'POINTS'].includes(kind));

/** Bytes of a CSV file: UTF-8 where it is, else what Excel in Chinese writes. */
export function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export function pastedRows(table: string, fields: readonly Field[], most: number): Pasted {
  const lines = Papa.parse<string[]>(table.replace(/^\uFEFF/, '').trim(), { skipEmptyLines: 'greedy' }).data;
  const [head = [], ...body] = lines;
  const columns = columnsOf(fields);
  if (body.length === 0) return { faults: [STAGE_WORDS.pasteEmpty] };
  const named = head.map((name) => columns.find((field) => isNamed(field, name)) ?? null);
  const faults: Text[] = [
    ...(body.length > most ? [STAGE_WORDS.pasteMost(most)] : []),
    ...head.flatMap((name, n) => (named[n] === null && name.trim() !== '' ? [STAGE_WORDS.pasteUnknownColumn(name.trim())] : [])),
    ...columns.filter((field) => field.required && !named.includes(field)).map(({ label }) => bothOf(label, STAGE_WORDS.pasteNoColumn)),
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
const cellFault = (row: number, { label }: Field, value: string, what: Text): Text => ({
  zh: STAGE_WORDS.pasteCell(row, label.zh, value, what.zh).zh,
  en: STAGE_WORDS.pasteCell(row, label.en, value, what.en).en,
});

/** The first column names what a row is of, where it is a code. */
function twice(rows: readonly TypedFields[], [first]: readonly Field[]): readonly Text[] {
  if (first?.kind !== 'TEXT') return [];
  const values = rows.map((row) => String(row[first.key] ?? ''));
  return values.flatMap((value, n) =>
    value !== '' && values.findIndex((other) => term(other) === term(value)) < n ? [cellFault(n + 2, first, value, STAGE_WORDS.mustOnce)] : [],
  );
}

type Taken = { readonly typed: string; readonly wrong: Text | null };
const right = (typed: string): Taken => ({ typed, wrong: null });

function cellOf(field: Field, raw: string): Taken {
  if (raw === '') return { typed: '', wrong: field.required ? STAGE_WORDS.mustThere : null };
  switch (field.kind) {
    case 'NUMBER':
    case 'WHOLE': {
      const number = numberOf(raw);
      return number === null ? { typed: raw, wrong: STAGE_WORDS.mustNumber } : right(String(number));
    }
    case 'MONEY':
      return fenOf(raw) === null ? { typed: raw, wrong: STAGE_WORDS.mustNumber } : right(raw);
    case 'DAY': {
      const day = dayIn(raw);
      return day === null ? { typed: raw, wrong: STAGE_WORDS.mustDay } : right(day);
    }
    case 'FLAG': {
      const yes = /^(?:是|yes|y|true|1|√|专职)$/iu.test(raw);
      const no = /^(?:否|no|n|false|0|×|兼职)$/iu.test(raw);
      return yes || no ? right(String(yes)) : { typed: raw, wrong: STAGE_WORDS.mustFlag };
    }
    case 'CHOICE': {
      const { options = [] } = field;
      const found = options.find(({ value, label }) => [value, label.zh, label.en].some((name) => term(name) === term(raw)));
      const names = (of: keyof Text): string => options.map(({ label }) => label[of]).join(of === 'zh' ? '、' : ', ');
      if (found !== undefined) return right(found.value);
      return { typed: raw, wrong: { zh: STAGE_WORDS.mustOneOf(names('zh')).zh, en: STAGE_WORDS.mustOneOf(names('en')).en } };
    }
    default:
      return right(raw);
  }
}

/** 2026-11-23, 2026/11/3, 2026年11月23日; null: no day of the calendar. */
function dayIn(raw: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(raw.normalize('NFKC')) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso) === true ? iso : null;
}
