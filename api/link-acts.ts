/** From what somebody filled in on the page behind a link to the command that it means. Deliberately absent: HTTP. */
import { z } from 'zod';
import type { Offer } from '../domain/approval/entitlement.ts';
import type { ApprovalState, DocumentRef, Task } from '../domain/approval/facts.ts';
import { type PublicApprovalCommand, WHERE_ADDED } from '../domain/approval/messages.ts';
import { CHOICES } from '../domain/approval/route.ts';
import { PAUSES_BY_NOTICE } from '../domain/calendar/deadline.ts';
import { DECOYS } from './pages/fields.ts';

const short = z.string().max(60).default('');
export const linkForm = z.object({
  nonce: z.string().max(64).default(''),
  choice: z.string().max(40).default(''),
  reason: z.string().max(2_000).default(''),
  conditions: z.string().max(4_000).default(''),
  score: z.string().max(10).default(''),
  person: short,
  where: short,
  to: short,
  afterwards: short,
  pause: short,
  recommends: short,
  remove: short,
  check: z.string().max(20).default(''),
  /** A one-time code, or a sign-in, where the route asks for more than the link. */
  code: z.string().max(20).default(''),
  signIn: z.string().max(200).default(''),
  ...Object.fromEntries(DECOYS.map((name) => [name, z.string().max(2_000).default('')])),
});

/** Fields that no reader sees: whoever fills one in is a machine that fills in everything (T2). */
export const wasDecoyed = (fields: object): boolean => DECOYS.some((name) => String(Object(fields)[name] ?? '') !== '');
export type LinkForm = z.infer<typeof linkForm>;

/** NOBODY: a person has to be chosen for this. */
export type ActOfForm = PublicApprovalCommand | 'NOBODY';

/** `seen`: the hash of the content that the form was shown with. `documents`: the files attached to it. */
export type ActOn = { readonly task: Task; readonly state: ApprovalState; readonly seen: string; readonly documents: readonly DocumentRef[] };

export function commandOf(offer: Offer, form: LinkForm, { task, state, seen, documents }: ActOn): ActOfForm {
  const reason = form.reason.trim();
  const { person } = form;
  const choice = CHOICES.find((known) => known === offer);
  if (choice !== undefined) return decision(choice, form, task, seen);
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
      return form.remove === '' ? 'NOBODY' : { type: 'RemoveApprover', task: Number(form.remove), reason };
    case 'ASK':
      return { type: 'Ask', to: person === '' ? state.applicant : person, question: reason };
    case 'COPY':
      return person === '' ? 'NOBODY' : { type: 'Copy', people: [person], note: reason };
    case 'PAUSE':
      return { type: 'Pause', reason: PAUSES_BY_NOTICE.find((known) => known === form.pause) ?? 'EXPERT_REVIEW', notice: reason };
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
    case 'RECUSE':
      return { type: 'Recuse', task: task.task, reason };
    case 'TAKE_BACK':
      return { type: 'TakeBack', task: task.task };
    default:
      return { type: 'Comment', text: reason, documents };
  }
}

function decision(choice: (typeof CHOICES)[number], form: LinkForm, task: Task, seen: string): PublicApprovalCommand {
  const reason = form.reason.trim();
  const conditions = form.conditions
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const afterwards = (['FROM_TARGET', 'BACK'] as const).find((known) => known === form.afterwards);
  return {
    type: 'Decide',
    choice,
    task: task.task,
    round: task.round,
    step: task.step,
    seen,
    ...(reason === '' ? {} : { reason: form.reason }),
    ...(form.score.trim() === '' ? {} : { score: Number(form.score.normalize('NFKC')) }),
    ...(choice === 'APPROVE_WITH_CONDITIONS' ? { conditions } : {}),
    ...(choice === 'RETURN' && form.to !== '' ? { to: form.to } : {}),
    ...(choice === 'RETURN' && afterwards !== undefined ? { afterwards } : {}),
  };
}
