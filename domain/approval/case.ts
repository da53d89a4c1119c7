/** The approval as a case: its fold, its clock, whom it tells. The only approval engine of the house. */
import { type CaseLogic, type Consequence, idOf, type NoticeDue, type Recorded, streamOf, type Text } from '../case.ts';
import { decideApproval, isClosed } from './decide.ts';
import type {
  ApprovalCommand,
  ApprovalDecided,
  ApprovalEvent,
  ApprovalState,
  Choice,
  Content,
  OpenApproval,
  Route,
  Task,
  TaskStatus,
} from './facts.ts';

const STATUS_AFTER: Record<Choice, TaskStatus> = {
  APPROVE: 'APPROVED',
  REJECT: 'REJECTED',
  RETURN: 'RETURNED',
  SUPPLEMENT: 'PENDING',
};

const finish = (tasks: readonly Task[]): readonly Task[] =>
  tasks.map((task) => (task.status === 'PENDING' || task.status === 'WAITING' ? { ...task, status: 'CLOSED' } : task));

const archive = (state: ApprovalState): ApprovalState['past'] => [
  ...state.past,
  ...finish(state.tasks).map((task) => ({ ...task, step: state.step, round: state.round, dueAt: state.deadline?.dueAt ?? null })),
];

function evolve(state: ApprovalState | null, event: Recorded<ApprovalEvent>): ApprovalState {
  if (event.type === 'ApprovalOpened') {
    return {
      ...event.data,
      status: 'OPEN',
      round: 1,
      step: 0,
      tasks: [],
      deadline: null,
      marksReached: [],
      supplements: 0,
      supplementList: null,
      decisions: [],
      past: [],
      closedBy: null,
      closeReason: null,
    };
  }
  if (state === null) throw new Error(`${event.type} before ApprovalOpened`);
  switch (event.type) {
    case 'StepOpened': {
      const inOrder = state.route.steps[event.data.step]?.agree === 'IN_ORDER';
      return {
        ...state,
        status: 'OPEN',
        past: archive(state),
        round: event.data.round,
        step: event.data.step,
        deadline: event.data.deadline,
        marksReached: [],
        tasks: event.data.assignees.map((person, index) => ({
          person,
          status: inOrder && index > 0 ? 'WAITING' : 'PENDING',
          openedAt: event.occurredAt,
          decidedAt: null,
        })),
      };
    }
    case 'DecisionMade': {
      const { person, choice, reason, score, step, round } = event.data;
      return {
        ...state,
        decisions: [...state.decisions, { step, round, person, choice, reason, score, at: event.occurredAt, door: event.actor.door }],
        tasks: state.tasks.map((task) =>
          task.person === person && choice !== 'SUPPLEMENT' ? { ...task, status: STATUS_AFTER[choice], decidedAt: event.occurredAt } : task,
        ),
      };
    }
    case 'TurnPassed':
      return {
        ...state,
        tasks: state.tasks.map((task) => (task.person === event.data.person ? { ...task, status: 'PENDING', openedAt: event.occurredAt } : task)),
      };
    case 'SupplementRequested':
      return {
        ...state,
        status: 'PAUSED',
        deadline: event.data.deadline,
        supplements: state.supplements + 1,
        supplementList: event.data.list,
      };
    case 'Supplemented':
      return {
        ...state,
        status: 'OPEN',
        content: event.data.content,
        contentHash: event.data.contentHash,
        deadline: event.data.deadline,
        supplementList: null,
      };
    case 'ContentReturned':
      return { ...state, status: 'RETURNED', tasks: finish(state.tasks), closeReason: event.data.reason };
    case 'ContentResubmitted':
      return { ...state, content: event.data.content, contentHash: event.data.contentHash, closeReason: null };
    case 'MarkReached':
      return { ...state, marksReached: [...state.marksReached, event.data.mark] };
    case 'ApprovalClosed':
      return {
        ...state,
        status: event.data.outcome,
        tasks: finish(state.tasks),
        closedBy: event.data.by,
        closeReason: event.data.reason,
      };
  }
}

