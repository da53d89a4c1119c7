/** Links, mails and chats on a running service: machines that only look, people who decide, mail that comes back. */
import { createHash, randomUUID } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Route } from '../../domain/approval/route.ts';
import type { NoticeView } from '../../domain/notice/ledger.ts';
import type { VisitView } from '../../domain/views.ts';
import { openDatabase } from '../../prisma/database.ts';
import { checkIn, linkIn, type Mail, mailsAfter, openLink, submit } from '../../scripts/demo/http.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { dsn, replyMail } from '../setup/inbound-mails.ts';
import { act, asked, client, json, mailTo, once, today } from '../setup/office.ts';
import { DKIM, INBOUND_SECRET, LEAST_READING_MS, REPLY_ADDRESS } from '../setup/service.ts';
import { signedIn } from '../setup/signing-in.ts';

const { apiUrl, outboxUrl, databaseUrl, dkimKey, vendorsUrl, tokens } = inject('service');
const [officer, manager] = [client('xu-jianing'), client('liu-chuan')];
const text = (zh: string) => ({ zh, en: zh });
const reading = () => new Promise((resolve) => setTimeout(resolve, LEAST_READING_MS + 50));

const step = (key: string, people: readonly string[], more: object = {}) => ({
  key,
  name: text(key),
  who: { agree: 'ANY', members: people.map((person) => ({ person })) },
  limit: { n: 5, unit: 'WD' },
  ...more,
});
const route = (code: string, steps: readonly object[]): object => ({ code, version: 1, name: text(code), steps });
const ROUTES: readonly object[] = [
  route('PLAIN', [step('ONE', ['han-dong', 'su-mei'])]),
  route('CODED', [step('ONE', ['han-dong'], { rules: { assurance: 'email+otp' } })]),
  route('SIGNED', [step('ONE', ['han-dong'], { rules: { assurance: 'session' } })]),
  route('FRESH', [step('ONE', ['han-dong'], { rules: { freshSignIn: { minutes: 15, ways: ['example', 'oidc'] } } })]),
  route('SEALED', [step('ONE', ['han-dong', 'su-mei'], { rules: { signature: 'REQUIRED' } })]),
  route('TELLING', [step('ONE', ['duan-wei'])]),
];

let made = 0;
/** An application on one of these routes, handed in; its title makes its mails easy to find. */
async function apply(code: string): Promise<{ readonly stream: string; readonly title: string }> {
  made += 1;
  const key = `M-${code}-${made}`;
  const content = { summary: [{ label: text('金额'), value: text('120 万元') }], amountFen: 120_000_000, documents: [] };
  const answer = await manager.post('approvals', {
    type: 'Draft',
    programme: 'QH',
    project: 'QH-05',
    key,
    route: code,
    title: text(`申请 ${key}.`),
    content,
  });
  expect(await answer.json()).toMatchObject({ status: 'DRAFT' });
  await manager.command(`approval/QH-05~${key}`, { type: 'Submit', on: today() });
  return { stream: `approval/QH-05~${key}`, title: `申请 ${key}.` };
}
const ledger = async (stream: string) => (await json(manager.get(`${stream}/notices`))) as unknown as { notices: NoticeView[]; visits: VisitView[] };
/** The ledger once it is as it should be. */
async function ledgerOnce(stream: string, holds: (found: Awaited<ReturnType<typeof ledger>>) => boolean) {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = await ledger(stream);
    if (holds(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the ledger of ${stream} did not get there: ${JSON.stringify((await ledger(stream)).notices)}`);
}
const eventsOf = async (stream: string) =>
  ((await json(officer.get(`${stream}/events?limit=200`))) as { items: { type: string; actor: Record<string, unknown>; commandId: string }[] }).items;
const newest = async (person: string, ...words: readonly string[]) => mailTo(person, ...words);
const count = async (person: string, ...words: readonly string[]) =>
  (await mailsAfter(outboxUrl, 0)).filter(({ to, subject }) => to.startsWith(`${person}@`) && words.every((word) => subject.includes(word))).length;
const inbound = (raw: Buffer, secret = INBOUND_SECRET) =>
  fetch(`${apiUrl}/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'message/rfc822' },
    body: Uint8Array.from(raw),
  });

beforeAll(async () => {
  await officer.until('project/QH-05', () => true);
  for (const one of ROUTES) await officer.adoptRoute('QH', { route: one as Route, basis: '青托组发〔2026〕11号' }, client('he-jing'));
});

