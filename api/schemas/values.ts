/** Values that many schemas share, with what makes them wrong told in words. */
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { isRealDay } from '../../domain/kernel/days.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { readAddress } from '../../domain/notice/address.ts';
import { faultOfLine, faultOfText, showsNothing, withLineEnds } from '../../domain/text/check.ts';

/** What a schema says in words of its own: zod keeps one string, so both languages stand in it, English first. */
export const said = (zh: string, en: string): string => `${en}\n${zh}`;
const wordsIn = (message: string): Text | null => {
  const [en, zh] = message.split('\n');
  return en === undefined || zh === undefined ? null : { zh, en };
};

/** Days outside of these are slips; so is a year that a database or a calendar cannot hold. */
const DAYS = { first: '1900-01-01', last: '2200-12-31' } as const;
const inRange = (value: string): boolean => value >= DAYS.first && value.slice(0, 10) <= DAYS.last;
const OUT_OF_RANGE = said(`须在 ${DAYS.first} 至 ${DAYS.last} 之间`, `must lie between ${DAYS.first} and ${DAYS.last}`);

/** The same range, as far as a pattern can say it. */
const IN_RANGE = '^(19\\d{2}|2[01]\\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';

/** A day in Asia/Shanghai, `2026-11-24`. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: said('须为日期，如 2026-11-24', 'must be a date like 2026-11-24'), abort: true })
  .refine(isRealDay, { error: said('须为日历上有的日期', 'must be a day of the calendar'), abort: true })
  .refine(inRange, OUT_OF_RANGE)
  .meta({ format: 'date', pattern: IN_RANGE });
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: said('须为月份，如 2026-11', 'must be a month like 2026-11'), abort: true })
  .refine((value) => inRange(`${value}-01`), OUT_OF_RANGE);
/** A day counts from its beginning in Asia/Shanghai; an instant is taken as it is. Answered in UTC. */
export const moment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    said('须为日期，如 2026-11-24，或时刻，如 2026-11-24T01:00:00Z', 'must be a day like 2026-11-24 or an instant like 2026-11-24T01:00:00Z'),
  )
  .refine(inRange, { error: OUT_OF_RANGE, abort: true })
  .transform((text) => new Date(text.length === 10 ? `${text}T00:00:00+08:00` : text).toISOString());

/** A whole number as PostgreSQL's `integer` holds it; counts are no larger anywhere. */
const WHOLE = said('须为整数', 'must be a whole number');
/** A number that is not there is said to be missing, and not to be of the wrong form. */
const orMissing = (words: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? said('须给出', 'must be given') : words),
});
const TOO_SMALL = said('过小，须更大', 'must be larger; it is too small');
const TOO_LARGE = said('过大，须更小', 'must be smaller; it is too large');
const NEGATIVE = said('不得为负', 'must not be negative');
export const whole = z.int(orMissing(WHOLE)).min(-2_147_483_648, TOO_SMALL).max(2_147_483_647, TOO_LARGE);
export const count = whole.min(0, NEGATIVE);
/** Any other number of a person: an area, a share, a reading. */
export const amount = z.number().min(-1e15, TOO_SMALL).max(1e15, TOO_LARGE);
/** Whole 分, never a float (domain facts 4.2). */
export const fen = z
  .int(orMissing(said('须为整数，单位是分', 'must be a whole number of 分')))
  .min(0, NEGATIVE)
  .max(1e13, TOO_LARGE);
/** A whole number in an address: digits alone. */
export const digits = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && !/^\d{1,16}$/.test(value) ? Number.NaN : value),
    z.coerce
      .number(WHOLE)
      .int(WHOLE)
      .min(least, said(`不得小于 ${least}`, `must be at least ${least}`))
      .max(most, said(`不得大于 ${most}`, `must be at most ${most}`)),
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
      if (fault !== null) issues.push({ code: 'custom', message: said(fault.zh, fault.en), input: value, continue: true });
    })
    .meta({ pattern });
const longest = (schema: z.ZodString, most: number): z.ZodString =>
  schema.max(most, said(`不得超过 ${most} 个字符`, `must be at most ${most} characters long`));
/** What shows nothing is empty. */
const emptied = (text: string): string => (showsNothing(text) ? '' : text);

/** Text of a person, one line or more; its length is what the browser counts. */
export const textOf = (most: number): z.ZodString => longest(typed(faultOfText, PATTERNS.text).overwrite(emptied), most);
export const text = textOf(2_000);
/** One line, of which some may be left empty. */
export const lineOf = (most: number): z.ZodString => longest(typed(faultOfLine, PATTERNS.line).overwrite(emptied), most);
/** The same where something has to be said. */
export const asked = (schema: z.ZodString): z.ZodString => schema.min(1, said('须填写', 'must not be empty'));
/** A code, reference or document number. */
export const code = asked(lineOf(80));
/** A mail address in either form of its domain; kept with the domain as `xn--` (domain/notice/address.ts). */
export const mailAddress = lineOf(254)
  .check((context) => {
    const read = readAddress(context.value, domainToASCII);
    if ('fault' in read) context.issues.push({ code: 'custom', message: said(read.fault.zh, read.fault.en), input: context.value });
  })
  .overwrite((value) => {
    const read = readAddress(value, domainToASCII);
    return 'fault' in read ? value : read.address;
  });
const title = asked(lineOf(2_000));
/**
 * What people write, in the one language in which they write it: a text, kept as the same in both and shown as it was
 * written. What the product or a county says in both is sent as `{ zh, en }`.
 */
