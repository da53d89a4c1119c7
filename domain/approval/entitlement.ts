/** Who may do what now: asked by every decision, and by the pages that offer it. Deliberately absent: what it leads to. */
import { atLeast, type SignedIn } from '../kernel/actor.ts';
import { byRules, type Context, RULES } from '../kernel/context.ts';
import type { IsoInstant, Text } from '../kernel/values.ts';
import type { Offer, TaskKind } from '../words/lists.ts';
import { isAdvisory } from './ballot.ts';
import { earlierParts } from './branches.ts';
import { type ApprovalState, isActive, type Task } from './facts.ts';
import { actsAt, isIntake, RETURN_TARGETS, type Rules, rulesAt } from './route.ts';

export const isClosed = ({ status }: Pick<ApprovalState, 'status'>): boolean =>
  status === 'APPROVED' || status === 'REJECTED' || status === 'DECLINED' || status === 'WITHDRAWN' || status === 'CANCELLED';

/** A closed approval waits a while for those who got a copy of its outcome. */
export const isOver = (state: ApprovalState): boolean =>
  isClosed(state) && (state.readersUntil === null || !state.tasks.some((task) => task.kind === 'READ' && isActive(task)));

/** The holder; and the person on whose behalf he holds it, where the route lets somebody who is away act all the same. */
export function holds(state: ApprovalState, task: Task, person: string): boolean {
  if (task.person === person) return true;
  return task.onBehalfOf === person && task.mandate !== null && rulesAt(state.route, task.step).absentMayAct;
}

const MINUTE_MS = 60_000;

/** Whether it is sure enough who acts, as the present step asks; the system proves itself. */
export function provesEnough(state: ApprovalState, { actor, now }: Pick<Context, 'actor' | 'now'>): boolean {
  if (actor.person === null) return true;
  const { assurance, freshSignIn } = rulesAt(state.route, state.step);
  if (!atLeast(actor.assurance, assurance)) return false;
  return freshSignIn === null || isFresh(actor.signedIn, freshSignIn, now);
}

function isFresh(signedIn: SignedIn | undefined, { minutes, ways }: NonNullable<Rules['freshSignIn']>, now: IsoInstant): boolean {
  if (signedIn === undefined || signedIn.how === 'key' || (ways.length > 0 && !ways.includes(signedIn.how))) return false;
  return Date.parse(now) - Date.parse(signedIn.at) <= minutes * MINUTE_MS;
}

/** What a step asks of whoever decides from a link, beside the link. */
export function askedBesideLink(state: ApprovalState): 'email+otp' | 'session' | null {
  const { assurance, freshSignIn } = rulesAt(state.route, state.step);
  return freshSignIn !== null ? 'session' : assurance === 'email-possession' ? null : assurance;
}

/** What a person has on his desk in this case. */
export const deskOf = (state: ApprovalState, person: string): readonly Task[] =>
  state.tasks.filter((task) => isActive(task) && holds(state, task, person));

/** Open tasks of one kind that a person holds himself; with `task`, that one. */
export const ownTasks = (state: ApprovalState, person: string, kind: TaskKind, task?: number): readonly Task[] =>
  state.tasks.filter((t) => t.kind === kind && isActive(t) && t.person === person && (task === undefined || t.task === task));

/** Whether somebody was ever asked, told or heard here. */
export const isInvolved = (state: ApprovalState, person: string): boolean =>
  person === state.applicant || [...state.tasks, ...state.past].some((task) => task.person === person || task.onBehalfOf === person);

/** Steps that this case has gone through and that lie before the present one, by index. */
export function earlierSteps(state: ApprovalState): readonly number[] {
  const gone = new Set([...state.trail, ...state.past.filter((task) => task.kind === 'DECIDE').map((task) => task.step)]);
  return [...gone].filter((step) => step < state.step).sort((a, b) => a - b);
}

/** Where a return may lead: APPLICANT, or the keys of earlier steps; of a task in a branch also those before it there. */
export function returnTargets(state: ApprovalState, task?: Pick<Task, 'seat' | 'kind'>): readonly string[] {
  const allowed = state.route.steps[state.step]?.returnTo ?? RETURN_TARGETS;
  const keys = (steps: readonly number[]) => steps.map((step) => state.route.steps[step]?.key ?? '');
  const previous = state.trail.at(-1);
  const steps = allowed.includes('EARLIER')
    ? earlierSteps(state)
    : allowed.includes('PREVIOUS') && previous !== undefined && previous < state.step
      ? [previous]
      : [];
  return [...(allowed.includes('APPLICANT') ? ['APPLICANT'] : []), ...keys(steps), ...(allowed.includes('BRANCH') ? inBranch(state, task) : [])];
}

/** A case with a reserve takes nobody else, so that its places cannot be found anew. */
function inBranch({ opening, named }: ApprovalState, task: Pick<Task, 'seat' | 'kind'> | undefined): readonly string[] {
  const decides = task !== undefined && task.kind === 'DECIDE' && opening !== null && named.reserve === undefined;
  return decides && !isAdvisory(opening.ballot, task.seat) ? earlierParts(opening.ballot, task.seat) : [];
}

