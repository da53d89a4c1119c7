/**
 * The public questionnaires of surveys: their addresses, the answers that come in by them, and what was refused. Answers are
 * chained by their hashes in the order in which they came (docs/adr/0093). Deliberately absent: what an answer holds (domain),
 * and how it is counted (surveys.ts).
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Recorder } from '../../domain/kernel/record.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { SurveyAnswer } from '../../domain/stages/survey/answer.ts';
import type { CollectedForm, FormCounts, OpenForm, PublicAnswer, TakenIn } from '../../domain/stages/survey/batch.ts';
import { canonicalJson } from '../../proof/event-format.ts';
import { type Database, inTransaction } from '../database.ts';
import { announce } from '../live.ts';
import { storeBatch } from './surveys.ts';

export const TOKEN_BYTES = 16; // 128 bits: nobody guesses it, and its QR code stays coarse enough for a poster
export const SECRET_BYTES = 32;
const PAGE = 1_000;
/** Whoever looks at a survey is told of new answers this often. */
const TOLD_MS = 3_000;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
/** As the page and the record know somebody who may not be known: salted with what lies beside the address. */
const saltedHash = (secret: string, what: 'device' | 'phone', value: string): string =>
  createHmac('sha256', secret).update(`${what}:${value}`).digest('hex');

/** Makes an address that leads nowhere until the survey has recorded its hash. */
export async function makeLink({ pool }: Database, stream: string, programme: string): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const hash = hashOf(token);
  await pool.query(
    `INSERT INTO survey_link (hash, stream, programme, token, secret, opened_at)
     VALUES ($1, $2, $3, $4, coalesce((SELECT secret FROM survey_link WHERE stream = $2 ORDER BY opened_at LIMIT 1), $5), now())`,
    [hash, stream, programme, token, randomBytes(SECRET_BYTES).toString('base64url')],
  );
  return hash;
}

/** Null: there was never such an address. */
export async function findOpenForm({ pool }: Database, token: string): Promise<OpenForm | null> {
  const found = await pool.query<OpenForm>(
    'SELECT hash AS link, stream, programme, secret, closed_at IS NOT NULL AS closed FROM survey_link WHERE hash = $1',
    [hashOf(token)],
  );
  return found.rows[0] ?? null;
}

/** Null: it is of no address here. */
export async function tokenOfLink({ pool }: Database, link: string): Promise<string | null> {
  const found = await pool.query<{ token: string }>('SELECT token FROM survey_link WHERE hash = $1', [link]);
  return found.rows[0]?.token ?? null;
}

/** Whether this device has answered the survey already. */
export async function hasAnswered({ pool }: Database, { stream, secret }: OpenForm, device: string): Promise<boolean> {
  const found = await pool.query('SELECT 1 FROM survey_response WHERE stream = $1 AND device = $2', [stream, saltedHash(secret, 'device', device)]);
  return found.rowCount !== 0;
}

const chained = (
  before: string,
  row: { readonly number: number; readonly answer: SurveyAnswer; readonly device: string; readonly phone: string | null },
): string =>
  createHash('sha256')
    .update(`${before}\n${canonicalJson(row)}`)
    .digest('hex');

/** Takes one answer in, one after the other within a survey. TWICE: its device or its phone has answered; which is not told. */
export async function takeAnswer(db: Database, form: OpenForm, { device, phone, answer, fault }: PublicAnswer): Promise<TakenIn> {
  const hashes = { device: saltedHash(form.secret, 'device', device), phone: phone === null ? null : saltedHash(form.secret, 'phone', phone) };
  const kept: SurveyAnswer = { ...answer, respondent: `web-${hashes.device.slice(0, 32)}` };
  const taken = await inTransaction(db.pool, async (tx): Promise<TakenIn> => {
    const locked = await tx.query<{ answers: number; head: string; closed: boolean }>(
      'SELECT answers, head, closed_at IS NOT NULL AS closed FROM survey_link WHERE hash = $1 FOR UPDATE',
      [form.link],
    );
    const link = locked.rows[0];
    if (link === undefined || link.closed) return 'CLOSED';
    const row = { number: link.answers + 1, answer: kept, ...hashes };
    const hash = chained(link.head, row);
    const added = await tx.query(
      `INSERT INTO survey_response (link, number, stream, answer, device, phone, stratum, fault, hash, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now()) ON CONFLICT DO NOTHING`,
      [form.link, row.number, form.stream, JSON.stringify(kept), row.device, row.phone, kept.stratum, fault, hash],
    );
    if (added.rowCount === 0) return 'TWICE';
    await tx.query('UPDATE survey_link SET answers = $2, head = $3 WHERE hash = $1', [form.link, row.number, hash]);
    return 'TAKEN';
  });
  if (taken === 'TAKEN') tellSoon(db, form.stream);
  return taken;
}

const told = new Set<string>();
function tellSoon({ pool }: Database, stream: string): void {
  if (told.has(stream)) return;
  told.add(stream);
  setTimeout(() => {
    told.delete(stream);
    // The questionnaires of a programme are told apart behind its stream (programme-forms.ts).
    announce(pool, stream.split('#')[0] ?? stream);
  }, TOLD_MS).unref();
}