export const written = (inner: z.ZodString) =>
  z
    .union([inner, z.strictObject({ zh: inner, en: inner })], said('须为文字，或 zh、en 两种语言的文字', 'must be text, or an object of zh and en'))
    .transform((given): Text => (typeof given === 'string' ? { zh: given, en: given } : given));
export const bilingual = written(title);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, said('须为 SHA-256，小写十六进制', 'must be a SHA-256 in lower-case hex'));
export const documentRef = z.strictObject({
  title: asked(lineOf(200)),
  number: code.exactOptional(),
  on: day.exactOptional(),
  sha256: sha256.exactOptional(),
});

type Issue = z.core.$ZodIssue;
const keysDiffer = (issue: Issue): boolean => issue.code === 'unrecognized_keys' || issue.message.endsWith('received undefined');

/** Whether the value is of the shape that this fault belongs to, and only something in it is wrong. */
const isOfThisShape = (inner: Issue): boolean =>
  inner.path.length === 0
    ? inner.code === 'too_small' || inner.code === 'too_big' || inner.code === 'custom'
    : !(inner.path.length === 1 && keysDiffer(inner));

/** Of several shapes that would do, the one that was meant is the one whose keys are there; then its faults are told. */
function meant(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branch = issue.errors.find((issues) => issues.every((inner) => isOfThisShape(inner)));
  return branch === undefined ? [issue] : branch.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What a value has to be, where a schema gives no words of its own (zod: `expected string, received undefined`). */
const KINDS: Readonly<Record<string, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '由字段组成的对象', en: 'an object of fields' },
  record: { zh: '由字段组成的对象', en: 'an object of fields' },
  null: { zh: 'null', en: 'null' },
};
const OF_ORIGIN: Readonly<Record<string, Text>> = {
  string: { zh: ' 个字符', en: ' characters' },
  array: { zh: ' 项', en: ' items' },
  file: { zh: ' 字节', en: ' bytes' },
};
const NOTHING: Text = { zh: '', en: '' };

/** For what has no sentence here, zod's own in Chinese. */
const inChinese = z.locales.zhCN().localeError;
function zodsChinese(issue: Issue): string {
  const told = inChinese({ ...issue, input: undefined } as z.core.$ZodRawIssue); // an issue that is told lacks the input alone
  return typeof told === 'string' ? told : (told?.message ?? issue.message);
}

function sentenceOf(issue: Issue): Text {
  const own = wordsIn(issue.message);
  if (own !== null) return own;
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.message.endsWith('received undefined')) return { zh: '须给出', en: 'must be given' };
      const kind = KINDS[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return { zh: `须为${kind.zh}`, en: `must be ${kind.en}` };
    }
    case 'invalid_value': {
      const [one, values] = [issue.values.length === 1, issue.values.map(String)];
      return { zh: `须为${one ? ' ' : '其中之一：'}${values.join('、')}`, en: `must be ${one ? '' : 'one of '}${values.join(', ')}` };
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => `"${key}"`);
      return { zh: `不得含有 ${keys.join('、')}，这里没有这样的字段`, en: `must not hold ${keys.join(', ')}, which is not known here` };
    }
    case 'too_small': {
      const [open, { zh, en }] = [issue.inclusive === false, OF_ORIGIN[issue.origin] ?? NOTHING];
      const verb = en === '' ? 'be' : 'have';
      return {
        zh: `${open ? '须大于' : '不得少于'} ${issue.minimum}${zh}`,
        en: `must ${verb} ${open ? 'more than' : 'at least'} ${issue.minimum}${en}`,
      };
    }
    case 'too_big': {
      const [open, { zh, en }] = [issue.inclusive === false, OF_ORIGIN[issue.origin] ?? NOTHING];
      const verb = en === '' ? 'be' : 'have';
      return {
        zh: `${open ? '须小于' : '不得多于'} ${issue.maximum}${zh}`,
        en: `must ${verb} ${open ? 'less than' : 'at most'} ${issue.maximum}${en}`,
      };
    }
    case 'invalid_union':
      if ('discriminator' in issue && issue.discriminator === 'type')
        return {
          zh: '须为这里认得的名称之一，大小写须一致；见接口文档（/docs）',
          en: 'must be one of the names that are known here, in the same letters; see the API’s documentation (/docs)',
        };
      return { zh: '须为这里认得的形式之一', en: 'must be of one of the shapes that are known here' };
    case 'invalid_key':
      return issue.issues[0] === undefined ? NO_NAME : sentenceOf(issue.issues[0]);
    case 'invalid_format':
      return { zh: zodsChinese(issue), en: `must be of the form ${issue.pattern ?? issue.format}` };
    default:
      return { zh: zodsChinese(issue), en: issue.message };
  }
}
const NO_NAME: Text = { zh: '字段名有误', en: 'must be a name that fits here' };

/** Every fault of a failed parse: its path, and what must be there. `prefix`: what stands before each path. */
export function faultsOf(error: z.ZodError, prefix = ''): readonly Text[] {
  const faults = error.issues.flatMap(meant).map((issue) => {
    const path = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '');
    return faultAt(`${prefix}${path === '' ? '(whole)' : path}`, sentenceOf(issue));
  });
  // Two checks of one field may say the same.
  return [...new Map(faults.map((fault) => [fault.en, fault])).values()];
}

/** The name of a case. */
export const streamName = z
  .string()
  .regex(/^[a-z]+\/[A-Za-z0-9._~-]{1,80}$/, said('须为事项，如 approval/QH-01.FSR', 'must be a case like approval/QH-01.FSR'));

/** The language of a file or a page that is asked for. */
export const lang = z.enum(LOCALES).default('zh-CN');
