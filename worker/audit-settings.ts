/** What the settings say of the log, as the clerk takes it: where it signs, and where it keeps checkpoints outside. */
import type { LogSettings } from '../config/env.ts';
import type { CheckpointPost } from '../notices/checkpoint-mail.ts';
import { appendDurably } from './log-keys.ts';
import type { Outside, SignerOptions } from './log-signer.ts';

export function outsideOf(log: LogSettings, post: CheckpointPost | null): readonly Outside[] {
  const file: Outside = { name: log.file, keep: async (note) => appendDurably(log.file, note) };
  if (log.mail === null || post === null) return [file];
  const everyMs = log.mail.everyMinutes * 60_000;
  let sentAt = 0;
  const mailbox: Outside = {
    name: log.mail.address,
    async keep(note) {
      if (Date.now() - sentAt < everyMs) return;
      await post.checkpoint(note);
      sentAt = Date.now();
    },
  };
  return [file, mailbox];
}

export const signerSettings = (log: LogSettings): Pick<SignerOptions, 'folder' | 'origin'> => ({ folder: log.keys, origin: log.name });
