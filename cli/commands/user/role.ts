/** `tuojian user role PROGRAMME ROLE PERSON`: gives or takes a role where nobody in the programme could. */
import { Command } from 'commander';
import { ROLES } from '../../../domain/kernel/role.ts';
import { say } from '../../output.ts';
import type { Doing } from '../../user-checks.ts';
import { BASIS, BY, PERSON } from './options.ts';

export const roleCommand = new Command('role')
  .argument('<programme>', 'for example QH')
  .argument('<role>', 'for example GROUP_LEADER')
  .argument(...PERSON)
  .option('--revoke', 'take it away instead')
  .requiredOption(...BASIS)
  .option(...BY)
  .description('give a role where nobody in the programme could (no group leader, or only one who may act); the record shows the console')
  .action(async (programme: string, role: string, person: string, { revoke, by, basis }: Doing & { readonly revoke?: boolean }) => {
    const { askProgramme, basisFaults, mustBeFaultless } = await import('../../user-checks.ts');
    const known = ROLES.find((one) => one === role);
    mustBeFaultless([
      ...basisFaults({ by, basis }),
      ...(known === undefined ? [{ zh: `${role} 须为其中之一：${ROLES.join('、')}`, en: `${role} must be one of ${ROLES.join(', ')}` }] : []),
    ]);
    if (known !== undefined) await askProgramme(programme, { type: revoke === true ? 'RevokeRole' : 'AssignRole', role: known, person, basis }, by);
    say(`${programme}: ${role} ${revoke === true ? 'taken from' : 'given to'} ${person}, at the console.`);
  });
