/** `tuojian audit archive PROGRAMME FOLDER`: a closed programme in files, verified and noted. Nothing is deleted: the record is kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { BY } from './options.ts';

export const archiveCommand = new Command('archive')
  .argument('<programme>', 'a closed programme')
  .argument('<folder>', 'a new folder')
  .option(...BY)
  .description('write a closed programme to files and verify them; nothing is deleted')
  .action(async (programme: string, folder: string, { by }: { readonly by: string }) => {
    const { recorderOf } = await import('../../../prisma/record/event-store.ts');
    const { noteInJournal } = await import('../../../prisma/record/ledgers.ts');
    const { statusOf } = await import('../../../prisma/record/streams.ts');
    const { openBundle } = await import('../../../proof/bundle.ts');
    const { verifyRecord } = await import('../../../proof/verify.ts');
    const { bundleTo } = await import('../../audit/bundle.ts');
    const { mustBeKey, tellVerdict } = await import('../../audit/verdict.ts');
    await withDatabase(async (db) => {
      const status = await statusOf(db, `programme/${programme}`);
      if (status === null) throw new SetupError(`There is no programme ${programme}.`, 'Look with `npx tuojian audit search`.');
      if (status !== 'CLOSED')
        throw new SetupError(
          `Programme ${programme} is not closed (${status}).`,
          'Close it first (CloseProgramme), or use `tuojian audit export` for a running one.',
        );
      const manifest = await bundleTo(db, folder, { programme }, by, 'ARCHIVE');
      const { source, faults, keys } = await openBundle(folder);
      const report = await verifyRecord(source, { keys: keys.slice(0, 1).map(mustBeKey), outside: [] });
      if (report.ok && faults.length === 0) {
        const digest = createHash('sha256')
          .update(readFileSync(path.join(folder, 'manifest.json')))
          .digest('hex');
        await noteInJournal(db, recorderOf(db), {
          programme,
          commandId: `archive/${programme}/${digest}`,
          actor: { person: by, door: 'console', assurance: 'system', roles: [] },
          events: [{ type: 'ProgrammeArchived', data: { events: manifest.events, size: report.covered, manifest: digest } }],
        });
      }
      tellVerdict(report, [...faults, ...report.faults], { given: false, outside: false });
    });
  });
