/** An approver answers: agrees, refuses, returns, asks for a supplement; or takes his answer back. */

import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { faultAt } from '../../kernel/fault.ts';
import { rejection } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import type { Afterwards } from '../../words/lists.ts';
import { countVotes } from '../ballot.ts';
import { branchAt, branchBallots, earlierParts } from '../branches.ts';
import { holds, isClosed, offersFor, returnTargets, takeBackOf } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import { type ApprovalState, stands, type Task } from '../facts.ts';
import { fillableBy, fillingFaults, fillingsIn, isFilledSince } from '../filled.ts';
import { Drafts, openFrom, proceed, resumed, stopped, where } from '../flow.ts';
import type { ApprovalCommandOf, Decide } from '../messages.ts';
import {
  filledSince,
  fillingsFaulty,
  formFaulty,
  notAllowed,
  onlyPeople,
  ownProject,
  pausedFor,
  reasonRequired,
  signatureRequired,
  superseded,
  whichTask,
  youDecided,
} from '../refusals.ts';
import { asksSignature, isIntake, routeLabel, rulesAt } from '../route.ts';
import { correctable } from '../supplement.ts';
import { holders, votesOf } from '../tasks.ts';
import { closedAs, whyNot } from '../why-not.ts';
import { returnInBranch } from './branch.ts';

type Answer = Decision<ApprovalEvent>;

export function decideAnswer(state: ApprovalState, command: Decide, context: Context): Answer {
  const found = ownTask(state, command, context);
  if ('ok' in found) return found;
  const { task, person } = found;
  if (command.seen !== state.contentHash) return refuse(superseded);
  const fault = faultOf(state, command, task);
  if (fault !== null) return refuse(fault);
  const drafts = new Drafts(state, context);
  const { choice } = command;
  const reason = command.reason?.trim() ?? '';
  const conditions = choice === 'APPROVE_WITH_CONDITIONS' ? (command.conditions ?? []).map((text) => text.trim()) : [];
  const filled = agrees(choice) ? fillingsIn(state, task, command.values ?? {}) : [];
  drafts.add({
    type: 'DecisionMade',
    data: {
      opening: state.opening?.opening ?? 0,
      step: state.step,
      round: state.round,
      task: task.task,
      person,
      // Somebody who acts although he is away acts for himself.
      onBehalfOf: task.person === person ? task.onBehalfOf : null,
      choice,
      reason: reason === '' ? null : reason,
      conditions,
      score: scoreOf(state, command),
      ...(command.signature?.sha256 === undefined ? {} : { signature: command.signature }),
      ...(filled.length === 0 ? {} : { filled }),
      seen: command.seen,
      route: routeLabel(state.route),
    },
  });
  follow(drafts, command, { task, person, reason }, state.tasks);
  return drafts.end();
}

const agrees = (choice: Decide['choice']): boolean => choice === 'APPROVE' || choice === 'APPROVE_WITH_CONDITIONS';

const scoreOf = (state: ApprovalState, { choice, score }: Decide): number | null =>
  state.route.steps[state.step]?.asksScore === true && choice !== 'REJECT' ? (score ?? null) : null;

/** The task that somebody means, or why there is none. */
function ownTask(
  state: ApprovalState,
  command: Decide,
  context: Context,
): { readonly task: Task; readonly person: string } | ReturnType<typeof refuse> {
  const { person } = context.actor;
  if (person === null) return refuse(onlyPeople);
  if (person === state.applicant && rulesAt(state.route, state.step).ownApplication !== 'ALLOW') return refuse(ownProject);
  const given = (t: { readonly round: number; readonly step: number }) =>
    t.round === (command.round ?? state.round) && t.step === (command.step ?? state.step);
  const mine = state.tasks.filter((t) => t.kind === 'DECIDE' && t.opening === (state.opening?.opening ?? -1) && holds(state, t, person));
  const named = command.task === undefined ? mine : mine.filter((t) => t.task === command.task);
  const open = named.filter((t) => t.status === 'PENDING');
  const elsewhere = (command.round !== undefined && command.round !== state.round) || (command.step !== undefined && command.step !== state.step);
  const nothing = (): ReturnType<typeof refuse> => refuse(whyNot(state, person, { named: named[0]?.task ?? command.task, as: 'DECIDE' }));
  if (open.length === 0 || elsewhere) {
    const answered = state.decisions.some((d) => d.person === person && given(d) && d.choice !== 'SUPPLEMENT' && stands(d));
    // A case that has ended has left its step behind: what somebody did in it is still theirs.
    if (answered) return refuse(youDecided);
  }
  if (isClosed(state) || elsewhere || state.status === 'RETURNED' || state.status === 'WITHHELD' || state.opening === null) return nothing();
  if (state.status === 'PAUSED') return refuse(pausedFor(state));
  const [task] = open;
  if (task === undefined) return nothing();
  return open.length > 1 ? refuse(whichTask) : { task, person };
}

