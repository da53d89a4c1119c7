/** People, their sign-ins and their leaving, with a real database: what is on record, what is told, what ends with it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseOf } from '../../domain/cases.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { type Context, RULES } from '../../domain/kernel/context.ts';
import type { Person } from '../../domain/person.ts';
import { listAside } from '../../prisma/aside.ts';
import { readerOfToken } from '../../prisma/cases/cases.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { findLink, storeLink } from '../../prisma/mail/links.ts';
import { claimDue, settleNotice } from '../../prisma/mail/notices.ts';
import { migrate } from '../../prisma/migrate.ts';
import { programmesOf } from '../../prisma/people/members.ts';
import { findPeople, issueApiToken } from '../../prisma/people/people.ts';
import { addPeople, addressHash, changePerson, erase, issueSignIn, listSignIns, revokeSignIn } from '../../prisma/people/people-record.ts';
import { createSignInLimit } from '../../prisma/people/sign-in-limit.ts';
import { noteBursts, noteFirstUses } from '../../prisma/people/sign-in-notes.ts';
import { createEventStore, type EventStore } from '../../prisma/record/event-store.ts';
import { rebuild, verifyChains } from '../../prisma/record/rebuild.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { peopleFaults } from '../../setup/people-clash.ts';
import { openProgramme, PANEL, person, profile, surveyBasis } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let store: EventStore;
const doing = { by: 'the operator', basis: '青人社〔2026〕8号' };
const one = (id: string, facts: Partial<Person> = {}): Person => ({
  id,
  name: `名${id}`,
  nameEn: id,
  email: `${id}@a.example`,
  unit: 'unit',
  locale: 'en',
  phone: null,
  ...facts,
});

beforeAll(async () => {
  const url = await freshDatabase('people_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  store = createEventStore({ pool: db.pool });
});
afterAll(() => db.close());
let nth = 0;
/** A programme of each test's own, with officers, a manager and a finance clerk whose ids end in its number. */
let A = '';
let B = '';
const at = (id: string) => `${id}-${nth}`;

async function command(stream: string, asked: AnyCommand & object, actor = person('officer', 'PROGRAMME_OFFICER')): Promise<void> {
  const row = await db.prisma.caseState.findUnique({ where: { stream } });
  const context: Context = { now: new Date().toISOString(), actor, commandId: `t/${Math.random()}`, rules: RULES };
  const decided = caseOf(stream).decide(row === null ? null : Object(row.state), asked, context);
  if (!decided.ok) throw new Error(decided.rejection.code);
  await store.record({
    stream,
    expectedVersion: row?.version ?? 0,
    commandId: context.commandId,
    actor,
    occurredAt: context.now,
    events: decided.events,
  });
}

beforeEach(async () => {
  nth += 1;
  [A, B] = [`A${nth}X`, `B${nth}X`];
  for (const code of [A, B]) {
    const ids = code === A ? ['off', 'man', 'fin'] : ['boff'];
    await addPeople(
      db,
      store,
      code,
      ids.map((id) => one(at(id))),
      doing,
    );
    const roles = [{ role: 'PROGRAMME_OFFICER' as const, person: at(code === A ? 'off' : 'boff') }];
    await command(`programme/${code}`, { ...openProgramme(roles), code } as AnyCommand);
  }
  await addPeople(
    db,
    store,
    A,
    PANEL.map((id) => one(id)),
    doing,
  );
  const project = { profile: { ...profile, code: `${A}-01`, manager: at('man') }, survey: surveyBasis, panel: PANEL };
  await command(`programme/${A}`, { type: 'RegisterProject', project } as AnyCommand);
});

const journal = async (code: string) =>
  (await db.prisma.event.findMany({ where: { stream: `journal/${code}` }, orderBy: { version: 'asc' } })).map(({ type, body }) => ({
    type,
    body,
    data: JSON.parse(body).data,
  }));

