/**
 * Who holds which role, and how that changes: what lets somebody release money, pass an acceptance, see everything or
 * appoint others is proposed by one person and confirmed by another; nobody gives themselves a role; auditors are the
 * group leader's (docs/adr/0025). Deliberately absent: who leaves, and with what (leaving.ts).
 */
import type { Route } from '../approval/route.ts';
import type { OwnTables } from '../calendar/clock-rules.ts';
import { type AgendaItem, allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { incomplete, type Rejection, rejection } from '../kernel/rejection.ts';
import { ROLES, type Role } from '../kernel/role.ts';
import { assignsOthers, has, isOperator } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { dayWords } from '../words/days.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import {
  CONFIRMS,
  confirmProposal,
  confirms,
  type Ended,
  endedBy,
  endWords,
  expireProposal,
  PROPOSES,
  type Proposal,
  type Proposals,
  proposalAgenda,
  proposalUntil,
  refuseProposal,
  withoutProposal,
} from './proposal.ts';

export type RoleHolder = { readonly role: Role; readonly person: string };

export type RoleCommand =
  | { readonly type: 'AssignRole'; readonly role: Role; readonly person: string; readonly basis: string }
  | { readonly type: 'RevokeRole'; readonly role: Role; readonly person: string; readonly basis: string }
  /** The second person agrees. */
  | { readonly type: 'ConfirmRole'; readonly proposal: string }
  /** The second person, or the person concerned, does not; or whoever proposed it takes it back. */
  | { readonly type: 'RefuseRole'; readonly proposal: string; readonly reason: string }
  | { readonly type: 'ExpireProposal'; readonly proposal: string };

export type RoleProposal = RoleHolder & Proposal & { readonly change: 'ASSIGN' | 'REVOKE'; readonly basis: string };

/** `proposal`, `proposedBy`: of one that a second person confirmed. `exists` is checked by the recorder. */
type Changed = RoleHolder & {
  readonly basis: string;
  readonly proposal?: string;
  readonly proposedBy?: string | null;
  readonly exists?: readonly string[];
};
export type RoleEvent =
  | { readonly type: 'RoleAssigned'; readonly data: Changed }
  | { readonly type: 'RoleRevoked'; readonly data: Changed }
  | { readonly type: 'RoleProposed'; readonly data: RoleProposal & { readonly exists: readonly string[] } }
  | {
      readonly type: 'RoleProposalEnded';
      readonly data: RoleHolder & {
        readonly proposal: string;
        readonly by: string | null;
      } & Ended;
    };

/** What of a programme decides on roles. What is optional came with a later release. */
export type Posts = OwnTables & {
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly left: readonly string[];
  readonly routes: Readonly<Record<string, Route>>;
  readonly proposals?: Readonly<Record<string, RoleProposal>>;
  readonly proposalsMade?: number;
};

/** And who manages what, since nobody audits their own project. */
type PostsAndProjects = Posts & {
  readonly projects?: Readonly<Record<string, { readonly manager: string; readonly status: string; readonly goesOn?: true }>>;
};

/**
 * Money: who is asked about applications for it, payments and changes (资金管理, domain facts 2.5). Acceptance: who sits
 * in it or signs for it. The rest appoints others, stands in where nobody is found, or sees everything.
 */
const TWO_PEOPLE: readonly Role[] = [
  'FINANCE',
  'FINANCE_REVIEW',
  'NDRC',
  'NDRC_HEAD',
  'PANEL',
  'HOUSING',
  'HEALTH',
  'FIRE',
  'PROGRAMME_OFFICER',
  'OFFICE_DIRECTOR',
  'DEPUTY_LEADER',
  'GROUP_LEADER',
  'ADMINISTRATOR',
];

/** Also whatever role a route of the county's own asks: it may release money there. */
export const needsTwo = ({ routes }: Posts, role: Role): boolean => TWO_PEOPLE.includes(role) || mentions(Object.values(routes), role);

