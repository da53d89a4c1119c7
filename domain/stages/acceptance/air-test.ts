/** A test of the air as the laboratory reported it. Deliberately absent: the limits (standards/air.ts). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { addDays } from '../../kernel/days.ts';
import { incomplete } from '../../kernel/rejection.ts';
import { gates, valuesIn } from '../../rule-table/table.ts';
import { AIR, type AirReadings, type AirStandard, airDocument, airFaults, inUnitOfLimit, limitsOf } from '../../standards/air.ts';
import type { AcceptanceCommand, AcceptanceState, Happening } from './facts.ts';

type Command = Extract<AcceptanceCommand, { type: 'RecordAirTest' }>;

export function recordAirTest(state: AcceptanceState, command: Command): Decision<Happening> {
  const rules = valuesIn(state.standards, AIR);
  const { type: _, standard: of = 'USE', readings: bare, ...told } = command;
  const faults = [
    ...(rules.asReported && gates(state.standards, AIR, 'asReported') ? reportFaults(state, command, of) : []),
    ...dayFaults(state, command, of),
  ];
  if (command.values === undefined && bare === undefined) faults.push('values must say what was measured');
  if (faults.length > 0)
    return refuse(incomplete(`检测报告不能登记（${airDocument(of)}）。`, `This report cannot be entered (${airDocument(of)}).`, faults));
  const readings = command.values === undefined ? (bare ?? {}) : inLimits(command.values);
  return allow<Happening>({
    type: 'AirTested',
    data: { ...told, readings, faults: airFaults(rules, of, readings), standard: airDocument(of), ...(of === 'USE' ? {} : { of }) },
  });
}

const inLimits = (values: NonNullable<Command['values']>): AirReadings =>
  Object.fromEntries(values.map(({ of, value, unit }) => [of, inUnitOfLimit(of, value, unit) ?? value]));

/** The laboratory, its report, and every value with a unit in which it can stand. */
function reportFaults(state: AcceptanceState, { laboratory, cma, file, values }: Command, of: AirStandard): string[] {
  const given = (values ?? []).map((value) => value.of);
  const lacking = limitsOf(valuesIn(state.standards, AIR), of).filter(([pollutant]) => !given.includes(pollutant));
  return [
    ...(laboratory.trim() === '' ? ['laboratory must be named'] : []),
    ...((cma ?? '').trim() === '' ? ['cma must be the number of the laboratory’s qualification (CMA)'] : []),
    ...(file === undefined ? ['file must be the report that was handed in'] : []),
    ...(values === undefined ? ['values must say each value with its unit; readings have none'] : []),
    ...given.filter((pollutant, index) => given.indexOf(pollutant) !== index).map((pollutant) => `values: ${pollutant} must be there once`),
    ...(values ?? [])
      .filter(({ of: one, value, unit }) => inUnitOfLimit(one, value, unit) === null)
      .map(({ of: one, unit }) => `values: ${one} must not be in ${unit}`),
    ...(values === undefined ? [] : lacking.map(([pollutant, most]) => `values: ${pollutant} must be measured (limit ${most}, ${airDocument(of)})`)),
  ];
}

/** Never before the works ended, and so many days after it (GB 50325-2020). */
function dayFaults(
  { standards, inputs: { completionOn }, profile }: AcceptanceState,
  { on, finishedOn }: Command,
  of: AirStandard,
): readonly string[] {
  const { waitDays } = valuesIn(standards, AIR);
  if (waitDays === null || completionOn == null) return [];
  if (of === 'WORKS' && finishedOn === undefined) return ['finishedOn must be the end of the works, as the report says it'];
  const finished = of === 'WORKS' ? (finishedOn ?? completionOn) : completionOn;
  const wait = gates(standards, AIR, 'waitDays') ? waitDays : 0;
  return [
    ...(finished > completionOn ? [`finishedOn must not be after completion, ${completionOn}`] : []),
    ...(finished < profile.startOn && finished !== completionOn ? [`finishedOn must not be before the start of the works, ${profile.startOn}`] : []),
    ...(on < addDays(finished, wait)
      ? [`on must not be before ${addDays(finished, wait)}: at least ${wait} days after the works ended on ${finished}`]
      : []),
  ];
}
