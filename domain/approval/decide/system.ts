/** What the system asks: answers by rule, stand-ins, people who left, mails that came back. */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { systemOnly } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { isClosed, isOver, whyNotAsked } from '../entitlement.ts';
import type { ApprovalEvent } from '../events.ts';
import { type ApprovalState, blankSeating, covers, isActive, type Task } from '../facts.ts';
import { asideNow, askingPeople, closeByRule, Drafts, proceed, where } from '../flow.ts';
import type { ApprovalCommandOf } from '../messages.ts';
import { rulesAt } from '../route.ts';
import { giveBack } from './answer.ts';
import { fillPlace, substitute } from './people.ts';

type Answer = Decision<ApprovalEvent>;

const BY_RULE = {
  REPEATED: {
    zh: '此前已同意同一内容，按路线不再重复审批（自动）。',
    en: 'Agreed to the same content before; the route does not ask again (automatic).',
  },
  OWN: { zh: '申请人与审批人为同一人，按路线自动跳过。', en: 'Applicant and approver are the same person; the route skips him automatically.' },
  SKIP: { zh: '未找到审批人，按路线自动跳过。', en: 'Nobody was found; the route skips the step automatically.' },
} as const satisfies Record<string, Text>;

/** Notes what rules of the route answer, until it is people's turn again. */
export function decideSettle(state: ApprovalState, command: ApprovalCommandOf<'Settle'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (state.status !== 'OPEN' || state.opening?.opening !== command.opening) return allow();
  const drafts = new Drafts(state, context);
  if (state.opening.nobody) {
    if (rulesAt(state.route, state.step).nobody === 'RETURN') {
      giveBack(drafts, { person: null, reason: '未找到审批人，按路线自动退回。', to: 'APPLICANT', afterwards: 'FROM_TARGET', automatic: true });
    } else closeByRule(drafts, 'AGREED', BY_RULE.SKIP);
    return drafts.end();
  }
  for (let aside = asideNow(drafts.state); aside.length > 0; aside = asideNow(drafts.state)) {
    const own = aside.filter((t) => t.origin === 'OWN').map((t) => t.task);
    const repeated = aside.filter((t) => t.origin !== 'OWN').map((t) => t.task);
    if (own.length > 0) drafts.add({ type: 'DecidedAutomatically', data: { ...where(state), tasks: own, why: BY_RULE.OWN } });
    if (repeated.length > 0) drafts.add({ type: 'DecidedAutomatically', data: { ...where(state), tasks: repeated, why: BY_RULE.REPEATED } });
  }
  if (drafts.events.length > 0) proceed(drafts, state.tasks);
  return drafts.end();
}

/** Why a task that a rule would move must stay where it is. */
function whyItStays(state: ApprovalState, task: Task, to: string): Text | null {
  if (to === state.applicant && task.kind === 'DECIDE') return { zh: '代理人是申请人（回避）', en: 'the stand-in is the applicant' };
  if (state.recused.includes(to)) return { zh: '代理人已回避', en: 'the stand-in has recused themselves' };
  const decides = state.tasks.some(
    (t) =>
      t.kind === 'DECIDE' &&
      t.opening === task.opening &&
      t.task !== task.task &&
      t.status !== 'HANDED_OVER' &&
      (t.person === to || t.onBehalfOf === to),
  );
  return task.kind === 'DECIDE' && decides ? { zh: '代理人本人在同一环节审批', en: 'the stand-in decides in the same step themselves' } : null;
}

type Move = {
  readonly why: 'STAND_IN' | 'GIVEN_BACK' | 'LEFT';
  readonly to: (task: Task) => string;
  readonly reason: string;
  readonly words?: Text;
  readonly mandate: string | null;
  readonly behalf: boolean;
};

function move(state: ApprovalState, tasks: readonly Task[], { why, to, reason, words, mandate, behalf }: Move, context: Context): Answer {
  const drafts = new Drafts(state, context);
  for (const task of tasks) {
    const person = to(task);
    const stays = why === 'GIVEN_BACK' ? null : whyItStays(drafts.state, task, person);
    if (stays !== null) {
      drafts.add({ type: 'HandOverRefused', data: { task: task.task, person: task.person, to: person, why: stays } });
      continue;
    }
    const ask = askingPeople(state, [person], { not: [], ownApplication: 'ALLOW', direct: true, strict: false });
    const onBehalfOf = behalf ? task.person : why === 'LEFT' ? task.onBehalfOf : null;
    drafts.add({
      type: 'TaskHandedOver',
      data: {
        task: task.task,
        from: task.person,
        why,
        reason,
        ...(words === undefined ? {} : { words }),
        by: null,
        mandate: why === 'LEFT' ? task.mandate : mandate,
        onBehalfOf,
        ask,
        ...blankSeating,
      },
    });
  }
  return drafts.end();
}

