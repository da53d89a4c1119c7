/**
 * What a person may do in a stage now: each command with its form as it is filled in, or why it would be refused, asked of the
 * stage's own `decide` with the best input that the form can take. Deliberately absent: the forms (each stage's form.ts).
 */
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { type Rejection, rejection } from '../kernel/rejection.ts';
import type { Fields, Optional, Shape } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import type { Commands } from './commands.ts';
import type { FieldKind, FieldShown } from './field-shown.ts';
import type { FieldForm, FieldForms, Form, Forms } from './form.ts';
import { paperFields, type RouteNow } from './papers-asked.ts';
import { inWords } from './wording.ts';

/** A command as it is offered. `refused`: why it would be, with everything that is missing. */
export type StageAct = {
  readonly type: string;
  readonly name: Text;
  readonly group: Text | null;
  readonly how: Text | null;
  readonly final: Text | null;
  readonly paste: string | null;
  readonly fields: readonly FieldShown[];
  /** What stands in it when it is opened, as the API takes it. */
  readonly start: Readonly<Record<string, unknown>>;
  readonly refused: { readonly code: string; readonly message: Text; readonly faults: readonly Text[] } | null;
};

type Decides = (
  state: object,
  command: { readonly type: string },
  context: Context,
) => { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection };

/** `state` null: the stage has not begun, and `waits` says for what. `may`: what the table of permissions says. */
export type Asked = {
  readonly commands: Commands;
  readonly forms: Forms;
  readonly decide: Decides;
  readonly state: object | null;
  readonly waits: Rejection;
  readonly context: Context;
  readonly may: (type: string) => Rejection | null;
  readonly routeNow: RouteNow;
};

export const actsIn = ({ commands, forms, ...asked }: Asked): readonly StageAct[] =>
  Object.entries(forms).map(([type, form]) => {
    const refused = refusedNow(type, form, asked);
    const own = asked.state === null ? [] : fieldsShown(commands[type]?.takes ?? {}, form.fields, asked.state);
    const fields = withPapers(own, paperFields(form.asks ?? [], asked.routeNow));
    return {
      type,
      name: form.name,
      group: form.group ?? null,
      how: form.how ?? null,
      final: form.final ?? null,
      paste: form.paste ?? null,
      fields: refused !== null ? [] : fields,
      start: refused !== null || asked.state === null ? {} : { ...form.start?.(asked.state, dayAt(asked.context.now)) },
      refused: refused === null ? null : toReader(refused, fields),
    };
  });

/** Before what else proves the act. */
const withPapers = (fields: readonly FieldShown[], papers: readonly FieldShown[]): readonly FieldShown[] => [
  ...fields.filter(({ key }) => key !== 'files'),
  ...papers,
  ...fields.filter(({ key }) => key === 'files'),
];

/** Read on a page: what is missing is called as the form calls it. */
const toReader = ({ code, message, faults = [], faultsZh = [] }: Rejection, fields: readonly FieldShown[]): StageAct['refused'] => ({
  code,
  message: inWords(message, fields),
  faults: faults.map((en, index) => inWords({ zh: faultsZh[index] ?? en, en }, fields)),
});

function refusedNow(
  type: string,
  form: Form,
  { state, decide, waits, context, may }: Omit<Asked, 'commands' | 'forms' | 'routeNow'>,
): Rejection | null {
  const denied = may(type);
  if (denied !== null) return denied;
  if (state === null) return waits;
  const decided = decide(state, { type, ...form.probe(state, dayAt(context.now), context.actor.person ?? '') }, context);
  if (decided.ok) return null;
  const nothing = form.nothing?.(state) ?? null;
  // The case's own reason first: it is over, it stands still, it is not theirs.
  return nothing === null || decided.rejection.code !== 'UNKNOWN_ITEM' ? decided.rejection : rejection('UNKNOWN_ITEM', nothing.zh, nothing.en);
}

export const fieldsShown = (takes: Fields, told: FieldForms, state: object): readonly FieldShown[] =>
  Object.entries(takes).flatMap(([key, field]) => {
    const form = told[key];
    return form == null ? [] : [fieldShown(key, field, form, state)];
  });

function fieldShown(key: string, field: Shape | Optional, form: FieldForm, state: object): FieldShown {
  const shape = field.is === 'optional' ? field.of : field;
  const { label, help, basis, unit, options } = form;
  const chosen = typeof options === 'function' ? options(state) : options;
  return {
    key,
    kind: kindOf(shape, form),
    label,
    optional: field.is === 'optional',
    required: form.needed === true || (field.is !== 'optional' && isAsked(shape)),
    ...(help === undefined ? {} : { help }),
    ...(basis === undefined ? {} : { basis }),
    ...(unit === undefined ? {} : { unit }),
    ...boundsOf(shape),
    ...(chosen === undefined ? {} : { options: chosen }),
    ...(form.fields === undefined ? {} : { fields: fieldsShown(fieldsOf(shape), form.fields, state) }),
  };
}

/** A text of a person may be empty; a list, where nothing says how many at least. */
const isAsked = (shape: Shape): boolean => (shape.is === 'text' ? shape.asked : shape.is === 'list' ? (shape.least ?? 0) > 0 : true);

function boundsOf(shape: Shape): Pick<FieldShown, 'least' | 'most'> {
  if (shape.is === 'number') return { least: shape.least, most: shape.most };
  if (shape.is === 'list') return { most: shape.most, ...(shape.least === null ? {} : { least: shape.least }) };
  if (shape.is === 'text' || shape.is === 'line') return { most: shape.most };
  return shape.is === 'table' ? boundsOf(shape.of) : {};
}

const fieldsOf = (shape: Shape): Fields => (shape.is === 'record' ? shape.of : shape.is === 'list' ? fieldsOf(shape.of) : {});
const isFile = (shape: Shape): boolean => shape.is === 'record' && 'sha256' in shape.of && 'title' in shape.of;

function kindOf(shape: Shape, form: FieldForm): FieldKind {
  switch (shape.is) {
    case 'text':
      return form.short === true ? 'TEXT' : 'LONG_TEXT';
    case 'code':
    case 'line':
    case 'plain':
      return form.person === true ? 'PERSON' : form.options === undefined ? 'TEXT' : 'CHOICE';
    case 'fen':
      return 'MONEY';
    case 'count':
    case 'whole':
      return 'WHOLE';
    case 'number':
      return 'NUMBER';
    case 'day':
      return 'DAY';
    case 'month':
      return 'MONTH';
    case 'oneOf':
      return 'CHOICE';
    case 'flag':
      return 'FLAG';
    case 'sha256':
      return 'FILE_HASH';
    case 'list':
      return isFile(shape.of) ? 'FILES' : 'ROWS';
    case 'record':
      return isFile(shape) ? 'FILE' : 'GROUP';
    case 'table':
      return 'POINTS';
    case 'nullable':
      return kindOf(shape.of, form);
    case 'data':
      return 'GROUP';
  }
}
