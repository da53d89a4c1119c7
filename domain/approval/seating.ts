/**
 * Finds the people for a step: holders of roles, people named by the case, stand-ins of those who are away, substitutes
 * where nobody is found. The world is passed in; what it answers is pinned in the event and stays true for ever.
 * Deliberately absent: whether they agree (ballot.ts).
 */
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';
import { type Ballot, enough } from './ballot.ts';
import type { Asking, Seat, Seating, TaskOrigin } from './facts.ts';
import { type Group, type Member, nameOfMember, type VoteRule } from './route.ts';

/** `then`: who is asked in their order where the delegate is away or must not be; absent: nobody else. */
export type StandInFound = { readonly delegate: string; readonly mandate: string; readonly further?: readonly string[] };

/** What the world knows of people. */
export type PeopleWorld = {
  /** People who hold a role in the programme now. */
  holders(role: Role): readonly string[];
  knows(person: string): boolean;
  /** Whether they have something to do in this programme: nobody else is named by a command. Absent: everybody known has. */
  belongs?(person: string): boolean;
  /** Left the service (离职): never asked again. */
  hasLeft(person: string): boolean;
  /** Whether they belong to this programme or did once, auditors too; nobody else is given anything in it. Absent: everybody known. */
  everBelonged?(person: string): boolean;
  /** The unit (department) that a person belongs to; '' when unknown. */
  unitOf(person: string): string;
  /**
   * The superior so many levels above somebody, by the county's tree of units; null: an empty seat. `aside`: who must not be
   * asked, whose own superior is then. Absent: the county has no tree.
   */
  superior?(of: string, level: number, aside: (person: string) => boolean): string | null;
  /** Who acts for a person who is away, under which mandate (代理). */
  standIn(person: string, matter: Asking['matter']): StandInFound | null;
};

export class NobodyFound extends Error {
  constructor(sought: string) {
    super(`nobody holds ${sought}, nor is there anybody else in the programme office who may decide; assign the role first`);
    this.name = 'NobodyFound';
  }
}

export class PersonUnknown extends Error {
  readonly faults: readonly Text[];
  constructor(person: string, why: 'UNKNOWN' | 'LEFT' | 'ELSEWHERE') {
    const fault: Text = {
      UNKNOWN: { zh: `没有 ${person} 这个人，可用 \`tuojian user list\` 查看`, en: `there is no person ${person}; see \`tuojian user list\`` },
      LEFT: { zh: `${person} 已离职，请另选`, en: `${person} has left; choose somebody else` },
      ELSEWHERE: {
        zh: `${person} 不在本项目群，或只作审计，请另选，或先将其加入（\`tuojian user add\`）`,
        en: `${person} does not belong to this programme, or only audits it; choose somebody else, or add them first (\`tuojian user add\`)`,
      },
    }[why];
    super(fault.en);
    this.name = 'PersonUnknown';
    this.faults = [fault];
  }
}

export type FoundPeople = Seating & { readonly fallback: boolean };

/** Errors: NobodyFound where the route refuses then; PersonUnknown for a person whom a command names. */
export function seat(ask: Asking, world: PeopleWorld, firstTask: number): FoundPeople {
  const search = new Search(ask, world, firstTask);
  const root = search.group(ask.group);
  if (root !== null) return { seats: search.seats(), ballot: root, fallback: search.fallback };
  const substitutes = search.inPlaceOf(soughtIn(ask.group));
  return { seats: search.seats(), ballot: substitutes, fallback: search.fallback };
}

const soughtIn = (group: Group): string =>
  group.members
    .map((m) => ('group' in m ? soughtIn(m.group) : nameOfMember(m)))
    .filter((name, index, all) => all.indexOf(name) === index)
    .join(', ');

class Search {
  fallback = false;
  readonly #ask: Asking;
  readonly #world: PeopleWorld;
  readonly #firstTask: number;
  /** By person: his seat's number and how he came to it. */
  readonly #found = new Map<string, { readonly task: number; readonly origin: TaskOrigin }>();
  constructor(ask: Asking, world: PeopleWorld, firstTask: number) {
    this.#ask = ask;
    this.#world = world;
    this.#firstTask = firstTask;
  }

