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
  .argument('[name]', 'programme or route', 'programme')
  .description('print the JSON Schema of programme.json or of a route')
  .action(async (name: string) => (await import('./openapi.ts')).printSchema(name));

const SIGN_IN = ['--as <person>', 'sign in as this person, where the database is at hand (else TUOJIAN_TOKEN)'] as const;
program
  .command('do')
  .argument('<stream>', 'the case, for example approval/QH-01.FSR')
  .argument('<command>', 'what is asked of it, for example HandOver')
  .option('--data <json>', "the command's fields as JSON, or @FILE", '{}')
  .option('--attach <file...>', 'documents to hand in with it (Comment, Answer, Supplement)')
  .option(...SIGN_IN)
  .description('ask something of a case, as the API takes it; answered when it is recorded')
  .action(async (stream: string, command: string, options: { data: string; as?: string; attach?: string[] }) =>
    (await import('./do.ts')).doCommand(stream, command, options),
  );
const approval = program.command('approval').description('approvals: what stands where, who waits for whom');
approval
  .command('list')
  .option('--status <status>', 'OPEN, PAUSED, RETURNED, APPROVED …')
  .option(...SIGN_IN)
  .description('approvals that you may see')
  .action(async (options: { status?: string; as?: string }) => (await import('./approval.ts')).listApprovals(options));
approval
  .command('show')
  .argument('<id>', 'QH-01.FSR')
  .option('--lang <lang>', 'zh or en', 'zh')
  .option(...SIGN_IN)
  .description('one approval: what is asked, its history in sentences, what you may do')
  .action(async (id: string, options: { lang: string; as?: string }) => (await import('./approval.ts')).showApproval(id, options));
approval
  .command('draft')
  .argument('<file>', 'JSON as POST /api/v1/approvals takes it')
  .option(...SIGN_IN)
  .description('begin an application; `tuojian do approval/ID Submit` hands it in')
  .action(async (file: string, options: { as?: string }) => (await import('./approval.ts')).draftApproval(file, options));
approval
  .command('sheet')
  .argument('<id>', 'QH-01.FSR')
  .option('-o, --output <file>', 'where to write it (default: ID.pdf)')
  .option('--no-trail', 'without the trail (签核历程)')
  .option('--lang <lang>', 'zh-CN or en', 'zh-CN')
  .option(...SIGN_IN)
  .description('the approval sheet (审批表) as PDF')
  .action(async (id: string, options: { output?: string; trail: boolean; lang: string; as?: string }) =>
    (await import('./approval.ts')).printSheet(id, options),
  );
const mail = program.command('mail').description('mails: what became of them, what people wish, what the world will take');
mail
  .command('ledger')
  .argument('<stream>', 'the case, for example approval/QH-01.FSR')
  .option(...SIGN_IN)
  .description('each mail of a case: queued, held, sent, refused, bounced, unknown; with every try, and who came by its link')
  .action(async (stream: string, options: { as?: string }) => (await import('./mail.ts')).showLedger(stream, options));
mail
  .command('wishes')
  .option('--set <file>', 'JSON as `tuojian mail wishes` prints it')
  .option(...SIGN_IN)
  .description('what I want to be told: topics by channel, quiet hours, the daily overview')
  .action(async (options: { set?: string; as?: string }) => (await import('./mail.ts')).showWishes(options));
mail
  .command('revive')
  .argument('<person>', 'id of the person')
  .description('send mails again to an address that a mail server had called dead')
  .action(async (person: string) => (await import('./mail.ts')).reviveAddress(person));
mail
  .command('check')
  .description('whether other mail servers will believe that our mails are ours: SPF, DMARC, MX')
  .action(async () => (await import('./mail.ts')).checkMail());
const route = program.command('route').description('approval routes: the shipped ones and the county’s own');
const PROGRAMME = ['--programme <code>', 'the programme, for example QH'] as const;
route
  .command('list')
  .option(...PROGRAMME)
  .option(...SIGN_IN)
  .description('the routes that hold in a programme; without one: those that are shipped')
  .action(async (options: { programme?: string; as?: string }) => (await import('./route.ts')).listRoutes(options));
route
  .command('show')
  .argument('<code>', 'FSR')
  .option(...PROGRAMME)
  .option(...SIGN_IN)
  .description('one route as JSON, to be edited and adopted')
  .action(async (code: string, options: { programme?: string; as?: string }) => (await import('./route.ts')).showRoute(code, options));
route
  .command('check')
  .argument('<file>', 'a route as JSON (docs/route.schema.json)')
  .option(...PROGRAMME)
  .option(...SIGN_IN)
  .description('everything that is wrong with a route; with a programme also roles that nobody holds')
  .action(async (file: string, options: { programme?: string; as?: string }) => (await import('./route.ts')).checkRouteFile(file, options));
route
  .command('dry-run')
  .argument('<route>', 'a code, or a file with a route')
  .requiredOption(...PROGRAMME)
  .option('--project <code>', 'the project whose facts count')
  .option('--amount <yuan>', 'the amount applied for, in 元')
  .option('--fact <name=value...>', 'facts that conditions ask about, for example kind=CONVERT')
  .option('--from <day>', 'the day of receipt (default: today)')
  .option(...SIGN_IN)
  .description('who would be asked, and until when at the latest; nothing is kept')
  .action(async (name: string, options: import('./route.ts').DryRunOptions) => (await import('./route.ts')).dryRunRoute(name, options));
route
  .command('adopt')
  .argument('<file>', 'a route as JSON')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that adopts it')
  .option(...SIGN_IN)
  .description("make it the county's own; applications from now on are pinned to it")
  .action(async (file: string, options: { programme: string; basis: string; as?: string }) => (await import('./route.ts')).adoptRoute(file, options));

// A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof SetupError) process.stderr.write(`\n${error.message}\n→ ${error.wayOut}\n`);
  else if (error instanceof BadSettings) process.stderr.write(`\n${error.message}\n`);
  else process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
