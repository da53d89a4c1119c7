/**
 * Who acts for whom while he is away (代理): dated, scoped, with a written basis (domain facts 2.4); and what becomes of
 * the desk of somebody who leaves (离职转办). Deliberately absent: the tasks themselves, which are the approvals'.
 */
import { covers, type MandateScope } from '../approval/facts.ts';
import type { StandInFound } from '../approval/seating.ts';
import { at, dayAt } from '../calendar/calendar.ts';
import { type AgendaItem, accept, type Consequence, type Context, type Decision, type Desk, type IsoDate, type NoticeDue, refuse } from '../case.ts';
import { rejection, systemOnly, unknownItem } from '../rejection.ts';
import { assignsOthers, isSystem } from '../role.ts';

export type Mandate = {
  readonly mandate: string;
  readonly principal: string;
  readonly delegate: string;
  /** First and last day. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly scope: MandateScope;
  /** The written basis: a document number, or where the letter is filed. */
  readonly basis: string;
  /** Himself, or the clerk who set it for him. */
  readonly setBy: string | null;
};
export type KnownMandate = Mandate & { readonly status: 'PLANNED' | 'ACTIVE' };

export type MandateCommand =
  | {
      readonly type: 'GrantMandate';
      readonly principal: string;
      readonly delegate: string;
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly scope?: MandateScope;
      readonly basis: string;
    }
  | { readonly type: 'RevokeMandate'; readonly mandate: string; readonly reason: string }
  | { readonly type: 'BeginMandate'; readonly mandate: string }
  | { readonly type: 'EndMandate'; readonly mandate: string };

/** `cases`: where the desk has something on it, filled in by the recorder. */
type OnDesk = { readonly desk: Desk; readonly cases: readonly string[] };
export type MandateEvent =
  | { readonly type: 'MandateGranted'; readonly data: Mandate & { readonly known: readonly string[] } }
  | { readonly type: 'MandateBegan'; readonly data: OnDesk & { readonly mandate: string } }
  | {
      readonly type: 'MandateEnded';
      readonly data: OnDesk & {
        readonly mandate: string;
        readonly principal: string;
        readonly why: 'OVER' | 'REVOKED' | 'LEFT';
        readonly reason: string;
      };
    };

export type Mandates = {
  readonly mandates: Readonly<Record<string, KnownMandate>>;
  readonly mandatesGranted: number;
};

const invalid = (faults: readonly string[]) =>
  rejection('MANDATE_INVALID', '代理不成立，请逐项更正。', 'The mandate cannot stand; please correct each.', faults);

export function decideMandate(state: Mandates, command: MandateCommand, context: Context): Decision<MandateEvent> {
  switch (command.type) {
    case 'GrantMandate':
      return grant(state, command, context);
    case 'RevokeMandate': {
      const known = state.mandates[command.mandate];
      if (known === undefined) return refuse(unknownItem(command.mandate));
      if (!maySet(context, known.principal)) return refuse(onlyHimself);
      return accept<MandateEvent>(ended(known, 'REVOKED', command.reason));
    }
    case 'BeginMandate': {
      if (!isSystem(context)) return refuse(systemOnly);
      const known = state.mandates[command.mandate];
      return known === undefined || known.status === 'ACTIVE' ? accept() : accept<MandateEvent>(began(known));
    }
    case 'EndMandate': {
      if (!isSystem(context)) return refuse(systemOnly);
      const known = state.mandates[command.mandate];
      return known === undefined ? accept() : accept<MandateEvent>(ended(known, 'OVER', `${known.to} 到期`));
    }
  }
}

const maySet = (context: Context, principal: string): boolean => context.actor.person === principal || assignsOthers(context);
const onlyHimself = rejection(
  'NOT_YOURS',
  '代理由本人设置，或由领导小组办公室代为设置。',
  'A mandate is set by the person himself, or by the programme office for him.',
);

function grant(state: Mandates, command: Extract<MandateCommand, { type: 'GrantMandate' }>, context: Context): Decision<MandateEvent> {
  const { type: _, scope = {}, ...facts } = command;
  const { principal, delegate, from, to, basis } = facts;
  if (!maySet(context, principal)) return refuse(onlyHimself);
  const today = dayAt(context.now);
  const faults: string[] = [];
  if (principal === delegate) faults.push('principal and delegate are the same person');
  if (from > to) faults.push(`from ${from} lies after to ${to}`);
  if (to < today) faults.push(`to ${to} lies in the past`);
  if (basis.trim() === '') faults.push('there is no written basis');
  const meeting = Object.values(state.mandates).filter((other) => meets(other, { from, to, scope }));
  const double = meeting.find((other) => other.principal === principal);
  if (double !== undefined) faults.push(`${double.mandate} already names ${double.delegate} for ${principal} from ${double.from} to ${double.to}`);
  const circle = circleFrom(delegate, principal, meeting);
  if (circle !== null) faults.push(`it would close a circle: ${[principal, ...circle].join(' → ')}`);
  if (faults.length > 0) return refuse(invalid(faults));
  const mandate: Mandate = { ...facts, scope, mandate: `DL-${state.mandatesGranted + 1}`, setBy: context.actor.person };
  const granted: MandateEvent = { type: 'MandateGranted', data: { ...mandate, known: [principal, delegate] } };
  return from <= today ? accept<MandateEvent>(granted, began(mandate)) : accept<MandateEvent>(granted);
}

