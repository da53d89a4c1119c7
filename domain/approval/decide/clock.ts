/** Clocks: lights and escalations, answers when time is out, pauses, the one extension, a calendar that has changed. */
import { clocksOf } from '../../calendar/clock-rules.ts';
import { type Deadline, type Mark, rework } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { alreadyClosed, futureFault, rejection, systemOnly, wrongState } from '../../kernel/rejection.ts';
import type { Role } from '../../kernel/role.ts';
import { has, isOffice, isSystem } from '../../kernel/who-acts.ts';
import { dayWords } from '../../words/days.ts';
import { TIMEOUT_WORDS } from '../../words/timeouts.ts';
import { isAdvisory } from '../ballot.ts';
import { deskOf, isClosed } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import { type ApprovalState, blankSeating } from '../facts.ts';
import { asking, clockBy, closeByRule, Drafts, proceed, resumed, seated, stopped, where } from '../flow.ts';
import type { ApprovalCommandOf, WhichClock } from '../messages.ts';
import { isRefused, legalDay, markOf } from '../receipt.ts';
import { notAllowed, notAsked, onlyPeople, projectSuspended, reasonRequired } from '../refusals.ts';
import { actsAt, clockRulesAt, type Escalation, rulesAt } from '../route.ts';
import { closedAs } from '../why-not.ts';
import { giveBack } from './answer.ts';

type Answer = Decision<ApprovalEvent>;

const waitingFor = (state: ApprovalState): readonly string[] => [
  ...new Set(state.tasks.filter((t) => t.kind !== 'READ' && (t.status === 'PENDING' || t.status === 'ASKING')).map((t) => t.person)),
];

export function decideMark(state: ApprovalState, command: ApprovalCommandOf<'ReachMark'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return refuse(alreadyClosed);
  const clock: WhichClock = command.clock ?? 'STEP';
  const { mark } = command;
  if (clock === 'DEFICIENCY') return deficiencyDue(state, context);
  if (clock === 'PAUSE') return state.pause?.until == null ? allow() : reachMark(state, context, clock, command, []);
  if (state.status !== 'OPEN' || command.round !== state.round || command.step !== state.step) return refuse(alreadyClosed);
  const [reached, rules] =
    clock === 'CASE' ? [state.clock?.marksReached, clockRulesAt(state, 0)] : [state.opening?.marksReached, clockRulesAt(state, state.step)];
  if (reached === undefined) return refuse(alreadyClosed);
  if (reached.includes(mark)) return allow();
  // The ledger is asked first (agenda.ts); without anybody told nothing happens by itself.
  if (clock === 'STEP' && state.opening?.fromNotice === true && state.opening.notice?.at == null) return allow();
  if (mark === 'TIMEOUT') return timeOut(state, context);
  const days = mark === 'RED' ? 0 : mark.startsWith('RED_') ? Number(mark.slice(4)) : -1;
  const stages = rules.timeout.action === 'REMIND' ? [] : rules.escalation.filter((stage) => stage.afterWorkdays === days);
  // The limit of the whole is nobody's own: it passes no task on.
  const moves = (stage: Escalation): boolean => clock === 'STEP' && stage.moves === true;
  const tell = stages.filter((stage) => !moves(stage)).flatMap((stage) => stage.to);
  return reachMark(state, context, clock, command, tell, [...new Set(stages.filter(moves).flatMap((stage) => stage.to))]);
}

function reachMark(
  state: ApprovalState,
  context: Context,
  clock: WhichClock,
  { round, step, mark }: ApprovalCommandOf<'ReachMark'>,
  tell: readonly string[],
  moveTo: readonly Role[] = [],
): Answer {
  const drafts = new Drafts(state, context).add({ type: 'MarkReached', data: { clock, round, step, mark, waitingFor: waitingFor(state), tell } });
  if (moveTo.length > 0) moveUp(drafts, mark, moveTo);
  return drafts.end();
}

/** 升级转办: what is waited for passes to those above, who are no more asked twice than anybody. Whose turn has not come keeps theirs. */
function moveUp(drafts: Drafts, mark: Mark, to: readonly Role[]): void {
  const { state } = drafts;
  const { opening } = state;
  if (opening === null) return;
  const late = state.tasks.filter(
    (t) =>
      t.kind === 'DECIDE' &&
      t.opening === opening.opening &&
      (t.status === 'PENDING' || t.status === 'ASKING') &&
      !isAdvisory(opening.ballot, t.seat),
  );
  if (late.length === 0) return;
  const ask = asking(
    state,
    { agree: 'ANY', members: to.map((role) => ({ role })) },
    { not: [...new Set([...state.recused, ...seated(state)])], ownApplication: 'EXCLUDE', nobody: 'SKIP' },
  );
  const data = { ...where(state), mark, tasks: late.map(({ task }) => task), from: late.map(({ person }) => person), to, ask, ...blankSeating };
  drafts.add({ type: 'TasksEscalated', data });
}

