/**
 * The code by which the first administrator is named, shown where somebody stands at the machine. Never where nobody does:
 * what a service writes is kept, and read by more people than may administer it (docs/adr/0074).
 */
import type { Database } from '../prisma/database.ts';

export type SetupHint = 'NOT_NEEDED' | 'ON_REQUEST' | { readonly code: string };

/** What a start has to say. In the embedded default nobody is kept out, and nothing is asked for. */
export async function setupHint(
  database: Database,
  { embedded, terminal }: { readonly embedded: boolean; readonly terminal: boolean },
): Promise<SetupHint> {
  const { isNobodysYet, newSetupCode } = await import('../prisma/people/first-administrator.ts');
  if (embedded || !(await isNobodysYet(database))) return 'NOT_NEEDED';
  if (!terminal) return 'ON_REQUEST';
  const code = await newSetupCode(database);
  return code === null ? 'NOT_NEEDED' : { code };
}

export const SHOW_COMMAND = 'npx tuojian setup-code';
