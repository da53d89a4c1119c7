/**
 * What a person may ask of an approval now, each act with what it needs and, where it would be refused, why: the decision
 * itself is asked with a sample of it, so that a button and its answer never part. Pure. Deliberately absent: who may send a
 * command at all (permission/), which is passed in, and whom the recorder would find.
 */

import { PAUSES_BY_NOTICE } from '../calendar/deadline.ts';
import type { Context } from '../kernel/context.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { assignsOthers } from '../kernel/who-acts.ts';
import { offerWords } from '../words/answers.ts';
import { APPLICANT_ACT_WORDS } from '../words/applicant-acts.ts';
import { ADVICES, AFTERWARDS, CHOICES, type Choice, type Offer, WHERE_ADDED } from '../words/lists.ts';
import { decideApproval } from './decide.ts';
import { deskOf, isClosed, offersFor, removable, returnTargets, takeBackOf, whyExcluded, whyNotAsked } from './entitlement.ts';
import type { ApprovalState, Task } from './facts.ts';
import { fillableBy, fillingsOf, stillToFill } from './filled.ts';
import type { FieldValue, Form, FormField } from './form-shape.ts';
import type { PublicApprovalCommand } from './messages.ts';
import { actsAt, asksSignature, isIntake, rulesAt } from './route.ts';
import { askedFields, correctable } from './supplement.ts';

/**
 * What of the person asks for input, by the command's own names. `choices`: the only ones; PEOPLE: of those whom the view
 * lists. FIELDS: values of these fields of the form, by key; FIELD_KEYS: which of them.
 */
export type ActField = {
  readonly name: string;
  readonly kind:
    | 'LONG_TEXT'
    | 'LINES'
    | 'SCORE'
    | 'PERSON'
    | 'PEOPLE'
    | 'CHOICE'
    | 'FILES'
    | 'FILE'
    | 'SIGNATURE'
    | 'CONTENT'
    | 'FIELDS'
    | 'FIELD_KEYS'
    | 'DAYS'
    | 'DAY'
    | 'NUMBER';
  readonly required: boolean;
  readonly choices?: readonly string[];
};
export type ActShown = {
  /** What it is called in lists of words (`offer`), or the command of an applicant. */
  readonly act: Offer | ApplicantAct | 'RESUME_CLOCK' | 'EXTEND_LIMIT';
  readonly name: Text;
  /** The command to send, with the fields that are known already; those that need not be filled in stand there empty. */
  readonly command: { readonly type: PublicApprovalCommand['type'] } & Readonly<Record<string, unknown>>;
  readonly fields: readonly ActField[];
  /** Null: it may be asked now. */
  readonly refused: { readonly code: string; readonly message: Text } | null;
};
const APPLICANT_ACTS = ['SAVE_DRAFT', 'SUBMIT', 'SUPPLEMENT_NOW', 'RESUBMIT', 'WITHDRAW', 'NUDGE'] as const;
export type ApplicantAct = (typeof APPLICANT_ACTS)[number];

/** Who asks, when, and what the table of permissions says of a command. */
export type Asker = {
  readonly context: Context & { readonly actor: { readonly person: string } };
  readonly may: (type: PublicApprovalCommand['type']) => Rejection | null;
};

type Candidate = Omit<ActShown, 'refused'> & { readonly sample: Readonly<Record<string, unknown>> };

const text = (name: string, required = true): ActField => ({ name, kind: 'LONG_TEXT', required });
const SAMPLE = '…';

/** In the order in which they are offered: of one's own tasks, of the case, of its applicant. */
export function actsNow(state: ApprovalState, asker: Asker): readonly ActShown[] {
  const { person } = asker.context.actor;
  const desk = deskOf(state, person);
  const candidates = [...desk.flatMap((task) => ofTask(state, task)), ...besides(state, asker.context, desk), ...ofApplicant(state)];
  return candidates.flatMap(({ sample, ...shown }) => {
    const command = { ...shown.command, ...sample } as PublicApprovalCommand; // its fields with a sample of each that is asked for
    const denied = asker.may(command.type);
    const decided = denied === null ? decideApproval(state, command, asker.context) : null;
    const rejection = denied ?? (decided === null || decided.ok ? null : decided.rejection);
    // What is another's business is not shown at all, disabled or not.
    if (rejection !== null && (rejection.code === 'NOT_YOURS' || rejection.code === 'NOT_ASKED')) return [];
    return [{ ...shown, refused: rejection === null ? null : { code: rejection.code, message: rejection.message } }];
  });
}