describe('a step that asks for a signature', () => {
  const picture = async (): Promise<Buffer> => {
    const canvas = createCanvas(400, 160);
    canvas.getContext('2d').fillRect(30, 70, 300, 12);
    return canvas.encode('png');
  };

  it('takes it as a picture on the page behind the link, without script; without one, or with one that is none, nothing is decided', async () => {
    const { stream, title } = await apply('SEALED');
    const mail = await newest('han-dong', title);
    expect(mail.text).not.toContain('也可以直接回复本邮件');
    const opened = await openLink(mail);
    expect(opened.page).toMatch(/type="file" accept="image\/png,image\/jpeg"/);
    await reading();
    const send = async (page: typeof opened, signature: File | null) =>
      submit(page, { check: checkIn(mail), choice: 'APPROVE' }, {}, [], signature === null ? {} : { signature });
    const openedAgain = async (one: Mail) => {
      const page = await openLink(one);
      await reading();
      return page;
    };
    const none = await send(opened, null);
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('本环节须签名或签章')]);
    const bad = await send(await openedAgain(mail), new File([Buffer.from('%PDF-1.4 none')], '签名.png'));
    expect([bad.status, await bad.text()]).toEqual([422, expect.stringContaining('签名或印章图片：')]);
    const good = await send(await openedAgain(mail), new File([Uint8Array.from(await picture())], '签名.png'));
    expect(good.status).toBe(303);
    const state = (await json(officer.get(`${stream}/reading`))) as unknown as {
      status: string;
      steps: { answers: { signature: { title: string; sha256: string } }[] }[];
    };
    const signature = state.steps[0]?.answers[0]?.signature;
    expect([state.status, signature?.title]).toEqual(['APPROVED', '签名.png']);
    // Whoever reads the case reads the picture; its hash is in the event, and it stands on the sheet.
    const file = await officer.get(`${stream}/files/${signature?.sha256 ?? ''}`);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([file.headers.get('content-type'), createHash('sha256').update(bytes).digest('hex')]).toEqual(['image/png', signature?.sha256]);
    const sheet = await officer.get(`${stream}/sheet.pdf`);
    expect(Buffer.from(await sheet.arrayBuffer()).toString('latin1')).toContain('/Subtype /Image');
  });

  it('takes by the API a picture of one’s own alone, for one case at a time', async () => {
    const { stream, title } = await apply('SEALED');
    await newest('su-mei', title);
    const { contentHash } = (await json(officer.get(stream))).state as { contentHash: string };
    const bytes = await picture();
    const store = async (person: string, name: string, content: Uint8Array) =>
      (await (
        await fetch(`${apiUrl}/api/v1/files?name=${encodeURIComponent(name)}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens[person] ?? ''}`, 'content-type': 'application/octet-stream' },
          body: Uint8Array.from(content),
        })
      ).json()) as { sha256: string };
    const others = await store('han-dong', '他人.png', Uint8Array.from([...bytes, 0]));
    const paper = await store('su-mei', '纸.pdf', Uint8Array.from(Buffer.from(onePagePdf('paper'))));
    const own = await store('su-mei', '签名.png', Uint8Array.from(bytes));
    const decide = async (sha256?: string) => {
      const answer = await client('su-mei').post(`${stream}/commands`, {
        type: 'Decide',
        choice: 'APPROVE',
        seen: contentHash,
        ...(sha256 === undefined ? {} : { signature: { title: '签名', sha256 } }),
      });
      return [answer.status, ((await answer.json()) as { faultsZh?: string[] }).faultsZh?.join() ?? ''];
    };
    expect((await decide())[0]).toBe(422);
    expect((await decide(others.sha256))[0]).toBe(422);
    expect(await decide(paper.sha256)).toEqual([422, 'signature：须为能打开的 PNG 或 JPEG 图片']);
    expect(await decide(own.sha256)).toEqual([200, '']);
  });
});

