/** A database of a test's own on the shared server. */
import pg from 'pg';
import { inject } from 'vitest';

export async function freshDatabase(name: string): Promise<string> {
  const { databaseUrl } = inject('service');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name}`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return databaseUrl.replace(/\/tuojian$/, `/${name}`);
}
