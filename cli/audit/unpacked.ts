/**
 * A bundle that came as a ZIP, unpacked into a folder of its own beside the system's temporary files. Read by the list at
 * its end (APPNOTE 4.3.12), never by looking for beginnings: a document may itself be a ZIP (DOCX, XLSX, OFD), and begin as
 * a file of this one does.
 */
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** Names that a bundle has; another one is no file of ours, and could lead out of the folder. */
const NAME = /^[^/\\]+\/((?:documents\/)?[\w.-]+)$/;

/** Of a file in it: how it is packed (APPNOTE 4.4.5), how many bytes it takes, and where its own head begins. */
type Entry = { readonly name: string; readonly packing: number; readonly bytes: number; readonly at: number };
const STORED = 0;
const DEFLATED = 8;

const LIST_END = Buffer.from('PK\u0005\u0006', 'latin1');
const LIST_END_BYTES = 22;
/** A comment of 65,535 bytes may follow. */
const LIST_END_MOST = LIST_END_BYTES + 65_535;
const ITEM_BYTES = 46;
const HEAD_BYTES = 30;

async function bytesAt(zip: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await zip.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** None: it is no ZIP, or one above 4 GB, whose 64-bit form is not read here: it is unpacked first, and its folder given. */
async function entriesOf(zip: FileHandle): Promise<readonly Entry[]> {
  const { size } = await zip.stat();
  const tail = await bytesAt(zip, Math.max(0, size - LIST_END_MOST), Math.min(size, LIST_END_MOST));
  const end = tail.lastIndexOf(LIST_END);
  if (end < 0 || end + LIST_END_BYTES > tail.length) return [];
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (start + length > size) return [];
  const list = await bytesAt(zip, start, length);
  const entries: Entry[] = [];
  for (let i = 0; i + ITEM_BYTES <= list.length; ) {
    const nameEnd = i + ITEM_BYTES + list.readUInt16LE(i + 28);
    const name = list.toString('utf8', i + ITEM_BYTES, nameEnd);
    entries.push({ name, packing: list.readUInt16LE(i + 10), bytes: list.readUInt32LE(i + 20), at: list.readUInt32LE(i + 42) });
    i = nameEnd + list.readUInt16LE(i + 30) + list.readUInt16LE(i + 32);
  }
  return entries;
}

/** The folder in which its files lie; whoever called removes it. Error: it is no ZIP, or holds a name that no bundle has. */
export async function unpacked(file: string): Promise<string> {
  const zip = await open(file);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-bundle-'));
  try {
    const entries = await entriesOf(zip);
    if (entries.length === 0) throw new Error(`${file} is no ZIP that holds a bundle`);
    for (const entry of entries) await unpack(zip, file, entry, folder);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await zip.close();
  }
}

async function unpack(zip: FileHandle, file: string, { name, packing, bytes, at }: Entry, folder: string): Promise<void> {
  const [, own] = NAME.exec(name) ?? [];
  if (own === undefined || own.includes('..') || (packing !== STORED && packing !== DEFLATED))
    throw new Error(`${file} holds "${name}", which is no file of a bundle`);
  const place = path.join(folder, own);
  mkdirSync(path.dirname(place), { recursive: true });
  if (bytes === 0) return writeFileSync(place, '');
  const head = await bytesAt(zip, at, HEAD_BYTES);
  if (head.length < HEAD_BYTES) throw new Error(`${file} ends before "${name}"`);
  const start = at + HEAD_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = createReadStream(file, { start, end: start + bytes - 1 });
  const out = createWriteStream(place);
  if (packing === DEFLATED) await pipeline(packed, createInflateRaw(), out);
  else await pipeline(packed, out);
}
