/** What is owed: wages of workers month by month, deliveries of small firms. Deliberately absent: the decisions (wages.ts, claims.ts). */
import type { EventFactsOf } from '../../../kernel/event-facts.ts';
import { code, count, day, fen, line, month, optional, text } from '../../../kernel/shape.ts';
import type { IsoDate } from '../../../kernel/values.ts';
import { runs } from '../../commands.ts';

export const owedCommands = {
  /** 农民工工资专用账户. `account`: a reference such as its last digits; `depositFen`: 工资保证金. */
  RecordWageAccount: runs({ bank: line(200), account: code, number: code, on: day, depositFen: optional(fen) }),
  /** A month as it was paid; a month that is told again is put right. */
  RecordWages: runs({ month, workers: count, dueFen: fen, paidFen: fen, on: day, note: optional(text) }),
  /** What was delivered and checked (交付验收单 or invoice). `contract`: its number; left out: that of works. */
  RecordDelivery: runs({ key: code, contract: optional(code), amountFen: fen, on: day }),
};

export type WageAccount = {
  readonly bank: string;
  readonly account: string;
  readonly number: string;
  readonly on: IsoDate;
  readonly depositFen?: number;
};
export type WageMonth = {
  readonly workers: number;
  readonly dueFen: number;
  readonly paidFen: number;
  readonly on: IsoDate;
  readonly note?: string;
};
export type Delivery = {
  readonly contract?: string;
  readonly amountFen: number;
  readonly on: IsoDate;
  /** Until when it is paid; absent: nobody asks. */
  readonly payBy?: IsoDate;
  /** Approved for it, in 分. */
  readonly paidFen: number;
};

export type OwedEvent =
  | { readonly type: 'WageAccountRecorded'; readonly data: WageAccount }
  | { readonly type: 'WagesRecorded'; readonly data: WageMonth & { readonly month: string } }
  | { readonly type: 'DeliveryRecorded'; readonly data: Omit<Delivery, 'paidFen'> & { readonly key: string } };

/** What a state holds of it. Absent: nothing, or a release up to 0.6.0. */
export type OwedState = {
  readonly wageAccount?: WageAccount;
  readonly wages?: Readonly<Record<string, WageMonth>>;
  readonly deliveries?: Readonly<Record<string, Delivery>>;
};

export const OWED_FACTS = {
  WageAccountRecorded: {
    zh: '登记农民工工资专户',
    en: 'wage account recorded',
    shows: ['bank', 'number', 'on'],
    fields: { bank: 'text', account: 'code', number: 'document', on: 'code', depositFen: 'amount' },
  },
  WagesRecorded: {
    zh: '登记农民工工资',
    en: 'wages recorded',
    shows: ['month', 'paidFen'],
    fields: { month: 'code', paidFen: 'amount', on: 'code', note: 'text' },
  },
  DeliveryRecorded: {
    zh: '登记交付',
    en: 'delivery recorded',
    shows: ['key', 'on', 'amountFen', 'payBy'],
    fields: { key: 'code', contract: 'document', amountFen: 'amount', on: 'code', payBy: 'code' },
  },
} as const satisfies EventFactsOf<OwedEvent>;
