/** A fact of a project or a paper of its programme as it is typed into its form, and as the API takes it. Pure. Deliberately absent: what is wrong with it (the server). */

import { fenOf, numberOf, yuanOf } from '../../domain/approval/typed-value.ts';
import type { Optional, Shape } from '../../domain/kernel/shape.ts';
import { NODE_NAMES } from '../../domain/standards/plans.ts';
import { FACT_KINDS, type FactKind, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { PAPER_KINDS, type ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import type { KeptFile } from '../parts/sending.ts';

/** By the field's name; sums in 元. */
export type TypedField = string | boolean | readonly string[];
export type FactValues = {
  kind: string;
  document: string;
  on: string;
  by: string;
  note: string;
  files: readonly KeptFile[];
  fields: Readonly<Record<string, TypedField>>;
  reason: string;
  /** It is to be taken away. */
  gone: boolean;
};
export const EMPTY_FACT: FactValues = { kind: '', document: '', on: '', by: '', note: '', files: [], fields: {}, reason: '', gone: false };

type Told = { readonly takes: Readonly<Record<string, Shape | Optional>>; readonly key?: string };
/** Of both; no two share a name (test/web/takeover-typed.test.ts). */
const KINDS: Readonly<Record<string, Told>> = { ...FACT_KINDS, ...PAPER_KINDS };
export const isKnown = (kind: string): boolean => Object.hasOwn(KINDS, kind);
export const isKind = (kind: string): kind is FactKind => Object.hasOwn(FACT_KINDS, kind);
/** The field by which another of the same kind is told; undefined: there is one of this kind alone. */
export const keyOf = (kind: string): string | undefined => KINDS[kind]?.key;
/** A field of a kind, with what it holds. */
export type KindField = { readonly name: string; readonly shape: Shape; readonly needed: boolean };
export function fieldsOf(kind: string): readonly KindField[] {
  return Object.entries(KINDS[kind]?.takes ?? {}).map(([name, shape]) =>
    shape.is === 'optional' ? { name, shape: shape.of, needed: false } : { name, shape, needed: true },
  );
}

/** The fields of each row of a list that holds several, in the order in which they are typed; null: it holds single values. */
export const columnsOf = (shape: Shape): readonly string[] | null =>
  shape.is === 'list' && shape.of.is === 'record' ? Object.keys(shape.of.of) : null;
const nodeCode = (typed: string): string => Object.entries(NODE_NAMES).find(([, { zh, en }]) => zh === typed || en === typed)?.[0] ?? typed;

/** One row a line, its fields parted by commas or as a table is pasted; what is left out at its end is not there. */
function rowsOf(columns: readonly string[], text: string): readonly object[] {
  return text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => {
      const cells = row.split(/[\t,，]/u).map((cell) => cell.trim());
      return Object.fromEntries(
        columns.flatMap((column, index) => {
          const cell = cells[index] ?? '';
          return cell === '' ? [] : [[column, column === 'node' ? nodeCode(cell) : cell]];
        }),
      );
    });
}
const typedRow = (columns: readonly string[], row: object): string => {
  const held = new Map<string, unknown>(Object.entries(row));
  return columns
    .map((column) => String(held.get(column) ?? ''))
    .join(', ')
    .replace(/(?:, )+$/u, '');
};

/** What was typed is no number or sum: it is sent as it was typed, and the server says so at its field. */
function heldBy(shape: Shape, typed: TypedField | undefined): unknown {
  const { is } = shape;
  const columns = columnsOf(shape);
  if (columns !== null) {
    const rows = typeof typed === 'string' ? rowsOf(columns, typed) : [];
    return rows.length === 0 ? undefined : rows;
  }
  if (is === 'flag') return typed === true;
  if (typeof typed !== 'string') return Array.isArray(typed) && typed.length > 0 ? [...typed] : undefined;
  const text = typed.trim();
  if (text === '') return is === 'text' ? '' : undefined;
  if (is === 'fen') return fenOf(text) ?? text;
  if (is === 'count' || is === 'whole' || is === 'number') return numberOf(text) ?? text;
  return text;
}

/** Nothing typed yet, for each field of a kind. */
export const blankOf = (kind: string): Readonly<Record<string, TypedField>> =>
  Object.fromEntries(
    fieldsOf(kind).map(({ name, shape }) => [name, shape.is === 'flag' ? false : shape.is === 'list' && columnsOf(shape) === null ? [] : '']),
  );

/** As the API takes it; null: its kind was not chosen. */
export const factOfTyped = (values: FactValues): TakenFact | null => (isKind(values.kind) ? (told(values) as TakenFact) : null); // of its kind; the server looks at each field
export const paperOfTyped = (values: FactValues): ProgrammePaper | null =>
  Object.hasOwn(PAPER_KINDS, values.kind) ? (told(values) as ProgrammePaper) : null; // the same

function told({ kind, document, on, by, note, files, fields }: FactValues): unknown {
  const own = fieldsOf(kind).flatMap(({ name, shape, needed }) => {
    const value = heldBy(shape, fields[name]);
    return value === undefined || (!needed && (value === '' || value === false)) ? [] : [[name, value] as const];
  });
  const basis = {
    document: document.trim(),
    on,
    by: by.trim(),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(files.length === 0 ? {} : { files: files.map(({ title, sha256 }) => ({ title, sha256 })) }),
  };
  return { kind, ...basis, ...Object.fromEntries(own) };
}

/** What is on record, to be corrected. */
export function typedOf(fact: TakenFact | ProgrammePaper): FactValues {
  const { kind, document, on, by, note = '', files = [] } = fact;
  const held = new Map<string, unknown>(Object.entries(fact));
  const fields = fieldsOf(kind).flatMap(({ name, shape }): readonly (readonly [string, TypedField])[] => {
    const value = held.get(name);
    if (value === undefined) return [];
    if (typeof value === 'boolean') return [[name, value]];
    const columns = columnsOf(shape);
    if (columns !== null && Array.isArray(value)) return [[name, value.map((row: object) => typedRow(columns, row)).join('\n')]];
    if (Array.isArray(value)) return [[name, value.map(String)]];
    return [[name, shape.is === 'fen' && typeof value === 'number' ? yuanOf(value) : String(value)]];
  });
  return { kind, document, on, by, note, files: [...files], fields: Object.fromEntries(fields), reason: '', gone: false };
}

/** What the browser alone sees to lack, by field; everything else is told by the server. */
export function lackingIn(values: FactValues, needed: string): Partial<Record<string, string>> {
  if (!isKnown(values.kind)) return { kind: needed };
  const own = fieldsOf(values.kind).flatMap(({ name, shape, needed: must }) => {
    const value = heldBy(shape, values.fields[name]);
    return must && value === undefined ? [[`fields.${name}`, needed] as const] : [];
  });
  const basis = (['document', 'on', 'by'] as const).flatMap((name) => (values[name].trim() === '' ? [[name, needed] as const] : []));
  return Object.fromEntries([...basis, ...own]);
}

/** One that is on record already, by its key: nothing of it but its kind tells where. */
const WHOLE = /^(?:fact|paper)s?(?:\[\d+\])?(?: \([^)]*\))?$/;

/** Where a fault of the server stands in the form: `facts[0] (PAYMENT.P-3).amountFen`, `paper (…).on`; undefined: nowhere. */
export function fieldOfFault(at: string): string | undefined {
  const [, name] = /^(?:fact|paper)s?(?:\[\d+\])?(?: \([^)]*\))?\.(\w+)/.exec(at) ?? [];
  if (name === undefined) return WHOLE.test(at) ? 'kind' : undefined;
  return ['kind', 'document', 'on', 'by', 'note', 'files'].includes(name) ? name : `fields.${name}`;
}
