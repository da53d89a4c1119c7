/**
 * What somebody who looks at the people of a programme is shown of them and offered: who holds what, who acts for whom, what
 * waits for a second person. What is offered is asked of the decisions themselves, so that no page offers what would be
 * refused. Pure. Deliberately absent: names and addresses (prisma/people/roster.ts), deciding (roles.ts, mandates.ts).
 */
import type { Decision, Draft } from '../kernel/case.ts';
import { type Context, RULES } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { ROLES, type Role } from '../kernel/role.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { programmeCase } from './case.ts';
import type { ProgrammeEvent, ProgrammeState, PublicProgrammeCommand } from './facts.ts';
import { delegatesOf, type KnownMandate } from './mandates.ts';
import { CONFIRMS, proposalUntil } from './proposal.ts';
import { needsTwo, type RoleProposal } from './roles.ts';

/** Who looks, and when. */
export type Looking = Pick<Context, 'actor' | 'now'>;
const contextOf = ({ actor, now }: Looking): Context => ({ actor, now, commandId: '', rules: RULES });
/** What would come of it, and nothing does. */
const decided = (state: ProgrammeState, command: PublicProgrammeCommand, looking: Looking): Decision<ProgrammeEvent> =>
  programmeCase.decide(state, command, contextOf(looking));
/** Whatever somebody writes as basis or reason; what is empty is refused for that alone. */
const SOMETHING = '-';

/** AT_ONCE: it holds when it is sent. PROPOSED: it waits for a second person. NOT: `why` says what is in the way. */
export type Giving = { readonly how: 'AT_ONCE' | 'PROPOSED'; readonly why: null } | { readonly how: 'NOT'; readonly why: Text };
const givingOf = (decision: Decision<ProgrammeEvent>): Giving =>
  decision.ok
    ? { how: decision.events.some(({ type }) => type === 'RoleProposed') ? 'PROPOSED' : 'AT_ONCE', why: null }
    : { how: 'NOT', why: decision.rejection.message };

/** One role, as it stands to a person: whether they hold it, and how it can be given or taken by whoever looks. */
export type Post = { readonly role: Role; readonly held: boolean; readonly takesTwo: boolean; readonly change: Giving };

/** Every role in its order. */
export function postsOf(state: ProgrammeState, person: string, looking: Looking): readonly Post[] {
  return ROLES.map((role) => {
    const held = state.roles[role]?.includes(person) === true;
    const decision = decided(state, { type: held ? 'RevokeRole' : 'AssignRole', role, person, basis: SOMETHING }, looking);
    return { role, held, takesTwo: needsTwo(state, role), change: givingOf(decision) };
  });
}

export type ProposalShown = RoleProposal & {
  readonly mayConfirm: boolean;
  /** As the second person, or as whom it is about. */
  readonly mayRefuse: boolean;
  /** Whoever looks proposed it, and may take it back. */
  readonly mine: boolean;
};

const agreed = ({ ok }: Decision<Draft>): boolean => ok;

/** Changes of roles that wait for a second person, the one that runs out first before the others. */
export function proposalsShown(state: ProgrammeState, looking: Looking): readonly ProposalShown[] {
  return Object.values(state.proposals ?? {})
    .map((known) => ({
      ...known,
      mayConfirm: agreed(decided(state, { type: 'ConfirmRole', proposal: known.proposal }, looking)),
      mayRefuse: agreed(decided(state, { type: 'RefuseRole', proposal: known.proposal, reason: SOMETHING }, looking)),
      mine: known.by !== null && known.by === looking.actor.person,
    }))
    .sort((a, b) => (a.until + a.proposal < b.until + b.proposal ? -1 : 1));
}

/** Who holds what lets them be the second person, whoever proposes and whomever it is about. */
export const secondPeople = ({ roles }: Pick<ProgrammeState, 'roles'>): readonly string[] => [
  ...new Set(CONFIRMS.flatMap((role) => roles[role] ?? [])),
];

export const untilOfProposal = (state: ProgrammeState, looking: Looking): IsoDate => proposalUntil(state, contextOf(looking));

