/**
 * Files that only their owner may read: keys, passwords, mails. Deliberately absent: Windows, whose modes say nothing, and
 * mending (local/own-files.ts does that in the data folder).
 */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Which of these, and of the files right inside where it is a folder, group or others may read, change or enter. */
export function openToOthers(paths: readonly string[], bits = 0o077): readonly string[] {
  if (os.platform() === 'win32') return [];
  return paths.flatMap((one) => {
    try {
      const found = statSync(one);
      // Of a folder that nobody else may enter, the files inside are as closed as it is.
      if (found.isDirectory() && (found.mode & bits) !== 0) return [one, ...filesIn(one).filter((file) => (lstatSync(file).mode & bits) !== 0)];
      return (found.mode & bits) === 0 ? [] : [one];
    } catch {
      return [];
    }
  });
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => lstatSync(file).isFile());
