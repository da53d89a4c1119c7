/** `tuojian user change PERSON`: other facts of somebody who is known. */
import { Command } from 'commander';
import type { Text } from '../../../domain/kernel/values.ts';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';
import type { Doing, Facts } from '../../user-checks.ts';
import { BASIS, BY, PERSON, withFacts } from './options.ts';

const FIELDS = '--name, --name-en, --email, --unit, --phone, --locale';
const NOTHING_GIVEN: Text = { zh: `须写明变更内容：${FIELDS}`, en: `say what changes: ${FIELDS}` };

export const changeCommand = withFacts(new Command('change').argument(...PERSON))
  .requiredOption(...BASIS)
  .option(...BY)
  .description('change name, address, unit …; told at the old and the new address, links to the old one end')
  .action(async (id: string, options: Doing & Facts) => {
    const { person } = await import('../../../api/schemas/programme.ts');
    const { faultsOf } = await import('../../../api/schemas/values.ts');
    const { findPeople } = await import('../../../prisma/people/people.ts');
    const { changePerson } = await import('../../../prisma/people/people-record.ts');
    const { recorderOf } = await import('../../../prisma/record/event-store.ts');
    const { basisFaults, factsIn, mustBeFaultless, unknownFaults } = await import('../../user-checks.ts');
    const fields = await withDatabase(async (db) => {
      const known = (await findPeople(db, [id])).get(id);
      const facts = factsIn(options);
      const parsed = person.safeParse({ ...known, id, ...facts });
      mustBeFaultless([
        ...basisFaults(options),
        ...(known === undefined ? await unknownFaults(db, id) : parsed.success ? [] : faultsOf(parsed.error)),
        ...(Object.keys(facts).length === 0 ? [NOTHING_GIVEN] : []),
      ]);
      return parsed.success ? changePerson(db, recorderOf(db), id, parsed.data, { by: options.by, basis: options.basis }) : [];
    });
    say(fields.length === 0 ? `${id} is as it was.` : `${id}: ${fields.join(', ')} changed; they are told.`);
  });
