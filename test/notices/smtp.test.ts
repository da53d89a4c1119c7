import { randomUUID } from 'node:crypto';
import net from 'node:net';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Mail, oneLine } from '../../notices/mail.ts';
import { outcomeOf } from '../../notices/outcome.ts';
import { noticeOfReturnPath, returnPathFor } from '../../notices/return-path.ts';
import { createSmtpMailer } from '../../notices/smtp-mailer.ts';
import { offersUnicodeAddresses } from '../../notices/smtp-offers.ts';
import { unicodeAddressFaults } from '../../notices/unicode-addresses.ts';

const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
});

const mail = (changed: Partial<Mail> = {}): Mail => ({
  messageId: '<id@tuojian.example>',
  notice: 'a'.repeat(32),
  to: { name: '方圆', address: 'fang-yuan@example.org' },
  subject: '【待办】可研报告',
  text: 'text',
  html: '<p>html</p>',
  inReplyTo: '<approval.X@tuojian.example>',
  replyTo: null,
  unsubscribe: null,
  ...changed,
});

type Behaviour = { readonly rcpt?: Error; readonly data?: Error; readonly hangUp?: boolean; readonly hideSMTPUTF8?: boolean };
/** A real SMTP server that misbehaves as told, and keeps what it gets. */
async function server({ rcpt, data, hangUp, hideSMTPUTF8 = false }: Behaviour) {
  const got: { readonly from: string; readonly raw: string }[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    hideSMTPUTF8,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, callback) => callback(rcpt ?? null),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        got.push({ from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, raw: Buffer.concat(chunks).toString() });
        // The mail is taken, and the line goes dead before anybody is told.
        if (hangUp === true) for (const { _socket } of smtp.connections as Set<{ _socket: net.Socket }>) _socket.destroy();
        else callback(data ?? null);
      });
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
  undo.push(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  const address = smtp.server.address();
  return { got, url: `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
}
const mailer = (url: string) => {
  const made = createSmtpMailer({
    url,
    from: { name: '托建', address: 'no-reply@tuojian.example' },
    bounces: { address: 'bounces@tuojian.example', secret: 's'.repeat(24) },
  });
  undo.push(() => made.close());
  return made;
};
const answer = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });
async function sent(behaviour: Behaviour) {
  const { url, got } = await server(behaviour);
  const one = mailer(url);
  const bytes = await one.build(mail());
  return { result: await one.send(bytes, { notice: 'a'.repeat(32), address: 'fang-yuan@example.org' }), got, bytes };
}

describe('what a mail server’s answer means (reliability 1.5)', () => {
  it('250: sent, with one recipient, a fixed Message-ID, Auto-Submitted, its thread and a return path of its own', async () => {
    const { result, got } = await sent({});
    expect(result).toMatchObject({ result: 'SENT', dead: false });
    const [first] = got;
    expect(first?.from).toBe(returnPathFor({ address: 'bounces@tuojian.example', secret: 's'.repeat(24) }, 'a'.repeat(32)));
    const parsed = await simpleParser(first?.raw ?? '');
    expect(parsed.messageId).toBe('<id@tuojian.example>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.get('x-auto-response-suppress')).toBe('All');
    expect(parsed.inReplyTo).toBe('<approval.X@tuojian.example>');
    expect(parsed.headers.has('list-unsubscribe')).toBe(false);
    expect(parsed.headers.has('list')).toBe(false);
  });

  it.each([
    ['550 5.1.1 to RCPT: the address is dead', { rcpt: answer(550, '5.1.1 no such user') }, 'REFUSED', true],
    ['550 to RCPT without more: likewise', { rcpt: answer(550, 'unknown') }, 'REFUSED', true],
    ['552 5.2.2: the mailbox is full, which passes', { rcpt: answer(552, '5.2.2 over quota') }, 'REFUSED', false],
    ['554 5.7.1 after DATA: our reputation, not his address', { data: answer(554, '5.7.1 spam') }, 'REFUSED', false],
    ['451 to RCPT (greylisting): later', { rcpt: answer(451, '4.7.1 later') }, 'LATER', false],
    ['451 after the final dot: not accepted, later', { data: answer(451, '4.3.0 busy') }, 'LATER', false],
    ['the line goes dead after the mail was taken: unknown', { hangUp: true }, 'UNKNOWN', false],
  ] as const)('%s', async (_what, behaviour, result, dead) => {
    expect((await sent(behaviour)).result).toMatchObject({ result, dead });
  });

  it('nobody listens: nothing was handed over, later', async () => {
    const one = mailer('smtp://127.0.0.1:1');
    expect(await one.send(await one.build(mail()), { notice: 'a'.repeat(32), address: 'a@example.org' })).toMatchObject({ result: 'LATER' });
  });

  it('a server that never says a word: nothing was read, later', async () => {
    const silent = net.createServer((socket) => void setTimeout(() => socket.destroy(), 200));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    undo.push(() => new Promise((resolve) => silent.close(resolve)));
    const address = silent.address();
    const one = mailer(`smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    expect(await one.send(await one.build(mail()), { notice: 'a'.repeat(32), address: 'a@example.org' })).toMatchObject({ result: 'LATER' });
  });

  it('a Chinese local part goes out where the server offers SMTPUTF8, and is refused in a code of its own where it does not', async () => {
    const address = '张三@xn--fsqu00a.xn--fiqs8s';
    for (const hideSMTPUTF8 of [false, true]) {
      const { url, got } = await server({ hideSMTPUTF8 });
      expect(await offersUnicodeAddresses(url)).toBe(!hideSMTPUTF8);
      expect(
        await unicodeAddressFaults(
          [
            { id: 'zhang-san', email: address },
            { id: 'li', email: 'li@x.cn' },
          ],
          url,
        ),
      ).toEqual(hideSMTPUTF8 ? [{ zh: expect.stringMatching(/^zhang-san：.*SMTPUTF8/), en: expect.stringMatching(/^zhang-san: .*SMTPUTF8/) }] : []);
      const one = mailer(url);
      const built = await one.build(mail({ to: { name: '张三', address } }));
      const result = await one.send(built, { notice: 'a'.repeat(32), address });
      expect(result).toMatchObject(hideSMTPUTF8 ? { result: 'REFUSED', dead: true, reply: '553 5.6.7' } : { result: 'SENT' });
      expect(got).toHaveLength(hideSMTPUTF8 ? 0 : 1);
    }
    expect(await offersUnicodeAddresses('smtp://127.0.0.1:1')).toBeNull();
  });

  it('our own sign-in is refused: our fault, no recipient’s', () => {
    expect(outcomeOf(Object.assign(new Error('Invalid login: 535 5.7.8'), { code: 'EAUTH', responseCode: 535 }), false)).toEqual({
      result: 'OURS',
      dead: false,
      reply: 'EAUTH',
    });
  });

  it('keeps the codes of a reply and never its words, which can repeat an address', async () => {
    const { result } = await sent({ rcpt: answer(550, '5.1.1 <fang-yuan@example.org> no such user') });
    expect(result.reply).toBe('550 5.1.1');
  });

  it('goes out byte for byte the same at a second try', async () => {
    const { got, url } = await server({});
    const one = mailer(url);
    const bytes = await one.build(mail());
    for (let n = 0; n < 2; n += 1) await one.send(bytes, { notice: 'a'.repeat(32), address: 'a@example.org' });
    expect(got[0]?.raw).toBe(got[1]?.raw);
  });
});

