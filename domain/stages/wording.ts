/**
 * What a stage says against a command, in the words of whoever filled in its form: at the field, the row or the cell that is
 * meant, with labels in place of the command's own names. Programs go on reading those (docs/openapi.json). Pure; the pages
 * of the stages use it. Deliberately absent: what is wrong (each stage's decide).
 */
import { dayWords, dayWordsIn } from '../kernel/day-words.ts';
import type { Text } from '../kernel/values.ts';
import type { FieldShown } from './field-shown.ts';

type Fields = readonly FieldShown[];
/** As `placeOf` of kernel/fault.ts tells it; `at` null: nowhere yet. */
export type Fault = { readonly at: string | null; readonly text: Text };
type Sent = Readonly<Record<string, unknown>>;
type Cell = { readonly path: string; readonly field: FieldShown; readonly value: string };

const fieldIn = (fields: Fields, key: string): FieldShown | undefined => fields.find((field) => field.key === key);
const partsOf = (path: string): readonly string[] => path.replaceAll(/\[(\d+)\](?: \([^)]*\))?/g, '.$1').split('.');

/** The field at `items[0].met`, `items.0.met` or `items`, with its path as forms write it; its group may be left out (`filing.on` of `facts`). */
export function fieldAt(fields: Fields, path: string): { readonly path: string; readonly labels: readonly Text[] } | null {
  const found = walk(fields, partsOf(path), '', []);
  if (found !== null) return found;
  for (const { key, kind, label, fields: inner = [] } of fields) {
    const within = kind === 'GROUP' ? walk(inner, partsOf(path), `${key}.`, [label]) : null;
    if (within !== null) return { path: within.path, labels: within.labels.slice(1) };
  }
  return null;
}

function walk(fields: Fields, [key = '', ...rest]: readonly string[], at: string, labels: readonly Text[]): ReturnType<typeof fieldAt> {
  const field = fieldIn(fields, key);
  if (field === undefined) return null;
  const [nth, ...within] = rest;
  const here = { path: `${at}${key}`, labels: [...labels, field.label] };
  if (nth === undefined || field.fields === undefined) return here;
  if (field.kind !== 'ROWS') return walk(field.fields, rest, `${here.path}.`, here.labels) ?? here;
  if (!/^\d+$/.test(nth)) return here;
  const row = { path: `${here.path}.${nth}`, labels: here.labels };
  return within.length === 0 ? row : (walk(field.fields, within, `${row.path}.`, row.labels) ?? row);
}

/** 「移交资料 › 备案」 is too long; the last two say enough. */
const named = (labels: readonly Text[]): Text => {
  const near = labels.slice(-2);
  return { zh: `“${near.map(({ zh }) => zh).join('”的“')}”`, en: `“${near.map(({ en }) => en).join(' › ')}”` };
};

/** Every cell that was sent and holds text, with its path. */
function cellsOf(fields: Fields, sent: Sent, at = ''): readonly Cell[] {
  return fields.flatMap((field) => {
    const value = sent[field.key];
    const path = `${at}${field.key}`;
    if (field.kind === 'GROUP') return cellsOf(field.fields ?? [], Object(value), `${path}.`);
    if (field.kind === 'ROWS' && Array.isArray(value)) return value.flatMap((row, n) => cellsOf(field.fields ?? [], Object(row), `${path}.${n}.`));
    return typeof value === 'string' && value !== '' ? [{ path, field, value }] : [];
  });
}
const namesOf = ({ field: { options = [] }, value }: Cell): readonly string[] => [
  value,
  ...options.flatMap((option) => (option.value === value ? [option.label.zh] : [])),
];

/** `验收项 卫生评价合格` names a row as its first word does, or all words after it. */
const isHead = (head: string, name: string): boolean => head === name || head.endsWith(` ${name}`);

/** A place before what is said of it: `items[0].met：须…`, `filing.on 2026-01-02 不得早于…`. */
const LEAD = /^([a-z]\w*(?:\.\w+|\[\d+\])*)(?:：|: | )/;
const after = (text: string, lead: string): string => text.slice(lead.length).replace(/^(?:：|: | )/, '');

/** Where a fault stands and what is said there. `sent`: the command as it was handed in. */
export function worded(fault: Fault, fields: Fields, sent: Sent = {}): Fault {
  const { at, text } = fault.at === null ? led(fault.text, fields) : fault;
  if (at !== null) {
    const found = fieldAt(fields, at);
    return found === null ? { at: null, text: inWords(text, fields) } : { at: found.path, text: inWords(text, fields) };
  }
  return inRow(text, fields, sent) ?? { at: null, text: inWords(text, fields) };
}

