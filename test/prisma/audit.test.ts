import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditQuery } from '../../domain/audit/query.ts';
import { type AuditClerk, openAuditClerk } from '../../jobs/audit-clerk.ts';
import type { Alarm } from '../../log/alarms.ts';
import { appendDurably, LogKeys } from '../../log/keys.ts';
import { leavesBeside } from '../../log/outside.ts';
import { LogSigner, rotateKey } from '../../log/signer.ts';
import { grantAppRole } from '../../prisma/app-role.ts';
import { noteRefusal } from '../../prisma/cases/forms.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { asOf, scopeOf } from '../../prisma/history/as-of.ts';
import { listFindings } from '../../prisma/history/findings.ts';
import { noteReading } from '../../prisma/history/readings.ts';
import { readStory } from '../../prisma/history/story.ts';
import { takeIn } from '../../prisma/log/log.ts';
import { migrate } from '../../prisma/migrate.ts';
import { erasePerson } from '../../prisma/people/people.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { noteInJournal } from '../../prisma/record/ledgers.ts';
import { openRecord } from '../../prisma/record/record-source.ts';
import { eachMatch, searchHistory } from '../../prisma/search/audit-search.ts';
import { checkSearch, rebuildOlderSearch } from '../../prisma/search/search-rebuild.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseBody } from '../../proof/event-format.ts';
import { parseVerifierKey, type VerifierKey } from '../../proof/note.ts';
import { verifyRecord } from '../../proof/verify.ts';
import { openExample, playWhole } from '../../scripts/record/example.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let url: string;
let clerk: AuditClerk;
let project: string;
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-audit-'));
const outsideFile = path.join(folder, 'outside', 'checkpoints.txt');
const outside: string[] = [];
const alarms: Alarm[] = [];

