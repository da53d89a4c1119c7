/** A report on paper or in a spreadsheet: tables in one language. Pure. Deliberately absent: what any of them says, and how it is drawn (sheets/). */

/** `Cell`: what stands in a row until it is drawn. */
export type Report<Cell = string> = {
  readonly title: string;
  /** Lines below the title: what was asked, when, by whom. */
  readonly about: readonly string[];
  readonly tables: readonly ReportTable<Cell>[];
  readonly foot: string;
};
export type ReportTable<Cell = string> = {
  readonly title: string;
  readonly head: readonly string[];
  /** In points, `*` or `auto`. */
  readonly widths: readonly (number | '*' | 'auto')[];
  readonly rows: readonly (readonly Cell[])[];
  /** Beneath it: what was left out, what a convention is. */
  readonly note?: string;
};
