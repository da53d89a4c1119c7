/** The gates of tenders, contracts, what is paid by them, and change orders. */
import { approvalId } from '../../domain/approval/case.ts';
import type { Gate } from './gate.ts';
import { system } from './played-case.ts';
import { at, contract, late, opened, started, works } from './played-works.ts';
import { tendered, WAN } from './samples.ts';

const tender = (more: object) => () => opened().send({ ...tendered(), ...more });
const signed =
  (more: object, from = () => opened().must(tendered())) =>
  () => {
    const played = from();
    played.now = at('2023-12-01');
    return played.send({ ...works, ...more });
  };
const small = (more: object = {}) => contract('DESIGN', 90 * WAN, { smallFirm: true, ...more });
const delivered = { type: 'RecordDelivery', key: 'D1', contract: 'DESIGN-1', amountFen: 30 * WAN, on: '2023-09-15' } as const;
const change = (more: object) => () => started().send({ type: 'RequestChange', key: 'C1', amountFen: 1 * WAN, cause: '基坑渗水', ...more });
/** What a change of 10,000 yuan is asked for by: FOUND where somebody else than the unit decides. */
const decidedBy = (more: object) => () => {
  const played = started();
  const { refused } = played.send({ type: 'RequestChange', key: 'C1', amountFen: 1 * WAN, cause: '基坑渗水', ...more });
  return { refused, findings: played.state.changes.C1?.status === 'ASKED' ? ['ASKED_OF_OTHERS'] : [] };
};
const byContract =
  (amountFen: number, more: object = {}) =>
  () =>
    started()
      .must(contract('DESIGN', 90 * WAN))
      .send({ type: 'RequestPayment', key: 'S1', amountFen, confirmedValueFen: 0, contract: 'DESIGN-1', ...more });

