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

/** `path: must be …` and `path：须…`, where both begin with the same path; what else is said is no field's. */
const PLACED_EN = /^([\w.[\]-]+(?: \([^)]*\))?(?:\.[\w.[\]-]+)*): (.+)$/s;

/** Where a fault stands, and what is said of that place; `at` null: in no one field. */
export function placeOf({ zh, en }: Text): { readonly at: string | null; readonly text: Text } {
  const [, at, said] = PLACED_EN.exec(en) ?? [];
  if (at === undefined || said === undefined || !zh.startsWith(`${at}：`)) return { at: null, text: { zh, en } };
  return { at, text: { zh: zh.slice(at.length + 1), en: said } };
}
