/**
 * What no workflow waits for: notices that were held, second tries, bounces' consequences, overviews, cards for chats.
 * Looks every few seconds; any number of workers may, the ledger gives each notice to one.
 */
import type { Client } from '@temporalio/client';
import { beginsWeek, digestDay } from '../domain/notice/preference.ts';
import { type Bounce, type Courier, DUE_AT_ONCE } from '../notices/courier.ts';
import { tellKeepers } from '../notices/keepers.ts';
import type { NoticeStore } from '../notices/notice-store.ts';
import { dueAside, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { dropExpired } from '../prisma/expired.ts';
import { digestReaders, digestStream } from '../prisma/mail/digests.ts';
import { latePutOff } from '../prisma/mail/notices.ts';
import type { Sealer } from '../temporal/seal.ts';
import { tellCase } from '../temporal/tell-case.ts';
import { eachAlone } from './each-alone.ts';
import { createJob } from './job.ts';
import { keepDoing } from './keep-doing.ts';
import { openCounter } from './mail-counter.ts';

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
const AGAIN_EVERY_MS = 5_000;

/** Tells a case that mail to somebody cannot be delivered, by the id that makes it count once for each reply. Error: it could not be told. */
export async function tellBounce(client: Client, sealer: Sealer, { stream, person, reply }: Bounce, key: string): Promise<void> {
  // Other kinds of cases have nobody to replace, and an ended one nothing to decide.
  if (!stream.startsWith('approval/')) return;
  await tellCase(client, sealer, stream, { command: { type: 'MailBounced', person, reply }, commandId: `${stream}:bounce:${person}:${key}` });
}

/** Tells bounces that could not be told before; their names say all of them (people by reference, replies by code). */
type Telling = Pick<PostOfficeOptions, 'database' | 'client' | 'sealer'>;

async function tellBouncesAgain(options: Telling): Promise<void> {
  for (const { item, about } of await dueAside(options.database, 'POST_OFFICE')) {
    const [, stream, person, key, reply] = /^bounce (\S+) (\S+) (\S+) (.*)$/.exec(item) ?? [];
    if (stream !== undefined && person !== undefined) await tellOrSetAside(options, { stream, person, reply: reply ?? '' }, key ?? '', about);
  }
}

async function tellOrSetAside({ database, client, sealer }: Telling, bounce: Bounce, key: string, about: string | null): Promise<void> {
  const item = `bounce ${bounce.stream} ${bounce.person} ${key} ${bounce.reply}`;
  try {
    await tellBounce(client, sealer, bounce, key);
    if (about !== null) await settleAside(database, 'POST_OFFICE', item);
  } catch (error) {
    if (!(await setAside(database, { loop: 'POST_OFFICE', item, about: bounce.stream, reason: error, nowhereElse: true }))) throw error;
  }
}

export type PostOffice = {
  once(): Promise<void>;
  /** These versions of a case were just recorded: what they make due goes out now, and waits behind nothing that is due. */
  wake(stream: string, versions: readonly number[]): void;
  stop(): Promise<void>;
};

export function openPostOffice(options: PostOfficeOptions): PostOffice {
  const { database, courier, poster, store, onFault } = options;
  let stopped = false;
  let digested = '';
  let [slowAt, againAt] = [0, 0];
  const now = options.now ?? (() => new Date().toISOString());
  const sendOverviews = async (): Promise<void> => {
    const calendar = await store.calendar();
    const day = options.digestAt === null ? null : digestDay(now(), options.digestAt, calendar);
    if (day === null || day === digested) return;
    const weekly = beginsWeek(day, calendar);
    const asked = (await digestReaders(database, weekly)).map((recipient) => ({ recipient, item: `digest/${day}/${recipient}`, about: null }));
    const whole = await eachAlone(database, asked, ({ item, recipient }) =>
      store.addNotice({ key: item, template: 'digest', stream: digestStream(day, weekly), recipient }),
    );
    if (whole) digested = day;
  };
  const tellLate = async (): Promise<void> => {
    const late = (await latePutOff(database)).map((notice) => ({ ...notice, item: `late ${notice.id}`, about: notice.stream }));
    await eachAlone(database, late, (notice) => tellKeepers(store, notice, 'LATE', '4xx'));
  };
  const deliverDue = async (): Promise<void> => {
    for (let taken = DUE_AT_ONCE; taken >= DUE_AT_ONCE && !stopped; ) {
      const { bounced, sent, dropped, failed, waiting } = await courier.deliverDue();
      for (const bounce of bounced) await tellOrSetAside(options, bounce, now(), null);
      // What was held again is none of these: the rest of the queue waits for the next look then.
      taken = sent + dropped + failed + waiting;
    }
  };
  const job = (name: string) => createJob(database, name === 'cards for chats' ? 'BOTS' : 'POST_OFFICE', name, onFault);
  const jobs = {
    overviews: job('making overviews due'),
    late: job('telling what is put off'),
    expired: job('dropping what has expired'),
    due: job('delivering what is due'),
    bounces: job('telling bounces again'),
    cards: job('cards for chats'),
  };
  /** Each job fails alone; gives the first fault. */
  const round = async (given?: 'now') => {
    const faults = [await jobs.overviews.run(sendOverviews, given)];
    if (Date.now() >= slowAt) {
      slowAt = Date.now() + SLOW_EVERY_MS;
      faults.push(await jobs.late.run(tellLate, given), await jobs.expired.run(async () => void (await dropExpired(database)), given));
    }
    faults.push(await jobs.due.run(deliverDue, given));
    if (Date.now() >= againAt) {
      againAt = Date.now() + AGAIN_EVERY_MS;
      faults.push(await jobs.bounces.run(() => tellBouncesAgain(options), given));
    }
    if (poster !== null) faults.push(await jobs.cards.run(async () => void (await poster.postDue()), given));
    return faults.find((fault) => fault !== null) ?? null;
  };
  const once = async (): Promise<void> => {
    const fault = await round('now');
    if (fault !== null) throw fault.error;
  };
  const doing = keepDoing({ everyMs: EVERY_MS, work: async () => void (await round()), onFault });
  const counter = openCounter(async (stream, versions) => {
    const { bounced } = await courier.deliverAbout(stream, versions);
    for (const bounce of bounced) await tellOrSetAside(options, bounce, now(), null);
  });
  return {
    once,
    wake: counter.wake,
    async stop() {
      stopped = true;
      await Promise.all([doing.stop(), counter.stop()]);
    },
  };
}
