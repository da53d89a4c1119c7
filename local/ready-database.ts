/** The database as the service needs it: its schema, its sign-in, and what older releases have not written. Deliberately absent: the server (postgres.ts). */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DocumentStores } from '../domain/document-store.ts';
import { grantAppRole } from '../prisma/app-role.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';
import { refoldOlder } from '../prisma/record/rebuild.ts';
import { seedCalendar } from '../prisma/record/seed-calendar.ts';
import { rebuildOlderSearch } from '../prisma/search/search-rebuild.ts';
import { fillStanding } from '../prisma/upgrade.ts';
import { watchPool } from '../telemetry/database.ts';
import { overSocket } from './postgres-socket.ts';
import { SetupError } from './setup-error.ts';

type Ready = { readonly database: Database; readonly databaseUrl: string; close(): Promise<void> };

type Options = {
  readonly ownerUrl: string;
  /** Null: a database of one's own. `socket`: the folder of the embedded server's. */
  readonly embedded: { readonly socket: string | null } | null;
  readonly dataDir: string;
  /** Where documents lie outside of it. */
  readonly documents: DocumentStores;
  readonly say: (line: string) => void;
};

/**
 * Brings the schema up to date and the calendar in. The embedded server is then used by a sign-in that cannot change the
 * record. Error: SetupError.
 */
export async function readyDatabase({ ownerUrl, embedded, dataDir, documents, say }: Options): Promise<Ready> {
  const applied = await migrate(ownerUrl).catch((error: unknown) => {
    throw new SetupError(
      `The database cannot be brought to this version's schema: ${error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)}`,
      'Check that DATABASE_URL is right and its user may create tables; a database that was changed by hand must be restored from a backup.',
    );
  });
  if (applied.length > 0) say(`PostgreSQL: applied ${applied.join(', ')}`);
  const databaseUrl = embedded === null ? ownerUrl : overSocket(await signInAs(ownerUrl, APP_ROLE, dataDir), embedded.socket);
  const database = openDatabase(databaseUrl, { documents });
  const unwatch = watchPool('main', database);
  const close = async (): Promise<void> => {
    unwatch();
    await database.close();
  };
  try {
    await seedCalendar(database);
    await refoldOlder(database);
    await fillStanding(database);
    await rebuildOlderSearch(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, databaseUrl, close };
}

/** Of the embedded server; a database of one's own names its role in DATABASE_URL (`tuojian migrate --app-role`). */
const APP_ROLE = 'tuojian_app';

/** The URL of a sign-in of its own for the service, whose password lies in the data folder. */
async function signInAs(ownerUrl: string, role: string, dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'app-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const password = readFileSync(file, 'utf8').trim();
  await grantAppRole(ownerUrl, role, password);
  const url = new URL(ownerUrl);
  [url.username, url.password] = [role, password];
  return url.href;
}
