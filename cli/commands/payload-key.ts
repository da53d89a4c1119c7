/** `tuojian payload-key`: makes the key that encrypts what Temporal keeps, or adds one that follows it. */
import { Command } from 'commander';

export const payloadKeyCommand = new Command('payload-key')
  .option('--change', 'add a key that follows the one in use; older ones still read what they wrote')
  .description('make the key that encrypts what Temporal keeps (TUOJIAN_PAYLOAD_KEY)')
  .action(async ({ change }: { readonly change?: true }) => {
    const { readSettings } = await import('../../config/env.ts');
    const { makeKey } = await import('../keys.ts');
    const more = ' Keep a copy: without it nobody reads what Temporal holds, older keys included.';
    makeKey(readSettings().payloadKey, 'payload-key', { change: change === true, more });
  });
