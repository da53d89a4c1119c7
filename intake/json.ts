/** JSON that a person brings as a file, in any encoding that intake/text.ts reads. Deliberately absent: what it must hold. */
import type { Text } from '../domain/kernel/values.ts';
import { namedTwice, namedTwiceFault } from '../domain/text/once.ts';
import { visible } from '../domain/text/shown.ts';
import { decodeText } from './text.ts';

type JsonRead = { readonly value: unknown } | { readonly fault: Text };

/** `fault` begins with a verb, so that the caller can put the file's name before it. */
export function parseJsonBytes(bytes: Uint8Array): JsonRead {
  const decoded = decodeText(bytes, { zh: '请另存为 UTF-8', en: 'save it as UTF-8' });
  return 'fault' in decoded ? { fault: decoded.fault } : parseJsonText(decoded.text);
}

/** Errors of the parser name a place in characters; people look for a line. */
export function parseJsonText(text: string): JsonRead {
  try {
    const value: unknown = JSON.parse(text);
    const twice = namedTwice(text);
    if (twice === null) return { value };
    const { zh, en } = namedTwiceFault(visible(twice));
    return { fault: { zh: `有误：${zh}`, en } };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const at = Number(/at position (\d+)/.exec(said)?.[1] ?? Number.NaN);
    const line = Number.isNaN(at) ? null : text.slice(0, at).split('\n').length;
    return {
      fault: {
        zh: `不是 JSON${line === null ? '' : `（第 ${line} 行）`}：${inChinese(said)}`,
        en: `is no JSON${line === null ? '' : ` (line ${line})`}: ${said}`,
      },
    };
  }
}

/** What Node's parser says, in Chinese; what is not known here as it is. */
const inChinese = (said: string): string => SAID.find(([pattern]) => pattern.test(said))?.[1] ?? said;
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^Unexpected end of JSON input/, '内容不完整，末尾缺少引号、括号或其他内容'],
  [/^Unterminated string/, '引号没有闭合'],
  [/^Expected double-quoted property name/, '这里应是带双引号的字段名（多了逗号，或字段名没有加英文双引号）'],
  [/^Expected property name or '}'/, '这里应是带双引号的字段名或“}”'],
  [/^Expected ',' or '[}\]]'/, '这里缺少逗号或右括号'],
  [/^Expected ':'/, '字段名后缺少英文冒号'],
  [/^Bad control character/, '引号内有换行或控制字符'],
  [/^Bad escaped character|^Bad Unicode escape/, '反斜杠之后的字符有误'],
  [/^Unexpected non-whitespace character/, 'JSON 结束之后还有内容'],
  [/^Exponent part|^No number after|^Unterminated fractional/, '数字不完整'],
  [/^Unexpected token/, '有不该出现的字符（如中文引号、逗号或注释）'],
];
