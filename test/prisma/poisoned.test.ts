/** A database of release 0.4.0 that holds text which no text of PostgreSQL can, as that release took it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldOf } from '../../domain/cases.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import { TextNotKept } from '../../domain/kernel/record.ts';
import { caseByStream, listCases, listEvents, readerOfToken } from '../../prisma/cases/cases.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { takeIn } from '../../prisma/log/log.ts';
import { migrate } from '../../prisma/migrate.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { rebuild, refoldOlder, verifyChains } from '../../prisma/record/rebuild.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { searchHistory } from '../../prisma/search/audit-search.ts';
import { checkSearch } from '../../prisma/search/search-rebuild.ts';
import { bodyOf, chainHash, GENESIS, parseBody, recordedOf } from '../../proof/event-format.ts';
import { person } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { recordedBy010 } from '../setup/recorded-release.ts';

/** The newest migration that 0.4.0 ships. */
const OF_040 = '20261128000000_audit';
const PROGRAMME = 'programme/QH';
const APPROVAL = 'approval/QH-01.LAND_PRE';
const HALF = 'x\ud800y';
const NUL = '前\u0000后';

let db: Database;
const bodies = new Map<string, string>();

/** The rows that 0.4.0 wrote of a stream: events as they are, the state as `JSON.stringify` gives it. */
async function writeAs040(
  stream: string,
  events: readonly (Draft & { readonly occurredAt: string; readonly actor: object; readonly commandId: string })[],
) {
  let previous = GENESIS;
  const recorded = [];
  for (const [index, { type, data, actor, commandId, occurredAt }] of events.entries()) {
    const body = bodyOf({
      stream,
      version: index + 1,
      type,
      schema: commandId === 'poison' ? 2 : 1,
      data,
      actor: actor as never,
      commandId: `${stream}/${index}`,
      occurredAt,
    });
    const hash = chainHash(previous, body);
    await db.pool.query(
      `INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body) VALUES ($1,$2,$3,$4,0,$5,NULL,$6,$7,$8)`,
      [stream, index + 1, type, `${stream}/${index}`, occurredAt, previous, hash, body],
    );
    bodies.set(`${stream}@${index + 1}`, body);
    recorded.push(recordedOf(parseBody(body)));
    previous = hash;
  }
  const [kind = ''] = stream.split('/');
  await db.pool.query("INSERT INTO stream (stream, kind, programme, project, version, hash, opened_at) VALUES ($1, $2, 'QH', NULL, $3, $4, now())", [
    stream,
    kind,
    events.length,
    previous,
  ]);
  await db.pool.query(
    `INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, schema, changed_at)
     VALUES ($1,$2,'QH',NULL,$3,'OPEN','{"zh":"","en":""}',NULL,$4::json,2,now())`,
    [stream, kind, events.length, JSON.stringify(foldOf(stream, recorded))],
  );
}

beforeAll(async () => {
  const url = await freshDatabase('poisoned_test');
  await migrate(url, OF_040);
  db = openDatabase(url);
  await seedCalendar(db);
  const old = recordedBy010();
  const programme = old.get(PROGRAMME) ?? [];
  const approval = old.get(APPROVAL) ?? [];
  const last = { occurredAt: '2026-11-24T02:00:00.000Z', actor: person('han-dong'), commandId: 'poison' };
  const mandate = { mandate: 'm-1', principal: 'han-dong', delegate: 'su-mei', from: '2026-11-24', to: '2026-12-20', basis: HALF, known: [] };
  await writeAs040(PROGRAMME, [...programme, { ...last, type: 'MandateGranted', data: mandate }]);
  const asked = approval.slice(0, approval.findIndex(({ type }) => type === 'StepOpened') + 1);
  await writeAs040(APPROVAL, [...asked, { ...last, type: 'Commented', data: { person: 'luo-ping', text: NUL, documents: [] } }]);
  for (const [stream, events] of old) if (/^project\/QH-0[12]$/.test(stream)) await writeAs040(stream, events);
  await db.pool.query("INSERT INTO finding (stream, version, ordinal, code, project, data) VALUES ('project/QH-01', 1, 0, 'X', 'QH-01', $1::json)", [
    JSON.stringify({ note: `${HALF}\\ud800` }),
  ]);
  await db.pool.query("INSERT INTO preference (person, wishes, changed_at) VALUES ('han-dong', $1::json, now())", [
    JSON.stringify({ digest: false }),
  ]);
  await db.pool.query("INSERT INTO person (id, name, name_en, email, unit) VALUES ('xu-jianing', '许', 'Xu', 'x@qinghe.example', 'office')");
  // As in 0.4.0: what SQL looks into cannot be read back.
  await expect(db.pool.query("SELECT state::jsonb FROM case_state WHERE stream = 'programme/QH'")).rejects.toThrow(/Unicode|type json/);
  await migrate(url);
  await refoldOlder(db);
  await rebuild(db, { apply: true });
});
afterAll(() => db.close());

