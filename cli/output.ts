/**
 * What commands print: sentences, tables whose columns stand straight although a Chinese sign is two columns wide, one
 * line that is rewritten while work goes on, and a last line of JSON for programs. Deliberately absent: words.
 */
import stringWidth from 'string-width';
import { type RewrittenLine, rewrittenLine } from '../local/progress.ts';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** For people beside what programs read from stdout. */
export const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** What scripts read: one object on one line, after everything for people. */
export const lastLine = (outcome: object): void => say(JSON.stringify(outcome));

/** A document that is kept in a file or edited. */
export const document = (value: object): void => say(JSON.stringify(value, null, 2));

/** On stderr, so that it stands in nothing that is piped on. */
export const progress = (): RewrittenLine => rewrittenLine(process.stderr);

/** Columns that a cell may take before it pushes its row aside rather than every other. */
const WIDEST = 36;

/**
 * One line a row; cells of one column begin below each other by what a terminal shows, where full-width signs and emoji are
 * two columns wide. `right`: columns of numbers, counted from 0.
 */
export function tableLines(
  rows: readonly (readonly string[])[],
  { indent = '', gap = 2, right = [] }: { readonly indent?: string; readonly gap?: number; readonly right?: readonly number[] } = {},
): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      const width = stringWidth(cell);
      if (width <= WIDEST) widths[column] = Math.max(widths[column] ?? 0, width);
    });
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const blank = ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell)));
      return right.includes(column) ? `${blank}${cell}` : `${cell}${blank}`;
    });
    return `${indent}${cells.join(' '.repeat(gap))}`.trimEnd();
  });
}

/** Prints rows as `tableLines` sets them. */
export function table(...given: Parameters<typeof tableLines>): void {
  for (const line of tableLines(...given)) say(line);
}