export type MandateShown = KnownMandate & {
  readonly mayConfirm: boolean;
  readonly mayEnd: boolean;
  /** Other mandates of the same two people's, on a common day: not refused, and worth a look. */
  readonly meets: readonly string[];
};

/** All mandates that hold, will hold, or wait to be agreed to, in the order of their days. */
export function mandatesShown(state: ProgrammeState, looking: Looking): readonly MandateShown[] {
  const all = Object.values(state.mandates);
  return all
    .map((known) => ({
      ...known,
      mayConfirm: agreed(decided(state, { type: 'ConfirmMandate', mandate: known.mandate }, looking)),
      mayEnd: agreed(decided(state, { type: 'RevokeMandate', mandate: known.mandate, reason: SOMETHING }, looking)),
      meets: all
        .filter((other) => other.mandate !== known.mandate && sameDays(other, known) && sharePeople(other, known))
        .map(({ mandate }) => mandate),
    }))
    .sort((a, b) => (a.from + a.mandate < b.from + b.mandate ? -1 : 1));
}

const sameDays = (a: KnownMandate, b: KnownMandate): boolean => a.from <= b.to && b.from <= a.to;
/** Whoever acts for somebody is away themselves, acts for two, or is acted for by two. */
const sharePeople = (a: KnownMandate, b: KnownMandate): boolean =>
  a.principal === b.principal ||
  delegatesOf(a).some((person) => person === b.principal || delegatesOf(b).includes(person)) ||
  delegatesOf(b).includes(a.principal);

/** `until`: the last day; `by`: who acts for them. */
export type Away = { readonly mandate: string; readonly until: IsoDate; readonly by: string };
/** Whoever is away today: somebody acts for them in everything. */
export function awayToday({ mandates }: Pick<ProgrammeState, 'mandates'>, person: string, now: string): Away | null {
  const today = dayAt(now);
  const found = Object.values(mandates).find(
    ({ principal, status, from, to, scope }) =>
      principal === person && status === 'ACTIVE' && from <= today && today <= to && scope.routes === undefined && scope.projects === undefined,
  );
  return found === undefined ? null : { mandate: found.mandate, until: found.to, by: found.delegate };
}

/** The projects that somebody manages and that are not over. */
export const managedBy = ({ projects }: Pick<ProgrammeState, 'projects'>, person: string): readonly string[] =>
  Object.entries(projects).flatMap(([code, { manager, status, goesOn }]) =>
    manager === person && (status === 'RUNNING' || goesOn === true) ? [code] : [],
  );

/** The roles that somebody holds, in their order. */
export const rolesOf = ({ roles }: Pick<ProgrammeState, 'roles'>, person: string): readonly Role[] =>
  ROLES.filter((role) => roles[role]?.includes(person) === true);

/**
 * Whoever reads somebody's mailbox can sign in as them: so the address of a person who holds what takes two people, or who
 * audits, is not one person's to change (docs/adr/0072).
 */
export const addressTakesTwo = (state: ProgrammeState, person: string): boolean =>
  rolesOf(state, person).some((role) => role === 'AUDITOR' || needsTwo(state, role));

/** Another address for such a person, which waits for a second person. */
export type AddressProposal = {
  readonly proposal: string;
  readonly person: string;
  readonly by: string;
  readonly basis: string;
  /** The last day on which it can be confirmed. */
  readonly until: IsoDate;
};

/**
 * As with a role (docs/adr/0025): the second person is neither who proposed it nor whom it is about, and for an auditor it is
 * the group leader. Whoever it is about may refuse it; it is their way in.
 */
export function addressOffers(
  state: ProgrammeState,
  { person, by }: Pick<AddressProposal, 'person' | 'by'>,
  { actor }: Looking,
): Pick<ProposalShown, 'mayConfirm' | 'mayRefuse' | 'mine'> {
  const me = actor.person;
  const second =
    actor.roles.some((role) => CONFIRMS.includes(role)) && (!rolesOf(state, person).includes('AUDITOR') || actor.roles.includes('GROUP_LEADER'));
  return { mayConfirm: second && me !== by && me !== person, mayRefuse: second || me === by || me === person, mine: me === by };
}
