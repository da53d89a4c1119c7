/** A database of a test's own on the shared server. */
import pg from 'pg';
import { inject } from 'vitest';

export async function freshDatabase(name: string): Promise<string> {
  const serverUrl = inject('serverUrl');
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name}`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return serverUrl.replace(/\/tuojian$/, `/${name}`);
}
