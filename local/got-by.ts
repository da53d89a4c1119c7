/** Ways to get a program, tried in turn. Deliberately absent: the ways (fetch-archive.ts, go-install.ts). */

export type Way = { readonly name: string; readonly get: () => Promise<void> };

/** Until what came works. Null: one did; else what was tried, and why it did not. */
export async function gotBy(ways: readonly Way[], works: () => boolean): Promise<string | null> {
  const tried: string[] = [];
  for (const { name, get } of ways) {
    try {
      await get();
      if (works()) return null;
      tried.push(`${name}: what came does not run`);
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return tried.join('; ');
}
