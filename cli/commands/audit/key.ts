/** `tuojian audit key`: the log's public keys, of which auditors are given the first; or a new one, for which the old one signs. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';

export const keyCommand = new Command('key')
  .option('--change', 'make a new signing key; the old one signs for it')
  .description('the public keys of the log')
  .action(async ({ change }: { readonly change?: true }) => {
    const { readSettings } = await import('../../../config/env.ts');
    const { LogKeys } = await import('../../../log/keys.ts');
    const file = readSettings().auditLog.keys;
    const keys = LogKeys.open(file);
    if (change !== true) {
      if (keys === null) throw new SetupError(`There are no keys in ${file}.`, 'A worker makes them when it first signs; run this on its machine.');
      for (const key of keys.publicKeys) say(key);
      return;
    }
    if (keys === null) throw new SetupError('There is no key to be changed here.', 'Run this on the machine whose worker signs the log.');
    const { rotateKey } = await import('../../../log/signer.ts');
    const text = await withDatabase((db) => rotateKey(db, keys, new Date().toISOString()));
    say(`New key: ${text}`);
    say('Auditors go on with the key that they know: the old one has signed for this one.');
  });
