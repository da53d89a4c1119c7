/**
 * A small picture of a document's first page, for the page behind a link. What comes from outside is read in a process of
 * its own, which is ended when it takes too long or too much memory: no document can hold up the service. Each is drawn
 * once, and what came of it is kept, also that there is none. Deliberately absent: who may see it.
 */
import { fileURLToPath } from 'node:url';
import type { DocumentFile } from '../domain/views.ts';
import { type Ended, runBounded } from './bounded-process.ts';
import { createTurns } from './fair-turns.ts';

/** `bytes` null: there is no picture of it. */
export type KeptPreview = { readonly bytes: Uint8Array | null };
export type Preview = { readonly mediaType: string; readonly bytes: Uint8Array };
export type PreviewStore = {
  /** Null: not drawn yet, or it may be tried again (LIMIT, a day later, three times in all). */
  find(sha256: string): Promise<KeptPreview | null>;
  keep(sha256: string, made: { readonly result: Ended['kind']; readonly bytes: Uint8Array | null }): Promise<void>;
};

const MEDIA_TYPE = 'image/jpeg';
/** Of one drawing; a scan of 20 MB takes about 300. */
const BOUNDS = { timeMs: 8_000, memoryMb: 512, bytes: 4_000_000 };
/** Processes at a time; others wait, each person's behind everybody else's. */
const AT_ONCE = 2;
/** Whoever looks at a page does not wait longer for a picture; it is drawn meanwhile and there at the next look. */
const WAIT_MS = 10_000;
const PROGRAM = fileURLToPath(new URL('./draw.mjs', import.meta.url));

/** Each kind that is taken (intake/document-file.ts). */
const hasPicture = (mediaType: string): boolean => mediaType.startsWith('application/') || mediaType.startsWith('image/');

export function createPreviews(store: PreviewStore) {
  const turns = createTurns({ atOnce: AT_ONCE });
  const drawing = new Map<string, Promise<Preview | null>>();

  const draw = async ({ mediaType, bytes }: DocumentFile, sha256: string): Promise<Preview | null> => {
    const ended = await runBounded(PROGRAM, [mediaType], bytes, BOUNDS);
    const picture = ended.kind === 'DONE' && ended.output.length > 0 ? Uint8Array.from(ended.output) : null;
    await store.keep(sha256, { result: ended.kind, bytes: picture });
    return picture === null ? null : { mediaType: MEDIA_TYPE, bytes: picture };
  };

  return {
    /** Null: of this kind there is no picture, this file cannot be read, or its turn has not come yet. */
    async preview(file: DocumentFile, sha256: string, who: string): Promise<Preview | null> {
      if (!hasPicture(file.mediaType)) return null;
      const kept = await store.find(sha256);
      if (kept !== null) return kept.bytes === null ? null : { mediaType: MEDIA_TYPE, bytes: kept.bytes };
      const known = drawing.get(sha256);
      if (known !== undefined) return known;
      const made = turns.take(who, () => draw(file, sha256), WAIT_MS).finally(() => drawing.delete(sha256));
      drawing.set(sha256, made);
      return made;
    },
  };
}
