/**
 * Fields of a form that deciders fill in when they agree (核定金额 …): which may be filled in at a step, what stands now, and
 * what is wrong with what was given. They stand beside the content, whose hash others decided on (docs/adr/0084).
 * Deliberately absent: what the applicant fills in (form.ts), and the decision itself (decide/answer.ts).
 */
import { faultAt } from '../kernel/fault.ts';
import type { IsoInstant, Text } from '../kernel/values.ts';
import { isAdvisory } from './ballot.ts';
import { type ApprovalState, type DecisionNote, stands, type Task } from './facts.ts';
import { fieldFaults, formLines, isEmpty, type NameOf } from './form.ts';
import type { FieldValue, Filling, Form, FormValues } from './form-shape.ts';
import { fieldsFilledAt, type Route } from './route.ts';

/** A value as it stands, and whose it is. */
export type Filled = {
  readonly key: string;
  readonly value: FieldValue;
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly step: number;
  readonly opening: number;
  readonly at: IsoInstant;
};

/** Fields that the holder of a task may fill in when they agree; whose answer does not count fills in nothing. */
export function fillableBy({ route, step, opening }: Pick<ApprovalState, 'route' | 'step' | 'opening'>, { kind, seat }: Task): Form {
  return kind !== 'DECIDE' || (opening !== null && isAdvisory(opening.ballot, seat)) ? [] : fieldsFilledAt(route, step);
}

/**
 * What stands: what was filled in by answers that count in this round. A step that is decided anew, after a return or a
 * resubmission, starts without what was filled in there before; what others filled in whose step is not asked again stays.
 */
export function filledNow({ route, decisions, trail, opening, past, tasks }: ApprovalState): readonly Filled[] {
  if (!decisions.some(({ filled }) => filled !== undefined)) return [];
  const lastOf = new Map<number, number>();
  for (const one of [...past, ...tasks]) if (one.kind === 'DECIDE') lastOf.set(one.step, Math.max(one.opening, lastOf.get(one.step) ?? 0));
  const counts = (d: DecisionNote): boolean =>
    stands(d) && (d.opening === opening?.opening || (trail.includes(d.step) && d.opening === lastOf.get(d.step)));
  const standing = new Map<string, Filled>();
  for (const d of decisions) {
    if (d.filled === undefined || !counts(d)) continue;
    const { person, onBehalfOf, step, at } = d;
    for (const { key, value } of d.filled) standing.set(key, { key, value, person, onBehalfOf, step, opening: d.opening, at });
  }
  return (route.form ?? []).flatMap(({ key }) => standing.get(key) ?? []);
}

/** How often fields were filled in here, or that taken back: by it a page says what it showed. */
export const fillingsOf = ({ decisions }: Pick<ApprovalState, 'decisions'>): number =>
  decisions.reduce((sum, { filled, takenBack, anew }) => sum + (filled === undefined ? 0 : takenBack || anew === true ? 2 : 1), 0);

/**
 * Whether others filled something in that whoever decides was not shown. Without `shown`, a mail or a program that knows
 * nothing of it, everything counts that came in this step after their task was given to them.
 */
export function isFilledSince(state: ApprovalState, task: Task, shown: number | undefined): boolean {
  if (shown !== undefined) return shown !== fillingsOf(state);
  const here = state.opening?.opening;
  return state.decisions.some((d) => d.filled !== undefined && stands(d) && d.opening === here && d.at > task.openedAt);
}

/** Fields that have to be filled in by whoever agrees now: required, and empty so far. */
export function stillToFill(state: ApprovalState, task: Task): Form {
  const standing = new Set(filledNow(state).map(({ key }) => key));
  return fillableBy(state, task).filter(({ key, required }) => required === true && !standing.has(key));
}

/** Everything that is wrong with what was given for the fields of this step. */
export function fillingFaults(state: ApprovalState, task: Task, given: FormValues): readonly Text[] {
  const fields = fillableBy(state, task);
  const standing = new Map(filledNow(state).map((filled) => [filled.key, filled]));
  const strange = Object.keys(given)
    .filter((key) => !fields.some((field) => field.key === key))
    .map((key) => faultAt(`values.${key}`, notHere(state.route, key)));
  const wrong = fields.flatMap((field): readonly Text[] => {
    const at = `values.${field.key}`;
    const value = given[field.key];
    const stands = standing.get(field.key);
    if (value === undefined) return stands === undefined ? fieldFaults(field, undefined, true, at) : [];
    if (isEmpty(value)) return stands === undefined ? fieldFaults(field, undefined, true, at) : [faultAt(at, NOT_EMPTIED)];
    if (stands !== undefined && isSame(stands.value, value)) return [];
    if (stands !== undefined && isAgreedTo(state, stands)) return [faultAt(at, AGREED_TO)];
    return fieldFaults(field, value, true, at);
  });
  return [...strange, ...wrong];
}

