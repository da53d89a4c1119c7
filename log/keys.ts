/**
 * The folder that holds the log's signing keys and what was signed last. It stands outside the database, so that whoever
 * can change every row still cannot sign. Losing it ends the log's name; a copy of it elsewhere is a second signer.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { newPrivateKey, type Signer, signerOf } from '../proof/note.ts';

export type SignedState = {
  readonly size: number;
  /** Roots of the complete subtrees, base64 (proof/merkle.ts). */
  readonly peaks: readonly string[];
  /** Chain hash of the last event covered. */
  readonly lastHash: string;
  readonly note: string;
};

type KeyFile = {
  readonly v: 1;
  readonly origin: string;
  /** Private keys as PEM, the active one last. */
  readonly keys: readonly { readonly pem: string; readonly since: string }[];
  readonly signed: SignedState | null;
};

const FILE = 'log-keys.json';

export class LogKeys {
  readonly #file: string;
  #content: KeyFile;

  private constructor(file: string, content: KeyFile) {
    this.#file = file;
    this.#content = content;
  }

  /** Null: there is no such folder yet. Error: the file is no key file. */
  static open(folder: string): LogKeys | null {
    const file = path.join(folder, FILE);
    if (!existsSync(file)) return null;
    const content = JSON.parse(readFileSync(file, 'utf8')) as KeyFile; // our own file, written below
    if (content.v !== 1 || content.keys.length === 0) throw new Error(`${file} is no file of signing keys`);
    return new LogKeys(file, content);
  }

  /** Makes a first key. `origin`: the log's name, for ever. */
  static create(folder: string, origin: string | null, now: string): LogKeys {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const keys = new LogKeys(path.join(folder, FILE), {
      v: 1,
      origin: origin ?? `tuojian/${randomBytes(4).toString('hex')}`,
      keys: [{ pem: newPrivateKey(), since: now }],
      signed: null,
    });
    keys.#store(keys.#content);
    return keys;
  }

  get origin(): string {
    return this.#content.origin;
  }
  get signed(): SignedState | null {
    return this.#content.signed;
  }
  get signer(): Signer {
    return this.signers.at(-1) as Signer; // `open` refuses a file without keys
  }
  /** Every key there ever was, the active one last. */
  get signers(): readonly Signer[] {
    return this.#content.keys.map(({ pem }) => signerOf(this.#content.origin, pem));
  }
  /** Every key there ever was, the first one first. */
  get publicKeys(): readonly string[] {
    return this.signers.map(({ verifier }) => verifier.text);
  }

  /** Kept before anybody else sees the note, so that two different ones of a size can never be signed (FI-29). */
  keepSigned(signed: SignedState): void {
    this.#store({ ...this.#content, signed });
  }

  addKey(now: string): Signer {
    this.#store({ ...this.#content, keys: [...this.#content.keys, { pem: newPrivateKey(), since: now }] });
    return this.signer;
  }

  #store(content: KeyFile): void {
    const next = `${this.#file}.next`;
    const handle = openSync(next, 'w', 0o600);
    writeSync(handle, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(next, this.#file);
    this.#content = content;
  }
}

/** Appends to a file and waits until the disk has it. Whatever this process was started with, nobody else may change it. */
export function appendDurably(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  const handle = openSync(file, 'a', 0o644);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
}
