/**
 * Sends what is asked of people as a message of their own, in the app that each has bound, and takes it back when it is over.
 * A vendor's trouble is its own: mail goes its way, and another vendor's people are told. Deliberately absent: SQL, dialects.
 */
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import { USUAL_WISHES, type Wishes, workHeldUntil } from '../../domain/notice/preference.ts';
import type { ToldFacts } from '../../domain/notice-facts.ts';
import type { Card } from '../bots/bot.ts';
import { createWorkApp } from './dialects.ts';
import { ENDS_WITHIN_MS, PER_APP_MINUTE, PER_PERSON_MINUTE, type Sent, type WorkApp, type WorkAppSettings } from './work-app.ts';
import { mergedCard, overCard, workCard } from './work-card.ts';

export type DueWork = {
  readonly id: string;
  readonly stream: string;
  readonly template: NoticeTemplate;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly person: string;
  readonly locale: Locale;
  /** As the provider knows them; null: not bound any more. */
  readonly account: string | null;
  readonly wishes: Wishes | null;
  /** Nothing is asked any more. */
  readonly over: boolean;
  readonly about: { readonly stream: string; readonly project: string | null } | null;
  readonly facts: ToldFacts;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly nameEn: string }>;
};
export type OverWork = Omit<DueWork, 'account' | 'wishes' | 'over'> & { readonly message: string; readonly sentAt: Date };

export type WorkSettled =
  | { readonly status: 'SENT'; readonly outcome: string; readonly message: string }
  | { readonly status: 'REFUSED' | 'DROPPED'; readonly outcome: string }
  /** `untried`: it was not sent, and that is no try. */
  | { readonly status: 'QUEUED'; readonly outcome: string; readonly notBefore: Date; readonly untried?: true };

/** prisma/mail/work-notices.ts satisfies it. */
export type WorkStore = {
  enqueue(provider: string): Promise<void>;
  claim(provider: string, most: number): Promise<readonly DueWork[]>;
  settle(ids: readonly string[], settled: WorkSettled): Promise<void>;
  /** Messages of which all is over, the oldest first; claimed for a minute. */
  claimOver(provider: string, most: number): Promise<readonly OverWork[]>;
  end(message: string, provider: string, outcome: string, notBefore: Date | null): Promise<void>;
  /** Nothing of this provider goes out before then. */
  hold(provider: string, until: Date): Promise<void>;
  sentLastMinute(provider: string, person: string | null): Promise<number>;
  putAside(id: string, about: string, reason: unknown): Promise<void>;
  calendar(): Promise<Calendar>;
};

/** More than so many at once for one person become one message. */
const SINGLE_MAX = 3;
const AT_ONCE = 100;
const ENDS_AT_ONCE = 20;
const ATTEMPTS_MAX = 8;
const OWN_FAULT_MS = 600_000;
const THROTTLED_MS = 60_000;

export type WorkPosterOptions = {
  readonly store: WorkStore;
  readonly apps: readonly WorkAppSettings[];
  readonly publicUrl: string;
  readonly onRefused: (provider: string, reply: string) => void;
  readonly now?: () => number;
};

export function createWorkPoster(options: WorkPosterOptions): { postDue(): Promise<void> } {
  const apps = options.apps.map((app) => new OneApp(app, options));
  return {
    /** Error: the first fault of any of them, when all have had their turn. */
    async postDue() {
      const faults: unknown[] = [];
      await Promise.all(apps.map((app) => app.postDue().catch((error: unknown) => faults.push(error))));
      if (faults.length > 0) throw faults[0];
    },
  };
}

class OneApp {
  readonly #app: WorkAppSettings;
  readonly #client: WorkApp;
  readonly #options: WorkPosterOptions;
  readonly #now: () => number;

  constructor(app: WorkAppSettings, options: WorkPosterOptions) {
    this.#app = app;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#client = createWorkApp(app, this.#now);
  }

  #later = (ms: number): Date => new Date(this.#now() + ms);

