/**
 * Everything that is wrong with a route, in one report: faults, with which it is not adopted, and warnings, which people
 * should know. Deliberately absent: the shape of the file, which zod checks first (api/schemas/route.ts).
 */
import type { Limit } from '../calendar/calendar.ts';
import { faultAt, faultsWithin } from '../kernel/fault.ts';
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';
import type { Act } from '../words/lists.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { branchFaults } from './branch-faults.ts';
import { branchesOf, partsOf } from './branches.ts';
import { type Condition, canHold, factsAskedBy } from './condition.ts';
import { formFaults } from './form.ts';
import { actsAt, END, type Group, isVetoed, type Member, mayBeBatched, type Route, type RouteStep, type Rules, rulesAt } from './route.ts';

export type RouteReport = { readonly faults: readonly Text[]; readonly warnings: readonly Text[] };

/** What the county knows: which roles somebody holds, how many do, and which people there are. Absent: not looked at. */
export type County = {
  readonly held: (role: Role) => boolean;
  readonly knows: (person: string) => boolean;
  readonly holders?: (role: Role) => number;
};

/** Facts that the product itself gives to every application; others are the county's own. */
const KNOWN_FACTS = ['amountFen', 'kind', 'places', 'areaM2', 'investmentFen', 'enterpriseInvested', 'region', 'path'];

const LEAVES_FORWARD: readonly Act[] = ['APPROVE', 'APPROVE_WITH_CONDITIONS'];

/** `auditors`: whether they may decide, as up to release 0.4.0; left out: they only read. */
export function checkRoute(route: Route, county?: County, { auditors = false }: { readonly auditors?: boolean } = {}): RouteReport {
  const faults: Text[] = [];
  const warnings: Text[] = [];
  if (route.steps.length === 0) faults.push(faultAt('steps', { zh: '至少须有一步', en: 'must hold at least one step' }));
  const keys = route.steps.map(({ key }) => key);
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index)
      faults.push(faultAt(`steps[${index}].key`, { zh: `不得重复：${key} 已用于另一步`, en: `must be given once; ${key} appears twice` }));
    if (key === END || key === 'APPLICANT' || key === 'PREVIOUS')
      faults.push(
        faultAt(`steps[${index}].key`, { zh: `须另取代码；${key} 在此另有含义`, en: `must be another key; ${key} means something else here` }),
      );
  });
  route.steps.forEach((step, index) => {
    const at = `steps[${index}] (${step.key})`;
    faults.push(...faultsWithin(at, stepFaults(route, step, index)));
    faults.push(...faultsWithin(at, branchFaults(step, [...keys, ...route.steps.slice(0, index).flatMap(keysInBranches)])));
    warnings.push(...faultsWithin(at, stepWarnings(route, step, index)));
    if (county !== undefined) warnings.push(...unheld(step.rules, county).map((role) => faultAt(`${at}.rules`, nobodyHolds(role))));
    if (county?.holders !== undefined)
      warnings.push(...outOfReach(step.who, county.holders).map((fault) => faultAt(`${at}.who.vote.threshold`, fault)));
    const asked = membersOf(step.who);
    if (county !== undefined) faults.push(...countyFaults([...asked, ...(step.copyTo ?? [])], county).map((fault) => faultAt(`${at}.who`, fault)));
  });
  if (county !== undefined) faults.push(...countyFaults(route.copyTo ?? [], county).map((fault) => faultAt('copyTo', fault)));
  faults.push(...formFaults(route.form ?? [], keys));
  faults.push(...limitFaults(route.limit, 'limit'), ...rulesFaults(route.rules, 'rules'));
  if (county !== undefined) warnings.push(...unheld(route.rules, county).map((role) => faultAt('rules', nobodyHolds(role))));
  faults.push(...wayFaults(route), ...(auditors ? [] : auditorFaults(route)));
  const { withdraw, ownApplication } = rulesAt(route, 0);
  if (ownApplication === 'ALLOW')
    warnings.push(
      faultAt('rules.ownApplication', {
        zh: 'ALLOW 使申请人可以审批自己的申请；法律要求回避',
        en: 'ALLOW lets applicants decide on their own application; the law wants recusal (回避)',
      }),
    );
  if (withdraw === 'BEFORE_FIRST_HANDLING')
    warnings.push(faultAt('rules.withdraw', { zh: '一经有人审批，申请人即不能撤回', en: 'applicants cannot withdraw once somebody has decided' }));
  return { faults, warnings };
}

