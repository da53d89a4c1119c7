/** Survey answers as they came in, batch by batch. Rows are never changed; a tally is counted from them when asked for. */
import { type SurveyAnswer, tallyOf } from '../domain/survey/answer.ts';
import type { Tally } from '../domain/survey/demand.ts';
import { type Database, inTransaction } from './database.ts';

export type SurveyBatch = { readonly id: string; readonly programme: string; readonly fileName: string; readonly sha256: string };

/** Stores a batch once; the same id again is left alone. Returns how many rows were faulty. */
export async function storeBatch(db: Database, batch: SurveyBatch, answers: readonly SurveyAnswer[]): Promise<void> {
  const { faults } = tallyOf(answers);
  await inTransaction(db.pool, async (tx) => {
    const stored = await tx.query(
      'INSERT INTO survey_batch (id, programme, file_name, sha256, rows, received_at) VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT (id) DO NOTHING',
      [batch.id, batch.programme, batch.fileName, batch.sha256, answers.length],
    );
    if (stored.rowCount === 0) return;
    await tx.query('INSERT INTO survey_answer (batch, row, answer, fault) SELECT $1, r.* FROM unnest($2::int[], $3::jsonb[], $4::text[]) AS r', [
      batch.id,
      answers.map((_, index) => index + 1),
      answers.map((answer) => JSON.stringify(answer)),
      faults,
    ]);
  });
}

/** The tally of a stored batch, counted from its rows; null when there is no such batch in the programme. */
export async function tallyOfBatch(db: Database, programme: string, id: string): Promise<{ readonly sha256: string; readonly tally: Tally } | null> {
  const batch = await db.prisma.surveyBatch.findFirst({ where: { id, programme } });
  if (batch === null) return null;
  const rows = await db.pool.query<{ answer: SurveyAnswer }>('SELECT answer FROM survey_answer WHERE batch = $1 ORDER BY row', [id]);
  return { sha256: batch.sha256, tally: tallyOf(rows.rows.map(({ answer }) => answer)).tally };
}
