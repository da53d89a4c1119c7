/**
 * Checks a record without the service: every hash chain, the tree over all events, every checkpoint, the documents, and
 * what the service shows of each case. Reads whatever gives it lines (bundle.ts, prisma/record/record-source.ts); keeps 33 bytes
 * an event. Deliberately absent: where the lines come from, and any trust in the database. In one file, though it is long,
 * because whoever checks us by reading it should not have to follow it about.
 */
import {
  believedRestarts,
  isLost,
  isSigned,
  parseCheckpoint,
  type ReadCheckpoint,
  type Restart,
  type TrustedKey,
  trustedKeys,
} from './checkpoint.ts';
import { type EventBody, GENESIS, linkFault, parseBody } from './event-format.ts';
import { FaultList, type VerifyFault } from './faults.ts';
import { foldCheck, type ShownCase } from './fold-check.ts';
import { GrowingTree, isConsistent, leafHash, leafOf, rootOfInclusion } from './merkle.ts';
import type { VerifierKey } from './note.ts';

/** One event as a source gives it. `index`: its place in the log; null: not in the log yet. */
export type RecordLine = {
  readonly index: number | null;
  readonly prevHash: string;
  readonly hash: string;
  readonly body: string;
  /** The body read, where the source had to read it anyway. */
  readonly parsed?: EventBody | null;
  /** Inclusion proof against the newest checkpoint, where the source holds a part of the log only. */
  readonly proof?: readonly Buffer[];
  /** What the table says beside the body, where the source is the database. */
  readonly row?: {
    readonly stream: string;
    readonly version: number;
    readonly type: string;
    readonly commandId: string;
    readonly occurredMs: number;
    readonly actor: string | null;
  };
};

export type RecordSource = {
  /** LOG: every event there is. STREAMS: all events of some streams. */
  readonly scope: 'LOG' | 'STREAMS';
  /** When it was read; what is not signed by then for long is an alarm. */
  readonly readAt: string;
  /** Signed notes, in the order of their sizes. */
  readonly checkpoints: readonly string[];
  readonly rotations: readonly string[];
  /** Signed notes that say what was lost by putting back a backup. */
  readonly restarts: readonly string[];
  /** STREAMS: proofs that the newest checkpoint's tree begins with an older one's, by the older size. */
  readonly consistency: ReadonlyMap<number, readonly Buffer[]>;
  /** Stream by stream, each from its first event to its last. */
  events(): AsyncIterable<readonly RecordLine[]>;
  /** What the service shows of each case; null: the source does not hold it. */
  readonly cases: (() => AsyncIterable<ShownCase>) | null;
  /** Documents that the source holds, with the SHA-256 of the bytes found. */
  readonly documents: (() => AsyncIterable<{ readonly sha256: string; readonly found: string }>) | null;
};

export type VerifyOptions = {
  /** Keys that the reader knows by himself. */
  readonly keys: readonly VerifierKey[];
  /** Checkpoints that were kept elsewhere. */
  readonly outside: readonly string[];
  /** Chain hashes of the log's events in order, kept elsewhere: they name the very event that was changed. */
  readonly outsideLeaves?: readonly string[];
  /** Told after every so many events, for whoever waits. */
  readonly onProgress?: (events: number) => void;
};

export type VerifyReport = {
  readonly ok: boolean;
  readonly faults: readonly VerifyFault[];
  readonly origin: string | null;
  readonly events: number;
  readonly streams: number;
  readonly documents: number;
  readonly checkpoints: number;
  readonly outside: number;
  /** How many events the newest valid checkpoint covers, and when it was signed. */
  readonly covered: number;
  readonly coveredAt: string | null;
  /** When the first checkpoint was signed: since then nothing that it covers was changed. */
  readonly since: string | null;
  /** What the log's key declared lost when a backup was put back: whoever reads this should know and ask. */
  readonly restarts: readonly Restart[];
  /** Events after the newest checkpoint: chained, but nobody has signed for them yet. */
  readonly unsigned: number;
  /** The first event that is wrong or can no longer be proved. */
  readonly firstBad: string | null;
};

/** Events may stay without a signature for this long (reliability T22). */
export const STALE_MS = 300_000;

