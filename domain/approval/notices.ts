/** Who has to be told what, as it stands then. Deliberately absent: what the mails say (notices/). */
import type { Recorded } from '../kernel/case.ts';
import { ROLES, type Role } from '../kernel/role.ts';
import { type AskedFacts, type NoticeDue, type Saying, untilOf } from '../notice-facts.ts';
import { changeWords } from '../words/change.ts';
import { isClosed } from './entitlement.ts';
import type { ApprovalEvent, ApprovalEventOf } from './events.ts';
import { shared } from './evolve/people.ts';
import { type ApprovalState, isActive, type Task } from './facts.ts';
import { clockRulesAt, isIntake } from './route.ts';
import { askedTold, endingTold, matterTold } from './told.ts';

type To = NoticeDue['to'];
/** Those that ask for something, or tell of a task. */
type AboutTask = Extract<NoticeDue, { readonly facts: AskedFacts }>['template'];

const asTask = (state: ApprovalState, task: Task, template: Exclude<AboutTask, 'copy' | 'answer'>): NoticeDue => ({
  template,
  to: { person: task.person },
  task: task.task,
  facts: askedTold(state, task),
});
const bare = (state: ApprovalState, person: string, template: 'withdrawn' | 'superseded'): NoticeDue => ({
  template,
  to: { person },
  facts: matterTold(state),
});
const OFFICE: To = { role: 'PROGRAMME_OFFICER' };
const isRole = (name: string): name is Role => ROLES.some((known) => known === name);
const isAsked = (task: Task): boolean => task.kind === 'DECIDE' && task.status === 'PENDING';
const once = (people: readonly string[]): readonly string[] => [...new Set(people)];

/** Called with the state after the event. */
export function noticesOf(state: ApprovalState, event: Recorded<ApprovalEvent>): readonly NoticeDue[] {
  const deciding = state.tasks.filter(isAsked);
  const numbered = (numbers: readonly number[]): readonly Task[] => state.tasks.filter((task) => numbers.includes(task.task));
  const found = 'seats' in event.data ? event.data.seats.map((seat) => seat.task) : [];
  const fresh = numbered(found).filter((task) => task.status === 'PENDING');
  const asTasks = (tasks: readonly Task[], template: Parameters<typeof asTask>[2]) => tasks.map((task) => asTask(state, task, template));
  const told = matterTold(state);
  switch (event.type) {
    case 'DecisionMade': {
      const { door } = event.actor;
      if (door !== 'link' && door !== 'mail') return [];
      const { person, choice, step, onBehalfOf } = event.data;
      const answer = { choice, atIntake: isIntake(state.route, step), onBehalfOf };
      // The page that they decided on says that it was taken; whoever answered by mail has nowhere else to see it.
      return door === 'link'
        ? [{ template: 'receipt', to: { person }, facts: { ...told, answer }, ifWished: true }]
        : [{ template: 'receipt', to: { person }, facts: { ...told, answer: { ...answer, byMail: true } } }];
    }
    case 'StepOpened':
    case 'ApproversAdded':
      // Whoever is away is told that somebody acts for him (Kit#33: the original stays informed).
      return [
        ...fresh.map((task) => asTask(state, task, task.round > 1 && event.type === 'StepOpened' ? 'resubmitted' : 'task')),
        ...informed(state, fresh),
      ];
    case 'SubstitutesAsked':
      return asTasks(fresh, 'task');
    case 'BranchReturned':
      return [...asTasks(fresh, 'task'), ...informed(state, fresh)];
    case 'TasksEscalated':
      return [...asTasks(fresh, 'task'), ...informed(state, fresh), ...escalated(state, event)];
    case 'TurnPassed':
      return asTasks(numbered(event.data.tasks), 'task');
    case 'Supplemented':
    case 'ClockResumed':
      return state.status === 'OPEN' ? asTasks(deciding, 'task') : [];
    case 'TaskHandedOver':
      return handedOver(state, event, numbered(found));
    case 'OpinionAsked':
      return asTasks(fresh, 'opinion-asked');
    case 'OpinionGiven':
      return asTasks(numbered([event.data.of]), 'opinion-given');
    case 'QuestionAsked':
      return asTasks(fresh, 'question');
    case 'QuestionAnswered':
      return answered(state, event, deciding);
    case 'ProjectChangeNoted':
      return once(deciding.map((task) => task.person)).map((person) => ({
        template: 'project-changed',
        to: { person },
        facts: { ...told, says: stays(event.data) },
      }));
    case 'MailAsked': {
      const template = event.data.what === 'CODE' ? 'code' : 'fresh-link';
      const { person } = event.data;
      return [...state.tasks, ...state.past]
        .filter(({ task }) => task === event.data.task)
        .map((task) => ({ template, to: { person }, task: task.task, facts: askedTold(state, task) }));
    }
    case 'SeenMarked':
      return [{ template: 'seen', to: { person: state.applicant }, facts: { ...told, people: [event.data.person] } }];
    case 'CopySent':
      return fresh.map((task) => ({
        template: 'copy',
        to: { person: task.person },
        task: task.task,
        facts: { ...askedTold(state, task), text: event.data.note },
      }));
    case 'DecisionTakenBack':
      return asTasks(numbered([event.data.newTask]), 'task');
    case 'HandOverRefused':
      return [{ template: 'unreachable', to: OFFICE, facts: { ...told, people: [event.data.person] } }];
    case 'ApproverUnreachable':
      return [{ person: state.applicant }, OFFICE].map((to) => ({ template: 'unreachable', to, facts: { ...told, people: [event.data.person] } }));
    case 'ApproverRemoved':
      return removed(state, event);
    case 'Nudged':
      return asTasks(
        state.tasks.filter((task) => task.status === 'PENDING' && task.kind !== 'READ'),
        'nudge',
      );
    default:
      return ofHandling(state, event, deciding);
  }
}

