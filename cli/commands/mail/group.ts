/** `tuojian mail …` */
import { group } from '../../declare.ts';
import { botsCommand } from './bots.ts';
import { checkCommand } from './check.ts';
import { ledgerCommand } from './ledger.ts';
import { reviveCommand } from './revive.ts';
import { wishesCommand } from './wishes.ts';

export const mailCommands = group('mail', 'mails: what became of them, what people wish, what the world and its chats will take', [
  ledgerCommand,
  wishesCommand,
  reviveCommand,
  checkCommand,
  botsCommand,
]);
