/**
 * Which other systems hear of which events: proposed by one person, confirmed by another, paused, resumed, removed. Each
 * change stands in one transaction with its event in the journals of all programmes concerned (docs/adr/0106). Deliberately
 * absent: who may (api/routes/webhooks.ts), and what is sent (outbox.ts).
 */
import { randomUUID } from 'node:crypto';
import { dayAt } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import type { Webhook } from '../../domain/webhook/facts.ts';
import { BOTH_SIGN_MS } from '../../domain/webhook/schedule.ts';
import { dayWords } from '../../domain/words/days.ts';
import type { WebhookChange, WebhookStatus } from '../../domain/words/lists.ts';
import { AT_ONCE } from '../at-once.ts';
import type { Database, Queryable } from '../database.ts';
import { announce } from '../live.ts';
import { type Doing, noteInJournals, Overtaken, tell, unlessOvertaken } from '../people/journal-noting.ts';
import type { EventStore } from '../record/event-store.ts';
import { keepSecret, newSecret, type SecretKeys } from './sealed-secrets.ts';

type Row = {
  readonly id: string;
  readonly programme: string;
  readonly programmes: readonly string[];
  readonly name: string;
  readonly address: string;
  readonly events: readonly string[];
  readonly status: WebhookStatus;
  readonly basis: string;
  readonly proposed_by: string;
  readonly until: string;
  readonly confirmed_by: string | null;
  readonly created_at: Date;
  readonly failing_since: Date | null;
  readonly cause: string | null;
  readonly last_delivered_at: Date | null;
  readonly waiting: number;
  readonly aside: number;
  readonly old_until: Date | null;
};

/** How many messages of the webhook `w` wait, and how many were given up. */
export const COUNTS = `(SELECT count(*)::int FROM webhook_message m WHERE m.webhook = w.id AND m.status = 'WAITING') AS waiting,
    (SELECT count(*)::int FROM webhook_message m WHERE m.webhook = w.id AND m.status = 'ASIDE') AS aside`;
const SHOWN = `SELECT w.*, ${COUNTS},
    (SELECT max(retires_at) FROM webhook_secret s WHERE s.webhook = w.id AND s.retires_at > now()) AS old_until
  FROM webhook w`;
const at = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const shown = (row: Row): Webhook => ({
  webhook: row.id,
  programme: row.programme,
  programmes: row.programmes,
  name: row.name,
  address: row.address,
  events: row.events,
  status: row.status,
  basis: row.basis,
  proposedBy: row.proposed_by,
  until: row.until,
  confirmedBy: row.confirmed_by,
  createdAt: row.created_at.toISOString(),
  lastDeliveredAt: at(row.last_delivered_at),
  failingSince: at(row.failing_since),
  cause: row.cause,
  waiting: row.waiting,
  aside: row.aside,
  oldSecretUntil: at(row.old_until),
});

const today = (): IsoDate => dayAt(new Date().toISOString());

/** Those that a programme looks after, in the order of their making; without proposals whose day is over. */
export async function listWebhooks(db: Database, programme: string): Promise<readonly Webhook[]> {
  const found = await db.pool.query<Row>(
    `${SHOWN} WHERE w.programme = $1 AND (w.status <> 'PROPOSED' OR w.until >= $2) ORDER BY w.created_at, w.id`,
    [programme, today()],
  );
  return found.rows.map(shown);
}

export async function findWebhook(db: Database, programme: string, webhook: string): Promise<Webhook | null> {
  return (await listWebhooks(db, programme)).find((one) => one.webhook === webhook) ?? null;
}

/** `seconds`: who is told that it can be confirmed. */
export type WebhookProposing = Pick<Webhook, 'programme' | 'programmes' | 'name' | 'address' | 'events' | 'until'> & {
  readonly seconds: readonly string[];
};

