/** Monthly reports: which months may be reported, corrections, and the light of progress. Deliberately absent: missing ones (lights.ts). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addDays, addMonths, dayAt, monthOf } from '../../kernel/days.ts';
import { type Rejection, rejection } from '../../kernel/rejection.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { LIGHTS, progressLight } from '../../standards/lights.ts';
import { MILESTONES, plannedProgress } from '../../standards/milestones.ts';
import { monthWords } from '../../words/days.ts';
import type { ConstructionCommand, ConstructionState, Happening } from './facts.ts';
import { turned, turnedBy } from './lights.ts';
import { sumFindings, sumsIn, sumsRefused } from './reported-sums.ts';

type ReportProgress = Extract<ConstructionCommand, { type: 'ReportProgress' }>;

/** The last day of a month (`2024-10`), where planned and actual progress are compared. */
const endOfMonth = (month: string): string => addDays(addMonths(`${month}-01`, 1), -1);
const TENTHS = 10; // of a percentage point
const rounded = (percent: number): number => Math.round(percent * TENTHS) / TENTHS;

export function reportProgress(state: ConstructionState, command: ReportProgress, context: Context): Decision<Happening> {
  const { month, actualPercent, problems, next, reason, responsible } = command;
  const known = state.reportedMonths.includes(month);
  const refused = known ? correctionRefused(month, reason) : byRules(context, 3) ? monthRefused(state, command, context) : null;
  if (refused !== null) return refuse(refused);
  const wrong = sumsRefused(command, context);
  if (wrong !== null) return refuse(wrong);
  const { buildKind, milestones } = state.profile;
  const plannedPercent = rounded(plannedProgress(buildKind, milestones, endOfMonth(month), valuesIn(state.standards, MILESTONES)));
  const light = progressLight(plannedPercent, actualPercent, valuesIn(state.standards, LIGHTS));
  const behind = rounded(plannedPercent - actualPercent);
  const correction = known ? { version: (state.reportVersions?.[month] ?? 1) + 1, reason: reason ?? '' } : {};
  // What was said of an earlier month says nothing of where the works stand now.
  const newest = !byRules(context, 3) || state.reportedMonths.every((other) => other <= month);
  const after: ConstructionState = { ...state, reportedMonths: [...state.reportedMonths, month] };
  return allow<Happening>(
    {
      type: 'ProgressReported',
      data: {
        ...{ month, plannedPercent, actualPercent, light, problems, next },
        ...sumsIn(command),
        ...(responsible === undefined ? {} : { responsible }),
        ...correction,
      },
    },
    ...(newest ? turned(state, 'PROGRESS', light, month, behind) : []),
    ...(state.lightOf === undefined ? [] : turnedBy(after, dayAt(context.now), 'STATISTICS')),
    ...sumFindings(state, command),
  );
}

function correctionRefused(month: string, reason: string | undefined): Rejection | null {
  if (reason === undefined)
    return rejection(
      'DUPLICATE',
      `${month} 月报已报送；更正请写明理由，原版本保留。`,
      `The report for ${month} is in already; to correct it, give a reason, and the version before stays.`,
    );
  return reason.trim() === '' ? rejection('REASON_REQUIRED', '请写明更正的理由。', 'Please give the reason of the correction.') : null;
}

function monthRefused(state: ConstructionState, { month, reason }: ReportProgress, context: Context): Rejection | null {
  const words = monthWords(month);
  const start = state.reached.START;
  if (reason !== undefined) return rejection('WRONG_STATE', `${words.zh}尚无月报可更正。`, `There is no report for ${words.en} to correct yet.`);
  if (endOfMonth(month) >= dayAt(context.now))
    return rejection('DATE_IN_FUTURE', `${words.zh}尚未结束，月末后再报送。`, `${words.en} is not over yet; report it when it is.`);
  if (start === undefined) return rejection('OUT_OF_ORDER', '尚未登记开工，请先登记开工。', 'The start of works is not recorded; record it first.');
  if (month < monthOf(start))
    return rejection('OUT_OF_ORDER', `${words.zh}在开工之前，无须月报。`, `${words.en} lies before the start of works; there is nothing to report.`);
  return null;
}
