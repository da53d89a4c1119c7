/** How people are told that the light of a construction turned. Deliberately absent: when it does (decide.ts), and who is told (stage.ts). */
import type { Light } from '../../kernel/summary.ts';
import type { Text } from '../../kernel/values.ts';
import { LIGHT_WORDS } from '../../words/clocks.ts';
import { monthWords } from '../../words/days.ts';

/** 开工, 进度, 支付, 统计. */
export const LIGHT_KINDS = ['START', 'PROGRESS', 'PAYMENT', 'STATISTICS'] as const;
export type LightKind = (typeof LIGHT_KINDS)[number];
export const LIGHT_NAMES: Readonly<Record<LightKind, Text>> = {
  START: { zh: '开工', en: 'the start of works' },
  PROGRESS: { zh: '进度', en: 'progress' },
  PAYMENT: { zh: '支付', en: 'payment' },
  STATISTICS: { zh: '统计', en: 'reports' },
};
/** Why each is lit, where nothing more is on record of it. */
export const BEHIND_WORDS: Readonly<Record<LightKind, Text>> = {
  START: { zh: '应开工而未开工', en: 'works should have started' },
  PROGRESS: { zh: '形象进度滞后于计划', en: 'works are behind their plan' },
  PAYMENT: { zh: '累计支付低于进度款最低比例', en: 'less is paid than the least share of the confirmed value' },
  STATISTICS: { zh: '月报未报送', en: 'a monthly report is missing' },
};

/** `behind`: percentage points behind the plan in that month; none of them is said where there are none. */
type Turned = {
  readonly to: Light;
  readonly month: string;
  readonly behind: number;
  readonly of?: LightKind;
  readonly rule?: { readonly table: string; readonly row: string; readonly value: number };
};
/** With the row of the table of rules that lit it, and its number, where the event says them. */
export function lightTurned({ rule, ...turned }: Turned): Text {
  const said = turnedWords(turned);
  if (rule === undefined) return said;
  const by = `${rule.table}.${rule.row}`;
  return { zh: `${said.zh}（规则表 ${by}：${rule.value}）`, en: `${said.en} (rule table ${by}: ${rule.value})` };
}

/** The same without its rule, where that is told by itself. */
export function turnedWords({ to, month, behind, of }: Omit<Turned, 'rule'>): Text {
  const light = LIGHT_WORDS[to];
  if (of !== undefined && of !== 'PROGRESS') return toldOf(of, light, to === 'GREEN', monthWords(month));
  if (behind <= 0) return light;
  return {
    zh: `${light.zh}，${monthWords(month).zh}形象进度滞后 ${behind} 个百分点`,
    en: `${light.en}, ${behind} points behind plan in ${monthWords(month).en}`,
  };
}

function toldOf(of: Exclude<LightKind, 'PROGRESS'>, light: Text, over: boolean, month: Text): Text {
  const { zh, en } = (over ? SETTLED : OUTSTANDING)[of](month);
  return { zh: `${light.zh}，${zh}`, en: `${light.en}: ${en}` };
}
type Words = Readonly<Record<Exclude<LightKind, 'PROGRESS'>, (month: Text) => Text>>;
const OUTSTANDING: Words = {
  START: (month) => ({ zh: `${month.zh}应开工而未开工`, en: `works should have started in ${month.en}` }),
  PAYMENT: () => ({ zh: '累计支付低于进度款最低比例', en: 'less is paid than the least share of the confirmed value' }),
  STATISTICS: (month) => ({ zh: `${month.zh}月报未报送`, en: `the report for ${month.en} is missing` }),
};
const SETTLED: Words = {
  START: () => ({ zh: '已开工', en: 'works have started' }),
  PAYMENT: () => ({ zh: '支付已达到最低比例', en: 'the least share is paid' }),
  STATISTICS: () => ({ zh: '月报已补齐', en: 'no report is missing' }),
};
