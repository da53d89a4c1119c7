/**
 * What no workflow waits for: notices that were held, second tries, bounces' consequences, overviews, cards for chats.
 * Looks every few seconds; any number of workers may, the ledger gives each notice to one.
 */
import type { Client } from '@temporalio/client';
import type { Actor } from '../domain/case.ts';
import { digestDay } from '../domain/notice/preference.ts';
import { type Bounce, type Courier, DUE_AT_ONCE, type NoticeStore, tellKeepers } from '../notices/courier.ts';
import type { Database } from '../prisma/database.ts';
import { digestReaders } from '../prisma/digests.ts';
import { dropExpired } from '../prisma/expired.ts';
import { latePutOff } from '../prisma/notices.ts';
import type { Sealer } from '../temporal/seal.ts';
import { tellSignal } from '../workflows/contract.ts';

export type PostOfficeOptions = {
  readonly database: Database;
  readonly client: Client;
  readonly sealer: Sealer;
  readonly courier: Courier;
  readonly poster: { postDue(): Promise<number> } | null;
  readonly store: Pick<NoticeStore, 'addNotice' | 'keepersOf' | 'calendar'>;
  /** `08:30`; null: no overview. */
  readonly digestAt: string | null;
  /** The machine's clock unless given. */
  readonly now?: () => string;
  /** Told when it cannot work, once until it can again. */
  readonly onFault: (error: unknown) => void;
};

const EVERY_MS = 2_000;
const SLOW_EVERY_MS = 60_000;

/** Tells a case that mail to somebody cannot be delivered, by the id that makes it count once for each reply. */
export async function tellBounce(client: Client, sealer: Sealer, { stream, person, reply }: Bounce, key: string): Promise<void> {
  const command = { type: 'MailBounced', person, reply };
  const actor: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
  const envelope = sealer.envelope(stream, command, actor, `${stream}:bounce:${person}:${key}`);
  // Other kinds of cases have nobody to replace, and an ended one nothing to decide.
  if (stream.startsWith('approval/'))
    await client.workflow
      .getHandle(stream)
      .signal(tellSignal, envelope)
      .catch(() => undefined);
}

export function openPostOffice(options: PostOfficeOptions): { once(): Promise<void>; stop(): Promise<void> } {
  const { database, client, sealer, courier, poster, store, onFault } = options;
  let stopped = false;
  let digested = '';
  let slowAt = 0;
  const now = options.now ?? (() => new Date().toISOString());
  const sendOverviews = async (): Promise<void> => {
    const day = options.digestAt === null ? null : digestDay(now(), options.digestAt, await store.calendar());
    if (day === null || day === digested) return;
    for (const recipient of await digestReaders(database))
      await store.addNotice({ key: `digest/${day}/${recipient}`, template: 'digest', stream: `digest/${day}`, recipient });
    digested = day;
  };
  const tellLate = async (): Promise<void> => {
    for (const notice of await latePutOff(database)) await tellKeepers(store, notice, 'LATE', '4xx');
  };
  const once = async (): Promise<void> => {
    await sendOverviews();
    if (Date.now() >= slowAt) {
      slowAt = Date.now() + SLOW_EVERY_MS;
      await tellLate();
      await dropExpired(database);
    }
    for (let taken = DUE_AT_ONCE; taken >= DUE_AT_ONCE && !stopped; ) {
      const { bounced, sent, dropped, failed, waiting } = await courier.deliverDue();
      for (const bounce of bounced) await tellBounce(client, sealer, bounce, now());
      // What was held again is none of these: the rest of the queue waits for the next look then.
      taken = sent + dropped + failed + waiting;
    }
    await poster?.postDue();
  };
  let running: Promise<void> = Promise.resolve();
  let failures = 0;
  let restUntil = 0;
  /** A database that is down is told of once; then it is tried less and less often. */
  const onceOrRest = async (): Promise<void> => {
    if (stopped || Date.now() < restUntil) return;
    try {
      await once();
      failures = 0;
    } catch (error) {
      failures += 1;
      restUntil = Date.now() + Math.min(SLOW_EVERY_MS, EVERY_MS * 2 ** failures);
      if (failures === 1) onFault(error);
    }
  };
  const look = (): void => {
    running = running.then(onceOrRest);
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    once,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
