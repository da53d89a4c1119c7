/** Values that many schemas share, with what makes them wrong told in words. */
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { LOCALES } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { readAddress } from '../../domain/notice/address.ts';
import { faultOfLine, faultOfText, showsNothing, withLineEnds } from '../../domain/text/check.ts';

const real = (value: string): boolean => {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};

/** Days outside of these are slips; so is a year that a database or a calendar cannot hold. */
const DAYS = { first: '1900-01-01', last: '2200-12-31' } as const;
const inRange = (value: string): boolean => value >= DAYS.first && value.slice(0, 10) <= DAYS.last;
const OUT_OF_RANGE = `must lie between ${DAYS.first} and ${DAYS.last}`;

/** The same range, as far as a pattern can say it. */
const IN_RANGE = '^(19\\d{2}|2[01]\\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';

/** A day in Asia/Shanghai, `2026-11-24`. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no date like 2026-11-24', abort: true })
  .refine(real, { error: 'is no day of the calendar', abort: true })
  .refine(inRange, OUT_OF_RANGE)
  .meta({ format: 'date', pattern: IN_RANGE });
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'is no month like 2026-11', abort: true })
  .refine((value) => inRange(`${value}-01`), OUT_OF_RANGE);
/** A day counts from its beginning in Asia/Shanghai; an instant is taken as it is. Answered in UTC. */
export const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'is no day like 2026-11-24 and no instant like 2026-11-24T01:00:00Z')
  .refine(inRange, { error: OUT_OF_RANGE, abort: true })
  .transform((text) => new Date(text.length === 10 ? `${text}T00:00:00+08:00` : text).toISOString());

/** A whole number as PostgreSQL's `integer` holds it; counts are no larger anywhere. */
export const whole = z.int('is not a whole number').min(-2_147_483_648, 'is too small').max(2_147_483_647, 'is too large');
export const count = whole.min(0, 'is negative');
/** Any other number of a person: an area, a share, a reading. */
export const amount = z.number().min(-1e15, 'is too small').max(1e15, 'is too large');
/** Whole 分, never a float (domain facts 4.2). */
export const fen = z.int('is not a whole number of 分').min(0, 'is negative').max(1e13, 'is too large');
/** A whole number in an address: digits alone. */
export const digits = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && !/^\d{1,16}$/.test(value) ? Number.NaN : value),
    z.coerce
      .number('is not a whole number')
      .int('is not a whole number')
      .min(least, `must be at least ${least}`)
      .max(most, `must be at most ${most}`),
  );

/**
 * What a schema can say of it: no control characters, in a line no tabs and line ends either. Ends where a regular expression
 * of every language ends; marks that hide or turn text (domain/text/marks.ts) have properties that few of them know.
 */
const PATTERNS = {
  text: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u202a-\\u202e\\u2066-\\u2069\\ue000-\\uf8ff\\ufeff\\ufffd]*$',
  line: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u202a-\\u202e\\u2066-\\u2069\\ue000-\\uf8ff\\ufeff\\ufffd]*$',
} as const;

/** Every text that a person or a machine types begins as one of these two: domain/text says what may be in it. */
const typed = (faultOf: (text: string) => Text | null, pattern: string) =>
  z
    .string()
    .overwrite(withLineEnds)
    .check(({ value, issues }) => {
      const fault = faultOf(value);
      if (fault !== null) issues.push({ code: 'custom', message: fault.en, input: value, continue: true });
    })
    .meta({ pattern });
const longest = (schema: z.ZodString, most: number): z.ZodString => schema.max(most, `is longer than ${most.toLocaleString('en')} characters`);
/** What shows nothing is empty. */
const emptied = (text: string): string => (showsNothing(text) ? '' : text);

/** Text of a person, one line or more; its length is what the browser counts. */
export const textOf = (most: number): z.ZodString => longest(typed(faultOfText, PATTERNS.text).overwrite(emptied), most);
export const text = textOf(2_000);
/** One line, of which some may be left empty. */
export const lineOf = (most: number): z.ZodString => longest(typed(faultOfLine, PATTERNS.line).overwrite(emptied), most);
/** The same where something has to be said. */
export const asked = (schema: z.ZodString): z.ZodString => schema.min(1, 'is empty');
/** A code, reference or document number. */
export const code = asked(lineOf(80));
/** A mail address in either form of its domain; kept with the domain as `xn--` (domain/notice/address.ts). */
export const mailAddress = lineOf(254)
  .check((context) => {
    const read = readAddress(context.value, domainToASCII);
    if ('fault' in read) context.issues.push({ code: 'custom', message: read.fault, input: context.value });
  })
  .overwrite((value) => {
    const read = readAddress(value, domainToASCII);
    return 'fault' in read ? value : read.address;
  });
const title = asked(lineOf(2_000));
export const bilingual = z.strictObject({ zh: title, en: title });
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in lower-case hex');
export const documentRef = z.strictObject({
  title: asked(lineOf(200)),
  number: code.exactOptional(),
  on: day.exactOptional(),
  sha256: sha256.exactOptional(),
});

type Issue = z.core.$ZodIssue;
const keysDiffer = (issue: Issue): boolean => issue.code === 'unrecognized_keys' || issue.message.endsWith('received undefined');

/** Of several shapes that would do, the one that was meant is the one whose keys are there; then its faults are told. */
function meant(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branch = issue.errors.find((issues) => issues.every((inner) => inner.path.length > 0 && !(inner.path.length === 1 && keysDiffer(inner))));
  return branch === undefined ? [issue] : branch.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What a value has to be, where a schema gives no words of its own (zod: `expected string, received undefined`). */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object of fields',
  record: 'an object of fields',
  null: 'null',
};
const OF_ORIGIN: Readonly<Record<string, string>> = { string: ' characters', array: ' items', file: ' bytes' };

function sentenceOf(issue: Issue): string {
  if (!/^(Invalid|Unrecognized|Too (small|big))\b/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'must be given' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `must not hold ${issue.keys.map((key) => `"${key}"`).join(', ')}, which is not known here`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${OF_ORIGIN[issue.origin] ?? ''}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${OF_ORIGIN[issue.origin] ?? ''}`;
    case 'invalid_union':
      return 'must be of one of the shapes that are known here';
    default:
      return issue.message;
  }
}

/** Every fault of a failed parse, as `path: what is wrong`. */
export function faultsOf(error: z.ZodError, prefix = ''): readonly string[] {
  return error.issues.flatMap(meant).map((issue) => {
    const path = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '');
    return `${prefix}${path === '' ? '(whole)' : path}: ${sentenceOf(issue)}`;
  });
}

/** The name of a case. */
export const streamName = z.string().regex(/^[a-z]+\/[A-Za-z0-9._~-]{1,80}$/, 'is no case like approval/QH-01.FSR');

/** The language of a file or a page that is asked for. */
export const lang = z.enum(LOCALES).default('zh-CN');
