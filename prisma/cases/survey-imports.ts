/** How far a file of answers is, for whoever waits for it; and what lists of surveys and of batches show. Deliberately absent: the answers (surveys.ts). */
import type { ImportProgress, StoredBatch, SurveyFigures } from '../../domain/stages/survey/batch.ts';
import { strataOf } from '../../domain/stages/survey/programme-form.ts';
import type { SurveyState } from '../../domain/stages/survey/stage.ts';
import type { Database } from '../database.ts';

export async function noteImport(
  { pool }: Database,
  programme: string,
  batch: string,
  { fileName, state, done, total }: Omit<ImportProgress, 'at'>,
): Promise<void> {
  await pool.query(
    `INSERT INTO survey_import (programme, batch, file_name, state, done, total, at) VALUES ($1, $2, $3, $4, $5, $6, now())
     ON CONFLICT (programme, batch) DO UPDATE SET file_name = excluded.file_name, state = excluded.state, done = excluded.done, total = excluded.total, at = now()`,
    [programme, batch, fileName, state, done, total],
  );
}

/** Null: none was begun. */
export async function importOf({ pool }: Database, programme: string, batch: string): Promise<ImportProgress | null> {
  const found = await pool.query<Omit<ImportProgress, 'at'> & { at: Date }>(
    'SELECT file_name AS "fileName", state, done, total, at FROM survey_import WHERE programme = $1 AND batch = $2',
    [programme, batch],
  );
  const row = found.rows[0];
  return row === undefined ? null : { ...row, at: row.at.toISOString() };
}

/** By stream; in two questions, however many there are. */
export async function figuresOf({ pool }: Database, streams: readonly string[]): Promise<ReadonlyMap<string, SurveyFigures>> {
  const { rows } = await pool.query<{ stream: string; state: SurveyState }>(
    "SELECT stream, state FROM case_state WHERE kind = 'survey' AND stream = ANY($1)",
    [streams],
  );
  const links = rows.flatMap(({ state: { publicForm } }) => publicForm?.link ?? []);
  const counted = await pool.query<{ hash: string; answers: number }>('SELECT hash, answers FROM survey_link WHERE hash = ANY($1)', [links]);
  const answers = new Map(counted.rows.map((row) => [row.hash, row.answers]));
  return new Map(
    rows.map(({ stream, state }) => {
      const { publicForm = null, tally, closesOn = null, status, suspended, report = null } = state;
      const collecting = publicForm !== null && publicForm.closedOn === null;
      const waiting = collecting ? (answers.get(publicForm.link) ?? 0) : 0;
      const takesIn = status === 'OPEN' && !suspended && report === null;
      const strata = strataOf(state.inputs.survey);
      return [stream, { valid: tally?.valid ?? 0, closesOn, collecting, waiting, signed: status === 'DONE', takesIn, strata }];
    }),
  );
}

type BatchFound = Omit<StoredBatch, 'receivedAt' | 'countedIn'> & { readonly at: Date };

/** The newest first. */
export async function batchesOf({ pool }: Database, programme: string): Promise<readonly StoredBatch[]> {
  const [batches, surveys] = await Promise.all([
    pool.query<BatchFound>(
      `SELECT id AS batch, file_name AS "fileName", rows, faulty, received_at AS at FROM survey_batch WHERE programme = $1
       ORDER BY received_at DESC, id`,
      [programme],
    ),
    pool.query<{ stream: string; state: SurveyState }>(
      "SELECT stream, state FROM case_state WHERE kind = 'survey' AND programme = $1 ORDER BY stream",
      [programme],
    ),
  ]);
  return batches.rows.map(({ at, ...row }) => ({
    ...row,
    receivedAt: at.toISOString(),
    countedIn: surveys.rows.flatMap(({ stream, state }) => (state.batches.includes(row.batch) ? [stream] : [])),
  }));
}
