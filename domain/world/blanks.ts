/**
 * Fills in what only the world knows (Blank): days from the calendar, people, hashes, routes. Called by the
 * recorder just before an event is written, with the world passed in; pure itself.
 */
import type { Asking, Content, FirstNotice, Seating } from '../approval/facts.ts';
import { type Route, withVotesAsNow } from '../approval/route.ts';
import { type PeopleWorld, PersonUnknown, seat } from '../approval/seating.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { type Deadline, workOut } from '../calendar/deadline.ts';
import { type Moment, workOutMoment } from '../calendar/working-hours.ts';
import type { Draft } from '../kernel/case.ts';
import { dayAt } from '../kernel/days.ts';
import type { IsoInstant } from '../kernel/values.ts';
import type { Applied, Desk, Leaving } from '../programme/desk.ts';
import { shippedRoute } from '../standards/routes.ts';

/**
 * What only the world can fill in, put into an event's data by the recorder before the event is written:
 * - `deadline`, `caseDeadline`, `until`: the days that the working-day calendar gives,
 * - `again`: a moment so many working hours later,
 * - `seats` and `ballot`: the people whom `ask` asks for,
 * - `contentHash`: SHA-256 of the content that approvers will be shown,
 * - `told`: when those who are asked were first told; a `deadline` beside it begins no earlier,
 * - `route`: the route of that code, the county's own or the one that is shipped,
 * - `cases`: the cases in which the person of `desk` has something to do,
 * - `applications`: the open applications of the person of `applied`.
 * `known` is only checked: people who must exist and not have left; `exists`: who must exist, as one who comes back does.
 * `leaving` is only checked: whether somebody can leave like this; all that is wrong is said at once.
 */
export type Blank = {
  readonly deadline?: Deadline | null;
  readonly caseDeadline?: Deadline | null;
  readonly until?: Deadline | string | null;
  readonly again?: Moment;
  readonly ask?: Asking;
  readonly seats?: Seating['seats'];
  readonly content?: Content;
  readonly contentHash?: string;
  readonly route?: Route | string;
  readonly desk?: Desk;
  readonly told?: FirstNotice;
  readonly cases?: readonly string[];
  readonly known?: readonly string[];
  readonly exists?: readonly string[];
  readonly applied?: Applied;
  readonly applications?: readonly string[];
  readonly leaving?: Leaving;
};

export type World = PeopleWorld & {
  readonly calendar: Calendar;
  /** SHA-256, hex, of the canonical JSON. */
  hash(content: Content): string;
  /** The route that the county has adopted under this code; null: it has none of its own. */
  route(code: string): Route | null;
  /** Open cases in which somebody has something to do. */
  casesOf(desk: Desk): readonly string[];
  /** Open applications of somebody. */
  applicationsOf(applied: Applied): readonly string[];
  /** When a notice of one of these tasks, which were opened at `since`, first really went out; null: none did. */
  firstNotice(tasks: readonly number[], since: IsoInstant): IsoInstant | null;
};

/**
 * `state`: of the case just before this event; seats are numbered on from it, since one command may find people twice.
 * Errors: UnknownYear of the calendar; NobodyFound, PersonUnknown and CannotLeave of the people; UnknownRoute.
 */
export function fillBlanks<E extends Draft>(event: E, world: World, state: object | null): E {
  // Every event's data is an object of the domain's own making; these few names mean the same in all of them.
  const data: Blank = event.data;
  const filled: Record<string, unknown> = {};
  const told = toldBy(data.told, world);
  if (told !== data.told) filled.told = told;
  for (const name of ['deadline', 'caseDeadline', 'until'] as const) {
    const value = data[name];
    if (isBlankDeadline(value)) filled[name] = workOut(name === 'deadline' ? fromNotice(value, told) : value, world.calendar);
  }
  if (data.again !== undefined && data.again.at === null) filled.again = workOutMoment(data.again, world.calendar);
  if (data.content !== undefined && data.contentHash === '') filled.contentHash = world.hash(data.content);
  if (data.ask !== undefined && data.seats?.length === 0) {
    const { seats, ballot, fallback } = seat(data.ask, world, nextTaskIn(state));
    Object.assign(filled, { seats, ballot }, 'fallback' in data ? { fallback } : {});
  }
  if (typeof data.route === 'object' && data.route.version === 0) filled.route = foundRoute(data.route.code, world);
  if (data.desk !== undefined) filled.cases = world.casesOf(data.desk);
  if (data.applied !== undefined) filled.applications = world.applicationsOf(data.applied);
  if (data.leaving !== undefined) mayLeave(data.leaving, world);
  // Whoever is given a role may have left once; nobody who has left manages a project or takes over.
  const here = event.type === 'ProjectRegistered' ? (data.exists ?? []) : (data.known ?? []);
  for (const person of [...(data.exists ?? []), ...(data.known ?? [])]) mustBelong(person, world, here.includes(person));
  // Whoever acts for another or judges must work here, and not audit alone.
  if (event.type === 'MandateGranted' || event.type === 'PanelChanged')
    for (const person of data.known ?? []) if (world.belongs?.(person) === false) throw new PersonUnknown(person, 'ELSEWHERE');
  return Object.keys(filled).length === 0 ? event : { ...event, data: { ...event.data, ...filled } };
}

