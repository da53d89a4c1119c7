import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { createPreviews } from '../../previews/preview.ts';
import { createSheets } from '../../sheets/approval-sheet.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

const previews = createPreviews();
const preview = (mediaType: string, bytes: Uint8Array, key: string) => previews.preview({ name: 'x', mediaType, bytes }, key);
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
    const pdf = await createSheets().approvalSheet({
      locale: 'zh-CN',
      id: 'QH-01.FSR',
      state: box.state,
      nameOf: () => '方圆',
      unitOf: () => '县发改局',
      trail: null,
      head: { version: 1, hash: 'c'.repeat(64) },
      printedAt: '2026-11-24T02:00:00.000Z',
      door: 'https://tuojian.example/open/QH-01.FSR/0123456789abcdef',
    });
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
    expect(await preview('image/png', bomb, 'bomb')).toBeNull();
  }, 30_000);
});
