/** A document handed in by pieces on a running service: carried on where it stopped, checked as a whole, nobody else's. */
import { createHash } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { client, json } from '../setup/office.ts';

const { apiUrl, tokens, databaseUrl } = inject('service');
type State = {
  readonly upload: string;
  readonly received: number;
  readonly size: number;
  readonly file: { readonly sha256: string; readonly title: string } | null;
};
const begin = (person: string, name: string, size: number) => client(person).post('uploads', { name, size });
const piece = (person: string, upload: string, at: number, bytes: Uint8Array<ArrayBuffer>) =>
  fetch(`${apiUrl}/api/v1/uploads/${upload}?at=${at}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens[person] ?? ''}`, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
const PDF = Uint8Array.from(Buffer.concat([Buffer.from(onePagePdf('BY-PIECES')), Buffer.alloc(300_000, 10)]));

describe('a document by pieces', () => {
  it('is carried on where it stopped; a piece that comes twice or out of its place counts once or not', async () => {
    const begun = await begin('gao-lin', '分片.pdf', PDF.length);
    expect(begun.status).toBe(201);
    const { upload } = (await begun.json()) as State;
    const half = 150_000;
    expect(await json(piece('gao-lin', upload, 0, PDF.slice(0, half)))).toMatchObject({ received: half, file: null });
    expect(await json(piece('gao-lin', upload, 0, PDF.slice(0, half)))).toMatchObject({ received: half });
    expect(await json(piece('gao-lin', upload, half + 9, PDF.slice(half + 9)))).toMatchObject({ received: half });
    // The connection was lost: whoever comes back asks where to go on.
    const { received } = (await json(client('gao-lin').get(`uploads/${upload}`))) as State;
    const whole = (await json(piece('gao-lin', upload, received, PDF.slice(received)))) as State;
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    expect(whole).toMatchObject({ received: PDF.length, file: { title: '分片.pdf', sha256, mediaType: 'application/pdf', size: PDF.length } });
    // The answer was lost: it is told again.
    expect(await json(client('gao-lin').get(`uploads/${upload}`))).toMatchObject({ file: { sha256 } });
  });

  it('is nobody else’s, not larger than it said, and refused as a whole where its content is none that is taken', async () => {
    const { upload } = (await json(begin('gao-lin', '文本.pdf', 10))) as State;
    expect((await client('wu-tao').get(`uploads/${upload}`)).status).toBe(404);
    expect((await piece('wu-tao', upload, 0, new Uint8Array(10))).status).toBe(404);
    expect(await json(piece('gao-lin', upload, 0, new Uint8Array(11)))).toMatchObject({ received: 0 });
    const refused = await piece('gao-lin', upload, 0, Uint8Array.from(Buffer.from('plain text')));
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([422, 'WRONG_SHAPE']);
    expect((await client('gao-lin').get(`uploads/${upload}`)).status).toBe(404);
    expect((await begin('gao-lin', '大.pdf', 21 * 1_048_576)).status).toBe(422);
    expect((await begin('gao-lin', '空.pdf', 0)).status).toBe(422);
  });

  it('is not begun under a name that no file may have; given up it is gone; what was left makes room for the next', async () => {
    const named = await begin('gao-lin', '说明.txt', 10);
    expect([named.status, ((await named.json()) as { faultsZh: string[] }).faultsZh.join()]).toEqual([422, expect.stringContaining('.pdf')]);
    const { upload } = (await json(begin('gao-lin', '弃.pdf', 10))) as State;
    expect((await client('wu-tao').post(`uploads/${upload}/remove`, {})).status).toBe(404);
    expect((await client('gao-lin').post(`uploads/${upload}/remove`, {})).status).toBe(200);
    expect((await client('gao-lin').get(`uploads/${upload}`)).status).toBe(404);
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1) statuses.push((await begin('wu-tao', `${n}.pdf`, 10)).status);
    expect(statuses).toEqual([...new Array<number>(10).fill(201), 429]);
    const db = openDatabase(databaseUrl);
    await db.pool.query("UPDATE upload SET expires_at = expires_at - interval '11 minutes' WHERE person = 'wu-tao' AND name = '3.pdf'");
    expect((await begin('wu-tao', '11.pdf', 10)).status).toBe(201);
    expect((await begin('wu-tao', '12.pdf', 10)).status).toBe(429);
    await db.pool.query("DELETE FROM upload WHERE person = 'wu-tao'");
    await db.close();
  });
});
