/** A database that release 0.1.0 has written, brought to this release. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { findLink } from '../../prisma/mail/links.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { rebuild, refoldOlder, verifyChains } from '../../prisma/record/rebuild.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { fillStanding } from '../../prisma/upgrade.ts';
import { bodyOf, chainHash, GENESIS, sha256 } from '../../proof/event-format.ts';
import { person } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { type OldEvent, recordedBy010 } from '../setup/recorded-release.ts';

const FIRST = '20261124000000_first';
/** An approval in the middle: asked, and not decided. */
const UNDER_WAY = 'approval/QH-01.LAND_PRE';

let db: Database;
let url: string;
const old = new Map(recordedBy010());

async function writeAs010(stream: string, events: readonly OldEvent[]): Promise<void> {
  let previous = GENESIS;
  for (const [index, event] of events.entries()) {
    const { version, type, data, actor, commandId, occurredAt } = event;
    const body = bodyOf({ stream, version, type, schema: 1, data, actor, commandId, occurredAt });
    const hash = chainHash(previous, body);
    const ordinal = events.slice(0, index).filter((earlier) => earlier.commandId === commandId).length;
    await db.pool.query(
      `INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
      [stream, version, type, commandId, ordinal, occurredAt, actor.person, previous, hash, body],
    );
    previous = hash;
  }
  const [kind = ''] = stream.split('/');
  const last = events.at(-1);
  await db.pool.query("INSERT INTO stream (stream, kind, programme, version, hash, opened_at) VALUES ($1, $2, 'QH', $3, $4, now())", [
    stream,
    kind,
    last?.version,
    previous,
  ]);
  // In whatever shape: only its events are trusted.
  await db.pool.query(
    `INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, changed_at) VALUES ($1,$2,'QH',NULL,$3,'OPEN','{}',NULL,'{}',$4)`,
    [stream, kind, last?.version, last?.occurredAt],
  );
}

beforeAll(async () => {
  url = await freshDatabase('upgrade_test');
  await migrate(url, FIRST);
  db = openDatabase(url);
  await seedCalendar(db);
  const events = old.get(UNDER_WAY) ?? [];
  old.set(UNDER_WAY, events.slice(0, events.findIndex(({ type }) => type === 'StepOpened') + 1));
  for (const [stream, recorded] of old) await writeAs010(stream, recorded);
  await db.pool.query(
    `INSERT INTO task (stream, step, round, person, status, title, project, programme, opened_at) VALUES ($1, 0, 1, 'luo-ping', 'PENDING', '{}', 'QH-01', 'QH', now())`,
    [UNDER_WAY],
  );
  await db.pool.query(
    `INSERT INTO link_token (hash, notice, stream, round, step, person, created_at, expires_at) VALUES ($1, 'n', $2, 1, 0, 'luo-ping', now(), now() + interval '1 day')`,
    [sha256('an old link'), UNDER_WAY],
  );
});
afterAll(() => db.close());

describe('an upgrade from release 0.1.0', () => {
  it('keeps every event as it was, and folds all cases into the shape of today', async () => {
    expect(old.size).toBeGreaterThan(25);
    expect((await migrate(url)).length).toBeGreaterThanOrEqual(2);
    expect(await refoldOlder(db)).toBeGreaterThanOrEqual([...old.keys()].filter((stream) => stream.startsWith('approval/')).length);
    expect(await refoldOlder(db)).toBe(0);
    await fillStanding(db);
    expect(await verifyChains(db)).toMatchObject({ chainOk: true, events: [...old.values()].flat().length });
    // What 0.1.0 kept of the other kinds is not in its histories, so they are made from the events here.
    await rebuild(db, { apply: true });
    expect(await rebuild(db, { apply: false })).toMatchObject({ differences: [] });
  });

  it('finds decided approvals as they were decided: who, what, in which round, with which content before him', async () => {
    const { state, status } = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: 'approval/QH-01.FSR' } });
    expect(status).toBe('APPROVED');
    const { decisions, supplements } = state as unknown as ApprovalState;
    expect(supplements).toBe(1);
    expect(decisions.map(({ person: who, choice, round, step }) => [who, choice, round, step])).toEqual([
      ['fang-yuan', 'SUPPLEMENT', 1, 0],
      ['fang-yuan', 'APPROVE', 1, 0],
      ['chen-zhuo', 'APPROVE', 1, 1],
    ]);
  });

  it('goes on with what was under way: the same people are asked, their old links work, their decisions count', async () => {
    const row = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: UNDER_WAY } });
    const state = row.state as unknown as ApprovalState;
    expect(state.tasks.map(({ person: who, status, task }) => [who, status, task])).toEqual([['luo-ping', 'PENDING', 1]]);
    expect(await db.prisma.task.findMany({ where: { stream: UNDER_WAY }, select: { task: true, person: true, status: true } })).toEqual([
      { task: 1, person: 'luo-ping', status: 'PENDING' },
    ]);
    expect(await findLink(db, sha256('an old link'))).toMatchObject({
      link: { stream: UNDER_WAY, task: null, round: 1, step: 0, revoked: false },
      state: row.state,
    });
    const { events } = await createEventStore({ pool: db.pool }).record({
      stream: UNDER_WAY,
      expectedVersion: row.version,
      commandId: 'after-upgrade',
      actor: person('luo-ping'),
      occurredAt: '2026-11-25T02:00:00.000Z',
      events: [
        {
          type: 'DecisionMade',
          data: {
            opening: state.opening?.opening ?? 0,
            step: 0,
            round: 1,
            task: 1,
            person: 'luo-ping',
            onBehalfOf: null,
            choice: 'APPROVE',
            reason: null,
            conditions: [],
            score: null,
            seen: state.contentHash,
            route: 'x',
          },
        },
      ],
    });
    expect(events).toMatchObject([{ version: row.version + 1, schema: 2 }]);
    const bodies = await db.prisma.event.findMany({ where: { stream: UNDER_WAY }, orderBy: { version: 'asc' }, select: { body: true } });
    expect(bodies.map(({ body }) => (JSON.parse(body) as { schema: number }).schema)).toEqual([...Array(row.version).fill(1), 2]);
    expect(await verifyChains(db)).toMatchObject({ chainOk: true });
  });
});
