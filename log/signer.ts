/**
 * Signs the log: looks whether what came in continues what was signed, makes a checkpoint, keeps it in three places.
 * What cannot be believed is not signed but told of (reliability T22): a gap, a fork, an older backup put back.
 */

import type { Database } from '../prisma/database.ts';
import { newestCheckpoint, storeCheckpoint, storeRotation, whileSigning } from '../prisma/log/checkpoints.ts';
import { leafHashes, logSize, oldestUnsigned, placedEvents } from '../prisma/log/log.ts';
import type { LogEntry } from '../prisma/record/entries.ts';
import { parseCheckpoint, signCheckpoint, signRotation } from '../proof/checkpoint.ts';
import { GENESIS, linkFault } from '../proof/event-format.ts';
import { GrowingTree, leafOf } from '../proof/merkle.ts';
import type { Alarm } from './alarms.ts';
import { LogKeys } from './keys.ts';
import type { KeptEvents } from './known-events.ts';

export type KeptLeaves = {
  /** How many there are by now. */
  count(): number;
  add(hashes: readonly string[]): void;
  /** In the order of the log. */
  read(): AsyncIterable<string>;
  /** Goes on after the first `kept`; what was there before stays beside it. */
  restart(kept: number): Promise<void>;
};

/** Where a checkpoint is kept outside the database: a file on another disk, a mailbox. */
export type Outside = {
  readonly name: string;
  keep(note: string): Promise<void>;
  /** Where also the hashes of all events are kept. */
  readonly leaves?: Pick<KeptLeaves, 'count' | 'add'>;
  /** Where it is kept which events those are. */
  readonly events?: Pick<KeptEvents, 'next' | 'add'>;
};

export type SignerOptions = {
  readonly database: Database;
  /** Where the keys lie; made when the log has no checkpoint yet. */
  readonly folder: string;
  /** The log's name, when the keys are made. Null: one is drawn. */
  readonly origin: string | null;
  readonly outside: readonly Outside[];
  /** `of`: which of several places outside it is about. */
  readonly onAlarm: (alarm: Alarm, of?: string) => void;
  /** A checkpoint was kept there. */
  readonly onKept?: (name: string) => void;
  readonly now?: () => string;
};

export class LogSigner {
  readonly #options: SignerOptions;
  /** Something that came in was wrong: nothing is signed until a person has looked and restarted the service. */
  #sick = false;
  /** Signed, and not yet kept everywhere outside. */
  readonly #owed = new Map<string, string>();

  constructor(options: SignerOptions) {
    this.#options = options;
  }

  /** Looks at events that are about to get a place. `before`: hash of the event before each stream's first one here. */
  look(taken: readonly LogEntry[]): void {
    const heads = new Map<string, string>();
    for (const event of taken) {
      const { stream, version } = event;
      const code = linkFault(heads.get(stream) ?? (version === 1 ? GENESIS : event.before), event);
      heads.set(stream, event.hash);
      if (code !== null) this.#alarm({ code, where: `${stream}@${version}` });
    }
  }

