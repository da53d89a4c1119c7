/**
 * At what the cases of programmes and projects stand, as one text: another one as soon as anything of any of them was written,
 * also by `tuojian rebuild`. Each writing of a row puts the number of its transaction there (xmin), which only grows, and the
 * recorder writes a case's row with each of its events; what lists and figures show of a case is written in the same
 * transaction. Deliberately absent: names of people, which stand in no case; what is noted of readings and findings, which no figure shows.
 */
import { LEDGER_KINDS } from '../../domain/cases.ts';
import type { CasesOf } from '../../domain/views.ts';
import type { Database } from '../database.ts';

export async function versionOfCases(db: Database, { programmes, projects }: CasesOf): Promise<string> {
  const found = await db.pool.query<{ readonly version: string }>({
    name: 'version-of-cases',
    text: `SELECT count(*) || '.' || COALESCE(sum(xmin::text::bigint), 0) AS version FROM case_state
      WHERE (programme = ANY($1) OR project = ANY($2)) AND kind <> ALL($3)`,
    values: [programmes, projects, LEDGER_KINDS],
  });
  return found.rows[0]?.version ?? '';
}
