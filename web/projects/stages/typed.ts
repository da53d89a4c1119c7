/**
 * What is typed into the form of a stage's command, and the command that the API takes. Money in 元, days and numbers as text,
 * a file as it was kept, rows and groups by the keys of their fields. Deliberately absent: drawing (fields.tsx).
 */
import { fenOf, numberOf, yuanOf } from '../../../domain/approval/typed-value.ts';
import type { KeptFile } from '../../parts/sending.ts';
import type { Field } from './facts.ts';

export type Typed = string | readonly KeptFile[] | readonly TypedFields[] | TypedFields;
export type TypedFields = { readonly [key: string]: Typed };

const isFile = (one: unknown): one is KeptFile => typeof one === 'object' && one !== null && 'sha256' in one && 'title' in one;
const isFields = (one: unknown): one is TypedFields => typeof one === 'object' && one !== null && !Array.isArray(one);
export const textIn = (typed: unknown): string => (typeof typed === 'string' ? typed : '');
export const filesIn = (typed: unknown): readonly KeptFile[] => (Array.isArray(typed) ? (typed as readonly unknown[]).filter(isFile) : []); // told apart one by one
export const rowsIn = (typed: unknown): readonly TypedFields[] => (Array.isArray(typed) ? (typed as readonly unknown[]).filter(isFields) : []); // told apart one by one
export const fieldsIn = (typed: unknown): TypedFields => (isFields(typed) ? typed : {});

/** Nothing typed yet; every field has its place, so that a fault finds it. */
export const blankOf = (fields: readonly Field[]): TypedFields => Object.fromEntries(fields.map((field) => [field.key, blank(field)]));
function blank({ kind, fields = [], options = [], required }: Field): Typed {
  if (kind === 'GROUP') return blankOf(fields);
  // One row is asked for at least: it is there to be filled in.
  if (kind === 'ROWS' && required) return [blankOf(fields)];
  if (kind === 'POINTS') return Object.fromEntries(options.map(({ value }) => [value, '']));
  return kind === 'ROWS' || kind === 'FILE' || kind === 'FILES' || kind === 'FILE_HASH' ? [] : '';
}

/** What the API says stands in a form when it is opened. */
export const typedFrom = (fields: readonly Field[], start: Readonly<Record<string, unknown>>): TypedFields =>
  Object.fromEntries(fields.map((field) => [field.key, typedOf(field, start[field.key])]));
function typedOf(field: Field, value: unknown): Typed {
  if (value === undefined || value === null) return blank(field);
  const { kind, fields = [], options = [] } = field;
  switch (kind) {
    case 'MONEY':
      return typeof value === 'number' ? yuanOf(value) : '';
    case 'GROUP':
      return typedFrom(fields, Object(value));
    case 'ROWS':
      return (Array.isArray(value) ? (value as readonly unknown[]) : []).map((row) => typedFrom(fields, Object(row))); // rows are records, whatever they hold
    case 'POINTS':
      return Object.fromEntries(options.map(({ value: key }) => [key, String(Object(value)[key] ?? '')]));
    case 'FILE':
      return isFile(value) ? [value] : [];
    case 'FILES':
      return filesIn(value as Typed); // told apart one by one
    case 'FILE_HASH':
      return [];
    default:
      return String(value);
  }
}

/** Whether anything stands in it. */
export function isEmpty(typed: Typed | undefined): boolean {
  if (typed === undefined) return true;
  if (typeof typed === 'string') return typed.trim() === '';
  if (Array.isArray(typed)) return rowsIn(typed).every(isEmpty);
  return Object.values(typed).every(isEmpty);
}

/**
 * A row that stands as the form began it, and is not whole as it is, was left alone: it counts as empty, in its place. Whoever
 * has one of seventeen rules hands in that one.
 */
export function asFilledIn(fields: readonly Field[], typed: TypedFields, start: TypedFields): TypedFields {
  const left = fields.flatMap(({ key, kind, fields: parts = [] }) => {
    if (kind !== 'ROWS') return [];
    const begun = new Set(rowsIn(start[key]).map((row) => JSON.stringify(row)));
    const given = rowsIn(typed[key]);
    const isLeft = (row: TypedFields): boolean => begun.has(JSON.stringify(row)) && Object.keys(wrongIn(parts, row)).length > 0;
    // Where all were left alone, the first is asked for as it stands: nobody is told to fill in what they see filled in.
    const [first] = given.every(isLeft) ? given : [];
    const rows = given.map((row) => (row !== first && isLeft(row) ? blankOf(parts) : row));
    return [[key, rows] as const];
  });
  return { ...typed, ...Object.fromEntries(left) };
}

/** The command's fields as the API takes them; what is left empty and may be is not in it. */
export function bodyOf(fields: readonly Field[], typed: TypedFields): Record<string, unknown> {
  const body = Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed[field.key];
      return field.paper !== undefined || (field.optional && isEmpty(value)) ? [] : [[field.key, sentOf(field, value)] as const];
    }),
  );
  // A paper of the route is sent among the files, named as the paper that it is.
  const papers = fields.flatMap(({ key, paper }) =>
    paper === undefined ? [] : filesIn(typed[key]).map(({ title, sha256 }) => ({ title, sha256, paper })),
  );
  const files = Array.isArray(body.files) ? (body.files as readonly unknown[]) : []; // as sentOf made them
  return papers.length === 0 ? body : { ...body, files: [...papers, ...files] };
}