/** Days after which the ledger is asked again, had it nothing; then every so many. */
const LOOK_AGAIN_DAYS = [1, 2, 4, 8] as const;
const DAY_MS = 86_400_000;

/**
 * Before the first light of a step, and so before any answer by itself: when was somebody who is asked here first told?
 * Its clock counts from that day; nobody told, no clock, and the office hears of it (docs/adr/0028).
 */
export function decideCheckNotice(state: ApprovalState, command: ApprovalCommandOf<'CheckNotice'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  const { opening, status } = state;
  if (status !== 'OPEN' || opening === null || opening.opening !== command.opening || opening.notice?.at != null) return allow();
  const tasks = state.tasks.filter((task) => task.kind === 'DECIDE' && task.opening === opening.opening).map((task) => task.task);
  const days = LOOK_AGAIN_DAYS[Math.min(opening.notice?.looks ?? 0, LOOK_AGAIN_DAYS.length - 1)] ?? 8;
  const next = new Date(Date.parse(context.now) + days * DAY_MS).toISOString();
  const told = { tasks, since: opening.openedAt, at: null, looked: false };
  const deadline = opening.deadline === null ? null : rework(opening.deadline);
  return new Drafts(state, context).add({ type: 'NoticeChecked', data: { ...where(state), told, next, deadline, caseDeadline: null } }).end();
}

/** An automatic outcome always reads as automatic, never as a person's. */
function timeOut(state: ApprovalState, context: Context): Answer {
  const { action } = rulesAt(state.route, state.step).timeout;
  if (action === 'REMIND' || action === 'ESCALATE') return allow();
  const drafts = new Drafts(state, context);
  drafts.add({ type: 'TimeRanOut', data: { ...where(state), action, waitingFor: waitingFor(state) } });
  if (action === 'RETURN')
    giveBack(drafts, { person: null, reason: TIMEOUT_WORDS.RETURN.reason.zh, to: 'APPLICANT', afterwards: 'FROM_TARGET', automatic: true });
  else closeByRule(drafts, action === 'PASS' ? 'AGREED' : 'REFUSED', TIMEOUT_WORDS[action].reason);
  return drafts.end();
}

/** 容缺受理: missed, so the clock stops; so many working days later the application goes back (domain facts 2.4). */
function deficiencyDue(state: ApprovalState, context: Context): Answer {
  const { deficiency } = state;
  if (deficiency === null) return allow();
  const drafts = new Drafts(state, context);
  if (!deficiency.overdue) {
    const until = clockBy(state, drafts.today, { n: clocksOf(state.standards).deficiencyGraceDays, unit: 'WD' });
    return drafts.add({ type: 'DeficiencyOverdue', data: { on: drafts.today, until, ...stopped(state, drafts.today, 'SUPPLEMENT') } }).end();
  }
  giveBack(drafts, { person: null, reason: '承诺补齐的材料逾期未补，退件。', to: 'APPLICANT', afterwards: 'FROM_TARGET', automatic: true });
  return drafts.end();
}

const decidesHere = (state: ApprovalState, person: string): boolean =>
  deskOf(state, person).some((t) => t.kind === 'DECIDE' && t.status === 'PENDING');

/** Time that the law leaves out (行政许可法 art. 45), told in writing: `notice`. */
export function decidePause(state: ApprovalState, command: ApprovalCommandOf<'Pause'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  const { reason, notice } = command;
  const allowed = actsAt(state.route, state.step).includes('PAUSE');
  const office = isOffice(context) && (allowed || reason === 'FORCE_MAJEURE');
  if (!office && !decidesHere(state, person)) return refuse(notAsked);
  if (!office && !allowed) return refuse(notAllowed);
  if (state.status !== 'OPEN') return refuse(wrongState('计时未在进行。', 'The clock is not running.'));
  if (notice.trim() === '') return refuse(reasonRequired);
  const drafts = new Drafts(state, context);
  const most = clockRulesAt(state, state.step).pauseMost[reason];
  const until = most === undefined ? null : clockBy(state, drafts.today, most);
  const data = { reason, notice: notice.trim(), by: person, on: drafts.today, until, ...stopped(state, drafts.today, reason) };
  return drafts.add({ type: 'ClockPaused', data }).end();
}

