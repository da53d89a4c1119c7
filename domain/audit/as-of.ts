/**
 * A case, a project or a programme as it stood at a moment: the fold of what was recorded by then, and who could have
 * decided, by which delegation, route and calendar. Pure. Deliberately absent: where events come from.
 */

import { isClosed, offersFor } from '../approval/entitlement.ts';
import { type ApprovalState, isActive } from '../approval/facts.ts';
import { routeLabel, rulesAt } from '../approval/route.ts';
import { caseOf, foldOf, kindOf } from '../cases.ts';
import type { Assurance } from '../kernel/actor.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import type { ProgrammeState } from '../programme/facts.ts';
import type { ProjectEventOf } from './project-record.ts';

/** What is asked for: a case, a project with all its cases, or a programme. */
export type AsOfScope = { readonly stream: string } | { readonly project: string } | { readonly programme: string };

export type CaseAsOf = {
  readonly stream: string;
  readonly kind: string;
  readonly version: number;
  readonly status: string;
  readonly title: Text;
  readonly light: string | null;
  readonly changedAt: IsoInstant;
  readonly state: object;
};

/** Somebody who could have decided then. */
export type CouldDecide = {
  readonly stream: string;
  readonly task: number;
  readonly person: string;
  readonly onBehalfOf: string | null;
  /** The mandate (代理) by which he held the task, with its written basis. */
  readonly mandate: { readonly id: string; readonly basis: string; readonly from: IsoDate; readonly to: IsoDate } | null;
  readonly offers: readonly string[];
  /** What he had to prove at least. */
  readonly assurance: Assurance;
  readonly since: IsoInstant;
  readonly dueOn: IsoDate | null;
  /** Code and version of the route that the case was pinned to. */
  readonly route: string;
  /** The version of the working-day calendar that its limit was worked out with. */
  readonly calendar: string | null;
};

export type AsOf = { readonly at: IsoInstant; readonly cases: readonly CaseAsOf[]; readonly couldDecide: readonly CouldDecide[] };

/** Takes all steps of a work, one after the other. */
export function atOnce<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** `events`: of the cases asked for and of their programme, in order, recorded by then. */
export const standingAt = (at: IsoInstant, events: readonly ProjectEventOf[], programme: ProgrammeState | null): AsOf =>
  atOnce(standingSteps(at, events, programme));

/** The same, case by case: of a large programme nobody's request waits for all of it. */
export function* standingSteps(at: IsoInstant, events: readonly ProjectEventOf[], programme: ProgrammeState | null): Generator<undefined, AsOf> {
  const streams = new Map<string, ProjectEventOf[]>();
  for (const event of events) {
    const own = streams.get(event.stream);
    if (own === undefined) streams.set(event.stream, [event]);
    else own.push(event);
  }
  const cases: CaseAsOf[] = [];
  const couldDecide: CouldDecide[] = [];
  for (const [stream, own] of streams) {
    yield;
    const found = foldCase(stream, own);
    if (found === null) continue;
    cases.push(found);
    if (found.kind === 'approval') couldDecide.push(...deciders(found, programme));
  }
  return { at, cases, couldDecide };
}

export function foldCase(stream: string, events: readonly ProjectEventOf[]): CaseAsOf | null {
  const state = foldOf(stream, events);
  const last = events.at(-1);
  if (state === null || last === undefined) return null;
  const { status, title, light } = caseOf(stream).summary(state);
  return { stream, kind: kindOf(stream), version: last.version, status, title, light: light ?? null, changedAt: last.occurredAt, state };
}

function deciders({ stream, state: folded }: CaseAsOf, programme: ProgrammeState | null): readonly CouldDecide[] {
  const state = folded as ApprovalState; // an approval's stream
  if (isClosed(state)) return [];
  const { route, step } = state;
  const assurance = rulesAt(route, step).assurance;
  return state.tasks
    .filter((task) => isActive(task) && task.kind === 'DECIDE' && offersFor(state, task).length > 0)
    .map((task) => {
      const mandate = task.mandate === null ? undefined : programme?.mandates[task.mandate];
      const deadline = state.opening?.deadline ?? state.clock?.deadline ?? null;
      return {
        stream,
        task: task.task,
        person: task.person,
        onBehalfOf: task.onBehalfOf,
        mandate: mandate === undefined ? null : { id: mandate.mandate, basis: mandate.basis, from: mandate.from, to: mandate.to },
        offers: offersFor(state, task),
        assurance,
        since: task.openedAt,
        dueOn: deadline?.dueOn ?? null,
        route: routeLabel(route),
        calendar: deadline?.calendar ?? null,
      };
    });
}

export type Difference = { readonly stream: string; readonly path: string; readonly before: unknown; readonly after: unknown };

/**
 * What differs between two moments, field by field. Cases that were not there before are told as a whole. `shown`: what of a
 * case whoever asks may read; nothing else is compared.
 */
export function differencesBetween(before: AsOf, after: AsOf, shown: (found: CaseAsOf) => object = ({ state }) => state): readonly Difference[] {
  const known = new Map(before.cases.map((found) => [found.stream, found]));
  return after.cases.flatMap((later) => {
    const earlier = known.get(later.stream);
    if (earlier === undefined) return [{ stream: later.stream, path: '', before: null, after: { status: later.status, title: later.title } }];
    return earlier.version === later.version ? [] : [...compare(later.stream, '', shown(earlier), shown(later))];
  });
}

function* compare(stream: string, path: string, before: unknown, after: unknown): Generator<Difference> {
  if (Object.is(before, after)) return;
  const [a, b] = [before, after].map((value) => (typeof value === 'object' && value !== null ? value : null));
  if (a === null || b === null || a === undefined || b === undefined || Array.isArray(a) !== Array.isArray(b)) {
    yield { stream, path, before: before ?? null, after: after ?? null };
    return;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    yield* compare(stream, path === '' ? key : `${path}.${key}`, Reflect.get(a, key), Reflect.get(b, key));
  }
}
