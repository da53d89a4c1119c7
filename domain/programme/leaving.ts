/**
 * Who leaves, and with what (离职转办): desk, roles, managed projects, mandates and every way in, in one act; and who manages
 * a project instead. The desk itself is the approvals'; what stands beside the record (tokens, links, codes) ends in the
 * transaction of `PersonLeft` (prisma/sign-ins.ts). Deliberately absent: how roles change otherwise (roles.ts).
 */

import type { Applied, Desk, Leaving } from '../approval/desk.ts';
import { type ApprovalCommand, approvalAddress } from '../approval/messages.ts';
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { type Consequence, tell } from '../kernel/message.ts';
import { incomplete, rejection, unknownItem, wrongState } from '../kernel/rejection.ts';
import { ROLES, type Role } from '../kernel/role.ts';
import { idOf } from '../kernel/stream.ts';
import type { Text } from '../kernel/values.ts';
import { assignsOthers, has, isOperator } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { projectAddress } from '../project/facts.ts';
import { constructionStage } from '../stages/construction/stage.ts';
import { stageAddress } from '../stages/facts.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { ended, type MandateEvent, type Mandates } from './mandates.ts';
import { endedBy } from './proposal.ts';
import { auditsAlone, needsTwo, othersCan, type Posts, proposalEnded, proposed, type RoleEvent } from './roles.ts';

export type LeaveCommand =
  /** All that lies on the desk of somebody who leaves, and their roles if `roles`, go to another in one act. */
  | { readonly type: 'HandOverDesk'; readonly from: string; readonly to: string; readonly roles: boolean; readonly basis: string }
  /** The same; `to` may be absent where nothing has to be taken over. */
  | { readonly type: 'Leave'; readonly person: string; readonly to?: string; readonly roles?: boolean; readonly basis: string }
  | { readonly type: 'ChangeManager'; readonly project: string; readonly to: string; readonly basis: string };

/** `cases`: where something lay; `applications`: what they had applied for. Both are filled in by the recorder. */
export type LeaveEvent =
  | {
      readonly type: 'DeskHandedOver';
      readonly data: {
        readonly from: string;
        readonly to: string;
        readonly basis: string;
        readonly known: readonly string[];
        readonly desk: Desk;
        readonly cases: readonly string[];
        readonly applied?: Applied;
        readonly applications?: readonly string[];
      };
    }
  | {
      readonly type: 'PersonLeft';
      readonly data: {
        readonly person: string;
        readonly to: string | null;
        readonly basis: string;
        readonly roles: readonly Role[];
        readonly projects: readonly string[];
        readonly leaving: Leaving;
      };
    }
  | {
      readonly type: 'ManagerChanged';
      readonly data: {
        readonly project: string;
        readonly from: string;
        readonly to: string;
        readonly basis: string;
        readonly known: readonly string[];
        readonly applied: Applied;
        readonly applications: readonly string[];
        /** The project is over; what is left of it is its money. */
        readonly over?: true;
      };
    };

type Project = {
  readonly manager: string;
  readonly places: number;
  readonly status: 'RUNNING' | 'ACCEPTED' | 'CANCELLED';
  /** It is over, and its money is not (docs/adr/0053). */
  readonly goesOn?: true;
  /** Its works tell what they pay, and for which months they report (funds/). */
  readonly accounts?: true;
};
/** Whether there is anything left of it to manage. */
const isManaged = ({ status, goesOn }: Project): boolean => status === 'RUNNING' || goesOn === true;
/** What of a programme a person can leave behind. */
export type Staffing = Posts & Mandates & { readonly projects: Readonly<Record<string, Project>> };

type Answer = Decision<LeaveEvent | RoleEvent | MandateEvent>;

const officeOnly = rejection(
  'NOT_YOURS',
  '只有领导小组办公室、组长或系统管理员可以这样做。',
  'Only the programme office, the group leader or an administrator may do this.',
);
const leaderOnly = rejection('NOT_YOURS', '审计人员的离任只由组长办理。', 'An auditor’s leaving is the group leader’s to record.');

