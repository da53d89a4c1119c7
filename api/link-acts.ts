/** From what somebody filled in on the page behind a link to the command that it means. Deliberately absent: HTTP. */
import { z } from 'zod';
import type { ApprovalState, DocumentRef, Task } from '../domain/approval/facts.ts';
import { fillableBy } from '../domain/approval/filled.ts';
import type { PublicApprovalCommand } from '../domain/approval/messages.ts';
import { PAUSES_BY_NOTICE } from '../domain/calendar/deadline.ts';
import type { Text } from '../domain/kernel/values.ts';
import { faultOfLine, showsNothing } from '../domain/text/check.ts';
import { CHOICES, type PageOffer, WHERE_ADDED } from '../domain/words/lists.ts';
import { PRESET_LONGEST } from '../domain/words/presets.ts';
import { typedFields } from './gate.ts';
import { tickedIn, valuesIn } from './link-fields.ts';
import { ATTACHES, DECOYS, FIELDS, isFormField, WORDLESS } from './pages/fields.ts';
import { lineOf, textOf } from './schemas/values.ts';

/** How long each field may be, as the browser counts; the fields of the page say the same. */
const LONGEST = {
  nonce: 64,
  choice: 40,
  reason: 2_000,
  conditions: 4_000,
  score: 10,
  person: 60,
  where: 60,
  to: 60,
  afterwards: 60,
  pause: 60,
  recommends: 60,
  remove: 60,
  check: 20,
  /** A one-time code, or a sign-in, where the route asks for more than the link. */
  code: 20,
  signIn: 200,
  /** Files of a form that came back, by their SHA-256. */
  kept: 400,
  keptSignature: 64,
  preset: PRESET_LONGEST,
  /** How often fields of the form had been filled in when the page was shown. */
  fillings: 6,
} as const;
type FieldName = keyof typeof LONGEST;
const MORE_LINES: readonly FieldName[] = ['reason', 'conditions'];
const NAMES = Object.keys(LONGEST) as FieldName[]; // its own keys

const fieldOf = (name: FieldName): z.ZodDefault<z.ZodString> => (MORE_LINES.includes(name) ? textOf : lineOf)(LONGEST[name]).default('');
export const linkForm = z.object({
  ...(Object.fromEntries(NAMES.map((name) => [name, fieldOf(name)])) as Record<FieldName, z.ZodDefault<z.ZodString>>), // one a name
  ...Object.fromEntries(DECOYS.map((name) => [name, textOf(2_000).default('')])),
});

export type FormFault = { readonly field: string; readonly fault: Text };

/** What was filled in, as far as it can be read, and what is wrong with it. What is wrong stays there to be corrected. */
export function readLinkForm(body: unknown): { readonly form: LinkForm; readonly faults: readonly FormFault[] } {
  const { fields: typed, faults } = typedFields(body);
  const fields = withPreset(typed);
  const found: FormFault[] = [...faults].map(([field, fault]) => ({ field, fault }));
  for (const name of NAMES) {
    const value = fields[name] ?? '';
    const fault = faults.has(name) ? null : MORE_LINES.includes(name) ? null : faultOfLine(value);
    if (fault !== null) found.push({ field: name, fault });
    const most = LONGEST[name];
    if (value.length > most) found.push({ field: name, fault: { zh: `须在 ${most} 字以内`, en: `must be at most ${most} characters long` } });
  }
  const parsed = linkForm.safeParse(fields);
  const form = { ...(parsed.success ? parsed.data : linkForm.parse({})), fields: formFieldsIn(fields) };
  return parsed.success ? { form, faults: found } : { form: { ...form, ...typedAs(fields) }, faults: found };
}

/** What was typed into fields of the matter's form, by their names on the page; how long each may be the form says. */
const formFieldsIn = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (isFormField(name) ? [[name, value.slice(0, FIELD_LONGEST)]] : [])));
/** One more than the longest that a field may take: what is too long is told of, and not cut. */
const FIELD_LONGEST = 2_001;

/** A phrase that was chosen begins what was written; from then on it is their own words, to be corrected like these. */
function withPreset(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { preset = '', reason = '', ...rest } = fields;
  return preset === '' ? fields : { ...rest, reason: reason.trim() === '' ? preset : `${preset}\n${reason}` };
}

/** Shown again as it was typed, whatever is wrong with it. */
const typedAs = (fields: Readonly<Record<string, string>>): Partial<LinkForm> => Object.fromEntries(NAMES.map((name) => [name, fields[name] ?? '']));

/** Fields that no reader sees: whoever fills one in is a machine that fills in everything (T2). */
export const wasDecoyed = (fields: object): boolean => DECOYS.some((name) => String(Object(fields)[name] ?? '') !== '');
export type LinkForm = z.infer<typeof linkForm> & { readonly fields?: Readonly<Record<string, string>> };

/**
 * What was written or attached and has no place in what was chosen. A browser without :has shows every field beside every
 * choice: what stands there was meant, and is told of before anything is recorded without it.
 */
