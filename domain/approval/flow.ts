/**
 * How an approval goes on: a step closes when its answer is certain, the next one opens, the last one ends it. Commands
 * tell their drafts here event by event, each on the state that the one before it left. Deliberately absent: who may ask.
 */
import type { Limit } from '../calendar/calendar.ts';
import { clocksOf } from '../calendar/clock-rules.ts';
import { blankDeadline, type Deadline, type Ladder, litBy, pausedFrom, resumedOn } from '../calendar/deadline.ts';
import type { Decision, Recorded } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { Outcome, TaskStatus } from '../words/lists.ts';
import { active, countVotes, reasonOf, type VoteCount } from './ballot.ts';
import { asksOn, branchBallots } from './branches.ts';
import { type Condition, evaluate } from './condition.ts';
import type { ApprovalEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type ApprovalState, type Asking, blankSeating, factsOf, groupOfMembers, stands, type Task } from './facts.ts';
import { clockRulesAt, END, type Group, isIntake, type Member, type Rules, rulesAt } from './route.ts';
import { holders, votesOf, votesSoFar } from './tasks.ts';

/** The events that one command leads to, and the state that they make. */
export class Drafts {
  readonly events: ApprovalEvent[] = [];
  readonly context: Context;
  #state: ApprovalState | null;
  constructor(state: ApprovalState | null, context: Context) {
    this.#state = state;
    this.context = context;
  }

