/** A test of the air as the laboratory reported it. Deliberately absent: the limits (standards/air.ts). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addDays } from '../../kernel/days.ts';
import { incomplete } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { gates, valuesIn } from '../../rule-table/table.ts';
import { AIR_ITEM } from '../../standards/acceptance.ts';
import { AIR, type AirReadings, type AirStandard, airDocument, airFaults, inUnitOfLimit, limitsOf, pollutantNames } from '../../standards/air.ts';
import type { AcceptanceCommand, AcceptanceState, Happening } from './facts.ts';
import { sharedFiles } from './papers.ts';

type Command = Extract<AcceptanceCommand, { type: 'RecordAirTest' }>;

export function recordAirTest(state: AcceptanceState, command: Command, context: Context): Decision<Happening> {
  const rules = valuesIn(state.standards, AIR);
  const { type: _, standard: of = 'USE', readings: bare, ...told } = command;
  const faults = [
    ...(rules.asReported && gates(state.standards, AIR, 'asReported') ? reportFaults(state, command, of) : []),
    ...dayFaults(state, command, of),
    ...(command.file === undefined || !byRules(context, 3)
      ? []
      : [...sharedFiles(state, [{ key: AIR_ITEM, files: [command.file] }]), ...sameReport(state, command, of)]),
  ];
  if (command.values === undefined && bare === undefined) faults.push({ zh: 'values：须写明各项检测值', en: 'values must say what was measured' });
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

/** The report of one day proves no test of another. */
function sameReport({ air, airOfWorks }: AcceptanceState, { on, file }: Command, of: AirStandard): readonly Text[] {
  const known = of === 'WORKS' ? airOfWorks : air;
  return known?.file === undefined || known.file.sha256 !== file?.sha256 || known.on === on
    ? []
    : [{ zh: `file：是 ${known.on} 检测的报告，不是 ${on} 的`, en: `file must be the report of ${on}, not that of ${known.on}` }];
}

/** The laboratory, its report, and every value with a unit in which it can stand. */
function reportFaults(state: AcceptanceState, { laboratory, cma, file, values }: Command, of: AirStandard): Text[] {
  const given = (values ?? []).map((value) => value.of);
  const lacking = limitsOf(valuesIn(state.standards, AIR), of).filter(([pollutant]) => !given.includes(pollutant));
  return [
    ...(laboratory.trim() === '' ? [{ zh: 'laboratory：须写明检测机构', en: 'laboratory must be named' }] : []),
    ...((cma ?? '').trim() === ''
      ? [{ zh: 'cma：须填写检测机构的 CMA 证书编号', en: 'cma must be the number of the laboratory’s qualification (CMA)' }]
      : []),
    ...(file === undefined ? [{ zh: 'file：须为已上传的检测报告', en: 'file must be the report that was handed in' }] : []),
    ...(values === undefined
      ? [{ zh: 'values：须逐项写明数值和单位（readings 没有单位）', en: 'values must say each value with its unit; readings have none' }]
      : []),
    ...given
      .filter((pollutant, index) => given.indexOf(pollutant) !== index)
      .map((pollutant) => ({
        zh: `values：${pollutantNames[pollutant].zh}（${pollutant}）只能出现一次`,
        en: `values: ${pollutant} must be there once`,
      })),
    ...(values ?? [])
      .filter(({ of: one, value, unit }) => inUnitOfLimit(one, value, unit) === null)
      .map(({ of: one, unit }) => ({
        zh: `values：${pollutantNames[one].zh}（${one}）的单位不能是 ${unit}`,
        en: `values: ${one} must not be in ${unit}`,
      })),
    ...(values === undefined
      ? []
      : lacking.map(([pollutant, most]) => ({
          zh: `values：须检测${pollutantNames[pollutant].zh}（${pollutant}，限值 ${most}，${airDocument(of)}）`,
          en: `values: ${pollutant} must be measured (limit ${most}, ${airDocument(of)})`,
        }))),
  ];
}

/** Never before the works ended, and so many days after it (GB 50325-2020). */
function dayFaults({ standards, inputs: { completionOn }, profile }: AcceptanceState, { on, finishedOn }: Command, of: AirStandard): readonly Text[] {
  const { waitDays } = valuesIn(standards, AIR);
  if (waitDays === null || completionOn == null) return [];
  if (of === 'WORKS' && finishedOn === undefined)
    return [{ zh: 'finishedOn：须为检测报告所写的完工日期', en: 'finishedOn must be the end of the works, as the report says it' }];
  const finished = of === 'WORKS' ? (finishedOn ?? completionOn) : completionOn;
  const wait = gates(standards, AIR, 'waitDays') ? waitDays : 0;
  return [
    ...(finished > completionOn
      ? [{ zh: `finishedOn：不得晚于竣工之日 ${completionOn}`, en: `finishedOn must not be after completion, ${completionOn}` }]
      : []),
    ...(finished < profile.startOn && finished !== completionOn
      ? [{ zh: `finishedOn：不得早于开工之日 ${profile.startOn}`, en: `finishedOn must not be before the start of the works, ${profile.startOn}` }]
      : []),
    ...(on < addDays(finished, wait)
      ? [
          {
            zh: `on：不得早于 ${addDays(finished, wait)}，须在 ${finished} 完工后至少 ${wait} 日`,
            en: `on must not be before ${addDays(finished, wait)}: at least ${wait} days after the works ended on ${finished}`,
          },
        ]
      : []),
  ];
}
