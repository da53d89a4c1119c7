/**
 * A limit that runs, pauses and resumes (domain facts 2.4). A decision leaves its days blank; the recorder fills them in
 * with the calendar of the moment, and they stay true for ever. Deliberately absent: waiting for them (workflows/).
 */
import type { IsoDate, IsoInstant } from '../case.ts';
import { addDays, addLimit, addWorkdays, at, type Calendar, daysBetween, type Limit, subtractWorkdays, workdaysBetween } from './calendar.ts';

/** Why a clock stands still: before a decision only for these (行政许可法 art. 45; 一次性告知 art. 32). */
export type PauseReason = 'SUPPLEMENT' | 'EXPERT_REVIEW' | 'HEARING' | 'SITE_CHECK' | 'PUBLICITY' | 'FORCE_MAJEURE';

/** Starts the working day after the notice, ends the working day after the re-submission; `to` null: still paused. */
export type Pause = { readonly from: IsoDate; readonly to: IsoDate | null; readonly reason: PauseReason };

/** What a light or an escalation is due for, in the order in which a clock passes them. */
export const MARKS = ['YELLOW', 'RED', 'RED_1', 'RED_3', 'RED_5'] as const;
export type Mark = (typeof MARKS)[number];

export type Deadline = {
  /** The day of acceptance; it does not count. */
  readonly from: IsoDate;
  readonly limit: Limit;
  readonly pauses: readonly Pause[];
  /** Null until the recorder has asked the calendar, and while the clock is paused. */
  readonly dueOn: IsoDate | null;
  /** The end (24:00 Asia/Shanghai) of `dueOn`. */
  readonly dueAt: IsoInstant | null;
  /** Days used before the present pause, for both readings of a paused clock. */
  readonly usedBeforePause: number | null;
  readonly marks: readonly { readonly mark: Mark; readonly at: IsoInstant }[];
  readonly calendar: string | null;
  /** A day in it lies in a year whose decree is not out yet (暂定). */
  readonly provisional: boolean;
};

export const blankDeadline = (from: IsoDate, limit: Limit, pauses: readonly Pause[] = []): Deadline => ({
  from,
  limit,
  pauses,
  dueOn: null,
  dueAt: null,
  usedBeforePause: null,
  marks: [],
  calendar: null,
  provisional: false,
});

/**
 * The day on which the limit ends, pauses left out. A working-day limit counts the days that ran; a limit in calendar
 * days or months is moved by as many days as each pause lasted. Null while a pause is open. Error: UnknownYear.
 * Example: 10 working days from 2023-03-13, paused 03-16 to 03-21, end on 2023-03-30.
 */
export function dueOn(from: IsoDate, limit: Limit, pauses: readonly Pause[], calendar: Calendar): IsoDate | null {
  if (pauses.some((pause) => pause.to === null)) return null;
  if (limit.unit === 'WD') {
    let start = from;
    let left = limit.n;
    for (const pause of pauses) {
      const used = Math.min(left, workdaysBetween(start, pause.from, calendar));
      if (used >= left) break;
      left -= used;
      start = pause.to ?? pause.from;
    }
    return addWorkdays(start, left, calendar);
  }
  const paused = pauses.reduce((sum, { from: start, to }) => sum + (to === null ? 0 : daysBetween(start, to)), 0);
  return addDays(addLimit(from, limit, calendar), paused);
}

/** Working days that ran until `day`, pauses left out. Error: UnknownYear. */
export function daysUsed(from: IsoDate, pauses: readonly Pause[], day: IsoDate, calendar: Calendar): number {
  let used = 0;
  let start = from;
  for (const pause of pauses) {
    if (pause.from >= day) break;
    used += workdaysBetween(start, pause.from, calendar);
    if (pause.to === null) return used;
    start = pause.to;
  }
  return used + workdaysBetween(start, day, calendar);
}

/**
 * The deadline with its days. Lights (督办 lights, default of this product): yellow when at most 30 % of the limit or two
 * working days are left, red at 18:00 of the last day, then escalation one, three and five working days later.
 * Error: UnknownYear.
 */
export function workOut(blank: Deadline, calendar: Calendar): Deadline {
  const due = dueOn(blank.from, blank.limit, blank.pauses, calendar);
  const paused = blank.pauses.find((pause) => pause.to === null);
  if (due === null) {
    const used = paused === undefined ? null : daysUsed(blank.from, blank.pauses, paused.from, calendar);
    return { ...blank, dueOn: null, dueAt: null, usedBeforePause: used, marks: [], calendar: calendar.version };
  }
  const total = blank.limit.unit === 'WD' ? blank.limit.n : workdaysBetween(blank.from, due, calendar);
  const yellowDays = Math.max(2, Math.floor(total * 0.3));
  const yellowOn = total > yellowDays ? subtractWorkdays(due, yellowDays, calendar) : blank.from;
  const later = (n: number) => at(addWorkdays(due, n, calendar), 9);
  const marks: { mark: Mark; at: IsoInstant }[] = [
    { mark: 'RED', at: at(due, 18) },
    { mark: 'RED_1', at: later(1) },
    { mark: 'RED_3', at: later(3) },
    { mark: 'RED_5', at: later(5) },
  ];
  // A limit so short that it starts yellow needs no reminder beside the task mail itself.
  if (yellowOn > blank.from) marks.unshift({ mark: 'YELLOW', at: at(yellowOn, 9) });
  return {
    ...blank,
    dueOn: due,
    dueAt: at(due, 24),
    usedBeforePause: null,
    marks,
    calendar: calendar.version,
    provisional: calendar.years[due.slice(0, 4)] === 'PROVISIONAL',
  };
}
