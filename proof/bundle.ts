/**
 * An evidence bundle: a folder that holds a record, or a part of it, with all that proves it (docs/audit-bundle.md).
 * Written and read line by line, so that its size does not matter. Deliberately absent: SQL, and what is checked (verify.ts).
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { splitNotes } from './checkpoint.ts';
import { faultOf, type VerifyFault } from './faults.ts';
import type { ShownCase } from './fold-check.ts';
import { type RecordLine, type RecordSource, readBody } from './verify.ts';

export const BUNDLE_FORMAT = 'tuojian-bundle/1';

export type Manifest = {
  readonly format: typeof BUNDLE_FORMAT;
  readonly origin: string;
  readonly scope: 'LOG' | 'STREAMS';
  /** What it is about, for people: a programme, a project, a case; empty: everything. */
  readonly about: { readonly programme?: string; readonly project?: string; readonly stream?: string };
  readonly madeAt: string;
  readonly events: number;
  readonly streams: number;
  readonly documents: number;
  /** SHA-256 of each file except this one; shows damage on the way, and proves nothing. */
  readonly files: Readonly<Record<string, string>>;
};

export type BundleSource = RecordSource & {
  readonly origin: string;
  readonly about: Manifest['about'];
  /** Public keys as text, the first one first. */
  readonly keys: readonly string[];
  /** The documents' bytes. */
  readonly files: () => AsyncIterable<{ readonly sha256: string; readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }>;
  /** Files for people, by name. Nothing is proved by them. */
  readonly forPeople: Readonly<Record<string, (write: Write) => Promise<void>>>;
};

type Write = (chunk: string | Uint8Array) => Promise<void>;
/** Where a bundle's files go, one after the other. */
export type BundleSink = (name: string) => { readonly write: Write; readonly close: () => Promise<void> };

/** Into a folder. */
const folderSink =
  (folder: string): BundleSink =>
  (name) => {
    const place = path.join(folder, name);
    mkdirSync(path.dirname(place), { recursive: true });
    const out = createWriteStream(place);
    return {
      async write(chunk) {
        if (!out.write(chunk)) await new Promise<void>((resolve) => void out.once('drain', () => resolve()));
      },
      async close() {
        out.end();
        await finished(out);
      },
    };
  };

/** Writes a bundle into an empty or new folder. Error: the folder holds something already. */
export async function writeBundle(folder: string, source: BundleSource, onProgress?: (events: number) => void): Promise<Manifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  mkdirSync(folder, { recursive: true });
  return packBundle(folderSink(folder), source, (events) => onProgress?.(events));
}

/** `onProgress`: so many events and documents are in. Errors: the sink's, and those of what tells of progress. */
export async function packBundle(
  sink: BundleSink,
  source: BundleSource,
  onProgress: (events: number, documents: number) => void | Promise<void>,
): Promise<Manifest> {
  const hashes: Record<string, string> = {};
  const file = async (name: string, fill: (write: Write) => Promise<void>): Promise<void> => {
    const hash = createHash('sha256');
    const out = sink(name);
    await fill(async (chunk) => {
      hash.update(chunk);
      await out.write(chunk);
    });
    await out.close();
    hashes[name] = hash.digest('hex');
  };
  let [events, streams, documents] = [0, 0, 0];
  await file('events.jsonl', async (write) => {
    for await (const lines of source.events()) {
      streams += 1;
      events += lines.length;
      await write(lines.map(eventLine).join(''));
      await onProgress(events, documents);
    }
  });
  await file('checkpoints.txt', (write) => write(source.checkpoints.join('')));
  await file('keys.txt', (write) => write(source.keys.map((key) => `${key}\n`).join('')));
  await file('rotations.txt', (write) => write(source.rotations.join('')));
  await file('restarts.txt', (write) => write(source.restarts.join('')));
  await file('consistency.jsonl', (write) =>
    write([...source.consistency].map(([from, proof]) => `${JSON.stringify({ from, proof: proof.map(base64) })}\n`).join('')),
  );
  if (source.cases !== null) {
    const { cases } = source;
    await file('cases.jsonl', async (write) => {
      for await (const { stream, text } of cases()) await write(`{"stream":${JSON.stringify(stream)},"row":${text}}\n`);
    });
  }
  const list: string[] = [];
  for await (const { sha256, name, mediaType, bytes } of source.files()) {
    documents += 1;
    list.push(`${JSON.stringify({ sha256, name, mediaType, size: bytes.length })}\n`);
    await file(`documents/${sha256}`, (write) => write(bytes));
    await onProgress(events, documents);
  }
  await file('documents.jsonl', (write) => write(list.join('')));
  for (const [name, fill] of Object.entries(source.forPeople)) await file(name, fill);
  const { origin, scope, about, readAt: madeAt } = source;
  const manifest: Manifest = { format: BUNDLE_FORMAT, origin, scope, about, madeAt, events, streams, documents, files: hashes };
  const last = sink('manifest.json');
  await last.write(`${JSON.stringify(manifest, null, 2)}\n`);
  await last.close();
  return manifest;
}

