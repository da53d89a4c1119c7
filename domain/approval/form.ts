/**
 * A matter's form: the fields of an application as data beside its route, pinned to the case with it. What may be written
 * in them, who sees which, how they read as lines. Pure; checked like a route, every fault in one report. Deliberately
 * absent: the shape of a form's file (api/schemas/form.ts), words of the product's own forms (standards/forms.ts).
 */
import { isRealDay } from '../kernel/days.ts';
import { faultAt } from '../kernel/fault.ts';
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';
import { dayWords } from '../words/days.ts';
import { money } from '../words/money.ts';
import type { Content, DocumentRef } from './facts.ts';
import type { FieldValue, Form, FormField, FormValues } from './form-shape.ts';

/** How somebody reads a case: as its applicant, as a decider of these steps (keys), with these roles. */
export type Audience = { readonly applicant: boolean; readonly steps: readonly string[]; readonly roles: readonly Role[] };

/** Whoever fills a field in sees it. */
export function sees({ seenBy, filledAt = [] }: Pick<FormField, 'seenBy' | 'filledAt'>, { applicant, steps, roles }: Audience): boolean {
  if (seenBy === undefined || applicant || roles.includes('AUDITOR')) return true;
  return [...(seenBy.steps ?? []), ...filledAt].some((key) => steps.includes(key)) || (seenBy.roles ?? []).some((role) => roles.includes(role));
}

/** Nobody in particular: a mail, which others may read over a shoulder or by a rule of their mailbox. */
export const EVERYBODY: Audience = { applicant: false, steps: [], roles: [] };

/** The content as this reader may see it; what is hidden is not there. */
export function contentFor<C extends Pick<Content, 'values'>>(content: C, form: Form | undefined, audience: Audience): C {
  if (content.values === undefined) return content;
  // Without the form nobody can tell what is hidden.
  const shown = new Set((form ?? []).filter((field) => sees(field, audience)).map(({ key }) => key));
  return { ...content, values: Object.fromEntries(Object.entries(content.values).filter(([key]) => shown.has(key))) };
}

/**
 * The same application with the sum and the facts that its form gives, and the fields that they fill, so that the two never
 * differ: what a field holds goes before what was given beside it.
 */
