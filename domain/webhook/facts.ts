/** Subscriptions to outgoing events and their messages, as types. Deliberately absent: where they are kept (prisma/webhooks/). */
import type { IsoDate, IsoInstant } from '../kernel/values.ts';
import type { WebhookMessageStatus, WebhookStatus } from '../words/lists.ts';

/** Everything but its secret, which is shown once. */
export type Webhook = {
  readonly webhook: string;
  readonly programme: string;
  /** Whose events it hears of; its own among them. */
  readonly programmes: readonly string[];
  readonly name: string;
  readonly address: string;
  readonly events: readonly string[];
  readonly status: WebhookStatus;
  readonly basis: string;
  readonly proposedBy: string;
  /** The last day on which it can be confirmed. */
  readonly until: IsoDate;
  readonly confirmedBy: string | null;
  readonly createdAt: IsoInstant;
  readonly lastDeliveredAt: IsoInstant | null;
  /** Since when nothing arrived; null: the last try did. */
  readonly failingSince: IsoInstant | null;
  /** What the last failure came to. */
  readonly cause: string | null;
  readonly waiting: number;
  readonly aside: number;
  /** Until when the secret of before signs too. */
  readonly oldSecretUntil: IsoInstant | null;
};

/** `status`: of the answer; null: there was none. `cause`: in short, nothing of what was answered. */
export type WebhookAttempt = { readonly at: IsoInstant; readonly status: number | null; readonly ms: number; readonly cause: string };

export type WebhookMessage = {
  /** Its `webhook-id`. */
  readonly message: string;
  readonly event: string;
  /** `approval/QH-01.FSR@3`; null: a test. */
  readonly about: string | null;
  readonly place: number | null;
  readonly status: WebhookMessageStatus;
  readonly createdAt: IsoInstant;
  readonly doneAt: IsoInstant | null;
  readonly nextTry: IsoInstant | null;
  /** The last ten, oldest first. */
  readonly attempts: readonly WebhookAttempt[];
};
/** `next`: where the page after this one begins; null: it was the last. */
export type WebhookMessages = { readonly items: readonly WebhookMessage[]; readonly next: string | null };

/** How one failed, in the health of a service. */
export type FailingWebhook = Pick<Webhook, 'webhook' | 'name' | 'status' | 'failingSince' | 'cause' | 'waiting' | 'aside'>;