function notices(state: ApprovalState, event: Recorded<ApprovalEvent>): readonly NoticeDue[] {
  const task = { round: state.round, step: state.step };
  const asked = (people: readonly string[], template: NoticeDue['template']): readonly NoticeDue[] =>
    people.map((person) => ({ template, to: { person }, task }));
  const pending = state.tasks.filter((t) => t.status === 'PENDING').map((t) => t.person);
  const applicant = { person: state.applicant };
  switch (event.type) {
    case 'StepOpened':
      return asked(pending, 'task');
    case 'TurnPassed':
      return asked([event.data.person], 'task');
    case 'Supplemented':
      return asked(pending, 'task');
    case 'SupplementRequested':
      return [{ template: 'supplement', to: applicant }];
    case 'ContentReturned':
      return [{ template: 'returned', to: applicant }];
    case 'MarkReached':
      switch (event.data.mark) {
        case 'YELLOW':
          return asked(pending, 'reminder');
        case 'RED':
          return [...asked(pending, 'overdue'), { template: 'escalation', to: { role: 'PROGRAMME_OFFICER' } }];
        case 'RED_1':
          return [{ template: 'escalation', to: { role: 'OFFICE_DIRECTOR' } }];
        case 'RED_3':
          return [{ template: 'escalation', to: { role: 'DEPUTY_LEADER' } }];
        case 'RED_5':
          return [{ template: 'escalation', to: { role: 'GROUP_LEADER' } }];
      }
      return [];
    case 'ApprovalClosed':
      if (event.data.outcome === 'WITHDRAWN' || event.data.outcome === 'CANCELLED') {
        const asked = [...new Set([...state.tasks, ...state.past].map((t) => t.person))];
        return asked.map((person) => ({ template: 'withdrawn', to: { person } }));
      }
      return [{ template: 'decided', to: applicant }];
    default:
      return [];
  }
}

function consequences(id: string, state: ApprovalState, event: Recorded<ApprovalEvent>): readonly Consequence[] {
  if (event.type !== 'ApprovalClosed') return [];
  const command: ApprovalDecided = {
    type: 'ApprovalDecided',
    approval: id,
    outcome: event.data.outcome,
    reason: event.data.reason,
    scores: state.decisions.flatMap((d) => (d.score !== null && d.round === state.round ? [{ person: d.person, score: d.score }] : [])),
  };
  return [{ kind: 'tell', stream: state.owner, command }];
}

export const approvalCase = (id: string): CaseLogic<ApprovalState, ApprovalCommand, ApprovalEvent> => ({
  kind: 'approval',
  decide: decideApproval,
  evolve,
  consequences: (state, event) => consequences(id, state, event),
  notices,
  agenda: (state) =>
    state.status !== 'OPEN' || state.deadline === null
      ? []
      : state.deadline.marks
          .filter(({ mark }) => !state.marksReached.includes(mark))
          .map(({ mark, at }) => ({ at, command: { type: 'ReachMark', round: state.round, step: state.step, mark } })),
  closed: isClosed,
  summary: (state) => ({
    status: state.status,
    title: state.title,
    programme: state.programme,
    project: state.project,
    light: lightOf(state),
    tasks: [...state.past, ...state.tasks.map((task) => ({ ...task, step: state.step, round: state.round, dueAt: state.deadline?.dueAt ?? null }))],
  }),
});

const lightOf = (state: ApprovalState): 'GREEN' | 'YELLOW' | 'RED' =>
  isClosed(state) || state.marksReached.length === 0 ? 'GREEN' : state.marksReached.includes('RED') ? 'RED' : 'YELLOW';

/** The consequence that asks for an approval; its owner is told `ApprovalDecided` when it is over. */
export function askApproval(request: {
  readonly id: string;
  readonly owner: string;
  readonly programme: string;
  readonly project: string | null;
  readonly title: Text;
  readonly applicant: string;
  readonly route: Route;
  readonly content: Content;
  readonly acceptedOn: string;
}): Consequence {
  const { id, ...facts } = request;
  return { kind: 'start', stream: streamOf('approval', id), open: { type: 'Open', ...facts } satisfies OpenApproval };
}

/** `QH-01.FSR.2` for the second attempt at a step of a project. */
export const approvalId = (owner: string, key: string, attempt: number): string => `${idOf(owner)}.${key}${attempt === 1 ? '' : `.${attempt}`}`;