describe('who came by a link', () => {
  it('is noted: fetches by machines apart from the person, whose visit finds his decision', async () => {
    const { stream, title } = await apply('PLAIN');
    const mail = await newest('han-dong', title);
    const link = linkIn(mail) ?? '';
    await fetch(link, { method: 'HEAD', redirect: 'manual', headers: { 'user-agent': 'SafeLinks scanner' } });
    await fetch(link, { redirect: 'manual', headers: { 'sec-purpose': 'prefetch' } });
    const before = await ledger(stream);
    const ofLink = before.visits.filter(({ person }) => person === 'han-dong');
    expect(ofLink.map(({ kind }) => kind)).toEqual(['FETCH', 'FETCH']);
    expect(ofLink.map(({ signs }) => signs).join()).toMatch(/HEAD.*agent names itself.*prefetch/);
    expect(before.notices.find(({ recipient, template }) => recipient === 'han-dong' && template === 'task')).toMatchObject({
      visits: 2,
      openedAt: null,
    });
    await act('han-dong', title, { choice: 'APPROVE' });
    const after = await ledger(stream);
    expect(after.notices.find(({ recipient, template }) => recipient === 'han-dong' && template === 'task')?.openedAt).not.toBeNull();
    const person = after.visits.filter(({ kind }) => kind === 'PERSON');
    const decided = (await eventsOf(stream)).find(({ type }) => type === 'DecisionMade');
    expect(person).toMatchObject([{ person: 'han-dong', commandId: decided?.commandId }]);
    expect(decided?.actor).toMatchObject({ door: 'link', assurance: 'email-possession' });
  });

  it('whoever fills in what nobody sees is a machine; the person after it is not held up', async () => {
    const { stream, title } = await apply('PLAIN');
    const mail = await newest('su-mei', title);
    for (const decoy of [{ website: 'http://x' }, { everything: '1' }]) {
      const opened = await openLink(mail);
      await reading();
      expect((await submit(opened, { choice: 'APPROVE', check: checkIn(mail), ...decoy })).status).toBe(422);
    }
    expect((await ledger(stream)).visits.filter(({ kind }) => kind === 'MACHINE')).toHaveLength(2);
    expect((await act('su-mei', title, { choice: 'APPROVE' })).status).toBe(303);
  });
});

describe('the digits of a mail', () => {
  it('are found by no guessing: twenty wrong ones are free, as scanners make them, then one in twenty seconds; the hundredth ends it', async () => {
    const { stream, title } = await apply('PLAIN');
    const mail = await newest('su-mei', '待办', title);
    const db = openDatabase(databaseUrl);
    const opened = await Promise.all(Array.from({ length: 23 }, () => openLink(mail)));
    await reading();
    const answers: number[] = [];
    for (const form of opened.slice(0, 22)) answers.push((await submit(form, { choice: 'APPROVE', check: '0000' })).status);
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 422), 429, 429]);
    // The right ones have to wait as well, or guessing would not be slowed down; then they count.
    const last = opened[22];
    if (last === undefined) throw new Error('no form');
    expect((await submit(last, { choice: 'APPROVE', check: checkIn(mail) })).status).toBe(429);
    await db.prisma.linkToken.updateMany({ where: { stream, person: 'su-mei' }, data: { tries: 99, triedAt: new Date(Date.now() - 21_000) } });
    const hundredth = await openLink(mail);
    await reading();
    expect((await submit(hundredth, { choice: 'APPROVE', check: '0000' })).status).toBe(422);
    expect((await openLink(mail, 'zh-CN')).page).toContain('链接无效');
    await db.close();
    await act('han-dong', title, { choice: 'APPROVE' });
  });
});

