/**
 * The gate for what comes in as JSON or fields, whatever shape is asked of it: well-formed text everywhere, bounded in
 * depth, fields and length, so that nothing behind it meets what it cannot read, keep or walk through. Iterative, since
 * nesting is what it bounds. Deliberately absent: which fields a body has (api/schemas).
 */
import { faultAt } from '../kernel/fault.ts';
import type { Text } from '../kernel/values.ts';
import { faultOfText } from './check.ts';
import { visible } from './shown.ts';

export type InputLimits = {
  /** Levels of arrays and objects. */
  readonly depth: number;
  /** Fields of one object; of all of them together two and a half times as many. */
  readonly keys: number;
  /** UTF-16 code units of one text. */
  readonly length: number;
  /** Fields at the top that hold a file as it is: any text that can be kept. */
  readonly files?: readonly string[];
};

export const INPUT_LIMITS: InputLimits = { depth: 40, keys: 2_000, length: 20_000 };
const ALL_KEYS = 2.5;
/** So many are told; whoever has more begins anew. */
const FAULTS_MAX = 50;
/** Names that reach into the objects of a program. */
const REACHING = ['__proto__'];

type Inside = { readonly value: unknown; readonly path: string; readonly depth: number };

export type InputReport = {
  /** Each with its path; none: the value may be looked at. */
  readonly faults: readonly Text[];
  /** Whether it may be walked through at all, to find out what else is wrong with it. */
  readonly bounded: boolean;
};

/** `name`: what paths begin with. */
export function checkInput(input: unknown, name = '', limits: InputLimits = INPUT_LIMITS): InputReport {
  const faults: Text[] = [];
  const waiting: Inside[] = [{ value: input, path: name, depth: 0 }];
  let keys = 0;
  for (let next = waiting.pop(); next !== undefined && faults.length < FAULTS_MAX; next = waiting.pop()) {
    const { value, path, depth } = next;
    const at = path === '' ? '(whole)' : path;
    if (typeof value === 'string') {
      const fault = limits.files?.includes(path) === true ? faultOfFile(value) : faultOfString(value, limits);
      if (fault !== null) faults.push(faultAt(at, fault));
    } else if (typeof value === 'object' && value !== null) {
      const refused = (fault: Text): InputReport => ({ faults: [...faults, faultAt(at, fault)], bounded: false });
      if (depth >= limits.depth) return refused({ zh: `嵌套不得超过 ${limits.depth} 层`, en: `must be nested at most ${limits.depth} levels deep` });
      const inner = Object.entries(value);
      if (!Array.isArray(value)) keys += inner.length;
      if (inner.length > limits.keys || keys > limits.keys * ALL_KEYS)
        return refused({ zh: `不得超过 ${limits.keys} 个字段`, en: `must hold at most ${limits.keys} fields` });
      for (const [key, held] of inner.reverse()) {
        const fault = Array.isArray(value) ? null : faultOfKey(key);
        if (fault !== null) faults.push(faultAt(at, fault));
        else waiting.push({ value: held, path: pathTo(path, key, Array.isArray(value)), depth: depth + 1 });
      }
    }
  }
  return { faults, bounded: true };
}

const pathTo = (path: string, key: string, isItem: boolean): string => (isItem ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);

function faultOfString(text: string, { length }: InputLimits): Text | null {
  return text.length > length ? tooLong(length) : faultOfText(text);
}

/** A file may begin with a byte order mark and hold whatever its reader will refuse with line and column. */
function faultOfFile(text: string): Text | null {
  if (text.includes('\0')) return { zh: '不得含有空字符 U+0000', en: 'contains U+0000; it must go' };
  return /\p{Cs}/u.test(text) ? { zh: '须为完整的 Unicode 文字', en: 'must be well-formed Unicode' } : null;
}

const tooLong = (most: number): Text => ({ zh: `不得超过 ${most} 个字符`, en: `must be at most ${most} characters long` });

function faultOfKey(key: string): Text | null {
  if (REACHING.includes(key)) return { zh: `不得有字段“${key}”`, en: `must not have a field "${key}"` };
  const fault = key.length > 200 ? tooLong(200) : faultOfText(key);
  if (fault === null) return null;
  const name = visible(key.slice(0, 40));
  return { zh: `字段名“${name}”${fault.zh}`, en: `the name of the field "${name}" ${fault.en}` };
}
