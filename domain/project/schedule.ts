/**
 * Planned days of a project, version by version: what was approved, and the newest beside it, milestone by milestone and month by
 * month. Pure. Deliberately absent: how days come to be moved (plan.ts, change.ts, stages/construction/replanning).
 */
import { addDays, addMonths, daysBetween, monthOf } from '../kernel/days.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { Schedule } from '../profile/change.ts';
import type { ProjectProfile } from '../profile/profile.ts';
import { valuesIn } from '../rule-table/table.ts';
import { MILESTONES, milestonesOf, plannedProgress } from '../standards/milestones.ts';
import { NODE_NAMES, nodesOf, OPENING } from '../standards/plans.ts';
import { named } from '../words/named.ts';
import type { ProjectEvent, ProjectState, ScheduleVersion } from './facts.ts';

const nameOf = named(NODE_NAMES);

type Changed = Pick<Extract<ProjectEvent, { type: 'MilestonesChanged' }>['data'], 'by' | 'document' | 'on' | 'reason'>;
export const daysOf = ({ startOn, finishOn, opensOn, milestones }: Schedule): Schedule => ({
  startOn,
  finishOn,
  milestones,
  ...(opensOn === undefined ? {} : { opensOn }),
});

/** Days that have moved stand beside those that they were. */
export function withSchedule(
  state: Pick<ProjectState, 'schedules' | 'profile'>,
  { by, document, on, reason }: Changed,
  now: ProjectProfile,
): Pick<ProjectState, 'schedules'> {
  if (by === undefined) return {};
  const before: ScheduleVersion = { version: 1, by: 'BEFORE', document: null, on: null, reason: null, ...daysOf(state.profile) };
  const { schedules = [before] } = state;
  return { schedules: [...schedules, { version: schedules.length + 1, by, document, on, reason, ...daysOf(now) }] };
}

/** What the newest days are held against: the plan as it was issued, or where none was, as the days were first. Null: nothing has moved since. */
export function originalOf({ schedules = [] }: Pick<ProjectState, 'schedules'>): ScheduleVersion | null {
  const original = schedules.findLast(({ by }) => by === 'PLAN') ?? schedules[0];
  return original === undefined || original === schedules.at(-1) ? null : original;
}

/** Start and completion of works by what the newest days are held against; nothing where none has moved since. */
export function issuedDays(state: Pick<ProjectState, 'schedules'>): { readonly issued?: { readonly startOn: IsoDate; readonly finishOn: IsoDate } } {
  const original = originalOf(state);
  return original === null ? {} : { issued: { startOn: dayIn(original, 'START') ?? original.startOn, finishOn: original.finishOn } };
}

/** The day of a milestone, or of the opening; null: none is planned. */
export const dayIn = (days: Schedule, key: string): IsoDate | null =>
  key === OPENING
    ? (days.opensOn ?? null)
    : (days.milestones.find((one) => one.key === key)?.plannedOn ?? (key === 'START' ? days.startOn : key === 'COMPLETION' ? days.finishOn : null));

export type DayCompared = {
  readonly key: string;
  readonly name: Text;
  readonly originalOn: IsoDate | null;
  readonly plannedOn: IsoDate | null;
  /** The newest after the original; null: one of them is not planned. */
  readonly movedDays: number | null;
};
export type MonthCompared = { readonly month: string; readonly original: number; readonly newest: number };
export type ScheduleCompared = {
  readonly original: ScheduleVersion;
  readonly days: readonly DayCompared[];
  /** Planned progress at the end of each month, in percent, of both. */
  readonly months: readonly MonthCompared[];
  readonly versions: readonly ScheduleVersion[];
};

const MOST_MONTHS = 120;
const endOf = (month: string): IsoDate => addDays(addMonths(`${month}-01`, 1), -1);

/** Both plans side by side; null: there is one alone. */
export function compareSchedules(state: Pick<ProjectState, 'schedules' | 'profile' | 'standards'>): ScheduleCompared | null {
  const original = originalOf(state);
  if (original === null) return null;
  const { profile, standards, schedules = [] } = state;
  const rules = valuesIn(standards, MILESTONES);
  const planOf = (days: Schedule) =>
    milestonesOf(profile.buildKind, rules).flatMap(({ key }) => {
      const plannedOn = dayIn(days, key);
      return plannedOn === null ? [] : [{ key, plannedOn }];
    });
  const [was, now] = [planOf(original), planOf(profile)];
  const percent = (plan: typeof was, month: string): number => Math.round(plannedProgress(profile.buildKind, plan, endOf(month), rules));
  const months: MonthCompared[] = [];
  const [first = '', last = ''] = [[original.startOn, profile.startOn].sort()[0], [original.finishOn, profile.finishOn].sort().at(-1)];
  for (let month = monthOf(first); month <= monthOf(last) && months.length < MOST_MONTHS; month = monthOf(addMonths(`${month}-01`, 1)))
    months.push({ month, original: percent(was, month), newest: percent(now, month) });
  const days = nodesOf(profile.buildKind).flatMap((key): readonly DayCompared[] => {
    const [originalOn, plannedOn] = [dayIn(original, key), dayIn(profile, key)];
    if (originalOn === null && plannedOn === null) return [];
    return [
      {
        key,
        name: nameOf(key),
        originalOn,
        plannedOn,
        movedDays: originalOn === null || plannedOn === null ? null : daysBetween(originalOn, plannedOn),
      },
    ];
  });
  return { original, days, months, versions: schedules };
}