/** Whether two mandates hold on a common day for a common matter. */
function meets(other: Mandate, { from, to, scope }: Pick<Mandate, 'from' | 'to' | 'scope'>): boolean {
  const common = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
    a === undefined || b === undefined || a.some((x) => b.includes(x));
  return other.from <= to && from <= other.to && common(other.scope.routes, scope.routes) && common(other.scope.projects, scope.projects);
}

/** The chain from one person to another over mandates, or null. */
function circleFrom(person: string, target: string, mandates: readonly Mandate[], seen: readonly string[] = []): readonly string[] | null {
  if (person === target) return [person];
  for (const { principal, delegate } of mandates) {
    if (principal !== person || seen.includes(delegate)) continue;
    const rest = circleFrom(delegate, target, mandates, [...seen, person]);
    if (rest !== null) return [person, ...rest];
  }
  return null;
}

const began = ({ mandate, principal }: Mandate): MandateEvent => ({
  type: 'MandateBegan',
  data: { mandate, desk: { person: principal, mandate: null }, cases: [] },
});
export const ended = ({ mandate, principal, delegate }: Mandate, why: 'OVER' | 'REVOKED' | 'LEFT', reason: string): MandateEvent => ({
  type: 'MandateEnded',
  data: { mandate, principal, why, reason, desk: { person: delegate, mandate }, cases: [] },
});

export function evolveMandates(state: Mandates, event: MandateEvent): Mandates {
  switch (event.type) {
    case 'MandateGranted': {
      const { known: _, ...mandate } = event.data;
      return { mandates: { ...state.mandates, [mandate.mandate]: { ...mandate, status: 'PLANNED' } }, mandatesGranted: state.mandatesGranted + 1 };
    }
    case 'MandateBegan': {
      const known = state.mandates[event.data.mandate];
      return known === undefined ? state : { ...state, mandates: { ...state.mandates, [known.mandate]: { ...known, status: 'ACTIVE' } } };
    }
    case 'MandateEnded': {
      const { [event.data.mandate]: _, ...mandates } = state.mandates;
      return { ...state, mandates };
    }
  }
}

/** Approvals are told whose tasks move. Called with the state after the event. */
export function mandateConsequences(state: Mandates, event: MandateEvent): readonly Consequence[] {
  if (event.type === 'MandateGranted') return [];
  const { mandate, cases } = event.data;
  if (event.type === 'MandateEnded') {
    const command = { type: 'StandInEnds', mandate, reason: event.data.reason };
    return cases.map((stream) => ({ kind: 'tell', stream, command }));
  }
  const known = state.mandates[mandate];
  if (known === undefined) return [];
  const { principal, delegate, scope, basis } = known;
  const command = { type: 'StandIn', mandate, principal, delegate, scope, basis };
  return cases.map((stream) => ({ kind: 'tell', stream, command }));
}

export function mandateNotices(state: Mandates, event: MandateEvent): readonly NoticeDue[] {
  if (event.type === 'MandateEnded') {
    return [event.data.principal, event.data.desk.person].map((person) => ({ template: 'mandate-over', to: { person } }));
  }
  const known = event.type === 'MandateBegan' ? state.mandates[event.data.mandate] : undefined;
  return known === undefined ? [] : [known.principal, known.delegate].map((person) => ({ template: 'mandate', to: { person } }));
}

export const mandateAgenda = ({ mandates }: Mandates): readonly AgendaItem<MandateCommand>[] =>
  Object.values(mandates).map(({ mandate, status, from, to }) =>
    status === 'PLANNED'
      ? { at: at(from, 0), command: { type: 'BeginMandate', mandate } }
      : { at: at(to, 24), command: { type: 'EndMandate', mandate } },
  );

/** Who acts for a person in such a matter now; null: he is there, or nobody does. */
export function standInFor({ mandates }: Pick<Mandates, 'mandates'>, person: string, matter: Parameters<typeof covers>[1]): StandInFound | null {
  const found = Object.values(mandates).find((m) => m.status === 'ACTIVE' && m.principal === person && covers(m.scope, matter));
  return found === undefined ? null : { delegate: found.delegate, mandate: found.mandate };
}
