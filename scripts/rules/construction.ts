/** The gates of construction. */
import type { Gate } from './gate.ts';
import { PlayedCase, system } from './played-case.ts';
import { stageBase, WAN } from './samples.ts';

const NOW = '2024-06-03T02:00:00.000Z';
const opened = () =>
  new PlayedCase('construction', NOW)
    .must({ type: 'Open', ...stageBase({ estimateFen: 2_680 * WAN }) }, system)
    .must({ type: 'RecordContract', contractor: '青禾建筑', amountFen: 2_000 * WAN, on: '2023-09-01' });
const pay = (amountFen: number, confirmedValueFen: number) => () => opened().send({ type: 'RequestPayment', key: '1', amountFen, confirmedValueFen });

export const CONSTRUCTION_GATES: readonly Gate[] = [
  {
    key: 'construction.payment.limit',
    stage: 'CONSTRUCTION',
    name: { zh: '累计付款限额', en: 'limit of payments' },
    rule: {
      zh: '累计付款不得超过确认产值扣除质保金后的数额，也不得超过合同价加已批准变更和核定概算。',
      en: 'Payments in all stay within the confirmed value less retention, the contract with approved changes, and the approved estimate.',
    },
    document: '财建〔2022〕183号',
    rows: ['PAYMENTS.retentionPerMille'],
    tries: [
      { what: { zh: '产值的 97 %', en: '97 % of the value' }, must: 'TAKEN', play: pay(970 * WAN, 1_000 * WAN) },
      {
        what: { zh: '比 97 % 多 1 分', en: '1 分 more than 97 %' },
        must: 'REFUSED',
        code: 'PAYMENT_OVER_LIMIT',
        play: pay(970 * WAN + 1, 1_000 * WAN),
      },
      { what: { zh: '没有产值', en: 'no value confirmed' }, must: 'REFUSED', code: 'PAYMENT_OVER_LIMIT', play: pay(1, 0) },
    ],
  },
];
