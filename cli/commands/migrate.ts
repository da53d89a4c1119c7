/** `tuojian migrate`: the schema of this release, and what an older one left to be made anew. */
import { Command } from 'commander';
import { whereIsTheService } from '../connect.ts';
import { say } from '../output.ts';

export const migrateCommand = new Command('migrate')
  .option('--app-role <name>', 'also give this role what the service needs, and nothing that changes the record')
  .description("bring the database to this version's schema")
  .action(async ({ appRole }: { readonly appRole?: string }) => {
    const { grantAppRole } = await import('../../prisma/app-role.ts');
    const { openDatabase } = await import('../../prisma/database.ts');
    const { migrate } = await import('../../prisma/migrate.ts');
    const { refoldOlder } = await import('../../prisma/record/rebuild.ts');
    const { seedCalendar } = await import('../../prisma/record/seed-calendar.ts');
    const { rebuildOlderSearch } = await import('../../prisma/search/search-rebuild.ts');
    const { fillStanding } = await import('../../prisma/upgrade.ts');
    const { ownerUrl: databaseUrl } = await whereIsTheService();
    const applied = await migrate(databaseUrl);
    const db = openDatabase(databaseUrl);
    await seedCalendar(db);
    const folded = await refoldOlder(db);
    await fillStanding(db);
    const searched = await rebuildOlderSearch(db);
    await db.close();
    say(applied.length === 0 ? 'The schema is up to date.' : `Applied: ${applied.join(', ')}`);
    if (appRole !== undefined) {
      await grantAppRole(databaseUrl, appRole);
      say(`${appRole} may read, add, and change what is no record. Give it a password and use it in DATABASE_URL of api and worker.`);
    }
    if (folded > 0) say(`${folded} states were folded anew into the shape of this release.`);
    if (searched > 0) say(`What auditors search was made anew from ${searched} events.`);
  });
