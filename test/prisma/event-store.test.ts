import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import { due, firstTold } from '../../domain/approval/fill.ts';
import { blankDeadline } from '../../domain/calendar/deadline.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import { CommandIdTaken, StreamConflict } from '../../domain/kernel/record.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeCommand, ProgrammeState } from '../../domain/programme/facts.ts';
import { projectCase } from '../../domain/project/case.ts';
import { storeFile } from '../../prisma/cases/files.ts';
import { versionOfCases } from '../../prisma/cases/version-of-cases.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { eventsOfCommand, matchCode, mintCode } from '../../prisma/mail/codes.ts';
import { claimNotices, settleNotice } from '../../prisma/mail/notices.ts';
import { migrate, schemaDiff } from '../../prisma/migrate.ts';
import { storePeople } from '../../prisma/people/people.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { rebuild, verifyChains } from '../../prisma/record/rebuild.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { chainHash } from '../../proof/event-format.ts';
import { openApproval, person, profile, programmeOpened, route, surveyBasis, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let url: string;
beforeAll(async () => {
  url = await freshDatabase('store_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  const opened = programmeOpened([
    { role: 'PROGRAMME_OFFICER', person: 'officer' },
    { role: 'NDRC', person: 'ann' },
    { role: 'NDRC', person: 'ben' },
    { role: 'AUDITOR', person: 'audit' },
  ]);
  await storePeople(
    db,
    ['officer', 'ann', 'ben', 'carl', 'dora', 'audit'].map((id) => ({
      id,
      name: id,
      nameEn: id,
      email: `${id}@example.org`,
      unit: 'u',
      locale: 'zh-CN' as const,
      phone: null,
    })),
  );
  await record('programme/T', 0, [opened]);
  // A deputy without a role of his own, from the programme's list of people.
  await record('journal/T', 0, [{ type: 'PersonAdded', data: { programme: 'T', person: 'carl', by: null, basis: '函 1', facts: {} } }]);
});
afterAll(() => db.close());

const record = (stream: string, expectedVersion: number, events: readonly Draft[], commandId: string = randomUUID()) =>
  createEventStore({ pool: db.pool }).record({ stream, expectedVersion, commandId, actor: system, occurredAt: '2026-11-02T02:00:00.000Z', events });

const context = { now: '2026-11-02T02:00:00.000Z', actor: system, commandId: 'c' };
/** Three events: opened, accepted, first step. Nobody in this programme is Ann but she, and the holders of NDRC are asked. */
const opening = (changed: object = {}): readonly Draft[] => {
  const command = openApproval(route({ members: [{ role: 'NDRC' }] }), { programme: 'T', project: 'T-01', acceptedOn: '2026-11-02', ...changed });
  const decided = approvalCase('T').decide(null, command, context);
  return decided.ok ? decided.events : [];
};
const decision = (who: string): Draft => ({
  type: 'DecisionMade',
  data: {
    opening: 1,
    step: 0,
    round: 1,
    task: who === 'ann' ? 1 : 2,
    person: who,
    onBehalfOf: null,
    choice: 'APPROVE',
    reason: null,
    conditions: [],
    score: null,
    seen: 'x',
    route: 'TEST/1',
  },
});