function stays({ by: _, ...change }: ApprovalEventOf<'ProjectChangeNoted'>['data']): Saying {
  const { zh, en } = changeWords({ ...change, again: [] });
  return { zh: `${zh}。本审批仍按受理时的内容和路线办理`, en: `${en}. This approval goes on with the content and the route by which it was asked` };
}

/** 升级转办: whoever had it and the applicant hear who has it now; those above who cannot take it hear that it is overdue. */
function escalated(state: ApprovalState, { data }: ApprovalEventOf<'TasksEscalated'>): readonly NoticeDue[] {
  const told = matterTold(state);
  if (data.seats.length === 0) return data.to.map((role) => ({ template: 'escalation', to: { role }, facts: { ...told, people: once(data.from) } }));
  const moved = shared(data.tasks, data.seats).flatMap(({ task, seats }) => {
    const [old, first] = [state.tasks.find((one) => one.task === task), seats[0]];
    return old === undefined || first === undefined ? [] : [{ old, to: first.person, more: seats.length > 1 }];
  });
  const says = (zh: string, en: string, by: string, person?: string): Saying => ({ zh, en, by, ...(person === undefined ? {} : { person }) });
  return moved.flatMap(({ old, to, more }): readonly NoticeDue[] => {
    const [others, them] = more ? ['等人', ' and others'] : ['', ''];
    const own = says(
      `办理逾期，已按路线升级转办给{by}${others}，您无需再处理，此前邮件中的链接已失效`,
      `it was overdue and has passed to {by}${them}, as the route says. Nothing is left for you to do, and the link you have no longer works`,
      to,
    );
    const theirs = says(
      `{person}办理逾期，已按路线升级转办给{by}${others}`,
      `{person} was overdue, and the task has passed to {by}${them}, as the route says`,
      to,
      old.person,
    );
    const tell = (person: string, what: Saying): NoticeDue => ({ template: 'approvers', to: { person }, facts: { ...told, says: what } });
    return [...once([old.person, old.onBehalfOf ?? old.person]).map((person) => tell(person, own)), tell(state.applicant, theirs)];
  });
}

