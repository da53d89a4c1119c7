/**
 * What the events of final acceptance make of it. Events of releases up to 0.5.0 fold to just the state that they made then,
 * with items by their numbers (items.ts reads both). Deliberately absent: the decisions.
 */
import type { Recorded } from '../../kernel/case.ts';
import { dayAt } from '../../kernel/days.ts';
import { AIR } from '../../standards/air.ts';
import type { AcceptanceEvent, AcceptanceState, AirTest, Evidence } from './facts.ts';
import { numbersAndKeys } from './items.ts';

type Named = { readonly key?: string; readonly no?: number };
const withEvidence = ({ items }: AcceptanceState, told: readonly (Named & Evidence)[]): AcceptanceState['items'] => ({
  ...items,
  ...Object.fromEntries(told.map(({ key, no, met, proof, files }) => [key ?? String(no), { met, proof, ...(files === undefined ? {} : { files }) }])),
});

/** Without what belongs to one notice. */
function betweenNotices(state: AcceptanceState): AcceptanceState {
  const { gravity: _, extension: __, stopped: ___, orderedKeys: ____, ...rest } = state;
  return rest;
}
/** Everything from the start: another round of it. */
function anew(state: AcceptanceState): AcceptanceState {
  const { airOfWorks: _, ...rest } = betweenNotices(state);
  return { ...rest, round: state.round + 1, items: {}, air: null, score: null, ordered: [], deadline: null };
}

export function evolve(state: AcceptanceState, event: Recorded<AcceptanceEvent>): AcceptanceState {
  switch (event.type) {
    case 'EvidenceSubmitted': {
      const last = event.data.items.flatMap(({ key, until }) => (key === undefined || until === undefined ? [] : [[key, until] as const]));
      const lapses = last.length === 0 ? {} : { lapses: { ...state.lapses, ...Object.fromEntries(last) } };
      return { ...state, items: withEvidence(state, event.data.items), ...lapses };
    }
    case 'WagesPaid':
      return { ...state, wagesPaidFen: (state.wagesPaidFen ?? 0) + event.data.amountFen };
    case 'PaperRecorded':
      return { ...state, lapses: { ...state.lapses, [event.data.paper]: event.data.until } };
    case 'AirTested': {
      const { on, faults, of } = event.data;
      const known = of === 'WORKS' ? state.airOfWorks : state.air;
      // An older report says nothing of the air since; cases of earlier releases go on as they began.
      if (state.standards?.[AIR.key] !== undefined && known != null && on < known.on) return state;
      const test: AirTest = { on, faults, ...(event.data.file === undefined ? {} : { file: event.data.file }) };
      return of === 'WORKS' ? { ...state, airOfWorks: test } : { ...state, air: test };
    }
    case 'PanelNamed': {
      const people = (seats: readonly { readonly person: string }[]) => seats.map(({ person }) => person);
      return { ...state, panel: { members: people(event.data.members), reserve: people(event.data.reserve) } };
    }
    case 'QuorumMissed':
      return state;
    case 'PanelScored': {
      const { score, scores, absent } = event.data;
      const panel =
        state.panel === undefined || absent === undefined ? {} : { panel: { ...state.panel, scored: scores.map(({ person }) => person) } };
      return { ...state, score, ...panel };
    }
    case 'RectificationOrdered': {
      const { items, notice, deadline, gravity } = event.data;
      return {
        ...betweenNotices(state),
        ...numbersAndKeys(state, items),
        notice,
        deadline,
        overdue: false,
        ...(gravity === 'ORDINARY' ? {} : { gravity }),
      };
    }
    case 'RectificationGraded':
      return { ...state, gravity: event.data.gravity, deadline: event.data.deadline };
    case 'ExtensionAsked':
      return { ...state, extension: { days: event.data.days, answered: false, ...(event.actor.person === null ? {} : { by: event.actor.person }) } };
    case 'ExtensionAnswered': {
      const { days, granted, deadline } = event.data;
      // Granted after it had run out, it runs again.
      return { ...state, extension: { days, answered: true }, deadline, overdue: state.overdue && !granted };
    }
    case 'RectificationReported': {
      const told = event.data.items.map(({ evidence, ...which }) => ({ ...which, met: true, proof: evidence }));
      return { ...state, items: withEvidence(state, told) };
    }
    case 'DeadlineReworked':
      return { ...state, deadline: event.data.deadline };
    case 'RectificationOverdue':
      return { ...state, overdue: true };
    case 'ReinspectionFailed':
      return event.data.stops === true ? { ...state, deadline: null, stopped: { why: 'WAITING', on: dayAt(event.occurredAt) } } : state;
    case 'LeadingGroupDecided':
      if (event.data.decision === 'AGAIN') return { ...anew(state), notice: 0, overdue: false };
      return event.data.decision === 'NOT_ACCEPTED' ? { ...state, stopped: { why: 'REFUSED', on: event.data.on } } : state;
    case 'ProblemsClosedOut': {
      const { orderedKeys: _, ...rest } = state;
      return { ...rest, ordered: [], deadline: null };
    }
    case 'AcceptanceRefused':
      return anew(state);
  }
}
