import { createHash } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { noteRefusal } from '../../prisma/cases/forms.ts';
import { openDatabase } from '../../prisma/database.ts';
import { dropExpired } from '../../prisma/expired.ts';

const { apiUrl, tokens, databaseUrl } = inject('service');
const db = openDatabase(databaseUrl);
afterAll(() => db.close());

const as = (person: string, path: string, init: RequestInit = {}) =>
  fetch(`${apiUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${tokens[person] ?? ''}`, ...init.headers } });
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** A file that was handed in some days ago, and by whom. */
async function handedIn(name: string, person: string, daysAgo: number, size = 3): Promise<string> {
  const hash = sha(name);
  const at = new Date(Date.now() - daysAgo * 86_400_000);
  await db.prisma.documentFile.create({
    data: { sha256: hash, name, mediaType: 'application/pdf', size, bytes: Buffer.from('x'), uploadedBy: person, uploadedAt: at },
  });
  await db.prisma.fileUpload.create({ data: { sha256: hash, person, name, uploadedAt: at } });
  return hash;
}

describe('what one person may have under way and lying about', () => {
  it('of many exports at once some are told when to come again, and the others are made', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => as('song-wei', '/audit/export?format=pdf')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]?.headers.get('retry-after')).toBe('5');
    expect(await refused[0]?.json()).toMatchObject({ code: 'TOO_MUCH', status: 429 });
    // Somebody else is not held up by it, and neither is the same person afterwards.
    expect((await as('song-wei', '/audit/export?format=pdf')).status).toBe(200);
  }, 60_000);

  it('of many whole cases at once some are read in turn, the others told when to come again, and nobody else waits', async () => {
    const path = '/audit/events?limit=200&count=exact';
    const [mine, other] = await Promise.all([
      Promise.all(
        Array.from({ length: 60 }, () => as('song-wei', path).then(async (answer) => ({ status: answer.status, text: await answer.text() }))),
      ),
      as('xu-jianing', path),
    ]);
    expect(mine.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(15);
    expect(mine.find(({ status }) => status === 429)?.text).toContain('must wait until one of your 15 is done');
    expect(other.status).toBe(200);
    expect((await as('song-wei', path)).status).toBe(200);
  });

  it('files that nobody refers to have a bound, which is told with what to do', async () => {
    for (let n = 0; n < 300; n += 1) await handedIn(`quota-${n}.pdf`, 'meng-xi', 0);
    const pdf = '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF';
    const refused = await as('meng-xi', '/files?name=a.pdf', {
      method: 'POST',
      body: pdf,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MUCH', faults: [expect.stringMatching(/^files: must be at most 300/)] });
    await db.pool.query("DELETE FROM file_upload WHERE person = 'meng-xi' AND name LIKE 'quota-%'");
    await db.pool.query("DELETE FROM document_file WHERE name LIKE 'quota-%'");
    const taken = await as('meng-xi', '/files?name=a.pdf', { method: 'POST', body: pdf, headers: { 'content-type': 'application/octet-stream' } });
    expect(taken.status).toBe(201);
  }, 60_000);

  it('the same refusal over and over is noted so many times an hour, and another one still is', async () => {
    const refused = { stream: 'project/QH-04', commandType: 'Suspend', person: 'meng-xi', door: 'api', code: 'NOT_YOURS' };
    for (let n = 0; n < 25; n += 1) await noteRefusal(db, { ...refused, commandId: `burst-${n}` });
    await noteRefusal(db, { ...refused, commandId: 'other', code: 'WRONG_STATE' });
    expect(await db.prisma.refusal.count({ where: { stream: refused.stream, person: 'meng-xi', code: 'NOT_YOURS' } })).toBe(20);
    expect(await db.prisma.refusal.count({ where: { stream: refused.stream, person: 'meng-xi', code: 'WRONG_STATE' } })).toBe(1);
  });

  it('what is over goes in time, and what a case refers to stays', async () => {
    const [old, young, used] = [
      await handedIn('old.pdf', 'meng-xi', 8),
      await handedIn('young.pdf', 'meng-xi', 6),
      await handedIn('used.pdf', 'meng-xi', 8),
    ];
    await db.prisma.fileReference.create({ data: { stream: 'project/QH-01', sha256: used, name: 'used.pdf' } });
    await db.prisma.idempotencyKey.create({
      data: { person: 'meng-xi', key: 'long-ago', fingerprint: '', createdAt: new Date(Date.now() - 31 * 86_400_000) },
    });
    const dropped = await dropExpired(db);
    expect(dropped).toMatchObject({ idempotency_key: expect.any(Number), document_file: expect.any(Number) });
    const left = await db.prisma.documentFile.findMany({ where: { sha256: { in: [old, young, used] } }, select: { sha256: true } });
    expect(left.map(({ sha256 }) => sha256).sort()).toEqual([young, used].sort());
    expect(await db.prisma.idempotencyKey.count({ where: { key: 'long-ago' } })).toBe(0);
    await db.prisma.fileReference.deleteMany({ where: { sha256: used } });
  });
});