export function decideLeave(state: Staffing, command: LeaveCommand, context: Context): Answer {
  if (command.type === 'HandOverDesk' && !byRules(context, 2)) return assignsOthers(context) ? handOverDesk(state, command) : refuse(officeOnly);
  if (!assignsOthers(context) && !has(context, 'GROUP_LEADER') && !isOperator(context)) return refuse(officeOnly);
  if (command.type === 'ChangeManager') return changeManager(state, command, context);
  return command.type === 'Leave'
    ? leave(state, { person: command.person, to: command.to ?? null, roles: command.roles === true, basis: command.basis, mustHave: false }, context)
    : leave(state, { person: command.from, to: command.to, roles: command.roles, basis: command.basis, mustHave: true }, context);
}

const rolesOf = (state: Posts, person: string): readonly Role[] => ROLES.filter((role) => state.roles[role]?.includes(person) === true);

/** As releases up to 0.4.0 decided. */
function handOverDesk(state: Staffing, { from, to, roles, basis }: Extract<LeaveCommand, { type: 'HandOverDesk' }>): Answer {
  const faults: Text[] = [];
  if (from === to) faults.push({ zh: '转出人与接收人须为两个人', en: 'from and to are the same person' });
  if (basis.trim() === '') faults.push({ zh: '须写明书面依据', en: 'there is no written basis' });
  const held = rolesOf(state, from);
  const lastOfficer = state.roles.PROGRAMME_OFFICER?.every((person) => person === from) === true;
  if (!roles && lastOfficer)
    faults.push({ zh: '办公室将无人，须一并转交角色', en: 'the programme office would be left without anybody; hand over the roles as well' });
  if (faults.length > 0) return refuse(incomplete('离职转办有误。', 'The desk cannot be handed over like this.', faults));
  const moved = held.flatMap((role): RoleEvent[] => [
    ...(roles && state.roles[role]?.includes(to) !== true ? [{ type: 'RoleAssigned' as const, data: { role, person: to, basis } }] : []),
    { type: 'RoleRevoked', data: { role, person: from, basis } },
  ]);
  const handed: LeaveEvent = { type: 'DeskHandedOver', data: { from, to, basis, known: [to], desk: { person: from, mandate: null }, cases: [] } };
  return allow<LeaveEvent | RoleEvent | MandateEvent>(...mandatesEnd(state, from, basis), ...moved, handed);
}

const mandatesEnd = (state: Mandates, person: string, basis: string): readonly MandateEvent[] =>
  Object.values(state.mandates)
    .filter((m) => m.principal === person || m.delegate === person)
    .map((mandate) => ended(mandate, 'LEFT', basis));

type Leave = { readonly person: string; readonly to: string | null; readonly roles: boolean; readonly basis: string; readonly mustHave: boolean };

function leave(state: Staffing, { person, to, roles, basis, mustHave }: Leave, context: Context): Answer {
  if (state.left.includes(person)) {
    return refuse(wrongState('此人已经离任，没有可转办的事项。', 'This person has left already; there is nothing to hand over.'));
  }
  const held = rolesOf(state, person);
  const auditor = held.includes('AUDITOR') && !has(context, 'GROUP_LEADER');
  if (auditor && !(isOperator(context) && !othersCan(state, { role: 'AUDITOR', person }))) return refuse(leaderOnly);
  const managed = Object.entries(state.projects).filter(([, project]) => project.manager === person && isManaged(project));
  const passing = roles && to !== null ? held.filter((role) => state.roles[role]?.includes(to) !== true) : [];
  const faults = leaveFaults(state, { person, to, roles, basis }, { held, passing, managed: managed.map(([code]) => code) }, context);
  const mandates = mandatesEnd(state, person, basis);
  const nothing = held.length === 0 && managed.length === 0 && mandates.length === 0;
  const left: LeaveEvent = {
    type: 'PersonLeft',
    data: { person, to, basis, roles: held, projects: managed.map(([code]) => code), leaving: { person, to, faults, mustHave: mustHave && nothing } },
  };
  const handed: readonly LeaveEvent[] =
    to === null
      ? []
      : [
          ...managed.map(([code, project]) => managerChanged(code, project, to, basis)),
          {
            type: 'DeskHandedOver',
            data: {
              from: person,
              to,
              basis,
              known: [to],
              desk: { person, mandate: null },
              cases: [],
              applied: { person, project: null },
              applications: [],
            },
          },
        ];
  return allow<LeaveEvent | RoleEvent | MandateEvent>(
    left,
    ...mandates,
    ...rolesPass(state, { person, to, basis }, held, passing, context),
    ...handed,
  );
}

