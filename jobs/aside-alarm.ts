/**
 * Tells people of what was set aside: in the log of the service, in the journal of the office, and by one mail a loop to the
 * audit's mailbox and to the administrators of the programmes concerned. A mail that cannot be sent is tried again.
 * Deliberately absent: trying the items themselves.
 */
import { type Aside, LOOPS, type Loop, reasonOf } from '../domain/aside.ts';
import { asideMail } from '../notices/aside-mail.ts';
import type { PlainPost } from '../notices/plain-mail.ts';
import { administratorsOf, takeUntold, untell } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { noteInJournal } from '../prisma/record/ledgers.ts';
import { keepDoing } from './keep-doing.ts';

export type AsideAlarmOptions = {
  readonly database: Database;
  readonly post: PlainPost;
  /** The audit's mailbox; null: administrators and the log alone. */
  readonly mailbox: string | null;
  /** Told at once of new items: the log of the service. */
  readonly onAside: (told: { readonly loop: Loop; readonly count: number; readonly items: readonly string[] }) => void;
  /** Told when telling failed, once until it works again. */
  readonly onFault: (error: unknown) => void;
};

const EVERY_MS = 10_000;

export function openAsideAlarm(options: AsideAlarmOptions): { once(): Promise<void>; stop(): Promise<void> } {
  const { database, onFault } = options;
  const recorder = recorderOf(database);
  const said = new Set<string>();
  const tellLoop = async (loop: Loop, asides: readonly Aside[]): Promise<void> => {
    const key = (one: Aside): string => `${one.loop} ${one.item} ${one.firstSeen}`;
    // A mail that is tried again is no news for the log and the journal.
    const fresh = asides.filter((one) => !said.has(key(one)));
    for (const one of fresh) said.add(key(one));
    if (fresh.length > 0) {
      options.onAside({ loop, count: fresh.length, items: fresh.slice(0, 20).map(({ item, reason }) => `${item}: ${reason}`) });
      await noteInJournal(database, recorder, {
        programme: '',
        commandId: `aside/${loop}/${Date.now()}`,
        events: [{ type: 'AlarmRaised', data: { code: 'SET_ASIDE', where: `${loop}: ${fresh.length}` } }],
      }).catch(onFault);
    }
    for (const [address, own] of await recipientsOf(options, asides)) {
      const { subject, text } = asideMail(own);
      await options.post.send(address, subject, text);
    }
  };
  let failed = new Set<string>();
  const once = async (): Promise<void> => {
    const untold = await takeUntold(database);
    const faults: unknown[] = [];
    // The keys of LOOPS itself.
    for (const loop of Object.keys(LOOPS) as Loop[]) {
      const asides = untold.filter((one) => one.loop === loop);
      if (asides.length === 0) continue;
      try {
        await tellLoop(loop, asides);
        failed.delete(loop);
      } catch (error) {
        if (!failed.has(loop)) faults.push(error);
        failed.add(loop);
        await untell(database, asides);
      }
    }
    for (const fault of faults) onFault(fault);
  };
  const doing = keepDoing({
    everyMs: EVERY_MS,
    seenAs: { loop: 'ALARM', job: 'telling what is set aside' },
    work: () =>
      once().catch((error: unknown) => {
        failed = new Set();
        throw error;
      }),
    onFault: (error) => onFault(new Error(`nobody can be told of what is set aside: ${reasonOf(error)}`)),
  });
  return { once, stop: () => doing.stop() };
}

/** Who is told of what. What concerns no programme goes to the mailbox; where there is none, to all administrators concerned. */
async function recipientsOf({ database, mailbox }: AsideAlarmOptions, asides: readonly Aside[]): Promise<ReadonlyMap<string, readonly Aside[]>> {
  const told = new Map<string, readonly Aside[]>(mailbox === null ? [] : [[mailbox, asides]]);
  const abouts = [...new Set(asides.flatMap(({ about }) => (about === null ? [] : [about])))];
  // Whose programme it is may be what cannot be read: the mailbox is told all the same.
  const administrators = abouts.length === 0 ? [] : await administratorsOf(database, abouts).catch(() => []);
  for (const { about, address } of administrators) {
    if (address === mailbox) continue;
    told.set(address, [...(told.get(address) ?? []), ...asides.filter((one) => one.about === about)]);
  }
  return told;
}
