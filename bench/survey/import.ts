/** In a process of its own: reads one file of answers, stores them as a batch and counts it; tells its time and memory. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dayAt } from '../../domain/kernel/days.ts';
import { ANY_SURVEY } from '../../domain/stages/survey/answer.ts';
import type { Tally } from '../../domain/standards/demand.ts';
import { readSurveyFile } from '../../intake/survey-file.ts';
import { storeBatch, tallyOfBatch } from '../../prisma/cases/surveys.ts';
import { openDatabase } from '../../prisma/database.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';

export type Imported = {
  readonly rows: number;
  readonly seconds: number;
  readonly readSeconds: number;
  readonly megabytes: number;
  readonly tally: Tally;
};

const [, , file = '', databaseUrl = ''] = process.argv;
const TOLD_EVERY = 25_000;
const [programme, batch] = ['QH', 'BENCH'];
const db = openDatabase(databaseUrl);
const from = performance.now();
const fileName = path.basename(file);
const today = dayAt(new Date().toISOString());
const { answers, faults, sha256 } = await readSurveyFile(fileName, readFileSync(file), { today, areas: [] });
if (faults.length > 0) throw new Error(faults.map(({ en }) => en).join('\n'));
const readSeconds = (performance.now() - from) / 1_000;
const actor = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] } as const;
const outcome = await storeBatch(db, recorderOf(db), { id: batch, programme, fileName, sha256 }, answers, actor, (stored) => {
  if (stored % TOLD_EVERY === 0) process.send?.({ stored });
});
if (outcome.kind !== 'STORED') throw new Error(`the batch is ${outcome.kind}`);
const counted = await tallyOfBatch(db, programme, batch, ANY_SURVEY);
if (counted === null || counted === 'CHANGED') throw new Error('the batch cannot be counted');
const seconds = (performance.now() - from) / 1_000;
// In KB on Linux and macOS, threads included.
const megabytes = process.resourceUsage().maxRSS / 1_024;
const imported: Imported = { rows: outcome.rows, seconds, readSeconds, megabytes, tally: counted.tally };
process.send?.(imported);
await db.close();
process.disconnect?.();
