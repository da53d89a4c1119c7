/** `tuojian audit checkpoint FILE`: a copy of the newest checkpoint, for whoever is a witness by hand. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';

export const checkpointCommand = new Command('checkpoint')
  .argument('<file>', 'a file that the newest checkpoint is appended to')
  .description('keep a copy of the newest checkpoint')
  .action(async (file: string) => {
    const { newestCheckpoint } = await import('../../../prisma/log/checkpoints.ts');
    const newest = await withDatabase(newestCheckpoint);
    if (newest === null) throw new SetupError('Nothing is signed yet.', 'Let a worker run for a minute.');
    writeFileSync(file, newest.note, { flag: 'a' });
    say(newest.note);
  });
