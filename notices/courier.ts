/**
 * Delivers notices: looks again whether each is still wanted and may go out now, mints the link's token and the code,
 * builds the mail, sends it, notes the outcome in the ledger. Token and code exist here and in the mail only; hashes alone
 * are stored (docs/adr/0007).
 */
import { randomBytes, randomInt } from 'node:crypto';
import { isActive, type Task } from '../domain/approval/facts.ts';
import { CHECK_DIGITS, isPlainNumber } from '../domain/approval/human-check.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { stateIn } from '../domain/cases.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { NoticeTemplate } from '../domain/notice/due.ts';
import type { BurstView, CodeFor, DigestView, NoticeStatus, OwnNotice, Reachable, Settlement } from '../domain/notice/ledger.ts';
import { planOf, topicOf, USUAL_WISHES } from '../domain/notice/preference.ts';
import type { NewLink } from '../domain/views.ts';
import { composeMail } from './compose.ts';
import type { Mailer, SendResult } from './mail.ts';

export type DueNotice = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly task: number | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly was: NoticeStatus;
  readonly recipient: Reachable | null;
  readonly about: { readonly stream: string; readonly title: Text; readonly project: string | null; readonly state: object } | null;
  readonly names: ReadonlyMap<string, Reachable>;
  readonly detail: Readonly<Record<string, string>> | null;
  readonly overview: DigestView | BurstView | null;
  /** Where it goes when that is not the recipient's present address. */
  readonly toAddress: string | null;
  readonly addressHash: string;
  readonly lastHour: number;
};

/** What the courier needs to know and to keep; prisma/ satisfies it. */
export type NoticeStore = {
  claim(ids: readonly string[]): Promise<{ readonly claimed: readonly DueNotice[]; readonly busy: number }>;
  claimAbout(stream: string, versions: readonly number[]): Promise<readonly DueNotice[]>;
  claimDue(most: number): Promise<readonly DueNotice[]>;
  settle(id: string, settlement: Settlement): Promise<void>;
  /** Gives back what was claimed and not tried. */
  unclaim(notices: readonly { readonly id: string; readonly was: NoticeStatus }[]): Promise<void>;
  storeLink(token: string, link: NewLink): Promise<void>;
  mintCode(wanted: CodeFor, expiresAt: Date): Promise<string>;
  mintUnsubscribe(person: string): Promise<string>;
  noteDeadAddress(person: string, address: string): Promise<void>;
  addNotice(notice: OwnNotice): Promise<boolean>;
  keepersOf(stream: string, without: string): Promise<readonly string[]>;
  markDigested(notices: readonly string[]): Promise<void>;
  calendar(): Promise<Calendar>;
  /** Passes over a notice that cannot be dealt with, and tries it again later by itself. False: it could not be noted. */
  putAside(notice: { readonly id: string; readonly stream: string }, reason: unknown): Promise<boolean>;
  /** It was dealt with after all. */
  settleAside(id: string): Promise<void>;
};

export type CourierOptions = {
  readonly store: NoticeStore;
  readonly mailer: Mailer;
  /** Where the API is seen from outside; never taken from a request's Host (OWASP Forgot Password). */
  readonly publicUrl: string;
  readonly linkDays: number;
  /** More mails to one person within an hour are held back (T21). */
  readonly mailsPerHour: number;
  /** Where answers by mail go; null: nobody can decide by mail. */
  readonly replyAddress: string | null;
  /** Told of what is wrong with our own mail account. */
  readonly onOwnFault?: (reply: string) => void;
  /** Aborted when the service stops: what is not tried by then is given back, and goes out after the next start. */
  readonly stopping?: AbortSignal;
};

/** A mail that its recipient's server will never take: by the codes alone, since a reply can repeat the address. */
export type Bounce = { readonly stream: string; readonly person: string; readonly reply: string };
export type DeliveryCount = { sent: number; dropped: number; failed: number; waiting: number; bounced: Bounce[] };

const MINUTE_MS = 60_000;
/** After an unknown outcome the same bytes go out once more, ten minutes later (RFC 5321 4.5.3.2.6). */
const UNKNOWN_WAIT_MS = 10 * MINUTE_MS;
/** How long nothing is sent after our own account was refused. */
const OWN_FAULT_WAIT_MS = MINUTE_MS;
/** Nothing was tried: our own account was refused a moment ago. */
const PAUSED = 'paused';
/** RFC 5321 4.5.4.1: four to five days. */
const GIVEN_UP_MS = 5 * 86_400_000;
const CODE_MINUTES = 10;
/** What one look takes of what is due. */
export const DUE_AT_ONCE = 50;

