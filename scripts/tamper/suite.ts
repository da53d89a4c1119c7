/** Makes a true record, changes copies of it as a superuser can, and asks verifiers that know only bundle, keys and outside checkpoints. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { type AuditClerk, openAuditClerk } from '../../jobs/audit-clerk.ts';
import { LogKeys } from '../../log/keys.ts';
import { type Outside, rotateKey } from '../../log/signer.ts';
import { storeFile } from '../../prisma/cases/files.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { noteInJournal } from '../../prisma/record/ledgers.ts';
import { openRecord } from '../../prisma/record/record-source.ts';
import { checkSearch } from '../../prisma/search/search-rebuild.ts';
import { openBundle, writeBundle } from '../../proof/bundle.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import type { VerifyFault } from '../../proof/faults.ts';
import { parseVerifierKey, type VerifierKey } from '../../proof/note.ts';
import { verifyRecord } from '../../proof/verify.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { openExample, playWhole } from '../record/example.ts';
import type { FreshPostgres } from '../record/fresh-postgres.ts';
import type { TamperContext, TamperKind } from './kinds.ts';

const ORIGIN = 'tuojian/tamper';
const PYTHON = fileURLToPath(new URL('../../test/verifier/verify.py', import.meta.url));
export const hasPython = (): boolean => spawnSync('python3', ['--version']).status === 0;

export type TrueRecord = {
  readonly server: FreshPostgres;
  /** The first public key: all that a reader has to know by himself. */
  readonly key: VerifierKey;
  readonly outside: readonly string[];
  readonly leaves: readonly string[];
  readonly context: Omit<TamperContext, 'sql'>;
  readonly events: number;
};

/** Two projects from survey to handover, a document, four checkpoints, a change of keys. */
export async function makeRecord(server: FreshPostgres): Promise<TrueRecord> {
  await migrate(server.url);
  const db = openDatabase(server.url);
  const outside: string[] = [];
  const leaves: string[] = [];
  const folder = path.join(server.folder, 'keys');
  const clerk = clerkOf(db, folder, outside, leaves);
  const { play, programme } = await openExample(db, 'R');
  const [first, second] = programme.file.projects.map(({ profile }) => profile.code);
  const rule = shippedValues(MANAGEMENT).rules[0]?.key;
  // The play refers to this text by its hash, as the rules of this project.
  const document = await storeFile(
    db,
    { name: '制度.pdf', mediaType: 'application/pdf', bytes: Buffer.from(onePagePdf(`${first} ${rule}`)) },
    'xu-jianing',
  );
  await playWhole(play, programme, first ?? '');
  await clerk.catchUp();
  await playWhole(play, programme, second ?? '');
  await clerk.catchUp();
  const keys = LogKeys.open(folder);
  const key = parseVerifierKey(keys?.publicKeys[0] ?? '');
  if (keys === null || key === null) throw new Error('no key');
  await rotateKey(db, keys, new Date().toISOString());
  await clerk.stop();
  await addToRecord(db, folder, outside, leaves, 1);
  await addToRecord(db, folder, outside, leaves, 2);
  const events = await db.prisma.event.count();
  await db.close();
  const earlierSize = parseCheckpoint(outside[0] ?? '')?.size ?? 0;
  return {
    server,
    key,
    outside,
    leaves,
    events,
    context: { earlierSize, origin: ORIGIN, stream: `construction/${first}`, version: 5, document },
  };
}

/** What stands outside the database, in memory. */
const elsewhere = (outside: string[], leaves: string[]): Outside => ({
  name: 'elsewhere',
  keep: async (note) => void outside.push(note),
  leaves: { count: () => leaves.length, add: (hashes) => void leaves.push(...hashes) },
});

/** A clerk over a true record: whatever it finds wrong ends the suite. */
const clerkOf = (db: Database, folder: string, outside: string[], leaves: string[]): AuditClerk =>
  openAuditClerk({
    database: db,
    folder,
    origin: ORIGIN,
    outside: [elsewhere(outside, leaves)],
    onAlarm: ({ code, where }) => {
      throw new Error(`alarm in a true record: ${code} ${where}`);
    },
    onFault: (error) => {
      throw error;
    },
  });

