/**
 * A route: who decides, in which order, within which limits, and what the awkward cases lead to; as data, versioned, and
 * pinned to a case when it opens. Deliberately absent: named holders of roles (a step finds them when it opens,
 * seating.ts) and the checks (route-faults.ts).
 */
import type { Limit } from '../calendar/calendar.ts';
import { type ClockRules, clocksOf } from '../calendar/clock-rules.ts';
import type { PauseReason } from '../calendar/deadline.ts';
import type { Assurance, SignInWay } from '../kernel/actor.ts';
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';
import type { Standards } from '../rule-table/table.ts';
import { ACTS, type Act, type Choice } from '../words/lists.ts';
import type { Condition } from './condition.ts';
import type { Form } from './form-shape.ts';

/** What a step allows that does not say: everything but what stops the clock, which a route must mean. */
export const USUAL_ACTS: readonly Act[] = ACTS.filter((act) => act !== 'SUPPLEMENT' && act !== 'PAUSE' && act !== 'APPROVE_WITH_CONDITIONS');

/**
 * ALL: everybody must agree (会签). ANY: the first answer counts (或签). IN_ORDER: one after the other (顺签).
 * VOTE: as many as the threshold says (票签). ONE_OF_EACH: at least one of each department, by the unit that a person
 * belongs to; a nested group counts as a department of its own.
 */
export const AGREE_MODES = ['ALL', 'ANY', 'IN_ORDER', 'VOTE', 'ONE_OF_EACH'] as const;
export type AgreeMode = (typeof AGREE_MODES)[number];

/** `part` of `of`, exact where a decimal fraction would not be: two thirds is 2 of 3. */
export type Share = { readonly part: number; readonly of: number };

export type VoteRule = {
  /** Each member one vote, or its `weight`. */
  readonly count: 'HEADS' | 'WEIGHT';
  /** So many votes, or such a share of all of them. */
  readonly threshold: number | Share;
  /** Default AT_LEAST. */
  readonly compare?: 'AT_LEAST' | 'MORE_THAN';
};

/** Who sits in a group: a person, all holders of a role, people whom the case itself names, a superior, or a group of its own. */
export type Member =
  | { readonly person: string; readonly weight?: number }
  | { readonly role: Role; readonly weight?: number }
  | { readonly named: string; readonly weight?: number }
  /** The applicant's superior, so many levels up in the county's tree of units: 1 is the head of their own (programme/units.ts). */
  | { readonly superior: number; readonly weight?: number }
  | { readonly group: Group; readonly weight?: number };

/** Whom a member stands for, as a sentence about it names them. */
export const nameOfMember = (member: Exclude<Member, { readonly group: Group }>): string =>
  'role' in member ? member.role : 'person' in member ? member.person : 'named' in member ? member.named : `superior ${member.superior}`;

export type Group = {
  readonly agree: AgreeMode;
  readonly members: readonly Member[];
  readonly vote?: VoteRule;
  /** Of a branch, or of a step of one (branches.ts): its key, by which a return names it, and its name. Absent: it is neither. */
  readonly key?: string;
  readonly name?: Text;
  /** Of a branch: it is left out unless this holds. */
  readonly when?: Condition;
  /** VETO: one refusal is the group's refusal. VOTE: it counts as one vote. Default: VETO, but VOTE where it is a vote. */
  readonly refusal?: 'VETO' | 'VOTE';
};

/** BRANCH: earlier steps of the same branch; the other branches go on. */
export const RETURN_TARGETS = ['APPLICANT', 'PREVIOUS', 'EARLIER', 'BRANCH'] as const;
export type ReturnTarget = (typeof RETURN_TARGETS)[number];

/** `moves`: what is still waited for passes to them (升级转办); absent: they are told. */
export type Escalation = { readonly afterWorkdays: number; readonly to: readonly Role[]; readonly moves?: boolean };

/**
 * What the peers of this product do differently, and a route therefore says (docs/routes.md). Every rule has a default;
 * a step's own rules go before its route's.
 */
