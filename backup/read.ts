/** Reads a backup: its manifest, and every part checked by its sum before it is used. Deliberately absent: a database. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { SetupError } from '../local/setup-error.ts';
import { type BackupTable, MANIFEST, type Manifest, readManifest, sha256Of } from './manifest.ts';
import { openStored, type Stored } from './pieces.ts';

const unpacked = promisify(gunzip);
const ANOTHER = 'Take another copy of this backup, or another backup: what is damaged is never put in.';

export type Backup = {
  readonly where: string;
  readonly manifest: Manifest;
  /** In PostgreSQL's text format, piece by piece. Error: SetupError where one is missing or damaged. */
  rowsOf(table: string): AsyncIterable<Buffer>;
  /** Every part read and compared with its sum. Error: SetupError that names the first that is not as it was written. */
  check(onProgress: (bytes: number) => void): void;
  close(): void;
};

/** Error: SetupError when nothing is there, it is no backup, one that was not finished, or its manifest is damaged. */
export function openBackup(where: string): Backup {
  const stored = openStored(where);
  try {
    const text = stored.read(MANIFEST);
    if (text === null)
      throw new SetupError(
        `${where} is no backup, or only a part of one: it holds no manifest.`,
        'Name the file or the folder that `tuojian backup` wrote; what it had not finished is called .unfinished-….',
      );
    const manifest = readManifest(text.toString('utf8'), where);
    return {
      where,
      manifest,
      rowsOf: (table) => rowsIn(stored, where, tableIn(manifest, table)),
      check: checkOf(stored, where, manifest),
      close: stored.close,
    };
  } catch (error) {
    stored.close();
    throw error;
  }
}

const tableIn = ({ tables }: Manifest, table: string): BackupTable | undefined => tables.find((one) => one.table === table);

function partOf(stored: Stored, where: string, { name, sha256 }: BackupTable['parts'][number]): Buffer {
  const bytes = stored.read(name);
  if (bytes === null) throw new SetupError(`${where} is damaged: ${name} is missing.`, ANOTHER);
  if (sha256Of(bytes) !== sha256) throw new SetupError(`${where} is damaged: ${name} is not as it was written.`, ANOTHER);
  return bytes;
}

const checkOf =
  (stored: Stored, where: string, { tables }: Manifest) =>
  (onProgress: (bytes: number) => void): void => {
    let done = 0;
    for (const part of tables.flatMap(({ parts }) => parts)) {
      done += partOf(stored, where, part).length;
      onProgress(done);
    }
  };

async function* rowsIn(stored: Stored, where: string, table: BackupTable | undefined): AsyncGenerator<Buffer> {
  for (const part of table?.parts ?? []) yield await unpacked(partOf(stored, where, part));
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const plain = (field: string): string | null =>
  field === '\\N' ? null : field.includes('\\') ? field.replace(/\\(.)/gs, (_, sign: string) => ESCAPES[sign] ?? sign) : field;

/** The rows of a table, by column; null: none is stored. */
export async function* rowsByColumn(backup: Backup, table: string): AsyncGenerator<Readonly<Record<string, string | null>>> {
  const columns = tableIn(backup.manifest, table)?.columns ?? [];
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of backup.rowsOf(table)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = bytes.lastIndexOf(10) + 1;
    rest = bytes.subarray(end);
    for (const line of bytes.toString('utf8', 0, end).split('\n').slice(0, -1)) {
      const fields = line.split('\t').map(plain);
      yield Object.fromEntries(columns.map((column, nth) => [column, fields[nth] ?? null]));
    }
  }
}