  #alarm(alarm: Alarm, of?: string): void {
    if (alarm.code !== 'OUTSIDE_FAILED') this.#sick = true;
    this.#options.onAlarm(alarm, of);
  }

  /** Signs what has come in since the last checkpoint; gives the new one, or null where there was nothing to sign. */
  async sign(): Promise<string | null> {
    if (this.#sick) return null;
    const { database } = this.#options;
    const note = await whileSigning(database, async () => {
      const keys = await this.#keysOf();
      if (keys === null) return null;
      // Signed by this folder and not in the database: a crash between, or a restored backup, which the size tells apart.
      const { signed } = keys;
      const size = await logSize(database);
      if (!(await this.#continues(keys, size))) return null;
      if (signed !== null && ((await newestCheckpoint(database))?.size ?? 0) < signed.size) {
        await storeCheckpoint(database, signed.note, keys.signer.verifier.id);
      }
      return size > (signed?.size ?? 0) ? this.#signUpTo(keys, size) : null;
    });
    if (note !== null) for (const { name } of this.#options.outside) this.#owed.set(name, note);
    await this.#keepOutside();
    return note;
  }

  async #keysOf(): Promise<LogKeys | null> {
    const { database, folder, origin } = this.#options;
    // Read anew each time: the key may have been changed by a command meanwhile.
    const keys = LogKeys.open(folder);
    if (keys !== null) return keys;
    const before = await newestCheckpoint(database);
    if (before !== null) {
      this.#alarm({ code: 'NO_KEY', where: `checkpoint ${before.size} was signed elsewhere, and ${folder} holds no key` });
      return null;
    }
    return LogKeys.create(folder, origin, this.#now());
  }

  async #continues({ signed }: LogKeys, size: number): Promise<boolean> {
    if (signed === null) return true;
    if (size < signed.size) {
      this.#alarm({ code: 'LOG_CUT', where: `${signed.size} events were signed, ${size} are there` });
      return false;
    }
    for await (const [last] of leafHashes(this.#options.database, signed.size - 1, signed.size)) {
      if (last === signed.lastHash) return true;
    }
    this.#alarm({ code: 'LOG_FORKED', where: `place ${signed.size - 1} of the log is not the event that was signed` });
    return false;
  }

  async #signUpTo(keys: LogKeys, size: number): Promise<string> {
    const { database } = this.#options;
    const { signed, signer, origin } = keys;
    const tree = GrowingTree.resume(
      signed?.size ?? 0,
      (signed?.peaks ?? []).map((peak) => Buffer.from(peak, 'base64')),
    );
    let lastHash = '';
    for await (const hashes of leafHashes(database, tree.size, size)) {
      for (const hash of hashes) tree.append(leafOf(hash));
      lastHash = hashes.at(-1) ?? lastHash;
    }
    const at = this.#now();
    const note = signCheckpoint(signer, { origin, size: tree.size, root: tree.root(), at });
    keys.keepSigned({ size: tree.size, peaks: tree.peaks.map((peak) => peak.toString('base64')), lastHash, note });
    await storeCheckpoint(database, note, signer.verifier.id);
    return note;
  }

  async #keepOutside(): Promise<void> {
    for (const outside of this.#options.outside) {
      const note = this.#owed.get(outside.name);
      if (note === undefined) continue;
      try {
        if (outside.leaves !== undefined) await this.#keepLeaves(outside.leaves, note);
        if (outside.events !== undefined) await this.#keepEvents(outside.events, note);
        await outside.keep(note);
        this.#owed.delete(outside.name);
        this.#options.onKept?.(outside.name);
      } catch (error) {
        this.#alarm({ code: 'OUTSIDE_FAILED', where: `${outside.name}: ${error instanceof Error ? error.message : String(error)}` }, outside.name);
      }
    }
  }

  /** Hashes first: a file that holds a checkpoint holds all that it covers. */
  async #keepLeaves({ count, add }: NonNullable<Outside['leaves']>, note: string): Promise<void> {
    for await (const hashes of leafHashes(this.#options.database, count(), parseCheckpoint(note)?.size ?? 0)) add(hashes);
  }

  async #keepEvents({ next, add }: NonNullable<Outside['events']>, note: string): Promise<void> {
    for await (const events of placedEvents(this.#options.database, next(), parseCheckpoint(note)?.size ?? 0)) add(events);
  }

  /** For how long the oldest event has been without a signature, in ms, wherever it waits; 0: none is. */
  async unsignedFor(): Promise<{ readonly ms: number; readonly where: string }> {
    const oldest = await oldestUnsigned(this.#options.database);
    return oldest === null ? { ms: 0, where: '' } : { ms: Math.max(1, Date.parse(this.#now()) - oldest.since.getTime()), where: oldest.where };
  }

  #now = (): string => this.#options.now?.() ?? new Date().toISOString();
}

/**
 * Changes the signing key: the old one says which one follows it, from the size that was signed last (reliability T23).
 * Old checkpoints stay provable by the old key. Gives the new public key. Error: nothing was signed yet.
 */
export async function rotateKey(database: Database, keys: LogKeys, now: string): Promise<string> {
  const { signed, signer: old, origin } = keys;
  if (signed === null) throw new Error('nothing was signed by the present key yet');
  const next = keys.addKey(now);
  await storeRotation(database, signed.size, now, signRotation(old, { origin, size: signed.size, next: next.verifier, at: now }));
  return next.verifier.text;
}
