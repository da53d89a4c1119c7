/** Cases, people and days for tests: the example's QH-01 where nothing else is said. */

import type { Applied, Desk } from '../../domain/approval/desk.ts';
import type { ApprovalState, Content } from '../../domain/approval/facts.ts';
import { due } from '../../domain/approval/fill.ts';
import type { ApprovalCommand, Decide } from '../../domain/approval/messages.ts';
import type { AgreeMode, Member, Route, RouteStep } from '../../domain/approval/route.ts';
import type { StandInFound } from '../../domain/approval/seating.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Deadline } from '../../domain/calendar/deadline.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { CaseLogic, Draft, Recorded } from '../../domain/kernel/case.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { type Context, RULES } from '../../domain/kernel/context.ts';
import type { Rejection } from '../../domain/kernel/rejection.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { NoticeDue } from '../../domain/notice-facts.ts';
import type { OpenProgramme, RoleHolder } from '../../domain/programme/facts.ts';
import { projectAddress } from '../../domain/project/facts.ts';
import type { Adopted } from '../../domain/rule-table/table.ts';
import type { StageBase } from '../../domain/stages/facts.ts';
import { ACTS, type Choice } from '../../domain/words/lists.ts';
import { fillBlanks, type World } from '../../domain/world/blanks.ts';
import { decreedDays } from '../../prisma/record/seed-calendar.ts';
import { profile, surveyBasis, withPapers } from '../../scripts/rules/samples.ts';

/** The decreed calendar of 2022–2026. */
export const calendar: Calendar = {
  version: 'test',
  years: Object.fromEntries([2022, 2023, 2024, 2025, 2026].map((year) => [String(year), 'DECREED' as const])),
  days: Object.fromEntries([2022, 2023, 2024, 2025, 2026].flatMap((year) => decreedDays(year).map(({ day, work }) => [day, work]))),
};

/** Monday to Friday for a hundred years, for tests that skip through time. */
export const plainCalendar: Calendar = {
  version: 'plain',
  years: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [String(2020 + i), 'DECREED' as const])),
  days: {},
};

export const HOLDERS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  PROGRAMME_OFFICER: ['officer'],
  OFFICE_DIRECTOR: ['director'],
  DEPUTY_LEADER: ['deputy'],
  GROUP_LEADER: ['leader'],
  NDRC: ['ndrc-1', 'ndrc-2'],
  NDRC_HEAD: ['ndrc-head'],
  FINANCE: ['finance'],
  FINANCE_REVIEW: ['finance-review'],
  NATURAL_RESOURCES: ['land'],
  HOUSING: ['housing'],
  HEALTH: ['health'],
  MATERNAL_HEALTH: ['maternal'],
  SURVEY_REVIEWER: ['statistics'],
};

export type WorldFacts = {
  readonly units?: Readonly<Record<string, string>>;
  readonly standIns?: Readonly<Record<string, StandInFound>>;
  readonly left?: readonly string[];
  readonly unknown?: readonly string[];
  readonly routes?: Readonly<Record<string, Route>>;
  /** Versions of tables of rules that the county has adopted. */
  readonly adopted?: Readonly<Record<string, readonly Adopted[]>>;
  readonly cases?: (desk: Desk) => readonly string[];
  readonly applications?: (applied: Applied) => readonly string[];
  /** When the first notice of these tasks went out; absent: at once. */
  readonly firstNotice?: World['firstNotice'];
};

export const world = (
  days: Calendar = calendar,
  holders: Readonly<Partial<Record<Role, readonly string[]>>> = HOLDERS,
  facts: WorldFacts = {},
): World => ({
  calendar: days,
  today: '2026-11-24',
  holders: (role) => holders[role] ?? [],
  hash: (content) => `hash of ${JSON.stringify(content)}`,
  unitOf: (person) => facts.units?.[person] ?? PANEL_UNITS[person] ?? '',
  standIn: (person) => facts.standIns?.[person] ?? null,
  hasLeft: (person) => facts.left?.includes(person) === true,
  knows: (person) => facts.unknown?.includes(person) !== true,
  route: (code) => facts.routes?.[code] ?? null,
  adopted: (table) => facts.adopted?.[table] ?? [],
  casesOf: (desk) => facts.cases?.(desk) ?? [],
  applicationsOf: (applied) => facts.applications?.(applied) ?? [],
  firstNotice: facts.firstNotice ?? ((_, since) => since),
});

export { profile, surveyBasis };

/** Of the panel and its reserve. */
const PANEL_UNITS: Readonly<Record<string, string>> = {
  'panel-1': '县发改局',
  'panel-2': '县财政局',
  'panel-3': '县住建局',
  'panel-4': '县妇幼保健院',
  'panel-5': '县消防救援大队',
  'reserve-1': '县财政投资评审中心',
  'reserve-2': '省建筑设计院',
};
export const PANEL = ['panel-1', 'panel-2', 'panel-3', 'panel-4', 'panel-5'];

/** What any stage takes: the project tells it to all of them. */
const inputs = {
  survey: surveyBasis,
  estimateFen: 2_680_000_000,
  landPreOn: null,
  plan: null,
  demandGap: 130,
  panel: PANEL,
  completionOn: '2025-03-28',
  wageArrearsFen: null,
};
export const stageBase = (changed: Partial<StageBase<typeof inputs>> = {}): StageBase<typeof inputs> => ({
  parent: projectAddress('QH-01'),
  programme: 'QH',
  project: 'QH-01',
  name: profile.name,
  manager: 'manager',
  profile,
  inputs,
  ...changed,
});