describe('whoever comes late', () => {
  it('is told who decided, what and when', async () => {
    const { title } = await apply('PLAIN');
    await newest('su-mei', title);
    await act('han-dong', title, { choice: 'REJECT', reason: '消防间距不足' });
    const { page } = await openLink(await newest('su-mei', '待办', title), 'zh-CN');
    expect(page).toMatch(/韩冬[^<]*：不同意（\d{4} ?年 ?\d+ ?月 ?\d+ ?日 \d\d:\d\d 北京时间）/);
    expect(page).not.toContain('<form');
  });

  it('with a link to content that has changed since, is told so and decides nothing', async () => {
    const { stream, title } = await apply('PLAIN');
    const old = await newest('su-mei', '待办', title);
    await act('han-dong', title, { choice: 'RETURN', reason: '补充测算' });
    await newest('su-mei', '已失效', title);
    await manager.command(stream, {
      type: 'Resubmit',
      on: today(),
      content: { summary: [{ label: text('金额'), value: text('150 万元') }], amountFen: 150_000_000, documents: [] },
    });
    const again = await newest('su-mei', '第 2 轮', title);
    const { page, nonce } = await openLink(old, 'zh-CN');
    expect(page).toContain('内容已更新');
    expect(page).not.toContain('name="choice"');
    expect(nonce).not.toBe('');
    expect((await openLink(again)).page).toContain('150 万元');
  });

  it('with an expired link gets a fresh one, in his own mailbox alone, and not twice within ten minutes', async () => {
    const { stream, title } = await apply('PLAIN');
    const mail = await newest('su-mei', '待办', title);
    const db = openDatabase(databaseUrl);
    await db.prisma.linkToken.updateMany({ where: { stream, person: 'su-mei' }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    await db.close();
    const expired = await openLink(mail, 'zh-CN');
    expect(expired.page).toContain('已过期');
    await reading();
    // Whoever stands there: no cookie is needed, and what he sees is the same.
    const answer = await fetch(new URL(expired.action, expired.url), { method: 'POST', body: new URLSearchParams({ nonce: expired.nonce }) });
    expect(await answer.text()).toContain('请查收邮件');
    const fresh = await newest('su-mei', '新链接', title);
    expect((await openLink(fresh)).page).toContain('name="choice"');
    const again = await openLink(mail, 'zh-CN');
    await reading();
    expect((await fetch(new URL(again.action, again.url), { method: 'POST', body: new URLSearchParams({ nonce: again.nonce }) })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await count('su-mei', '新链接', title)).toBe(1);
    expect((await eventsOf(stream)).filter(({ type }) => type === 'MailAsked')).toMatchObject([
      { actor: { person: null, door: 'link', assurance: 'none' } },
    ]);
  });
});

describe('where a route asks for more than a link', () => {
  it('a one-time code decides: asked for on the page, mailed, good once, five tries', async () => {
    const { stream, title } = await apply('CODED');
    const mail = await newest('han-dong', '待办', title);
    const bare = await openLink(mail, 'zh-CN');
    await reading();
    const decide = async (code: string) => {
      const opened = await openLink(mail, 'zh-CN');
      const form = /action="([^"]+\/decision[^"]*)"[\s\S]*?name="nonce" value="([^"]+)"/.exec(opened.page);
      await reading();
      return submit({ ...opened, action: form?.[1] ?? '', nonce: form?.[2] ?? '' }, { choice: 'APPROVE', check: checkIn(mail), code });
    };
    expect((await decide('')).status).toBe(422);
    // The first form on the page is the one that has a code sent.
    expect(bare.action).toContain('/code');
    const asked1 = await submit(bare, {});
    expect(asked1.status).toBe(200);
    expect(await asked1.text()).toContain('验证码已发送');
    const code = /\b(\d{6})\b/.exec((await newest('han-dong', '验证码', title)).text)?.[1] ?? '';
    expect(code).toMatch(/^\d{6}$/);
    const wrong = code === '000000' ? '111111' : '000000';
    expect(await (await decide(wrong)).text()).toContain('验证码不对');
    expect((await decide(code)).status).toBe(303);
    expect((await eventsOf(stream)).find(({ type }) => type === 'DecisionMade')?.actor).toMatchObject({ door: 'link', assurance: 'email+otp' });
  });

  it('five wrong codes end it, the right one included', async () => {
    const { title } = await apply('CODED');
    const mail = await newest('han-dong', '待办', title);
    const bare = await openLink(mail);
    await reading();
    await submit(bare, {});
    const code = /\b(\d{6})\b/.exec((await newest('han-dong', '验证码', title)).text)?.[1] ?? '';
    const tries = [...Array.from({ length: 5 }, (_, n) => String(n).repeat(6)).map((made1) => (made1 === code ? '999999' : made1)), code];
    for (const tried of tries) {
      const opened = await openLink(mail);
      const form = /action="([^"]+\/decision[^"]*)"[\s\S]*?name="nonce" value="([^"]+)"/.exec(opened.page);
      await reading();
      expect(
        (await submit({ ...opened, action: form?.[1] ?? '', nonce: form?.[2] ?? '' }, { choice: 'APPROVE', check: checkIn(mail), code: tried }))
          .status,
      ).toBe(422);
    }
  });

  it('a sign-in decides, the person’s own alone; by the API he is signed in anyway', async () => {
    const { stream, title } = await apply('SIGNED');
    const fields = { choice: 'APPROVE' };
    expect((await act('han-dong', title, fields)).page).toContain('在新窗口登录');
    expect((await act('han-dong', title, { ...fields, signIn: tokens['su-mei'] ?? '' })).status).toBe(422);
    expect((await act('han-dong', title, { ...fields, signIn: tokens['han-dong'] ?? '' })).status).toBe(303);
    expect((await eventsOf(stream)).find(({ type }) => type === 'DecisionMade')?.actor).toMatchObject({ assurance: 'session', door: 'link' });
    const second = await apply('SIGNED');
    const { contentHash } = await once(second.stream, (state) => asked(state).includes('han-dong'));
    expect(await client('han-dong').refused(second.stream, { type: 'Decide', choice: 'APPROVE', seen: contentHash })).toBeNull();
  });
});

