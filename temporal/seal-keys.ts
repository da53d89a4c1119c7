/**
 * The file with the keys that seal what is sent to cases. Everybody who sends (API, worker, commands) and the worker that
 * records share it; it stands outside PostgreSQL and Temporal. Several keys by id, so that one can follow another.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

type SealKey = { readonly id: string /** 32 bytes, base64. */; readonly secret: string; readonly since: string };
type KeyFile = { readonly v: 1 /** The newest last; it seals. */; readonly keys: readonly SealKey[] };

/** Error: the file is none of ours, or is damaged. */
function readKeys(file: string): readonly SealKey[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeyFile>; // checked below
  const keys = Array.isArray(content.keys) ? content.keys : [];
  const sound = keys.every(({ id, secret }) => typeof id === 'string' && typeof secret === 'string' && Buffer.from(secret, 'base64').length >= 32);
  if (content.v !== 1 || keys.length === 0 || !sound) throw new Error(`${file} is no file of seal keys`);
  return keys;
}

function writeKeys(file: string, keys: readonly SealKey[]): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.next`;
  const handle = openSync(next, 'w', 0o600);
  writeSync(handle, `${JSON.stringify({ v: 1, keys } satisfies KeyFile, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(next, 0o600);
  renameSync(next, file);
}

/** Adds a key, which seals from now on; older ones are still believed. Makes the file where there is none. Returns the key's id. */
export function addSealKey(file: string, now: string): string {
  const key: SealKey = { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64'), since: now };
  writeKeys(file, [...(existsSync(file) ? readKeys(file) : []), key]);
  return key.id;
}

/** Ids of the keys in it, the newest last. Error: as above. */
export const sealKeyIds = (file: string): readonly string[] => readKeys(file).map(({ id }) => id);

/** A file that changed is read again after this long, so that a new key reaches a running service. */
const LOOK_EVERY_MS = 2_000;

export class SealKeys {
  readonly #file: string;
  #keys: readonly SealKey[];
  #modifiedMs: number;
  #lookedAt = Date.now();

  /** Error: there is no such file, or it is none of ours. */
  constructor(file: string) {
    this.#file = file;
    this.#keys = readKeys(file);
    this.#modifiedMs = statSync(file).mtimeMs;
  }

  get newest(): { readonly id: string; readonly secret: Buffer } {
    this.#look();
    const { id, secret } = this.#keys.at(-1) as SealKey; // `readKeys` refuses a file without keys
    return { id, secret: Buffer.from(secret, 'base64') };
  }

  /** Null: no key of that id. */
  find(id: string): Buffer | null {
    this.#look();
    const found = this.#keys.find((key) => key.id === id);
    return found === undefined ? null : Buffer.from(found.secret, 'base64');
  }

  /** A file that is being replaced or was damaged meanwhile changes nothing: what was read before goes on. */
  #look(): void {
    if (Date.now() - this.#lookedAt < LOOK_EVERY_MS) return;
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
