/** What the courier keeps in PostgreSQL: wiring only. */
import type { NoticeStore } from '../notices/notice-store.ts';
import type { Database } from '../prisma/database.ts';
import { mintCode } from '../prisma/mail/codes.ts';
import { markDigested } from '../prisma/mail/digests.ts';
import { storeLink } from '../prisma/mail/links.ts';
import {
  addNotice,
  claimAbout,
  claimDue,
  claimNotices,
  giveBack,
  keepersOf,
  noteDeadAddress,
  putNoticeAside,
  settleNotice,
} from '../prisma/mail/notices.ts';
import { mintUnsubscribe } from '../prisma/mail/preferences.ts';
import { readCalendar } from '../prisma/record/calendar.ts';

const CALENDAR_AGE_MS = 60_000;

/** The calendar, read once a minute: every mail asks it. */
function calendarOf(database: Database): () => ReturnType<typeof readCalendar> {
  let kept: { readonly at: number; readonly calendar: ReturnType<typeof readCalendar> } | null = null;
  return () => {
    if (kept === null || Date.now() - kept.at > CALENDAR_AGE_MS) {
      const calendar = readCalendar(database);
      kept = { at: Date.now(), calendar };
      calendar.catch(() => {
        kept = null;
      });
    }
    return kept.calendar;
  };
}

export const noticeStore = (database: Database): NoticeStore => ({
  claim: (ids) => claimNotices(database, ids),
  claimAbout: (stream, versions) => claimAbout(database, stream, versions),
  claimDue: (most) => claimDue(database, most),
  settle: (id, settlement) => settleNotice(database, id, settlement),
  unclaim: (notices) => giveBack(database, notices),
  storeLink: (token, link) => storeLink(database, token, link),
  mintCode: (wanted, expiresAt) => mintCode(database, wanted, expiresAt),
  mintUnsubscribe: (person) => mintUnsubscribe(database, person),
  noteDeadAddress: (person, address) => noteDeadAddress(database, person, address),
  addNotice: (notice) => addNotice(database, notice),
  keepersOf: (stream, without) => keepersOf(database, stream, without),
  markDigested: (notices) => markDigested(database, notices),
  calendar: calendarOf(database),
  putAside: (notice, reason) => putNoticeAside(database, notice, reason),
});
