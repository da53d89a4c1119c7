/**
 * Delivers notices: looks again whether each is still wanted, mints the link's token, builds the mail, sends it, notes
 * the outcome. The token exists here and in the mail only; its hash alone is stored (docs/adr/0007).
 */
import { randomBytes } from 'node:crypto';
import type { ApprovalState, Task } from '../domain/approval/facts.ts';
import type { NoticeTemplate, Text } from '../domain/case.ts';
import type { NewLink } from '../domain/views.ts';
import { composeMail } from './compose.ts';
import type { Mailer } from './mail.ts';

export type NoticePerson = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly email: string;
  readonly locale: 'zh-CN' | 'en';
};

export type DueNotice = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly task: number | null;
  readonly recipient: NoticePerson | null;
  readonly about: { readonly stream: string; readonly title: Text; readonly project: string | null; readonly state: object } | null;
  readonly names: ReadonlyMap<string, NoticePerson>;
};

/** What the courier needs to know and to keep; prisma/ satisfies it. */
export type NoticeStore = {
  claim(ids: readonly string[]): Promise<{ readonly claimed: readonly DueNotice[]; readonly busy: number }>;
  settle(id: string, status: 'SENT' | 'DROPPED' | 'FAILED' | 'QUEUED', outcome: string): Promise<void>;
  storeLink(token: string, link: NewLink): Promise<void>;
};

export type CourierOptions = {
  readonly store: NoticeStore;
  readonly mailer: Mailer;
  /** Where the API is seen from outside; never taken from a request's Host (OWASP Forgot Password). */
  readonly publicUrl: string;
  readonly linkDays: number;
};

/** A mail that its recipient's server will never take: by the codes alone, since a reply can repeat the address. */
export type Bounce = { readonly person: string; readonly reply: string };
export type DeliveryCount = { sent: number; dropped: number; failed: number; waiting: number; bounced: Bounce[] };

const codesOf = (reply: string): string => /\b[245]\d\d\b(?:[ -][245]\.\d{1,3}\.\d{1,3})?/.exec(reply)?.[0] ?? '5xx';

export function createCourier(options: CourierOptions) {
  return {
    async deliver(ids: readonly string[]): Promise<DeliveryCount> {
      const { claimed, busy } = await options.store.claim(ids);
      const count: DeliveryCount = { sent: 0, dropped: 0, failed: 0, waiting: busy, bounced: [] };
      for (const notice of claimed) await deliverOne(options, notice, count);
      return count;
    },
  };
}

async function deliverOne(options: CourierOptions, notice: DueNotice, count: DeliveryCount): Promise<void> {
  const { store, mailer, publicUrl, linkDays } = options;
  const { recipient, about } = notice;
  if (recipient === null || about === null) {
    count.failed += 1;
    return store.settle(notice.id, 'FAILED', recipient === null ? 'the recipient is unknown' : 'the case is unknown');
  }
  if (!stillWanted(notice, recipient.id)) {
    count.dropped += 1;
    return store.settle(notice.id, 'DROPPED', 'no longer wanted');
  }
  let link: string | null = null;
  const task = taskOf(notice);
  if (task !== null) {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + linkDays * 86_400_000);
    await store.storeLink(token, { notice: notice.id, stream: notice.stream, task: task.task, person: recipient.id, expiresAt });
    link = `${publicUrl}/a/${token}`;
  }
  const mail = composeMail({
    notice: notice.id,
    template: notice.template,
    to: { id: recipient.id, name: recipient.name, nameEn: recipient.nameEn, address: recipient.email, locale: recipient.locale },
    about,
    nameOf: (person, locale) => {
      const known = notice.names.get(person);
      return known === undefined ? person : locale === 'en' ? known.nameEn : known.name;
    },
    task,
    link,
    mailDomain: new URL(publicUrl).hostname,
  });
  const { result, reply } = await mailer.send(mail);
  if (result === 'SENT') {
    count.sent += 1;
    return store.settle(notice.id, 'SENT', reply);
  }
  if (result === 'REFUSED') {
    count.failed += 1;
    count.bounced.push({ person: recipient.id, reply: codesOf(reply) });
    return store.settle(notice.id, 'FAILED', reply);
  }
  count.waiting += 1;
  return store.settle(notice.id, 'QUEUED', reply);
}

/** The task that a notice is about. Only approvals have tasks with links. */
function taskOf({ task, about }: DueNotice): Task | null {
  if (task === null || about === null) return null;
  const state = about.state as ApprovalState;
  return [...state.tasks, ...state.past].find((candidate) => candidate.task === task) ?? null;
}

/** A task that was decided, passed on or closed meanwhile, or whose turn it is not, needs no mail any more. */
function stillWanted(notice: DueNotice, person: string): boolean {
  if (notice.task === null || notice.about === null) return true;
  const task = taskOf(notice);
  if (task === null || task.person !== person || task.status !== 'PENDING') return false;
  return task.kind !== 'DECIDE' || (notice.about.state as ApprovalState).status === 'OPEN';
}
