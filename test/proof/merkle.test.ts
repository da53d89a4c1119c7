import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, GrowingTree, isConsistent, leafOf, rootOfInclusion, WholeTree } from '../../proof/merkle.ts';

const hashOf = (n: number): string => createHash('sha256').update(String(n)).digest('hex');
const leaves = (size: number): Buffer[] => Array.from({ length: size }, (_, n) => leafOf(hashOf(n)));
const grown = (size: number): GrowingTree => {
  const tree = new GrowingTree();
  for (const leaf of leaves(size)) tree.append(leaf);
  return tree;
};

describe('the tree over all events', () => {
  it('has the root of RFC 6962 for no leaf and for one', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(grown(1).root()).toEqual(leafOf(hashOf(0)));
  });

  it('grows to the same root as when it is made at once, at every size', () => {
    const whole = new WholeTree(leaves(70));
    for (let size = 0; size <= 70; size += 1) expect(grown(size).root()).toEqual(whole.root(size));
  });

  it('goes on from its peaks as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (before, more) => {
        const first = grown(before);
        const tree = GrowingTree.resume(first.size, first.peaks);
        for (const leaf of leaves(before + more).slice(before)) tree.append(leaf);
        expect(tree.root()).toEqual(grown(before + more).root());
      }),
    );
  });

  it('refuses peaks that do not fit its size', () => {
    expect(() => GrowingTree.resume(3, [EMPTY_ROOT])).toThrow(RangeError);
  });
});

describe('proofs', () => {
  it('prove each leaf in each tree, and no other leaf or place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(), (size, pick) => {
        const tree = new WholeTree(leaves(size));
        const index = pick % size;
        const proof = tree.inclusion(index);
        expect(rootOfInclusion(leafOf(hashOf(index)), index, size, proof)).toEqual(tree.root());
        expect(rootOfInclusion(leafOf(hashOf(index + 1_000)), index, size, proof)).not.toEqual(tree.root());
        if (size > 1) expect(rootOfInclusion(leafOf(hashOf(index)), (index + 1) % size, size, proof)).not.toEqual(tree.root());
        expect(rootOfInclusion(leafOf(hashOf(index)), index, size, [...proof, EMPTY_ROOT])).toBeNull();
      }),
    );
  });

  it('show that a later tree begins with an earlier one, and fail for any other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 0, max: 64 }), (older, more) => {
        const tree = new WholeTree(leaves(older + more));
        const [before, after] = [
          { size: older, root: tree.root(older) },
          { size: older + more, root: tree.root() },
        ];
        const proof = tree.consistency(older);
        expect(isConsistent(before, after, proof)).toBe(true);
        const other = new WholeTree([leafOf(hashOf(999)), ...leaves(older).slice(1)]);
        expect(isConsistent({ size: older, root: other.root() }, after, proof)).toBe(false);
      }),
    );
  });

  it('are logarithmic: at a million events an inclusion proof has at most 20 hashes', () => {
    expect(new WholeTree(leaves(1_025)).inclusion(0)).toHaveLength(11);
  });
});
