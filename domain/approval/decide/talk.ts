/** What is said inside the case: questions and answers, remarks, copies. */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { alreadyClosed, rejection } from '../../kernel/rejection.ts';
import { isOffice } from '../../kernel/who-acts.ts';
import { deskOf, holds, isClosed, isInvolved, offersFor, ownTasks, takeBackOf } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import { type ApprovalState, blankSeating, isActive } from '../facts.ts';
import { askingReaders, Drafts } from '../flow.ts';
import type { ApprovalCommandOf } from '../messages.ts';
import { copyRefused, mailAskedAlready, notAllowed, notAsked, notEligible, onlyPeople, reasonRequired, whichTask } from '../refusals.ts';
import { closedAs, whyNot } from '../why-not.ts';

type Answer = Decision<ApprovalEvent>;

/** Approvers as their route allows; applicant and office always. */
function maySay(state: ApprovalState, context: Context, act: 'ASK' | 'COMMENT' | 'COPY'): boolean {
  const { person } = context.actor;
  if (person === null) return false;
  if (person === state.applicant || isOffice(context)) return true;
  return deskOf(state, person).some((task) => offersFor(state, task).includes(act));
}

/** 提问: to anybody, the applicant above all. The clock goes on. */
export function decideAsk(state: ApprovalState, { to, question }: ApprovalCommandOf<'Ask'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  if (!maySay(state, context, 'ASK')) return refuse(isInvolved(state, person) ? notAllowed : notAsked);
  if (question.trim() === '') return refuse(reasonRequired);
  if (to === person) return refuse(notEligible([{ zh: `${to} 不能问自己`, en: `${to} would ask themselves` }]));
  const ask = askingReaders(state, [{ person: to }], true);
  return new Drafts(state, context).add({ type: 'QuestionAsked', data: { by: person, question: question.trim(), ask, ...blankSeating } }).end();
}

export function decideReply(state: ApprovalState, command: ApprovalCommandOf<'Answer'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  const asked = ownTasks(state, person, 'QUESTION', command.task);
  const [task] = asked;
  if (task === undefined) return refuse(rejection('NOT_ASKED', '没有向您提出的问题。', 'No question is waiting for your answer.'));
  if (asked.length > 1) return refuse(whichTask);
  if (command.text.trim() === '') return refuse(reasonRequired);
  const data = { task: task.task, person, to: task.by, text: command.text.trim(), documents: command.documents ?? [] };
  return new Drafts(state, context).add({ type: 'QuestionAnswered', data }).end();
}

/** A remark with what is attached to it; on record, and not an answer. */
export function decideComment(state: ApprovalState, command: ApprovalCommandOf<'Comment'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  if (!isInvolved(state, person) && !isOffice(context)) return refuse(notAsked);
  const mine = deskOf(state, person).filter((task) => task.kind === 'DECIDE');
  if (mine.length > 0 && !maySay(state, context, 'COMMENT')) return refuse(notAllowed);
  const documents = command.documents ?? [];
  if (command.text.trim() === '' && documents.length === 0) return refuse(reasonRequired);
  return new Drafts(state, context).add({ type: 'Commented', data: { person, text: command.text.trim(), documents } }).end();
}

/** Between two links, and two codes, for one task: a page that a machine finds must not flood a mailbox. */
const MAIL_ASKED_EVERY_MS = { LINK: 600_000, CODE: 60_000 } as const;

/** Goes to the holder's mailbox alone, so that whoever stands at the page may ask for a link; a code asks the holder. */
export function decideAskMail(state: ApprovalState, { what, task: number }: ApprovalCommandOf<'AskMail'>, context: Context): Answer {
  const { person } = context.actor;
  const task = [...state.tasks, ...state.past].find((t) => t.task === number);
  // A code may also be for taking back what was decided with this task.
  const usable = task !== undefined && (isActive(task) || (what === 'CODE' && takeBackOf(state, task.person, context)?.task === number));
  if (task === undefined || !usable) return refuse(alreadyClosed);
  if (person === null ? what === 'CODE' || context.actor.door !== 'link' : !holds(state, task, person) && !isOffice(context)) return refuse(notAsked);
  const last = state.mailAsked?.[`${what}:${number}`];
  if (last !== undefined && Date.parse(context.now) - Date.parse(last) < MAIL_ASKED_EVERY_MS[what]) return refuse(mailAskedAlready);
  return new Drafts(state, context).add({ type: 'MailAsked', data: { what, task: number, person: task.person } }).end();
}

/** 抄送. */
export function decideCopy(state: ApprovalState, command: ApprovalCommandOf<'Copy'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  if (!maySay(state, context, 'COPY')) return refuse(isInvolved(state, person) ? notAllowed : notAsked);
  const people = [...new Set(command.people)];
  const unread = (reader: string) => ownTasks(state, reader, 'READ').length > 0;
  const faults = people.flatMap((reader) => [
    ...(reader === person ? [{ zh: `${reader} 不能抄送自己`, en: `${reader} would send it to themselves` }] : []),
    ...(unread(reader) ? [{ zh: `${reader} 已收到抄送，尚未阅看`, en: `${reader} has a copy that they have not read yet` }] : []),
  ]);
  if (people.length === 0) faults.push({ zh: '没有写明人员', en: 'nobody is named' });
  if (faults.length > 0) return refuse(copyRefused(faults));
  const ask = askingReaders(
    state,
    people.map((reader) => ({ person: reader })),
    true,
  );
  return new Drafts(state, context).add({ type: 'CopySent', data: { by: person, note: command.note.trim(), ask, ...blankSeating } }).end();
}

/** 已阅: said by a person; that a machine fetched a page is noted elsewhere and means nothing. */
export function decideMarkRead(state: ApprovalState, command: ApprovalCommandOf<'MarkRead'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  const [task] = ownTasks(state, person, 'READ', command.task);
  if (task === undefined) return refuse(rejection('NOT_ASKED', '没有抄送给您的未读件。', 'There is no unread copy for you.'));
  return new Drafts(state, context).add({ type: 'ReadMarked', data: { task: task.task, person } }).end();
}

/**
 * 已阅未批: somebody who is asked to decide says that they have seen it and will. Decides nothing, stops no clock; said twice
 * it stands once. That a page was fetched means nothing of the kind: machines fetch pages too.
 */
export function decideMarkSeen(state: ApprovalState, command: ApprovalCommandOf<'MarkSeen'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  const desk = deskOf(state, person).filter((t) => t.kind === 'DECIDE' && (command.task === undefined || t.task === command.task));
  const fresh = desk.filter((t) => t.seenAt === undefined);
  const [task] = fresh.length > 0 ? fresh : desk;
  if (task === undefined || isClosed(state)) return refuse(whyNot(state, person, { named: command.task, as: 'DECIDE' }));
  if (fresh.length > 1) return refuse(whichTask);
  return fresh.length === 0 ? allow() : new Drafts(state, context).add({ type: 'SeenMarked', data: { task: task.task, person } }).end();
}
