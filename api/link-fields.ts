/**
 * Fields of a form on the page behind a link: those that deciders fill in, and those that a supplement may correct. What
 * was typed there, the values that it means, and what is wrong with it. Deliberately absent: drawing them (pages/form-fields.tsx).
 */

import type { ApprovalState, Task } from '../domain/approval/facts.ts';
import { fillableBy, filledNow, fillingFaults } from '../domain/approval/filled.ts';
import type { FieldValue, Form, FormField, FormValues } from '../domain/approval/form-shape.ts';
import { correctable } from '../domain/approval/supplement.ts';
import { typedAs, valueTyped } from '../domain/approval/typed-value.ts';
import type { Text } from '../domain/kernel/values.ts';
import { FIELD_NAME } from './pages/fields.ts';

/** What stands in the fields of the form as it is shown: by the names of the page. */
export function shownIn(state: ApprovalState, task: Task): Readonly<Record<string, string>> {
  const standing = new Map(filledNow(state).map(({ key, value }) => [key, value]));
  return Object.fromEntries(
    fillableBy(state, task).flatMap((field): readonly (readonly [string, string])[] => {
      const value = standing.get(field.key);
      if (value === undefined) return [];
      return Array.isArray(value)
        ? value.map((one) => [FIELD_NAME.option(field.key, String(one)), '1'])
        : [[FIELD_NAME.value(field.key), typedAs(field, value)]];
    }),
  );
}

type Fields = Readonly<Record<string, string>>;

/** The values of these fields: one that was left empty is there empty, so that nobody empties another's in silence. */
export function valuesIn(state: ApprovalState, task: Task, typed: Fields): FormValues {
  const shown = shownIn(state, task);
  return Object.fromEntries(fillableBy(state, task).flatMap((field) => valueIn(field, typed, shown)));
}

function valueIn(field: FormField, typed: Fields, shown: Fields): readonly (readonly [string, FieldValue])[] {
  const { key, type, options = [] } = field;
  if (type === 'CHOICES') {
    const chosen = (from: Fields) => options.filter(({ value }) => from[FIELD_NAME.option(key, value)] !== undefined).map(({ value }) => value);
    return chosen(typed).length === 0 && chosen(shown).length === 0 ? [] : [[key, chosen(typed)]];
  }
  const name = FIELD_NAME.value(key);
  const value = valueTyped(field, typed[name]);
  if (value !== undefined) return [[key, value]];
  return typed[name] !== undefined && shown[name] !== undefined ? [[key, '']] : [];
}

/** Whether something stands in the fields that was not there when the form was shown. */
export const isTypedIn = (state: ApprovalState, task: Task, typed: Fields): boolean => {
  const shown = shownIn(state, task);
  return fillableBy(state, task).some(({ key, options = [] }) =>
    [FIELD_NAME.value(key), ...options.map(({ value }) => FIELD_NAME.option(key, value))].some(
      (name) => (typed[name] ?? '').trim() !== '' && typed[name] !== shown[name],
    ),
  );
};

/** Fields of the applicant's that were ticked to be corrected. */
export const tickedIn = (state: ApprovalState, typed: Fields): readonly string[] =>
  correctable(state).flatMap(({ key }) => (typed[FIELD_NAME.ticked(key)] === undefined ? [] : [key]));

/** Everything that is wrong with what was filled in, each under the label of its field. */
export function valueFaultsOf(state: ApprovalState, task: Task, values: FormValues, unreadable: Text): readonly Text[] {
  const fields = fillableBy(state, task);
  const strange = fields.filter(({ type, key }) => type === 'MONEY' && typeof values[key] === 'string' && values[key] !== '');
  const others = fillingFaults(
    state,
    task,
    Object.fromEntries(Object.entries(values).filter(([key]) => !strange.some((field) => field.key === key))),
  );
  const isTold = (fault: Text): boolean => strange.some(({ key }) => fault.en.startsWith(`values.${key}:`));
  return [
    ...strange.map(({ label }) => ({ zh: `${label.zh}：${unreadable.zh}`, en: `${label.en}: ${unreadable.en}` })),
    ...others.filter((fault) => !isTold(fault)).map((fault) => labelled(fault, fields)),
  ];
}

function labelled(fault: Text, fields: Form): Text {
  const field = fields.find(({ key }) => fault.en.startsWith(`values.${key}:`));
  if (field === undefined) return fault;
  const at = `values.${field.key}`;
  return { zh: fault.zh.replace(at, field.label.zh), en: fault.en.replace(at, field.label.en) };
}
