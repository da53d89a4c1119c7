/** What the drafts of an approval leave to the recorder: clocks, people, hashes, a route. */

import type { Deadline } from '../calendar/deadline.ts';
import type { Decision } from '../kernel/case.ts';
import type { ApprovalEvent } from './events.ts';
import type { ApprovalState, Asking } from './facts.ts';
import { clocksToday, due, firstTold, hashOf, later, type NeedsOf, people, routeOf } from './fill.ts';
import { type Form, peopleInFields, peopleInFillings } from './form-shape.ts';

type Clocks = { readonly deadline: Deadline | null; readonly caseDeadline: Deadline | null };
const clocks = ({ deadline, caseDeadline }: Clocks) => ({ deadline: due(deadline), caseDeadline: due(caseDeadline) });
const onlyClocks = (data: Clocks) => ({ fill: clocks(data) });
const onlyPeople = ({ ask }: { readonly ask: Asking }) => ({ fill: { seats: people(ask) } });

export const APPROVAL_NEEDS: NeedsOf<ApprovalEvent> = {
  ApprovalOpened: ({ route, content, draft }) => ({
    // What another case asks for is pinned where it asks, since its first clocks are told with its opening.
    fill: { route: routeOf(route), contentHash: hashOf(content), standards: draft ? clocksToday : undefined },
  }),
  DraftSaved: ({ content }) => ({ fill: { contentHash: hashOf(content) } }),
  ApplicationAccepted: onlyClocks,
  StepOpened: ({ ask, deadline }) => ({ fill: { seats: people(ask, true), deadline: due(deadline) } }),
  DecisionTakenBack: ({ caseDeadline }) => ({ fill: { caseDeadline: due(caseDeadline) } }),
  TaskHandedOver: onlyPeople,
  OpinionAsked: onlyPeople,
  ApproversAdded: onlyPeople,
  SubstitutesAsked: onlyPeople,
  TasksEscalated: onlyPeople,
  BranchReturned: onlyPeople,
  QuestionAsked: onlyPeople,
  CopySent: onlyPeople,
  SupplementRequested: onlyClocks,
  Supplemented: (data) => ({ fill: { ...clocks(data), contentHash: hashOf(data.content) } }),
  ClockPaused: (data) => ({ fill: { ...clocks(data), until: due(data.until), deficiency: due(data.deficiency) } }),
  ClockResumed: (data) => ({ fill: { ...clocks(data), deficiency: due(data.deficiency) } }),
  LimitExtended: onlyClocks,
  ClocksReworked: (data) => ({ fill: { ...clocks(data), until: due(data.until) } }),
  ContentReturned: onlyClocks,
  ContentResubmitted: ({ content, caseDeadline }) => ({ fill: { contentHash: hashOf(content), caseDeadline: due(caseDeadline) } }),
  NoticeChecked: ({ told, deadline, caseDeadline }) => ({
    fill: { told: firstTold(told), deadline: due(deadline, told), caseDeadline: due(caseDeadline) },
  }),
  DeficiencyOverdue: (data) => ({ fill: { ...clocks(data), until: due(data.until) } }),
  Nudged: ({ again }) => ({ fill: { again: later(again) } }),
};

/** Whoever a field of the form names belongs to the programme when it is handed in: named by a picker or by hand. */
export function withFieldPeople(decision: Decision<ApprovalEvent>, state: ApprovalState | null): Decision<ApprovalEvent> {
  if (!decision.ok || state === null || state.route.form === undefined) return decision;
  const { form } = state.route;
  const checked = (draft: ApprovalEvent): ApprovalEvent => {
    const here = [...new Set(namedIn(draft, state, form))];
    // Beside what the tables say: of these none is looked at otherwise.
    return here.length === 0 ? draft : Object.assign({}, draft, { check: { here } });
  };
  return { ok: true, events: decision.events.map(checked) };
}

/** Whom the fields name that come with an event. What another case asks for is written by that case, and not looked at. */
function namedIn(draft: ApprovalEvent, state: ApprovalState, form: Form): readonly string[] {
  if (draft.type === 'DecisionMade') return peopleInFillings(draft.data.filled, form);
  if (draft.type === 'Supplemented') return peopleInFillings(draft.data.filled, form);
  if (state.owner !== null) return [];
  if (draft.type === 'ApplicationSubmitted') return peopleInFields(state.draft ?? state.content, form);
  return draft.type === 'ContentResubmitted' ? peopleInFields(draft.data.content, form) : [];
}
