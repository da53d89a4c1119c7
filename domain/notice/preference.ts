/**
 * What a person wants to be told, how and when: a wish for each topic and channel, quiet hours, a digest. Pure; the mail
 * ledger asks it before every mail. Deliberately absent: who is told of what (each case's notices), limits of an hour.
 */

import { type Calendar, isWorkday } from '../calendar/calendar.ts';
import { addDays, dayAt, minuteAt } from '../kernel/days.ts';
import { faultAt } from '../kernel/fault.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import { NOTICE_TEMPLATES, type NoticeTemplate } from './due.ts';

/** What notices are about; a wish is made for each. ASKED is what somebody asked for himself just now. */
export const TOPICS = ['TASKS', 'CLOCKS', 'TALK', 'OUTCOMES', 'RECEIPTS', 'PROGRAMME'] as const;
export type Topic = (typeof TOPICS)[number];

const TOPIC_OF: Readonly<Record<NoticeTemplate, Topic | 'ASKED'>> = {
  task: 'TASKS',
  resubmitted: 'TASKS',
  'handed-over': 'TASKS',
  'given-back': 'TASKS',
  'opinion-asked': 'TASKS',
  'opinion-given': 'TASKS',
  question: 'TASKS',
  supplement: 'TASKS',
  returned: 'TASKS',
  withheld: 'TASKS',
  rectification: 'TASKS',
  measure: 'TASKS',
  'to-act': 'TASKS',
  reminder: 'CLOCKS',
  overdue: 'CLOCKS',
  nudge: 'CLOCKS',
  escalation: 'CLOCKS',
  expired: 'CLOCKS',
  'pause-over': 'CLOCKS',
  deadline: 'CLOCKS',
  light: 'CLOCKS',
  finding: 'PROGRAMME',
  'monthly-report': 'CLOCKS',
  answer: 'TALK',
  copy: 'TALK',
  decided: 'OUTCOMES',
  withdrawn: 'OUTCOMES',
  superseded: 'OUTCOMES',
  accepted: 'OUTCOMES',
  paused: 'OUTCOMES',
  extended: 'OUTCOMES',
  cancelled: 'OUTCOMES',
  receipt: 'RECEIPTS',
  stage: 'PROGRAMME',
  'project-changed': 'PROGRAMME',
  'stand-in': 'PROGRAMME',
  approvers: 'OUTCOMES',
  mandate: 'PROGRAMME',
  'mandate-over': 'PROGRAMME',
  desk: 'PROGRAMME',
  unreachable: 'PROGRAMME',
  seen: 'TALK',
  untold: 'PROGRAMME',
  'fresh-link': 'ASKED',
  code: 'ASKED',
  bounce: 'ASKED',
  'reply-refused': 'ASKED',
  burst: 'ASKED',
  digest: 'ASKED',
  // Whoever gains or loses power over others, or a way in, hears of it at once; nobody can put that off.
  'mandate-asked': 'ASKED',
  role: 'ASKED',
  'role-proposed': 'ASKED',
  'route-proposed': 'ASKED',
  'route-changed': 'ASKED',
  'standard-proposed': 'ASKED',
  'standard-changed': 'ASKED',
  'units-proposed': 'ASKED',
  'units-changed': 'ASKED',
  'takeover-proposed': 'ASKED',
  manager: 'ASKED',
  'sign-in': 'ASKED',
  account: 'ASKED',
  invited: 'ASKED',
  guesses: 'ASKED',
};
export const topicOf = (template: NoticeTemplate): Topic | 'ASKED' => TOPIC_OF[template];

/** AT_ONCE, with the next digest, or not at all. */
export const MAIL_WISHES = ['AT_ONCE', 'DIGEST', 'OFF'] as const;
export type MailWish = (typeof MAIL_WISHES)[number];

export type Wishes = {
  readonly mail: Readonly<Record<Topic, MailWish>>;
  /** Whether cards in a group chat may be about what concerns him. */
  readonly chat: Readonly<Record<Topic, boolean>>;
  /** For one event alone, where it differs from its topic. */
  readonly events?: Readonly<Partial<Record<NoticeTemplate, { readonly mail?: MailWish; readonly chat?: boolean }>>>;
  /** No mail from one time of day to another, Asia/Shanghai (`21:00` to `07:30`); with `restDays`, none on days off. */
  readonly quiet: { readonly from: string; readonly to: string; readonly restDays: boolean } | null;
  /** The overview of each working day. */
  readonly digest: boolean;
  /** Whether what is asked of them comes as a message in the app that they have bound, beside the mail; absent: it does. */
  readonly work?: boolean;
};

const each = <T>(value: T): Readonly<Record<Topic, T>> => ({
  TASKS: value,
  CLOCKS: value,
  TALK: value,
  OUTCOMES: value,
  RECEIPTS: value,
  PROGRAMME: value,
});

/** Of whoever has said nothing. A receipt stands on the page that they decided on. */
export const USUAL_WISHES: Wishes = { mail: { ...each<MailWish>('AT_ONCE'), RECEIPTS: 'OFF' }, chat: each(true), quiet: null, digest: true };

