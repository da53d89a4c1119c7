/** What a project hands over before it is accepted (备案、公示、决算、资产、档案). Deliberately absent: how it is judged (project/handover.ts). */
import { flag, number, whole } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { type Mark, row, ruleTable } from '../rule-table/table.ts';
import { tierFaults, tiers } from './settlement.ts';

const DEFAULT = '本产品默认值';
/** New with this release. */
const asked = (name: Text, explanation: Text, document = DEFAULT, mark: Mark = 'DEFAULT') =>
  row(flag, true, { name, explanation, document, mark, first: { value: false } });

export const HANDOVER = ruleTable(
  'HANDOVER',
  {
    name: { zh: '备案与移交', en: 'Filing and handover' },
    explanation: { zh: '备案、公示、决算、资产和档案五项。', en: 'Filing, public notice, final accounts, assets, archive.' },
  },
  {
    asPaper: asked(
      { zh: '每项须有文号和文件', en: 'each with a number and a file' },
      { zh: '没有文件的不能登记。', en: 'What has no file cannot be entered.' },
      '国卫办人口发〔2019〕25号；政府投资条例 第二十五条、第二十九条',
      'LAW',
    ),
    inOrder: asked(
      { zh: '日期依次', en: 'days in order' },
      {
        zh: '备案、决算不早于竣工；资产、档案不早于通过验收；公示不早于竣工。',
        en: 'Filing, accounts and notice not before completion; assets and archive not before acceptance.',
      },
    ),
    noticeDays: row(whole, 5, {
      name: { zh: '公示至少', en: 'public notice at least' },
      explanation: { zh: '自公示次日起数。', en: 'Counted from the day after it began.' },
      unit: 'WD',
      document: '行政许可法 第八十二条（单位）；天数为本产品默认值',
      mark: 'DEFAULT',
    }),
    noticeInWorkdays: asked(
      { zh: '公示按工作日', en: 'the notice in working days' },
      { zh: '按国务院节假日安排数，未满不能登记。', en: 'By the decreed calendar; a shorter one cannot be entered.' },
      '行政许可法 第八十二条',
      'LAW',
    ),
    objectionsAnswered: asked(
      { zh: '异议须答复', en: 'objections are answered' },
      { zh: '每条异议答复后方可办结。', en: 'It ends once each has its answer.' },
    ),
    accountsReconciled: asked(
      { zh: '决算勾稽', en: 'accounts reconciled' },
      {
        zh: '建安与其他投资合计等于决算；不低于已付款；超过合同加变更须说明；不超过核定概算。',
        en: 'Works and the rest add up; not below what was paid; above contract and changes only with a reason; within the approved estimate.',
      },
      '政府投资条例 第二十三条、第二十五条；财建〔2016〕503号',
      'LAW',
    ),
    accountsApproved: asked(
      { zh: '决算须批复', en: 'accounts approved' },
      { zh: '有财政批复方可办结。', en: 'It ends once finance has approved them.' },
      '财建〔2016〕503号',
      'LAW',
    ),
    accountsReview: row(
      tiers(0),
      [
        { upToFen: 1_000_000_000, days: 30 },
        { upToFen: null, days: 60 },
      ],
      {
        name: { zh: '决算审核期限（按决算金额）', en: 'accounts are reviewed within, by their sum' },
        explanation: {
          zh: '自决算编报之日起的工作日，其后为批复期限；到期前后提醒，逾期记为问题，不设关口。空：不跟踪；待县级确认。',
          en: 'Working days from the day of the accounts, with the reply after them; told before and after, found when missed, and nothing waits for it. Empty: not watched; to be confirmed by the county.',
        },
        unit: 'WD',
        document: '竣工财务决算审核批复时限（县级规定，参照厦门市思明区）',
        mark: 'GK_M',
        first: { value: [] },
      },
    ),
    accountsReplyDays: row(number(1, 90), 15, {
      name: { zh: '决算批复期限', en: 'the reply on them comes within' },
      explanation: { zh: '自审核期满之日起；待县级确认。', en: 'After the review; to be confirmed by the county.' },
      unit: 'WD',
      document: '竣工财务决算审核批复时限（县级规定，参照厦门市思明区）',
      mark: 'GK_M',
    }),
  },
  ({ accountsReview }) => tierFaults('accountsReview', accountsReview),
);
