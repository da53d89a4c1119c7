/** `tuojian seal-key`: makes the key that seals commands to cases, or adds one that follows it. */
import { Command } from 'commander';

export const sealKeyCommand = new Command('seal-key')
  .option('--change', 'add a key that follows the one in use; older ones are still believed')
  .option('--in <minutes>', 'with --change: use it from then on, so that every process has the file before')
  .description('make the key that seals what the API sends to cases (TUOJIAN_SEAL_KEY)')
  .action(async (options: { readonly change?: true; readonly in?: string }) => {
    const { readSettings } = await import('../../config/env.ts');
    const { makeKey, minutesOf } = await import('../keys.ts');
    makeKey(readSettings().sealKey, 'seal-key', { change: minutesOf(options) });
  });
