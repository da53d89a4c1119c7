/** The folder of a project as the database makes it: each file once, numbered, filtered, in pages that neither repeat nor leave out. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileOfCase, FolderAsked, FolderPage } from '../../domain/folder/list.ts';
import { folderPage, hidingApprovals } from '../../prisma/cases/folder.ts';
import { type Database, inTransaction, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
const hashOf = (nth: number): string => createHash('sha256').update(String(nth)).digest('hex');

type Row = {
  readonly stream: string;
  readonly nth: number;
  readonly title: string;
  readonly slot?: string;
  readonly type?: string;
  readonly on: number;
};
/** As the recorder leaves them; triggers aside, because none of these events is chained. */
async function refer(project: string, rows: readonly Row[]): Promise<void> {
  await inTransaction(db.pool, async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const { stream, nth, title, slot, type, on } of rows) {
      const at = `2026-01-${String(on).padStart(2, '0')}T00:00:00.000Z`;
      await tx.query(
        `INSERT INTO case_state (stream, kind, programme, project, version, status, title, state, changed_at)
         VALUES ($1, split_part($1, '/', 1), 'QH', $2, 1, 'OPEN', $3, '{"route":{}}', now()) ON CONFLICT (stream) DO NOTHING`,
        [stream, project, JSON.stringify({ zh: `事项 ${stream}`, en: stream })],
      );
      await tx.query(
        `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at)
         VALUES ($1, 'x.pdf', 'application/pdf', $2, 'x', 'gao-lin', $3) ON CONFLICT DO NOTHING`,
        [hashOf(nth), 100 + nth, at],
      );
      if (type !== undefined)
        await tx.query(
          `INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body)
           VALUES ($1, $2, $3, $5, 0, $4, 'gao-lin', '', $5, '{"data":{}}')`,
          [stream, nth, type, at, `${stream} ${nth}`],
        );
      await tx.query('INSERT INTO file_reference (stream, sha256, name, event_version, slot) VALUES ($1, $2, $3, $4, $5)', [
        stream,
        hashOf(nth),
        title,
        type === undefined ? null : nth,
        slot ?? null,
      ]);
    }
  });
}

beforeAll(async () => {
  const url = await freshDatabase('folder_test');
  await migrate(url);
  db = openDatabase(url);
  const works = 'construction/F-01';
  await refer('F-01', [
    { stream: works, nth: 2, title: '付款申请.pdf', on: 2, type: 'PaymentRequested' },
    { stream: works, nth: 1, title: '付款申请.pdf', on: 1, type: 'PaymentRequested' },
    { stream: works, nth: 3, title: '付款申请.PDF', on: 4, type: 'PaymentRequested' },
    { stream: works, nth: 4, title: 'a.pdf', slot: 'value', on: 5, type: 'PaymentRequested' },
    { stream: works, nth: 5, title: 'b合同.pdf', slot: 'value', on: 6, type: 'PaymentRequested' },
    { stream: 'training/F-01', nth: 6, title: '付款申请.pdf', on: 3 },
    { stream: 'approval/F-01.PAYMENT.P1', nth: 2, title: '付款申请.pdf', on: 2, type: 'ApprovalOpened' },
    { stream: 'approval/F-01.X', nth: 7, title: 'B 100%_.pdf', on: 7 },
    { stream: 'project/F-01', nth: 8, title: '批复.pdf', on: 8, type: 'ReplyRecorded' },
    { stream: 'project/F-01', nth: 9, title: '移交.pdf', on: 8, type: 'HandoverRecorded' },
    { stream: 'project/F-01', nth: 10, title: '暂停.pdf', on: 9, type: 'ProjectSuspended' },
    { stream: 'journal/F-01', nth: 11, title: '记录.pdf', on: 9 },
  ]);
  await refer(
    'F-02',
    Array.from({ length: 2_000 }, (_, nth) => ({
      stream: nth % 3 === 0 ? 'construction/F-02' : 'survey/F-02',
      nth: 100 + nth,
      title: `扫描件 ${nth % 700}.pdf`,
      on: 1 + (nth % 5),
    })),
  );
  await db.pool.query('ANALYZE');
}, 60_000);
afterAll(() => db.close());

const pageOf = (asked: Partial<FolderAsked> = {}, project = 'F-01', hidden: readonly FileOfCase[] = []) =>
  folderPage(db, { project }, hidden, { order: 'OLDEST', limit: 100, ...asked });
const nthsOf = (page: FolderPage | null): readonly number[] =>
  (page?.files ?? []).map(({ sha256 }) => Array.from({ length: 2_200 }, (_, nth) => nth).findIndex((nth) => hashOf(nth) === sha256));

