/** What is typed into the fields of a matter's form, and the values of it that the API takes. Deliberately absent: drawing (form-fields.tsx). */
import type { FieldValue, Form, FormField } from '../../../domain/approval/form-shape.ts';
import { fenOf, typedAs, valueTyped } from '../../../domain/approval/typed-value.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import type { KeptFile } from '../../parts/sending.ts';

/** As typed: money in 元. A table is a list of rows, each by the keys of its columns. */
export type Typed = string | number | readonly string[] | readonly KeptFile[] | readonly Readonly<Record<string, string | number>>[];
export type Filled = Readonly<Record<string, Typed>>;

const isRow = (row: unknown): row is Readonly<Record<string, string | number>> => typeof row === 'object' && row !== null && !('sha256' in row);
const isFile = (one: unknown): one is KeptFile => typeof one === 'object' && one !== null && 'sha256' in one && 'title' in one;
export const rowsIn = (typed: Typed | undefined): readonly Readonly<Record<string, string | number>>[] =>
  Array.isArray(typed) ? (typed as readonly unknown[]).filter(isRow) : []; // told apart one by one
export const filesIn = (typed: Typed | undefined): readonly KeptFile[] => (Array.isArray(typed) ? (typed as readonly unknown[]).filter(isFile) : []); // told apart one by one
export const choicesIn = (typed: Typed | undefined): readonly string[] =>
  Array.isArray(typed) ? (typed as readonly unknown[]).filter((one) => typeof one === 'string') : []; // told apart one by one

function filledValue(field: FormField, typed: Typed | undefined): FieldValue | undefined {
  switch (field.type) {
    case 'FILES': {
      const files = filesIn(typed).map(({ title, sha256 }) => ({ title, sha256 }));
      return files.length === 0 ? undefined : files;
    }
    case 'CHOICES': {
      const chosen = choicesIn(typed);
      return chosen.length === 0 ? undefined : [...chosen];
    }
    case 'TABLE': {
      const rows = rowsIn(typed).flatMap((row) => {
        const cells = (field.columns ?? []).flatMap((column) => {
          const value = valueTyped(column, row[column.key]);
          return value === undefined ? [] : [[column.key, value] as const];
        });
        return cells.length === 0 ? [] : [Object.fromEntries(cells)];
      });
      return rows.length === 0 ? undefined : rows;
    }
    default:
      return valueTyped(field, typed);
  }
}

/** What the API takes: fields that nothing was filled into are left out. */
export const valuesIn = (form: Form, filled: Filled): Record<string, FieldValue> =>
  Object.fromEntries(
    form.flatMap((field) => {
      const value = filledValue(field, filled[field.key]);
      return value === undefined ? [] : [[field.key, value] as const];
    }),
  );

/** What was handed in before, to be changed. */
export function filledFrom(form: Form, values: Readonly<Record<string, unknown>>): Filled {
  return Object.fromEntries(
    form.flatMap((field): readonly (readonly [string, Typed])[] => {
      const value = values[field.key];
      if (value === undefined || value === null) return [];
      if (field.type !== 'TABLE') return [[field.key, Array.isArray(value) ? (value as Typed) : typedAs(field, value as FieldValue)]]; // as its type says
      const cellsOf = (row: Readonly<Record<string, string | number>>): Readonly<Record<string, string>> =>
        Object.fromEntries(
          (field.columns ?? []).flatMap((column) => (row[column.key] === undefined ? [] : [[column.key, typedAs(column, row[column.key] ?? '')]])),
        );
      const rows = rowsIn(value as Typed).map(cellsOf); // as the field's type says
      return [[field.key, rows]];
    }),
  );
}

/** The field that holds the sum, in 元 as typed; undefined: the form has none. */
export function amountIn(form: Form, filled: Filled): number | null | undefined {
  const field = form.find(({ fact }) => fact === 'amountFen');
  return field === undefined ? undefined : fenOf(filled[field.key] ?? '');
}

type Wrong = { readonly type: 'MONEY' | 'NUMBER'; readonly label: Text };
const wrongOf = (field: FormField, typed: unknown): Wrong | null =>
  (field.type === 'MONEY' || field.type === 'NUMBER') && typeof valueTyped(field, typed) === 'string'
    ? { type: field.type, label: field.label }
    : null;

/** Sums and numbers that nobody can read, by their place in the form; of a table, the first in it. A draft is not kept with them either: they would be left out. */
export function unreadableIn(form: Form, filled: Filled, said: (wrong: Wrong) => string): Readonly<Record<string, string>> {
  const found = form.flatMap((field) => {
    const typed = filled[field.key];
    const wrong =
      field.type === 'TABLE'
        ? rowsIn(typed)
            .flatMap((row) => (field.columns ?? []).map((column) => wrongOf(column, row[column.key])))
            .find((cell) => cell !== null)
        : wrongOf(field, typed);
    return wrong === null || wrong === undefined ? [] : [[`filled.${field.key}`, said(wrong)] as const];
  });
  return Object.fromEntries(found);
}

/** What the form alone finds missing, by its place in the form (`filled.KEY`); the server looks at everything again. */
export function missingIn(form: Form, filled: Filled, said: (label: Text) => string): Readonly<Record<string, string>> {
  const values = valuesIn(form, filled);
  const missing = form.filter(({ key, required }) => required === true && values[key] === undefined);
  return Object.fromEntries(missing.map(({ key, label }) => [`filled.${key}`, said(label)]));
}
