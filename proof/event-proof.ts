/**
 * The proof of one event, made and checked step by step as a person can follow it: the event's own hash, its case's chain,
 * its place in the tree over all events, the signature on the tree's root, the copy outside. Needs the case's events, the
 * tree's leaves and notes alone. Deliberately absent: the whole record (verify.ts), SQL, and words for people.
 */
import { believedRestarts, isSigned, parseCheckpoint, type ReadCheckpoint, trustedKeys } from './checkpoint.ts';
import { chainHash, GENESIS, linkFault } from './event-format.ts';
import { GrowingTree, leafOf, rootOfInclusion } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import type { RecordLine } from './verify.ts';

export const PROOF_CHECKS = ['EVENT', 'CHAIN', 'PLACE', 'TREE', 'SIGNATURE', 'OUTSIDE'] as const;
export type ProofCheck = (typeof PROOF_CHECKS)[number];
/** WAITS: not yet placed or signed. UNKNOWN: what it takes is not here; whoever holds it can check it. */
export type Holds = 'HOLDS' | 'FAILS' | 'WAITS' | 'UNKNOWN';

export type EventProof = {
  readonly checks: readonly { readonly check: ProofCheck; readonly holds: Holds }[];
  /** The events of its case that were followed, both ends included. */
  readonly chain: { readonly from: number; readonly to: number };
  readonly index: number | null;
  /** Of the leaf, base64; null: it has no place yet. */
  readonly leaf: string | null;
  /** From the leaf up, base64. */
  readonly inclusion: readonly string[];
  readonly checkpoint: { readonly note: string; readonly origin: string; readonly size: number; readonly root: string; readonly at: string } | null;
  /** The newest kept outside that covers it. */
  readonly outside: { readonly note: string; readonly size: number; readonly at: string } | null;
};

/** With the bytes that were hashed. */
export type ProvedEvent = EventProof & { readonly prevHash: string; readonly hash: string; readonly body: string };

export type ProofSource = {
  readonly version: number;
  /** Events of its case in a row, this one among them. */
  readonly lines: readonly RecordLine[];
  /** The version of the first of them. */
  readonly from: number;
  /** Chain hash that the log holds at its place; null: it has none. */
  readonly logged: string | null;
  /** Chain hashes of the log from the first on, so many as the newest checkpoint covers. */
  readonly leaves: readonly string[];
  /** Newest signed note; null: nothing is signed. */
  readonly checkpoint: string | null;
  readonly rotations: readonly string[];
  readonly restarts: readonly string[];
  /** Public keys of the log that the reader knows; none: signatures cannot be judged here. */
  readonly keys: readonly VerifierKey[];
  /** Notes kept outside, the newest last; null: they are not here. */
  readonly outside: readonly string[] | null;
};

type Range = { readonly from: number; readonly to: number };

/** The leaves below each node of PATH(index, D[size]), from the leaf up (RFC 6962 2.1.1). */
function rangesOf(index: number, size: number): readonly Range[] {
  const path = (from: number, to: number): Range[] => {
    if (to - from <= 1) return [];
    const middle = from + 2 ** (Math.ceil(Math.log2(to - from)) - 1);
    return index < middle ? [...path(from, middle), { from: middle, to }] : [...path(middle, to), { from, to: middle }];
  };
  return path(0, size);
}

/** A page of leaves between two steps: whoever takes them in slices holds nobody up. */
const AT_ONCE = 500;

/** Roots of ranges of leaves, all in one pass. */
function* rootsOf(leaves: readonly string[], ranges: readonly Range[]): Generator<undefined, readonly Buffer[]> {
  const trees = ranges.map(() => new GrowingTree());
  for (const [index, hash] of leaves.entries()) {
    const leaf = leafOf(hash);
    for (const [nth, { from, to }] of ranges.entries()) if (index >= from && index < to) trees[nth]?.append(leaf);
    if (index % AT_ONCE === 0) yield;
  }
  return trees.map((tree) => tree.root());
}

