/**
 * What is true of somebody who has nothing to do here, or not any more: of their own task first, then of the case. One place
 * for every door. Deliberately absent: what they still may do (entitlement.ts).
 */
import { dayAt, minuteAt } from '../kernel/days.ts';
import { type Rejection, rejection } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { APPROVAL_STATUS_WORDS } from '../words/statuses.ts';
import { holds, isClosed } from './entitlement.ts';
import type { ApprovalState, Task } from './facts.ts';
import { notAsked, notYourTurn, pausedFor } from './refusals.ts';

/** How a case ended, for whoever comes after that: `于 2026-11-27 办结：同意（自动）`. */
function endOf({ status, closedAt, automatic }: ApprovalState): Text {
  const word = APPROVAL_STATUS_WORDS[status];
  const [zhDay, enDay] = closedAt === null ? ['', ''] : [`于 ${dayAt(closedAt)} `, ` on ${dayAt(closedAt)}`];
  return { zh: `${zhDay}办结：${word.zh}${automatic ? '（自动）' : ''}`, en: `${word.en}${automatic ? ' automatically' : ''}${enDay}` };
}

/** Nothing more can be done here, and why. */
export function closedAs(state: ApprovalState): Rejection {
  const end = endOf(state);
  return rejection('CLOSED', `该事项已${end.zh}，不能再操作。`, `This case is closed (${end.en}); nothing more can be done in it.`);
}

const over = (zh: string, en: string): Rejection => rejection('ALREADY_DECIDED', `${zh}，您的操作未计入。`, `${en}; what you chose was not counted.`);

const PASSED_ON: readonly Task['status'][] = ['HANDED_OVER', 'RECUSED', 'REMOVED', 'UNREACHABLE', 'ESCALATED'];

/** How somebody lost a task that others have now, or nobody. */
function passedOn(state: ApprovalState, task: Task, person: string): Rejection {
  if (task.status === 'RECUSED') return over('您已就本事项回避', 'You have recused yourself from this');
  if (task.status === 'REMOVED') return over('您已被减签，不再审批这一步', 'You were removed from this step (减签) and are no longer asked');
  if (task.status === 'UNREACHABLE')
    return over('发给您的邮件无法送达，这一项已改请他人', 'Mail to you could not be delivered, and others were asked in your place');
  if (task.status === 'ESCALATED')
    return over(
      '这一项逾期未办，已按路线升级转办给上级，您无需再处理',
      'This was overdue and has passed to those above, as the route says; nothing is left for you to do',
    );
  const next = [...state.past, ...state.tasks].find((other) => other.task > task.task && other.seat === task.seat && other.kind === task.kind);
  if (next?.origin === 'GIVEN_BACK')
    return over('代理已结束，这一项已退还委托人', 'The mandate is over, and the task went back to whom you acted for');
  if (next?.origin === 'STAND_IN') return over('您的这一项已按代理委托转给代理人', 'Your task has passed to your stand-in by mandate');
  if (next?.by === person) return over('您已将这一项转办给他人', 'You have handed this task over to somebody else');
  return next?.by == null
    ? over('您的这一项已随离职转办交给他人', 'Your task has passed to somebody else with your desk')
    : over('您的这一项已由他人转办给另一人', 'Your task was handed over to somebody else');
}

/** How a step that is over ended. */
function stepEnd(state: ApprovalState, { opening, step, round }: Task): Text {
  const here = state.decisions.filter((d) => d.opening === opening && !d.takenBack && !d.advisory && d.choice !== 'SUPPLEMENT');
  const last = here.at(-1);
  const at = last === undefined ? '' : minuteAt(last.at);
  const [zh, en] =
    last === undefined
      ? ['按路线自动处理', 'the route answered automatically']
      : last.choice === 'RETURN'
        ? ['退回', 'it was returned']
        : here.some((d) => d.choice === 'REJECT') && !(state.trail.includes(step) && state.round === round)
          ? ['不通过', 'it was refused']
          : ['通过', 'it was agreed to'];
  return at === '' ? { zh, en } : { zh: `${at} ${zh}`, en: `${en} at ${at}, Beijing time` };
}