const mentions = (value: unknown, role: Role): boolean =>
  typeof value === 'string'
    ? value === role
    : typeof value === 'object' && value !== null && Object.values(value).some((inner) => mentions(inner, role));

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室或系统管理员可以这样做。', 'Only the programme office or an administrator may do this.');
const notYourself = rejection('NOT_YOURS', '不得给自己任职，请由他人提出。', 'Nobody gives themselves a role; let somebody else propose it.');
const leaderOnly = rejection('NOT_YOURS', '审计人员只由组长任免。', 'Auditors are appointed and dismissed by the group leader alone.');
const another = rejection(
  'NOT_YOURS',
  '须由另一人确认：不得是提出人或本人，且须为组长、副组长、办公室主任、经办人或系统管理员。',
  'Another person must confirm: neither who proposed it nor who it is about, but a leader, the director, an officer or an administrator.',
);
const officeCan = rejection(
  'NOT_YOURS',
  '办公室自己可以办理：由一人提出，另一人确认；控制台只在无人可办时使用。',
  'The office can do this itself: one proposes, another confirms. The console is for when nobody else can.',
);
const notBoth = rejection(
  'PERSON_NOT_ELIGIBLE',
  '审计人员不得同时担任其他角色或负责项目（不相容职务分离）；请先免去其一，或另选他人。',
  'Nobody audits and holds another role or manages a project in the same programme; end the one first, or choose somebody else.',
);
const holdsAlready = rejection('DUPLICATE', '此人已担任该角色。', 'This person holds the role already.');
const holdsNot = rejection('UNKNOWN_ITEM', '此人未担任该角色。', 'This person does not hold the role.');
const lastOfficer = rejection('INCOMPLETE', '至少须有一名办公室经办人。', 'The programme office cannot be left without anybody.');

export function decideRole(state: PostsAndProjects, command: RoleCommand, context: Context): Decision<RoleEvent> {
  switch (command.type) {
    case 'AssignRole':
    case 'RevokeRole':
      return byRules(context, 2) ? change(state, command, context) : changeAtOnce(state, command, context);
    case 'ConfirmRole':
      return confirm(state, command.proposal, context);
    case 'RefuseRole':
      return refuseProposal(proposalsOf(state), command, context, mayRefuse(context));
    case 'ExpireProposal':
      return expireProposal(proposalsOf(state), command.proposal, context);
  }
}

type Change = Extract<RoleCommand, { type: 'AssignRole' | 'RevokeRole' }>;

/** As releases up to 0.4.0 decided. */
function changeAtOnce(state: Posts, { type, role, person, basis }: Change, context: Context): Decision<RoleEvent> {
  if (!assignsOthers(context)) return refuse(officeOnly);
  const fault = stateFault(state, type, { role, person });
  if (fault !== null) return refuse(fault);
  return allow<RoleEvent>({ type: type === 'AssignRole' ? 'RoleAssigned' : 'RoleRevoked', data: { role, person, basis } });
}

function stateFault(state: Posts, type: Change['type'], { role, person }: RoleHolder) {
  const holders = state.roles[role] ?? [];
  if (type === 'AssignRole') return holders.includes(person) ? holdsAlready : null;
  if (!holders.includes(person)) return holdsNot;
  return role === 'PROGRAMME_OFFICER' && holders.length === 1 ? lastOfficer : null;
}

/** What makes it impossible that somebody audits and holds anything else here; null: nothing. */
export function auditsAlone({ roles, projects = {} }: PostsAndProjects, { role, person }: RoleHolder): Rejection | null {
  const holds = ROLES.filter((held) => held !== role && roles[held]?.includes(person) === true);
  if (role !== 'AUDITOR') return holds.includes('AUDITOR') ? notBoth : null;
  const manages = Object.values(projects).some((project) => project.manager === person && (project.status === 'RUNNING' || project.goesOn === true));
  return holds.length > 0 || manages ? notBoth : null;
}

/** What stands against a change since 0.5.0; null: nothing. */
const changeFault = (state: PostsAndProjects, type: Change['type'], holder: RoleHolder): Rejection | null =>
  stateFault(state, type, holder) ?? (type === 'AssignRole' ? auditsAlone(state, holder) : null);

