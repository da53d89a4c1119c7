/** What a mail is filled with, and the sentences that it stands in. Deliberately absent: the sentences (*-texts.ts). */
import type { Locale } from '../../domain/kernel/locale.ts';

export type Filling = {
  readonly title: string;
  readonly project: string;
  readonly until: string;
  readonly reason: string;
  readonly detail: string;
  /** Who asks, hands over, is away. */
  readonly from: string;
  readonly question: string;
  /** 「（代 张三）」 where somebody acts for another; else empty. */
  readonly behalf: string;
  readonly round: number;
};
/** Subject and first sentence, in both languages. */
export type Sentences = Readonly<Record<Locale, { readonly subject: (f: Filling) => string; readonly lead: (f: Filling) => string }>>;
