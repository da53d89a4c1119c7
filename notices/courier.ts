/**
 * Delivers notices: looks again whether each is still wanted and may go out now, has its mail built, sends it, notes the
 * outcome in the ledger. Deliberately absent: what a mail tells (telling.ts) and lets its reader do (mail-of.ts).
 */
import { isActive } from '../domain/approval/facts.ts';
import type { Reachable, Settlement } from '../domain/notice/ledger.ts';
import { planOf, topicOf, USUAL_WISHES } from '../domain/notice/preference.ts';
import { tellKeepers } from './keepers.ts';
import type { SendResult } from './mail.ts';
import { type Building, mailOf } from './mail-of.ts';
import type { DueNotice } from './notice-store.ts';
import { stillWanted, taskOf } from './wanted.ts';

export type CourierOptions = Building & {
  /** More mails to one person within an hour are held back (T21). */
  readonly mailsPerHour: number;
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
/** What one look takes of what is due. */
export const DUE_AT_ONCE = 50;

export type Courier = {
  deliver(ids: readonly string[]): Promise<DeliveryCount>;
  deliverDue(): Promise<DeliveryCount>;
  deliverAbout(stream: string, versions: readonly number[]): Promise<DeliveryCount>;
};

export function createCourier(options: CourierOptions): Courier {
  const round = new CourierRound(options);
  return {
    /** What a workflow asks for: one that began before the ledger delivered all. */
    async deliver(ids) {
      const { claimed, busy } = await options.store.claim(ids);
      return round.deliver(claimed, busy);
    },
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
    } catch (error) {
      const { store } = this.#options;
      if (await store.putAside(notice, error)) return; // the ledger tries it again by itself
      count.waiting += 1;
      // The way to the ledger was lost. What no server has taken is due as before; the rest is nobody else's until its claim ends.
      if (!this.#handedOver.has(notice.id)) await store.unclaim([notice]);
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
    const bytes = (notice.was === 'UNKNOWN' ? this.#unknown.get(notice.id) : undefined) ?? (await mailOf(this.#options, notice, recipient));
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
    // Whoever answered by mail a moment ago waits for it, and sees it nowhere else.
    if (notice.facts.answer?.byMail === true) return null;
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
        if (Date.now() - notice.createdAt.getTime() > GIVEN_UP_MS) {
          count.failed += 1;
          await store.settle(notice.id, { status: 'FAILED', outcome: `given up after five days: ${reply}`, tried });
          return this.#tellKeepers(notice, recipient, 'LATE', reply);
        }
        count.waiting += 1;
        const wait = Math.min(30 * MINUTE_MS, 30_000 * 2 ** Math.min(Math.max(notice.attempts - 1, 0), 6));
        return store.settle(notice.id, {
          status: 'QUEUED',
          outcome: reply,
          ...(reply === PAUSED ? {} : { tried }),
          notBefore: new Date(Date.now() + wait),
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
