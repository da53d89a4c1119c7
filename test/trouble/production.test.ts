import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { environmentWith } from '../../config/env.ts';
import { freePort } from '../../local/ports.ts';
import { addKey } from '../../temporal/key-file.ts';

const { databaseUrl, temporalAddress } = inject('service');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-production-'));
chmodSync(folder, 0o700);
for (const file of ['seal-keys.json', 'payload-keys.json']) addKey(path.join(folder, file), '2026-01-01T00:00:00.000Z');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('tuojian api', () => {
  it('does not slip past the look at its role by starting before PostgreSQL does', async () => {
    const door = await freePort();
    const url = new URL(databaseUrl); // of the schema's owner
    const real = Number(url.port);
    url.port = String(door);
    const child = spawn(process.execPath, ['bin/tuojian.mjs', 'api'], {
      env: environmentWith({
        DATABASE_URL: url.href,
        TEMPORAL_ADDRESS: temporalAddress,
        TUOJIAN_DATA_DIR: folder,
        TUOJIAN_PORT: String(await freePort()),
        TUOJIAN_ALLOW: 'temporal-version',
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let out = '';
    const heard = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          out += chunk.toString();
          if (out.includes('API listening')) resolve();
        });
    });
    await Promise.race([heard, ended]);
    expect(out).toContain('API listening');
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => {
      const there = net.connect({ host: url.hostname, port: real });
      sockets.push(socket, there);
      for (const one of [socket, there]) one.on('error', () => undefined);
      socket.pipe(there).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(door, '127.0.0.1', resolve));
    expect(await ended).toBe(1);
    expect(out).toMatch(/too weak to start with[\s\S]*database-role[\s\S]*migrate --app-role/);
    for (const socket of sockets) socket.destroy();
    server.close();
  }, 60_000);
});
