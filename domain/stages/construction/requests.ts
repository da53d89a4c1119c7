/** A payment or a change order as a state holds it, and what a change may alter. Deliberately absent: who decides on one (money.ts, changes.ts). */
import type { PaidFrom } from '../../funds/facts.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { PaymentKind } from '../../standards/closed-lists.ts';

/** What approvals were given for (政府投资条例 art. 21). */
export const ALTERATIONS = ['SCALE', 'SITE', 'CONTENT'] as const;
export type Alteration = (typeof ALTERATIONS)[number];
export const ALTERATION_NAMES: Readonly<Record<Alteration, Text>> = {
  SCALE: { zh: '建设规模', en: 'scale' },
  SITE: { zh: '建设地点', en: 'site' },
  CONTENT: { zh: '建设内容', en: 'content' },
};

export type Request = {
  readonly amountFen: number;
  readonly status: 'ASKED' | 'APPROVED' | 'REFUSED';
  readonly cause?: string;
  readonly kind?: PaymentKind /** When it was asked for. */;
  readonly on?: IsoDate;
  /** Of a payment: the value that was confirmed with it, in all, in 分. Absent: none was, or the case has no light of payments. */
  readonly valueFen?: number;
  /** It was approved and done before the project came here (domain/takeover). */
  readonly takenOver?: true;
  /** The delivery that it pays. */
  readonly claim?: string;
  /** Of a payment: from which sources, together its amount. Absent: none is named, and the ledger goes by its convention. */
  readonly from?: readonly PaidFrom[];
  readonly alters?: Alteration;
  readonly doneOn?: IsoDate;
};
