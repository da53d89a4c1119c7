/** `tuojian audit check`: the database itself: chains, log, checkpoints, documents, what the service shows, and the search. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { progress } from '../../output.ts';
import { KEY, OUTSIDE, type VerifyOptions } from './options.ts';

export const checkCommand = new Command('check')
  .option(...KEY)
  .option(...OUTSIDE)
  .option('--no-search', 'leave the search table out')
  .description('the same for the database as it stands')
  .action(async ({ key = [], outside, search }: VerifyOptions & { readonly search: boolean }) => {
    const { LogKeys } = await import('../../../log/keys.ts');
    const { changedForms } = await import('../../../prisma/cases/public-answers.ts');
    const { changedBatches } = await import('../../../prisma/cases/surveys.ts');
    const { growHeapSlowly } = await import('../../../local/steady-heap.ts');
    const { verifyDatabase } = await import('../../../prisma/log/verify-database.ts');
    const { checkSearch } = await import('../../../prisma/search/search-rebuild.ts');
    const { faultOf } = await import('../../../proof/faults.ts');
    const { keysFrom, mustBeKey, outsideFrom, tellVerdict } = await import('../../audit/verdict.ts');
    await withDatabase(async (db, { databaseUrl, settings: { auditLog } }) => {
      const given = keysFrom(key);
      const own = given.length > 0 ? given : (LogKeys.open(auditLog.keys)?.publicKeys ?? []).slice(0, 1).map(mustBeKey);
      if (own.length === 0) throw new SetupError('No key is known here.', `Add --key, or run this where the keys lie (${auditLog.keys}).`);
      const files = outside ?? (existsSync(auditLog.file) ? [auditLog.file] : []);
      // A million leaves, and most of what is read is garbage a moment later.
      growHeapSlowly();
      const going = progress();
      const onProgress = (events: number): void => going.show(`${events} events …`);
      const report = await verifyDatabase(db, databaseUrl, { keys: own, ...outsideFrom(files), onProgress });
      const answers = (await changedBatches(db)).map((batch) => faultOf('ANSWERS_CHANGED', `survey batch ${batch}`));
      const forms = (await changedForms(db)).map((survey) => faultOf('ANSWERS_CHANGED', `public questionnaire of ${survey}`));
      const faults = [...report.faults, ...answers, ...forms, ...(search ? await checkSearch(db) : [])];
      going.clear();
      tellVerdict(report, faults, { given: given.length > 0, outside: files.length > 0 });
    });
  });