/** Whoever was added learns that nothing is left; of an approver whom the route gave they and the applicant hear by whom and why. */
function removed(state: ApprovalState, { data }: ApprovalEventOf<'ApproverRemoved'>): readonly NoticeDue[] {
  const { task, person, by, reason } = data;
  const seat = state.tasks.find((one) => one.task === task);
  if (seat === undefined || seat.origin === 'ADDED') return [bare(state, person, 'withdrawn')];
  const own: Saying = {
    zh: `{by}已将您减签（${reason}），您无需再审批，此前邮件中的链接已失效`,
    en: `{by} removed you from those who decide (${reason}). Nothing is left for you to do, and the link you have no longer works`,
    by,
  };
  const others: Saying = {
    zh: `{by}已将审批人{person}减签（${reason}），其余审批人继续办理`,
    en: `{by} removed {person} from those who decide (${reason}); the others go on`,
    person,
    by,
  };
  const told = (to: string, says: Saying): NoticeDue => ({ template: 'approvers', to: { person: to }, facts: { ...matterTold(state), says } });
  return [...once([person, seat.onBehalfOf ?? person]).map((one) => told(one, own)), told(state.applicant, others)];
}

/** Each whose tasks went to a stand-in hears of it once, with everybody who acts for them. */
function informed(state: ApprovalState, tasks: readonly Task[]): readonly NoticeDue[] {
  const moved = tasks.flatMap(({ onBehalfOf, mandate, person }) => (onBehalfOf === null || mandate === null ? [] : [{ onBehalfOf, person }]));
  return once(moved.map(({ onBehalfOf }) => onBehalfOf)).map((person) => {
    const people = once(moved.filter(({ onBehalfOf }) => onBehalfOf === person).map((task) => task.person));
    return { template: 'stand-in', to: { person }, facts: { ...matterTold(state), people } };
  });
}

function handedOver(state: ApprovalState, { data }: ApprovalEventOf<'TaskHandedOver'>, tasks: readonly Task[]): readonly NoticeDue[] {
  const active = state.status === 'OPEN' ? tasks.filter((task) => task.status === 'PENDING') : [];
  const template = data.why === 'GIVEN_BACK' ? 'given-back' : data.why === 'HAND_OVER' ? 'handed-over' : 'task';
  return [...active.map((task) => asTask(state, task, template)), ...informed(state, tasks.filter(isActive))];
}

function answered(state: ApprovalState, { data }: ApprovalEventOf<'QuestionAnswered'>, deciding: readonly Task[]): readonly NoticeDue[] {
  const { to, text } = data;
  if (to === null) return [];
  const own = deciding.find((task) => task.person === to);
  return own === undefined
    ? [{ template: 'answer', to: { person: to }, facts: { ...matterTold(state), text } }]
    : [{ template: 'answer', to: { person: to }, task: own.task, facts: { ...askedTold(state, own), text } }];
}

