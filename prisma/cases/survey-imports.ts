/** How far a file of answers is, for whoever waits for it; and what lists of surveys show. Deliberately absent: the answers (surveys.ts). */
import type { ImportProgress, SurveyFigures } from '../../domain/stages/survey/batch.ts';
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

/** By stream; in one question, without reading any state whole. */
export async function figuresOf({ pool }: Database, streams: readonly string[]): Promise<ReadonlyMap<string, SurveyFigures>> {
  const found = await pool.query<SurveyFigures & { stream: string }>(
    `SELECT c.stream, coalesce((c.state->'tally'->>'valid')::int, 0) AS valid, c.state->>'closesOn' AS "closesOn",
       (c.state->'publicForm' IS NOT NULL AND c.state->'publicForm'->>'closedOn' IS NULL) AS collecting,
       CASE WHEN c.state->'publicForm'->>'closedOn' IS NULL THEN coalesce(l.answers, 0) ELSE 0 END AS waiting,
       c.state->>'status' = 'DONE' AS signed
     FROM case_state c LEFT JOIN survey_link l ON l.hash = c.state->'publicForm'->>'link'
     WHERE c.kind = 'survey' AND c.stream = ANY($1)`,
    [streams],
  );
  return new Map(found.rows.map(({ stream, ...figures }) => [stream, figures]));
}
