/**
 * Amounts and times as terms of an index, at several widths, so that any range is a short list of terms: whole years,
 * months and days of China Standard Time; powers of two and their sixteenths of amounts in 分. Pure.
 */
import { dayAt } from '../kernel/days.ts';
import type { IsoInstant } from '../kernel/values.ts';

const DAY_MS = 86_400_000;
/** More than any sum in 分 that a number holds exactly. */
const HIGHEST_POWER = 63;
const SIXTEENTHS = 16;

/** Power of two and sixteenth of it, as one number that grows with the amount; what is not above 0 counts as 1 分. */
function stepOf(fen: number): number {
  if (fen <= 1) return 0;
  let power = Math.floor(Math.log2(fen));
  // The logarithm is rounded; right beside a power of two it can be one off.
  if (2 ** power > fen) power -= 1;
  if (2 ** (power + 1) <= fen) power += 1;
  return power * SIXTEENTHS + Math.floor((fen / 2 ** power - 1) * SIXTEENTHS);
}

const sixteenth = (step: number): string => `a:${Math.floor(step / SIXTEENTHS)}.${step % SIXTEENTHS}`;

/** What an amount is found by. */
export const amountTerms = (fen: number): readonly string[] => [`a:${Math.floor(stepOf(fen) / SIXTEENTHS)}`, sixteenth(stepOf(fen))];

/** Terms of which every amount in the range has one. Amounts just outside can have one too: they are compared. */
export function amountRange(from: number | undefined, to: number | undefined): readonly string[] {
  const last = to === undefined ? HIGHEST_POWER * SIXTEENTHS + SIXTEENTHS - 1 : stepOf(to);
  const terms: string[] = [];
  for (let step = stepOf(from ?? 0); step <= last; ) {
    const whole = step % SIXTEENTHS === 0 && step + SIXTEENTHS - 1 <= last;
    terms.push(whole ? `a:${step / SIXTEENTHS}` : sixteenth(step));
    step += whole ? SIXTEENTHS : 1;
  }
  return terms;
}

/** What a moment is found by. */
export function timeTerms(at: IsoInstant): readonly string[] {
  const day = dayAt(at);
  return [`y:${day.slice(0, 4)}`, `y:${day.slice(0, 7)}`, `y:${day}`];
}

/** A year, a month or a day, by its first day: how a term names it, and when the next one begins. */
function spansFrom(day: number): readonly { readonly name: string; readonly next: number }[] {
  const date = new Date(day);
  const [name, year, month] = [date.toISOString().slice(0, 10), date.getUTCFullYear(), date.getUTCMonth()];
  return [
    ...(name.endsWith('-01-01') ? [{ name: name.slice(0, 4), next: Date.UTC(year + 1, 0, 1) }] : []),
    ...(name.endsWith('-01') ? [{ name: name.slice(0, 7), next: Date.UTC(year, month + 1, 1) }] : []),
    { name, next: day + DAY_MS },
  ];
}

export type TimeRange = {
  /** Terms of which every moment from `from` on and before `to` has one. */
  readonly terms: readonly string[];
  /** Whether no other moment has one; else moments are compared. */
  readonly exact: boolean;
};

export function timeRange(from: IsoInstant, to: IsoInstant): TimeRange {
  const [first, end] = [Date.parse(from), Date.parse(to)];
  if (first >= end) return { terms: [], exact: true };
  const afterLast = Date.parse(dayAt(new Date(end - 1).toISOString())) + DAY_MS;
  const terms: string[] = [];
  for (let day = Date.parse(dayAt(from)); day < afterLast; ) {
    const widest = spansFrom(day).find(({ next }) => next <= afterLast);
    if (widest === undefined) break;
    terms.push(`y:${widest.name}`);
    day = widest.next;
  }
  const beginsDay = (ms: number): boolean => dayAt(new Date(ms).toISOString()) !== dayAt(new Date(ms - 1).toISOString());
  return { terms, exact: beginsDay(first) && beginsDay(end) };
}