describe('a step that asks for a fresh sign-in', () => {
  it('takes the browser’s own session beside the link, of the person alone, and puts down how and when', async () => {
    const { stream, title } = await apply('FRESH');
    const mail = await newest('han-dong', '待办', title);
    const tryWith = async (cookie: string) => {
      const opened = await openLink(mail);
      await reading();
      const fields = { choice: 'APPROVE', reason: '同意，资金来源已核。', check: checkIn(mail) };
      return submit({ ...opened, cookie: [opened.cookie, cookie].filter((one) => one !== '').join('; ') }, fields);
    };
    const without = await tryWith('');
    expect(without.status).toBe(422);
    // It offers the way, and keeps what was typed.
    const page = await without.text();
    expect(page).toContain('target="_blank"');
    expect(page).toContain('同意，资金来源已核。');
    expect((await tryWith(await signedIn('su-mei'))).status).toBe(422);
    expect((await tryWith(await signedIn('han-dong'))).status).toBe(303);
    expect((await eventsOf(stream)).find(({ type }) => type === 'DecisionMade')?.actor).toMatchObject({
      door: 'link',
      assurance: 'session',
      signedIn: { how: 'example', at: expect.any(String) },
    });
    const second = await apply('FRESH');
    const { contentHash } = await once(second.stream, (state) => asked(state).includes('han-dong'));
    const decision = { type: 'Decide', choice: 'APPROVE', seen: contentHash };
    // The test's token is a key for programs, however new.
    expect(await client('han-dong').refused(second.stream, decision)).toBe('ASSURANCE_TOO_LOW');
    const cookie = await signedIn('han-dong');
    const answer = await fetch(`${apiUrl}/api/v1/${second.stream}/commands`, {
      method: 'POST',
      headers: { cookie, origin: apiUrl, 'content-type': 'application/json', 'idempotency-key': `fresh-${made}-sign-in` },
      body: JSON.stringify(decision),
    });
    expect(answer.status).toBe(200);
  });
});

