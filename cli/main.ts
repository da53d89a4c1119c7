/** `tuojian …`: lists the commands and tells how one failed. Deliberately absent: what they do (commands/, one file each). */
import '../config/production.ts';
import { Command } from 'commander';
import { BadSettings } from '../config/bad-settings.ts';
import { RELEASE } from '../config/release.ts';
import { SetupError } from '../local/setup-error.ts';
import { checkArguments } from './arguments.ts';
import { apiCommand } from './commands/api.ts';
import { approvalCommands } from './commands/approval/group.ts';
import { asideCommands } from './commands/aside/group.ts';
import { auditCommands } from './commands/audit/group.ts';
import { backupCommand } from './commands/backup.ts';
import { calendarCommands } from './commands/calendar/group.ts';
import { doCommand } from './commands/do.ts';
import { doctorCommand } from './commands/doctor.ts';
import { documentsCommand } from './commands/documents.ts';
import { evaluationCommands } from './commands/evaluation/group.ts';
import { importCommand } from './commands/import.ts';
import { mailCommands } from './commands/mail/group.ts';
import { migrateCommand } from './commands/migrate.ts';
import { openapiCommand } from './commands/openapi.ts';
import { payloadKeyCommand } from './commands/payload-key.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { repairCommand } from './commands/repair.ts';
import { restoreCommand } from './commands/restore.ts';
import { routeCommands } from './commands/route/group.ts';
import { rulesCommands } from './commands/rules/group.ts';
import { schemaCommand } from './commands/schema.ts';
import { sealKeyCommand } from './commands/seal-key.ts';
import { setupCodeCommand } from './commands/setup-code.ts';
import { startCommand } from './commands/start.ts';
import { takeoverCommands } from './commands/takeover/group.ts';
import { userCommands } from './commands/user/group.ts';
import { webhookCommands } from './commands/webhook/group.ts';
import { workerCommand } from './commands/worker.ts';
import { workersCommands } from './commands/workers/group.ts';
import { inWords } from './error-in-words.ts';

const program = new Command('tuojian')
  .description('托建: workflow and approval automation for childcare facility programmes')
  .version(RELEASE)
  .hook('preAction', (_program, command) => checkArguments(command));

/** In the order of the help. */
const COMMANDS: readonly Command[] = [
  startCommand,
  apiCommand,
  workerCommand,
  workersCommands,
  sealKeyCommand,
  payloadKeyCommand,
  setupCodeCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  importCommand,
  documentsCommand,
  rebuildCommand,
  doctorCommand,
  userCommands,
  calendarCommands,
  openapiCommand,
  schemaCommand,
  doCommand,
  approvalCommands,
  mailCommands,
  webhookCommands,
  routeCommands,
  rulesCommands,
  evaluationCommands,
  takeoverCommands,
  auditCommands,
  reconcileCommand,
  repairCommand,
  asideCommands,
];
for (const command of COMMANDS) program.addCommand(command);

// A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** A file that a person named and the system will not open: input, not a fault of ours. */
function isFileError(error: unknown): error is NodeJS.ErrnoException & { readonly path: string } {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' && 'syscall' in error;
}

/** So long what a command wrote may take to arrive. */
const LINGERS_MS = 2_000;

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
  // A command that failed has stopped what it started; Temporal's runtime stays alive where no worker came to use it.
  setTimeout(() => process.exit(), LINGERS_MS).unref();
}
