/** Numbers of domain/ that gate and compute nothing of a programme, and why each stands where it does. */

/** Rooms and files of which none of the numbers is a rule. */
export const PLAIN_ROOMS: Readonly<Record<string, string>> = {
  'domain/standards/routes.ts': 'routes, which a county replaces one by one, each with its basis',
  'domain/rule-table': 'how a table is told',
  'domain/kernel': 'days, lengths of text and bytes: what every case has',
  'domain/text': 'which text can be kept',
  'domain/words': 'how days and money are written',
  'domain/notice': 'addresses (RFC 5321) and when people wish to be told',
  'domain/audit/report.ts': 'widths of columns on paper',
  'domain/audit/ranges.ts': 'how the search is laid out',
};

export const PLAIN_NUMBERS: readonly { readonly file: string; readonly has: string; readonly why: string }[] = [
  { file: 'domain/approval/condition.ts', has: 'COMBINATIONS_MAX', why: 'how long a check of a route may take' },
  { file: 'domain/approval/decide/clock.ts', has: 'LOOK_AGAIN_DAYS', why: 'how often the recorder is asked whether a mail went out' },
  { file: 'domain/approval/decide/clock.ts', has: '?? 8', why: 'the last of LOOK_AGAIN_DAYS' },
  { file: 'domain/approval/decide/talk.ts', has: 'MAIL_ASKED_EVERY_MS', why: 'a guard against machines that flood a mailbox' },
  { file: 'domain/approval/door.ts', has: 'MARK_CHARACTERS', why: 'length of a mark' },
  { file: 'domain/approval/human-check.ts', has: 'CHECK_DIGITS', why: 'the check against machines (docs/adr)' },
  { file: 'domain/approval/human-check.ts', has: 'CHECK_TRIES', why: 'the same' },
  { file: 'domain/approval/human-check.ts', has: '[0, 1, 9]', why: 'digits that a machine would guess' },
  { file: 'domain/aside.ts', has: 'REASON_MAX', why: 'length of a reason that is kept' },
  { file: 'domain/aside.ts', has: 'KEY_MAX', why: 'length of a key' },
  { file: 'domain/audit/document-number.ts', has: 'NUMBER_MAX', why: 'length of a number that is looked for' },
  { file: 'domain/audit/entry.ts', has: 'TEXT_MAX', why: 'how much text of an event is searched' },
  { file: 'domain/audit/tell.ts', has: 'MOST', why: 'length of a sentence' },
  { file: 'domain/calendar/calendar.ts', has: 'weekday', why: 'Saturday and Sunday' },
  { file: 'domain/standards/demand.ts', has: 'const Z =', why: 'the quantile of 95 % confidence (Cochran)' },
  { file: 'domain/standards/demand.ts', has: '4 * e * e', why: 'p (1 − p) at its largest, a quarter (Cochran)' },
  { file: 'domain/standards/demand.ts', has: '0.25 / effective', why: 'the same' },
  { file: 'domain/programme/county-routes.ts', has: 'TWO_SINCE', why: 'a generation of the rules (docs/adr/0024)' },
  { file: 'domain/standards/acceptance.ts', has: 'item(', why: 'the number of an item on paper, in rows of ACCEPTANCE' },
  { file: 'domain/standards/acceptance.ts', has: 'points(', why: 'a row of ACCEPTANCE' },
  { file: 'domain/standards/acceptance.ts', has: 'days(', why: 'a row of ACCEPTANCE' },
  { file: 'domain/standards/classes.ts', has: 'sizeOf(', why: 'a row of CLASSES' },
  { file: 'domain/standards/classes.ts', has: 'perCarer(', why: 'a row of CLASSES' },
  { file: 'domain/standards/lights.ts', has: 'monthsRow(', why: 'a row of LIGHTS' },
  { file: 'domain/standards/milestones.ts', has: 'weights(', why: 'a row of MILESTONES' },
  { file: 'domain/standards/air.ts', has: "of('", why: 'a row of AIR' },
];
