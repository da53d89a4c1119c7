/** Exports as jobs: begun, followed, ended, fetched by whoever began them alone, checked with nothing but the file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { unpacked } from '../../cli/audit/unpacked.ts';
import { openDatabase } from '../../prisma/database.ts';
import { openBundle } from '../../proof/bundle.ts';
import { parseVerifierKey } from '../../proof/note.ts';
import { verifyRecord } from '../../proof/verify.ts';
import { signedOnce } from '../setup/auditor.ts';
import { client, json } from '../setup/office.ts';

const { databaseUrl, apiUrl } = inject('service');
const auditor = client('song-wei');
const db = openDatabase(databaseUrl);
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-exports-'));

type Job = {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly sha256: string;
};
const begin = (body: object, who = auditor): Promise<Response> => who.post('audit/exports', body);
const ended = async (id: string): Promise<Job> => {
  for (let tries = 0; tries < 240; tries += 1) {
    const found = (await json(auditor.get(`audit/exports/${id}`))) as unknown as Job;
    if (found.state !== 'RUNNING') return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('an export does not end');
};
const made = async (body: object): Promise<Job> => {
  const answer = await begin(body);
  expect(answer.status).toBe(202);
  return ended(((await answer.json()) as Job).id);
};
const bytesOf = async ({ id }: Job): Promise<Buffer> => Buffer.from(await (await auditor.get(`audit/exports/${id}/file`)).arrayBuffer());

beforeAll(() => signedOnce(apiUrl), 90_000);
afterAll(async () => {
  await db.pool.query('DELETE FROM export_piece');
  await db.pool.query('DELETE FROM export_job');
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an export as a job', () => {
  it.each(['csv', 'xlsx', 'jsonl'])('gives a search as %s, with its size, its hash and how much it holds', async (format) => {
    const job = await made({ what: 'EVENTS', query: { project: 'QH-01' }, format, lang: 'zh-CN' });
    expect(job).toMatchObject({ state: 'DONE', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(job.done).toBe(job.total);
    const bytes = await bytesOf(job);
    expect(bytes).toHaveLength(job.bytes);
    expect(bytes.toString('utf8').startsWith({ csv: '\uFEFF序号', xlsx: 'PK', jsonl: '{"序号"' }[format] ?? '')).toBe(true);
    expect((await auditor.post(`audit/exports/${job.id}/cancel`, {})).status).toBe(200);
  });

  it('gives a bundle that is verified with nothing but itself', async () => {
    const job = await made({ what: 'BUNDLE', of: { project: 'QH-01' } });
    expect(job.state).toBe('DONE');
    const file = path.join(folder, 'bundle.zip');
    writeFileSync(file, await bytesOf(job));
    const { source, faults, keys } = await openBundle(await unpacked(file));
    const believed = keys.slice(0, 1).flatMap((key) => parseVerifierKey(key) ?? []);
    const report = await verifyRecord(source, { keys: believed, outside: [] });
    expect([...faults, ...report.faults]).toEqual([]);
    expect(report.events).toBeGreaterThan(0);
    expect(believed).toHaveLength(1);
    await auditor.post(`audit/exports/${job.id}/cancel`, {});
  });

  it('of one case holds that case alone', async () => {
    const job = await made({ what: 'BUNDLE', of: { stream: 'project/QH-02' } });
    const file = path.join(folder, 'case.zip');
    writeFileSync(file, await bytesOf(job));
    const at = await unpacked(file);
    const manifest = JSON.parse(readFileSync(path.join(at, 'manifest.json'), 'utf8')) as { about: object; streams: number };
    expect(manifest).toMatchObject({ about: { stream: 'project/QH-02' }, streams: 1 });
    await auditor.post(`audit/exports/${job.id}/cancel`, {});
  });

  it('is noted in the journal with who and what', async () => {
    const job = await made({ what: 'EVENTS', query: { project: 'QH-03', text: '记下' }, format: 'csv', lang: 'en' });
    const noted = await db.pool.query<{ data: string }>(
      `SELECT body AS data FROM event WHERE stream = 'journal/QH' AND type = 'ExportMade' ORDER BY version DESC LIMIT 1`,
    );
    expect(decodeURIComponent(noted.rows[0]?.data ?? '')).toMatch(/song-wei[\s\S]*project=QH-03&text=记下|project=QH-03&text=记下[\s\S]*song-wei/);
    await auditor.post(`audit/exports/${job.id}/cancel`, {});
  });

  it('is begun once, however often its request comes', async () => {
    const body = { what: 'EVENTS', query: { project: 'QH-01' }, format: 'csv', lang: 'zh-CN' };
    const answers = await Promise.all([1, 2].map(() => auditor.post('audit/exports', body, 'export-pressed-twice')));
    const [one, other] = (await Promise.all(answers.map((answer) => answer.json()))) as [Job, Job];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(other.id).toBe(one.id);
    expect((await auditor.post('audit/exports', { ...body, format: 'xlsx' }, 'export-pressed-twice')).status).toBe(422);
    await ended(one.id);
    await auditor.post(`audit/exports/${one.id}/cancel`, {});
  });

  it('is nobody else’s: not seen, not ended, not fetched', async () => {
    const job = await made({ what: 'EVENTS', query: { project: 'QH-01' }, format: 'csv', lang: 'zh-CN' });
    const other = client('xu-jianing');
    for (const answer of [
      await other.get(`audit/exports/${job.id}`),
      await other.get(`audit/exports/${job.id}/file`),
      await other.post(`audit/exports/${job.id}/cancel`, {}),
    ])
      expect(answer.status).toBe(404);
    expect(JSON.stringify(await json(other.get('audit/exports')))).not.toContain(job.id);
    expect((await ended(job.id)).state).toBe('DONE');
    await auditor.post(`audit/exports/${job.id}/cancel`, {});
  });

  it('is gone when it is dropped, and when its time is over', async () => {
    const dropped = await made({ what: 'EVENTS', query: { project: 'QH-01' }, format: 'csv', lang: 'zh-CN' });
    expect(await json(auditor.post(`audit/exports/${dropped.id}/cancel`, {}))).toMatchObject({ state: 'GONE', bytes: 0 });
    expect((await auditor.get(`audit/exports/${dropped.id}/file`)).status).toBe(404);
    const old = await made({ what: 'EVENTS', query: { project: 'QH-01' }, format: 'csv', lang: 'zh-CN' });
    await db.pool.query("UPDATE export_job SET expires_at = now() - interval '1 second' WHERE id = $1", [old.id]);
    expect(await json(auditor.get(`audit/exports/${old.id}`))).toMatchObject({ state: 'GONE' });
    expect((await auditor.get(`audit/exports/${old.id}/file`)).status).toBe(404);
  });

  it('that nobody is at any more is told as broken off, and takes nobody’s place', async () => {
    const row = (id: string) =>
      db.pool.query(
        `INSERT INTO export_job (id, person, programmes, about, name, state, total, started_at, changed_at, expires_at)
         VALUES ($1, 'song-wei', '{QH}', '{"what":"BUNDLE","of":{"programme":"QH"}}', 'x.zip', 'RUNNING', 9, now(), now(), now() + interval '1 day')`,
        [id],
      );
    const ids = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000c'];
    for (const id of ids) await row(id);
    expect(await json(auditor.get(`audit/exports/${ids[0]}`))).toMatchObject({ state: 'BROKEN' });
    const job = await made({ what: 'EVENTS', query: { project: 'QH-01' }, format: 'csv', lang: 'zh-CN' });
    expect(job.state).toBe('DONE');
    for (const id of [job.id, ...ids]) await auditor.post(`audit/exports/${id}/cancel`, {});
  });

  it('is refused where too many can be fetched already', async () => {
    await db.pool.query(
      `INSERT INTO export_job (id, person, programmes, about, name, state, total, started_at, changed_at, expires_at)
       SELECT 'held-' || n, 'song-wei', '{QH}', '{"what":"BUNDLE","of":{"programme":"QH"}}', 'x.zip', 'DONE', 1, now(), now(), now() + interval '1 day'
       FROM generate_series(1, 10) AS n`,
    );
    const answer = await begin({ what: 'BUNDLE', of: { project: 'QH-01' } });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Retry-After')).not.toBeNull();
    await db.pool.query("DELETE FROM export_job WHERE id LIKE 'held-%'");
  });

  it('is for those alone who may ask, and a bundle for those who read journals', async () => {
    const question = { what: 'EVENTS', query: { project: 'QH-01' }, format: 'csv', lang: 'zh-CN' };
    expect((await begin(question, client('gao-lin'))).status).toBe(404);
    expect((await begin({ what: 'BUNDLE', of: { project: 'QH-01' } }, client('xu-jianing'))).status).toBe(404);
    expect((await begin({ what: 'BUNDLE', of: { project: 'NO-SUCH' } })).status).toBe(404);
  });

  it('tells every fault of what is asked', async () => {
    const answer = await begin({ what: 'EVENTS', query: { from: 'yesterday', action: 'Nothing' }, format: 'docx' });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { faults: string[] }).faults.length).toBeGreaterThanOrEqual(3);
    expect((await begin({ what: 'BUNDLE', of: { project: 'QH-01', programme: 'QH' } })).status).toBe(422);
    expect((await begin({ what: 'BUNDLE', of: {} })).status).toBe(422);
  });
});
