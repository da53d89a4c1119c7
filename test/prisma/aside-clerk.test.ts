/** The audit's clerk with poison in what waits: events as release 0.4.0 took them, faults planted by SQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditClerk, openAuditClerk } from '../../jobs/audit-clerk.ts';
import type { Alarm } from '../../log/alarms.ts';
import { LogKeys } from '../../log/keys.ts';
import { dueAside, giveUpAside, listAside, retryAside } from '../../prisma/aside.ts';
import { noteRefusal } from '../../prisma/cases/forms.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { noteDocuments, noteRefusals } from '../../prisma/record/ledgers.ts';
import { openRecord } from '../../prisma/record/record-source.ts';
import { searchHistory } from '../../prisma/search/audit-search.ts';
import { checkSearch, rebuildSearch } from '../../prisma/search/search-rebuild.ts';
import { bodyOf, chainHash, GENESIS } from '../../proof/event-format.ts';
import { parseVerifierKey } from '../../proof/note.ts';
import { verifyRecord } from '../../proof/verify.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let clerk: AuditClerk;
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-aside-'));
const alarms: Alarm[] = [];
const mailed: Alarm[] = [];
const outside: string[] = [];
let mailbox: 'takes' | 'refuses' = 'takes';

const openClerk = () =>
  openAuditClerk({
    database: db,
    folder: path.join(folder, 'keys'),
    origin: 'tuojian/aside',
    signEveryMs: 3_600_000,
    outside: [{ name: 'file', keep: async (note) => void outside.push(note) }],
    onAlarm: (alarm) => void alarms.push(alarm),
    mailAlarm: async (alarm) => {
      if (mailbox === 'refuses') throw new Error('421 come again');
      mailed.push(alarm);
    },
    onFault: () => undefined,
  });

beforeAll(async () => {
  const url = await freshDatabase('aside_clerk_test');
  await migrate(url);
  db = openDatabase(url);
  clerk = openClerk();
});
afterAll(async () => {
  await clerk.stop();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
/** An event in the record and in the queue, whatever its content, as a release without a gate wrote it. */
async function plant(
  stream: string,
  data: object,
  more: { readonly type?: string; readonly body?: string; readonly occurredAt?: string } = {},
): Promise<string> {
  count += 1;
  const { type = 'Commented' } = more;
  const actor = { person: 'fang-yuan', door: 'link', assurance: 'email-possession', roles: [] } as const;
  const occurredAt = more.occurredAt ?? new Date().toISOString();
  const body = more.body ?? bodyOf({ stream, version: 1, type, schema: 1, data, actor, commandId: `planted-${count}`, occurredAt });
  const hash = chainHash(GENESIS, body);
  await db.pool.query(
    "INSERT INTO stream (stream, kind, programme, version, hash, opened_at) VALUES ($1, split_part($1, '/', 1), 'T', 1, $2, now())",
    [stream, hash],
  );
  await db.pool.query(
    "INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body) VALUES ($1, 1, $6, $2, 0, now(), 'fang-yuan', $3, $4, $5)",
    [stream, `planted-${count}`, GENESIS, hash, body, type],
  );
  return `${stream}@1`;
}
const search = (text: string) => searchHistory(db, { text }, { programmes: ['T'] }, { order: 'NEWEST', after: null, limit: 50, countUpTo: 100 });
const aside = async () => (await listAside(db, { all: false })).map(({ item }) => item);

/** Kinds of content that the search cannot hold as it is, each by its own stream. */
const POISON: Readonly<Record<string, Parameters<typeof plant>>> = {
  'U+0000 in a remark': ['approval/T-01.A', { text: '前\u0000后 甲乙' }],
  'half a character in a basis': ['programme/T', { basis: 'x\ud800' }, { type: 'RouteWithdrawn' }],
  'half a character in the name of a field': ['approval/T-01.B', { 'x\udc00': '丙丁' }],
  'no JSON': ['approval/T-01.C', {}, { body: 'not a body' }],
  'JSON of another shape': ['approval/T-01.D', {}, { body: '[]' }],
  'a time that is none': ['approval/T-01.E', {}, { occurredAt: 'last week' }],
  'a year that no range knows': ['approval/T-01.F', {}, { occurredAt: '+275760-09-13T00:00:00.000Z' }],
  'a stream of no kind': ['nonsense/T-01', {}],
};

