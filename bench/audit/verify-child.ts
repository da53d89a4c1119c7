/** Verifies a database in a process of its own, so that its memory can be told apart. Prints one JSON object. */
import { readFileSync } from 'node:fs';
import { growHeapSlowly } from '../../local/steady-heap.ts';
import { openDatabase } from '../../prisma/database.ts';
import { verifyDatabase } from '../../prisma/log/verify-database.ts';
import { splitNotes } from '../../proof/checkpoint.ts';
import { parseVerifierKey } from '../../proof/note.ts';

const [url = '', keyText = '', outsideFile = ''] = process.argv.slice(2);
const key = parseVerifierKey(keyText);
const db = openDatabase(url, { poolSize: 3 });
// As `tuojian audit check` does.
growHeapSlowly();
const began = performance.now();
const report = await verifyDatabase(db, url, { keys: key === null ? [] : [key], outside: splitNotes(readFileSync(outsideFile, 'utf8')) });
const seconds = (performance.now() - began) / 1_000;
await db.close();
const megabytes = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(`${JSON.stringify({ ok: report.ok, events: report.events, seconds, megabytes, faults: report.faults.slice(0, 3) })}\n`);
