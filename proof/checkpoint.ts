/**
 * Checkpoints of the log (C2SP tlog-checkpoint) and the change from one signing key to the next. A checkpoint says: at
 * this moment the log held so many events and its tree had this root. Deliberately absent: when one is made.
 */
import { type Note, parseNote, parseVerifierKey, type Signer, signersOf, type VerifierKey } from './note.ts';

export type Checkpoint = {
  /** Which log this is: `tuojian.county.gov.cn/qinghe`. */
  readonly origin: string;
  /** How many events it covers. */
  readonly size: number;
  readonly root: Buffer;
  /** When it was signed, by the signer's clock. */
  readonly at: string;
};

/** The text that is signed: origin, size, root in base64, and the moment as an extension line. */
export const checkpointText = ({ origin, size, root, at }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\ntime ${at}\n`;

export const signCheckpoint = (signer: Signer, checkpoint: Checkpoint): string => signer.sign(checkpointText(checkpoint));

export type ReadCheckpoint = Checkpoint & { readonly note: Note; readonly raw: string };

/** Null where the note is no checkpoint. Says nothing of its signature. */
export function parseCheckpoint(raw: string): ReadCheckpoint | null {
  const note = parseNote(raw);
  const [, origin, size, root, at] =
    /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n$/.exec(note?.text ?? '') ?? [];
  if (note === null || origin === undefined || size === undefined || root === undefined || at === undefined) return null;
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), at, note, raw };
}

/** Several notes in one file, one after the other; a file that was cut off in its last note gives that one back as it is. */
export function splitNotes(text: string): readonly string[] {
  // A note ends with its signature lines; the next one begins on the line after.
  const notes: string[] = [];
  let current: string[] = [];
  let signed = false;
  for (const line of text.split('\n')) {
    if (signed && !line.startsWith('— ')) {
      notes.push(`${current.join('\n')}\n`);
      [current, signed] = [[], false];
    }
    if (line.startsWith('— ')) signed = true;
    if (current.length > 0 || line !== '') current.push(line);
  }
  if (current.length > 0) notes.push(current.join('\n'));
  return notes;
}

const ROTATION = 'tuojian-key-rotation/1';

/** The old key says which key follows it, and from which size of the log on. */
export const signRotation = (
  old: Signer,
  rotation: { readonly origin: string; readonly size: number; readonly next: VerifierKey; readonly at: string },
) => old.sign(`${ROTATION}\n${rotation.origin}\n${rotation.size}\n${rotation.next.text}\ntime ${rotation.at}\n`);

export type Rotation = { readonly origin: string; readonly size: number; readonly next: VerifierKey; readonly at: string; readonly note: Note };

export function parseRotation(raw: string): Rotation | null {
  const note = parseNote(raw);
  const [kind, origin, size, vkey, time, end] = note?.text.split('\n') ?? [];
  const next = parseVerifierKey(vkey ?? '');
  if (note === null || kind !== ROTATION || origin === undefined || next === null || !/^\d+$/.test(size ?? '') || end !== '') return null;
  return { origin, size: Number(size), next, at: (time ?? '').replace(/^time /, ''), note };
}

/** A key and the sizes of the log that it may sign for, both ends included. */
export type TrustedKey = { readonly key: VerifierKey; readonly from: number; readonly to: number };

/**
 * The keys that may be believed, beginning with those that the reader knows by himself: a rotation signed by a believed
 * key adds the next one from its size on, and ends the old one there. Faults name rotations that nobody believed signed.
 */
export function trustedKeys(known: readonly VerifierKey[], rotations: readonly string[], origin: string | null) {
  const keys: TrustedKey[] = known.map((key) => ({ key, from: 0, to: Number.MAX_SAFE_INTEGER }));
  const faults: string[] = [];
  for (const [index, raw] of rotations.entries()) {
    const rotation = parseRotation(raw);
    const signed = rotation === null ? undefined : keys.find(({ key, to }) => to >= rotation.size && signersOf(rotation.note, [key]).length > 0);
    // A reader may know the newest key alone: how it came to be is then no matter of his.
    if (rotation !== null && signed === undefined && known.some(({ text }) => text === rotation.next.text)) continue;
    if (rotation === null || signed === undefined || (origin !== null && rotation.origin !== origin)) {
      faults.push(`key rotation ${index + 1} is signed by no key that can be believed`);
      continue;
    }
    keys.splice(keys.indexOf(signed), 1, { ...signed, to: rotation.size });
    if (!keys.some(({ key }) => key.text === rotation.next.text)) keys.push({ key: rotation.next, from: rotation.size, to: Number.MAX_SAFE_INTEGER });
  }
  return { keys, faults };
}

const RESTART = 'tuojian-log-restart/1';

/**
 * What was put back from a backup is shorter than what was signed. The key says so once, for everybody and for good: the
 * log goes on after `kept` events; what was signed beyond them, up to `lost`, is declared lost.
 */
export type Restart = { readonly origin: string; readonly kept: number; readonly lost: number; readonly at: string; readonly reason: string };

/** `reason`: one line. */
export const signRestart = (signer: Signer, { origin, kept, lost, at, reason }: Restart): string =>
  signer.sign(`${RESTART}\n${origin}\n${kept}\n${lost}\ntime ${at}\nreason ${reason}\n`);

/** Null: no such note. */
function parseRestart(raw: string): (Restart & { readonly note: Note }) | null {
  const note = parseNote(raw);
  const [, origin, kept, lost, at, reason] =
    /^tuojian-log-restart\/1\n([^\n]+)\n([1-9]\d*)\n([1-9]\d*)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\nreason ([^\n]+)\n$/.exec(
      note?.text ?? '',
    ) ?? [];
  if (note === null || origin === undefined || at === undefined || reason === undefined) return null;
  return { origin, kept: Number(kept), lost: Number(lost), at, reason, note };
}

/** The restarts that a key which may be believed at their size signed; faults name the others. */
export function believedRestarts(raw: readonly string[], keys: readonly TrustedKey[], origin: string | null) {
  const restarts: Restart[] = [];
  const faults: string[] = [];
  for (const [index, text] of raw.entries()) {
    const read = parseRestart(text);
    const good = read !== null && read.kept < read.lost && (origin === null || read.origin === origin);
    if (good && signersOf(read.note, keysAt(keys, read.kept)).length > 0) restarts.push(read);
    else faults.push(`restart ${index + 1} is signed by no key that can be believed`);
  }
  return { restarts, faults };
}

/** Whether a checkpoint covers events that were declared lost after it was signed. */
export const isLost = ({ size, at }: Pick<Checkpoint, 'size' | 'at'>, restarts: readonly Restart[]): boolean =>
  restarts.some((restart) => size > restart.kept && size <= restart.lost && at < restart.at);

const keysAt = (keys: readonly TrustedKey[], size: number): readonly VerifierKey[] =>
  keys.filter(({ from, to }) => size >= from && size <= to).map(({ key }) => key);

/** Whether one of these keys, within its sizes, signed it. */
export const isSigned = (checkpoint: ReadCheckpoint, keys: readonly TrustedKey[]): boolean =>
  signersOf(checkpoint.note, keysAt(keys, checkpoint.size)).length > 0;
