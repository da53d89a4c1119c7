/** `tuojian rules …` */
import { group } from '../../declare.ts';
import { adoptCommand } from './adopt.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { confirmCommand } from './confirm.ts';
import { listCommand } from './list.ts';
import { refuseCommand } from './refuse.ts';
import { showCommand } from './show.ts';

export const rulesCommands = group('rules', 'tables of rules: the shipped ones and the county’s own', [
  listCommand,
  showCommand,
  checkCommand,
  compareCommand,
  adoptCommand,
  confirmCommand,
  refuseCommand,
]);
