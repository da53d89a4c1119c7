/** Messages to other systems over a real database and a real receiver: order, retries, what is down, slow or gone, secrets. */
import { createHash, randomBytes } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../../domain/kernel/actor.ts';
import { openWebhookPost, type WebhookPost } from '../../jobs/webhook-post.ts';
import { createAddressGuard } from '../../notices/webhooks/address-guard.ts';
import { createWebhookSender } from '../../notices/webhooks/webhook-sender.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { failingWebhooks, sendAgain, sendTest, webhookMessages } from '../../prisma/webhooks/message-ledger.ts';
import type { SecretKeys } from '../../prisma/webhooks/sealed-secrets.ts';
import {
  confirmWebhook,
  endWebhookProposal,
  findWebhook,
  proposeWebhook,
  removeWebhook,
  rotateSecret,
  setWebhook,
} from '../../prisma/webhooks/subscriptions.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { startReceiver } from '../setup/webhook-receiver.ts';

let db: Database;
const opened: { stop(): Promise<unknown> }[] = [];
const key = randomBytes(32);
const keys: SecretKeys = { newest: () => ({ id: 'k1', key }), find: (id) => (id === 'k1' ? key : null) };
const actor: Actor = { ...SYSTEM, person: 'xu' };
const doing = { by: 'xu', basis: '青托办〔2026〕7号', actor };
const second = { ...doing, by: 'zhou' };
const guard = createAddressGuard({ networks: ['127.0.0.0/8'], http: true });

beforeAll(async () => {
  const url = await freshDatabase('webhooks_test');
  await migrate(url);
  db = openDatabase(url);
});
afterAll(() => db.close());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
  for (const table of ['webhook', 'webhook_secret', 'webhook_message', 'webhook_attempt']) await db.pool.query(`DELETE FROM ${table}`);
});

const receiver = async () => {
  const one = await startReceiver();
  opened.push(one);
  return one;
};
function post(timeoutMs = 20_000, more: { offAfterMs?: number } = {}): WebhookPost {
  // Rounds are begun by the tests alone.
  const one = openWebhookPost({
    database: db,
    keys,
    send: createWebhookSender(guard, { timeoutMs }),
    onFault: (error) => {
      throw error;
    },
    everyMs: 3_600_000,
    ...more,
  });
  opened.push(one);
  return one;
}
async function subscribed(address: string, events: readonly string[] = ['*'], programmes: readonly string[] = ['QH']) {
  const store = recorderOf(db);
  const wanted = { programme: 'QH', programmes, name: '县政务平台', address, events, until: '2999-01-01', seconds: [] };
  const { webhook, secret } = await proposeWebhook(db, store, keys, wanted, doing);
  const found = await findWebhook(db, 'QH', webhook);
  if (found === null) throw new Error('it was not kept');
  expect(await confirmWebhook(db, store, found, second)).toBe(true);
  return { secret, found, webhook };
}
/** Events as the log holds them. */
async function happened(stream: string, type: string, count = 1, programme = 'QH'): Promise<void> {
  const [kind = ''] = stream.split('/');
  await db.pool.query(
    `INSERT INTO stream (stream, kind, programme, project, version, hash, opened_at) VALUES ($1, $2, $3, 'QH-01', 0, '', now()) ON CONFLICT DO NOTHING`,
    [stream, kind, programme],
  );
  await db.pool.query(
    `WITH at AS (SELECT version FROM stream WHERE stream = $1), new AS (
       INSERT INTO event (stream, version, type, command_id, ordinal, occurred_at, prev_hash, hash, body)
       SELECT $1, at.version + n, $2, gen_random_uuid()::text, 0, now(), '', encode(sha256(($1 || at.version + n)::bytea), 'hex'), '{"data":{"name":"张三"}}'
       FROM at, generate_series(1, $3::int) n RETURNING stream, version, hash)
     INSERT INTO log_leaf (index, stream, version, hash)
     SELECT (SELECT coalesce(max(index) + 1, 0) FROM log_leaf) + row_number() OVER (ORDER BY version) - 1, stream, version, hash FROM new`,
    [stream, type, count],
  );
  await db.pool.query('UPDATE stream SET version = version + $2 WHERE stream = $1', [stream, count]);
  await db.pool.query('DELETE FROM log_queue');
}
const again = () =>
  db.pool
    .query(`UPDATE webhook_message SET next_try = now() WHERE status = 'WAITING'`)
    .then(() => db.pool.query('UPDATE webhook SET rest_until = NULL'));
