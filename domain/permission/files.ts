/** Which files a command or an event names by SHA-256. Pure. Deliberately absent: whose they are. */

/** `paper`: of the route's form; absent: none. */
export type Named = { readonly sha256: string; readonly title: string | null; readonly paper?: string };

const SHA256 = /^[0-9a-f]{64}$/;

/** Every `sha256` in it, however deep, with the title beside it. */
export function namedFiles(value: unknown): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap(namedFiles);
  if (typeof value !== 'object' || value === null) return [];
  const { sha256, title, paper } = value as { readonly sha256?: unknown; readonly title?: unknown; readonly paper?: unknown }; // read, never trusted: checked below
  const own: readonly Named[] =
    typeof sha256 === 'string' && SHA256.test(sha256)
      ? [{ sha256, title: typeof title === 'string' ? title : null, ...(typeof paper === 'string' ? { paper } : {}) }]
      : [];
  return [...own, ...Object.values(value).flatMap(namedFiles)];
}
