import { describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import { caseOf } from '../../domain/cases.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import { type Context, RULES } from '../../domain/kernel/context.ts';
import { ROLES, type Role } from '../../domain/kernel/role.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeCommand } from '../../domain/programme/facts.ts';
import { projectCase } from '../../domain/project/case.ts';
import { surveyStage } from '../../domain/stages/survey/stage.ts';
import {
  openApproval,
  openProgramme,
  PANEL,
  person,
  profile,
  route,
  Sandbox,
  stageBase,
  surveyBasis,
  system,
  type WorldFacts,
  world,
} from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const admin = person('admin', 'ADMINISTRATOR');
const director = person('director', 'OFFICE_DIRECTOR');
const leader = person('leader', 'GROUP_LEADER');
const operator = { person: 'operator', door: 'console', assurance: 'none', roles: [] } as const;
const FIRST: readonly { readonly role: Role; readonly person: string }[] = [
  { role: 'PROGRAMME_OFFICER', person: 'officer' },
  { role: 'ADMINISTRATOR', person: 'admin' },
  { role: 'OFFICE_DIRECTOR', person: 'director' },
  { role: 'GROUP_LEADER', person: 'leader' },
  { role: 'AUDITOR', person: 'auditor' },
  { role: 'MATERNAL_HEALTH', person: 'bai' },
  { role: 'FINANCE', person: 'ben' },
];

function opened(roles = FIRST, facts: WorldFacts = {}) {
  const box = new Sandbox(programmeCase, world(undefined, undefined, { unknown: ['who-is-this'], ...facts }));
  box.now = '2024-09-10T02:00:00.000Z';
  expect(box.send(openProgramme([...roles]), officer)).toBeNull();
  box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: PANEL } }, officer);
  return box;
}
const assign = (role: Role, who: string) => ({ type: 'AssignRole', role, person: who, basis: '青组〔2024〕1号' }) as const;
const revoke = (role: Role, who: string) => ({ type: 'RevokeRole', role, person: who, basis: '青组〔2024〕2号' }) as const;
const toldOf = (box: ReturnType<typeof opened>) => {
  const event = box.events.at(-1);
  return event === undefined
    ? []
    : programmeCase.notices(box.state, event).map(({ template, to }) => [template, 'person' in to ? to.person : to.role]);
};
const roles = (box: ReturnType<typeof opened>, role: Role) => box.state.roles[role] ?? [];

