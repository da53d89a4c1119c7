/** What is answered where PostgreSQL or Temporal broke, or fell silent, under a request. */
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/ports.ts';
import { isLostWay } from '../../prisma/lost-way.ts';

let fault: Error;
let url: string;
let close: () => void;
beforeAll(async () => {
  const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('not connected')) });
  const signIns = new Proxy({}, { get: () => () => Promise.reject(fault) });
  const rooms = ['live', 'gateway', 'reading', 'links', 'keys', 'files', 'surveys', 'routes', 'sheets', 'audit', 'health'];
  const deps = {
    ...Object.fromEntries(rooms.map((room) => [room, unused])),
    signIns,
    isLostWay,
    publicUrl: 'https://tuojian.example',
    leastReadingMs: 0,
    missesPerMinute: 60,
    proxyHops: 0,
    consoleFolder: '',
    log: pino({ level: 'silent' }),
  } as unknown as ApiDeps; // who asks is looked up first, and the fault comes there
  const server = createApp(deps).app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  close = () => server.close();
});
afterAll(() => close());

const codeOf = async (method: 'GET' | 'POST', error: Error): Promise<unknown> => {
  fault = error;
  const headers = { authorization: `Bearer ${'t'.repeat(43)}`, 'content-type': 'application/json', 'idempotency-key': 'server-away-1' };
  const answer = await fetch(`${url}/api/v1/${method === 'GET' ? 'me' : 'approvals'}`, {
    method,
    headers,
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
  return [answer.status, Reflect.get(Object(await answer.json()), 'code')];
};
const coded = (message: string, code: string | number): Error => Object.assign(new Error(message), { code });

it.each([
  ['a connection that was refused', coded('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
  ['PostgreSQL that begins', coded('the database system is starting up', '57P03')],
  ['no connection that is free', coded('sorry, too many clients already', '53300')],
  ['a way that fell silent', new Error('Query read timeout')],
  ['Prisma’s transaction that found no connection', coded('Unable to start a transaction in the given time.', 'P2028')],
  ['Temporal that is away', coded('14 UNAVAILABLE: No connection established', 14)],
  ['a cause beneath another error', new Error('the task could not be read', { cause: coded('read ECONNRESET', 'ECONNRESET') })],
])('says of %s that nothing was read, or that it is not confirmed', async (_name, error) => {
  expect(await codeOf('GET', error)).toEqual([503, 'UNAVAILABLE']);
  expect(await codeOf('POST', error)).toEqual([503, 'NOT_CONFIRMED']);
});

it('says of a fault of ours that it is one', async () => {
  expect(await codeOf('GET', new Error('cannot read properties of undefined'))).toEqual([500, 'INTERNAL']);
});