/** Digits for one link; none that a machine would try first. */
function checkDigits(): string {
  for (;;) {
    const digits = String(randomInt(10 ** CHECK_DIGITS)).padStart(CHECK_DIGITS, '0');
    if (!isPlainNumber(digits)) return digits;
  }
}

export type Courier = {
  deliver(ids: readonly string[]): Promise<DeliveryCount>;
  deliverDue(): Promise<DeliveryCount>;
  deliverAbout(stream: string, versions: readonly number[]): Promise<DeliveryCount>;
};

export function createCourier(options: CourierOptions): Courier {
  const round = new CourierRound(options);
  return {
    /** What a workflow asks for. */
    async deliver(ids) {
      const { claimed, busy } = await options.store.claim(ids);
      return round.deliver(claimed, busy);
    },
    /** What nobody waits for: what asks for nothing, held notices, second tries. */
    deliverAbout: async (stream, versions) => round.deliver(await options.store.claimAbout(stream, versions), 0),
    deliverDue: async () => round.deliver(await options.store.claimDue(DUE_AT_ONCE), 0),
  };
}

/** What this batch has done so far, which the ledger did not know when it was claimed. */
type Batch = { readonly sent: Map<string, number>; readonly dead: Set<string> };

class CourierRound {
  readonly #options: CourierOptions;
  /** Bytes whose outcome is unknown; they hold a token, so they are kept here and nowhere else. */
  readonly #unknown = new Map<string, Buffer>();
  /** Taken by a server, and not noted in the ledger yet. */
  readonly #handedOver = new Map<string, { readonly recipient: Reachable; readonly result: SendResult }>();
  #pausedUntil = 0;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  async deliver(claimed: readonly DueNotice[], busy: number): Promise<DeliveryCount> {
    const count: DeliveryCount = { sent: 0, dropped: 0, failed: 0, waiting: busy, bounced: [] };
    const batch: Batch = { sent: new Map(), dead: new Set() };
    for (const [nth, notice] of claimed.entries()) {
      if (this.#options.stopping?.aborted === true) {
        const rest = claimed.slice(nth);
        await this.#options.store.unclaim(rest);
        count.waiting += rest.length;
        break;
      }
      await this.#deliverOrPutAside(notice, batch, count);
    }
    return count;
  }

  /** One notice that cannot be built, sent or settled does not hold up the next. */
  async #deliverOrPutAside(notice: DueNotice, batch: Batch, count: DeliveryCount): Promise<void> {
    try {
      const handed = this.#handedOver.get(notice.id);
      // What a server has taken is settled, and never sent again.
      if (handed !== undefined) await this.#settle(notice, handed.recipient, handed.result, count);
      else await this.#deliverOne(notice, batch, count);
      this.#handedOver.delete(notice.id);
      if (notice.attempts > 1) await this.#options.store.settleAside(notice.id);
    } catch (error) {
      // The ledger tries it again by itself; where even that cannot be noted, whoever asked for it does.
      if (!(await this.#options.store.putAside(notice, error))) count.waiting += 1;
    }
  }

  async #deliverOne(notice: DueNotice, { sent, dead }: Batch, count: DeliveryCount): Promise<void> {
    const { store } = this.#options;
    const { recipient, about } = notice;
    if (recipient === null || (about === null && notice.overview === null)) {
      count.failed += 1;
      return store.settle(notice.id, { status: 'FAILED', outcome: recipient === null ? 'the recipient is unknown' : 'the case is unknown' });
    }
    if (!stillWanted(notice, recipient.id)) {
      count.dropped += 1;
      return store.settle(notice.id, { status: 'DROPPED', outcome: 'no longer wanted' });
    }
    const held = await this.#heldBack(notice, recipient, (sent.get(recipient.id) ?? 0) + notice.lastHour);
    if (held !== null) {
      if (held.status === 'DROPPED') count.dropped += 1;
      return store.settle(notice.id, held);
    }
    if (notice.toAddress === null && (recipient.dead || dead.has(recipient.id))) {
      const known: SendResult = { result: 'REFUSED', dead: true, reply: '5.1.1 known' };
      return this.#settle(notice, recipient, known, count);
    }
    if (Date.now() < this.#pausedUntil) return this.#settle(notice, recipient, { result: 'OURS', dead: false, reply: PAUSED }, count);
    const bytes = (notice.was === 'UNKNOWN' ? this.#unknown.get(notice.id) : undefined) ?? (await this.#build(notice, recipient));
    const result = await this.#options.mailer.send(bytes, { notice: notice.id, address: notice.toAddress ?? recipient.email });
    if (result.result === 'SENT') this.#handedOver.set(notice.id, { recipient, result });
    if (result.result === 'UNKNOWN') this.#unknown.set(notice.id, bytes);
    else this.#unknown.delete(notice.id);
    if (result.result === 'SENT') sent.set(recipient.id, (sent.get(recipient.id) ?? 0) + 1);
    if (result.dead && notice.toAddress === null) dead.add(recipient.id);
    return this.#settle(notice, recipient, result, count);
  }

  /** Quiet hours, wishes, the limit of an hour; null: it goes out now. */
  async #heldBack(notice: DueNotice, recipient: Reachable, sent: number): Promise<Settlement | null> {
    const { store, mailsPerHour } = this.#options;
    const plan = planOf(notice.template, recipient.wishes ?? USUAL_WISHES, new Date().toISOString(), await store.calendar());
    if (plan.kind === 'OFF') return { status: 'DROPPED', outcome: 'switched off by its recipient' };
    if (plan.kind === 'DIGEST') return { status: 'FOR_DIGEST', outcome: 'waits for the digest, as its recipient wishes' };
    if (plan.kind === 'HOLD') return { status: 'HELD', outcome: 'quiet hours', notBefore: new Date(plan.until) };
    if (topicOf(notice.template) === 'ASKED' || sent < mailsPerHour) return null;
    const hour = new Date().toISOString().slice(0, 13);
    await store.addNotice({ key: `burst/${recipient.id}/${hour}`, template: 'burst', stream: `burst/${hour}`, recipient: recipient.id });
    return notice.task === null
      ? { status: 'FOR_DIGEST', outcome: `more than ${mailsPerHour} mails within an hour` }
      : { status: 'HELD', outcome: `more than ${mailsPerHour} mails within an hour`, notBefore: new Date(Date.now() + 60 * MINUTE_MS) };
  }

  async #build(notice: DueNotice, recipient: Reachable): Promise<Buffer> {
    const { store, publicUrl, linkDays, mailer, replyAddress } = this.#options;
    const task = taskOf(notice);
    const seen = task === null || notice.about === null ? '' : stateIn('approval', notice.about).contentHash;
    let link: Parameters<typeof composeMail>[0]['link'] = null;
    let code: string | null = null;
    let replyCode: string | null = null;
    if (task !== null) {
      const expiresAt = new Date(Date.now() + linkDays * 86_400_000);
      const owned = { stream: notice.stream, task: task.task, person: recipient.id, seen };
      if (notice.template === 'code') {
        code = await store.mintCode({ purpose: 'PAGE', ...owned }, new Date(Date.now() + CODE_MINUTES * MINUTE_MS));
      } else {
        const token = randomBytes(32).toString('base64url');
        const check = checkDigits();
        await store.storeLink(token, { notice: notice.id, ...owned, check, expiresAt });
        link = { url: `${publicUrl}/a/${token}`, check };
        if (replyAddress !== null && task.kind === 'DECIDE') replyCode = await store.mintCode({ purpose: 'REPLY', ...owned }, expiresAt);
      }
    }
    const unsubscribe = notice.template === 'digest' ? `${publicUrl}/unsubscribe/${await store.mintUnsubscribe(recipient.id)}` : null;
    const mail = await composeMail({
      notice: notice.id,
      template: notice.template,
      to: {
        id: recipient.id,
        name: recipient.name,
        nameEn: recipient.nameEn,
        address: notice.toAddress ?? recipient.email,
        locale: recipient.locale,
      },
      about: notice.about,
      nameOf: (person, locale) => {
        const known = notice.names.get(person);
        return known === undefined ? person : locale === 'en' ? known.nameEn : known.name;
      },
      task,
      link,
      code,
      reply: replyCode === null || replyAddress === null ? null : { code: replyCode, address: replyAddress },
      detail: notice.detail,
      overview: notice.overview,
      unsubscribe,
      publicUrl,
    });
    return mailer.build(mail);
  }

  async #settle(notice: DueNotice, recipient: Reachable, { result, dead, reply }: SendResult, count: DeliveryCount): Promise<void> {
    const { store } = this.#options;
    const tried = { attempt: notice.attempts, result, reply, addressHash: notice.addressHash };
    switch (result) {
      case 'SENT':
        count.sent += 1;
        await store.settle(notice.id, { status: notice.was === 'UNKNOWN' ? 'RESENT' : 'SENT', outcome: reply, tried });
        if (notice.overview !== null && 'news' in notice.overview) await store.markDigested(notice.overview.news.map((item) => item.notice));
        return;
      case 'REFUSED':
        count.failed += 1;
        await store.settle(notice.id, { status: 'REFUSED', outcome: reply, tried });
        if (dead && notice.toAddress === null) await store.noteDeadAddress(recipient.id, recipient.email);
        if (dead && notice.toAddress === null && notice.about !== null) count.bounced.push({ stream: notice.stream, person: recipient.id, reply });
        return this.#tellKeepers(notice, recipient, dead ? 'DEAD' : 'REFUSED', reply);
      case 'UNKNOWN': {
        const again = notice.was !== 'UNKNOWN';
        await store.settle(notice.id, {
          status: 'UNKNOWN',
          outcome: reply,
          tried,
          ...(again ? { notBefore: new Date(Date.now() + UNKNOWN_WAIT_MS) } : {}),
        });
        if (!again) await this.#tellKeepers(notice, recipient, 'UNKNOWN', reply);
        return;
      }
      default: {
        if (result === 'OURS' && reply !== PAUSED) {
          this.#pausedUntil = Date.now() + OWN_FAULT_WAIT_MS;
          this.#options.onOwnFault?.(reply);
        }
        const own = notice.task === null || notice.was === 'HELD' || notice.was === 'UNKNOWN';
        if (own && Date.now() - notice.createdAt.getTime() > GIVEN_UP_MS) {
          count.failed += 1;
          await store.settle(notice.id, { status: 'FAILED', outcome: `given up after five days: ${reply}`, tried });
          return this.#tellKeepers(notice, recipient, 'LATE', reply);
        }
        count.waiting += 1;
        const wait = Math.min(30 * MINUTE_MS, 30_000 * 2 ** Math.min(notice.attempts, 6));
        return store.settle(notice.id, {
          status: own && notice.task !== null ? 'HELD' : 'QUEUED',
          outcome: reply,
          ...(reply === PAUSED ? {} : { tried }),
          // A workflow asks again for its own; nobody asks for these.
          ...(own ? { notBefore: new Date(Date.now() + wait) } : {}),
        });
      }
    }
  }

  /** Somebody looks after what cannot be delivered. An approver's own task is told of by the case itself (ApproverUnreachable). */
  async #tellKeepers(notice: DueNotice, recipient: Reachable, kind: 'DEAD' | 'REFUSED' | 'UNKNOWN' | 'LATE', reply: string): Promise<void> {
    if (notice.template === 'bounce' || notice.about === null) return;
    const told = taskOf(notice);
    if (kind === 'DEAD' && told !== null && isActive(told) && told.kind !== 'READ') return;
    await tellKeepers(this.#options.store, { ...notice, recipient: recipient.id }, kind, reply);
  }
}

