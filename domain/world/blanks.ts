/**
 * Fills in what only the world knows (Blank): days from the calendar, people, hashes, routes. Called by the
 * recorder just before an event is written, with the world passed in; pure itself.
 */

import type { Applied, Desk, Leaving } from '../approval/desk.ts';
import type { Asking, Content, DocumentRef, FirstNotice } from '../approval/facts.ts';
import type { Blank, Check } from '../approval/fill.ts';
import { PapersMissing, paperFaults } from '../approval/papers.ts';
import { type Route, withVotesAsNow } from '../approval/route.ts';
import { type PeopleWorld, PersonUnknown, seat } from '../approval/seating.ts';
import { unitsFor } from '../approval/units.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { type Deadline, workOut } from '../calendar/deadline.ts';
import { countedIn } from '../calendar/period.ts';
import { workOutMoment } from '../calendar/working-hours.ts';
import type { Draft } from '../kernel/case.ts';
import { dayAt } from '../kernel/days.ts';
import { assertNever, type IsoDate, type IsoInstant, type Text } from '../kernel/values.ts';
import { figuresOf, type ProjectFigures } from '../programme/figures.ts';
import { type Adopted, pinnedOn, type Standards } from '../rule-table/table.ts';
import { tableOf } from '../standards/all.ts';
import { shippedRoute } from '../standards/routes.ts';

export type World = PeopleWorld & {
  readonly calendar: Calendar;
  /** The day of the event, in Asia/Shanghai. */
  readonly today: IsoDate;
  /** SHA-256, hex, of the canonical JSON. */
  hash(content: Content): string;
  /** The route that the county has adopted under this code; null: it has none of its own. */
  route(code: string): Route | null;
  /** The county's own versions of a table of rules, oldest first. */
  adopted(table: string): readonly Adopted[];
  /** Open cases in which somebody has something to do. */
  casesOf(desk: Desk): readonly string[];
  /** Open applications of somebody. */
  applicationsOf(applied: Applied): readonly string[];
  /** What each project of the programme recorded by the end of that day. */
  projects?(asOf: IsoDate): readonly ProjectFigures[];
  /** When a notice of one of these tasks, which were opened at `since`, first really went out; null: none did. */
  firstNotice(tasks: readonly number[], since: IsoInstant): IsoInstant | null;
};

/** What a draft leaves to the recorder, as the tables of its kind say it (approval/fill.ts). */
type Needing = { readonly fill: ReadonlyMap<string, Blank>; readonly check: Check };
function needingOf({ fill = {}, check = {} }: Draft): Needing {
  const blanks = fill as Readonly<Record<string, Blank | undefined>>; // `withNeeds` alone makes it
  // A blank that a table leaves out for this draft is none.
  const left = Object.entries(blanks).flatMap(([name, blank]): [string, Blank][] => (blank === undefined ? [] : [[name, blank]]));
  return { fill: new Map(left), check: check as Check }; // as above
}

/** All that some drafts ask of the world, so that it is looked up in one go. */
export type Wanted = {
  readonly asks: readonly Pick<Asking, 'group' | 'named' | 'applicant'>[];
  /** Whom a command names. */
  readonly people: readonly string[];
  readonly desks: readonly Desk[];
  readonly applied: readonly Applied[];
  readonly notices: readonly FirstNotice[];
  /** Days as of which projects are counted. */
  readonly asOf: readonly IsoDate[];
  /** Whether any of it is the programme's to answer. */
  readonly organisation: boolean;
};
const HOUSEHOLD: readonly Blank['is'][] = ['PEOPLE', 'ROUTE', 'ON_DESK', 'STANDARDS', 'UNITS'];

export function wantedBy(drafts: readonly Draft[]): Wanted {
  const needing = drafts.map(needingOf);
  const blanks = needing.flatMap(({ fill }) => [...fill.values()]);
  const checks = needing.map(({ check }) => check);
  const leaving = checks.flatMap((check) => check.leaving ?? []);
  return {
    asks: blanks.flatMap((blank) => (blank.is === 'PEOPLE' ? [blank.ask] : [])),
    people: [
      ...blanks.flatMap((blank) => (blank.is === 'UNITS' ? [...blank.asked.people.map(({ person }) => person), ...blank.asked.notWith] : [])),
      ...checks.flatMap(({ exists = [], here = [], works = [] }) => [...exists, ...here, ...works]),
      ...leaving.flatMap(({ person, to }) => (to === null ? [person] : [person, to])),
    ],
    desks: [...blanks.flatMap((blank) => (blank.is === 'ON_DESK' ? [blank.desk] : [])), ...leaving.map(({ person }) => ({ person, mandate: null }))],
    applied: [
      ...blanks.flatMap((blank) => (blank.is === 'APPLIED_FOR' ? [blank.applied] : [])),
      ...leaving.map(({ person }) => ({ person, project: null })),
    ],
    asOf: blanks.flatMap((blank) => (blank.is === 'FIGURES' ? [blank.asked.asOf] : [])),
    notices: blanks.flatMap((blank) => (blank.is === 'TOLD' && !blank.of.looked ? [blank.of] : [])),
    organisation: blanks.some(({ is }) => HOUSEHOLD.includes(is)) || checks.some((check) => Object.keys(check).length > 0),
  };
}

/**
 * The event as it is recorded: its data with what the world knows in the fields that `fill` names, and no others.
 * `state`: of the case just before; seats are numbered on from it, since one command may find people twice.
 * Errors: UnknownYear of the calendar; NobodyFound, PersonUnknown and CannotLeave of the people; UnknownRoute; PapersMissing.
 */
