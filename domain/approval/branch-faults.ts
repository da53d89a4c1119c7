/** What is wrong with the branches of a step, each at its place. Deliberately absent: everything else about a route (route-faults.ts). */
import { faultAt } from '../kernel/fault.ts';
import type { Text } from '../kernel/values.ts';
import { branchesOf, partsOf } from './branches.ts';
import { canHold } from './condition.ts';
import { END, type Group, type Member, nameOfMember, type RouteStep } from './route.ts';

/** `keys`: of the route's steps, and of branches of steps before this one. */
export function branchFaults({ who, kind }: RouteStep, keys: readonly string[]): readonly Text[] {
  const faults: Text[] = [];
  const say = (at: string, zh: string, en: string) => faults.push(faultAt(`.who${at}`, { zh, en }));
  const branches = branchesOf(who);
  const taken = new Set([...keys, END, 'APPLICANT', 'PREVIOUS']);
  const isOnce = (key: string, at: string): void => {
    if (taken.has(key)) say(`${at}.key`, `不得重复：${key} 已另有所指`, `must be given once; ${key} means something else here`);
    taken.add(key);
  };
  who.members.forEach((member, index) => {
    const at = `.members[${index}].group`;
    if (!('group' in member)) {
      if (branches.length > 0)
        say(`.members[${index}]`, '须为分支：有分支的环节只由分支组成', 'must be a branch: where there are branches, all of the step is in one');
      return;
    }
    const { group } = member;
    if (group.key === undefined) {
      faults.push(...strayFaults(group, `.who${at}`));
      if (branches.length > 0)
        say(at, '须有代码（key）：有分支的环节只由分支组成', 'must have a "key": where there are branches, all of the step is in one');
      return;
    }
    isOnce(group.key, at);
    if (group.name === undefined) say(at, '分支须有名称', 'must have a "name"');
    if (group.agree !== 'IN_ORDER')
      say(`${at}.agree`, '分支须为 IN_ORDER：其环节依次办理', 'must be IN_ORDER: the steps of a branch follow each other');
    if (group.when !== undefined && !canHold([group.when]))
      say(`${at}.when`, '须能成立；这一条件永远不成立', 'must be one that can hold; it never can');
    group.members.forEach((part, n) => {
      const inside = `${at}.members[${n}]`;
      if (!('group' in part) || part.group.key === undefined) {
        say(inside, '须为分支内的环节：写明代码（key）和名称的一组', 'must be a step of the branch: a group with "key" and "name"');
        return;
      }
      isOnce(part.group.key, `${inside}.group`);
      if (part.group.name === undefined) say(`${inside}.group`, '分支内的环节须有名称', 'must have a "name"');
      if (part.group.when !== undefined)
        say(`${inside}.group.when`, '条件只写在分支上，不写在分支内的环节上', 'must not be given: a branch has a condition, its steps have none');
      faults.push(...part.group.members.flatMap((m, i) => ('group' in m ? strayFaults(m.group, `.who${inside}.group.members[${i}].group`) : [])));
    });
  });
  if (branches.length === 0) return faults;
  if (branches.length === 1) say('.members', '须有两个以上的分支', 'must hold two branches or more');
  if (who.agree === 'IN_ORDER' || who.agree === 'ONE_OF_EACH')
    say('.agree', '分支并行，须为 ALL、ANY 或 VOTE', 'must be ALL, ANY or VOTE: branches run side by side');
  if (kind === 'INTAKE') say('.members', '受理不得有分支', 'must not hold branches: the intake has none');
  if (branches.some(({ when }) => when !== undefined) && typeof who.vote?.threshold === 'number')
    say(
      '.vote.threshold',
      '有条件的分支须按份额计，如三分之二',
      'must be a share where branches have conditions: how many there are is not known before',
    );
  for (const [name, count] of asked(branches))
    if (count > 1)
      say(
        '.members',
        `${name} 在各分支中只能出现一次：同一人在一个环节只有一席`,
        `must name ${name} once: a person has one place in a step, whatever its branches`,
      );
  return faults;
}

/** A name, key or condition where no branch can be. */
const strayFaults = (group: Group, at: string): readonly Text[] => [
  ...(group.key === undefined && group.name === undefined && group.when === undefined
    ? []
    : [
        faultAt(at, {
          zh: '不得有 key、name 或 when：只有分支和分支内的环节才有',
          en: 'must not have "key", "name" or "when": only branches and their steps do',
        }),
      ]),
  ...group.members.flatMap((member, index) => ('group' in member ? strayFaults(member.group, `${at}.members[${index}].group`) : [])),
];

/** How often each person, role or named people is asked in all branches together. */
function asked(branches: readonly Group[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (members: readonly Member[]): void => {
    for (const member of members) {
      if ('group' in member) count(member.group.members);
      else {
        const name = nameOfMember(member);
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  };
  for (const branch of branches) for (const part of partsOf(branch)) count(part.members);
  return counts;
}
