/** `tuojian audit restart`: after a backup was put back, the log's key declares what is lost, so that the signer goes on. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { Settings } from '../../../config/settings.ts';
import { SetupError } from '../../../local/setup-error.ts';
import type { LogKeys } from '../../../log/keys.ts';
import type { RestartPlan } from '../../../log/restart.ts';
import type { Database } from '../../../prisma/database.ts';
import { withDatabase } from '../../connect.ts';
import { lastLine, progress, say } from '../../output.ts';
import { BY } from './options.ts';

type Options = { readonly reason: string; readonly by: string; readonly confirm?: string };

export const restartCommand = new Command('restart')
  .requiredOption('--reason <text>', 'what happened and who decided; it stands in every verification')
  .option(...BY)
  .option('--confirm <events>', 'how many events are declared lost; without it nothing is done')
  .description('after an older backup was put back: declare what is lost, so that the log is signed again')
  .action(async ({ reason, by, confirm }: Options) => {
    const { LogKeys } = await import('../../../log/keys.ts');
    const { leavesBeside } = await import('../../../log/outside.ts');
    const { planRestart, restartLog } = await import('../../../log/restart.ts');
    const { recorderOf } = await import('../../../prisma/record/event-store.ts');
    const { noteInJournal } = await import('../../../prisma/record/ledgers.ts');
    const { readSettings } = await import('../../../config/env.ts');
    const { auditLog } = readSettings();
    const keys = LogKeys.open(auditLog.keys);
    if (keys === null) throw new SetupError('There is no signing key here.', 'Run this on the machine whose worker signs the log.');
    if (!/^[^\n]{5,500}$/.test(reason))
      throw new SetupError('The reason must be one line of 5 to 500 characters.', 'Say what happened and who decided.');
    await withDatabase(async (db, { databaseUrl }) => {
      const leaves = leavesBeside(auditLog.file);
      const plan = await planRestart(db, keys, leaves).catch((error: unknown) => {
        throw new SetupError(error instanceof Error ? error.message : String(error), 'Keep everything as it is, and run `npx tuojian audit check`.');
      });
      if (plan === null) return say('The log goes on from what was signed: nothing is lost, and nothing is to be declared.');
      await mustBeSound(db, databaseUrl, keys, auditLog, plan);
      const gone = plan.lost - plan.kept;
      say(
        `${plan.lost} events were signed; ${plan.kept} of them are there as they were. ${gone} are declared lost: places ${plan.kept} to ${plan.lost - 1}.`,
      );
      if (confirm !== String(gone))
        throw new SetupError(
          'Nothing is declared yet: it stands in every verification for ever.',
          `First look for a newer backup. Then stop the worker and run this again with --confirm ${gone}.`,
        );
      const note = await restartLog(db, keys, leaves, { ...plan, reason, at: new Date().toISOString() });
      await noteInJournal(db, recorderOf(db), {
        programme: '',
        commandId: `restart/${plan.kept}/${plan.lost}/${Date.now()}`,
        actor: { person: by, door: 'console', assurance: 'system', roles: [] },
        events: [{ type: 'LogRestarted', data: { ...plan, reason } }],
      });
      say('Declared. Start the worker, and give this note to those who keep checkpoints:\n');
      say(note);
      lastLine(plan);
    });
  });

/** What is still there must be sound, and what was kept elsewhere of it must agree. Error: SetupError, after the verdict. */
async function mustBeSound(db: Database, databaseUrl: string, keys: LogKeys, { file }: Settings['auditLog'], { kept }: RestartPlan): Promise<void> {
  const { verifyDatabase } = await import('../../../prisma/log/verify-database.ts');
  const { parseCheckpoint } = await import('../../../proof/checkpoint.ts');
  const { mustBeKey, outsideFrom, tellVerdict } = await import('../../audit/verdict.ts');
  const outside = outsideFrom(existsSync(file) ? [file] : []).outside.filter((note) => (parseCheckpoint(note)?.size ?? 0) <= kept);
  const going = progress();
  const onProgress = (events: number): void => going.show(`${events} events …`);
  const report = await verifyDatabase(db, databaseUrl, { keys: keys.publicKeys.slice(0, 1).map(mustBeKey), outside, onProgress });
  going.clear();
  const faults = report.faults.filter(({ code }) => code !== 'CHECKPOINT_STALE' && code !== 'EVENT_WAITS');
  if (faults.length === 0) return;
  tellVerdict(report, faults, { given: true, outside: true });
  throw new SetupError('What is there is not sound: this is no older state of the record.', 'A restart would hide it. Keep everything as it is.');
}
