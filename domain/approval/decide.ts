/** What may happen to an approval. Pure: the same state, command and context always give the same answer. */
import { dayAt } from '../calendar/calendar.ts';
import { blankDeadline } from '../calendar/deadline.ts';
import { accept, assertNever, type Context, type Decision, refuse } from '../case.ts';
import { alreadyOpened, closed, notOpened, rejection, systemOnly, wrongState } from '../rejection.ts';
import { isSystem, runsProject } from '../role.ts';
import type { ApprovalCommand, ApprovalEvent, ApprovalState, Content, OpenApproval, Outcome } from './facts.ts';

/** Left blank for the recorder, which alone can hash. */
const UNHASHED = '';

export function decideApproval(state: ApprovalState | null, command: ApprovalCommand, context: Context): Decision<ApprovalEvent> {
  if (command.type === 'Open') return state === null ? open(command, context) : refuse(alreadyOpened);
  if (state === null) return refuse(notOpened);
  switch (command.type) {
    case 'Decide':
      return makeDecision(state, command, context);
    case 'Resubmit':
      return resubmit(state, command, context);
    case 'Supplement':
      return supplement(state, command, context);
    case 'Withdraw':
      if (isClosed(state)) return refuse(closed);
      if (!runsProject(context, state.applicant)) return refuse(onlyApplicant);
      return accept(close('WITHDRAWN', context.actor.person, command.reason));
    case 'ReachMark':
      return reachMark(state, command, context);
    case 'Cancel':
      if (!isSystem(context)) return refuse(systemOnly);
      if (isClosed(state)) return refuse(closed);
      return accept(close('CANCELLED', null, command.reason.zh));
    default:
      return assertNever(command);
  }
}

export const isClosed = (state: ApprovalState): boolean => state.status !== 'OPEN' && state.status !== 'PAUSED' && state.status !== 'RETURNED';

const onlyApplicant = rejection('NOT_YOURS', '只有申请人可以这样做。', 'Only the applicant may do this.');

function open(command: OpenApproval, context: Context): Decision<ApprovalEvent> {
  if (!isSystem(context)) return refuse(systemOnly);
  const { type: _, ...facts } = command;
  return accept<ApprovalEvent>({ type: 'ApprovalOpened', data: { ...facts, contentHash: UNHASHED } }, stepOpened(command, 0, 1, command.acceptedOn));
}

function stepOpened(of: Pick<OpenApproval, 'route' | 'applicant'>, step: number, round: number, from: string): ApprovalEvent {
  const definition = of.route.steps[step];
  if (definition === undefined) throw new Error(`route ${of.route.code} has no step ${step}`);
  return {
    type: 'StepOpened',
    data: {
      step,
      round,
      // Nobody decides on what he applied for himself (回避).
      who: { ...definition.who, not: [of.applicant] },
      assignees: [],
      fallback: false,
      deadline: blankDeadline(from, definition.limit),
    },
  };
}

const close = (outcome: Outcome, by: string | null, reason: string | null): ApprovalEvent => ({
  type: 'ApprovalClosed',
  data: { outcome, by, reason },
});

function makeDecision(state: ApprovalState, command: Extract<ApprovalCommand, { type: 'Decide' }>, context: Context): Decision<ApprovalEvent> {
  const person = context.actor.person;
  if (person === null) return refuse(rejection('NOT_ASKED', '须由具体的人作出决定。', 'Only a person can decide.'));
  if (person === state.applicant) {
    return refuse(rejection('OWN_PROJECT', '申请人不得审批自己的申请（回避）。', 'Applicants may not decide on their own application.'));
  }
  const earlier = state.decisions.find((d) => d.person === person && d.round === command.round && d.step === command.step);
  if (earlier !== undefined && earlier.choice !== 'SUPPLEMENT') {
    return refuse(rejection('ALREADY_DECIDED', '您已经处理过这一步。', 'You have already decided on this step.'));
  }
  if (isClosed(state) || command.round !== state.round || command.step !== state.step || state.status === 'RETURNED') {
    return refuse(rejection('ALREADY_DECIDED', '这一步已由他人处理或已结束，您的操作未计入。', 'This step is over; what you chose was not counted.'));
  }
  if (state.status === 'PAUSED') {
    return refuse(
      rejection('PAUSED', '正在等待补正材料，收到后会再次通知您。', 'Waiting for supplementary documents; you will be told when they are here.'),
    );
  }
  const task = state.tasks.find((t) => t.person === person);
  if (task === undefined) return refuse(rejection('NOT_ASKED', '这一步没有请您审批。', 'You were not asked to decide on this step.'));
  if (task.status === 'WAITING') {
    return refuse(rejection('NOT_YOUR_TURN', '按顺序审批，还没有轮到您。', 'This step is decided in order and it is not your turn yet.'));
  }
  if (task.status !== 'PENDING') {
    return refuse(rejection('ALREADY_DECIDED', '这一步已经处理过。', 'This has been decided already.'));
  }
  if (command.seen !== state.contentHash) {
    return refuse(
      rejection(
        'SUPERSEDED',
        '申请内容已更新，请按最新内容重新审阅。',
        'The application has changed since you saw it; please read the newest version.',
      ),
    );
  }
  if (command.choice === 'SUPPLEMENT' && state.supplements > 0) {
    return refuse(
      rejection('ALREADY_SUPPLEMENTED', '补正材料须一次性告知，不能再次要求补正。', 'Supplements are asked for once, in one full list (一次性告知).'),
    );
  }
  const step = state.route.steps[state.step];
  if (step === undefined || !step.may.includes(command.choice)) {
    return refuse(rejection('NOT_ALLOWED_BY_ROUTE', '审批路线不允许这一操作。', 'The route does not allow this.'));
  }
  const reason = command.reason?.trim() ?? '';
  if (command.choice !== 'APPROVE' && reason === '') {
    return refuse(
      rejection('REASON_REQUIRED', '不同意、退回或要求补正须写明理由。', 'Please give a reason for a refusal, a return or a supplement.'),
    );
  }
  if (step.asksScore === true && command.choice === 'APPROVE' && !isScore(command.score)) {
    return refuse(rejection('SCORE_REQUIRED', '请填写 0 到 100 的评分。', 'Please give a score from 0 to 100.'));
  }
  const decision: ApprovalEvent = {
    type: 'DecisionMade',
    data: {
      step: state.step,
      round: state.round,
      person,
      choice: command.choice,
      reason: reason === '' ? null : reason,
      score: step.asksScore === true ? (command.score ?? null) : null,
      seen: command.seen,
    },
  };
  return accept(decision, ...whatFollows(state, command.choice, person, reason, context));
}

