/**
 * Reads what release 0.1.0 wrote: routes and events of schema 1 in the shapes of today. Every shape that was ever
 * recorded stays readable for ever (docs/adr/0001). Deliberately absent: writing the old shapes.
 */
import type { Deadline, Mark } from '../calendar/deadline.ts';
import type { Draft, Recorded } from '../kernel/case.ts';
import type { Role } from '../kernel/role.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { Choice, Outcome } from '../words/lists.ts';
import type { ApprovalEvent } from './events.ts';
import type { ApprovalState, Content, DocumentRef } from './facts.ts';
import type { Owner } from './messages.ts';
import type { Group, Route, RouteStep } from './route.ts';

/** Who was asked in release 0.1.0: named people, or whoever held one of the roles; never the applicant. */
type Who = { readonly people?: readonly string[]; readonly roles?: readonly Role[]; readonly not: readonly string[] };

type OldStep = {
  readonly key: string;
  readonly name: Text;
  readonly who: { readonly people?: readonly string[]; readonly roles?: readonly Role[] };
  readonly agree: 'ALL' | 'ANY' | 'IN_ORDER';
  readonly may: readonly Choice[];
  readonly asksScore?: boolean;
  readonly limit: { readonly n: number; readonly unit: 'WD' | 'CD' | 'MONTH' };
};
type OldRoute = { readonly code: string; readonly version: number; readonly steps: readonly OldStep[] };

type Old<T extends string, D> = Recorded & { readonly type: T; readonly data: D };
type At = { readonly step: number; readonly round: number };
/** What release 0.1.0 wrote in another shape. */
export type OldEvent =
  | Old<
      'ApprovalOpened',
      {
        readonly owner: Owner;
        readonly programme: string;
        readonly project: string | null;
        readonly title: Text;
        readonly applicant: string;
        readonly route: OldRoute;
        readonly content: Content;
        readonly acceptedOn: IsoDate;
        readonly contentHash: string;
      }
    >
  | Old<'StepOpened', At & { readonly who: Who; readonly assignees: readonly string[]; readonly fallback: boolean; readonly deadline: Deadline }>
  | Old<
      'DecisionMade',
      At & { readonly person: string; readonly choice: Choice; readonly reason: string | null; readonly score: number | null; readonly seen: string }
    >
  | Old<'TurnPassed', At & { readonly person: string }>
  | Old<'SupplementRequested', At & { readonly person: string; readonly list: string; readonly on: IsoDate; readonly deadline: Deadline }>
  | Old<
      'Supplemented',
      {
        readonly documents: readonly DocumentRef[];
        readonly note: string;
        readonly on: IsoDate;
        readonly content: Content;
        readonly contentHash: string;
        readonly deadline: Deadline;
      }
    >
  | Old<'ContentReturned', At & { readonly person: string; readonly reason: string }>
  | Old<'ContentResubmitted', { readonly round: number; readonly content: Content; readonly contentHash: string; readonly on: IsoDate }>
  | Old<'MarkReached', At & { readonly mark: Mark; readonly waitingFor: readonly string[] }>
  | Old<'ApprovalClosed', { readonly outcome: Outcome; readonly by: string | null; readonly reason: string | null }>;

const isOldRoute = (route: Route | OldRoute): route is OldRoute => route.steps.some((step) => 'agree' in step);

/** A route of release 0.1.0 with the behaviour that it had then; any other as it is. */
export function withNewShape(route: Route | OldRoute): Route {
  if (!isOldRoute(route)) return route;
  return {
    code: route.code,
    version: route.version,
    name: { zh: route.code, en: route.code },
    rules: { afterReturn: 'FROM_TARGET', remindEvery: null, unreachable: 'TELL' },
    steps: route.steps.map(({ agree, who, ...step }): RouteStep => ({ ...step, who: groupOf(who, agree), returnTo: ['APPLICANT'] })),
  };
}

