/** The days of settlement: its review, what is left for a small firm, the return of retention. Nothing waits for them; what was missed is found. */
import type { Gate } from './gate.ts';
import { at, COMPLETION, finished, late, opened, permitted, START, settled, works } from './played-works.ts';
import { COMMITTED, tendered, WAN } from './samples.ts';

const SUBMIT = { type: 'SubmitSettlement', amountFen: 1_990 * WAN, number: 'SS-1', on: '2024-01-08' } as const;
const completed = () => finished().must(COMPLETION);
const underReview = () => completed().must(SUBMIT);
/** Works by a small firm, settled. */
const smallFirm = () => {
  const played = opened()
    .must(tendered())
    .must({ ...works, smallFirm: true });
  for (const command of COMMITTED) played.must(command);
  return played.must(START);
};
const smallSettled = () => {
  const played = smallFirm();
  played.now = at('2024-01-10');
  for (const key of ['FOUNDATION', 'STRUCTURE', 'SERVICES', 'FIT_OUT', 'OUTDOOR_EQUIPMENT', 'FIRE_CHECK', 'PRE_ACCEPTANCE'])
    played.must({ type: 'RecordMilestone', key, on: '2023-12-01', evidence: '签认' });
  return played.must(COMPLETION).must({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-01-10' });
};

export const SETTLEMENT_GATES: readonly Gate[] = [
  {
    key: 'construction.settlement.days',
    stage: 'CONSTRUCTION',
    name: { zh: '结算审核、余款和质保金的期限', en: 'days of the review, of what is left and of retention' },
    rule: {
      zh: '竣工验收后送审，按送审金额计审核工作日；中小企业的余款按条例期限付清；缺陷责任期满后按期返还质保金；逾期的记为问题，不设关口。',
      en: 'Handed in after completion, reviewed within working days by its sum; a small firm is paid the rest in its days; retention is returned after the defects period; what is missed is found, and nothing waits for it.',
    },
    document: '财建〔2022〕183号；保障中小企业款项支付条例 第九条；建质〔2017〕138号（待核原文）',
    rows: ['SETTLEMENT.review', 'SETTLEMENT.retentionReturnDays', 'SMALL_FIRMS.payDays'],
    tries: [
      { what: { zh: '竣工验收后送审', en: 'handed in after completion' }, must: 'TAKEN', play: () => completed().send(SUBMIT) },
      {
        what: { zh: '竣工验收前送审', en: 'before completion' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => permitted().send({ ...SUBMIT, on: '2023-09-18' }),
      },
      {
        what: { zh: '再次送审没有理由', en: 'anew without a reason' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => underReview().send(SUBMIT),
      },
      {
        what: { zh: '20 个工作日内审结', en: 'reviewed within its 20 working days' },
        must: 'TAKEN',
        play: () => {
          const played = underReview();
          played.now = at('2024-02-04');
          return played.send({ type: 'RecordSettlement', amountFen: 1_980 * WAN, number: 'JS-1', on: '2024-02-04' });
        },
      },
      {
        what: { zh: '逾期审结', en: 'reviewed too late' },
        must: 'FOUND',
        code: 'SETTLEMENT_REVIEW_LATE',
        play: () => {
          const played = underReview();
          played.now = at('2024-03-05');
          return played.send({ type: 'RecordSettlement', amountFen: 1_980 * WAN, number: 'JS-1', on: '2024-03-05' });
        },
      },
      {
        what: { zh: '逾期未审', en: 'not reviewed at all' },
        must: 'FOUND',
        code: 'SETTLEMENT_REVIEW_LATE',
        play: late('REVIEW', 'SS-1', at('2024-03-05'), underReview),
      },
      {
        what: { zh: '中小企业余款逾期', en: 'a small firm not paid in its days' },
        must: 'FOUND',
        code: 'SETTLEMENT_UNPAID',
        play: late('SETTLEMENT', 'JS-1', at('2024-02-20'), smallSettled),
      },
      {
        what: { zh: '质保金逾期未返还', en: 'retention not returned' },
        must: 'FOUND',
        code: 'RETENTION_NOT_RELEASED',
        play: late('RETENTION', 'JS-1.2025-12-31', at('2026-02-01'), settled),
      },
      {
        what: { zh: '缺陷责任期满后 28 日内', en: 'retention within its 28 days' },
        must: 'TAKEN',
        play: late('RETENTION', 'JS-1.2025-12-31', at('2026-01-20'), settled),
      },
    ],
  },
];
