/**
 * The record as `proof/verify.ts` and `proof/bundle.ts` read it, straight from the database and in pages: all of it, or the
 * streams of one programme or project. Asks nothing of the service. Deliberately absent: any judgement.
 */
import pg from 'pg';
import type { BundleSource } from '../../proof/bundle.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { ShownCase } from '../../proof/fold-check.ts';
import { leafOf, WholeTree } from '../../proof/merkle.ts';
import { parseNote } from '../../proof/note.ts';
import type { RecordLine } from '../../proof/verify.ts';
import { type BytesRow, bytesIn } from '../cases/document-bytes.ts';
import { type Database, unhurried } from '../database.ts';
import { eachInSlices, inSlices } from '../in-slices.ts';
import { checkpointNotes, restartNotes, rotationNotes } from '../log/checkpoints.ts';
import { leafHashes, logSize } from '../log/log.ts';

export type RecordScope = {
  readonly programme?: string;
  readonly project?: string;
  /** One case alone. */
  readonly stream?: string;
  /** Streams from this name on, and before that one: a part of the work for one thread. */
  readonly range?: StreamRange;
};
export type StreamRange = { readonly from: string; readonly before: string | null };

type Row = {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly command_id: string;
  readonly occurred_ms: string;
  readonly actor: string | null;
  readonly prev_hash: string;
  readonly hash: string;
  readonly body: string;
  readonly index: string | null;
};
const PAGE = 2_000;

/** Which streams belong to a scope; `$1` programme, `$2` project, `$3` stream, null where none is named. */
const IN_SCOPE = `($1::text IS NULL OR s.programme = $1) AND ($2::text IS NULL OR s.project = $2 OR s.stream = 'project/' || $2 OR s.stream = 'findings/' || $2)
  AND ($3::text IS NULL OR s.stream = $3)`;
const namesOf = ({ programme, project, stream }: RecordScope): readonly (string | null)[] => [programme ?? null, project ?? null, stream ?? null];
/** Everything there is. */
const isWhole = (scope: RecordScope): boolean => namesOf(scope).every((name) => name === null);

/**
 * Streams one after the other, each whole, by one cursor: planned once, over the record as it stands at one moment. The next
 * page is on its way while one is read.
 */
export async function* recordedStreams(
  db: Database,
  scope: RecordScope = {},
  proofOf: (index: number) => readonly Buffer[] | undefined = () => undefined,
): AsyncGenerator<readonly RecordLine[]> {
  const { range } = scope;
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Sorting a million events may take longer than an answer to a person.
    await client.query('SET LOCAL statement_timeout = 0');
    // Whoever writes a bundle to a slow disk lets the cursor wait.
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query("SET LOCAL work_mem = '64MB'");
    // A cursor's statement takes no parameters.
    const condition = IN_SCOPE.replaceAll(/\$([123])/g, (_, nth) => literal(namesOf(scope)[Number(nth) - 1] ?? null));
    const inScope = isWhole(scope) ? '' : `JOIN stream s ON s.stream = e.stream AND ${condition}`;
    await client.query(
      `DECLARE record NO SCROLL CURSOR FOR
       SELECT e.stream, e.version, e.type, e.command_id, (extract(epoch FROM e.occurred_at) * 1000)::bigint AS occurred_ms, e.actor, e.prev_hash, e.hash, e.body, l.index
       FROM event e ${inScope} LEFT JOIN log_leaf l ON l.stream = e.stream AND l.version = e.version
       WHERE e.stream >= ${literal(range?.from ?? '')} ${range?.before == null ? '' : `AND e.stream < ${literal(range.before)}`}
       ORDER BY e.stream, e.version`,
    );
    const fetch = (): Promise<{ readonly rows: readonly Row[] }> => client.query<Row>(unhurried(`FETCH ${PAGE} FROM record`));
    let current: RecordLine[] = [];
    let name = '';
    let coming: Promise<{ readonly rows: readonly Row[] }> | null = fetch();
    while (coming !== null) {
      const { rows }: { readonly rows: readonly Row[] } = await coming;
      coming = rows.length < PAGE ? null : fetch();
      coming?.catch(() => undefined); // its error is met when it is waited for
      for (const row of rows) {
        if (current.length > 0 && row.stream !== name) {
          yield current;
          current = [];
        }
        name = row.stream;
        current.push(lineOf(row, proofOf));
      }
    }
    if (current.length > 0) yield current;
  } finally {
    // A reader that stops early leaves a cursor; the connection is not used again.
    client.release(true);
  }
}

