/**
 * Puts a backup into an empty database: looked through first, put in as a whole or not at all, brought to this release, and
 * its record verified. Deliberately absent: Temporal, which comes back from the record (docs/adr/0115), and who is asked.
 */
import type { DocumentStores } from '../domain/document-store.ts';
import { SetupError } from '../local/setup-error.ts';
import { CannotPutBack, occupied, type PutBackFault, putBack } from '../prisma/backup/put-back.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { logSize } from '../prisma/log/log.ts';
import { verifyDatabase } from '../prisma/log/verify-database.ts';
import { migrate, shippedMigrations } from '../prisma/migrate.ts';
import { refoldOlder } from '../prisma/record/rebuild.ts';
import { seedCalendar } from '../prisma/record/seed-calendar.ts';
import { rebuildOlderSearch } from '../prisma/search/search-rebuild.ts';
import { fillStanding } from '../prisma/upgrade.ts';
import { parseCheckpoint } from '../proof/checkpoint.ts';
import type { VerifyFault } from '../proof/faults.ts';
import type { VerifierKey } from '../proof/note.ts';
import { type Since, sinceOf } from './known.ts';
import type { Manifest } from './manifest.ts';
import type { Backup } from './read.ts';

export type RestoreProgress = (what: string) => void;

const EMPTY_ONE = 'Make an empty database and name it in DATABASE_URL, or an empty folder in TUOJIAN_DATA_DIR: a restore writes over nothing.';

/** Error: SetupError where this release cannot read the backup. */
function mustBeOurs({ where, manifest: { migrations, release } }: Backup): void {
  const shipped = shippedMigrations();
  const newer = migrations.find((name) => !shipped.includes(name));
  if (newer !== undefined)
    throw new SetupError(
      `${where} was made by release ${release}, whose migration ${newer} this release does not know.`,
      'Restore it with that release, or a newer one.',
    );
  // An older release's are the first ones of ours; anything else never stood together.
  const first = shipped.slice(0, migrations.length);
  const missing = first.find((name) => !migrations.includes(name));
  if (missing !== undefined)
    throw new SetupError(
      `${where} lacks the migration ${missing}, which came before ${migrations.at(-1)}.`,
      'Take another backup: this one was made of no release.',
    );
}

const inWords = (where: string, fault: PutBackFault): SetupError => {
  if (fault.code === 'NOT_EMPTY') return new SetupError(`The database is not empty: ${fault.table} holds rows.`, EMPTY_ONE);
  if (fault.code === 'OTHER_SCHEMA') return new SetupError(`The database has another schema than the backup: ${fault.what} differs.`, EMPTY_ONE);
  return new SetupError(
    `${where} is damaged: it says that ${fault.table} holds ${fault.wanted} rows, and ${fault.found} are there.`,
    'Take another copy of this backup, or another backup. Nothing was put in.',
  );
};

/** Before anything is done. Error: SetupError, one sentence. */
export async function mayRestore(url: string, backup: Backup, progress: RestoreProgress): Promise<void> {
  mustBeOurs(backup);
  const table = await occupied(url);
  if (table !== null) throw inWords(backup.where, { code: 'NOT_EMPTY', table });
  const all = backup.manifest.tables.flatMap(({ parts }) => parts).reduce((bytes, part) => bytes + part.bytes, 0);
  backup.check((bytes) => progress(`looking through the backup: ${percent(bytes, all)}`));
}

const percent = (done: number, all: number): string => `${all === 0 ? 100 : Math.floor((done / all) * 100)} %`;