export const person = (id: string, ...roles: readonly Role[]): Actor => ({ person: id, door: 'api', assurance: 'session', roles });
export const system: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
export const clock: Actor = { person: null, door: 'clock', assurance: 'system', roles: [] };

function withoutTables<E extends Draft>(draft: E, earlier: boolean): E {
  if (!earlier || !('standards' in draft.data)) return draft;
  const { standards: _, ...data } = draft.data;
  return { ...draft, data };
}

/** One case in memory: decides, fills blanks, evolves. What the workflow and the recorder do together, without either. */
export class Sandbox<S extends object, C extends AnyCommand, E extends Draft> {
  readonly events: Recorded<E>[] = [];
  now = '2023-03-13T02:00:00.000Z';
  /** Opened by a release that pinned no tables of rules. */
  earlier = false;
  #state: S | null = null;
  readonly #logic: CaseLogic<S, C, E, NoticeDue>;
  readonly #world: World;
  constructor(logic: CaseLogic<S, C, E, NoticeDue>, inWorld: World = world()) {
    this.#logic = logic;
    this.#world = inWorld;
  }

  get state(): S {
    if (this.#state === null) throw new Error('not opened');
    return this.#state;
  }

  get types(): readonly string[] {
    return this.events.map((event) => event.type);
  }

  /** The rejection, or null when it was accepted. */
  send(command: C, actor: Actor): Rejection | null {
    const context: Context = { now: this.now, actor, commandId: `c${this.events.length}`, rules: RULES };
    const decision = this.#logic.decide(this.#state, withPapers(this.#logic.kind, command), context);
    if (!decision.ok) return decision.rejection;
    for (const draft of decision.events) this.happen(draft, actor);
    return null;
  }

  /** Records it without a decision. */
  happen(draft: E, actor: Actor): void {
    const filled = withoutTables(fillBlanks(draft, this.#world, this.#state), this.earlier);
    const event: Recorded<E> = { ...filled, version: this.events.length + 1, occurredAt: this.now, actor, schema: this.#logic.schema };
    this.#state = this.#logic.evolve(this.#state, event);
    this.events.push(event);
  }
}

export const content: Content = {
  summary: [{ label: { zh: '总投资', en: 'Investment' }, value: { zh: '2,680 万元', en: 'CNY 26.8m' } }],
  amountFen: 2_680_000_000,
  documents: [],
};

/** What a test says of a step; the rest is usual. `agree` and `people` for a group of one level. */
export type StepFacts = Partial<RouteStep> & {
  readonly agree?: AgreeMode;
  readonly people?: readonly string[];
  readonly members?: readonly Member[];
};

export const route = (...steps: readonly StepFacts[]): Route => ({
  code: 'TEST',
  version: 1,
  name: { zh: '测试', en: 'Test' },
  steps: steps.map(({ agree = 'ANY', people = ['ann', 'ben'], members, ...step }, index) => ({
    key: `s${index}`,
    name: { zh: `第${index + 1}步`, en: `Step ${index + 1}` },
    who: { agree, members: members ?? people.map((id) => ({ person: id })) },
    may: ACTS,
    limit: { n: 10, unit: 'WD' },
    ...step,
  })),
});

export const openApproval = (pinned: Route, changed: object = {}): ApprovalCommand => ({
  type: 'Open',
  owner: projectAddress('QH-01'),
  programme: 'QH',
  project: 'QH-01',
  title: { zh: '可研', en: 'Feasibility report' },
  applicant: 'manager',
  route: pinned,
  content,
  acceptedOn: '2023-03-13',
  ...changed,
});

export const choose = (state: ApprovalState, choice: Choice, reason?: string, score?: number, more: Partial<Decide> = {}): ApprovalCommand => ({
  type: 'Decide',
  choice,
  round: state.round,
  step: state.step,
  seen: state.contentHash,
  ...(reason === undefined ? {} : { reason }),
  ...(score === undefined ? {} : { score }),
  ...more,
});

/** The programme of the example, with these holders of roles. */
export function openProgramme(roles: readonly RoleHolder[], code = 'QH'): OpenProgramme {
  const name = { zh: '青禾', en: 'Qinghe' };
  const county = { county: name, population: 1, existingPlaces: 1, targetPlaces: 2 };
  return { type: 'Open', code, name, document: 'd', ...county, startOn: '2023-01-01', endOn: '2026-03-31', roles };
}

/** The first event of programme T, with these holders of its roles. */
export function programmeOpened(roles: readonly RoleHolder[]): Draft {
  const name = { zh: '青禾', en: 'Qinghe' };
  const deadline: Deadline = {
    from: '2026-10-31',
    limit: { n: 5, unit: 'WD' },
    pauses: [],
    dueOn: null,
    dueAt: null,
    usedBeforePause: null,
    marks: [],
    calendar: null,
    provisional: false,
  };
  const matter = { document: 'd', county: name, population: 1, existingPlaces: 1, targetPlaces: 1, startOn: '2023-01-01', endOn: '2026-03-31' };
  return { type: 'ProgrammeOpened', data: { code: 'T', name, ...matter, roles, deadline }, fill: { deadline: due(deadline) } };
}