/** Votes that nobody is there to give: every holder of a role has one. People change, so that it is a warning. */
function outOfReach({ members, vote }: Group, holders: (role: Role) => number): readonly Text[] {
  const inside = members.flatMap((member) => ('group' in member ? outOfReach(member.group, holders) : []));
  const counted = members.every((member) => 'role' in member || 'person' in member || 'group' in member);
  if (vote === undefined || typeof vote.threshold !== 'number' || !counted) return inside;
  const weight = (member: Group['members'][number]): number => (vote.count === 'WEIGHT' ? (member.weight ?? 1) : 1);
  const most = members.reduce((sum, member) => sum + weight(member) * ('role' in member ? holders(member.role) : 1), 0);
  const { threshold, compare } = vote;
  if (compare === 'MORE_THAN' ? most > threshold : most >= threshold) return inside;
  return [
    ...inside,
    {
      zh: `目前任职的只有 ${most} 票，达不到 ${threshold} 票，这一步无法通过`,
      en: `is out of reach today: those who hold these roles have ${most}, and ${threshold} are needed`,
    },
  ];
}

const keysInBranches = ({ who }: RouteStep): readonly string[] =>
  branchesOf(who).flatMap((branch) => [branch.key, ...partsOf(branch).map(({ key }) => key)]);

/** Auditors read, and act on findings alone (T11): whoever decides on a matter cannot audit it. */
function auditorFaults({ steps, rules }: Route): readonly Text[] {
  const asks = (given: Partial<Rules> | undefined, at: string): readonly Text[] => [
    ...((given?.substitute ?? []).includes('AUDITOR') ? [faultAt(`${at}.substitute`, AUDITORS_READ)] : []),
    ...((given?.extension?.by ?? []).includes('AUDITOR') ? [faultAt(`${at}.extension.by`, AUDITORS_READ)] : []),
  ];
  return [
    ...steps.flatMap((step, index) => {
      const at = `steps[${index}] (${step.key})`;
      const named = membersOf(step.who).some((member) => 'role' in member && member.role === 'AUDITOR');
      return [...(named ? [faultAt(`${at}.who`, AUDITORS_READ)] : []), ...asks(step.rules, `${at}.rules`)];
    }),
    ...asks(rules, 'rules'),
  ];
}
const AUDITORS_READ: Text = {
  zh: '不得请审计人员（AUDITOR）审批；审计人员只查阅，并只处理审计发现',
  en: 'AUDITOR must not be asked to decide; auditors read, and act on findings alone',
};

const nobodyHolds = (role: Role): Text => ({ zh: `须有人担任 ${ROLE_WORDS[role].zh}（${role}），目前没有`, en: `nobody holds ${role}` });

const membersOf = (group: Group): readonly Member[] => group.members.flatMap((m) => ('group' in m ? membersOf(m.group) : [m]));

function countyFaults(members: readonly Member[], county: County): readonly Text[] {
  return members.flatMap((member) => {
    if ('role' in member && !county.held(member.role)) return [nobodyHolds(member.role)];
    if ('person' in member && !county.knows(member.person))
      return [{ zh: `须为通讯录中的人员；没有 ${member.person}`, en: `there is no person ${member.person}` }];
    return [];
  });
}

function stepFaults(route: Route, step: RouteStep, index: number): readonly Text[] {
  const faults = groupFaults(step.who, '.who');
  const say = (at: string, zh: string, en: string) => faults.push(faultAt(at, { zh, en }));
  if (step.kind === 'INTAKE' && index > 0) say('.kind', '只有第一步可以是受理', 'only the first step can be the intake (受理)');
  if (step.kind === 'INTAKE' && step.when !== undefined) say('.when', '受理不得跳过', 'must not be given: the intake cannot be skipped');
  const acts = actsAt(route, index);
  const rules = rulesAt(route, index);
  const passes = rules.timeout.action === 'PASS' && step.limit !== undefined;
  if (!acts.some((act) => LEAVES_FORWARD.includes(act)) && !passes)
    say('.may', '须有出路：没有人可以同意', 'there is no way out: nobody may approve');
  if (!acts.includes('REJECT') && !acts.includes('RETURN') && step.asksScore !== true)
    say('.may', '须有人可以不同意（REJECT 或 RETURN）', 'nobody may say no (REJECT or RETURN)');
  if (step.batch === true && !mayBeBatched(route, index))
    say(
      '.batch',
      '须省去：要评分、签名签章、填写必填项或一次性验证码的环节须逐件办理',
      'must be left out: a step that asks for a score, a signature, a field that must be filled in or a one-time code is decided case by case',
    );
  if (acts.includes('RETURN') && step.returnTo?.length === 0)
    say('.returnTo', '允许退回（RETURN）时须写明退到何处', 'must name where a RETURN leads; it is allowed, and leads nowhere');
  faults.push(...limitFaults(step.limit, '.limit'), ...rulesFaults(step.rules, '.rules'));
  if (rules.timeout.action === 'REMIND' && rules.escalation.some(({ moves }) => moves === true))
    say(
      '.rules.escalation',
      '升级转办（moves）不能与 timeout 的 REMIND 同用：REMIND 只催办，不升级',
      'must not pass tasks on ("moves") where "timeout" is REMIND, which tells nobody above',
    );
  const byItself = rules.timeout.action !== 'REMIND' && rules.timeout.action !== 'ESCALATE';
  if (byItself && step.rules?.timeout !== undefined && step.limit === undefined)
    say('.rules.timeout', '这一步须有办理时限，否则不会到期', 'must go with a limit; the step has no limit that could run out');
  if (removesForNobody(rules) && (step.rules?.removes ?? step.rules?.removal) !== undefined)
    say('.rules.removes', REMOVED_BY_NOBODY.zh, REMOVED_BY_NOBODY.en);
  if (rules.nobody === 'ASK_SUBSTITUTE' && rules.substitute.length === 0)
    say('.rules.substitute', '须写明可以请谁代替的角色', 'must name a role that could be asked');
  if (rules.ownApplication === 'SUBSTITUTE' && rules.substitute.length === 0)
    say('.rules.substitute', '须写明代替申请人的角色', 'must name a role for the applicant');
  return faults;
}

