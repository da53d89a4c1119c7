/**
 * What a draft leaves to the recorder, apart from its data: which fields it fills in and of what, and which people it looks
 * at first. A table beside each kind's events says it; nothing of it is recorded, and a field that no table names is
 * recorded as it is. Deliberately absent: the filling (world/blanks.ts).
 */
import { CLOCKS } from '../calendar/clock-rules.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { Period } from '../calendar/period.ts';
import type { Moment } from '../calendar/working-hours.ts';
import type { Decision, Draft } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import type { Figure, FiguresAsked } from '../kernel/figure.ts';
import type { Standards } from '../rule-table/table.ts';
import type { Applied, Desk, Leaving } from './desk.ts';
import type { Asking, Content, DocumentRef, FirstNotice, Seat } from './facts.ts';
import type { Route } from './route.ts';
import type { UnitsAsked } from './units.ts';

/** The days that the working-day calendar gives; `told`: not before those who are asked were first told. */
type Due = { readonly is: 'DUE'; readonly clock: Deadline; readonly told?: FirstNotice };
/** So many working hours later. */
type LaterMoment = { readonly is: 'LATER'; readonly moment: Moment };
/** When those who are asked were first told. */
type FirstTold = { readonly is: 'TOLD'; readonly of: FirstNotice };
/** The people whom `ask` asks for: seats, ballot and, where the event says it, whether others stand in for nobody. */
type People = { readonly is: 'PEOPLE'; readonly ask: Asking; readonly saysFallback: boolean };
/** SHA-256 of the content that approvers will be shown. */
type Hash = { readonly is: 'HASH'; readonly content: Content };
/** The route of that code, the county's own or the one that is shipped. */
type RouteOf = { readonly is: 'ROUTE'; readonly code: string };
/** The cases in which somebody has something to do. */
type OnDesk = { readonly is: 'ON_DESK'; readonly desk: Desk };
/** Somebody's open applications. */
type AppliedFor = { readonly is: 'APPLIED_FOR'; readonly applied: Applied };
/** The units of people, whom it refuses where one must stand aside. */
type UnitsOf = { readonly is: 'UNITS'; readonly asked: UnitsAsked };
/** How many working days a time had. */
type Counted = { readonly is: 'PERIOD'; readonly period: Period };
/** What the projects of the programme come to, from what they recorded by the end of a day. */
type Counting = { readonly is: 'FIGURES'; readonly asked: FiguresAsked };
/** Tables of rules as they are in force on the day of the event. */
type InForce = { readonly is: 'STANDARDS'; readonly tables: readonly string[] };
export type Blank = Due | LaterMoment | FirstTold | People | Hash | RouteOf | OnDesk | AppliedFor | InForce | Counted | UnitsOf | Counting;

/**
 * What an event names by a command: people, and papers of an approval that it asks for. `exists`: they belong to the programme, or did once; `here`: and have not left;
 * `works`: and do more in it than audit. `leaving`: whether somebody can leave like this; all that is wrong is said at once.
 */
export type Check = {
  readonly exists?: readonly string[];
  readonly here?: readonly string[];
  readonly works?: readonly string[];
  readonly leaving?: Leaving;
  /** What was handed in: the route that is found may require papers (papers.ts). */
  readonly papers?: readonly DocumentRef[];
};

type BlankFor<V> = V extends Period
  ? Counted
  : V extends Deadline
    ? Due
    : V extends Moment
      ? LaterMoment
      : V extends FirstNotice
        ? FirstTold
        : V extends Route
          ? RouteOf
          : V extends Standards
            ? InForce
            : V extends readonly Figure[]
              ? Counting
              : V extends readonly Seat[]
                ? People
                : V extends string
                  ? Hash
                  : V extends readonly string[]
                    ? OnDesk | AppliedFor
                    : V extends Readonly<Record<string, string>>
                      ? UnitsOf
                      : never;
type Fill<D> = { readonly [K in keyof D]?: BlankFor<NonNullable<D[K]>> | undefined };
type Needs<D> = { readonly fill?: Fill<D>; readonly check?: Check };
/** What the drafts of a kind need, by their type; those that are not there need nothing. */
export type NeedsOf<E extends Draft> = {
  readonly [T in E['type']]?: (data: Extract<E, { readonly type: T }>['data']) => Needs<Extract<E, { readonly type: T }>['data']>;
};

/** A clock that is worked out already, or that is none, stays as it is. */
export const due = (clock: Deadline | null | undefined, told?: FirstNotice): Due | undefined =>
  clock == null || clock.calendar !== null ? undefined : { is: 'DUE', clock, ...(told === undefined ? {} : { told }) };
export const later = (moment: Moment): LaterMoment => ({ is: 'LATER', moment });
export const firstTold = (of: FirstNotice): FirstTold => ({ is: 'TOLD', of });
export const people = (ask: Asking, saysFallback = false): People => ({ is: 'PEOPLE', ask, saysFallback });
export const hashOf = (content: Content): Hash => ({ is: 'HASH', content });
/** A route that was found before stays. */
export const routeOf = ({ code, version }: Route): RouteOf | undefined => (version === 0 ? { is: 'ROUTE', code } : undefined);
export const unitsOf = (asked: UnitsAsked): UnitsOf => ({ is: 'UNITS', asked });
export const counted = (period: Period): Counted => ({ is: 'PERIOD', period });
export const figuresOn = (asked: FiguresAsked): Counting => ({ is: 'FIGURES', asked });
export const inForceToday = (tables: readonly string[]): InForce => ({ is: 'STANDARDS', tables });
/** The clocks of an approval that is asked for today. */
export const clocksToday = inForceToday([CLOCKS.key]);
export const onDesk = (desk: Desk): OnDesk => ({ is: 'ON_DESK', desk });
export const appliedFor = (applied: Applied | undefined): AppliedFor | undefined =>
  applied === undefined ? undefined : { is: 'APPLIED_FOR', applied };

/** The decision with what its drafts leave to the recorder. */
export function withNeeds<E extends Draft>(decision: Decision<E>, table: NeedsOf<E>): Decision<E> {
  if (!decision.ok) return decision;
  const needs: Readonly<Record<string, ((data: never) => Needs<object>) | undefined>> = table;
  const needsOf = ({ type, data }: E): Needs<object> | undefined => needs[type]?.(data as never); // an entry takes the data of the type that it stands under
  return { ok: true, events: decision.events.map((draft) => ({ ...draft, ...needsOf(draft) })) };
}

/** What somebody asks by a route comes with the papers that the route requires; what a case asks by itself comes as it is. */
export function withPapersLookedAt<E extends Draft>(decision: Decision<E>, context: Context): Decision<E> {
  if (!decision.ok || context.actor.person === null || !byRules(context, 5)) return decision;
  const looked = (draft: E): E => {
    if (draft.type !== 'ApprovalAsked' && draft.type !== 'StepApplied') return draft;
    const { content } = draft.data as { readonly content: Content }; // told by its type
    return { ...draft, check: { papers: content.documents } };
  };
  return { ok: true, events: decision.events.map(looked) };
}
