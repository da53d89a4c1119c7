/**
 * A route tried out on an application that nobody has handed in: who would be asked, and until when at the latest. The
 * same search and the same conditions as the real thing; nothing is recorded.
 */
import { type Ballot, needed } from '../approval/ballot.ts';
import { asksOn } from '../approval/branches.ts';
import { evaluate } from '../approval/condition.ts';
import { type Content, factsOf, type Named, type Seat } from '../approval/facts.ts';
import { caseClock, clockOfStep, nextOf } from '../approval/flow.ts';
import { asksSignature, type Route, rulesAt } from '../approval/route.ts';
import { NobodyFound, PersonUnknown, seat } from '../approval/seating.ts';
import { UnknownYear } from '../calendar/calendar.ts';
import { CLOCKS } from '../calendar/clock-rules.ts';
import { type Mark, workOut } from '../calendar/deadline.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { pinnedOn, type Standards } from '../rule-table/table.ts';
import type { TrialResult } from '../words/lists.ts';
import type { World } from './blanks.ts';

export type DryRunRequest = {
  readonly route: Route;
  readonly content: Content;
  readonly applicant: string;
  readonly project: string | null;
  readonly named: Named;
  /** The day of receipt; it does not count. */
  readonly from: IsoDate;
};

export type DryRunStep = {
  readonly key: string;
  readonly name: Text;
  /** NOBODY: the route lets the step go without anybody. FAULT: it would be refused, see `fault`. */
  readonly result: TrialResult;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly people: readonly Pick<Seat, 'person' | 'onBehalfOf' | 'origin'>[];
  /** Whom a rule would answer for, because they agreed before or are the applicant. */
  readonly automatic: readonly string[];
  readonly agree: string;
  /** Whether each decision brings a signature. */
  readonly signature: boolean;
  readonly opensOn: IsoDate;
  readonly dueOn: IsoDate | null;
  readonly provisional: boolean;
  readonly marks: readonly { readonly mark: Mark; readonly at: string }[];
  readonly fault: string | null;
  readonly faultZh: string | null;
};

export type DryRun = {
  readonly steps: readonly DryRunStep[];
  readonly dueOn: IsoDate | null;
  readonly faults: readonly string[];
  /** One for one the same in Chinese. */
  readonly faultsZh: readonly string[];
};

/** Total: what the calendar or the people cannot answer is a fault in the report, not an error. */
export function dryRun(request: DryRunRequest, world: World): DryRun {
  const { route, content, from } = request;
  const steps: DryRunStep[] = [];
  const asked = new Set<string>();
  let opensOn = from;
  for (let index = 0; index < route.steps.length; ) {
    const step = tryStep(request, index, opensOn, asked, world);
    steps.push(step);
    for (const { person } of step.people) asked.add(person);
    opensOn = step.dueOn ?? opensOn;
    index = nextOf({ route, content }, index).step;
  }
  const whole = caseClock({ route, standards: clocksToday(world) }, from);
  const faults = steps.flatMap(({ key, fault }) => (fault === null ? [] : [`${key}: ${fault}`]));
  const faultsZh = steps.flatMap(({ name, faultZh }) => (faultZh === null ? [] : [`${name.zh}：${faultZh}`]));
  try {
    return { steps, dueOn: whole === null ? null : workOut(whole, world.calendar).dueOn, faults, faultsZh };
  } catch (error) {
    if (!(error instanceof UnknownYear)) throw error;
    return { steps, dueOn: null, faults: [...faults, error.message], faultsZh: [...faultsZh, inChinese(error)] };
  }
}

/** What a case would be pinned to today. */
const clocksToday = (world: World): Standards => ({ [CLOCKS.key]: pinnedOn(CLOCKS, world.adopted(CLOCKS.key), world.today) });

function tryStep(
  { route, content, applicant, project, named }: DryRunRequest,
  index: number,
  opensOn: IsoDate,
  asked: ReadonlySet<string>,
  world: World,
): DryRunStep {
  const step = route.steps[index];
  if (step === undefined) throw new Error(`route ${route.code} has no step ${index}`);
  const { ownApplication, nobody, substitute, repeated } = rulesAt(route, index);
  const condition = evaluate(step.when, factsOf(content));
  const nothing = {
    key: step.key,
    name: step.name,
    values: condition.values,
    people: [],
    automatic: [],
    agree: '',
    signature: asksSignature(route, index),
    opensOn,
    dueOn: null,
    provisional: false,
    marks: [],
  };
  const { group, values } = asksOn(step.who, factsOf(content));
  if (!condition.holds || group === null)
    return { ...nothing, values: { ...condition.values, ...(condition.holds ? values : {}) }, result: 'SKIPPED', fault: null, faultZh: null };
  try {
    const matter = { route: route.code, project };
    const found = seat({ group, named, applicant, not: [], ownApplication, nobody, substitute, matter }, world, 1);
    const blank = clockOfStep({ route, standards: clocksToday(world) }, index, opensOn);
    const deadline = blank === null ? null : workOut(blank, world.calendar);
    const clock = { dueOn: deadline?.dueOn ?? null, provisional: deadline?.provisional ?? false, marks: deadline?.marks ?? [] };
    if (found.ballot === null) return { ...nothing, ...clock, result: 'NOBODY', fault: null, faultZh: null };
    const people = found.seats.map(({ person, onBehalfOf, origin }) => ({ person, onBehalfOf, origin }));
    const automatic = people
      .filter(({ person, origin }) => origin === 'OWN' || (repeated !== 'ASK_AGAIN' && asked.has(person)))
      .map(({ person }) => person);
    return { ...nothing, ...clock, result: 'ASKED', people, automatic, agree: describe(found.ballot), fault: null, faultZh: null };
  } catch (error) {
    if (!isKnown(error)) throw error;
    return { ...nothing, result: 'FAULT', fault: error.message, faultZh: inChinese(error) };
  }
}

type Known = NobodyFound | PersonUnknown | UnknownYear;
const isKnown = (error: unknown): error is Known => error instanceof NobodyFound || error instanceof PersonUnknown || error instanceof UnknownYear;

function inChinese(error: Known): string {
  if (error instanceof UnknownYear) return `${error.year} 年的工作日历尚未导入，请系统管理员导入`;
  if (error instanceof NobodyFound) return '没有可以办理这一步的人，请先由办公室为所需角色指定人员';
  return '所选的人不能办理：不存在、已离开，或不属于本项目群，请另选';
}

/** `ALL of 3`, `2 of 3 (at least 2 of 3)`; groups inside groups in brackets. */
function describe(ballot: Ballot): string {
  const inner = ballot.members.map((m) => (typeof m === 'number' ? null : describe(m))).filter((text) => text !== null);
  const size = ballot.members.length;
  const rule =
    ballot.agree === 'VOTE' && ballot.vote !== undefined
      ? `VOTE ${needed(ballot.vote, weightOf(ballot))} of ${weightOf(ballot)}`
      : `${ballot.agree} of ${size}`;
  return inner.length === 0 ? rule : `${rule} (${inner.join('; ')})`;
}

const weightOf = ({ members, weights, vote }: Ballot): number =>
  vote?.count === 'WEIGHT' ? members.reduce<number>((sum, _, index) => sum + (weights?.[index] ?? 1), 0) : members.length;
