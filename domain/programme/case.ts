/**
 * The programme: who holds which role, which projects belong to it, the monthly call for reports, its closing
 * (domain facts 6: reports by the fifth working day, default of this product).
 */
import type { Route } from '../approval/route.ts';
import { checkRoute } from '../approval/route-faults.ts';
import { addDays, addMonths, dayAt } from '../calendar/calendar.ts';
import { blankDeadline, type Deadline, rework } from '../calendar/deadline.ts';
import {
  type AgendaItem,
  type AnyCommand,
  accept,
  type CaseLogic,
  type Context,
  type Decision,
  type Desk,
  type IsoDate,
  type NoticeDue,
  type Recorded,
  refuse,
  streamOf,
  type Text,
} from '../case.ts';
import type { OpenProject } from '../project/facts.ts';
import { profileFaults, profileRejection } from '../project/profile.ts';
import { alreadyOpened, closed, incomplete, notOpened, rejection, systemOnly, unknownItem } from '../rejection.ts';
import { assignsOthers, isSystem, ROLES, type Role } from '../role.ts';
import {
  decideMandate,
  ended,
  evolveMandates,
  type MandateCommand,
  type MandateEvent,
  type Mandates,
  mandateAgenda,
  mandateConsequences,
  mandateNotices,
} from './mandates.ts';

export type RoleHolder = { readonly role: Role; readonly person: string };

export type OpenProgramme = {
  readonly type: 'Open';
  readonly code: string;
  readonly name: Text;
  readonly document: string;
  readonly county: Text;
  readonly population: number;
  readonly existingPlaces: number;
  readonly targetPlaces: number;
  readonly startOn: IsoDate;
  readonly endOn: IsoDate;
  readonly roles: readonly RoleHolder[];
};

export type ProgrammeCommand =
  | OpenProgramme
  | { readonly type: 'AssignRole'; readonly role: Role; readonly person: string; readonly basis: string }
  | { readonly type: 'RevokeRole'; readonly role: Role; readonly person: string; readonly basis: string }
  | { readonly type: 'RegisterProject'; readonly project: Omit<OpenProject, 'type' | 'programme'> }
  | { readonly type: 'ProjectClosed'; readonly project: string; readonly outcome: 'ACCEPTED' | 'CANCELLED' }
  | { readonly type: 'CallReports'; readonly month: string }
  | MandateCommand
  /** All that lies on the desk of somebody who leaves, and his roles if `roles`, go to another in one act (离职转办). */
  | { readonly type: 'HandOverDesk'; readonly from: string; readonly to: string; readonly roles: boolean; readonly basis: string }
  /** The county's own version of a route; its number is given here. */
  | { readonly type: 'AdoptRoute'; readonly route: Route; readonly basis: string }
  /** Back to the shipped one. */
  | { readonly type: 'WithdrawRoute'; readonly code: string; readonly basis: string }
  | { readonly type: 'CalendarChanged'; readonly calendar: string }
  | { readonly type: 'CloseProgramme'; readonly summary: string };

export type ProgrammeEvent =
  | { readonly type: 'ProgrammeOpened'; readonly data: Omit<OpenProgramme, 'type'> & { readonly deadline: Deadline } }
  | { readonly type: 'RoleAssigned'; readonly data: RoleHolder & { readonly basis: string } }
  | { readonly type: 'RoleRevoked'; readonly data: RoleHolder & { readonly basis: string } }
  | { readonly type: 'ProjectRegistered'; readonly data: { readonly project: Omit<OpenProject, 'type' | 'programme'> } }
  | { readonly type: 'ProjectEnded'; readonly data: { readonly project: string; readonly outcome: 'ACCEPTED' | 'CANCELLED' } }
  | { readonly type: 'ReportsCalled'; readonly data: { readonly month: string; readonly managers: readonly string[]; readonly deadline: Deadline } }
  | MandateEvent
  | {
      readonly type: 'DeskHandedOver';
      readonly data: {
        readonly from: string;
        readonly to: string;
        readonly basis: string;
        readonly known: readonly string[];
        readonly desk: Desk;
        /** Where something lay, filled in by the recorder. */
        readonly cases: readonly string[];
      };
    }
  | { readonly type: 'RouteAdopted'; readonly data: { readonly adopted: Route; readonly basis: string } }
  | { readonly type: 'RouteWithdrawn'; readonly data: { readonly code: string; readonly basis: string } }
  | { readonly type: 'DeadlineReworked'; readonly data: { readonly was: IsoDate | null; readonly deadline: Deadline } }
  | { readonly type: 'ProgrammeClosed'; readonly data: { readonly summary: string } };

