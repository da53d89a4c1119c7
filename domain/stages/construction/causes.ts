/**
 * Which changes have one cause, however it was typed. What is the same but for width, script, case, order, blanks, punctuation
 * and words such as 再次 is one cause; what is only alike is shown to whoever decides. Pure. Deliberately absent: the ladder (standards/changes.ts).
 */
import { daysBetween } from '../../kernel/days.ts';
import type { IsoDate } from '../../kernel/values.ts';
import type { ChangeRules } from '../../standards/changes.ts';
import { simplified } from '../../text/simplified.ts';
import type { Request } from './requests.ts';

const BETWEEN = /[\s\p{P}\p{S}\p{Z}\p{C}]+/gu;
/** Words that say that something happens again, or of which part, and nothing of why. */
const AGAIN =
  /再次|再度|又一次|重新|继续|后续|追加|补充|增补|另行|第[\d一二三四五六七八九十]+(?:次|期|批|部分)|[\d一二三四五六七八九十]+期|之[一二三四五六七八九十]$|\b(?:again|further|another|additional|second|third|more|part\d*)\b/gu;

/** What is compared of a cause; empty: it says nothing. */
export function causeOf(text: string): string {
  const words = simplified(text.normalize('NFKC')).toLowerCase().replace(BETWEEN, ' ').trim();
  return words.replace(AGAIN, '').replaceAll(' ', '');
}
/** The same in whatever order it was said: 变化：地质条件. */
const inAnyOrder = (text: string): string => [...causeOf(text)].sort().join('');

const pairs = (text: string): ReadonlySet<string> => {
  const characters = [...text];
  return new Set(characters.length < 2 ? characters : characters.slice(1).map((character, index) => `${characters[index]}${character}`));
};
/** Shared pairs of characters in the shorter of two causes, per mille. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (shared * PER_MILLE) / Math.max(1, Math.min(left.size, right.size));
}
const PER_MILLE = 1_000;

export type Causes = {
  /** Of one cause with it, and within the days; they are summed. */
  readonly same: readonly (readonly [string, Request])[];
  /** Alike within those days, by what was typed. */
  readonly alike: readonly (readonly [string, Request])[];
  /** Of one cause with it, within those days, and refused: not summed, but whoever refused them is asked again. */
  readonly refused: readonly (readonly [string, Request])[];
};

/** The earlier changes that count with one of `cause` that is asked for on `today`. */
export function causesOf(changes: Readonly<Record<string, Request>>, cause: string, today: IsoDate, rules: ChangeRules): Causes {
  const { splitDays, likePerMille } = rules;
  const within = Object.entries(changes).filter(([, { on }]) => splitDays === null || on === undefined || daysBetween(on, today) <= splitDays);
  const near = within.filter(([, { status }]) => status !== 'REFUSED');
  // The rules up to 0.5.0 compared letter by letter.
  const key = (text: string): string => (likePerMille === null ? text : inAnyOrder(text));
  const wanted = key(cause);
  const same = near.filter(([, change]) => key(change.cause ?? '') === wanted);
  const alike =
    likePerMille === null
      ? []
      : near.filter(
          ([, change]) => !same.some(([, other]) => other === change) && likeness(causeOf(change.cause ?? ''), causeOf(cause)) >= likePerMille,
        );
  const refused = likePerMille === null ? [] : within.filter(([, change]) => change.status === 'REFUSED' && key(change.cause ?? '') === wanted);
  return { same, alike, refused };
}
