/** What waits in the whole service, as the database says it to whoever watches. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { standingCases, standingWork } from '../../prisma/office/standing-work.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('standing_work_test');
  await migrate(url);
  db = openDatabase(url);
});
afterAll(() => db.close());

const mail = (id: string, status: string, minutesOld: number, notBeforeMinutes: number | null) =>
  db.pool.query(
    `INSERT INTO notice (id, stream, version, template, recipient, status, message_id, created_at, not_before)
     VALUES ($1, 'approval/QH-01.FSR', 1, 'decision-asked', 'ma-yue', $2, $1, now() - make_interval(mins => $3), now() + make_interval(mins => $4))`,
    [id, status, minutesOld, notBeforeMinutes],
  );

describe('an empty service', () => {
  it('waits for nothing, and says so of each thing', async () => {
    const { mails, webhooks, aside, log } = await standingWork(db);
    expect(mails).toEqual({ waiting: { QUEUED: 0, HELD: 0, UNKNOWN: 0 }, overdue: 0, undelivered: 0 });
    expect(webhooks).toEqual({ byStatus: { PROPOSED: 0, ACTIVE: 0, PAUSED: 0, OFF: 0 }, waiting: 0, overdue: 0 });
    expect(Object.values(aside.byLoop).every((n) => n === 0)).toBe(true);
    expect(aside.oldest).toBe(0);
    expect(log).toEqual({ entries: 0, waiting: 0, unsigned: 0, checkpoint: null });
    expect(await standingCases(db)).toMatchObject({ open: { approval: 0, project: 0 }, projectsWithFindings: 0 });
  });
});

describe('what waits', () => {
  it('a mail is late from when it might go out: one that is held for the night is not', async () => {
    await mail('queued', 'QUEUED', 20, null);
    await mail('held', 'HELD', 600, 300);
    await mail('again', 'UNKNOWN', 90, -5);
    await mail('refused', 'REFUSED', 100, null);
    await mail('refused-last-week', 'REFUSED', 10_000, null);
    const { mails } = await standingWork(db);
    expect(mails.waiting).toEqual({ QUEUED: 1, HELD: 1, UNKNOWN: 1 });
    expect(mails.overdue).toBeGreaterThanOrEqual(1_200);
    expect(mails.overdue).toBeLessThan(1_260);
    expect(mails.undelivered).toBe(1);
  });

  it('a message to another system is late only where that system is told', async () => {
    for (const [id, status] of [
      ['one', 'ACTIVE'],
      ['two', 'PAUSED'],
    ]) {
      await db.pool.query(
        `INSERT INTO webhook (id, programme, programmes, name, address, events, status, basis, proposed_by, until) VALUES ($1, 'QH', '{QH}', $1, 'https://x.example', '{*}', $2, '', 'p', '2099-01-01')`,
        [id, status],
      );
      await db.pool.query(
        `INSERT INTO webhook_message (id, webhook, stream, version, event, created_at) VALUES ($1, $1, 'approval/QH-01.FSR', 1, 'approval.Submitted', now() - make_interval(mins => $2))`,
        [id, id === 'one' ? 10 : 500],
      );
    }
    const { webhooks } = await standingWork(db);
    expect(webhooks).toMatchObject({ byStatus: { ACTIVE: 1, PAUSED: 1, OFF: 0 }, waiting: 2 });
    expect(webhooks.overdue).toBeGreaterThanOrEqual(600);
    expect(webhooks.overdue).toBeLessThan(660);
  });

  it('cases are open until they are over, and a project has findings until somebody has explained or dismissed all', async () => {
    const state = (kind: string, id: string, status: string, said: object) =>
      db.pool.query(
        `INSERT INTO case_state (stream, kind, programme, version, status, title, state, changed_at) VALUES ($1 || '/' || $2, $1, 'QH', 1, $3, '', $4, now())`,
        [kind, id, status, JSON.stringify(said)],
      );
    await state('approval', 'a', 'RUNNING', {});
    await state('approval', 'b', 'APPROVED', {});
    await state('findings', 'QH-01', 'OPEN', { findings: { x: { status: 'OPEN' }, y: { status: 'DISMISSED' }, z: { status: 'OPEN' } } });
    await state('findings', 'QH-02', 'SETTLED', { findings: { x: { status: 'EXPLAINED' } } });
    expect(await standingCases(db)).toMatchObject({ open: { approval: 1, project: 0 }, projectsWithFindings: 1 });
  });
});
