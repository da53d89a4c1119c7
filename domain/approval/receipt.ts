/**
 * Days with legal effect: when something was received, resubmitted, supplied, resumed. They are the server's own; an
 * earlier one is entered by the office alone, with the number under which the paper was registered, and bears that mark for
 * ever (docs/adr/0028). Deliberately absent: what a day leads to (decide/).
 */
import { clocksOf } from '../calendar/clock-rules.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { addDays, dayAt } from '../kernel/days.ts';
import { futureFault, type Rejection, rejection } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { isOffice } from '../kernel/who-acts.ts';
import type { Standards } from '../rule-table/table.ts';
import { dayWords } from '../words/days.ts';

/** What a command may say of its day; people other than the office say nothing, or today. */
export type Declared = {
  readonly on?: IsoDate;
  /** 收件登记号 or 文号 of the paper that proves an earlier day. */
  readonly document?: string;
};

/** An earlier day was entered: by which paper, and by whom. */
export type Backdated = { readonly document: string; readonly by: string };
export type LegalDay = { readonly on: IsoDate; readonly backdated?: Backdated };

/** What a day cannot lie before, and why in words. */
export type Cause = { readonly day: IsoDate; readonly what: Text };

const earlier = (zh: string, en: string): Rejection => rejection('EARLIER_DAY', zh, en);

/** Whose matter it is, who never sets its days, and what it is pinned to. */
type Of = { readonly applicant: string; readonly standards?: Standards };

/** The day that counts, or why it does not. */
export function legalDay({ on, document }: Declared, cause: Cause | null, { applicant, standards }: Of, context: Context): LegalDay | Rejection {
  const today = dayAt(context.now);
  // Commands of releases that asked for a day count as they did.
  if (!byRules(context, 2)) return { on: on ?? today };
  const paper = document?.trim() ?? '';
  if (on === undefined || on === today) {
    if (paper === '') return { on: today };
    return earlier('收件登记号或文号只用于补录更早的日期（on）。', 'A document number belongs to an earlier day ("on"); today needs none.');
  }
  const future = futureFault(on, context);
  if (future !== null) return future;
  const { person } = context.actor;
  if (person === null || !isOffice(context))
    return earlier(
      `日期由系统按收到之日（今天，${dayWords(today).zh}）确定，无需填写；更早的收件日期只能由领导小组办公室凭收件登记号补录。`,
      `The day is the one on which this is received, today (${dayWords(today).en}); leave "on" out. An earlier day is entered by the programme office alone, with its document number.`,
    );
  if (person === applicant)
    return earlier(
      '不能为自己的申请补录日期，请办公室的其他同事录入。',
      'Nobody enters an earlier day for an application of their own; ask a colleague of the office.',
    );
  if (paper === '')
    return earlier(
      `补录 ${dayWords(on).zh}须写明收件登记号或文号（document）。`,
      `The earlier day ${dayWords(on).en} needs the number under which the paper was registered ("document").`,
    );
  if (cause !== null && on < cause.day)
    return earlier(
      `${dayWords(on).zh}早于${cause.what.zh}（${dayWords(cause.day).zh}），请核对。`,
      `${dayWords(on).en} lies before ${cause.what.en} (${dayWords(cause.day).en}); please check it.`,
    );
  // What is older is no late entry but the taking over of an old matter, and nothing of this case can have caused it.
  const { enteredWithinDays } = clocksOf(standards);
  const earliest = addDays(today, -enteredWithinDays);
  if (on < earliest)
    return earlier(
      `只能补录 ${enteredWithinDays} 天以内（${dayWords(earliest).zh}起）收到的材料。`,
      `What was received on paper is entered within ${enteredWithinDays} days: not before ${dayWords(earliest).en}.`,
    );
  return { on, backdated: { document: paper, by: person } };
}

export const isRefused = (day: LegalDay | Rejection): day is Rejection => 'code' in day;

/** The mark for an event; nothing where the day is the server's. */
export const markOf = ({ backdated }: LegalDay): { readonly backdated?: Backdated } => (backdated === undefined ? {} : { backdated });
