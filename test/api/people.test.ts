/** The people of a programme over the API: seen, invited, changed; by whom, and by whom not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { mailsAfter } from '../../scripts/demo/http.ts';
import { client, json, mailTo } from '../setup/office.ts';
import { codeSentTo, cookieOf, signedIn } from '../setup/signing-in.ts';

const { apiUrl, databaseUrl, tokens, outboxUrl } = inject('service');
let db: Database;
beforeAll(() => {
  db = openDatabase(databaseUrl);
});
afterAll(() => db.close());

type Problem = { readonly code: string; readonly faults?: readonly string[]; readonly faultsZh?: readonly string[] };
type As = { readonly token: string } | { readonly cookie: string };
const by = (person: string): As => ({ token: tokens[person] ?? '' });
const send = (as: As, path: string, body: object, key: string = randomUUID()) =>
  fetch(`${apiUrl}/api/v1/programme/QH/people${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...('token' in as ? { authorization: `Bearer ${as.token}` } : { cookie: as.cookie, origin: apiUrl, 'sec-fetch-site': 'same-origin' }),
    },
    body: JSON.stringify(body),
  });
// No digits alone: a name stands in mails from which a code is read.
const name = (): string => `新来x${randomUUID().slice(0, 6)}`;
const somebody = (over: object = {}) => ({
  name: name(),
  unit: '县统计局',
  email: `${randomUUID().slice(0, 8)}@qinghe.example`,
  basis: '青组〔2026〕7号',
  ...over,
});
const invited = async (given = somebody()): Promise<string> => String((await json(send(by('xu-jianing'), '', given))).person);

type Row = {
  readonly id: string;
  readonly roles: readonly string[];
  readonly contact: null | { readonly email: string; readonly lastSignIn: string | null; readonly seesSignIns: boolean };
};
const roster = async (person: string): Promise<readonly Row[]> => (await json(client(person).get('programme/QH/roster'))).people as readonly Row[]; // as the route says

describe('the language that somebody chooses', () => {
  it('is theirs on any device and in their mails, and a fact of their programmes; before that, nobody has chosen one', async () => {
    const id = await invited();
    const token = await issueApiToken(db, id, 1);
    const ask = async (path: string, body?: object) =>
      fetch(`${apiUrl}/api/v1/me${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
    expect(await json(ask(''))).toMatchObject({ person: id, language: null });
    expect((await ask('/language', { language: 'fr' })).status).toBe(422);
    expect((await ask('/language', { language: 'en' })).status).toBe(200);
    expect(await json(ask(''))).toMatchObject({ language: 'en' });
    expect((await db.prisma.person.findUnique({ where: { id } }))?.locale).toBe('en');
    const told = await db.prisma.event.findMany({ where: { stream: 'journal/QH', type: 'PersonChanged', actor: id } });
    expect(told).toHaveLength(1);
    // Chosen anew, and the same once more: one fact for each change.
    for (const language of ['zh-CN', 'zh-CN']) await ask('/language', { language });
    expect(await json(ask(''))).toMatchObject({ language: 'zh-CN' });
    expect(await db.prisma.event.count({ where: { stream: 'journal/QH', type: 'PersonChanged', actor: id } })).toBe(2);
  });
});

describe('who there is', () => {
  it('is seen by whoever holds a role; addresses by office and leaders, sign-ins by those who may end them', async () => {
    const seen = await roster('xu-jianing');
    expect(seen.find(({ id }) => id === 'zheng-yan')).toMatchObject({
      roles: ['FINANCE', 'PANEL'],
      contact: { email: 'zheng-yan@qinghe.example', seesSignIns: true },
    });
    expect((await roster('he-jing')).find(({ id }) => id === 'zheng-yan')?.contact).toMatchObject({ seesSignIns: false, lastSignIn: null });
    const others = await roster('zheng-yan');
    expect(others.filter(({ contact }) => contact !== null).map(({ id }) => id)).toEqual(['zheng-yan']);
    for (const [person, path] of [
      ['gao-lin', 'programme/QH/roster'],
      ['xu-jianing', 'programme/ZZ/roster'],
      ['xu-jianing', 'programme/QH/roster/nobody-here'],
    ] as const)
      expect((await client(person).get(path)).status).toBe(404);
  });
});

describe('an invitation', () => {
  it('is one person and one mail, sent twice at once or again; they sign in by six digits', async () => {
    const given = somebody({ nameEn: 'Ouyang Nǚ' });
    const key = randomUUID();
    const answers = await Promise.all([1, 2].map(() => send(by('xu-jianing'), '', given, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [one, two] = await Promise.all(answers.map((answer) => answer.json() as Promise<{ person: string }>));
    expect(one).toEqual(two);
    expect(one?.person).toMatch(/^ouyang-nu/);
    const again = await send(by('xu-jianing'), '', given, key);
    expect([again.status, await again.json()]).toEqual([201, one]);
    const asked = await fetch(`${apiUrl}/api/v1/sign-in/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: given.email }),
    });
    expect(asked.status).toBe(200);
    const code = await codeSentTo(given.email.split('@')[0] ?? '');
    const entered = await fetch(`${apiUrl}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: given.email, code }),
    });
    expect([entered.status, entered.ok ? '' : await entered.text()]).toEqual([200, '']);
    const me = await fetch(`${apiUrl}/api/v1/me`, { headers: { cookie: cookieOf(entered) } });
    expect(await me.json()).toMatchObject({ person: one?.person, roles: {}, projects: [] });
    const mails = (await mailsAfter(outboxUrl, 0)).filter(({ to, subject }) => to === given.email && subject.includes('邀请'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(apiUrl);
  });

  it('of an address that is somebody’s here, in any writing, is refused with whose; a shared mailbox has to be said', async () => {
    const first = somebody({ email: `${randomUUID().slice(0, 8)}@例子.example` });
    expect((await send(by('xu-jianing'), '', first)).status).toBe(201);
    const again = first.email.replace('@', '＠').toUpperCase();
    const other = { ...first, name: name(), email: again };
    const refused = await send(by('tang-li'), '', other);
    expect([refused.status, ((await refused.json()) as Problem).faultsZh?.[0]]).toEqual([422, expect.stringContaining(first.name)]);
    expect((await send(by('tang-li'), '', { ...first, shares: true })).status).toBe(422);
    expect((await send(by('tang-li'), '', { ...other, shares: true })).status).toBe(201);
  });

  it('by two at once makes one of them', async () => {
    const given = somebody({ name: '欧阳新来' });
    const answers = await Promise.all(['xu-jianing', 'tang-li', 'xu-jianing', 'tang-li'].map((person) => send(by(person), '', given)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
    expect(await db.prisma.person.count({ where: { email: given.email } })).toBe(1);
    // Of the same name in Latin letters, with a mailbox each: two people.
    const namesakes = await Promise.all([1, 2].map(() => send(by('xu-jianing'), '', somebody({ nameEn: `Same Name ${given.email.slice(0, 4)}` }))));
    expect(namesakes.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('is the office’s alone, tells every fault at once, and of another county nothing', async () => {
    expect((await send(by('zhou-qiming'), '', somebody())).status).toBe(404);
    expect((await send(by('song-wei'), '', somebody())).status).toBe(404);
    const faulty = await send(by('xu-jianing'), '', { name: ' ', email: 'nobody', unit: '', basis: '' });
    const { faults = [] } = (await faulty.json()) as Problem;
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['name', 'email', 'unit', 'basis']);
    const elsewhere = await fetch(`${apiUrl}/api/v1/programme/ZZ/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), authorization: `Bearer ${tokens['xu-jianing']}` },
      body: JSON.stringify(somebody()),
    });
    expect(elsewhere.status).toBe(404);
  });
});

describe('what is known of somebody', () => {
  it('is changed by the office; another address asks for a fresh sign-in and is told at both', async () => {
    const given = somebody();
    const id = await invited(given);
    const basis = '青组〔2026〕8号';
    expect(await (await send(by('xu-jianing'), `/${id}/change`, { unit: '县卫健局', basis })).json()).toEqual({ changed: ['unit'], proposed: null });
    expect(await (await send(by('xu-jianing'), `/${id}/change`, { unit: '县卫健局', basis })).json()).toEqual({ changed: [], proposed: null });
    const key = randomUUID();
    const twice = [
      await send(by('xu-jianing'), `/${id}/change`, { phone: '0319', basis }, key),
      await send(by('xu-jianing'), `/${id}/change`, { phone: '0319', basis }, key),
    ];
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    expect(await Promise.all(twice.map((answer) => answer.json()))).toEqual(Array(2).fill({ changed: ['phone'], proposed: null }));
    const email = `${randomUUID().slice(0, 8)}@qinghe.example`;
    expect(((await (await send(by('xu-jianing'), `/${id}/change`, { email, basis })).json()) as Problem).code).toBe('SIGN_IN_AGAIN');
    const cookie = await signedIn('xu-jianing');
    expect(await (await send({ cookie }, `/${id}/change`, { email, basis })).json()).toEqual({ changed: ['email'], proposed: null });
    for (let tries = 0; tries < 100; tries += 1) {
      const told = (await mailsAfter(outboxUrl, 0)).filter(({ subject }) => subject.includes('账号')).map(({ to }) => to);
      if (told.includes(given.email) && told.includes(email)) break;
      expect(tries).toBeLessThan(99);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('of whoever releases money, audits or leads has another address by two people alone', async () => {
    const cookie = await signedIn('xu-jianing');
    const basis = '青组〔2026〕10号';
    const other = `${randomUUID().slice(0, 8)}@qinghe.example`;
    const mixed = await send({ cookie }, '/qian-ning/change', { email: other, unit: 'x', basis });
    expect(mixed.status).toBe(422);
    const { proposed } = (await json(send({ cookie }, '/qian-ning/change', { email: other, basis }))) as { proposed: string };
    expect(proposed).toMatch(/^DZ-/);
    expect((await db.prisma.person.findUniqueOrThrow({ where: { id: 'qian-ning' } })).email).toBe('qian-ning@qinghe.example');
    expect((await send({ cookie }, '/qian-ning/change', { email: 'x@qinghe.example', basis })).status).toBe(409);
    await mailTo('qian-ning', '账号');
    const address = (as: As, act: 'confirm' | 'refuse', body: object = {}) =>
      send(as, `/../addresses/${proposed}/${act}`, body).then(async (answer) => [answer.status, ((await answer.json()) as Problem).code ?? 'DONE']);
    const seen = async (person: string) => ((await json(client(person).get('programme/QH/roster'))).addresses as { proposal: string }[]).length;
    expect(await Promise.all(['tang-li', 'qian-ning', 'zheng-yan'].map(seen))).toEqual([1, 1, 0]);
    expect(await address({ cookie }, 'confirm')).toEqual([403, 'NOT_YOURS']);
    expect(await address(by('zheng-yan'), 'confirm')).toEqual([404, 'NOT_FOUND']);
    expect(await address(by('zheng-yan'), 'refuse', { reason: 'x' })).toEqual([404, 'NOT_FOUND']);
    expect(await address(by('tang-li'), 'confirm')).toEqual([403, 'SIGN_IN_AGAIN']);
    const second = { cookie: await signedIn('tang-li') };
    const answers = await Promise.all([address(second, 'confirm'), address({ cookie: await signedIn('he-jing') }, 'confirm')]);
    // The other finds it gone, or that it ends just then.
    expect(answers.map(([status]) => (status === 404 ? 409 : status)).sort()).toEqual([200, 409]);
    expect((await db.prisma.person.findUniqueOrThrow({ where: { id: 'qian-ning' } })).email).toBe(other);
    // Back as it was, for other tests: by themselves, freshly signed in.
    const back = await send({ cookie: await signedIn('qian-ning') }, '/qian-ning/change', { email: 'qian-ning@qinghe.example', basis: '本人' });
    expect(await back.json()).toEqual({ changed: ['email'], proposed: null });
  });

  it('of an auditor waits for the group leader, and ends by whom it is about; a stranger learns nothing', async () => {
    const cookie = await signedIn('xu-jianing');
    const { proposed } = (await json(send({ cookie }, '/song-wei/change', { email: 'new@qinghe.example', basis: 'x' }))) as { proposed: string };
    const at = (as: As, act: string, body: object = {}) => send(as, `/../addresses/${proposed}/${act}`, body);
    expect((await at({ cookie: await signedIn('tang-li') }, 'confirm')).status).toBe(403);
    const { items } = (await json(client('zhou-qiming').get('me/to-confirm'))) as { items: { item: string }[] };
    expect(items.some(({ item }) => item === proposed)).toBe(true);
    expect((await at(by('song-wei'), 'refuse', { reason: '不是本人的邮箱' })).status).toBe(200);
    expect((await at({ cookie: await signedIn('zhou-qiming') }, 'confirm')).status).toBe(404);
    expect(await db.prisma.addressProposal.count()).toBe(0);
    expect((await send({ cookie }, '/nobody-here/change', { unit: 'x', basis: 'x' })).status).toBe(404);
    expect((await send(by('zheng-yan'), '/ma-yue/change', { unit: 'x', basis: 'x' })).status).toBe(403);
    // Their own they change themselves, freshly signed in.
    const own = { phone: '0319-100', basis: '本人' };
    expect(await (await send(by('zheng-yan'), '/zheng-yan/change', own)).json()).toEqual({ changed: ['phone'], proposed: null });
    const stale = await send(by('zheng-yan'), '/zheng-yan/change', { email: 'another@qinghe.example', basis: '本人' });
    expect(((await stale.json()) as Problem).code).toBe('SIGN_IN_AGAIN');
    await send(by('zheng-yan'), '/zheng-yan/change', { phone: null, basis: '本人' });
  });
});

it('what waits for somebody’s confirmation is theirs alone to see', async () => {
  const id = await invited();
  await client('xu-jianing').command('programme/QH', { type: 'AssignRole', role: 'HOUSING', person: id, basis: '青组〔2026〕9号' });
  const waits = async (person: string) =>
    ((await json(client(person).get('me/to-confirm'))).items as { person: string }[]).some((one) => one.person === id);
  expect(await Promise.all(['tang-li', 'zhou-qiming', 'xu-jianing', 'zheng-yan', 'song-wei'].map(waits))).toEqual([true, true, false, false, false]);
});

type HandingOver = {
  readonly faults: readonly { readonly zh: string; readonly en: string }[];
  readonly to: string | null;
  readonly projects: readonly string[];
  readonly roles: readonly { readonly role: string; readonly becomes: string }[];
  readonly awaits: string | null;
  readonly atOnce: boolean;
};
const tryOut = (person: string, body: object): Promise<Response> =>
  fetch(`${apiUrl}/api/v1/programme/QH/handing-over`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[person]}` },
    body: JSON.stringify(body),
  });
const triedOut = async (person: string, body: object): Promise<HandingOver> => (await (await tryOut(person, body)).json()) as HandingOver; // as the route says

describe('what an act would hand over', () => {
  const basis = '青组〔2026〕11号';
  it('is told before somebody leaves, in both languages where it cannot be, and is what then happens', async () => {
    const [gone, heir] = [await invited(), await invited()];
    const office = client('xu-jianing');
    await office.command('programme/QH', { type: 'AssignRole', role: 'DRAWING_REVIEW', person: gone, basis });
    const alone = await triedOut('xu-jianing', { type: 'Leave', person: gone, roles: true, basis });
    expect(alone.faults).toEqual([{ zh: '未指定接收人，角色无法转交', en: 'the roles cannot be handed over: nobody is named to take them' }]);
    const leave = { type: 'Leave', person: gone, to: heir, roles: true, basis };
    const found = await triedOut('xu-jianing', leave);
    expect(found).toMatchObject({ faults: [], to: heir, roles: [{ role: 'DRAWING_REVIEW', becomes: 'AT_ONCE' }], projects: [] });
    expect((await roster('xu-jianing')).find(({ id }) => id === gone)?.roles).toEqual(['DRAWING_REVIEW']);
    await office.command('programme/QH', leave);
    const after = await roster('xu-jianing');
    expect(after.find(({ id }) => id === gone)).toMatchObject({ roles: [], leftAt: expect.any(String) });
    expect(after.find(({ id }) => id === heir)).toMatchObject({ roles: ['DRAWING_REVIEW'], leftAt: null });
    expect((await triedOut('xu-jianing', leave)).faults[0]?.zh).toContain('已经离任');
    const { history } = (await json(client('he-jing').get(`programme/QH/roster/${gone}`))) as { history: readonly object[] };
    expect(history).toMatchObject([
      { change: 'REVOKE', role: 'DRAWING_REVIEW', by: 'xu-jianing', proposedBy: null, basis },
      { change: 'ASSIGN', role: 'DRAWING_REVIEW', by: 'xu-jianing', proposedBy: null, basis },
    ]);
    const { history: first } = (await json(client('xu-jianing').get('programme/QH/roster/song-wei'))) as { history: readonly object[] };
    expect(first).toMatchObject([{ change: 'ASSIGN', role: 'AUDITOR' }]);
  });

  it('by a mandate waits for its principal where the office sets it, and begins on its first day', async () => {
    const [away, deputy] = [await invited(), await invited()];
    const grant = { type: 'GrantMandate', principal: away, delegate: deputy, from: '2199-01-01', to: '2199-01-09', basis };
    expect(await triedOut('xu-jianing', grant)).toMatchObject({ faults: [], to: deputy, awaits: 'PRINCIPAL', atOnce: false });
    expect(await triedOut('xu-jianing', { ...grant, delegate: away, to: '2198-01-01' })).toMatchObject({
      faults: expect.arrayContaining([{ zh: '委托人与代理人须为两个人', en: expect.any(String) }]),
    });
  });

  it('is for whoever may do it, and names nobody of another county', async () => {
    const leave = { type: 'Leave', person: 'ma-yue', basis };
    expect((await tryOut('zheng-yan', leave)).status).toBe(403);
    expect((await tryOut('song-wei', leave)).status).toBe(403);
    expect((await tryOut('gao-lin', leave)).status).toBe(404);
    expect((await tryOut('xu-jianing', { type: 'CloseProgramme', summary: 'x' })).status).toBe(403);
    expect((await triedOut('xu-jianing', { type: 'ChangeManager', project: 'QH-01', to: 'nobody-here', basis })).faults).toHaveLength(1);
  });
});
