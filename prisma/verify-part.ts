/** A thread of a verification: checks the streams of one range and hands over what it collected. */
import { parentPort, workerData } from 'node:worker_threads';
import { collectStreams } from '../proof/verify.ts';
import { openDatabase } from './database.ts';
import { openRecord, type StreamRange } from './record-source.ts';

const { url, range } = workerData as { readonly url: string; readonly range: StreamRange }; // verify-database.ts sends it
const db = openDatabase(url, { poolSize: 2 });
const collected = await collectStreams(await openRecord(db, { range }), null);
await db.close();
parentPort?.postMessage(collected, [collected.leaves.buffer, collected.filled.buffer, collected.places.buffer] as ArrayBuffer[]);
