import { sentences } from '../app/words.ts';

/** Of the page of a programme's surveys together. */
export const PROGRAMME_SURVEY_WORDS = sentences({
  title: (programme: string) => ({ zh: `${programme} 的需求调研`, en: `Surveys of ${programme}` }),
  link: (programme: string) => ({ zh: `${programme}：全部调研汇总`, en: `${programme}: all surveys together` }),
  about: {
    zh: '全部调研合在一起：每处服务范围、每名受访者只计一次。',
    en: 'All surveys together: each area and each person counts once.',
  },
  empty: { zh: '本项目群还没有调研', en: 'This programme has no survey yet' },
  emptyNext: { zh: '项目登记后，其需求调研会出现在这里。', en: 'When a project is registered, its demand survey appears here.' },
  sums: { zh: '合计', en: 'In all' },
  holds: (hold: string, of: string) => ({ zh: `${of} 个调研中 ${hold} 个计入合计`, en: `${hold} of ${of} surveys stand in these sums` }),
  sample: { zh: '全部有效问卷', en: 'All valid answers' },
  beingCountedText: {
    zh: '答卷有变动，正在重新计数；数到后本页自动更新。',
    en: 'The answers have changed and are being counted anew; this page changes by itself when they are.',
  },
  margin: (percent: string) => ({ zh: `抽样误差 ±${percent} %`, en: `A margin of ±${percent} %` }),
  countedOften: (n: string) => ({
    zh: `各调研合计 ${n} 份（同一份计入几个调研的按次数计）。`,
    en: `The surveys add up to ${n}, where an answer that counts in several counts as often.`,
  }),
  reportHint: { zh: '报告的 SHA-256 记入审计台账。', en: 'The SHA-256 of the report is noted in the audit journal.' },
  surveys: { zh: '各调研的进度与需求', en: 'Each survey: progress and need' },
  survey: { zh: '调研', en: 'Survey' },
  areas: { zh: '服务范围', en: 'Areas' },
  state: { zh: '状态', en: 'State' },
  valid: { zh: '有效问卷', en: 'Valid answers' },
  needed: { zh: '需要', en: 'Needed' },
  reached: { zh: '完成', en: 'Reached' },
  supply: { zh: '供需', en: 'Supply' },
  inSums: { zh: '计入合计', en: 'In the sums' },
  yes: { zh: '是', en: 'Yes' },
  noResult: { zh: '还没有结果', en: 'No result yet' },
  shares: (id: string) => ({ zh: `与 ${id} 范围重叠，不再计`, en: `Shares an area with ${id}` }),
  open: { zh: '问卷收集中', en: 'Questionnaire open' },
  between: { zh: '、', en: ', ' },
  areaMore: (first: string, more: string) => ({ zh: `${first} 等另 ${more} 处`, en: `${first} and ${more} more` }),
  strata: { zh: '各层进度', en: 'Progress by stratum' },
  formula: { zh: '合计的计算', en: 'How the sums are worked out' },
});