export function withFacts(content: Content, form: Form | undefined): Content {
  const giving = (form ?? []).flatMap(({ key, fact }) => (fact === undefined ? [] : [{ key, fact }]));
  if (giving.length === 0) return content;
  const beside: Readonly<Record<string, string | number | boolean>> = {
    ...content.facts,
    ...(content.amountFen === undefined ? {} : { amountFen: content.amountFen }),
  };
  const values: Record<string, FieldValue> = { ...content.values };
  const facts: Record<string, string | number | boolean> = { ...content.facts };
  let amount = content.amountFen;
  for (const { key, fact } of giving) {
    const given = beside[fact];
    if (isEmpty(values[key]) && (typeof given === 'string' || typeof given === 'number')) values[key] = given;
    const value = values[key];
    const holds = typeof value === 'string' || typeof value === 'number' ? value : undefined;
    if (fact === 'amountFen') amount = typeof holds === 'number' ? holds : undefined;
    else if (holds === undefined || holds === '') delete facts[fact];
    else facts[fact] = holds;
  }
  const { amountFen: _, facts: __, values: ___, ...rest } = content;
  return {
    ...rest,
    ...(amount === undefined ? {} : { amountFen: amount }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}

const must = (zh: string, en: string): Text => ({ zh: `须${zh}`, en: `must be ${en}` });
const IN_RANGE = /^(19\d{2}|2[01]\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const isEmpty = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Everything that is wrong with what the applicant filled in. `whole`: it is handed in, and nothing that is required may be missing. */
export function valueFaults(form: Form, values: FormValues, whole: boolean): readonly Text[] {
  const known = new Set(form.map(({ key }) => key));
  return [
    ...Object.keys(values)
      .filter((key) => !known.has(key))
      .map((key) => faultAt(`values.${key}`, { zh: '须省去，表单没有这一项', en: 'must be left out; the form has no such field' })),
    ...form.flatMap((field) =>
      field.filledAt === undefined
        ? fieldFaults(field, values[field.key], whole, `values.${field.key}`)
        : isEmpty(values[field.key])
          ? []
          : [faultAt(`values.${field.key}`, { zh: '须省去，由审批人在审批时填写', en: 'must be left out; deciders fill it in when they decide' })],
    ),
  ];
}

/** What is wrong with one field. `whole`: it may not be missing if it is required. */
export function fieldFaults(field: FormField, value: FieldValue | undefined, whole: boolean, at: string): readonly Text[] {
  if (value === undefined || isEmpty(value)) {
    return whole && field.required === true ? [faultAt(at, { zh: `须填写“${field.label.zh}”`, en: `must be filled in: ${field.label.en}` })] : [];
  }
  const { type, least, most, options = [] } = field;
  const faults: Text[] = [];
  const say = (fault: Text) => faults.push(faultAt(at, fault));
  const count = (n: number) => {
    if (least !== undefined && n < least) say(must(`不少于 ${least}`, `at least ${least}`));
    if (most !== undefined && n > most) say(must(`不多于 ${most}`, `at most ${most}`));
  };
  const chosen = (one: unknown) => {
    if (!options.some((option) => option.value === one))
      say(must(`为其中之一：${options.map((o) => o.value).join('、')}`, `one of ${options.map((o) => o.value).join(', ')}`));
  };
  switch (type) {
    case 'TEXT':
    case 'LONG_TEXT':
      if (typeof value !== 'string') say(must('为文字', 'text'));
      else if (type === 'TEXT' && /[\r\n]/.test(value)) say(must('为一行文字', 'one line of text'));
      else if (value.length > (most ?? LONGEST)) say(must(`在 ${most ?? LONGEST} 字以内`, `at most ${most ?? LONGEST} characters long`));
      break;
    case 'NUMBER':
      if (typeof value !== 'number' || !Number.isFinite(value)) say(must('为数字', 'a number'));
      else count(value);
      break;
    case 'MONEY':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
        say(must('为整数，单位是分，不得为负', 'a whole number of 分, not negative'));
      else count(value);
      break;
    case 'DAY':
      if (typeof value !== 'string' || !IN_RANGE.test(value) || !isRealDay(value)) say(must('为日期，如 2026-11-24', 'a date like 2026-11-24'));
      break;
    case 'PERSON':
      if (typeof value !== 'string') say(must('为人员代码', 'the id of a person'));
      break;
    case 'CHOICE':
      chosen(value);
      break;
    case 'CHOICES':
      if (!Array.isArray(value)) say(must('为列表', 'a list'));
      else {
        value.forEach(chosen);
        if (new Set(value).size < value.length) say(must('不重复', 'without repeats'));
        count(value.length);
      }
      break;
    case 'FILES':
      if (!Array.isArray(value) || !value.every((one) => typeof one === 'object' && 'title' in one && 'sha256' in one))
        say(must('为已提交的文件（title、sha256）', 'files that were handed in (title, sha256)'));
      else count(value.length);
      break;
    case 'TABLE':
      return [...faults, ...tableFaults(field, value, whole, at, count)];
  }
  return faults;
}

const LONGEST = 2_000;

function tableFaults(field: FormField, value: FieldValue, whole: boolean, at: string, count: (n: number) => void): readonly Text[] {
  if (!Array.isArray(value)) return [faultAt(at, must('为若干行', 'a list of rows'))];
  count(value.length);
  const columns = field.columns ?? [];
  return value.flatMap((row: unknown, index) => {
    const here = `${at}[${index}]`;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return [faultAt(here, must('为一行', 'a row'))];
    const cells = row as Readonly<Record<string, FieldValue>>; // each is looked at by its column
    const unknown = Object.keys(cells).filter((key) => !columns.some((column) => column.key === key));
    return [
      ...unknown.map((key) => faultAt(`${here}.${key}`, { zh: '须省去，表中没有这一列', en: 'must be left out; the table has no such column' })),
      ...columns.flatMap((column) => fieldFaults(column, cells[column.key], whole, `${here}.${column.key}`)),
    ];
  });
}

/** Everything that is wrong with a form itself. `steps`: keys of its route. */
export function formFaults(form: Form, steps: readonly string[]): readonly Text[] {
  return [...listFaults(form, 'form', false), ...form.flatMap((field, index) => audienceFaults(field, steps, `form[${index}] (${field.key})`))];
}

/** Of a field that deciders fill in. A page without script asks for it, and no fact on which the way was chosen changes on it. */
function fillingRuleFaults({ filledAt, type, fact }: FormField, at: string, inTable: boolean): readonly Text[] {
  if (filledAt === undefined) return [];
  const say = (part: string, zh: string, en: string): Text => faultAt(`${at}${part}`, { zh, en });
  if (inTable) return [say('.filledAt', '表格各列不得另有 filledAt', 'must be left out inside a table')];
  return [
    ...(filledAt.length === 0 ? [say('.filledAt', '须写明至少一个环节', 'must name at least one step')] : []),
    ...(new Set(filledAt).size < filledAt.length ? [say('.filledAt', '环节不得重复', 'must not repeat a step')] : []),
    ...(type === 'FILES' || type === 'TABLE'
      ? [say('.type', '由审批人填写的字段不得为文件或表格', 'must be neither files nor a table where deciders fill it in')]
      : []),
    ...(fact === undefined
      ? []
      : [
          say(
            '.fact',
            '由审批人填写的字段不提供路线条件所用的事实，须省去',
            'must be left out: what deciders fill in is no fact that conditions ask',
          ),
        ]),
  ];
}

function listFaults(fields: readonly FormField[], at: string, inTable: boolean): readonly Text[] {
  const keys = fields.map(({ key }) => key);
  const facts = fields.flatMap(({ fact }) => (fact === undefined ? [] : [fact]));
  return fields.flatMap((field, index) => {
    const here = `${at}[${index}] (${field.key})`;
    const found: Text[] = [];
    const say = (part: string, zh: string, en: string) => found.push(faultAt(`${here}${part}`, { zh, en }));
    const chooses = field.type === 'CHOICE' || field.type === 'CHOICES';
    if (keys.indexOf(field.key) !== index) say('.key', `不得重复：${field.key}`, `must be given once; ${field.key} appears twice`);
    if (chooses && (field.options ?? []).length === 0) say('.options', '须写明可选项', 'must name what can be chosen');
    if (!chooses && field.options !== undefined) say('.options', '只有选项类字段可以有', 'must be left out; only choices have options');
    if (new Set(field.options?.map(({ value }) => value)).size < (field.options?.length ?? 0))
      say('.options', '选项不得重复', 'must not repeat a value');
    if (field.type === 'TABLE' && (field.columns ?? []).length === 0) say('.columns', '须写明各列', 'must name the columns');
    if (field.type !== 'TABLE' && field.columns !== undefined) say('.columns', '只有表格可以有', 'must be left out; only a table has columns');
    if (inTable && (field.type === 'TABLE' || field.type === 'FILES'))
      say('.type', '表格中不得再有表格或文件', 'must be neither a table nor files inside a table');
    if (inTable && (field.fact !== undefined || field.seenBy !== undefined))
      say('', '表格各列不得另有 fact 或 seenBy', 'must have neither fact nor seenBy inside a table');
    if (field.proof !== undefined && (field.type !== 'FILES' || field.filledAt !== undefined))
      say('.proof', '只有由申请人提交的文件字段可以有', 'must be left out; only files that an applicant hands in have it');
    if (field.unit !== undefined && field.type !== 'NUMBER') say('.unit', '只有数字可以有单位', 'must be left out; only a number has a unit');
    if (field.least !== undefined && field.most !== undefined && field.least > field.most)
      say('.least', '不得大于 most', 'must not be more than most');
    if (field.fact === 'amountFen' && field.type !== 'MONEY') say('.fact', 'amountFen 须为金额字段', 'amountFen must come from a field of money');
    if (field.fact !== undefined && facts.indexOf(field.fact) !== facts.lastIndexOf(field.fact))
      say('.fact', `不得重复：${field.fact}`, `must be given by one field; ${field.fact} is given by two`);
    found.push(...fillingRuleFaults(field, here, inTable));
    if (field.fact !== undefined && field.seenBy !== undefined)
      say('.seenBy', '路线条件所用的事实人人可见，须省去', 'must be left out: a fact that conditions ask is shown to whoever reads the case');
    return [...found, ...listFaults(field.columns ?? [], `${here}.columns`, true)];
  });
}

const audienceFaults = ({ seenBy, filledAt }: FormField, steps: readonly string[], at: string): readonly Text[] =>
  Object.entries({ 'seenBy.steps': seenBy?.steps ?? [], filledAt: filledAt ?? [] }).flatMap(([part, keys]) =>
    keys
      .filter((key) => !steps.includes(key))
      .map((key) => faultAt(`${at}.${part}`, { zh: `须为路线中的环节；没有 ${key}`, en: `must be steps of the route; there is no ${key}` })),
  );

/** Files that stand in fields, in the order of the content. */
export const filesIn = ({ values = {} }: Pick<Content, 'values'>): readonly DocumentRef[] =>
  Object.values(values).flatMap((value): readonly DocumentRef[] =>
    Array.isArray(value)
      ? value.filter((one: unknown): one is DocumentRef => typeof one === 'object' && one !== null && 'title' in one && 'sha256' in one)
      : [],
  );

/** One field as it reads. */
export type FormLine = { readonly key: string; readonly label: Text; readonly value: Text };
export type NameOf = (person: string) => Text;
const asIs: NameOf = (person) => ({ zh: person, en: person });

/**
 * What was filled in, as lines in the order of the form; of content as its reader may see it (`contentFor`). `each`: what
 * stands elsewhere on a page as well.
 */
export function formLines(content: Pick<Content, 'values'>, form: Form | undefined, nameOf: NameOf = asIs, each = false): readonly FormLine[] {
  const { values = {} } = content;
  return (form ?? []).flatMap((field) => {
    const value = values[field.key];
    // The sum stands on top of what is applied for, files beside its documents.
    if (value === undefined || isEmpty(value) || (!each && (field.fact === 'amountFen' || field.type === 'FILES'))) return [];
    return [{ key: field.key, label: field.label, value: valueWords(field, value, nameOf) }];
  });
}

const both = (text: string): Text => ({ zh: text, en: text });
const joined = (texts: readonly Text[], zh = '、', en = ', '): Text => ({ zh: texts.map((t) => t.zh).join(zh), en: texts.map((t) => t.en).join(en) });

function valueWords(field: FormField, value: FieldValue, nameOf: NameOf): Text {
  const label = (chosen: string): Text => field.options?.find((option) => option.value === chosen)?.label ?? both(chosen);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (field.type === 'TABLE')
      return joined(
        items.map((row) => rowWords(field, row, nameOf)),
        '；',
        '; ',
      );
    return joined(items.map((one) => (typeof one === 'string' ? label(one) : both(String(Object(one).title ?? '')))));
  }
  if (typeof value === 'number') {
    if (field.type === 'MONEY') return money(value);
    return field.unit === undefined ? both(String(value)) : { zh: `${value} ${field.unit.zh}`, en: `${value} ${field.unit.en}` };
  }
  if (typeof value !== 'string') return both('');
  if (field.type === 'DAY') return dayWords(value);
  return field.type === 'PERSON' ? nameOf(value) : field.type === 'CHOICE' ? label(value) : both(value);
}

function rowWords(field: FormField, row: unknown, nameOf: NameOf): Text {
  const cells: Readonly<Record<string, FieldValue>> = Object(row);
  return joined(
    (field.columns ?? []).flatMap((column) => {
      const cell = cells[column.key];
      if (cell === undefined || isEmpty(cell)) return [];
      const words = valueWords(column, cell, nameOf);
      return [{ zh: `${column.label.zh} ${words.zh}`, en: `${column.label.en} ${words.en}` }];
    }),
    '，',
    ', ',
  );
}
