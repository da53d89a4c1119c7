/** A folder as ZIP in a stream: bounded memory whatever its size, ended by a file that is not what was handed in. */
import { createHash, randomBytes } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FolderFile } from '../../domain/folder/list.ts';
import { writeFolder } from '../../exports/folder.ts';

const MB = 1_048_576;
const bytes = Uint8Array.from(randomBytes(5 * MB));
const hash = createHash('sha256').update(bytes).digest('hex');
const file = (nth: number, more: Partial<FolderFile> = {}): FolderFile => ({
  stream: 'construction/QH-01',
  of: { zh: '施工', en: 'Works' },
  sha256: hash,
  title: `=扫描件 ${nth}.pdf`,
  slot: null,
  mediaType: 'application/pdf',
  size: bytes.length,
  at: '2026-01-01T00:00:00.000Z',
  person: 'gao-lin',
  place: 'CONSTRUCTION',
  act: { zh: '申请支付', en: 'payment asked for' },
  version: 1,
  versions: 1,
  shownIn: [],
  ...more,
});
async function* inPieces(whole: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += MB) yield whole.subarray(at, at + MB);
}
const about = { name: 'QH-01-files', lang: 'zh-CN', nameOf: () => '高林' } as const;

describe('a folder as ZIP', () => {
  it('of 60 MB is written file by file, and holds no more of it than a few pieces at a time', async () => {
    let [read, most, written] = [0, 0, 0];
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const piece of inPieces(bytes)) {
        read += piece.length;
        yield piece;
      }
    }
    await writeFolder(
      {
        ...about,
        files: Array.from({ length: 12 }, (_, nth) => file(nth)),
        bytesOf: async () => counted(),
      },
      async (chunk) => {
        written += chunk.length;
        most = Math.max(most, read - written);
      },
    );
    expect(written).toBeGreaterThan(60 * MB);
    expect(most).toBeLessThan(4 * MB);
  });
  it('lists each file for Excel without a formula, and its hash for sha256sum', async () => {
    const chunks: Uint8Array[] = [];
    await writeFolder(
      { ...about, files: [file(1), file(2, { sha256: hash, title: '图.png' })], bytesOf: async () => inPieces(bytes) },
      async (chunk) => void chunks.push(chunk),
    );
    const files = unzipSync(new Uint8Array(Buffer.concat(chunks)));
    const text = (name: string): string => Buffer.from(files[`QH-01-files/${name}`] ?? []).toString('utf8');
    expect(text('目录.csv')).toMatch(/^\uFEFF文件,名称/);
    expect(text('目录.csv')).not.toMatch(/,=/);
    expect(text('SHA256SUMS').split('\n')[0]).toMatch(new RegExp(`^${hash} {2}documents/\\d\\d [^/]+/=扫描件 1\\.pdf$`));
  });
  it('ends where a file is not here as it was handed in', async () => {
    const zip = (found: Uint8Array | null) =>
      writeFolder({ ...about, files: [file(1)], bytesOf: async () => (found === null ? null : inPieces(found)) }, async () => undefined);
    await expect(zip(null)).rejects.toThrow(hash);
    await expect(zip(Uint8Array.from(randomBytes(10)))).rejects.toThrow(hash);
    await expect(zip(bytes.subarray(0, 3 * MB))).rejects.toThrow(hash);
  });
});
