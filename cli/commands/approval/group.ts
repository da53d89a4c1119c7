/** `tuojian approval …` */
import { group } from '../../declare.ts';
import { draftCommand } from './draft.ts';
import { listCommand } from './list.ts';
import { sheetCommand } from './sheet.ts';
import { showCommand } from './show.ts';

export const approvalCommands = group('approval', 'approvals: what stands where, who waits for whom', [
  listCommand,
  showCommand,
  draftCommand,
  sheetCommand,
]);
