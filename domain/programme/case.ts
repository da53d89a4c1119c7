/**
 * The programme: who holds which role, which projects belong to it, the monthly call for reports, its closing
 * (domain facts 6).
 */

import type { ApprovalDecided } from '../approval/facts.ts';
import { withNeeds } from '../approval/fill.ts';
import { clocksOn } from '../calendar/clock-rules.ts';
import { blankDeadline, type Deadline, litBy, rework } from '../calendar/deadline.ts';
import { evolveFunds } from '../funds/evolve.ts';
import type { FundsEvent } from '../funds/facts.ts';
import { type AgendaItem, allow, type CaseLogic, type Decision, type Recorded, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { addDays, addMonths, dayAt } from '../kernel/days.ts';
import { inheritedIn } from '../kernel/inherited.ts';
import { addressOf, start } from '../kernel/message.ts';
import { alreadyClosed, alreadyOpened, incomplete, notOpened, rejection, systemOnly, unknownItem, wrongState } from '../kernel/rejection.ts';
import { ROLES, type Role } from '../kernel/role.ts';
import { streamOf } from '../kernel/stream.ts';
import type { Standing } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { assignsOthers, isSystem } from '../kernel/who-acts.ts';
import { type NoticeDue, untilOf } from '../notice-facts.ts';
import { profileFaults, profileRejection } from '../profile/profile.ts';
import { projectAddress } from '../project/facts.ts';
import { projectStandards } from '../project/standards.ts';
import { pinnedOn, valuesIn } from '../rule-table/table.ts';
import { watchAgenda } from '../stages/watch.ts';
import { CLASSES, classFaults } from '../standards/classes.ts';
import { SUPERVISION } from '../standards/supervision.ts';
import { TAKEOVER_TABLES } from '../takeover/tables.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { decideRoute, evolveRoutes, type RouteEvent, routeAgenda, routeNotices } from './county-routes.ts';
import { type CountyStandards, decideStandard, evolveStandards, type StandardEvent, standardAgenda, standardNotices } from './county-standards.ts';
import { decideDevelopment } from './development/decide.ts';
import { isDevelopmentCommand } from './development/facts.ts';
import { developmentConsequences, developmentNotices, evolveDevelopment, isDevelopmentEvent } from './development/fold.ts';
import { decideEvaluation, notEvaluated } from './evaluation.ts';
import type { EvaluationEvent } from './evaluation-facts.ts';
import { evaluationAgenda, evaluationNotices, evolveEvaluations, handedOver } from './evaluation-fold.ts';
import { organisationOf, type ProgrammeCommand, type ProgrammeEvent, type ProgrammeState } from './facts.ts';
import { askedToReport, callConsequences, decideLedger, decidePaperOfLedger, fundsConsequences, isFundsCommand, reporting } from './funds.ts';
import { decideLeave, evolveLeaving, type LeaveEvent, leaveConsequences, leaveNotices } from './leaving.ts';
import { decideMandate, evolveMandates, type MandateEvent, mandateAgenda, mandateConsequences, mandateNotices } from './mandates.ts';
import { PROGRAMME_NEEDS } from './needs.ts';
import { evolvePapers } from './papers.ts';
import { decideRole, evolveRoles, type RoleEvent, type RoleHolder, roleAgenda, roleNotices } from './roles.ts';
import { decideUnits, evolveUnits, type UnitEvent, unitAgenda, unitNotices } from './units.ts';

/** Where it is told how its plan was decided. */
const planOwner = addressOf<ApprovalDecided>('programme');

const firstOfNextMonth = (day: IsoDate): IsoDate => `${addMonths(`${day.slice(0, 7)}-01`, 1)}`;
/** So many working days into the month after `day`'s, as the county says; its yellow mark calls for the reports. */
function reportsDue(day: IsoDate, own: CountyStandards): Deadline {
  const { reportsByWorkday } = valuesIn({ [SUPERVISION.key]: pinnedOn(SUPERVISION, own.standards?.[SUPERVISION.key] ?? [], day) }, SUPERVISION);
  return litBy(blankDeadline(addDays(firstOfNextMonth(day), -1), { n: reportsByWorkday, unit: 'WD' }), clocksOn(own, day));
}

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室或系统管理员可以这样做。', 'Only the programme office or an administrator may do this.');

/** Nobody audits what they take part in. */
const auditFaults = (holders: readonly RoleHolder[]): readonly Text[] => {
  const auditing = new Set(holders.flatMap(({ role, person }) => (role === 'AUDITOR' ? [person] : [])));
  const others = holders.filter(({ role, person }) => role !== 'AUDITOR' && auditing.has(person));
  return others.map(({ role, person }) => ({
    zh: `roles：${person} 是审计人员，不得同时为${ROLE_WORDS[role].zh}`,
    en: `${person} is AUDITOR and must not be ${role} as well`,
  }));
};

function opened(state: ProgrammeState | null, command: Extract<ProgrammeCommand, { type: 'Open' }>, context: Context): Decision<ProgrammeEvent> {
  if (state !== null) return refuse(alreadyOpened);
  const faults: Text[] = [];
  if (!command.roles.some(({ role }) => role === 'PROGRAMME_OFFICER'))
    faults.push({ zh: 'roles：须写明经办人（PROGRAMME_OFFICER）', en: 'no PROGRAMME_OFFICER is named' });
  if (command.startOn >= command.endOn) faults.push({ zh: 'startOn：起始日期须早于结束日期', en: 'startOn must be before endOn' });
  if (byRules(context, 2)) faults.push(...auditFaults(command.roles));
  if (faults.length > 0) return refuse(incomplete('项目群资料有误。', 'The programme has faults.', faults));
  const { type: _, ...facts } = command;
  const evaluates = byRules(context, 3) ? { evaluates: true as const } : {};
  return allow<ProgrammeEvent>({ type: 'ProgrammeOpened', data: { ...facts, ...evaluates, deadline: reportsDue(dayAt(context.now), {}) } });
}

function decide(state: ProgrammeState | null, command: ProgrammeCommand, context: Context): Decision<ProgrammeEvent> {
  if (command.type === 'Open') return opened(state, command, context);
  if (state === null) return refuse(notOpened);
  if (state.status === 'CLOSED') return refuse(alreadyClosed);
  const inherited = byRules(context, 3) ? inheritedIn(command) : null;
  if (inherited !== null) return refuse(unknownItem(inherited));
  if (isDevelopmentCommand(command)) return decideDevelopment(state, command, context);
  if (isFundsCommand(command)) return decideLedger(state, command, context);
  switch (command.type) {
    case 'ProjectClosed': {
      if (!isSystem(context)) return refuse(systemOnly);
      const { project, outcome, goesOn } = command;
      return allow<ProgrammeEvent>({ type: 'ProjectEnded', data: { project, outcome, ...(goesOn === undefined ? {} : { goesOn }) } });
    }
    case 'ChangePlaces': {
      if (!isSystem(context)) return refuse(systemOnly);
      const { project, places } = command;
      return allow<ProgrammeEvent>({ type: 'PlacesChanged', data: { project, places } });
    }
    case 'CallReports': {
      if (!isSystem(context)) return refuse(systemOnly);
      const managers = [...new Set(askedToReport(state, command.month).flatMap((project) => state.projects[project]?.manager ?? []))];
      const deadline = reportsDue(addDays(firstOfNextMonth(state.deadline.from), 0), state);
      const { dueOn } = state.deadline;
      const called = dueOn === null ? {} : { calls: reporting(state, command.month), dueOn };
      return allow<ProgrammeEvent>({ type: 'ReportsCalled', data: { month: command.month, managers, deadline, ...called } });
    }
    case 'CalendarChanged': {
      if (!isSystem(context)) return refuse(systemOnly);
      if (state.deadline.calendar === command.calendar) return allow();
      return allow<ProgrammeEvent>({ type: 'DeadlineReworked', data: { was: state.deadline.dueOn, deadline: rework(state.deadline) } });
    }
    case 'AssignRole':
    case 'RevokeRole':
    case 'ConfirmRole':
    case 'RefuseRole':
    case 'ExpireProposal':
      return decideRole(state, command, context);
    case 'AdoptRoute':
    case 'WithdrawRoute':
    case 'ConfirmRoute':
    case 'RefuseRoute':
    case 'ExpireRoute':
      return decideRoute(state, command, context);
    case 'AdoptStandard':
    case 'ConfirmStandard':
    case 'RefuseStandard':
    case 'ExpireStandard':
      return decideStandard(state, command, context);
    case 'ProposeUnits':
    case 'ConfirmUnits':
    case 'RefuseUnits':
    case 'ExpireUnits':
      return decideUnits(state, command, context);
    case 'BeginEvaluation':
    case 'AnswerEvaluation':
    case 'ReportMeasure':
    case 'VerifyMeasure':
    case 'CloseEvaluation':
    case 'MeasureDue':
      return decideEvaluation(state, command, context);
    case 'HandOverDesk':
    case 'Leave':
    case 'ChangeManager':
      return decideLeave(state, command, context);
    case 'TakeOverPapers':
    case 'CorrectPaper':
      return decidePaperOfLedger(state, command, context);
    case 'GrantMandate':
    case 'ConfirmMandate':
    case 'RevokeMandate':
    case 'BeginMandate':
    case 'EndMandate':
      return decideMandate(state, command, context);
    default:
      return assignsOthers(context) ? decideOffice(state, command, context) : refuse(officeOnly);
  }
}

function decideOffice(
  state: ProgrammeState,
  command: Extract<ProgrammeCommand, { type: 'RegisterProject' | 'CloseProgramme' }>,
  context: Context,
): Decision<ProgrammeEvent> {
  switch (command.type) {
    case 'RegisterProject': {
      const { profile } = command.project;
      if (state.projects[profile.code] !== undefined)
        return refuse(rejection('DUPLICATE', `项目 ${profile.code} 已登记。`, `Project ${profile.code} is registered already.`));
      const pinned = pinnedOn(CLASSES, state.standards?.CLASSES ?? [], dayAt(context.now));
      const classes = valuesIn({ CLASSES: pinned }, CLASSES);
      const auditing = byRules(context, 2) ? (state.roles.AUDITOR ?? []) : [];
      const faults = [
        ...classFaults(profile, classes),
        ...profileFaults(profile),
        ...[profile.manager, ...command.project.panel]
          .filter((person) => auditing.includes(person))
          .map((person) => ({
            zh: `${person} 是审计人员，不得负责项目或进入验收组`,
            en: `${person} audits, and must not manage a project or sit on its panel`,
          })),
      ];
      if (faults.length > 0) return refuse(profileRejection(faults));
      const exists = byRules(context, 2) ? { exists: [...new Set([profile.manager, ...command.project.panel])] } : {};
      return allow<ProgrammeEvent>({
        type: 'ProjectRegistered',
        data: {
          project: command.project,
          ...exists,
          ...(command.takesOver === true ? { takesOver: true } : {}),
          ...(byRules(context, 5) ? { accounts: true as const } : {}),
        },
      });
    }
    case 'CloseProgramme': {
      const running = Object.entries(state.projects)
        .filter(([, p]) => p.status === 'RUNNING')
        .map(([code]) => ({ zh: `项目 ${code} 尚在进行`, en: `project ${code} is still running` }));
      if (running.length > 0) return refuse(incomplete('尚有项目未办结。', 'Some projects are still running.', running));
      if (state.developmentPlan?.approval != null)
        return refuse(
          wrongState('发展规划的审批正在进行，请等待结果。', 'The approval of the development plan is under way; please wait for its outcome.'),
        );
      const lacking = notEvaluated(state, context);
      if (lacking !== null) return refuse(lacking);
      return allow<ProgrammeEvent>({ type: 'ProgrammeClosed', data: { summary: command.summary } });
    }
  }
}

const isMandateEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<MandateEvent> => event.type.startsWith('Mandate');
const isRoleEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<RoleEvent> => event.type.startsWith('Role');
const isRouteEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<RouteEvent> => event.type.startsWith('Route');
const isStandardEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<StandardEvent> => event.type.startsWith('Standard');
const isUnitEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<UnitEvent> => event.type.startsWith('Units');
const isEvaluationEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<EvaluationEvent> => event.type.startsWith('Evaluation');
const isFundsEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<FundsEvent> => event.type.startsWith('Funds');
const isLeaveEvent = (event: Recorded<ProgrammeEvent>): event is Recorded<LeaveEvent> =>
  event.type === 'DeskHandedOver' || event.type === 'PersonLeft' || event.type === 'ManagerChanged';

function evolve(state: ProgrammeState | null, event: Recorded<ProgrammeEvent>): ProgrammeState {
  if (event.type === 'ProgrammeOpened') {
    const { roles: holders, ...facts } = event.data;
    const roles: Partial<Record<Role, readonly string[]>> = {};
    for (const { role, person } of holders) roles[role] = [...(roles[role] ?? []), person];
    return { ...facts, status: 'RUNNING', roles, projects: {}, mandates: {}, mandatesGranted: 0, left: [], routes: {}, routeVersions: {} };
  }
  if (state === null) throw new Error(`${event.type} before ProgrammeOpened`);
  if (isMandateEvent(event)) return { ...state, ...evolveMandates(state, event) };
  if (isStandardEvent(event)) return { ...state, ...evolveStandards(state, event) };
  if (isUnitEvent(event)) return { ...state, ...evolveUnits(state, event) };
  if (isEvaluationEvent(event)) return { ...state, ...evolveEvaluations(state, event) };
  if (isDevelopmentEvent(event)) return { ...state, ...evolveDevelopment(state, event) };
  if (isFundsEvent(event)) return { ...state, ...evolveFunds(state, event) };
  switch (event.type) {
    case 'RoleAssigned':
    case 'RoleRevoked':
    case 'RoleProposed':
    case 'RoleProposalEnded':
      return { ...state, ...evolveRoles(state, event) };
    case 'DeskHandedOver':
      return { ...state, ...evolveLeaving(state, event), ...handedOver(state, event.data.from, event.data.to) };
    case 'PersonLeft':
      return { ...state, ...evolveLeaving(state, event), ...handedOver(state, event.data.person, event.data.to) };
    case 'ManagerChanged':
      return { ...state, ...evolveLeaving(state, event) };
    case 'ProjectRegistered': {
      const { code, manager, places } = event.data.project.profile;
      const { accounts } = event.data;
      const own = { manager, places, status: 'RUNNING' as const, ...(accounts === undefined ? {} : { accounts }) };
      return { ...state, projects: { ...state.projects, [code]: own } };
    }
    case 'ProjectEnded': {
      const { project, outcome, goesOn } = event.data;
      const known = state.projects[project];
      if (known === undefined) return state;
      const over = { ...known, status: outcome, ...(goesOn === undefined ? {} : { goesOn }) };
      return { ...state, projects: { ...state.projects, [project]: over } };
    }
    case 'PlacesChanged': {
      const { project, places } = event.data;
      const known = state.projects[project];
      return known === undefined ? state : { ...state, projects: { ...state.projects, [project]: { ...known, places } } };
    }
    case 'ReportsCalled':
    case 'DeadlineReworked':
      return { ...state, deadline: event.data.deadline };
    case 'RouteAdopted':
    case 'RouteWithdrawn':
    case 'RouteProposed':
    case 'RouteProposalEnded':
      return { ...state, ...evolveRoutes(state, event) };
    case 'PaperTakenOver':
    case 'PaperCorrected':
      return { ...state, ...evolvePapers(state, event) };
    case 'ProgrammeClosed':
      return { ...state, status: 'CLOSED' };
  }
}

export const programmeCase: CaseLogic<ProgrammeState, ProgrammeCommand, ProgrammeEvent, NoticeDue> = {
  kind: 'programme',
  schema: 2,
  decide: (state, command, context) => withNeeds(decide(state, command, context), PROGRAMME_NEEDS),
  evolve,
  consequences(state, event) {
    if (isMandateEvent(event)) return mandateConsequences(state, event);
    if (isLeaveEvent(event)) return leaveConsequences(event);
    if (isDevelopmentEvent(event)) return developmentConsequences(state, planOwner(state.code), event);
    if (isFundsEvent(event)) return fundsConsequences(state, event);
    if (event.type === 'ReportsCalled') return callConsequences(event.data);
    if (event.type !== 'ProjectRegistered') return [];
    const { project, takesOver } = event.data;
    // The path of a project is decided when it opens, so it is told the rules of that day.
    const standards = projectStandards(state.standards, dayAt(event.occurredAt), takesOver === true ? TAKEOVER_TABLES : []);
    const taking = takesOver === true ? { takesOver } : {};
    return [start(projectAddress(project.profile.code), { type: 'Open', programme: state.code, ...project, standards, ...taking })];
  },
  notices(state, event): readonly NoticeDue[] {
    if (isMandateEvent(event)) return mandateNotices(state, event);
    if (isLeaveEvent(event)) return leaveNotices(event);
    if (isRoleEvent(event)) return roleNotices(event);
    if (isRouteEvent(event)) return routeNotices(event);
    if (isStandardEvent(event)) return standardNotices(state, event);
    if (isUnitEvent(event)) return unitNotices(event);
    if (isEvaluationEvent(event)) return evaluationNotices(state, event);
    if (isDevelopmentEvent(event)) return developmentNotices(state, event);
    if (event.type !== 'ReportsCalled') return [];
    const until = untilOf(event.data.deadline);
    return event.data.managers.map((person) => ({ template: 'monthly-report', to: { person }, facts: { until } }));
  },
  agenda: (state) => {
    if (state.status === 'CLOSED') return [];
    const call = state.deadline.marks.find(({ mark }) => mark === 'YELLOW');
    const reports: readonly AgendaItem<ProgrammeCommand>[] =
      call === undefined ? [] : [{ at: call.at, command: { type: 'CallReports', month: state.deadline.from.slice(0, 7) } }];
    return [
      ...reports,
      ...mandateAgenda(state),
      ...roleAgenda(state),
      ...routeAgenda(state),
      ...standardAgenda(state),
      ...unitAgenda(state),
      ...evaluationAgenda(state),
      ...watchAgenda(state.watched),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  },
  closed: (state) => state.status === 'CLOSED',
  summary: (state) => ({
    status: state.status,
    title: state.name,
    programme: state.code,
    project: null,
    standing: standingIn(state),
    clocks: state.deadline.calendar === null ? [] : [{ name: 'REPORTS', calendar: state.deadline.calendar }],
    keys: Object.keys(state.projects).map((value) => ({ kind: 'PROJECT_CODE', value })),
    organisation: organisationOf(state),
    ...(state.developmentPlan?.approval == null ? {} : { awaits: [streamOf('approval', state.developmentPlan.approval)] }),
  }),
};

/** Whoever has left holds nothing here any more, whatever still names them. */
function standingIn({ roles, left }: ProgrammeState): readonly Standing[] {
  const members = ROLES.flatMap((role) =>
    [...new Set(roles[role] ?? [])].filter((person) => !left.includes(person)).map((person) => ({ person, role })),
  );
  return [
    ...members.map((member): Standing => ({ kind: 'MEMBER', ...member })),
    ...left.map((person): Standing => ({ kind: 'LEFT', person, role: '' })),
  ];
}
