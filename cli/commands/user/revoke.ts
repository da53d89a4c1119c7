/** `tuojian user revoke WHAT`: ends one sign-in, or all of a person. */
import { Command } from 'commander';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';
import type { Doing } from '../../user-checks.ts';
import { BASIS, BY } from './options.ts';

export const revokeCommand = new Command('revoke')
  .argument('<what>', 'short id of a sign-in, or id of a person with --all')
  .option('--all', 'every sign-in of that person')
  .requiredOption(...BASIS)
  .option(...BY)
  .description('end a sign-in at once')
  .action(async (what: string, { all, by, basis }: Doing & { readonly all?: boolean }) => {
    const { findSignIn, listSignIns, revokeSignIn } = await import('../../../prisma/people/people-record.ts');
    const { recorderOf } = await import('../../../prisma/record/event-store.ts');
    const { basisFaults, mustBeFaultless, unknownFaults } = await import('../../user-checks.ts');
    const ended = await withDatabase(async (db) => {
      const one = all === true ? null : await findSignIn(db, what);
      mustBeFaultless([
        ...basisFaults({ by, basis }),
        ...(all === true
          ? await unknownFaults(db, what)
          : one === null
            ? [
                {
                  zh: `须为已有的登录凭据；没有 ${what}，见 \`tuojian user tokens\``,
                  en: `there is no sign-in ${what}; see \`tuojian user tokens\``,
                },
              ]
            : []),
      ]);
      const signIns = all === true ? await listSignIns(db, [what]) : one === null ? [] : [one];
      const store = recorderOf(db);
      const done: string[] = [];
      for (const signIn of signIns) if (await revokeSignIn(db, store, signIn, { by, basis })) done.push(signIn.id);
      return done;
    });
    say(ended.length === 0 ? 'Nothing had to be ended.' : `Ended: ${ended.join(', ')}`);
  });
