/**
 * The one form in which document numbers (文号) are asked for and compared: brackets, width, blanks and case do not count.
 * What people typed is kept and shown beside it. Pure. Deliberately absent: whether a number is one that an office issues.
 */
import { normalised } from './normalised.ts';

/** An index of PostgreSQL takes keys of some 2,700 bytes; whoever writes a longer number is found by its beginning. */
export const NUMBER_MAX = 200;

/** Every kind of bracket in which people set the year; full-width ones are ASCII by then. */
const OPENING = /[〔【〖〘〚﹝﹙［（[({⟦⦗]/gu;
const CLOSING = /[〕】〗〙〛﹞﹚］）\])}⟧⦘]/gu;

/** `试〔2026〕1号` for all of 试[2026]1号, 试（２０２６）1 号, 试【2026】1号. */
export const numberTerm = (number: string): string =>
  [...normalised(number).replaceAll(OPENING, '〔').replaceAll(CLOSING, '〕').replaceAll(/\s/gu, '')].slice(0, NUMBER_MAX).join('');
