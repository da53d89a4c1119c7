/**
 * Survey answers as they came in, batch by batch, each belonging to its programme. Rows are never changed; a tally is
 * counted from them when asked for, and only while they are the rows that the journal says came in.
 */
import { createHash } from 'node:crypto';
import type { JournalEvent } from '../../domain/journal/ledger.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Recorder } from '../../domain/kernel/record.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { ANY_SURVEY, type Counting, openTally, type SurveyAnswer } from '../../domain/stages/survey/answer.ts';
import type { BatchOutcome, CountedBatch, NewBatch } from '../../domain/stages/survey/batch.ts';
import { canonicalJson, parseBody } from '../../proof/event-format.ts';
import { type Database, inTransaction, type Queryable, type Source, through } from '../database.ts';
import { eachInSlices } from '../in-slices.ts';
import { noteInJournal } from '../record/ledgers.ts';

/** So many rows go to the database, or come from it, at once: a file may hold hundreds of thousands. */
const ROWS_AT_ONCE = 500;

/**
 * Counts the rows of a batch, and what they are recognised by: SHA-256 of the canonical JSON of them all, row by row, since
 * a large file would hold everybody else up for seconds.
 */
function openCount(counting: Counting = ANY_SURVEY, seen: Set<string> = new Set()) {
  const tally = openTally(counting, seen);
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(answer: SurveyAnswer) {
      hash.update(`${rows === 0 ? '[' : ','}${canonicalJson(answer)}`);
      rows += 1;
      return tally.add(answer);
    },
    tally: tally.tally,
    rowsSha256: (): string => hash.update(rows === 0 ? '[]' : ']').digest('hex'),
  };
}

type BatchRow = {
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: number;
  readonly rowsSha256: string | null;
  readonly faulty: number | null;
  readonly receivedBy: string | null;
};

/**
 * Stores a batch once and notes in the programme's journal who handed it in. The same bytes again change nothing and say
 * so; other content under a known id changes nothing and is a conflict.
 */
export async function storeBatch(
  db: Database,
  recorder: Recorder,
  batch: NewBatch,
  answers: readonly SurveyAnswer[],
  actor: Actor,
  onStored: (rows: number) => void = () => undefined,
): Promise<BatchOutcome> {
  const status = await programmeStatus(db.pool, batch.programme);
  if (status === null) return { kind: 'NO_PROGRAMME' };
  if (status === 'CLOSED') return { kind: 'CLOSED' };
  const count = openCount();
  const faults = await eachInSlices(answers, (answer) => count.add(answer));
  const faulty = faults.filter((fault) => fault !== null).length;
  const row = { ...batch, rows: answers.length, rowsSha256: count.rowsSha256(), faulty };
  const stored = await inTransaction(db.pool, async (tx): Promise<boolean | string> => {
    // The same file under two names would count everybody in it twice; two who bring it at once take turns.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 51))', [`${row.programme}/${row.sha256}`]);
    const same = await tx.query<{ id: string }>('SELECT id FROM survey_batch WHERE programme = $1 AND sha256 = $2 AND id <> $3', [
      row.programme,
      row.sha256,
      row.id,
    ]);
    if (same.rows[0] !== undefined) return same.rows[0].id;
    // Waits for another who stores the same id at this moment, and then sees that it is there.
    const inserted = await tx.query(
      `INSERT INTO survey_batch (programme, id, file_name, sha256, rows, rows_sha256, faulty, received_by, received_from, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now()) ON CONFLICT (programme, id) DO NOTHING`,
      [row.programme, row.id, row.fileName, row.sha256, row.rows, row.rowsSha256, row.faulty, actor.person, actor.door],
    );
    if (inserted.rowCount === 0) return false;
    for (let from = 0; from < answers.length; from += ROWS_AT_ONCE) {
      const part = answers.slice(from, from + ROWS_AT_ONCE);
      await tx.query(
        'INSERT INTO survey_answer (programme, batch, row, answer, fault) SELECT $1, $2, r.* FROM unnest($3::int[], $4::jsonb[], $5::text[]) AS r',
        [
          row.programme,
          row.id,
          part.map((_, index) => from + index + 1),
          part.map((answer) => JSON.stringify(answer)),
          faults.slice(from, from + ROWS_AT_ONCE),
        ],
      );
      onStored(Math.min(from + ROWS_AT_ONCE, answers.length));
    }
    return true;
  });
  if (typeof stored === 'string') return { kind: 'SAME_FILE', batch: stored };
  if (stored) {
    await noteBatch(db, recorder, row, actor);
    return { kind: 'STORED', rows: row.rows, faulty };
  }
  const known = await findBatch(db, batch.programme, batch.id);
  if (known === null) throw new Error(`batch ${batch.id} of ${batch.programme} is neither new nor known`);
  if (known.sha256 !== batch.sha256) return { kind: 'CONFLICT', known };
  // Its note may be missing where the service ended between the two.
  if (known.rowsSha256 !== null)
    await noteBatch(db, recorder, { ...batch, ...known, rowsSha256: known.rowsSha256, faulty: known.faulty ?? 0 }, actor);
  return { kind: 'KNOWN', rows: known.rows, faulty: known.faulty ?? faulty };
}

