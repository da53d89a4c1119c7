/** Sums and numbers as people type them. Deliberately absent: showing them (money.tsx). */

/** 分 of what was typed in 元; null: nothing, or no sum. By its digits: no binary fraction comes near money. */
export function fenOf(amount: unknown): number | null {
  const [, yuan, cents = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(String(amount).normalize('NFKC').replaceAll(/[,\s]/g, '')) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}
export const yuanOf = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** What was typed as a number, in an input method's digits or with separators too; null: no number. Nothing of it is guessed: `1e9`, `3-5` are none. */
export function numberOf(typed: unknown): number | null {
  const text = String(typed).normalize('NFKC').replaceAll(/[,\s]/g, '');
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : null;
}
