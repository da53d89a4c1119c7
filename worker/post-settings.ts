/** What the settings say of mail and chats, as the worker takes it. */
import type { Settings } from '../config/settings.ts';
import type { GroupBot } from '../notices/bots/poster.ts';
import type { ReturnPath } from '../notices/return-path.ts';

export type PostSettings = {
  readonly mailsPerHour: number;
  readonly digestAt: string | null;
  /** Null: late bounces are not read. */
  readonly bounces: ReturnPath | null;
  /** Null: nobody can decide by mail. */
  readonly replyAddress: string | null;
  readonly bots: readonly GroupBot[];
};

export const postSettings = ({ mailsPerHour, digestAt, inbound, bots }: Settings): PostSettings => ({
  mailsPerHour,
  digestAt,
  bots,
  replyAddress: inbound.replyAddress,
  bounces: inbound.bounces,
});
