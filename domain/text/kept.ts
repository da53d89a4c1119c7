/**
 * What PostgreSQL can keep: no half of a surrogate pair, no U+0000. Events of earlier releases hold such text; their bytes
 * stay as they are, and what is made from them (read tables, search, mails) holds `�` in its place. Deliberately absent:
 * everything else that is odd about a text, since it can be kept and shown (shown.ts).
 */

const UNKEPT = /\p{Cs}|\0/u;
const ALL_UNKEPT = /\p{Cs}|\0/gu;

/** The same text where nothing has to be replaced. */
export const keptText = (text: string): string => (UNKEPT.test(text) ? text.replace(ALL_UNKEPT, '\ufffd') : text);

/** The same for every text and field name in a value of JSON; the very value where nothing has to be replaced. */
export function keptIn<T>(value: T): T {
  if (typeof value === 'string') return keptText(value) as T & string; // a text stays a text
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(keptIn);
    return items.every((item, index) => Object.is(item, value[index])) ? value : (items as T & unknown[]); // item by item the same shape
  }
  const entries = Object.entries(value);
  const kept = entries.map(([key, inner]) => [keptText(key), keptIn(inner)] as const);
  if (kept.every(([key, inner], index) => key === entries[index]?.[0] && Object.is(inner, entries[index]?.[1]))) return value;
  return Object.fromEntries(kept) as T & object; // field by field the same shape
}

/** Every text in a value of JSON that cannot be kept. */
export function unkeptTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return UNKEPT.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(UNKEPT.test(key) ? [key] : []), ...unkeptTexts(inner)]);
}

/** Where in a value of JSON the first text stands that cannot be kept, as `data.reason`; null: nowhere. */
export function unkeptIn(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return UNKEPT.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (UNKEPT.test(key)) return keptText(at);
    const found = unkeptIn(inner, at);
    if (found !== null) return found;
  }
  return null;
}
