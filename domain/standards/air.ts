/**
 * Air: what may be in the rooms of a facility, by what it is used for (GB/T 18883) and by what its works left behind
 * (GB 50325), and when a test counts. Deliberately absent: the item of acceptance that it proves (acceptance.ts).
 */

import { flag, nullable, number, whole } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { row, ruleTable, type Unit, type ValuesOf } from '../rule-table/table.ts';

/** What is measured, each with the unit in which its limits stand. */
export const POLLUTANTS = {
  formaldehyde: 'MG_M3',
  benzene: 'MG_M3',
  toluene: 'MG_M3',
  xylene: 'MG_M3',
  ammonia: 'MG_M3',
  tvoc: 'MG_M3',
  pm25: 'MG_M3',
  pm10: 'MG_M3',
  co2: 'PERCENT',
  radon: 'BQ_M3',
  bacteria: 'CFU_M3',
} as const satisfies Readonly<Record<string, Unit>>;
export type Pollutant = keyof typeof POLLUTANTS;
export const POLLUTANT_KEYS = [
  'formaldehyde',
  'benzene',
  'toluene',
  'xylene',
  'ammonia',
  'tvoc',
  'pm25',
  'pm10',
  'co2',
  'radon',
  'bacteria',
] as const;

/** USE: rooms in use, GB/T 18883. WORKS: what building and fit-out left, GB 50325 class I. */
export const AIR_STANDARDS = ['USE', 'WORKS'] as const;
export type AirStandard = (typeof AIR_STANDARDS)[number];
export const AIR_STANDARD_NAMES: Readonly<Record<AirStandard, Text>> = {
  USE: { zh: '使用（GB/T 18883）', en: 'in use (GB/T 18883)' },
  WORKS: { zh: '工程（GB 50325）', en: 'of the works (GB 50325)' },
};

const limit = number(0, 1_000_000);
export const pollutantNames: Readonly<Record<Pollutant, Text>> = {
  formaldehyde: { zh: '甲醛', en: 'formaldehyde' },
  benzene: { zh: '苯', en: 'benzene' },
  toluene: { zh: '甲苯', en: 'toluene' },
  xylene: { zh: '二甲苯', en: 'xylene' },
  ammonia: { zh: '氨', en: 'ammonia' },
  tvoc: { zh: 'TVOC', en: 'TVOC' },
  pm25: { zh: 'PM2.5', en: 'PM2.5' },
  pm10: { zh: 'PM10', en: 'PM10' },
  co2: { zh: '二氧化碳', en: 'CO2' },
  radon: { zh: '氡', en: 'radon' },
  bacteria: { zh: '细菌总数', en: 'bacteria' },
};
/** `first`: absent where release 0.4.0 knew the same limit; null: it did not ask for it. */
const of = (standard: AirStandard, pollutant: Pollutant, value: number, first?: null) => {
  const { zh, en } = pollutantNames[pollutant];
  return row(nullable(limit), value, {
    name: standard === 'USE' ? { zh: `使用：${zh}`, en: `in use: ${en}` } : { zh: `工程：${zh}`, en: `works: ${en}` },
    unit: POLLUTANTS[pollutant],
    document: standard === 'USE' ? 'GB/T 18883-2022' : 'GB 50325-2020 Ⅰ类',
    mark: 'GK_H',
    ...(first === undefined ? {} : { first: { value: first } }),
  });
};

