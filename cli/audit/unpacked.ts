/** A bundle that came as a ZIP, unpacked into a folder of its own beside the system's temporary files. */
import { closeSync, createReadStream, mkdirSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';

/** Names that a bundle has; another one is no file of ours, and could lead out of the folder. */
const NAME = /^[^/\\]+\/((?:documents\/)?[\w.-]+)$/;

/** The folder in which its files lie. Error: it is no ZIP, or holds a name that no bundle has. */
export async function unpacked(file: string): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-bundle-'));
  const unzip = new Unzip();
  unzip.register(UnzipPassThrough);
  unzip.register(UnzipInflate);
  const faults: Error[] = [];
  let files = 0;
  unzip.onfile = (entry) => {
    const [, name] = NAME.exec(entry.name) ?? [];
    if (name === undefined || name.includes('..')) {
      faults.push(new Error(`${file} holds "${entry.name}", which is no file of a bundle`));
      return;
    }
    files += 1;
    const place = path.join(folder, name);
    mkdirSync(path.dirname(place), { recursive: true });
    const out = openSync(place, 'w');
    entry.ondata = (error, chunk, final) => {
      if (error !== null) faults.push(error);
      else writeSync(out, chunk);
      if (final || error !== null) closeSync(out);
    };
    entry.start();
  };
  for await (const chunk of createReadStream(file)) {
    unzip.push(chunk as Buffer); // a stream of a file without an encoding
    if (faults[0] !== undefined) throw faults[0];
  }
  unzip.push(new Uint8Array(), true);
  if (faults[0] !== undefined) throw faults[0];
  if (files === 0) throw new Error(`${file} is no ZIP that holds a bundle`);
  return folder;
}
