/** `tuojian workers …` */
import { group } from '../../declare.ts';
import { backCommand } from './back.ts';
import { listCommand } from './list.ts';
import { useCommand } from './use.ts';

export const workersCommands = group('workers', 'which build of the workers decides cases: look, upgrade in steps, go back', [
  listCommand,
  useCommand,
  backCommand,
]);
