/**
 * What may be done in a case, and what of the values of a form an act sends. The API says which acts there are and what each
 * asks (docs/openapi.json, Act). Deliberately absent: drawing them.
 */
import type { FieldValue, Form } from '../../../domain/approval/form-shape.ts';
import type { BodyOf } from '../../app/client.ts';
import type { KeptFile } from '../../parts/sending.ts';
import { type Filled, valuesIn } from '../new/filled.ts';
import type { Case } from './facts.ts';

export type Act = Case['acts'][number];
export type Field = Act['fields'][number];
/** Of a form that an act has for itself (applicant-forms.ts). */
export type OwnFormProps = {
  readonly id: string;
  readonly act: Act;
  /** Closed without anything done. */
  readonly onClose: () => void;
  /** It is recorded. */
  readonly onDone: () => void;
};

/** What was typed, whatever act it is for: who chooses another one goes on with the same words. */
export type Typed = {
  readonly words: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly files: Readonly<Record<string, readonly KeptFile[]>>;
  /** Fields of the matter's form that were typed into; absent: none. */
  readonly filled?: Filled;
};
/** Fields of the matter's form that an act asks, and what stands in them as it would be typed. */
export type FieldsAsked = { readonly form: Form; readonly shown: Filled };
export const NOTHING: Typed = { words: {}, people: {}, files: {} };
export const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && 'words' in value && 'people' in value && 'files' in value;

/** By which an act is found in the address: `REJECT`, `REJECT-3` where another task of mine has one too. */
export function keyOf({ act, command }: Act, all: readonly Act[]): string {
  const alike = all.filter((other) => other.act === act);
  return alike.length > 1 && 'task' in command ? `${act}-${String(command.task)}` : act;
}

/** A choice of a list is no text that is written, although both may be called a reason. */
export const wordOf = ({ kind, name }: Field, { act }: Act): string => (kind === 'CHOICE' || kind === 'NUMBER' ? `${act}.${name}` : name);

/** What is meant where nobody chose: a return goes to the first that the route allows, and on from there. */
export const impliedBy = ({ kind, name, choices = [] }: Field): string =>
  kind === 'CHOICE' && (name === 'to' || name === 'afterwards') ? (choices[0] ?? '') : '';
const typedIn = (field: Field, act: Act, typed: Typed): string => typed.words[wordOf(field, act)] ?? impliedBy(field);
/** Full-width digits of an input method are digits. */
const numberIn = (text: string): number => Number(text.normalize('NFKC').trim() || 'NaN');
export const linesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export type Missing = 'signature' | 'text' | 'person' | 'choice' | 'score' | 'number' | 'files';
/** What is wrong with a field by what the form alone knows; null: nothing. */
export function missingIn(field: Field, act: Act, typed: Typed): Missing | null {
  const { kind, required, name } = field;
  // Each of the form's fields has its own fault (new/filled.ts); none of those to be corrected has to be named.
  if (kind === 'FIELDS' || kind === 'FIELD_KEYS') return null;
  if (kind === 'PERSON' || kind === 'PEOPLE') return required && (typed.people[name] ?? []).length === 0 ? 'person' : null;
  if (kind === 'FILES' || kind === 'FILE') return required && (typed.files[name] ?? []).length === 0 ? 'files' : null;
  if (kind === 'SIGNATURE') return required && (typed.files[name] ?? []).length === 0 ? 'signature' : null;
  const text = typedIn(field, act, typed).trim();
  if (text === '') {
    if (!required) return null;
    return kind === 'CHOICE' || (kind === 'NUMBER' && field.choices !== undefined)
      ? 'choice'
      : kind === 'SCORE'
        ? 'score'
        : kind === 'DAYS' || kind === 'NUMBER'
          ? 'number'
          : 'text';
  }
  if (kind === 'SCORE') return numberIn(text) >= 0 && numberIn(text) <= 100 ? null : 'score';
  if (kind === 'DAYS' || kind === 'NUMBER') return Number.isInteger(numberIn(text)) && numberIn(text) > 0 ? null : 'number';
  return null;
}

/** These always say something of it, be it nothing. */
const SAY_NOTHING: Readonly<Record<string, string>> = { Copy: 'note', Withdraw: 'reason', Supplement: 'note' };
/** Files that a command always names, be it none. */
const NO_FILES: Readonly<Record<string, string>> = { Supplement: 'documents' };