/** What concerns the whole handling: clocks, returns, the end. */
function ofHandling(state: ApprovalState, event: Recorded<ApprovalEvent>, deciding: readonly Task[]): readonly NoticeDue[] {
  const told = matterTold(state);
  const to = { person: state.applicant };
  switch (event.type) {
    case 'ApplicationAccepted':
      // An application that another case handed in was accepted before; a person who handed one in wants to know.
      return state.owner === null ? [{ template: 'accepted', to, facts: { ...told, bySilence: event.data.bySilence } }] : [];
    case 'SupplementRequested':
    case 'DeficiencyOverdue':
      return [{ template: 'supplement', to, facts: { ...told, reason: state.supplementList ?? '' } }];
    case 'ApplicantChanged':
      // What waits for the applicant waits for the new one.
      if (state.status === 'RETURNED') return [{ template: 'returned', to, facts: { ...told, reason: state.closeReason ?? '' } }];
      return state.pause?.reason === 'SUPPLEMENT' ? [{ template: 'supplement', to, facts: { ...told, reason: state.supplementList ?? '' } }] : [];
    case 'ClockPaused': {
      const { reason, notice } = event.data;
      return [{ template: 'paused', to, facts: { ...told, pause: { reason, notice } } }];
    }
    case 'LimitExtended':
      return [{ template: 'extended', to, facts: { ...told, reason: event.data.reason } }];
    case 'OutcomeWithheld':
      return [{ template: 'withheld', to, facts: { ...told, reason: event.data.missing.join('；') } }];
    case 'ContentReturned': {
      // Whoever still had it on his desk learns that his mail is out of date.
      const others = (state.before ?? state.opening)?.opening;
      const stale = [...state.past, ...state.tasks].filter(
        (task) => task.kind === 'DECIDE' && task.status === 'CLOSED' && task.opening === others && task.person !== event.data.person,
      );
      const back: readonly NoticeDue[] = event.data.to === null ? [{ template: 'returned', to, facts: { ...told, reason: event.data.reason } }] : [];
      return [...back, ...once(stale.map(({ person }) => person)).map((person) => bare(state, person, 'superseded'))];
    }
    case 'TimeRanOut':
      return event.data.waitingFor.map((person) => ({ template: 'expired', to: { person }, facts: { ...told, timeout: event.data.action } }));
    case 'NoticeChecked':
      // Once: the office sees to it, and the ledger is looked at again by itself.
      return event.data.told.at === null && state.opening?.notice?.looks === 1
        ? [{ template: 'untold', to: OFFICE, facts: { ...told, people: once(deciding.map(({ person }) => person)) } }]
        : [];
    case 'MarkReached':
      return marked(state, event, deciding);
    case 'ApprovalClosed': {
      const { outcome, reason } = event.data;
      if (outcome !== 'WITHDRAWN' && outcome !== 'CANCELLED')
        return [{ template: 'decided', to, facts: { ...told, ending: endingTold(state), reason: reason ?? '' } }];
      const asked = [...state.tasks, ...state.past].filter((task) => task.kind === 'DECIDE').map((task) => task.person);
      return once(asked).map((person) => bare(state, person, 'withdrawn'));
    }
    default:
      return [];
  }
}

function marked(state: ApprovalState, { data }: ApprovalEventOf<'MarkReached'>, deciding: readonly Task[]): readonly NoticeDue[] {
  const { clock, mark, tell } = data;
  if (isClosed(state)) return [];
  const told = matterTold(state);
  if (clock === 'PAUSE') {
    if (state.pause === null) return [];
    const { by, reason, notice } = state.pause;
    const whom: readonly To[] = by === null ? [OFFICE] : [{ person: by }, OFFICE];
    return whom.map((to) => ({ template: 'pause-over', to, facts: { ...told, pause: { reason, notice } } }));
  }
  const until = clock === 'CASE' ? untilOf(state.clock?.deadline ?? null) : told.until;
  const people = once(deciding.map(({ person }) => person));
  const escalate = tell.filter(isRole).map((role): NoticeDue => ({ template: 'escalation', to: { role }, facts: { ...told, until, people } }));
  // The clock of the whole handling escalates; whoever has a task hears of it by the clock of his step.
  if (clock === 'CASE') return escalate;
  const asked = state.tasks.filter((task) => task.kind === 'OPINION' && task.status === 'PENDING');
  const all = (template: 'reminder' | 'overdue') => [...deciding, ...asked].map((task) => asTask(state, task, template));
  if (mark === 'YELLOW') return all('reminder');
  if (mark === 'RED') return [...all('overdue'), ...escalate];
  const days = mark === 'TIMEOUT' ? 0 : Number(mark.slice(4));
  const { remindEvery } = clockRulesAt(state, state.step);
  const reminds = remindEvery !== null && days > 0 && days % remindEvery === 0;
  return [...(reminds ? all('overdue') : []), ...escalate];
}
