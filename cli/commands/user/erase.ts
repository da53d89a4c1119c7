/** `tuojian user erase PERSON`: erases what can be erased of somebody: names, addresses, phone, sign-ins, traces of their visits. The id stays. */
import { Command } from 'commander';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';
import type { Doing } from '../../user-checks.ts';
import { BY, PERSON } from './options.ts';

export const eraseCommand = new Command('erase')
  .argument(...PERSON)
  .requiredOption('--basis <document>', 'why: the request, or the document that asks for it')
  .option(...BY)
  .description('erase name, address and phone of somebody who has left; the id stays in the record, and every proof holds')
  .action(async (person: string, { by, basis }: Doing) => {
    const { programmesOf } = await import('../../../prisma/people/members.ts');
    const { erase } = await import('../../../prisma/people/people-record.ts');
    const { recorderOf } = await import('../../../prisma/record/event-store.ts');
    const { basisFaults, mustBeFaultless, unknownFaults } = await import('../../user-checks.ts');
    await withDatabase(async (db) => {
      const now = await programmesOf(db, person);
      mustBeFaultless([
        ...basisFaults({ by, basis }),
        ...(await unknownFaults(db, person)),
        ...now.map((programme) => ({
          zh: `${person} 仍在 ${programme} 中：请先 \`tuojian user leave ${person} --programme ${programme}\``,
          en: `${person} still belongs to ${programme}: first \`tuojian user leave ${person} --programme ${programme}\``,
        })),
      ]);
      await erase(db, recorderOf(db), person, { by, basis });
    });
    say(`${person} is erased: the record names the id alone, and every proof of it holds (npx tuojian audit check).`);
  });
