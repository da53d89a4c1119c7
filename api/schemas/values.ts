/** Values that many schemas share, with what makes them wrong told in words. */
import { domainToASCII } from 'node:url';
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { readAddress } from '../../domain/notice/address.ts';

// Before any schema is made: names of shapes for the OpenAPI document.
extendZodWithOpenApi(z);

const real = (value: string): boolean => {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};

/** A day in Asia/Shanghai, `2026-11-24`. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no date like 2026-11-24', abort: true })
  .refine(real, 'is no day of the calendar');
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is no month like 2026-11');
/** Whole 分, never a float (domain facts 4.2). */
export const fen = z.int('is not a whole number of 分').min(0, 'is negative').max(1e13);
/** Text of a person: no control characters, bounded. */
export const text = z
  .string()
  .max(2_000, 'is longer than 2,000 characters')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'contains control characters');
/** One line: a name, a title, a number. Nothing that would end a header, or hide or turn what is read (T13, T14). */
const line = text.regex(/^[^\r\n\t\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*$/, 'contains line ends, or marks that hide or turn text');
/** A code, reference or document number. */
export const code = line.min(1, 'is empty').max(80, 'is longer than 80 characters');
/** A mail address in either form of its domain; kept with the domain as `xn--` (domain/notice/address.ts). */
export const mailAddress = line
  .max(254, 'is longer than 254 characters')
  .check((context) => {
    const read = readAddress(context.value, domainToASCII);
    if ('fault' in read) context.issues.push({ code: 'custom', message: read.fault, input: context.value });
  })
  .overwrite((value) => {
    const read = readAddress(value, domainToASCII);
    return 'fault' in read ? value : read.address;
  });
export const bilingual = z.strictObject({ zh: line.min(1, 'is empty'), en: line.min(1, 'is empty') });
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in lower-case hex');
export const documentRef = z.strictObject({
  title: line.min(1, 'is empty').max(200, 'is longer than 200 characters'),
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

/** Every fault of a failed parse, as `path: what is wrong`. */
export function faultsOf(error: z.ZodError, prefix = ''): readonly string[] {
  return error.issues.flatMap(meant).map((issue) => {
    const path = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '');
    return `${prefix}${path === '' ? '(whole)' : path}: ${issue.message}`;
  });
}