describe('recordEvents', () => {
  it('writes events, chain, read tables and due notices in one act, with the blanks filled in', async () => {
    const stream = `approval/${randomUUID()}`;
    const { events, notices } = await record(stream, 0, opening());
    expect(events[2]?.data).toMatchObject({
      seats: [
        { task: 1, person: 'ann' },
        { task: 2, person: 'ben' },
      ],
      deadline: { dueOn: '2026-11-16' },
    });
    expect(events[0]?.data).toMatchObject({ contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(notices).toHaveLength(2);
    expect(await db.prisma.task.count({ where: { stream, status: 'PENDING' } })).toBe(2);
    const rows = await db.prisma.event.findMany({ where: { stream }, orderBy: { version: 'asc' } });
    expect(rows[0]?.prevHash).toBe('0'.repeat(64));
    for (const row of rows) expect(row.hash).toBe(chainHash(row.prevHash, row.body));
    expect(rows[1]?.prevHash).toBe(rows[0]?.hash);
  });

  it('says when those who are asked were first told: of mails that a server took and did not give back', async () => {
    const stream = `approval/${randomUUID()}`;
    const { notices } = await record(stream, 0, opening());
    const look = async (version: number): Promise<object | undefined> => {
      const told = { tasks: [1, 2], since: '2026-11-02T02:00:00.000Z', at: null, looked: false };
      const limit = { n: 10, unit: 'WD' as const };
      const data = {
        opening: 1,
        step: 0,
        round: 1,
        told,
        next: '2026-11-03T02:00:00.000Z',
        deadline: blankDeadline('2026-11-02', limit),
        caseDeadline: null,
      };
      const fill = { told: firstTold(told), deadline: due(data.deadline, told) };
      return (await record(stream, version, [{ type: 'NoticeChecked', data, fill }])).events[0]?.data;
    };
    expect(await look(3)).toMatchObject({ told: { at: null, looked: true }, deadline: { from: '2026-11-02', dueOn: '2026-11-16' } });
    const sent = async (id: string | undefined, at: string, status: string): Promise<void> => {
      await db.prisma.notice.update({ where: { id: id ?? '' }, data: { sentAt: new Date(at), status } });
    };
    await sent(notices[0], '2026-11-02T03:00:00.000Z', 'BOUNCED');
    expect(await look(4)).toMatchObject({ told: { at: null } });
    // 00:01 in China of the fourth.
    await sent(notices[1], '2026-11-03T16:01:00.000Z', 'SENT');
    expect(await look(5)).toMatchObject({ told: { at: '2026-11-03T16:01:00.000Z' }, deadline: { from: '2026-11-04', dueOn: '2026-11-18' } });
  });

  it('answers the same command again with the same events, and records nothing twice', async () => {
    const stream = `approval/${randomUUID()}`;
    const first = await record(stream, 0, opening(), 'again-1');
    const second = await record(stream, 0, opening(), 'again-1');
    expect(second).toEqual(first);
    expect(await db.prisma.event.count({ where: { stream } })).toBe(3);
    // Long after: the workflow has forgotten the command and decided it once more.
    expect(await record(stream, 3, [decision('ann')], 'again-1')).toEqual(first);
  });

  it('takes an id that another case has used for no success: nothing is recorded, and it says so', async () => {
    const [one, other] = [`approval/${randomUUID()}`, `approval/${randomUUID()}`];
    await record(one, 0, opening(), `taken-${one}`);
    await record(other, 0, opening());
    await expect(record(other, 3, [decision('ann')], `taken-${one}`)).rejects.toThrow(CommandIdTaken);
    expect(await db.prisma.event.count({ where: { stream: other } })).toBe(3);
  });

  it('uses a one-time code up in the transaction of what it was used for, and finds it again afterwards', async () => {
    const stream = `approval/${randomUUID()}`;
    await record(stream, 0, opening());
    const wanted = { purpose: 'REPLY', stream, task: 1, person: `ann-${stream.slice(-8)}`, seen: 'x' } as const;
    const code = await mintCode(db, wanted, new Date(Date.now() + 60_000));
    const known = await matchCode(db, { purpose: 'REPLY', person: wanted.person }, code);
    expect(known).toMatchObject({ stream, task: 1, used: false });
    const { id, commandId } = known ?? { id: 0n, commandId: '' };
    // What cannot be recorded uses nothing up.
    await expect(record(stream, 9, [decision('ann')], commandId)).rejects.toThrow(StreamConflict);
    expect((await matchCode(db, { purpose: 'REPLY', person: wanted.person }, code))?.used).toBe(false);
    await record(stream, 3, [decision('ann')], commandId);
    expect((await db.prisma.oneTimeCode.findUniqueOrThrow({ where: { id } })).usedAt).not.toBeNull();
    expect(await matchCode(db, { purpose: 'REPLY', person: wanted.person }, code)).toMatchObject({ id, commandId, used: true });
    expect(await eventsOfCommand(db, stream, commandId)).toEqual([{ type: 'DecisionMade', choice: 'APPROVE' }]);
    // The same command again is the same decision.
    await record(stream, 4, [decision('ben')], commandId);
    expect(await db.prisma.event.count({ where: { stream } })).toBe(4);
  });

  it('says what was missed to a sender who knows less than the record, and raises an alarm to one who knows more', async () => {
    const stream = `approval/${randomUUID()}`;
    await record(stream, 0, opening());
    await record(stream, 3, [decision('ann')]);
    const behind = await record(stream, 3, [decision('ben')]);
    expect(behind).toMatchObject({ kind: 'BEHIND', events: [{ version: 4, type: 'DecisionMade', data: { person: 'ann' } }] });
    await expect(record(stream, 9, [decision('ben')])).rejects.toThrow(StreamConflict);
  });

  it('says a great deal that was missed in pages that a workflow history can hold, each event once and in order', async () => {
    const stream = `approval/${randomUUID()}`;
    await record(stream, 0, opening());
    const remark = (n: number): Draft => ({ type: 'Commented', data: { person: 'ann', text: `${n} ${'长'.repeat(1_900)}`, documents: [] } });
    for (let n = 0; n < 50; n += 1) await record(stream, 3 + n, [remark(n)]);
    const pages = [];
    for (let [known, more] = [3, true]; more; ) {
      const page = await record(stream, known, [decision('ben')], 'never-recorded');
      pages.push(page);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(256 * 1_024);
      [known, more] = [page.events.at(-1)?.version ?? known, page.more === true];
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(({ events }) => events.map(({ version }) => version))).toEqual(Array.from({ length: 50 }, (_, n) => n + 4));
  });

  it('lets one of many that decided on the same state through', async () => {
    for (let round = 0; round < 10; round += 1) {
      const stream = `approval/${randomUUID()}`;
      await record(stream, 0, opening());
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => record(stream, 3, [decision(`p${i}`)])));
      expect(answers.filter((answer) => answer.kind === 'RECORDED')).toHaveLength(1);
      expect(await db.prisma.event.count({ where: { stream } })).toBe(4);
    }
  });

  it("takes a deputy from the programme's own people, and nobody from elsewhere or who only audits", async () => {
    const row = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: 'programme/T' } });
    const granted = (delegate: string): readonly Draft[] => {
      const grant = { type: 'GrantMandate', principal: 'ann', delegate, from: '2026-11-02', to: '2026-11-06', basis: '函 2' };
      const decided = programmeCase.decide(Object(row.state), grant as ProgrammeCommand, { ...context, actor: person('ann') });
      if (!decided.ok) throw new Error(decided.rejection.code);
      return decided.events;
    };
    for (const delegate of ['dora', 'audit'])
      await expect(record('programme/T', row.version, granted(delegate))).rejects.toThrow(`${delegate} does not belong to this programme`);
    await expect(record('programme/T', row.version, granted('carl'))).resolves.toMatchObject({ kind: 'RECORDED' });
    const now = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: 'programme/T' } });
    const [mandate] = Object.keys((Object(now.state) as ProgrammeState).mandates);
    const revoked = programmeCase.decide(
      Object(now.state),
      { type: 'RevokeMandate', mandate: mandate ?? '', reason: '不需要' },
      { ...context, actor: person('ann') },
    );
    await record('programme/T', now.version, revoked.ok ? revoked.events : []);
  });

  it('loses no task between a stand-in who begins and steps that open at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const row = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: 'programme/T' } });
      const grant = { type: 'GrantMandate', principal: 'ann', delegate: 'carl', from: '2026-11-02', to: '2026-11-06', basis: '函 1' };
      const granted = programmeCase.decide(Object(row.state), grant as ProgrammeCommand, { ...context, actor: person('ann') });
      if (!granted.ok) throw new Error(granted.rejection.code);
      const streams = Array.from({ length: 12 }, () => `approval/${randomUUID()}`);
      const [began, ...opened] = await Promise.all([
        record('programme/T', row.version, granted.events),
        ...streams.map((stream) => record(stream, 0, opening())),
      ]);
      const told = began.events.flatMap(({ type, data }) => (type === 'MandateBegan' && 'cases' in data ? (data.cases as string[]) : []));
      for (const [index, { events }] of opened.entries()) {
        const { seats } = Object(events[2]?.data) as { seats: readonly { person: string; onBehalfOf: string | null }[] };
        const seated = seats.some((seat) => seat.person === 'carl' && seat.onBehalfOf === 'ann');
        const lies = seats.some((seat) => seat.person === 'ann') && told.includes(streams[index] ?? '');
        expect([seated, lies].filter(Boolean)).toHaveLength(1);
      }
      const mandate = granted.events.flatMap(({ data }) => ('mandate' in data ? [data.mandate] : []))[0];
      const now = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: 'programme/T' } });
      const revoke = { type: 'RevokeMandate', mandate, reason: '提前返岗' } as ProgrammeCommand;
      const revoked = programmeCase.decide(Object(now.state), revoke, { ...context, actor: person('ann') });
      if (!revoked.ok) throw new Error(revoked.rejection.code);
      await record('programme/T', now.version, revoked.events);
    }
  });

  it('keeps nothing by halves when it fails in the middle', async () => {
    const stream = `approval/${randomUUID()}`;
    await expect(record(stream, 0, [...opening(), { type: 'NoSuchEvent', data: {} }, { type: 'StepOpened', data: {} }])).rejects.toThrow();
    expect(await db.prisma.event.count({ where: { stream } })).toBe(0);
    expect(await db.prisma.notice.count({ where: { stream } })).toBe(0);
  });

  it('refuses a deadline in a year that the calendar does not know, with nothing recorded', async () => {
    const stream = `approval/${randomUUID()}`;
    const events = opening({ acceptedOn: '2027-12-25' });
    await expect(record(stream, 0, events)).rejects.toThrow('2028');
    expect(await db.prisma.stream.count({ where: { stream } })).toBe(0);
  });
});

