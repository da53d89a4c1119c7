/**
 * What only a person fills in on the page behind a link: four digits that stand in the mail and nowhere else. A scanner
 * that submits every form it finds does not get past them (FusionAuth#2443). Digits, so that a phone shows its number pad
 * and a screen reader spells them; and people copy them in one look.
 */
import type { ApprovalState } from './facts.ts';

export const CHECK_DIGITS = 4;
/**
 * Guessing is slowed down, and ends: so many tries are free, as scanners make them and a person must not be held up by
 * theirs; further ones so far apart; after the last the link is switched off, and its person has a new one sent.
 */
export const CHECK_TRIES = { free: 20, apartSeconds: 20, most: 100 } as const;

/** Numbers that a machine tries first: 0000, 1111, 1234, 4321, a year, and what else repeats or counts. */
export function isPlainNumber(digits: string): boolean {
  const steps = new Set([...digits].slice(1).map((digit, index) => (Number(digit) - Number(digits[index]) + 10) % 10));
  return (steps.size === 1 && [0, 1, 9].some((step) => steps.has(step))) || /^(19|20)/.test(digits) || digits.slice(0, 2) === digits.slice(2);
}

/**
 * What has to be typed. Links of releases before 0.3.0 have no digits of their own: their mails named the last two
 * characters of the project's number.
 */
export const checkOf = (link: { readonly check: string | null }, { project, programme }: Pick<ApprovalState, 'project' | 'programme'>): string =>
  link.check ?? (project ?? programme).slice(-2);

/** Forgiving about case, spaces and full-width digits, as a person on a phone types them. */
export const passesCheck = (answer: string, typed: string): boolean =>
  typed.normalize('NFKC').replace(/\s/g, '').toUpperCase() === answer.toUpperCase();