describe('a person', () => {
  it('who is added is on record without name or address', async () => {
    const [added] = await journal(B);
    const { salt, email } = await db.prisma.person.findUniqueOrThrow({ where: { id: at('boff') } });
    expect(added).toMatchObject({ type: 'PersonAdded', data: { person: at('boff'), ...doing, address: addressHash(salt, email) } });
    expect(added?.body).not.toContain('a.example');
    expect(await programmesOf(db, at('off'))).toEqual([A]);
  });

  it('whose address changes is told at the old and the new one, links to the old one end, and hashes say which was which', async () => {
    const id = at('fin');
    await storeLink(db, `token-${id}`, {
      notice: 'n',
      stream: 'approval/x',
      task: 1,
      person: id,
      seen: '',
      check: '1',
      expiresAt: new Date(Date.now() + 1e6),
    });
    const [before] = await db.pool.query('SELECT hash FROM link_token WHERE person = $1', [id]).then(({ rows }) => rows as { hash: string }[]);
    expect(await changePerson(db, store, id, { email: 'new@a.example', name: '新名' }, doing)).toEqual(['name', 'email']);
    const changed = (await journal(A)).at(-1);
    const { salt } = await db.prisma.person.findUniqueOrThrow({ where: { id } });
    const hashes = { oldAddress: addressHash(salt, `${id}@a.example`), newAddress: addressHash(salt, 'NEW@a.example') };
    expect(changed).toMatchObject({ type: 'PersonChanged', data: { person: id, fields: ['name', 'email'], ...doing, ...hashes } });
    expect(changed?.body).not.toMatch(/a\.example|新名/);
    const claimed = (await claimDue(db, 10_000)).filter(({ recipient, template }) => recipient?.id === id && template === 'account');
    expect(claimed.map(({ toAddress, addressHash: hash }) => [toAddress, hash]).sort()).toEqual(
      [
        [`${id}@a.example`, hashes.oldAddress],
        [null, hashes.newAddress],
      ].sort(),
    );
    for (const notice of claimed) {
      await settleNotice(db, notice.id, {
        status: 'SENT',
        outcome: '250',
        tried: { attempt: 1, result: 'SENT', reply: '250', addressHash: notice.addressHash },
      });
      expect(await db.prisma.notice.findUniqueOrThrow({ where: { id: notice.id } })).toMatchObject({ toAddress: null });
      expect(await db.prisma.noticeAttempt.findFirstOrThrow({ where: { notice: notice.id } })).toMatchObject({ addressHash: notice.addressHash });
    }
    expect(await findLink(db, before?.hash ?? '')).toMatchObject({ link: { revoked: true } });
  });

  it('keeps their facts when another programme brings the same id, which is a fault that names both', async () => {
    const attacker = one(at('fin'), { name: '攻击者', email: 'attacker@b.example' });
    const faults = await peopleFaults(db, B, [one(at('boff')), attacker], { same: [], sight: null });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.en).toMatch(
      new RegExp(
        `people\\[1\\] \\(${at('fin')}\\): 攻击者 must have an id of their own: programme ${A} knows 名${at('fin')}.*--same-people ${at('fin')}`,
      ),
    );
    expect(await peopleFaults(db, B, [attacker], { same: [at('fin')], sight: null })).toEqual([]);
    await addPeople(db, store, B, [attacker], doing);
    expect((await findPeople(db, [at('fin')])).get(at('fin'))?.email).toBe(`${at('fin')}@a.example`);
    expect(await programmesOf(db, at('fin'))).toEqual([A, B]);
    // The same programme again with other facts is a fault as well, and the same facts are none.
    expect(await peopleFaults(db, A, [one(at('off'), { unit: 'other' })], { same: [], sight: null })).toMatchObject([
      { zh: expect.stringContaining('user change'), en: expect.stringContaining('user change') },
    ]);
    expect(await peopleFaults(db, A, [one(at('off'))], { same: [], sight: null })).toEqual([]);
    expect(await peopleFaults(db, B, [one('nobody-knows')], { same: ['nobody-knows'], sight: null })).toMatchObject([
      { en: expect.stringContaining('--same-people') },
    ]);
  });

  it('who is erased leaves hashes that nobody can try out any more', async () => {
    const id = at('boff');
    await erase(db, store, id, doing);
    const { salt } = await db.prisma.person.findUniqueOrThrow({ where: { id } });
    expect(salt).toBe('');
    expect(addressHash(salt, `${id}@a.example`)).toBe('');
    expect((await journal(B)).at(-1)).toMatchObject({ type: 'PersonErased', data: { person: id } });
  });
});

