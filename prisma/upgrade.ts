/**
 * Fills, once and after the schema, what a release derives from states and an older one did not: in code, because SQL
 * cannot fold. Deliberately absent: the schema itself (migrate.ts).
 */
import { CASE_KINDS, isCaseKind, kindOf } from '../domain/cases.ts';
import { readTablesOf } from '../domain/read-tables.ts';
import { type Database, inTransaction } from './database.ts';
import { writeSmallRows } from './record/read-table-writer.ts';

/** Named anew whenever a case gets small rows that it did not have. */
const STANDING = 'replanning-of-0.7';

/** Where people stand, which case owns which, running clocks and the like, for the cases that an older release wrote. Returns how many were filled. */
export async function fillStanding(db: Database): Promise<number> {
  if ((await db.prisma.upgradeStep.findUnique({ where: { name: STANDING } })) !== null) return 0;
  const rows = await db.pool.query<{ stream: string }>('SELECT stream FROM case_state WHERE kind = ANY($1) ORDER BY stream', [CASE_KINDS]);
  for (const { stream } of rows.rows) {
    await inTransaction(db.pool, async (tx) => {
      await tx.query('SELECT 1 FROM stream WHERE stream = $1 FOR UPDATE', [stream]);
      // As text: what the database may not be able to read as JSON, JavaScript can.
      const found = await tx.query<{ state: string; version: number; at: Date }>(
        'SELECT state::text AS state, version, changed_at AS at FROM case_state WHERE stream = $1',
        [stream],
      );
      const row = found.rows[0];
      if (row === undefined || !isCaseKind(kindOf(stream))) return;
      const { small, caseRow } = readTablesOf(stream, JSON.parse(row.state), { version: row.version, occurredAt: row.at.toISOString() });
      await writeSmallRows(tx, stream, small, null);
      await tx.query('UPDATE case_state SET mark = $2 WHERE stream = $1', [stream, caseRow.mark]);
    });
  }
  await db.prisma.upgradeStep.upsert({ where: { name: STANDING }, create: { name: STANDING, doneAt: new Date() }, update: {} });
  return rows.rows.length;
}
