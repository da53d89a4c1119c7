/**
 * A bundle that came as a ZIP, also above 4 GB, unpacked into a folder of its own beside the system's temporary files. Read by
 * the list at its end, never by looking for beginnings: a document may itself be a ZIP (DOCX, XLSX, OFD), and begin as a file of
 * this one does.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** Names that a bundle has; another one is no file of ours, and could lead out of the folder. */
const NAME = /^[^/\\]+\/((?:documents\/)?[\w.-]+)$/;

/** The folder in which its files lie; whoever called removes it. Error: it is no ZIP, is cut off, or holds a name that no bundle has. */
export async function unpacked(file: string): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-bundle-'));
  try {
    const zip = await openedZip(file);
    try {
      for await (const entry of entriesOf(zip, file)) await unpack(zip, file, entry, folder);
    } finally {
      zip.close();
    }
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Names stay bytes: they are looked at here, by what a bundle holds. */
async function openedZip(file: string): Promise<ZipFile> {
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false }).catch((cause: unknown) => {
    throw new Error(`${file} is no ZIP that holds a bundle`, { cause });
  });
  if (zip.entryCount > 0) return zip;
  zip.close();
  throw new Error(`${file} is no ZIP that holds a bundle`);
}

async function* entriesOf(zip: ZipFile, file: string): AsyncIterable<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    throw new Error(`${file} is cut off or damaged: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function unpack(zip: ZipFile, file: string, entry: Entry, folder: string): Promise<void> {
  const name = entry.fileNameRaw.toString('utf8');
  const [, own] = NAME.exec(name) ?? [];
  if (own === undefined || own.includes('..') || !entry.canDecodeFileData()) throw new Error(`${file} holds "${name}", which is no file of a bundle`);
  const place = path.join(folder, own);
  mkdirSync(path.dirname(place), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(place));
}