describe('the record', () => {
  it('refuses to change, delete or empty events, whoever asks through SQL', async () => {
    await expect(db.pool.query("UPDATE event SET type = 'x'")).rejects.toThrow('append-only');
    await expect(db.pool.query('DELETE FROM event')).rejects.toThrow('append-only');
    await expect(db.pool.query('TRUNCATE event')).rejects.toThrow('append-only');
  });

  it('gives the cases of a programme another version with each event of it and with a rebuild, and by nothing of another', async () => {
    const ofT = () => versionOfCases(db, { programmes: ['T'], projects: [] });
    const before = await ofT();
    expect(await ofT()).toBe(before);
    // A reading that is noted is no change of what is read; nor is anything of another programme.
    const { version: noted } = await db.prisma.stream.findUniqueOrThrow({ where: { stream: 'journal/T' } });
    const added = (programme: string, person: string) => ({ type: 'PersonAdded', data: { programme, person, by: null, basis: '函 2', facts: {} } });
    await record('journal/T', noted, [added('T', 'dora')]);
    await record('journal/OTHER', 0, [added('OTHER', 'dora')]);
    expect(await ofT()).toBe(before);
    const { version } = await db.prisma.stream.findUniqueOrThrow({ where: { stream: 'programme/T' } });
    const registered = { project: { profile: { ...profile, code: 'T-77' }, survey: surveyBasis, panel: [] } };
    await record('programme/T', version, [{ type: 'ProjectRegistered', data: registered }]);
    const after = await ofT();
    expect(after).not.toBe(before);
    await db.pool.query("UPDATE case_state SET status = 'APPROVED' WHERE stream = 'programme/T'");
    const wrong = await ofT();
    await rebuild(db, { apply: true });
    expect(new Set([before, after, wrong, await ofT()]).size).toBe(4);
    expect(await versionOfCases(db, { programmes: [], projects: [] })).toBe('0.0');
  });

  it('gives the read tables again, identically; a row changed by hand is found and put right', async () => {
    const project = { profile, survey: surveyBasis, panel: [] };
    const { version } = await db.prisma.stream.findUniqueOrThrow({ where: { stream: 'programme/T' } });
    await record('programme/T', version, [{ type: 'ProjectRegistered', data: { project } }]);
    const own = projectCase.decide(null, { type: 'Open', programme: 'T', ...project }, context);
    const stream = `project/${profile.code}`;
    await record(stream, 0, own.ok ? own.events : []);
    expect(await rebuild(db, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
    await db.pool.query("UPDATE case_state SET status = 'APPROVED' WHERE stream = 'programme/T'");
    await db.pool.query('DELETE FROM task WHERE ctid IN (SELECT ctid FROM task LIMIT 1)');
    await db.pool.query("UPDATE standing SET person = 'mallory' WHERE ctid IN (SELECT ctid FROM standing LIMIT 1)");
    await db.pool.query("DELETE FROM case_key WHERE kind = 'PROJECT_CODE'");
    await db.pool.query("UPDATE running_clock SET calendar = 'none' WHERE ctid IN (SELECT ctid FROM running_clock LIMIT 1)");
    await db.pool.query(`UPDATE board_part SET part = part || '{"startOn":"2020-01-01"}' WHERE stream = $1`, [stream]);
    await db.pool.query(`UPDATE progress_part SET part = part || '{"changed":true}' WHERE stream = $1`, [stream]);
    await db.pool.query(`UPDATE organisation SET organisation = '{"roles":{"ADMINISTRATOR":["mallory"]}}'`);
    const { differences } = await rebuild(db, { apply: true });
    expect(differences.map((line) => line.split(' ')[0]).sort()).toEqual([
      'board_part',
      'case_key',
      'case_state',
      'organisation',
      'progress_part',
      'running_clock',
      'standing',
      'task',
    ]);
    expect(await rebuild(db, { apply: false })).toMatchObject({ differences: [] });
  });

  it('finds a way to a file that no event made, or that is gone or has another name, and puts it right', async () => {
    const stream = `approval/${randomUUID()}`;
    const store = (text: string, name: string) => storeFile(db, { name, mediaType: 'application/pdf', bytes: Buffer.from(text) }, 'ann');
    const [named, second, secret] = [await store(`${stream} 1`, 'a.pdf'), await store(`${stream} 2`, 'b.pdf'), await store(`${stream} 3`, 'c.pdf')];
    // Handed in before the fixed moment of these events.
    await db.pool.query("UPDATE document_file SET uploaded_at = '2026-01-01T00:00:00Z'");
    const late = createHash('sha256').update(`${stream} 4`).digest('hex');
    await record(stream, 0, opening());
    const documents = [{ title: '附图', sha256: named }, { sha256: second }, { title: '后到', sha256: late }];
    await record(stream, 3, [{ ...decision('ann'), data: { ...decision('ann').data, documents } }]);
    await store(`${stream} 4`, 'd.pdf');
    const rows = async () => (await db.prisma.fileReference.findMany({ where: { stream }, orderBy: { name: 'asc' } })).map(({ name }) => name);
    expect([await rows(), (await rebuild(db, { apply: false })).differences]).toEqual([['b.pdf', '附图'], []]);
    // Of what came in after the event that names it there is no way to the bytes, and rebuilding makes none.
    await db.pool.query('INSERT INTO file_reference (stream, sha256, name) VALUES ($1, $2, $3)', [stream, secret, 'mine.pdf']);
    await db.pool.query("INSERT INTO file_reference (stream, sha256, name) VALUES ('project/NONE', $1, 'mine.pdf')", [secret]);
    await db.pool.query('DELETE FROM file_reference WHERE stream = $1 AND sha256 = $2', [stream, second]);
    await db.pool.query("UPDATE file_reference SET name = '合同.pdf' WHERE stream = $1 AND sha256 = $2", [stream, named]);
    const { differences } = await rebuild(db, { apply: true });
    expect(differences.map((line) => line.replace(/^\S+ \S+: /, '')).sort()).toEqual([
      'differs, no event calls it 合同.pdf',
      'missing',
      'no event made it (mine.pdf)',
      'no events',
    ]);
    expect([await rows(), (await rebuild(db, { apply: false })).differences]).toEqual([['b.pdf', '附图'], []]);
  });

  it.each([
    ['changed', "UPDATE event SET body = replace(body, 'ann', 'bob') WHERE stream = $1 AND version = 4", 'does not match its hash'],
    ['deleted', 'DELETE FROM event WHERE stream = $1 AND version = 1', 'version 1 is missing'],
    ['cut off at the end', 'DELETE FROM event WHERE stream = $1 AND version = 4', 'the head says version 4'],
  ])('shows by its chains that a superuser has %s an event', async (_what, sql, says) => {
    const stream = `approval/${randomUUID()}`;
    await record(stream, 0, opening());
    await record(stream, 3, [decision('ann')]);
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica'); // how a superuser gets past triggers
      await client.query(sql, [stream]);
      await client.query('COMMIT');
      const { chainOk, faults } = await verifyChains(db);
      expect(chainOk).toBe(false);
      expect(faults.join()).toContain(says);
    } finally {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query('DELETE FROM event WHERE stream = $1', [stream]);
      await client.query('DELETE FROM stream WHERE stream = $1', [stream]);
      await client.query('COMMIT');
      client.release();
    }
    expect((await verifyChains(db)).chainOk).toBe(true);
  });
});

describe('notices', () => {
  it('are claimed by one courier at a time, and not again once they are sent', async () => {
    const { notices } = await record(`approval/${randomUUID()}`, 0, opening());
    const both = await Promise.all([claimNotices(db, notices), claimNotices(db, notices)]);
    expect(both.reduce((sum, { claimed }) => sum + claimed.length, 0)).toBe(2);
    for (const id of notices) await settleNotice(db, id, { status: 'SENT', outcome: '250 ok' });
    expect(await claimNotices(db, notices)).toMatchObject({ claimed: [], busy: 0 });
  });
});

describe('migrations', () => {
  it('lead to the schema file, and applying them twice changes nothing', async () => {
    expect(await migrate(url)).toEqual([]);
    const wanted = await freshDatabase('schema_test');
    const client = new pg.Client({ connectionString: wanted });
    await client.connect();
    await client.query(await schemaDiff(null, readFileSync('prisma/schema.prisma', 'utf8'), wanted));
    const shape = (query: pg.Client | pg.Pool) =>
      query.query(
        `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`,
      );
    // How an index keeps what is pending is nothing that a schema file of Prisma can say.
    const indexes = (query: pg.Client | pg.Pool) =>
      query.query(
        "SELECT regexp_replace(indexdef, ' WITH \\(fastupdate[^)]*\\)', '') AS indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
      );
    expect((await shape(db.pool)).rows).toEqual((await shape(client)).rows);
    // Nor of which rows alone an index is: those stand here by their names.
    const partial = ({ indexdef }: { readonly indexdef: string }) => / WHERE /.test(indexdef);
    const made = (await indexes(db.pool)).rows;
    expect(made.filter((row) => !partial(row))).toEqual((await indexes(client)).rows);
    const names = made.filter(partial).map(({ indexdef }) => / INDEX (\S+)/.exec(indexdef)?.[1]);
    expect(names).toEqual(['application_draft_idx', 'event_light_turned_idx', 'programme_form_open_key']);
    await client.end();
  });
});

it('reads nobody as the actor of a system event and the person of a person’s', async () => {
  const stream = `approval/${randomUUID()}`;
  await record(stream, 0, opening());
  const actor = person('ann');
  await createEventStore({ pool: db.pool }).record({
    stream,
    expectedVersion: 3,
    commandId: randomUUID(),
    actor,
    occurredAt: '2026-11-02T02:00:00.000Z',
    events: [decision('ann')],
  });
  const rows = await db.prisma.event.findMany({ where: { stream }, orderBy: { version: 'asc' }, select: { actor: true } });
  expect(rows.map((row) => row.actor)).toEqual([null, null, null, 'ann']);
});
