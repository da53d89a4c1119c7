/** A document of the database in pieces: small ones, between which no connection is held, also while it is moved elsewhere. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentStores } from '../../documents/stores.ts';
import { moveDocuments } from '../../prisma/cases/document-bytes.ts';
import { storeFile } from '../../prisma/cases/files.ts';
import { piecesOf } from '../../prisma/cases/pieces.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const MB = 1_048_576;
const dir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-pieces-'));
let db: Database;
let url = '';
const kept = async (bytes: Buffer): Promise<string> => storeFile(db, { name: 'a.pdf', mediaType: 'application/pdf', bytes }, 'gao-lin');
async function read(sha256: string, between: (nth: number) => Promise<void> = async () => undefined): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await piecesOf(db, sha256)) ?? []) {
    pieces.push(piece);
    await between(pieces.length);
  }
  return pieces;
}

beforeAll(async () => {
  url = await freshDatabase('pieces_test');
  await migrate(url);
  db = openDatabase(url, { poolSize: 1, documents: documentStores({ keeps: 'database', folder: dir, s3: null }) });
}, 60_000);
afterAll(async () => {
  await db.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('a document in pieces', () => {
  it.each([0, 1, MB - 1, MB, MB + 1, 5 * MB + 7])('of %i bytes is what was handed in, and no piece is above 1 MB', async (size) => {
    const bytes = randomBytes(size);
    const pieces = await read(await kept(bytes));
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(Math.max(0, ...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(MB);
  });
  it('holds neither a connection nor a transaction between two pieces', async () => {
    const sha256 = await kept(randomBytes(3 * MB));
    // The pool has one connection: who asked meanwhile would wait for ever.
    const states: string[] = [];
    await read(sha256, async () => {
      expect(db.pool.idleCount).toBe(db.pool.totalCount);
      const found = await db.pool.query<{ state: string }>(
        `SELECT state FROM pg_stat_activity WHERE datname = current_database() AND (xact_start < query_start OR state LIKE 'idle in%')`,
      );
      states.push(...found.rows.map(({ state }) => state));
    });
    expect(states).toEqual([]);
  });
  it('goes on where it was when it is moved elsewhere meanwhile', async () => {
    const bytes = randomBytes(4 * MB + 3);
    const sha256 = await kept(bytes);
    const pieces = await read(sha256, async (nth) => {
      if (nth === 2) await moveDocuments(db, 'disk', () => undefined);
    });
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });
  it('comes whole although every way to the database breaks meanwhile', async () => {
    const bytes = randomBytes(4 * MB);
    const sha256 = await kept(bytes);
    const other = openDatabase(url, { poolSize: 1 });
    let broken = 0;
    const pieces = await read(sha256, async (nth) => {
      // While a piece is on its way, and while none is.
      const ended = other.pool.query<{ broken: boolean }>(
        'SELECT bool_or(pg_terminate_backend(pid)) AS broken FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      if (nth % 2 === 0) await ended;
      else void ended.catch(() => undefined);
      broken += 1;
    });
    await other.close();
    expect(broken).toBeGreaterThan(3);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });
  it('is none where it is not here', async () => {
    expect(await piecesOf(db, '0'.repeat(64))).toBeNull();
  });
});