/** What people may ask of it; the rest belongs to the system. */
export type PublicProgrammeCommand = Extract<
  ProgrammeCommand,
  {
    type:
      | 'AssignRole'
      | 'RevokeRole'
      | 'RegisterProject'
      | 'GrantMandate'
      | 'RevokeMandate'
      | 'HandOverDesk'
      | 'AdoptRoute'
      | 'WithdrawRoute'
      | 'CloseProgramme';
  }
>;

export type ProgrammeState = Omit<OpenProgramme, 'type' | 'roles'> &
  Mandates & {
    readonly status: 'RUNNING' | 'CLOSED';
    readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
    readonly projects: Readonly<
      Record<string, { readonly manager: string; readonly places: number; readonly status: 'RUNNING' | 'ACCEPTED' | 'CANCELLED' }>
    >;
    /** When the next monthly reports are due. */
    readonly deadline: Deadline;
    /** People who have left; they are never asked again. */
    readonly left: readonly string[];
    /** The county's own routes by code, newest version. */
    readonly routes: Readonly<Record<string, Route>>;
    /** The newest version of each, also of those withdrawn since. */
    readonly routeVersions: Readonly<Record<string, number>>;
  };

const firstOfNextMonth = (day: IsoDate): IsoDate => `${addMonths(`${day.slice(0, 7)}-01`, 1)}`;
/** The fifth working day of the month after `day`'s; its yellow mark calls for the reports. */
const reportsDue = (day: IsoDate): Deadline => blankDeadline(addDays(firstOfNextMonth(day), -1), { n: 5, unit: 'WD' });

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室或系统管理员可以这样做。', 'Only the programme office or an administrator may do this.');

function decide(state: ProgrammeState | null, command: ProgrammeCommand, context: Context): Decision<ProgrammeEvent> {
  if (command.type === 'Open') {
    if (state !== null) return refuse(alreadyOpened);
    const faults: string[] = [];
    if (!command.roles.some(({ role }) => role === 'PROGRAMME_OFFICER')) faults.push('no PROGRAMME_OFFICER is named');
    if (command.startOn >= command.endOn) faults.push('startOn is not before endOn');
    if (faults.length > 0) return refuse(incomplete('项目群资料有误。', 'The programme has faults.', faults));
    const { type: _, ...facts } = command;
    return accept<ProgrammeEvent>({ type: 'ProgrammeOpened', data: { ...facts, deadline: reportsDue(dayAt(context.now)) } });
  }
  if (state === null) return refuse(notOpened);
  if (state.status === 'CLOSED') return refuse(closed);
  switch (command.type) {
    case 'ProjectClosed': {
      if (!isSystem(context)) return refuse(systemOnly);
      const { project, outcome } = command;
      return accept<ProgrammeEvent>({ type: 'ProjectEnded', data: { project, outcome } });
    }
    case 'CallReports': {
      if (!isSystem(context)) return refuse(systemOnly);
      const managers = [...new Set(Object.values(state.projects).flatMap((p) => (p.status === 'RUNNING' ? [p.manager] : [])))];
      const deadline = reportsDue(addDays(firstOfNextMonth(state.deadline.from), 0));
      return accept<ProgrammeEvent>({ type: 'ReportsCalled', data: { month: command.month, managers, deadline } });
    }
    case 'CalendarChanged': {
      if (!isSystem(context)) return refuse(systemOnly);
      if (state.deadline.calendar === command.calendar) return accept();
      return accept<ProgrammeEvent>({ type: 'DeadlineReworked', data: { was: state.deadline.dueOn, deadline: rework(state.deadline) } });
    }
    case 'GrantMandate':
    case 'RevokeMandate':
    case 'BeginMandate':
    case 'EndMandate':
      return decideMandate(state, command, context);
    default:
      return assignsOthers(context) ? decideOffice(state, command) : refuse(officeOnly);
  }
}