/** Gives the secret, which nobody is shown again. */
export async function proposeWebhook(
  db: Database,
  store: EventStore,
  keys: SecretKeys,
  { programme, programmes, name, address, events, until, seconds }: WebhookProposing,
  { actor, ...doing }: Required<Doing>,
): Promise<{ readonly webhook: string; readonly secret: string }> {
  const webhook = `WH-${randomUUID().slice(0, 8)}`;
  const secret = newSecret();
  const { host } = new URL(address);
  const { zh, en } = dayWords(until);
  await noteInJournals(db, store, {
    programmes,
    actor,
    events: [{ type: 'WebhookProposed', data: { webhook, name, host, of: programmes, events, until, ...doing } }],
    async also(tx) {
      await tx.query(
        `INSERT INTO webhook (id, programme, programmes, name, address, events, basis, proposed_by, until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())`,
        [webhook, programme, programmes, name, address, events, doing.basis, doing.by, until],
      );
      await keepSecret(tx, keys, webhook, secret);
      for (const second of seconds)
        await tell(tx, second, [programme], {
          zh: `{by}提出向“${name}”（${host}）推送事件（${webhook}，依据：${doing.basis}）；请登录后在“管理、事件推送”中核对，${zh}前确认或否决`,
          en: `{by} proposes that “${name}” (${host}) is told of events (${webhook}, basis: ${doing.basis}); please sign in, look at it under Administration, Outgoing events, and confirm or refuse it by ${en}`,
          by: doing.by,
        });
    },
  });
  announce(db.pool, streamOf('programme', programme));
  return { webhook, secret };
}

/** False: it is not in one of these states any more, and nothing was done. */
async function change(
  db: Database,
  store: EventStore,
  { webhook, programme, programmes }: Pick<Webhook, 'webhook' | 'programme' | 'programmes'>,
  what: { readonly change: WebhookChange; readonly from: readonly WebhookStatus[]; readonly set: string; readonly values?: readonly unknown[] },
  { actor, ...doing }: Required<Doing>,
  also: (tx: Queryable) => Promise<void> = async () => undefined,
): Promise<boolean> {
  const changed = await unlessOvertaken(
    noteInJournals(db, store, {
      programmes,
      actor,
      events: [{ type: 'WebhookChanged', data: { webhook, change: what.change, ...doing } }],
      async also(tx) {
        const set = await tx.query(`${what.set} WHERE id = $1 AND status = ANY($2)`, [webhook, what.from, ...(what.values ?? [])]);
        if (set.rowCount !== 1) throw new Overtaken();
        await also(tx);
      },
    }),
  );
  if (changed) announce(db.pool, streamOf('programme', programme));
  return changed;
}

/** From now on: what happened before is not sent. */
const FROM_NOW = '(SELECT coalesce(max(index) + 1, 0) FROM log_leaf)';
const CLEAN = 'failures = 0, failing_since = NULL, rest_until = NULL';

export const confirmWebhook = (db: Database, store: EventStore, webhook: Webhook, doing: Required<Doing>): Promise<boolean> =>
  change(
    db,
    store,
    webhook,
    {
      change: 'CONFIRMED',
      from: ['PROPOSED'],
      set: `UPDATE webhook SET status = 'ACTIVE', confirmed_by = $3, next_place = ${FROM_NOW}`,
      values: [doing.by],
    },
    doing,
  );