  /** Held until its hour, dropped, or to be sent now. */
  async #sorted(due: readonly DueWork[]): Promise<readonly DueWork[]> {
    const { store } = this.#options;
    const calendar = await store.calendar();
    const ready: DueWork[] = [];
    for (const one of due) {
      const { wishes, account, over } = one;
      const until = workHeldUntil(wishes ?? USUAL_WISHES, new Date(this.#now()).toISOString(), calendar);
      if (over) await store.settle([one.id], { status: 'DROPPED', outcome: 'no longer wanted' });
      else if (account === null) await store.settle([one.id], { status: 'DROPPED', outcome: 'not bound any more' });
      else if (wishes?.work === false) await store.settle([one.id], { status: 'DROPPED', outcome: 'switched off by its recipient' });
      else if (until !== null) await store.settle([one.id], { status: 'QUEUED', outcome: 'quiet hours', notBefore: new Date(until), untried: true });
      else ready.push(one);
    }
    return ready;
  }

  /** What became of a message; false: the provider takes nothing now. */
  async #settled(works: readonly DueWork[], sent: Sent): Promise<boolean> {
    const { store, onRefused } = this.#options;
    const provider = this.#app.id;
    const ids = works.map(({ id }) => id);
    if (sent.result === 'SENT') {
      await store.settle(ids, { status: 'SENT', outcome: 'taken', message: sent.message });
      return true;
    }
    const { result, reply } = sent;
    const attempts = Math.max(...works.map((work) => work.attempts));
    if (result === 'NOBODY' || result === 'REFUSED' || attempts >= ATTEMPTS_MAX) {
      await store.settle(ids, { status: 'REFUSED', outcome: result === 'NOBODY' ? `unknown there ${reply}`.trim() : reply });
      if (result !== 'NOBODY') onRefused(provider, reply);
      return true;
    }
    const wait = result === 'OURS' ? OWN_FAULT_MS : result === 'THROTTLED' ? THROTTLED_MS : Math.min(600_000, 5_000 * 2 ** attempts);
    await store.settle(ids, { status: 'QUEUED', outcome: reply, notBefore: this.#later(wait) });
    if (result === 'OURS') onRefused(provider, reply);
    // Whoever does not answer is not waited for again and again: what was claimed beside it comes back in a minute.
    if (result !== 'LATER') await store.hold(provider, this.#later(wait));
    return false;
  }

  /** One person's, within what they may be sent a minute; false: the provider takes nothing now. */
  async #sendTo(works: readonly DueWork[]): Promise<boolean> {
    const { store, publicUrl } = this.#options;
    const provider = this.#app.id;
    const [first] = works;
    if (first?.account == null) return true;
    const to = { publicUrl, provider };
    const made: { readonly work: DueWork; readonly card: Card }[] = [];
    for (const work of works) {
      try {
        made.push({ work, card: workCard(work, to) });
      } catch (error) {
        await store.putAside(work.id, work.stream, error);
      }
    }
    const left = PER_PERSON_MINUTE - (await store.sentLastMinute(provider, first.person));
    if (made.length === 0) return true;
    if (left <= 0) {
      const ids = made.map(({ work }) => work.id);
      await store.settle(ids, { status: 'QUEUED', outcome: 'enough for a minute', notBefore: this.#later(THROTTLED_MS), untried: true });
      return true;
    }
    const cards = made.map(({ card }) => card);
    const all = made.map(({ work }) => work);
    if (made.length > Math.min(SINGLE_MAX, left))
      return this.#settled(all, await this.#client.send(first.account, mergedCard(cards, first.locale, to), all[0]?.id ?? ''));
    for (const { work, card } of made) if (!(await this.#settled([work], await this.#client.send(first.account, card, work.id)))) return false;
    return true;
  }

  async #endOver(): Promise<void> {
    const { store, publicUrl } = this.#options;
    const app = this.#app;
    for (const over of await store.claimOver(app.id, ENDS_AT_ONCE)) {
      const { message, sentAt, attempts } = over;
      const tooLate = this.#now() - sentAt.getTime() > ENDS_WITHIN_MS[app.kind];
      if (tooLate || attempts >= 2 * ATTEMPTS_MAX) {
        await store.end(message, app.id, tooLate ? 'too late to take it back' : 'it could not be taken back', null);
        continue;
      }
      const { title } = workCard(over, { publicUrl, provider: app.id });
      const done = await this.#client.end(message, overCard(title, over.locale));
      if (done.result === 'DONE') await store.end(message, app.id, app.kind === 'FEISHU' ? 'marked as over' : 'taken back', null);
      else if (done.result === 'REFUSED' || done.result === 'NOBODY') await store.end(message, app.id, `not taken back: ${done.reply}`, null);
      else await store.end(message, app.id, '', this.#later(THROTTLED_MS));
    }
  }

  async postDue(): Promise<void> {
    const { store } = this.#options;
    const { id } = this.#app;
    await store.enqueue(id);
    await this.#endOver();
    const left = PER_APP_MINUTE - (await store.sentLastMinute(id, null));
    if (left <= 0) return;
    const ready = await this.#sorted(await store.claim(id, Math.min(AT_ONCE, left)));
    for (const person of new Set(ready.map((one) => one.person))) if (!(await this.#sendTo(ready.filter((one) => one.person === person)))) return;
  }
}
