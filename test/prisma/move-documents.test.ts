/** `tuojian documents --move` between real places: killed half way and run again, nothing is lost or moved twice; every fault says what to do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../../config/documents.ts';
import { documentStores } from '../../documents/stores.ts';
import type { DocumentPlace } from '../../domain/document-store.ts';
import { moveDocuments } from '../../prisma/cases/document-bytes.ts';
import { storeFile } from '../../prisma/cases/files.ts';
import { piecesOf } from '../../prisma/cases/pieces.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { type SignedStore, startSignedStore } from '../documents/signed-store.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const COUNT = 120;
const HALF = 60;
const SETTINGS = { key: 'TUOJIANTESTKEY', secret: 'a/secret+with/signs=', region: 'us-east-1', bucket: '托建 文件' };
const dir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-move-'));
let db: Database;
let url = '';
let store: SignedStore;
let env: Record<string, string>;
const handedIn = new Map<string, Buffer>();

beforeAll(async () => {
  url = await freshDatabase('move_documents_test');
  await migrate(url);
  store = await startSignedStore(SETTINGS);
  env = {
    PATH: path.dirname(process.execPath),
    HOME: os.homedir(),
    DATABASE_URL: url,
    TUOJIAN_DATA_DIR: dir,
    TUOJIAN_FILES: 's3',
    TUOJIAN_S3_URL: decodeURI(store.url),
    TUOJIAN_S3_KEY: SETTINGS.key,
    TUOJIAN_S3_SECRET: SETTINGS.secret,
  };
  const { documents } = readDocuments(env, dir);
  const { at } = documentStores(documents);
  db = openDatabase(url, { documents: { keeps: null, at } });
  for (let nth = 0; nth < COUNT; nth += 1) {
    // The first is larger than a piece.
    const bytes = randomBytes(nth === 0 ? 2_500_000 : 3_000 + nth);
    handedIn.set(await storeFile(db, { name: `${nth}.pdf`, mediaType: 'application/pdf', bytes }, 'gao-lin'), bytes);
  }
}, 60_000);
afterAll(async () => {
  await db.close();
  await store.stop();
  rmSync(dir, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly err: string; readonly last: Record<string, unknown> };
function moving(to: string, more: Record<string, string> = {}): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'documents', '--move', to], { env: { ...env, ...more } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) =>
      resolve({ code, err, last: code === 0 || out.includes('{') ? JSON.parse(out.trim().split('\n').at(-1) ?? '{}') : {} }),
    ),
  );
  return { child, ended };
}
/** As the command does it, without another process. */
const moved = (to: DocumentPlace) => moveDocuments(db, to, () => undefined);
const places = async (): Promise<Record<string, number>> => {
  const found = await db.pool.query<{ place: string; files: number }>('SELECT place, count(*)::int AS files FROM document_file GROUP BY place');
  return Object.fromEntries(found.rows.map(({ place, files }) => [place, files]));
};
/** Each read as whoever asks for it would read it. */
async function allAreTrue(): Promise<void> {
  for (const [sha256, bytes] of handedIn) {
    const read: Uint8Array[] = [];
    for await (const piece of (await piecesOf(db, sha256)) ?? []) read.push(piece);
    expect(Buffer.concat(read).equals(bytes), sha256).toBe(true);
  }
}
const putsOf = (): ReadonlyMap<string, number> => {
  const puts = new Map<string, number>();
  for (const sha256 of store.puts) puts.set(sha256, (puts.get(sha256) ?? 0) + 1);
  return puts;
};

describe('documents that are moved', () => {
  it('to a bucket, by a command that is killed half way, are each in one place and whole', async () => {
    const { child, ended } = moving('s3');
    let puts = 0;
    store.beforePut = async () => {
      puts += 1;
      // In the middle of a document: it is on its way, and nothing says that it is kept.
      if (puts > HALF) {
        child.kill('SIGKILL');
        await ended;
        throw new Error('the line broke');
      }
    };
    expect((await ended).code).toBeNull();
    store.beforePut = async () => undefined;
    expect(await places()).toEqual({ database: COUNT - HALF, s3: HALF });
    expect(store.objects.size).toBe(HALF);
    await allAreTrue();
  }, 60_000);

  it('go on where they were when it is run again, and none is sent twice', async () => {
    const { code, last } = await moving('s3').ended;
    expect([code, last.moved, last.lost]).toEqual([0, COUNT - HALF, 0]);
    expect(await places()).toEqual({ s3: COUNT });
    expect([...putsOf().values()]).toEqual(Array.from({ length: COUNT }, () => 1));
    expect((await db.pool.query('SELECT 1 FROM document_file WHERE bytes IS NOT NULL')).rows).toEqual([]);
    await allAreTrue();
    expect(await moved('s3')).toEqual({ files: 0, bytes: 0, lost: [] });
    expect(store.puts).toHaveLength(COUNT);
  }, 60_000);

  it('from there to a disk and back into the database are the same', async () => {
    expect(await moved('disk')).toMatchObject({ files: COUNT, lost: [] });
    const kept = readdirSync(path.join(dir, 'documents'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(kept.map(({ name }) => name).toSorted()).toEqual([...handedIn.keys()].toSorted());
    await allAreTrue();
    expect(await moved('database')).toMatchObject({ files: COUNT, lost: [] });
    expect(await places()).toEqual({ database: COUNT });
    await allAreTrue();
  }, 60_000);

  it('are left where they are and told of when one is not as it was handed in', async () => {
    await moved('disk');
    const [spoilt = ''] = handedIn.keys();
    writeFileSync(path.join(dir, 'documents', spoilt.slice(0, 2), spoilt.slice(2, 4), spoilt), 'not what it was');
    const { code, last } = await moving('database').ended;
    expect([code, last.moved, last.lost]).toEqual([1, COUNT - 1, 1]);
    expect(await places()).toEqual({ database: COUNT - 1, disk: 1 });
  }, 60_000);

  it('stay while the bucket refuses, and the command says what to put right', async () => {
    const { code, err } = await moving('s3', { TUOJIAN_S3_SECRET: 'another' }).ended;
    expect(code).toBe(1);
    expect(err).toContain('TUOJIAN_S3_SECRET must be the secret of TUOJIAN_S3_KEY');
    expect(err).not.toMatch(/^\s+at /m);
    expect(await places()).toEqual({ database: COUNT - 1, disk: 1 });
  }, 60_000);
});
