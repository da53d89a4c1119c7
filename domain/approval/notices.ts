/** Who has to be told what. Deliberately absent: what the mails say (notices/). */
import type { Recorded } from '../kernel/case.ts';
import type { NoticeDetail } from '../kernel/notice.ts';
import { ROLES, type Role } from '../kernel/role.ts';
import type { NoticeDue, NoticeTemplate } from '../notice/due.ts';
import { changeWords } from '../words/change.ts';
import { isClosed } from './entitlement.ts';
import { type ApprovalState, isActive, type Task } from './facts.ts';
import type { ApprovalEvent, ApprovalEventOf } from './messages.ts';
import { rulesAt } from './route.ts';

const asTask = (task: Task, template: NoticeTemplate): NoticeDue => ({ template, to: { person: task.person }, task: task.task });
const person = (id: string, template: NoticeTemplate): NoticeDue => ({ template, to: { person: id } });
const role = (id: Role, template: NoticeTemplate): NoticeDue => ({ template, to: { role: id } });
const isRole = (name: string): name is Role => ROLES.some((known) => known === name);

/** Called with the state after the event. */
export function noticesOf(state: ApprovalState, event: Recorded<ApprovalEvent>): readonly NoticeDue[] {
  const deciding = state.tasks.filter((task) => task.kind === 'DECIDE' && task.status === 'PENDING');
  const numbered = (numbers: readonly number[]): readonly Task[] => state.tasks.filter((task) => numbers.includes(task.task));
  const found = 'seats' in event.data ? event.data.seats.map((seat) => seat.task) : [];
  const fresh = numbered(found).filter((task) => task.status === 'PENDING');
  switch (event.type) {
    case 'DecisionMade':
      // Whoever decided without signing in has nowhere else to see that it was taken.
      return event.actor.door === 'link' || event.actor.door === 'mail' ? [person(event.data.person, 'receipt')] : [];
    case 'StepOpened':
    case 'ApproversAdded':
      // Whoever is away is told that somebody acts for him (Kit#33: the original stays informed).
      return [...fresh.map((task) => asTask(task, task.round > 1 && event.type === 'StepOpened' ? 'resubmitted' : 'task')), ...informed(fresh)];
    case 'SubstitutesAsked':
      return fresh.map((task) => asTask(task, 'task'));
    case 'TurnPassed':
      return numbered(event.data.tasks).map((task) => asTask(task, 'task'));
    case 'Supplemented':
    case 'ClockResumed':
      return state.status === 'OPEN' ? deciding.map((task) => asTask(task, 'task')) : [];
    case 'TaskHandedOver':
      return handedOver(state, event, numbered(found));
    case 'OpinionAsked':
      return fresh.map((task) => asTask(task, 'opinion-asked'));
    case 'OpinionGiven':
      return numbered([event.data.of]).map((task) => asTask(task, 'opinion-given'));
    case 'QuestionAsked':
      return fresh.map((task) => asTask(task, 'question'));
    case 'QuestionAnswered': {
      const { to } = event.data;
      if (to === null) return [];
      const own = deciding.find((task) => task.person === to);
      return [own === undefined ? person(to, 'answer') : asTask(own, 'answer')];
    }
    case 'ProjectChangeNoted':
      return [...new Set(deciding.map((task) => task.person))].map((id) => ({ ...person(id, 'project-changed'), detail: stays(event.data) }));
    case 'MailAsked':
      return [{ template: event.data.what === 'CODE' ? 'code' : 'fresh-link', to: { person: event.data.person }, task: event.data.task }];
    case 'SeenMarked':
      return [person(state.applicant, 'seen')];
    case 'CopySent':
      return fresh.map((task) => asTask(task, 'copy'));
    case 'DecisionTakenBack':
      return numbered([event.data.newTask]).map((task) => asTask(task, 'task'));
    case 'HandOverRefused':
      return [role('PROGRAMME_OFFICER', 'unreachable')];
    case 'ApproverUnreachable':
      return [person(state.applicant, 'unreachable'), role('PROGRAMME_OFFICER', 'unreachable')];
    case 'ApproverRemoved':
      return [person(event.data.person, 'withdrawn')];
    case 'Nudged':
      return state.tasks.filter((task) => task.status === 'PENDING' && task.kind !== 'READ').map((task) => asTask(task, 'nudge'));
    default:
      return ofHandling(state, event, deciding);
  }
}

function stays({ by: _, ...change }: ApprovalEventOf<'ProjectChangeNoted'>['data']): NoticeDetail {
  const { zh, en } = changeWords({ ...change, again: [] });
  return { zh: `${zh}。本审批仍按受理时的内容和路线办理`, en: `${en}. This approval goes on with the content and the route by which it was asked` };
}