function led(text: Text, fields: Fields): Fault {
  const lead = LEAD.exec(text.zh)?.[1];
  const both = lead !== undefined && LEAD.exec(text.en)?.[1] === lead;
  return both && fieldAt(fields, lead) !== null ? { at: lead, text: { zh: after(text.zh, lead), en: after(text.en, lead) } } : { at: null, text };
}

/** A fault that names its row by what stands in it: `验收项 消防验收或备案：proof 须写明依据`. */
function inRow(text: Text, fields: Fields, sent: Sent): Fault | null {
  const [head = ''] = text.zh.split('：');
  const cells = cellsOf(fields, sent)
    .filter((cell) => cell.path.includes('.') && namesOf(cell).some((name) => isHead(head, name)))
    .toSorted((a, b) => b.value.length - a.value.length);
  const [cell] = cells;
  if (cell === undefined || head === text.zh) return null;
  const row = cell.path.slice(0, cell.path.lastIndexOf('.'));
  const [zh, en] = [after(text.zh.slice(head.length), ''), text.en.slice(text.en.indexOf(': ') + 2)];
  const key = LEAD.exec(zh)?.[1];
  const meant = key === undefined || LEAD.exec(en)?.[1] !== key ? null : fieldAt(fields, `${row}.${key}`);
  if (key === undefined || meant === null || meant.path !== `${row}.${key}`) return { at: cell.path, text: inWords({ zh, en }, fields) };
  return { at: meant.path, text: inWords({ zh: after(zh, key), en: after(en, key) }, fields) };
}

/**
 * A refusal without faults that is about one thing in the form: a day that has not come, a choice that is no longer there.
 * Null: it is about the stage as a whole.
 */
export function meantBy(message: Text, fields: Fields, sent: Sent): string | null {
  const meant = cellsOf(fields, sent).filter(({ field: { kind }, value }) =>
    kind === 'DAY' ? [value, dayWords(value).zh].some((day) => message.zh.includes(day)) : message.zh.includes(`“${value}”`),
  );
  return meant[0]?.path ?? null;
}

/** Names of a command within a sentence; English words that are names as well (`on`, `number`) stay. */
const ZH_NAME = /(?<![\w-])[A-Za-z]\w*(?:\.\w+|\[\d+\])*(?![\w-])/g;
const EN_NAME = /(?<![\w-])(?:[a-z]\w*(?:\.\w+|\[\d+\])+|[a-z]+[A-Z]\w*|[A-Z]{2,}\w*)(?![\w-])/g;
/** A code beside its own name: 「FOUNDATION（地基与基础验收）」, “formaldehyde (甲醛)” the other way round. */
const CODE_AND_NAME = /(?<![\w-])[A-Z]{3,}(?:_[A-Z]+)* ?[（(]((?:[^（()）]|[（(][^（()）]*[)）])+)[)）]/g;
const NAME_AND_CODE = /（([a-z]\w*)）/g;
/** In brackets behind what it means: a command, or a code that is longer than abbreviations are. */
const MEANT_CODE = / ?[（(](?:[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z]{5,}(?:_[A-Z]+)*)[)）]/g;

/** The same with what readers know in place of names that only a command knows, and days as they are said. */
export function inWords({ zh, en }: Text, fields: Fields): Text {
  const options = optionsIn(fields);
  const known = (of: 'zh' | 'en') => (name: string) => options.get(name)?.[of] ?? labelled(fields, name)?.[of] ?? name;
  return dayWordsIn({
    zh: zh
      .replaceAll(CODE_AND_NAME, '$1')
      .replaceAll(MEANT_CODE, '')
      .replaceAll(NAME_AND_CODE, (whole, name: string) => (options.has(name) ? '' : whole))
      .replaceAll(ZH_NAME, known('zh')),
    en: en.replaceAll(CODE_AND_NAME, '$1').replaceAll(MEANT_CODE, '').replaceAll(EN_NAME, known('en')),
  });
}

function labelled(fields: Fields, name: string): Text | null {
  const found = fieldAt(fields, name);
  return found === null || found.path.split('.').length < partsOf(name).length ? null : named(found.labels);
}

const optionsIn = (fields: Fields): ReadonlyMap<string, Text> =>
  new Map(
    fields.flatMap(({ options = [], fields: inner = [] }) => [...options.map(({ value, label }) => [value, label] as const), ...optionsIn(inner)]),
  );
