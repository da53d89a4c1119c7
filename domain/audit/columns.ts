/** The columns of an export of events, in both languages; the same for CSV, XLSX, JSON lines and the bundle. Pure. */
import { minuteAt } from '../kernel/days.ts';
import type { Locale } from '../kernel/locale.ts';
import type { FoundEvent } from './query.ts';

/** As which files the events leave. */
export type TableFormat = 'csv' | 'xlsx' | 'jsonl';

const COLUMNS = [
  ['index', '序号', ({ index }) => index],
  ['time', '时间（北京）', ({ occurredAt }) => minuteAt(occurredAt)],
  ['programme', '项目群', ({ programme }) => programme],
  ['project', '项目', ({ project }) => project],
  ['case', '案卷', ({ stream }) => stream],
  ['version', '版本', ({ version }) => version],
  ['stage', '阶段', ({ stage }) => stage],
  ['event', '事件', ({ type }) => type],
  ['person', '人员', ({ actor }) => actor.person],
  ['onBehalfOf', '代', ({ actor }) => actor.onBehalfOf ?? null],
  ['door', '方式', ({ actor }) => actor.door],
  ['assurance', '身份保证', ({ actor }) => actor.assurance],
  ['outcome', '结果', ({ outcome }) => outcome],
  ['amountYuan', '金额（元）', ({ amountFen }) => (amountFen === null ? null : amountFen / 100)],
  ['documents', '文号与文件', ({ documents }) => documents.join(' ')],
  ['textZh', '说明', ({ sentence }) => sentence.zh],
  ['textEn', '说明（英）', ({ sentence }) => sentence.en],
  ['hash', '哈希', ({ hash }) => hash],
] as const satisfies readonly (readonly [string, string, (event: FoundEvent) => string | number | null])[];

export const exportHead = (locale: Locale): readonly string[] => COLUMNS.map(([en, zh]) => (locale === 'en' ? en : zh));
export const exportRow = (event: FoundEvent): readonly (string | number | null)[] => COLUMNS.map(([, , value]) => value(event));