describe('headers', () => {
  const one = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: { name: '托建', address: 'a@b.example' }, bounces: null });
  afterAll(() => one.close());
  const namesOf = (raw: Buffer): readonly string[] =>
    (raw.toString('latin1').split('\r\n\r\n')[0] ?? '')
      .split('\r\n')
      .filter((line) => !/^\s/.test(line))
      .map((line) => line.split(':')[0] ?? '');

  it('10,000 fuzzed subjects and names give no extra header', async () => {
    const wanted = namesOf(await one.build(mail()));
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            '\r\n',
            '\n',
            '\r',
            '\0',
            'Bcc: x@evil.example',
            'Content-Type: text/html',
            '\u2028',
            '\u0085',
            '=?utf-8?q?=0d=0aBcc:x?=',
            ' ',
            '\u202e',
            '青禾',
            '"',
            '<',
            '>',
            ',',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (title, name) => {
        const raw = await one.build(mail({ subject: oneLine(title), to: { name: oneLine(name), address: 'a@example.org' } }));
        runs += 1;
        expect(namesOf(raw).filter((header) => !wanted.includes(header))).toEqual([]);
        expect(raw.toString('latin1')).not.toMatch(/^bcc:/im);
      }),
      { numRuns: 10_000 },
    );
    expect(runs).toBe(10_000);
  }, 60_000);

  it('an overview says how to stop overviews (RFC 8058)', async () => {
    const raw = (await one.build(mail({ unsubscribe: 'https://tuojian.example/unsubscribe/token', inReplyTo: null })))
      .toString()
      .replace(/\r\n\s+/g, ' ');
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/tuojian\.example\/unsubscribe\/token>$/m);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  });
});

describe('a return path', () => {
  const path = { address: 'bounces@tuojian.example', secret: 'x'.repeat(24) };
  const id = randomUUID().replaceAll('-', '');
  it('names its notice, within the 64 characters that a local part may have', () => {
    const made = returnPathFor(path, id);
    expect((made.split('@')[0] ?? '').length).toBeLessThanOrEqual(64);
    expect(noticeOfReturnPath(path, ['other@x.example', made.toUpperCase()])).toBe(id);
  });
  it('that somebody made up is none', () => {
    expect(noticeOfReturnPath(path, [returnPathFor({ ...path, secret: 'y'.repeat(24) }, id)])).toBeNull();
    expect(
      noticeOfReturnPath(path, [`bounces+${id}-000000000000@tuojian.example`, `bounces+${id}@tuojian.example`, 'bounces@tuojian.example']),
    ).toBeNull();
  });
});
