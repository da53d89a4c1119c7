/**
 * What PostgreSQL can keep: no half of a surrogate pair, no U+0000. Events of earlier releases hold such text; their bytes
 * stay as they are, and what is made from them (read tables, search, mails) holds `�` in its place. Deliberately absent:
 * everything else that is odd about a text, since it can be kept and shown (shown.ts).
 */

const UNKEPT = /\p{Cs}|\0/u;
const ALL_UNKEPT = /\p{Cs}|\0/gu;
/** Halves of pairs that may be whole as well: what has none of them is looked at no closer, which is nearly all and takes a fifth of the time. */
const HALVES = /[\0\ud800-\udfff]/;
const isKeptText = (text: string): boolean => !HALVES.test(text) || !UNKEPT.test(text);

/** The same text where nothing has to be replaced. */
export const keptText = (text: string): string => (isKeptText(text) ? text : text.replace(ALL_UNKEPT, '\ufffd'));

/** Asked of each state that is recorded: nothing is made while it looks. */
function isKept(value: unknown): boolean {
  if (typeof value === 'string') return isKeptText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isKept);
  return Object.keys(value).every((key) => isKeptText(key) && isKept((value as Readonly<Record<string, unknown>>)[key])); // a value of JSON
}

/** The same for every text and field name in a value of JSON; the very value where nothing has to be replaced. */
export const keptIn = <T>(value: T): T => (isKept(value) ? value : replacedIn(value));

function replacedIn<T>(value: T): T {
  if (typeof value === 'string') return keptText(value) as T & string; // a text stays a text
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(keptIn) as T & unknown[]; // item by item the same shape
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [keptText(key), keptIn(inner)])) as T & object; // field by field the same shape
}

/** Every text in a value of JSON that cannot be kept. */
export function unkeptTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return isKeptText(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(isKeptText(key) ? [] : [key]), ...unkeptTexts(inner)]);
}

/** Where in a value of JSON the first text stands that cannot be kept, as `data.reason`; null: nowhere. */
export function unkeptIn(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isKeptText(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (!isKeptText(key)) return keptText(at);
    const found = unkeptIn(inner, at);
    if (found !== null) return found;
  }
  return null;
}