export function decideResume(state: ApprovalState, command: ApprovalCommandOf<'ResumeClock'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  if (!isOffice(context) && state.pause?.by !== person && !decidesHere(state, person)) return refuse(notAsked);
  if (state.suspension !== undefined) return refuse(projectSuspended);
  if (state.status !== 'PAUSED' || state.pause === null || state.pause.reason === 'SUPPLEMENT') {
    return refuse(rejection('NOT_PAUSED', '计时没有因评审、听证等暂停。', 'The clock was not stopped for a review, a hearing or the like.'));
  }
  if (command.on !== undefined && command.on < state.pause.on)
    return refuse(
      wrongState(`不能早于暂停之日 ${dayWords(state.pause.on).zh}。`, `It cannot lie before the day of the pause, ${dayWords(state.pause.on).en}.`),
    );
  const day = legalDay(command, { day: state.pause.on, what: { zh: '暂停之日', en: 'the day of the pause' } }, state, context);
  if (isRefused(day)) return refuse(day);
  const { on } = day;
  const future = futureFault(on, context);
  if (future !== null) return refuse(future);
  const drafts = new Drafts(state, context);
  const entered = byRules(context, 2) ? drafts.today : on;
  drafts.add({ type: 'ClockResumed', data: { on, by: person, ...resumed(state, on, entered), ...markOf(day) } });
  // Somebody may have recused himself meanwhile, and what is left be certain.
  proceed(drafts, drafts.state.tasks);
  return drafts.end();
}

/** One extension, by a head, with reasons that the applicant is told (行政许可法 art. 42). */
export function decideExtension(state: ApprovalState, { by, reason }: ApprovalCommandOf<'ExtendLimit'>, context: Context): Answer {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (isClosed(state)) return refuse(closedAs(state));
  const { extension } = rulesAt(state.route, state.step);
  if (extension === null) return refuse(notAllowed);
  if (!has(context, ...extension.by)) {
    return refuse(rejection('NOT_YOURS', '延长时限须由路线指定的负责人批准。', 'An extension is granted by the head whom the route names.'));
  }
  if (state.extended) return refuse(rejection('ALREADY_EXTENDED', '时限只能延长一次。', 'The limit is extended once only.'));
  const step = state.opening?.deadline ?? null;
  const whole = state.clock?.deadline ?? null;
  const limit = (whole ?? step)?.limit;
  if (state.status !== 'OPEN' || limit === undefined) return refuse(wrongState('计时未在进行。', 'The clock is not running.'));
  if (reason.trim() === '') return refuse(reasonRequired);
  if (!Number.isInteger(by) || by < 1 || by > extension.most) {
    return refuse(
      rejection('NOT_ALLOWED_BY_ROUTE', `至多延长 ${extension.most}（单位同时限）。`, `At most ${extension.most}, in the unit of the limit.`),
    );
  }
  const longer = (deadline: Deadline | null): Deadline | null =>
    deadline === null || deadline.limit.unit !== limit.unit ? null : rework(deadline, { limit: { ...deadline.limit, n: deadline.limit.n + by } });
  const data = { by: person, days: { n: by, unit: limit.unit }, reason: reason.trim(), deadline: longer(step), caseDeadline: longer(whole) };
  return new Drafts(state, context).add({ type: 'LimitExtended', data }).end();
}

/** Running clocks are worked out again with the calendar that holds now; the event says what they were before. */
export function decideCalendar(state: ApprovalState, { calendar }: ApprovalCommandOf<'CalendarChanged'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return allow();
  const stale = (deadline: Deadline | null | undefined): Deadline | null =>
    deadline == null || deadline.calendar === calendar ? null : rework(deadline);
  const [deadline, caseDeadline, until] = [stale(state.opening?.deadline), stale(state.clock?.deadline), stale(state.pause?.until)];
  if (deadline === null && caseDeadline === null && until === null) return allow();
  const was = state.opening?.deadline?.dueOn ?? null;
  const caseWas = state.clock?.deadline.dueOn ?? null;
  return new Drafts(state, context)
    .add({ type: 'ClocksReworked', data: { was, caseWas, deadline, caseDeadline, until: until ?? state.pause?.until ?? null } })
    .end();
}
