/**
 * Words that every object has of itself (`constructor`, `toString`, `__proto__`): looked up in a table of items by key they
 * would be found, although nobody recorded them. Deliberately absent: which text can be kept (text/).
 */

const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** The first of them that stands in what was sent, as a value or as a key; null: there is none. */
export function inheritedIn(sent: unknown): string | null {
  if (typeof sent === 'string') return INHERITED.has(sent) ? sent : null;
  if (typeof sent !== 'object' || sent === null) return null;
  for (const [key, value] of Object.entries(sent)) {
    const found = INHERITED.has(key) ? key : inheritedIn(value);
    if (found !== null) return found;
  }
  return null;
}
