/** Whose answer a message is, by its signature; and what mail servers write to a return path, in whichever form. */
import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createInboundReader } from '../../notices/inbound.ts';
import { returnPathFor } from '../../notices/return-path.ts';

const pair = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const strong = pair(2_048);
const weak = pair(768);
const CODE = 'K7QM-3XTB-9WHD';
const bounces = { address: 'bounces@tuojian.example', secret: 's'.repeat(24) };
let down = false;
const KEYS: Readonly<Record<string, string>> = {
  'good._domainkey.qinghe.example': `v=DKIM1; k=rsa; p=${strong.publicKey.toString('base64')}`,
  'test._domainkey.qinghe.example': `v=DKIM1; k=rsa; t=y; p=${strong.publicKey.toString('base64')}`,
  'strict._domainkey.qinghe.example': `v=DKIM1; k=rsa; t=s; p=${strong.publicKey.toString('base64')}`,
  'web._domainkey.qinghe.example': `v=DKIM1; k=rsa; s=tlsrpt; p=${strong.publicKey.toString('base64')}`,
  'weak._domainkey.qinghe.example': `v=DKIM1; k=rsa; p=${weak.publicKey.toString('base64')}`,
  'good._domainkey.gov.cn': `v=DKIM1; k=rsa; p=${strong.publicKey.toString('base64')}`,
  'good._domainkey.xn--fsqu00a.xn--fiqs8s': `v=DKIM1; k=rsa; p=${strong.publicKey.toString('base64')}`,
};
const reader = createInboundReader({
  bounces,
  replyAddress: 'reply@tuojian.example',
  resolver: async (name) => {
    if (down) throw Object.assign(new Error('no'), { code: 'ESERVFAIL' });
    const key = KEYS[name];
    if (key === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return [[key]];
  },
});
afterAll(() => reader.close());

/** A message signed by hand (relaxed/simple), so that each tag can be what an enemy would write. */
function signed({
  from = 'Ma Yue <ma-yue@qinghe.example>',
  top = [],
  more = [],
  tags = {},
  body = `同意\r\n\r\n> ${CODE}\r\n`,
  appended = '',
  h = 'from:to:subject',
  hash = 'sha256',
  key = strong.privateKey,
}: {
  readonly from?: string;
  readonly top?: readonly string[];
  readonly more?: readonly string[];
  readonly tags?: Readonly<Record<string, string | null>>;
  readonly body?: string;
  readonly appended?: string;
  readonly h?: string;
  readonly hash?: string;
  readonly key?: string;
} = {}): Buffer {
  const fields = [
    `From: ${from}`,
    'To: reply@tuojian.example',
    'Subject: Re: task',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...more,
  ];
  const relaxed = (field: string): string => field.replace(/^([^:]+):\s*/, (_all, name: string) => `${name.toLowerCase()}:`).replace(/\s+/g, ' ');
  const all = {
    v: '1',
    a: `rsa-${hash}`,
    c: 'relaxed/simple',
    d: 'qinghe.example',
    s: 'good',
    h,
    bh: createHash(hash).update(body).digest('base64'),
    ...tags,
  };
  const list = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  const unsigned = `DKIM-Signature: ${list.join('; ')}; b=`;
  const names = String(all.h).split(':');
  // The last of each name, as signers and verifiers take them.
  const covered = names
    .flatMap((name) => [...fields].reverse().find((field) => field.toLowerCase().startsWith(`${name.trim()}:`)) ?? [])
    .map(relaxed);
  const b = createSign(hash.toUpperCase())
    .update(`${covered.join('\r\n')}\r\n${relaxed(unsigned)}`)
    .sign(key, 'base64');
  return Buffer.from([...top, unsigned + b, ...fields, '', ''].join('\r\n') + body + appended);
}

describe('who answers', () => {
  it('is who the one From says that a signature covers', async () => {
    expect(await reader.read(signed())).toMatchObject({ kind: 'REPLY', from: 'ma-yue@qinghe.example', choice: 'APPROVE', code: CODE, unsure: null });
    expect(await reader.read(signed({ from: 'MA-YUE@Qinghe.Example', tags: { i: '@mail.qinghe.example', t: '1700000000' } }))).toMatchObject({
      from: 'ma-yue@qinghe.example',
    });
    expect(await reader.read(signed({ from: '"马岳, 副局长" <ma-yue@qinghe.example>' }))).toMatchObject({ kind: 'REPLY' });
    expect(await reader.read(signed({ from: '<wang@例子.中国>', tags: { d: 'xn--fsqu00a.xn--fiqs8s' } }))).toMatchObject({
      from: 'wang@xn--fsqu00a.xn--fiqs8s',
    });
    expect(await reader.read(signed({ tags: { i: 'ma=2Dyue@qinghe.example' }, more: ['Sender: Ma Yue <ma-yue@qinghe.example>'] }))).toMatchObject({
      kind: 'REPLY',
    });
    // A list’s or forwarder’s broken signature beside a good one takes nothing away.
    const broken = 'DKIM-Signature: v=1; a=rsa-sha256; d=list.example; s=x; h=from; bh=x; b=eA==';
    expect(await reader.read(signed({ top: [broken] }))).toMatchObject({ kind: 'REPLY' });
  });

  it.each([
    ['a second From above', { top: ['From: fang-yuan@qinghe.example'] }],
    ['a second From below', { more: ['From: fang-yuan@qinghe.example'] }],
    ['a From with a blank before its colon', { top: ['From : fang-yuan@qinghe.example'] }],
    ['a From folded into a line before it', { top: ['X-A: b\rFrom: fang-yuan@qinghe.example'] }],
    ['two addresses in From', { from: 'ma-yue@qinghe.example, fang-yuan@qinghe.example' }],
    ['a group in From', { from: 'office: ma-yue@qinghe.example;' }],
    ['an address before the one in brackets', { from: 'fang-yuan@qinghe.example <ma-yue@qinghe.example>' }],
    ['no address in From', { from: 'ma-yue' }],
    ['two subjects', { more: ['Subject: another'] }],
    ['two kinds of content', { more: ['Content-Type: text/html'] }],
    ['a signature over a part of the body', { tags: { l: '10' } }],
    [
      'a signature over a part of the body, and text behind it',
      { tags: { l: String(Buffer.byteLength(`同意\r\n\r\n> ${CODE}\r\n`)) }, appended: '追加\r\n' },
    ],
    ['a key that is only tried out', { tags: { s: 'test' } }],
    ['a key of 768 bit', { tags: { s: 'weak' }, key: weak.privateKey }],
    ['a key for something else', { tags: { s: 'web' } }],
    ['SHA-1', { hash: 'sha1' }],
    ['a signature without From', { h: 'to:subject' }],
    ['an expired signature', { tags: { t: '1600000000', x: '1600086400' } }],
    ['a signature of tomorrow', { tags: { t: String(Math.floor(Date.now() / 1_000) + 86_400) } }],
    ['another domain’s agent', { tags: { i: '@evil.example' } }],
    ['an agent below the domain of a strict key', { tags: { s: 'strict', i: '@mail.qinghe.example' } }],
    ['another version', { tags: { v: '2' } }],
    ['a tag twice', { tags: { 'd ': 'evil.example' } }],
    ['the signature of all of gov.cn', { from: 'x@county.gov.cn', tags: { d: 'gov.cn' } }],
    ['another person of the domain as the signer’s user', { tags: { i: 'fang-yuan@qinghe.example' } }],
    ['the same in quoted-printable', { tags: { i: 'fang=2Dyuan@qinghe.example' } }],
    ['a Sender who is another', { more: ['Sender: fang-yuan@qinghe.example'] }],
    ['a Sender who is nobody', { more: ['Sender: the office'] }],
    ['a time that is none', { tags: { t: 'abc' } }],
    ['an end that is none', { tags: { x: 'abc' } }],
    ['an end beyond all time', { tags: { x: '1e99' } }],
    ['a length in other letters', { tags: { 'l ': '5' } }],
    ['a local part that only looks alike', { from: 'ｍａ-yue@qinghe.example' }],
    ['a domain that only ends alike', { from: 'ma-yue@notqinghe.example' }],
  ])('is nobody with %s', async (_what, given) => {
    expect(await reader.read(signed(given))).toMatchObject({ kind: 'IGNORED' });
  });

  it('is asked again when DNS does not answer', async () => {
    down = true;
    await expect(reader.read(signed())).rejects.toMatchObject({ name: 'NotReadNow' });
    down = false;
    expect(await reader.read(signed())).toMatchObject({ kind: 'REPLY' });
  });

  it('says one thing: text and HTML alike, with the code of one task', async () => {
    const alternative = (text: string, html: string) =>
      signed({
        more: [],
        body: `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--b--\r\n`,
      })
        .toString()
        .replace('Content-Type: text/plain; charset=utf-8\r\n\r\n--b', 'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b');
    const html = (said: string) => `<div>${said}</div><div>缺费</div><blockquote>${CODE}</blockquote>`;
    expect(await reader.read(Buffer.from(alternative(`不同意\r\n缺费\r\n> ${CODE}`, html('不同意'))))).toMatchObject({
      choice: 'REJECT',
      reason: '缺费',
      unsure: null,
    });
    expect(await reader.read(Buffer.from(alternative(`同意\r\n> ${CODE}`, html('不同意'))))).toMatchObject({ choice: null, unsure: 'QUOTE' });
    expect(await reader.read(signed({ body: `同意\r\n\r\n> ${CODE}\r\n> AAAA-BBBB-CCCC\r\n` }))).toMatchObject({ choice: null, unsure: 'CODES' });
    expect(await reader.read(signed({ body: `不同意\r\n${'长'.repeat(2_001)}\r\n> ${CODE}\r\n` }))).toMatchObject({ choice: null, unsure: 'LONG' });
  });

  it.each([
    '同意，但须补充设备费',
    '不予同意',
    '【同意】',
    '同意？',
    '不 同意',
    '同意 不同意',
    '回复：同意',
    'not approved',
    '同意\r\n不同意',
    '王局好\r\n同意',
  ])('and nothing else: "%s" decides nothing, and is told so', async (said) => {
    expect(await reader.read(signed({ body: `${said}\r\n\r\n> ${CODE}\r\n` }))).toMatchObject({ choice: null, code: CODE, unsure: 'WORDS' });
  });

  it.each(['收到，谢谢', '王局好', '已转财政局'])('and chatter is none: "%s"', async (said) => {
    expect(await reader.read(signed({ body: `${said}\r\n\r\n> ${CODE}\r\n` }))).toMatchObject({ choice: null, unsure: null });
  });

  it.each(['Ｋ７ＱＭ－３ＸＴＢ－９ＷＨＤ', 'K7QM–3XTB–9WHD', 'k7qm-3xtb-9whd', '代码：K7QM-3XTB-9WHD'])(
    'with its code typed by hand as %s',
    async (typed) => {
      expect(await reader.read(signed({ body: `同意\r\n按预算执行\r\n\r\n${typed}\r\n` }))).toMatchObject({
        choice: 'APPROVE',
        reason: '按预算执行',
        code: CODE,
      });
    },
  );

  it.each(
    Object.entries(JSON.parse(readFileSync('test/notices/reply-bodies.json', 'utf8')) as Record<string, string>).filter(([name]) => name !== 'how'),
  )('in the words of %s gives no reason where none was given', async (_name, text) => {
    const body = text.replace(/ABCD-EFGH-JKMN/g, CODE).replace(/\n/g, '\r\n');
    expect(await reader.read(signed({ body }))).toMatchObject({ kind: 'REPLY', choice: 'REJECT', reason: '', code: CODE, unsure: null });
  });

  it.each([
    ['gb2312', 'b2bbcdacd2e20d0ac8b1b7d10d0a'],
    ['gb18030', 'b2bbcdacd2e20d0ac8b1b7d10d0a'],
    ['big5', 'a4a3a650b74e0d0aafcab64f0d0a'],
  ])('is read in %s', async (charset, hex) => {
    const body = Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(`\r\n> ${CODE}\r\n`)]).toString('base64');
    const raw = signed({ body: `${body}\r\n`, more: ['Content-Transfer-Encoding: base64'] })
      .toString()
      .replace('charset=utf-8', `charset=${charset}`);
    const found = await reader.read(Buffer.from(raw));
    expect(found).toMatchObject({ choice: 'REJECT', code: CODE, unsure: null });
    expect(['缺费', '缺費']).toContain((found as { reason: string }).reason);
  });
});