function faultOf(state: ApprovalState, command: Decide, task: Task) {
  const { choice, score, reason, conditions, signature } = command;
  if (choice === 'SUPPLEMENT' && state.supplements > 0) {
    return rejection(
      'ALREADY_SUPPLEMENTED',
      '补正材料须一次性告知，不能再次要求补正。',
      'Supplements are asked for once, in one full list (一次性告知).',
    );
  }
  const isDeficient = choice === 'APPROVE_WITH_CONDITIONS' && isIntake(state.route, state.step);
  if (isDeficient && state.undertaking === null) {
    return rejection(
      'UNDERTAKING_MISSING',
      '申请人未签署容缺受理承诺书，不能容缺受理。',
      'The applicant has not signed an undertaking, so nothing can be accepted as missing (容缺受理).',
    );
  }
  if (!offersFor(state, task).some((offer) => offer === choice)) return notAllowed;
  const needsReason = rulesAt(state.route, state.step).reasonFor.includes(choice) || choice === 'SUPPLEMENT';
  if (needsReason && (reason ?? '').trim() === '') return reasonRequired;
  if (choice === 'APPROVE_WITH_CONDITIONS' && (conditions ?? []).filter((text) => text.trim() !== '').length === 0) {
    return rejection('CONDITIONS_REQUIRED', '附条件同意须逐条写明条件。', 'Please name each condition.');
  }
  if (state.route.steps[state.step]?.asksScore === true && agrees(choice) && !isScore(score)) {
    return rejection('SCORE_REQUIRED', '请填写 0 到 100 的评分。', 'Please give a score from 0 to 100.');
  }
  if (asksSignature(state.route, state.step, choice) && signature?.sha256 === undefined) return signatureRequired;
  const wrong = fieldsFault(state, command, task);
  if (wrong !== null) return wrong;
  if (choice === 'RETURN' && !returnTargets(state, task).includes(command.to ?? 'APPLICANT')) {
    const known = returnTargets(state, task);
    return rejection('UNKNOWN_ITEM', `只能退回至：${known.join('、')}。`, `A return may lead to ${known.join(', ')}.`);
  }
  return null;
}

/** What is filled in with an agreement, and which fields a supplement may correct; other answers bring neither. */
function fieldsFault(state: ApprovalState, { choice, values, fillings, fields = [] }: Decide, task: Task) {
  const strange = choice === 'SUPPLEMENT' ? fields.filter((key) => !correctable(state).some((field) => field.key === key)) : fields;
  if (strange.length > 0) return formFaulty(strange.map((key) => faultAt('fields', notCorrectable(key))));
  if (!agrees(choice)) {
    const given = Object.keys(values ?? {});
    return given.length === 0
      ? null
      : fillingsFaulty(
          [],
          given.map((key) => faultAt(`values.${key}`, WITH_AGREEMENT)),
        );
  }
  if (isFilledSince(state, task, fillings)) return filledSince;
  const faults = fillingFaults(state, task, values ?? {});
  return faults.length === 0 ? null : fillingsFaulty(fillableBy(state, task), faults);
}

const WITH_AGREEMENT: Text = { zh: '须省去，只在同意时填写', en: 'must be left out; it is filled in with an agreement alone' };
const notCorrectable = (key: string): Text => ({
  zh: `须为可由申请人更正的表单字段；${key} 不是（决定路线的事实须退回后修改，文件随补正提交）`,
  en: `must be fields of the form that the applicant may correct; ${key} is none (a fact that the way hangs on is changed after a return, files come with the supplement)`,
});

const isScore = (score: number | undefined): boolean => score !== undefined && Number.isFinite(score) && score >= 0 && score <= 100;

type Answered = { readonly task: Task; readonly person: string; readonly reason: string };