const literal = (value: string | null): string => (value === null ? 'NULL' : pg.escapeLiteral(value));

function lineOf(row: Row, proofOf: (index: number) => readonly Buffer[] | undefined): RecordLine {
  const index = row.index === null ? null : Number(row.index);
  const proof = index === null ? undefined : proofOf(index);
  return {
    index,
    prevHash: row.prev_hash,
    hash: row.hash,
    body: row.body,
    row: {
      stream: row.stream,
      version: row.version,
      type: row.type,
      commandId: row.command_id,
      occurredMs: Number(row.occurred_ms),
      actor: row.actor,
    },
    ...(proof === undefined ? {} : { proof }),
  };
}

/** What the service shows of each case: its row and its tasks, in the shape of `proof/fold-check.ts`. */
async function* casesOf(db: Database, scope: RecordScope): AsyncGenerator<ShownCase> {
  let after = scope.range?.from ?? '';
  for (;;) {
    const rows = await db.pool.query<ShownCase>(
      `SELECT r.stream, row_to_json(r)::text AS text FROM (
         SELECT c.stream, c.kind, c.programme, c.project, c.applicant, c.version, c.status, c.title, c.light, c.state, c.schema, ${iso('c.changed_at')} AS "changedAt",
           coalesce((SELECT array_to_json(array_agg(x ORDER BY x.task)) FROM (
             SELECT t.stream, t.task, t.kind, t.step, t.round, t.person, t.on_behalf_of AS "onBehalfOf", t.status, t.title, t.project, t.programme,
               ${iso('t.opened_at')} AS "openedAt", ${iso('t.due_at')} AS "dueAt", ${iso('t.decided_at')} AS "decidedAt"
             FROM task t WHERE t.stream = c.stream) x), '[]'::json) AS tasks
         FROM case_state c WHERE c.stream ${after === scope.range?.from ? '>=' : '>'} $4 AND ($5::text IS NULL OR c.stream < $5) AND ($6 OR EXISTS (SELECT 1 FROM stream s WHERE s.stream = c.stream AND ${IN_SCOPE}))
         ORDER BY c.stream LIMIT 200) r`,
      [...namesOf(scope), after, scope.range?.before ?? null, isWhole(scope)],
    );
    // PostgreSQL writes spaces into a state; what is shown of a case is as `JSON.stringify` writes it.
    yield* rows.rows.map(({ stream, text }) => ({ stream, text: JSON.stringify(JSON.parse(text)) }));
    const last = rows.rows.at(-1);
    if (last === undefined) return;
    after = last.stream;
  }
}
const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type StoredFile = { readonly sha256: string; readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

/** Documents that events of the scope refer to, one at a time; all that the journals call kept, where the scope is everything. */
async function* filesOf(db: Database, scope: RecordScope): AsyncGenerator<StoredFile> {
  const whole = isWhole(scope);
  const list = whole
    ? await db.pool.query<{ sha256: string }>('SELECT sha256 FROM document_file WHERE noted_at IS NOT NULL ORDER BY sha256')
    : await db.pool.query<{ sha256: string }>(
        `SELECT f.sha256 FROM document_file f WHERE f.noted_at IS NOT NULL AND EXISTS (
           SELECT 1 FROM audit_entry a JOIN stream s USING (stream) WHERE a.documents @> ARRAY[f.sha256] AND ${IN_SCOPE}) ORDER BY sha256`,
        [...namesOf(scope)],
      );
  for (const { sha256: hash } of list.rows) {
    const found = await db.pool.query<BytesRow & { readonly name: string; readonly mediaType: string }>(
      'SELECT sha256, name, media_type AS "mediaType", bytes, place FROM document_file WHERE sha256 = $1',
      [hash],
    );
    const row = found.rows[0];
    if (row === undefined) continue;
    // One that is lost outside is there without its bytes, as one that was changed: its hash says so.
    const bytes = (await bytesIn(db, row)) ?? new Uint8Array();
    yield { sha256: row.sha256, name: row.name, mediaType: row.mediaType, bytes: Buffer.from(bytes) };
  }
}

/** Events and documents of a scope, as a progress counts them. */
export async function countInScope({ pool }: Database, scope: RecordScope): Promise<number> {
  const found = await pool.query<{ events: string; documents: string }>(
    `SELECT (SELECT coalesce(sum(s.version), 0) FROM stream s WHERE ${IN_SCOPE}) AS events,
       (SELECT count(DISTINCT document) FROM audit_entry a JOIN stream s USING (stream), unnest(a.documents) AS document
        WHERE ${IN_SCOPE} AND EXISTS (SELECT 1 FROM document_file f WHERE f.sha256 = document AND f.noted_at IS NOT NULL)) AS documents`,
    [...namesOf(scope)],
  );
  return Number(found.rows[0]?.events ?? 0) + Number(found.rows[0]?.documents ?? 0);
}

/** Where to cut the streams so that each part has about as many events. */
export async function rangesOf(db: Database, parts: number): Promise<readonly StreamRange[]> {
  const cuts = await db.pool.query<{ stream: string }>(
    `SELECT min(stream) AS stream FROM (SELECT stream, ntile($1) OVER (ORDER BY stream) AS part FROM log_leaf) tiles WHERE part > 1 GROUP BY part ORDER BY 1`,
    [parts],
  );
  const names = ['', ...cuts.rows.map(({ stream }) => stream)];
  return names.map((from, index) => ({ from, before: names[index + 1] ?? null }));
}

/**
 * Opens the record. A part of the log gets proofs against the newest checkpoint, for which the whole tree is made once
 * (64 bytes an event).
 */
export async function openRecord(db: Database, scope: RecordScope = {}): Promise<BundleSource> {
  const [checkpoints, rotations, restarts] = [await checkpointNotes(db.pool), await rotationNotes(db.pool), await restartNotes(db.pool)];
  const whole = isWhole(scope);
  const read = checkpoints.map(parseCheckpoint).filter((c) => c !== null);
  const newest = read.at(-1);
  const tree = whole || newest === undefined ? null : await treeOf(db, newest.size);
  const kept = whole ? checkpoints : await checkpointsOfScope(db, scope, checkpoints);
  const sizes = kept.map(parseCheckpoint).filter((c) => c !== null);
  const proofs = new Map<number, readonly Buffer[]>();
  if (tree !== null) for (const { size } of sizes) if (size < tree.size) proofs.set(size, tree.consistency(size));
  return {
    scope: whole ? 'LOG' : 'STREAMS',
    about: scope,
    origin: newest?.origin ?? '',
    readAt: new Date().toISOString(),
    checkpoints: kept,
    rotations,
    restarts,
    consistency: proofs,
    keys: [],
    events: () => recordedStreams(db, scope, (index) => (tree === null || index >= tree.size ? undefined : tree.inclusion(index))),
    cases: () => casesOf(db, scope),
    documents: async function* () {
      for await (const { sha256: name, bytes } of filesOf(db, scope)) yield { sha256: name, found: sha256(bytes) };
    },
    files: () => filesOf(db, scope),
    forPeople: {},
  };
}

async function treeOf(db: Database, size: number): Promise<WholeTree> {
  const leaves: Buffer[] = [];
  for await (const hashes of leafHashes(db, 0, Math.min(size, await logSize(db.pool)))) leaves.push(...(await eachInSlices(hashes, leafOf)));
  return inSlices(WholeTree.steps(leaves));
}

/** The first checkpoint after each event of the scope: together they say since when each of them stands; and the newest. */
async function checkpointsOfScope(db: Database, scope: RecordScope, all: readonly string[]): Promise<readonly string[]> {
  const rows = await db.pool.query<{ note: string }>(
    `SELECT DISTINCT ON (c.size) c.note FROM log_leaf l JOIN stream s USING (stream)
     JOIN LATERAL (SELECT size, note FROM checkpoint WHERE size > l.index ORDER BY size LIMIT 1) c ON true
     WHERE ${IN_SCOPE} ORDER BY c.size`,
    [...namesOf(scope)],
  );
  const notes = rows.rows.map(({ note }) => note);
  const newest = all.filter((note) => parseNote(note) !== null).at(-1);
  return newest === undefined || notes.includes(newest) ? notes : [...notes, newest];
}
