/** `tuojian migrate` */
import { grantAppRole } from '../prisma/app-role.ts';
import { openDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';
import { refoldOlder } from '../prisma/record/rebuild.ts';
import { seedCalendar } from '../prisma/record/seed-calendar.ts';
import { rebuildOlderSearch } from '../prisma/search/search-rebuild.ts';
import { fillStanding } from '../prisma/upgrade.ts';
import { whereIsTheService } from './connect.ts';

/** `appRole`: the role as which the service will connect; it gets no right to change the record. */
export async function migrateDatabase(appRole?: string): Promise<void> {
  const { ownerUrl: databaseUrl } = whereIsTheService();
  const applied = await migrate(databaseUrl);
  const db = openDatabase(databaseUrl);
  await seedCalendar(db);
  const folded = await refoldOlder(db);
  await fillStanding(db);
  const searched = await rebuildOlderSearch(db);
  await db.close();
  process.stdout.write(applied.length === 0 ? 'The schema is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
  if (appRole !== undefined) {
    await grantAppRole(databaseUrl, appRole);
    process.stdout.write(
      `${appRole} may read, add, and change what is no record. Give it a password and use it in DATABASE_URL of api and worker.\n`,
    );
  }
  if (folded > 0) process.stdout.write(`${folded} states were folded anew into the shape of this release.\n`);
  if (searched > 0) process.stdout.write(`What auditors search was made anew from ${searched} events.\n`);
}
