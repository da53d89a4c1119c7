/**
 * The Merkle tree over all events (RFC 6962 section 2.1, SHA-256): root, inclusion and consistency, made and checked.
 * A leaf is the 32 bytes of an event's chain hash (event-format.ts), which commits to its body and to all of its stream
 * before it. Deliberately absent: where leaves are kept, and who signs a root (checkpoint.ts).
 */
import { hash as digest } from 'node:crypto';

const sha256 = (bytes: Buffer): Buffer => digest('sha256', bytes, 'buffer');
/** The byte that keeps leaves and nodes apart stands before their data; both fit into one buffer that is used again. */
const leafBytes = Buffer.alloc(33, 0);
const nodeBytes = Buffer.alloc(65, 1);

export const EMPTY_ROOT = sha256(Buffer.alloc(0));
/** `data`: the 32 bytes of an event's hash. Error: RangeError where they are not. */
export function leafHash(data: Uint8Array): Buffer {
  if (data.length !== 32) throw new RangeError(`a leaf has 32 bytes, not ${data.length}`);
  leafBytes.set(data, 1);
  return sha256(leafBytes);
}
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  nodeBytes.set(left, 1);
  nodeBytes.set(right, 33);
  return sha256(nodeBytes);
}

/** The leaf of an event by its chain hash in hex. */
export const leafOf = (chainHash: string): Buffer => leafHash(Buffer.from(chainHash, 'hex'));

/**
 * A tree that only grows, kept as the roots of its complete subtrees, largest first: at most one hash for each bit of its
 * size. Enough to give the root at every size it passes through.
 */
export class GrowingTree {
  #size = 0;
  readonly #peaks: Buffer[] = [];

  /** Goes on from a size and its peaks as `peaks` gave them. Error: RangeError where they do not fit together. */
  static resume(size: number, peaks: readonly Buffer[]): GrowingTree {
    const ones = size.toString(2).replaceAll('0', '').length;
    if (!Number.isSafeInteger(size) || size < 0 || (size === 0 ? peaks.length !== 0 : peaks.length !== ones)) {
      throw new RangeError(`a tree of ${size} has ${ones} peaks, not ${peaks.length}`);
    }
    const tree = new GrowingTree();
    tree.#size = size;
    tree.#peaks.push(...peaks);
    return tree;
  }

  get size(): number {
    return this.#size;
  }
  get peaks(): readonly Buffer[] {
    return [...this.#peaks];
  }

  /** `leaf`: a leaf hash (`leafOf`). */
  append(leaf: Buffer): void {
    let node = leaf;
    // As many subtrees become complete as the old size ends with ones in binary.
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) node = nodeHash(this.#peaks.pop() ?? EMPTY_ROOT, node);
    this.#peaks.push(node);
    this.#size += 1;
  }

  root(): Buffer {
    const [last, ...rest] = [...this.#peaks].reverse();
    if (last === undefined) return EMPTY_ROOT;
    return rest.reduce((right, left) => nodeHash(left, right), last);
  }
}

/** Nodes between two steps. */
const AT_ONCE = 500;

function* rowsOf(leaves: readonly Buffer[]): Generator<undefined, readonly Buffer[]> {
  const rows: Buffer[] = [];
  let row = Buffer.concat(leaves as Buffer[]); // only read
  while (row.length > 0) {
    rows.push(row);
    const pairs = Math.floor(row.length / 64);
    const above = Buffer.allocUnsafe(pairs * 32);
    for (let index = 0; index < pairs; index += 1) {
      nodeHash(row.subarray(index * 64, index * 64 + 32), row.subarray(index * 64 + 32, index * 64 + 64)).copy(above, index * 32);
      if (index % AT_ONCE === AT_ONCE - 1) yield;
    }
    row = above;
  }
  return rows;
}

function atOnce<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** A whole tree in memory, for making proofs: 64 bytes a leaf. */
export class WholeTree {
  /** Row by row from the leaves up; a node of row k stands for 2^k leaves. Only complete subtrees. */
  readonly #rows: readonly Buffer[];
  readonly size: number;

  constructor(leaves: readonly Buffer[], rows = atOnce(rowsOf(leaves))) {
    this.size = leaves.length;
    this.#rows = rows;
  }

  /** The same tree, made in steps: whoever takes them in slices holds nobody up. */
  static *steps(leaves: readonly Buffer[]): Generator<undefined, WholeTree> {
    return new WholeTree(leaves, yield* rowsOf(leaves));
  }

  /** Root of the first `size` leaves. */
  root(size = this.size): Buffer {
    return size === 0 ? EMPTY_ROOT : this.#range(0, size);
  }

  /** PATH(index, D[size]) of RFC 6962 2.1.1, from the leaf up. Error: RangeError. */
  inclusion(index: number, size = this.size): readonly Buffer[] {
    if (index < 0 || index >= size || size > this.size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
    const path = (m: number, from: number, to: number): Buffer[] => {
      if (to - from === 1) return [];
      const middle = from + splitOf(to - from);
      return m < middle ? [...path(m, from, middle), this.#range(middle, to)] : [...path(m, middle, to), this.#range(from, middle)];
    };
    return path(index, 0, size);
  }

  /** PROOF(older, D[newer]) of RFC 6962 2.1.2. Empty where they are the same size, or the older one is empty. */
  consistency(older: number, newer = this.size): readonly Buffer[] {
    if (older < 0 || older > newer || newer > this.size) throw new RangeError(`no trees of ${older} and ${newer}`);
    if (older === 0 || older === newer) return [];
    const proof = (m: number, from: number, to: number, whole: boolean): Buffer[] => {
      if (m === to) return whole ? [] : [this.#range(from, to)];
      const middle = from + splitOf(to - from);
      return m <= middle ? [...proof(m, from, middle, whole), this.#range(middle, to)] : [...proof(m, middle, to, false), this.#range(from, middle)];
    };
    return proof(older, 0, newer, true);
  }

  /** Hash of the leaves [from, to), where a tree of this shape has such a node. */
  #range(from: number, to: number): Buffer {
    const count = to - from;
    const height = Math.log2(count);
    if (Number.isInteger(height)) {
      const row = this.#rows[height];
      const at = (from / count) * 32;
      if (row !== undefined && Number.isInteger(from / count) && at + 32 <= row.length) return row.subarray(at, at + 32);
    }
    const middle = from + splitOf(count);
    return nodeHash(this.#range(from, middle), this.#range(middle, to));
  }
}

/** The largest power of two below n. */
const splitOf = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** The root that a leaf and its inclusion proof lead to; null where the proof has the wrong length (RFC 9162 2.1.3.2). */
export function rootOfInclusion(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | null {
  if (!(index >= 0 && index < size)) return null;
  let [fn, sn] = [index, size - 1];
  let hash = leaf;
  for (const part of proof) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(part, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else hash = nodeHash(hash, part);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? hash : null;
}

/** Whether a consistency proof shows that the newer tree begins with the older one (RFC 9162 2.1.4.2). */
export function isConsistent(older: { size: number; root: Buffer }, newer: { size: number; root: Buffer }, proof: readonly Buffer[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0;
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof];
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (fn % 2 === 1) [fn, sn] = [(fn - 1) / 2, Math.floor(sn / 2)];
  const first = path.shift();
  if (first === undefined) return false;
  let [fr, sr] = [first, first];
  for (const part of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(part, fr), nodeHash(part, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else sr = nodeHash(sr, part);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && fr.equals(older.root) && sr.equals(newer.root);
}
