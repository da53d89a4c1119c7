/** `tuojian user leave PERSON`: everything that ends or passes on with somebody who leaves, in one act. */
import { Command } from 'commander';
import { say } from '../../output.ts';
import type { Doing } from '../../user-checks.ts';
import { BASIS, BY, PERSON } from './options.ts';

type Options = Doing & { readonly programme: string; readonly to?: string; readonly roles?: boolean };

export const leaveCommand = new Command('leave')
  .argument(...PERSON)
  .requiredOption('--programme <code>', 'the programme that they leave')
  .requiredOption(...BASIS)
  .option('--to <person>', 'who takes over tasks, applications and projects')
  .option('--roles', 'their roles go to that person as well; those that need two people are proposed')
  .option(...BY)
  .description('somebody leaves: sign-ins, links, codes, roles, tasks and projects in one act')
  .action(async (person: string, { programme, to, roles, by, basis }: Options) => {
    const { askProgramme } = await import('../../user-checks.ts');
    await askProgramme(programme, { type: 'Leave', person, ...(to === undefined ? {} : { to }), roles: roles === true, basis }, by);
    say(`${person} has left ${programme}; sign-ins, links and codes have ended.`);
  });
