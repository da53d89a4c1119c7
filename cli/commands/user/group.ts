/** `tuojian user …` */
import { group } from '../../declare.ts';
import { addCommand } from './add.ts';
import { changeCommand } from './change.ts';
import { eraseCommand } from './erase.ts';
import { leaveCommand } from './leave.ts';
import { listCommand } from './list.ts';
import { revokeCommand } from './revoke.ts';
import { roleCommand } from './role.ts';
import { tokenCommand } from './token.ts';
import { tokensCommand } from './tokens.ts';

export const userCommands = group('user', 'people, their roles and sign-ins; every change is an event and is told to the person', [
  listCommand,
  addCommand,
  changeCommand,
  tokenCommand,
  tokensCommand,
  revokeCommand,
  leaveCommand,
  roleCommand,
  eraseCommand,
]);
