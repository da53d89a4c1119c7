import net from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import { afterEach, describe, expect, it } from 'vitest';
import { keepDoing } from '../../jobs/keep-doing.ts';
import { type MailboxOptions, openMailbox } from '../../notices/mailbox.ts';

const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A real IMAP server with two unread messages and one that was read. */
async function mailbox(): Promise<string> {
  const message = (subject: string, flags: readonly string[] = []) => ({ raw: `Subject: ${subject}\r\nFrom: a@example.org\r\n\r\nbody\r\n`, flags });
  const server = hoodiecrow({
    plugins: ['IDLE', 'ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'UNSELECT', 'SPECIAL-USE', 'UIDPLUS'],
    users: { 'bounces@example.org': { password: 'p@ss word' } },
    storage: { INBOX: { messages: [message('read already', ['\\Seen']), message('first'), message('second')] } },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  undo.push(() => new Promise((resolve) => server.server.close(resolve)));
  return `imap://${encodeURIComponent('bounces@example.org')}:${encodeURIComponent('p@ss word')}@127.0.0.1:${port}/INBOX`;
}

/** As api/server.ts looks at it. */
function watchMailbox(options: MailboxOptions & { readonly onLook?: () => void }): { stop(): Promise<void> } {
  const box = openMailbox(options);
  const work = (): Promise<void> => {
    options.onLook?.();
    return box.once();
  };
  const looking = keepDoing({ everyMs: options.everyMs, atOnce: true, work, onFault: options.onFault });
  return {
    async stop() {
      const stopped = looking.stop(5_000);
      box.stop();
      await stopped;
    },
  };
}

describe('a mailbox', () => {
  it('is read once: what was unread, oldest first; what could not be dealt with is tried again', async () => {
    const url = await mailbox();
    const got: string[] = [];
    const faults: unknown[] = [];
    let refuse = true;
    const watch = watchMailbox({
      url,
      everyMs: 200,
      receive: async (raw) => {
        const subject = /Subject: (.*)\r\n/.exec(raw.toString())?.[1] ?? '';
        if (subject === 'second' && refuse) {
          refuse = false;
          throw new Error('the database does not answer');
        }
        got.push(subject);
      },
      onFault: (error) => faults.push(error),
    });
    for (let tries = 0; tries < 100 && got.length < 2; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await watch.stop();
    expect(faults.map(String).slice(0, 1).concat(got)).toEqual(['Error: the database does not answer', 'first', 'second']);
    expect(faults).toHaveLength(1);
  });

  it('passes over a message that fails, with gaps that grow, and reads the others', async () => {
    const url = await mailbox();
    const got: string[] = [];
    const faults: unknown[] = [];
    const watch = watchMailbox({
      url,
      everyMs: 100,
      receive: async (raw) => {
        const subject = /Subject: (.*)\r\n/.exec(raw.toString())?.[1] ?? '';
        got.push(subject);
        if (subject === 'first') throw new Error('it cannot be handled');
      },
      onFault: (error) => faults.push(error),
    });
    for (let tries = 0; tries < 100 && !got.includes('second'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await watch.stop();
    expect(got.slice(0, 2)).toEqual(['first', 'second']);
    expect(got.filter((subject) => subject === 'second')).toHaveLength(1);
    // 100, 200, 400, 800 ms apart, not every 100.
    expect(got.filter((subject) => subject === 'first').length).toBeLessThanOrEqual(6);
    expect(String(faults[0])).toContain('it cannot be handled');
  });

  it('stops within seconds while a message is being dealt with', async () => {
    const url = await mailbox();
    let began = false;
    const watch = watchMailbox({
      url,
      everyMs: 100,
      receive: () => {
        began = true;
        return new Promise(() => undefined);
      },
      onFault: () => undefined,
    });
    for (let tries = 0; tries < 100 && !began; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    const since = Date.now();
    await watch.stop();
    expect(began && Date.now() - since < 8_000).toBe(true);
  });

  it('that does not answer is tried again, said once, without its password', async () => {
    const faults: unknown[] = [];
    let looks = 0;
    const watch = watchMailbox({
      url: 'imap://user:secret@127.0.0.1:1/INBOX',
      everyMs: 100,
      receive: async () => undefined,
      onFault: (error) => faults.push(error),
      onLook: () => {
        looks += 1;
      },
    });
    for (let tries = 0; tries < 50 && looks < 3; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    await watch.stop();
    expect(looks).toBeGreaterThanOrEqual(3);
    expect(faults).toHaveLength(1);
    expect(String(faults[0])).not.toContain('secret');
  });
});
