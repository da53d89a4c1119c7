/** Other systems that hear of events: each change on record, and their secrets sealed. */
import { type AddressRules, createAddressGuard } from '../../notices/webhooks/address-guard.ts';
import type { Database } from '../../prisma/database.ts';
import { over } from '../../prisma/over.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { sendAgain, sendTest, webhookMessages } from '../../prisma/webhooks/message-ledger.ts';
import { SECRETS_PURPOSE } from '../../prisma/webhooks/sealed-secrets.ts';
import {
  confirmWebhook,
  endWebhookProposal,
  listWebhooks,
  proposeWebhook,
  removeWebhook,
  rotateSecret,
  setWebhook,
} from '../../prisma/webhooks/subscriptions.ts';
import type { Sealer } from '../../temporal/seal.ts';
import type { Webhooks } from '../ports/webhooks.ts';

type WebhookOptions = {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Where messages to other systems may go. */
  readonly webhooks: AddressRules;
};

export function webhooksOf({ database, sealer, webhooks }: WebhookOptions): Webhooks {
  const recorder = recorderOf(database);
  const keys = sealer.keysFor(SECRETS_PURPOSE);
  const guard = createAddressGuard(webhooks);
  return {
    ...over(database, { list: listWebhooks, test: sendTest, messages: webhookMessages }),
    addressFault: (address) => guard.fault(address),
    propose: (wanted, doing) => proposeWebhook(database, recorder, keys, wanted, doing),
    confirm: (webhook, doing) => confirmWebhook(database, recorder, webhook, doing),
    refuse: (webhook, doing) => endWebhookProposal(database, recorder, webhook, doing),
    set: (webhook, to, doing) => setWebhook(database, recorder, webhook, to, doing),
    remove: (webhook, doing) => removeWebhook(database, recorder, webhook, doing),
    rotate: (webhook, doing) => rotateSecret(database, recorder, keys, webhook, doing),
    again: (webhook, again, doing) => sendAgain(database, recorder, webhook, again, doing),
  };
}
