/** What the settings say of the log, as the clerk takes it: where it signs, and where it keeps checkpoints outside. */
import { closeSync, createReadStream, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { LogSettings } from '../config/settings.ts';
import type { CheckpointPost } from '../notices/checkpoint-mail.ts';
import { splitNotes } from '../proof/checkpoint.ts';
import { appendDurably } from './keys.ts';
import { eventsBeside } from './known-events.ts';
import type { KeptLeaves, Outside, SignerOptions } from './signer.ts';

export function outsideOf(log: LogSettings, post: CheckpointPost | null): readonly Outside[] {
  const file: Outside = {
    name: log.file,
    keep: async (note) => appendDurably(log.file, note),
    leaves: leavesBeside(log.file),
    events: eventsBeside(log.file),
  };
  if (log.mail === null || post === null) return [file];
  const everyMs = log.mail.everyMinutes * 60_000;
  let sentAt = 0;
  const mailbox: Outside = {
    name: log.mail.address,
    async keep(note) {
      if (Date.now() - sentAt < everyMs) return;
      await post.checkpoint(note);
      sentAt = Date.now();
    },
  };
  return [file, mailbox];
}

/** Of a file of checkpoints, which only grows, so much is looked at from its end. */
const TAIL_BYTES = 65_536;

/** The newest notes of a file kept outside, the newest last; null: there is no such file here. */
export function newestKept(file: string): readonly string[] | null {
  if (!existsSync(file)) return null;
  const { size } = statSync(file);
  const start = Math.max(0, size - TAIL_BYTES);
  const bytes = Buffer.alloc(size - start);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, bytes, 0, bytes.length, start);
  } finally {
    closeSync(handle);
  }
  // The first of them may be cut off; it is then no note, and is left out by whoever reads it.
  return splitNotes(bytes.toString('utf8'));
}

/** `leaves.txt` beside the file of checkpoints: one hash a line, so that its length says how many there are. */
export function leavesBeside(file: string): KeptLeaves {
  const name = path.join(path.dirname(file), 'leaves.txt');
  const LINE = 65;
  const AT_ONCE = 10_000;
  const count = (): number => (existsSync(name) ? Math.floor(statSync(name).size / LINE) : 0);
  const add = (hashes: readonly string[]): void => appendDurably(name, hashes.map((hash) => `${hash}\n`).join(''));
  async function* linesOf(of: string): AsyncGenerator<string> {
    if (existsSync(of)) yield* createInterface({ input: createReadStream(of), crlfDelay: Number.POSITIVE_INFINITY });
  }
  return {
    count,
    add,
    read: () => linesOf(name),
    async restart(kept) {
      await eventsBeside(file).restart(kept);
      if (count() <= kept) return;
      const before = path.join(path.dirname(file), `leaves-until-${count()}.txt`);
      renameSync(name, before);
      let [some, left]: [string[], number] = [[], kept];
      for await (const hash of linesOf(before)) {
        if (left === 0) break;
        left -= 1;
        if (some.push(hash) === AT_ONCE) add(some.splice(0));
      }
      add(some);
    },
  };
}

export const signerSettings = (log: LogSettings): Pick<SignerOptions, 'folder' | 'origin'> => ({ folder: log.keys, origin: log.name });