/** `url`: of the role that is to own the schema. Returns the migrations that came after the backup's. Error: SetupError; nothing is in then. */
export async function restore(url: string, backup: Backup, progress: RestoreProgress): Promise<readonly string[]> {
  const { manifest, where } = backup;
  await mayRestore(url, backup, progress);
  progress('making the schema');
  await migrate(url, manifest.migrations.at(-1));
  const all = manifest.tables.reduce((rows, table) => rows + table.rows, 0);
  const before = new Map<string, number>();
  manifest.tables.reduce((rows, table) => {
    before.set(table.table, rows);
    return rows + table.rows;
  }, 0);
  await putBack(url, manifest, (table) => {
    progress(`putting in ${table}: ${percent(before.get(table) ?? 0, all)}`);
    return backup.rowsOf(table);
  }).catch((error: unknown) => {
    throw error instanceof CannotPutBack ? inWords(where, error.fault) : error;
  });
  progress('bringing it to this release');
  return bringUpToDate(url);
}

/** As `tuojian migrate` does. */
async function bringUpToDate(url: string): Promise<readonly string[]> {
  const applied = await migrate(url);
  const db = openDatabase(url);
  try {
    await seedCalendar(db);
    await refoldOlder(db);
    await fillStanding(db);
    await rebuildOlderSearch(db);
    return applied;
  } finally {
    await db.close();
  }
}

export type LookOptions = {
  readonly url: string;
  readonly manifest: Manifest;
  /** The log's first public key, and checkpoints that were kept elsewhere. Without a key signatures are not looked at. */
  readonly keys: readonly VerifierKey[];
  readonly outside: readonly string[];
  /** Files that may know what was acknowledged since. */
  readonly known: readonly string[];
  /** Where documents lie outside the database: they are looked at too. */
  readonly documents: DocumentStores;
  readonly progress: RestoreProgress;
};

export type Looked = {
  readonly events: number;
  readonly streams: number;
  readonly placed: number;
  readonly signed: number;
  readonly faults: readonly VerifyFault[];
  /** What the manifest says and the database does not. */
  readonly otherwise: readonly string[];
  readonly since: readonly Since[];
};

/** Late signatures are no fault of a record that has just come back; and one that nobody ever signed has its chains alone. */
const NOT_NOW = ['CHECKPOINT_STALE', 'EVENT_WAITS'];
const UNKNOWN_SIGNER = ['NO_CHECKPOINT', 'CHECKPOINT_NOT_SIGNED', 'KEY_ROTATION', 'LOG_RESTART'];

/** Verifies what stands in the database now, and compares it with what is known of it elsewhere. */
export async function lookAt({ url, manifest, keys, outside, known, documents, progress }: LookOptions): Promise<Looked> {
  const db = openDatabase(url, { documents });
  try {
    const placed = await logSize(db);
    const upToHere = outside.filter((note) => (parseCheckpoint(note)?.size ?? 0) <= placed);
    const report = await verifyDatabase(db, url, {
      keys,
      outside: upToHere,
      onProgress: (events) => progress(`verifying the record: ${events} events`),
    });
    const unsigned = keys.length === 0 || manifest.record.checkpoint === null ? [...NOT_NOW, ...UNKNOWN_SIGNER] : NOT_NOW;
    const since: Since[] = [];
    for (const source of known) {
      progress(`comparing with ${source}`);
      since.push(await sinceOf(db, source, placed));
    }
    return {
      events: report.events,
      streams: report.streams,
      placed,
      signed: report.covered,
      faults: report.faults.filter(({ code }) => !unsigned.includes(code)),
      otherwise: await differences(db, manifest),
      since,
    };
  } finally {
    await db.close();
  }
}

async function differences(db: Database, { record, sequences }: Manifest): Promise<readonly string[]> {
  const found = await db.pool.query<{ events: string; streams: string; next: string }>(
    `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM stream) AS streams, (SELECT coalesce(max(position), 0) FROM event) AS next`,
  );
  const [row] = found.rows;
  const last = Number(sequences.find(({ name }) => name === 'event_position_seq')?.last ?? 0);
  return [
    ...(Number(row?.events) === record.events ? [] : [`${record.events} events were copied, and ${row?.events} are there`]),
    ...(Number(row?.streams) === record.streams ? [] : [`${record.streams} cases were copied, and ${row?.streams} are there`]),
    ...(Number(row?.next) <= last ? [] : [`the number of the next event is ${last}, and ${row?.next} is taken`]),
  ];
}