/** Something new is recorded, gets its place and is signed. */
export async function addToRecord(db: Database, folder: string, outside: string[], leaves: string[], nth: number): Promise<void> {
  const recorder = createEventStore({ pool: db.pool });
  const events = [{ type: 'ExportMade' as const, data: { what: 'SEARCH', format: 'csv', query: `text=第 ${nth} 次` } }];
  await noteInJournal(db, recorder, { programme: 'R', commandId: `export/${nth}`, events });
  const clerk = clerkOf(db, folder, outside, leaves);
  await clerk.catchUp();
  await clerk.stop();
}

/** All that a verification by database finds. */
export async function faultsOf(
  db: Database,
  { key, outside, leaves }: Pick<TrueRecord, 'key' | 'outside' | 'leaves'>,
): Promise<readonly VerifyFault[]> {
  const report = await verifyRecord(await openRecord(db), { keys: [key], outside, outsideLeaves: leaves });
  return [...report.faults, ...(await checkSearch(db))];
}

export type Verdict = {
  readonly name: string;
  readonly found: boolean;
  /** Whether the fault is named where it is. */
  readonly named: boolean;
  readonly faults: readonly VerifyFault[];
  /** What our verifier and the second one say of a bundle of it; null: it shows only in tables. */
  readonly bundle: { readonly ours: boolean; readonly second: boolean | null } | null;
};

/** Lets one kind of tampering loose on a copy, and verifies the copy. */
export async function tamperWith(record: TrueRecord, kind: TamperKind, index: number): Promise<Verdict> {
  const name = `tampered_${index}`;
  const url = record.server.url.replace(/\/tuojian$/, `/${name}`);
  await asSuperuser(record.server.url.replace(/\/tuojian$/, '/postgres'), async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    // A connection that is being closed, or autovacuum, may still be in the template.
    for (let tries = 0; ; tries += 1) {
      try {
        await admin.query(`CREATE DATABASE ${name} TEMPLATE tuojian`);
        break;
      } catch (error) {
        if (tries > 50) throw error;
        await sleep(200);
      }
    }
  });
  const expected = await asSuperuser(url, async (sql) => {
    // Triggers stay silent for a superuser who says so.
    await sql.query("SET session_replication_role = 'replica'");
    await kind.act({ ...record.context, sql });
    return kind.names({ ...record.context, sql });
  });
  const db = openDatabase(url);
  try {
    const faults = await faultsOf(db, record);
    const named = expected === null || faults.some(({ where }) => where.includes(expected));
    return { name: kind.name, found: faults.length > 0, named, faults, bundle: kind.inBundle ? await bundleVerdict(db, record, name) : null };
  } finally {
    await db.close();
  }
}

async function asSuperuser<T>(url: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Whether both verifiers find fault with a bundle that was exported from this database. */
export async function bundleVerdict(db: Database, record: Pick<TrueRecord, 'server' | 'key' | 'outside'>, name: string) {
  const folder = path.join(record.server.folder, 'bundles', name);
  mkdirSync(path.dirname(folder), { recursive: true });
  await writeBundle(folder, { ...(await openRecord(db)), origin: record.key.name });
  const { source, faults } = await openBundle(folder);
  const ours = faults.length > 0 || !(await verifyRecord(source, { keys: [record.key], outside: record.outside })).ok;
  const second = hasPython() ? secondVerdict(folder, record) : null;
  rmSync(folder, { recursive: true });
  return { ours, second };
}

function secondVerdict(folder: string, { key, outside }: Pick<TrueRecord, 'key' | 'outside'>): boolean {
  const file = `${folder}.outside.txt`;
  writeFileSync(file, outside.join(''));
  try {
    execFileSync('python3', [PYTHON, folder, '--key', key.text, '--outside', file], { stdio: 'pipe' });
    return false;
  } catch (error) {
    // Exit code 1 is a verdict; anything else means that it did not come to one.
    if (error instanceof Error && 'status' in error && error.status === 1 && 'stdout' in error && String(error.stdout).includes('"ok": false'))
      return true;
    throw error;
  }
}