const informed = (tasks: readonly Task[]): readonly NoticeDue[] =>
  tasks.flatMap((task) => (task.onBehalfOf === null || task.mandate === null ? [] : [person(task.onBehalfOf, 'stand-in')]));

function handedOver(state: ApprovalState, { data }: ApprovalEventOf<'TaskHandedOver'>, tasks: readonly Task[]): readonly NoticeDue[] {
  const active = state.status === 'OPEN' ? tasks.filter((task) => task.status === 'PENDING') : [];
  const template: NoticeTemplate = data.why === 'GIVEN_BACK' ? 'given-back' : data.why === 'HAND_OVER' ? 'handed-over' : 'task';
  return [...active.map((task) => asTask(task, template)), ...informed(tasks.filter(isActive))];
}

/** What concerns the whole handling: clocks, returns, the end. */
function ofHandling(state: ApprovalState, event: Recorded<ApprovalEvent>, deciding: readonly Task[]): readonly NoticeDue[] {
  const applicant = (template: NoticeTemplate): NoticeDue => person(state.applicant, template);
  switch (event.type) {
    case 'ApplicationAccepted':
      // An application that another case handed in was accepted before; a person who handed one in wants to know.
      return state.owner === null ? [applicant('accepted')] : [];
    case 'SupplementRequested':
    case 'DeficiencyOverdue':
      return [applicant('supplement')];
    case 'ApplicantChanged':
      // What waits for the applicant waits for the new one.
      return state.status === 'RETURNED' ? [applicant('returned')] : state.pause?.reason === 'SUPPLEMENT' ? [applicant('supplement')] : [];
    case 'ClockPaused':
      return [applicant('paused')];
    case 'LimitExtended':
      return [applicant('extended')];
    case 'OutcomeWithheld':
      return [applicant('withheld')];
    case 'ContentReturned': {
      // Whoever still had it on his desk learns that his mail is out of date.
      const others = (state.before ?? state.opening)?.opening;
      const stale = [...state.past, ...state.tasks].filter(
        (task) => task.kind === 'DECIDE' && task.status === 'CLOSED' && task.opening === others && task.person !== event.data.person,
      );
      return [
        ...(event.data.to === null ? [applicant('returned')] : []),
        ...[...new Set(stale.map((t) => t.person))].map((id) => person(id, 'superseded')),
      ];
    }
    case 'TimeRanOut':
      return event.data.waitingFor.map((id) => person(id, 'expired'));
    case 'NoticeChecked':
      // Once: the office sees to it, and the ledger is looked at again by itself.
      return event.data.told.at === null && state.opening?.notice?.looks === 1 ? [role('PROGRAMME_OFFICER', 'untold')] : [];
    case 'MarkReached':
      return marked(state, event, deciding);
    case 'ApprovalClosed': {
      const { outcome } = event.data;
      if (outcome !== 'WITHDRAWN' && outcome !== 'CANCELLED') return [applicant('decided')];
      const asked = [...state.tasks, ...state.past].filter((task) => task.kind === 'DECIDE').map((task) => task.person);
      return [...new Set(asked)].map((id) => person(id, 'withdrawn'));
    }
    default:
      return [];
  }
}

function marked(state: ApprovalState, { data }: ApprovalEventOf<'MarkReached'>, deciding: readonly Task[]): readonly NoticeDue[] {
  const { clock, mark, tell } = data;
  if (isClosed(state)) return [];
  const escalate = tell.filter(isRole).map((id) => role(id, 'escalation'));
  if (clock === 'PAUSE') return [...(state.pause?.by == null ? [] : [person(state.pause.by, 'pause-over')]), role('PROGRAMME_OFFICER', 'pause-over')];
  // The clock of the whole handling escalates; whoever has a task hears of it by the clock of his step.
  if (clock === 'CASE') return escalate;
  const asked = state.tasks.filter((task) => task.kind === 'OPINION' && task.status === 'PENDING');
  const all = [...deciding, ...asked];
  if (mark === 'YELLOW') return all.map((task) => asTask(task, 'reminder'));
  if (mark === 'RED') return [...all.map((task) => asTask(task, 'overdue')), ...escalate];
  const days = mark === 'TIMEOUT' ? 0 : Number(mark.slice(4));
  const { remindEvery } = rulesAt(state.route, state.step);
  const reminds = remindEvery !== null && days > 0 && days % remindEvery === 0;
  return [...(reminds ? all.map((task) => asTask(task, 'overdue')) : []), ...escalate];
}
