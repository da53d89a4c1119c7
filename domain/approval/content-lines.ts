/** What is applied for as lines of a page, mail or sheet: the sum first, and once. Deliberately absent: documents, layout. */
import { money } from '../words/money.ts';
import type { Content } from './facts.ts';
import { type Filled, filledLines } from './filled.ts';
import { formLines, type NameOf } from './form.ts';
import type { Form } from './form-shape.ts';

const byId: NameOf = (person) => ({ zh: person, en: person });
type Line = Content['summary'][number];

/**
 * The sum stands on top (null: the matter has none). Where the summary says it as well, under a name that tells more than
 * 「申请金额」, that line goes up in its place. What deciders filled in comes next, then the form, then free lines.
 */
export function contentLines(
  content: Pick<Content, 'amountFen' | 'summary' | 'values'>,
  form?: Form,
  nameOf?: NameOf,
  /** What deciders have filled in, as it stands (filled.ts). */
  filled: readonly Pick<Filled, 'key' | 'value' | 'person'>[] = [],
): {
  readonly amount: Line | null;
  readonly rest: readonly Line[];
} {
  const { amountFen } = content;
  const summary: readonly Line[] = [...formLines(content, form, nameOf).map(({ label, value }) => ({ label, value })), ...content.summary];
  const theirs = filledLines(filled, form, nameOf ?? byId);
  if (amountFen === undefined) return { amount: null, rest: [...theirs, ...summary] };
  const value = money(amountFen);
  const same = summary.find((line) => line.value.zh === value.zh);
  return {
    amount: { label: same?.label ?? form?.find(({ fact }) => fact === 'amountFen')?.label ?? { zh: '申请金额', en: 'Amount applied for' }, value },
    rest: [...theirs, ...summary.filter((line) => line !== same)],
  };
}
