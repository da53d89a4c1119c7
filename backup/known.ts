/**
 * What was acknowledged after the moment of a backup, as far as something outside knows it: the file of checkpoints with
 * `leaves.txt` and `events.txt` beside it, a newer backup, or lines of JSON that name events (`events.jsonl` of an evidence
 * bundle, a client's own list). Deliberately absent: declaring it lost (log/restart.ts).
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SetupError } from '../local/setup-error.ts';
import { eventsBeside, type KnownEvent } from '../log/known-events.ts';
import { newestKept } from '../log/outside.ts';
import { type Lookup, lookUp } from '../prisma/backup/lookup.ts';
import type { Database } from '../prisma/database.ts';
import { parseCheckpoint } from '../proof/checkpoint.ts';
import { openBackup, rowsByColumn } from './read.ts';

export type Since = {
  readonly source: string;
  /** The last moment that it knows of, where it says so. */
  readonly until: string | null;
  /** Events that it knows and the record does not hold. */
  readonly lost: readonly KnownEvent[];
  /** So many more are known to have been there, and not by name. */
  readonly unnamed: number;
  /** Events that stand in the record otherwise than it knows them: another record, or a changed one. */
  readonly otherwise: readonly string[];
};

/** So many are looked up by one question. */
const AT_ONCE = 2_000;

/** Error: SetupError when it is nothing that names events. */
export async function sinceOf(db: Database, source: string, size: number): Promise<Since> {
  const found = statSync(source, { throwIfNoEntry: false });
  if (found === undefined)
    throw new SetupError(`${source} does not exist.`, 'Name a file of checkpoints, a newer backup, or lines of JSON that name events.');
  if (found.isDirectory() || source.endsWith('.tar')) return ofFolder(db, source);
  const notes = (newestKept(source) ?? []).flatMap((note) => parseCheckpoint(note) ?? []);
  return notes.length > 0 ? ofCheckpoints(db, source, notes, size) : compared(db, source, null, ofLines(source));
}

async function ofFolder(db: Database, source: string): Promise<Since> {
  const bundle = path.join(source, 'events.jsonl');
  if (existsSync(bundle)) return compared(db, source, null, ofLines(bundle));
  const backup = openBackup(source);
  try {
    return await compared(db, source, backup.manifest.at, ofRows(rowsByColumn(backup, 'event')));
  } finally {
    backup.close();
  }
}

async function* ofRows(rows: AsyncIterable<Readonly<Record<string, string | null>>>): AsyncGenerator<KnownEvent> {
  for await (const { stream, version, type, occurred_at, hash, command_id } of rows)
    yield {
      stream: stream ?? '',
      version: Number(version),
      type: type ?? '',
      at: occurred_at ?? '',
      hash: hash ?? null,
      commandId: command_id ?? null,
    };
}

async function ofCheckpoints(
  db: Database,
  source: string,
  notes: readonly { readonly size: number; readonly at: string }[],
  size: number,
): Promise<Since> {
  const newest = notes.reduce((a, b) => (b.size > a.size ? b : a));
  const beside = eventsBeside(source);
  // By their names: one that waited for its place may get another one now.
  const { lost, otherwise } = await compared(db, source, newest.at, beside.read(size));
  return { source, until: newest.at, lost, otherwise, unnamed: Math.max(0, newest.size - Math.max(size, beside.next())) };
}

/** `{"stream":…,"version":…}`, `{"commandId":…}`, or a line of a bundle whose `body` says both. */
async function* ofLines(file: string): AsyncGenerator<KnownEvent> {
  let [lines, named] = [0, 0];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    lines += 1;
    const event = eventIn(line);
    if (event === null) continue;
    named += 1;
    yield event;
  }
  if (lines > 0 && named === 0)
    throw new SetupError(
      `${file} names no event.`,
      'Name a file of checkpoints, a newer backup, or lines of JSON with "stream" and "version", or "commandId".',
    );
}

function eventIn(line: string): KnownEvent | null {
  const outer = objectIn(line);
  const body = typeof outer?.body === 'string' ? objectIn(outer.body) : null;
  const read = { ...outer, ...body };
  const text = (name: string): string => (typeof read[name] === 'string' ? read[name] : '');
  const version = typeof read.version === 'number' ? read.version : 0;
  const event = { stream: text('stream'), version, type: text('type'), at: text('occurredAt') || text('at'), commandId: text('commandId') || null };
  if ((event.stream === '' || version < 1) && event.commandId === null) return null;
  return { ...event, hash: text('hash') || null };
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? { ...read } : null;
  } catch {
    return null;
  }
}

async function compared(db: Database, source: string, until: string | null, known: AsyncIterable<KnownEvent>): Promise<Since> {
  const [lost, otherwise]: [KnownEvent[], string[]] = [[], []];
  let latest = until;
  let waiting: KnownEvent[] = [];
  const look = async (): Promise<void> => {
    const verdicts = await lookUp(db, waiting);
    for (const [nth, event] of waiting.entries()) {
      const verdict: Lookup = verdicts[nth] ?? 'GONE';
      if (verdict === 'GONE') lost.push(event);
      if (verdict === 'OTHERWISE') otherwise.push(`${event.stream}@${event.version}`);
    }
    waiting = [];
  };
  for await (const event of known) {
    if (until === null && event.at > (latest ?? '')) latest = event.at;
    if (waiting.push(event) === AT_ONCE) await look();
  }
  await look();
  return { source, until: latest, lost, unnamed: 0, otherwise };
}
