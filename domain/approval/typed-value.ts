/** What somebody typed into a field, read as the value that the API takes, and back. Deliberately absent: whether it may stand there (form.ts). */
import type { FieldValue, FormField } from './form-shape.ts';

/** 分 of what was typed in 元, whose sign may stand with it; null: nothing, or no sum. By its digits: no binary fraction comes near money. */
export function fenOf(amount: unknown): number | null {
  const [, yuan, cents = ''] = /^¥?(\d{1,12})(?:\.(\d{1,2}))?元?$/.exec(String(amount).normalize('NFKC').replaceAll(/[,\s]/g, '')) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}
export const yuanOf = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** What was typed as a number, in an input method's digits or with separators too; null: no number. Nothing of it is guessed: `1e9`, `3-5` are none. */
export function numberOf(typed: unknown): number | null {
  const text = String(typed).normalize('NFKC').replaceAll(/[,\s]/g, '');
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : null;
}

/** What is no number or sum is given as it was typed: whoever checks it says so at its field. Undefined: nothing was typed. */
export function valueTyped({ type }: Pick<FormField, 'type'>, typed: unknown): string | number | undefined {
  const text = String(typed ?? '').trim();
  if (text === '') return undefined;
  if (type === 'MONEY') return fenOf(text) ?? text;
  return type === 'NUMBER' ? (numberOf(text) ?? text) : text;
}

/** A value as it would be typed. */
export const typedAs = ({ type }: Pick<FormField, 'type'>, value: FieldValue): string =>
  type === 'MONEY' && typeof value === 'number' ? yuanOf(value) : String(value);
