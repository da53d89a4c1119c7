/**
 * Brings a database to the newest schema, and says what a schema change means in SQL.
 * The engine is Prisma's own, as WebAssembly: no download, and the migrations stay in Prisma's folder format, so that
 * `prisma migrate deploy` works beside it (docs/adr/0006). Deliberately absent: any data.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const NO_FILTER = { externalTables: [], externalEnums: [] };
/** Any constant does, as long as every process of this product uses the same one. */
export const MIGRATION_LOCK = 990101;

// Node has WebAssembly; only the browser library of TypeScript declares it, which server code does without.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: Record<string, object>) => { readonly exports: object };
};

type WasmBindings = { __wbg_set_wasm(exports: object): void };
type WasmStart = { __wbindgen_start(): void };

let loaded = false;
function engine(): typeof bindings.SchemaEngine {
  if (!loaded) {
    const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
    const module = new WebAssembly.Module(readFileSync(path.join(folder, 'schema_engine_bg.wasm')));
    // The package imports its .wasm as an ES module, which Node 20 cannot; its glue code is handed the instance instead.
    const instance = new WebAssembly.Instance(module, {
      './schema_engine_bg.js': bindings,
    });
    // What wasm-bindgen's glue has and its types do not say.
    (bindings as unknown as WasmBindings).__wbg_set_wasm(instance.exports);
    (instance.exports as unknown as WasmStart).__wbindgen_start(); // the same
    loaded = true;
  }
  return bindings.SchemaEngine;
}

async function withEngine<T>(url: string, schema: string | null, work: (e: bindings.SchemaEngine) => Promise<T>) {
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const datamodels: [string, string][] | undefined = schema === null ? undefined : [['schema.prisma', schema]];
  const opened = await engine().new({ datamodels }, () => undefined, factory);
  try {
    return await work(opened);
  } finally {
    opened.free();
  }
}

/** The SQL from one schema file's text (null: an empty database) to another's. Reads nothing of the database at `url`, but the engine asks for one. */
export async function schemaDiff(from: string | null, to: string, url: string): Promise<string> {
  return withEngine(url, to, async (opened) => {
    const result = await opened.diff({
      from: from === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [{ path: 'older.prisma', content: from }] },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: to }] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    return result.stdout ?? '';
  });
}

/** The names of all migrations that this version of the product ships, oldest first; with `until`, up to that one. */
export function shippedMigrations(until = '9'): string[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => name <= until)
    .sort();
}

const scriptOf = (name: string): string => readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8');

/**
 * Applies what is missing, one process at a time, and returns the names applied now; with `until`, up to that one. Each
 * stands with the note that it was applied, or not at all: whoever is cut off or killed leaves nothing half done, and the next
 * one goes on. The engine itself sends statement by statement, and never goes on after one that broke off (docs/adr/0119).
 * Errors: PostgreSQL's own, and Prisma's where an applied migration was edited afterwards.
 */
export async function migrate(url: string, until?: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  // One that is lost while nobody asks it ends the wait for the next answer, and not the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const shipped = shippedMigrations(until).map((name) => ({ name, script: scriptOf(name) }));
    const noted = await notedIn(client);
    const missing = shipped.filter(({ name }) => !noted.has(name));
    const there = shipped.filter(({ name }) => noted.has(name));
    // The engine takes 0.2 s and 30 MB, and has nothing to say of those that stand as they were shipped.
    if (!there.every(standsIn(noted)) || [...noted.values()].includes(null)) await judge(url, there);
    if (missing.length > 0) await client.query(NOTES);
    for (const one of missing) await apply(client, one);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

type Migration = { readonly name: string; readonly script: string };

/** Null: it broke off. */
type Noted = ReadonlyMap<string, { readonly checksum: string } | null>;

/** Those of which anything is noted, also that they broke off: of these the engine says what is to be done. */
async function notedIn(client: pg.Client): Promise<Noted> {
  const there = await client.query<{ is: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS is`);
  if (there.rows[0]?.is !== true) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string; open: boolean }>(
    'SELECT migration_name AS name, checksum, finished_at IS NULL AS open FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return new Map(rows.map(({ name, checksum, open }) => [name, open ? null : { checksum }]));
}

const checksumOf = (script: string): string => createHash('sha256').update(script).digest('hex');
/** Applied to its end, as it stands here. */
const standsIn =
  (noted: Noted) =>
  (one: Migration): boolean =>
    noted.get(one.name)?.checksum === checksumOf(one.script);

/** Whether what is there is what was shipped. Error: Prisma's. */
async function judge(url: string, applied: readonly Migration[]): Promise<void> {
  await withEngine(url, null, (opened) =>
    opened.applyMigrations({
      migrationsList: {
        baseDir: MIGRATIONS,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: applied.map(({ name, script }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
        })),
      },
      filters: NO_FILTER,
    }),
  );
}

/** As Prisma makes it (schema-engine, sql_migration_persistence). */
const NOTES = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

async function apply(client: pg.Client, { name, script }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), checksumOf(script), name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // a connection that is lost rolls back by itself
    throw error;
  }
}