export type Rules = {
  /** Whether people added later (加签) count in a vote's share; if not, theirs is an opinion. */
  readonly addedCount: boolean;
  /** What becomes of the others in a group whose answer is certain, while the step goes on. */
  readonly rest: 'CLOSE' | 'LEAVE_OPEN';
  /** Where a returned case goes on: from the target of the return, or straight back to whoever returned it. */
  readonly afterReturn: 'FROM_TARGET' | 'BACK_TO_RETURNER' | 'RETURNER_CHOOSES' | 'APPLICANT_CHOOSES';
  /** The clock of a step that is entered again. */
  readonly reentryClock: 'ANEW' | 'GOES_ON';
  readonly withdraw: 'ANY_TIME' | 'BEFORE_FIRST_HANDLING';
  /** Whether somebody who is away may still act on what his stand-in has. */
  readonly absentMayAct: boolean;
  /** How sure we must be who decides: a link of a mail, a one-time code with it, or a sign-in. */
  readonly assurance: Extract<Assurance, 'email-possession' | 'email+otp' | 'session'>;
  /** A sign-in of their own, by one of these ways, and not older than so many minutes; null: any. Keys for programs never are. */
  readonly freshSignIn: { readonly minutes: number; readonly ways: readonly SignInWay[] } | null;
  /** Whether a decision brings a signature, drawn by hand or a picture of a seal (签名、签章). */
  readonly signature: 'NONE' | 'REQUIRED';
  readonly reasonFor: readonly Choice[];
  /** Who may remove (减签) a person who was added. */
  readonly removal: 'ADDER' | 'ADDER_OR_OFFICE' | 'ANY_APPROVER';
  /** Whether only people who were added may be removed, or also approvers whom the route gave. */
  readonly removes: 'ADDED' | 'ALSO_ROUTE';
  /** The applicant among the approvers. EXCLUDE is the law's rule (回避, 行政许可法; 政府投资条例). */
  readonly ownApplication: 'EXCLUDE' | 'SKIP' | 'SUBSTITUTE' | 'ALLOW';
  /** Nobody can be found for a step. */
  readonly nobody: 'ASK_SUBSTITUTE' | 'REFUSE' | 'SKIP' | 'RETURN';
  /** Somebody who approved the same content earlier in this round (去重). */
  readonly repeated: 'ASK_AGAIN' | 'SKIP_ADJACENT' | 'SKIP_ANY';
  /** An approver whose mail bounces or whose account is closed. */
  readonly unreachable: 'TELL' | 'ASK_SUBSTITUTE';
  /** Who is asked in somebody's place. */
  readonly substitute: readonly Role[];
  /** Copies at the end of a step (抄送): each time it ends, or nobody more than one of them in the whole case. */
  readonly copies: 'EACH_TIME' | 'ONCE';
  /** Who is told that a step is overdue, and when (督办, several stages up to the leading group). */
  readonly escalation: readonly Escalation[];
  /** Working days between reminders after the due day; null: none. */
  readonly remindEvery: number | null;
  /** At most so many of those. */
  readonly remindMost: number;
  /** What happens when time is out. PASS, RETURN and REJECT happen so many working days after the due day, automatically. */
  readonly timeout: { readonly action: 'REMIND' | 'ESCALATE' | 'PASS' | 'RETURN' | 'REJECT'; readonly afterWorkdays: number };
  /** How long a clock may stand still before whoever stopped it is reminded (专家评审 30 working days, domain facts 2.2). */
  readonly pauseMost: Readonly<Partial<Record<PauseReason, Limit>>>;
  /** One extension of the limit, with reasons, by a head (行政许可法 art. 42); in the limit's own unit. */
  readonly extension: { readonly by: readonly Role[]; readonly most: number } | null;
  /** How long the applicant has for what was accepted as missing (容缺受理). */
  readonly deficiency: Limit;
};

const TOLD_LATE: readonly Role[] = ['OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER'];
/** What stands in the table CLOCKS, where a route says nothing else. */
function byClocks(clocks: ClockRules): Pick<Rules, 'escalation' | 'remindEvery' | 'remindMost' | 'pauseMost' | 'deficiency'> {
  const later = clocks.escalationDays.flatMap((afterWorkdays, index) => {
    const role = TOLD_LATE[index];
    return role === undefined ? [] : [{ afterWorkdays, to: [role] }];
  });
  return {
    escalation: [{ afterWorkdays: 0, to: ['PROGRAMME_OFFICER'] }, ...later],
    remindEvery: clocks.remindEveryDays,
    remindMost: clocks.remindMost,
    pauseMost: { EXPERT_REVIEW: { n: clocks.expertReviewDays, unit: 'WD' } },
    deficiency: { n: clocks.deficiencyDays, unit: 'WD' },
  };
}