describe('a role', () => {
  it.each(ROLES)('%s is given by nobody to themselves, whoever they are', (role) => {
    for (const actor of [officer, admin, leader, director, operator]) {
      const box = opened();
      const mine = { ...actor, person: 'me' };
      expect(box.send(assign(role, 'me'), mine)).toMatchObject({ code: 'NOT_YOURS' });
      expect(roles(box, role)).not.toContain('me');
    }
  });

  it.each<Role>([
    'FINANCE',
    'FINANCE_REVIEW',
    'PANEL',
    'HOUSING',
    'NDRC_HEAD',
    'GROUP_LEADER',
    'ADMINISTRATOR',
    'PROGRAMME_OFFICER',
    'DEPUTY_LEADER',
  ])('%s is proposed by one and given by another, never by the person concerned', (role) => {
    const box = opened();
    expect(box.send(assign(role, 'carl'), officer)).toBeNull();
    expect(box.types.at(-1)).toBe('RoleProposed');
    expect(roles(box, role)).not.toContain('carl');
    expect(toldOf(box)).toEqual(
      expect.arrayContaining([
        ['role-proposed', 'carl'],
        ['role-proposed', 'AUDITOR'],
        ['role-proposed', 'GROUP_LEADER'],
      ]),
    );
    const confirm = { type: 'ConfirmRole', proposal: 'RP-1' } as const;
    for (const nobody of [officer, person('carl', 'OFFICE_DIRECTOR'), person('ben', 'FINANCE'), person('auditor', 'AUDITOR'), system])
      expect(box.send(confirm, nobody)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(confirm, director)).toBeNull();
    expect(roles(box, role)).toContain('carl');
    expect(box.events.at(-1)).toMatchObject({
      type: 'RoleAssigned',
      data: { proposal: 'RP-1', proposedBy: 'officer' },
      actor: { person: 'director' },
    });
    expect(toldOf(box)).toEqual([
      ['role', 'carl'],
      ['role', 'AUDITOR'],
      ['role', 'GROUP_LEADER'],
    ]);
    expect(box.send(confirm, director)).toMatchObject({ code: 'UNKNOWN_ITEM' });
  });

  it('is taken away by two people as well, for whoever is left alone is asked in its place', () => {
    const box = opened();
    expect(box.send(revoke('FINANCE', 'ben'), officer)).toBeNull();
    expect(roles(box, 'FINANCE')).toEqual(['ben']);
    expect(box.send({ type: 'RefuseRole', proposal: 'RP-1', reason: '我不同意' }, person('ben', 'FINANCE'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ type: 'ConfirmRole', proposal: 'RP-1' }, leader)).toBeNull();
    expect(roles(box, 'FINANCE')).toEqual([]);
    expect(box.send(revoke('OFFICE_DIRECTOR', 'director'), director)).toBeNull();
    expect(roles(box, 'OFFICE_DIRECTOR')).toEqual([]);
  });

  it('that decides on nothing of that kind is given by the office alone, unless a route of the county’s own asks it', () => {
    const box = opened();
    expect(box.send(assign('SURVEY_REVIEWER', 'carl'), officer)).toBeNull();
    expect(roles(box, 'SURVEY_REVIEWER')).toEqual(['carl']);
    expect(
      box.send({ type: 'AdoptRoute', route: { ...route({ members: [{ role: 'MATERNAL_HEALTH' }] }), code: 'PAYMENT' }, basis: 'x' }, officer),
    ).toBeNull();
    expect(box.send({ type: 'ConfirmRoute', proposal: 'RT-1' }, leader)).toBeNull();
    expect(box.send(assign('MATERNAL_HEALTH', 'carl'), officer)).toBeNull();
    expect(roles(box, 'MATERNAL_HEALTH')).toEqual(['bai']);
  });

  it('AUDITOR is nobody who holds another role or manages a project, and an auditor is given none, until the one has ended', () => {
    const box = opened();
    expect(box.send(assign('AUDITOR', 'ben'), leader)).toMatchObject({ code: 'PERSON_NOT_ELIGIBLE' });
    expect(box.send(assign('AUDITOR', 'manager'), leader)).toMatchObject({ code: 'PERSON_NOT_ELIGIBLE' });
    expect(box.send(assign('SURVEY_REVIEWER', 'auditor'), officer)).toMatchObject({ code: 'PERSON_NOT_ELIGIBLE' });
    expect(box.send(assign('FINANCE', 'auditor'), officer)).toMatchObject({ code: 'PERSON_NOT_ELIGIBLE' });
    // Proposed before they became an auditor: overtaken when it is confirmed.
    expect(box.send(assign('FINANCE', 'carl'), officer)).toBeNull();
    expect(box.send(assign('AUDITOR', 'carl'), leader)).toBeNull();
    const proposal = Object.keys(box.state.proposals ?? {})[0] ?? '';
    expect(box.send({ type: 'ConfirmRole', proposal }, leader)).toBeNull();
    const last = box.events.at(-1);
    expect(last).toMatchObject({ type: 'RoleProposalEnded', data: { why: 'OVERTAKEN' } });
    const [told] = last === undefined ? [] : programmeCase.notices(box.state, last);
    expect(told !== undefined && 'says' in told.facts ? told.facts.says.en : '系统').not.toMatch(/\p{Script=Han}/u);
    expect(roles(box, 'FINANCE')).not.toContain('carl');
  });

  it('AUDITOR is the group leader’s to give and to take, and all auditors hear of it', () => {
    const box = opened();
    for (const other of [officer, admin, director, person('auditor', 'AUDITOR')]) {
      expect(box.send(revoke('AUDITOR', 'auditor'), other)).toMatchObject({ code: 'NOT_YOURS' });
      expect(box.send(assign('AUDITOR', 'carl'), other)).toMatchObject({ code: 'NOT_YOURS' });
      expect(box.send({ type: 'Leave', person: 'auditor', basis: 'x' }, other)).toMatchObject({ code: 'NOT_YOURS' });
    }
    expect(box.send(assign('AUDITOR', 'carl'), leader)).toBeNull();
    expect(toldOf(box)).toContainEqual(['role', 'AUDITOR']);
    expect(box.send(revoke('AUDITOR', 'auditor'), leader)).toBeNull();
    expect(toldOf(box)).toEqual([
      ['role', 'auditor'],
      ['role', 'AUDITOR'],
      ['role', 'GROUP_LEADER'],
    ]);
    expect(roles(box, 'AUDITOR')).toEqual(['carl']);
  });

  it('is not given to somebody whom nobody knows, and a project has no such manager', () => {
    const box = opened();
    expect(() => box.send(assign('FINANCE', 'who-is-this'), officer)).toThrow('there is no person who-is-this');
    expect(() => box.send(assign('SURVEY_REVIEWER', 'who-is-this'), officer)).toThrow('there is no person who-is-this');
    const project = { profile: { ...profile, code: 'QH-02', manager: 'who-is-this' }, survey: surveyBasis, panel: PANEL };
    expect(() => box.send({ type: 'RegisterProject', project }, officer)).toThrow('there is no person who-is-this');
  });

  it('proposed waits a fortnight, can be declined, refused and taken back', () => {
    const box = opened();
    for (const [actor, why] of [
      [person('carl'), 'REFUSED'],
      [director, 'REFUSED'],
      [officer, 'WITHDRAWN'],
    ] as const) {
      box.send(assign('FINANCE', 'carl'), officer);
      const proposal = Object.keys(box.state.proposals ?? {}).at(-1) ?? '';
      expect(box.send({ type: 'RefuseRole', proposal, reason: '不合适' }, actor)).toBeNull();
      expect(box.events.at(-1)).toMatchObject({ type: 'RoleProposalEnded', data: { why } });
    }
    box.send(assign('FINANCE', 'carl'), officer);
    const due = programmeCase.agenda(box.state).find(({ command }) => command.type === 'ExpireProposal');
    expect(due?.at).toBe('2024-09-24T16:00:00.000Z');
    box.send(due?.command as ProgrammeCommand, { ...system, door: 'clock' }); // it is there: see its time
    expect(box.state.proposals).toEqual({});
  });

  it('is given at the operator’s console only where nobody else could, and the record shows the door', () => {
    expect(opened().send(assign('FINANCE', 'carl'), operator)).toMatchObject({ code: 'NOT_YOURS' });
    expect(opened().send(assign('AUDITOR', 'carl'), operator)).toMatchObject({ code: 'NOT_YOURS' });
    const alone = opened([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]);
    expect(alone.send(assign('ADMINISTRATOR', 'carl'), operator)).toBeNull();
    expect(alone.events.at(-1)).toMatchObject({ type: 'RoleAssigned', actor: { door: 'console' } });
    expect(alone.send(assign('AUDITOR', 'dora'), operator)).toBeNull();
    expect(alone.send(assign('GROUP_LEADER', 'eve'), operator)).toMatchObject({ code: 'NOT_YOURS' });
  });

  it('of a command of an earlier release is decided as it was then', () => {
    const box = opened();
    const context: Context = { now: box.now, actor: officer, commandId: 'old' };
    expect(programmeCase.decide(box.state, assign('AUDITOR', 'officer'), context)).toMatchObject({ ok: true, events: [{ type: 'RoleAssigned' }] });
    const left = programmeCase.decide(box.state, { type: 'HandOverDesk', from: 'auditor', to: 'carl', roles: true, basis: 'x' }, context);
    expect(left).toMatchObject({ ok: true, events: [{ type: 'RoleAssigned' }, { type: 'RoleRevoked' }, { type: 'DeskHandedOver' }] });
    expect(RULES).toBeGreaterThan(1);
  });
});

