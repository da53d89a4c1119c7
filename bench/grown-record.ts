/**
 * A record as large as asked for, in a database of its own: played for some time by the real code, then enlarged by what it
 * played (scripts/record/generator.ts), placed in the log, checked and signed. Deliberately absent: what is measured on it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openAuditClerk } from '../jobs/audit-clerk.ts';
import { LogKeys } from '../log/keys.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';
import { openExample, playWhole } from '../scripts/record/example.ts';
import type { FreshPostgres } from '../scripts/record/fresh-postgres.ts';
import { generate, templateOf } from '../scripts/record/generator.ts';

export type GrownRecord = {
  readonly db: Database;
  readonly url: string;
  /** The file of checkpoints, outside the database. */
  readonly outside: string;
  /** The folder of the log's keys, and its first public key. */
  readonly keys: string;
  readonly key: string;
  /** Events that the real code made. */
  readonly real: number;
};

export type GrownOptions = {
  /** Of its database. */
  readonly name: string;
  readonly events: number;
  readonly projects: number;
  /** How long the real code plays at most, up to half of the events. */
  readonly playSeconds: number;
  readonly say: (line: string) => void;
};

/** Progress payments that make a project of about 500, and of 2,000 events. */
const [USUAL_PAYMENTS, MANY_PAYMENTS] = [37, 187];
const round = (value: number): number => Math.round(value * 10) / 10;

export async function growRecord(server: FreshPostgres, { name, events, projects, playSeconds, say }: GrownOptions): Promise<GrownRecord> {
  const admin = openDatabase(server.url, { poolSize: 1 });
  await admin.pool.query(`CREATE DATABASE ${name}`);
  await admin.close();
  const url = server.url.replace(/\/tuojian$/, `/${name}`);
  await migrate(url);
  const db = openDatabase(url);
  const began = Date.now();
  const { play, programme } = await openExample(db, 'R');
  const codes = programme.file.projects.map(({ profile }) => profile.code);
  await playWhole(play, programme, codes[0] ?? '', MANY_PAYMENTS);
  for (const code of codes.slice(1, 4)) await playWhole(play, programme, code, USUAL_PAYMENTS);
  // As far as time allows the real code plays on, in programmes of their own.
  let played = play.events;
  const goesOn = (): boolean => Date.now() - began < playSeconds * 1_000 && played < events / 2;
  for (let nth = 1; goesOn(); nth += 1) {
    const more = await openExample(db, `R${nth}`);
    for (const { profile } of more.programme.file.projects) {
      if (goesOn()) await playWhole(more.play, more.programme, profile.code, USUAL_PAYMENTS);
    }
    played += more.play.events;
  }
  const outside = path.join(server.folder, `${name}.checkpoints.txt`);
  const folder = path.join(server.folder, `${name}.keys`);
  const notes: string[] = [];
  const clerk = openAuditClerk({
    database: db,
    folder,
    origin: null,
    outside: [{ name: 'file', keep: async (note) => void notes.push(note) }],
    onAlarm: ({ code, where }) => say(`ALARM ${code} ${where}`),
    onFault: (error) => say(`FAULT ${String(error)}`),
  });
  await clerk.catchUp();
  const real = await db.prisma.event.count();
  say(`${name}: ${real} events by the real code in ${round((Date.now() - began) / 1_000)} s`);
  const templates = await Promise.all(codes.slice(1, 4).map((code) => templateOf(db, 'R', code)));
  const made = await generate(db, templates, { events, projects, perProgramme: 40 }, (n) => say(`  ${n} …`));
  await clerk.catchUp();
  await clerk.stop();
  writeFileSync(outside, notes.join(''));
  say(`${name}: ${made} events in ${round((Date.now() - began) / 1_000)} s`);
  return { db, url, outside, keys: folder, key: LogKeys.open(folder)?.publicKeys[0] ?? '', real };
}
