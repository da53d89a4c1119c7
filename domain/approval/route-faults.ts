/**
 * Everything that is wrong with a route, in one report: faults, with which it is not adopted, and warnings, which people
 * should know. Deliberately absent: the shape of the file, which zod checks first (api/schemas/route.ts).
 */
import type { Limit } from '../calendar/calendar.ts';
import type { Role } from '../kernel/role.ts';
import type { Act } from '../words/lists.ts';
import { type Condition, canHold, factsAskedBy } from './condition.ts';
import { actsAt, END, type Group, isVetoed, type Member, type Route, type RouteStep, type Rules, rulesAt } from './route.ts';

export type RouteReport = { readonly faults: readonly string[]; readonly warnings: readonly string[] };

/** What the county knows: which roles somebody holds, and which people there are. Absent: not looked at. */
export type County = { readonly held: (role: Role) => boolean; readonly knows: (person: string) => boolean };

/** Facts that the product itself gives to every application; others are the county's own. */
const KNOWN_FACTS = ['amountFen', 'kind', 'places', 'areaM2', 'investmentFen', 'enterpriseInvested', 'region', 'path'];

const LEAVES_FORWARD: readonly Act[] = ['APPROVE', 'APPROVE_WITH_CONDITIONS'];

/** `auditors`: whether they may decide, as up to release 0.4.0; left out: they only read. */
export function checkRoute(route: Route, county?: County, { auditors = false }: { readonly auditors?: boolean } = {}): RouteReport {
  const faults: string[] = [];
  const warnings: string[] = [];
  if (route.steps.length === 0) faults.push('steps: there is none');
  const keys = route.steps.map(({ key }) => key);
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index) faults.push(`steps[${index}].key: ${key} appears twice`);
    if (key === END || key === 'APPLICANT' || key === 'PREVIOUS') faults.push(`steps[${index}].key: ${key} means something else here`);
  });
  route.steps.forEach((step, index) => {
    const at = `steps[${index}] (${step.key})`;
    faults.push(...stepFaults(route, step, index).map((fault) => `${at}${fault}`));
    warnings.push(...stepWarnings(route, step, index).map((warning) => `${at}${warning}`));
    if (county !== undefined) warnings.push(...unheld(step.rules, county).map((role) => `${at}.rules: nobody holds ${role}`));
    const asked = membersOf(step.who);
    if (county !== undefined) faults.push(...countyFaults([...asked, ...(step.copyTo ?? [])], county).map((fault) => `${at}.who: ${fault}`));
  });
  if (county !== undefined) faults.push(...countyFaults(route.copyTo ?? [], county).map((fault) => `copyTo: ${fault}`));
  faults.push(...limitFaults(route.limit, 'limit'), ...rulesFaults(route.rules, 'rules'));
  if (county !== undefined) warnings.push(...unheld(route.rules, county).map((role) => `rules: nobody holds ${role}`));
  faults.push(...wayFaults(route), ...(auditors ? [] : auditorFaults(route)));
  const { withdraw, ownApplication } = rulesAt(route, 0);
  if (ownApplication === 'ALLOW')
    warnings.push('rules.ownApplication: ALLOW lets applicants decide on their own application; the law wants recusal (回避)');
  if (withdraw === 'BEFORE_FIRST_HANDLING') warnings.push('rules.withdraw: applicants cannot withdraw once somebody has decided');
  return { faults, warnings };
}

/** Auditors read, and act on findings alone (T11): whoever decides on a matter cannot audit it. */
function auditorFaults({ steps, rules }: Route): readonly string[] {
  const asks = (given: Partial<Rules> | undefined, at: string): readonly string[] => [
    ...((given?.substitute ?? []).includes('AUDITOR') ? [`${at}.substitute: ${AUDITORS_READ}`] : []),
    ...((given?.extension?.by ?? []).includes('AUDITOR') ? [`${at}.extension.by: ${AUDITORS_READ}`] : []),
  ];
  return [
    ...steps.flatMap((step, index) => {
      const at = `steps[${index}] (${step.key})`;
      const named = membersOf(step.who).some((member) => 'role' in member && member.role === 'AUDITOR');
      return [...(named ? [`${at}.who: ${AUDITORS_READ}`] : []), ...asks(step.rules, `${at}.rules`)];
    }),
    ...asks(rules, 'rules'),
  ];
}
const AUDITORS_READ = 'AUDITOR must not be asked to decide; auditors read, and act on findings alone';