describe('a mandate set by the office', () => {
  const grant = {
    type: 'GrantMandate',
    principal: 'leader',
    delegate: 'carl',
    from: '2024-09-10',
    to: '2024-09-20',
    basis: '青政函〔2024〕3号',
  } as const;
  const confirm = { type: 'ConfirmMandate', mandate: 'DL-1' } as const;

  it('begins when its principal has confirmed it; never in favour of whoever sets it', () => {
    const box = opened();
    expect(box.send({ ...grant, delegate: 'officer' }, officer)).toMatchObject({ code: 'MANDATE_INVALID' });
    expect(box.send(grant, officer)).toBeNull();
    expect(box.state.mandates['DL-1']?.status).toBe('WAITING');
    expect(toldOf(box)).toEqual([['mandate-asked', 'leader']]);
    for (const other of [officer, admin, director, person('carl')]) expect(box.send(confirm, other)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(confirm, leader)).toBeNull();
    expect(box.types.slice(-2)).toEqual(['MandateConfirmed', 'MandateBegan']);
    expect(box.send(confirm, leader)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('that is planned waits for its first day as well', () => {
    const box = opened();
    box.send({ ...grant, from: '2024-09-12' }, officer);
    const next = () => programmeCase.agenda(box.state).map(({ command }) => command.type);
    expect(next()).not.toContain('BeginMandate');
    box.send(confirm, leader);
    expect(box.state.mandates['DL-1']?.status).toBe('PLANNED');
    expect(next()).toContain('BeginMandate');
  });

  it('for a principal who cannot act needs a document and a second person', () => {
    const box = opened();
    expect(box.send({ ...grant, unable: '  ' }, officer)).toMatchObject({ code: 'MANDATE_INVALID' });
    expect(box.send({ ...grant, unable: '青人民医证〔2024〕7号' }, officer)).toBeNull();
    for (const other of [officer, person('carl', 'OFFICE_DIRECTOR'), person('ben', 'FINANCE')])
      expect(box.send(confirm, other)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(confirm, director)).toBeNull();
    expect(box.types.at(-1)).toBe('MandateBegan');
  });
});

describe('whoever leaves', () => {
  const leave = { type: 'Leave', person: 'manager', to: 'carl', basis: '青卫人〔2024〕9号' } as const;

  it('hands over projects, desk, applications and roles in one act; what needs two people is proposed', () => {
    const box = opened([...FIRST, { role: 'FINANCE', person: 'manager' }, { role: 'SURVEY_REVIEWER', person: 'manager' }], {
      cases: () => ['approval/QH-02.FSR'],
      applications: ({ project }) => (project === null ? ['approval/QH-01.A', 'approval/QH-01.B'] : ['approval/QH-01.A']),
    });
    expect(box.send({ ...leave, roles: true }, officer)).toBeNull();
    expect(box.state).toMatchObject({
      left: ['manager'],
      projects: { 'QH-01': { manager: 'carl' } },
      roles: { FINANCE: ['ben'], SURVEY_REVIEWER: ['carl'] },
    });
    expect(box.state.proposals).toMatchObject({ 'RP-1': { role: 'FINANCE', person: 'carl', by: 'officer' } });
    const told = box.events
      .flatMap((event) => programmeCase.consequences(box.state, event))
      .map(({ stream, ...rest }) => [stream, 'command' in rest ? rest.command.type : rest.open.type]);
    expect(told.slice(1)).toEqual([
      ['project/QH-01', 'ChangeManager'],
      ['approval/QH-01.A', 'ChangeApplicant'],
      ['approval/QH-02.FSR', 'PersonLeft'],
      ['approval/QH-01.A', 'ChangeApplicant'],
      ['approval/QH-01.B', 'ChangeApplicant'],
    ]);
    const notices = box.events
      .flatMap((event) => programmeCase.notices(box.state, event))
      .map(({ template, to }) => [template, 'person' in to ? to.person : to.role]);
    expect(notices).toEqual(
      expect.arrayContaining([
        ['account', 'manager'],
        ['account', 'AUDITOR'],
        ['manager', 'manager'],
        ['manager', 'carl'],
        ['desk', 'carl'],
      ]),
    );
  });

  it('is told everything that is in the way at once', () => {
    const box = opened(FIRST, { cases: () => ['approval/QH-02.FSR'] });
    expect(() => box.send({ type: 'Leave', person: 'manager', basis: '  ' }, officer)).toThrow(
      'there is no written basis\nprojects QH-01 would have no manager; name who takes them over\ntasks and applications are open in approval/QH-02.FSR; name who takes them over',
    );
    expect(() => box.send({ ...leave, to: 'who-is-this', basis: '' }, officer)).toThrow(
      'there is no written basis\nthere is no person who-is-this in this programme who could take it over',
    );
    expect(box.state.left).toEqual([]);
  });

  it('with nothing on the desk, no role and no project hands nothing over, and twice is once too often', () => {
    const hand = { type: 'HandOverDesk', from: 'zoe', to: 'carl', roles: true, basis: 'x' } as const;
    const box = opened();
    expect(() => box.send(hand, officer)).toThrow('there is nothing to hand over: nothing lies on the desk of zoe');
    expect(box.send({ ...hand, from: 'bai' }, officer)).toBeNull();
    expect(box.send({ ...hand, from: 'bai' }, officer)).toMatchObject({ code: 'WRONG_STATE' });
    expect(opened().send({ type: 'Leave', person: 'zoe', basis: 'x' }, officer)).toBeNull();
  });

  it('does not give their roles to whoever records it, nor leaves the office empty', () => {
    const box = opened();
    expect(() => box.send({ type: 'HandOverDesk', from: 'leader', to: 'officer', roles: true, basis: 'x' }, officer)).toThrow(
      'nobody gives themselves a role: GROUP_LEADER',
    );
    expect(() => box.send({ type: 'Leave', person: 'officer', basis: 'x' }, admin)).toThrow('the programme office would be left without anybody');
  });
});

describe('another manager', () => {
  const change = { type: 'ChangeManager', project: 'QH-01', to: 'carl', basis: '青卫人〔2024〕9号' } as const;

  it('is the office’s act, with a basis, told to both, never for oneself', () => {
    const box = opened();
    expect(box.send(change, person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ ...change, to: 'officer', basis: ' ' }, officer)?.faults).toEqual([
      'there is no written basis',
      'nobody makes themselves the manager of a project',
    ]);
    expect(box.send({ ...change, project: 'QH-09' }, officer)).toMatchObject({ code: 'UNKNOWN_ITEM' });
    expect(box.send(change, officer)).toBeNull();
    expect(box.state.projects['QH-01']?.manager).toBe('carl');
    expect(toldOf(box)).toEqual([
      ['manager', 'manager'],
      ['manager', 'carl'],
    ]);
  });

  it('runs project, open stages and approvals instead of the one before', () => {
    const project = new Sandbox(projectCase);
    project.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    project.send({ type: 'StartStage', stage: 'SURVEY' }, system);
    expect(project.send({ type: 'ChangeManager', to: 'carl', basis: 'x' }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(project.send({ type: 'ChangeManager', to: 'carl', basis: 'x' }, system)).toBeNull();
    const changed = project.events.at(-1);
    expect(changed === undefined ? [] : projectCase.consequences(project.state, changed)).toEqual([
      { kind: 'tell', stream: 'survey/QH-01', command: { type: 'ChangeManager', from: 'manager', to: 'carl', basis: 'x' } },
    ]);

    const survey = new Sandbox(surveyStage.logic);
    survey.send({ type: 'Open', ...stageBase() }, system);
    survey.send({ type: 'ChangeManager', from: 'manager', to: 'carl', basis: 'x' }, system);
    const announce = { type: 'AnnounceSurvey', closesOn: '2023-04-01' } as const;
    expect(survey.send(announce, person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(survey.send(announce, person('carl'))).toBeNull();

    const approval = new Sandbox(approvalCase('QH-01.FSR'));
    approval.send(openApproval(route({ agree: 'ALL', people: ['ann', 'carl'] })), system);
    approval.send({ type: 'ChangeApplicant', from: 'manager', to: 'carl', basis: 'x' }, system);
    expect(approval.state.applicant).toBe('carl');
    // Whoever became the applicant decides no longer.
    expect(approval.state.tasks.filter(({ status }) => status === 'PENDING').map((task) => task.person)).not.toContain('carl');
    expect(approval.state.recused).toEqual(['carl']);
    expect(approval.send({ type: 'Withdraw', reason: 'x' }, person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(approval.send({ type: 'Withdraw', reason: 'x' }, person('carl'))).toBeNull();
  });
});

it('events of people fold in every stream that may hold them', () => {
  const drafts: readonly Draft[] = [{ type: 'ManagerChanged', data: { from: 'manager', to: 'carl', basis: 'x' } }];
  for (const kind of ['survey', 'planning', 'construction', 'training', 'management', 'publicity', 'evaluation', 'acceptance'] as const) {
    const logic = caseOf(`${kind}/QH-01`);
    const opening = { type: 'StageOpened', data: stageBase(), version: 1, occurredAt: '2024-01-01T00:00:00.000Z', actor: system };
    const state = drafts.reduce<object>(
      (before, draft, n) => logic.evolve(before, { ...draft, version: n + 2, occurredAt: opening.occurredAt, actor: system }),
      logic.evolve(null, opening),
    );
    expect(state).toMatchObject({ manager: 'carl' });
  }
});
