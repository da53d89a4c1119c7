/** Why a command is refused: a closed list, each with a sentence that tells a person what to do next. */
import type { Context } from './context.ts';
import { dayWords } from './day-words.ts';
import { dayAt } from './days.ts';
import type { IsoDate, Text } from './values.ts';

export const REJECTION_CODES = [
  'NOT_OPENED',
  'ALREADY_OPENED',
  'CLOSED',
  'NOT_YOURS',
  'OWN_PROJECT',
  'NOT_ASKED',
  'ALREADY_DECIDED',
  'NOT_YOUR_TURN',
  'SUPERSEDED',
  'REASON_REQUIRED',
  'SCORE_REQUIRED',
  'SIGNATURE_REQUIRED',
  'NOT_ALLOWED_BY_ROUTE',
  'PAUSED',
  'NOT_RETURNED',
  'NOT_PAUSED',
  'ALREADY_SUPPLEMENTED',
  'SYSTEM_ONLY',
  'OUT_OF_ORDER',
  'WRONG_STATE',
  'UNKNOWN_ITEM',
  'DUPLICATE',
  'INCOMPLETE',
  'NO_ANSWERS',
  'SUMS_DISAGREE',
  'NOTE_REQUIRED',
  'ESTIMATE_EXCEEDS_FSR',
  'PAYMENT_OVER_LIMIT',
  'FUNDS_SHORT',
  'RATIO_NOT_MET',
  'SUSPENDED',
  'DATE_IN_FUTURE',
  'PANEL_INVALID',
  'WHICH_TASK',
  'PERSON_NOT_ELIGIBLE',
  'TOO_SOON',
  'NOTHING_TO_TAKE_BACK',
  'CONDITIONS_REQUIRED',
  'UNDERTAKING_MISSING',
  'ALREADY_EXTENDED',
  'WITHDRAWAL_TOO_LATE',
  'MANDATE_INVALID',
  'ROUTE_FAULTS',
  'FORM_FAULTS',
  'ASSURANCE_TOO_LOW',
  'EARLIER_DAY',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];
export const isRejectionCode = (code: string): code is RejectionCode => REJECTION_CODES.some((known) => known === code);

export type Rejection = {
  readonly code: RejectionCode;
  readonly message: Text;
  /** Everything that is wrong, where there is more than one thing. */
  readonly faults?: readonly string[];
  /** The same in Chinese, one for one, where each is told in both languages. */
  readonly faultsZh?: readonly string[];
};

type Faults = readonly Text[];
const told = (faults: Faults): Pick<Rejection, 'faults' | 'faultsZh'> =>
  faults.length === 0 ? { faults: [] } : { faults: faults.map(({ en }) => en), faultsZh: faults.map(({ zh }) => zh) };

export const rejection = (code: RejectionCode, zh: string, en: string, faults?: Faults): Rejection => ({
  code,
  message: { zh, en },
  ...(faults === undefined ? {} : told(faults)),
});

export const notOpened = rejection('NOT_OPENED', '该事项尚未建立。', 'This case has not been opened yet.');
export const alreadyOpened = rejection('ALREADY_OPENED', '该事项已经建立。', 'This case has been opened already.');
export const alreadyClosed = rejection('CLOSED', '该事项已办结，不能再操作。', 'This case is closed; nothing more can be done in it.');
export const notYours = rejection(
  'NOT_YOURS',
  '只有项目负责人或领导小组办公室可以这样做。',
  "Only the project's manager or the programme office may do this.",
);
export const systemOnly = rejection('SYSTEM_ONLY', '此操作只由系统执行。', 'Only the system itself does this.');
export const unknownItem = (what: string): Rejection => rejection('UNKNOWN_ITEM', `没有“${what}”这一项。`, `There is no item "${what}" here.`);
export const wrongState = (zh: string, en: string): Rejection => rejection('WRONG_STATE', zh, en);
/** A day before what it follows. */
export const beforeCause = (on: string, cause: string, { zh, en }: Text): Rejection =>
  rejection('EARLIER_DAY', `日期 ${on} 不得早于${zh}之日 ${cause}。`, `The day ${on} must not be before ${cause}, when ${en}.`);
export const incomplete = (zh: string, en: string, faults: Faults): Rejection => rejection('INCOMPLETE', zh, en, faults);

/** All that is wrong with a list as one report, which keeps the code that all of it has. Null: nothing is wrong. */
export function oneReport(says: Text, rejections: readonly Rejection[], faults: Faults = []): Rejection | null {
  const [only, ...others] = rejections;
  if (only !== undefined && others.length + faults.length === 0) return only;
  const all = [...rejections.map(({ message }) => message), ...faults];
  if (all.length === 0) return null;
  const alike = only !== undefined && faults.length === 0 && others.every(({ code }) => code === only.code);
  return rejection(alike ? only.code : 'INCOMPLETE', says.zh, says.en, all);
}

/** What the recorder refuses although the domain agreed: the world does not know an answer. Nothing is recorded then. */
export const RECORDER_FAILURES = [
  'CALENDAR_YEAR_UNKNOWN',
  'NOBODY_FOUND',
  'PERSON_UNKNOWN',
  'CANNOT_LEAVE',
  'PAPERS_MISSING',
  'PERIOD_TOO_SHORT',
  'UNITS_UNFIT',
  'ROUTE_UNKNOWN',
  'CODE_TAKEN',
  'STREAM_CONFLICT',
  'COMMAND_ID_TAKEN',
  'SEAL_INVALID',
  'TEXT_NOT_KEPT',
] as const;
export type RecorderFailure = (typeof RECORDER_FAILURES)[number];

/** A document or an act cannot bear a date that has not come yet. */
export function futureFault(on: IsoDate, context: Context) {
  if (on <= dayAt(context.now)) return null;
  const { zh, en } = dayWords(on);
  return rejection('DATE_IN_FUTURE', `${zh}尚未到来。`, `The date ${en} lies in the future.`);
}