function follow(drafts: Drafts, command: Decide, { task, person, reason }: Answered, before: readonly Task[]): void {
  const { choice } = command;
  const { opening } = drafts.state;
  if (choice === 'RETURN' && command.to !== undefined && opening !== null && earlierParts(opening.ballot, task.seat).includes(command.to)) {
    returnInBranch(drafts, { task, person, reason, to: command.to });
  } else if (choice === 'RETURN') {
    giveBack(drafts, { person, reason, to: command.to ?? 'APPLICANT', afterwards: command.afterwards ?? 'FROM_TARGET', automatic: false });
  } else if (choice === 'SUPPLEMENT') {
    const { state } = drafts;
    drafts.add({
      type: 'SupplementRequested',
      data: {
        ...where(state),
        person,
        list: reason,
        on: drafts.today,
        ...stopped(state, drafts.today, 'SUPPLEMENT'),
        ...(command.fields === undefined || command.fields.length === 0 ? {} : { fields: [...new Set(command.fields)] }),
      },
    });
  } else proceed(drafts, before);
}

type Return = {
  readonly person: string | null;
  readonly reason: string;
  readonly to: string;
  readonly afterwards: Afterwards;
  readonly automatic: boolean;
};

/** Returns the case to the applicant or to an earlier step; from there it goes on as the route says. */
export function giveBack(drafts: Drafts, { person, reason, to, afterwards, automatic }: Return): void {
  const { state } = drafts;
  const { afterReturn, reentryClock } = rulesAt(state.route, state.step);
  const target = to === 'APPLICANT' ? null : state.route.steps.findIndex(({ key }) => key === to);
  const goesOn =
    afterReturn === 'RETURNER_CHOOSES'
      ? afterwards
      : afterReturn === 'BACK_TO_RETURNER'
        ? 'BACK'
        : afterReturn === 'APPLICANT_CHOOSES' && target === null
          ? 'APPLICANT'
          : 'FROM_TARGET';
  const stops = target === null && reentryClock === 'GOES_ON' && state.clock !== null;
  const caseDeadline = stops ? stopped(state, drafts.today, 'RETURNED').caseDeadline : null;
  drafts.add({
    type: 'ContentReturned',
    data: {
      ...where(state),
      person,
      reason,
      to: target,
      afterwards: goesOn,
      automatic,
      deadline: null,
      caseDeadline,
      on: drafts.today,
      ...endingBranches(state, person),
    },
  });
  if (target !== null) openFrom(drafts, target, drafts.today);
}

/** Branches beside that of whoever returns, which end with it unfinished. */
function endingBranches({ opening, tasks, decisions }: ApprovalState, person: string | null): { readonly branches?: readonly string[] } {
  if (opening === null) return {};
  const voteOf = votesOf(holders(tasks, opening.opening));
  const last = decisions.findLast((d) => d.opening === opening.opening && d.choice === 'RETURN' && d.person === person);
  const seat = tasks.find(({ task }) => task === last?.task)?.seat;
  const own = seat === undefined ? null : branchAt(opening.ballot, seat);
  const open = branchBallots(opening.ballot).filter((branch) => branch.key !== own?.key && countVotes(branch, voteOf).result === 'OPEN');
  return open.length === 0 ? {} : { branches: open.map(({ key }) => key) };
}

/** 拿回: one's own decision, before anybody acted on it. */
export function decideTakeBack(state: ApprovalState, command: ApprovalCommandOf<'TakeBack'>, context: Context): Answer {
  if (isClosed(state)) return refuse(closedAs(state));
  const { person } = context.actor;
  const decision = person === null ? null : takeBackOf(state, person, context);
  if (person === null || decision === null || (command.task !== undefined && command.task !== decision.task)) {
    return refuse(
      rejection(
        'NOTHING_TO_TAKE_BACK',
        '没有可以拿回的决定：已有人在其后处理，其后已暂停计时或退件，或路线不允许。',
        'There is nothing to take back: somebody has acted on it since, the clock has been stopped or the application sent back since, or the route does not allow it.',
      ),
    );
  }
  const here = state.opening?.opening === decision.opening;
  return allow<ApprovalEvent>({
    type: 'DecisionTakenBack',
    data: {
      task: decision.task,
      newTask: state.nextTask,
      person,
      reopened: here ? null : decision.opening,
      // A return may have stopped the clock of the whole handling.
      caseDeadline: state.status === 'RETURNED' ? resumed(state, dayAt(context.now)).caseDeadline : null,
    },
  });
}
