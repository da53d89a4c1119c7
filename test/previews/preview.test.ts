import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDeflate, deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { createPreviews } from '../../previews/preview.ts';
import { approvalSheetPdf } from '../../sheets/approval-sheet.ts';
import { printed } from '../../sheets/printed-sheet.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

const kept = new Map<string, { readonly result: string; readonly bytes: Uint8Array | null }>();
const previews = createPreviews({
  find: async (sha256) => kept.get(sha256) ?? null,
  keep: async (sha256, made) => void kept.set(sha256, made),
});
const preview = (mediaType: string, bytes: Uint8Array, key: string, who = 'ann') => previews.preview({ name: 'x', mediaType, bytes }, key, who);

/** A page whose content is a billion blanks, packed twice: about 2 KB. */
async function bomb(): Promise<Buffer> {
  const blanks = Buffer.alloc(1_000_000, 0x20);
  const packing = Readable.from(Array.from({ length: 1_000 }, () => blanks)).pipe(createDeflate({ level: 9 }));
  const packed = deflateSync(await buffer(packing), { level: 9 });
  const head = `%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj
4 0 obj<</Length ${packed.length}/Filter[/FlateDecode/FlateDecode]>>stream
`;
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF')]);
}
/** How many of the pixels of a picture are dark: there is something on it. */
async function dark(bytes: Uint8Array): Promise<{ readonly width: number; readonly share: number }> {
  const image = await loadImage(Buffer.from(bytes));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) count += 1;
  return { width: image.width, share: count / (image.width * image.height) };
}

describe('the picture of a document', () => {
  it('shows the first page of a PDF with Chinese text, 640 pixels wide', async () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    const pdf = await approvalSheetPdf(
      printed({
        locale: 'zh-CN',
        id: 'QH-01.FSR',
        state: box.state,
        nameOf: () => '方圆',
        unitOf: () => '县发改局',
        trail: null,
        head: { version: 1, hash: 'c'.repeat(64) },
        printedAt: '2026-11-24T02:00:00.000Z',
        door: 'https://tuojian.example/open/QH-01.FSR/0123456789abcdef',
      }),
    );
    const picture = await preview('application/pdf', pdf, 'pdf');
    expect(picture?.mediaType).toBe('image/jpeg');
    const { width, share } = await dark(picture?.bytes ?? new Uint8Array());
    expect(width).toBe(640);
    expect(share).toBeGreaterThan(0.01);
  }, 30_000);

  it('makes a large photograph small', async () => {
    const canvas = createCanvas(3_000, 2_000);
    canvas.getContext('2d').fillRect(0, 0, 1_500, 2_000);
    const picture = await preview('image/png', await canvas.encode('png'), 'png');
    expect(await dark(picture?.bytes ?? new Uint8Array())).toMatchObject({ width: 640, share: expect.closeTo(0.5, 1) });
    expect(picture?.bytes.length).toBeLessThan(60_000);
  });

  it('is none for what cannot be read, for other kinds, and for a picture that would unpack without end', async () => {
    expect(await preview('application/pdf', Buffer.from('%PDF-1.7\nbroken'), 'broken')).toBeNull();
    expect(await preview('image/png', Buffer.from('no picture'), 'none')).toBeNull();
    expect(await preview('application/vnd.openxmlformats-officedocument.wordprocessingml.document', Buffer.from('PK'), 'docx')).toBeNull();
    const bomb = Buffer.from(await createCanvas(1, 1).encode('png'));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await preview('image/png', bomb, 'picture-bomb')).toBeNull();
    // What came of it is kept, and not drawn again.
    expect(kept.get('broken')).toMatchObject({ bytes: null });
  }, 30_000);

  it('of a page of 2 KB that unpacks to 1 GB ends within its bounds, and others get theirs meanwhile', async () => {
    const small = await createCanvas(100, 100).encode('png');
    const before = process.memoryUsage().rss;
    const bytes = await bomb();
    expect(bytes.length).toBeLessThan(3_000);
    const bombs = ['b1', 'b2'].map((key) => preview('application/pdf', bytes, key, 'mallory'));
    const began = Date.now();
    expect(await preview('image/png', small, 'small', 'ann')).not.toBeNull();
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(await Promise.all(bombs)).toEqual([null, null]);
    expect(kept.get('b1')).toEqual({ result: 'LIMIT', bytes: null });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
  }, 60_000);
});