/**
 * What is sent of the form's fields. One that was emptied is sent empty: that it may not be, the server says, and nothing
 * changes in silence.
 */
export function fieldsSent({ form, shown }: FieldsAsked, { filled }: Typed): Readonly<Record<string, FieldValue>> {
  const before = valuesIn(form, shown);
  const now = valuesIn(form, { ...shown, ...filled });
  const emptied = Object.keys(before).filter((key) => now[key] === undefined);
  return { ...now, ...Object.fromEntries(emptied.map((key) => [key, Array.isArray(before[key]) ? [] : ''])) };
}

function sentOf(field: Field, act: Act, typed: Typed, asked: FieldsAsked | null): unknown {
  const { kind, name } = field;
  if (kind === 'FIELDS') {
    const values = asked === null ? {} : fieldsSent(asked, typed);
    return Object.keys(values).length === 0 ? undefined : values;
  }
  if (kind === 'FIELD_KEYS') {
    const chosen = (typed.people[name] ?? []).filter((key) => field.choices?.includes(key) === true);
    return chosen.length === 0 ? undefined : chosen;
  }
  if (kind === 'PERSON') return typed.people[name]?.[0];
  if (kind === 'PEOPLE') return [...(typed.people[name] ?? [])];
  if (kind === 'FILES' || kind === 'FILE' || kind === 'SIGNATURE') {
    const files = (typed.files[name] ?? []).map(({ title, sha256 }) => ({ title, sha256 }));
    if (files.length === 0) return NO_FILES[act.command.type] === name ? [] : undefined;
    return kind === 'FILES' ? files : files.at(-1);
  }
  const text = typedIn(field, act, typed);
  if (kind === 'LINES') return linesIn(text);
  if (text.trim() === '') return SAY_NOTHING[act.command.type] === name ? '' : undefined;
  return kind === 'SCORE' || kind === 'DAYS' || kind === 'NUMBER' ? numberIn(text) : text.trim();
}

/** The command of an act with what was filled in. */
export function commandOf(act: Act, typed: Typed, asked: FieldsAsked | null = null): BodyOf<'/api/v1/approval/{id}/commands'> {
  const filled = act.fields.flatMap((field) => {
    const value = sentOf(field, act, typed, asked);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return { ...act.command, ...Object.fromEntries(filled) } as BodyOf<'/api/v1/approval/{id}/commands'>; // what the API asks of this act
}

/** What was written for an act, to be shown again before it is sent or after it was refused. */
export const writtenFor = (act: Act, typed: Typed): readonly string[] =>
  act.fields
    .filter(({ kind }) => kind === 'LONG_TEXT' || kind === 'LINES')
    .map((field) => typedIn(field, act, typed).trim())
    .filter((text) => text !== '');

/** Answers that end something, or ask it once and for all: they are asked for again, with what follows. */
const GRAVE = new Set(['REJECT', 'RECUSE', 'WITHDRAW']);
const ASKED_AGAIN = new Set(['RETURN', 'SUPPLEMENT', 'TAKE_BACK']);
export const isGrave = ({ act }: Act): boolean => GRAVE.has(act);
/** `ends`: nothing comes after this step. */
export const isAskedAgain = ({ act }: Act, ends: boolean): boolean => GRAVE.has(act) || ASKED_AGAIN.has(act) || (ends && act.startsWith('APPROVE'));

/** What stands on top, as large buttons; the rest is one step further. */
const FIRST = [
  'APPROVE',
  'APPROVE_WITH_CONDITIONS',
  'REJECT',
  'RETURN',
  'SUPPLEMENT',
  'GIVE_OPINION',
  'ANSWER',
  'MARK_READ',
  'RESUME_CLOCK',
  'RECALL_OPINION',
];
const OF_APPLICANT = ['SUBMIT', 'RESUBMIT', 'SUPPLEMENT_NOW', 'SAVE_DRAFT', 'NUDGE', 'WITHDRAW'];
const rank = ({ act }: Act): number => {
  const place = [...FIRST, ...OF_APPLICANT].indexOf(act);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
};
export function sorted(acts: readonly Act[]): { readonly first: readonly Act[]; readonly more: readonly Act[] } {
  const known = [...acts].sort((a, b) => rank(a) - rank(b));
  const first = known.filter((act) => FIRST.includes(act.act) || OF_APPLICANT.slice(0, 3).includes(act.act));
  return { first, more: known.filter((act) => !first.includes(act)) };
}
