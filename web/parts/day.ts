/** A day as somebody types it, as text of the form 2026-11-30. Pure; deliberately absent: the field (day-input.tsx). */
import { isRealDay } from '../../domain/kernel/days.ts';

const TYPED = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;

/** 2026-2-3, 2026/2/3, 2026.2.3, 2026年2月3日, 20260203. Null: it is none, or no calendar has it, like 30 February. */
export function dayOf(typed: string): string | null {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '');
  return dayFrom((TYPED.exec(text) ?? DIGITS.exec(text) ?? []).slice(1));
}

/** Of year, month and day as a pattern found them; null: it found none, or no calendar has it. */
export function dayFrom([year, month = '', day = '']: readonly string[]): string | null {
  if (year === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isRealDay(written) ? written : null;
}
