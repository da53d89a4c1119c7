/**
 * The data folder is its owner's alone: links, digits and codes lie in it. What an earlier release left readable for
 * others is mended at each start. Deliberately absent: PostgreSQL's own folders, whose modes PostgreSQL keeps itself.
 */
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const OURS = ['log-keys'];

/**
 * Makes the folder where it is missing. `group`: of the user as whom PostgreSQL runs where root starts it; that group may
 * pass through, and list nothing.
 */
export function ownFolder(folder: string, group: number | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (group !== null) chownSync(folder, lstatSync(folder).uid, group);
  chmodSync(folder, group === null ? 0o700 : 0o710);
  for (const entry of readdirSync(folder)) mend(path.join(folder, entry));
}

/** Files, and the folders that are ours; whatever else somebody keeps beside them is let be. */
function mend(entry: string): void {
  const found = lstatSync(entry);
  if (found.isDirectory() && OURS.includes(path.basename(entry))) {
    chmodSync(entry, 0o700);
    for (const inside of readdirSync(entry)) mend(path.join(entry, inside));
  }
  if (found.isFile() && (found.mode & 0o077) !== 0) chmodSync(entry, 0o600);
}

/** What is made meanwhile, by this process or a child that it spawns, is its owner's alone. */
export function privately<T>(work: () => T): T {
  const before = process.umask(0o077);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}
