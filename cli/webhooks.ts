/** Outgoing events as commands ask the API for them. */
import type { Webhook, WebhookMessage } from '../domain/webhook/facts.ts';

export type WebhookShown = Webhook;
export type MessageShown = WebhookMessage;

/** Of a programme, or one of them. */
export const webhooksPath = (programme: string, webhook?: string): string =>
  `/api/v1/programme/${encodeURIComponent(programme)}/webhooks${webhook === undefined ? '' : `/${encodeURIComponent(webhook)}`}`;
