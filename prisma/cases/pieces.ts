/**
 * A document in pieces, for whoever sends it on at a reader's pace: each piece is one short statement, so that a slow reader holds
 * no connection, and of a document of the database a megabyte is in memory and not the whole, which the way to PostgreSQL makes
 * four times as much. Deliberately absent: looking at the hash, which who sends it does (exports/folder.ts).
 */
import type { Database } from '../database.ts';
import { overLostWays } from '../lost-way.ts';
import { type BytesRow, bytesIn } from './document-bytes.ts';

const PIECE_BYTES = 1_048_576;
/** A folder takes minutes: a way that breaks meanwhile, as when PostgreSQL starts anew, is waited for. Milliseconds. */
const WAY_BACK_MS = 20_000;

type Piece = Omit<BytesRow, 'bytes'> & { readonly piece: Uint8Array | null; readonly size: number };

/** Null: it is not here. Error, on the way: its store does not answer. */
export async function piecesOf(db: Database, sha256: string): Promise<AsyncIterable<Uint8Array> | null> {
  const first = await pieceAt(db, sha256, 0);
  return first === null ? null : pieces(db, first);
}

/** From PostgreSQL's own pieces of a large value: it reads no more than it is asked for. */
async function pieceAt(db: Database, sha256: string, at: number): Promise<Piece | null> {
  const asked = {
    name: 'document-piece',
    text: 'SELECT sha256, place, octet_length(bytes) AS size, substring(bytes FROM $2::int FOR $3::int) AS piece FROM document_file WHERE sha256 = $1',
    values: [sha256, at + 1, PIECE_BYTES],
  };
  const found = await overLostWays(() => db.pool.query<Piece>(asked), { limitMs: WAY_BACK_MS });
  return found.rows[0] ?? null;
}

/** What lies outside comes whole; what is moved there meanwhile goes on from where it was. */
async function* pieces(db: Database, first: Piece): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let next: Piece | null = first; next !== null; next = await pieceAt(db, first.sha256, at)) {
    if (next.piece === null) {
      const whole = await bytesIn(db, { ...next, bytes: null });
      if (whole !== null) yield whole.subarray(at);
      return;
    }
    if (next.piece.length > 0) yield next.piece;
    at += next.piece.length;
    if (at >= next.size) return;
  }
}
