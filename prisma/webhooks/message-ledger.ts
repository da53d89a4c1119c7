/** What became of each message to another system, and sending it again by hand. Deliberately absent: sending (outbox.ts). */
import { randomUUID } from 'node:crypto';
import { TEST_EVENT } from '../../domain/webhook/catalogue.ts';
import type { FailingWebhook, Webhook, WebhookMessage, WebhookMessages } from '../../domain/webhook/facts.ts';
import type { WebhookMessageStatus } from '../../domain/words/lists.ts';
import { AT_ONCE } from '../at-once.ts';
import type { Database } from '../database.ts';
import { ledgerPlace, partsOfPlace } from '../ledger-place.ts';
import { type Doing, noteInJournals } from '../people/journal-noting.ts';
import type { EventStore } from '../record/event-store.ts';
import { COUNTS } from './subscriptions.ts';

/** So many tries of each are shown. */
const ATTEMPTS = 10;

type Row = {
  readonly id: string;
  readonly place: string | null;
  readonly stream: string;
  readonly version: number;
  readonly event: string;
  readonly status: WebhookMessageStatus;
  readonly created_at: Date;
  readonly done_at: Date | null;
  readonly next_try: Date | null;
  readonly attempts: readonly { readonly at: string; readonly status: number | null; readonly ms: number; readonly cause: string }[] | null;
};

const shown = (row: Row): WebhookMessage => ({
  message: row.id,
  event: row.event,
  about: row.place === null ? null : `${row.stream}@${row.version}`,
  place: row.place === null ? null : Number(row.place),
  status: row.status,
  createdAt: row.created_at.toISOString(),
  doneAt: row.done_at?.toISOString() ?? null,
  nextTry: row.status === 'WAITING' ? (row.next_try?.toISOString() ?? null) : null,
  attempts: (row.attempts ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
});

/** Newest first. `before`: as an earlier page said. */
export async function webhookMessages(
  db: Database,
  webhook: string,
  { status, before, most }: { readonly status: WebhookMessageStatus | null; readonly before: string | null; readonly most: number },
): Promise<WebhookMessages> {
  const [instant, id] = partsOfPlace(before);
  const found = await db.pool.query<Row>(
    `SELECT m.id, m.place, m.stream, m.version, m.event, m.status, m.created_at, m.done_at, m.next_try,
       (SELECT json_agg(json_build_object('at', a.at, 'status', a.status, 'ms', a.ms, 'cause', a.cause) ORDER BY a.id)
        FROM (SELECT * FROM webhook_attempt WHERE message = m.id ORDER BY id DESC LIMIT ${ATTEMPTS}) a) AS attempts
     FROM webhook_message m
     WHERE m.webhook = $1 AND ($2::text IS NULL OR m.status = $2) AND ($3::timestamptz IS NULL OR (m.created_at, m.id) < ($3, $4))
     ORDER BY m.created_at DESC, m.id DESC LIMIT $5`,
    [webhook, status, instant, id, most + 1],
  );
  const rows = found.rows.slice(0, most);
  const last = rows.at(-1);
  return {
    items: rows.map(shown),
    next: found.rows.length > most && last !== undefined ? ledgerPlace(last.created_at, last.id) : null,
  };
}

/** A message that belongs to no case. Returns its id. */
export async function sendTest(db: Database, webhook: string): Promise<string> {
  const id = `msg_${randomUUID().replaceAll('-', '')}`;
  await db.pool.query(
    `INSERT INTO webhook_message (id, webhook, stream, version, event, next_try, created_at) VALUES ($1, $2, $1, 0, $3, ${AT_ONCE}, now())`,
    [id, webhook, TEST_EVENT],
  );
  // Whoever tries it does not want to wait for the address to have rested.
  await db.pool.query('UPDATE webhook SET rest_until = NULL WHERE id = $1', [webhook]);
  return id;
}

/** ONE: that message. ASIDE, ALL: what was given up, or everything that is not waiting, since a day. */
export type SentAgain = { readonly what: 'ONE'; readonly message: string } | { readonly what: 'ASIDE' | 'ALL'; readonly since: string };

/** Returns how many are sent again, each with the id that it had. */
export async function sendAgain(
  db: Database,
  store: EventStore,
  { webhook, programmes }: Pick<Webhook, 'webhook' | 'programmes'>,
  again: SentAgain,
  { actor, ...doing }: Required<Doing>,
): Promise<number> {
  let count = 0;
  await noteInJournals(db, store, {
    programmes,
    actor,
    events: [{ type: 'WebhookChanged', data: { webhook, change: 'SENT_AGAIN', ...doing } }],
    async also(tx) {
      const sent = await tx.query(
        `UPDATE webhook_message SET status = 'WAITING', tries = 0, next_try = ${AT_ONCE}, done_at = NULL, claimed_until = NULL
         WHERE webhook = $1 AND ${again.what === 'ONE' ? `id = $2 AND status <> 'WAITING'` : `created_at >= $2::timestamptz AND status ${again.what === 'ALL' ? "<> 'WAITING'" : "= 'ASIDE'"}`}`,
        [webhook, again.what === 'ONE' ? again.message : `${again.since}T00:00:00+08:00`],
      );
      count = sent.rowCount ?? 0;
      await tx.query('UPDATE webhook SET rest_until = NULL WHERE id = $1', [webhook]);
    },
  });
  return count;
}

/** How those fail that a programme looks after. */
export async function failingWebhooks(db: Database, programme: string): Promise<readonly FailingWebhook[]> {
  const found = await db.pool.query<{
    webhook: string;
    name: string;
    status: Webhook['status'];
    failing_since: Date | null;
    cause: string | null;
    waiting: number;
    aside: number;
  }>(
    `SELECT w.id AS webhook, w.name, w.status, w.failing_since, w.cause, ${COUNTS}
     FROM webhook w WHERE w.programme = $1 AND (w.status = 'OFF' OR w.failing_since IS NOT NULL) ORDER BY w.id`,
    [programme],
  );
  return found.rows.map(({ failing_since, ...row }) => ({ ...row, failingSince: failing_since?.toISOString() ?? null }));
}