const isScore = (score: number | undefined): boolean => score !== undefined && Number.isFinite(score) && score >= 0 && score <= 100;

function whatFollows(
  state: ApprovalState,
  choice: 'APPROVE' | 'REJECT' | 'RETURN' | 'SUPPLEMENT',
  person: string,
  reason: string,
  context: Context,
): readonly ApprovalEvent[] {
  const { step, round } = state;
  switch (choice) {
    case 'REJECT':
      // A refusal is a veto in every mode; votes by quorum come with a later issue.
      return [close('REJECTED', person, reason)];
    case 'RETURN':
      return [{ type: 'ContentReturned', data: { step, round, person, reason } }];
    case 'SUPPLEMENT': {
      if (state.deadline === null) return [];
      const on = dayAt(context.now);
      const deadline = blankDeadline(state.deadline.from, state.deadline.limit, [
        ...state.deadline.pauses,
        { from: on, to: null, reason: 'SUPPLEMENT' },
      ]);
      return [{ type: 'SupplementRequested', data: { step, round, person, list: reason, on, deadline } }];
    }
    case 'APPROVE':
      return afterApproval(state, person, context);
    default:
      return assertNever(choice);
  }
}

function afterApproval(state: ApprovalState, person: string, context: Context): readonly ApprovalEvent[] {
  const definition = state.route.steps[state.step];
  const others = state.tasks.filter((t) => t.person !== person);
  const next = others.find((t) => t.status === 'WAITING');
  if (definition?.agree === 'IN_ORDER' && next !== undefined) {
    return [{ type: 'TurnPassed', data: { step: state.step, round: state.round, person: next.person } }];
  }
  if (definition?.agree === 'ALL' && others.some((t) => t.status === 'PENDING')) return [];
  if (state.step + 1 < state.route.steps.length) {
    return [stepOpened(state, state.step + 1, state.round, dayAt(context.now))];
  }
  return [close('APPROVED', person, null)];
}

function resubmit(state: ApprovalState, command: Extract<ApprovalCommand, { type: 'Resubmit' }>, context: Context): Decision<ApprovalEvent> {
  if (isClosed(state)) return refuse(closed);
  if (!runsProject(context, state.applicant)) return refuse(onlyApplicant);
  if (state.status !== 'RETURNED') {
    return refuse(rejection('NOT_RETURNED', '申请未被退回，无需重新提交。', 'The application was not returned, so there is nothing to resubmit.'));
  }
  const round = state.round + 1;
  return accept<ApprovalEvent>(
    { type: 'ContentResubmitted', data: { round, content: command.content, contentHash: UNHASHED, on: command.on } },
    stepOpened(state, 0, round, command.on),
  );
}

function supplement(state: ApprovalState, command: Extract<ApprovalCommand, { type: 'Supplement' }>, context: Context): Decision<ApprovalEvent> {
  if (isClosed(state)) return refuse(closed);
  if (!runsProject(context, state.applicant)) return refuse(onlyApplicant);
  if (state.status !== 'PAUSED' || state.deadline === null) {
    return refuse(rejection('NOT_PAUSED', '目前没有要求补正。', 'No supplement has been asked for.'));
  }
  if (command.documents.length === 0) return refuse(wrongState('请附上补正材料。', 'Please attach the documents asked for.'));
  const content: Content = { ...state.content, documents: [...state.content.documents, ...command.documents] };
  const pauses = state.deadline.pauses.map((pause) => (pause.to === null ? { ...pause, to: command.on } : pause));
  return accept<ApprovalEvent>({
    type: 'Supplemented',
    data: {
      documents: command.documents,
      note: command.note,
      on: command.on,
      content,
      contentHash: UNHASHED,
      deadline: blankDeadline(state.deadline.from, state.deadline.limit, pauses),
    },
  });
}

function reachMark(state: ApprovalState, command: Extract<ApprovalCommand, { type: 'ReachMark' }>, context: Context): Decision<ApprovalEvent> {
  if (!isSystem(context)) return refuse(systemOnly);
  if (state.status !== 'OPEN' || command.round !== state.round || command.step !== state.step) return refuse(closed);
  if (state.marksReached.includes(command.mark)) return accept();
  const waitingFor = state.tasks.filter((t) => t.status === 'PENDING').map((t) => t.person);
  const { round, step, mark } = command;
  return accept<ApprovalEvent>({ type: 'MarkReached', data: { round, step, mark, waitingFor } });
}
