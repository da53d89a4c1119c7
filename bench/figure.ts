/**
 * What every part of `npm run bench` tells alike: figures with their limits, a table for people, and one JSON object as the
 * last line, by which the suite, docs/figures.md and `npm run bench:compare` know them. Deliberately absent: measuring.
 */
import type { Text } from '../domain/kernel/values.ts';

/** `×`: of another figure in the same run. */
export type Unit = 'ms' | 's' | 'MB' | '%' | '×' | '/s' | 'KB' | '';
/** `LESS`: the smaller the better. */
export type Better = 'LESS' | 'MORE';
/** `key`: unique in its part. `limit` null: told for comparison. In `unit`. */
export type Figure = {
  readonly key: string;
  readonly says: Text;
  readonly unit: Unit;
  readonly value: number;
  readonly better: Better;
  readonly limit: number | null;
};
/** `note`: with what it was measured, where that is less or other than usual. */
export type PartResult = { readonly part: string; readonly figures: readonly Figure[]; readonly note?: Text };

const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100);
const made =
  (better: Better) =>
  (key: string, unit: Unit, value: number, limit: number | null, zh: string, en: string): Figure => ({
    key,
    says: { zh, en },
    unit,
    value: rounded(value),
    better,
    limit: limit === null ? null : rounded(limit),
  });
/** The smaller the better; `limit`: at most. */
export const atMost = made('LESS');
/** The more the better; `limit`: at least. */
export const atLeast = made('MORE');
/** What must hold: 1 where it does. */
export const holds = (key: string, does: boolean, zh: string, en: string): Figure => atLeast(key, '', does ? 1 : 0, 1, zh, en);

/** What was not measured (NaN) is missed as well. */
export function isMissed({ value, limit, better }: Figure): boolean {
  if (limit === null) return false;
  return better === 'LESS' ? !(value <= limit) : !(value >= limit);
}
export const limitOf = ({ limit, better }: Figure): string => (limit === null ? '–' : `${better === 'LESS' ? '≤' : '≥'} ${limit}`);
export const measuredOf = ({ value, unit }: Figure): string => (unit === '' ? String(value) : `${value} ${unit}`);

export function tableOf({ part, figures }: PartResult): readonly string[] {
  const width = Math.max(...figures.map(({ says }) => says.en.length));
  return figures.map((figure) => {
    const missed = figure.limit === null ? '' : isMissed(figure) ? '  MISSED' : '  met';
    return `  ${part.padEnd(9)} ${figure.says.en.padEnd(width)} ${measuredOf(figure).padStart(12)}  ${limitOf(figure).padStart(9)}${missed}`;
  });
}

/** Prints a part's figures, the JSON object last, and says by the exit code whether all limits were met. `details`: for who looks closer. */
export function tell(result: PartResult, details: object = {}): void {
  for (const line of tableOf(result)) console.log(line);
  const missed = result.figures.filter(isMissed).map(({ key }) => key);
  if (missed.length > 0) process.exitCode = 1;
  console.log(JSON.stringify({ ...result, missed, ...(Object.keys(details).length === 0 ? {} : { details }) }));
}

const sorted = (times: readonly number[]): readonly number[] => times.toSorted((a, b) => a - b);
/** NaN of nothing. */
export const share = (times: readonly number[], of: number): number =>
  sorted(times)[Math.min(times.length - 1, Math.floor(times.length * of))] ?? Number.NaN;
export const middle = (times: readonly number[]): number => share(times, 0.5);
