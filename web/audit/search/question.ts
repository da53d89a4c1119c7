/**
 * A question of the audit as people fill it in, as its address carries it, and as one line of text: the three say the same.
 * In the form amounts are 元 and days are days, the last one included; in the address amounts are 分 and the end is not
 * included, as the API takes them. Pure. Deliberately absent: asking.
 */
import type { SearchQuery } from '../paths.ts';

const TEXTS = ['programme', 'project', 'kind', 'stream', 'person', 'mentions', 'door', 'action', 'outcome', 'document', 'text'] as const;
export const FIELDS = [...TEXTS, 'amountFrom', 'amountTo', 'from', 'to'] as const;
export type Field = (typeof FIELDS)[number];
/** Every field as it is typed; what is empty asks for nothing. */
export type QuestionForm = Readonly<Record<Field, string>>;

export const EMPTY_FORM = Object.fromEntries(FIELDS.map((field) => [field, ''])) as QuestionForm; // every field, just made

const DAY = /^\d{4}-\d\d-\d\d$/;
const dayAfter = (day: string, days: number): string => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? day : new Date(ms + days * 86_400_000).toISOString().slice(0, 10);
};

/** `12.3` 元 as `1230` 分; what is no sum stays as it is, and the API says what is wrong with it. */
const fenOf = (yuan: string): string => {
  const [, whole, part = ''] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan.trim()) ?? [];
  return whole === undefined ? yuan.trim() : String(Number(whole) * 100 + Number(part.padEnd(2, '0')));
};
const yuanOf = (fen: string): string => {
  if (!/^\d{1,15}$/.test(fen)) return fen;
  const [whole, part] = [Math.floor(Number(fen) / 100), Number(fen) % 100];
  return part === 0 ? String(whole) : `${whole}.${String(part).padStart(2, '0')}`;
};

export function queryOf(form: QuestionForm): SearchQuery {
  const told: Readonly<Record<Field, string>> = {
    ...form,
    ...Object.fromEntries(TEXTS.map((field) => [field, form[field].trim()])),
    amountFrom: fenOf(form.amountFrom),
    amountTo: fenOf(form.amountTo),
    from: form.from.trim(),
    to: DAY.test(form.to.trim()) ? dayAfter(form.to.trim(), 1) : form.to.trim(),
  };
  return Object.fromEntries(FIELDS.flatMap((field) => (told[field] === '' ? [] : [[field, told[field]]])));
}

export function formOf(query: SearchQuery): QuestionForm {
  const { amountFrom = '', amountTo = '', to = '' } = query;
  return {
    ...(Object.fromEntries(FIELDS.map((field) => [field, query[field] ?? ''])) as QuestionForm), // every field, just made
    amountFrom: yuanOf(amountFrom),
    amountTo: yuanOf(amountTo),
    to: DAY.test(to) ? dayAfter(to, -1) : to,
  };
}

/** One line, as `tuojian audit search` and an address carry it: `person=gao-lin&text=地暖`. */
export const lineOf = (query: SearchQuery): string =>
  FIELDS.flatMap((field) => {
    const value = query[field] ?? '';
    return value === '' ? [] : [`${field}=${value.replaceAll(/[%&+#]/g, encodeURIComponent)}`];
  }).join('&');

/** What a line asks; names that no question has are left out, and told. */
export function questionIn(line: string): { readonly query: SearchQuery; readonly unknown: readonly string[] } {
  const parts = [...new URLSearchParams(line.trim().replace(/^[^=]*\?/, ''))];
  const known = (name: string): boolean => FIELDS.some((field) => field === name);
  return {
    query: Object.fromEntries(parts.filter(([name, value]) => known(name) && value !== '')),
    unknown: parts.map(([name]) => name).filter((name) => !known(name)),
  };
}

/** Only what the API takes: an address that somebody typed may hold more. */
export const askedOf = (query: SearchQuery): SearchQuery => questionIn(lineOf(query)).query;
