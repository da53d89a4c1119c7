/** `tuojian …`: the commands of the product. Deliberately absent: what they do (one file a command beside this one). */
import '../config/production.ts';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { BadSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { checkArguments } from './arguments.ts';
import { inWords } from './error-in-words.ts';
import { userCommands } from './user-commands.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }; // our own file
const program = new Command('tuojian')
  .description('托建: workflow and approval automation for childcare facility programmes')
  .version(version)
  .hook('preAction', (_program, command) => checkArguments(command));

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
  .command('seal-key')
  .option('--change', 'add a key that follows the one in use; older ones are still believed')
  .description('make the key that seals what the API sends to cases (TUOJIAN_SEAL_KEY)')
  .action(async (options: { change?: true }) => (await import('./keys.ts')).makeSealKey(options.change === true));
program
  .command('payload-key')
  .option('--change', 'add a key that follows the one in use; older ones still read what they wrote')
  .description('make the key that encrypts what Temporal keeps (TUOJIAN_PAYLOAD_KEY)')
  .action(async (options: { change?: true }) => (await import('./keys.ts')).makePayloadKey(options.change === true));
program
  .command('migrate')
  .option('--app-role <name>', 'also give this role what the service needs, and nothing that changes the record')
  .description("bring the database to this version's schema")
  .action(async (options: { appRole?: string }) => (await import('./migrate.ts')).migrateDatabase(options.appRole));
program
  .command('import')
  .argument('<folder>', 'folder with programme.json and its survey files')
  .option('--check', 'only say what is wrong with it')
  .option('--same-people <ids>', 'people whom another programme knows and who work in both, by comma; what is known of them stays')
  .option('--by <name>', 'who imports it; stands in the record', 'operator')
  .description('import a programme with its people, projects and survey answers')
  .action(async (folder: string, options: import('./import.ts').ImportOptions) => (await import('./import.ts')).importProgramme(folder, options));
program
  .command('rebuild')
  .option('--apply', 'replace rows that differ (stop the service first; not for --search)')
  .option('--search', 'what auditors search, instead of cases and tasks')
  .description('make the read tables again from the events and compare')
  .action(async (options: { apply?: boolean; search?: boolean }) => {
    const { rebuildSearchTables, rebuildTables } = await import('./rebuild.ts');
    await (options.search === true ? rebuildSearchTables : rebuildTables)(options.apply === true);
  });
program
  .command('doctor')
  .description('check each part that the service needs')
  .action(async () => (await import('./doctor.ts')).doctor());
userCommands(program);
const calendar = program.command('calendar').description('the working-day calendar');
calendar
  .command('import')
  .argument('<file>', 'JSON: {"year","status","document","days":[{"day","work","name"}]}')
  .option('--replace-decreed', 'let a provisional calendar take the place of a decreed one')
  .description('import or replace a year, with the number of its notice')
  .action(async (file: string, options: { replaceDecreed?: true }) =>
    (await import('./calendar.ts')).importCalendar(file, options.replaceDecreed === true),
  );
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

const LANG = ['--lang <lang>', 'zh or en', 'zh'] as const;
const audit = program.command('audit').description('auditors: ask the history anything, and prove the answer without us');
const asking = (command: Command): Command =>
  command
    .option('--programme <code>', 'the programme')
    .option('--project <code>', 'the project')
    .option('--kind <kind>', 'approval, construction, journal, findings …')
    .option('--stream <case>', 'approval/QH-01.FSR')
    .option('--stage <stage>', 'APPROVALS, CONSTRUCTION …')
    .option('--person <id>', 'who acted, or on whose behalf')
    .option('--mentions <id>', 'whom it names otherwise')
    .option('--door <door>', 'link, api, mail, clock …')
    .option('--action <event>', 'DecisionMade, AttemptRefused, HistoryRead …')
    .option('--outcome <outcome>', 'APPROVE, REJECT, RED …')
    .option('--document <number>', 'document number or SHA-256')
    .option('--amount-from <fen>', '分, included')
    .option('--amount-to <fen>', '分, included')
    .option('--from <day>', 'a day or an instant, included')
    .option('--to <day>', 'a day or an instant, not included')
    .option('--text <words>', 'words, of two Chinese characters or more, wherever they stand')
    .option(...LANG)
    .option(...SIGN_IN);
asking(audit.command('search'))
  .option('--order <order>', 'NEWEST or OLDEST')
  .option('--after <cursor>', 'the next page, as the one before named it')
  .option('--limit <n>', 'events a page')
  .option('--count <how>', 'none, some (up to 1,000) or exact')
  .description('search everything that ever happened, refused attempts and auditors’ readings too')
  .action(async (options: import('./audit.ts').AuditAsked) => (await import('./audit.ts')).searchHistory(options));
asking(audit.command('export-search').argument('<file>', 'where to write it'))
  .option('--format <format>', 'csv, xlsx, jsonl or pdf', 'csv')
  .description('the same search as a file')
  .action(async (file: string, options: import('./audit.ts').AuditAsked & { format: string }) =>
    (await import('./audit.ts')).exportSearch(file, options),
  );
audit
  .command('as-of')
  .requiredOption('--at <moment>', 'a day or an instant')
  .option('--stream <case>', 'a case')
  .option('--project <code>', 'a project')
  .option('--programme <code>', 'a programme')
  .option('--since <moment>', 'also say what changed since then')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('how it stood at a moment, and who could have decided then')
  .action(async (options: { at: string; stream?: string; project?: string; programme?: string; since?: string; lang: string; as?: string }) =>
    (await import('./audit.ts')).showStanding(options),
  );
audit
  .command('story')
  .argument('<project>', 'QH-01')
  .option('--pdf <file>', 'write it as PDF')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('one project as a readable story: what, who, how long it waited for whom')
  .action(async (project: string, options: { pdf?: string; lang: string; as?: string }) => (await import('./audit.ts')).showStory(project, options));
audit
  .command('findings')
  .option('--project <code>', 'one project')
  .option('--run', 'run every rule over every project now (where the database is at hand)')
  .option('--programme <code>', 'one programme')
  .option('--status <status>', 'OPEN, EXPLAINED, HANDED_OVER, DISMISSED, CEASED')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('what the automatic checks found; without --as or TUOJIAN_TOKEN they are run anew')
  .action(async (options: { run?: true; project?: string; programme?: string; status?: string; lang: string; as?: string }) =>
    options.run === true || !(await import('./audit.ts')).isSignedIn(options)
      ? (await import('./evidence.ts')).runFindings(options)
      : (await import('./audit.ts')).showFindings(options),
  );
audit
  .command('finding')
  .argument('<project>', 'QH-01')
  .argument('<finding>', 'its id')
  .argument('<how>', 'explain, hand-over, dismiss or reopen')
  .argument('<text>', 'explanation, reason, or to whom')
  .option('--document <number>', 'the letter that hands it over')
  .option(...SIGN_IN)
  .description('what somebody makes of a finding')
  .action(async (project: string, finding: string, how: string, text: string, options: { document?: string; as?: string }) =>
    (await import('./audit.ts')).treatFinding(project, finding, how, text, options),
  );
const BY = ['--by <person>', 'who exports it; noted in the journal', 'operator'] as const;
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
const KEY = ['--key <key>', 'public key, or a file of them; may be repeated', collect] as const;
const OUTSIDE = ['--outside <file>', 'checkpoints that were kept elsewhere; may be repeated', collect] as const;
audit
  .command('export')
  .argument('<folder>', 'a new folder')
  .option('--programme <code>', 'one programme')
  .option('--project <code>', 'one project')
  .option(...BY)
  .description('write an evidence bundle: events, proofs, checkpoints, documents, CSV and PDF')
  .action(async (folder: string, options: { programme?: string; project?: string; by: string }) =>
    (await import('./evidence.ts')).exportBundle(folder, options),
  );
audit
  .command('verify')
  .argument('<folder>', 'an evidence bundle')
  .option(...KEY)
  .option(...OUTSIDE)
  .description('check a bundle without the service: what is proved, since when, and the first event that is wrong')
  .action(async (folder: string, options: { key?: readonly string[]; outside?: readonly string[] }) =>
    (await import('./evidence.ts')).verifyBundle(folder, options),
  );
audit
  .command('check')
  .option(...KEY)
  .option(...OUTSIDE)
  .option('--no-search', 'leave the search table out')
  .description('the same for the database as it stands')
  .action(async (options: { key?: readonly string[]; outside?: readonly string[]; search: boolean }) =>
    (await import('./evidence.ts')).checkDatabase(options),
  );
audit
  .command('key')
  .option('--change', 'make a new signing key; the old one signs for it')
  .description('the public keys of the log')
  .action(async (options: { change?: true }) =>
    options.change === true ? (await import('./evidence.ts')).changeKey() : (await import('./evidence.ts')).showKeys(),
  );
audit
  .command('checkpoint')
  .argument('<file>', 'a file that the newest checkpoint is appended to')
  .description('keep a copy of the newest checkpoint')
  .action(async (file: string) => (await import('./evidence.ts')).keepCheckpoint(file));
audit
  .command('restart')
  .requiredOption('--reason <text>', 'what happened and who decided; it stands in every verification')
  .option(...BY)
  .option('--confirm <events>', 'how many events are declared lost; without it nothing is done')
  .description('after an older backup was put back: declare what is lost, so that the log is signed again')
  .action(async (options: { reason: string; by: string; confirm?: string }) => (await import('./evidence.ts')).restartAfterRestore(options));
audit
  .command('archive')
  .argument('<programme>', 'a closed programme')
  .argument('<folder>', 'a new folder')
  .option(...BY)
  .description('write a closed programme to files and verify them; nothing is deleted')
  .action(async (programme: string, folder: string, options: { by: string }) =>
    (await import('./evidence.ts')).archiveProgramme(programme, folder, options),
  );
audit
  .command('replay')
  .argument('[stream]', 'one case; default: all')
  .description('replay workflow histories with this release and compare their decisions with the record')
  .action(async (stream: string | undefined) => (await import('./reconcile.ts')).replayHistories(stream));
program
  .command('reconcile')
  .description('compare record and workflows both ways and mend what can be mended')
  .action(async () => (await import('./reconcile.ts')).reconcileNow());
const aside = program.command('aside').description('what the service could not do and passed over, so that the rest goes on');
aside
  .command('list')
  .option('--all', 'also what was settled')
  .description('what is set aside: since when, why, when it is tried again')
  .action(async (options: { all?: true }) => (await import('./aside.ts')).showAside({ all: options.all === true }));
aside
  .command('retry')
  .argument('[item]', 'as `tuojian aside list` names it')
  .option('--all', 'everything')
  .description('try it at once, after its cause was mended')
  .action(async (item: string | undefined, options: { all?: true }) => (await import('./aside.ts')).retryNow(item, options.all === true));
aside
  .command('settle')
  .argument('<item>', 'as `tuojian aside list` names it')
  .requiredOption('--basis <text>', 'what was done instead, and who decided')
  .option('--by <person>', 'who says so; noted in the journal', 'operator')
  .description('it was dealt with otherwise and is not tried any more; noted in the journal')
  .action(async (item: string, options: { basis: string; by: string }) => (await import('./aside.ts')).settleByHand(item, options));

// A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** A file that a person named and the system will not open: input, not a fault of ours. */
function isFileError(error: unknown): error is NodeJS.ErrnoException & { readonly path: string } {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' && 'syscall' in error;
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof SetupError) process.stderr.write(`\n${error.message}\n→ ${error.wayOut}\n`);
  else if (error instanceof BadSettings) process.stderr.write(`\n${error.message}\n`);
  else if (isFileError(error))
    process.stderr.write(`\n${error.path}: ${error.message}\n→ Name a file that is there and that you may read or write.\n`);
  else {
    const { says, wayOut } = inWords(error);
    process.stderr.write(`\n${says}\n→ ${wayOut}\n`);
  }
  process.exitCode = 1;
}