const groupOf = (who: OldStep['who'], agree: OldStep['agree']): Group => ({
  agree,
  members: [...(who.people ?? []).map((person) => ({ person })), ...(who.roles ?? []).map((role) => ({ role }))],
});

/** An event of either schema, as of today. `state`: before the event. */
export function upcast(state: ApprovalState | null, event: Recorded<ApprovalEvent>): Recorded<ApprovalEvent> {
  if (event.schema === 2) return event;
  const envelope: Omit<Recorded, keyof Draft> = event; // one shape to spread, where the events' union times itself is too large
  return { ...envelope, ...upcastOld(state, event as unknown as OldEvent) }; // schema 1 by its number
}

function upcastOld(state: ApprovalState | null, event: OldEvent): ApprovalEvent {
  const at = { opening: state?.opening?.opening ?? 0, step: state?.step ?? 0, round: state?.round ?? 1 };
  const taskOf = (person: string): number =>
    state?.tasks.findLast((task) => task.person === person && task.opening === state.opening?.opening)?.task ?? 0;
  switch (event.type) {
    case 'ApprovalOpened': {
      const { acceptedOn, ...matter } = event.data;
      return { type: 'ApprovalOpened', data: { ...matter, route: withNewShape(matter.route), draft: false, receivedOn: acceptedOn } };
    }
    case 'StepOpened':
      return stepOpened(state, event.data);
    case 'DecisionMade': {
      const { person, ...decision } = event.data;
      return {
        type: 'DecisionMade',
        data: { ...decision, opening: at.opening, task: taskOf(person), person, onBehalfOf: null, conditions: [], route: '' },
      };
    }
    case 'TurnPassed':
      return { type: 'TurnPassed', data: { opening: at.opening, tasks: [taskOf(event.data.person)] } };
    case 'SupplementRequested':
      return { type: 'SupplementRequested', data: { ...event.data, opening: at.opening, caseDeadline: null } };
    case 'Supplemented':
      return { type: 'Supplemented', data: { ...event.data, caseDeadline: null } };
    case 'ContentReturned':
      return {
        type: 'ContentReturned',
        data: { ...event.data, opening: at.opening, to: null, afterwards: 'FROM_TARGET', automatic: false, deadline: null, caseDeadline: null },
      };
    case 'ContentResubmitted':
      return { type: 'ContentResubmitted', data: { ...event.data, back: false, caseDeadline: null } };
    case 'MarkReached':
      return { type: 'MarkReached', data: { ...event.data, clock: 'STEP', tell: [] } };
    case 'ApprovalClosed':
      return { type: 'ApprovalClosed', data: { ...event.data, conditions: [], automatic: false, at: event.occurredAt } };
  }
}

function stepOpened(state: ApprovalState | null, data: Extract<OldEvent, { type: 'StepOpened' }>['data']): ApprovalEvent {
  const { step, round, assignees, fallback, deadline } = data;
  const firstTask = state?.nextTask ?? 1;
  const agree = state?.route.steps[step]?.who.agree ?? 'ANY';
  const seats = assignees.map((person, index) => ({ task: firstTask + index, person, onBehalfOf: null, mandate: null, origin: 'ROUTE' as const }));
  const group: Group = { agree, members: assignees.map((person) => ({ person })) };
  return {
    type: 'StepOpened',
    data: {
      opening: (state?.openings ?? 0) + 1,
      step,
      round,
      fallback,
      deadline,
      values: {},
      seats,
      ballot: { agree: agree === 'ALL' || agree === 'IN_ORDER' ? agree : 'ANY', refusal: 'VETO', members: seats.map(({ task }) => task) },
      ask: {
        group,
        named: {},
        applicant: state?.applicant ?? '',
        not: data.who.not,
        ownApplication: 'EXCLUDE',
        nobody: 'ASK_SUBSTITUTE',
        substitute: [],
        matter: { route: state?.route.code ?? '', project: state?.project ?? null },
      },
    },
  };
}
