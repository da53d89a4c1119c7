import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createInboundReader } from '../../notices/inbound.ts';
import { returnPathFor } from '../../notices/return-path.ts';
import { dsn, replyMail } from '../setup/inbound-mails.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const asked: string[] = [];
const bounces = { address: 'bounces@tuojian.example', secret: 's'.repeat(24) };
const reader = createInboundReader({
  bounces,
  replyAddress: 'reply@tuojian.example',
  resolver: async (name, type) => {
    asked.push(name);
    if (type === 'TXT' && name.endsWith('._domainkey.qinghe.example')) return [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]];
    throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  },
});
const CODE = 'K7QM-3XTB-9WHD';
const quoted = `> 也可以直接回复本邮件\r\n> 代码：${CODE}`;
const reply = (text: string, more: Partial<Parameters<typeof replyMail>[0]> = {}) =>
  replyMail({ from: 'ma-yue@qinghe.example', to: 'reply@tuojian.example', text, key: privateKey, domain: 'qinghe.example', ...more });
const read = async (raw: Promise<Buffer> | Buffer) => reader.read(await raw);

describe('an answer by mail', () => {
  it.each([
    ['同意', '同意\r\n\r\n请尽快开工\r\n\r\n在 2026年11月24日，托建写道：', 'APPROVE', '请尽快开工'],
    ['不同意', '不同意。\r\n估算缺设备费', 'REJECT', '估算缺设备费'],
    ['APPROVE', 'Approve\r\nfine with me\r\nOn Tue, Tuojian wrote:', 'APPROVE', 'fine with me'],
    ['reject', 'reject!\r\nno budget', 'REJECT', 'no budget'],
  ])('"%s" in the first line decides, what follows is the comment, the code may stand in the quotation', async (_what, text, choice, reason) => {
    expect(await read(reply(`${text}\r\n${quoted}`))).toMatchObject({ kind: 'REPLY', from: 'ma-yue@qinghe.example', choice, reason, code: CODE });
  });

  it.each([
    ['a sentence that only contains the word', '我同意他的看法，但是'],
    ['an empty reply above the quotation', ''],
    ['a question', '同意吗？'],
  ])('%s decides nothing', async (_what, text) => {
    expect(await read(reply(`${text}\r\n${quoted}`))).toMatchObject({ kind: 'REPLY', choice: null });
  });

  it.each([
    ['an out-of-office note', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['a list’s message', { headers: { 'List-Id': '<x.example>' } }],
    ['a bulk mail', { headers: { Precedence: 'bulk' } }],
    ['what an old program answers by itself', { headers: { 'X-Autoreply': 'yes' } }],
  ])('%s is none, whatever it says', async (_what, more) => {
    expect(await read(reply(`同意\r\n${quoted}`, more))).toMatchObject({ kind: 'IGNORED', why: 'a machine sent it by itself' });
  });

  it.each([
    ['without a signature', { key: null }],
    ['signed by another domain', { domain: 'evil.example' }],
    ['signed, and changed on its way', { tamper: true }],
    ['signed by a domain that only ends alike', { from: 'ma-yue@notqinghe.example' }],
  ])('%s is refused', async (_what, more) => {
    expect(await read(reply(`同意\r\n${quoted}`, more))).toMatchObject({ kind: 'IGNORED', why: expect.stringContaining('DKIM') });
  });

  it('signed by the domain above the sender’s is aligned (relaxed)', async () => {
    expect(await read(reply(`同意\r\n${quoted}`, { from: 'ma-yue@mail.qinghe.example' }))).toMatchObject({ kind: 'REPLY', choice: 'APPROVE' });
  });

  it('is not read at all while deciding by mail is off', async () => {
    const off = createInboundReader({ bounces, replyAddress: null });
    expect(await off.read(await reply(`同意\r\n${quoted}`))).toMatchObject({ kind: 'IGNORED' });
  });
});

describe('a late bounce', () => {
  const id = 'b'.repeat(32);
  const to = returnPathFor(bounces, id);
  it('names the notice, and whether the address is dead', async () => {
    expect(await read(dsn({ to, status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 <x@qinghe.example> user unknown' }))).toEqual({
      kind: 'BOUNCE',
      notice: id,
      reply: '550 5.1.1',
      dead: true,
    });
    expect(await read(dsn({ to, status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 quota' }))).toMatchObject({ kind: 'BOUNCE', dead: false });
    expect(await read(dsn({ to, status: '5.0.0', diagnostic: 'smtp; 550 no such user' }))).toMatchObject({ kind: 'BOUNCE', dead: true });
  });
  it('that only says "delayed" is no bounce', async () => {
    expect(await read(dsn({ to, status: '4.4.1', action: 'delayed', diagnostic: '' }))).toMatchObject({ kind: 'IGNORED' });
  });
  it('to a return path that somebody made up is no bounce of ours', async () => {
    expect(await read(dsn({ to: `bounces+${id}-0123456789ab@tuojian.example`, status: '5.1.1', diagnostic: '' }))).toMatchObject({ kind: 'IGNORED' });
  });
});