const base64 = (hash: Buffer): string => hash.toString('base64');

function eventLine({ index, prevHash, hash, body, proof }: RecordLine): string {
  return `${JSON.stringify({ index, prev: prevHash, hash, body, ...(proof === undefined ? {} : { proof: proof.map(base64) }) })}\n`;
}

/** Opens a bundle for `verifyRecord`; files that are missing or damaged are faults of their own. Error: no bundle at all. */
export async function openBundle(folder: string) {
  const at = (name: string) => path.join(folder, name);
  if (!existsSync(at('manifest.json'))) throw new Error(`${folder} holds no manifest.json: it is no evidence bundle`);
  const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8')) as Manifest; // checked below, field by field that is used
  if (manifest.format !== BUNDLE_FORMAT)
    throw new Error(`${folder} is a bundle of format ${String(manifest.format)}; this program reads ${BUNDLE_FORMAT}`);
  const faults: VerifyFault[] = [];
  const damaged = (where: string): void => void faults.push(faultOf('BUNDLE_FILE', where));
  for (const [name, wanted] of Object.entries(manifest.files)) {
    if (name.includes('..') || path.isAbsolute(name)) damaged(name);
    // A document is compared with its own name later.
    else if (!name.startsWith('documents/') && (await sha256OfFile(at(name))) !== wanted) damaged(name);
  }
  const text = (name: string): string => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '');
  const source: RecordSource = {
    scope: manifest.scope === 'STREAMS' ? 'STREAMS' : 'LOG',
    readAt: manifest.madeAt,
    checkpoints: splitNotes(text('checkpoints.txt')),
    rotations: splitNotes(text('rotations.txt')),
    restarts: splitNotes(text('restarts.txt')),
    consistency: new Map(
      linesOf<{ from: number; proof: readonly string[] }>(text('consistency.jsonl')).map(({ from, proof }) => [from, proof.map(fromBase64)]),
    ),
    events: () => streamsOf(at('events.jsonl')),
    cases: existsSync(at('cases.jsonl')) ? () => casesOf(at('cases.jsonl')) : null,
    documents: () => documentsOf(folder),
  };
  return { manifest, source, faults, keys: text('keys.txt').split('\n').filter(Boolean) };
}

const fromBase64 = (hash: string): Buffer => Buffer.from(hash, 'base64');
const linesOf = <T>(text: string): readonly T[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T); // whoever reads it compares hashes of the text, not of this

async function* casesOf(file: string): AsyncGenerator<ShownCase> {
  for await (const { stream, row } of jsonLines<{ stream: string; row: unknown }>(file)) yield { stream, text: JSON.stringify(row) };
}

async function* jsonLines<T>(file: string): AsyncGenerator<T> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield JSON.parse(line) as T; // whoever reads it compares hashes of the text, not of this
}

type EventLine = {
  readonly index: number | null;
  readonly prev: string;
  readonly hash: string;
  readonly body: string;
  readonly proof?: readonly string[];
};

/** Lines of one stream together: a new one begins where the first hash of a chain stands before it, or another name. */
async function* streamsOf(file: string): AsyncGenerator<readonly RecordLine[]> {
  let current: RecordLine[] = [];
  let name = '';
  for await (const { index, prev, hash, body, proof } of jsonLines<EventLine>(file)) {
    const parsed = readBody(body);
    const stream = String(parsed?.stream ?? '?');
    if (current.length > 0 && stream !== name) {
      yield current;
      current = [];
    }
    name = stream;
    current.push({ index, prevHash: prev, hash, body, parsed, ...(proof === undefined ? {} : { proof: proof.map(fromBase64) }) });
  }
  if (current.length > 0) yield current;
}

async function* documentsOf(folder: string) {
  const files = path.join(folder, 'documents');
  if (!existsSync(files)) return;
  for (const name of readdirSync(files).sort()) yield { sha256: name, found: (await sha256OfFile(path.join(files, name))) ?? '' };
}

async function sha256OfFile(file: string): Promise<string | null> {
  if (!existsSync(file)) return null;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