/** All that the state knows to be in the way; the recorder adds what the world knows (world/blanks.ts). */
function leaveFaults(
  state: Staffing,
  { person, to, roles, basis }: Omit<Leave, 'mustHave'>,
  { held, passing, managed }: { readonly held: readonly Role[]; readonly passing: readonly Role[]; readonly managed: readonly string[] },
  { actor }: Context,
): readonly Text[] {
  const named = (role: Role): string => ROLE_WORDS[role].zh;
  return [
    ...(person === to ? [{ zh: '转出人与接收人须为两个人', en: 'from and to are the same person' }] : []),
    ...(basis.trim() === '' ? [{ zh: '须写明书面依据', en: 'there is no written basis' }] : []),
    ...(state.roles.PROGRAMME_OFFICER?.every((other) => other === person) === true
      ? [
          {
            zh: '办公室将无经办人：请先任命另一名经办人（一人提出，另一人确认）',
            en: 'the programme office would be left without anybody: first let somebody else become PROGRAMME_OFFICER (AssignRole, ConfirmRole)',
          },
        ]
      : []),
    ...(roles && to === null && held.length > 0
      ? [{ zh: '未指定接收人，角色无法转交', en: 'the roles cannot be handed over: nobody is named to take them' }]
      : []),
    ...(to !== null && to === actor.person && passing.length > 0
      ? [
          {
            zh: `不得给自己任职：${passing.map(named).join('、')}；请另选接收人，或不转交角色`,
            en: `nobody gives themselves a role: ${passing.join(', ')}`,
          },
        ]
      : []),
    ...(to === null && managed.length > 0
      ? [
          {
            zh: `项目 ${managed.join('、')} 将无负责人，请指定接收人`,
            en: `projects ${managed.join(', ')} would have no manager; name who takes them over`,
          },
        ]
      : []),
    ...(to !== null && !held.includes('AUDITOR') && state.roles.AUDITOR?.includes(to) === true
      ? [{ zh: `${to} 是审计人员，不得接收被审计的事项，请另选`, en: `${to} audits, and takes over nothing that they audit; name somebody else` }]
      : []),
    ...(to !== null && passing.includes('AUDITOR') && auditsAlone(state, { role: 'AUDITOR', person: to }) !== null
      ? [
          {
            zh: `${to} 另有角色或负责项目，不得同时审计`,
            en: `${to} holds another role or manages a project, and nobody audits beside that`,
          },
        ]
      : []),
  ];
}

/** Roles end at once with whoever leaves. What needs two people is only proposed for the successor. */
function rolesPass(
  state: Posts,
  { person, to, basis }: Pick<Leave, 'person' | 'to' | 'basis'>,
  held: readonly Role[],
  passing: readonly Role[],
  context: Context,
): readonly RoleEvent[] {
  const overtaken = Object.values(state.proposals ?? {}).filter((proposal) => proposal.person === person);
  const events: RoleEvent[] = overtaken.map((proposal) =>
    proposalEnded(proposal, endedBy('OVERTAKEN', { zh: `${person} 离任`, en: `${person} has left` })),
  );
  let nth = 0;
  for (const role of held) {
    events.push({ type: 'RoleRevoked', data: { role, person, basis } });
    if (to === null || !passing.includes(role)) continue;
    if (role === 'AUDITOR' || needsTwo(state, role)) {
      // Numbers follow one another in the fold as well: each proposal of this act is counted before the next.
      if (role !== 'AUDITOR') events.push(proposed(state, { change: 'ASSIGN', role, person: to, basis }, context, nth++));
      else if (has(context, 'GROUP_LEADER')) events.push({ type: 'RoleAssigned', data: { role, person: to, basis } });
    } else events.push({ type: 'RoleAssigned', data: { role, person: to, basis } });
  }
  return events;
}

