/** Documents on a disk and in an S3 store: kept whole, found again, and what is not there is told apart from a store that does not answer. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../../config/documents.ts';
import { documentStores } from '../../documents/stores.ts';
import { bytesIn } from '../../prisma/cases/document-bytes.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-documents-'));
const bytes = Uint8Array.from(randomBytes(300_000));
const sha256 = createHash('sha256').update(bytes).digest('hex');
let s3: { readonly url: string; stop(): Promise<void> } = { url: '', stop: async () => undefined };

beforeAll(async () => {
  const server = new S3rver({ port: 0, silent: true, directory: path.join(folder, 's3'), configureBuckets: [{ name: 'county', configs: [] }] });
  const { port } = await server.run();
  s3 = { url: `http://127.0.0.1:${port}/county/documents`, stop: async () => void (await server.close()) };
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});
const storesOf = (keeps: 'disk' | 's3', url = s3.url) =>
  documentStores({ keeps, folder: path.join(folder, 'disk'), s3: { url, key: 'S3RVER', secret: 'S3RVER', region: 'us-east-1' } });

describe.each(['disk', 's3'] as const)('documents in %s', (place) => {
  it('are kept under their hash, twice as once, and read again', async () => {
    const { keeps } = storesOf(place);
    await keeps?.check();
    await keeps?.put(sha256, bytes);
    await keeps?.put(sha256, bytes);
    expect(Buffer.from((await keeps?.get(sha256)) ?? []).equals(bytes)).toBe(true);
    expect(await keeps?.get('0'.repeat(64))).toBeNull();
  });
  it('are not given out where they are others than they were', async () => {
    const other = 'a'.repeat(64);
    await storesOf(place).keeps?.put(other, bytes);
    expect(await bytesIn({ documents: storesOf(place) }, { sha256: other, bytes: null, place })).toBeNull();
    expect(await bytesIn({ documents: storesOf(place) }, { sha256, bytes: null, place })).not.toBeNull();
  });
});

describe('a store', () => {
  it('that does not answer fails instead of saying that nothing is there', async () => {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const at = probe.address();
        probe.close(() => resolve(typeof at === 'object' && at !== null ? at.port : 0));
      });
    });
    await expect(storesOf('s3', `http://127.0.0.1:${port}/county`).keeps?.get(sha256)).rejects.toThrow();
  });
  it('that refuses the key says so, and nothing of the key', async () => {
    const wrong = documentStores({ keeps: 's3', folder, s3: { url: s3.url, key: 'OTHER', secret: 'other-secret', region: 'us-east-1' } });
    await expect(wrong.keeps?.put('b'.repeat(64), bytes)).rejects.toThrow(
      'the S3 store answered 403 InvalidAccessKeyId to PUT; it does not know the key: TUOJIAN_S3_KEY must be',
    );
    await expect(wrong.keeps?.put('b'.repeat(64), bytes)).rejects.not.toThrow('other-secret');
  });
  it('that the settings do not name is told by its name', async () => {
    const none = documentStores({ keeps: 'database', folder, s3: null });
    expect(none.keeps).toBeNull();
    await expect(bytesIn({ documents: none }, { sha256, bytes: null, place: 's3' })).rejects.toThrow('s3');
  });
  it('on a disk leaves nothing half written, for its owner alone', () => {
    const within = path.join(folder, 'disk', sha256.slice(0, 2), sha256.slice(2, 4));
    expect(readdirSync(within)).toEqual([sha256]);
    expect(statSync(path.join(within, sha256)).mode & 0o077).toBe(0);
  });
});

describe('the settings of documents', () => {
  const faultsOf = (env: Record<string, string>) => readDocuments(env, '.data').faults;
  it('are all looked at, and every fault is told at once', () => {
    expect(faultsOf({ TUOJIAN_FILES: 'tape', TUOJIAN_S3_URL: 'ftp://x', TUOJIAN_CLAMD: 'clamd', TUOJIAN_CLAMD_DOWN: 'maybe' })).toHaveLength(5);
    expect(faultsOf({ TUOJIAN_FILES: 's3' }).join()).toContain('TUOJIAN_S3_URL');
    expect(faultsOf({})).toEqual([]);
  });
  it('know a scanner by host and port or by its socket', () => {
    expect(readDocuments({ TUOJIAN_CLAMD: 'scanner:3310' }, '.data').scanner).toEqual({ at: { host: 'scanner', port: 3310 }, open: false });
    expect(readDocuments({ TUOJIAN_CLAMD: '/run/clamd.sock', TUOJIAN_CLAMD_DOWN: 'open' }, '.data').scanner).toEqual({
      at: { path: '/run/clamd.sock' },
      open: true,
    });
  });
});