function decideOffice(
  state: ProgrammeState,
  command: Extract<
    ProgrammeCommand,
    { type: 'AssignRole' | 'RevokeRole' | 'RegisterProject' | 'HandOverDesk' | 'AdoptRoute' | 'WithdrawRoute' | 'CloseProgramme' }
  >,
): Decision<ProgrammeEvent> {
  switch (command.type) {
    case 'AssignRole': {
      const { role, person, basis } = command;
      if (state.roles[role]?.includes(person) === true)
        return refuse(rejection('DUPLICATE', '此人已担任该角色。', 'This person holds the role already.'));
      return accept<ProgrammeEvent>({ type: 'RoleAssigned', data: { role, person, basis } });
    }
    case 'RevokeRole': {
      const { role, person, basis } = command;
      const holders = state.roles[role] ?? [];
      if (!holders.includes(person)) return refuse(rejection('UNKNOWN_ITEM', '此人未担任该角色。', 'This person does not hold the role.'));
      if (role === 'PROGRAMME_OFFICER' && holders.length === 1) {
        return refuse(rejection('INCOMPLETE', '至少须有一名办公室经办人。', 'The programme office cannot be left without anybody.'));
      }
      return accept<ProgrammeEvent>({ type: 'RoleRevoked', data: { role, person, basis } });
    }
    case 'RegisterProject': {
      const { profile } = command.project;
      if (state.projects[profile.code] !== undefined)
        return refuse(rejection('DUPLICATE', `项目 ${profile.code} 已登记。`, `Project ${profile.code} is registered already.`));
      const faults = profileFaults(profile);
      if (faults.length > 0) return refuse(profileRejection(faults));
      return accept<ProgrammeEvent>({ type: 'ProjectRegistered', data: { project: command.project } });
    }
    case 'HandOverDesk':
      return handOverDesk(state, command);
    case 'AdoptRoute':
      return adoptRoute(state, command);
    case 'WithdrawRoute': {
      const { code, basis } = command;
      if (state.routes[code] === undefined) return refuse(unknownItem(code));
      return accept<ProgrammeEvent>({ type: 'RouteWithdrawn', data: { code, basis } });
    }
    case 'CloseProgramme': {
      const running = Object.entries(state.projects)
        .filter(([, p]) => p.status === 'RUNNING')
        .map(([code]) => `project ${code} is still running`);
      if (running.length > 0) return refuse(incomplete('尚有项目未办结。', 'Some projects are still running.', running));
      return accept<ProgrammeEvent>({ type: 'ProgrammeClosed', data: { summary: command.summary } });
    }
  }
}

const rolesOf = (state: ProgrammeState, person: string): readonly Role[] => ROLES.filter((role) => state.roles[role]?.includes(person) === true);

function handOverDesk(
  state: ProgrammeState,
  { from, to, roles, basis }: Extract<ProgrammeCommand, { type: 'HandOverDesk' }>,
): Decision<ProgrammeEvent> {
  const faults: string[] = [];
  if (from === to) faults.push('from and to are the same person');
  if (basis.trim() === '') faults.push('there is no written basis');
  const held = rolesOf(state, from);
  const lastOfficer = state.roles.PROGRAMME_OFFICER?.every((person) => person === from) === true;
  if (!roles && lastOfficer) faults.push('the programme office would be left without anybody; hand over the roles as well');
  if (faults.length > 0) return refuse(incomplete('离职转办有误。', 'The desk cannot be handed over like this.', faults));
  const moved = held.flatMap((role): ProgrammeEvent[] => [
    ...(roles && state.roles[role]?.includes(to) !== true ? [{ type: 'RoleAssigned' as const, data: { role, person: to, basis } }] : []),
    { type: 'RoleRevoked', data: { role, person: from, basis } },
  ]);
  const mandates = Object.values(state.mandates).filter((m) => m.principal === from || m.delegate === from);
  const over = mandates.map((mandate): ProgrammeEvent => ended(mandate, 'LEFT', basis));
  const handed: ProgrammeEvent = { type: 'DeskHandedOver', data: { from, to, basis, known: [to], desk: { person: from, mandate: null }, cases: [] } };
  return accept<ProgrammeEvent>(...over, ...moved, handed);
}

/** Adopted only without a fault; those named are all that there are. */
function adoptRoute(state: ProgrammeState, { route, basis }: Extract<ProgrammeCommand, { type: 'AdoptRoute' }>): Decision<ProgrammeEvent> {
  const { faults } = checkRoute(route, { held: (role) => (state.roles[role]?.length ?? 0) > 0, knows: () => true });
  if (faults.length > 0) return refuse(rejection('ROUTE_FAULTS', '路线有误，未采用。', 'The route has faults and was not adopted.', faults));
  const adopted: Route = { ...route, version: (state.routeVersions[route.code] ?? 0) + 1, adoptedBy: state.code };
  return accept<ProgrammeEvent>({ type: 'RouteAdopted', data: { adopted, basis } });
}

const isMandateEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<MandateEvent> => event.type.startsWith('Mandate');

function evolve(state: ProgrammeState | null, event: Recorded<ProgrammeEvent>): ProgrammeState {
  if (event.type === 'ProgrammeOpened') {
    const { roles: holders, ...facts } = event.data;
    const roles: Partial<Record<Role, readonly string[]>> = {};
    for (const { role, person } of holders) roles[role] = [...(roles[role] ?? []), person];
    return { ...facts, status: 'RUNNING', roles, projects: {}, mandates: {}, mandatesGranted: 0, left: [], routes: {}, routeVersions: {} };
  }
  if (state === null) throw new Error(`${event.type} before ProgrammeOpened`);
  if (isMandateEvent(event)) return { ...state, ...evolveMandates(state, event) };
  switch (event.type) {
    case 'RoleAssigned': {
      // Whoever is given a role works here, although he may have left once.
      const { role, person } = event.data;
      const left = state.left.filter((other) => other !== person);
      return { ...state, left, roles: { ...state.roles, [role]: [...(state.roles[role] ?? []), person] } };
    }
    case 'RoleRevoked': {
      const { role, person } = event.data;
      return { ...state, roles: { ...state.roles, [role]: (state.roles[role] ?? []).filter((p) => p !== person) } };
    }
    case 'ProjectRegistered': {
      const { code, manager, places } = event.data.project.profile;
      return { ...state, projects: { ...state.projects, [code]: { manager, places, status: 'RUNNING' } } };
    }
    case 'ProjectEnded': {
      const project = state.projects[event.data.project];
      if (project === undefined) return state;
      return { ...state, projects: { ...state.projects, [event.data.project]: { ...project, status: event.data.outcome } } };
    }
    case 'ReportsCalled':
    case 'DeadlineReworked':
      return { ...state, deadline: event.data.deadline };
    case 'DeskHandedOver':
      return { ...state, left: [...new Set([...state.left, event.data.from])] };
    case 'RouteAdopted': {
      const { adopted } = event.data;
      const routeVersions = { ...state.routeVersions, [adopted.code]: adopted.version };
      return { ...state, routes: { ...state.routes, [adopted.code]: adopted }, routeVersions };
    }
    case 'RouteWithdrawn': {
      const { [event.data.code]: _, ...routes } = state.routes;
      return { ...state, routes };
    }
    case 'ProgrammeClosed':
      return { ...state, status: 'CLOSED' };
  }
}

export const programmeCase: CaseLogic<ProgrammeState, ProgrammeCommand, ProgrammeEvent> = {
  kind: 'programme',
  schema: 2,
  decide,
  evolve,
  consequences(state, event) {
    if (isMandateEvent(event)) return mandateConsequences(state, event);
    if (event.type === 'DeskHandedOver') {
      const { from, to, basis, cases } = event.data;
      return cases.map((stream) => ({ kind: 'tell', stream, command: { type: 'PersonLeft', from, to, basis } as AnyCommand }));
    }
    if (event.type !== 'ProjectRegistered') return [];
    const open: OpenProject = { type: 'Open', programme: state.code, ...event.data.project };
    return [{ kind: 'start', stream: streamOf('project', event.data.project.profile.code), open }];
  },
  notices(state, event): readonly NoticeDue[] {
    if (isMandateEvent(event)) return mandateNotices(state, event);
    if (event.type === 'DeskHandedOver') return [{ template: 'desk', to: { person: event.data.to } }];
    if (event.type !== 'ReportsCalled') return [];
    return event.data.managers.map((person) => ({ template: 'monthly-report', to: { person } }));
  },
  agenda: (state) => {
    if (state.status === 'CLOSED') return [];
    const call = state.deadline.marks.find(({ mark }) => mark === 'YELLOW');
    const reports: readonly AgendaItem<ProgrammeCommand>[] =
      call === undefined ? [] : [{ at: call.at, command: { type: 'CallReports', month: state.deadline.from.slice(0, 7) } }];
    return [...reports, ...mandateAgenda(state)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  },
  closed: (state) => state.status === 'CLOSED',
  summary: (state) => ({ status: state.status, title: state.name, programme: state.code, project: null }),
};
