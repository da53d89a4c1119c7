import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  believedRestarts,
  isLost,
  isSigned,
  parseCheckpoint,
  signCheckpoint,
  signRestart,
  signRotation,
  splitNotes,
  trustedKeys,
} from '../../proof/checkpoint.ts';
import { chainHash, GENESIS, sha256 } from '../../proof/event-format.ts';
import { EMPTY_ROOT, leafHash, leafOf, WholeTree } from '../../proof/merkle.ts';
import { newPrivateKey, parseNote, parseVerifierKey, signerOf, signersOf } from '../../proof/note.ts';

const origin = 'tuojian/test';
const [old, next, foreign] = [newPrivateKey(), newPrivateKey(), newPrivateKey()].map((pem) => signerOf(origin, pem));
if (old === undefined || next === undefined || foreign === undefined) throw new Error('no keys');
const checkpoint = (signer: typeof old, size: number, at = '2026-11-26T01:00:00.000Z') =>
  signCheckpoint(signer, { origin, size, root: EMPTY_ROOT, at });
const rotation = (size: number) => signRotation(old, { origin, size, next: next.verifier, at: '2026-11-26T02:00:00.000Z' });
const read = (note: string) => {
  const parsed = parseCheckpoint(note);
  if (parsed === null) throw new Error('no checkpoint');
  return parsed;
};

describe('a checkpoint', () => {
  it('reads back as it was signed', () => {
    expect(read(checkpoint(old, 12))).toMatchObject({ origin, size: 12, root: EMPTY_ROOT, at: '2026-11-26T01:00:00.000Z' });
  });

  it('is worth nothing once a byte of it is another', () => {
    const note = checkpoint(old, 12);
    for (const changed of [note.replace('\n12\n', '\n13\n'), note.replace('01:00', '01:01'), note.replace('47DEQ', '47DEr')]) {
      const parsed = parseNote(changed);
      expect(parsed === null ? [] : signersOf(parsed, [old.verifier])).toEqual([]);
    }
  });

  it('is told apart from the next one in a file that holds many', () => {
    const notes = [checkpoint(old, 1), checkpoint(old, 2), checkpoint(old, 3)];
    expect(splitNotes(notes.join(''))).toEqual(notes);
  });

  it('that was cut off in writing is no checkpoint', () => {
    expect(
      splitNotes(checkpoint(old, 1) + checkpoint(old, 2).slice(0, 60))
        .map(parseCheckpoint)
        .map((c) => c !== null),
    ).toEqual([true, false]);
  });
});

describe('a loss that was declared when a backup was put back', () => {
  const loss = { origin, kept: 10, lost: 20, at: '2026-11-26T03:00:00.000Z', reason: '磁盘损坏，恢复昨日备份' };
  const { keys } = trustedKeys([old.verifier], [], origin);

  it('leaves out checkpoints of what was lost that were signed before, and no other', () => {
    const { restarts, faults } = believedRestarts([signRestart(old, loss)], keys, origin);
    expect({ restarts, faults }).toMatchObject({ restarts: [loss], faults: [] });
    expect(isLost({ size: 20, at: '2026-11-26T02:00:00.000Z' }, restarts)).toBe(true);
    expect(isLost({ size: 11, at: '2026-11-26T02:00:00.000Z' }, restarts)).toBe(true);
    expect(isLost({ size: 10, at: '2026-11-26T02:00:00.000Z' }, restarts)).toBe(false);
    expect(isLost({ size: 21, at: '2026-11-26T02:00:00.000Z' }, restarts)).toBe(false);
    expect(isLost({ size: 15, at: '2026-11-26T03:00:00.000Z' }, restarts)).toBe(false);
  });

  it('is a fault where a stranger signed it, where it loses nothing, and where it is about another log', () => {
    for (const note of [
      signRestart(foreign, loss),
      signRestart(old, { ...loss, lost: 10 }),
      signRestart(old, { ...loss, origin: 'tuojian/other' }),
      signRestart(old, loss).replace('昨日', '今日'),
    ]) {
      expect(believedRestarts([note], keys, origin)).toMatchObject({ restarts: [], faults: [expect.stringContaining('restart 1')] });
    }
  });
});

describe('keys that follow each other', () => {
  it('are believed where the one before says so: the old one up to the change, the new one from it on', () => {
    const { keys, faults } = trustedKeys([old.verifier], [rotation(10)], origin);
    expect(faults).toEqual([]);
    expect(isSigned(read(checkpoint(old, 10)), keys)).toBe(true);
    expect(isSigned(read(checkpoint(old, 11)), keys)).toBe(false);
    expect(isSigned(read(checkpoint(next, 11)), keys)).toBe(true);
    expect(isSigned(read(checkpoint(next, 9)), keys)).toBe(false);
    expect(isSigned(read(checkpoint(foreign, 11)), keys)).toBe(false);
  });

  it('are not believed on the word of a stranger', () => {
    const forged = foreign.sign(parseNote(rotation(0))?.text.replace(next.verifier.text, foreign.verifier.text) ?? '');
    const { keys, faults } = trustedKeys([old.verifier], [forged], origin);
    expect(faults).toHaveLength(1);
    expect(isSigned(read(checkpoint(foreign, 5)), keys)).toBe(false);
  });

  it('a reader who knows the newest key alone needs nobody to vouch for it', () => {
    const { keys, faults } = trustedKeys([next.verifier], [rotation(10)], origin);
    expect(faults).toEqual([]);
    expect(isSigned(read(checkpoint(next, 11)), keys)).toBe(true);
  });

  it('a public key reads back, and one whose id does not fit is none', () => {
    expect(parseVerifierKey(old.verifier.text)?.text).toBe(old.verifier.text);
    expect(parseVerifierKey(old.verifier.text.replace(old.verifier.id, '00000000'))).toBeNull();
  });
});

describe('the page that others write verifiers from', () => {
  const page = readFileSync(new URL('../../docs/audit-bundle.md', import.meta.url), 'utf8');
  const tree = new WholeTree(['a', 'b', 'c'].map((text) => leafOf(sha256(text))));

  it('has the vectors that our code gives', () => {
    expect(page).toContain(leafHash(Buffer.from(Array.from({ length: 32 }, (_, n) => n))).toString('hex'));
    expect(page).toContain(tree.root().toString('hex'));
    expect(page).toContain(
      tree
        .inclusion(1)
        .map((h) => h.toString('base64'))
        .join(' '),
    );
    expect(page).toContain(
      tree
        .consistency(2)
        .map((h) => h.toString('base64'))
        .join(' '),
    );
    expect(page).toContain(chainHash(GENESIS, '{"a":1}'));
  });

  it('has a key and a checkpoint that it signed', () => {
    const [key, note] = [...page.matchAll(/```\n(tuojian\/example[^`]+)```/g)].map(([, text]) => text ?? '');
    const verifier = parseVerifierKey(key ?? '');
    const parsed = parseNote(note ?? '');
    expect(verifier !== null && parsed !== null && signersOf(parsed, [verifier])).toHaveLength(1);
  });
});
