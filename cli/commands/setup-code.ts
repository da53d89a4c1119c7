/** `tuojian setup-code`: shows a new code by which the first administrator of an empty service is named. */
import { Command } from 'commander';
import { SetupError } from '../../local/setup-error.ts';
import { withDatabase } from '../connect.ts';
import { say } from '../output.ts';

export const setupCodeCommand = new Command('setup-code')
  .description('show a new code for the first-run page, by which the first administrator is named; the one before ends')
  .action(async () => {
    const { newSetupCode } = await import('../../prisma/people/first-administrator.ts');
    const code = await withDatabase((db) => newSetupCode(db));
    if (code === null)
      throw new SetupError(
        'Somebody is here already, so that no first administrator is named by a code.',
        'Give the role by hand: npx tuojian user role PROGRAMME ADMINISTRATOR PERSON --basis DOCUMENT.',
      );
    say(code);
  });
