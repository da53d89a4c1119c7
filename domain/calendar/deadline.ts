/**
 * A limit that runs, pauses and resumes (domain facts 2.4). A decision leaves its days blank; the recorder fills them in
 * with the calendar of the moment, and they stay true for ever. Deliberately absent: waiting for them (workflows/).
 */
import { addDays, at, daysBetween } from '../kernel/days.ts';
import type { IsoDate, IsoInstant } from '../kernel/values.ts';
import { addLimit, addWorkdays, type Calendar, type Limit, subtractWorkdays, UnknownYear, workdaysBetween } from './calendar.ts';
import { type ClockRules, clocksOf } from './clock-rules.ts';

/** What a person may stop a clock for by itself (行政许可法 art. 45). */
export const PAUSES_BY_NOTICE = ['EXPERT_REVIEW', 'HEARING', 'SITE_CHECK', 'PUBLICITY', 'FORCE_MAJEURE'] as const;
/** With the supplement, which stops it with its list (一次性告知, art. 32); before a decision only for these. */
export const PAUSE_REASONS = ['SUPPLEMENT', ...PAUSES_BY_NOTICE] as const;
/**
 * RETURNED: the matter lay with others, where a route lets the clock of a step go on when it is entered again. SUSPENDED: the
 * project is suspended.
 */
export type PauseReason = (typeof PAUSE_REASONS)[number] | 'RETURNED' | 'SUSPENDED';

/** Starts the working day after the notice, ends the working day after the re-submission; `to` null: still paused. */
export type Pause = {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly reason: PauseReason;
  /** The day on which an earlier `to` was entered; lights count from it. */
  readonly entered?: IsoDate;
};

/**
 * What a clock passes: the yellow light, the red one, so many working days after it (`RED_3`), and the moment at which a
 * route answers by itself.
 */
export type Mark = 'YELLOW' | 'RED' | `RED_${number}` | 'TIMEOUT';

/** What comes after the due day: marks so many working days later, and perhaps an answer by itself. */
export type Ladder = { readonly after: readonly number[]; readonly timeoutAfter: number | null };

/** When its marks are lit. */
export type Lights = Pick<ClockRules, 'yellowPercent' | 'yellowDays' | 'redAtHour' | 'noticeAtHour'>;

const ladderBy = ({ escalationDays }: ClockRules): Ladder => ({ after: escalationDays, timeoutAfter: null });

/**
 * A limit in days or months that ends on a day off ends on the working day after it (民法典 art. 203; 民事诉讼法 art. 85
 * likewise; docs/adr/0029). Limits in working days cannot end on one.
 */
export type LastDay = 'WORKDAY' | 'AS_COUNTED';

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
  /** Absent: that of release 0.4.0. */
  readonly ladder?: Ladder;
  /** Where a county has set other numbers than those of release 0.4.0: a clock that is worked out again keeps them. */
  readonly lights?: Lights;
  /** Absent: as counted, of a release up to 0.4.0, or a limit that cannot end on a day off. */
  readonly lastDay?: 'WORKDAY';
  /** The day on which it would have ended, had that not been a day off. */
  readonly movedFrom?: IsoDate;
  /** The day on which an earlier `from` was entered: lights, which tell of people, count from it. */
  readonly entered?: IsoDate;
  /** Marks that lie in a year which the calendar does not know yet; they come with that year (`ClocksReworked`). */
  readonly marksUnknown?: number;
};

export const blankDeadline = (from: IsoDate, limit: Limit, pauses: readonly Pause[] = [], ladder?: Ladder, entered?: IsoDate): Deadline => ({
  ...blankAsCounted(from, limit, pauses, ladder),
  ...(limit.unit === 'WD' ? {} : { lastDay: 'WORKDAY' as const }),
  ...(entered === undefined || entered === from ? {} : { entered }),
});

/** The same blank clock by the numbers of its case (clock-rules.ts). */
export function litBy(blank: Deadline, rules: ClockRules): Deadline {
  const { yellowPercent, yellowDays, redAtHour, noticeAtHour } = rules;
  const lights: Lights = { yellowPercent, yellowDays, redAtHour, noticeAtHour };
  const first = clocksOf(undefined);
  const same = Object.entries(lights).every(([name, value]) => value === first[name as keyof Lights]); // its own names
  const ladder = blank.ladder ?? (rules.escalationDays.join() === first.escalationDays.join() ? undefined : ladderBy(rules));
  return { ...blank, ...(ladder === undefined ? {} : { ladder }), ...(same ? {} : { lights }) };
}

