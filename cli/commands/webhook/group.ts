/** `tuojian webhook …`; a second person confirms, and a new secret is made, by a fresh sign-in in the console alone. */
import { group } from '../../declare.ts';
import { againCommand } from './again.ts';
import { ledgerCommand } from './ledger.ts';
import { listCommand } from './list.ts';
import { pauseCommand } from './pause.ts';
import { proposeCommand } from './propose.ts';
import { refuseCommand } from './refuse.ts';
import { removeCommand } from './remove.ts';
import { resumeCommand } from './resume.ts';
import { testCommand } from './test.ts';

export const webhookCommands = group('webhook', 'outgoing events: other systems that are told of what happens (docs/webhooks.md)', [
  listCommand,
  proposeCommand,
  refuseCommand,
  pauseCommand,
  resumeCommand,
  removeCommand,
  testCommand,
  againCommand,
  ledgerCommand,
]);
