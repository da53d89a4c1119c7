/**
 * A limit that runs, pauses and resumes (domain facts 2.4). A decision leaves its days blank; the recorder fills them in
 * with the calendar of the moment, and they stay true for ever. Deliberately absent: waiting for them (workflows/).
 */
import type { IsoDate, IsoInstant } from '../case.ts';
import {
  addDays,
  addLimit,
  addWorkdays,
  at,
  type Calendar,
  daysBetween,
  type Limit,
  subtractWorkdays,
  UnknownYear,
  workdaysBetween,
} from './calendar.ts';

/** What a person may stop a clock for by itself (行政许可法 art. 45). */
export const PAUSES_BY_NOTICE = ['EXPERT_REVIEW', 'HEARING', 'SITE_CHECK', 'PUBLICITY', 'FORCE_MAJEURE'] as const;
/** With the supplement, which stops it with its list (一次性告知, art. 32); before a decision only for these. */
export const PAUSE_REASONS = ['SUPPLEMENT', ...PAUSES_BY_NOTICE] as const;
/** RETURNED: the matter lay with others, where a route lets the clock of a step go on when it is entered again. */
export type PauseReason = (typeof PAUSE_REASONS)[number] | 'RETURNED';

/** Starts the working day after the notice, ends the working day after the re-submission; `to` null: still paused. */
export type Pause = { readonly from: IsoDate; readonly to: IsoDate | null; readonly reason: PauseReason };

/**
 * What a clock passes: the yellow light, the red one, so many working days after it (`RED_3`), and the moment at which a
 * route answers by itself.
 */
export type Mark = 'YELLOW' | 'RED' | `RED_${number}` | 'TIMEOUT';

/** What comes after the due day: marks so many working days later, and perhaps an answer by itself. */
export type Ladder = { readonly after: readonly number[]; readonly timeoutAfter: number | null };

/** The product's default (督办, domain facts 2.4). */
const DEFAULT_LADDER: Ladder = { after: [1, 3, 5], timeoutAfter: null };

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
  /** Absent: the default. */
  readonly ladder?: Ladder;
  /** Marks that lie in a year which the calendar does not know yet; they come with that year (`ClocksReworked`). */
  readonly marksUnknown?: number;
};

export const blankDeadline = (from: IsoDate, limit: Limit, pauses: readonly Pause[] = [], ladder?: Ladder): Deadline => ({
  from,
  limit,
  pauses,
  ...(ladder === undefined ? {} : { ladder }),
  dueOn: null,
  dueAt: null,
  usedBeforePause: null,
  marks: [],
  calendar: null,
  provisional: false,
});

/** The same clock with other pauses or another limit, to be worked out again. */
export const rework = (deadline: Deadline, changed: { readonly pauses?: readonly Pause[]; readonly limit?: Limit } = {}): Deadline =>
  blankDeadline(deadline.from, changed.limit ?? deadline.limit, changed.pauses ?? deadline.pauses, deadline.ladder);

/** Stops a clock at the end of a day; a clock that stands already is left as it is. */
export const pausedFrom = (deadline: Deadline, from: IsoDate, reason: PauseReason): Deadline =>
  deadline.pauses.some((pause) => pause.to === null) ? deadline : rework(deadline, { pauses: [...deadline.pauses, { from, to: null, reason }] });

/** Lets a clock run again from the end of a day. */
export const resumedOn = (deadline: Deadline, to: IsoDate): Deadline =>
  rework(deadline, { pauses: deadline.pauses.map((pause) => (pause.to === null ? { ...pause, to } : pause)) });

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
 * working days are left, red at 18:00 of the last day, then what its ladder says. Error: UnknownYear, when the due day
 * itself cannot be known; later marks wait until their year is.
 */
export function workOut(blank: Deadline, calendar: Calendar): Deadline {
  const due = dueOn(blank.from, blank.limit, blank.pauses, calendar);
  const paused = blank.pauses.find((pause) => pause.to === null);
  if (due === null) {
    const used = paused === undefined ? null : daysUsed(blank.from, blank.pauses, paused.from, calendar);
    return { ...blank, dueOn: null, dueAt: null, usedBeforePause: used, marks: [], calendar: calendar.version };
  }
  const { marks, unknown } = marksOf(blank, due, calendar);
  return {
    ...blank,
    dueOn: due,
    dueAt: at(due, 24),
    usedBeforePause: null,
    marks,
    calendar: calendar.version,
    provisional: calendar.years[due.slice(0, 4)] === 'PROVISIONAL',
    ...(unknown === 0 ? {} : { marksUnknown: unknown }),
  };
}

function marksOf(
  { from, limit, ladder = DEFAULT_LADDER }: Deadline,
  due: IsoDate,
  calendar: Calendar,
): { marks: Deadline['marks']; unknown: number } {
  const total = limit.unit === 'WD' ? limit.n : workdaysBetween(from, due, calendar);
  const yellowDays = Math.max(2, Math.floor(total * 0.3));
  const yellowOn = total > yellowDays ? subtractWorkdays(due, yellowDays, calendar) : from;
  const marks: { mark: Mark; at: IsoInstant }[] = [];
  // A limit so short that it starts yellow needs no reminder beside the task mail itself.
  if (yellowOn > from) marks.push({ mark: 'YELLOW', at: at(yellowOn, 9) });
  marks.push({ mark: 'RED', at: at(due, 18) });
  let unknown = 0;
  const later = (mark: Mark, days: number, hour: number): void => {
    try {
      marks.push({ mark, at: at(addWorkdays(due, days, calendar), hour) });
    } catch (error) {
      if (!(error instanceof UnknownYear)) throw error;
      unknown += 1;
    }
  };
  for (const days of ladder.after) later(`RED_${days}`, days, 9);
  // Days of grace end like the limit itself, at the end of the day.
  if (ladder.timeoutAfter !== null) later('TIMEOUT', ladder.timeoutAfter, 24);
  return { marks: marks.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), unknown };
}