const managerChanged = (project: string, { manager: from, status }: Project, to: string, basis: string): LeaveEvent => ({
  type: 'ManagerChanged',
  data: {
    project,
    from,
    to,
    basis,
    known: [to],
    applied: { person: from, project },
    applications: [],
    ...(status === 'RUNNING' ? {} : { over: true as const }),
  },
});

function changeManager(state: Staffing, { project, to, basis }: Extract<LeaveCommand, { type: 'ChangeManager' }>, context: Context): Answer {
  const known = state.projects[project];
  if (known === undefined) return refuse(unknownItem(project));
  const faults = [
    ...(basis.trim() === '' ? [{ zh: '须写明书面依据', en: 'there is no written basis' }] : []),
    ...(isManaged(known) ? [] : [{ zh: `项目 ${project} 须仍在进行；已结束`, en: `project ${project} is over` }]),
    ...(known.manager === to ? [{ zh: `${to} 已是 ${project} 的负责人`, en: `${to} manages ${project} already` }] : []),
    ...(to === context.actor.person ? [{ zh: '不得将自己设为项目负责人', en: 'nobody makes themselves the manager of a project' }] : []),
    ...(state.roles.AUDITOR?.includes(to) === true
      ? [{ zh: `${to} 是审计人员，不得负责项目`, en: `${to} is an auditor and manages no project` }]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('不能这样更换项目负责人。', 'The manager cannot be changed like this.', faults));
  return allow<LeaveEvent>(managerChanged(project, known, to, basis));
}

export function evolveLeaving(state: Pick<Staffing, 'left' | 'projects'>, event: LeaveEvent): Partial<Staffing> {
  switch (event.type) {
    case 'DeskHandedOver':
      return { left: [...new Set([...state.left, event.data.from])] };
    case 'PersonLeft':
      return { left: [...new Set([...state.left, event.data.person])] };
    case 'ManagerChanged': {
      const known = state.projects[event.data.project];
      return known === undefined ? {} : { projects: { ...state.projects, [event.data.project]: { ...known, manager: event.data.to } } };
    }
  }
}

/** Cases with something on the desk, the project with its open stages, and open applications are told. */
export function leaveConsequences(event: LeaveEvent): readonly Consequence[] {
  if (event.type === 'PersonLeft') return [];
  const { from, to, basis } = event.data;
  // Tasks and applications are those of approvals.
  const tellApprovals = (streams: readonly string[], command: ApprovalCommand): readonly Consequence[] =>
    streams.map((stream) => tell(approvalAddress(idOf(stream)), command));
  const applications = tellApprovals(event.data.applications ?? [], { type: 'ChangeApplicant', from, to, basis });
  if (event.type === 'DeskHandedOver') return [...tellApprovals(event.data.cases, { type: 'PersonLeft', from, to, basis }), ...applications];
  const { project, over } = event.data;
  // A project that is over takes nothing more; its settlement does.
  if (over === true) return [tell(stageAddress(constructionStage.kind)(project), { type: 'ChangeManager', from, to, basis }), ...applications];
  return [tell(projectAddress(project), { type: 'ChangeManager', to, basis }), ...applications];
}

export function leaveNotices(event: LeaveEvent): readonly NoticeDue[] {
  switch (event.type) {
    case 'DeskHandedOver':
      return [{ template: 'desk', to: { person: event.data.to }, facts: {} }];
    case 'ManagerChanged': {
      const { project, from, to, basis } = event.data;
      const says = {
        zh: `项目 ${project} 的负责人由{by}改为{person}（依据：${basis}）`,
        en: `{person} manages project ${project} now instead of {by} (basis: ${basis})`,
        person: to,
        by: from,
      };
      return [from, to].map((person) => ({ template: 'manager', to: { person }, facts: { says } }));
    }
    case 'PersonLeft': {
      const { person, basis } = event.data;
      const says = {
        zh: `{person}已办理离任（依据：${basis}），其登录、链接和验证码全部失效`,
        en: `{person} has left (basis: ${basis}); every sign-in, link and code of theirs has ended`,
        person,
      };
      return [{ person }, { role: 'AUDITOR' as const }, { role: 'GROUP_LEADER' as const }].map((to) => ({
        template: 'account',
        to,
        facts: { says },
      }));
    }
  }
}
