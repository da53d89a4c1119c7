/** The gates of the programme's money: what is allocated, what is paid from it, what goes back. */
import { approvalId } from '../../domain/approval/case.ts';
import type { Gate, Tried } from './gate.ts';
import { officer, PlayedCase, system } from './played-case.ts';
import { openProgramme } from './programme.ts';
import { profile, stageBase, surveyBasis, WAN } from './samples.ts';

const NOW = '2026-11-24T02:00:00.000Z';
const paper = (nth: number) => ({ document: `青财社〔2026〕${nth}号`, on: '2026-05-06' });
const source = { type: 'RecordSource', key: 'ZJ-1', level: 'CENTRAL', by: '省财政厅', year: 2026, amountFen: 100 * WAN, ...paper(1) } as const;
const allocate = { type: 'Allocate', key: 'XD-1', source: 'ZJ-1', project: 'QH-01', amountFen: 100 * WAN, ...paper(2) } as const;
const back = { type: 'ReturnFunds', key: 'TH-1', allocation: 'XD-1', how: 'SURPLUS', reason: '结余', ...paper(3) } as const;
const opened = () =>
  new PlayedCase('programme', NOW)
    .must(openProgramme, system)
    .must({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: [] } }, officer);
const granted = () => opened().must({ ...source, seen: 0 }, officer);
const allocated = () => granted().must({ ...allocate, seen: 1 }, officer);
const paid = (fen: number) =>
  allocated().must({ type: 'CountPayments', project: 'QH-01', account: 'CONSTRUCTION', version: 1, paidFen: fen, takenOverFen: 0 }, system);

const works = () =>
  new PlayedCase('construction', NOW)
    .must({ type: 'Open', ...stageBase({ estimateFen: 2_680 * WAN, landPreOn: null, plan: null }) }, system)
    .must({ type: 'RecordContract', contractor: '青禾建筑', amountFen: 2_000 * WAN, on: '2026-09-01' });
const told = (allocatedFen: number) => works().must({ type: 'TakeFunds', version: 3, allocatedFen, elsewhereFen: 0 }, system);
const sources = (centralFen: number, countyFen: number) => [
  { source: 'ZJ-1', level: 'CENTRAL' as const, allocatedFen: centralFen },
  { source: 'ZJ-2', level: 'COUNTY' as const, allocatedFen: countyFen },
];
const bySource = (centralFen: number, countyFen: number) =>
  works().must(
    { type: 'TakeFunds', version: 3, allocatedFen: centralFen + countyFen, elsewhereFen: 0, sources: sources(centralFen, countyFen) },
    system,
  );
const payFrom = (on: ReturnType<typeof works>, ...from: readonly (readonly [string, number])[]): Tried =>
  on.send({
    ...{ type: 'RequestPayment', key: 'P1', amountFen: 300 * WAN, confirmedValueFen: 0, kind: 'ADVANCE' },
    from: from.map(([key, wan]) => ({ source: key, amountFen: wan * WAN })),
  });
const pay = (on: ReturnType<typeof works>, amountFen: number): Tried =>
  on.send({ type: 'RequestPayment', key: 'P1', amountFen, confirmedValueFen: 0, kind: 'ADVANCE' });
const approved = (on: ReturnType<typeof works>) =>
  on.must(
    { type: 'ApprovalDecided', approval: approvalId('QH-01', 'PAYMENT.P1', 1), outcome: 'APPROVED', reason: null, conditions: [], scores: [] },
    system,
  );

