/**
 * The messages to other systems, made from the log: every event has one place in it, so that none is missed, none is made
 * twice, and those of a case follow each other. Nothing is written when an event is recorded, and nobody who decides waits
 * for it (docs/adr/0106). Several processes may be at it: a message is claimed by one. Deliberately absent: how it is sent.
 */
import { createHash } from 'node:crypto';
import { SYSTEM } from '../../domain/kernel/actor.ts';
import { WEBHOOK_KINDS } from '../../domain/webhook/catalogue.ts';
import { type Payload, payloadOf, testPayload } from '../../domain/webhook/payload.ts';
import { webhookCause } from '../../domain/words/webhooks.ts';
import { isPassedOver } from '../aside.ts';
import { AT_ONCE } from '../at-once.ts';
import { type Database, inTransaction, type Queryable } from '../database.ts';
import { noteInJournals, Overtaken, tell, unlessOvertaken } from '../people/journal-noting.ts';
import type { EventStore } from '../record/event-store.ts';
import { type SecretKeys, secretsOf } from './sealed-secrets.ts';

/** So many messages of one webhook wait at most; the rest stays in the log until they are gone. */
const WAITING_MAX = 500;
/** So many events of the log are looked through in one go. */
const LOOK_AT_ONCE = 2_000;
/** Whoever claimed a message and died lets it go after so long. */
const CLAIM_SECONDS = 120;

/** The same for ever: a message that comes twice is known by it. */
const messageId = (webhook: string, event: string): string => `msg_${createHash('sha256').update(`${webhook}\n${event}`).digest('hex').slice(0, 32)}`;

/** Makes the messages of what the log took in since. Returns how many were made. */
export async function makeMessages(db: Database): Promise<number> {
  const behind = await db.pool.query<{ id: string }>(
    `SELECT w.id FROM webhook w WHERE w.status = 'ACTIVE' AND w.next_place <= (SELECT coalesce(max(index), -1) FROM log_leaf)`,
  );
  let made = 0;
  for (const { id } of behind.rows) made += await inTransaction(db.pool, (tx) => makeOf(tx, id));
  return made;
}

