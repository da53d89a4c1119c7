/**
 * A small picture of a document's first page, for the page behind a link. What comes from outside is read in a worker
 * thread of its own, which is ended when it takes too long or too much: no document can hold up the service.
 */
import { Worker } from 'node:worker_threads';
import type { DocumentFile } from '../domain/views.ts';

export type Preview = { readonly mediaType: string; readonly bytes: Uint8Array };

const TIME_MS = 8_000;
const MEMORY_MB = 256;
const KEPT = 50;
/** Threads at a time; others wait. */
const AT_ONCE = 2;

export function createPreviews() {
  const kept = new Map<string, Promise<Preview | null>>();
  let running = 0;
  const waiting: (() => void)[] = [];
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
  return {
    /** Null: of this kind there is no picture, or this file cannot be read. */
    async preview({ mediaType, bytes }: DocumentFile, key: string): Promise<Preview | null> {
      if (mediaType !== 'application/pdf' && !mediaType.startsWith('image/')) return null;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = inTurn(() => drawn(mediaType, bytes));
      kept.set(key, made);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
      return made;
    },
  };
}

function drawn(mediaType: string, bytes: Uint8Array): Promise<Preview | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./draw.mjs', import.meta.url), {
      workerData: { mediaType, bytes: Uint8Array.from(bytes) },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // Nothing of the service's settings is in there.
      env: {},
      stdout: true,
      stderr: true,
    });
    const late = setTimeout(() => end(null), TIME_MS);
    const end = (picture: Preview | null): void => {
      clearTimeout(late);
      void worker.terminate();
      resolve(picture);
    };
    worker.once('message', (picture: Uint8Array | null) => end(picture === null ? null : { mediaType: 'image/jpeg', bytes: picture }));
    worker.once('error', () => end(null));
    worker.once('exit', () => end(null));
  });
}
