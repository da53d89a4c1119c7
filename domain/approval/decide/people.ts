/** Work passes between people: handed over, delegated for an opinion, more or fewer approvers, recusal. */
import { type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { rejection, unknownItem } from '../../kernel/rejection.ts';
import { assignsOthers } from '../../kernel/who-acts.ts';
import type { Offer } from '../../words/lists.ts';
import { type Ballot, countVotes, groupOf, seatsIn } from '../ballot.ts';
import { deskOf, isClosed, offersFor, ownTasks, removable, whyExcluded, whyNotAsked } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import { type ApprovalState, blankSeating, isActive, type Task } from '../facts.ts';
import { asking, askingPeople, Drafts, proceed, seated } from '../flow.ts';
import type { ApprovalCommandOf } from '../messages.ts';
import { notAllowed, notEligible, onlyPeople, pausedFor, reasonRequired, whichTask } from '../refusals.ts';
import { rulesAt } from '../route.ts';
import { holders, votesOf, votesSoFar } from '../tasks.ts';
import { closedAs, whyNot } from '../why-not.ts';

type Answer = Decision<ApprovalEvent>;
type Refusal = ReturnType<typeof refuse>;
type Mine = { readonly task: Task; readonly person: string };

/** One of a person's own tasks that may take this act now, or why there is none. */
function mineFor(state: ApprovalState, context: Context, offer: Offer, named: number | undefined): Mine | Refusal {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse({ ...whyNot(state, person, { named }), code: 'CLOSED' });
  const desk = deskOf(state, person).filter((task) => named === undefined || task.task === named);
  if (desk.length === 0) return refuse(whyNot(state, person, { named }));
  const fitting = desk.filter((task) => offersFor(state, task).includes(offer));
  const [task] = fitting;
  if (task === undefined) return refuse(state.status !== 'PAUSED' ? notAllowed : pausedFor(state));
  return fitting.length > 1 ? refuse(whichTask) : { task, person };
}

/** 转办. The office may hand over what lies on anybody's desk, so that no file lies with one who cannot act. */
export function decideHandOver(state: ApprovalState, command: ApprovalCommandOf<'HandOver'>, context: Context): Answer {
  const other =
    command.task === undefined || !assignsOthers(context)
      ? undefined
      : state.tasks.find((t) => t.task === command.task && t.kind === 'DECIDE' && isActive(t));
  const mine =
    other !== undefined && !isClosed(state) && context.actor.person !== null
      ? { task: other, person: context.actor.person }
      : mineFor(state, context, 'HAND_OVER', command.task);
  if ('ok' in mine) return mine;
  const reason = command.reason.trim();
  if (reason === '') return refuse(reasonRequired);
  const faults = whyNotAsked(state, command.to);
  if (faults.length > 0) return refuse(notEligible(faults));
  const { task, person } = mine;
  const drafts = new Drafts(state, context);
  drafts.add({
    type: 'TaskHandedOver',
    data: {
      task: task.task,
      from: task.person,
      why: 'HAND_OVER',
      reason,
      by: person,
      mandate: null,
      onBehalfOf: null,
      ask: askingPeople(state, [command.to], { not: [...state.recused, ...seated(state)] }),
      ...blankSeating,
    },
  });
  return drafts.end();
}

/** 委派: somebody else says what he thinks, and the task comes back. */
export function decideAskOpinion(state: ApprovalState, command: ApprovalCommandOf<'AskOpinion'>, context: Context): Answer {
  const mine = mineFor(state, context, 'ASK_OPINION', command.task);
  if ('ok' in mine) return mine;
  const faults = [
    ...whyExcluded(state, command.of),
    ...(command.of === mine.person ? [{ zh: `${command.of} 不能问自己`, en: `${command.of} would ask themselves` }] : []),
  ];
  if (faults.length > 0) return refuse(notEligible(faults));
  const { task, person } = mine;
  const ask = askingPeople(state, [command.of], { direct: true });
  return new Drafts(state, context)
    .add({ type: 'OpinionAsked', data: { task: task.task, by: person, question: command.question.trim(), ask, ...blankSeating } })
    .end();
}

const opinionOf = (state: ApprovalState, asker: Task): Task | undefined =>
  state.tasks.find((t) => t.kind === 'OPINION' && t.seat === asker.seat && isActive(t));

export function decideRecallOpinion(state: ApprovalState, command: ApprovalCommandOf<'RecallOpinion'>, context: Context): Answer {
  const mine = mineFor(state, context, 'RECALL_OPINION', command.task);
  if ('ok' in mine) return mine;
  const opinion = opinionOf(state, mine.task);
  if (opinion === undefined) return refuse(whyNot(state, mine.person, { named: command.task }));
  return new Drafts(state, context).add({ type: 'OpinionRecalled', data: { task: opinion.task, of: mine.task.task } }).end();
}

export function decideGiveOpinion(state: ApprovalState, command: ApprovalCommandOf<'GiveOpinion'>, context: Context): Answer {
  const mine = mineFor(state, context, 'GIVE_OPINION', command.task);
  if ('ok' in mine) return mine;
  const opinion = command.opinion.trim();
  if (opinion === '') return refuse(reasonRequired);
  const asker = holders(state.tasks, mine.task.opening)[mine.task.seat];
  if (asker === undefined) return refuse(whyNot(state, mine.person, { named: command.task }));
  const { task, person } = mine;
  return new Drafts(state, context)
    .add({ type: 'OpinionGiven', data: { task: task.task, of: asker.task, person, opinion, recommends: command.recommends ?? null } })
    .end();
}

/** 加签 before, after or beside oneself. */
export function decideAddApprovers(state: ApprovalState, command: ApprovalCommandOf<'AddApprovers'>, context: Context): Answer {
  const mine = mineFor(state, context, 'ADD_APPROVERS', command.task);
  if ('ok' in mine) return mine;
  const reason = command.reason.trim();
  if (reason === '') return refuse(reasonRequired);
  const people = [...new Set(command.people)];
  const faults = people.flatMap((person) => whyNotAsked(state, person));
  if (people.length === 0) faults.push({ zh: '没有写明人员', en: 'nobody is named' });
  if (faults.length > 0) return refuse(notEligible(faults));
  const { task, person } = mine;
  const { where, agree } = command;
  // Who must come before or after me decides in order with me; only beside me can somebody count for nothing.
  const counts = where !== 'BESIDE' || rulesAt(state.route, state.step).addedCount;
  const group = { agree: agree ?? ('ALL' as const), members: people.map((added) => ({ person: added })) };
  const ask = { ...askingPeople(state, people, { not: [...state.recused, ...seated(state)] }), group };
  return new Drafts(state, context)
    .add({ type: 'ApproversAdded', data: { task: task.task, by: person, where, joins: agree === undefined, counts, reason, ask, ...blankSeating } })
    .end();
}

/** 减签: people who were added, and where the route says so approvers whom it gave (`removes`). */
export function decideRemoveApprover(state: ApprovalState, command: ApprovalCommandOf<'RemoveApprover'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  const target = state.tasks.find((task) => task.task === command.task);
  if (target === undefined) return refuse(unknownItem(`task ${command.task}`));
  if (!removable(state, person, assignsOthers(context)).includes(target)) return refuse(cannotRemove);
  const reason = command.reason.trim();
  if (reason === '') return refuse(reasonRequired);
  const drafts = new Drafts(state, context).add({ type: 'ApproverRemoved', data: { task: target.task, by: person, person: target.person, reason } });
  if (votesSoFar(drafts.state)?.result === 'EMPTY') return refuse(cannotRemove);
  if (target.origin !== 'ADDED' && !standsWithout(state, drafts.state, target)) return refuse(needed);
  if (drafts.state.status === 'OPEN') proceed(drafts, state.tasks);
  return drafts.end();
}

/**
 * Whether the step still means something without an approver whom the route gave: every group can still agree and has
 * somebody in it, and where nothing is left to wait for, a person has agreed.
 */
function standsWithout(before: ApprovalState, after: ApprovalState, { seat }: Task): boolean {
  const { opening } = after;
  if (opening === null) return false;
  const inside = (ballot: Ballot): readonly Ballot[] => [
    ballot,
    ...ballot.members.flatMap((member) => (typeof member === 'number' || !seatsIn(member).includes(seat) ? [] : inside(member))),
  ];
  const [was, is] = [before, after].map((state) => votesOf(holders(state.tasks, opening.opening)));
  if (was === undefined || is === undefined) return false;
  const broken = inside(opening.ballot).some((ballot) => {
    const { result } = countVotes(ballot, is);
    return result === 'EMPTY' || (result === 'REFUSED' && countVotes(ballot, was).result !== 'REFUSED');
  });
  if (broken) return false;
  const here = after.tasks.filter((task) => task.kind === 'DECIDE' && task.opening === opening.opening);
  return countVotes(opening.ballot, is).result === 'OPEN' || here.some((task) => task.status === 'APPROVED');
}

const needed = rejection(
  'NOT_ALLOWED_BY_ROUTE',
  '不能减去这一位：减去后本环节（或其所在的一组、部门）无人审批，或票数永远达不到要求。可改为转办给他人。',
  'This approver is needed: without them the step, or their group or department, would have nobody left to agree or could never reach its votes. Hand their task over instead.',
);

const cannotRemove = rejection(
  'NOT_ALLOWED_BY_ROUTE',
  '只能减去加签而来（路线允许时也可是路线指定）、尚未处理的人员，且须由加签人或路线允许的人操作；不能减去自己，申请人不能减去自己申请的审批人。',
  'Only people who have not decided can be removed: those who were added, or as the route allows also those whom it gave; by whoever added them or as the route allows, never by themselves nor by the applicant.',
);

/** 回避: a duty, so no route forbids it. A place that must be filled goes to a substitute. */
export function decideRecuse(state: ApprovalState, command: ApprovalCommandOf<'Recuse'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse({ ...whyNot(state, person, { named: command.task, as: 'DECIDE' }), code: 'CLOSED' });
  const desk = ownTasks(state, person, 'DECIDE', command.task);
  const [task] = desk;
  if (task === undefined) return refuse(whyNot(state, person, { named: command.task, as: 'DECIDE' }));
  if (desk.length > 1) return refuse(whichTask);
  const reason = command.reason.trim();
  if (reason === '') return refuse(reasonRequired);
  const drafts = new Drafts(state, context).add({ type: 'Recused', data: { task: task.task, person, reason } });
  fillPlace(drafts, task, { zh: '原审批人回避', en: 'the approver recused themselves' }, state.tasks);
  return drafts.end();
}

/** After a holder is gone: others in his place where it must be filled, or on without him. */
export function fillPlace(drafts: Drafts, task: Task, why: { readonly zh: string; readonly en: string }, before: readonly Task[]): void {
  const { state } = drafts;
  const { opening } = state;
  if (opening === null) return;
  const voteOf = votesOf(holders(state.tasks, opening.opening));
  const group = groupOf(opening.ballot, task.seat);
  const needsEverybody = group !== null && (group.agree === 'ALL' || group.agree === 'IN_ORDER') && task.origin !== 'ADDED';
  const isEmpty = group !== null && countVotes(group, voteOf).result === 'EMPTY';
  const { result } = countVotes(opening.ballot, voteOf);
  const { reserve } = state.named;
  const mayCome = reserve === undefined || reserve.some((person) => !state.recused.includes(person) && !seated(state).includes(person));
  if (!mayCome) {
    if (state.status === 'OPEN') proceed(drafts, before);
  } else if (needsEverybody || isEmpty || result === 'EMPTY' || result === 'REFUSED') substitute(drafts, task, why, 'ASK_SUBSTITUTE');
  else if (state.status === 'OPEN') proceed(drafts, before);
}

/** The substitutes of the route, none of whom sits here already. */
export function substitute(drafts: Drafts, task: Task, why: { readonly zh: string; readonly en: string }, nobody: 'ASK_SUBSTITUTE' | 'SKIP'): void {
  const { state } = drafts;
  const { substitute: roles } = rulesAt(state.route, state.step);
  const { reserve } = state.named;
  const members = reserve === undefined ? roles.map((role) => ({ role })) : reserve.map((person) => ({ person }));
  const ask = asking(
    state,
    { agree: 'ANY', members },
    {
      not: [...new Set([...state.recused, ...seated(state), task.person])],
      ownApplication: 'EXCLUDE',
      nobody: reserve === undefined ? nobody : 'SKIP',
      ...(reserve === undefined ? {} : { firstOnly: true as const }),
    },
  );
  drafts.add({ type: 'SubstitutesAsked', data: { task: task.task, why, ask, ...blankSeating } });
}
