/** The items of final acceptance with their vetoes, the air limits, and what a score leads to (domain facts 5). */
import type { Text } from '../kernel/values.ts';

export type AcceptanceItem = { readonly no: number; readonly name: Text; readonly veto: boolean };

export const ACCEPTANCE_ITEMS: readonly AcceptanceItem[] = [
  { no: 1, name: { zh: '五方竣工验收合格并备案', en: 'Completion accepted by the five parties and filed' }, veto: true },
  { no: 2, name: { zh: '消防验收或备案', en: 'Fire acceptance or filing' }, veto: true },
  { no: 3, name: { zh: '房屋安全鉴定（改建）', en: 'Structural appraisal (conversions)' }, veto: true },
  { no: 4, name: { zh: '室内空气质量', en: 'Indoor air quality' }, veto: true },
  { no: 5, name: { zh: '卫生评价合格', en: 'Health evaluation passed' }, veto: true },
  { no: 6, name: { zh: '食品经营许可（供餐）', en: 'Food licence (meals)' }, veto: true },
  { no: 7, name: { zh: '人员配备与资质', en: 'Staff and qualifications' }, veto: true },
  { no: 8, name: { zh: '建成托位不少于批准数', en: 'Places built as approved' }, veto: true },
  { no: 9, name: { zh: '设施设备与监控', en: 'Fit-out and CCTV' }, veto: false },
  { no: 10, name: { zh: '管理制度齐全', en: 'Management rules complete' }, veto: false },
  { no: 11, name: { zh: '结算决算、无拖欠', en: 'Settlement and final accounts, no arrears' }, veto: true },
  { no: 12, name: { zh: '概算控制', en: 'Estimate kept' }, veto: false },
  { no: 13, name: { zh: '培训、宣传、档案', en: 'Training, publicity, archive' }, veto: false },
  { no: 14, name: { zh: '审计与月报问题销号', en: 'Problems closed out' }, veto: false },
];

/** Limits in mg/m³ (radon Bq/m³) of GB/T 18883-2022; to be confirmed against the original. */
export const AIR_LIMITS = {
  document: 'GB/T 18883-2022',
  version: 1,
  limits: {
    formaldehyde: 0.08,
    benzene: 0.03,
    toluene: 0.2,
    xylene: 0.2,
    ammonia: 0.2,
    tvoc: 0.6,
    radon: 300,
  },
} as const;
export const AIR_POLLUTANTS = ['formaldehyde', 'benzene', 'toluene', 'xylene', 'ammonia', 'tvoc', 'radon'] as const;
export type AirPollutant = (typeof AIR_POLLUTANTS)[number];
export type AirReadings = Readonly<Record<AirPollutant, number>>;

/** What exceeds its limit, e.g. `tvoc 0.68 > 0.6`. Empty: passed. */
export const airFaults = (readings: AirReadings): readonly string[] =>
  AIR_POLLUTANTS.filter((p) => readings[p] > AIR_LIMITS.limits[p]).map((p) => `${p} ${readings[p]} > ${AIR_LIMITS.limits[p]}`);

export type AcceptanceResult = 'PASSED' | 'RECTIFY' | 'FAILED';

/** ≥90 and no veto: passed; 75–89, or ≥75 with a veto open: rectify; below 75: failed. A veto is never cured by score. */
export function acceptanceResult(score: number, openVetoes: number): AcceptanceResult {
  if (score < 75) return 'FAILED';
  return score >= 90 && openVetoes === 0 ? 'PASSED' : 'RECTIFY';
}

/** Limits of rectification in working days: ordinary, major, at once (default of this product). */
export const RECTIFICATION_LIMITS = { ORDINARY: 15, MAJOR: 30, AT_ONCE: 3 } as const;
/** After a second failed re-inspection the leading group is called in (约谈). */
export const MAX_RECTIFICATION_NOTICES = 2;
/** Recusal left aside, a panel is odd and has at least five members. */
export const LEAST_PANEL = 5;
