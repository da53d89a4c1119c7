/** Verifies a whole database in two threads: one core alone takes too long, and PostgreSQL needs the rest. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { faultOf } from '../../proof/faults.ts';
import { type RecordExtract, type VerifyOptions, type VerifyReport, verifyRecord } from '../../proof/verify.ts';
import type { Database } from '../database.ts';
import { openRecord, rangesOf, type StreamRange } from '../record/record-source.ts';
import { latenessOf, logSize, oldestUnsigned } from './log.ts';

/** Under this a second thread costs more than it saves. */
const WORTH_THREADS = 50_000;
const THREADS = 2;
/** Kinds of cases cost differently, and stand together: each thread takes every second one of these. */
const RANGES = 4;

/** The report of the record; an event that waits too long for its place or signature is a fault with a code of its own. */
export async function verifyDatabase(db: Database, url: string, options: VerifyOptions): Promise<VerifyReport> {
  const report = await verified(db, url, options);
  const late = (await latenessOf(db)) === 'ok' ? null : await oldestUnsigned(db.pool);
  return late === null ? report : { ...report, ok: false, faults: [...report.faults, faultOf('EVENT_WAITS', late.where)] };
}

async function verified(db: Database, url: string, options: VerifyOptions): Promise<VerifyReport> {
  const source = await openRecord(db);
  const places = await logSize(db.pool);
  if (places < WORTH_THREADS || availableParallelism() < THREADS) return verifyRecord(source, options);
  const ranges = await rangesOf(db, RANGES);
  const shares = Array.from({ length: THREADS }, (_, thread) => ranges.filter((_range, nth) => nth % THREADS === thread));
  return verifyRecord(source, options, () => Promise.all(shares.map((share) => inThread({ url, ranges: share, places }))));
}

function inThread(workerData: { readonly url: string; readonly ranges: readonly StreamRange[]; readonly places: number }): Promise<RecordExtract> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./verify-thread.mjs', import.meta.url), {
      workerData,
      // Two of these and the main thread stay under 512 MB.
      resourceLimits: { maxOldGenerationSizeMb: 144, maxYoungGenerationSizeMb: 32 },
    });
    worker.once('message', (collected: RecordExtract) => resolve(collected));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread of the verification ended with ${code}`)));
  });
}