describe('after the upgrade of a database that holds such text', () => {
  it('every event is there, byte for byte', async () => {
    const rows = await db.prisma.event.findMany({ select: { stream: true, version: true, body: true } });
    expect(new Map(rows.map(({ stream, version, body }) => [`${stream}@${version}`, body]))).toEqual(bodies);
    expect(await verifyChains(db)).toMatchObject({ chainOk: true, faults: [] });
  });

  it('people sign in, and list and read their cases', async () => {
    const reader = await readerOfToken(db, await issueApiToken(db, 'xu-jianing', 1));
    expect(reader).toMatchObject({ person: 'xu-jianing', roles: { QH: ['PROGRAMME_OFFICER'] } });
    if (reader === null) throw new Error('unreachable');
    expect((await listCases(db, reader, {}, { after: null, limit: 50 })).map(({ stream }) => stream)).toEqual(
      expect.arrayContaining([PROGRAMME, APPROVAL]),
    );
    expect(JSON.stringify((await caseByStream(db, PROGRAMME))?.state)).toContain('x\ufffdy');
    expect(JSON.stringify((await caseByStream(db, APPROVAL))?.state)).toContain('前\ufffd后');
    expect((await listEvents(db, PROGRAMME, 0, 200)).length).toBeGreaterThan(5);
  });

  it('every event gets its place and is found; the search holds what the events say', async () => {
    expect(await takeIn(db)).toHaveLength(bodies.size);
    expect(await checkSearch(db)).toEqual([]);
    const page = { order: 'NEWEST', after: null, limit: 10, countUpTo: 10 } as const;
    const { items } = await searchHistory(db, { text: '前' }, { programmes: ['QH'] }, page);
    expect(items.map(({ stream, type }) => [stream, type])).toContainEqual([APPROVAL, 'Commented']);
  });

  it('a rebuild says no difference', async () => expect(await rebuild(db, { apply: false })).toMatchObject({ chainOk: true, differences: [] }));

  it('both cases go on, and what is new is kept whole or refused by name', async () => {
    const recorder = createEventStore({ pool: db.pool });
    const record = async (text: string, actor = person('luo-ping')) => {
      const { version } = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: APPROVAL } });
      const events = [{ type: 'Commented', data: { person: 'luo-ping', text, documents: [] } }];
      return recorder.record({
        stream: APPROVAL,
        expectedVersion: version,
        commandId: `c/${randomUUID()}`,
        actor,
        occurredAt: '2026-11-25T02:00:00.000Z',
        events,
      });
    };
    expect(await record('同意')).toMatchObject({ kind: 'RECORDED' });
    await expect(record('又\udc00')).rejects.toThrow(TextNotKept);
    await expect(record('又\u0000')).rejects.toThrow(/text of Commented in approval\/QH-01\.LAND_PRE must be well-formed/);
    // Said again by the case itself, or known since then: kept with the sign in its place.
    expect(await record(NUL)).toMatchObject({ events: [{ data: { text: '前\ufffd后' } }] });
    expect(await record('钟\ud800', { person: null, door: 'clock', assurance: 'system', roles: [] })).toMatchObject({
      events: [{ data: { text: '钟\ufffd' } }],
    });
    await takeIn(db);
    expect(await rebuild(db, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
    expect(await checkSearch(db)).toEqual([]);
  });

  it('the database itself refuses what it could not read back', async () => {
    for (const statement of [
      `UPDATE case_state SET state = '{"a":"\\ud800"}' WHERE stream = 'programme/QH'`,
      `UPDATE preference SET wishes = '{"a":"\\u0000"}'`,
      `INSERT INTO organisation (stream, organisation) VALUES ('x', '{"a":"\\udc00"}')`,
    ])
      await expect(db.pool.query(statement)).rejects.toThrow(/Unicode|type json/);
  });
});
