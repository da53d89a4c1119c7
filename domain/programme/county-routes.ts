/**
 * A county's own approval routes: proposed by one person and confirmed by another, since whoever writes a route says who
 * releases money and who passes an acceptance (docs/adr/0025). Deliberately absent: what is wrong with a route
 * (approval/route-faults.ts), which route a case is pinned to (world/blanks.ts).
 */
import { peopleInGroup, type Route, withVotesAsNow } from '../approval/route.ts';
import { checkRoute } from '../approval/route-faults.ts';
import type { OwnTables } from '../calendar/clock-rules.ts';
import { type AgendaItem, allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { incomplete, rejection, unknownItem } from '../kernel/rejection.ts';
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';
import { assignsOthers } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { dayWords } from '../words/days.ts';
import {
  allOf,
  CONFIRMS,
  confirmProposal,
  type Ended,
  endedBy,
  endWords,
  expireProposal,
  type Proposal,
  type Proposals,
  proposalAgenda,
  proposalUntil,
  refuseProposal,
  withoutProposal,
} from './proposal.ts';

export type RouteCommand =
  /** The county's own version of a route; its number is given when it is confirmed. */
  | { readonly type: 'AdoptRoute'; readonly route: Route; readonly basis: string }
  /** Back to the shipped one. */
  | { readonly type: 'WithdrawRoute'; readonly code: string; readonly basis: string }
  /** The second person agrees. */
  | { readonly type: 'ConfirmRoute'; readonly proposal: string }
  /** The second person does not; or whoever proposed it takes it back. */
  | { readonly type: 'RefuseRoute'; readonly proposal: string; readonly reason: string }
  | { readonly type: 'ExpireRoute'; readonly proposal: string };

/** `wanted`: the route that is to hold; null: the county's own is to end. */
export type RouteProposal = Proposal & { readonly code: string; readonly wanted: Route | null; readonly basis: string };

/** `proposal`, `proposedBy`: since a second person confirms. `known` is checked by the recorder. */
type Confirmed = { readonly basis: string; readonly proposal?: string; readonly proposedBy?: string | null };
export type RouteEvent =
  | { readonly type: 'RouteAdopted'; readonly data: Confirmed & { readonly adopted: Route } }
  | { readonly type: 'RouteWithdrawn'; readonly data: Confirmed & { readonly code: string } }
  | { readonly type: 'RouteProposed'; readonly data: RouteProposal & { readonly known: readonly string[] } }
  | {
      readonly type: 'RouteProposalEnded';
      readonly data: {
        readonly proposal: string;
        readonly code: string;
        readonly by: string | null;
      } & Ended;
    };

/** What of a programme decides on routes. What is optional came with a later release. */
export type CountyRoutes = OwnTables & {
  readonly code: string;
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly routes: Readonly<Record<string, Route>>;
  readonly routeVersions: Readonly<Record<string, number>>;
  readonly routeProposals?: Readonly<Record<string, RouteProposal>>;
  readonly routeProposalsMade?: number;
};

/** Since when a route takes two people (kernel/context.ts). */
const TWO_SINCE = 3;

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室或系统管理员可以这样做。', 'Only the programme office or an administrator may do this.');
const another = rejection(
  'NOT_YOURS',
  '须由另一人确认：不得是提出人，也不得是路线中点名的人，且须为组长、副组长、办公室主任、经办人或系统管理员。',
  'Another person must confirm: neither who proposed it nor anybody whom the route names, but a leader, the director, an officer or an administrator.',
);

export function decideRoute(state: CountyRoutes, command: RouteCommand, context: Context): Decision<RouteEvent> {
  switch (command.type) {
    case 'AdoptRoute':
    case 'WithdrawRoute':
      return assignsOthers(context) ? propose(state, command, context) : refuse(officeOnly);
    case 'ConfirmRoute':
      return confirm(state, command.proposal, context);
    case 'RefuseRoute':
      return refuseProposal(proposalsOf(state), command, context);
    case 'ExpireRoute':
      return expireProposal(proposalsOf(state), command.proposal, context);
  }
}

type Proposing = Extract<RouteCommand, { type: 'AdoptRoute' | 'WithdrawRoute' }>;

function propose(state: CountyRoutes, command: Proposing, context: Context): Decision<RouteEvent> {
  const { basis } = command;
  const wanted = command.type === 'AdoptRoute' ? command.route : null;
  const code = command.type === 'AdoptRoute' ? command.route.code : command.code;
  if (wanted === null && state.routes[code] === undefined) return refuse(unknownItem(code));
  const faults = wanted === null ? [] : faultsOf(state, wanted, { auditors: !byRules(context, 2) });
  if (faults.length > 0) return refuse(rejection('ROUTE_FAULTS', '路线有误，未采用。', 'The route has faults and was not adopted.', faults));
  // As releases up to 0.5.0 decided.
  if (!byRules(context, TWO_SINCE))
    return allow<RouteEvent>(wanted === null ? { type: 'RouteWithdrawn', data: { code, basis } } : adopted(state, wanted, { basis }));
  if (basis.trim() === '')
    return refuse(
      incomplete('缺少书面依据。', 'There is no written basis.', [
        { zh: 'basis：须为文号，或函件存放处', en: 'basis must be a document, or where the letter is filed' },
      ]),
    );
  const waiting = Object.values(state.routeProposals ?? {}).find((proposal) => proposal.code === code);
  if (waiting !== undefined)
    return refuse(
      rejection(
        'DUPLICATE',
        `${waiting.proposal} 已就路线 ${code} 提出，等待确认；请先确认或否决。`,
        `${waiting.proposal} about route ${code} waits to be confirmed; confirm or refuse it first.`,
      ),
    );
  const proposal: RouteProposal = {
    proposal: `RT-${(state.routeProposalsMade ?? 0) + 1}`,
    code,
    wanted,
    basis,
    by: context.actor.person,
    until: proposalUntil(state, context),
  };
  return allow<RouteEvent>({ type: 'RouteProposed', data: { ...proposal, known: wanted === null ? [] : namedIn(wanted) } });
}

/** Adopted only without a fault; those named are all that there are. */
const faultsOf = (state: CountyRoutes, route: Route, options: { readonly auditors: boolean }): readonly Text[] =>
  checkRoute(route, { held: (role) => (state.roles[role]?.length ?? 0) > 0, knows: () => true }, options).faults;

function adopted(state: CountyRoutes, route: Route, confirmed: Confirmed): RouteEvent {
  // Whatever the file says of it: a route means what routes mean on the day on which it is adopted.
  const { adoptedBy: _, voteEnds: __, ...own } = route;
  const version = (state.routeVersions[route.code] ?? 0) + 1;
  return { type: 'RouteAdopted', data: { adopted: { ...withVotesAsNow({ ...own, version }), adoptedBy: state.code }, ...confirmed } };
}

/** The people whom a route names by themselves, not by a role. */
const namedIn = ({ steps }: Route): readonly string[] => [...new Set(steps.flatMap(({ who }) => peopleInGroup(who)))];

/** Nobody confirms a route that names them. */
const proposalsOf = ({ routeProposals }: CountyRoutes): Proposals<RouteProposal, RouteEvent> => ({
  waiting: routeProposals,
  ended,
  another,
  concerns: ({ wanted }, me) => wanted !== null && namedIn(wanted).includes(me),
});

const confirm = (state: CountyRoutes, id: string, context: Context): Decision<RouteEvent> =>
  confirmProposal(proposalsOf(state), id, context, (known) => {
    const { proposal, code, wanted, basis, by } = known;
    const confirmed: Confirmed = { basis, proposal, proposedBy: by };
    if (wanted === null) {
      return allow<RouteEvent>(
        state.routes[code] === undefined
          ? ended(known, endedBy('OVERTAKEN', { zh: `${code} 已停用`, en: `${code} has ended already` }))
          : { type: 'RouteWithdrawn', data: { code, ...confirmed } },
      );
    }
    const faults = faultsOf(state, wanted, { auditors: false });
    return allow<RouteEvent>(faults.length > 0 ? ended(known, endedBy('OVERTAKEN', allOf(faults))) : adopted(state, wanted, confirmed));
  });

const ended = ({ proposal, code, by }: RouteProposal, end: Ended): RouteEvent => ({
  type: 'RouteProposalEnded',
  data: { proposal, code, by, ...end },
});

const without = ({ routeProposals }: CountyRoutes, proposal: string | undefined): Partial<CountyRoutes> => {
  const rest = withoutProposal(routeProposals, proposal);
  return rest === null ? {} : { routeProposals: rest };
};

export function evolveRoutes(state: CountyRoutes, event: RouteEvent): Partial<CountyRoutes> {
  switch (event.type) {
    case 'RouteAdopted': {
      const { adopted: own, proposal } = event.data;
      const routeVersions = { ...state.routeVersions, [own.code]: own.version };
      return { routes: { ...state.routes, [own.code]: own }, routeVersions, ...without(state, proposal) };
    }
    case 'RouteWithdrawn': {
      const { [event.data.code]: _, ...routes } = state.routes;
      return { routes, ...without(state, event.data.proposal) };
    }
    case 'RouteProposed': {
      const { known: _, ...proposal } = event.data;
      return {
        routeProposals: { ...state.routeProposals, [proposal.proposal]: proposal },
        routeProposalsMade: (state.routeProposalsMade ?? 0) + 1,
      };
    }
    case 'RouteProposalEnded':
      return without(state, event.data.proposal);
  }
}

export const routeAgenda = ({ routeProposals }: CountyRoutes): readonly AgendaItem<RouteCommand>[] =>
  proposalAgenda(routeProposals, (proposal) => ({ type: 'ExpireRoute', proposal }));

/** Who may confirm hears of a proposal, auditors of it and of what became of it, whoever proposed it of its end. */
export function routeNotices(event: RouteEvent & { readonly actor: { readonly person: string | null } }): readonly NoticeDue[] {
  if (event.type === 'RouteProposed') {
    const { proposal, code, wanted, basis, until, by } = event.data;
    const says = {
      zh: `${by === null ? '系统' : '{by}'}提出${wanted === null ? '停用本县路线' : '采用本县路线'} ${code}（${proposal}，依据：${basis}）。须由另一人在 ${dayWords(until).zh}前确认或否决`,
      en: `${by === null ? 'The system' : '{by}'} proposes to ${wanted === null ? 'end' : 'adopt'} the county’s own route ${code} (${proposal}, basis: ${basis}). Another person must confirm or refuse it by ${dayWords(until).en}`,
      ...(by === null ? {} : { by }),
    };
    return [...CONFIRMS, 'AUDITOR' as const].map((role) => ({ template: 'route-proposed', to: { role }, facts: { says } }));
  }
  // Adopted by one person: as releases up to 0.5.0 did, which told nobody.
  if (event.data.proposal === undefined) return [];
  const { proposal } = event.data;
  const code = event.type === 'RouteAdopted' ? event.data.adopted.code : event.data.code;
  const by = event.type === 'RouteProposalEnded' ? event.data.by : (event.data.proposedBy ?? null);
  const outcome = {
    RouteAdopted: { zh: '已采用，此后的申请适用', en: 'was adopted; applications from now on go by it' },
    RouteWithdrawn: { zh: '已停用，此后适用随产品提供的路线', en: 'was ended; the shipped one holds from now on' },
    RouteProposalEnded: { zh: '提议未生效', en: 'proposal did not take effect' },
  }[event.type];
  const words = event.type === 'RouteProposalEnded' ? endWords(event.data) : null;
  const why = words === null ? ['', ''] : [`：${words.zh}`, `: ${words.en}`];
  const says = { zh: `路线 ${code}（${proposal}）${outcome.zh}${why[0]}`, en: `Route ${code} (${proposal}) ${outcome.en}${why[1]}` };
  const told: readonly NoticeDue['to'][] = [...(by === null ? [] : [{ person: by }]), { role: 'AUDITOR' }, { role: 'GROUP_LEADER' }];
  return told.map((to) => ({ template: 'route-changed', to, facts: { says } }));
}