/**
 * Ids of people are for the whole service, and an office's power is not: it names those of its own programme, now or once,
 * and never draws somebody of another in by an id. Whether another programme knows them is not said.
 */
function mustBelong(person: string, world: World, now: boolean): void {
  if (world.everBelonged?.(person) === false) throw new PersonUnknown(person, 'ELSEWHERE');
  if (!world.knows(person)) throw new PersonUnknown(person, 'UNKNOWN');
  if (now && world.hasLeft(person)) throw new PersonUnknown(person, 'LEFT');
}

const toldBy = (told: Blank['told'], world: World): Blank['told'] =>
  told === undefined || told.looked ? told : { ...told, at: world.firstNotice(told.tasks, told.since), looked: true };

/** A clock of people runs from the day on which they were told, never from an earlier one. */
function fromNotice(deadline: Deadline, told: Blank['told']): Deadline {
  const day = told?.at == null ? deadline.from : dayAt(told.at);
  if (day <= deadline.from) return deadline;
  // A clock that goes on after a return keeps the days that were used: it stood still until they were told again.
  const last = deadline.pauses.findLastIndex(({ reason }) => reason === 'RETURNED');
  if (last < 0) return { ...deadline, from: day };
  const pauses = deadline.pauses.map((pause, index) => (index === last && pause.to !== null && pause.to < day ? { ...pause, to: day } : pause));
  return { ...deadline, pauses };
}

const nextTaskIn = (state: object | null): number =>
  state !== null && 'nextTask' in state && typeof state.nextTask === 'number' ? state.nextTask : 1;

const isBlankDeadline = (value: Blank['until']): value is Deadline => typeof value === 'object' && value !== null && value.calendar === null;

/** Somebody cannot leave like this: everything that is in the way. */
export class CannotLeave extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'CannotLeave';
    this.faults = faults;
  }
}

const isOfHere = (person: string, world: World): boolean => world.everBelonged?.(person) ?? world.knows(person);

function mayLeave({ person, to, faults, mustHave }: Leaving, world: World): void {
  const lies = [...world.casesOf({ person, mandate: null }), ...world.applicationsOf({ person, project: null })];
  const all = [
    ...faults,
    ...(isOfHere(person, world) ? [] : [`there is no person ${person} in this programme`]),
    ...(to === null || isOfHere(to, world) ? [] : [`there is no person ${to} in this programme who could take it over`]),
    ...(to !== null && world.hasLeft(to) ? [`${to} has left; name somebody else`] : []),
    ...(to === null && lies.length > 0 ? [`tasks and applications are open in ${[...new Set(lies)].join(', ')}; name who takes them over`] : []),
    ...(mustHave && lies.length === 0 && faults.length === 0 ? [`there is nothing to hand over: nothing lies on the desk of ${person}`] : []),
  ];
  if (all.length > 0) throw new CannotLeave(all);
}

export class UnknownRoute extends Error {
  constructor(code: string) {
    super(`there is no route ${code}; see \`tuojian route list\``);
    this.name = 'UnknownRoute';
  }
}

function foundRoute(code: string, world: World): Route {
  const route = world.route(code) ?? shippedRoute(code);
  if (route === null) throw new UnknownRoute(code);
  return withVotesAsNow(route);
}