export const FUNDS_GATES: readonly Gate[] = [
  {
    key: 'funds.allocation',
    stage: 'PROGRAMME',
    name: { zh: '下达不超过来源', en: 'allocations stay within their source' },
    rule: {
      zh: '从一个来源下达的资金合计不超过该来源；同一文件只计一次；以看到的台账版本为准，版本已变的不登记。',
      en: 'What is allocated from a source stays within it; one document counts once; whoever has seen an older version of the ledger records nothing.',
    },
    document: '本产品默认值（县级可改）',
    rows: ['FUNDS.allocationGate'],
    tries: [
      { what: { zh: '恰好全部', en: 'all of it' }, must: 'TAKEN', play: () => granted().send({ ...allocate, seen: 1 }, officer) },
      {
        what: { zh: '多一分', en: 'one fen more' },
        must: 'REFUSED',
        code: 'FUNDS_SHORT',
        play: () => granted().send({ ...allocate, amountFen: 100 * WAN + 1, seen: 1 }, officer),
      },
      {
        what: { zh: '分两次，第二次多一分', en: 'in two, the second of them one fen too much' },
        must: 'REFUSED',
        code: 'FUNDS_SHORT',
        play: () => allocated().send({ ...allocate, key: 'XD-2', amountFen: 1, ...paper(4), seen: 2 }, officer),
      },
      {
        what: { zh: '看到的是旧版本', en: 'by whoever saw an older version' },
        must: 'REFUSED',
        code: 'SUPERSEDED',
        play: () => granted().send({ ...allocate, seen: 0 }, officer),
      },
      {
        what: { zh: '同一文号再作来源', en: 'the same document as another source' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => granted().send({ ...source, key: 'ZJ-2', document: '青财社[2026]1 号', seen: 1 }, officer),
      },
      {
        what: { zh: '没有登记的项目', en: 'a project that is not registered' },
        must: 'REFUSED',
        code: 'UNKNOWN_ITEM',
        play: () => granted().send({ ...allocate, project: 'QH-99', seen: 1 }, officer),
      },
      {
        what: { zh: '日期在将来', en: 'a day to come' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => granted().send({ ...allocate, on: '2099-01-01', seen: 1 }, officer),
      },
      {
        what: { zh: '项目负责人登记', en: 'by a manager' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => granted().send({ ...allocate, seen: 1 }),
      },
    ],
  },
  {
    key: 'funds.payment',
    stage: 'CONSTRUCTION',
    name: { zh: '付款不超过下达', en: 'payments stay within what was allocated' },
    rule: {
      zh: '项目累计付款（含待批）不超过已下达资金；还没有下达的不设关口，亮红灯；下达减少到已付以下的记为问题。',
      en: 'What a project pays, with what waits, stays within what was allocated; before anything was, there is no gate and the light is red; less allocated than paid is a finding.',
    },
    document: '政府投资条例 第二十二条（关口为本产品默认值）',
    rows: ['FUNDS.paymentGate'],
    tries: [
      { what: { zh: '没有台账', en: 'no ledger' }, must: 'TAKEN', play: () => pay(works(), 500 * WAN) },
      { what: { zh: '恰好全部', en: 'all of it' }, must: 'TAKEN', play: () => pay(told(500 * WAN), 500 * WAN) },
      { what: { zh: '多一分', en: 'one fen more' }, must: 'REFUSED', code: 'FUNDS_SHORT', play: () => pay(told(500 * WAN), 500 * WAN + 1) },
      {
        what: { zh: '下达收回到已付以下', en: 'taken back beneath what was paid' },
        must: 'FOUND',
        code: 'PAID_OVER_ALLOCATION',
        play: () => {
          const on = told(500 * WAN);
          pay(on, 300 * WAN);
          return approved(on).send({ type: 'TakeFunds', version: 4, allocatedFen: 200 * WAN, elsewhereFen: 0 }, system);
        },
      },
      {
        what: { zh: '迟到的旧消息', en: 'an older message, late' },
        must: 'TAKEN',
        play: () => {
          const on = told(500 * WAN);
          on.must({ type: 'TakeFunds', version: 2, allocatedFen: 1, elsewhereFen: 0 }, system);
          return pay(on, 500 * WAN);
        },
      },
    ],
  },
  {
    key: 'funds.source',
    stage: 'CONSTRUCTION',
    name: { zh: '从一个来源付款不超过其下达', en: 'payments from a source stay within what it allocated' },
    rule: {
      zh: '付款注明资金来源的，各来源合计等于本次支付，从每个来源累计支付（含待批）不超过其向本项目的下达；不注明的，台账按先后顺序推定；下达减少到已注明支付以下的记为问题。',
      en: 'A payment that names its sources names all of it, and from each source, with what waits, no more than that has allocated to the project; where none is named the ledger goes by its convention; less allocated than was paid by name is a finding.',
    },
    document: '政府投资条例 第二十二条（关口为本产品默认值）',
    rows: ['FUNDS.paymentGate'],
    tries: [
      {
        what: { zh: '两个来源，恰好全部', en: 'from two, all of both' },
        must: 'TAKEN',
        play: () => payFrom(bySource(200 * WAN, 100 * WAN), ['ZJ-1', 200], ['ZJ-2', 100]),
      },
      {
        what: { zh: '总额够，一个来源不够', en: 'enough in all, and too much from one' },
        must: 'REFUSED',
        code: 'FUNDS_SHORT',
        play: () => payFrom(bySource(200 * WAN, 900 * WAN), ['ZJ-1', 201], ['ZJ-2', 99]),
      },
      {
        what: { zh: '合计少于本次支付', en: 'less than it pays' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => payFrom(bySource(200 * WAN, 100 * WAN), ['ZJ-1', 200]),
      },
      {
        what: { zh: '没有下达的来源', en: 'a source that has allocated nothing here' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => payFrom(bySource(400 * WAN, 0), ['ZJ-9', 300]),
      },
      {
        what: { zh: '同一来源两次', en: 'one source twice' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => payFrom(bySource(400 * WAN, 0), ['ZJ-1', 100], ['ZJ-1', 200]),
      },
      {
        what: { zh: '该来源收回到已付以下', en: 'that source taken back beneath what was paid' },
        must: 'FOUND',
        code: 'PAID_OVER_SOURCE',
        play: () => {
          const on = bySource(300 * WAN, 100 * WAN);
          payFrom(on, ['ZJ-1', 300]);
          return approved(on).send(
            { type: 'TakeFunds', version: 4, allocatedFen: 400 * WAN, elsewhereFen: 0, sources: sources(200 * WAN, 200 * WAN) },
            system,
          );
        },
      },
    ],
  },
  {
    key: 'funds.return',
    stage: 'PROGRAMME',
    name: { zh: '收回和上缴', en: 'taken back and returned' },
    rule: {
      zh: '退回的不超过该笔下达的余额，也不超过项目未支付的资金。',
      en: 'What goes back is no more than the allocation holds, and never what was paid.',
    },
    document: '政府投资条例 第二十五条（天数为本产品默认值）',
    rows: ['FUNDS.surplusDays'],
    tries: [
      {
        what: { zh: '余额全部上缴', en: 'all that is left' },
        must: 'TAKEN',
        play: () => paid(60 * WAN).send({ ...back, amountFen: 40 * WAN, seen: 2 }, officer),
      },
      {
        what: { zh: '已支付的上缴', en: 'what was paid' },
        must: 'REFUSED',
        code: 'SUMS_DISAGREE',
        play: () => paid(60 * WAN).send({ ...back, amountFen: 40 * WAN + 1, seen: 2 }, officer),
      },
      {
        what: { zh: '多于下达', en: 'more than it holds' },
        must: 'REFUSED',
        code: 'SUMS_DISAGREE',
        play: () => allocated().send({ ...back, amountFen: 100 * WAN + 1, seen: 2 }, officer),
      },
      {
        what: { zh: '没有理由', en: 'without a reason' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => allocated().send({ ...back, amountFen: 1, reason: ' ', seen: 2 }, officer),
      },
    ],
  },
];
