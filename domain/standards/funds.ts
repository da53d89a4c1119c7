/** What holds of a programme's money: its gates, and when its lights turn. Deliberately absent: the ledger (funds/). */
import { fen, flag, number, oneOf } from '../kernel/shape.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

/** `REFUSE`: it is not taken; `FIND`: it is recorded, with a finding. */
export const FUNDS_GATES = ['REFUSE', 'FIND'] as const;

const practice = '本产品默认值（县级可改）';

export const FUNDS = ruleTable(
  'FUNDS',
  {
    name: { zh: '项目群资金', en: 'Money of the programme' },
    explanation: {
      zh: '资金来源、预算、下达、支付之间的关口和亮灯；没有登记资金来源的项目群不设关口。',
      en: 'Gates and lights between sources, budgets, allocations and payments; a programme without any source on record has no gate.',
    },
  },
  {
    allocationGate: row(oneOf(FUNDS_GATES), 'REFUSE', {
      name: { zh: '下达超过来源', en: 'allocated beyond its source' },
      explanation: { zh: 'REFUSE：不予登记；FIND：登记并记为问题。', en: 'REFUSE: not recorded; FIND: recorded, as a finding.' },
      document: practice,
      mark: 'DEFAULT',
    }),
    paymentGate: row(oneOf(FUNDS_GATES), 'REFUSE', {
      name: { zh: '付款超过下达', en: 'paid beyond what was allocated' },
      explanation: {
        zh: 'REFUSE：不予受理付款申请；FIND：受理并记为问题。政府投资项目所需资金应当按照国家有关规定确保落实到位，不得由施工单位垫资建设。',
        en: 'REFUSE: the payment cannot be asked for; FIND: it can, as a finding. Money of a government project must be in place; contractors finance nothing.',
      },
      document: '政府投资条例 第二十二条（关口为本产品默认值）',
      mark: 'DEFAULT',
    }),
    missingRed: row(flag, true, {
      name: { zh: '没有登记资金来源即红灯', en: 'red while no source is on record' },
      document: practice,
      mark: 'DEFAULT',
    }),
    countyBehindYellow: row(number(0, 100), 10, {
      name: { zh: '县级配套滞后超过即黄灯', en: 'yellow when the county’s own share lags by more than' },
      explanation: {
        zh: '县级资金下达比例低于其余来源下达比例的百分点。',
        en: 'Points by which the county’s share of its plan that is allocated lies below that of the other sources.',
      },
      unit: 'POINT',
      document: practice,
      mark: 'DEFAULT',
    }),
    countyBehindRed: row(number(0, 100), 30, {
      name: { zh: '县级配套滞后超过即红灯', en: 'red when the county’s own share lags by more than' },
      unit: 'POINT',
      document: practice,
      mark: 'DEFAULT',
    }),
    surplusDays: row(number(1, 365), 30, {
      name: { zh: '结余资金上缴期限', en: 'a surplus goes back within' },
      explanation: { zh: '自项目付讫之日起。', en: 'Counted from the day on which nothing more is to be paid.' },
      unit: 'CD',
      document: '政府投资条例 第二十五条（天数为本产品默认值）',
      mark: 'DEFAULT',
    }),
    centralPerPlaceFen: row(fen, 1_000_000, {
      name: { zh: '普惠托育中央补助每个新增托位', en: 'central subsidy for each new place of an enterprise' },
      explanation: { zh: '社会力量项目；不同的记为问题。', en: 'Of projects that an enterprise invests in; another sum is a finding.' },
      unit: 'FEN',
      document: '普惠托育服务专项行动（每个新增托位 1 万元，待核原文）',
      mark: 'GK_H',
    }),
    centralSharePercent: row(number(0, 100), 60, {
      name: { zh: '公办项目中央投资占比上限', en: 'central share of a public project at most' },
      explanation: { zh: '东部 30%、中部 60%、西部 80%；由县级按所在地区设定。', en: 'East 30 %, Central 60 %, West 80 %; the county sets its own.' },
      unit: 'PERCENT',
      document: '托育建设中央预算内投资补助标准（待核原文）',
      mark: 'GK_H',
    }),
  },
  (v) =>
    v.countyBehindYellow > v.countyBehindRed
      ? [{ zh: 'countyBehindYellow 不得大于 countyBehindRed', en: 'countyBehindYellow must not be above countyBehindRed' }]
      : [],
);
export type FundsRules = ValuesOf<typeof FUNDS.rows>;