describe('poison in what waits for the log', () => {
  it('is placed, signed and told, and whatever came before, between and after it is found', async () => {
    const good = [await plant('approval/T-02.A', { text: '首先收录' })];
    const bad: string[] = [];
    for (const [name, planted] of Object.entries(POISON)) {
      bad.push(await plant(...planted));
      good.push(await plant(`approval/T-03.${bad.length}`, { text: `照常收录 ${name}` }));
    }
    // No poison, though an index could choke on it: sums and numbers beyond all bounds.
    const documents = [{ title: '极长的文号', number: '甲𪚥'.repeat(5_000) }];
    await plant('approval/T-04.A', { content: { amountFen: 1e30, documents } }, { type: 'DraftSaved' });
    await clerk.catchUp();
    expect((await search('首先收录')).count).toBe(1);
    expect((await search('照常收录')).count).toBe(good.length - 1);
    expect((await search('极长的文号')).count).toBe(1);
    // What is left of a text is found, too.
    expect((await search('甲乙')).count).toBe(1);
    expect((await aside()).sort()).toEqual([...bad].sort());
    const places = await db.pool.query('SELECT (SELECT count(*) FROM event)::int AS events, (SELECT count(*) FROM log_leaf)::int AS places');
    expect(places.rows[0].places).toBe(places.rows[0].events);
  });

  it('leaves nothing unsigned, and is no tamper alarm', async () => {
    const key = parseVerifierKey(LogKeys.open(path.join(folder, 'keys'))?.publicKeys[0] ?? '');
    const report = await verifyRecord(await openRecord(db), { keys: key === null ? [] : [key], outside });
    expect(report.unsigned).toBe(0);
    expect(alarms).toEqual([]);
    expect(await checkSearch(db)).toEqual([]);
  });

  it('that PostgreSQL refuses for a reason nobody foresaw is found by its place alone, until it can be written', async () => {
    await db.pool.query(
      `CREATE FUNCTION choke() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.text LIKE ''%unforeseen%'' THEN RAISE EXCEPTION ''no such luck''; END IF; RETURN NEW; END'`,
    );
    await db.pool.query('CREATE TRIGGER choke BEFORE INSERT OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION choke()');
    const where = await plant('approval/T-05.A', { text: 'unforeseen 戊己' });
    await plant('approval/T-05.B', { text: '它的邻居' });
    await clerk.catchUp();
    expect((await search('它的邻居')).count).toBe(1);
    expect((await search('戊己')).count).toBe(0);
    expect((await listAside(db, { all: false })).find(({ item }) => item === where)?.reason).toBe('found by its case and place alone: no such luck');
    expect(await checkSearch(db)).toEqual([]);
    // The same form where nobody set anything aside is what it looks like.
    await db.pool.query("UPDATE set_aside SET loop = 'BOTS' WHERE item = $1", [where]);
    expect(await checkSearch(db)).toMatchObject([{ code: 'SEARCH_DIFFERS', where }]);
    await db.pool.query("UPDATE set_aside SET loop = 'AUDIT_CLERK' WHERE item = $1", [where]);
    await db.pool.query('DROP TRIGGER choke ON audit_entry');
    await retryAside(db, where);
    // Due at once; unless the service's own clerk was faster and has it in the search already.
    const due = await dueAside(db, 'AUDIT_CLERK');
    expect(due).toHaveLength((await search('戊己')).count === 1 && due.length === 0 ? 0 : 1);
    for (let tries = 0; (await search('戊己')).count === 0 && tries < 80; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await search('戊己')).count).toBe(1);
    expect(await aside()).not.toContain(where);
    expect(await checkSearch(db)).toEqual([]);
  });

  it('is the same after the search is made anew, and stays settled once a person has settled it', async () => {
    const before = await aside();
    const [first = ''] = before;
    expect(await giveUpAside(db, 'AUDIT_CLERK', first)).toBe(true);
    await rebuildSearch(db);
    expect(await aside()).toEqual(before.slice(1));
    expect(await checkSearch(db)).toEqual([]);
  });
});

