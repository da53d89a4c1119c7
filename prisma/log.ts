/**
 * The log: gives every event its place, in the order in which it is taken in, and tells the search of it, both in one
 * transaction. One process at a time. Deliberately absent: who signs it (worker/log-signer.ts).
 */
import { entryOf, termsOf } from '../domain/audit/entry.ts';
import type { ShownEvent } from '../domain/audit/query.ts';
import { tellEvent } from '../domain/audit/tell.ts';
import type { IsoInstant } from '../domain/case.ts';
import { parseBody } from '../proof/event-format.ts';
import { type Database, inTurn, type Queryable } from './database.ts';
import { writeTerms } from './postings.ts';

/** Any constant does, as long as every process of this product uses the same one. */
const LOG_LOCK = 990102;
const AT_ONCE = 1_000;

export type Taken = {
  readonly index: number;
  readonly stream: string;
  readonly version: number;
  readonly hash: string;
  readonly prevHash: string;
  readonly body: string;
  readonly programme: string;
  readonly project: string | null;
  /** Hash of the event before it in its stream, where that one has a place already. */
  readonly before: string | null;
};

/**
 * Takes in what waits, oldest first, up to a thousand events; empty: nothing waits, or another process is at it.
 * `accept` sees them before they are kept; an error of its own leaves everything as it was.
 */
export async function takeIn(db: Database, accept: (events: readonly Taken[]) => void = () => undefined): Promise<readonly Taken[]> {
  const turn = await inTurn(db.pool, LOG_LOCK, async (tx) => {
    const taken = await nextPlaces(tx);
    if (taken.length === 0) return [];
    accept(taken);
    await writeEntries(tx, taken);
    return taken;
  });
  return turn ?? [];
}

/** Lets no event take a place until this transaction ends. */
export const holdLog = async (tx: Queryable): Promise<void> => void (await tx.query('SELECT pg_advisory_xact_lock($1)', [LOG_LOCK]));

async function nextPlaces(tx: Queryable): Promise<readonly Taken[]> {
  const found = await tx.query<{
    index: string;
    stream: string;
    version: number;
    hash: string;
    prev_hash: string;
    body: string;
    programme: string;
    project: string | null;
    before: string | null;
  }>(
    `WITH waiting AS (
        DELETE FROM log_queue WHERE position IN (SELECT position FROM log_queue ORDER BY position LIMIT ${AT_ONCE}) RETURNING position
      ), placed AS (
        SELECT (SELECT coalesce(max(index) + 1, 0) FROM log_leaf) + row_number() OVER (ORDER BY position) - 1 AS index,
          e.stream, e.version, e.hash, e.prev_hash, e.body
        FROM waiting JOIN event e USING (position)
      ), kept AS (
        INSERT INTO log_leaf (index, stream, version, hash) SELECT index, stream, version, hash FROM placed
      )
      SELECT p.*, s.programme, s.project, l.hash AS before FROM placed p JOIN stream s USING (stream)
      LEFT JOIN log_leaf l ON l.stream = p.stream AND l.version = p.version - 1 ORDER BY p.index`,
  );
  return found.rows.map(({ index, prev_hash, ...row }) => ({ ...row, index: Number(index), prevHash: prev_hash }));
}

export type EntryRow = {
  readonly index: number;
  readonly stream: string;
  readonly version: number;
  readonly at: IsoInstant;
  readonly programme: string;
  readonly terms: readonly string[];
  readonly text: string;
  readonly amountFen: number | null;
  readonly documents: readonly string[];
  readonly shown: ShownEvent;
};

/** An event with its place, as far as the search looks at it. */
export type Placed = Pick<Taken, 'index' | 'stream' | 'version' | 'body' | 'hash' | 'programme' | 'project'>;

/** What the search holds of an event; also what `tuojian audit check --search` compares with. */
export function entryRowOf({ index, stream, version, body, hash, programme, project }: Placed): EntryRow {
  const { type, data, actor, occurredAt } = parseBody(body);
  const entry = entryOf({ stream, type, data, actor, occurredAt, programme, project });
  const { stage, outcome, documents, text, amountFen } = entry;
  const shown = { type, actor, project: entry.project, stage, outcome, documents, sentence: tellEvent({ stream, type, data }), hash };
  return { index, stream, version, at: occurredAt, programme, terms: termsOf(entry, stream, occurredAt), text, amountFen, documents, shown };
}

export async function writeEntries(tx: Queryable, taken: readonly Placed[]): Promise<void> {
  const rows = taken.map(entryRowOf);
  await tx.query(
    `INSERT INTO audit_entry (index, stream, version, at, programme, text, amount_fen, documents, shown)
     SELECT r.index, r.stream, r.version, r.at, r.programme, r.text, r.amount_fen, ARRAY(SELECT jsonb_array_elements_text(r.documents)), r.shown
     FROM unnest($1::bigint[], $2::text[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::bigint[], $8::jsonb[], $9::json[])
       AS r (index, stream, version, at, programme, text, amount_fen, documents, shown)`,
    [
      rows.map((r) => r.index),
      rows.map((r) => r.stream),
      rows.map((r) => r.version),
      rows.map((r) => r.at),
      rows.map((r) => r.programme),
      rows.map((r) => r.text),
      rows.map((r) => r.amountFen),
      rows.map((r) => JSON.stringify(r.documents)),
      rows.map((r) => JSON.stringify(r.shown)),
    ],
  );
  await writeTerms(tx, rows);
}

/** How many events have a place. */
export async function logSize(db: Queryable): Promise<number> {
  const found = await db.query<{ size: string }>('SELECT coalesce(max(index) + 1, 0) AS size FROM log_leaf');
  return Number(found.rows[0]?.size ?? 0);
}

/** How many events wait for a place; counted up to a thousand. */
export async function waitingForLog(db: Queryable): Promise<number> {
  const found = await db.query<{ n: string }>('SELECT count(*) AS n FROM (SELECT 1 FROM log_queue LIMIT 1000) AS matching');
  return Number(found.rows[0]?.n ?? 0);
}

/** Hashes of the log's events from a place on, in order, a page at a time. */
export async function* leafHashes(db: Database, from: number, to: number): AsyncGenerator<readonly string[]> {
  const PAGE = 20_000;
  for (let at = from; at < to; at += PAGE) {
    const page = await db.pool.query<{ hash: string }>('SELECT hash FROM log_leaf WHERE index >= $1 AND index < $2 ORDER BY index', [
      at,
      Math.min(to, at + PAGE),
    ]);
    yield page.rows.map(({ hash }) => hash);
  }
}
