/** `tuojian user token PERSON`: a sign-in for the API, shown once. */
import { Command } from 'commander';
import { SCOPES } from '../../../domain/kernel/scope.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import type { Database } from '../../../prisma/database.ts';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';
import type { Doing } from '../../user-checks.ts';
import { BASIS, BY, PERSON } from './options.ts';

export const tokenCommand = new Command('token')
  .argument(...PERSON)
  .option('--days <n>', 'how long it works', '30')
  .option('--scope <scope>', `what it may be used for: ${SCOPES.join(', ')}`, 'ACT')
  .option('--name <name>', 'which program it is for', '')
  .option(...BY)
  .option(...BASIS, '')
  .description('issue an API token; it is shown once')
  .action(
    async (person: string, { days, scope, name, by, basis }: Doing & { readonly days: string; readonly scope: string; readonly name: string }) => {
      const { issueSignIn } = await import('../../../prisma/people/people-record.ts');
      const { recorderOf } = await import('../../../prisma/record/event-store.ts');
      const { mustBeFaultless, unknownFaults } = await import('../../user-checks.ts');
      const n = Number(days);
      const token = await withDatabase(async (db) => {
        const known = SCOPES.find((one) => one === scope);
        mustBeFaultless([
          ...(known === undefined ? [{ zh: `--scope 须为其中之一：${SCOPES.join('、')}`, en: `--scope must be one of ${SCOPES.join(', ')}` }] : []),
          ...(Number.isInteger(n) && n >= 1 && n <= 365
            ? []
            : [
                {
                  zh: `--days 须为 1 至 365 之间的整数，而不是 ${days}`,
                  en: `--days must be a whole number between 1 and 365, not ${days}`,
                },
              ]),
          ...(await unknownFaults(db, person)),
          ...(await goneFaults(db, person)),
        ]);
        return issueSignIn(db, recorderOf(db), {
          person,
          hours: n * 24,
          kind: 'TOKEN',
          ...(known === undefined ? {} : { scope: known }),
          name,
          by,
          basis,
        });
      });
      say(token);
    },
  );

/** Who has left every programme gets no new way in. */
async function goneFaults(db: Database, person: string): Promise<readonly Text[]> {
  const { programmesOf } = await import('../../../prisma/people/members.ts');
  const [now, ever] = [await programmesOf(db, person), await programmesOf(db, person, true)];
  return now.length === 0 && ever.length > 0 ? [{ zh: `${person} 已离开 ${ever.join('、')}`, en: `${person} has left ${ever.join(', ')}` }] : [];
}
