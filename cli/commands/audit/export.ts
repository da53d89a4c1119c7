/** `tuojian audit export FOLDER`: an evidence bundle of everything, of a programme, a project or a case. */
import { Command } from 'commander';
import { withDatabase } from '../../connect.ts';
import { lastLine, say } from '../../output.ts';
import { BY } from './options.ts';

type Options = { readonly programme?: string; readonly project?: string; readonly stream?: string; readonly by: string };

export const exportCommand = new Command('export')
  .argument('<folder>', 'a new folder')
  .option('--programme <code>', 'one programme')
  .option('--project <code>', 'one project')
  .option('--stream <case>', 'one case: approval/QH-01.FSR')
  .option(...BY)
  .description('write an evidence bundle: events, proofs, checkpoints, documents, CSV and PDF')
  .action(async (folder: string, { by, ...scope }: Options) => {
    const { bundleTo } = await import('../../audit/bundle.ts');
    const manifest = await withDatabase((db) => bundleTo(db, folder, scope, by, 'BUNDLE'));
    const { events, streams, documents } = manifest;
    say(`${folder}: ${events} events of ${streams} cases, ${documents} documents.`);
    say(`Check it anywhere: npx tuojian audit verify ${folder} --key KEY --outside CHECKPOINTS`);
    lastLine({ folder, scope: manifest.scope, events, streams, documents });
  });