const membersOf = (group: Group): readonly Member[] => group.members.flatMap((m) => ('group' in m ? membersOf(m.group) : [m]));

function countyFaults(members: readonly Member[], county: County): readonly string[] {
  return members.flatMap((member) => {
    if ('role' in member && !county.held(member.role)) return [`nobody holds ${member.role}`];
    if ('person' in member && !county.knows(member.person)) return [`there is no person ${member.person}`];
    return [];
  });
}

function stepFaults(route: Route, step: RouteStep, index: number): readonly string[] {
  const faults = groupFaults(step.who, '.who');
  if (step.kind === 'INTAKE' && index > 0) faults.push('.kind: only the first step can be the intake (受理)');
  if (step.kind === 'INTAKE' && step.when !== undefined) faults.push('.when: the intake cannot be skipped');
  const acts = actsAt(route, index);
  const rules = rulesAt(route, index);
  const passes = rules.timeout.action === 'PASS' && step.limit !== undefined;
  if (!acts.some((act) => LEAVES_FORWARD.includes(act)) && !passes) faults.push('.may: there is no way out: nobody may approve');
  if (!acts.includes('REJECT') && !acts.includes('RETURN') && step.asksScore !== true) faults.push('.may: nobody may say no (REJECT or RETURN)');
  if (acts.includes('RETURN') && step.returnTo?.length === 0) faults.push('.returnTo: RETURN is allowed, and leads nowhere');
  faults.push(...limitFaults(step.limit, '.limit'), ...rulesFaults(step.rules, '.rules'));
  const byItself = rules.timeout.action !== 'REMIND' && rules.timeout.action !== 'ESCALATE';
  if (byItself && step.rules?.timeout !== undefined && step.limit === undefined)
    faults.push('.rules.timeout: the step has no limit that could run out');
  if (rules.nobody === 'ASK_SUBSTITUTE' && rules.substitute.length === 0) faults.push('.rules.substitute: names no role that could be asked');
  if (rules.ownApplication === 'SUBSTITUTE' && rules.substitute.length === 0) faults.push('.rules.substitute: names no role for the applicant');
  return faults;
}

const limitFaults = (limit: Limit | undefined, at: string): readonly string[] =>
  limit !== undefined && limit.n < 1 ? [`${at}: is shorter than one`] : [];

function rulesFaults(rules: Partial<Rules> | undefined, at: string): readonly string[] {
  const pauses = Object.entries(rules?.pauseMost ?? {}).flatMap(([reason, limit]) => limitFaults(limit, `${at}.pauseMost.${reason}`));
  return [...limitFaults(rules?.deficiency, `${at}.deficiency`), ...pauses];
}

/** Roles that a route's own rules turn to and nobody holds. */
function unheld(rules: Partial<Rules> | undefined, county: County): readonly Role[] {
  const named = [...(rules?.substitute ?? []), ...(rules?.escalation ?? []).flatMap(({ to }) => to), ...(rules?.extension?.by ?? [])];
  return [...new Set(named)].filter((role) => !county.held(role));
}

function groupFaults(group: Group, at: string): string[] {
  const faults: string[] = [];
  const { agree, members, vote } = group;
  if (members.length === 0) faults.push(`${at}.members: nobody is asked`);
  if (agree === 'VOTE' && vote === undefined) faults.push(`${at}.vote: a vote needs a threshold`);
  if (agree !== 'VOTE' && vote !== undefined) faults.push(`${at}.vote: belongs to VOTE alone`);
  if (vote !== undefined) {
    const { threshold, compare } = vote;
    if (typeof threshold === 'number') {
      if (threshold < 1 && !(threshold === 0 && compare === 'MORE_THAN')) faults.push(`${at}.vote.threshold: is less than one vote`);
      const fixed = members.every((m) => 'person' in m || 'group' in m);
      const most = members.reduce((sum, m) => sum + (vote.count === 'WEIGHT' ? (m.weight ?? 1) : 1), 0);
      if (fixed && (compare === 'MORE_THAN' ? threshold >= most : threshold > most))
        faults.push(`${at}.vote.threshold: ${threshold} can never be reached by ${most}`);
    } else {
      const { part, of } = threshold;
      if (of < 1 || part < 0 || part > of) faults.push(`${at}.vote.threshold: ${part} of ${of} is no share`);
      if (part === of && compare === 'MORE_THAN') faults.push(`${at}.vote.threshold: more than all can never be reached`);
      if (part === 0 && compare !== 'MORE_THAN') faults.push(`${at}.vote.threshold: none at all is always reached`);
    }
  }
  members.forEach((member, index) => {
    if (member.weight !== undefined && (!Number.isInteger(member.weight) || member.weight < 1))
      faults.push(`${at}.members[${index}].weight: is no whole number above zero`);
    if ('group' in member) faults.push(...groupFaults(member.group, `${at}.members[${index}].group`));
  });
  return faults;
}