/** What is kept of each event until the tree is made: its leaf, and whose it is. Plain data, so that a thread can hand it over. */
export type RecordExtract = {
  leaves: Uint8Array;
  /** How often each place of the log was taken. */
  filled: Uint8Array;
  /** Two numbers a place: which stream, which version. */
  places: Uint32Array;
  readonly streams: string[];
  events: number;
  /** Events that stand in no place of the log yet. */
  unlogged: number;
  /** Documents that the record says were there, and where it says so. */
  readonly documents: Map<string, string>;
  faults: readonly VerifyFault[];
};

/** Checks streams in several threads, each its part; what they collected is put together. */
export type InParts = () => Promise<readonly RecordExtract[]>;

export async function verifyRecord(source: RecordSource, options: VerifyOptions, inParts?: InParts): Promise<VerifyReport> {
  const faults = new FaultList();
  const origin =
    source.checkpoints
      .concat(options.outside)
      .map(parseCheckpoint)
      .find((c) => c !== null)?.origin ?? null;
  const { keys, faults: keyFaults } = trustedKeys(options.keys, source.rotations, origin);
  for (const fault of keyFaults) faults.add('KEY_ROTATION', fault);
  const { restarts, faults: restartFaults } = believedRestarts(source.restarts, keys, origin);
  for (const fault of restartFaults) faults.add('LOG_RESTART', fault);
  const believed = { keys, origin, restarts };
  const own = readCheckpoints(source.checkpoints, believed, faults, 'checkpoint');
  // What was signed after this record was read says nothing of it.
  const outside = readCheckpoints(options.outside, believed, faults, 'outside checkpoint').filter(({ at }) => at <= source.readAt);
  const newest = own.at(-1) ?? null;

  const parts = inParts === undefined ? [await collectStreams(source, newest, options.onProgress)] : await inParts();
  const collected = together(parts);
  for (const { code, where, index } of collected.faults) faults.add(code, where, index);
  const covered =
    source.scope === 'LOG' ? checkWhole(collected, own, outside, faults, options.outsideLeaves ?? []) : checkPart(source, own, outside, faults);
  checkFreshness(source, newest, collected, covered, faults);
  const documents = source.documents === null ? 0 : await checkDocuments(source.documents, collected.documents, faults);
  const all = faults.all();
  const unsigned = source.scope === 'LOG' ? collected.events - covered : collected.unlogged;
  return {
    ok: all.length === 0,
    faults: all,
    origin,
    events: collected.events,
    streams: collected.streams.length,
    documents,
    checkpoints: own.length,
    outside: outside.length,
    covered,
    coveredAt: own.findLast(({ size }) => size === covered)?.at ?? null,
    since: [...own, ...outside].map(({ at }) => at).sort()[0] ?? null,
    restarts,
    unsigned: Math.max(0, unsigned),
    firstBad: faults.firstEvent(),
  };
}

/** Every stream's chain and what is shown of its case. `newest`: for inclusion proofs, where the source is a part of the log. */
export async function collectStreams(
  source: RecordSource,
  newest: ReadCheckpoint | null,
  onProgress: (events: number) => void = () => undefined,
  /** How many places there will be, where that is known; saves moving them. */
  places = 0,
): Promise<RecordExtract> {
  const faults = new FaultList();
  const collected = newCollected();
  if (places > 0) grow(collected, Math.min(places, PLACES_MAX));
  const seen = new Set<string>();
  const shown = source.cases === null ? null : await foldCheck(source.cases, faults);
  for await (const lines of source.events()) {
    const bodies = lines.map((line) => (line.parsed === undefined ? readBody(line.body) : line.parsed));
    const stream = checkStream(lines, bodies, faults, collected, newest, source.scope);
    if (seen.has(stream)) faults.add('STREAM_TWICE', stream);
    seen.add(stream);
    shown?.stream(stream, bodies, lines.at(-1)?.index ?? null);
    onProgress(collected.events);
  }
  await shown?.finish();
  return { ...collected, faults: faults.all() };
}

function newCollected(): RecordExtract {
  return {
    leaves: new Uint8Array(0),
    filled: new Uint8Array(0),
    places: new Uint32Array(0),
    streams: [],
    events: 0,
    unlogged: 0,
    documents: new Map(),
    faults: [],
  };
}

