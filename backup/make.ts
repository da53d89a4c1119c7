/**
 * Makes a backup: the database at one moment, cut into pieces, each with its sum, and the manifest last. The service goes on
 * meanwhile. Deliberately absent: keys (keys.ts), where it lies (pieces.ts).
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { SetupError } from '../local/setup-error.ts';
import { LEFT_OUT, type Snapshot, type TableShape, withSnapshot } from '../prisma/backup/snapshot.ts';
import { shippedMigrations } from '../prisma/migrate.ts';
import { type BackupPart, type BackupTable, MANIFEST, type Manifest, manifestText, type NamedKey, newManifest, sha256Of } from './manifest.ts';
import { newTarget, openStored, type Target } from './pieces.ts';

export type MakeOptions = {
  /** Of the role that owns the schema, or one that may read all of it. */
  readonly url: string;
  readonly where: string;
  readonly release: string;
  readonly keys: readonly NamedKey[];
  readonly logKeys: readonly string[];
  readonly onProgress: (table: string, rows: number, bytes: number) => void;
};

export type Made = {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** Tables of others in the same database: not in it. */
  readonly others: readonly string[];
  /** What did not fit together in the database itself. */
  readonly faults: readonly string[];
};

const compressed = promisify(gzip);
const NEWLINE = 10;
/** So much of a table is compressed at once, and held in memory. */
const PIECE_BYTES = 8 * 1_048_576;

/** Error: SetupError when `where` is taken, the database is of a newer release, or what was written cannot be read back. */
export async function makeBackup(options: MakeOptions): Promise<Made> {
  const target = newTarget(options.where);
  // Also when somebody ends it.
  process.once('exit', target.abandon);
  try {
    const made = await withSnapshot(options.url, (snapshot) => copied(snapshot, target, options));
    target.put(MANIFEST, Buffer.from(manifestText(made.manifest)));
    target.finish();
    mustStand(options.where, made.manifest);
    return made;
  } catch (error) {
    target.abandon();
    throw error;
  } finally {
    process.off('exit', target.abandon);
  }
}

async function copied(snapshot: Snapshot, target: Target, { release, keys, logKeys, onProgress }: MakeOptions): Promise<Made> {
  const shipped = shippedMigrations();
  const newer = snapshot.migrations.find((name) => !shipped.includes(name));
  if (newer !== undefined)
    throw new SetupError(
      `The database is of a newer release: this one (${release}) does not know its migration ${newer}.`,
      'Use the release that runs on it.',
    );
  const tables: BackupTable[] = [];
  let [rows, bytes] = [0, 0];
  for (const shape of snapshot.tables) {
    const told = (more: number, size: number): void => {
      [rows, bytes] = [rows + more, bytes + size];
      onProgress(shape.table, rows, bytes);
    };
    tables.push(await copiedTable(snapshot, shape, target, told));
  }
  const { at, postgres, migrations, record } = snapshot;
  const manifest = newManifest({
    release,
    at,
    postgres,
    migrations: [...migrations],
    tables,
    leftOut: [...LEFT_OUT],
    ...(snapshot.documentsElsewhere.length === 0 ? {} : { documentsElsewhere: [...snapshot.documentsElsewhere] }),
    sequences: [...(await snapshot.sequences())],
    record,
    keys: [...keys],
    logKeys: [...logKeys],
  });
  return { manifest, bytes, others: snapshot.others, faults: snapshot.faults };
}

async function copiedTable(snapshot: Snapshot, shape: TableShape, target: Target, told: (rows: number, bytes: number) => void): Promise<BackupTable> {
  const parts: BackupPart[] = [];
  let rows = 0;
  let [waiting, size]: [Buffer[], number] = [[], 0];
  const cut = async (): Promise<void> => {
    if (size === 0) return;
    const raw = Buffer.concat(waiting);
    [waiting, size] = [[], 0];
    const bytes = await compressed(raw, { level: 1 });
    const name = `tables/${shape.table}.${String(parts.length + 1).padStart(6, '0')}.copy.gz`;
    target.put(name, bytes);
    parts.push({ name, bytes: bytes.length, sha256: sha256Of(bytes) });
    const lines = linesIn(raw);
    rows += lines;
    told(lines, bytes.length);
  };
  for await (const chunk of snapshot.rowsOf(shape)) {
    waiting.push(chunk);
    size += chunk.length;
    if (size >= PIECE_BYTES) await cut();
  }
  await cut();
  return { table: shape.table, columns: [...shape.columns], rows, parts };
}

/** A line a row: COPY writes a line break within a value as \n. */
function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

/** What is told to be a backup was read back from the disk. */
function mustStand(where: string, { tables }: Manifest): void {
  const stored = openStored(where);
  try {
    for (const { name, sha256 } of tables.flatMap(({ parts }) => parts)) {
      const bytes = stored.read(name);
      if (bytes === null || sha256Of(bytes) !== sha256)
        throw new SetupError(`${name} in ${where} does not read as it was written.`, 'The disk may be failing: write the backup to another one.');
    }
  } finally {
    stored.close();
  }
}
