/** `tuojian route …` */
import { group } from '../../declare.ts';
import { adoptCommand } from './adopt.ts';
import { checkCommand } from './check.ts';
import { confirmCommand } from './confirm.ts';
import { dryRunCommand } from './dry-run.ts';
import { listCommand } from './list.ts';
import { showCommand } from './show.ts';

export const routeCommands = group('route', 'approval routes: the shipped ones and the county’s own', [
  listCommand,
  showCommand,
  checkCommand,
  dryRunCommand,
  adoptCommand,
  confirmCommand,
]);