/** The decision that may still be taken back (拿回): nobody has acted on it, and the case goes on. */
export function takeBackOf(state: ApprovalState, person: string, context: Pick<Context, 'rules'> = { rules: RULES }) {
  if (isClosed(state) || state.takeBack === null) return null;
  // The applicant was told so, and no clock would go on: like a pause or a return by a person, the clock's own stand.
  const stands = state.pause !== null || state.returned?.by === null;
  if (stands && byRules(context, 3)) return null;
  const decision = state.decisions.find((d) => d.task === state.takeBack && !d.takenBack);
  if (decision === undefined || decision.person !== person || !actsAt(state.route, decision.step).includes('TAKE_BACK')) return null;
  const here = state.opening?.opening === decision.opening;
  // Only the opening right after it may be undone, and only while nobody has decided there.
  const undone =
    state.before?.opening === decision.opening && state.tasks.every((t) => t.kind !== 'DECIDE' || t.opening === decision.opening || isUntouched(t));
  return here || undone ? decision : null;
}

const isUntouched = (task: Task): boolean => isActive(task) && task.origin !== 'ADDED';

/** What may be offered to the holder of a task now. Deciders on a paused or returned case wait. */
export function offersFor(state: ApprovalState, task: Task): readonly Offer[] {
  if (task.kind === 'READ') return isActive(task) ? ['MARK_READ'] : [];
  if (isClosed(state) || !isActive(task)) return [];
  if (task.kind === 'QUESTION') return ['ANSWER'];
  if (task.kind === 'OPINION') return ['GIVE_OPINION', 'COMMENT'];
  const acts = actsAt(state.route, state.step);
  const talk: readonly Offer[] = acts.filter((act) => act === 'ASK' || act === 'COMMENT' || act === 'COPY');
  const see: readonly Offer[] = task.seenAt === undefined ? ['MARK_SEEN'] : [];
  if (task.status === 'ASKING') return ['RECALL_OPINION', ...talk];
  if (task.status === 'WAITING') return ['RECUSE', ...talk, ...acts.filter((act) => act === 'HAND_OVER')];
  if (task.status !== 'PENDING' || state.status !== 'OPEN') return talk;
  const usable = acts.filter(
    (act) =>
      (act !== 'SUPPLEMENT' || state.supplements === 0) &&
      act !== 'TAKE_BACK' &&
      (act !== 'APPROVE_WITH_CONDITIONS' || !isIntake(state.route, state.step) || state.undertaking !== null) &&
      (act !== 'RETURN' || returnTargets(state, task).length > 0),
  );
  const remove: readonly Offer[] = removable(state, task.person, false).length > 0 ? ['REMOVE_APPROVERS'] : [];
  return [...usable, ...remove, ...see, 'RECUSE'];
}

/**
 * Whom somebody may remove (减签): people who were added, and where the route says so approvers whom it gave itself. Nobody
 * removes themselves, which is recusal, and applicants remove nobody who decides on their own application.
 */
export function removable(state: ApprovalState, person: string, isOffice: boolean): readonly Task[] {
  const { removal, removes } = rulesAt(state.route, state.step);
  const isApprover = deskOf(state, person).some((task) => task.kind === 'DECIDE');
  const may = (removal === 'ADDER_OR_OFFICE' && isOffice) || (removal === 'ANY_APPROVER' && (isApprover || isOffice));
  const given = (task: Task): boolean =>
    removes === 'ALSO_ROUTE' &&
    may &&
    task.kind === 'DECIDE' &&
    task.status !== 'SET_ASIDE' &&
    person !== state.applicant &&
    !holds(state, task, person);
  return state.tasks.filter(
    (task) => isActive(task) && task.opening === state.opening?.opening && (task.origin === 'ADDED' ? task.by === person || may : given(task)),
  );
}

/** Why a person cannot be asked anything about this matter; empty: he can. */
export const whyExcluded = (state: ApprovalState, person: string): readonly Text[] => [
  ...(person === state.applicant ? [{ zh: `${person} 是申请人（回避）`, en: `${person} is the applicant (回避)` }] : []),
  ...(state.recused.includes(person) ? [{ zh: `${person} 已回避`, en: `${person} has recused themselves (回避)` }] : []),
];

/** Why a person cannot be asked to decide here; empty: he can. */
export function whyNotAsked(state: ApprovalState, person: string): readonly Text[] {
  const sits = state.tasks.some(
    (t) => t.kind === 'DECIDE' && t.opening === state.opening?.opening && isSeated(t) && (t.person === person || t.onBehalfOf === person),
  );
  return [...whyExcluded(state, person), ...(sits ? [{ zh: `${person} 已在本环节审批`, en: `${person} decides in this step already` }] : [])];
}

const isSeated = ({ status }: Task): boolean =>
  isActive({ status }) || status === 'APPROVED' || status === 'REJECTED' || status === 'AUTOMATIC' || status === 'CLOSED';