/** Parts of one record as a whole. The first one is filled up and given back: a million events are not kept twice. */
export function together(parts: readonly RecordExtract[]): RecordExtract {
  const [whole = newCollected(), ...others] = parts;
  for (const part of others) {
    if (part.filled.length > whole.filled.length) grow(whole, part.filled.length);
    const offset = whole.streams.length;
    for (let index = 0; index < part.filled.length; index += 1) {
      if (part.filled[index] === 0) continue;
      whole.filled[index] = (whole.filled[index] ?? 0) + (part.filled[index] ?? 0);
      whole.leaves.set(part.leaves.subarray(index * 32, index * 32 + 32), index * 32);
      whole.places[index * 2] = (part.places[index * 2] ?? 0) + offset;
      whole.places[index * 2 + 1] = part.places[index * 2 + 1] ?? 0;
    }
    for (const stream of part.streams) whole.streams.push(stream);
    whole.events += part.events;
    whole.unlogged += part.unlogged;
    for (const [document, at] of part.documents) whole.documents.set(document, at);
    whole.faults = [...whole.faults, ...part.faults];
  }
  return whole;
}

function grow(collected: RecordExtract, size: number): void {
  const [leaves, filled, places] = [new Uint8Array(size * 32), new Uint8Array(size), new Uint32Array(size * 2)];
  leaves.set(collected.leaves);
  filled.set(collected.filled);
  places.set(collected.places);
  Object.assign(collected, { leaves, filled, places });
}

/**
 * Notes that are checkpoints of this log and signed by a key that may sign at their size; what is not is a fault. Those of
 * events that were declared lost are left out.
 */
function readCheckpoints(
  raw: readonly string[],
  { keys, origin, restarts }: { readonly keys: readonly TrustedKey[]; readonly origin: string | null; readonly restarts: readonly Restart[] },
  faults: FaultList,
  what: string,
): readonly ReadCheckpoint[] {
  const good: ReadCheckpoint[] = [];
  for (const [index, text] of raw.entries()) {
    const read = parseCheckpoint(text);
    const name = `${what} ${read?.size ?? `number ${index + 1}`}`;
    if (read === null) faults.add('CHECKPOINT_UNREADABLE', name);
    else if (read.origin !== origin) faults.add('CHECKPOINT_OF_ANOTHER_LOG', name);
    else if (isLost(read, restarts)) continue;
    else if (!isSigned(read, keys)) faults.add('CHECKPOINT_NOT_SIGNED', name);
    else good.push(read);
  }
  good.sort((a, b) => a.size - b.size || (a.at < b.at ? -1 : 1));
  for (const [index, later] of good.entries()) {
    const earlier = good[index - 1];
    if (earlier === undefined) continue;
    if (earlier.size === later.size && !earlier.root.equals(later.root)) faults.add('CHECKPOINTS_FORK', `${what} ${later.size}`);
    // Mails and files may hold one twice; the record holds each once.
    else if (earlier.size === later.size && what === 'checkpoint') faults.add('CHECKPOINT_TWICE', `${what} ${later.size}`);
    if (later.at < earlier.at) faults.add('CHECKPOINT_TIMES', `${what} ${later.size}`);
  }
  return good;
}

/** One stream's chain; gives its name. Only the first fault of a stream is told: what follows is its echo. */
function checkStream(
  lines: readonly RecordLine[],
  bodies: readonly (EventBody | null)[],
  faults: FaultList,
  collected: RecordExtract,
  newest: ReadCheckpoint | null,
  scope: RecordSource['scope'],
): string {
  let previous = GENESIS;
  let lastIndex = -1;
  let sound = true;
  const stream = lines[0]?.row?.stream ?? bodies[0]?.stream ?? '?';
  collected.streams.push(stream);
  for (const [nth, line] of lines.entries()) {
    const body = bodies[nth] ?? null;
    const at = `${stream}@${nth + 1}`;
    if (sound) {
      const fault = eventFault(line, body, stream, nth + 1, previous, lastIndex);
      if (fault !== null) {
        faults.add(fault, at, line.index);
        sound = false;
      }
    }
    previous = line.hash;
    if (line.index !== null) lastIndex = line.index;
    collect(collected, line, nth + 1);
    if (scope === 'STREAMS' && sound) sound = checkInclusion(line, at, newest, faults);
    if (body !== null) for (const sha of documentsKept(body)) collected.documents.set(sha, at);
  }
  return stream;
}

