/**
 * The log: gives every event its place, in the order in which it is taken in, and tells the search of it, both in one
 * transaction. One process at a time. Deliberately absent: who signs it (log/signer.ts).
 */
import { STALE_MS } from '../../proof/verify.ts';
import { setAside } from '../aside.ts';
import { type Database, inTurn, type Queryable, type Source, through } from '../database.ts';
import { type LogEntry, type Replaced, writeEntries } from '../record/entries.ts';

/** Any constant does, as long as every process of this product uses the same one. */
const LOG_LOCK = 990102;
const AT_ONCE = 1_000;

/**
 * Takes in what waits, oldest first, up to a thousand events; empty: nothing waits, or another process is at it.
 * `accept` sees them before they are kept; an error of its own leaves everything as it was. An event that the search cannot
 * hold as it is gets its place all the same, is indexed by what is left of it, and is set aside for people to see.
 */
export async function takeIn(db: Database, accept: (events: readonly LogEntry[]) => void = () => undefined): Promise<readonly LogEntry[]> {
  const turn = await inTurn(db.pool, LOG_LOCK, async (tx) => {
    const taken = await nextPlaces(tx);
    if (taken.length === 0) return [];
    accept(taken);
    for (const replaced of await writeEntries(tx, taken)) await noteReplaced(tx, replaced);
    return taken;
  });
  return turn ?? [];
}

/** In the transaction that gives the place, so that none goes untold; a note that fails takes nothing with it. */
async function noteReplaced(tx: Queryable, { where, stream, reason }: Replaced): Promise<void> {
  await tx.query('SAVEPOINT note');
  const noted = await setAside({ pool: tx }, { loop: 'AUDIT_CLERK', item: where, about: stream === '' ? null : stream, reason });
  await tx.query(noted ? 'RELEASE SAVEPOINT note' : 'ROLLBACK TO SAVEPOINT note');
}

/** Lets no event take a place until this transaction ends. */
export const holdLog = async (tx: Queryable): Promise<void> => void (await tx.query('SELECT pg_advisory_xact_lock($1)', [LOG_LOCK]));

/** `OFFSET 0`: each event is looked up by an index. PostgreSQL takes it that a thousand wait, and would read the whole record for the few that do. */
async function nextPlaces(tx: Queryable): Promise<readonly LogEntry[]> {
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
  }>({
    name: 'log-places',
    text: `WITH waiting AS (
        DELETE FROM log_queue WHERE position IN (SELECT position FROM log_queue ORDER BY position LIMIT ${AT_ONCE}) RETURNING position
      ), placed AS (
        SELECT (SELECT coalesce(max(index) + 1, 0) FROM log_leaf) + row_number() OVER (ORDER BY waiting.position) - 1 AS index,
          e.stream, e.version, e.hash, e.prev_hash, e.body
        FROM waiting CROSS JOIN LATERAL (SELECT stream, version, hash, prev_hash, body FROM event WHERE position = waiting.position OFFSET 0) AS e
        WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.stream = e.stream AND l.version = e.version OFFSET 0)
      ), kept AS (
        INSERT INTO log_leaf (index, stream, version, hash) SELECT index, stream, version, hash FROM placed
      )
      SELECT p.*, s.programme, s.project, l.hash AS before FROM placed p
      CROSS JOIN LATERAL (SELECT programme, project FROM stream WHERE stream = p.stream OFFSET 0) AS s
      LEFT JOIN LATERAL (SELECT hash FROM log_leaf WHERE stream = p.stream AND version = p.version - 1 OFFSET 0) AS l ON true ORDER BY p.index`,
  });
  return found.rows.map(({ index, prev_hash, ...row }) => ({ ...row, index: Number(index), prevHash: prev_hash }));
}

/** How many events have a place. */
export async function logSize(db: Source): Promise<number> {
  const found = await through(db).query<{ size: string }>('SELECT coalesce(max(index) + 1, 0) AS size FROM log_leaf');
  return Number(found.rows[0]?.size ?? 0);
}

/** How many events wait for a place; counted up to a thousand. */
export async function waitingForLog(db: Queryable): Promise<number> {
  const found = await db.query<{ n: string }>('SELECT count(*) AS n FROM (SELECT 1 FROM log_queue LIMIT 1000) AS matching');
  return Number(found.rows[0]?.n ?? 0);
}

/** Events are queued nearly in the order of their time: so many of the first ones hold the oldest. */
const FIRST = 200;

/** The oldest event that no checkpoint covers, wherever it waits: for its place, or for the signature. Null: all are signed. */
export async function oldestUnsigned(db: Source): Promise<{ readonly where: string; readonly since: Date } | null> {
  const found = await through(db).query<{ stream: string; version: number; since: Date }>(
    `SELECT stream, version, since FROM (
       (SELECT e.stream, e.version, e.occurred_at AS since FROM
         (SELECT position FROM log_queue ORDER BY position LIMIT ${FIRST}) AS q JOIN event e USING (position) ORDER BY since LIMIT 1)
       UNION ALL
       (SELECT e.stream, e.version, e.occurred_at AS since FROM
         (SELECT stream, version FROM log_leaf WHERE index >= (SELECT coalesce(max(size), 0) FROM checkpoint) ORDER BY index LIMIT ${FIRST}) AS l
         JOIN event e USING (stream, version) ORDER BY since LIMIT 1)) AS open
     ORDER BY since LIMIT 1`,
  );
  const row = found.rows[0];
  return row === undefined ? null : { where: `${row.stream}@${row.version}`, since: row.since };
}

/** `ok`, or `late by 7 min`: how long the oldest event has been without a signature (reliability T22). */
export async function latenessOf(db: Source): Promise<'ok' | string> {
  const oldest = await oldestUnsigned(db);
  const ms = oldest === null ? 0 : Date.now() - oldest.since.getTime();
  return ms <= STALE_MS ? 'ok' : `late by ${Math.floor(ms / 60_000)} min`;
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

/** Which events have the places from one on, in order, a page at a time. */
export async function* placedEvents(
  db: Database,
  from: number,
  to: number,
): AsyncGenerator<
  readonly {
    readonly index: number;
    readonly stream: string;
    readonly version: number;
    readonly type: string;
    readonly at: string;
    readonly commandId: string;
  }[]
> {
  const PAGE = 5_000;
  for (let at = from; at < to; at += PAGE) {
    const page = await db.pool.query<{ index: string; stream: string; version: number; type: string; at: Date; command: string }>(
      `SELECT l.index, e.stream, e.version, e.type, e.occurred_at AS at, e.command_id AS command FROM log_leaf l JOIN event e USING (stream, version)
       WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
      [at, Math.min(to, at + PAGE)],
    );
    yield page.rows.map(({ index, command, at: when, ...row }) => ({ ...row, index: Number(index), at: when.toISOString(), commandId: command }));
  }
}
