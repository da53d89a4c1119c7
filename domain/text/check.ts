/**
 * The one check of what a person or a machine typed, at every door: is it text, can it be read as what it is, does it show
 * anything, how long is it. Deliberately absent: how many characters a field may have (api/schemas).
 */
import type { Text } from '../kernel/values.ts';
import { codeOf, ILL_FORMED, IS_CONTROL, IS_PRIVATE, LOST, MAY_BE_UNSEEN, PILED, SHOWS, unseenMarks } from './marks.ts';
import { visible } from './shown.ts';

/** What is wrong with a text of one or more lines, and where; null: nothing. It does not say whether it is empty or long. */
export function faultOfText(text: string): Text | null {
  for (const match of MAY_BE_UNSEEN.test(text) ? text.matchAll(unseenMarks()) : []) {
    const mark = match[2];
    if (mark !== undefined) return faultOfMark(mark, placeOf(text, match.index));
  }
  const lost = text.indexOf(LOST);
  if (lost >= 0) {
    const { zh, en } = placeOf(text, lost);
    return { zh: `有字在传输中丢失（�），请重新填写${zh}`, en: `contains �${en}, where a character was lost on the way; it must be written anew` };
  }
  const piled = PILED.exec(text);
  if (piled === null) return null;
  const { zh, en } = placeOf(text, piled.index);
  return { zh: `须去掉堆叠在一个字上的附加符号${zh}`, en: `contains a pile of marks upon one character${en}; they must go` };
}

/** The same for what stands in one line: a name, a title, a number. */
export function faultOfLine(text: string): Text | null {
  const end = /[\r\n\t]/.exec(text);
  if (end === null) return faultOfText(text);
  const { zh, en } = placeOf(text, end.index);
  return { zh: `须写在一行内，不含换行和制表符${zh}`, en: `contains line ends or tabs${en}; it must be one line` };
}

function faultOfMark(mark: string, { zh, en }: Text): Text {
  const code = codeOf(mark);
  if (mark === '\u0000') return { zh: `不得含有空字符 U+0000${zh}`, en: `contains U+0000${en}; it must go` };
  if (ILL_FORMED.test(mark))
    return {
      zh: `须为完整的 Unicode 文字，${code} 不是字符${zh}`,
      en: `contains ${code}${en}, which is no character; it must be well-formed Unicode`,
    };
  if (IS_CONTROL.test(mark)) return { zh: `不得含有控制字符 ${code}${zh}`, en: `contains control characters (${code}${en}); they must go` };
  if (IS_PRIVATE.test(mark))
    return {
      zh: `${code} 是自造字，别处显示不同，请改用标准字${zh}`,
      en: `contains ${code}${en}, which every computer draws otherwise; it must be a standard character`,
    };
  return {
    zh: `含有看不见的字符 ${code}，会隐藏或颠倒文字，请删去${zh}`,
    en: `contains ${code}${en}, one of the marks that hide or turn text and are not seen; it must go`,
  };
}

/** The characters before it, as they can be seen: nobody finds by a number what he cannot see. */
function placeOf(text: string, index: number): Text {
  const before = visible([...text.slice(Math.max(0, index - 16), index)].slice(-8).join(''))
    .replace(/\s+/g, ' ')
    .trim();
  return before === '' ? { zh: '（在开头）', en: ', at its beginning' } : { zh: `（在“${before}”之后）`, en: `, after “${before}”` };
}

/** Whether nobody would see anything: it counts as empty wherever a text is asked for. */
export const showsNothing = (text: string): boolean => !SHOWS.test(text);

/** Line ends as one character each, as browsers count them and as they are kept. */
export const withLineEnds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** As the person's browser counts a `maxlength` (HTML: UTF-16 code units, each line end as one). */
export const lengthAsTyped = (text: string): number => withLineEnds(text).length;
