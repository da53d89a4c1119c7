/**
 * What is wrong with what somebody gave: where it stands, and what it must be, in both languages. Deliberately absent:
 * refusals with a code (rejection.ts).
 */
import type { Text } from './values.ts';

/** `what` follows the place: "must be …", 须为…. */
export const faultAt = (at: string, what: Text): Text => ({ zh: `${at}：${what.zh}`, en: `${at}: ${what.en}` });

/** Under a place that is known further out: `.limit` of a step becomes `steps[0] (s0).limit`. */
export const faultsWithin = (at: string, faults: readonly Text[]): readonly Text[] =>
  faults.map(({ zh, en }) => ({ zh: `${at}${zh}`, en: `${at}${en}` }));
