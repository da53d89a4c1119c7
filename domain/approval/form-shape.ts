/** What a form is and what is filled in of it, as types that all of the engine may know. Deliberately absent: checks and words (form.ts). */
import type { Role } from '../kernel/role.ts';
import type { IsoDate, Text } from '../kernel/values.ts';

export const FIELD_TYPES = ['TEXT', 'LONG_TEXT', 'NUMBER', 'MONEY', 'DAY', 'CHOICE', 'CHOICES', 'PERSON', 'FILES', 'TABLE'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type FormField = {
  readonly key: string;
  readonly label: Text;
  readonly type: FieldType;
  readonly required?: boolean;
  /** Of files: a stage that asks by this route brings them (papers.ts); somebody's own application may do without. */
  readonly proof?: true;
  /** What to write, and by which document. */
  readonly help?: Text;
  readonly basis?: string;
  /** Of a number: what it counts. */
  readonly unit?: Text;
  /** Of a number: its bounds. Of files, choices and a table: how many. Of text: the most characters. */
  readonly least?: number;
  readonly most?: number;
  readonly options?: readonly { readonly value: string; readonly label: Text }[];
  /** Of a table; no files and no table stand in one. */
  readonly columns?: readonly FormField[];
  /** The fact of the application that it gives, which conditions of the route ask: `amountFen` is its sum. */
  readonly fact?: string;
  /** Who sees it beside the applicant and auditors: deciders of these steps, holders of these roles. Absent: whoever reads the case. */
  readonly seenBy?: { readonly steps?: readonly string[]; readonly roles?: readonly Role[] };
  /** Keys of the steps whose deciders fill it in when they agree; the applicant does not. Absent: the applicant's own. */
  readonly filledAt?: readonly string[];
};
export type Form = readonly FormField[];

type Plain = string | number;
/** A document of the application (facts.ts). */
type FileValue = { readonly title: string; readonly number?: string; readonly on?: IsoDate; readonly sha256?: string };
export type FieldValue = Plain | readonly string[] | readonly FileValue[] | readonly Readonly<Record<string, Plain | readonly string[]>>[];
export type FormValues = Readonly<Record<string, FieldValue>>;
/** One field that somebody filled in or corrected, with what stood there before; null: nothing. */
export type Filling = { readonly key: string; readonly was: FieldValue | null; readonly value: FieldValue };

/** What the applicant is asked to fill in. */
export const applicantsIn = (form: Form): Form => form.filter(({ filledAt }) => filledAt === undefined);

/** People whom fields name, those of its tables too. */
export const peopleInFields = ({ values = {} }: { readonly values?: FormValues }, form: Form | undefined): readonly string[] =>
  (form ?? []).flatMap((field) => peopleInField(field, values[field.key]));

/** Likewise in what was filled in at a step. */
export const peopleInFillings = (filled: readonly Filling[] | undefined, form: Form | undefined): readonly string[] =>
  peopleInFields({ values: Object.fromEntries((filled ?? []).map(({ key, value }) => [key, value])) }, form);

function peopleInField({ type, columns = [] }: FormField, value: unknown): readonly string[] {
  if (type === 'PERSON') return typeof value === 'string' && value !== '' ? [value] : [];
  if (type !== 'TABLE' || !Array.isArray(value)) return [];
  const rows: readonly unknown[] = value;
  return rows.flatMap((row) => columns.flatMap((column) => peopleInField(column, Object(row)[column.key])));
}