/** Somebody whom nothing excludes, for a sample; whom they choose is looked at when they do. */
const ANYBODY = '\u0000';

function ofTask(state: ApprovalState, task: Task): readonly Candidate[] {
  const offered = offersFor(state, task);
  const route = task.kind === 'DECIDE' && task.opening === state.opening?.opening ? actsAt(state.route, state.step) : [];
  // What the route allows and the moment does not is shown with its reason.
  const offers: readonly Offer[] = [...new Set<Offer>([...offered, ...route.filter((act) => act !== 'TAKE_BACK')])];
  return offers.map((offer) => ofOffer(state, task, offer));
}

function ofOffer(state: ApprovalState, task: Task, act: Offer): Candidate {
  const name = offerWords(act, isIntake(state.route, state.step));
  const made = (type: PublicApprovalCommand['type'], fields: readonly ActField[], sample: object, known: object = {}): Candidate => ({
    act,
    name,
    command: { type, task: task.task, ...known },
    fields,
    sample: { ...sample },
  });
  const choice = CHOICES.find((known) => known === act);
  if (choice !== undefined) return ofChoice(state, task, choice, name);
  const person: ActField = { name: 'to', kind: 'PERSON', required: true };
  const { task: _, ...whole } = made('Comment', [], {}).command;
  switch (act) {
    case 'HAND_OVER':
      return made('HandOver', [person, text('reason')], { to: ANYBODY, reason: SAMPLE });
    case 'ASK_OPINION':
      return made('AskOpinion', [{ ...person, name: 'of' }, text('question')], { of: ANYBODY, question: SAMPLE });
    case 'RECALL_OPINION':
      return made('RecallOpinion', [], {});
    case 'GIVE_OPINION':
      return made('GiveOpinion', [text('opinion'), { name: 'recommends', kind: 'CHOICE', required: false, choices: ADVICES }], { opinion: SAMPLE });
    case 'ADD_APPROVERS':
      return made(
        'AddApprovers',
        [
          { name: 'people', kind: 'PEOPLE', required: true },
          { name: 'where', kind: 'CHOICE', required: true, choices: WHERE_ADDED },
          { name: 'agree', kind: 'CHOICE', required: false, choices: ['ALL', 'ANY', 'IN_ORDER'] },
          text('reason'),
        ],
        { people: [ANYBODY], where: 'BESIDE', reason: SAMPLE },
      );
    case 'REMOVE_APPROVERS':
      return removing(removable(state, task.person, false));
    case 'RECUSE':
      return made('Recuse', [text('reason')], { reason: SAMPLE });
    case 'ASK':
      return { ...made('Ask', [person, text('question')], { to: ANYBODY, question: SAMPLE }), command: { ...whole, type: 'Ask' } };
    case 'COPY':
      return {
        ...made('Copy', [{ name: 'people', kind: 'PEOPLE', required: true }, text('note', false)], { people: [ANYBODY] }),
        command: { ...whole, type: 'Copy', note: '' },
      };
    case 'PAUSE':
      return {
        ...made('Pause', [{ name: 'reason', kind: 'CHOICE', required: true, choices: PAUSES_BY_NOTICE }, text('notice')], {
          reason: PAUSES_BY_NOTICE[0],
          notice: SAMPLE,
        }),
        command: { ...whole, type: 'Pause' },
      };
    case 'ANSWER':
      return made('Answer', [text('text'), { name: 'documents', kind: 'FILES', required: false }], { text: SAMPLE });
    case 'MARK_READ':
      return made('MarkRead', [], {});
    case 'MARK_SEEN':
      return made('MarkSeen', [], {});
    case 'TAKE_BACK':
      return made('TakeBack', [], {});
    default:
      return { ...commenting(name), act };
  }
}