  group(group: Group): Ballot | null {
    const departments = new Map<string, number[]>();
    const members: (number | Ballot)[] = [];
    const weights: number[] = [];
    const add = (found: number | Ballot, weight: number | undefined): void => {
      if (members.includes(found)) return;
      members.push(found);
      weights.push(weight ?? 1);
    };
    for (const member of group.members) {
      if (this.#ask.firstOnly === true && members.length > 0) break;
      for (const found of this.#member(member, group)) {
        if (typeof found === 'number' && group.agree === 'ONE_OF_EACH') this.#inDepartment(found, departments);
        else add(found, member.weight);
      }
    }
    for (const [label, seats] of departments) add({ agree: 'ANY', refusal: 'VETO', members: seats, label }, 1);
    if (members.length > 0 && group.vote !== undefined && !this.#fillUp(group.vote, members, weights)) return null;
    if (members.length === 0) return null;
    const refusal = group.refusal ?? (group.agree === 'VOTE' ? 'VOTE' : 'VETO');
    const { voteEnds } = this.#ask;
    const weighed = group.vote?.count === 'WEIGHT' && weights.some((w) => w !== 1);
    return {
      agree: group.agree === 'ONE_OF_EACH' ? 'ALL' : group.agree,
      members,
      refusal,
      ...(voteEnds !== undefined && group.agree === 'VOTE' && refusal === 'VETO' ? { ends: voteEnds } : {}),
      ...(group.vote === undefined ? {} : { vote: group.vote }),
      ...(weighed ? { weights } : {}),
      ...(group.key === undefined ? {} : { key: group.key }),
    };
  }

  /**
   * A vote that those who were found could never win: substitutes join until they could. False: the route lets the group
   * go without anybody. Error: NobodyFound.
   */
  #fillUp(vote: VoteRule, members: (number | Ballot)[], weights: number[]): boolean {
    const short = (): boolean => {
      const total = vote.count === 'WEIGHT' ? weights.reduce((sum, weight) => sum + weight, 0) : members.length;
      return !enough(vote, total, total);
    };
    if (!short()) return true;
    const { nobody } = this.#ask;
    if (nobody === 'SKIP' || nobody === 'RETURN') return false;
    for (const person of nobody === 'REFUSE' ? [] : this.#others()) {
      for (const task of this.#sit(person, 'SUBSTITUTE')) {
        if (!short() || members.includes(task)) continue;
        members.push(task);
        weights.push(1);
        this.fallback = true;
      }
    }
    if (short()) throw new NobodyFound(`enough votes (${members.length} can be asked)`);
    return true;
  }

  /** Substitutes as one group; null when the route lets a step go without anybody. Error: NobodyFound. */
  inPlaceOf(sought: string): Ballot | null {
    const { nobody, named } = this.#ask;
    if (nobody === 'SKIP' || nobody === 'RETURN') return null;
    const people = nobody === 'REFUSE' ? [] : this.#others();
    const members = people.flatMap((person) => this.#sit(person, 'SUBSTITUTE'));
    // A case with a reserve takes nobody else; whoever calls its panel looks whether enough were there.
    if (members.length === 0 && named.reserve !== undefined) return null;
    if (members.length === 0) throw new NobodyFound(sought);
    this.fallback = true;
    return { agree: 'ANY', refusal: 'VETO', members };
  }

  /** Who is asked instead: the first of the case's own reserve who sits nowhere here, else all holders of the route's roles. */
  #others(): readonly string[] {
    const { named, substitute } = this.#ask;
    const { reserve } = named;
    if (reserve === undefined) return [...new Set(substitute.flatMap((role) => this.#world.holders(role)))];
    return reserve.filter((person) => !this.#found.has(person) && this.#world.knows(person) && !this.#world.hasLeft(person)).slice(0, 1);
  }

  #member(member: Member, within: Group): readonly (number | Ballot)[] {
    if ('person' in member) {
      // Whom a command names must be there; whom a route names may leave in the course of years.
      if (this.#ask.strict === true) this.#mustBeThere(member.person);
      return this.#own(member.person);
    }
    if ('group' in member) {
      const found = this.group(member.group);
      if (found !== null) return [found];
      const { key } = member.group;
      // Whoever stands in for a branch, or a step of one, stands where it is.
      return this.#missing(soughtIn(member.group), within).map((one) => (key === undefined || typeof one === 'number' ? one : { ...one, key }));
    }
    const people = this.#among(member);
    const found = people.flatMap((person) => this.#own(person));
    return found.length > 0 ? found : this.#missing(nameOfMember(member), within);
  }

  #among(member: Exclude<Member, { readonly group: Group } | { readonly person: string }>): readonly string[] {
    if ('role' in member) return this.#world.holders(member.role);
    if ('named' in member) return this.#ask.named[member.named] ?? [];
    const { applicant, not } = this.#ask;
    // Nobody is their own superior, whatever a route lets applicants decide.
    const superior = this.#world.superior?.(applicant, member.superior, (person) => person === applicant || not.includes(person)) ?? null;
    return superior === null ? [] : [superior];
  }

  #mustBeThere(person: string): void {
    if (this.#world.hasLeft(person)) throw new PersonUnknown(person, 'LEFT');
    // Before that: nobody learns whom other programmes know.
    if (this.#world.belongs?.(person) === false) throw new PersonUnknown(person, 'ELSEWHERE');
    if (!this.#world.knows(person)) throw new PersonUnknown(person, 'UNKNOWN');
  }

  /** A place that must not stay empty unnoticed; where any one may answer, the others do. */
  #missing(sought: string, within: Group): readonly (number | Ballot)[] {
    if (within.agree === 'ANY') return [];
    const substitutes = this.inPlaceOf(sought);
    return substitutes === null ? [] : [substitutes];
  }

  /** A person, or what his being the applicant leads to. */
  #own(person: string): readonly (number | Ballot)[] {
    const { applicant, ownApplication } = this.#ask;
    const origin = this.#ask.firstOnly === true ? 'SUBSTITUTE' : 'ROUTE';
    if (person !== applicant || ownApplication === 'ALLOW') return this.#sit(person, origin);
    if (ownApplication === 'EXCLUDE') return [];
    if (ownApplication === 'SKIP') return this.#sit(person, 'OWN');
    const members = this.#others().flatMap((other) => this.#sit(other, 'SUBSTITUTE'));
    return members.length === 0 ? [] : [{ agree: 'ANY', refusal: 'VETO', members: [...new Set(members)] }];
  }

  /** One seat a person, however often a route names him. */
  #sit(person: string, origin: TaskOrigin): readonly number[] {
    const { not, applicant, ownApplication } = this.#ask;
    if (not.includes(person) || !this.#world.knows(person) || this.#world.hasLeft(person)) return [];
    if (person === applicant && origin !== 'OWN' && ownApplication !== 'ALLOW') return [];
    const known = this.#found.get(person);
    if (known !== undefined) return [known.task];
    const task = this.#firstTask + this.#found.size;
    this.#found.set(person, { task, origin });
    return [task];
  }

  #inDepartment(task: number, departments: Map<string, number[]>): void {
    const person = [...this.#found].find(([, found]) => found.task === task)?.[0] ?? '';
    const unit = this.#world.unitOf(person);
    departments.set(unit, [...(departments.get(unit) ?? []).filter((other) => other !== task), task]);
  }

  /** Who holds each seat: the person himself, or his stand-in where that breaks no rule. */
  seats(): readonly Seat[] {
    const { matter, direct } = this.#ask;
    const holders = new Set(this.#found.keys());
    return [...this.#found].map(([person, { task, origin }]) => {
      const standIn = direct === true || origin === 'OWN' ? null : this.#world.standIn(person, matter);
      const delegate = standIn === null ? null : this.#delegate(standIn, holders);
      if (standIn === null || delegate === null) return { task, person, onBehalfOf: null, mandate: null, origin };
      holders.add(delegate);
      return { task, person: delegate, onBehalfOf: person, mandate: standIn.mandate, origin: 'STAND_IN' };
    });
  }

  /** The first of those whom the principal named who may and is there; where all are away, the first who may. Null: none may. */
  #delegate({ delegate, further = [] }: StandInFound, holders: ReadonlySet<string>): string | null {
    const may = [delegate, ...further].filter((person) => this.#maySit(person, holders));
    return may.find((person) => this.#world.standIn(person, this.#ask.matter) === null) ?? may[0] ?? null;
  }

  /** Nobody decides for another on his own application, nor twice in one step: two signatures are two people's. */
  #maySit(delegate: string, holders: ReadonlySet<string>): boolean {
    const { applicant, not } = this.#ask;
    return (
      delegate !== applicant && !not.includes(delegate) && !holders.has(delegate) && this.#world.knows(delegate) && !this.#world.hasLeft(delegate)
    );
  }
}