function change(state: PostsAndProjects, { type, role, person, basis }: Change, context: Context): Decision<RoleEvent> {
  const own = person === context.actor.person;
  const laysDown = type === 'RevokeRole' && own && role !== 'AUDITOR' && !isOperator(context);
  const why = laysDown ? null : whyNotAllowed(state, { role, person }, own, context);
  if (why !== null) return refuse(why);
  if (basis.trim() === '')
    return refuse(
      incomplete('缺少书面依据。', 'There is no written basis.', [
        { zh: 'basis：须为文号，或函件存放处', en: 'basis must be a document, or where the letter is filed' },
      ]),
    );
  const fault = changeFault(state, type, { role, person });
  if (fault !== null) return refuse(fault);
  if (laysDown || isOperator(context) || role === 'AUDITOR' || !needsTwo(state, role)) {
    return allow<RoleEvent>({ type: type === 'AssignRole' ? 'RoleAssigned' : 'RoleRevoked', data: { role, person, basis, exists: [person] } });
  }
  const change = type === 'AssignRole' ? 'ASSIGN' : 'REVOKE';
  const same = Object.values(state.proposals ?? {}).find((p) => p.role === role && p.person === person && p.change === change);
  if (same !== undefined)
    return refuse(rejection('DUPLICATE', `${same.proposal} 已提出，等待确认。`, `${same.proposal} says so already and waits to be confirmed.`));
  return allow<RoleEvent>(proposed(state, { change, role, person, basis }, context));
}

function whyNotAllowed(state: Posts, holder: RoleHolder, own: boolean, context: Context) {
  if (own) return notYourself;
  if (isOperator(context)) return othersCan(state, holder) ? officeCan : null;
  if (holder.role === 'AUDITOR') return has(context, 'GROUP_LEADER') ? null : leaderOnly;
  return has(context, ...PROPOSES) ? null : officeOnly;
}

/** Whether there are people who could do this without the console. */
export function othersCan(state: Posts, { role, person }: RoleHolder): boolean {
  const holding = (roles: readonly Role[]) => [...new Set(roles.flatMap((held) => state.roles[held] ?? []))].filter((other) => other !== person);
  if (role === 'AUDITOR') return holding(['GROUP_LEADER']).length > 0;
  const proposers = holding(PROPOSES);
  return needsTwo(state, role) ? proposers.some((one) => holding(CONFIRMS).some((other) => other !== one)) : proposers.length > 0;
}

/** A proposal, numbered on; `nth` for several in one act. */
export function proposed(state: Posts, wanted: Pick<RoleProposal, 'change' | 'role' | 'person' | 'basis'>, context: Context, nth = 0): RoleEvent {
  return {
    type: 'RoleProposed',
    data: {
      proposal: `RP-${(state.proposalsMade ?? 0) + 1 + nth}`,
      ...wanted,
      by: context.actor.person,
      until: proposalUntil(state, context),
      exists: [wanted.person],
    },
  };
}

/** Neither is whom it is about a second person. */
const proposalsOf = ({ proposals }: Posts): Proposals<RoleProposal, RoleEvent> => ({
  waiting: proposals,
  ended: proposalEnded,
  another,
  concerns: ({ person }, me) => person === me,
});

const confirm = (state: PostsAndProjects, id: string, context: Context): Decision<RoleEvent> =>
  confirmProposal(proposalsOf(state), id, context, (known) => {
    const { proposal, change, role, person, basis, by } = known;
    const type = change === 'ASSIGN' ? 'AssignRole' : 'RevokeRole';
    const fault = changeFault(state, type, { role, person });
    if (fault === lastOfficer) return refuse(fault);
    if (fault !== null) return allow<RoleEvent>(proposalEnded(known, endedBy('OVERTAKEN', fault.message)));
    const data = { role, person, basis, proposal, proposedBy: by, exists: [person] };
    return allow<RoleEvent>({ type: change === 'ASSIGN' ? 'RoleAssigned' : 'RoleRevoked', data });
  });

/** Whoever is to be given a role may decline it; whoever is to lose one has no say. */
const mayRefuse =
  (context: Context) =>
  ({ change, person }: RoleProposal, me: string): boolean =>
    me === person ? change === 'ASSIGN' : confirms(context);