function removing(tasks: readonly Task[]): Candidate {
  const choices = tasks.map(({ task }) => String(task));
  return {
    act: 'REMOVE_APPROVERS',
    name: offerWords('REMOVE_APPROVERS', false),
    command: { type: 'RemoveApprover' },
    fields: [{ name: 'task', kind: 'NUMBER', required: true, choices }, text('reason')],
    sample: { task: tasks[0]?.task ?? 0, reason: SAMPLE },
  };
}

const commenting = (name: Text): Candidate => ({
  act: 'COMMENT',
  name,
  command: { type: 'Comment' },
  fields: [text('text'), { name: 'documents', kind: 'FILES', required: false }],
  sample: { text: SAMPLE },
});

function ofChoice(state: ApprovalState, task: Task, choice: Choice, name: Text): Candidate {
  const { reasonFor, afterReturn } = rulesAt(state.route, state.step);
  const approves = choice === 'APPROVE' || choice === 'APPROVE_WITH_CONDITIONS';
  const scores = approves && state.route.steps[state.step]?.asksScore === true;
  const signs = asksSignature(state.route, state.step, choice);
  const fills = approves ? fillableBy(state, task) : [];
  const missing = approves ? stillToFill(state, task) : [];
  const corrects = choice === 'SUPPLEMENT' ? correctable(state) : [];
  const targets = returnTargets(state, task);
  return {
    act: choice,
    name,
    command: {
      type: 'Decide',
      choice,
      task: task.task,
      round: task.round,
      step: task.step,
      seen: state.contentHash,
      ...(fills.length === 0 ? {} : { fillings: fillingsOf(state) }),
    },
    fields: [
      ...(fills.length === 0 ? [] : [{ name: 'values', kind: 'FIELDS', required: missing.length > 0, choices: keysOf(fills) } as const]),
      ...(choice === 'APPROVE_WITH_CONDITIONS' ? [{ name: 'conditions', kind: 'LINES', required: true } as const] : []),
      ...(scores ? [{ name: 'score', kind: 'SCORE', required: true } as const] : []),
      ...(choice === 'RETURN' ? [{ name: 'to', kind: 'CHOICE', required: false, choices: targets } as const] : []),
      ...(choice === 'RETURN' && afterReturn === 'RETURNER_CHOOSES'
        ? [{ name: 'afterwards', kind: 'CHOICE', required: false, choices: AFTERWARDS } as const]
        : []),
      text('reason', reasonFor.includes(choice) || choice === 'SUPPLEMENT'),
      ...(corrects.length === 0 ? [] : [{ name: 'fields', kind: 'FIELD_KEYS', required: false, choices: keysOf(corrects) } as const]),
      ...(signs ? [{ name: 'signature', kind: 'SIGNATURE', required: true } as const] : []),
    ],
    sample: {
      reason: SAMPLE,
      ...(choice === 'APPROVE_WITH_CONDITIONS' ? { conditions: [SAMPLE] } : {}),
      ...(scores ? { score: 100 } : {}),
      ...(signs ? { signature: { title: SAMPLE, sha256: SAMPLE } } : {}),
      ...(missing.length === 0 ? {} : { values: Object.fromEntries(missing.map((field) => [field.key, sampleOf(field)])) }),
      ...(choice === 'RETURN' && targets[0] !== undefined ? { to: targets[0] } : {}),
    },
  };
}

const keysOf = (form: Form): readonly string[] => form.map(({ key }) => key);

/** Something that a field would take. */
function sampleOf({ type, least = 0, most = least, options = [] }: FormField): FieldValue {
  if (type === 'MONEY' || type === 'NUMBER') return Math.max(least, Math.min(0, most));
  if (type === 'DAY') return '2026-01-01';
  const values = options.map(({ value }) => value);
  return type === 'CHOICE' ? (values[0] ?? '') : type === 'CHOICES' ? values.slice(0, Math.max(1, least)) : SAMPLE;
}