describe('what comes back to a return path', () => {
  const id = 'b'.repeat(32);
  const path = returnPathFor(bounces, id);
  const sample = (name: string) => reader.read(Buffer.from(readFileSync(`test/notices/bounces/${name}.eml`, 'utf8').replaceAll('RETURN_PATH', path)));

  it.each([
    ['ordinary', '550 5.1.1', true],
    ['delivered-to', '550 5.1.1', true],
    ['folded-diagnostic', '550 5.1.1', true],
    ['qmail', '5.1.1', true],
    ['exchange-zh', '550 5.1.10', true],
    ['coremail', '550', true],
    ['qq', '550', true],
    ['postfix-text', '550 5.1.1', true],
    ['global', '550 5.1.1', true],
    ['base64', '550 5.1.1', true],
    ['several', '550 5.1.1', true],
    ['quota', '552 5.2.2', false],
    ['spam-text', '550', false],
  ])('is read: %s', async (name, reply, dead) => {
    expect(await sample(name)).toEqual({ kind: 'BOUNCE', notice: id, reply, dead });
  });

  const written = (subject: string, text: string) =>
    reader.read(Buffer.from(`From: x@y.example\r\nTo: ${path}\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`));

  it.each([
    ['Exim', 'Mail delivery failed: returning message to sender', 'The following address(es) failed:\r\n  w@q.example\r\n    Unrouteable address'],
    ['Exim of another server', 'Mail delivery failed', 'SMTP error from remote mail server after RCPT TO:<w@q.example>:\r\n 550 5.1.1 User unknown'],
    ['Sendmail', 'Returned mail: see transcript for details', '(reason: 550 5.1.1 <w@q.example>... User unknown)'],
    ['Exchange in Chinese without a code', '未送达: 【待办】', '向这些收件人或组传递邮件失败:\r\n找不到您输入的电子邮件地址。'],
    ['Domino', 'DELIVERY FAILURE: User wang (w@q.example) not listed in Domino Directory', 'was not delivered to: w@q.example'],
    ['Alibaba', '退信通知', "您发送的邮件未能送达以下收件人：\r\n554 RCPT (w@q.example) dosn't exist"],
    ['eYou', '投递失败通知', '对不起，您的邮件投递失败。无此用户：wang'],
  ])('is a dead address in the words of %s', async (_server, subject, text) => {
    expect(await written(subject, text)).toMatchObject({ kind: 'BOUNCE', dead: true });
  });

  it.each([
    ['a day that looks like a code', '自动回复：外出', '您好，我 5.1.1 前休假，有事请联系办公室。'],
    ['days and a telephone', '自动回复', '我 5.1.1 - 5.1.5 休假，电话 550-1234567'],
    ['the number of a clause', 'Re: 【待办】', '请按规程 5.1.1 条补充'],
    ['a receipt', '已读: 【待办】', '您的邮件已被阅读'],
  ])('is no bounce for %s', async (_what, subject, text) => {
    expect(await written(subject, text)).toEqual({ kind: 'MACHINE', notice: id });
  });

  it.each(['delayed-zh', 'delayed-report'])('is no bounce while it is only late: %s', async (name) => {
    expect(await sample(name)).toMatchObject({ kind: 'IGNORED' });
  });

  it.each(['vacation', 'empty', 'headers-only'])('is told as what it is when nobody can read it: %s', async (name) => {
    expect(await sample(name)).toEqual({ kind: 'MACHINE', notice: id });
  });

  it('holds up nothing, however it is made', async () => {
    const head = `From: x@y.example\r\nTo: ${path}\r\nSubject: x\r\n`;
    const nested = Array.from({ length: 150 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('');
    const hostile = [
      `${head}\r\n${'Content-Type: message/delivery-status\r\n\r\n'.repeat(450)}`,
      `${head}\r\n${'Content-Type: message/delivery-status\r\n\r\n'.repeat(45_000)}`,
      `${head}${nested}`,
      `${head}X-Long: ${'a'.repeat(120_000)}\r\n\r\nx`,
      `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(300_000)}`,
      `${head}Content-Type: text/html\r\n\r\n${'<'.repeat(1_500_000)}`,
      `${head}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'Action: failed\r\n '.repeat(60_000)}\r\n--b--`,
      `${head}\r\n${'5.1.'.repeat(400_000)}`,
      `${head}\r\n${'user '.repeat(300_000)}`,
    ];
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    for (const raw of hostile) expect(['MACHINE', 'BOUNCE', 'IGNORED']).toContain((await reader.read(Buffer.from(raw))).kind);
    clearInterval(pulse);
    // 100 ms is the promise; other tests run beside this one.
    expect(longest).toBeLessThan(400);
  });

  it('that takes too long is ended, told, and the next one is read', async () => {
    // Enough for a thread that has just begun on a busy machine, and less than DNS is waited for.
    const hasty = createInboundReader({
      bounces,
      replyAddress: 'reply@tuojian.example',
      timeMs: 3_000,
      resolver: () => new Promise(() => undefined),
    });
    expect(await hasty.read(signed())).toEqual({ kind: 'IGNORED', why: 'it cannot be read' });
    expect(await hasty.read(Buffer.from(`To: ${path}\r\nSubject: failure notice\r\n\r\nMailbox not found (#5.1.1)\r\n`))).toMatchObject({
      kind: 'BOUNCE',
      dead: true,
    });
    await hasty.close();
  });
});
