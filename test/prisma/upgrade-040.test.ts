/**
 * A database of release 0.4.0 with work under way, brought to this release. Its rows were written by that release's own
 * code (its scripts/record/play.ts on a database of its own): a draft, an application that is asked, one that is half way,
 * one paused, one returned, one that is to be supplemented, one approved whose copy nobody has read, a mandate that holds
 * and one that is to begin. Deliberately absent: text that no database can keep (poisoned.test.ts).
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { caseByStream, listCases, readerOfToken } from '../../prisma/cases/cases.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { takeIn } from '../../prisma/log/log.ts';
import { migrate } from '../../prisma/migrate.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { rebuild, refoldOlder, verifyChains } from '../../prisma/record/rebuild.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { checkSearch, rebuildOlderSearch } from '../../prisma/search/search-rebuild.ts';
import { fillStanding } from '../../prisma/upgrade.ts';
import { RecordPlay } from '../../scripts/record/play.ts';
import { noticeStore } from '../../worker/notice-store.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

/** The newest migration that 0.4.0 ships. */
const OF_040 = '20261128000000_audit';
const ROWS = JSON.parse(readFileSync(new URL('histories/rows-of-0.4.0.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly object[]>
>; // rows by table, as `to_json` gave them
const TABLES = ['person', 'api_token', 'stream', 'event', 'case_state', 'task', 'notice'] as const;

let db: Database;
let play: RecordPlay;
const as = (person: string, ...roles: readonly Role[]): Actor => ({ person, door: 'api', assurance: 'session', roles });
const manager = as('wu-tao', 'PROJECT_MANAGER');
const ndrc = as('fang-yuan', 'NDRC');
const finance = as('zheng-yan', 'FINANCE');
const approval = async (id: string): Promise<ApprovalState> =>
  (await db.prisma.caseState.findUniqueOrThrow({ where: { stream: `approval/QH.${id}` } })).state as unknown as ApprovalState; // its stream
const programme = async (): Promise<ProgrammeState> =>
  (await db.prisma.caseState.findUniqueOrThrow({ where: { stream: 'programme/QH' } })).state as unknown as ProgrammeState; // its stream
/** As a person who asks today. */
const send = (id: string, command: object, actor?: Actor) => play.send(`approval/QH.${id}`, command as AnyCommand, actor);
const agree = async (id: string, actor: Actor) =>
  send(id, { type: 'Decide', choice: 'APPROVE', seen: (await approval(id)).contentHash, reason: '材料齐全' }, actor);
const tasks = async (id: string) => (await approval(id)).tasks.map(({ person, kind, status }) => `${person} ${kind} ${status}`);

beforeAll(async () => {
  const url = await freshDatabase('upgrade_040_test');
  await migrate(url, OF_040);
  db = openDatabase(url);
  await seedCalendar(db);
  for (const table of TABLES)
    await db.pool.query(`INSERT INTO "${table}" SELECT * FROM json_populate_recordset(NULL::"${table}", $1::json)`, [JSON.stringify(ROWS[table])]);
  await db.pool.query("SELECT setval(pg_get_serial_sequence('event', 'position'), (SELECT max(position) FROM event))");
  // As `tuojian migrate` does.
  await migrate(url);
  await seedCalendar(db);
  await refoldOlder(db);
  await fillStanding(db);
  await rebuildOlderSearch(db);
  play = new RecordPlay(db, () => '2026-11-30T02:00:00.000Z');
});
afterAll(() => db.close());

describe('an upgrade from release 0.4.0 with work under way', () => {
  it('keeps every event byte for byte, and what is derived is what the events give', async () => {
    const rows = await db.prisma.event.findMany({ select: { stream: true, version: true, body: true, hash: true } });
    const before = (ROWS.event ?? []) as typeof rows; // rows of that table
    const key = ({ stream, version, body, hash }: (typeof rows)[number]) => `${stream}@${version} ${hash} ${body}`;
    expect(rows.map(key).sort()).toEqual(before.map(key).sort());
    expect(await verifyChains(db)).toMatchObject({ chainOk: true, faults: [] });
    expect(await rebuild(db, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
    expect(await takeIn(db)).toHaveLength(rows.length);
    expect(await checkSearch(db)).toEqual([]);
  });

  it('people sign in and see what lies with them', async () => {
    const reader = await readerOfToken(db, await issueApiToken(db, 'fang-yuan', 1));
    expect(reader).toMatchObject({ person: 'fang-yuan', roles: { QH: expect.arrayContaining(['NDRC']) } });
    if (reader === null) throw new Error('unreachable');
    const seen = (await listCases(db, reader, {}, { after: null, limit: 50 })).map(({ stream }) => stream);
    expect(seen).toEqual(expect.arrayContaining(['approval/QH.ASKED', 'approval/QH.PAUSED', 'approval/QH.HALF']));
    expect(seen).not.toContain('approval/QH.DRAFT');
  });

  it('what was asked is answered, and half of the way is not walked twice', async () => {
    await agree('ASKED', ndrc);
    await agree('ASKED', finance);
    await agree('HALF', finance);
    expect([(await approval('ASKED')).status, (await approval('HALF')).status]).toEqual(['APPROVED', 'APPROVED']);
    expect((await approval('HALF')).decisions.map(({ person, choice }) => `${person} ${choice}`)).toEqual(['fang-yuan APPROVE', 'zheng-yan APPROVE']);
  });

  it('a clock that stood still runs again, what was returned and what was missing comes in', async () => {
    await send('PAUSED', { type: 'ResumeClock', on: '2026-11-30' }, ndrc);
    await send('RETURNED', { type: 'Resubmit' }, manager);
    await send('SUPPLIED', { type: 'Supplement', documents: [{ title: '资金证明' }], note: '补齐' }, manager);
    for (const id of ['PAUSED', 'RETURNED', 'SUPPLIED']) {
      const { status, opening } = await approval(id);
      expect([id, status, opening?.deadline?.dueOn]).toEqual([id, 'OPEN', expect.stringMatching(/^2026-12-/)]);
      await agree(id, ndrc);
    }
  });

  it('a mail that was not sent yet tells what had happened when that release made it due, not what came since', async () => {
    const unsent = await db.prisma.notice.findMany({ where: { status: 'QUEUED', facts: { equals: Prisma.DbNull } } });
    expect(unsent.length).toBeGreaterThan(20);
    const { claimed } = await noticeStore(db).claim(unsent.map(({ id }) => id));
    expect(claimed).toHaveLength(unsent.length);
    for (const { facts } of claimed) expect(facts.title).toMatchObject({ zh: expect.any(String) });
    const told = (stream: string, template: string) => claimed.find((notice) => notice.stream === stream && notice.template === template)?.facts;
    // Supplied meanwhile: the state knows nothing of it any more.
    expect((await approval('SUPPLIED')).supplementList).toBeNull();
    expect(told('approval/QH.SUPPLIED', 'supplement')).toMatchObject({ reason: '请补资金证明' });
    expect(told('approval/QH.RETURNED', 'task')).toMatchObject({ round: 1 });
    expect(told('approval/QH.ASKED', 'stand-in')).toMatchObject({ people: ['han-dong'] });
    expect(told('programme/QH', 'mandate')).toMatchObject({ says: { person: 'fang-yuan', by: 'han-dong' } });
    await noticeStore(db).unclaim(claimed);
  });

  it('an unread copy stays one until it is read, and the case is over then', async () => {
    expect(await tasks('COPY')).toContain('su-mei READ PENDING');
    expect((await caseByStream(db, 'approval/QH.COPY'))?.status).toBe('APPROVED');
    await send('COPY', { type: 'MarkRead' }, as('su-mei', 'HEALTH'));
    expect(await tasks('COPY')).not.toContain('su-mei READ PENDING');
  });

  it('a draft is written on and handed in; the mandate that held goes on without being confirmed anew', async () => {
    await send('DRAFT', { type: 'Submit' }, manager);
    expect((await approval('DRAFT')).tasks.find(({ kind }) => kind === 'DECIDE')).toMatchObject({ person: 'han-dong', onBehalfOf: 'fang-yuan' });
  });

  it('a mandate that was granted then begins on its day, and one that holds can be ended', async () => {
    const later = new RecordPlay(db, () => '2026-12-28T02:00:00.000Z');
    const ids = Object.values((await programme()).mandates).map(({ mandate, status }) => `${mandate} ${status}`);
    expect(ids).toEqual(['DL-1 ACTIVE', 'DL-2 PLANNED']);
    await later.send('programme/QH', { type: 'BeginMandate', mandate: 'DL-2' } as AnyCommand);
    expect((await programme()).mandates['DL-2']?.status).toBe('ACTIVE');
    await later.send('programme/QH', { type: 'RevokeMandate', mandate: 'DL-1', reason: '已回岗' } as AnyCommand, ndrc);
    expect((await programme()).mandates['DL-1']).toBeUndefined();
  });

  it('after all that the chains hold, and a rebuild and the search find no difference', async () => {
    await takeIn(db);
    expect(await verifyChains(db)).toMatchObject({ chainOk: true, faults: [] });
    expect(await rebuild(db, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
    expect(await checkSearch(db)).toEqual([]);
  });
});
