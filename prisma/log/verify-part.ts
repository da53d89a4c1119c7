/** A thread of a verification: checks the streams of some ranges and hands over what it collected. */
import { parentPort, workerData } from 'node:worker_threads';
import { collectStreams, type RecordExtract, together } from '../../proof/verify.ts';
import { openDatabase } from '../database.ts';
import { openRecord, type StreamRange } from '../record/record-source.ts';

// verify-database.ts sends it.
const { url, ranges, places } = workerData as { readonly url: string; readonly ranges: readonly StreamRange[]; readonly places: number };
const db = openDatabase(url, { poolSize: 2 });
let collected: RecordExtract | null = null;
for (const range of ranges) {
  // All ranges of a thread fill the same places.
  const part = await collectStreams(await openRecord(db, { range }), null, undefined, collected === null ? places : 0);
  collected = collected === null ? part : together([collected, part]);
}
await db.close();
if (collected !== null) {
  parentPort?.postMessage(collected, [collected.leaves.buffer, collected.filled.buffer, collected.places.buffer] as ArrayBuffer[]); // none of them is shared
}
