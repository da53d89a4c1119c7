/** One line of `tuojian doctor`: a part, whether it is well, and what is so, with the way out where it is not. */
export type PartReport = { readonly part: string; readonly ok: boolean; readonly says: string };
export const good = (part: string, says: string): PartReport => ({ part, ok: true, says });
export const bad = (part: string, says: string, wayOut: string): PartReport => ({ part, ok: false, says: `${says} → ${wayOut}` });

/** The deepest cause says most: `certificate has expired` instead of `fetch failed`. */
export function reason(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  return at instanceof Error ? (at.message.split('\n')[0] ?? '') || ('code' in at ? String(at.code) : at.name) : String(at);
}