/** As they are shipped, in the numbers of release 0.4.0. */
export const DEFAULT_RULES: Rules = {
  addedCount: true,
  rest: 'CLOSE',
  afterReturn: 'RETURNER_CHOOSES',
  reentryClock: 'ANEW',
  withdraw: 'ANY_TIME',
  absentMayAct: true,
  assurance: 'email-possession',
  freshSignIn: null,
  signature: 'NONE',
  reasonFor: ['REJECT', 'RETURN', 'SUPPLEMENT'],
  removal: 'ADDER_OR_OFFICE',
  removes: 'ADDED',
  ownApplication: 'EXCLUDE',
  nobody: 'ASK_SUBSTITUTE',
  repeated: 'ASK_AGAIN',
  unreachable: 'ASK_SUBSTITUTE',
  copies: 'EACH_TIME',
  substitute: ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR'],
  timeout: { action: 'ESCALATE', afterWorkdays: 0 },
  extension: null,
  ...byClocks(clocksOf(undefined)),
};

export type Jump = {
  readonly when?: Condition;
  /** Key of a later step, or END. */
  readonly to: string;
};

export type RouteStep = {
  readonly key: string;
  readonly name: Text;
  /** INTAKE: whether the application is accepted (受理); the clock of the whole route starts when it is. Default DECIDE. */
  readonly kind?: 'INTAKE' | 'DECIDE';
  readonly who: Group;
  readonly may?: readonly Act[];
  readonly returnTo?: readonly ReturnTarget[];
  /** Whether an approval must bring a score from 0 to 100 (acceptance panel). */
  readonly asksScore?: boolean;
  /** Whether one person may decide it in several cases at once, each by itself. */
  readonly batch?: boolean;
  readonly limit?: Limit;
  /** The step is skipped unless this holds. */
  readonly when?: Condition;
  /** Where to go from here; the first that holds. Without one: the next step. */
  readonly next?: readonly Jump[];
  /** Who gets a copy (抄送) when the step is over. */
  readonly copyTo?: readonly Member[];
  readonly rules?: Partial<Rules>;
};

/**
 * What a vote with a veto means. CERTAIN: enough agreements pass the group, and one refusal before that ends it. Absent: the
 * group waits until everybody has spoken, as up to release 0.4.0; routes that were pinned or adopted then keep it.
 */
export type VoteEnds = 'CERTAIN';

export const WHEN_SUSPENDED = ['STANDS', 'GOES_ON'] as const;
export type WhenSuspended = (typeof WHEN_SUSPENDED)[number];

/** Whether its clocks stand while the project is suspended (行政许可法 arts. 42, 45). */
export const standsWhenSuspended = ({ suspended, limit }: Pick<Route, 'suspended' | 'limit'>): boolean =>
  suspended === undefined ? limit === undefined : suspended === 'STANDS';

export type Route = {
  readonly code: string;
  /** 0: to be found by the recorder, the county's own or the one that is shipped (blanks.ts). */
  readonly version: number;
  /** The programme whose own version it is; absent: shipped with the product. */
  readonly adoptedBy?: string;
  readonly name: Text;
  /** The document that fixes limits and deciders (依据文号). */
  readonly basis?: string;
  /** The limit of the whole handling, from acceptance on; steps have limits of their own. */
  readonly limit?: Limit;
  readonly rules?: Partial<Rules>;
  readonly steps: readonly RouteStep[];
  /** Set by the product when a route is adopted, or is pinned without having been. */
  readonly voteEnds?: VoteEnds;
  /** What an application on it is asked to fill in (form.ts); absent: free lines alone. */
  readonly form?: Form;
  /** Who gets a copy of the outcome. */
  readonly copyTo?: readonly Member[];
  /** Its clocks while the project is suspended. Absent: they stand, unless the whole has a limit of the authority's own. */
  readonly suspended?: WhenSuspended;
};