const versions = (came: readonly { body: string }[]) => came.map(({ body }) => (JSON.parse(body) as { data: { version: number } }).data.version);

describe('what another system hears', () => {
  it('is signed, names the event and its hash, and no person', async () => {
    const there = await receiver();
    const { secret, webhook } = await subscribed(there.address);
    await happened('approval/QH-01.FSR', 'ApprovalDrafted');
    await post().once();
    const [one] = there.came;
    const payload = new Verifier(secret).verify(one?.body ?? '', one?.headers as Record<string, string>) as {
      type: string;
      data: { hash: string; event: string };
    };
    expect(payload.type).toBe('approval.ApprovalDrafted');
    expect(payload.data.event).toBe('approval/QH-01.FSR@1');
    expect(payload.data.hash).toBe(createHash('sha256').update('approval/QH-01.FSR1').digest('hex'));
    expect(one?.body).not.toContain('张三');
    expect(one?.id).toMatch(/^msg_[0-9a-f]{32}$/);
    const { items } = await webhookMessages(db, webhook, { status: null, before: null, most: 10 });
    expect(items).toMatchObject([{ status: 'DELIVERED', about: 'approval/QH-01.FSR@1', attempts: [{ status: 200, cause: '' }] }]);
    expect(JSON.stringify(items)).not.toContain('secret answer');
  });

  it('is of the programmes and kinds that were asked for, from the confirmation on', async () => {
    const there = await receiver();
    await happened('project/QH-09', 'ProjectOpened');
    await subscribed(there.address, ['project.*', 'approval.ApprovalDrafted']);
    await happened('project/QH-09', 'ProjectSuspended');
    await happened('project/BX-09', 'ProjectSuspended', 1, 'BX');
    await happened('approval/QH-01.A', 'ApprovalDrafted');
    await happened('approval/QH-01.A', 'ApprovalSubmitted');
    await happened('findings/QH-01', 'FindingRaised');
    await post().once();
    expect(there.came.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort()).toEqual([
      'approval.ApprovalDrafted',
      'project.ProjectSuspended',
    ]);
  });

  it('comes in the order of each case, once, over a restart and two workers at once', async () => {
    const there = await receiver();
    await subscribed(there.address);
    await happened('approval/QH-01.O', 'X', 30);
    await happened('approval/QH-01.P', 'X', 30);
    const [a, b] = [post(), post()];
    await Promise.all([a.once(), b.once()]);
    await a.stop();
    const next = post();
    for (let round = 0; round < 10 && there.came.length < 60; round += 1) await next.once();
    const of = (id: string) => versions(there.came.filter(({ body }) => body.includes(id)));
    expect(of('QH-01.O')).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(of('QH-01.P')).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(new Set(there.came.map(({ id }) => id)).size).toBe(60);
  });
});