/** What hangs on no task of one's own. */
function besides(state: ApprovalState, context: Asker['context'], desk: readonly Task[]): readonly Candidate[] {
  const { person } = context.actor;
  // Whoever decides here is offered it with their own task.
  const removed = assignsOthers(context) && !isClosed(state) && !desk.some(({ kind }) => kind === 'DECIDE') ? removable(state, person, true) : [];
  const own = takeBackOf(state, person);
  const remark = desk.some((task) => task.kind === 'DECIDE' || task.kind === 'OPINION') || isClosed(state);
  const stopped = state.status === 'PAUSED' && state.pause !== null && state.pause.reason !== 'SUPPLEMENT' && state.suspension === undefined;
  const clock = state.clock ?? state.opening;
  return [
    ...(own === null
      ? []
      : [{ act: 'TAKE_BACK', name: offerWords('TAKE_BACK', false), command: { type: 'TakeBack', task: own.task }, fields: [], sample: {} } as const]),
    ...(removed.length === 0 ? [] : [removing(removed)]),
    ...(remark ? [] : [commenting(offerWords('COMMENT', false))]),
    ...(stopped
      ? [{ act: 'RESUME_CLOCK', name: offerWords('RESUME_CLOCK', false), command: { type: 'ResumeClock' }, fields: [], sample: {} } as const]
      : []),
    ...(clock !== null && !isClosed(state) && !state.extended && rulesAt(state.route, state.step).extension !== null
      ? [
          {
            act: 'EXTEND_LIMIT',
            name: APPLICANT_ACT_WORDS.EXTEND_LIMIT,
            command: { type: 'ExtendLimit' },
            fields: [{ name: 'by', kind: 'DAYS', required: true }, text('reason')],
            sample: { by: 1, reason: SAMPLE },
          } as const,
        ]
      : []),
  ];
}

/** Of its applicant and the office, as far as the case is where it may be asked. */
function ofApplicant(state: ApprovalState): readonly Candidate[] {
  const made = (
    act: ApplicantAct,
    type: PublicApprovalCommand['type'],
    fields: readonly ActField[],
    sample: object,
    known: object = {},
  ): Candidate => ({
    act,
    name: APPLICANT_ACT_WORDS[act],
    command: { type, ...known },
    fields,
    sample: { ...sample },
  });
  const content = state.draft ?? state.content;
  const isDraft = state.status === 'DRAFT';
  const returned = state.status === 'RETURNED';
  const wanting = state.deficiency !== null || (state.status === 'PAUSED' && state.pause?.reason === 'SUPPLEMENT');
  const corrected = askedFields(state);
  const chooses = returned && state.returned?.afterwards === 'APPLICANT';
  if (isClosed(state)) return [];
  return [
    ...(isDraft || returned ? [made('SAVE_DRAFT', 'SaveDraft', [{ name: 'content', kind: 'CONTENT', required: true }], { content })] : []),
    ...(isDraft ? [made('SUBMIT', 'Submit', [{ name: 'undertaking', kind: 'FILE', required: false }], {})] : []),
    ...(returned
      ? [
          made(
            'RESUBMIT',
            'Resubmit',
            [
              { name: 'content', kind: 'CONTENT', required: false },
              ...(chooses ? [{ name: 'afterwards', kind: 'CHOICE', required: true, choices: AFTERWARDS } as const] : []),
            ],
            chooses ? { afterwards: 'FROM_TARGET' } : {},
          ),
        ]
      : []),
    ...(wanting
      ? [
          made(
            'SUPPLEMENT_NOW',
            'Supplement',
            [
              ...(corrected.length === 0 ? [] : [{ name: 'values', kind: 'FIELDS', required: false, choices: keysOf(corrected) } as const]),
              { name: 'documents', kind: 'FILES', required: corrected.length === 0 },
              text('note', false),
            ],
            { documents: [{ title: SAMPLE }] },
            { note: '' },
          ),
        ]
      : []),
    ...(isDraft ? [] : [made('NUDGE', 'Nudge', [], {})]),
    made('WITHDRAW', 'Withdraw', [text('reason', false)], {}, { reason: '' }),
  ];
}

/** Whether somebody may be asked to decide here, to say what they think, or be told; by person of the programme. */
export const mayBeAsked = (state: ApprovalState, person: string): { readonly decide: boolean; readonly opinion: boolean } => ({
  decide: whyNotAsked(state, person).length === 0,
  opinion: whyExcluded(state, person).length === 0,
});