export const CONTRACT_GATES: readonly Gate[] = [
  {
    key: 'construction.contract.tender',
    stage: 'CONSTRUCTION',
    name: { zh: '必须招标', en: 'must-tender' },
    rule: {
      zh: '单项合同达到限额（施工 400 万、货物 200 万、勘察设计监理 100 万）须招标；同类未招标的合并计算。未招标的写明理由方可登记，并记为问题。',
      en: 'From 4m for works, 2m for goods and 1m for survey, design and supervision a contract is tendered; those of a kind that were not are summed. Without one it says why, and is a finding.',
    },
    document: '国家发展改革委令第16号 第五条',
    rows: ['TENDER.asked', 'TENDER.goodsFen', 'TENDER.servicesFen', 'TENDER.budgetFen', 'TENDER.budgetPerMille', 'STEPS.tenderFromFen'],
    tries: [
      { what: { zh: '设计少 1 分', en: 'design, 1 分 less' }, must: 'TAKEN', play: () => opened().send(contract('DESIGN', 100 * WAN - 1)) },
      { what: { zh: '设备少 1 分', en: 'equipment, 1 分 less' }, must: 'TAKEN', play: () => opened().send(contract('EQUIPMENT', 200 * WAN - 1)) },
      { what: { zh: '施工经招标', en: 'works by tender' }, must: 'TAKEN', play: () => opened().must(tendered()).send(works) },
      {
        what: { zh: '核准不招标', en: 'exempted' },
        must: 'TAKEN',
        play: () => opened().send(contract('DESIGN', 100 * WAN, { exemption: '青发改〔2023〕7号' })),
      },
      {
        what: { zh: '设计 100 万未招标', en: 'design of 1m' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => opened().send(contract('DESIGN', 100 * WAN)),
      },
      {
        what: { zh: '设备 200 万未招标', en: 'equipment of 2m' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => opened().send(contract('EQUIPMENT', 200 * WAN)),
      },
      {
        what: { zh: '施工 400 万未招标', en: 'works of 4m' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => opened().send({ type: 'RecordContract', contractor: '某单位', amountFen: 400 * WAN, on: '2023-08-20' }),
      },
      {
        what: { zh: '拆成两份', en: 'cut in two' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () =>
          opened()
            .must(contract('DESIGN', 60 * WAN))
            .send(contract('DESIGN', 40 * WAN, { number: 'DESIGN-2' })),
      },
      {
        what: { zh: '竞争性磋商不是招标', en: 'a consultation is no tender' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () =>
          opened()
            .must({ ...tendered(), way: 'CONSULTATION' })
            .send(works),
      },
      {
        what: { zh: '写明理由', en: 'with the reason why' },
        must: 'FOUND',
        code: 'CONTRACT_WITHOUT_TENDER',
        play: () => opened().send(contract('DESIGN', 100 * WAN, { untendered: '工期紧' })),
      },
      {
        what: { zh: '立案前已签订', en: 'signed before the project came here' },
        must: 'FOUND',
        code: 'CONTRACT_WITHOUT_TENDER',
        play: () => opened('2023-08-21').send(contract('DESIGN', 100 * WAN)),
      },
      {
        what: { zh: '别的类别的招标', en: 'a tender of another kind' },
        must: 'REFUSED',
        code: 'SUMS_DISAGREE',
        play: () =>
          opened()
            .must(tendered())
            .send(contract('DESIGN', 100 * WAN, { tender: 'SG-1' })),
      },
    ],
  },
  {
    key: 'construction.tender.publication',
    stage: 'CONSTRUCTION',
    name: { zh: '中标候选人公示与投标保证金', en: 'candidates and bid bond' },
    rule: {
      zh: '收到评标报告 3 日内公示中标候选人，公示不少于 3 日；投标保证金不超过估算价 2 %。不合的记为问题。',
      en: 'Candidates are published within 3 days of the report, for 3 days at least; a bid bond is 2 % at most. Else a finding.',
    },
    document: '招标投标法实施条例 第二十六条、第五十四条',
    rows: ['TENDER.candidatesWithinDays', 'TENDER.candidatesDays', 'TENDER.bidBondPerMille'],
    tries: [
      {
        what: { zh: '第 3 日公示满 3 日', en: 'on the 3rd day, for 3' },
        must: 'TAKEN',
        play: tender({ publishedFrom: '2023-08-04', publishedUntil: '2023-08-06' }),
      },
      { what: { zh: '保证金 2 %', en: 'a bond of 2 %' }, must: 'TAKEN', play: tender({ bidBondFen: 40 * WAN }) },
      {
        what: { zh: '第 4 日', en: 'on the 4th day' },
        must: 'FOUND',
        code: 'CANDIDATES_LATE',
        play: tender({ publishedFrom: '2023-08-05', publishedUntil: '2023-08-07' }),
      },
      { what: { zh: '公示 2 日', en: 'for 2 days' }, must: 'FOUND', code: 'CANDIDATES_SHORT', play: tender({ publishedUntil: '2023-08-03' }) },
      {
        what: { zh: '未公示', en: 'not published' },
        must: 'FOUND',
        code: 'CANDIDATES_NOT_PUBLISHED',
        play: tender({ publishedFrom: undefined, publishedUntil: undefined }),
      },
      { what: { zh: '保证金多 1 分', en: '1 分 more' }, must: 'FOUND', code: 'BID_BOND_OVER', play: tender({ bidBondFen: 40 * WAN + 1 }) },
      {
        what: { zh: '公示期未满即发通知书', en: 'awarded before it was over' },
        must: 'FOUND',
        code: 'ORDER_INVERTED',
        play: tender({ on: '2023-08-03' }),
      },
      {
        what: { zh: '公示止日早于起日', en: 'it ends before it began' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: tender({ publishedUntil: '2023-08-01' }),
      },
    ],
  },
  {
    key: 'construction.contract.terms',
    stage: 'CONSTRUCTION',
    name: { zh: '按中标签订合同', en: 'the contract as awarded' },
    rule: {
      zh: '中标通知书发出 30 日内按中标价签订；履约保证金不超过合同 10 %。不合的记为问题。',
      en: 'Signed within 30 days of the notice, for what was awarded; a performance bond is 10 % at most. Else a finding.',
    },
    document: '招标投标法 第四十六条；招标投标法实施条例 第五十八条',
    rows: ['TENDER.signWithinDays', 'TENDER.performanceBondPerMille'],
    tries: [
      {
        what: { zh: '第 30 日，保证金 10 %', en: 'on the 30th day, a bond of 10 %' },
        must: 'TAKEN',
        play: signed({ on: '2023-09-09', performanceBondFen: 200 * WAN }),
      },
      { what: { zh: '第 31 日', en: 'on the 31st day' }, must: 'FOUND', code: 'CONTRACT_SIGNED_LATE', play: signed({ on: '2023-09-10' }) },
      { what: { zh: '通知书前一天', en: 'the day before the notice' }, must: 'FOUND', code: 'ORDER_INVERTED', play: signed({ on: '2023-08-09' }) },
      {
        what: { zh: '多 1 分', en: '1 分 more than awarded' },
        must: 'FOUND',
        code: 'CONTRACT_NOT_AS_AWARDED',
        play: signed({ amountFen: 2_000 * WAN + 1 }),
      },
      {
        what: { zh: '保证金多 1 分', en: 'a bond of 1 分 more' },
        must: 'FOUND',
        code: 'PERFORMANCE_BOND_OVER',
        play: signed({ performanceBondFen: 200 * WAN + 1 }),
      },
      { what: { zh: '没有这个标段', en: 'a tender that is not there' }, must: 'REFUSED', code: 'UNKNOWN_ITEM', play: signed({ tender: 'X' }) },
    ],
  },
  {
    key: 'construction.contract.payment',
    stage: 'CONSTRUCTION',
    name: { zh: '其他合同的付款限额', en: 'payments by other contracts' },
    rule: {
      zh: '按合同付款，累计不超过该合同价；各合同合计不超过核定概算。',
      en: 'Each within the sum of its own contract, and all together within the approved estimate.',
    },
    document: '财建〔2022〕183号；政府投资条例 第二十三条',
    rows: ['PAYMENTS.retentionPerMille'],
    tries: [
      { what: { zh: '付清合同价', en: 'the whole contract' }, must: 'TAKEN', play: byContract(90 * WAN) },
      { what: { zh: '多 1 分', en: '1 分 more' }, must: 'REFUSED', code: 'PAYMENT_OVER_LIMIT', play: byContract(90 * WAN + 1) },
      {
        what: { zh: '没有这份合同', en: 'a contract that is not there' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: byContract(1, { contract: 'X' }),
      },
      {
        what: { zh: '改变施工产值', en: 'it changes the value of works' },
        must: 'REFUSED',
        code: 'SUMS_DISAGREE',
        play: byContract(1, { confirmedValueFen: 1 }),
      },
    ],
  },
  {
    key: 'construction.small-firm.days',
    stage: 'CONSTRUCTION',
    name: { zh: '中小企业款项支付期限', en: 'when small firms are paid' },
    rule: {
      zh: '自交付之日起 30 日内付清，合同可约定至多 60 日；约定更长、到期未付的记为问题。',
      en: 'Paid within 30 days of delivery; a contract may set 60 at most. A longer term and what is not paid by then are findings.',
    },
    document: '保障中小企业款项支付条例 第九条',
    rows: ['SMALL_FIRMS.payDays', 'SMALL_FIRMS.agreedMostDays'],
    tries: [
      { what: { zh: '约定 60 日', en: '60 days agreed' }, must: 'TAKEN', play: () => started().send(small({ payDays: 60 })) },
      {
        what: { zh: '约定 61 日', en: '61 days agreed' },
        must: 'FOUND',
        code: 'SMALL_FIRM_TERM_LONG',
        play: () => started().send(small({ payDays: 61 })),
      },
      {
        what: { zh: '第 30 日', en: 'on the 30th day' },
        must: 'TAKEN',
        play: late('DELIVERY', 'D1', at('2023-10-15'), () => started().must(small()).must(delivered)),
      },
      {
        what: { zh: '第 31 日', en: 'on the 31st day' },
        must: 'FOUND',
        code: 'SMALL_FIRM_UNPAID',
        play: late('DELIVERY', 'D1', at('2023-10-16'), () => started().must(small()).must(delivered)),
      },
      {
        what: { zh: '已付清', en: 'paid up' },
        must: 'TAKEN',
        play: late('DELIVERY', 'D1', at('2023-10-16'), () =>
          started()
            .must(small())
            .must(delivered)
            .must({ type: 'RequestPayment', key: 'S1', amountFen: 30 * WAN, confirmedValueFen: 0, contract: 'DESIGN-1', claim: 'D1' })
            .must(
              {
                type: 'ApprovalDecided',
                approval: approvalId('QH-01', 'PAYMENT.S1', 1),
                outcome: 'APPROVED',
                reason: null,
                conditions: [],
                scores: [],
              },
              system,
            ),
        ),
      },
      {
        what: { zh: '超过交付单', en: 'more than was delivered' },
        must: 'REFUSED',
        code: 'PAYMENT_OVER_LIMIT',
        play: () =>
          started()
            .must(small())
            .must(delivered)
            .send({ type: 'RequestPayment', key: 'S1', amountFen: 30 * WAN + 1, confirmedValueFen: 0, contract: 'DESIGN-1', claim: 'D1' }),
      },
    ],
  },
  {
    key: 'construction.change.scope',
    stage: 'CONSTRUCTION',
    name: { zh: '规模、地点、内容变更', en: 'changes of scale, site or content' },
    rule: {
      zh: '变更建设规模、地点、内容的，不论金额，报原审批部门。',
      en: 'A change of scale, site or content goes to whoever approved it, whatever it costs.',
    },
    document: '政府投资条例 第二十一条',
    rows: ['CHANGES.scopeToApprover'],
    tries: [
      { what: { zh: '1 万元的普通变更', en: 'an ordinary one of 10,000' }, must: 'TAKEN', play: decidedBy({}) },
      { what: { zh: '1 万元的规模变更', en: 'one of scale' }, must: 'FOUND', code: 'ASKED_OF_OTHERS', play: decidedBy({ alters: 'SCALE' }) },
    ],
  },
  {
    key: 'construction.change.emergency',
    stage: 'CONSTRUCTION',
    name: { zh: '应急变更', en: 'emergency changes' },
    rule: {
      zh: '应急先行实施的，写明日期和理由，24 小时内登记并补办审批；迟报和事后未获批准的记为问题。',
      en: 'An emergency says when and why, and is recorded within 24 hours; later, or refused afterwards, is a finding.',
    },
    document: '工程变更分级（本产品默认值）',
    rows: ['CHANGES.emergencyDays'],
    tries: [
      { what: { zh: '次日登记', en: 'recorded the next day' }, must: 'TAKEN', play: change({ doneOn: '2023-09-19', urgency: '抢险' }) },
      {
        what: { zh: '第三日登记', en: 'two days later' },
        must: 'FOUND',
        code: 'EMERGENCY_RECORDED_LATE',
        play: change({ doneOn: '2023-09-18', urgency: '抢险' }),
      },
      { what: { zh: '没有理由', en: 'without a reason' }, must: 'REFUSED', code: 'INCOMPLETE', play: change({ doneOn: '2023-09-19' }) },
      {
        what: { zh: '未来的日期', en: 'a day that lies ahead' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: change({ doneOn: '2023-09-21', urgency: '抢险' }),
      },
      {
        what: { zh: '事后未获批准', en: 'not approved afterwards' },
        must: 'FOUND',
        code: 'CHANGED_AND_REFUSED',
        play: () =>
          started()
            .must({ type: 'RequestChange', key: 'C1', amountFen: 12 * WAN, cause: '渗水', doneOn: '2023-09-20', urgency: '抢险' })
            .send(
              {
                type: 'ApprovalDecided',
                approval: approvalId('QH-01', 'CHANGE.C1', 1),
                outcome: 'REJECTED',
                reason: null,
                conditions: [],
                scores: [],
              },
              system,
            ),
      },
    ],
  },
];
