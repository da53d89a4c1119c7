/**
 * Tells other systems of events: makes the messages of what the log took in, and sends what is due, each webhook on a lane of
 * its own, so that one that is slow or dead holds up no other. Deliberately absent: SQL (prisma/webhooks/), HTTP (notices/webhooks/).
 */
import { nextTry, OFF_AFTER_MS, restAfter } from '../domain/webhook/schedule.ts';
import { STOPPED, type WebhookSender } from '../notices/webhooks/webhook-sender.ts';
import { setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import {
  claimMessages,
  type DueMessage,
  makeMessages,
  releaseMessages,
  settleMessage,
  signingSecrets,
  switchOff,
  webhooksWithDue,
} from '../prisma/webhooks/outbox.ts';
import type { SecretKeys } from '../prisma/webhooks/sealed-secrets.ts';
import { createJob } from './job.ts';
import { type Doing, keepDoing } from './keep-doing.ts';

export type WebhookPostOptions = {
  readonly database: Database;
  readonly keys: SecretKeys;
  readonly send: WebhookSender;
  /** Told when it cannot work, once until it can again. */
  readonly onFault: (error: unknown) => void;
  readonly everyMs?: number;
  readonly offAfterMs?: number;
};

const EVERY_MS = 1_000;
/** So many messages of one webhook are under way at once, each of another case. */
const AT_ONCE = 4;
/** After so many rounds a lane ends, and is begun again by the next look. */
const ROUNDS_MAX = 50;

export type WebhookPost = {
  /** Makes and sends what is due, and waits for it: for tests. */
  once(): Promise<void>;
  stop(): Promise<void>;
};

export function openWebhookPost(options: WebhookPostOptions): WebhookPost {
  const { database, keys, send, onFault, everyMs = EVERY_MS, offAfterMs = OFF_AFTER_MS } = options;
  const recorder = recorderOf(database);
  const stopping = new AbortController();
  const lanes = new Map<string, Promise<void>>();
  const job = createJob(database, 'WEBHOOKS', 'making messages to other systems', onFault);

  async function deliver(webhook: string, secrets: readonly string[], message: DueMessage): Promise<boolean> {
    const { id, address, body, tries } = message;
    const { verdict, status, ms, cause, waitMs } = await send({ address, id, body, secrets, signal: stopping.signal });
    if (cause === STOPPED) {
      await releaseMessages(database, [id]);
      return false;
    }
    if (verdict === 'DELIVERED') {
      await settleMessage(database, webhook, id, { status, ms, cause }, restAfter);
      return true;
    }
    const next = nextTry(tries + 1, Date.now(), Math.random(), waitMs);
    await settleMessage(database, webhook, id, { status, ms, cause, next: next === null ? null : new Date(next) }, (failures) =>
      restAfter(failures, waitMs),
    );
    await switchOff(database, recorder, webhook, { afterMs: offAfterMs, gone: verdict === 'GONE' });
    return false;
  }

  async function lane(webhook: string): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX && !stopping.signal.aborted; round += 1) {
      const secrets = await signingSecrets(database, keys, webhook);
      if (secrets.length === 0) throw new Error(`no secret of ${webhook} can be opened: make a new one`);
      const due = await claimMessages(database, webhook, AT_ONCE);
      if (due.length === 0) return;
      const sent = await Promise.all(due.map((message) => deliver(webhook, secrets, message)));
      if (sent.includes(false)) return;
    }
  }

  async function begin(): Promise<void> {
    const fault = await job.run(async () => void (await makeMessages(database)));
    if (fault !== null) throw fault.error;
    for (const webhook of await webhooksWithDue(database)) {
      if (lanes.has(webhook)) continue;
      const running = lane(webhook)
        .then(
          async () => void (await settleAside(database, 'WEBHOOKS', webhook)),
          async (error: unknown) => void (await setAside(database, { loop: 'WEBHOOKS', item: webhook, about: null, reason: error })),
        )
        .finally(() => lanes.delete(webhook));
      lanes.set(webhook, running);
    }
  }

  const doing: Doing = keepDoing({ everyMs, work: begin, onFault });
  return {
    async once() {
      await begin();
      await Promise.all(lanes.values());
    },
    async stop() {
      stopping.abort();
      await doing.stop();
      await Promise.all(lanes.values());
    },
  };
}