  get state(): ApprovalState {
    if (this.#state === null) throw new Error('the approval has not begun');
    return this.#state;
  }

  get today(): IsoDate {
    return dayAt(this.context.now);
  }

  add(event: ApprovalEvent): this {
    const { now, actor } = this.context;
    this.events.push(event);
    // Named one by one here and where a decision is noted: spreads cost most of the time that a decision takes (npm run bench).
    const { type, data } = event;
    this.#state = evolve(this.#state, { type, data, version: 0, occurredAt: now, actor } as Recorded<ApprovalEvent>); // type and data of one event
    return this;
  }

  end(): Decision<ApprovalEvent> {
    return { ok: true, events: this.events };
  }
}

export const where = ({ opening, step, round }: ApprovalState) => ({ opening: opening?.opening ?? 0, step, round });

/** Everybody who sits in the present opening: nobody is asked twice in one step. */
export const seated = (state: ApprovalState): readonly string[] =>
  state.tasks.flatMap((t) =>
    t.kind === 'DECIDE' && t.opening === state.opening?.opening ? [t.person, ...(t.onBehalfOf === null ? [] : [t.onBehalfOf])] : [],
  );

/** What the recorder needs to find people for this case. */
export function asking(state: ApprovalState, group: Group, changed: Partial<Asking> = {}): Asking {
  const { ownApplication, nobody, substitute } = rulesAt(state.route, state.step);
  return {
    group,
    named: state.named,
    applicant: state.applicant,
    not: state.recused,
    ownApplication,
    nobody,
    substitute,
    matter: { route: state.route.code, project: state.project },
    ...(state.route.voteEnds === undefined ? {} : { voteEnds: state.route.voteEnds }),
    ...changed,
  };
}

/** People whom a command names: asked as they are, or refused as a whole. */
export const askingPeople = (state: ApprovalState, people: readonly string[], changed: Partial<Asking> = {}): Asking =>
  asking(
    state,
    { agree: 'ALL', members: people.map((person) => ({ person })) },
    { nobody: 'REFUSE', ownApplication: 'EXCLUDE', strict: true, ...changed },
  );

/** People who are told, not asked: the applicant may be among them, and nobody stands in for anybody. */
export const askingReaders = (state: ApprovalState, members: readonly Member[], strict: boolean): Asking =>
  asking(state, groupOfMembers(members), { not: [], nobody: strict ? 'REFUSE' : 'SKIP', ownApplication: 'ALLOW', direct: true, strict });

export function ladderOf(rules: Rules): Ladder {
  const { timeout, escalation, remindEvery, remindMost } = rules;
  const escalates = timeout.action === 'REMIND' ? [] : escalation.map(({ afterWorkdays }) => afterWorkdays);
  const reminds = remindEvery === null ? [] : Array.from({ length: remindMost }, (_, i) => (i + 1) * remindEvery);
  const byItself = timeout.action === 'PASS' || timeout.action === 'RETURN' || timeout.action === 'REJECT';
  return {
    after: [...new Set([...escalates, ...reminds])].filter((days) => days > 0).sort((a, b) => a - b),
    timeoutAfter: byItself ? timeout.afterWorkdays : null,
  };
}

/** What a case is pinned to. */
type Pinned = Pick<ApprovalState, 'route' | 'standards'>;

/** The clock of the whole handling; it escalates like the step's, and never answers by itself. */
export function caseClock(pinned: Pinned, from: IsoDate, entered?: IsoDate): Deadline | null {
  const { limit } = pinned.route;
  if (limit === undefined) return null;
  return litBy(blankDeadline(from, limit, [], { ...ladderOf(clockRulesAt(pinned, 0)), timeoutAfter: null }, entered), clocksOf(pinned.standards));
}

/** The clock of a step from a day on; null: it has none. */
export function clockOfStep(pinned: Pinned, step: number, from: IsoDate): Deadline | null {
  const limit = pinned.route.steps[step]?.limit;
  if (limit === undefined) return null;
  return litBy(blankDeadline(from, limit, [], ladderOf(clockRulesAt(pinned, step))), clocksOf(pinned.standards));
}

function stepClock(state: ApprovalState, step: number, from: IsoDate): Deadline | null {
  const definition = state.route.steps[step];
  if (definition?.limit === undefined) return null;
  const stopped = state.stoppedClocks[definition.key];
  return stopped === undefined ? clockOfStep(state, step, from) : resumedOn(stopped, from);
}

/** A limit of the case's own, which lights as the case's clocks do. */
export const clockBy = ({ standards }: Pick<ApprovalState, 'standards'>, from: IsoDate, limit: Limit): Deadline =>
  litBy(blankDeadline(from, limit), clocksOf(standards));

/** Both clocks, stopped. */
export const stopped = (state: ApprovalState, on: IsoDate, reason: Parameters<typeof pausedFrom>[2]) => ({
  deadline: state.opening?.deadline == null ? null : pausedFrom(state.opening.deadline, on, reason),
  caseDeadline: state.clock === null ? null : pausedFrom(state.clock.deadline, on, reason),
});

/** Both clocks, running again. An earlier day that was `entered` moves the limit of the whole alone, never that of a person's step. */
export const resumed = (state: ApprovalState, on: IsoDate, entered: IsoDate = on) => ({
  deadline: state.opening?.deadline == null ? null : resumedOn(state.opening.deadline, entered),
  caseDeadline: state.clock === null ? null : resumedOn(state.clock.deadline, on, entered),
});

type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Opens a step, or the next one whose condition holds; past the last one the application is approved. */
export function openFrom(drafts: Drafts, step: number, from: IsoDate, values: Values = {}): void {
  const { state } = drafts;
  const definition = state.route.steps[step];
  const { round } = state;
  if (definition === undefined) {
    approve(drafts);
    return;
  }
  const condition = evaluate(definition.when, factsOf(state.content));
  const asks = asksOn(definition.who, factsOf(state.content));
  const used = { ...values, ...condition.values, ...(condition.holds ? asks.values : {}) };
  if (!condition.holds || asks.group === null) {
    drafts.add({ type: 'StepSkipped', data: { step, round, values: used, why: SKIPPED } });
    const next = nextOf(drafts.state, step);
    openFrom(drafts, next.step, from, next.values);
    return;
  }
  const { ownApplication, nobody, substitute } = rulesAt(state.route, step);
  drafts.add({
    type: 'StepOpened',
    data: {
      opening: state.openings + 1,
      step,
      round,
      ask: asking(state, asks.group, { ownApplication, nobody, substitute }),
      ...blankSeating,
      deadline: stepClock(state, step, from),
      fromNotice: true,
      values: used,
      fallback: false,
    },
  });
}

const SKIPPED: Text = { zh: '不符合本环节条件，跳过。', en: 'Skipped: its condition does not hold.' };

/** Where a step leads to: the first jump that holds, else the next step. */
export function nextOf(
  { route, content }: Pick<ApprovalState, 'route' | 'content'>,
  step: number,
): { readonly step: number; readonly values: Values } {
  let values: Values = {};
  for (const { when, to } of route.steps[step]?.next ?? []) {
    const condition = evaluate(when as Condition | undefined, factsOf(content)); // checked when the route was adopted (route-faults.ts)
    values = { ...values, ...condition.values };
    if (condition.holds) return { step: to === END ? route.steps.length : route.steps.findIndex(({ key }) => key === to), values };
  }
  return { step: step + 1, values };
}

/** After a step was agreed: straight back to whoever returned it, or on to the next. */
export function goOn(drafts: Drafts, step: number): void {
  const { state } = drafts;
  const next = state.backTo === null ? nextOf(state, step) : { step: state.backTo, values: {} };
  openFrom(drafts, next.step, drafts.today, next.values);
}

const MAY_COME: readonly TaskStatus[] = ['WAITING', 'ASKING', 'SET_ASIDE', 'CLOSED'];

/** Tasks whose turn has come since. */
function passTurn(drafts: Drafts, before: readonly Task[]): void {
  const { opening, tasks } = drafts.state;
  if (opening === null) return;
  const waited = before.filter((t) => t.kind === 'DECIDE' && MAY_COME.includes(t.status)).map((t) => t.task);
  if (waited.length === 0) return;
  const turn = tasks.filter((t) => t.status === 'PENDING' && waited.includes(t.task)).map((t) => t.task);
  if (turn.length > 0) drafts.add({ type: 'TurnPassed', data: { opening: opening.opening, tasks: turn } });
}

/** Whether the step is over, after something has changed in it; if not, whose turn it is now. */
export function proceed(drafts: Drafts, before: readonly Task[]): void {
  const tally = votesSoFar(drafts.state);
  if (tally === null || tally.result === 'EMPTY') return;
  endBranches(drafts, before);
  if (tally.result === 'OPEN') passTurn(drafts, before);
  else closeStep(drafts, tally);
}

/** Branches that have come to their end since. */
function endBranches(drafts: Drafts, before: readonly Task[]): void {
  const { opening, tasks } = drafts.state;
  if (opening === null) return;
  const [was, is] = [votesOf(holders(before, opening.opening)), votesOf(holders(tasks, opening.opening))];
  for (const branch of branchBallots(opening.ballot)) {
    const tally = countVotes(branch, is);
    const ends = tally.result === 'AGREED' || tally.result === 'REFUSED';
    if (!ends || countVotes(branch, was).result !== 'OPEN') continue;
    const data = { ...where(drafts.state), branch: branch.key, result: tally.result as 'AGREED' | 'REFUSED', why: reasonOf(branch, tally) }; // as it ends
    drafts.add({ type: 'BranchEnded', data });
  }
}

function closeStep(drafts: Drafts, tally: VoteCount): void {
  const { state } = drafts;
  const { opening, tasks } = state;
  if (opening === null) return;
  const agreed = tally.result === 'AGREED';
  const inIt = tasks.filter((t) => t.opening === opening.opening && t.kind === 'DECIDE');
  const automatic = agreed && !inIt.some((t) => t.status === 'APPROVED');
  drafts.add({
    type: 'StepClosed',
    data: { ...where(state), result: agreed ? 'AGREED' : 'REFUSED', tally, why: reasonOf(opening.ballot, tally), automatic },
  });
  if (agreed) {
    afterAgreement(drafts, opening.step);
    return;
  }
  const refusals = state.decisions.filter((d) => d.opening === opening.opening && d.choice === 'REJECT' && stands(d) && !d.advisory);
  const reason = refusals.map((d) => d.reason).filter((text) => text !== null);
  close(drafts, isIntake(state.route, opening.step) ? 'DECLINED' : 'REJECTED', {
    by: refusals.at(-1)?.person ?? null,
    reason: reason.join('；') || null,
    automatic: false,
  });
}

/** A step that ends by a rule of the route and not by its ballot. */
export function closeByRule(drafts: Drafts, result: 'AGREED' | 'REFUSED', why: Text): void {
  const { state } = drafts;
  const tally: VoteCount = votesSoFar(state) ?? { result: 'EMPTY', yes: 0, no: 0, open: 0 };
  const { step } = state;
  drafts.add({ type: 'StepClosed', data: { ...where(state), result, tally, why, automatic: true } });
  if (result === 'AGREED') afterAgreement(drafts, step, true);
  else close(drafts, isIntake(state.route, step) ? 'DECLINED' : 'REJECTED', { by: null, reason: why.zh, automatic: true });
}

function afterAgreement(drafts: Drafts, step: number, bySilence = false): void {
  const { route, decisions, receivedOn, round } = drafts.state;
  if (isIntake(route, step)) {
    const missing = bySilence ? [] : decisions.filter((d) => d.step === step && d.round === round && !d.takenBack).flatMap((d) => d.conditions);
    accept(drafts, bySilence ? (receivedOn ?? drafts.today) : drafts.today, { bySilence, missing });
  }
  const copyTo = route.steps[step]?.copyTo ?? [];
  if (copyTo.length > 0) copy(drafts, copyTo, rulesAt(route, step).copies === 'ONCE' ? copied(drafts.state) : []);
  goOn(drafts, step);
}

export function accept(drafts: Drafts, on: IsoDate, how: { readonly bySilence: boolean; readonly missing: readonly string[] }): void {
  const { step, receipt, receivedOn } = drafts.state;
  // Entered later: the limit runs from the day of the paper, its lights from the day on which anybody here could know.
  const entered = receipt !== undefined && on === receivedOn ? receipt.enteredOn : undefined;
  const deadline = how.missing.length === 0 ? null : clockBy(drafts.state, on, clockRulesAt(drafts.state, step).deficiency);
  drafts.add({ type: 'ApplicationAccepted', data: { on, ...how, deadline, caseDeadline: caseClock(drafts.state, on, entered) } });
}

const copy = (drafts: Drafts, members: readonly Member[], not: readonly string[] = []): Drafts =>
  drafts.add({ type: 'CopySent', data: { by: null, note: '', ask: { ...askingReaders(drafts.state, members, false), not }, ...blankSeating } });

/** Whom the route has sent a copy already, in whichever round. */
const copied = ({ past, tasks }: ApprovalState): readonly string[] => [
  ...new Set([...past, ...tasks].flatMap(({ kind, by, person }) => (kind === 'READ' && by === null ? [person] : []))),
];

/** All steps have agreed. What was accepted as missing withholds the outcome until it is there (容缺受理). */
export function approve(drafts: Drafts): void {
  const { state } = drafts;
  if (state.deficiency !== null) {
    drafts.add({ type: 'OutcomeWithheld', data: { missing: state.deficiency.items } });
    return;
  }
  const last = state.decisions.filter((d) => stands(d) && !d.advisory && d.choice !== 'SUPPLEMENT').at(-1);
  const decided = last !== undefined && last.round === state.round && last.step === state.trail.at(-1);
  const human = decided && !state.stepByRule ? last : null;
  close(drafts, 'APPROVED', { by: human?.person ?? null, reason: null, automatic: human === null });
}

/** Conditions (附条件同意) under which the steps of this round have agreed. */
const conditionsOf = (state: ApprovalState): readonly string[] =>
  state.decisions
    .filter((d) => d.choice === 'APPROVE_WITH_CONDITIONS' && stands(d) && !d.advisory && d.round === state.round && !isIntake(state.route, d.step))
    .flatMap((d) => d.conditions);

type Ending = { readonly by: string | null; readonly reason: string | null; readonly automatic: boolean };

export function close(drafts: Drafts, outcome: Outcome, ending: Ending): void {
  const copyTo = drafts.state.route.copyTo ?? [];
  if (copyTo.length > 0 && (outcome === 'APPROVED' || outcome === 'REJECTED' || outcome === 'DECLINED')) copy(drafts, copyTo);
  const conditions = outcome === 'APPROVED' ? conditionsOf(drafts.state) : [];
  drafts.add({ type: 'ApprovalClosed', data: { outcome, ...ending, conditions, at: drafts.context.now } });
}

/** Seats that a rule of the route answers, and whose turn it is. */
export function asideNow(state: ApprovalState): readonly Task[] {
  const { opening, tasks } = state;
  if (opening === null || !tasks.some((t) => t.status === 'SET_ASIDE')) return [];
  const turn = active(opening.ballot, votesOf(holders(tasks, opening.opening)));
  return tasks.filter((t) => t.status === 'SET_ASIDE' && t.opening === opening.opening && turn[t.seat] === true);
}

/** Whether the system has something to note before people go on: answers by rule, a step that found nobody. */
export const needsSettling = (state: ApprovalState): boolean =>
  state.status === 'OPEN' && state.opening !== null && (state.opening.nobody || asideNow(state).length > 0);