type Noted = NewBatch & { readonly rows: number; readonly faulty: number; readonly rowsSha256: string };

/** The same batch is noted once. */
async function noteBatch(db: Database, recorder: Recorder, { programme, id, ...facts }: Noted, actor: Actor): Promise<void> {
  if ((await notedRows(db.pool, programme, id)) !== null) return;
  const { fileName, sha256: file, rows, faulty, rowsSha256 } = facts;
  await noteInJournal(db, recorder, {
    programme,
    commandId: noteId(programme, id),
    actor,
    events: [{ type: 'AnswersHandedIn', data: { batch: id, fileName, sha256: file, rows, faulty, rowsSha256 } }],
  });
}

const noteId = (programme: string, id: string): string => `batch/${programme}/${id}`;

/** The hash of a batch's rows as the journal holds it; null: it was not noted. */
export async function notedRows(db: Queryable, programme: string, id: string): Promise<string | null> {
  const found = await db.query<{ body: string }>('SELECT body FROM event WHERE command_id = $1 AND stream = $2', [
    noteId(programme, id),
    streamOf('journal', programme),
  ]);
  const body = found.rows[0]?.body;
  // This command id stands on this one type of event.
  return body === undefined ? null : (parseBody(body).data as Extract<JournalEvent, { type: 'AnswersHandedIn' }>['data']).rowsSha256;
}

async function programmeStatus(db: Queryable, programme: string): Promise<string | null> {
  const found = await db.query<{ status: string }>('SELECT status FROM case_state WHERE stream = $1', [streamOf('programme', programme)]);
  return found.rows[0]?.status ?? null;
}

/** Null: the programme has no such batch. */
export async function findBatch({ pool }: Database, programme: string, id: string): Promise<BatchRow | null> {
  const found = await pool.query<BatchRow>(
    `SELECT file_name AS "fileName", sha256, rows, rows_sha256 AS "rowsSha256", faulty, received_by AS "receivedBy"
     FROM survey_batch WHERE programme = $1 AND id = $2`,
    [programme, id],
  );
  return found.rows[0] ?? null;
}

/**
 * The tally of a stored batch, counted from its rows; null when there is no such batch in the programme, CHANGED when its
 * rows are not those that came in. Batches of release 0.4.0 and before have no note to be compared with.
 */
export async function tallyOfBatch(
  db: Database,
  programme: string,
  id: string,
  counting: Counting = ANY_SURVEY,
): Promise<CountedBatch | 'CHANGED' | null> {
  const batch = await findBatch(db, programme, id);
  if (batch === null) return null;
  const seen = new Set<string>();
  // Who has answered in an earlier batch of the survey is counted there.
  for (const earlier of counting.earlier) {
    const before = openCount(counting, seen);
    await eachRow(db, programme, earlier, (answer) => before.add(answer));
  }
  const count = openCount(counting, seen);
  await eachRow(db, programme, id, (answer) => count.add(answer));
  const rowsSha256 = count.rowsSha256();
  const noted = (await notedRows(db.pool, programme, id)) ?? batch.rowsSha256;
  if (noted !== null && noted !== rowsSha256) return 'CHANGED';
  return { sha256: batch.sha256, rowsSha256, tally: count.tally() };
}

/** Every answer of a batch in its order, a page at a time. */
export async function eachRow(db: Database, programme: string, id: string, take: (answer: SurveyAnswer) => unknown): Promise<void> {
  for (let last = 0; ; ) {
    const page = await db.pool.query<{ row: number; answer: SurveyAnswer }>(
      `SELECT row, answer FROM survey_answer WHERE programme = $1 AND batch = $2 AND row > $3 ORDER BY row LIMIT ${ROWS_AT_ONCE}`,
      [programme, id, last],
    );
    await eachInSlices(page.rows, ({ answer }) => take(answer));
    if (page.rows.length < ROWS_AT_ONCE) return;
    last = page.rows.at(-1)?.row ?? last;
  }
}

/** Batches whose rows are not those that the journal says came in, as `programme/batch`. Reads every answer. */
export async function changedBatches(db: Database): Promise<readonly string[]> {
  const notes = await db.pool.query<{ body: string; stream: string }>(
    `SELECT e.body, e.stream FROM event e JOIN stream s USING (stream) WHERE s.kind = 'journal' AND e.type = 'AnswersHandedIn' ORDER BY e.position`,
  );
  const changed: string[] = [];
  for (const { body } of notes.rows) {
    const { programme, batch } = parseBody(body).data as Extract<JournalEvent, { type: 'AnswersHandedIn' }>['data']; // asked for by its type
    const counted = await tallyOfBatch(db, programme, batch);
    if (counted === null || counted === 'CHANGED') changed.push(`${programme}/${batch}`);
  }
  return changed;
}

/** Areas of all projects of a programme, for what is odd in answers. */
export async function areasOf(db: Source, programme: string): Promise<readonly string[]> {
  const found = await through(db).query<{ area: string }>(
    `SELECT DISTINCT value AS area FROM case_key WHERE kind = 'AREA' AND programme = $1 ORDER BY value`,
    [programme],
  );
  return found.rows.map(({ area }) => area);
}