const NOT_EMPTIED: Text = { zh: '已有填写，须改填其他内容或保持原样，不得清空', en: 'must be left as it is or written anew; it cannot be emptied' };
const AGREED_TO: Text = {
  zh: '本环节已有人按所填内容同意，须保持原样；不认可的，请退回或不同意',
  en: 'must stay as it is: somebody has agreed to it in this step. If you do not, return the case or refuse it',
};

function notHere({ form = [] }: Route, key: string): Text {
  return form.some((field) => field.key === key)
    ? { zh: '须省去，本环节不填写这一项', en: 'must be left out; it is not filled in at this step' }
    : { zh: '须省去，表单没有这一项', en: 'must be left out; the form has no such field' };
}

/** Within one step nobody changes what a colleague has filled in and agreed to. */
const isAgreedTo = ({ opening }: ApprovalState, stands: Filled): boolean => stands.opening === opening?.opening;

const isSame = (one: FieldValue, other: FieldValue): boolean =>
  Array.isArray(one) && Array.isArray(other) ? one.length === other.length && one.every((item, n) => item === other[n]) : one === other;

/** What an answer fills in: fields that are new or differ, each with what stood before. */
export function fillingsIn(state: ApprovalState, task: Task, given: FormValues): readonly Filling[] {
  const standing = new Map(filledNow(state).map(({ key, value }) => [key, value]));
  return fillableBy(state, task).flatMap(({ key }): readonly Filling[] => {
    const value = given[key];
    const was = standing.get(key) ?? null;
    return value === undefined || isEmpty(value) || (was !== null && isSame(was, value)) ? [] : [{ key, was, value }];
  });
}

/** Each filling as it reads: what it is called, and before and after. */
export type FillingLine = { readonly key: string; readonly label: Text; readonly was: Text | null; readonly value: Text };

export function fillingLines(filled: readonly Filling[] | undefined, form: Form | undefined, nameOf?: NameOf): readonly FillingLine[] {
  const wordsOf = (key: string, value: FieldValue) => formLines({ values: { [key]: value } }, form, nameOf, true)[0];
  return (filled ?? []).flatMap(({ key, was, value }) => {
    const line = wordsOf(key, value);
    return line === undefined ? [] : [{ key, label: line.label, was: was === null ? null : (wordsOf(key, was)?.value ?? null), value: line.value }];
  });
}

/** What stands, as lines beside those of the application: with whose it is. */
export function filledLines(
  filled: readonly Pick<Filled, 'key' | 'value' | 'person'>[],
  form: Form | undefined,
  nameOf: NameOf,
): readonly { readonly label: Text; readonly value: Text }[] {
  return filled.flatMap(({ key, value, person }) =>
    formLines({ values: { [key]: value } }, form, nameOf, true).map((line) => {
      const name = nameOf(person);
      return { label: line.label, value: { zh: `${line.value.zh}（${name.zh}填写）`, en: `${line.value.en} (filled in by ${name.en})` } };
    }),
  );
}

/**
 * The same as a history says it: 「核定金额 400 万元（原 420 万元）」. Whoever reads a history need not be among those who see a
 * field: of one that is hidden from some it says that it was filled in, and not with what.
 */
export function fillingSentences(filled: readonly Filling[] | undefined, form: Form | undefined, nameOf: NameOf): readonly Text[] {
  return fillingLines(filled, form, nameOf).map(({ key, label, was, value }) => {
    const hidden = form?.find((field) => field.key === key)?.seenBy !== undefined;
    if (hidden) return { zh: `填写“${label.zh}”`, en: `filled in “${label.en}”` };
    return {
      zh: `${label.zh} ${value.zh}${was === null ? '' : `（原 ${was.zh}）`}`,
      en: `${label.en} ${value.en}${was === null ? '' : ` (was ${was.en})`}`,
    };
  });
}