export function leftOut(
  offer: PageOffer,
  form: Pick<LinkForm, 'reason' | 'conditions'>,
  files: number,
  { signed = false, filled = false }: { readonly signed?: boolean; readonly filled?: boolean } = {},
): readonly LeftOut[] {
  const conditional = FIELDS.conditions.some((known) => known === offer);
  return [
    ...(WORDLESS.includes(offer) && !showsNothing(form.reason) ? (['reason'] as const) : []),
    ...(conditional || showsNothing(form.conditions) ? [] : (['conditions'] as const)),
    ...(signed && !FIELDS.signature.some((known) => known === offer) ? (['signature'] as const) : []),
    ...(filled && !isAgreement(offer) ? (['values'] as const) : []),
    ...(files > 0 && !ATTACHES.includes(offer) ? (['files'] as const) : []),
  ];
}
type LeftOut = 'reason' | 'conditions' | 'files' | 'signature' | 'values';

/** NOBODY: a person has to be chosen for this. */
export type ActOfForm = PublicApprovalCommand | 'NOBODY';

/** `seen`: the hash of the content that the form was shown with. `documents`: the files attached to it. */
export type ActOn = {
  readonly task: Task;
  readonly state: ApprovalState;
  readonly seen: string;
  readonly documents: readonly DocumentRef[];
  readonly signature: DocumentRef | null;
};

export function commandOf(offer: PageOffer, form: LinkForm, { task, state, seen, documents, signature }: ActOn): ActOfForm {
  const reason = form.reason.trim();
  const { person } = form;
  const choice = CHOICES.find((known) => known === offer);
  if (choice !== undefined) return decision(choice, form, { task, state, seen, signature });
  switch (offer) {
    case 'HAND_OVER':
      return person === '' ? 'NOBODY' : { type: 'HandOver', task: task.task, to: person, reason };
    case 'ASK_OPINION':
      return person === '' ? 'NOBODY' : { type: 'AskOpinion', task: task.task, of: person, question: reason };
    case 'ADD_APPROVERS': {
      const where = WHERE_ADDED.find((known) => known === form.where) ?? 'BESIDE';
      return person === '' ? 'NOBODY' : { type: 'AddApprovers', task: task.task, people: [person], where, reason };
    }
    case 'REMOVE_APPROVERS':
      return form.remove === '' ? 'NOBODY' : { type: 'RemoveApprover', task: numberIn(form.remove), reason };
    case 'ASK':
      return { type: 'Ask', to: person === '' ? state.applicant : person, question: reason };
    case 'COPY':
      return person === '' ? 'NOBODY' : { type: 'Copy', people: [person], note: reason };
    case 'PAUSE':
      return { type: 'Pause', reason: PAUSES_BY_NOTICE.find((known) => known === form.pause) ?? 'EXPERT_REVIEW', notice: reason };
    case 'RESUME_CLOCK':
      return { type: 'ResumeClock' };
    case 'GIVE_OPINION': {
      const recommends = (['APPROVE', 'REJECT'] as const).find((known) => known === form.recommends);
      return { type: 'GiveOpinion', task: task.task, opinion: reason, ...(recommends === undefined ? {} : { recommends }) };
    }
    case 'RECALL_OPINION':
      return { type: 'RecallOpinion', task: task.task };
    case 'ANSWER':
      return { type: 'Answer', task: task.task, text: reason, documents };
    case 'MARK_READ':
      return { type: 'MarkRead', task: task.task };
    case 'MARK_SEEN':
      return { type: 'MarkSeen', task: task.task };
    case 'RECUSE':
      return { type: 'Recuse', task: task.task, reason };
    case 'TAKE_BACK':
      return { type: 'TakeBack', task: task.task };
    default:
      return { type: 'Comment', text: reason, documents };
  }
}

/** Full-width digits count as digits; what is no number is none that could be right. */
function numberIn(typed: string): number {
  const number = Number(typed.normalize('NFKC'));
  return Number.isFinite(number) ? number : -1;
}

export const isAgreement = (offer: PageOffer): boolean => FIELDS.values.some((known) => known === offer);

function decision(
  choice: (typeof CHOICES)[number],
  form: LinkForm,
  { task, state, seen, signature }: Omit<ActOn, 'documents'>,
): PublicApprovalCommand {
  const { fields = {} } = form;
  const fills = isAgreement(choice) && fillableBy(state, task).length > 0;
  const ticked = choice === 'SUPPLEMENT' ? tickedIn(state, fields) : [];
  const reason = form.reason.trim();
  const conditions = form.conditions
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !showsNothing(line));
  const afterwards = (['FROM_TARGET', 'BACK'] as const).find((known) => known === form.afterwards);
  return {
    type: 'Decide',
    choice,
    task: task.task,
    round: task.round,
    step: task.step,
    seen,
    ...(reason === '' ? {} : { reason: form.reason }),
    ...(form.score.trim() === '' ? {} : { score: numberIn(form.score) }),
    ...(choice === 'APPROVE_WITH_CONDITIONS' ? { conditions } : {}),
    ...(signature === null ? {} : { signature }),
    ...(fills ? { values: valuesIn(state, task, fields), ...(form.fillings === '' ? {} : { fillings: numberIn(form.fillings) }) } : {}),
    ...(ticked.length === 0 ? {} : { fields: ticked }),
    ...(choice === 'RETURN' && form.to !== '' ? { to: form.to } : {}),
    ...(choice === 'RETURN' && afterwards !== undefined ? { afterwards } : {}),
  };
}