describe('what does not arrive', () => {
  it('is tried again with the same id, in its order, and set aside after ten tries', async () => {
    const there = await receiver();
    there.answer = 500;
    const { webhook, found } = await subscribed(there.address);
    await happened('approval/QH-01.R', 'X', 2);
    const office = post();
    for (let round = 0; round < 10; round += 1) {
      await again();
      await office.once();
    }
    expect(there.came).toHaveLength(10);
    expect(new Set(there.came.map(({ id }) => id)).size).toBe(1);
    const { items } = await webhookMessages(db, webhook, { status: 'ASIDE', before: null, most: 10 });
    expect(items).toMatchObject([{ attempts: Array.from({ length: 10 }, () => ({ status: 500, cause: 'answered 500' })) }]);
    expect(await failingWebhooks(db, 'QH')).toMatchObject([{ webhook, cause: 'answered 500', waiting: 1, aside: 1 }]);
    there.answer = 204;
    await again();
    await office.once();
    expect(await failingWebhooks(db, 'QH')).toEqual([]);
    expect(await sendAgain(db, recorderOf(db), found, { what: 'ASIDE', since: '2020-01-01' }, doing)).toBe(1);
    await office.once();
    expect(versions(there.came).slice(10)).toEqual([2, 1]);
    expect(there.came.at(-1)?.id).toBe(there.came[0]?.id);
  });

  it('a redirect is not followed, an answer that says wait is believed, and one that is gone switches it off', async () => {
    const there = await receiver();
    there.answer = 302;
    const { webhook } = await subscribed(there.address);
    await happened('approval/QH-01.S', 'X');
    const office = post();
    await office.once();
    expect(there.came.map(({ path }) => path)).toEqual(['/hooks']);
    there.answer = 503;
    there.retryAfter = '1800';
    await again();
    await office.once();
    const rests = await db.pool.query<{ s: number }>('SELECT extract(epoch FROM rest_until - now())::int AS s FROM webhook WHERE id = $1', [webhook]);
    expect(rests.rows[0]?.s).toBeGreaterThan(1_700);
    there.answer = 410;
    await again();
    await office.once();
    expect(await findWebhook(db, 'QH', webhook)).toMatchObject({ status: 'OFF', cause: 'gone' });
    const noted = await db.pool.query(`SELECT 1 FROM event WHERE stream = 'journal/QH' AND type = 'WebhookSwitchedOff'`);
    expect(noted.rowCount).toBe(1);
    await again();
    await office.once();
    expect(there.came).toHaveLength(3);
  });

  it('one that took nothing for days is switched off, the office is told, and what waited goes out when it is resumed', async () => {
    const there = await receiver();
    there.answer = 500;
    await db.pool.query(
      `INSERT INTO standing (stream, kind, person, role, programme) VALUES ('programme/QH', 'MEMBER', 'ma-li', 'ADMINISTRATOR', 'QH') ON CONFLICT DO NOTHING`,
    );
    const { webhook, found } = await subscribed(there.address);
    await happened('approval/QH-01.T', 'X', 2);
    const office = post(2_000, { offAfterMs: 1 });
    await office.once();
    await again();
    await office.once();
    expect((await findWebhook(db, 'QH', webhook))?.status).toBe('OFF');
    const told = await db.pool.query<{ zh: string }>(`SELECT detail->>'zh' AS zh FROM notice WHERE recipient = 'ma-li'`);
    expect(told.rows[0]?.zh).toContain('自动停用');
    there.answer = 200;
    expect(await setWebhook(db, recorderOf(db), found, { to: 'ACTIVE' }, doing)).toBe(true);
    const before = there.came.length;
    await office.once();
    expect(versions(there.came.slice(before))).toEqual([1, 2]);
  });

  it('a slow one holds up no other, and what a stop breaks off is no failure', async () => {
    const [slow, quick] = [await receiver(), await receiver()];
    slow.answer = 'slow';
    await subscribed(slow.address);
    await subscribed(quick.address);
    await happened('approval/QH-01.U', 'X', 20);
    const office = post(60_000);
    const running = office.once();
    await expect.poll(() => quick.came.length, { timeout: 20_000 }).toBe(20);
    expect(slow.came).toHaveLength(1);
    await office.stop();
    await running;
    const tried = await db.pool.query('SELECT 1 FROM webhook_attempt a JOIN webhook_message m ON m.id = a.message WHERE a.cause <> $1', ['']);
    expect(tried.rowCount).toBe(0);
  });

  it('what never answers is let go after its time', async () => {
    const there = await receiver();
    there.answer = 'slow';
    const { webhook } = await subscribed(there.address);
    await happened('approval/QH-01.V', 'X');
    await post(300).once();
    const { items } = await webhookMessages(db, webhook, { status: null, before: null, most: 10 });
    expect(items).toMatchObject([{ status: 'WAITING', attempts: [{ status: null, cause: 'no answer in time' }] }]);
  });

  it('a dead one keeps no more than five hundred waiting, and the rest comes after it', async () => {
    const there = await receiver();
    there.answer = 500;
    const { webhook } = await subscribed(there.address);
    for (let n = 0; n < 4; n += 1) await happened(`approval/QH-01.W${n}`, 'X', 150);
    const office = post();
    await office.once();
    await office.once();
    expect((await findWebhook(db, 'QH', webhook))?.waiting).toBe(500);
    there.answer = 200;
    const delivered = async (): Promise<number> =>
      (await db.pool.query(`SELECT 1 FROM webhook_message WHERE webhook = $1 AND status = 'DELIVERED'`, [webhook])).rowCount ?? 0;
    for (let round = 0; round < 20 && (await delivered()) < 600; round += 1) {
      await again();
      await office.once();
    }
    expect(await delivered()).toBe(600);
    expect(new Set(there.came.map(({ id }) => id)).size).toBe(600);
  }, 120_000);
});

