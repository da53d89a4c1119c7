/**
 * How a table of rules is told: its numbers row by row, each with the document that it comes from and how sure it is, and
 * which version of it a case was opened under. Deliberately absent: any table (standards/), and who adopts one
 * (programme/county-standards.ts).
 */
import type { Shape } from '../kernel/shape.ts';
import type { IsoDate, Text } from '../kernel/values.ts';

/**
 * How sure a number is. `LAW`: read in the document that it names; `GK_H`, `GK_M`, `GK_L`: general knowledge of the field,
 * to be verified; `DEFAULT`: this product's own, which no document sets.
 */
export const MARKS = ['LAW', 'GK_H', 'GK_M', 'GK_L', 'DEFAULT'] as const;
export type Mark = (typeof MARKS)[number];
/** To be confirmed by the county, and until then it gates nothing. */
export const isUncertain = (mark: Mark): boolean => mark === 'GK_M' || mark === 'GK_L';

export const UNITS = [
  'WD',
  'CD',
  'MONTH',
  'PERCENT',
  'PER_MILLE',
  'POINT',
  'FEN',
  'M2',
  'HOUR',
  'MINUTE',
  'SECOND',
  'PERSON',
  'MG_M3',
  'BQ_M3',
  'CFU_M3',
] as const;
export type Unit = (typeof UNITS)[number];

/** One number, switch or list of a table. */
export type Row<T = unknown> = {
  readonly name: Text;
  /** What it leads to, in words that a clerk understands. */
  readonly explanation?: Text;
  readonly shape: Shape<T>;
  /** As this release ships it. */
  readonly value: T;
  readonly unit?: Unit;
  /** 依据文号, with the article where there is one. */
  readonly document: string;
  /** The day from which that document holds. */
  readonly since?: IsoDate;
  readonly mark: Mark;
  /** What it was in version 1 of what is shipped, the rules of release 0.4.0; left out: the same. */
  readonly first?: { readonly value: T };
};
export type Rows = Readonly<Record<string, Row>>;

export type RuleTable<R extends Rows = Rows> = {
  /** `PAYMENTS`; never changed. */
  readonly key: string;
  readonly name: Text;
  readonly explanation: Text;
  readonly rows: R;
  /** What is wrong between its rows, one sentence each; a county's version is checked by it. */
  faults?(values: ValuesOf<R>): readonly Text[];
};
export type ValuesOf<R extends Rows> = { readonly [K in keyof R]: R[K] extends Row<infer T> ? T : never };

/** A row whose value is of the type of its shape. */
export const row = <T>(shape: Shape<T>, value: NoInfer<T>, told: Omit<Row<NoInfer<T>>, 'shape' | 'value'>): Row<T> => ({ shape, value, ...told });

/** Declares a table. Its rows carry the types of their values. */
export const ruleTable = <const R extends Rows>(
  key: string,
  told: Omit<RuleTable, 'key' | 'rows' | 'faults'>,
  rows: R,
  faults?: (values: ValuesOf<R>) => readonly Text[],
): RuleTable<R> => ({ key, ...told, rows, ...(faults === undefined ? {} : { faults }) });

/** The version of what this release ships. 1: the rules of release 0.4.0. */
export const SHIPPED_VERSION = 2;

/** Every number of a table as it is shipped in that version. */
export const shippedValues = <R extends Rows>({ rows }: RuleTable<R>, version = SHIPPED_VERSION): ValuesOf<R> =>
  Object.fromEntries(
    Object.entries(rows).map(([key, { value, first }]) => [key, version < 2 && first !== undefined ? first.value : value]),
  ) as ValuesOf<R>; // each row's own value under its own name

/** A version of a table that a county has adopted. `values`: what it sets of its own; none: back to what is shipped. */
export type Adopted = {
  readonly table: string;
  /** Counted from 1 in its programme. */
  readonly version: number;
  /** The first day on which it holds, in Asia/Shanghai. */
  readonly from: IsoDate;
  /** The document that adopts it. */
  readonly basis: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Of them, rows that are as they were shipped when the county confirmed them. */
  readonly confirms: readonly string[];
};

/** A table as a case was opened under: whole, so that it stays true whatever is shipped or adopted later. */
export type Pinned = {
  readonly shipped: number;
  /** Absent: nothing of it is the county's own. */
  readonly county?: { readonly version: number; readonly from: IsoDate; readonly basis: string; readonly rows: readonly string[] };
  readonly values: Readonly<Record<string, unknown>>;
};
/** The tables of a case, by their keys. Absent in cases of release 0.5.0 and before: version 1 of what is shipped. */
export type Standards = Readonly<Record<string, Pinned>>;

/** Which of a county's versions holds on a day; null: none, so what is shipped holds. */
export const inForce = (versions: readonly Adopted[], day: IsoDate): Adopted | null => versions.findLast(({ from }) => from <= day) ?? null;

/** What a case is pinned to that opens on `day`. */
export function pinnedOn(table: RuleTable, versions: readonly Adopted[], day: IsoDate): Pinned {
  const adopted = inForce(versions, day);
  const shipped = { shipped: SHIPPED_VERSION, values: shippedValues(table) };
  if (adopted === null) return shipped;
  const { version, from, basis, values, confirms } = adopted;
  // A row that a later release has taken away is no row.
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => Object.hasOwn(table.rows, key)));
  return {
    ...shipped,
    county: { version, from, basis, rows: [...new Set([...Object.keys(own), ...confirms])] },
    values: { ...shipped.values, ...own },
  };
}

/** Every number of a table for a case: as it is pinned there; not at all: version 1 of what is shipped. */
export function valuesIn<R extends Rows>(standards: Standards | undefined, table: RuleTable<R>): ValuesOf<R> {
  const pinned = standards?.[table.key];
  if (pinned === undefined) return shippedValues(table, 1);
  return { ...shippedValues(table, pinned.shipped), ...(pinned.values as Partial<ValuesOf<R>>) }; // checked by the rows' shapes when it was adopted
}

/** A row that later releases ask of new cases alone: null for one whose table was pinned before it was there, or is not pinned at all. */
export const heldIn = <R extends Rows, K extends keyof R & string>(
  standards: Standards | undefined,
  table: RuleTable<R>,
  name: K,
): ValuesOf<R>[K] | null => (Object.hasOwn(standards?.[table.key]?.values ?? {}, name) ? valuesIn(standards, table)[name] : null);

/** Whether a number may gate: it is certain, or the county has set or confirmed it. Cases of earlier releases go on as they began. */
export function gates<R extends Rows>(standards: Standards | undefined, { key, rows }: RuleTable<R>, name: keyof R & string): boolean {
  const pinned = standards?.[key];
  const told = rows[name];
  return pinned === undefined || told === undefined || !isUncertain(told.mark) || pinned.county?.rows.includes(name) === true;
}

/** Numbers of a pinned table that are still to be confirmed by the county. */
export const toConfirm = ({ rows }: RuleTable, pinned: Pinned): readonly string[] =>
  Object.entries(rows).flatMap(([name, { mark }]) => (isUncertain(mark) && pinned.county?.rows.includes(name) !== true ? [name] : []));
