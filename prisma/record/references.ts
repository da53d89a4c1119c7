/**
 * Which files a case refers to, held against its events: such a reference is the one way to a file's bytes, so one that no
 * event made lets somebody read what they may not. Deliberately absent: writing with an event (prisma/cases/files.ts).
 */
import type { Draft, Recorded } from '../../domain/kernel/case.ts';
import { namedFiles } from '../../domain/permission/files.ts';
import type { Database, Queryable } from '../database.ts';

type Reference = { readonly sha256: string; readonly name: string; readonly version: number | null; readonly slot: string | null };
export type References = { readonly stream: string; readonly differences: readonly string[]; readonly wanted: readonly Reference[] };

/** `events`: all of the stream. Of a file that came in after the event that names it there is no reference, and may be none. */
export async function referencesOf(db: Database, stream: string, events: readonly Recorded<Draft>[]): Promise<References> {
  const titles = new Map<string, { readonly title: string; readonly at: string; readonly version: number; readonly slot: string | null }[]>();
  for (const { data, occurredAt, version } of events)
    for (const { sha256, title, paper } of namedFiles(data))
      titles.set(sha256, [...(titles.get(sha256) ?? []), { title: title ?? '', at: occurredAt, version, slot: paper ?? null }]);
  const have = await db.prisma.fileReference.findMany({ where: { stream } });
  if (titles.size === 0 && have.length === 0) return { stream, differences: [], wanted: [] };
  const here = await db.prisma.documentFile.findMany({
    where: { sha256: { in: [...titles.keys()] } },
    select: { sha256: true, name: true, uploadedAt: true },
  });
  const files = new Map(here.map((file) => [file.sha256, file]));
  const kept = new Map(have.map(({ sha256, name }) => [sha256, name]));
  const versions = new Map(have.map(({ sha256, eventVersion }) => [sha256, eventVersion]));
  const key = (sha256: string): string => keyOf(stream, sha256);
  const differences: string[] = [];
  const wanted: Reference[] = [];
  for (const [sha256, name] of kept) if (!titles.has(sha256)) differences.push(`${key(sha256)}: no event made it (${name})`);
  for (const [sha256, named] of titles) {
    const [file, was] = [files.get(sha256), kept.get(sha256)];
    const names = [...named.map(({ title }) => title).filter((title) => title !== ''), ...(file === undefined ? [] : [file.name])];
    const inTime = file !== undefined && named.some(({ at }) => file.uploadedAt.toISOString() <= at);
    if (was === undefined && inTime) differences.push(`${key(sha256)}: missing`);
    if (was !== undefined && !names.includes(was)) differences.push(`${key(sha256)}: differs, no event calls it ${was}`);
    // By the first event that found it here; one that is among those that name it stays.
    const first = named.find(({ at }) => file !== undefined && file.uploadedAt.toISOString() <= at) ?? named[0];
    const by = named.find(({ version }) => version === versions.get(sha256)) ?? first;
    if (was !== undefined && versions.get(sha256) !== by?.version) differences.push(`${key(sha256)}: differs, event ${by?.version} names it`);
    const name = was !== undefined && names.includes(was) ? was : (names[0] ?? '');
    if (was !== undefined || inTime) wanted.push({ sha256, name, version: by?.version ?? null, slot: by?.slot ?? null });
  }
  return { stream, differences, wanted };
}

/** In place of what stands there. */
export async function replaceReferences(tx: Queryable, { stream, wanted }: References): Promise<void> {
  await tx.query('DELETE FROM file_reference WHERE stream = $1', [stream]);
  for (const { sha256, name, version, slot } of wanted)
    await tx.query('INSERT INTO file_reference (stream, sha256, name, event_version, slot) VALUES ($1, $2, $3, $4, $5)', [
      stream,
      sha256,
      name,
      version,
      slot,
    ]);
}

/** References of streams that have no events. */
export async function referencesOfNobody(db: Database, apply: boolean): Promise<readonly string[]> {
  const where = 'stream NOT IN (SELECT stream FROM stream)';
  const found = await db.pool.query<{ stream: string; sha256: string }>(`SELECT stream, sha256 FROM file_reference WHERE ${where}`);
  if (apply && found.rows.length > 0) await db.pool.query(`DELETE FROM file_reference WHERE ${where}`);
  return found.rows.map(({ stream, sha256 }) => `${keyOf(stream, sha256)}: no events`);
}

const keyOf = (stream: string, sha256: string): string => `file_reference ${stream}/${sha256.slice(0, 12)}`;
