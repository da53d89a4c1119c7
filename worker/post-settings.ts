/** What the settings say of mail and chats, as the worker takes it. */
import { workAppsOf } from '../config/providers.ts';
import type { Settings } from '../config/settings.ts';
import type { GroupBot } from '../notices/bots/poster.ts';
import type { ReturnPath } from '../notices/return-path.ts';
import type { AddressRules } from '../notices/webhooks/address-guard.ts';
import type { WorkAppSettings } from '../notices/work/work-app.ts';

export type PostSettings = {
  readonly mailsPerHour: number;
  readonly digestAt: string | null;
  /** Null: late bounces are not read. */
  readonly bounces: ReturnPath | null;
  /** Null: nobody can decide by mail. */
  readonly replyAddress: string | null;
  readonly bots: readonly GroupBot[];
  /** Where messages to other systems may go. */
  readonly webhooks: AddressRules;
  /** Apps that tell people of their own. */
  readonly workApps: readonly WorkAppSettings[];
};

export const postSettings = ({ mailsPerHour, digestAt, inbound, bots, providers, webhooks }: Settings): PostSettings => ({
  mailsPerHour,
  digestAt,
  bots,
  webhooks,
  workApps: workAppsOf(providers),
  replyAddress: inbound.replyAddress,
  bounces: inbound.bounces,
});
