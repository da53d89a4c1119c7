/** The approval as a case: its fold, its clock, whom it tells. The only approval engine of the house. */
import type { CaseLogic, Recorded } from '../kernel/case.ts';
import { type Consequence, start, tell } from '../kernel/message.ts';
import { idOf } from '../kernel/stream.ts';
import type { Clock, Light, Standing } from '../kernel/summary.ts';
import type { IsoDate } from '../kernel/values.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { agendaOf } from './agenda.ts';
import { decideApproval } from './decide.ts';
import { isClosed, isOver } from './entitlement.ts';
import type { ApprovalEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type ApprovalDecided, type ApprovalState, stands } from './facts.ts';
import { withNeeds } from './fill.ts';
import { listingOf } from './listing.ts';
import { type ApprovalCommand, approvalAddress, itsProject, type OpenApproval, type Owner } from './messages.ts';
import { APPROVAL_NEEDS, withFieldPeople } from './needs.ts';
import { noticesOf } from './notices.ts';
import { upcast } from './upcast.ts';

function consequences(id: string, state: ApprovalState, event: Recorded<ApprovalEvent>): readonly Consequence[] {
  if (event.type === 'ApplicationSubmitted' && event.data.tellsProject === true && state.project !== null)
    return [tell(itsProject(state.project), { type: 'ApplicationHandedIn', approval: id })];
  if (event.type !== 'ApprovalClosed' || state.owner === null) return [];
  const { outcome, reason } = event.data;
  const standing = state.decisions.filter((d) => d.round === state.round && stands(d) && !d.advisory);
  const command: ApprovalDecided = {
    type: 'ApprovalDecided',
    approval: id,
    outcome,
    reason,
    ...(state.conditions.length === 0 ? {} : { conditions: state.conditions }),
    scores: standing.flatMap((d) => (d.score === null ? [] : [{ person: d.person, score: d.score }])),
  };
  return [tell(state.owner, command)];
}

export const approvalCase = (id: string): CaseLogic<ApprovalState, ApprovalCommand, ApprovalEvent, NoticeDue> => ({
  kind: 'approval',
  schema: 2,
  decide: (state, command, context) => withFieldPeople(withNeeds(decideApproval(state, command, context), APPROVAL_NEEDS), state),
  evolve: (state, event) => evolve(state, upcast(state, event)),
  consequences: (state, event) => consequences(id, state, event),
  notices: (state, event) => noticesOf(state, upcast(state, event)),
  agenda: agendaOf,
  closed: isOver,
  bounced: (person, reply) => ({ type: 'MailBounced', person, reply }),
  summary: (state) => ({
    status: state.status,
    title: state.title,
    programme: state.programme,
    project: state.project,
    applicant: state.applicant,
    light: lightOf(state),
    tasks: [...state.past, ...state.tasks],
    mark: state.contentHash,
    standing: extenders(state),
    clocks: clocksIn(state),
    application: listingOf(state),
    ...(state.owner === null ? {} : { owner: state.owner }),
  }),
});

/** That of the whole handling, and that of the step. */
function clocksIn({ opening, clock }: ApprovalState): readonly Clock[] {
  const running = { HANDLING: opening?.deadline, STEP: clock?.deadline };
  return Object.entries(running).flatMap(([name, deadline]) => (deadline?.calendar == null ? [] : [{ name, calendar: deadline.calendar }]));
}

/** Roles that may extend a limit while it runs: whoever holds one may read what they would decide on. */
function extenders({ status, route }: ApprovalState): readonly Standing[] {
  if (status !== 'OPEN' && status !== 'PAUSED') return [];
  const roles = new Set([route.rules?.extension, ...route.steps.map((step) => step.rules?.extension)].flatMap((extension) => extension?.by ?? []));
  return [...roles].sort().map((role) => ({ kind: 'EXTENDS', person: '', role }));
}

/**
 * The worse of both clocks; a clock that stands still shows what it showed when it stopped. Marks tell of people, and begin
 * with the day on which anybody could know of a receipt that was entered late; that the limit was over by then is true all
 * the same, and nobody reads an overdue case as green.
 */
export function lightOf(state: ApprovalState): Light {
  if (isClosed(state)) return 'GREEN';
  const entered = state.clock?.deadline.entered;
  if (entered !== undefined && isPast(state, entered)) return 'RED';
  const marks = [...(state.opening?.marksReached ?? []), ...(state.clock?.marksReached ?? [])];
  return marks.includes('RED') ? 'RED' : marks.length === 0 ? 'GREEN' : 'YELLOW';
}

/** The same on a day, for whoever reads then: between two marks the limit of the whole may have passed. */
export const lightOn = (state: ApprovalState, today: IsoDate): Light => (!isClosed(state) && isPast(state, today) ? 'RED' : lightOf(state));

/** Whether the limit of the whole handling ended before a day; one that stands has no end. */
function isPast({ clock }: ApprovalState, day: IsoDate): boolean {
  const due = clock?.deadline.dueOn ?? null;
  return due !== null && due < day;
}

/** The consequence that asks for an approval; its owner is told `ApprovalDecided` when it is over. */
export function askApproval(request: Omit<OpenApproval, 'type'> & { readonly id: string; readonly owner: Owner }): Consequence {
  const { id, ...facts } = request;
  return start(approvalAddress(id), { type: 'Open', ...facts });
}

/** `QH-01.FSR.2` for the second attempt at a step of a project. */
export const approvalId = (owner: string, key: string, attempt: number): string => `${idOf(owner)}.${key}${attempt === 1 ? '' : `.${attempt}`}`;

/**
 * `QH-01~A-3` for an application that a person begins. The mark is theirs alone: whatever they choose, it can never be an
 * id that the system will need (`approvalId`). Drafts of releases before 0.5 keep theirs.
 */
/** Whether a person began it, by its id; drafts of releases before 0.5 are not known by it. */
export const isPersons = (id: string): boolean => id.includes('~');
export const personsId = (of: string, key: string): string => `${of}~${key}`;