describe('a door without a token', () => {
  it('sends the chosen person his link, and leads on to the page that he has opened before', async () => {
    const { stream, title } = await apply('PLAIN');
    const mail = await newest('han-dong', '待办', title);
    const opened = await openLink(mail);
    const { contentHash, tasks } = await once(stream, (state) => asked(state).includes('han-dong'));
    const url = `${apiUrl}/open/${stream.slice('approval/'.length)}/${contentHash.slice(0, 16)}`;
    const page = await (await fetch(url)).text();
    expect(page).toContain('韩*');
    expect(page).not.toMatch(/韩冬|120 万元/);
    await reading();
    const body = new URLSearchParams({
      nonce: /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? '',
      task: String(tasks.find(({ person }) => person === 'han-dong')?.task),
    });
    const sent = await fetch(url, { method: 'POST', body });
    const goOn = /href="(\/task\/[0-9a-f]{24})"/.exec(await sent.text())?.[1] ?? '';
    expect(goOn).toMatch(/^\/task\//);
    await newest('han-dong', '新链接', title);
    expect((await fetch(`${apiUrl}${goOn}`, { headers: { cookie: opened.cookie } })).status).toBe(404);
    expect((await fetch(url.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(404);
    expect((await act('han-dong', ['新链接', title], { choice: 'APPROVE' })).status).toBe(303);
    expect(await (await fetch(url)).text()).not.toContain('<form');
  });

  it('a machine that posts at once sends nothing', async () => {
    const { stream, title } = await apply('PLAIN');
    await newest('han-dong', '待办', title);
    const { contentHash, tasks } = await once(stream, (state) => asked(state).length === 2);
    const url = `${apiUrl}/open/${stream.slice('approval/'.length)}/${contentHash.slice(0, 16)}`;
    const nonce = /name="nonce" value="([^"]+)"/.exec(await (await fetch(url)).text())?.[1] ?? '';
    expect((await fetch(url, { method: 'POST', body: new URLSearchParams({ nonce, task: String(tasks[0]?.task) }) })).status).toBe(422);
    expect((await eventsOf(stream)).some(({ type }) => type === 'MailAsked')).toBe(false);
  });
});

describe('the mail ledger', () => {
  it('shows each mail with every try and what the server said, and no words of it', async () => {
    const { stream, title } = await apply('PLAIN');
    await newest('han-dong', '待办', title);
    const { notices } = await ledgerOnce(stream, ({ notices: found }) => found.filter(({ status }) => status === 'SENT').length >= 3);
    expect(notices.find(({ template, recipient }) => template === 'task' && recipient === 'han-dong')).toMatchObject({
      status: 'SENT',
      attempts: [{ attempt: 1, result: 'SENT', reply: expect.stringMatching(/^2\d\d|5xx$/) }],
    });
    expect((await client('shen-he').get(`${stream}/notices`)).status).toBe(404);
  });

  it('tells whoever looks after the case of a dead address within a minute, and sends nothing there again', async () => {
    const db = openDatabase(databaseUrl);
    const { email } = await db.prisma.person.findUniqueOrThrow({ where: { id: 'liu-chuan' } });
    await db.prisma.person.update({ where: { id: 'liu-chuan' }, data: { email: 'liu-chuan@gone.invalid' } });
    try {
      const { stream, title } = await apply('TELLING');
      const since = Date.now();
      await act('duan-wei', title, { choice: 'APPROVE' });
      // The manager himself is not reached, so the office is told.
      await newest('xu-jianing', '邮件未送达', title);
      expect(Date.now() - since).toBeLessThan(60_000);
      const { notices } = await ledger(stream);
      const own = notices.filter(({ recipient }) => recipient === 'liu-chuan');
      // Tried once; what follows is not even sent.
      expect(own.filter(({ outcome }) => outcome === '550 5.1.1')).toHaveLength(1);
      expect(own.every(({ status, outcome }) => status === 'REFUSED' && (outcome === '550 5.1.1' || outcome === '5.1.1 known'))).toBe(true);
      const second = await apply('TELLING');
      await act('duan-wei', second.title, { choice: 'APPROVE' });
      const later = await ledgerOnce(second.stream, ({ notices: found }) =>
        found.some(({ template, status }) => template === 'decided' && status === 'REFUSED'),
      );
      expect(later.notices.filter(({ recipient }) => recipient === 'liu-chuan').every(({ outcome }) => outcome === '5.1.1 known')).toBe(true);
    } finally {
      await db.prisma.person.update({ where: { id: 'liu-chuan' }, data: { email } });
      await db.close();
    }
  });

  it('takes a late bounce from a provider: once, by the mail’s own return path, and an approver is replaced', async () => {
    const { stream, title } = await apply('TELLING');
    const mail = (await newest('duan-wei', '待办', title)) as Mail & { readonly returnPath: string };
    const report = dsn({ to: mail.returnPath, status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 unknown user' });
    expect((await inbound(report, 'x'.repeat(30))).status).toBe(401);
    expect(await (await inbound(report)).json()).toMatchObject({ outcome: 'BOUNCED' });
    expect(await (await inbound(report)).json()).toMatchObject({ outcome: 'IGNORED' });
    await once(stream, (state) => !asked(state).includes('duan-wei'));
    await newest('liu-chuan', '邮件未送达', title);
    expect((await ledger(stream)).notices.find(({ recipient, template }) => recipient === 'duan-wei' && template === 'task')?.status).toBe('BOUNCED');
    const db = openDatabase(databaseUrl);
    expect(await db.prisma.person.findUnique({ where: { id: 'duan-wei' } })).toMatchObject({ deadAddress: 'duan-wei@qinghe.example' });
    await db.prisma.person.update({ where: { id: 'duan-wei' }, data: { deadAddress: null } });
    await db.close();
  });

  it('takes in no message that is none, and none that is too large', async () => {
    expect((await inbound(Buffer.alloc(0))).status).toBe(422);
    expect((await inbound(Buffer.alloc(3 * 1_024 * 1_024))).status).toBe(413);
    expect(await (await inbound(Buffer.from('\u0000\u0001 not a mail'))).json()).toMatchObject({ outcome: 'IGNORED' });
  });
});

describe('an answer by mail', () => {
  const codeIn = (mail: Mail): string => /[A-HJKMNP-Z2-9]{4}(-[A-HJKMNP-Z2-9]{4}){2}/.exec(mail.text)?.[0] ?? '';
  const reply = (from: string, said: string, code: string, key: string | null = dkimKey) =>
    replyMail({ from: `${from}@${DKIM.domain}`, to: REPLY_ADDRESS, text: `${said}\r\n\r\n> 代码：${code}`, key, domain: DKIM.domain });

  it('decides through the same command, once; whoever comes second is answered kindly', async () => {
    const { stream, title } = await apply('PLAIN');
    const [first, second] = [await newest('han-dong', '待办', title), await newest('su-mei', '待办', title)];
    const raw = await reply('han-dong', '同意\r\n间距已核', codeIn(first));
    expect(await (await inbound(raw)).json()).toEqual({ outcome: 'DECIDED', why: 'APPROVE' });
    const state = await once(stream, ({ decisions }) => decisions.length === 1);
    expect(state.decisions).toMatchObject([{ person: 'han-dong', choice: 'APPROVE', door: 'mail', reason: '间距已核' }]);
    await newest('han-dong', '回执', title);
    expect(await (await inbound(raw)).json()).toMatchObject({ outcome: 'IGNORED' });
    expect(await (await inbound(await reply('su-mei', '不同意\r\n理由', codeIn(second)))).json()).toMatchObject({ outcome: 'REFUSED' });
    expect((await newest('su-mei', '未计入', title)).text).toMatch(/该事项已于 \d{4}-\d\d-\d\d 办结：同意[\s\S]*决定人： 韩冬[\s\S]*结果： 同意/);
  });

  it('counts by its code and by nothing that its sender chooses: with one Message-ID in two cases, both decisions are there', async () => {
    for (const [said, choice] of [
      ['同意', 'APPROVE'],
      ['不同意\r\n缺设备费', 'REJECT'],
    ] as const) {
      const { stream, title } = await apply('PLAIN');
      const mail = await newest('han-dong', '待办', title);
      const raw = await replyMail({
        from: `han-dong@${DKIM.domain}`,
        to: REPLY_ADDRESS,
        text: `${said}\r\n\r\n托建 <no-reply@county.gov.cn> 于2026年11月24日周二 上午9:00写道：\r\n> 代码：${codeIn(mail)}`,
        key: dkimKey,
        domain: DKIM.domain,
        headers: { 'Message-ID': '<always-the-same@x.example>' },
      });
      expect(await (await inbound(raw)).json()).toEqual({ outcome: 'DECIDED', why: choice });
      const { decisions } = await once(stream, (state) => state.decisions.length === 1);
      expect(decisions).toMatchObject([{ choice, reason: choice === 'REJECT' ? '缺设备费' : null }]);
    }
  });

  it('is nothing without a signature, from somebody else, or without a decision; nobody is answered then', async () => {
    const { stream, title } = await apply('PLAIN');
    const mail = await newest('han-dong', '待办', title);
    const answers = async () =>
      (await mailsAfter(outboxUrl, 0)).filter(({ subject }) => subject.includes(title) && /未计入|回执/.test(subject)).length;
    for (const raw of [
      await reply('han-dong', '同意', codeIn(mail), null),
      await reply('su-mei', '同意', codeIn(mail)),
      await reply('han-dong', '收到，谢谢', codeIn(mail)),
      await reply('han-dong', '同意', 'AAAA-BBBB-CCCC'),
    ])
      expect(await (await inbound(raw)).json()).toMatchObject({ outcome: 'IGNORED' });
    expect((await once(stream, () => true)).decisions).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await answers()).toBe(0);
    // The code was not used up by any of them.
    expect(await (await inbound(await reply('han-dong', '同意', codeIn(mail)))).json()).toMatchObject({ outcome: 'DECIDED' });
  });

  it('is not offered where the route asks for a code or a sign-in', async () => {
    const { title } = await apply('SIGNED');
    const mail = await newest('han-dong', '待办', title);
    expect([linkIn(mail) !== null, mail.text.includes('也可以直接回复本邮件'), codeIn(mail)]).toEqual([true, false, '']);
  });
});

describe('what I want to be told', () => {
  it('is mine to say, with every fault at once, and the next mail goes by it', async () => {
    const su = client('su-mei');
    const wishes = (await json(su.get('me/wishes'))) as { mail: Record<string, string>; digest: boolean };
    const bad = await su.post('me/wishes', { ...wishes, mail: { ...wishes.mail, TASKS: 'OFF', CLOCKS: 'OFF' } });
    expect(bad.status).toBe(422);
    expect(((await bad.json()) as { faults: string[] }).faults).toHaveLength(2);
    expect((await su.post('me/wishes', { ...wishes, mail: { ...wishes.mail, RECEIPTS: 'OFF' } })).status).toBe(200);
    const { stream, title } = await apply('PLAIN');
    await act('su-mei', title, { choice: 'APPROVE' });
    const { notices } = await ledgerOnce(stream, ({ notices: found }) =>
      found.some(({ template, status }) => template === 'receipt' && status !== 'QUEUED'),
    );
    expect(notices.find(({ template }) => template === 'receipt')).toMatchObject({ status: 'DROPPED', outcome: 'switched off by its recipient' });
    await su.post('me/wishes', wishes);
  });

  it('a receipt by mail too, if they wish for it: whoever has said nothing has it on the page that they decided on', async () => {
    expect(await json(client('han-dong').get('me/wishes'))).toMatchObject({ mail: { RECEIPTS: 'OFF', OUTCOMES: 'AT_ONCE' } });
    const { stream, title } = await apply('PLAIN');
    await act('han-dong', title, { choice: 'APPROVE' });
    const { notices } = await ledgerOnce(stream, ({ notices: found }) =>
      found.some(({ template, status }) => template === 'decided' && status === 'SENT'),
    );
    expect(notices.filter(({ template }) => template === 'receipt')).toEqual([]);
  });
});

describe('a chat group', () => {
  it('gets one card an occasion, in its language, whose button leads to the door of the page', async () => {
    const { stream, title } = await apply('PLAIN');
    await act('han-dong', title, { choice: 'COPY', person: 'zheng-yan', reason: '请阅' });
    const { contentHash } = await once(stream, (state) => asked(state).length === 2);
    const door = `${apiUrl}/open/${stream.slice('approval/'.length)}/${contentHash.slice(0, 16)}`;
    const vendors = ['dingtalk', 'feishu', 'wecom'];
    let posted: { vendor: string; body: object }[] = [];
    for (let tries = 0; tries < 100 && !vendors.every((vendor) => posted.some((post) => post.vendor === vendor)); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      posted = ((await (await fetch(vendorsUrl)).json()) as typeof posted).filter(({ body }) => JSON.stringify(body).includes(title.slice(3, -1)));
    }
    expect([...new Set(posted.map(({ vendor }) => vendor))].sort()).toEqual(vendors);
    for (const { body } of posted) {
      const card = JSON.stringify(body);
      // A burst may have been merged into one card, which names it all the same.
      expect(card.includes(door) || /件动态|pieces of news/.test(card)).toBe(true);
      expect(card).not.toMatch(/\/a\/[\w-]{43}/);
    }
    expect(posted.filter(({ vendor }) => vendor === 'dingtalk')).toHaveLength(1);
  });
});

describe('the pages about mails', () => {
  it('show every template in both languages, and stop overviews by one post that nothing else does', async () => {
    const gallery = await fetch(`${apiUrl}/mails`);
    expect(gallery.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await gallery.text()).match(/<section/g)?.length).toBeGreaterThan(40);
    expect(await (await fetch(`${apiUrl}/mails/receipt/en?part=text`)).text()).toContain('on record');
    const db = openDatabase(databaseUrl);
    const { mintUnsubscribe } = await import('../../prisma/mail/preferences.ts');
    const url = `${apiUrl}/unsubscribe/${await mintUnsubscribe(db, 'han-dong')}`;
    await fetch(url);
    expect(await json(client('han-dong').get('me/wishes'))).toMatchObject({ digest: true });
    expect((await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status).toBe(200);
    expect(await json(client('han-dong').get('me/wishes'))).toMatchObject({ digest: false });
    expect((await fetch(`${apiUrl}/unsubscribe/${randomUUID()}`, { method: 'POST' })).status).toBe(200);
    await db.prisma.preference.deleteMany({ where: { person: 'han-dong' } });
    await db.close();
  });
});
