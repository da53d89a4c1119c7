import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { unpacked } from '../../cli/audit/unpacked.ts';
import { zipFile } from '../../exports/zip.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-unpacked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function packed(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const chunks: Uint8Array[] = [];
  const zip = zipFile('bundle', async (chunk) => void chunks.push(chunk));
  for (const [name, bytes] of Object.entries(files)) {
    const file = zip.sink(name);
    await file.write(bytes);
    await file.close();
  }
  await zip.end();
  const place = path.join(folder, 'bundle.zip');
  writeFileSync(place, Buffer.concat(chunks));
  return place;
}

describe('a bundle that came as a ZIP', () => {
  it('comes out byte for byte, also with documents that are ZIPs themselves, or hold what begins one', async () => {
    const docx = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w:document/>'.repeat(50)) }, { level: 0 });
    const tricky = Buffer.concat([Buffer.from('PK\u0007\u0008PK\u0001\u0002PK\u0005\u0006'), Buffer.alloc(70_000, 'PK\u0003\u0004')]);
    const files = { 'events.jsonl': '{"seq":1}\n'.repeat(60_000), 'documents/0a.docx': docx, 'documents/0b.pdf': tricky, 'empty.txt': '' };
    const place = await unpacked(await packed(files));
    try {
      for (const [name, bytes] of Object.entries(files)) expect(readFileSync(path.join(place, name)).equals(Buffer.from(bytes))).toBe(true);
      expect(readdirSync(place, { recursive: true }).toSorted()).toEqual(['documents', ...Object.keys(files)].toSorted());
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  it.each([
    ['a name that leads out of the folder', zipSync({ 'bundle/../../evil': strToU8('x') }), 'which is no file of a bundle'],
    ['a file that lies in no folder', zipSync({ evil: strToU8('x') }), 'which is no file of a bundle'],
    ['no ZIP at all', Buffer.from('PK, but only its name'), 'is no ZIP that holds a bundle'],
    ['an empty file', Buffer.alloc(0), 'is no ZIP that holds a bundle'],
    ['a ZIP cut off in front', zipSync({ 'bundle/a.txt': strToU8('a'.repeat(400)) }, { level: 0 }).subarray(300), 'is cut off or damaged'],
  ])('%s is refused, and leaves nothing behind', async (_, bytes, said) => {
    const place = path.join(folder, 'wrong.zip');
    writeFileSync(place, bytes);
    const before = readdirSync(os.tmpdir()).filter((name) => name.startsWith('tuojian-bundle-'));
    await expect(unpacked(place)).rejects.toThrow(said);
    expect(readdirSync(os.tmpdir()).filter((name) => name.startsWith('tuojian-bundle-'))).toEqual(before);
  });
});
