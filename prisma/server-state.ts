/** What a database server says of itself, for whoever looks after the service. Deliberately absent: what is right. */
import type { Database } from './database.ts';
import { shippedMigrations } from './migrate.ts';

export type ServerState = {
  readonly version: string;
  /** How far its clock is from ours, either way. */
  readonly skewMs: number;
  readonly applied: number;
  /** Migrations of this release that were not applied. */
  readonly missing: readonly string[];
};

/** Errors: those of PostgreSQL; also where nothing was ever migrated. */
export async function serverState({ pool }: Database): Promise<ServerState> {
  const version = await pool.query<{ server_version: string }>('SHOW server_version');
  const clock = await pool.query<{ now: Date }>('SELECT now()');
  const skewMs = Math.abs(Date.now() - (clock.rows[0]?.now.getTime() ?? 0));
  const applied = await pool.query<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL');
  return {
    version: version.rows[0]?.server_version ?? '',
    skewMs,
    applied: applied.rows.length,
    missing: shippedMigrations().filter((name) => !applied.rows.some((row) => row.migration_name === name)),
  };
}
