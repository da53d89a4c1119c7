/** A field that stands twice in one object of a JSON text. Of two, a parser takes the last, and a reader perhaps the first. */
import type { Text } from '../kernel/values.ts';

const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"(\s*:)?|[{}[\]]/g;

/** The name as it is meant: `"a"` and `"\u0061"` are one. A text that is no JSON has none of any meaning. */
function meant(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}

/** The first name that stands twice in one object, of a text that JSON.parse takes; null: each stands once. */
export function namedTwice(text: string): string | null {
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const name = meant(token.slice(0, token.lastIndexOf('"') + 1));
      const known = open.at(-1);
      if (known?.has(name) === true) return name;
      known?.add(name);
    }
  }
  return null;
}

export const namedTwiceFault = (name: string): Text => ({
  zh: `同一对象中每个字段只能出现一次：“${name}”出现了两次`,
  en: `must name each field of an object only once; "${name}" stands twice`,
});
