/** What people hand in as a document and get back: kinds told by their bytes, names kept as they are. */
import type { Response } from 'express';
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { sendFile } from '../../api/document-file.ts';
import { checkFile } from '../../intake/document-file.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${WORD}.main+xml"/></Types>`;
const PARTS = { '[Content_Types].xml': strToU8(TYPES), 'word/document.xml': strToU8('<w:document/>'), 'docProps/app.xml': strToU8('<Properties/>') };

/** As programs write that do not know a part's length beforehand: behind each part stands its descriptor. */
function streamed(parts: Readonly<Record<string, Uint8Array>>): Buffer {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  for (const [name, bytes] of Object.entries(parts)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(bytes, true);
  }
  zip.end();
  return Buffer.concat(chunks);
}
const reversed = Object.fromEntries(Object.entries(PARTS).reverse());

describe('a document that is handed in', () => {
  it.each([
    ['of Word, with its parts in another order', '报告.docx', () => Buffer.from(zipSync(reversed)), WORD],
    ['of Word, with descriptors behind its parts', '报告.docx', () => streamed(PARTS), WORD],
    ['of Word, with both', '报告.DOCX', () => streamed(reversed), WORD],
    [
      'a workbook of ours',
      '清单.xlsx',
      async () => Buffer.from(await writeXlsx({ sheets: [{ name: 'a', rows: [['x']] }] })),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  ])('%s is taken for what it is', async (_what, name, make, mediaType) => {
    expect(await checkFile(name, await make())).toMatchObject({ file: { name, mediaType } });
  });

  it.each(['需求调研第一批.pdf', '𠮷家桥（一）.pdf', "a'b (1).pdf", '"100%".pdf', 'ᠪᠠᠶᠠᠷ བཀྲ་ཤིས.pdf'])(
    'named %s is given back under its name, as RFC 5987 writes it',
    (name) => {
      const headers = new Map<string, string>();
      const response = { setHeader: (key: string, value: string) => headers.set(key, value), send: () => undefined };
      sendFile(response as unknown as Response, { name, mediaType: 'application/pdf', bytes: Buffer.from('%PDF-') }); // what it uses of one
      const [, plain = '', encoded = ''] =
        /^attachment; filename="([\w.-]+)"; filename\*=UTF-8''(.+)$/.exec(headers.get('Content-Disposition') ?? '') ?? [];
      expect(plain).not.toBe('');
      expect(encoded).toMatch(/^([A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+$/);
      expect(decodeURIComponent(encoded)).toBe(name);
    },
  );
});
