/** `tuojian mail revive PERSON`: its owner says that an address works again. A new address by an import does the same. */
import { Command } from 'commander';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';

export const reviveCommand = new Command('revive')
  .argument('<person>', 'id of the person')
  .description('send mails again to an address that a mail server had called dead')
  .action(async (person: string) => {
    const { reviveAddress } = await import('../../../prisma/people/people.ts');
    const revived = await withDatabase((db) => reviveAddress(db, person));
    say(revived ? `Mails to ${person} are sent again.` : `No mail server has called the address of ${person} dead.`);
  });
