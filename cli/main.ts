/** `tuojian …`: the commands of the product. Deliberately absent: what they do (one file a command beside this one). */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { BadSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }; // our own file
const program = new Command('tuojian').description('托建: workflow and approval automation for childcare facility programmes').version(version);

program
  .command('start')
  .description('run everything in this terminal: PostgreSQL, Temporal, mail catcher, worker, API')
  .action(async () => (await import('./start.ts')).start());
program
  .command('api')
  .description('run the API alone (needs DATABASE_URL and TEMPORAL_ADDRESS)')
  .action(async () => (await import('./serve.ts')).serveApi());
program
  .command('worker')
  .description('run a Temporal worker alone (needs DATABASE_URL, TEMPORAL_ADDRESS and SMTP_URL)')
  .action(async () => (await import('./serve.ts')).serveWorker());
program
  .command('migrate')
  .description("bring the database to this version's schema")
  .action(async () => (await import('./migrate.ts')).migrateDatabase());
program
  .command('import')
  .argument('<folder>', 'folder with programme.json and its survey files')
  .option('--check', 'only say what is wrong with it')
  .description('import a programme with its people, projects and survey answers')
  .action(async (folder: string, options: { check?: boolean }) => (await import('./import.ts')).importProgramme(folder, options.check === true));
program
  .command('rebuild')
  .option('--apply', 'replace rows that differ (stop the service first)')
  .description('make the read tables again from the events and compare')
  .action(async (options: { apply?: boolean }) => (await import('./rebuild.ts')).rebuildTables(options.apply === true));
program
  .command('doctor')
  .description('check each part that the service needs')
  .action(async () => (await import('./doctor.ts')).doctor());
const user = program.command('user').description('people and their sign-ins');
user
  .command('list')
  .description('list the people')
  .action(async () => (await import('./user.ts')).listUsers());
user
  .command('token')
  .argument('<person>', 'id of the person')
  .option('--days <n>', 'how long it works', '30')
  .description('issue an API token; it is shown once')
  .action(async (person: string, options: { days: string }) => (await import('./user.ts')).issueToken(person, Number(options.days)));
const calendar = program.command('calendar').description('the working-day calendar');
calendar
  .command('import')
  .argument('<file>', 'JSON: {"year","status","document","days":[{"day","work","name"}]}')
  .description('import or replace a year, with the number of its notice')
  .action(async (file: string) => (await import('./calendar.ts')).importCalendar(file));
program
  .command('openapi')
  .description('print the OpenAPI 3.1 document')
  .action(async () => (await import('./openapi.ts')).printOpenApi());
program
  .command('schema')
  .description('print the JSON Schema of programme.json')
  .action(async () => (await import('./openapi.ts')).printProgrammeSchema());

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof SetupError) process.stderr.write(`\n${error.message}\n→ ${error.wayOut}\n`);
  else if (error instanceof BadSettings) process.stderr.write(`\n${error.message}\n`);
  else process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