/** A notice for whoever looks after the case, once for each notice and kind of trouble. */
export async function tellKeepers(
  store: Pick<NoticeStore, 'addNotice' | 'keepersOf'>,
  notice: { readonly id: string; readonly stream: string; readonly recipient: string; readonly template: string },
  kind: 'DEAD' | 'REFUSED' | 'UNKNOWN' | 'LATE' | 'BOUNCED' | 'MACHINE',
  reply: string,
): Promise<void> {
  for (const keeper of await store.keepersOf(notice.stream, notice.recipient)) {
    const detail = { of: notice.id, person: notice.recipient, template: notice.template, kind, reply };
    await store.addNotice({ key: `bounce/${notice.id}/${kind}/${keeper}`, template: 'bounce', stream: notice.stream, recipient: keeper, detail });
  }
}

/** The task that a notice is about. Only approvals have tasks with links. */
function taskOf({ task, about }: DueNotice): Task | null {
  if (task === null || about === null) return null;
  const state = stateIn('approval', about);
  return [...state.tasks, ...state.past].find((candidate) => candidate.task === task) ?? null;
}

/** A task that was decided, passed on or closed meanwhile, or whose turn it is not, needs no mail any more. */
function stillWanted(notice: DueNotice, person: string): boolean {
  if (notice.overview !== null) return hasLines(notice.overview);
  if (notice.task === null || notice.about === null) return true;
  const task = taskOf(notice);
  if (task === null || task.person !== person) return false;
  if (notice.template === 'code') return true;
  if (!isActive(task)) return false;
  if (notice.template === 'fresh-link') return true;
  if (task.status !== 'PENDING') return false;
  return task.kind !== 'DECIDE' || stateIn('approval', notice.about).status === 'OPEN';
}

/** Nobody gets an overview of nothing. */
const hasLines = (overview: DigestView | BurstView): boolean =>
  'held' in overview ? overview.held.length > 0 : overview.tasks.length + overview.late.length + overview.news.length > 0;