export const AIR = ruleTable(
  'AIR',
  {
    name: { zh: '室内空气', en: 'Indoor air' },
    explanation: {
      zh: '任何一项超限即不合格；空行不检测。标准原文请县里核对。',
      en: 'One value over its limit fails; what is empty is not measured. To be compared with the originals.',
    },
  },
  {
    useFormaldehyde: of('USE', 'formaldehyde', 0.08),
    useBenzene: of('USE', 'benzene', 0.03),
    useToluene: of('USE', 'toluene', 0.2),
    useXylene: of('USE', 'xylene', 0.2),
    useAmmonia: of('USE', 'ammonia', 0.2),
    useTvoc: of('USE', 'tvoc', 0.6),
    usePm25: of('USE', 'pm25', 0.05, null),
    usePm10: of('USE', 'pm10', 0.1, null),
    useCo2: of('USE', 'co2', 0.1, null),
    useRadon: of('USE', 'radon', 300),
    useBacteria: of('USE', 'bacteria', 1_500, null),
    worksFormaldehyde: of('WORKS', 'formaldehyde', 0.07, null),
    worksBenzene: of('WORKS', 'benzene', 0.06, null),
    worksToluene: of('WORKS', 'toluene', 0.15, null),
    worksXylene: of('WORKS', 'xylene', 0.2, null),
    worksAmmonia: of('WORKS', 'ammonia', 0.15, null),
    worksTvoc: of('WORKS', 'tvoc', 0.45, null),
    worksRadon: of('WORKS', 'radon', 150, null),
    waitDays: row(nullable(whole), 7, {
      name: { zh: '完工后至少', en: 'after the works, at least' },
      explanation: { zh: '完工满这些日子后的检测才算数。', en: 'A test counts once so many days have passed since the works ended.' },
      unit: 'CD',
      document: 'GB 50325-2020',
      mark: 'GK_H',
      first: { value: null },
    }),
    asReported: row(flag, true, {
      name: { zh: '按检测报告登记', en: 'entered as reported' },
      explanation: {
        zh: '须有 CMA 证书编号、报告文件和每项数值的单位。',
        en: 'With the laboratory’s CMA number, the report as a file, and the unit of each value.',
      },
      document: 'GB/T 18883-2022',
      mark: 'GK_H',
      first: { value: false },
    }),
    failedInspectionBlocks: row(flag, true, {
      name: { zh: '施工期空气检查须合格', en: 'a failed inspection counts' },
      explanation: {
        zh: '最近一次空气检查不合格的，不得通过竣工验收。',
        en: 'Completion is not accepted while the last inspection of the air has failed.',
      },
      document: 'GB 50325-2020',
      mark: 'GK_H',
      first: { value: false },
    }),
  },
);
type AirRules = ValuesOf<typeof AIR.rows>;

const rowOf = (standard: AirStandard, pollutant: Pollutant): string =>
  `${standard === 'USE' ? 'use' : 'works'}${pollutant.slice(0, 1).toUpperCase()}${pollutant.slice(1)}`;
/** The limits of a standard; those that are not measured are not there. */
export function limitsOf(rules: AirRules, standard: AirStandard): readonly (readonly [Pollutant, number])[] {
  const rows: Readonly<Record<string, unknown>> = rules;
  return POLLUTANT_KEYS.flatMap((pollutant) => {
    const most = rows[rowOf(standard, pollutant)];
    return typeof most === 'number' ? [[pollutant, most] as const] : [];
  });
}
export const airDocument = (standard: AirStandard): string => (standard === 'USE' ? AIR.rows.useTvoc : AIR.rows.worksTvoc).document;

export type AirReadings = Readonly<Partial<Record<Pollutant, number>>>;

/** A fault as it is recorded, for people. */
export function airFaultWords(fault: string): Text {
  const [pollutant = '', ...rest] = fault.split(' ');
  const name = Object.hasOwn(pollutantNames, pollutant) ? pollutantNames[pollutant as Pollutant] : { zh: pollutant, en: pollutant }; // one of its keys: looked at just before
  return { zh: [name.zh, ...rest].join(' '), en: [name.en, ...rest].join(' ') };
}

/** What exceeds its limit, e.g. `tvoc 0.68 > 0.6`. Empty: passed. */
export const airFaults = (rules: AirRules, standard: AirStandard, readings: AirReadings): readonly string[] =>
  limitsOf(rules, standard).flatMap(([pollutant, most]) => {
    const value = readings[pollutant] ?? 0;
    return value > most ? [`${pollutant} ${value} > ${most}`] : [];
  });

/** Units in which a laboratory may report. */
export const READING_UNITS = ['MG_M3', 'UG_M3', 'BQ_M3', 'PERCENT', 'PPM', 'CFU_M3'] as const;
export type ReadingUnit = (typeof READING_UNITS)[number];
export const READING_UNIT_NAMES: Readonly<Record<ReadingUnit, Text>> = {
  MG_M3: { zh: 'mg/m³', en: 'mg/m³' },
  UG_M3: { zh: 'µg/m³', en: 'µg/m³' },
  BQ_M3: { zh: 'Bq/m³', en: 'Bq/m³' },
  PERCENT: { zh: '%', en: '%' },
  PPM: { zh: 'ppm', en: 'ppm' },
  CFU_M3: { zh: 'CFU/m³', en: 'CFU/m³' },
};
/** So many of the left in one of the right. */
const IN: Readonly<Partial<Record<ReadingUnit, { readonly unit: Unit; readonly parts: number }>>> = {
  UG_M3: { unit: 'MG_M3', parts: 1_000 },
  PPM: { unit: 'PERCENT', parts: 10_000 },
};

/** A value in the unit of its limit: 80 µg/m³ are 0.08 mg/m³. Null: it cannot be in that unit. */
export function inUnitOfLimit(pollutant: Pollutant, value: number, unit: ReadingUnit): number | null {
  const wanted = POLLUTANTS[pollutant];
  if (unit === wanted) return value;
  const told = IN[unit];
  // Only a share of the air is told in ppm without a temperature.
  return told?.unit === wanted ? value / told.parts : null;
}