export const proposalEnded = ({ proposal, role, person, by }: RoleProposal, end: Ended): RoleEvent => ({
  type: 'RoleProposalEnded',
  data: { proposal, role, person, by, ...end },
});

const without = (proposals: Posts['proposals'], proposal: string | undefined): Partial<Posts> => {
  const rest = withoutProposal(proposals, proposal);
  return rest === null ? {} : { proposals: rest };
};

export function evolveRoles(state: Posts, event: RoleEvent): Partial<Posts> {
  switch (event.type) {
    case 'RoleAssigned': {
      // Whoever is given a role works here, although they may have left once.
      const { role, person, proposal } = event.data;
      const left = state.left.filter((other) => other !== person);
      return { left, roles: { ...state.roles, [role]: [...(state.roles[role] ?? []), person] }, ...without(state.proposals, proposal) };
    }
    case 'RoleRevoked': {
      const { role, person, proposal } = event.data;
      return { roles: { ...state.roles, [role]: (state.roles[role] ?? []).filter((p) => p !== person) }, ...without(state.proposals, proposal) };
    }
    case 'RoleProposed': {
      const { exists: _, ...known } = event.data;
      return { proposals: { ...state.proposals, [known.proposal]: known }, proposalsMade: (state.proposalsMade ?? 0) + 1 };
    }
    case 'RoleProposalEnded':
      return without(state.proposals, event.data.proposal);
  }
}

export const roleAgenda = ({ proposals }: Posts): readonly AgendaItem<RoleCommand>[] =>
  proposalAgenda(proposals, (proposal) => ({ type: 'ExpireProposal', proposal }));

/** The person, all auditors and the leader hear of every change; who may confirm, of every proposal. */
export function roleNotices(event: RoleEvent & { readonly actor: { readonly person: string | null } }): readonly NoticeDue[] {
  const { role, person } = event.data;
  const { zh, en } = ROLE_WORDS[role];
  const by = event.actor.person;
  const names = by === null ? { person } : { person, by };
  const [byZh, byEn] = by === null ? ['系统', 'the system'] : ['{by}', '{by}'];
  const watching: readonly NoticeDue['to'][] = [{ person }, { role: 'AUDITOR' }, { role: 'GROUP_LEADER' }];
  const tell = (template: 'role' | 'role-proposed', to: readonly NoticeDue['to'][], text: { zh: string; en: string }): readonly NoticeDue[] =>
    to.map((whom) => ({ template, to: whom, facts: { says: { ...text, ...names } } }));
  switch (event.type) {
    case 'RoleAssigned':
      return tell('role', watching, {
        zh: `{person}现担任${zh}（办理人：${byZh}，依据：${event.data.basis}）`,
        en: `{person} now holds the role “${en}” (by ${byEn}, basis: ${event.data.basis})`,
      });
    case 'RoleRevoked':
      return tell('role', watching, {
        zh: `{person}不再担任${zh}（办理人：${byZh}，依据：${event.data.basis}）`,
        en: `{person} no longer holds the role “${en}” (by ${byEn}, basis: ${event.data.basis})`,
      });
    case 'RoleProposed': {
      const { proposal, change, basis, until } = event.data;
      const assign = change === 'ASSIGN';
      return tell('role-proposed', [...watching, ...CONFIRMS.map((held) => ({ role: held }))], {
        zh: `${byZh}提出${assign ? '由{person}担任' : '免去{person}的'}${zh}（${proposal}，依据：${basis}）。须由另一人在 ${dayWords(until).zh}前确认或否决`,
        en: `${byEn} proposes that {person} ${assign ? 'hold' : 'no longer hold'} the role “${en}” (${proposal}, basis: ${basis}). Another person must confirm or refuse it by ${dayWords(until).en}`,
      });
    }
    case 'RoleProposalEnded':
      return tell('role', [{ person }, ...(event.data.by === null ? [] : [{ person: event.data.by }])], {
        zh: `${event.data.proposal}（{person}，${zh}）未生效：${endWords(event.data).zh}`,
        en: `${event.data.proposal} ({person}, ${en}) did not take effect: ${endWords(event.data).en}`,
      });
  }
}
