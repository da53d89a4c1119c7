/**
 * After a backup was put back: the log is shorter than what was signed, and the signer rightly stops. A person can have
 * the key declare what is lost; then the log goes on after what is still there. Everybody sees the declaration in every
 * verification from then on. Deliberately absent: any way to declare it without the key, or for a record that was changed.
 */

import type { Database, Queryable } from '../prisma/database.ts';
import { newestCheckpoint, rotationNotes, storeRestart, storeRotation, whileSigning } from '../prisma/log/checkpoints.ts';
import { leafHashes, logSize } from '../prisma/log/log.ts';
import { parseRotation, signCheckpoint, signRestart, signRotation } from '../proof/checkpoint.ts';
import { GrowingTree, leafOf } from '../proof/merkle.ts';
import type { LogKeys } from './keys.ts';
import type { KeptLeaves } from './signer.ts';

export type RestartPlan = {
  /** So many events stand as they were signed or kept elsewhere. */
  readonly kept: number;
  /** So many were signed. */
  readonly lost: number;
};

/** Null: the log goes on from what was signed, nothing is lost. Error: the record is no older state of what was signed. */
export async function planRestart(db: Database, keys: LogKeys, leaves: KeptLeaves): Promise<RestartPlan | null> {
  const { signed } = keys;
  if (signed === null) return null;
  const size = await logSize(db);
  for await (const [last] of leafHashes(db, signed.size - 1, signed.size)) if (last === signed.lastHash) return null;
  const signedHere = (await newestCheckpoint(db))?.size ?? 0;
  const alike = await commonBeginning(db, size, leaves);
  if (signedHere === 0) throw new Error('the database holds no checkpoint of this log: it is another one, or older than the first signature');
  if (leaves.count() >= signedHere && alike < signedHere)
    throw new Error(`place ${alike} of the log is not the event that was kept elsewhere: the record was changed, which no restart mends`);
  return { kept: Math.min(Math.max(signedHere, alike), size, signed.size - 1), lost: signed.size };
}

/** How many hashes of the log are those that were kept elsewhere, from its beginning on. */
async function commonBeginning(db: Database, size: number, leaves: KeptLeaves): Promise<number> {
  const kept = leaves.read()[Symbol.asyncIterator]();
  let alike = 0;
  try {
    for await (const hashes of leafHashes(db, 0, size)) {
      for (const hash of hashes) {
        if ((await kept.next()).value !== hash) return alike;
        alike += 1;
      }
    }
    return alike;
  } finally {
    await kept.return?.();
  }
}

/** Signs the declaration and goes on after it. Gives the signed note. Error: another process signs just now; run it again. */
export async function restartLog(
  db: Database,
  keys: LogKeys,
  leaves: KeptLeaves,
  { kept, lost, reason, at }: RestartPlan & { readonly reason: string; readonly at: string },
): Promise<string> {
  const tree = new GrowingTree();
  let lastHash = '';
  for await (const hashes of leafHashes(db, 0, kept)) {
    for (const hash of hashes) tree.append(leafOf(hash));
    lastHash = hashes.at(-1) ?? lastHash;
  }
  const { origin, signer } = keys;
  const note = signRestart(signer, { origin, kept, lost, at, reason });
  const done = await whileSigning(db, async (tx) => {
    await storeRestart(tx, kept, at, note);
    await introduceKey(tx, keys, kept, at);
    await leaves.restart(kept);
    return note;
  });
  if (done === null) throw new Error('another process signs just now');
  // Last, so that a crash before leaves a signer that still refuses, and the command can be run again.
  keys.keepSigned({
    size: kept,
    peaks: tree.peaks.map((peak) => peak.toString('base64')),
    lastHash,
    note: signCheckpoint(signer, { origin, size: kept, root: tree.root(), at }),
  });
  return done;
}

/** A key that came after the backup is introduced again, by the last one that the backup knows. */
async function introduceKey(tx: Queryable, { origin, signers, signer }: LogKeys, size: number, at: string): Promise<void> {
  const known = new Set((await rotationNotes(tx)).map((note) => parseRotation(note)?.next.text));
  const before = signers.findLast((one, nth) => nth === 0 || known.has(one.verifier.text));
  if (before === undefined || before.verifier.text === signer.verifier.text) return;
  await storeRotation(tx, size, at, signRotation(before, { origin, size, next: signer.verifier, at }));
}
