/** Outgoing events, put together: keys, the guard on addresses, the sender, the loop. Wiring only. */
import { reasonOf } from '../domain/aside.ts';
import { openWebhookPost, type WebhookPost } from '../jobs/webhook-post.ts';
import { createAddressGuard } from '../notices/webhooks/address-guard.ts';
import { createWebhookSender } from '../notices/webhooks/webhook-sender.ts';
import type { Database } from '../prisma/database.ts';
import { SECRETS_PURPOSE } from '../prisma/webhooks/sealed-secrets.ts';
import type { Sealer } from '../temporal/seal.ts';
import type { PostSettings } from './post-settings.ts';
import { watchedSender } from './watched-post.ts';

type Options = { readonly database: Database; readonly sealer: Pick<Sealer, 'keysFor'>; readonly post: Pick<PostSettings, 'webhooks'> };

export const openWebhookPostOf = ({ database, sealer, post }: Options, onFault: (what: string) => void): WebhookPost =>
  openWebhookPost({
    database,
    keys: sealer.keysFor(SECRETS_PURPOSE),
    send: watchedSender(createWebhookSender(createAddressGuard(post.webhooks))),
    onFault: (error) => onFault(`other systems do not hear of events: ${reasonOf(error)}`),
  });
