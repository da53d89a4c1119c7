/**
 * What a backup says of itself: release, migrations, every part with its SHA-256, and the record's size and newest
 * checkpoint at the one moment that it holds. Its own sum finds damage, not a forger: against him stand the record's chains
 * and signatures, which are verified after a restore (docs/adr/0115). Deliberately absent: where it lies (pieces.ts).
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SetupError } from '../local/setup-error.ts';

export const MANIFEST = 'manifest.json';
const FORMAT = 'tuojian-backup/1';

const count = z.int().min(0);
const sum = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.strictObject({ name: z.string().regex(/^tables\/[a-z_]+\.\d{6}\.copy\.gz$/), bytes: count, sha256: sum });
const table = z.strictObject({
  table: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string()),
  rows: count,
  /** PostgreSQL's text format of COPY, cut into pieces, each compressed by itself. */
  parts: z.array(part),
});
const key = z.strictObject({
  name: z.string(),
  setting: z.string(),
  /** Of the keys in the file, the newest last; empty: there was none where the backup was made. */
  ids: z.array(z.string()),
});
const content = z.strictObject({
  format: z.literal(FORMAT),
  release: z.string(),
  /** The moment that it holds, by the database's clock. */
  at: z.iso.datetime(),
  postgres: z.string(),
  /** Applied to the database, the oldest first. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(table),
  /** Tables that a restore leaves empty: sessions and processes of the moment. */
  leftOut: z.array(z.string()),
  /** Documents whose bytes lie outside the database, and are not in it. Absent: none do. */
  documentsElsewhere: z.array(z.object({ place: z.string(), files: count, bytes: count })).exactOptional(),
  /** `last` null: never used. */
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string().regex(/^\d+$/).nullable() })),
  record: z.strictObject({
    events: count,
    streams: count,
    openCases: count,
    /** How many events have a place in the log; the others wait for theirs. */
    placed: count,
    /** The newest signed note; null: nothing was signed yet. */
    checkpoint: z.string().nullable(),
    mailsDue: count,
  }),
  /** Named, and not in it. */
  keys: z.array(key),
  /** Public keys of the log, the first one first; empty: they lie elsewhere. */
  logKeys: z.array(z.string()),
});

export type Manifest = z.infer<typeof content>;
export type BackupTable = Manifest['tables'][number];
export type BackupPart = BackupTable['parts'][number];
export type NamedKey = Manifest['keys'][number];

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const newManifest = (of: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...of });

export const manifestText = (manifest: Manifest): string =>
  `${JSON.stringify({ sha256: sha256Of(JSON.stringify(manifest)), ...manifest }, null, 2)}\n`;

const damaged = (where: string): SetupError =>
  new SetupError(`${where} is damaged: its manifest is not as it was written.`, 'Take another copy of this backup, or another backup.');

/** Error: SetupError when it is none, of a format that this release does not know, or not as it was written. */
export function readManifest(text: string, where: string): Manifest {
  const read = jsonIn(text);
  if (read === null) throw damaged(where);
  const { sha256, ...rest } = read;
  if (typeof rest.format === 'string' && rest.format !== FORMAT)
    throw new SetupError(
      `${where} has the format ${rest.format}, which this release does not know.`,
      'Restore it with the release that made it, or a newer one.',
    );
  if (sha256 !== sha256Of(JSON.stringify(rest))) throw damaged(where);
  const parsed = content.safeParse(rest);
  if (!parsed.success) throw damaged(where);
  return parsed.data;
}

function jsonIn(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : null;
  } catch {
    return null;
  }
}
