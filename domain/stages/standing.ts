/**
 * What the page of a stage tells of it: what it needs and why, with what is there of it, and what was recorded, as tables.
 * Deliberately absent: any one stage's (its standing.ts), drawing.
 */
import type { IsoDate, Text } from '../kernel/values.ts';

/** Something that a stage needs. `there`: it has it. */
export type Need = {
  readonly key: string;
  readonly what: Text;
  readonly there: boolean;
  /** What is there of it: a number, a day, how many of how many. */
  readonly value?: Text;
  /** Why it is needed, where the name does not say it. */
  readonly why?: Text;
  /** 依据文号. */
  readonly basis?: string;
  readonly until?: IsoDate;
};

export type Cell = Text | { readonly fen: number } | { readonly day: IsoDate } | { readonly person: string } | null;
export type Row = { readonly key: string; readonly cells: readonly Cell[]; readonly takenOver?: boolean };
/** A table of what was recorded. */
export type Section = {
  readonly key: string;
  readonly title: Text;
  /** Of a page that is long: sections of one group stand together under it. */
  readonly group?: Text;
  readonly columns: readonly Text[];
  readonly rows: readonly Row[];
};

/** What a stage of one kind tells of itself. */
export type Telling<S> = {
  readonly needs: (state: S, today: IsoDate) => readonly Need[];
  readonly sections: (state: S) => readonly Section[];
};

export const text = (zh: string, en: string): Text => ({ zh, en });
/** What is written the same in both languages: numbers, codes, what people wrote. */
export const plainly = (value: string | number): Text => ({ zh: String(value), en: String(value) });
export const yesOrNo = (yes: boolean): Text => (yes ? text('是', 'yes') : text('否', 'no'));
export const passedOrNot = (passed: boolean): Text => (passed ? text('合格', 'passed') : text('不合格', 'not passed'));
export const dayCell = (day: IsoDate | null | undefined): Cell => (day == null ? null : { day });

/** Tables that hold something. */
export const filled = (sections: readonly Section[]): readonly Section[] => sections.filter(({ rows }) => rows.length > 0);
