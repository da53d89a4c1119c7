import http from 'node:http';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { limitMisses, missesTooOften } from '../../api/miss-limit.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A service with one link that works, and as many as you like that do not. */
async function service(missesPerMinute: number) {
  const told: string[] = [];
  const app = express();
  limitMisses(app, { missesPerMinute, log: { info: () => undefined, error: (_fields, message) => told.push(message) } });
  app.get('/task/:id', (request, response) => {
    if (request.params.id === 'works') return void response.send('page');
    response.status(missesTooOften(response) ? 429 : 404).end();
  });
  const server = http.createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return { told, status: async (id: string) => (await fetch(`${url}/task/${id}`)).status };
}

describe('links that do not exist', () => {
  it('are answered shortly after so many from one address, while those that work go on working from there', async () => {
    const { status } = await service(5);
    const answers: number[] = [];
    for (let n = 0; n < 8; n += 1) answers.push(await status(`guess-${n}`));
    expect(answers).toEqual([404, 404, 404, 404, 404, 404, 429, 429]);
    for (let n = 0; n < 20; n += 1) expect(await status('works')).toBe(200);
  });

  it('are told of when fifty were tried in a minute, once', async () => {
    const { status, told } = await service(1_000);
    for (let n = 0; n < 60; n += 1) await status(`guess-${n}`);
    expect(told).toEqual(['many links that do not exist are being tried']);
  });
});
