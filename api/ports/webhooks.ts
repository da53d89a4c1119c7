/** Other systems that hear of events. */
import type { Text } from '../../domain/kernel/values.ts';
import type { Webhook, WebhookMessages } from '../../domain/webhook/facts.ts';
import type { WebhookMessageStatus } from '../../domain/words/lists.ts';
import type { ByReader } from '../reader-actor.ts';

export type Webhooks = {
  list(programme: string): Promise<readonly Webhook[]>;
  /** What is wrong with an address as it is written; null: nothing. */
  addressFault(address: string): Text | null;
  /** Gives its secret, which is shown once. */
  propose(
    wanted: Pick<Webhook, 'programme' | 'programmes' | 'name' | 'address' | 'events' | 'until'> & { readonly seconds: readonly string[] },
    doing: ByReader,
  ): Promise<{ readonly webhook: string; readonly secret: string }>;
  /** False, here and below: it has ended or changed meanwhile. */
  confirm(webhook: Webhook, doing: ByReader): Promise<boolean>;
  refuse(webhook: Webhook, doing: ByReader): Promise<boolean>;
  set(webhook: Webhook, to: { readonly to: 'ACTIVE' | 'PAUSED'; readonly skip: boolean }, doing: ByReader): Promise<boolean>;
  remove(webhook: Webhook, doing: ByReader): Promise<boolean>;
  /** Its new secret, shown once. */
  rotate(webhook: Webhook, doing: ByReader): Promise<string | null>;
  test(webhook: string): Promise<string>;
  again(
    webhook: Webhook,
    again: { readonly what: 'ONE'; readonly message: string } | { readonly what: 'ASIDE' | 'ALL'; readonly since: string },
    doing: ByReader,
  ): Promise<number>;
  messages(
    webhook: string,
    page: { readonly status: WebhookMessageStatus | null; readonly before: string | null; readonly most: number },
  ): Promise<WebhookMessages>;
};
