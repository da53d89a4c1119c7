/** Whether a project's code is another programme's. Asked within the transaction that registers it. */
import type { Draft } from '../../domain/kernel/case.ts';
import { CodeTaken } from '../../domain/project/code-taken.ts';
import type { Queryable } from '../database.ts';

/** Error: CodeTaken. Two programmes that register one code at the same moment take turns. */
export async function refuseTakenCodes(tx: Queryable, programme: string, events: readonly Draft[]): Promise<void> {
  for (const event of events) {
    const code = registeredCode(event);
    if (code === null) continue;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`project code ${code}`]);
    const other = await programmeWithCode(tx, code, programme);
    if (other !== null) throw new CodeTaken(code, programme, other);
  }
}

function registeredCode({ type, data }: Draft): string | null {
  if (type !== 'ProjectRegistered') return null;
  // A programme's own event; the recorder sees it without its type.
  return (data as { readonly project: { readonly profile: { readonly code: string } } }).project.profile.code;
}

/** Another programme that has opened or registered a project of this code; null: there is none. */
export async function programmeWithCode(db: Queryable, code: string, programme: string): Promise<string | null> {
  const found = await db.query<{ programme: string }>(
    `SELECT programme FROM stream WHERE stream = 'project/' || $1::text AND programme <> $2
     UNION ALL SELECT programme FROM case_key WHERE kind = 'PROJECT_CODE' AND value = $1 AND programme <> $2 LIMIT 1`,
    [code, programme],
  );
  return found.rows[0]?.programme ?? null;
}
