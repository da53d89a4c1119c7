/** `tuojian user …` as it is typed. Deliberately absent: what each does (user.ts). */
import type { Command } from 'commander';

type Ask = typeof import('./user.ts');
const ask = (): Promise<Ask> => import('./user.ts');

export function userCommands(program: Command): void {
  const user = program.command('user').description('people, their roles and sign-ins; every change is an event and is told to the person');
  const BY = ['--by <name>', 'who does it; stands in the record', 'operator'] as const;
  const BASIS = ['--basis <document>', 'the document, or where the request is filed'] as const;
  user
    .command('list')
    .option('--programme <code>', 'of one programme')
    .description('list the people, with the programmes that know them')
    .action(async (options: { programme?: string }) => (await ask()).listUsers(options));
  const facts = (command: Command): Command =>
    command
      .option('--name <name>', 'name in Chinese')
      .option('--name-en <name>', 'name in English')
      .option('--email <address>', 'mail address')
      .option('--unit <unit>', 'unit (department)')
      .option('--phone <number>', 'telephone')
      .option('--locale <locale>', 'zh-CN or en');
  facts(user.command('add').argument('<person>', 'id, like zhou-qiming'))
    .requiredOption('--programme <code>', 'the programme, for example QH')
    .requiredOption(...BASIS)
    .option(...BY)
    .option('--same-person', 'another programme knows them: what is known stays')
    .description('add a person to a programme')
    .action(async (person: string, options: import('./user.ts').AddOptions) => (await ask()).addUser(person, options));
  facts(user.command('change').argument('<person>', 'id of the person'))
    .requiredOption(...BASIS)
    .option(...BY)
    .description('change name, address, unit …; told at the old and the new address, links to the old one end')
    .action(async (person: string, options: import('./user.ts').ChangeOptions) => (await ask()).changeUser(person, options));
  user
    .command('token')
    .argument('<person>', 'id of the person')
    .option('--days <n>', 'how long it works', '30')
    .option(...BY)
    .option(BASIS[0], BASIS[1], '')
    .description('issue an API token; it is shown once')
    .action(async (person: string, options: import('./user.ts').TokenOptions) => (await ask()).issueToken(person, options));
  user
    .command('tokens')
    .argument('[person]', 'id of the person; without one: of everybody')
    .description('list sign-ins by their short ids')
    .action(async (person?: string) => (await ask()).listTokens(person ?? null));
  user
    .command('revoke')
    .argument('<what>', 'short id of a sign-in, or id of a person with --all')
    .option('--all', 'every sign-in of that person')
    .requiredOption(...BASIS)
    .option(...BY)
    .description('end a sign-in at once')
    .action(async (what: string, options: import('./user.ts').RevokeOptions) => (await ask()).revokeTokens(what, options));
  user
    .command('leave')
    .argument('<person>', 'id of the person')
    .requiredOption('--programme <code>', 'the programme that they leave')
    .requiredOption(...BASIS)
    .option('--to <person>', 'who takes over tasks, applications and projects')
    .option('--roles', 'their roles go to that person as well; those that need two people are proposed')
    .option(...BY)
    .description('somebody leaves: sign-ins, links, codes, roles, tasks and projects in one act')
    .action(async (person: string, options: import('./user.ts').LeaveOptions) => (await ask()).leaveProgramme(person, options));
  user
    .command('role')
    .argument('<programme>', 'for example QH')
    .argument('<role>', 'for example GROUP_LEADER')
    .argument('<person>', 'id of the person')
    .option('--revoke', 'take it away instead')
    .requiredOption(...BASIS)
    .option(...BY)
    .description('give a role where nobody in the programme could (no group leader, or only one who may act); the record shows the console')
    .action(async (programme: string, role: string, person: string, options: import('./user.ts').RoleOptions) =>
      (await ask()).changeRole(programme, role, person, options),
    );
  user
    .command('erase')
    .argument('<person>', 'id of the person')
    .requiredOption('--basis <document>', 'why: the request, or the document that asks for it')
    .option(...BY)
    .description('erase name, address and phone of somebody who has left; the id stays in the record, and every proof holds')
    .action(async (person: string, options: import('./user.ts').Doing) => (await ask()).eraseUser(person, options));
}
