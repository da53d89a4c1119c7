/**
 * Whether a code is taken: a project's by another programme, a project's by a programme or the other way round (their
 * applications would have one id, `QH~A-3`). Asked within the transaction that registers or opens it.
 */
import type { Draft } from '../../domain/kernel/case.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { CodeTaken } from '../../domain/project/code-taken.ts';
import type { Queryable } from '../database.ts';

/** Error: CodeTaken. Two programmes that register one code at the same moment take turns. */
export async function refuseTakenCodes(tx: Queryable, programme: string, events: readonly Draft[]): Promise<void> {
  for (const event of events) {
    const code = codeIn(event);
    if (code === null) continue;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`project code ${code}`]);
    const why = event.type === 'ProgrammeOpened' ? await projectWithCode(tx, code) : await whyTaken(tx, code, programme);
    if (why !== null) throw new CodeTaken(code, programme, why.en);
  }
}

/** A programme's own events; the recorder sees them without their type. */
function codeIn({ type, data }: Draft): string | null {
  if (type === 'ProgrammeOpened') return (data as { readonly code: string }).code; // as OpenProgramme has it
  if (type !== 'ProjectRegistered') return null;
  return (data as { readonly project: { readonly profile: { readonly code: string } } }).project.profile.code; // as RegisterProject has it
}

export const isProgramme = (code: string): Text => ({ zh: `${code} 是一个项目群的代码`, en: `${code} is the code of a programme` });
const hasProject = (programme: string): Text => ({
  zh: `项目群 ${programme} 已有此代码的项目`,
  en: `programme ${programme} has a project of this code`,
});

/** Why a programme cannot register a project of this code; null: it can. */
export async function whyTaken(db: Queryable, code: string, programme: string): Promise<Text | null> {
  const found = await db.query<{ programme: string; is: 'PROJECT' | 'PROGRAMME' }>(
    `SELECT programme, 'PROJECT' AS is FROM stream WHERE stream = 'project/' || $1::text AND programme <> $2
     UNION ALL SELECT programme, 'PROJECT' FROM case_key WHERE kind = 'PROJECT_CODE' AND value = $1 AND programme <> $2
     UNION ALL SELECT programme, 'PROGRAMME' FROM stream WHERE stream = 'programme/' || $1::text LIMIT 1`,
    [code, programme],
  );
  const [row] = found.rows;
  if (row === undefined) return null;
  return row.is === 'PROGRAMME' ? isProgramme(code) : hasProject(row.programme);
}

/** Why no programme of this code can be opened; null: one can. */
export async function projectWithCode(db: Queryable, code: string): Promise<Text | null> {
  const found = await db.query<{ programme: string }>("SELECT programme FROM stream WHERE stream = 'project/' || $1::text", [code]);
  return found.rows[0] === undefined ? null : hasProject(found.rows[0].programme);
}