const read = (note: string | null): ReadCheckpoint | null => (note === null ? null : parseCheckpoint(note));

/** Step by step; a wrong record gives FAILS, never an error. */
export function* proofSteps(source: ProofSource): Generator<undefined, EventProof> {
  const { version, lines, from, logged, leaves, rotations, keys } = source;
  const line = lines[version - from];
  const index = line?.index ?? null;
  const signed = read(source.checkpoint);
  const covers = signed !== null && index !== null && index < signed.size && leaves.length >= signed.size ? signed : null;
  const outside = source.outside?.map(read).filter((one) => one !== null && index !== null && one.size > index) ?? [];
  const kept = outside.findLast((one) => one !== null && one.size <= leaves.length) ?? null;
  const ranges = index === null || covers === null ? [] : rangesOf(index, covers.size);
  const roots = yield* rootsOf(leaves, [...ranges, ...(kept === null ? [] : [{ from: 0, to: kept.size }])]);
  const inclusion = roots.slice(0, ranges.length);
  const leaf = line === undefined || index === null ? null : leafOf(line.hash);
  const reached = leaf === null || index === null || covers === null ? null : rootOfInclusion(leaf, index, covers.size, inclusion);
  const trusted = trustedKeys(keys, rotations, signed?.origin ?? null).keys;
  const signs = (checkpoint: ReadCheckpoint): Holds => (keys.length === 0 ? 'UNKNOWN' : isSigned(checkpoint, trusted) ? 'HOLDS' : 'FAILS');
  const holds: Readonly<Record<ProofCheck, Holds>> = {
    EVENT: line !== undefined && chainHash(line.prevHash, line.body) === line.hash ? 'HOLDS' : 'FAILS',
    CHAIN: chainHolds(lines, from) ? 'HOLDS' : 'FAILS',
    PLACE: index === null ? 'WAITS' : logged === line?.hash ? 'HOLDS' : 'FAILS',
    TREE: covers === null ? 'WAITS' : reached?.equals(covers.root) === true ? 'HOLDS' : 'FAILS',
    SIGNATURE: covers === null ? 'WAITS' : signs(covers),
    OUTSIDE: outsideHolds(source, kept, roots.at(-1) ?? null, signs, covers !== null),
  };
  return {
    checks: PROOF_CHECKS.map((check) => ({ check, holds: holds[check] })),
    chain: { from, to: from + lines.length - 1 },
    index,
    leaf: leaf?.toString('base64') ?? null,
    inclusion: inclusion.map((hash) => hash.toString('base64')),
    checkpoint: covers === null ? null : shown(covers),
    outside: kept === null ? null : { note: kept.raw, size: kept.size, at: kept.at },
  };
}

const shown = ({ raw, origin, size, root, at }: ReadCheckpoint) => ({ note: raw, origin, size, root: root.toString('base64'), at });

/** A long case is followed from the hash that stands before the first of these. */
function chainHolds(lines: readonly RecordLine[], from: number): boolean {
  let previous = from === 1 ? GENESIS : (lines[0]?.prevHash ?? GENESIS);
  for (const line of lines) {
    if (linkFault(previous, line) !== null) return false;
    previous = line.hash;
  }
  return lines.length > 0;
}

function outsideHolds(
  { outside, keys, rotations, restarts }: ProofSource,
  kept: ReadCheckpoint | null,
  root: Buffer | null,
  signs: (checkpoint: ReadCheckpoint) => Holds,
  covered: boolean,
): Holds {
  if (outside === null) return 'UNKNOWN';
  if (kept === null || root === null) return covered ? 'UNKNOWN' : 'WAITS';
  if (signs(kept) !== 'HOLDS') return signs(kept);
  const believed = believedRestarts(restarts, trustedKeys(keys, rotations, kept.origin).keys, kept.origin).restarts;
  const lost = believed.some((restart) => kept.size > restart.kept && kept.at < restart.at);
  return root.equals(kept.root) || lost ? (lost ? 'UNKNOWN' : 'HOLDS') : 'FAILS';
}
