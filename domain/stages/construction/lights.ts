/**
 * The four lights of a construction: start, progress, payment, statistics (monthly reports); the worst of them is its light.
 * What the clock turns hangs on the tables and days that only openings of this release set. Deliberately absent: how far
 * behind plan it is (reports.ts), and who is told (stage.ts).
 */
import type { AgendaItem } from '../../kernel/case.ts';
import { addDays, addMonths, at, monthOf } from '../../kernel/days.ts';
import type { Light } from '../../kernel/summary.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { LIGHTS } from '../../standards/lights.ts';
import { PAYMENTS } from '../../standards/payments.ts';
import type { ConstructionEvent, ConstructionState, LightRule, TurnLight } from './facts.ts';
import type { LightKind } from './light-words.ts';

const ORDER: readonly Light[] = ['GREEN', 'YELLOW', 'RED'];
export const worst = (lights: readonly Light[]): Light => ORDER.findLast((light) => lights.includes(light)) ?? 'GREEN';

/** Cases of earlier releases have the light of progress alone. */
export const lightIn = (state: ConstructionState, kind: LightKind): Light =>
  state.lightOf === undefined ? (kind === 'PROGRESS' ? state.light : 'GREEN') : (state.lightOf[kind] ?? 'GREEN');

/** Which row says so, with the number that the case is pinned to; null: it is green. */
function ruleBy({ standards }: ConstructionState, of: LightKind, to: Light): LightRule | null {
  if (to === 'GREEN') return null;
  if (of === 'PAYMENT') return { table: PAYMENTS.key, row: 'leastPerMille', value: valuesIn(standards, PAYMENTS).leastPerMille };
  const rules = valuesIn(standards, LIGHTS);
  const row = {
    START: to === 'RED' ? 'startRedMonths' : 'startYellowMonths',
    PROGRESS: to === 'RED' ? 'behindRed' : 'behindYellow',
    STATISTICS: to === 'RED' ? 'reportRedMonths' : 'reportYellowMonths',
  } as const;
  return { table: LIGHTS.key, row: row[of], value: rules[row[of]] ?? 0 };
}

export const turned = (state: ConstructionState, of: LightKind, to: Light, month: string, behind = 0): readonly ConstructionEvent[] => {
  const from = lightIn(state, of);
  if (from === to) return [];
  const rule = ruleBy(state, of, to);
  return [{ type: 'LightTurned', data: { from, to, month, behind, ...(of === 'PROGRESS' ? {} : { of }), ...(rule === null ? {} : { rule }) } }];
};

const firstDay = (month: string): IsoDate => `${month}-01`;
const later = (a: string, b: string): string => (a > b ? a : b);

/** Days from which a light is yellow and red, counted from the end of a month; null: never. */
type Due = { readonly month: string; readonly yellow: IsoDate | null; readonly red: IsoDate | null };
const dueAfter = (month: string, yellow: number | null, red: number | null): Due => {
  const day = (months: number | null): IsoDate | null => (months === null ? null : addMonths(firstDay(month), months + 1));
  return { month, yellow: day(yellow), red: day(red) };
};

/** When the works should have started; null: they have, or nobody asks. */
function startDue(state: ConstructionState): Due | null {
  if (state.reached.START !== undefined || state.openedOn === undefined) return null;
  const { startYellowMonths, startRedMonths } = valuesIn(state.standards, LIGHTS);
  const planned = state.profile.milestones.find(({ key }) => key === 'START')?.plannedOn ?? state.profile.startOn;
  // Nobody could start here before the approvals were there.
  return dueAfter(monthOf(later(planned, state.openedOn)), startYellowMonths, startRedMonths);
}

/** The first month since the works started, and since that was recorded, whose report is missing; null: nobody asks. */
function reportDue(state: ConstructionState): Due | null {
  if (state.reportsFrom === undefined || state.completionOn !== null) return null;
  const { reportYellowMonths, reportRedMonths } = valuesIn(state.standards, LIGHTS);
  let month = state.reportsFrom;
  while (state.reportedMonths.includes(month)) month = monthOf(addMonths(firstDay(month), 1));
  return dueAfter(month, reportYellowMonths, reportRedMonths);
}

const lightOn = (due: Due | null, today: IsoDate): Light => {
  if (due === null) return 'GREEN';
  if (due.red !== null && due.red <= today) return 'RED';
  return due.yellow !== null && due.yellow <= today ? 'YELLOW' : 'GREEN';
};

const dueOf = (state: ConstructionState, of: TurnLight['of']): Due | null => (of === 'START' ? startDue(state) : reportDue(state));

/** What the lights of start and statistics are on that day, as far as they turn. */
export function turnedBy(state: ConstructionState, today: IsoDate, ...kinds: readonly TurnLight['of'][]): readonly ConstructionEvent[] {
  return kinds.flatMap((of) => {
    const due = dueOf(state, of);
    // The office has found a reason valid, which holds through that day.
    const excused = (state.excused?.[of] ?? '') >= today;
    return turned(state, of, excused ? 'GREEN' : lightOn(due, today), due?.month ?? monthOf(today));
  });
}

/** Days on which the clock will turn one of them. */
export function lightAgenda(state: ConstructionState): readonly AgendaItem<TurnLight>[] {
  if (state.suspended || state.lightOf === undefined) return [];
  const items = (['START', 'STATISTICS'] as const).flatMap((of) => {
    const due = dueOf(state, of);
    const now = lightIn(state, of);
    const excused = state.excused?.[of];
    const [yellow, red] = [due?.yellow ?? null, due?.red ?? null].map((day) =>
      day === null || excused === undefined || day > excused ? day : addDays(excused, 1),
    );
    const days = [now === 'GREEN' ? (yellow ?? null) : null, now === 'RED' ? null : (red ?? null)].filter((day) => day !== null);
    const next = days.sort()[0];
    return next === undefined ? [] : [{ at: at(next, 0), command: { type: 'TurnLight', of } as const }];
  });
  return items.sort((a, b) => (a.at < b.at ? -1 : 1));
}
