/**
 * The programme: who holds which role, which projects belong to it, the monthly call for reports, its closing
 * (domain facts 6: reports by the fifth working day, default of this product).
 */
import { addDays, addMonths, dayAt } from '../calendar/calendar.ts';
import { blankDeadline, type Deadline } from '../calendar/deadline.ts';
import {
  accept,
  type CaseLogic,
  type Context,
  type Decision,
  type IsoDate,
  type NoticeDue,
  type Recorded,
  refuse,
  streamOf,
  type Text,
} from '../case.ts';
import type { OpenProject } from '../project/facts.ts';
import { profileFaults, profileRejection } from '../project/profile.ts';
import { alreadyOpened, closed, incomplete, notOpened, rejection, systemOnly } from '../rejection.ts';
import { has, isSystem, type Role } from '../role.ts';

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
  | { readonly type: 'CloseProgramme'; readonly summary: string };

export type ProgrammeEvent =
  | { readonly type: 'ProgrammeOpened'; readonly data: Omit<OpenProgramme, 'type'> & { readonly deadline: Deadline } }
  | { readonly type: 'RoleAssigned'; readonly data: RoleHolder & { readonly basis: string } }
  | { readonly type: 'RoleRevoked'; readonly data: RoleHolder & { readonly basis: string } }
  | { readonly type: 'ProjectRegistered'; readonly data: { readonly project: Omit<OpenProject, 'type' | 'programme'> } }
  | { readonly type: 'ProjectEnded'; readonly data: { readonly project: string; readonly outcome: 'ACCEPTED' | 'CANCELLED' } }
  | { readonly type: 'ReportsCalled'; readonly data: { readonly month: string; readonly managers: readonly string[]; readonly deadline: Deadline } }
  | { readonly type: 'ProgrammeClosed'; readonly data: { readonly summary: string } };

export type ProgrammeState = Omit<OpenProgramme, 'type' | 'roles'> & {
  readonly status: 'RUNNING' | 'CLOSED';
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly projects: Readonly<
    Record<string, { readonly manager: string; readonly places: number; readonly status: 'RUNNING' | 'ACCEPTED' | 'CANCELLED' }>
  >;
  /** When the next monthly reports are due. */
  readonly deadline: Deadline;
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
    default:
      return has(context, 'PROGRAMME_OFFICER', 'ADMINISTRATOR') ? decideOffice(state, command) : refuse(officeOnly);
  }
}

function decideOffice(
  state: ProgrammeState,
  command: Extract<ProgrammeCommand, { type: 'AssignRole' | 'RevokeRole' | 'RegisterProject' | 'CloseProgramme' }>,
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
    case 'CloseProgramme': {
      const running = Object.entries(state.projects)
        .filter(([, p]) => p.status === 'RUNNING')
        .map(([code]) => `project ${code} is still running`);
      if (running.length > 0) return refuse(incomplete('尚有项目未办结。', 'Some projects are still running.', running));
      return accept<ProgrammeEvent>({ type: 'ProgrammeClosed', data: { summary: command.summary } });
    }
  }
}

function evolve(state: ProgrammeState | null, event: Recorded<ProgrammeEvent>): ProgrammeState {
  if (event.type === 'ProgrammeOpened') {
    const { roles: holders, ...facts } = event.data;
    const roles: Partial<Record<Role, readonly string[]>> = {};
    for (const { role, person } of holders) roles[role] = [...(roles[role] ?? []), person];
    return { ...facts, status: 'RUNNING', roles, projects: {} };
  }
  if (state === null) throw new Error(`${event.type} before ProgrammeOpened`);
  switch (event.type) {
    case 'RoleAssigned': {
      const { role, person } = event.data;
      return { ...state, roles: { ...state.roles, [role]: [...(state.roles[role] ?? []), person] } };
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
      return { ...state, deadline: event.data.deadline };
    case 'ProgrammeClosed':
      return { ...state, status: 'CLOSED' };
  }
}

export const programmeCase: CaseLogic<ProgrammeState, ProgrammeCommand, ProgrammeEvent> = {
  kind: 'programme',
  decide,
  evolve,
  consequences(state, event) {
    if (event.type !== 'ProjectRegistered') return [];
    const open: OpenProject = { type: 'Open', programme: state.code, ...event.data.project };
    return [{ kind: 'start', stream: streamOf('project', event.data.project.profile.code), open }];
  },
  notices(_state, event): readonly NoticeDue[] {
    if (event.type !== 'ReportsCalled') return [];
    return event.data.managers.map((person) => ({ template: 'monthly-report', to: { person } }));
  },
  agenda: (state) => {
    const call = state.deadline.marks.find(({ mark }) => mark === 'YELLOW');
    return call === undefined || state.status === 'CLOSED'
      ? []
      : [{ at: call.at, command: { type: 'CallReports', month: state.deadline.from.slice(0, 7) } }];
  },
  closed: (state) => state.status === 'CLOSED',
  summary: (state) => ({ status: state.status, title: state.name, programme: state.code, project: null }),
};