function eventFault(line: RecordLine, body: EventBody | null, stream: string, version: number, previous: string, lastIndex: number) {
  if (body === null) return 'EVENT_UNREADABLE';
  if (body.stream !== stream) return 'EVENT_MOVED';
  if (body.version !== version) return 'EVENT_MISSING';
  const link = linkFault(previous, line);
  if (link !== null) return link;
  if (line.row !== undefined) {
    const { row } = line;
    if (row.stream !== body.stream || row.version !== body.version) return 'EVENT_MOVED';
    if (
      row.type !== body.type ||
      row.commandId !== body.commandId ||
      row.occurredMs !== Date.parse(body.occurredAt) ||
      row.actor !== body.actor.person
    )
      return 'ROW_CHANGED';
  }
  if (line.index !== null && line.index <= lastIndex) return 'LOG_ORDER';
  return null;
}

/** Null: no JSON. */
export function readBody(text: string): EventBody | null {
  try {
    return parseBody(text);
  } catch {
    return null;
  }
}

/** Documents that the record says were there (`DocumentKept` in a journal). */
const documentsKept = ({ type, data }: EventBody): readonly string[] =>
  type === 'DocumentKept' && 'sha256' in data && typeof data.sha256 === 'string' ? [data.sha256] : [];

function collect(collected: RecordExtract, { index, hash }: RecordLine, version: number): void {
  collected.events += 1;
  // A place beyond all bounds is a forgery that the count of events shows (LOG_GAP); no memory is given to it.
  if (index === null || index >= PLACES_MAX) {
    collected.unlogged += index === null ? 1 : 0;
    return;
  }
  if (index >= collected.filled.length) grow(collected, Math.max(1_024, index + 1, Math.ceil(collected.filled.length * 1.5)));
  collected.leaves.set(Buffer.from(hash, 'hex'), index * 32);
  collected.places[index * 2] = collected.streams.length - 1;
  collected.places[index * 2 + 1] = version;
  collected.filled[index] = (collected.filled[index] ?? 0) + 1;
}

/** More than this needs more memory than a verification may take. */
const PLACES_MAX = 20_000_000;

/** The event in a place of the log, as far as one was found there. */
function nameAt({ streams, places, filled }: RecordExtract, index: number): string {
  const stream = streams[places[index * 2] ?? 0];
  return filled[index] === undefined || filled[index] === 0 || stream === undefined
    ? `place ${index} of the log`
    : `${stream}@${places[index * 2 + 1]}`;
}

/** The tree over the whole log, compared with every checkpoint on its way. Gives how far it is proved. */
function checkWhole(
  collected: RecordExtract,
  own: readonly ReadCheckpoint[],
  outside: readonly ReadCheckpoint[],
  faults: FaultList,
  outsideLeaves: readonly string[],
): number {
  const sizes = new Set(own.map(({ size }) => size));
  for (const { size } of outside) if (!sizes.has(size)) faults.add('CHECKPOINT_MISSING', `checkpoint ${size}`);
  const { leaves, filled, events, unlogged } = collected;
  const logged = events - unlogged;
  const checkpoints = [...own.map((c) => ({ ...c, what: 'checkpoint' })), ...outside.map((c) => ({ ...c, what: 'outside checkpoint' }))].sort(
    (a, b) => a.size - b.size,
  );
  const tree = new GrowingTree();
  let covered = 0;
  let next = 0;
  for (;;) {
    for (; checkpoints[next]?.size === tree.size; next += 1) {
      const { root, what, size } = checkpoints[next] ?? NO_CHECKPOINT;
      if (!tree.root().equals(root)) {
        // Every later one is wrong too and says nothing new. The first event that nobody can prove is the one after the last good checkpoint.
        faults.add('ROOT_DIFFERS', `${what} ${size}`);
        const bad = firstDifference(collected, outsideLeaves, covered, size, root);
        if (covered < size) faults.add('ROOT_DIFFERS', nameAt(collected, bad), bad);
        return covered;
      }
      covered = size;
    }
    const index = tree.size;
    if (index >= logged) break;
    if (filled[index] !== 1) {
      faults.add(filled[index] === undefined || filled[index] === 0 ? 'LOG_GAP' : 'LOG_PLACE_TWICE', nameAt(collected, index), index);
      return covered;
    }
    tree.append(leafHash(leaves.subarray(index * 32, index * 32 + 32)));
  }
  const beyond = checkpoints[next];
  if (beyond !== undefined) {
    faults.add('LOG_CUT', `${beyond.what} ${beyond.size} of ${beyond.at}; the log holds ${logged}`, logged);
  }
  return covered;
}

