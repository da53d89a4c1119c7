/** `tuojian webhook …` */
import { group } from '../../declare.ts';
import { againCommand } from './again.ts';
import { confirmCommand } from './confirm.ts';
import { ledgerCommand } from './ledger.ts';
import { listCommand } from './list.ts';
import { pauseCommand } from './pause.ts';
import { proposeCommand } from './propose.ts';
import { refuseCommand } from './refuse.ts';
import { removeCommand } from './remove.ts';
import { resumeCommand } from './resume.ts';
import { secretCommand } from './secret.ts';
import { tryCommand } from './try.ts';

export const webhookCommands = group('webhook', 'outgoing events: other systems that are told of what happens (docs/webhooks.md)', [
  listCommand,
  proposeCommand,
  confirmCommand,
  refuseCommand,
  pauseCommand,
  resumeCommand,
  removeCommand,
  secretCommand,
  tryCommand,
  againCommand,
  ledgerCommand,
]);
