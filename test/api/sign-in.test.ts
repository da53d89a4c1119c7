/** Signing in with a browser: codes by mail, sessions, other sites' pages, the example's people. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { storePeople } from '../../prisma/people/people.ts';
import { sha256 } from '../../proof/event-format.ts';
import { client, json } from '../setup/office.ts';
import { codeSentTo, cookieOf, signedIn } from '../setup/signing-in.ts';

const { apiUrl, databaseUrl, tokens } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
});
afterAll(() => db.close());

const send = (path: string, body: object | null, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
const me = (cookie: string) => fetch(`${apiUrl}/api/v1/me`, { headers: { cookie } });
const address = async (person: string) => (await db.prisma.person.findUniqueOrThrow({ where: { id: person } })).email;

describe('a code by mail', () => {
  it('opens a session, which stands in the table as a hash alone, in the record, and among one’s sign-ins', async () => {
    const mailbox = await address('meng-xi');
    expect(await (await send('sign-in/code', { address: `  ${mailbox.toUpperCase().replace('@', '＠')} ` })).json()).toEqual({
      sent: true,
      minutes: 10,
    });
    const code = await codeSentTo('meng-xi');
    const answer = await send('sign-in', { address: mailbox, code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(await answer.json()).toMatchObject({ person: 'meng-xi', expiresAt: expect.any(String) });
    const [set = ''] = answer.headers.getSetCookie();
    expect(set).toMatch(/HttpOnly/i);
    expect(set).toMatch(/SameSite=Lax/i);
    expect(set).toMatch(/Path=\//i);
    const cookie = cookieOf(answer);
    expect(await (await me(cookie)).json()).toMatchObject({ person: 'meng-xi', signIn: { how: 'email+otp', scope: null } });
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(32);
    const rows = await db.pool.query('SELECT * FROM sign_in_session');
    expect(JSON.stringify(rows.rows)).not.toContain(token);
    expect(rows.rows.map(({ hash }) => hash)).toContain(sha256(token));
    // Whoever reads the table has nothing to show.
    expect((await me(cookie.replace(token, sha256(token)))).status).toBe(401);
    const id = sha256(token).slice(0, 12);
    const listed = (await json(client('meng-xi').get('me/sign-ins'))) as unknown as { items: { id: string; kind: string; how: string }[] };
    expect(listed.items).toContainEqual(expect.objectContaining({ id, kind: 'SESSION', how: 'email+otp' }));
    const noted = await db.pool.query<{ body: string }>("SELECT body FROM event WHERE type = 'SignedIn' ORDER BY position DESC LIMIT 1");
    expect(JSON.parse(noted.rows[0]?.body ?? '{}')).toMatchObject({ data: { person: 'meng-xi', signIn: id, how: 'email+otp' } });
    // Used up.
    expect((await send('sign-in', { address: mailbox, code })).status).toBe(401);
  });

  it('tells nobody who is known, in words, status and time', async () => {
    const asked = async (to: string) => {
      const began = performance.now();
      const answer = await send('sign-in/code', { address: to });
      return { status: answer.status, text: await answer.text(), ms: performance.now() - began };
    };
    const known = await asked(await address('meng-xi'));
    const unknown = await asked('nobody-at-all@qinghe.example');
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    expect(Math.min(known.ms, unknown.ms)).toBeGreaterThanOrEqual(195);
    const wrong = async (to: string) => {
      const answer = await send('sign-in', { address: to, code: '000000' });
      return [answer.status, await answer.text()];
    };
    expect(await wrong(await address('meng-xi'))).toEqual(await wrong('nobody-at-all@qinghe.example'));
    await codeSentTo('meng-xi');
  });

  it('is good for five tries, and a try that failed is on record', async () => {
    const mailbox = await address('meng-xi');
    await send('sign-in/code', { address: mailbox });
    const code = await codeSentTo('meng-xi');
    const wrong = code === '111111' ? '222222' : '111111';
    for (let n = 0; n < 5; n += 1) expect((await send('sign-in', { address: mailbox, code: wrong })).status).toBe(401);
    expect((await send('sign-in', { address: mailbox, code })).status).toBe(401);
    await expect
      .poll(async () => (await db.pool.query("SELECT 1 FROM event WHERE type = 'SignInRefused' AND body LIKE '%\"meng-xi\"%'")).rowCount, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
  });

  it('is sent a few times, and then not for a while, whoever has the address', async () => {
    const statuses = async (to: string) => {
      const found: number[] = [];
      for (let n = 0; n < 6; n += 1) found.push((await send('sign-in/code', { address: to })).status);
      return found;
    };
    expect(await statuses('often-asked@qinghe.example')).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('of two people with one mailbox opens the session of the one whom its mail names', async () => {
    const shared = 'desk@shared.example';
    const facts = { email: shared, unit: '窗口', locale: 'zh-CN', phone: null } as const;
    await storePeople(db, [
      { id: 'desk-one', name: '窗口一', nameEn: 'Desk One', ...facts },
      { id: 'desk-two', name: '窗口二', nameEn: 'Desk Two', ...facts },
    ]);
    await db.prisma.programmePerson.createMany({ data: ['desk-one', 'desk-two'].map((person) => ({ programme: 'QH', person, since: new Date() })) });
    await send('sign-in/code', { address: shared });
    const answer = await send('sign-in', { address: shared, code: await codeSentTo('desk-two', '窗口二') });
    expect(await answer.json()).toMatchObject({ person: 'desk-two' });
    await codeSentTo('desk-one', '窗口一');
    await db.prisma.programmePerson.deleteMany({ where: { person: { in: ['desk-one', 'desk-two'] } } });
  });
});

describe('a session', () => {
  it('acts from our own pages alone: another site’s form and page are refused', async () => {
    const cookie = await signedIn('meng-xi');
    const wish = (headers: Readonly<Record<string, string>>) => send('audit/searches', { name: 'x', query: {} }, { cookie, ...headers });
    expect((await wish({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
    expect((await wish({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await wish({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await wish({ origin: 'null' })).status).toBe(403);
    expect((await wish({})).status).toBe(403);
    const form = await fetch(`${apiUrl}/api/v1/files`, {
      method: 'POST',
      headers: { cookie, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=b',
    });
    expect([form.status, ((await form.json()) as { code: string }).code]).toEqual([403, 'CROSS_SITE']);
    for (const ours of [{ 'sec-fetch-site': 'same-origin' }, { origin: apiUrl }, { origin: new URL(apiUrl).origin }, { 'x-tuojian-client': '1' }])
      expect((await wish(ours)).status).not.toBe(403);
    expect((await fetch(`${apiUrl}/api/v1/me`, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  it('ends with signing out, by its owner elsewhere, and with the address', async () => {
    const ours = { 'sec-fetch-site': 'same-origin' };
    const [first, second] = [await signedIn('meng-xi'), await signedIn('meng-xi')];
    const out = await send('sign-out', null, { cookie: first, ...ours });
    expect(await out.json()).toEqual({ ended: true });
    expect(out.headers.getSetCookie().join()).toMatch(/Max-Age=0/i);
    expect((await db.pool.query(`SELECT 1 FROM event WHERE type = 'SignedOut' AND body LIKE '%"meng-xi"%'`)).rowCount).toBe(1);
    expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 200]);
    const { signIn } = (await (await me(second)).json()) as { signIn: { id: string } };
    expect((await send(`me/sign-ins/${signIn.id}/revoke`, null, { authorization: `Bearer ${tokens['meng-xi']}` })).status).toBe(200);
    expect((await me(second)).status).toBe(401);
    await db.pool.query("DELETE FROM sign_in_limit WHERE key LIKE 'code:%' OR key LIKE 'try:%'");
  });

  it('is not made by what nobody signed', async () => {
    const cookie = await signedIn('meng-xi');
    const [name, value = ''] = cookie.split('=');
    const token = decodeURIComponent(value).split('.')[0];
    for (const forged of ['', 'x', `${token}`, `${token}.`, `${token}.AAAA`, '%00', 'a'.repeat(5_000)])
      expect((await me(`${name}=${forged}`)).status).toBe(401);
  });
});

describe('a key for a program', () => {
  const ours = { 'sec-fetch-site': 'same-origin' };
  const make = async (cookie: string, scope: string) =>
    (await (await send('me/keys', { name: '报表程序', scope, days: 3 }, { cookie, ...ours })).json()) as { id: string; token: string };
  const by = (token: string) => ({ authorization: `Bearer ${token}` });

  it('opens what its scope says and gets nobody further ways in; it is shown once, listed by name, and ended', async () => {
    const cookie = await signedIn('meng-xi');
    const [reads, audits, acts] = [await make(cookie, 'READ'), await make(cookie, 'AUDIT'), await make(cookie, 'ACT')];
    const get = async (token: string, path: string) => (await fetch(`${apiUrl}/api/v1/${path}`, { headers: by(token) })).status;
    const search = async (token: string) => (await send('audit/searches', { name: 'x', query: {} }, by(token))).status;
    expect(await Promise.all([get(reads.token, 'tasks'), get(audits.token, 'tasks'), get(acts.token, 'tasks')])).toEqual([200, 403, 200]);
    expect(await get(audits.token, 'audit/searches')).toBe(200);
    expect(await Promise.all([search(reads.token), search(audits.token)])).toEqual([403, 403]);
    expect(await search(acts.token)).not.toBe(403);
    expect((await send('me/keys', { name: 'x', scope: 'ACT', days: 1 }, by(acts.token))).status).toBe(403);
    const rows = await db.pool.query("SELECT * FROM api_token WHERE person = 'meng-xi' AND kind = 'KEY'");
    expect(rows.rowCount).toBe(3);
    expect(JSON.stringify(rows.rows)).not.toContain(reads.token);
    const listed = (await (await fetch(`${apiUrl}/api/v1/me/keys`, { headers: { cookie } })).json()) as { items: object[] };
    expect(listed.items).toContainEqual(expect.objectContaining({ id: reads.id, kind: 'KEY', scope: 'READ', name: '报表程序' }));
    for (const { id } of [reads, audits, acts]) expect((await send(`me/keys/${id}/revoke`, null, { cookie, ...ours })).status).toBe(200);
    expect(await get(reads.token, 'me')).toBe(401);
  });

  it('is made from a sign-in of the last half hour alone', async () => {
    const cookie = await signedIn('meng-xi');
    await db.pool.query("UPDATE sign_in_session SET created_at = now() - interval '31 minutes' WHERE person = 'meng-xi'");
    const answer = await send('me/keys', { name: 'x', scope: 'READ', days: 1 }, { cookie, ...ours });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'SIGN_IN_AGAIN']);
    expect((await send('me/keys', { name: 'x', scope: 'READ', days: 1 }, { authorization: `Bearer ${tokens['meng-xi']}` })).status).toBe(403);
  });
});

describe('the example’s people', () => {
  it('are let in by one click, and nobody beside them', async () => {
    const { items } = (await (await fetch(`${apiUrl}/api/v1/sign-in/example`)).json()) as { items: { person: string; roles: string[] }[] };
    expect(items).toContainEqual(expect.objectContaining({ person: 'zhou-qiming', roles: ['GROUP_LEADER'] }));
    const answer = await send('sign-in/example', { person: 'zhou-qiming' });
    expect(await (await me(cookieOf(answer))).json()).toMatchObject({ person: 'zhou-qiming', signIn: { how: 'example' } });
    expect((await send('sign-in/example', { person: 'nobody-here' })).status).toBe(404);
    expect((await send('sign-in/example', { person: 'zhou-qiming' }, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('are not, once somebody with a real address works beside them', async () => {
    // Other tests bring programmes of their own, whose people are still nobody's.
    const ofQinghe = new Set((await db.prisma.programmePerson.findMany({ where: { programme: 'QH' } })).map(({ person }) => person));
    const shown = async () => {
      const { items } = (await (await fetch(`${apiUrl}/api/v1/sign-in/example`)).json()) as { items: { person: string }[] };
      return items.filter(({ person }) => ofQinghe.has(person)).length;
    };
    await storePeople(db, [
      { id: 'really-here', name: '真人', nameEn: 'Real', email: 'real@county.gov.cn', unit: '办', locale: 'zh-CN', phone: null },
    ]);
    await db.prisma.programmePerson.create({ data: { programme: 'QH', person: 'really-here', since: new Date() } });
    const before = await shown();
    const refused = (await send('sign-in/example', { person: 'zhou-qiming' })).status;
    await db.prisma.programmePerson.deleteMany({ where: { person: 'really-here' } });
    await db.prisma.person.delete({ where: { id: 'really-here' } });
    expect([before, refused]).toEqual([0, 404]);
    expect(await shown()).toBeGreaterThan(0);
  });
});