export function fillBlanks<E extends Draft>(draft: E, world: World, state: object | null): E {
  const { fill: _, check: __, ...event } = draft;
  const { fill, check } = needingOf(draft);
  const filled = Object.assign({}, event.data, ...[...fill].map(([name, blank]) => answerTo(name, blank, world, state)));
  look(check, world);
  if (check.papers !== undefined) lookAtPapers(check.papers, filled);
  return { ...event, data: filled } as E; // the same event: its blanks hold what they are there for
}

/** The fields that a blank fills in: its own, and for people those that belong to it. */
function answerTo(name: string, blank: Blank, world: World, state: object | null): Readonly<Record<string, unknown>> {
  switch (blank.is) {
    case 'DUE': {
      const told = blank.told === undefined ? undefined : toldBy(blank.told, world);
      return { [name]: workOut(fromNotice(blank.clock, told), world.calendar) };
    }
    case 'UNITS':
      return { [name]: unitsFor(blank.asked, (person) => world.unitOf(person)) };
    case 'PERIOD':
      return { [name]: countedIn(blank.period, world.calendar) };
    case 'LATER':
      return { [name]: workOutMoment(blank.moment, world.calendar) };
    case 'TOLD':
      return { [name]: toldBy(blank.of, world) };
    case 'HASH':
      return { [name]: world.hash(blank.content) };
    case 'PEOPLE': {
      const { seats, ballot, fallback } = seat(blank.ask, world, nextTaskIn(state));
      return { [name]: seats, ballot, ...(blank.saysFallback ? { fallback } : {}) };
    }
    case 'ROUTE':
      return { [name]: foundRoute(blank.code, world) };
    case 'FIGURES':
      return { [name]: figuresOf(world.projects?.(blank.asked.asOf) ?? [], blank.asked) };
    case 'STANDARDS':
      return { [name]: standardsToday(blank.tables, world) };
    case 'ON_DESK':
      return { [name]: world.casesOf(blank.desk) };
    case 'APPLIED_FOR':
      return { [name]: world.applicationsOf(blank.applied) };
    default:
      return assertNever(blank);
  }
}

function look({ exists = [], here = [], works = [], leaving }: Check, world: World): void {
  if (leaving !== undefined) mayLeave(leaving, world);
  for (const person of exists) mustBelong(person, world, false);
  for (const person of [...here, ...works]) mustBelong(person, world, true);
  // Whoever acts for another or judges must work here, and not audit alone.
  for (const person of works) if (world.belongs?.(person) === false) throw new PersonUnknown(person, 'ELSEWHERE');
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

/** Once the route is found. */
function lookAtPapers(handedIn: readonly DocumentRef[], { route }: { readonly route?: Route }): void {
  const faults = route === undefined ? [] : paperFaults(route, handedIn);
  if (faults.length > 0) throw new PapersMissing(faults);
}

const toldBy = (told: FirstNotice, world: World): FirstNotice =>
  told.looked ? told : { ...told, at: world.firstNotice(told.tasks, told.since), looked: true };

/** A clock of people runs from the day on which they were told, never from an earlier one. */
function fromNotice(deadline: Deadline, told: FirstNotice | undefined): Deadline {
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

/** Somebody cannot leave like this: everything that is in the way. */
export class CannotLeave extends Error {
  readonly faults: readonly Text[];
  constructor(faults: readonly Text[]) {
    super(faults.map(({ en }) => en).join('\n'));
    this.name = 'CannotLeave';
    this.faults = faults;
  }
}

const isOfHere = (person: string, world: World): boolean => world.everBelonged?.(person) ?? world.knows(person);

function mayLeave({ person, to, faults, mustHave }: Leaving, world: World): void {
  const lies = [...world.casesOf({ person, mandate: null }), ...world.applicationsOf({ person, project: null })];
  const all: readonly Text[] = [
    ...faults,
    ...(isOfHere(person, world) ? [] : [{ zh: `本项目群中没有 ${person}`, en: `there is no person ${person} in this programme` }]),
    ...(to === null || isOfHere(to, world)
      ? []
      : [{ zh: `本项目群中没有可以接收的 ${to}`, en: `there is no person ${to} in this programme who could take it over` }]),
    ...(to !== null && world.hasLeft(to) ? [{ zh: `${to} 已离任，请另选`, en: `${to} has left; name somebody else` }] : []),
    ...(to === null && lies.length > 0
      ? [
          {
            zh: `尚有待办或申请未办结：${[...new Set(lies)].join('、')}；请指定接收人`,
            en: `tasks and applications are open in ${[...new Set(lies)].join(', ')}; name who takes them over`,
          },
        ]
      : []),
    ...(mustHave && lies.length === 0 && faults.length === 0
      ? [{ zh: `${person} 名下没有可以转办的事项`, en: `there is nothing to hand over: nothing lies on the desk of ${person}` }]
      : []),
  ];
  if (all.length > 0) throw new CannotLeave(all);
}

export class UnknownRoute extends Error {
  constructor(code: string) {
    super(`there is no route ${code}; see \`tuojian route list\``);
    this.name = 'UnknownRoute';
  }
}

const standardsToday = (tables: readonly string[], world: World): Standards =>
  Object.fromEntries(
    tables.flatMap((key) => {
      const table = tableOf(key);
      return table === undefined ? [] : [[key, pinnedOn(table, world.adopted(key), world.today)]];
    }),
  );

function foundRoute(code: string, world: World): Route {
  const route = world.route(code) ?? shippedRoute(code);
  if (route === null) throw new UnknownRoute(code);
  return withVotesAsNow(route);
}