function sentOf({ kind, fields = [] }: Field, typed: Typed | undefined): unknown {
  switch (kind) {
    case 'GROUP':
      return bodyOf(fields, fieldsIn(typed));
    case 'ROWS':
      return rowsIn(typed)
        .filter((row) => !isEmpty(row))
        .map((row) => bodyOf(fields, row));
    case 'POINTS':
      return Object.fromEntries(Object.entries(fieldsIn(typed)).flatMap(([key, points]) => (isEmpty(points) ? [] : [[key, numberIn(points)]])));
    case 'FILES':
      return filesIn(typed).map(({ title, sha256 }) => ({ title, sha256 }));
    case 'FILE': {
      const [file] = filesIn(typed);
      return file === undefined ? undefined : { title: file.title, sha256: file.sha256 };
    }
    case 'FILE_HASH':
      return filesIn(typed)[0]?.sha256;
    default:
      return plainOf(kind, textIn(typed));
  }
}

/** Where a place of what was sent stands in the form: rows that were left empty were not sent, and those after them moved up. */
export function typedPlace(fields: readonly Field[], typed: TypedFields, at: string): string {
  const [key = '', ...rest] = at.split('.');
  const field = fields.find((one) => one.key === key);
  if (field === undefined || rest.length === 0) return at;
  if (field.kind === 'GROUP') return `${key}.${typedPlace(field.fields ?? [], fieldsIn(typed[key]), rest.join('.'))}`;
  const [nth, ...within] = rest;
  if (field.kind !== 'ROWS') return at;
  const rows = rowsIn(typed[key]);
  const sent = rows.flatMap((row, n) => (isEmpty(row) ? [] : [n]));
  const n = sent[Number(nth)];
  if (n === undefined) return key;
  return within.length === 0 ? `${key}.${n}` : `${key}.${n}.${typedPlace(field.fields ?? [], rows[n] ?? {}, within.join('.'))}`;
}

/** A time of day as an input method writes it, 「１４：３０」; null: none. */
function timeOf(text: string): string | null {
  const plain = text.normalize('NFKC');
  return /^\d{2}:\d{2}$/.test(plain) ? plain : null;
}
// What is no number is sent as it was typed: the server says so at its field.
const numberIn = (typed: Typed | undefined): number | string => numberOf(textIn(typed)) ?? textIn(typed);
function plainOf(kind: Field['kind'], text: string): unknown {
  const trimmed = text.trim();
  if (kind === 'MONEY') return trimmed === '' ? undefined : (fenOf(trimmed) ?? trimmed);
  if (kind === 'NUMBER' || kind === 'WHOLE') return trimmed === '' ? undefined : numberIn(trimmed);
  if (kind === 'FLAG') return trimmed === '' ? undefined : trimmed === 'true';
  if (kind === 'LONG_TEXT') return trimmed;
  if (kind === 'TEXT') return timeOf(trimmed) ?? trimmed;
  return trimmed === '' ? undefined : trimmed;
}

/** What a form alone can find wrong. */
export type Wrong = { readonly why: 'MISSING' | 'MONEY' | 'NUMBER' | 'ROWS'; readonly field: Field };

/** By the place of the field, `permits.0.number`; the server looks at everything again. */
export function wrongIn(fields: readonly Field[], typed: TypedFields, at = ''): Readonly<Record<string, Wrong>> {
  const found: Record<string, Wrong> = {};
  for (const field of fields) {
    const path = `${at}${field.key}`;
    const value = typed[field.key];
    const why = whyWrong(field, value);
    if (why !== null) found[path] = { why, field };
    if (field.kind === 'GROUP' && !(field.optional && isEmpty(value))) Object.assign(found, wrongIn(field.fields ?? [], fieldsIn(value), `${path}.`));
    if (field.kind === 'ROWS') {
      rowsIn(value).forEach((row, n) => {
        if (!isEmpty(row)) Object.assign(found, wrongIn(field.fields ?? [], row, `${path}.${n}.`));
      });
      // The row that is asked for is there: what it lacks is said in it.
      const first = why === 'ROWS' && rowsIn(value).length > 0 ? wrongIn(field.fields ?? [], blankOf(field.fields ?? []), `${path}.0.`) : {};
      if (Object.keys(first).length > 0) {
        delete found[path];
        Object.assign(found, first);
      }
    }
    if (field.kind === 'POINTS')
      for (const [key, points] of Object.entries(fieldsIn(value)))
        if (!isEmpty(points) && numberOf(points) === null) found[`${path}.${key}`] = { why: 'NUMBER', field };
  }
  return found;
}

function whyWrong({ kind, required }: Field, value: Typed | undefined): Wrong['why'] | null {
  const empty = kind === 'ROWS' ? rowsIn(value).every(isEmpty) : isEmpty(value);
  if (empty) return required && kind !== 'GROUP' && kind !== 'POINTS' ? (kind === 'ROWS' ? 'ROWS' : 'MISSING') : null;
  if (kind === 'MONEY') return fenOf(textIn(value)) === null ? 'MONEY' : null;
  if (kind === 'NUMBER' || kind === 'WHOLE') return numberOf(textIn(value)) === null ? 'NUMBER' : null;
  return null;
}
