/** Documents in a folder, `ab/cd/SHA256`: each written under another name, forced to the disk and renamed, so that half of one is never there. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ByteStore, StoreFault } from '../domain/document-store.ts';

/** Persons' data: its owner's alone. */
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];
/** What the disk says, as an operator is told of it; its own message would name a path. */
function toFault(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    throw new StoreFault('DISK_FULL', `the disk of TUOJIAN_FILES_DIR is full (${code}): make room`, { cause: error });
  throw new StoreFault('DISK', `TUOJIAN_FILES_DIR cannot be read or written (${code}): it must be a folder of the service's own`, { cause: error });
}
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

export function diskStore(folder: string): ByteStore {
  const placeOf = (sha256: string): string => path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    place: 'disk',
    async put(sha256, bytes) {
      const place = placeOf(sha256);
      if (await isThere(place)) return;
      const within = path.dirname(place);
      await mkdir(within, { recursive: true, mode: FOLDER_MODE }).catch(toFault);
      const half = `${place}.${randomUUID()}`;
      try {
        const file = await open(half, 'wx', FILE_MODE);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(half, place);
      } catch (error) {
        await rm(half, { force: true });
        toFault(error);
      }
      // The names too: of the file, and of folders that may be new.
      for (const one of [within, path.dirname(within), folder]) await toDisk(one);
    },
    get: (sha256) =>
      readFile(placeOf(sha256)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        return toFault(error);
      }),
    async check() {
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
        .then(() => access(folder, constants.R_OK | constants.W_OK))
        .catch(toFault);
    },
  };
}

const isThere = (place: string): Promise<boolean> =>
  access(place).then(
    () => true,
    () => false,
  );

/** Windows has no such thing for folders. */
async function toDisk(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
