/**
 * Prints the SQL that leads from an older schema file (or from nothing) to prisma/schema.prisma, for a new folder under
 * prisma/migrations. Usage: `tsx scripts/make-migration.ts [older-schema-file]`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../local/ports.ts';
import { startPostgres } from '../local/postgres.ts';
import { schemaDiff } from '../prisma/migrate.ts';

const older = process.argv[2];
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-migration-'));
const postgres = await startPostgres({ folder, port: await freePort() });
try {
  const newest = readFileSync(new URL('../prisma/schema.prisma', import.meta.url), 'utf8');
  process.stdout.write(await schemaDiff(older === undefined ? null : readFileSync(older, 'utf8'), newest, postgres.url));
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