describe('a sign-in', () => {
  it('is on record when it is issued and revoked, by an id that opens nothing, and is told', async () => {
    const id = at('off');
    const token = await issueSignIn(db, store, { person: id, hours: 24, kind: 'TOKEN', ...doing });
    const [signIn] = await listSignIns(db, [id]);
    expect((await journal(A)).at(-1)).toMatchObject({
      type: 'SignInIssued',
      data: { person: id, signIn: signIn?.id, kind: 'TOKEN', until: signIn?.expiresAt, ...doing },
    });
    expect((await readerOfToken(db, token))?.person).toBe(id);
    expect(await revokeSignIn(db, store, { id: signIn?.id ?? '', person: id }, doing)).toBe(true);
    expect(await revokeSignIn(db, store, { id: signIn?.id ?? '', person: id }, doing)).toBe(false);
    expect(await readerOfToken(db, token)).toBeNull();
    const written = await journal(A);
    expect(written.at(-1)).toMatchObject({ type: 'SignInRevoked', data: { person: id, signIn: signIn?.id } });
    expect(written.map(({ body }) => body).join()).not.toContain(token);
    expect(await db.prisma.notice.count({ where: { recipient: id, template: 'account' } })).toBe(2);
  });

  it('is issued at the same time by many, each on record', async () => {
    const before = (await journal(A)).length;
    await Promise.all(Array.from({ length: 8 }, () => issueSignIn(db, store, { person: at('off'), hours: 1, kind: 'AS', ...doing })));
    expect((await journal(A)).length).toBe(before + 8);
    expect(await listSignIns(db, [at('off')])).toHaveLength(8);
  });
});

describe('sign-ins that fail', () => {
  const guess = (address: string, token = `tj_${Math.random()}`) => ({ token, address, door: 'api' as const });

  it('are counted by network, held back after so many, also after a restart, and noted as one event that administrators hear of', async () => {
    const limit = createSignInLimit(db, { perMinute: 5 });
    const from = `203.0.113.${nth}`;
    const answers = [];
    for (let n = 0; n < 8; n += 1) answers.push(await limit.missed(guess(from)));
    expect(answers.slice(0, 5)).toEqual([null, null, null, null, null]);
    expect(answers.slice(5).every((seconds) => seconds !== null && seconds > 0)).toBe(true);
    // Another process, or the same one after a restart.
    expect(await createSignInLimit(db, { perMinute: 5 }).missed(guess(from))).not.toBeNull();
    expect(await limit.missed(guess(`198.51.100.${nth}`))).toBeNull();
    expect(await db.prisma.signInBurst.count({ where: { notedAt: null } })).toBe(1);
    expect(await noteBursts(db, store)).toBe(1);
    expect(await noteBursts(db, store)).toBe(0);
    const event = (await journal('office')).at(-1);
    expect(event).toMatchObject({ type: 'SignInRefused', data: { person: null, door: 'api', misses: 6 } });
    expect(event?.body).not.toContain(from);
    expect(await db.prisma.notice.count({ where: { template: 'guesses', recipient: at('off') } })).toBe(1);
  });

  it('with a sign-in that has ended are counted by it, whoever sends them, and noted where its person belongs', async () => {
    const token = await issueApiToken(db, at('fin'), 1);
    await db.prisma.apiToken.updateMany({ where: { person: at('fin') }, data: { revokedAt: new Date() } });
    const limit = createSignInLimit(db, { perMinute: 5 });
    const answers = [];
    for (let n = 0; n < 7; n += 1) answers.push(await limit.missed(guess(`2001:db8:${nth}:${n}::1`, token)));
    expect(answers.filter((seconds) => seconds !== null).length).toBeGreaterThanOrEqual(1);
    await noteBursts(db, store);
    expect((await journal(A)).at(-1)).toMatchObject({ type: 'SignInRefused', data: { person: at('fin') } });
  });

  it('and one host with many addresses of its own is one network', async () => {
    const limit = createSignInLimit(db, { perMinute: 5 });
    const answers = [];
    for (let n = 0; n < 7; n += 1) answers.push(await limit.missed(guess(`2001:db8:77:${nth}::${n + 1}`)));
    expect(answers.at(-1)).not.toBeNull();
    await noteBursts(db, store);
  });

  it('do not count where one is good: its first use is on record, once', async () => {
    const token = await issueSignIn(db, store, { person: at('off'), hours: 1, kind: 'TOKEN', ...doing });
    const limit = createSignInLimit(db, { perMinute: 5 });
    for (let n = 0; n < 3; n += 1) await limit.used(token);
    await createSignInLimit(db, { perMinute: 5 }).used(token);
    expect(await noteFirstUses(db, store)).toBe(1);
    expect(await noteFirstUses(db, store)).toBe(0);
    const [signIn] = await listSignIns(db, [at('off')]);
    expect((await journal(A)).filter(({ type }) => type === 'SignInUsedFirst').map(({ data }) => data)).toMatchObject([
      { person: at('off'), signIn: signIn?.id },
    ]);
  });

  it('are noted by one of several workers who look in the same moment, and by none set aside', async () => {
    for (let n = 0; n < 5; n += 1) await createSignInLimit(db, { perMinute: 5 }).used(await issueApiToken(db, at('off'), 1));
    await createSignInLimit(db, { perMinute: 5 }).missed(guess(`203.0.113.${nth}`));
    for (let n = 0; n < 7; n += 1) await createSignInLimit(db, { perMinute: 1 }).missed(guess(`203.0.113.${nth}`));
    const before = (await journal(A)).length;
    const workers = Array.from({ length: 3 }, () => [noteFirstUses(db, store), noteBursts(db, store)]);
    await Promise.all(workers.flat());
    expect((await journal(A)).slice(before).filter(({ type }) => type === 'SignInUsedFirst')).toHaveLength(5);
    expect(await listAside(db, { all: false })).toEqual([]);
  });
});

