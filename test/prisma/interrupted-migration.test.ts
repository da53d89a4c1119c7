/** A database is brought to the newest schema by somebody who is cut off on the way (found by `npm run faults`, FI-23, seed 1). */
import { expect, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { migrate, shippedMigrations } from '../../prisma/migrate.ts';
import { TcpProxy } from '../../scripts/faults/proxy.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

it('a migration that is cut off in its middle leaves nothing of itself, and whoever comes next finishes it', async () => {
  const url = await freshDatabase('interrupted_migration_test');
  const proxy = await TcpProxy.open('migration', [Number(new URL(url).port)]);
  const through = new URL(url);
  through.port = String(proxy.port);
  const db = openDatabase(url);
  const has = async (table: string): Promise<boolean> =>
    (await db.pool.query<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [table])).rows[0]?.is === true;
  try {
    // Its first statement has been carried out by then, whoever sends them, and all at once or one after the other.
    proxy.trap({ direction: 'UP', matches: (piece) => piece.includes('sign_in_challenge'), forwards: true, ends: 'RST', afterMs: 50 });
    await expect(migrate(through.href)).rejects.toThrow();
    expect(await has('event')).toBe(true);
    expect(await has('sign_in_session')).toBe(false);
    const finished = await migrate(url);
    expect(finished).toContain('20261201000030_sign_in');
    expect(await has('sign_in_challenge')).toBe(true);
    expect(await migrate(url)).toEqual([]);
    const { rows } = await db.pool.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
    );
    expect(rows.map(({ name }) => name)).toEqual(shippedMigrations());
  } finally {
    await db.close();
    await proxy.close();
  }
}, 60_000);