/** `skip`: what happened while it was paused is not sent. */
export const setWebhook = (
  db: Database,
  store: EventStore,
  webhook: Webhook,
  { to, skip = false }: { readonly to: 'ACTIVE' | 'PAUSED'; readonly skip?: boolean },
  doing: Required<Doing>,
): Promise<boolean> =>
  change(
    db,
    store,
    webhook,
    to === 'PAUSED'
      ? { change: 'PAUSED', from: ['ACTIVE'], set: `UPDATE webhook SET status = 'PAUSED'` }
      : {
          change: 'RESUMED',
          from: ['PAUSED', 'OFF'],
          set: `UPDATE webhook SET status = 'ACTIVE', cause = NULL, ${CLEAN}${skip ? `, next_place = ${FROM_NOW}` : ''}`,
        },
    doing,
    async (tx) => {
      if (to === 'PAUSED') return;
      if (skip)
        await tx.query(`UPDATE webhook_message SET status = 'ASIDE', done_at = now(), next_try = NULL WHERE webhook = $1 AND status = 'WAITING'`, [
          webhook.webhook,
        ]);
      // What waits has its three days from now on.
      else await tx.query(`UPDATE webhook_message SET tries = 0, next_try = ${AT_ONCE} WHERE webhook = $1 AND status = 'WAITING'`, [webhook.webhook]);
    },
  );

async function forget(tx: Queryable, webhook: string): Promise<void> {
  await tx.query('DELETE FROM webhook_attempt WHERE message IN (SELECT id FROM webhook_message WHERE webhook = $1)', [webhook]);
  await tx.query('DELETE FROM webhook_message WHERE webhook = $1', [webhook]);
  await tx.query('DELETE FROM webhook_secret WHERE webhook = $1', [webhook]);
}

/** With its secrets and its ledger; that it was there stays in the journals. */
export const removeWebhook = (db: Database, store: EventStore, webhook: Webhook, doing: Required<Doing>): Promise<boolean> =>
  change(db, store, webhook, { change: 'REMOVED', from: ['ACTIVE', 'PAUSED', 'OFF'], set: 'DELETE FROM webhook' }, doing, (tx) =>
    forget(tx, webhook.webhook),
  );

/** Gives the new secret; the one of before signs beside it for a day. Null: it is gone, or waits to be confirmed. */
export async function rotateSecret(
  db: Database,
  store: EventStore,
  keys: SecretKeys,
  webhook: Webhook,
  doing: Required<Doing>,
): Promise<string | null> {
  const secret = newSecret();
  const done = await change(
    db,
    store,
    webhook,
    { change: 'SECRET_MADE', from: ['ACTIVE', 'PAUSED', 'OFF'], set: 'UPDATE webhook SET name = name' },
    doing,
    async (tx) => {
      await tx.query('DELETE FROM webhook_secret WHERE webhook = $1 AND retires_at IS NOT NULL', [webhook.webhook]);
      await tx.query(`UPDATE webhook_secret SET retires_at = now() + make_interval(secs => ${BOTH_SIGN_MS / 1_000}) WHERE webhook = $1`, [
        webhook.webhook,
      ]);
      await keepSecret(tx, keys, webhook.webhook, secret);
    },
  );
  return done ? secret : null;
}

/** A proposal is refused by another, or taken back. False: it has ended meanwhile. */
export async function endWebhookProposal(
  db: Database,
  store: EventStore,
  { webhook, programme, programmes, proposedBy }: Webhook,
  { actor, ...doing }: Required<Doing>,
): Promise<boolean> {
  const ended = await unlessOvertaken(
    noteInJournals(db, store, {
      programmes,
      actor,
      events: [{ type: 'WebhookProposalEnded', data: { webhook, why: doing.by === proposedBy ? 'WITHDRAWN' : 'REFUSED', ...doing } }],
      async also(tx) {
        const gone = await tx.query(`DELETE FROM webhook WHERE id = $1 AND status = 'PROPOSED'`, [webhook]);
        if (gone.rowCount !== 1) throw new Overtaken();
        await forget(tx, webhook);
        if (doing.by !== proposedBy)
          await tell(tx, proposedBy, [programme], {
            zh: `事件推送的提议 ${webhook} 未生效（{by}：${doing.basis}）`,
            en: `The proposal ${webhook} of telling another system did not take effect ({by}: ${doing.basis})`,
            by: doing.by,
          });
      },
    }),
  );
  if (ended) announce(db.pool, streamOf('programme', programme));
  return ended;
}