describe('a subscription', () => {
  it('keeps no secret readable, signs with two for a day after a new one, and forgets all when it is removed', async () => {
    const there = await receiver();
    const { secret, found, webhook } = await subscribed(there.address);
    const tables = await db.pool.query<{ all: string }>(
      `SELECT string_agg(t::text, ' ') AS all FROM (SELECT webhook::text AS t FROM webhook UNION ALL SELECT encode(sealed, 'escape') FROM webhook_secret UNION ALL SELECT body FROM event UNION ALL SELECT detail::text FROM notice) x`,
    );
    expect(tables.rows[0]?.all).toContain('县政务平台');
    expect(tables.rows[0]?.all).not.toContain(secret.slice(6));
    const next = await rotateSecret(db, recorderOf(db), keys, found, doing);
    await sendTest(db, webhook);
    const office = post();
    await office.once();
    const verified = (with_: string) =>
      new Verifier(with_).verify(there.came.at(-1)?.body ?? '', there.came.at(-1)?.headers as Record<string, string>);
    expect(verified(secret)).toMatchObject({ type: 'webhook.Test' });
    expect(verified(next ?? '')).toMatchObject({ type: 'webhook.Test' });
    await db.pool.query(`UPDATE webhook_secret SET retires_at = now() - interval '1 second' WHERE retires_at IS NOT NULL`);
    await sendTest(db, webhook);
    await office.once();
    expect(() => verified(secret)).toThrow();
    expect(verified(next ?? '')).toMatchObject({ type: 'webhook.Test' });
    expect(await removeWebhook(db, recorderOf(db), found, doing)).toBe(true);
    const left = await db.pool.query('SELECT 1 FROM webhook_secret UNION ALL SELECT 1 FROM webhook_message UNION ALL SELECT 1 FROM webhook_attempt');
    expect(left.rowCount).toBe(0);
  });

  it('that was paused goes on where it stood, or from now on', async () => {
    const there = await receiver();
    const { found } = await subscribed(there.address);
    const store = recorderOf(db);
    const office = post();
    await setWebhook(db, store, found, { to: 'PAUSED' }, doing);
    await happened('approval/QH-01.Y', 'X', 2);
    await office.once();
    expect(there.came).toHaveLength(0);
    await setWebhook(db, store, found, { to: 'ACTIVE' }, doing);
    await office.once();
    expect(versions(there.came)).toEqual([1, 2]);
    await setWebhook(db, store, found, { to: 'PAUSED' }, doing);
    await happened('approval/QH-01.Y', 'X', 2);
    await setWebhook(db, store, found, { to: 'ACTIVE', skip: true }, doing);
    await happened('approval/QH-01.Y', 'X', 1);
    await office.once();
    expect(versions(there.came)).toEqual([1, 2, 5]);
  });

  it('ends once, whoever comes first', async () => {
    const store = recorderOf(db);
    const wanted = { programme: 'QH', programmes: ['QH'], name: 'x', address: 'https://a.example/', events: ['*'], until: '2999-01-01', seconds: [] };
    const { webhook } = await proposeWebhook(db, store, keys, wanted, doing);
    const found = await findWebhook(db, 'QH', webhook);
    if (found === null) throw new Error('it was not kept');
    const ends = await Promise.all([
      confirmWebhook(db, store, found, second),
      endWebhookProposal(db, store, found, second),
      confirmWebhook(db, store, found, second),
    ]);
    expect(ends.filter(Boolean)).toHaveLength(1);
  });
});