function stepWarnings(route: Route, step: RouteStep, index: number): readonly string[] {
  const warnings: string[] = [];
  const { nobody, timeout } = rulesAt(route, index);
  const strange = [...factsAskedBy(step.when), ...(step.next ?? []).flatMap((jump) => factsAskedBy(jump.when))].filter(
    (fact) => !KNOWN_FACTS.includes(fact),
  );
  if (strange.length > 0) warnings.push(`: asks about ${[...new Set(strange)].join(', ')}, which the product does not give by itself`);
  if (step.limit === undefined) warnings.push('.limit: there is none, so nobody is reminded');
  if (nobody === 'SKIP') warnings.push('.rules.nobody: SKIP lets the step pass when nobody is found');
  if (isVetoed(step.who))
    warnings.push('.who: VOTE with VETO passes as soon as enough agree; one refusal before that ends it, and later ones come too late');
  if (timeout.action === 'PASS' && step.kind !== 'INTAKE') warnings.push('.rules.timeout: PASS lets silence approve');
  return warnings;
}

/** Whether every step can be reached, and an end can be reached from every step. */
function wayFaults({ steps }: Route): readonly string[] {
  const faults: string[] = [];
  const indexOf = (key: string): number => (key === END ? steps.length : steps.findIndex((step) => step.key === key));
  steps.forEach((step, index) => {
    (step.next ?? []).forEach((jump, n) => {
      const target = indexOf(jump.to);
      const at = `steps[${index}] (${step.key}).next[${n}].to`;
      if (target < 0) faults.push(`${at}: there is no step ${jump.to}`);
      else if (target <= index) faults.push(`${at}: ${jump.to} does not lie ahead; going back is a return, not a jump`);
      if (jump.when === undefined && n < (step.next ?? []).length - 1) faults.push(`${at}: what stands after it is never looked at`);
      if (jump.when !== undefined && !canHold([jump.when])) faults.push(`steps[${index}] (${step.key}).next[${n}].when: can never hold`);
    });
    if (step.when !== undefined && !canHold([step.when])) faults.push(`steps[${index}] (${step.key}): is unreachable, its condition can never hold`);
  });
  if (faults.length > 0) return faults;
  // Conditions that have to hold on a way to each step; a step is reachable when those of one way can hold together.
  const ways: Condition[][][] = steps.map(() => []);
  if (ways[0] !== undefined) ways[0].push([]);
  for (const [index, step] of steps.entries()) {
    const here = (ways[index] ?? []).filter((way) => canHold(way));
    const can = here.some((way) => canHold([...way, ...(step.when === undefined ? [] : [step.when])]));
    if (!can) faults.push(`steps[${index}] (${step.key}): is unreachable`);
    for (const way of here) for (const { to, conditions } of waysOn(steps, index)) ways[to]?.push([...way, ...conditions]);
  }
  return faults;
}

/** Where a step can lead, with what must hold for it. */
function waysOn(steps: readonly RouteStep[], index: number): readonly { readonly to: number; readonly conditions: readonly Condition[] }[] {
  const jumps = steps[index]?.next ?? [];
  const on: { to: number; conditions: readonly Condition[] }[] = [];
  const failed: Condition[] = [];
  for (const { when, to } of jumps) {
    const target = to === END ? steps.length : steps.findIndex(({ key }) => key === to);
    on.push({ to: target, conditions: when === undefined ? [...failed] : [...failed, when] });
    if (when === undefined) return on;
    failed.push({ not: when });
  }
  return [...on, { to: index + 1, conditions: failed }];
}