/** What somebody is asked to do always comes at once, and a light is never put out: at most it waits for the digest. */
export function faultsOf({ mail, quiet, events = {} }: Wishes): readonly Text[] {
  const faults: Text[] = [];
  for (const template of NOTICE_TEMPLATES) {
    const wish = events[template]?.mail;
    const topic = topicOf(template);
    if (wish === undefined) continue;
    if (topic === 'ASKED')
      faults.push(
        faultAt(`events.${template}`, {
          zh: '须立即送达：由您自己请求，或涉及故障、权限',
          en: 'you ask for it yourself, or it tells of a fault or of who may do what; it comes at once',
        }),
      );
    if ((topic === 'TASKS' && wish !== 'AT_ONCE') || (topic === 'CLOCKS' && wish === 'OFF'))
      faults.push(faultAt(`events.${template}.mail`, { zh: '不得低于其主题允许的程度', en: 'must be no less than its topic may' }));
  }
  if (mail.TASKS !== 'AT_ONCE')
    faults.push(
      faultAt('mail.TASKS', {
        zh: '须立即发送；安静时段可将其留到早晨',
        en: 'what you are asked to do is mailed at once; quiet hours can hold it until morning',
      }),
    );
  if (mail.CLOCKS === 'OFF')
    faults.push(
      faultAt('mail.CLOCKS', {
        zh: '亮灯和提醒可以随概览发送，但不得关闭',
        en: 'lights and reminders can wait for the digest, but not be switched off',
      }),
    );
  if (quiet !== null && quiet.from === quiet.to && !quiet.restDays)
    faults.push(faultAt('quiet', { zh: '起止时间不得相同', en: 'must not begin and end at the same time' }));
  return faults;
}

export type Plan =
  | { readonly kind: 'NOW' }
  | { readonly kind: 'HOLD'; readonly until: IsoInstant }
  | { readonly kind: 'DIGEST' }
  | { readonly kind: 'OFF' };

/** When a notice may go out. What somebody asked for himself knows no quiet hours. */
export function planOf(template: NoticeTemplate, wishes: Wishes, now: IsoInstant, calendar: Calendar): Plan {
  const topic = topicOf(template);
  if (topic === 'ASKED') return { kind: 'NOW' };
  const wish = wishes.events?.[template]?.mail ?? wishes.mail[topic];
  if (wish === 'OFF') return { kind: 'OFF' };
  if (wish === 'DIGEST') return { kind: 'DIGEST' };
  const until = quietUntil(wishes.quiet, now, calendar);
  return until === null ? { kind: 'NOW' } : { kind: 'HOLD', until };
}

/** What asks something of one person: it comes in the app that they have bound as well. */
const WORK_CLOCKS: readonly NoticeTemplate[] = ['reminder', 'overdue', 'nudge'];
export const WORK_TEMPLATES: readonly NoticeTemplate[] = NOTICE_TEMPLATES.filter(
  (template) => TOPIC_OF[template] === 'TASKS' || WORK_CLOCKS.includes(template),
);

/** When a message in that app may go out: quiet hours are quiet there too. Null: now. */
export const workHeldUntil = ({ quiet }: Wishes, now: IsoInstant, calendar: Calendar): IsoInstant | null => quietUntil(quiet, now, calendar);

const MINUTE_MS = 60_000;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const instantAt = (day: IsoDate, minutes: number): IsoInstant => new Date(Date.parse(`${day}T00:00:00+08:00`) + minutes * MINUTE_MS).toISOString();

/** A year that the calendar does not know has no days off here: better a mail on a holiday than none. */
const isRest = (day: IsoDate, calendar: Calendar): boolean => calendar.years[day.slice(0, 4)] !== undefined && !isWorkday(day, calendar);

/** Rest days in a row are fewer than this; a longer silence would be a mistake of the calendar. */
const DAYS_LOOKED = 40;

function quietUntil(quiet: Wishes['quiet'], now: IsoInstant, calendar: Calendar): IsoInstant | null {
  if (quiet === null) return null;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = (instant: IsoInstant): boolean => {
    const minute = minutesOf(minuteAt(instant).slice(11));
    const inHours = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
    return inHours || (quiet.restDays && isRest(dayAt(instant), calendar));
  };
  if (!isQuiet(now)) return null;
  // It can only end at midnight, after a day off, or at the hour that the person named.
  const ends = Array.from({ length: DAYS_LOOKED }, (_, n) => addDays(dayAt(now), n)).flatMap((day) => [instantAt(day, 0), instantAt(day, to)]);
  return ends.find((instant) => instant > now && !isQuiet(instant)) ?? null;
}

/** Whether and for which day a digest is due: on working days from that time of day (`08:30`) until noon. */
export function digestDay(now: IsoInstant, time: string, calendar: Calendar): IsoDate | null {
  const day = dayAt(now);
  const minute = minutesOf(minuteAt(now).slice(11));
  return minute >= minutesOf(time) && minute < 12 * 60 && !isRest(day, calendar) ? day : null;
}

/** Whether a working day is the first of its week (from Monday): the day on which figures are told. */
export function beginsWeek(day: IsoDate, calendar: Calendar): boolean {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const before = Array.from({ length: sinceMonday }, (_, n) => addDays(day, -1 - n));
  return !isRest(day, calendar) && before.every((one) => isRest(one, calendar));
}
