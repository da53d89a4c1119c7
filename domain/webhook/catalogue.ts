/**
 * Which events other systems can hear of: every type of event of every kind of case, from the tables that say what each
 * means (domain/audit/facts.ts), so that none can be forgotten. Not the ledgers of the audit: what auditors read, what was
 * refused and what they found is not for other systems (docs/adr/0106). Pure.
 */
import { eventsOfKind } from '../audit/facts.ts';
import { CASE_KINDS, type CaseKind } from '../cases.ts';
import { kindPart } from '../kernel/stream.ts';
import type { Text } from '../kernel/values.ts';

export type EventName = `${CaseKind}.${string}`;
export type CatalogueEntry = { readonly event: EventName; readonly kind: CaseKind; readonly type: string; readonly name: Text };

export const WEBHOOK_KINDS = CASE_KINDS;

export const CATALOGUE: readonly CatalogueEntry[] = WEBHOOK_KINDS.flatMap((kind) =>
  eventsOfKind(kind).map(({ type, name }): CatalogueEntry => ({ event: `${kind}.${type}`, kind, type, name })),
);

/** Sent by hand to try an address; belongs to no case. */
export const TEST_EVENT = 'webhook.Test';

/** Everything, everything of a kind of case, or one type of event: what a subscription may ask for. */
export const ASKED_FOR: readonly string[] = ['*', ...WEBHOOK_KINDS.map((kind) => `${kind}.*`), ...CATALOGUE.map(({ event }) => event)];
const KNOWN = new Set(ASKED_FOR);
export const isAskedFor = (asked: string): boolean => KNOWN.has(asked);

/** `approval.Submitted`, as subscriptions and messages name an event. */
export const eventName = (stream: string, type: string): string => `${kindPart(stream)}.${type}`;
