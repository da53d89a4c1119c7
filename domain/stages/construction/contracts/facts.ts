/** Tenders and contracts of any kind: what may be asked, what happened, what is known. Deliberately absent: the decisions (decide.ts). */
import type { EventFactsOf } from '../../../kernel/event-facts.ts';
import { code, day, fen, flag, line, number, oneOf, optional, text } from '../../../kernel/shape.ts';
import type { IsoDate } from '../../../kernel/values.ts';
import { CONTRACT_KINDS, CONTRACT_NAMES, type ContractKind, TENDER_WAY_NAMES, TENDER_WAYS, type TenderWay } from '../../../standards/tender.ts';
import { named } from '../../../words/named.ts';
import { runs } from '../../commands.ts';
import type { Request } from '../requests.ts';

export const contractCommands = {
  /** A procurement that was held outside. `estimateFen`: what it was estimated at; `number`: of the award notice. */
  RecordTender: runs({
    key: code,
    kind: oneOf(CONTRACT_KINDS),
    way: oneOf(TENDER_WAYS),
    estimateFen: fen,
    reportOn: optional(day),
    publishedFrom: optional(day),
    publishedUntil: optional(day),
    bidBondFen: optional(fen),
    winner: line(200),
    amountFen: fen,
    number: code,
    on: day,
  }),
  /**
   * `kind` left out: works. `number`: of the contract; needed for any other kind. `tender`: key of what it was awarded by;
   * `exemption`: number of the document that allows none; `untendered`: why there was none. `payDays`: from delivery, as agreed.
   */
  RecordContract: runs({
    kind: optional(oneOf(CONTRACT_KINDS)),
    contractor: text,
    amountFen: fen,
    on: day,
    number: optional(code),
    tender: optional(code),
    exemption: optional(code),
    untendered: optional(text),
    performanceBondFen: optional(fen),
    smallFirm: optional(flag),
    payDays: optional(number(0, 365)),
    retentionMonths: optional(number(0, 24)),
  }),
};

/** What stands in any contract beside its party, sum and day. */
export type Terms = {
  readonly number?: string;
  readonly tender?: string;
  readonly exemption?: string;
  readonly untendered?: string;
  readonly performanceBondFen?: number;
  readonly smallFirm?: boolean;
  readonly payDays?: number;
};
/** `retentionMonths`: months after completion from which retention is released, where the contract sets them. */
export type Contract = Terms & {
  readonly contractor: string;
  readonly amountFen: number;
  readonly on: IsoDate;
  readonly retentionMonths?: number;
  /** It was signed before the project came here (domain/takeover). */
  readonly takenOver?: true;
};
/** Of survey, design, supervision, equipment and whatever else is not works. */
export type OtherContract = Contract & { readonly kind: Exclude<ContractKind, 'WORKS'> };

export type Tender = {
  readonly kind: ContractKind;
  readonly way: TenderWay;
  readonly estimateFen: number;
  readonly reportOn?: IsoDate;
  readonly publishedFrom?: IsoDate;
  readonly publishedUntil?: IsoDate;
  readonly bidBondFen?: number;
  readonly winner: string;
  readonly amountFen: number;
  readonly number: string;
  readonly on: IsoDate;
};

export type ContractEvent =
  | { readonly type: 'TenderRecorded'; readonly data: Tender & { readonly key: string } }
  /** Of works. */
  | { readonly type: 'ContractRecorded'; readonly data: Contract }
  | { readonly type: 'OtherContractRecorded'; readonly data: OtherContract & { readonly number: string } };

/** What a state holds of it. Absent: nothing, or a release up to 0.6.0. */
export type ContractState = {
  readonly tenders?: Readonly<Record<string, Tender>>;
  /** By their numbers, without the one for works. */
  readonly contracts?: Readonly<Record<string, OtherContract>>;
  /** What is paid by those; the payments of works stand apart. */
  readonly contractPayments?: Readonly<Record<string, Request & { readonly contract: string }>>;
};

export const CONTRACT_FACTS = {
  TenderRecorded: {
    zh: '登记招标采购',
    en: 'tender recorded',
    shows: ['key', 'kind', 'way', 'number', 'on', 'amountFen'],
    words: { kind: named(CONTRACT_NAMES), way: named(TENDER_WAY_NAMES) },
    fields: {
      key: 'code',
      kind: 'code',
      way: 'code',
      reportOn: 'code',
      publishedFrom: 'code',
      publishedUntil: 'code',
      winner: 'text',
      amountFen: 'amount',
      number: 'document',
      on: 'code',
    },
  },
  ContractRecorded: {
    zh: '登记施工合同',
    en: 'contract recorded',
    shows: ['on', 'amountFen'],
    fields: { contractor: 'text', amountFen: 'amount', on: 'code', number: 'document', tender: 'code', exemption: 'document', untendered: 'text' },
  },
  OtherContractRecorded: {
    zh: '登记其他合同',
    en: 'another contract recorded',
    shows: ['kind', 'number', 'on', 'amountFen'],
    words: { kind: named(CONTRACT_NAMES) },
    fields: {
      kind: 'code',
      contractor: 'text',
      amountFen: 'amount',
      on: 'code',
      number: 'document',
      tender: 'code',
      exemption: 'document',
      untendered: 'text',
    },
  },
} as const satisfies EventFactsOf<ContractEvent>;