const blankAsCounted = (from: IsoDate, limit: Limit, pauses: readonly Pause[], ladder: Ladder | undefined): Deadline => ({
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

/** The same clock with other pauses or another limit, to be worked out again. One that began as counted goes on so. */
export const rework = (deadline: Deadline, changed: { readonly pauses?: readonly Pause[]; readonly limit?: Limit } = {}): Deadline => ({
  ...blankAsCounted(deadline.from, changed.limit ?? deadline.limit, changed.pauses ?? deadline.pauses, deadline.ladder),
  ...(deadline.lights === undefined ? {} : { lights: deadline.lights }),
  ...(deadline.lastDay === undefined ? {} : { lastDay: deadline.lastDay }),
  ...(deadline.entered === undefined ? {} : { entered: deadline.entered }),
});

/** Stops a clock at the end of a day; a clock that stands already is left as it is. */
export const pausedFrom = (deadline: Deadline, from: IsoDate, reason: PauseReason): Deadline =>
  deadline.pauses.some((pause) => pause.to === null) ? deadline : rework(deadline, { pauses: [...deadline.pauses, { from, to: null, reason }] });

/** Lets a clock run again from the end of a day; `entered`: when that was entered, where it was later. */
export const resumedOn = (deadline: Deadline, to: IsoDate, entered: IsoDate = to): Deadline =>
  rework(deadline, {
    pauses: deadline.pauses.map((pause) => (pause.to === null ? { ...pause, to, ...(entered === to ? {} : { entered }) } : pause)),
  });

/** The same for one that stands for this reason; null: it does not. */
export const resumedFrom = (deadline: Deadline, to: IsoDate, reason: PauseReason): Deadline | null =>
  deadline.pauses.some((pause) => pause.to === null && pause.reason === reason) ? resumedOn(deadline, to) : null;

const later = (a: IsoDate, b: IsoDate): IsoDate => [a, b].sort()[1] ?? a;

/** Pauses as far as they lie after `from` and after one another: no day stands still twice, nor before its clock began. */
function since(from: IsoDate, pauses: readonly Pause[]): readonly Pause[] {
  const found: Pause[] = [];
  let start = from;
  for (const pause of pauses) {
    const begins = later(pause.from, start);
    if (pause.to !== null && pause.to <= begins) continue;
    found.push({ ...pause, from: begins });
    start = pause.to ?? begins;
  }
  return found;
}

const firstWorkday = (day: IsoDate, calendar: Calendar): IsoDate => addWorkdays(day, 0, calendar);

/**
 * The day on which the limit ends, pauses left out. A working-day limit counts the days that ran; a limit in calendar
 * days or months is moved by as many days as each pause lasted, and ends as `lastDay` says. What ended before a pause began
 * is not brought back by it, whatever its unit. Null while a pause is open. Error: UnknownYear.
 * Example: 10 working days from 2023-03-13, paused 03-16 to 03-21, end on 2023-03-30.
 */
export function dueOn(from: IsoDate, limit: Limit, pauses: readonly Pause[], calendar: Calendar, lastDay: LastDay = 'AS_COUNTED'): IsoDate | null {
  if (pauses.some((pause) => pause.to === null)) return null;
  if (limit.unit === 'WD') {
    let start = from;
    let left = limit.n;
    for (const pause of since(from, pauses)) {
      const used = Math.min(left, workdaysBetween(start, pause.from, calendar));
      if (used >= left) break;
      left -= used;
      start = pause.to ?? pause.from;
    }
    return addWorkdays(start, left, calendar);
  }
  const ended = (day: IsoDate): IsoDate => (lastDay === 'WORKDAY' ? firstWorkday(day, calendar) : day);
  let counted = addLimit(from, limit, calendar);
  for (const { from: start, to } of since(from, pauses)) {
    if (to === null || start >= ended(counted)) break;
    // Stopped on the days off behind which its last day lies: that last day is still to come.
    counted = start > counted ? addDays(to, 1) : addDays(counted, daysBetween(start, to));
  }
  return ended(counted);
}

/** The last day as it was counted, where it was a day off and the limit therefore ends later. */
function movedFrom(blank: Deadline, due: IsoDate, calendar: Calendar): IsoDate | null {
  if (blank.lastDay === undefined) return null;
  const counted = dueOn(blank.from, blank.limit, blank.pauses, calendar, 'AS_COUNTED');
  return counted === null || counted >= due ? null : counted;
}

/** Working days that ran until `day`, pauses left out. Error: UnknownYear. */
export function daysUsed(from: IsoDate, pauses: readonly Pause[], day: IsoDate, calendar: Calendar): number {
  let used = 0;
  let start = from;
  for (const pause of since(from, pauses)) {
    if (pause.from >= day) break;
    used += workdaysBetween(start, pause.from, calendar);
    if (pause.to === null) return used;
    start = pause.to;
  }
  return used + workdaysBetween(start, day, calendar);
}

/**
 * The deadline with its days. Lights (督办, by the table CLOCKS): yellow when at most such a share of the limit or so many
 * working days are left, red at an hour of the last day, then what its ladder says. Error: UnknownYear, when the due day
 * itself cannot be known; later marks wait until their year is.
 */
export function workOut(blank: Deadline, calendar: Calendar): Deadline {
  const lastDay = blank.lastDay ?? 'AS_COUNTED';
  const due = dueOn(blank.from, blank.limit, blank.pauses, calendar, lastDay);
  const paused = blank.pauses.find((pause) => pause.to === null);
  if (due === null) {
    const used = paused === undefined ? null : daysUsed(blank.from, blank.pauses, paused.from, calendar);
    return { ...blank, dueOn: null, dueAt: null, usedBeforePause: used, marks: [], calendar: calendar.version };
  }
  const moved = movedFrom(blank, due, calendar);
  const isProvisional = (day: IsoDate): boolean => calendar.years[day.slice(0, 4)] === 'PROVISIONAL';
  // What the office entered later counts for the limit, and not against people who could not know of it.
  const seen = blank.pauses.map((pause) => (pause.entered === undefined ? pause : { ...pause, to: pause.entered }));
  const lit = { ...blank, from: blank.entered ?? blank.from };
  const { marks, unknown } = marksOf(lit, dueOn(lit.from, blank.limit, seen, calendar, lastDay) ?? due, calendar);
  return {
    ...blank,
    dueOn: due,
    dueAt: at(due, 24),
    usedBeforePause: null,
    marks,
    calendar: calendar.version,
    provisional: isProvisional(due) || (moved !== null && isProvisional(moved)),
    ...(moved === null ? {} : { movedFrom: moved }),
    ...(unknown === 0 ? {} : { marksUnknown: unknown }),
  };
}

function marksOf(
  { from, limit, ladder = ladderBy(clocksOf(undefined)), lights = clocksOf(undefined) }: Deadline,
  due: IsoDate,
  calendar: Calendar,
): { marks: Deadline['marks']; unknown: number } {
  const total = limit.unit === 'WD' ? limit.n : workdaysBetween(from, due, calendar);
  const yellowDays = Math.max(lights.yellowDays, Math.floor((total * lights.yellowPercent) / 100));
  const yellowOn = total > yellowDays ? subtractWorkdays(due, yellowDays, calendar) : from;
  const marks: { mark: Mark; at: IsoInstant }[] = [];
  // A limit so short that it starts yellow needs no reminder beside the task mail itself.
  if (yellowOn > from) marks.push({ mark: 'YELLOW', at: at(yellowOn, lights.noticeAtHour) });
  marks.push({ mark: 'RED', at: at(due, lights.redAtHour) });
  let unknown = 0;
  const later = (mark: Mark, days: number, hour: number): void => {
    try {
      marks.push({ mark, at: at(addWorkdays(due, days, calendar), hour) });
    } catch (error) {
      if (!(error instanceof UnknownYear)) throw error;
      unknown += 1;
    }
  };
  for (const days of ladder.after) later(`RED_${days}`, days, lights.noticeAtHour);
  // Days of grace end like the limit itself, at the end of the day.
  if (ladder.timeoutAfter !== null) later('TIMEOUT', ladder.timeoutAfter, 24);
  return { marks: marks.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), unknown };
}
