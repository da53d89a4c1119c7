import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../domain/audit/as-of.ts';
import { signCheckpoint } from '../../proof/checkpoint.ts';
import { chainHash, GENESIS } from '../../proof/event-format.ts';
import { type ProofSource, proofSteps } from '../../proof/event-proof.ts';
import { leafOf, WholeTree } from '../../proof/merkle.ts';
import { newPrivateKey, signerOf } from '../../proof/note.ts';

const signer = signerOf('test.log', newPrivateKey());

/** A case of three events in a log of `size`, at the places from `at` on. */
function logOf(size: number, at: number): ProofSource {
  const hashes: string[] = [];
  const lines = [];
  let previous = GENESIS;
  for (let index = 0; index < size; index += 1) {
    const mine = index >= at && index < at + 3;
    const body = `{"n":${index}}`;
    const hash = chainHash(mine ? previous : GENESIS, body);
    if (mine) {
      lines.push({ index, prevHash: previous, hash, body });
      previous = hash;
    }
    hashes.push(hash);
  }
  const root = new WholeTree(hashes.map(leafOf)).root();
  const checkpoint = signCheckpoint(signer, { origin: 'test.log', size, root, at: '2026-11-26T01:00:00.000Z' });
  const keys = [signer.verifier];
  return {
    version: 2,
    lines,
    from: 1,
    logged: hashes[at + 1] ?? null,
    leaves: hashes,
    checkpoint,
    rotations: [],
    restarts: [],
    keys,
    outside: [checkpoint],
  };
}
const holdsOf = (source: ProofSource) => Object.fromEntries(atOnce(proofSteps(source)).checks.map(({ check, holds }) => [check, holds]));

describe('the proof of one event', () => {
  it('holds at every place of a log of any size, and gives the neighbours that the whole tree gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 70 }), fc.nat(), (size, some) => {
        const at = some % (size - 2);
        const source = logOf(size, at);
        const proof = atOnce(proofSteps(source));
        expect(proof.checks.every(({ holds }) => holds === 'HOLDS')).toBe(true);
        const tree = new WholeTree(source.leaves.map(leafOf));
        expect(proof.inclusion).toEqual(tree.inclusion(at + 1).map((hash) => hash.toString('base64')));
      }),
      { numRuns: 40 },
    );
  });

  it('names the step that does not hold: a changed text, a broken chain, another leaf, another key, another copy', () => {
    const source = logOf(9, 4);
    const changed = source.lines.map((line, nth) => (nth === 1 ? { ...line, body: '{"n":"forged"}' } : line));
    expect(holdsOf({ ...source, lines: changed })).toMatchObject({ EVENT: 'FAILS', CHAIN: 'FAILS', TREE: 'HOLDS' });
    const leaves = source.leaves.map((hash, nth) => (nth === 0 ? GENESIS : hash));
    expect(holdsOf({ ...source, leaves })).toMatchObject({ EVENT: 'HOLDS', TREE: 'FAILS', OUTSIDE: 'FAILS' });
    expect(holdsOf({ ...source, logged: GENESIS })).toMatchObject({ PLACE: 'FAILS' });
    const keys = [signerOf('test.log', newPrivateKey()).verifier];
    expect(holdsOf({ ...source, keys })).toMatchObject({ SIGNATURE: 'FAILS', OUTSIDE: 'FAILS', TREE: 'HOLDS' });
  });

  it('says what is still to come, and what cannot be told here', () => {
    const source = logOf(9, 4);
    expect(holdsOf({ ...source, checkpoint: null, leaves: [] })).toMatchObject({ TREE: 'WAITS', SIGNATURE: 'WAITS' });
    expect(holdsOf({ ...source, keys: [], outside: null })).toMatchObject({ SIGNATURE: 'UNKNOWN', OUTSIDE: 'UNKNOWN', TREE: 'HOLDS' });
  });
});