beforeAll(async () => {
  url = await freshDatabase('audit_test');
  await migrate(url);
  db = openDatabase(url);
  clerk = openAuditClerk({
    database: db,
    folder: path.join(folder, 'keys'),
    origin: 'tuojian/test',
    signEveryMs: 3_600_000,
    outside: [
      {
        name: 'file',
        leaves: leavesBeside(outsideFile),
        keep: async (note) => {
          appendDurably(outsideFile, note);
          outside.push(note);
        },
      },
    ],
    onAlarm: (alarm) => void alarms.push(alarm),
    onFault: (error) => {
      throw error;
    },
  });
  const { play, programme } = await openExample(db, 'A');
  project = programme.file.projects[0]?.profile.code ?? '';
  await playWhole(play, programme, project);
  await clerk.catchUp();
}, 120_000);
afterAll(async () => {
  await clerk.stop();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = (): VerifierKey => {
  const found = parseVerifierKey(LogKeys.open(path.join(folder, 'keys'))?.publicKeys[0] ?? '');
  if (found === null) throw new Error('no key');
  return found;
};
const search = (query: AuditQuery, page: Partial<Parameters<typeof searchHistory>[3]> = {}, programmes: readonly string[] = ['A', 'office']) =>
  searchHistory(db, query, { programmes }, { order: 'NEWEST', after: null, limit: 50, countUpTo: 1_000, ...page });
const verified = async () => verifyRecord(await openRecord(db), { keys: [key()], outside });

describe('the log', () => {
  it('gives what the service shows of a case as the very text that its fold gives', async () => {
    const { cases } = await openRecord(db);
    let compared = 0;
    for await (const { stream, text } of cases?.() ?? []) {
      const row = JSON.parse(text) as { readonly state: unknown; readonly tasks: readonly unknown[] };
      expect(text, stream).toBe(JSON.stringify(row));
      compared += row.tasks.length;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('gives every event one place, without gaps, in the order of its stream', async () => {
    const rows = await db.pool.query<{ index: string; stream: string; version: number }>(
      'SELECT index, stream, version FROM log_leaf ORDER BY index',
    );
    expect(rows.rows.map(({ index }) => Number(index))).toEqual(rows.rows.map((_, n) => n));
    const heads = new Map<string, number>();
    for (const { stream, version } of rows.rows) {
      expect(version).toBe((heads.get(stream) ?? 0) + 1);
      heads.set(stream, version);
    }
    expect(rows.rowCount).toBe(await db.prisma.event.count());
  });

  it('loses nothing and doubles nothing when many write and several take in at once', async () => {
    const recorder = createEventStore({ pool: db.pool });
    const write = async (programme: string) => {
      for (let n = 0; n < 10; n += 1) {
        const events = [{ type: 'ExportMade' as const, data: { what: 'TEST', format: 'csv', query: `${n}` } }];
        await noteInJournal(db, recorder, { programme, commandId: randomUUID(), events });
        await takeIn(db);
      }
    };
    await Promise.all(['A', 'A', 'B', 'C', 'D'].map(write));
    await clerk.catchUp();
    const counts = await db.pool.query<{ events: string; leaves: string; entries: string; waiting: string }>(
      'SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM log_leaf) AS leaves, (SELECT count(*) FROM audit_entry) AS entries, (SELECT count(*) FROM log_queue) AS waiting',
    );
    const { events, leaves, entries, waiting } = counts.rows[0] ?? { events: '', leaves: '', entries: '', waiting: '' };
    expect([leaves, entries, waiting]).toEqual([events, events, '0']);
    expect(await verified()).toMatchObject({ ok: true, faults: [], unsigned: 0 });
  });

  it('is signed, and what is kept elsewhere holds the checkpoint and the hash of every event', () => {
    const size = parseCheckpoint(outside.at(-1) ?? '')?.size ?? 0;
    expect(size).toBeGreaterThan(150);
    expect(readFileSync(outsideFile, 'utf8')).toBe(outside.join(''));
    expect(
      readFileSync(path.join(path.dirname(outsideFile), 'leaves.txt'), 'utf8')
        .split('\n')
        .filter(Boolean),
    ).toHaveLength(size);
    expect(alarms).toEqual([]);
  });

  it('stays provable by the first key after the key was changed', async () => {
    const keys = LogKeys.open(path.join(folder, 'keys'));
    if (keys === null) throw new Error('no keys');
    await rotateKey(db, keys, new Date().toISOString());
    const notes: string[] = [];
    const signer = new LogSigner({
      database: db,
      folder: path.join(folder, 'keys'),
      origin: null,
      outside: [{ name: 'x', keep: async (note) => void notes.push(note) }],
      onAlarm: (a) => void alarms.push(a),
    });
    await noteInJournal(db, createEventStore({ pool: db.pool }), {
      programme: 'A',
      commandId: randomUUID(),
      events: [{ type: 'ExportMade', data: { what: 'T', format: 'csv', query: '' } }],
    });
    await takeIn(db, (taken) => signer.look(taken));
    await signer.sign();
    outside.push(...notes);
    expect(notes).toHaveLength(1);
    expect(await verified()).toMatchObject({ ok: true });
    expect(alarms).toEqual([]);
  });
});

describe('the signer', () => {
  const signerOn = (database: Database, keysFolder: string, into: Alarm[]) =>
    new LogSigner({ database, folder: keysFolder, origin: null, outside: [], onAlarm: (alarm) => void into.push(alarm) });

  it('signs nothing and raises an alarm on a machine that does not hold the key', async () => {
    const told: Alarm[] = [];
    expect(await signerOn(db, path.join(folder, 'other'), told).sign()).toBeNull();
    expect(told).toMatchObject([{ code: 'NO_KEY' }]);
  });

  it('signs nothing once the log is shorter, or another, than what it signed', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("SET session_replication_role = 'replica'");
    await client.query('CREATE TABLE kept AS SELECT * FROM log_leaf WHERE index >= (SELECT max(index) - 2 FROM log_leaf)');
    try {
      await client.query('DELETE FROM log_leaf WHERE index >= (SELECT min(index) FROM kept)');
      const cut: Alarm[] = [];
      expect(await signerOn(db, path.join(folder, 'keys'), cut).sign()).toBeNull();
      expect(cut).toMatchObject([{ code: 'LOG_CUT' }]);
      await client.query("INSERT INTO log_leaf SELECT index, 'journal/forged', row_number() OVER (), repeat('0', 64) FROM kept");
      const forked: Alarm[] = [];
      expect(await signerOn(db, path.join(folder, 'keys'), forked).sign()).toBeNull();
      expect(forked).toMatchObject([{ code: 'LOG_FORKED' }]);
    } finally {
      await client.query('DELETE FROM log_leaf WHERE index >= (SELECT min(index) FROM kept)');
      await client.query('INSERT INTO log_leaf SELECT * FROM kept');
      await client.query('DROP TABLE kept');
      await client.end();
    }
    expect(await verified()).toMatchObject({ ok: true });
  });

  it('does not sign for an event that was changed before it got its place', async () => {
    const told: Alarm[] = [];
    const signer = signerOn(db, path.join(folder, 'keys'), told);
    signer.look([
      {
        index: 1,
        stream: 'journal/A',
        version: 2,
        prevHash: 'a'.repeat(64),
        hash: 'b'.repeat(64),
        body: '{}',
        programme: 'A',
        project: null,
        before: 'a'.repeat(64),
      },
    ]);
    expect(told).toEqual([{ code: 'EVENT_CHANGED', where: 'journal/A@2' }]);
    expect(await signer.sign()).toBeNull();
  });
});

describe('the search', () => {
  it('finds by each field, alone and combined, and what it finds fits', async () => {
    const decisions = await search({ project, action: 'DecisionMade', outcome: 'APPROVE', door: 'link', text: '材料齐全' });
    expect(decisions.count).toBeGreaterThan(5);
    for (const { type, project: of, actor } of decisions.items) expect([type, of, actor.door]).toEqual(['DecisionMade', project, 'link']);
    const one = decisions.items[0];
    const person = one?.actor.person ?? '';
    const own = await search({ person, action: 'DecisionMade' });
    expect(own.items.every(({ actor }) => actor.person === person || actor.onBehalfOf === person)).toBe(true);
    const payment = await search({ action: 'PaymentRequested' });
    const fen = payment.items[0]?.amountFen ?? 0;
    expect((await search({ action: 'PaymentRequested', amountFrom: fen, amountTo: fen })).count).toBe(1);
    expect((await search({ action: 'PaymentRequested', amountFrom: fen + 1 })).count).toBe(0);
    expect((await search({ stage: 'CONSTRUCTION', kind: 'construction', stream: `construction/${project}` })).count).toBeGreaterThan(8);
  });

  it('pages through everything once, in a stable order, from either end', async () => {
    const through = async (order: 'NEWEST' | 'OLDEST') => {
      const seen: number[] = [];
      for (let after: number | null = null, more = true; more; ) {
        const page = await search({}, { order, after, limit: 37 }, ['A', 'B', 'C', 'D', 'office']);
        seen.push(...page.items.map(({ index }) => index));
        more = page.next !== null;
        after = page.next;
      }
      return seen;
    };
    const [down, up] = [await through('NEWEST'), await through('OLDEST')];
    expect(up).toEqual([...down].reverse());
    expect(up).toEqual(up.map((_, n) => n));
    const all: number[] = [];
    for await (const page of eachMatch(db, {}, { programmes: ['A', 'B', 'C', 'D', 'office'] })) all.push(...page.map(({ index }) => index));
    expect(all).toEqual(up);
  });

  it('shows nothing of programmes that the reader does not see', async () => {
    expect((await search({}, {}, ['B'])).items.every(({ programme }) => programme === 'B')).toBe(true);
    expect((await search({ project }, {}, ['B'])).count).toBe(0);
    expect((await search({}, {}, [])).count).toBe(0);
  });

  it('takes words that look like SQL or patterns as words', async () => {
    for (const text of ["'; DROP TABLE event; --", '%', '_', '{}', '\\']) expect((await search({ text })).items).toBeDefined();
    expect((await search({ text: '100%同意' })).count).toBe(0);
  });

  it('knows refused attempts and the readings of auditors within a moment', async () => {
    await noteRefusal(db, {
      stream: `approval/${project}.PLAN_ESTIMATE`,
      commandType: 'Decide',
      commandId: 'x',
      person: 'eve',
      door: 'api',
      code: 'NOT_ASKED',
    });
    await noteReading(db, 'song-wei', ['A'], '/api/v1/audit/events?text=资金');
    await clerk.catchUp();
    const refused = await search({ person: 'eve', action: 'AttemptRefused' });
    expect(refused.items).toMatchObject([{ outcome: 'NOT_ASKED' }]);
    expect((await search({ person: 'song-wei', action: 'HistoryRead', text: '资金' })).count).toBe(1);
    // Once, however often the clerk looks.
    await clerk.catchUp();
    expect((await search({ person: 'eve', action: 'AttemptRefused' })).count).toBe(1);
  });

  it('holds each event as it is', async () => {
    expect(await checkSearch(db)).toEqual([]);
  });

  it('made by an older release is made anew once, after the migration', async () => {
    await db.pool.query("UPDATE audit_entry SET documents = ARRAY['as 0.4.0 wrote it'] WHERE index < 20");
    expect(await checkSearch(db)).not.toEqual([]);
    expect(await rebuildOlderSearch(db)).toBeGreaterThan(20);
    expect(await checkSearch(db)).toEqual([]);
    expect(await rebuildOlderSearch(db)).toBe(0);
  });
});

describe('a project at a moment', () => {
  it('stands as its events by then say, with who could have decided', async () => {
    const opened = await search({ stream: `approval/${project}.PAYMENT.ZF-01`, action: 'StepOpened' }, { order: 'OLDEST' });
    const scope = await scopeOf(db, { stream: `approval/${project}.PAYMENT.ZF-01` });
    if (scope === null) throw new Error('no such approval');
    const at = opened.items[0]?.occurredAt ?? '';
    const then = await asOf(db, scope, at);
    expect(then.couldDecide.length).toBeGreaterThan(0);
    expect(then.couldDecide[0]).toMatchObject({
      stream: `approval/${project}.PAYMENT.ZF-01`,
      offers: expect.arrayContaining(['APPROVE']),
      route: expect.stringContaining('PAYMENT/'),
    });
    const now = await asOf(db, scope, new Date().toISOString());
    expect(now.couldDecide).toEqual([]);
    expect(now.cases[0]?.status).toBe('APPROVED');
    const stored = await db.prisma.caseState.findUnique({ where: { stream: scope.streams[0] ?? '' } });
    expect(now.cases[0]?.state).toEqual(stored?.state);
    expect((await asOf(db, scope, '2020-01-01T00:00:00.000Z')).cases).toEqual([]);
  });

  it('is told as a story with waits, stages and every event', async () => {
    const story = await readStory(db, project);
    expect(story?.stages.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    expect(story?.steps.length).toBeGreaterThan(3);
    expect(story?.steps.every(({ waits }) => waits.length > 0)).toBe(true);
    expect(story?.lines.some(({ text }) => text.zh.includes('等待 0 个工作日'))).toBe(true);
    const events = await db.prisma.event.count({
      where: {
        OR: [{ stream: `project/${project}` }, { stream: { endsWith: `/${project}` } }, { stream: { startsWith: `approval/${project}.` } }],
        NOT: { stream: { startsWith: 'findings/' } },
      },
    });
    expect(story?.lines).toHaveLength(events);
  });

  it('is checked as events come: its findings stand in the record', async () => {
    const found = await listFindings(db, ['A'], { project });
    expect(found.map(({ code }) => code)).toContain('SETTLED_OVER_CONTRACT');
    // A check in the middle of the play raises one whose evidence changes afterwards, and then raises it anew.
    const raised = await db.prisma.event.findMany({ where: { stream: `findings/${project}`, type: 'FindingRaised' } });
    const ids = raised.map(({ body }) => (parseBody(body).data as { readonly id: string }).id);
    expect([...new Set(ids)].sort()).toEqual(found.map(({ id }) => id).sort());
  });
});

describe('what may not be', () => {
  it("the service's role adds to the record and changes nothing of it, with or without triggers", async () => {
    await grantAppRole(url, 'audit_test_app');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('SET ROLE audit_test_app');
    for (const statement of [
      "UPDATE event SET body = '{}'",
      'DELETE FROM event',
      'TRUNCATE event',
      'DELETE FROM checkpoint',
      'UPDATE log_leaf SET hash = hash',
      'ALTER TABLE event DISABLE TRIGGER ALL',
    ]) {
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await client.query('RESET ROLE');
    // The owner meets the triggers.
    for (const statement of ["UPDATE event SET body = '{}'", 'DELETE FROM log_leaf', 'TRUNCATE checkpoint'])
      await expect(client.query(statement)).rejects.toThrow(/append-only/);
    await client.end();
  });

  it('erasing a person leaves every chain, checkpoint and search as it was', async () => {
    await erasePerson(db, 'zheng-yan');
    await noteInJournal(db, createEventStore({ pool: db.pool }), {
      programme: '',
      commandId: randomUUID(),
      events: [{ type: 'PersonErased', data: { person: 'zheng-yan', basis: '个人申请' } }],
    });
    await clerk.catchUp();
    expect(await db.prisma.person.findUnique({ where: { id: 'zheng-yan' } })).toMatchObject({
      name: '（已清除）',
      email: 'erased@invalid',
      phone: null,
    });
    expect(await verified()).toMatchObject({ ok: true });
    expect((await search({ person: 'zheng-yan' })).count).toBeGreaterThan(0);
    const dump = await db.pool.query<{ n: string }>("SELECT count(*) AS n FROM event WHERE body LIKE '%郑岩%'");
    expect(dump.rows[0]?.n).toBe('0');
  });
});