describe('the folder of a project', () => {
  it('counts what is handed in again under one name, or as one paper of its route, as a later version in its case', async () => {
    const files = (await pageOf())?.files ?? [];
    const numbered = files.map(({ title, version, versions }) => `${title} ${version}/${versions}`);
    expect(numbered.slice(0, 6)).toEqual([
      '付款申请.pdf 1/3',
      '付款申请.pdf 2/3',
      '付款申请.pdf 1/1',
      '付款申请.PDF 3/3',
      'a.pdf 1/2',
      'b合同.pdf 2/2',
    ]);
    expect(nthsOf(await pageOf({ newest: true }))).toEqual([6, 3, 5, 7, ...nthsOf(await pageOf()).slice(-3)]);
  });
  it('shows once what a stage brought and its approval shows, and nothing of the journal', async () => {
    const files = (await pageOf())?.files ?? [];
    expect(files.filter(({ sha256 }) => sha256 === hashOf(2))).toMatchObject([
      { stream: 'construction/F-01', shownIn: ['approval/F-01.PAYMENT.P1'], person: 'gao-lin', place: 'CONSTRUCTION' },
    ]);
    expect(files.map(({ sha256 }) => sha256)).not.toContain(hashOf(11));
  });
  it('lays each in the stage that its case or its act is of, and counts them whatever is asked', async () => {
    const page = await pageOf({ text: '移交', order: 'PLACE' });
    expect(page?.files).toMatchObject([{ title: '移交.pdf', place: 'HANDOVER', size: 109, of: { en: 'project/F-01' } }]);
    expect([page?.count, page?.bytes]).toEqual([1, 109]);
    expect(Object.fromEntries(page?.places ?? [])).toEqual({ PROJECT: 1, APPROVALS: 1, CONSTRUCTION: 5, TRAINING: 1, HANDOVER: 1, APPROVAL: 1 });
    expect(nthsOf(await pageOf({ place: 'PROJECT' }))).toEqual([10]);
  });
  it('finds a part of a title in any case of letters, and takes nothing in it for a pattern', async () => {
    expect(nthsOf(await pageOf({ text: 'PDF' }))).toHaveLength(10);
    expect(nthsOf(await pageOf({ text: '100%_' }))).toEqual([7]);
    expect(nthsOf(await pageOf({ text: '%' }))).toEqual([7]);
    expect(nthsOf(await pageOf({ text: '批_' }))).toEqual([]);
  });
  it('gives of what is hidden neither the file nor its number, size or place', async () => {
    const page = await pageOf({}, 'F-01', [
      { stream: 'approval/F-01.X', sha256: hashOf(7) },
      { stream: 'construction/F-01', sha256: hashOf(1) },
    ]);
    expect(page?.count).toBe(8);
    expect(page?.places.get('APPROVAL')).toBeUndefined();
    expect(page?.files[0]).toMatchObject({ sha256: hashOf(2), version: 1, versions: 2 });
  });
  it('is of one case alone where that is asked', async () => {
    const page = await folderPage(db, { stream: 'approval/F-01.PAYMENT.P1' }, [], { order: 'NEWEST', limit: 10 });
    expect(page?.files).toMatchObject([{ sha256: hashOf(2), place: 'APPROVAL', shownIn: [] }]);
  });
});

describe('a folder of 2,000 files', () => {
  it.each(['NEWEST', 'OLDEST', 'TITLE', 'PLACE'] as const)('is read page by page in the order %s, each file once', async (order) => {
    const whole = await pageOf({ order, limit: 60_000 }, 'F-02');
    const read: string[] = [];
    let after: string | undefined;
    do {
      const page: FolderPage | null = await pageOf({ order, limit: 300, ...(after === undefined ? {} : { after }) }, 'F-02');
      expect(page?.count).toBe(2_000);
      const last = page?.files.at(-1);
      read.push(...(page?.files ?? []).map(({ stream, sha256 }) => `${stream} ${sha256}`));
      after = page?.more === true && last !== undefined ? `${last.stream} ${last.sha256}` : undefined;
    } while (after !== undefined);
    expect(read).toEqual((whole?.files ?? []).map(({ stream, sha256 }) => `${stream} ${sha256}`));
    expect(new Set(read).size).toBe(2_000);
  });
  it('goes on where it was while files come in', async () => {
    const first = await pageOf({ order: 'OLDEST', limit: 10 }, 'F-02');
    const last = first?.files.at(-1);
    await refer('F-02', [{ stream: 'publicity/F-02', nth: 2_150, title: '先来的.pdf', on: 1, type: 'X' }]);
    const next = await pageOf({ order: 'OLDEST', limit: 10, after: `${last?.stream} ${last?.sha256}` }, 'F-02');
    expect(next?.files).toHaveLength(10);
    expect((next?.files ?? []).filter(({ sha256 }) => first?.files.some((one) => one.sha256 === sha256))).toEqual([]);
  });
  it('has no page after a file that is not in it', async () => {
    expect(await pageOf({ after: `construction/F-01 ${hashOf(1)}` }, 'F-02')).toBeNull();
  });
});

describe('what approvals hide', () => {
  it('is read of those alone whose form hides something, and stands at another version as soon as one was written', async () => {
    const route = { form: [{ key: 'offer', seenBy: ['APPROVERS'] }] };
    await db.pool.query(`UPDATE case_state SET state = $1 WHERE stream = 'approval/F-01.X'`, [JSON.stringify({ route })]);
    const before = await hidingApprovals(db, { project: 'F-01' });
    expect([...before.states.keys()]).toEqual(['approval/F-01.X']);
    expect((await pageOf())?.version).toBe(before.version);
    await db.pool.query(`UPDATE case_state SET status = 'DONE' WHERE stream = 'construction/F-01'`);
    expect((await pageOf())?.version).toBe(before.version);
    await db.pool.query(`UPDATE case_state SET status = 'DONE' WHERE stream = 'approval/F-01.PAYMENT.P1'`);
    expect((await pageOf())?.version).not.toBe(before.version);
    expect((await hidingApprovals(db, { project: 'F-02' })).states.size).toBe(0);
  });
});
