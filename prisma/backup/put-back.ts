/**
 * Puts the rows of a backup into an empty database, all of them in one transaction or none. The schema is made by our own
 * migrations before. Deliberately absent: files, and what is verified afterwards.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { MIGRATION_LOCK } from '../migrate.ts';
import { appliedMigrations, backupClient, type TableShape, tablesOf } from './snapshot.ts';

export type PutBack = {
  readonly migrations: readonly string[];
  readonly tables: readonly (TableShape & { readonly rows: number })[];
  readonly sequences: readonly { readonly name: string; readonly last: string | null }[];
};

export type PutBackFault =
  | { readonly code: 'NOT_EMPTY'; readonly table: string }
  | { readonly code: 'OTHER_SCHEMA'; readonly what: string }
  | { readonly code: 'OTHER_ROWS'; readonly table: string; readonly wanted: number; readonly found: number };

export class CannotPutBack extends Error {
  readonly fault: PutBackFault;
  constructor(fault: PutBackFault) {
    super(`cannot put back: ${JSON.stringify(fault)}`);
    this.name = 'CannotPutBack';
    this.fault = fault;
  }
}

/** A table that holds something, other than which migrations were applied; null: there is none. Errors: those of PostgreSQL. */
export async function occupied(url: string): Promise<string | null> {
  const client = backupClient(url);
  await client.connect();
  try {
    return await firstOccupied(client);
  } finally {
    await client.end();
  }
}

async function firstOccupied(client: pg.Client): Promise<string | null> {
  for (const { table } of await tablesOf(client)) {
    if (table === '_prisma_migrations') continue;
    const found = await client.query(`SELECT 1 FROM ${client.escapeIdentifier(table)} LIMIT 1`);
    if (found.rows.length > 0) return table;
  }
  return null;
}

/** `rowsOf`: what `rowsOf` of the snapshot gave. Errors: CannotPutBack, what `rowsOf` throws, those of PostgreSQL; nothing is in then. */
export async function putBack(
  url: string,
  { migrations, tables, sequences }: PutBack,
  rowsOf: (table: string) => AsyncIterable<Uint8Array>,
): Promise<void> {
  const client = backupClient(url);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('BEGIN');
    await mustFit(client, migrations, tables);
    for (const shape of tables) await putTable(client, shape, rowsOf(shape.table));
    await endClaims(client, tables);
    for (const { name, last } of sequences)
      if (last !== null) await client.query('SELECT setval(to_regclass($1), $2::bigint)', [client.escapeIdentifier(name), last]);
    const ended = await client.query('COMMIT');
    if (ended.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

async function mustFit(client: pg.Client, migrations: readonly string[], tables: readonly TableShape[]): Promise<void> {
  const applied = await appliedMigrations(client);
  const other = applied.find((name) => !migrations.includes(name)) ?? migrations.find((name) => !applied.includes(name));
  if (other !== undefined) throw new CannotPutBack({ code: 'OTHER_SCHEMA', what: `the migration ${other}` });
  const here = new Map((await tablesOf(client)).map(({ table, columns }) => [table, [...columns].sort().join(' ')]));
  const foreign = tables.find(({ table, columns }) => here.get(table) !== [...columns].sort().join(' '));
  if (foreign !== undefined) throw new CannotPutBack({ code: 'OTHER_SCHEMA', what: `the table ${foreign.table}` });
  // Nobody else writes before the end.
  for (const table of here.keys()) await client.query(`LOCK TABLE ${client.escapeIdentifier(table)} IN SHARE ROW EXCLUSIVE MODE`);
  const table = await firstOccupied(client);
  if (table !== null) throw new CannotPutBack({ code: 'NOT_EMPTY', table });
}

/** Whoever was about to send something at that moment is not there: nothing waits for them. */
async function endClaims(client: pg.Client, tables: readonly TableShape[]): Promise<void> {
  for (const { table } of tables.filter(({ columns }) => columns.includes('claimed_until')))
    await client.query(`UPDATE ${client.escapeIdentifier(table)} SET claimed_until = NULL WHERE claimed_until IS NOT NULL`);
}

/** What triggers did for each row when it was written, is among the rows. */
async function putTable(client: pg.Client, { table, columns, rows }: PutBack['tables'][number], bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const name = client.escapeIdentifier(table);
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  const into = client.query(copyFrom(`COPY ${name} (${list}) FROM STDIN`));
  await pipeline(Readable.from(bytes, { objectMode: false }), into);
  await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
  if (into.rowCount !== rows) throw new CannotPutBack({ code: 'OTHER_ROWS', table, wanted: rows, found: into.rowCount });
}
