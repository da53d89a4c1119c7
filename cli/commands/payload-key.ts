/** `tuojian payload-key`: makes the key that encrypts what Temporal keeps, or adds one that follows it. */
import { Command } from 'commander';

export const payloadKeyCommand = new Command('payload-key')
  .option('--change', 'add a key that follows the one in use; older ones still read what they wrote')
  .option('--in <minutes>', 'with --change: use it from then on, so that every process has the file before')
  .description('make the key that encrypts what Temporal keeps (TUOJIAN_PAYLOAD_KEY)')
  .action(async (options: { readonly change?: true; readonly in?: string }) => {
    const { readSettings } = await import('../../config/env.ts');
    const { makeKey, minutesOf } = await import('../keys.ts');
    const more = ' Keep a copy: without it nobody reads what Temporal holds, older keys included.';
    makeKey(readSettings().payloadKey, 'payload-key', { change: minutesOf(options), more });
  });
