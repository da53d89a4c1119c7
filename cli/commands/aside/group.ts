/** `tuojian aside …` */
import { group } from '../../declare.ts';
import { listCommand } from './list.ts';
import { retryCommand } from './retry.ts';
import { settleCommand } from './settle.ts';
import { showCommand } from './show.ts';

export const asideCommands = group('aside', 'what the service could not do and passed over, so that the rest goes on', [
  listCommand,
  showCommand,
  retryCommand,
  settleCommand,
]);
