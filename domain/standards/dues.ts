/** What runs out and when people are told (到期提醒). Deliberately absent: limits of approvals (calendar/clock-rules.ts), lights of works (lights.ts). */
import { nullable, number } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

/** Nobody is told in cases of earlier releases. */
const NOBODY = { value: null };

export const DUES = ruleTable(
  'DUES',
  {
    name: { zh: '到期提醒', en: 'What runs out' },
    explanation: {
      zh: '证照、措施、移交和保修的期限与提前提醒天数；空：不提醒。',
      en: 'Papers, measures, handover, warranties; empty: nobody is told.',
    },
  },
  {
    warnDays: row(nullable(number(1, 180)), 15, {
      name: { zh: '提前提醒', en: 'told before' },
      unit: 'CD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: NOBODY,
    }),
    healthWarnDays: row(nullable(number(1, 180)), 45, {
      name: { zh: '健康证提前提醒', en: 'health certificates: told before' },
      unit: 'CD',
      document: '国卫人口发〔2019〕58号（提前天数待核原文）',
      mark: 'GK_H',
      first: NOBODY,
    }),
    certificateWarnDays: row(nullable(number(1, 180)), 45, {
      name: { zh: '培训证书、保安员证、无犯罪记录查询提前提醒', en: 'training certificates, licences, checks: told before' },
      unit: 'CD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: NOBODY,
    }),
    foodWarnDays: row(nullable(number(1, 365)), 90, {
      name: { zh: '食品经营许可证提前提醒', en: 'food licence: told before' },
      explanation: { zh: '延续须在届满前申请。', en: 'It is renewed on an application before it ends.' },
      unit: 'CD',
      document: '食品经营许可和备案管理办法（提前天数待核原文）',
      mark: 'GK_H',
      first: NOBODY,
    }),
    leaseWarnDays: row(nullable(number(1, 365)), 180, {
      name: { zh: '场地租约提前提醒', en: 'lease of the premises: told before' },
      unit: 'CD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: NOBODY,
    }),
    landPreMonths: row(nullable(number(1, 120)), 36, {
      name: { zh: '用地预审与选址意见书有效期', en: 'land pre-examination holds for' },
      explanation: { zh: '自批复之日起，至取得建设用地规划许可证或开工。', en: 'From the day of the reply, until the land-use permit or the start.' },
      unit: 'MONTH',
      document: '自然资规〔2019〕2号',
      mark: 'GK_H',
      first: NOBODY,
    }),
    startWithinMonths: row(nullable(number(1, 12)), 3, {
      name: { zh: '施工许可证领取后开工期限', en: 'works start after the permit within' },
      explanation: {
        zh: '不能按期开工的应申请延期，以两次为限，每次不超过三个月。',
        en: 'Else an extension is asked for, at most twice, three months each.',
      },
      unit: 'MONTH',
      document: '建筑法 第九条',
      mark: 'LAW',
      first: NOBODY,
    }),
    startExtensions: row(number(0, 10), 2, {
      name: { zh: '开工延期次数', en: 'times the start may be put off' },
      explanation: { zh: '每次不超过开工期限；届满自行废止。', en: 'Each by at most the same limit; then the permit is void.' },
      document: '建筑法 第九条',
      mark: 'LAW',
    }),
    assetsWithinDays: row(nullable(number(1, 250)), 30, {
      name: { zh: '通过验收后移交资产', en: 'assets handed over after acceptance within' },
      unit: 'WD',
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: NOBODY,
    }),
    warrantyMonths: row(nullable(number(1, 120)), 24, {
      name: { zh: '保修期：电气、给排水、装修', en: 'warranty: electric, plumbing, fit-out' },
      unit: 'MONTH',
      document: '建设工程质量管理条例 第四十条',
      mark: 'LAW',
      first: NOBODY,
    }),
    heatingMonths: row(nullable(number(1, 120)), 24, {
      name: { zh: '保修期：供热供冷', en: 'warranty: heating and cooling' },
      explanation: { zh: '两个采暖期、供冷期。', en: 'Two seasons of heating and of cooling.' },
      unit: 'MONTH',
      document: '建设工程质量管理条例 第四十条',
      mark: 'LAW',
      first: NOBODY,
    }),
    waterproofMonths: row(nullable(number(1, 240)), 60, {
      name: { zh: '保修期：防水', en: 'warranty: waterproofing' },
      unit: 'MONTH',
      document: '建设工程质量管理条例 第四十条',
      mark: 'LAW',
      first: NOBODY,
    }),
  },
);