/** Whom the route gave nobody added, so that nobody could remove them. */
const removesForNobody = ({ removes, removal }: Partial<Rules>): boolean => removes === 'ALSO_ROUTE' && removal === 'ADDER';
const REMOVED_BY_NOBODY: Text = {
  zh: 'ALSO_ROUTE 须与 removal 为 ADDER_OR_OFFICE 或 ANY_APPROVER 同用：路线指定的人不是任何人加签的',
  en: 'must go with "removal" ADDER_OR_OFFICE or ANY_APPROVER: nobody added those whom the route gave',
};

const limitFaults = (limit: Limit | undefined, at: string): readonly Text[] =>
  limit !== undefined && limit.n < 1 ? [faultAt(at, { zh: '不得少于一', en: 'must be at least one' })] : [];

function rulesFaults(rules: Partial<Rules> | undefined, at: string): readonly Text[] {
  const pauses = Object.entries(rules?.pauseMost ?? {}).flatMap(([reason, limit]) => limitFaults(limit, `${at}.pauseMost.${reason}`));
  const removes = rules !== undefined && removesForNobody(rules) ? [faultAt(`${at}.removes`, REMOVED_BY_NOBODY)] : [];
  return [...removes, ...limitFaults(rules?.deficiency, `${at}.deficiency`), ...pauses];
}

/** Roles that a route's own rules turn to and nobody holds. */
function unheld(rules: Partial<Rules> | undefined, county: County): readonly Role[] {
  const named = [...(rules?.substitute ?? []), ...(rules?.escalation ?? []).flatMap(({ to }) => to), ...(rules?.extension?.by ?? [])];
  return [...new Set(named)].filter((role) => !county.held(role));
}

function groupFaults(group: Group, at: string): Text[] {
  const faults: Text[] = [];
  const say = (inside: string, zh: string, en: string) => faults.push(faultAt(`${at}${inside}`, { zh, en }));
  const { agree, members, vote } = group;
  if (members.length === 0) say('.members', '须至少请一人', 'must ask somebody; nobody is asked');
  if (agree === 'VOTE' && vote === undefined) say('.vote', '表决须有通过条件', 'must be given: a vote needs a threshold');
  if (agree !== 'VOTE' && vote !== undefined) say('.vote', '只用于表决（VOTE）', 'must not be given: it belongs to VOTE alone');
  if (vote !== undefined) {
    const { threshold, compare } = vote;
    if (typeof threshold === 'number') {
      if (threshold < 1 && !(threshold === 0 && compare === 'MORE_THAN')) say('.vote.threshold', '不得少于一票', 'must be at least one vote');
      const fixed = members.every((m) => 'person' in m || 'group' in m);
      const most = members.reduce((sum, m) => sum + (vote.count === 'WEIGHT' ? (m.weight ?? 1) : 1), 0);
      if (fixed && (compare === 'MORE_THAN' ? threshold >= most : threshold > most))
        say(
          '.vote.threshold',
          `须能达到；${most} 票永远达不到 ${threshold}`,
          `must be one that can be reached; ${threshold} can never be reached by ${most}`,
        );
    } else {
      const { part, of } = threshold;
      if (of < 1 || part < 0 || part > of) say('.vote.threshold', `须为份额；${of} 分之 ${part} 不是`, `must be a share; ${part} of ${of} is none`);
      if (part === of && compare === 'MORE_THAN')
        say('.vote.threshold', '须能达到；超过全部永远达不到', 'must be one that can be reached; more than all never is');
      if (part === 0 && compare !== 'MORE_THAN')
        say('.vote.threshold', '须大于零；零票总能达到', 'must be more than none; none at all is always reached');
    }
  }
  members.forEach((member, index) => {
    if (member.weight !== undefined && (!Number.isInteger(member.weight) || member.weight < 1))
      say(`.members[${index}].weight`, '须为大于零的整数', 'must be a whole number above zero');
    if ('group' in member) faults.push(...groupFaults(member.group, `${at}.members[${index}].group`));
  });
  return faults;
}

