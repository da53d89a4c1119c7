/** Places with their stratum as lines that people write: 「河口镇 乡镇」. Pure. */
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import { likelyStratum } from '../../domain/stages/survey/filled-in.ts';
import { STRATUM_WORDS, type Stratum } from '../../domain/standards/demand.ts';

export type Area = { readonly name: string; readonly stratum: Stratum };

/** What a line may end in. */
const ENDINGS: readonly (readonly [RegExp, Stratum])[] = [
  [/\s+(城区|town|urban)$/i, 'URBAN'],
  [/\s+(乡镇|townships?)$/i, 'TOWNSHIP'],
  [/\s+(园区|parks?)$/i, 'PARK'],
];

export const asLines = (areas: readonly Area[], locale: Locale): string =>
  areas.map(({ name, stratum }) => `${name} ${pick(STRATUM_WORDS[stratum], locale)}`).join('\n');

/** A line without a blank is a name alone, whose stratum is the likely one; `wrong`: the first line that ends in something else. */
export function areasIn(text: string): { readonly areas: readonly Area[] } | { readonly wrong: string } {
  const areas: Area[] = [];
  for (const line of text.split('\n').map((one) => one.normalize('NFKC').trim())) {
    if (line === '') continue;
    const ending = ENDINGS.find(([pattern]) => pattern.test(line));
    if (ending !== undefined) areas.push({ name: line.replace(ending[0], '').trim(), stratum: ending[1] });
    else if (/\s/.test(line)) return { wrong: line };
    else areas.push({ name: line, stratum: likelyStratum(line) });
  }
  return { areas };
}

/** What is said at the field of areas; null: nothing is wrong with them. */
export function areasFault(text: string, words: { areasWrong(line: string): string; readonly areasMissing: string }): string | null {
  const read = areasIn(text);
  if ('wrong' in read) return words.areasWrong(read.wrong);
  return read.areas.length === 0 ? words.areasMissing : null;
}
