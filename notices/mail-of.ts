/**
 * The mail of one notice: mints what its link, code and reply need, and builds it. Token, digits and codes exist here and in
 * the mail only; hashes alone are stored (docs/adr/0007). Deliberately absent: whether it may go out (wanted.ts, courier.ts).
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { Task } from '../domain/approval/facts.ts';
import { CHECK_DIGITS, isPlainNumber } from '../domain/approval/human-check.ts';
import { mayBeAnsweredByMail } from '../domain/approval/route.ts';
import { kindOf, stateIn } from '../domain/cases.ts';
import type { Reachable } from '../domain/notice/ledger.ts';
import { composeMail, type Occasion } from './compose.ts';
import type { Mailer } from './mail.ts';
import type { DueNotice, NoticeStore } from './notice-store.ts';
import { contentNow, isOutOfDate, taskOf } from './wanted.ts';

const MINUTE_MS = 60_000;
const CODE_MINUTES = 10;

/** Digits for one link; none that a machine would try first. */
function checkDigits(): string {
  for (;;) {
    const digits = String(randomInt(10 ** CHECK_DIGITS)).padStart(CHECK_DIGITS, '0');
    if (!isPlainNumber(digits)) return digits;
  }
}

export type Building = {
  readonly store: NoticeStore;
  readonly mailer: Mailer;
  /** Where the API is seen from outside; never taken from a request's Host (OWASP Forgot Password). */
  readonly publicUrl: string;
  readonly linkDays: number;
  /** Where answers by mail go; null: nobody can decide by mail. */
  readonly replyAddress: string | null;
};

export async function mailOf(building: Building, notice: DueNotice, recipient: Reachable): Promise<Buffer> {
  const { store, publicUrl, mailer } = building;
  const task = taskOf(notice);
  const ways =
    notice.template === 'sign-in'
      ? { ...NO_WAYS, code: await signInCode(store, recipient.id) }
      : task === null
        ? NO_WAYS
        : await waysToAnswer(building, notice, task, recipient);
  const mail = composeMail({
    notice: notice.id,
    template: notice.template,
    to: {
      name: recipient.name,
      nameEn: recipient.nameEn,
      address: notice.toAddress ?? recipient.email,
      locale: recipient.locale,
    },
    about: notice.about,
    facts: notice.facts,
    content: notice.content,
    form: formOf(notice),
    nameOf: (person, locale) => {
      const known = notice.names.get(person);
      return known === undefined ? person : locale === 'en' ? known.nameEn : known.name;
    },
    ...ways,
    overview: notice.overview,
    unsubscribe: notice.template === 'digest' ? `${publicUrl}/unsubscribe/${await store.mintUnsubscribe(recipient.id)}` : null,
    publicUrl,
  });
  return mailer.build(mail);
}

/** The form of the approval that it is about. */
const formOf = ({ about }: DueNotice): Occasion['form'] =>
  about === null || kindOf(about.stream) !== 'approval' ? undefined : stateIn('approval', about).route.form;

/** A step that asks for a score, a signature, a code or a sign-in is answered on its page. */
const isEnoughByMail = ({ about }: DueNotice, { step }: Task): boolean =>
  about === null || kindOf(about.stream) !== 'approval' || mayBeAnsweredByMail(stateIn('approval', about).route, step);

type Ways = Pick<Occasion, 'link' | 'code' | 'reply'>;
const NO_WAYS: Ways = { link: null, code: null, reply: null };

const signInCode = (store: NoticeStore, person: string): Promise<string> =>
  store.mintCode({ purpose: 'SIGN_IN', stream: '', task: 0, person, seen: '' }, new Date(Date.now() + CODE_MINUTES * MINUTE_MS));

async function waysToAnswer(
  { store, publicUrl, linkDays, replyAddress }: Building,
  notice: DueNotice,
  task: Task,
  recipient: Reachable,
): Promise<Ways> {
  // Whoever decides answers to the content that this mail tells of, and to no other; a later mail has the way to that.
  if (isOutOfDate(notice, task)) return NO_WAYS;
  const owned = { stream: notice.stream, task: task.task, person: recipient.id, seen: contentNow(notice) };
  if (notice.template === 'code') {
    const code = await store.mintCode({ purpose: 'PAGE', ...owned }, new Date(Date.now() + CODE_MINUTES * MINUTE_MS));
    return { ...NO_WAYS, code };
  }
  const expiresAt = new Date(Date.now() + linkDays * 86_400_000);
  const token = randomBytes(32).toString('base64url');
  const check = checkDigits();
  await store.storeLink(token, { notice: notice.id, ...owned, check, expiresAt });
  const link = { url: `${publicUrl}/a/${token}`, check };
  if (replyAddress === null || task.kind !== 'DECIDE' || !isEnoughByMail(notice, task)) return { ...NO_WAYS, link };
  return { link, code: null, reply: { code: await store.mintCode({ purpose: 'REPLY', ...owned }, expiresAt), address: replyAddress } };
}