function stepWarnings(route: Route, step: RouteStep, index: number): readonly Text[] {
  const warnings: Text[] = [];
  const say = (at: string, zh: string, en: string) => warnings.push(faultAt(at, { zh, en }));
  const { nobody, signature, timeout, removes, removal } = rulesAt(route, index);
  const strange = [
    ...factsAskedBy(step.when),
    ...branchesOf(step.who).flatMap((branch) => factsAskedBy(branch.when)),
    ...(step.next ?? []).flatMap((jump) => factsAskedBy(jump.when)),
  ].filter((fact) => !KNOWN_FACTS.includes(fact) && route.form?.some((field) => field.fact === fact) !== true);
  const facts = [...new Set(strange)];
  if (facts.length > 0)
    say('', `问到 ${facts.join('、')}，本系统自身不提供`, `asks about ${facts.join(', ')}, which the product does not give by itself`);
  if (step.limit === undefined) say('.limit', '没有时限，因此不会提醒任何人', 'there is none, so nobody is reminded');
  if (nobody === 'SKIP') say('.rules.nobody', 'SKIP 使找不到人时这一步自动通过', 'SKIP lets the step pass when nobody is found');
  if (removes === 'ALSO_ROUTE' && removal === 'ANY_APPROVER')
    say(
      '.rules.removes',
      'ALSO_ROUTE 加 ANY_APPROVER 使审批人可以减去其他审批人',
      'ALSO_ROUTE with ANY_APPROVER lets one approver remove the others',
    );
  if (isVetoed(step.who))
    say(
      '.who',
      'VOTE 加 VETO：够票即通过；此前一票不同意即终止，此后的不同意为时已晚',
      'VOTE with VETO passes as soon as enough agree; one refusal before that ends it, and later ones come too late',
    );
  if (signature === 'REQUIRED' && timeout.action === 'PASS' && step.limit !== undefined)
    say('.rules.signature', '逾期视为同意时没有签名签章', 'nothing is signed where time running out counts as agreement');
  if (timeout.action === 'PASS' && step.kind !== 'INTAKE') say('.rules.timeout', 'PASS 使逾期不答视为同意', 'PASS lets silence approve');
  return warnings;
}

/** Whether every step can be reached, and an end can be reached from every step. */
function wayFaults({ steps }: Route): readonly Text[] {
  const faults: Text[] = [];
  const say = (at: string, zh: string, en: string) => faults.push(faultAt(at, { zh, en }));
  const indexOf = (key: string): number => (key === END ? steps.length : steps.findIndex((step) => step.key === key));
  steps.forEach((step, index) => {
    (step.next ?? []).forEach((jump, n) => {
      const target = indexOf(jump.to);
      const at = `steps[${index}] (${step.key}).next[${n}].to`;
      if (target < 0) say(at, `须为本路线的一步；没有 ${jump.to}`, `must be a step of the route; there is no step ${jump.to}`);
      else if (target <= index)
        say(at, `须在后面；${jump.to} 不在后面，往回走是退回`, `must lie ahead; ${jump.to} does not, and going back is a return, not a jump`);
      if (jump.when === undefined && n < (step.next ?? []).length - 1)
        say(at, '须放在最后，其后的不会被看到', 'must stand last; what stands after it is never looked at');
      if (jump.when !== undefined && !canHold([jump.when]))
        say(`steps[${index}] (${step.key}).next[${n}].when`, '须能成立；这一条件永远不成立', 'must be one that can hold; it never can');
    });
    if (step.when !== undefined && !canHold([step.when]))
      say(`steps[${index}] (${step.key})`, '须能走到；其条件永远不成立', 'must be reachable; its condition can never hold');
  });
  if (faults.length > 0) return faults;
  // Conditions that have to hold on a way to each step; a step is reachable when those of one way can hold together.
  const ways: Condition[][][] = steps.map(() => []);
  if (ways[0] !== undefined) ways[0].push([]);
  for (const [index, step] of steps.entries()) {
    const here = (ways[index] ?? []).filter((way) => canHold(way));
    const can = here.some((way) => canHold([...way, ...(step.when === undefined ? [] : [step.when])]));
    if (!can) say(`steps[${index}] (${step.key})`, '须能走到；没有通向它的路', 'must be reachable; no way leads to it');
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
