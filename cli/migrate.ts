/** `tuojian migrate` */
import { openDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';
import { refoldOlder } from '../prisma/rebuild.ts';
import { seedCalendar } from '../prisma/seed-calendar.ts';
import { whereIsTheService } from './connect.ts';

export async function migrateDatabase(): Promise<void> {
  const { databaseUrl } = whereIsTheService();
  const applied = await migrate(databaseUrl);
  const db = openDatabase(databaseUrl);
  await seedCalendar(db);
  const folded = await refoldOlder(db);
  await db.close();
  process.stdout.write(applied.length === 0 ? 'The schema is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
  if (folded > 0) process.stdout.write(`${folded} states were folded anew into the shape of this release.\n`);
}