/**
 * The first place that differs from the hashes kept elsewhere, where those lead to the checkpoint's root and so can be
 * believed; else the first place after the last good checkpoint.
 */
function firstDifference({ leaves }: RecordExtract, kept: readonly string[], covered: number, size: number, root: Buffer): number {
  const tree = new GrowingTree();
  for (const hash of kept.slice(0, size)) tree.append(leafOf(hash));
  if (tree.size < size || !tree.root().equals(root)) return covered;
  for (let index = covered; index < size; index += 1)
    if (Buffer.from(leaves.subarray(index * 32, index * 32 + 32)).toString('hex') !== kept[index]) return index;
  return covered;
}

const NO_CHECKPOINT = { root: Buffer.alloc(0), what: '', size: 0 };

/** A part of the log: each event was proved by itself; here the checkpoints among themselves. */
function checkPart(source: RecordSource, own: readonly ReadCheckpoint[], outside: readonly ReadCheckpoint[], faults: FaultList): number {
  const newest = own.at(-1);
  if (newest === undefined) {
    faults.add('NO_CHECKPOINT', 'the bundle');
    return 0;
  }
  for (const older of own.slice(0, -1)) {
    const proof = source.consistency.get(older.size) ?? [];
    if (!isConsistent(older, newest, proof)) faults.add('CHECKPOINT_NOT_CONSISTENT', `checkpoint ${older.size}`);
  }
  for (const checkpoint of outside) {
    const same = own.find(({ size }) => size === checkpoint.size);
    // What the bundle has no proof for can be compared by a bundle of the whole log.
    if (same !== undefined && !same.root.equals(checkpoint.root)) faults.add('ROOT_DIFFERS', `outside checkpoint ${checkpoint.size}`);
  }
  return newest.size;
}

function checkInclusion(line: RecordLine, at: string, newest: ReadCheckpoint | null, faults: FaultList): boolean {
  if (newest === null || line.index === null || line.index >= newest.size) return true;
  const root = rootOfInclusion(leafOf(line.hash), line.index, newest.size, line.proof ?? []);
  if (root?.equals(newest.root) === true) return true;
  faults.add('NOT_INCLUDED', at, line.index);
  return false;
}

function checkFreshness(source: RecordSource, newest: ReadCheckpoint | null, collected: RecordExtract, covered: number, faults: FaultList): void {
  if (collected.events === 0) return;
  if (newest === null) {
    if (source.scope === 'LOG') faults.add('NO_CHECKPOINT', 'the log');
    return;
  }
  const open = collected.unlogged > 0 || (source.scope === 'LOG' && collected.events > Math.max(covered, newest.size));
  if (open && Date.parse(source.readAt) - Date.parse(newest.at) > STALE_MS)
    faults.add('CHECKPOINT_STALE', `checkpoint ${newest.size} of ${newest.at}`);
}

async function checkDocuments(
  documents: NonNullable<RecordSource['documents']>,
  wanted: ReadonlyMap<string, string>,
  faults: FaultList,
): Promise<number> {
  const missing = new Map(wanted);
  let count = 0;
  for await (const { sha256, found } of documents()) {
    count += 1;
    missing.delete(sha256);
    if (found !== sha256) faults.add('DOCUMENT_CHANGED', sha256);
  }
  for (const [sha256, at] of missing) faults.add('DOCUMENT_MISSING', `${sha256} (${at})`);
  return count;
}
