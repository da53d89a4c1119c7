import http from 'node:http';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { limitMisses, missedIf, missesTooOften } from '../../api/miss-limit.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A service with one link that works, and as many as you like that do not. */
async function service(missesPerMinute: number) {
  const told: string[] = [];
  const app = express();
  const counted: string[] = [];
  const signIns = {
    missed: async ({ door }: { readonly door: string }) => {
      counted.push(door);
      return null;
    },
  };
  limitMisses(app, { missesPerMinute, signIns, log: { info: () => undefined, error: (_fields, message) => told.push(message) } });
  app.get('/a/:id', (request, response) => {
    missedIf(response, request.params.id !== 'works');
    response.redirect(303, '/task/x');
  });
  app.get('/task/:id', (request, response) => {
    if (request.params.id === 'works') return void response.send('page');
    response.status(missesTooOften(response) ? 429 : 404).end();
  });
  const server = http.createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const visit = async (id: string) => (await fetch(`${url}/a/${id}`, { redirect: 'manual' })).status;
  return { told, counted, visit, status: async (id: string) => (await fetch(`${url}/task/${id}`)).status };
}

describe('links that do not exist', () => {
  it('are answered shortly after so many from one address, while those that work go on working from there', async () => {
    const { status } = await service(5);
    const answers: number[] = [];
    for (let n = 0; n < 8; n += 1) answers.push(await status(`guess-${n}`));
    expect(answers).toEqual([404, 404, 404, 404, 404, 404, 429, 429]);
    for (let n = 0; n < 20; n += 1) expect(await status('works')).toBe(200);
  });

  it('count where the answer does not show it, and only there', async () => {
    const { visit, counted } = await service(5);
    for (let n = 0; n < 3; n += 1) expect(await visit(`guess-${n}`)).toBe(303);
    expect(await visit('works')).toBe(303);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(counted).toEqual(['link', 'link', 'link']);
  });

  it('are told of when fifty were tried in a minute, once', async () => {
    const { status, told } = await service(1_000);
    for (let n = 0; n < 60; n += 1) await status(`guess-${n}`);
    expect(told).toEqual(['many links that do not exist are being tried']);
  });
});