/** Counts what was refused and is kept nowhere. */
export async function noteRefused({ pool }: Database, link: string, reason: string): Promise<void> {
  await pool.query(
    'INSERT INTO survey_refused (link, reason, times) VALUES ($1, $2, 1) ON CONFLICT (link, reason) DO UPDATE SET times = survey_refused.times + 1',
    [link, reason],
  );
}

async function refusedBy({ pool }: Database, link: string): Promise<Readonly<Record<string, number>>> {
  const found = await pool.query<{ reason: string; times: number }>('SELECT reason, times FROM survey_refused WHERE link = $1 ORDER BY reason', [
    link,
  ]);
  return Object.fromEntries(found.rows.map(({ reason, times }) => [reason, times]));
}

/** How many have come in by an address, by stratum and by what makes them count for nothing; and what was refused. */
export async function formCounts(db: Database, link: string): Promise<FormCounts> {
  const found = await db.pool.query<{ stratum: string; fault: string | null; n: number }>(
    'SELECT stratum, fault, count(*)::int AS n FROM survey_response WHERE link = $1 GROUP BY stratum, fault',
    [link],
  );
  const strata: Record<string, number> = {};
  const excluded: Record<string, number> = {};
  let [received, valid] = [0, 0];
  for (const { stratum, fault, n } of found.rows) {
    received += n;
    if (fault !== null) excluded[fault] = (excluded[fault] ?? 0) + n;
    else {
      valid += n;
      strata[stratum] = (strata[stratum] ?? 0) + n;
    }
  }
  return { received, valid, strata, excluded, refused: await refusedBy(db, link) };
}

/** Nothing comes in by it any more. Once: the same again is the same. */
export async function endForm(db: Database, link: string): Promise<Omit<CollectedForm, 'outcome'>> {
  // Waits for whoever is being taken in.
  const ended = await db.pool.query<{ answers: number; head: string }>(
    'UPDATE survey_link SET closed_at = coalesce(closed_at, now()) WHERE hash = $1 RETURNING answers, head',
    [link],
  );
  const { answers: received, head } = ended.rows[0] ?? { answers: 0, head: '' };
  return { received, head, refused: await refusedBy(db, link) };
}

/** Nothing comes in any more; all answers as a batch of their programme, noted in its journal. Once: the same again is the same. */
export async function collectForm(
  db: Database,
  recorder: Recorder,
  { link, programme, batch }: { readonly link: string; readonly programme: string; readonly batch: string },
  actor: Actor,
): Promise<CollectedForm> {
  const { received, head, refused } = await endForm(db, link);
  if (received === 0) return { received, head, refused };
  const answers: SurveyAnswer[] = [];
  await eachResponse(db, link, ({ answer }) => answers.push(answer));
  const outcome = await storeBatch(db, recorder, { id: batch, programme, fileName: FILE_NAME, sha256: head }, answers, actor);
  return { received, head, refused, outcome };
}
export const FILE_NAME = 'public questionnaire';

type Row = { readonly number: number; readonly answer: SurveyAnswer; readonly device: string; readonly phone: string | null; readonly hash: string };

export async function eachResponse({ pool }: Database, link: string, take: (row: Row) => unknown): Promise<void> {
  for (let last = 0; ; ) {
    const page = await pool.query<Row>(
      `SELECT number, answer, device, phone, hash FROM survey_response WHERE link = $1 AND number > $2 ORDER BY number LIMIT ${PAGE}`,
      [link, last],
    );
    for (const row of page.rows) take(row);
    if (page.rows.length < PAGE) return;
    last = page.rows.at(-1)?.number ?? last;
  }
}

/** Questionnaires whose answers are not those that were chained as they came in, as their survey's stream. Reads every answer. */
export async function changedForms(db: Database): Promise<readonly string[]> {
  const links = await db.pool.query<{ hash: string; stream: string; programme: string; head: string; answers: number }>(
    'SELECT hash, stream, programme, head, answers FROM survey_link WHERE answers > 0 ORDER BY opened_at',
  );
  const changed: string[] = [];
  for (const { hash, stream, programme, head, answers } of links.rows) {
    let [before, rows, same] = ['', 0, true];
    await eachResponse(db, hash, ({ hash: kept, ...row }) => {
      rows += 1;
      before = chained(before, row);
      same &&= before === kept && row.number === rows;
    });
    // What closed it says in an event what the last hash was; until then the row itself does.
    const closed = await db.pool.query<{ body: string }>(
      `SELECT body FROM event WHERE stream IN ($1, $3) AND type IN ('QuestionnaireClosed', 'ProgrammeQuestionnaireClosed')
         AND body LIKE '%' || $2 || '%'`,
      [stream, hash, streamOf('journal', programme)],
    );
    const recorded = closed.rows[0]?.body;
    if (!same || before !== head || rows !== answers || (recorded !== undefined && !recorded.includes(head))) changed.push(stream);
  }
  return [...new Set(changed)];
}
