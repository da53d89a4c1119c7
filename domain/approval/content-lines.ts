/** What is applied for as lines of a page, mail or sheet: the sum first, and once. Deliberately absent: documents, layout. */
import { money } from '../words/money.ts';
import type { Content } from './facts.ts';

type Line = Content['summary'][number];

/**
 * The sum stands on top (null: the matter has none). Where the summary says it as well, under a name that tells more than
 * 「申请金额」, that line goes up in its place.
 */
export function contentLines({ amountFen, summary }: Pick<Content, 'amountFen' | 'summary'>): {
  readonly amount: Line | null;
  readonly rest: readonly Line[];
} {
  if (amountFen === undefined) return { amount: null, rest: summary };
  const value = money(amountFen);
  const same = summary.find((line) => line.value.zh === value.zh);
  return {
    amount: { label: same?.label ?? { zh: '申请金额', en: 'Amount applied for' }, value },
    rest: summary.filter((line) => line !== same),
  };
}
