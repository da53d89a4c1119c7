/** Reads what the proof of one event takes (proof/event-proof.ts), as the record stands at one moment. */

import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { type ProvedEvent, proofSteps } from '../../proof/event-proof.ts';
import type { VerifierKey } from '../../proof/note.ts';
import type { RecordLine } from '../../proof/verify.ts';
import type { Database } from '../database.ts';
import { inSlices } from '../in-slices.ts';
import { newestCheckpoint, restartNotes, rotationNotes } from './checkpoints.ts';
import { leafHashes } from './log.ts';

/** A case has hundreds of events, a journal any number: so many before and after this one are followed. */
const BEFORE = 5_000;
const AFTER = 1_000;

/** Null: there is no such event. `keys`, `outside`: what is known beside the database. */
export async function proveEvent(
  db: Database,
  { stream, version }: { readonly stream: string; readonly version: number },
  { keys, outside }: { readonly keys: readonly VerifierKey[]; readonly outside: readonly string[] | null },
): Promise<ProvedEvent | null> {
  const from = Math.max(1, version - BEFORE);
  const lines = await linesOf(db, stream, from, version + AFTER);
  const line = lines[version - from];
  if (line === undefined) return null;
  const [newest, rotations, restarts] = await Promise.all([newestCheckpoint(db), rotationNotes(db.pool), restartNotes(db.pool)]);
  const leaves: string[] = [];
  const size = newest === null ? 0 : (parseCheckpoint(newest.note)?.size ?? 0);
  for await (const page of leafHashes(db, 0, size)) for (const hash of page) leaves.push(hash);
  const logged = await db.pool.query<{ hash: string }>('SELECT hash FROM log_leaf WHERE index = $1', [line.index]);
  const proof = await inSlices(
    proofSteps({
      version,
      lines,
      from,
      logged: logged.rows[0]?.hash ?? null,
      leaves,
      checkpoint: newest?.note ?? null,
      rotations,
      restarts,
      keys,
      outside,
    }),
  );
  return { ...proof, prevHash: line.prevHash, hash: line.hash, body: line.body };
}

async function linesOf({ pool }: Database, stream: string, from: number, to: number): Promise<readonly RecordLine[]> {
  const rows = await pool.query<{ prev_hash: string; hash: string; body: string; index: string | null }>(
    `SELECT e.prev_hash, e.hash, e.body, l.index FROM event e LEFT JOIN log_leaf l USING (stream, version) WHERE e.stream = $1 AND e.version BETWEEN $2 AND $3
     ORDER BY e.version`,
    [stream, from, to],
  );
  return rows.rows.map(({ prev_hash, hash, body, index }) => ({ index: index === null ? null : Number(index), prevHash: prev_hash, hash, body }));
}
