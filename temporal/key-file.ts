/**
 * A file with secret keys that the processes of one service share: those that seal what is sent to cases, and those that
 * encrypt what Temporal keeps. It stands outside PostgreSQL and Temporal. Several keys by id, so that one can follow another.
 * Deliberately absent: what is done with a key (seal.ts, payload-codec.ts).
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

type Key = {
  readonly id: string;
  /** 32 bytes, base64. */
  readonly secret: string;
  /** When it was made; or, later than that, from when on it is used, so that every process has it by then. */
  readonly since: string;
};
type Content = { readonly v: 1 /** The newest last. */; readonly keys: readonly Key[] };

/** Error: the file is none of ours, or is damaged. */
function readKeys(file: string): readonly Key[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Partial<Content>; // checked below
  const keys = Array.isArray(content.keys) ? content.keys : [];
  const sound = keys.every(({ id, secret }) => typeof id === 'string' && typeof secret === 'string' && Buffer.from(secret, 'base64').length >= 32);
  if (content.v !== 1 || keys.length === 0 || !sound) throw new Error(`${file} is no file of keys`);
  return keys;
}

function writeKeys(file: string, keys: readonly Key[]): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.next`;
  const handle = openSync(next, 'w', 0o600);
  writeSync(handle, `${JSON.stringify({ v: 1, keys } satisfies Content, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(next, 0o600);
  renameSync(next, file);
}

/** Adds a key, which is used from that moment on; older ones stay. Makes the file where there is none. Returns the key's id. */
export function addKey(file: string, since: string): string {
  const key: Key = { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64'), since };
  writeKeys(file, [...(existsSync(file) ? readKeys(file) : []), key]);
  return key.id;
}

/** The newest whose time has come; the first one's has. */
function inUse(keys: readonly Key[], atMs: number): Key {
  const found = keys.findLast(({ since }) => !(Date.parse(since) > atMs)) ?? keys[0];
  return found as Key; // `readKeys` refuses a file without keys
}

/** Ids of the keys in it, the newest last. Error: as above. */
export const keyIds = (file: string): readonly string[] => readKeys(file).map(({ id }) => id);

/** Which key is used now, and what follows it; null: nothing does. Error: as above. */
export function keyInUse(file: string): { readonly id: string; readonly next: { readonly id: string; readonly since: string } | null } {
  const keys = readKeys(file);
  const used = inUse(keys, Date.now());
  return { id: used.id, next: keys[keys.indexOf(used) + 1] ?? null };
}

/** The secrets in it, base64, the newest first; made where there is no file. Error: as above. */
export function secretsIn(file: string, now: string): readonly string[] {
  if (!existsSync(file)) addKey(file, now);
  return readKeys(file)
    .map(({ secret }) => secret)
    .reverse();
}

/** A file that changed is read again after this long, so that a new key reaches a running service. */
const LOOK_EVERY_MS = 2_000;
/** Asked for a key that is not known, it looks sooner; whoever makes ids up does not have it read without end. */
const LEAST_BETWEEN_MS = 50;

export class KeyFile {
  readonly #file: string;
  #keys: readonly Key[];
  #modifiedMs: number;
  #lookedAt = Date.now();

  /** Error: there is no such file, or it is none of ours. */
  constructor(file: string) {
    this.#file = file;
    this.#keys = readKeys(file);
    this.#modifiedMs = statSync(file).mtimeMs;
  }

  /** The one that is used now. */
  get newest(): { readonly id: string; readonly secret: Buffer } {
    this.#look();
    const { id, secret } = inUse(this.#keys, Date.now());
    return { id, secret: Buffer.from(secret, 'base64') };
  }

  /** Null: no key of that id. */
  find(id: string): Buffer | null {
    this.#look();
    const known = (): Key | undefined => this.#keys.find((key) => key.id === id);
    let found = known();
    // One that another process uses already: the file is younger than what was read of it.
    if (found === undefined) {
      this.#look(LEAST_BETWEEN_MS);
      found = known();
    }
    return found === undefined ? null : Buffer.from(found.secret, 'base64');
  }

  /** A file that is being replaced or was damaged meanwhile changes nothing: what was read before goes on. */
  #look(sinceMs = LOOK_EVERY_MS): void {
    if (Date.now() - this.#lookedAt < sinceMs) return;
    this.#lookedAt = Date.now();
    try {
      const { mtimeMs } = statSync(this.#file);
      if (mtimeMs === this.#modifiedMs) return;
      this.#keys = readKeys(this.#file);
      this.#modifiedMs = mtimeMs;
    } catch {
      // as above
    }
  }
}
