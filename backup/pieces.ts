/**
 * Where a backup lies: a folder of files, or one tar file with the same names, which `tar` opens as well. It is written under
 * another name and renamed when it is whole and on the disk, so that half of one is never taken for one. Deliberately absent:
 * what the pieces hold.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../local/setup-error.ts';

/** Where the pieces of a backup go, one after the other. */
export type Target = {
  put(name: string, bytes: Uint8Array): void;
  /** From now on it stands under its name. */
  finish(): void;
  /** Nothing of it stays. */
  abandon(): void;
};

export type Stored = {
  /** Null: there is no such piece. */
  read(name: string): Buffer | null;
  close(): void;
};

const BLOCK = 512;
/** Persons' data: its owner's alone. */
const FILE_MODE = 0o600;

const isFile = (where: string): boolean => where.endsWith('.tar');

/** `where`: a file that ends in .tar, otherwise a folder. Error: SetupError when something is there already. */
export function newTarget(where: string): Target {
  if (existsSync(where))
    throw new SetupError(`${where} is there already.`, 'Name a file or a folder that is not there yet: no backup is written over.');
  mkdirSync(path.dirname(path.resolve(where)), { recursive: true });
  const half = `${path.resolve(where).replace(/[/\\]+$/, '')}.unfinished-${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  return isFile(where) ? tarAt(where, half) : folderAt(where, half);
}

function folderAt(where: string, half: string): Target {
  mkdirSync(half, { mode: 0o700 });
  return {
    put(name, bytes) {
      const file = path.join(half, name);
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = openSync(file, 'wx', FILE_MODE);
      writeAll(handle, bytes);
      toDisk(handle);
    },
    finish() {
      for (const folder of [path.join(half, 'tables'), half]) if (existsSync(folder)) toDisk(openSync(folder, 'r'));
      renameTo(half, where);
    },
    abandon: () => rmSync(half, { recursive: true, force: true }),
  };
}

function tarAt(where: string, half: string): Target {
  const handle = openSync(half, 'wx', FILE_MODE);
  let open = true;
  return {
    put(name, bytes) {
      writeAll(handle, tarHeader(name, bytes.length));
      writeAll(handle, bytes);
      writeAll(handle, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
    },
    finish() {
      writeAll(handle, Buffer.alloc(BLOCK * 2));
      open = false;
      toDisk(handle);
      renameTo(half, where);
    },
    abandon() {
      if (open) closeSync(handle);
      open = false;
      rmSync(half, { force: true });
    },
  };
}

function renameTo(half: string, where: string): void {
  if (existsSync(where)) throw new SetupError(`${where} has come to be there meanwhile.`, 'Name another file or folder.');
  renameSync(half, where);
  toDisk(openSync(path.dirname(path.resolve(where)), 'r'));
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}
function toDisk(handle: number): void {
  fsyncSync(handle);
  closeSync(handle);
}

/** POSIX ustar. */
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0, 100);
  header.write(octal(FILE_MODE, 7) + octal(0, 7) + octal(0, 7) + octal(size, 11) + octal(Math.floor(Date.now() / 1_000), 11), 100);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  header.write(
    `${header
      .reduce((all, byte) => all + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return header;
}

/** Error: SetupError when there is nothing that could be a backup. */
export function openStored(where: string): Stored {
  const found = statSync(where, { throwIfNoEntry: false });
  if (found === undefined) throw new SetupError(`${where} does not exist.`, 'Name the file or the folder that `tuojian backup` wrote.');
  if (found.isDirectory())
    return {
      read(name) {
        const file = path.join(where, name);
        return existsSync(file) ? readFileSync(file) : null;
      },
      close: () => undefined,
    };
  const handle = openSync(where, 'r');
  const places = placesIn(handle, found.size);
  return {
    read(name) {
      const place = places.get(name);
      return place === undefined ? null : bytesAt(handle, place.at, place.size);
    },
    close: () => closeSync(handle),
  };
}

/** Of a file that is no tar, or is cut off, what can be read of it. */
function placesIn(handle: number, end: number): ReadonlyMap<string, { readonly at: number; readonly size: number }> {
  const places = new Map<string, { readonly at: number; readonly size: number }>();
  for (let at = 0; at + BLOCK <= end; ) {
    const header = bytesAt(handle, at, BLOCK);
    const text = (from: number, to: number): string => header.toString('utf8', from, to).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 136), 8);
    if (text(257, 262) !== 'ustar' || !Number.isInteger(size) || size < 0 || at + BLOCK + size > end) break;
    places.set(text(0, 100), { at: at + BLOCK, size });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return places;
}

function bytesAt(handle: number, from: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let done = 0; done < size; ) {
    const more = readSync(handle, bytes, done, size - done, from + done);
    if (more === 0) break;
    done += more;
  }
  return bytes;
}
