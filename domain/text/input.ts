/**
 * The gate for what comes in as JSON or fields, whatever shape is asked of it: well-formed text everywhere, bounded in
 * depth, fields and length, so that nothing behind it meets what it cannot read, keep or walk through. Iterative, since
 * nesting is what it bounds. Deliberately absent: which fields a body has (api/schemas).
 */
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
  /** As `path: what is wrong`; none: the value may be looked at. */
  readonly faults: readonly string[];
  /** Whether it may be walked through at all, to find out what else is wrong with it. */
  readonly bounded: boolean;
};

/** `name`: what paths begin with. */
export function checkInput(input: unknown, name = '', limits: InputLimits = INPUT_LIMITS): InputReport {
  const faults: string[] = [];
  const waiting: Inside[] = [{ value: input, path: name, depth: 0 }];
  let keys = 0;
  for (let next = waiting.pop(); next !== undefined && faults.length < FAULTS_MAX; next = waiting.pop()) {
    const { value, path, depth } = next;
    const at = path === '' ? '(whole)' : path;
    if (typeof value === 'string') {
      const fault = limits.files?.includes(path) === true ? faultOfFile(value) : faultOfString(value, limits);
      if (fault !== null) faults.push(`${at}: ${fault}`);
    } else if (typeof value === 'object' && value !== null) {
      const refused = (fault: string): InputReport => ({ faults: [...faults, `${at}: ${fault}`], bounded: false });
      if (depth >= limits.depth) return refused(`must be nested at most ${limits.depth} levels deep`);
      const inner = Object.entries(value);
      if (!Array.isArray(value)) keys += inner.length;
      if (inner.length > limits.keys || keys > limits.keys * ALL_KEYS) return refused(`must hold at most ${limits.keys} fields`);
      for (const [key, held] of inner.reverse()) {
        const fault = Array.isArray(value) ? null : faultOfKey(key);
        if (fault !== null) faults.push(`${at}: ${fault}`);
        else waiting.push({ value: held, path: pathTo(path, key, Array.isArray(value)), depth: depth + 1 });
      }
    }
  }
  return { faults, bounded: true };
}

const pathTo = (path: string, key: string, isItem: boolean): string => (isItem ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);

function faultOfString(text: string, { length }: InputLimits): string | null {
  return text.length > length ? `must be at most ${length} characters long` : (faultOfText(text)?.en ?? null);
}

/** A file may begin with a byte order mark and hold whatever its reader will refuse with line and column. */
function faultOfFile(text: string): string | null {
  if (text.includes('\0')) return 'contains U+0000; it must go';
  return /\p{Cs}/u.test(text) ? 'must be well-formed Unicode' : null;
}

function faultOfKey(key: string): string | null {
  if (REACHING.includes(key)) return `must not have a field "${key}"`;
  const fault = key.length > 200 ? { en: 'must be at most 200 characters long' } : faultOfText(key);
  return fault === null ? null : `the name of the field "${visible(key.slice(0, 40))}" ${fault.en}`;
}
