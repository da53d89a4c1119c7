/** Answers of other systems that are none: each ends in its time, says nothing of what came, and holds nobody up. */
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { createAddressGuard } from '../../notices/webhooks/address-guard.ts';
import { createWebhookSender } from '../../notices/webhooks/webhook-sender.ts';

const guard = createAddressGuard({ networks: ['127.0.0.0/8'], http: true });
const secrets = [`whsec_${randomBytes(32).toString('base64')}`];
const opened: net.Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

/** Answers each request by these bytes; `end`: and closes. */
async function answering(bytes: string, end = true): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined); // whoever breaks off a connection tells both
    socket.once('data', () => (end ? socket.end(bytes) : socket.write(bytes)));
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  return `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/hooks`;
}
const sent = (address: string, timeoutMs = 20_000) =>
  createWebhookSender(guard, { timeoutMs })({ address, id: 'msg_1', body: '{}', secrets, signal: new AbortController().signal });

describe('an answer', () => {
  it.each<[string, string, boolean]>([
    ['asks for another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', false],
    ['asks for another protocol and goes', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', true],
    ['is nothing', '', true],
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', true],
    ['ends before its length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort', true],
    ['has headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`, false],
  ])('that %s is no delivery, and is over at once', async (_what, bytes, end) => {
    const outcome = await sent(await answering(bytes, end));
    expect(outcome).toMatchObject({ verdict: 'LATER', status: null });
    expect(outcome.cause).toMatch(/^(no answer|broke the connection off)$/);
    expect(outcome.ms).toBeLessThan(15_000);
  });

  it('that never ends has been given once its status stands and enough of it has come', async () => {
    const outcome = await sent(await answering(`HTTP/1.1 204 No Content\r\n\r\n`, false));
    expect(outcome).toMatchObject({ verdict: 'DELIVERED', status: 204 });
    expect(await sent(await answering(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100_000)}`, false))).toMatchObject({ verdict: 'DELIVERED', status: 200 });
  });

  it('that only begins is waited for no longer than its time', async () => {
    const outcome = await sent(await answering('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', false), 300);
    expect(outcome).toMatchObject({ verdict: 'LATER', status: null, cause: 'no answer in time' });
  });

  it('is waited for no longer than its time where memory is collected meanwhile', async () => {
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('memory cannot be collected at will here');
    const outcome = sent(await answering('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', false), 900);
    for (let times = 0; times < 3; times += 1) {
      await sleep(150);
      collect();
    }
    expect(await Promise.race([outcome, sleep(5_000, null)])).toMatchObject({ verdict: 'LATER', cause: 'no answer in time' });
  });

  it('is not waited for by a service that stops', async () => {
    const stop = new AbortController();
    const address = await answering('', false);
    const outcome = createWebhookSender(guard)({ address, id: 'msg_1', body: '{}', secrets, signal: stop.signal });
    await sleep(100);
    stop.abort();
    expect(await outcome).toMatchObject({ verdict: 'LATER', status: null, cause: 'stopped' });
    expect(await createWebhookSender(guard)({ address, id: 'msg_1', body: '{}', secrets, signal: stop.signal })).toMatchObject({ cause: 'stopped' });
  });
});