describe('how late the record is', () => {
  it('counts what waits for its place; the alarm comes though nothing can be taken in and no mail goes out, once, and anew when it was over', async () => {
    const [a, b] = ['approval/T-06.A', 'approval/T-06.B'];
    await db.pool.query('ALTER TABLE log_leaf ADD CONSTRAINT never CHECK (index < 0) NOT VALID');
    mailbox = 'refuses';
    await plant(a, { text: '等待太久' });
    await db.pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    await db.pool.query("UPDATE event SET occurred_at = now() - interval '6 minutes' WHERE stream = $1", [a]);
    await db.pool.query('ALTER TABLE event ENABLE TRIGGER USER');
    await expect(clerk.catchUp()).rejects.toThrow(/never/);
    expect(alarms.map(({ code }) => code)).toEqual(['CHECKPOINT_STALE']);
    expect(alarms[0]?.where).toMatch(/^approval\/T-06.A@1, since/);
    expect(mailed).toEqual([]);
    expect((await aside()).includes('taking events in')).toBe(true);
    // Once while it stands.
    await clerk.catchUp().catch(() => undefined);
    expect(alarms).toHaveLength(1);
    // The alarm's own note in the journal is written apart; behind it in the queue, the event made older here would not be the first.
    await expect.poll(() => db.prisma.event.count({ where: { type: 'AlarmRaised' } }), { timeout: 10_000 }).toBe(1);
    await db.pool.query('ALTER TABLE log_leaf DROP CONSTRAINT never');
    await clerk.catchUp();
    expect((await aside()).includes('taking events in')).toBe(false);
    await db.pool.query('ALTER TABLE log_leaf ADD CONSTRAINT never CHECK (index < 0) NOT VALID');
    await plant(b, { text: '又一次' });
    await db.pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    await db.pool.query("UPDATE event SET occurred_at = now() - interval '7 minutes' WHERE stream = $1", [b]);
    await db.pool.query('ALTER TABLE event ENABLE TRIGGER USER');
    await clerk.catchUp().catch(() => undefined);
    expect(alarms.map(({ code }) => code)).toEqual(['CHECKPOINT_STALE', 'CHECKPOINT_STALE']);
    await db.pool.query('ALTER TABLE log_leaf DROP CONSTRAINT never');
    await clerk.catchUp();
  });
});

describe('poison in what waits for a journal', () => {
  it('is set aside alone: the next refusal is noted, and the bad one when it can be', async () => {
    const recorder = createEventStore({ pool: db.pool });
    const refused = (person: string) =>
      noteRefusal(db, { stream: 'approval/T-02.A', commandType: 'Decide', commandId: person, person, door: 'api', code: 'NOT_ASKED' });
    await refused('bad');
    await refused('good');
    await db.pool.query(
      `CREATE FUNCTION choke_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.body LIKE ''%"person":"bad"%'' THEN RAISE EXCEPTION ''not this one''; END IF; RETURN NEW; END'`,
    );
    await db.pool.query('CREATE TRIGGER choke_event BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION choke_event()');
    await noteRefusals(db, recorder);
    const open = async () => (await db.pool.query<{ person: string }>('SELECT person FROM refusal WHERE noted_at IS NULL')).rows.map((r) => r.person);
    expect(await open()).toEqual(['bad']);
    expect((await listAside(db, { all: false })).find(({ loop }) => loop === 'JOURNAL')).toMatchObject({
      about: 'approval/T-02.A',
      reason: 'not this one',
    });
    await db.pool.query('DROP TRIGGER choke_event ON event');
    await retryAside(db, null);
    await noteRefusals(db, recorder);
    expect(await open()).toEqual([]);
    expect((await listAside(db, { all: false })).some(({ loop }) => loop === 'JOURNAL')).toBe(false);
  });

  it('keeps no document from being noted: neither hundreds that nobody refers to, nor one that cannot be noted', async () => {
    const recorder = createEventStore({ pool: db.pool });
    const hash = (n: number) => n.toString(16).padStart(64, '0');
    const handedIn = async (n: number, daysAgo: number, stream: string | null) => {
      await db.pool.query(
        `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at)
         VALUES ($1, 'x.pdf', 'application/pdf', 1, 'x', 'ann', now() - make_interval(days => $2))`,
        [hash(n), daysAgo],
      );
      if (stream !== null) await db.pool.query("INSERT INTO file_reference (stream, sha256, name) VALUES ($1, $2, 'x.pdf')", [stream, hash(n)]);
    };
    await plant('approval/T-07.A', {});
    await db.pool.query(
      `CREATE OR REPLACE FUNCTION choke_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.body LIKE ''%${hash(1)}%'' THEN RAISE EXCEPTION ''not this one''; END IF; RETURN NEW; END'`,
    );
    // Before the files come: the clerk of this file looks too.
    await db.pool.query('CREATE TRIGGER choke_event BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION choke_event()');
    await handedIn(1, 300, 'approval/T-07.A');
    await handedIn(2, 200, 'approval/T-07.A');
    for (let n = 10; n < 240; n += 1) await handedIn(n, 0, null);
    await noteDocuments(db, recorder);
    const noted = async () =>
      (await db.pool.query<{ sha256: string }>('SELECT sha256 FROM document_file WHERE noted_at IS NOT NULL ORDER BY sha256')).rows.map(
        ({ sha256 }) => Number.parseInt(sha256, 16),
      );
    expect(await noted()).toEqual([2]);
    expect(await aside()).toContain(`document/${hash(1)}`);
    await db.pool.query('DROP TRIGGER choke_event ON event');
    await retryAside(db, null);
    await noteDocuments(db, recorder);
    expect(await noted()).toEqual([1, 2]);
    expect(await aside()).not.toContain(`document/${hash(1)}`);
  });
});
