/** Where bars and marks of the Gantt chart stand, in percent of its width. Pure. Deliberately absent: drawing (gantt.tsx). */
import { addDays, addMonths, daysBetween } from '../../../domain/kernel/days.ts';
import type { Milestone, StageShown } from './facts.ts';

export type Bar = { readonly left: number; readonly width: number };
export type GanttRow = {
  readonly stage: StageShown;
  /** Both ends are planned. */
  readonly planned: Bar | null;
  /** Only one end of the plan is known: until then, or from then on. */
  readonly bound: number | null;
  readonly real: Bar | null;
  readonly late: boolean;
  readonly marks: readonly { readonly milestone: Milestone; readonly planned: number | null; readonly real: number | null }[];
};
export type Gantt = {
  readonly from: string;
  readonly to: string;
  readonly today: number | null;
  readonly ticks: readonly { readonly month: string; readonly at: number }[];
  readonly rows: readonly GanttRow[];
};

type Shown = { readonly stagesShown: readonly StageShown[]; readonly milestones: readonly Milestone[]; readonly today: string };

const TICKS_MOST = 6;
const STEPS = [1, 2, 3, 6, 12, 24, 48, 96];
const WHOLE = 100;
/** A day is seen even where the whole is years. */
const LEAST_WIDTH = 0.8;

const known = (days: readonly (string | null)[]): readonly string[] => days.filter((day) => day !== null);

function ticksOf(from: string, to: string, at: (day: string) => number): Gantt['ticks'] {
  const first = `${from.slice(0, 7)}-01`;
  const months = Math.ceil(daysBetween(first, to) / 30);
  const step = STEPS.find((n) => months / n <= TICKS_MOST) ?? WHOLE;
  const ticks: { month: string; at: number }[] = [];
  for (let day = first, n = 0; day <= to && n < WHOLE; day = addMonths(day, step), n += 1)
    if (day >= from) ticks.push({ month: day.slice(0, 7), at: at(day) });
  return ticks;
}

/** Null: no day of it is known at all. */
export function ganttOf({ stagesShown, milestones, today }: Shown): Gantt | null {
  const days = known([
    ...stagesShown.flatMap(({ planned, startedOn, finishedOn }) => [planned.from, planned.to, startedOn, finishedOn]),
    ...milestones.flatMap(({ plannedOn, reachedOn }) => [plannedOn, reachedOn]),
  ]).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const running = stagesShown.some(({ status }) => status === 'OPEN');
  const from = addDays(running && today < first ? today : first, -7);
  const to = addDays(running && today > last ? today : last, 14);
  const length = Math.max(1, daysBetween(from, to));
  const at = (day: string): number => (daysBetween(from, day) * WHOLE) / length;
  const bar = (start: string | null, end: string | null): Bar | null =>
    start === null || end === null || end < start ? null : { left: at(start), width: Math.max(LEAST_WIDTH, at(end) - at(start)) };
  const rows = stagesShown.map((stage): GanttRow => {
    const { planned, startedOn, finishedOn, status } = stage;
    const bound = planned.from !== null && planned.to !== null ? null : (planned.to ?? planned.from);
    return {
      stage,
      planned: bar(planned.from, planned.to),
      bound: bound === null ? null : at(bound),
      real: bar(startedOn, finishedOn ?? (status === 'OPEN' && startedOn !== null && startedOn <= today ? today : startedOn)),
      late: stage.lateDays !== null,
      marks:
        stage.stage === 'CONSTRUCTION'
          ? milestones.map((milestone) => ({
              milestone,
              planned: milestone.plannedOn === null ? null : at(milestone.plannedOn),
              real: milestone.reachedOn === null ? null : at(milestone.reachedOn),
            }))
          : [],
    };
  });
  return { from, to, today: today >= from && today <= to ? at(today) : null, ticks: ticksOf(from, to, at), rows };
}
