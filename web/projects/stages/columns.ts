/** How wide what a stage needs and what can be done in it stand. Deliberately absent: drawing. */
import type { StageQuery } from '../paths.ts';
import type { Act } from './facts.ts';

/** A form that is open has the width of the page, and comes first where there was room for two columns. */
export function columnsWith(
  acts: readonly Act[],
  { act }: StageQuery,
): { readonly opens: boolean; readonly beside: { readonly base: 12; readonly md: 6 | 12 } } {
  const opens = acts.some(({ type, refused }) => type === act && refused === null);
  return { opens, beside: { base: 12, md: opens ? 12 : 6 } };
}
