/** Verifies a whole database with as many threads as there are cores, two at most: PostgreSQL needs the rest. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Collected, type VerifyOptions, type VerifyReport, verifyRecord } from '../proof/verify.ts';
import type { Database } from './database.ts';
import { logSize } from './log.ts';
import { openRecord, rangesOf, type StreamRange } from './record-source.ts';

/** Under this a second thread costs more than it saves. */
const WORTH_THREADS = 50_000;

export async function verifyDatabase(db: Database, url: string, options: VerifyOptions): Promise<VerifyReport> {
  const source = await openRecord(db);
  if ((await logSize(db.pool)) < WORTH_THREADS || availableParallelism() < 2) return verifyRecord(source, options);
  const ranges = await rangesOf(db, 2);
  return verifyRecord(source, options, () => Promise.all(ranges.map((range) => inThread(url, range))));
}

function inThread(url: string, range: StreamRange): Promise<Collected> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./verify-thread.mjs', import.meta.url), {
      workerData: { url, range },
      // Two of these and the main thread stay under 512 MB.
      resourceLimits: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 },
    });
    worker.once('message', (collected: Collected) => resolve(collected));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread of the verification ended with ${code}`)));
  });
}
