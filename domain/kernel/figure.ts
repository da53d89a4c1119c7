/** What was counted of how much, as of a day. Deliberately absent: what is counted (programme/figures.ts). */
import type { IsoDate } from './values.ts';

export type Figure = {
  readonly key: string;
  readonly have: number;
  readonly of: number;
  /** Codes of projects that fell short of it. */
  readonly short: readonly string[];
  /** Of those on time by days that were agreed on since the plan was issued, and not by that plan. Absent: none, or not counted. */
  readonly replanned?: readonly string[];
};

/** What a programme says of itself that its figures are held against. */
export type FiguresAsked = {
  readonly asOf: IsoDate;
  readonly existingPlaces: number;
  readonly targetPlaces: number;
  /** By which planned days a project is on time; absent: the newest, as releases up to 0.6.0 counted. */
  readonly onTimeBy?: 'ISSUED' | 'AGREED';
};
