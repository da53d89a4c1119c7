/** The forms of tenders and contracts. Deliberately absent: what may happen (decide.ts). */
import { PAYMENTS } from '../../../standards/payments.ts';
import { SMALL_FIRMS } from '../../../standards/small-firms.ts';
import { CONTRACT_KINDS, CONTRACT_NAMES, TENDER, TENDER_WAY_NAMES } from '../../../standards/tender.ts';
import { type FormsTold, type Option, optionsOf } from '../../form.ts';
import { text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import type { contractCommands } from './facts.ts';

const tendersIn = ({ tenders = {} }: ConstructionState): readonly Option[] =>
  Object.entries(tenders).map(([value, { kind, winner }]) => ({
    value,
    label: text(`${value} ${CONTRACT_NAMES[kind].zh}（${winner}）`, `${value} ${CONTRACT_NAMES[kind].en} (${winner})`),
  }));
/** The contract for works and all others, by their numbers. */
export const contractsIn = ({ contracts = {} }: ConstructionState): readonly Option[] =>
  Object.entries(contracts).map(([value, { kind, contractor }]) => ({
    value,
    label: text(`${CONTRACT_NAMES[kind].zh} ${value}（${contractor}）`, `${CONTRACT_NAMES[kind].en} ${value} (${contractor})`),
  }));
/** A number that no contract has. */
const free = ({ contracts = {} }: ConstructionState): string => `—${Object.keys(contracts).length}`;
const freeTender = ({ tenders = {} }: ConstructionState): string => `—${Object.keys(tenders).length}`;

export const contractForms: FormsTold<typeof contractCommands, ConstructionState> = {
  RecordTender: {
    group: GROUPS.money,
    name: text('登记招标采购', 'Record a tender'),
    how: text(
      '在交易中心等处已办结的招标或采购，照实登记；公示、保证金不合规的记为问题。',
      'A tender or procurement that was held outside, as it was; what breaks a rule of publication or bonds is a finding.',
    ),
    final: text('登记后不能更改。', 'It stays as it is recorded.'),
    fields: {
      key: { label: text('标段编号', 'Lot'), help: text('本项目内不重复', 'Once in this project') },
      kind: { label: text('合同类别', 'Kind of contract'), options: optionsOf(CONTRACT_NAMES, CONTRACT_KINDS), basis: TENDER.rows.asked.document },
      way: { label: text('方式', 'Way'), options: optionsOf(TENDER_WAY_NAMES) },
      estimateFen: { label: text('估算价', 'Estimated at') },
      reportOn: { label: text('收到评标报告', 'Evaluation report received'), basis: TENDER.rows.candidatesWithinDays.document },
      publishedFrom: { label: text('候选人公示自', 'Candidates published from'), basis: TENDER.rows.candidatesDays.document },
      publishedUntil: { label: text('候选人公示至', 'Candidates published until') },
      bidBondFen: { label: text('投标保证金', 'Bid bond'), basis: TENDER.rows.bidBondPerMille.document },
      winner: { label: text('中标单位', 'Awarded to') },
      amountFen: { label: text('中标价', 'Awarded sum') },
      number: { label: text('中标（成交）通知书编号', 'Number of the award notice') },
      on: { label: text('通知书日期', 'Day of the award notice') },
    },
    probe: (state, today) => ({
      key: freeTender(state),
      kind: 'OTHER',
      way: 'OPEN',
      estimateFen: 1,
      winner: '—',
      amountFen: 1,
      number: '—',
      on: today,
    }),
  },
  RecordContract: {
    group: GROUPS.money,
    name: text('登记合同', 'Record a contract'),
    how: text(
      '勘察、设计、监理、施工、设备等合同；达到限额须招标的，选择已登记的招标。',
      'Of survey, design, supervision, works, equipment; one over the line of must-tender names its tender.',
    ),
    final: text('合同登记后不能更改；金额变动须办工程变更。', 'A contract that is recorded stays as it is; its sum changes by change orders alone.'),
    fields: {
      kind: { label: text('类别', 'Kind'), options: optionsOf(CONTRACT_NAMES, CONTRACT_KINDS), needed: true },
      contractor: { label: text('承包（供应）单位', 'Contractor'), needed: true, short: true },
      amountFen: { label: text('合同价', 'Contract sum'), help: text('含税，以合同文本为准', 'With tax, as the contract says it') },
      on: { label: text('签订日期', 'Signed on') },
      number: { label: text('合同编号', 'Number'), help: text('施工合同以外须填写', 'Needed for all but works') },
      tender: { label: text('招标采购', 'Tender'), options: tendersIn, basis: TENDER.rows.asked.document },
      exemption: { label: text('不招标的核准文号', 'Number of the exemption'), help: text('依法可以不招标的填写', 'Where the law allows none') },
      untendered: {
        label: text('未招标的理由', 'Why there was no tender'),
        help: text('达到限额而未招标的，记为问题', 'Over the line it is a finding'),
      },
      performanceBondFen: { label: text('履约保证金', 'Performance bond'), basis: TENDER.rows.performanceBondPerMille.document },
      smallFirm: { label: text('中小企业', 'A small or medium firm'), basis: SMALL_FIRMS.rows.payDays.document },
      payDays: {
        label: text('约定的支付期限', 'Agreed days for payment'),
        unit: text('日', 'days'),
        help: text('自交付之日起', 'From delivery'),
        basis: SMALL_FIRMS.rows.agreedMostDays.document,
      },
      retentionMonths: {
        label: text('缺陷责任期', 'Defects period'),
        unit: text('个月', 'months'),
        help: text('合同另有约定的填写，至多 24 个月', 'Where the contract sets one; 24 months at most'),
        basis: PAYMENTS.rows.retentionMonths.document,
      },
    },
    probe: (state, today) => ({
      ...(state.contract === null ? { kind: 'WORKS' as const } : { kind: 'OTHER' as const, number: free(state) }),
      contractor: '—',
      amountFen: 1,
      on: today,
    }),
    start: (state) => ({ kind: state.contract === null ? 'WORKS' : 'DESIGN' }),
  },
};