/** DECIDE: somebody who decides; ANY: whoever was asked anything. */
type MeantTask = { readonly named?: number | undefined; readonly as?: 'DECIDE' | 'ANY' };

/** Why somebody cannot act now. `named`: the task that they mean, where they say which; else the last one of theirs. */
export function whyNot(state: ApprovalState, person: string, { named, as = 'ANY' }: MeantTask = {}): Rejection {
  if (state.status === 'DRAFT')
    return rejection(
      'WRONG_STATE',
      '申请仍是草稿，尚未提交，目前没有请任何人审批。',
      'This is still a draft and not handed in; nobody is asked to decide yet.',
    );
  const kinds: readonly Task['kind'][] = as === 'DECIDE' ? ['DECIDE'] : ['DECIDE', 'OPINION'];
  const own = [...state.past, ...state.tasks].filter((task) => kinds.includes(task.kind) && holds(state, task, person));
  const mine = own.findLast((task) => task.task === named) ?? own.at(-1);
  if (isClosed(state)) return whyClosed(state, mine, person);
  if (mine === undefined) return state.status !== 'PAUSED' ? notAsked : pausedFor(state);
  if (PASSED_ON.includes(mine.status)) return passedOn(state, mine, person);
  return whyNotYet(state, mine);
}

/** It goes on, and a task that stayed with its person is not theirs to act on now. */
function whyNotYet(state: ApprovalState, mine: Task): Rejection {
  if (state.status === 'RETURNED')
    return over(
      '申请已退回申请人修改；重新提交后如需您审批，将另行通知',
      'The application was returned to its applicant; you will be told if you are asked again',
    );
  if (state.status === 'WITHHELD')
    return over('各环节均已同意，正等待申请人补齐承诺的材料', 'All steps have agreed; it only waits for documents that the applicant promised');
  if (state.status === 'PAUSED') return pausedFor(state);
  const here = state.opening?.opening ?? 0;
  if (mine.opening > here)
    return rejection(
      'NOT_ASKED',
      '前一环节的决定已被拿回，目前没有请您审批；再次送审时将另行通知。',
      'The decision before yours was taken back, so you are not asked now; you will be told if you are again.',
    );
  if (mine.opening < here) {
    const end = stepEnd(state, mine);
    return over(`曾请您审批这一步，它已结束：${end.zh}`, `You were asked to decide on this step, and it is over: ${end.en}`);
  }
  if (mine.status === 'WAITING') return notYourTurn;
  if (mine.status === 'RETURNED')
    return over(
      '您已退回至本分支更早的环节；再次轮到您时将另行通知',
      'You returned this to an earlier step of its branch; you will be told when it is your turn again',
    );
  if (mine.status === 'ASKING')
    return rejection(
      'NOT_YOUR_TURN',
      '您已委派他人提意见，须待答复或收回委派后再作决定。',
      'You asked somebody for an opinion; decide when it is there, or recall the request first.',
    );
  if (mine.status === 'AUTOMATIC')
    return over('按路线规则，您的这一项已自动计为同意', 'By a rule of the route your place counts as agreed automatically');
  return over('您所在的一组已有结果，不再需要您处理', 'Your group has its answer already, and yours is no longer needed');
}

function whyClosed(state: ApprovalState, mine: Task | undefined, person: string): Rejection {
  if (mine === undefined) return state.status === 'WITHDRAWN' || state.status === 'CANCELLED' ? closedAs(state) : notAsked;
  if (PASSED_ON.includes(mine.status)) return passedOn(state, mine, person);
  const end = endOf(state);
  return over(`曾请您审批，该事项已${end.zh}`, `You were asked to decide, and the case is closed: ${end.en}`);
}
