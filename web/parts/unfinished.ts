/**
 * Files that were on their way when a page was left: kept in the browser by name, size, day and a mark of their content, so
 * that the same file chosen again is carried on, and their field can say that they are missing. Deliberately absent: the
 * bytes, which the browser does not give back without being asked.
 */
import { forget, recall, remember, remembered } from '../app/memory.ts';

export type Unfinished = {
  readonly upload: string;
  readonly name: string;
  readonly size: number;
  /** Last changed, and a mark of its first and last bytes: a file that was changed is another. */
  readonly changed: number;
  readonly mark: number;
  /** The page and field that asked for it. */
  readonly place: string;
  /** 0 to 1, of what was here when it was last heard of. */
  readonly part: number;
  /** When it was last heard of, in milliseconds. */
  readonly at: number;
  /** A window says that it sends it. */
  readonly moving: boolean;
};

/** So long the service carries an upload on. */
const KEPT_MS = 24 * 3_600_000;
/** A window that says so and is not heard of for so long has died. */
const MOVING_MS = 30_000;
const MARKED_BYTES = 32_768;

const nameOf = (person: string, upload: string): string => `upload.${person}.${upload}`;
const isUnfinished = (value: unknown): value is Unfinished =>
  typeof value === 'object' &&
  value !== null &&
  ['upload', 'name', 'place'].every((key) => typeof Reflect.get(value, key) === 'string') &&
  ['size', 'changed', 'mark', 'part', 'at'].every((key) => typeof Reflect.get(value, key) === 'number');

export const keepUnfinished = (person: string, one: Unfinished): void => void remember(nameOf(person, one.upload), one);
export const dropUnfinished = (person: string, upload: string): void => forget(nameOf(person, upload));

/** All of this person's that can still be carried on. */
function allOf(person: string, now: number): readonly Unfinished[] {
  return remembered(`upload.${person}.`).flatMap((key) => {
    const one = recall(key);
    if (isUnfinished(one) && now - one.at < KEPT_MS) return [one];
    forget(key);
    return [];
  });
}

/** Those that this field asked for and nobody sends now. */
export const leftIn = (person: string, place: string, now: number): readonly Unfinished[] =>
  allOf(person, now).filter((one) => one.place === place && (!one.moving || now - one.at > MOVING_MS));

/** FNV-1a over the first and the last bytes; nothing is kept secret by it. */
export async function markOf(file: Blob): Promise<number> {
  const parts = [file.slice(0, MARKED_BYTES), file.slice(Math.max(0, file.size - MARKED_BYTES))];
  let mark = 2_166_136_261;
  for (const part of parts) for (const byte of new Uint8Array(await part.arrayBuffer())) mark = Math.imul(mark ^ byte, 16_777_619) >>> 0;
  return mark;
}

/** The one that this file is; undefined: it was not begun, or is another by now. */
export const begunOf = (person: string, file: Pick<File, 'name' | 'size' | 'lastModified'>, mark: number, now: number): Unfinished | undefined =>
  allOf(person, now).find((one) => one.name === file.name && one.size === file.size && one.changed === file.lastModified && one.mark === mark);
