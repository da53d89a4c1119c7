import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ownFolder, removeFolder } from '../../bench/own-process.ts';
import { freePortBlock } from '../../local/ports.ts';
import { startPostgres } from '../../local/postgres.ts';
import { overSocket, socketFolder } from '../../local/postgres-socket.ts';
import { openDatabase } from '../../prisma/database.ts';

async function cameFrom(url: string): Promise<unknown> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    const [byPool, byPrisma] = [
      await db.pool.query('SELECT host(inet_client_addr()) AS at'),
      await db.prisma.$queryRaw`SELECT host(inet_client_addr()) AS at`,
    ];
    return [byPool.rows, byPrisma];
  } finally {
    await db.close();
  }
}

it('listens on a socket in its folder and on its port, although a killed server has left its socket’s lock there', async () => {
  const [folder, port] = [ownFolder('socket'), await freePortBlock(1)];
  mkdirSync(path.join(folder, 'postgres-socket'));
  // As one would whose number another process has got since.
  writeFileSync(path.join(folder, 'postgres-socket', `.s.PGSQL.${port}.lock`), `${process.pid}\n${folder}/postgres\n0\n${port}\n\n`);
  const server = await startPostgres({ folder, port });
  try {
    expect(server.socket).toBe(path.join(folder, 'postgres-socket'));
    const bySocket = [{ at: null }];
    expect(await cameFrom(overSocket(server.url, server.socket))).toEqual([bySocket, bySocket]);
    const byPort = [{ at: '127.0.0.1' }];
    expect(await cameFrom(server.url)).toEqual([byPort, byPort]);
  } finally {
    await server.stop();
    removeFolder(folder);
  }
});

it('has no socket where its path would be too long, and is reached by its port', () => {
  expect(socketFolder(`/tmp/${'deep/'.repeat(20)}`, 8701, null)).toBeNull();
  expect(overSocket('postgresql://a:b@127.0.0.1:8701/tuojian', null)).toBe('postgresql://a:b@127.0.0.1:8701/tuojian');
});
