/** A ZIP above 4 GB has its 64-bit form, and another program reads each file of it; nothing of it lies on a disk or in memory. */
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import { zipFile } from '../../exports/zip.ts';

const MB = 1_048_576;
const GB = 1024 * MB;
const PIECE = Buffer.alloc(MB, 'made up ');

/** What was written, by reference: made-up content is the same piece again and again. */
class Written extends RandomAccessReader {
  readonly #chunks: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  size = 0;
  add(bytes: Uint8Array): void {
    this.#chunks.push({ at: this.size, bytes });
    this.size += bytes.length;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const chunks = this.#chunks;
    return Readable.from(
      (function* () {
        for (const { at, bytes } of chunks)
          if (at < end && at + bytes.length > start) yield bytes.subarray(Math.max(0, start - at), Math.min(bytes.length, end - at));
      })(),
    );
  }
}

describe('a ZIP that grows above 4 GB', () => {
  it('is read by another program to its last file, each of its own length', async () => {
    const written = new Written();
    const zip = zipFile('QH-01-files', async (chunk) => written.add(chunk));
    const file = async (name: string, pieces: readonly Uint8Array[]): Promise<void> => {
      const entry = zip.sink(name);
      for (const piece of pieces) await entry.write(piece);
      await entry.close();
    };
    const names = Array.from({ length: 9 }, (_, nth) => `documents/施工 ${nth}.pdf`);
    for (const name of names)
      await file(
        name,
        Array.from({ length: 470 }, () => PIECE),
      );
    await file('documents/最后.pdf', [Buffer.from('the last one')]);
    await file('SHA256SUMS', [Buffer.from('sums\n')]);
    await zip.end();
    expect(written.size).toBeGreaterThan(4 * GB);

    const read = await fromRandomAccessReaderPromise(written, written.size);
    const found = new Map<string, number>();
    for await (const entry of read.eachEntry()) {
      const name = entry.fileName.replace('QH-01-files/', '');
      found.set(name, entry.uncompressedSize);
      if (entry.uncompressedSize > MB) continue;
      const content: Buffer[] = [];
      for await (const chunk of await read.openReadStreamPromise(entry)) content.push(chunk as Buffer); // of an entry these are bytes
      const bytes = Buffer.concat(content);
      expect(bytes.toString()).toBe(name === 'SHA256SUMS' ? 'sums\n' : 'the last one');
      expect(crc32(bytes)).toBe(entry.crc32);
    }
    expect(Object.fromEntries(found)).toEqual({
      ...Object.fromEntries(names.map((name) => [name, 470 * MB])),
      'documents/最后.pdf': 12,
      SHA256SUMS: 5,
    });
  }, 120_000);
});
