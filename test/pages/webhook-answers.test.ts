/** What is answered where a webhook was not proposed: once, by whoever refused it, and nothing is said after it. */
import { randomUUID } from 'node:crypto';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import type { ApiDeps } from '../../api/ports.ts';
import type { RouteSet } from '../../api/route.ts';
import { webhookRoutes } from '../../api/routes/webhooks.ts';

const PATH = '/api/v1/programme/:id/webhooks/:webhook/secret';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Asked = { readonly signIn?: object; readonly kept?: object };

/** One POST for another secret; `thrown`: what the handler said after its answer. */
async function asked({ signIn, kept }: Asked) {
  let handler: ((call: object) => Promise<unknown>) | undefined;
  const set = {
    route: ({ path }: { path: string }, handle: typeof handler) => {
      if (path === PATH) handler = handle;
    },
  };
  const deps = {
    webhooks: { list: async () => [{ webhook: 'WH-1', status: 'ACTIVE' }] },
    keys: {
      reserveKey: async (_person: string, _key: string, fingerprint: string) =>
        kept === undefined ? null : { fingerprint, status: 200, body: kept },
      releaseKey: async () => undefined,
    },
  };
  // Only what this one route asks of them is there.
  webhookRoutes(set as unknown as RouteSet, deps as unknown as ApiDeps);
  const thrown: unknown[] = [];
  const app = express();
  app.post('/', (request, response) => {
    const call = { reader: { person: 'xu-jianing', signIn }, params: { id: 'QH', webhook: 'WH-1' }, body: { basis: 'x' }, request, response };
    handler?.(call).catch((error: unknown) => thrown.push(error));
  });
  const server = app.listen(0, '127.0.0.1');
  closing.push(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'idempotency-key': randomUUID() } });
  return { status: answer.status, body: await answer.json(), thrown };
}

it('refused, or asked for again, it is answered once', async () => {
  const refused = await asked({});
  expect([refused.status, refused.thrown]).toEqual([403, []]);
  const again = await asked({ kept: { webhook: 'WH-1' } });
  expect([again.status, again.body, again.thrown]).toEqual([200, { webhook: 'WH-1' }, []]);
});
