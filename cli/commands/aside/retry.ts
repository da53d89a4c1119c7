/** `tuojian aside retry [ITEM]`: what is set aside is due at once; the service does it within seconds. */
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { withDatabase } from '../../connect.ts';
import { lastLine, say } from '../../output.ts';

export const retryCommand = new Command('retry')
  .argument('[item]', 'as `tuojian aside list` names it')
  .option('--all', 'everything')
  .description('try it at once, after its cause was mended')
  .action(async (item: string | undefined, { all }: { readonly all?: true }) => {
    const { retryAside } = await import('../../../prisma/aside.ts');
    if ((item === undefined) !== (all === true)) throw new SetupError('Name one item, or --all.', 'See `npx tuojian aside list`.');
    const due = await withDatabase((db) => retryAside(db, item ?? null));
    if (due === 0 && item !== undefined) throw new SetupError(`Nothing of that name is set aside: ${item}`, 'See `npx tuojian aside list`.');
    say(
      `${due} ${due === 1 ? 'is' : 'are'} tried again within seconds; \`npx tuojian aside list\` says what became of ${due === 1 ? 'it' : 'them'}.`,
    );
    lastLine({ due });
  });