describe('whoever leaves', () => {
  const leave = () =>
    command(
      `programme/${A}`,
      { type: 'Leave', person: at('man'), to: at('fin'), basis: '青卫人〔2026〕9号' } as AnyCommand,
      person(at('off'), 'PROGRAMME_OFFICER'),
    );

  it('loses sign-ins, links and codes in the transaction of the event, and the successor manages', async () => {
    const token = await issueApiToken(db, at('man'), 1);
    await storeLink(db, `l-${at('man')}`, {
      notice: 'n',
      stream: `programme/${A}`,
      task: 1,
      person: at('man'),
      seen: '',
      check: '1',
      expiresAt: new Date(Date.now() + 1e6),
    });
    await db.prisma.oneTimeCode.create({
      data: {
        purpose: 'REPLY',
        stream: `programme/${A}`,
        task: 1,
        person: at('man'),
        salt: '',
        hash: '',
        seen: '',
        createdAt: new Date(),
        expiresAt: new Date(Date.now() + 1e6),
      },
    });
    await leave();
    expect(await readerOfToken(db, token)).toBeNull();
    expect(await db.prisma.linkToken.count({ where: { person: at('man'), revokedAt: null } })).toBe(0);
    expect(await db.prisma.oneTimeCode.count({ where: { person: at('man'), expiresAt: { gt: new Date() } } })).toBe(0);
    expect(await programmesOf(db, at('man'))).toEqual([]);
    const { state } = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: `programme/${A}` } });
    expect(state).toMatchObject({ left: [at('man')], projects: { [`${A}-01`]: { manager: at('fin') } } });
  });

  it('and works in another programme keeps what belongs there', async () => {
    await addPeople(db, store, B, [one(at('man'))], doing);
    const token = await issueApiToken(db, at('man'), 1);
    await leave();
    expect((await readerOfToken(db, token))?.person).toBe(at('man'));
    expect(await programmesOf(db, at('man'))).toEqual([B]);
  });

  it('is refused with everything that is in the way when nobody takes over, and nothing ends', async () => {
    const token = await issueApiToken(db, at('man'), 1);
    const alone = { type: 'Leave', person: at('man'), basis: ' ' } as AnyCommand;
    await expect(command(`programme/${A}`, alone, person(at('off'), 'PROGRAMME_OFFICER'))).rejects.toThrow(
      `there is no written basis\nprojects ${A}-01 would have no manager; name who takes them over`,
    );
    expect((await readerOfToken(db, token))?.person).toBe(at('man'));
  });
});

it('who belongs where is what the events say, and every chain holds', async () => {
  expect(await rebuild(db, { apply: false })).toMatchObject({ differences: [], chainOk: true });
  await db.pool.query('DELETE FROM programme_person WHERE person = $1', [at('off')]);
  await db.pool.query('UPDATE programme_person SET left_at = now() WHERE person = $1', [at('boff')]);
  expect((await rebuild(db, { apply: true })).differences).toHaveLength(2);
  expect(await rebuild(db, { apply: false })).toMatchObject({ differences: [] });
  expect((await verifyChains(db)).chainOk).toBe(true);
});