const movable = (task: Task): boolean => isActive(task) && task.kind !== 'READ' && task.status !== 'SET_ASIDE';

/** 代理 begins: what lies on the desk of somebody who is away moves to his stand-in. */
export function decideStandIn(state: ApprovalState, command: ApprovalCommandOf<'StandIn'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return allow();
  const { principal, delegate, further = [], mandate, basis, scope } = command;
  if (!covers(scope, { route: state.route.code, project: state.project })) return allow();
  // What he holds for others stays: a delegation does not cascade.
  const tasks = state.tasks.filter((task) => movable(task) && task.person === principal && task.onBehalfOf === null);
  // Whoever applied, stands aside or sits here already acts for nobody here.
  const to = [delegate, ...further].find((person) => whyNotAsked(state, person).length === 0) ?? delegate;
  return move(state, tasks, { why: 'STAND_IN', to: () => to, reason: basis, mandate, behalf: true }, context);
}

/** 代理 ends: what is not done yet goes back. */
export function decideStandInEnds(state: ApprovalState, command: ApprovalCommandOf<'StandInEnds'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return allow();
  const tasks = state.tasks.filter((task) => movable(task) && task.mandate === command.mandate && task.onBehalfOf !== null);
  return move(
    state,
    tasks,
    {
      why: 'GIVEN_BACK',
      to: (task) => task.onBehalfOf ?? task.person,
      reason: command.reason,
      ...(command.words === undefined ? {} : { words: command.words }),
      mandate: null,
      behalf: false,
    },
    context,
  );
}

/** 离职转办: everything that a person who leaves has here, in one act. */
export function decidePersonLeft(state: ApprovalState, command: ApprovalCommandOf<'PersonLeft'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return allow();
  const { from, to, basis } = command;
  const tasks = state.tasks.filter((task) => movable(task) && task.person === from);
  return move(state, tasks, { why: 'LEFT', to: () => to, reason: basis, mandate: null, behalf: false }, context);
}

/** Another manager, or whoever takes over from an applicant who left. Should they sit here, they step aside (回避). */
export function decideChangeApplicant(state: ApprovalState, command: ApprovalCommandOf<'ChangeApplicant'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  const { from, to, basis } = command;
  if (isClosed(state) || state.applicant !== from || from === to) return allow();
  const drafts = new Drafts(state, context).add({ type: 'ApplicantChanged', data: { from, to, basis } });
  const own = state.tasks.find((task) => task.kind === 'DECIDE' && movable(task) && task.person === to);
  if (own !== undefined) {
    drafts.add({ type: 'Recused', data: { task: own.task, person: to, reason: '现为申请人（回避，自动）' } });
    fillPlace(drafts, own, { zh: '原审批人成为申请人', en: 'the approver became the applicant' }, state.tasks);
  }
  return drafts.end();
}

/** The project has changed: whoever decides learns of it; what was asked stays, with its route and every answer. */
export function decideProjectChange(state: ApprovalState, command: ApprovalCommandOf<'NoteProjectChange'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return allow();
  const { type: _, ...note } = command;
  return new Drafts(state, context).add({ type: 'ProjectChangeNoted', data: note }).end();
}

/** A mail that cannot be delivered: the manager is told, and others are asked where the route says so. */
export function decideBounce(state: ApprovalState, { person, reply }: ApprovalCommandOf<'MailBounced'>, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  if (isClosed(state)) return allow();
  const tasks = state.tasks.filter((task) => movable(task) && task.person === person);
  if (tasks.length === 0) return allow();
  const drafts = new Drafts(state, context);
  drafts.add({ type: 'ApproverUnreachable', data: { person, tasks: tasks.map((t) => t.task), reply } });
  const places = tasks.filter((task) => task.kind === 'DECIDE');
  const [place] = places;
  // One place at a time: a person has one seat in a step.
  if (place !== undefined && rulesAt(state.route, state.step).unreachable === 'ASK_SUBSTITUTE') {
    substitute(drafts, place, { zh: `邮件无法送达（${reply}）`, en: `mail cannot be delivered (${reply})` }, 'SKIP');
  }
  return drafts.end();
}

/** Copies of an outcome that nobody marked as read are put away. */
export function decideEndReading(state: ApprovalState, context: Context): Answer {
  if (!isSystem(context)) return refuse(systemOnly);
  return isOver(state) || state.readersUntil === null ? allow() : new Drafts(state, context).add({ type: 'ReadingEnded', data: {} }).end();
}
