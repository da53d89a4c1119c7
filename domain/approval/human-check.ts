/**
 * What only a person fills in on the page behind a link: the last characters of the project's number, which the mail
 * names and no form repeats. A scanner that submits every form it finds does not get past it (FusionAuth#2443).
 */
import type { ApprovalState } from './facts.ts';

export type HumanCheck = { readonly of: string; readonly characters: number; readonly answer: string };

export function humanCheckOf(state: Pick<ApprovalState, 'project' | 'programme'>): HumanCheck {
  const of = state.project ?? state.programme;
  return { of, characters: 2, answer: of.slice(-2) };
}

/** Forgiving about case, spaces and full-width digits, as a person on a phone types them. */
export const passesHumanCheck = (check: HumanCheck, typed: string): boolean =>
  typed.normalize('NFKC').trim().toUpperCase() === check.answer.toUpperCase();