/** Asked of new cases alone: a route that a county adopted under an earlier release keeps its meaning until it adopts it anew. */
export const withVotesAsNow = (route: Route): Route =>
  route.version === 0 || route.adoptedBy !== undefined || route.voteEnds !== undefined || !route.steps.some(({ who }) => isVetoed(who))
    ? route
    : { ...route, voteEnds: 'CERTAIN' };

/** Whether there is a vote in it in which one refusal decides. */
export const isVetoed = (group: Group): boolean =>
  (group.agree === 'VOTE' && group.refusal === 'VETO') || group.members.some((member) => 'group' in member && isVetoed(member.group));

/** Whether it asks for a superior anywhere. */
export const asksSuperior = ({ members }: Group): boolean =>
  members.some((member) => 'superior' in member || ('group' in member && asksSuperior(member.group)));

/** The people whom a group names by themselves, in whatever depth; not whom its roles are held by. */
export const peopleInGroup = ({ members }: Group): readonly string[] =>
  members.flatMap((member) => ('person' in member ? [member.person] : 'group' in member ? peopleInGroup(member.group) : []));

/** END as the target of a jump. */
export const END = 'END';

/** A route that the recorder has to find by its code. */
export const blankRoute = (code: string): Route => ({ code, version: 0, name: { zh: '', en: '' }, steps: [] });

/** Put together once for each step: it is asked for several times in every decision, and a route never changes. */
const known = new WeakMap<Route, Rules[]>();

/** What holds at a step: its own rules, else its route's, else the product's. */
export function rulesAt(route: Route, step: number): Rules {
  const found = known.get(route) ?? [];
  known.set(route, found);
  const rules = found[step] ?? { ...DEFAULT_RULES, ...route.rules, ...route.steps[step]?.rules };
  found[step] = rules;
  return rules;
}

/** The same with the clocks that its case is pinned to: for what escalates, reminds, pauses or may be missing. */
export function clockRulesAt({ route, standards }: { readonly route: Route; readonly standards?: Standards }, step: number): Rules {
  if (standards === undefined) return rulesAt(route, step);
  return { ...DEFAULT_RULES, ...byClocks(clocksOf(standards)), ...route.rules, ...route.steps[step]?.rules };
}

/** Code and version, as a decision keeps them: `FSR/1`, or `FSR/QH.3` for the third of a county's own. */
export const routeLabel = ({ code, version, adoptedBy }: Route): string => `${code}/${adoptedBy === undefined ? '' : `${adoptedBy}.`}${version}`;

export const actsAt = (route: Route, step: number): readonly Act[] => route.steps[step]?.may ?? USUAL_ACTS;
export const isIntake = (route: Route, step: number): boolean => route.steps[step]?.kind === 'INTAKE';
/** What is signed: agreeing and refusing are; sending back, or asking for what is missing, decides nothing yet. */
const SIGNED: readonly Choice[] = ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT'];
export const asksSignature = (route: Route, step: number, choice?: Choice): boolean =>
  rulesAt(route, step).signature === 'REQUIRED' && (choice === undefined || SIGNED.includes(choice));
/** What each case asks for by itself, a score, a signature or a one-time code, cannot be given for several at once. */
export const mayBeBatched = (route: Route, step: number): boolean =>
  route.steps[step]?.batch === true &&
  route.steps[step]?.asksScore !== true &&
  !asksSignature(route, step) &&
  !asksFields(route, step) &&
  rulesAt(route, step).assurance !== 'email+otp';
/** Whether two words in an answer to a mail are enough: nothing is asked that a mail cannot bring. */
export function mayBeAnsweredByMail(route: Route, step: number): boolean {
  const { assurance, freshSignIn } = rulesAt(route, step);
  return (
    assurance === 'email-possession' &&
    freshSignIn === null &&
    route.steps[step]?.asksScore !== true &&
    !asksSignature(route, step) &&
    !asksFields(route, step)
  );
}
/** Fields of its form that deciders of a step fill in when they agree. */
export const fieldsFilledAt = ({ form, steps }: Pick<Route, 'form' | 'steps'>, step: number): Form => {
  const key = steps[step]?.key;
  return form === undefined || key === undefined ? [] : form.filter(({ filledAt }) => filledAt?.includes(key) === true);
};
/** Whether whoever agrees at a step must fill in a field. */
const asksFields = (route: Route, step: number): boolean => fieldsFilledAt(route, step).some(({ required }) => required === true);