async function makeOf(tx: Queryable, webhook: string): Promise<number> {
  const found = await tx.query<{ next_place: string; programmes: readonly string[]; events: readonly string[]; room: number }>(
    `SELECT next_place, programmes, events,
       ${WAITING_MAX} - (SELECT count(*)::int FROM webhook_message m WHERE m.webhook = w.id AND m.status = 'WAITING') AS room
     FROM webhook w WHERE id = $1 AND status = 'ACTIVE' FOR UPDATE SKIP LOCKED`,
    [webhook],
  );
  const [row] = found.rows;
  if (row === undefined || row.room <= 0) return 0;
  const from = Number(row.next_place);
  const seen = await tx.query<{ place: string; stream: string; version: number; event: string; wanted: boolean }>(
    `SELECT l.index AS place, l.stream, l.version, s.kind || '.' || e.type AS event,
       s.programme = ANY($3::text[]) AND s.kind = ANY($5::text[]) AND ('*' = ANY($4::text[]) OR s.kind || '.*' = ANY($4::text[]) OR s.kind || '.' || e.type = ANY($4::text[])) AS wanted
     FROM log_leaf l JOIN stream s USING (stream) JOIN event e ON e.stream = l.stream AND e.version = l.version
     WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
    [from, from + LOOK_AT_ONCE, row.programmes, row.events, WEBHOOK_KINDS],
  );
  const wanted = seen.rows.filter((one) => one.wanted).slice(0, row.room);
  const last = wanted.length === row.room ? wanted.at(-1) : seen.rows.at(-1);
  if (last === undefined) return 0;
  if (wanted.length > 0)
    await tx.query(
      `INSERT INTO webhook_message (id, webhook, place, stream, version, event, next_try, created_at)
       SELECT id, $1, place, stream, version, event, ${AT_ONCE}, now()
       FROM unnest($2::text[], $3::bigint[], $4::text[], $5::int[], $6::text[]) AS m (id, place, stream, version, event)
       ON CONFLICT (id) DO NOTHING`,
      [
        webhook,
        wanted.map(({ stream, version }) => messageId(webhook, `${stream}@${version}`)),
        wanted.map(({ place }) => place),
        wanted.map(({ stream }) => stream),
        wanted.map(({ version }) => version),
        wanted.map(({ event }) => event),
      ],
    );
  await tx.query('UPDATE webhook SET next_place = $2 WHERE id = $1', [webhook, Number(last.place) + 1]);
  return wanted.length;
}

/** Whether the webhook `w` is on, and does not rest after tries that failed. */
const MAY_BE_SENT_TO = `w.status = 'ACTIVE' AND (w.rest_until IS NULL OR w.rest_until <= now())`;
/** Whether the message `m` is due, and nobody is at it: behind an earlier message of its case nothing may go. */
const MAY_GO = `m.status = 'WAITING' AND m.next_try <= now() AND (m.claimed_until IS NULL OR m.claimed_until < now())
  AND NOT EXISTS (SELECT 1 FROM webhook_message e WHERE e.webhook = m.webhook AND e.stream = m.stream AND e.version < m.version AND e.status = 'WAITING')`;

/** Webhooks for which something is due now, and may go. */
export async function webhooksWithDue(db: Database): Promise<readonly string[]> {
  const found = await db.pool.query<{ id: string }>(
    `SELECT w.id FROM webhook w WHERE ${MAY_BE_SENT_TO}
       AND NOT ${isPassedOver("'WEBHOOKS'", 'w.id')}
       AND EXISTS (SELECT 1 FROM webhook_message m WHERE m.webhook = w.id AND ${MAY_GO})
     ORDER BY w.id`,
  );
  return found.rows.map(({ id }) => id);
}

export type DueMessage = { readonly id: string; readonly address: string; readonly tries: number; readonly body: string };

type DueRow = {
  readonly id: string;
  readonly place: string | null;
  readonly stream: string;
  readonly version: number;
  readonly tries: number;
  readonly created_at: Date;
  readonly address: string;
  readonly own: string;
  readonly type: string | null;
  readonly hash: string;
  readonly occurred_at: Date;
  readonly programme: string;
  readonly project: string | null;
};

/**
 * Takes what is due of a webhook, in the order of the log: of each case only the first that waits, so that a later event
 * never overtakes an earlier one. An address that failed is tried with one.
 */
export async function claimMessages(db: Database, webhook: string, most: number): Promise<readonly DueMessage[]> {
  const claimed = await db.pool.query<DueRow>(
    `WITH due AS (
       SELECT m.id FROM webhook_message m JOIN webhook w ON w.id = m.webhook
       WHERE m.webhook = $1 AND ${MAY_GO} AND ${MAY_BE_SENT_TO}
       ORDER BY m.place NULLS FIRST, m.created_at LIMIT (SELECT CASE WHEN failures > 0 THEN 1 ELSE $2::int END FROM webhook WHERE id = $1)
       FOR UPDATE OF m SKIP LOCKED
     ), taken AS (
       UPDATE webhook_message m SET claimed_until = now() + interval '${CLAIM_SECONDS} seconds' FROM due WHERE m.id = due.id RETURNING m.*
     )
     SELECT t.id, t.place, t.stream, t.version, t.tries, t.created_at, w.address, w.programme AS own,
       e.type, e.hash, e.occurred_at, s.programme, s.project
     FROM taken t JOIN webhook w ON w.id = t.webhook
     LEFT JOIN event e ON e.stream = t.stream AND e.version = t.version LEFT JOIN stream s ON s.stream = t.stream
     ORDER BY t.place NULLS FIRST, t.created_at`,
    [webhook, most],
  );
  return claimed.rows.map((row) => ({ id: row.id, address: row.address, tries: row.tries, body: JSON.stringify(told(webhook, row)) }));
}

const told = (webhook: string, row: DueRow): Payload =>
  row.type === null || row.place === null
    ? testPayload(webhook, row.own, row.created_at.toISOString())
    : payloadOf({
        stream: row.stream,
        version: row.version,
        type: row.type,
        programme: row.programme,
        project: row.project,
        occurredAt: row.occurred_at.toISOString(),
        hash: row.hash,
        place: Number(row.place),
      });

export const signingSecrets = (db: Database, keys: SecretKeys, webhook: string): Promise<readonly string[]> => secretsOf(db.pool, keys, webhook);

/** `next`: when it is tried again; null: it is set aside. Absent: it was delivered. */
export type Tried = { readonly status: number | null; readonly ms: number; readonly cause: string; readonly next?: Date | null };

/** Notes a try in the ledger and what becomes of the message. `rest`: nothing is sent there before. */
export async function settleMessage(db: Database, webhook: string, message: string, tried: Tried, rest: (failures: number) => number): Promise<void> {
  const { status, ms, cause, next } = tried;
  await inTransaction(db.pool, async (tx) => {
    // The webhook before its messages, as whoever resumes or removes it.
    await tx.query('SELECT 1 FROM webhook WHERE id = $1 FOR UPDATE', [webhook]);
    // Not where it was removed while it was under way.
    await tx.query('INSERT INTO webhook_attempt (message, at, status, ms, cause) SELECT id, now(), $2, $3, $4 FROM webhook_message WHERE id = $1', [
      message,
      status,
      ms,
      cause,
    ]);
    const to = next === undefined ? 'DELIVERED' : next === null ? 'ASIDE' : 'WAITING';
    await tx.query(
      `UPDATE webhook_message SET status = $2, tries = tries + 1, claimed_until = NULL, next_try = $3,
         done_at = CASE WHEN $2 = 'WAITING' THEN NULL ELSE now() END WHERE id = $1 AND status = 'WAITING'`,
      [message, to, next ?? null],
    );
    if (next === undefined)
      return void (await tx.query(
        `UPDATE webhook SET failures = 0, failing_since = NULL, rest_until = NULL, cause = NULL, last_delivered_at = now() WHERE id = $1`,
        [webhook],
      ));
    const failed = await tx.query<{ failures: number }>(
      `UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, now()), cause = $2 WHERE id = $1 RETURNING failures`,
      [webhook, cause],
    );
    const failures = failed.rows[0]?.failures ?? 1;
    await tx.query('UPDATE webhook SET rest_until = now() + make_interval(secs => $2) WHERE id = $1', [webhook, rest(failures) / 1_000]);
  });
}

/** What was claimed and not sent is let go. */
export async function releaseMessages(db: Database, messages: readonly string[]): Promise<void> {
  await db.pool.query('UPDATE webhook_message SET claimed_until = NULL WHERE id = ANY($1)', [messages]);
}

/**
 * Switches a webhook off where nothing arrived for too long, or at once (`gone`); in one transaction with its event in the
 * journals and the mails to whoever can do something about it. False: it is well, or off already, perhaps by
 * another try that failed at the same time.
 */
export async function switchOff(
  db: Database,
  store: EventStore,
  webhook: string,
  { afterMs, gone }: { readonly afterMs: number; readonly gone: boolean },
): Promise<boolean> {
  const found = await db.pool.query<{ programme: string; programmes: readonly string[]; name: string; cause: string | null }>(
    `SELECT programme, programmes, name, cause FROM webhook WHERE id = $1 AND status = 'ACTIVE'
       AND ($2 OR failing_since < now() - make_interval(secs => $3))`,
    [webhook, gone, afterMs / 1_000],
  );
  const [row] = found.rows;
  if (row === undefined) return false;
  const { programme, programmes, name } = row;
  const cause = row.cause ?? 'unknown';
  const said = webhookCause(cause);
  const why = gone
    ? { zh: '对方答复该地址已停用（410）', en: 'it answered that nobody is there any more (410)' }
    : { zh: `对方多日没有接收（${said.zh}）`, en: `it took none for days (${said.en})` };
  return unlessOvertaken(
    noteInJournals(db, store, {
      programmes,
      actor: SYSTEM,
      events: [{ type: 'WebhookSwitchedOff', data: { webhook, cause } }],
      async also(tx) {
        const off = await tx.query(`UPDATE webhook SET status = 'OFF' WHERE id = $1 AND status = 'ACTIVE'`, [webhook]);
        if (off.rowCount !== 1) throw new Overtaken();
        const office = await tx.query<{ person: string }>(
          `SELECT DISTINCT person FROM standing WHERE kind = 'MEMBER' AND programme = $1 AND role IN ('ADMINISTRATOR', 'PROGRAMME_OFFICER') ORDER BY person`,
          [programme],
        );
        for (const { person } of office.rows)
          await tell(tx, person, [programme], {
            zh: `向“${name}”（${webhook}）的事件推送已自动停用：${why.zh}。排除故障后，请在“管理、事件推送”中恢复；未送达的可以补发`,
            en: `“${name}” (${webhook}) is not told of events any more: ${why.en}. Once that is mended, resume it under Administration, Outgoing events; what did not arrive can be sent again`,
          });
      },
    }),
  );
}
