/** The indicators of the summary evaluation: 预算执行率 10 + 产出 + 效益 + 满意度, 100 in all (财预〔2020〕10号; template of domain facts 6). */
import type { Text } from '../kernel/values.ts';

export type Indicator = { readonly key: string; readonly name: Text; readonly weight: number };

export const INDICATORS: readonly Indicator[] = [
  { key: 'PLACES', name: { zh: '新增托位', en: 'Places added' }, weight: 20 },
  { key: 'FIRST_PASS', name: { zh: '验收一次合格', en: 'Accepted at first try' }, weight: 8 },
  { key: 'FILED', name: { zh: '备案', en: 'Filed' }, weight: 6 },
  { key: 'ON_TIME_START', name: { zh: '按期开工', en: 'Started on time' }, weight: 4 },
  { key: 'ON_TIME_FINISH', name: { zh: '按期完工', en: 'Finished on time' }, weight: 6 },
  { key: 'WITHIN_ESTIMATE', name: { zh: '不超概算', en: 'Within estimate' }, weight: 6 },
  { key: 'RATIO', name: { zh: '千人口托位数', en: 'Places per 1,000 residents' }, weight: 12 },
  { key: 'OCCUPANCY', name: { zh: '使用率', en: 'Occupancy' }, weight: 8 },
  { key: 'CERTIFIED', name: { zh: '从业人员持证率', en: 'Certified staff' }, weight: 6 },
  { key: 'RULES', name: { zh: '制度', en: 'Rules' }, weight: 4 },
  { key: 'SATISFACTION', name: { zh: '家长满意度', en: 'Parents’ satisfaction' }, weight: 10 },
  { key: 'BUDGET', name: { zh: '预算执行率', en: 'Budget execution' }, weight: 10 },
];

export type Band = 'EXCELLENT' | 'GOOD' | 'FAIR' | 'POOR';
/** ≥90 优, ≥80 良, ≥60 中, <60 差. */
export const bandOf = (score: number): Band => (score >= 90 ? 'EXCELLENT' : score >= 80 ? 'GOOD' : score >= 60 ? 'FAIR' : 'POOR');
