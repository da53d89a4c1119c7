import { describe, expect, it } from 'vitest';
import { pageOffers } from '../../api/page-offers.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { type Route, standsWhenSuspended } from '../../domain/approval/route.ts';
import { blankDeadline, workOut } from '../../domain/calendar/deadline.ts';
import { projectCase } from '../../domain/project/case.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { planningStage } from '../../domain/stages/planning/stage.ts';
import { surveyStage } from '../../domain/stages/survey/stage.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import { planWay } from '../../scripts/rules/plan-samples.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { calendar, clock, openApproval, PANEL, person, profile, route, Sandbox, stageBase, surveyBasis, system, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const day = (on: string) => `${on}T02:00:00.000Z`;
const suspend = { type: 'Suspend', reason: '资金未到位', by: 'officer' } as const;
const inner: Route = route({ people: ['ann'], limit: { n: 10, unit: 'WD' } });
const statutory: Route = { ...inner, limit: { n: 20, unit: 'WD' } };

describe('an approval of a project that is suspended', () => {
  it('stands with the reason, says so, and runs on from where it stood', () => {
    const box = new ApprovalBox(inner);
    expect(box.state.opening?.deadline?.dueOn).toBe('2023-03-27');
    box.now = day('2023-03-16');
    expect(box.send(suspend, system)).toBeNull();
    expect(box.state).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'SUSPENDED', notice: '资金未到位' },
      opening: { deadline: { dueOn: null } },
    });
    expect(box.agenda()).toBeUndefined();
    expect(box.ask('ann', { type: 'Decide', choice: 'APPROVE', seen: box.state.contentHash })).toBe('SUSPENDED');
    const task = box.state.tasks[0];
    if (task === undefined) throw new Error('nobody is asked');
    expect(pageOffers(box.state, task, 'ann')).not.toContain('RESUME_CLOCK');
    expect(box.ask('ann', { type: 'ResumeClock' })).toBe('SUSPENDED');
    expect(box.send(suspend, system)).toBeNull();
    expect(box.types.filter((type) => type === 'ClockPaused')).toHaveLength(1);
    box.now = day('2023-04-20');
    expect(box.send({ type: 'GoOn' }, system)).toBeNull();
    // Three of ten working days had passed; the Sunday of 2023-04-23 is a working day.
    expect(box.state).toMatchObject({ status: 'OPEN', pause: null, opening: { deadline: { dueOn: '2023-04-28' } } });
    expect(box.state).not.toHaveProperty('suspension');
    expect(box.ask('ann', { type: 'Decide', choice: 'APPROVE', seen: box.state.contentHash })).toBeNull();
  });

  it('goes on where the limit is the authority’s own, and says why; a county may say otherwise of its route', () => {
    const box = new ApprovalBox(statutory);
    const due = box.state.clock?.deadline.dueOn;
    box.send(suspend, system);
    expect(box.state).toMatchObject({ status: 'OPEN', clock: { deadline: { dueOn: due } } });
    expect(box.events.at(-1)).toMatchObject({
      type: 'ProjectChangeNoted',
      data: { document: expect.stringContaining('第四十二条'), reason: '资金未到位' },
    });
    expect(box.send({ type: 'GoOn' }, system)).toBeNull();
    const own = new ApprovalBox({ ...statutory, suspended: 'STANDS' });
    own.send(suspend, system);
    expect(own.state).toMatchObject({ status: 'PAUSED', clock: { deadline: { dueOn: null } } });
    const kept = new ApprovalBox({ ...inner, suspended: 'GOES_ON' });
    kept.send(suspend, system);
    expect(kept.state.status).toBe('OPEN');
  });

  it('of the routes that are shipped, those of authorities go on and the rest stand', () => {
    const stands = shippedRoutes()
      .filter((shipped) => standsWhenSuspended(shipped))
      .map(({ code }) => code);
    expect(['SURVEY', 'IMPLPLAN', 'PAYMENT', 'PANEL_SCORE'].filter((code) => !stands.includes(code))).toEqual([]);
    expect(['LAND_PRE', 'FSR', 'PRELIM'].filter((code) => stands.includes(code))).toEqual([]);
  });

  it('goes on standing for what it stood for before', () => {
    const box = new ApprovalBox(inner);
    box.now = day('2023-03-16');
    box.ask('ann', { type: 'Pause', reason: 'EXPERT_REVIEW', notice: '评审通知' });
    box.now = day('2023-03-20');
    box.send(suspend, system);
    expect(box.state.pause?.reason).toBe('SUSPENDED');
    box.now = day('2023-03-24');
    box.send({ type: 'GoOn' }, system);
    expect(box.state).toMatchObject({ status: 'PAUSED', pause: { reason: 'EXPERT_REVIEW' }, opening: { deadline: { dueOn: null } } });
    box.now = day('2023-03-28');
    expect(box.ask('ann', { type: 'ResumeClock' })).toBeNull();
    expect(box.state.opening?.deadline?.dueOn).toBe('2023-04-07');
  });

  it('lets the clock of what was accepted as missing stand as well', () => {
    const intake: Route = {
      ...route({ kind: 'INTAKE', people: ['ann'] }, { people: ['ben'], limit: { n: 10, unit: 'WD' } }),
      suspended: 'STANDS',
    };
    const { acceptedOn: _, ...matter } = openApproval(intake, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
    const box = new Sandbox(approvalCase('QH-01~A-1'));
    box.send({ ...matter, type: 'Draft' }, manager);
    box.send({ type: 'Submit', undertaking: { title: '容缺受理承诺书' } }, manager);
    box.send({ type: 'Decide', choice: 'APPROVE_WITH_CONDITIONS', seen: box.state.contentHash, conditions: ['用地意见'] }, person('ann'));
    expect(box.state.deficiency?.deadline.dueOn).toBe('2023-03-20');
    box.now = day('2023-03-15');
    box.send(suspend, system);
    expect(box.state.deficiency?.deadline.dueOn).toBeNull();
    box.now = day('2023-04-10');
    box.send({ type: 'GoOn' }, system);
    expect(box.state.deficiency?.deadline.dueOn).toBe('2023-04-13');
  });

  it('is told by the system alone, and withdrawn all the same', () => {
    const box = new ApprovalBox(inner);
    expect(box.send(suspend, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send({ type: 'GoOn' }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    box.send(suspend, system);
    expect(box.ask('manager', { type: 'Nudge' })).toBe('SUSPENDED');
    expect(box.ask('manager', { type: 'Withdraw', reason: 'x' })).toBeNull();
    expect(box.send({ type: 'GoOn' }, system)).toBeNull();
    expect(box.state.status).toBe('WITHDRAWN');
  });
});

describe('a stage of a project that is suspended', () => {
  it('tells its approvals, and waits by itself for so many days longer', () => {
    const box = new Sandbox(surveyStage.logic);
    box.now = day('2026-11-02');
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'AnnounceSurvey', closesOn: '2026-11-10' }, manager);
    box.now = day('2026-11-06');
    box.send(suspend, system);
    expect(surveyStage.logic.agenda(box.state)).toEqual([]);
    box.now = day('2026-11-26');
    box.send({ type: 'Resume' }, system);
    expect(surveyStage.logic.agenda(box.state)).toEqual([{ at: '2026-11-30T16:00:00.000Z', command: { type: 'CloseSurvey' } }]);
  });

  it('lets the clock of a rectification stand', () => {
    const { clock: own } = { clock: acceptanceStage };
    const box = new Sandbox(own.logic);
    box.now = day('2023-03-13');
    box.send({ type: 'Open', ...stageBase() }, system);
    const deadline = workOut(blankDeadline('2023-03-13', { n: 15, unit: 'WD' }), calendar);
    const state = { ...box.state, deadline };
    const decided = own.logic.decide(state, suspend, { now: day('2023-03-16'), actor: system, commandId: 'c' });
    expect(decided).toMatchObject({
      ok: true,
      events: [{ data: { deadline: { pauses: [{ from: '2023-03-16', to: null, reason: 'SUSPENDED' }] } } }],
    });
  });

  it('passes it on to whoever decides, and so does the project to its own approvals', () => {
    const box = new Sandbox(planningStage.logic);
    box.send({ type: 'Open', ...stageBase() }, system);
    for (const command of planWay(box.state.profile)) box.send(command, manager);
    box.send({ type: 'SubmitPlan' }, manager);
    const told = () => planningStage.logic.consequences(box.state, box.events.at(-1) as never);
    box.send(suspend, system);
    expect(told()).toMatchObject([{ stream: 'approval/QH-01.IMPLPLAN', command: suspend }]);
    box.send({ type: 'Resume' }, system);
    expect(told()).toMatchObject([{ stream: 'approval/QH-01.IMPLPLAN', command: { type: 'GoOn' } }]);
    box.send({ type: 'Suspend' }, system);
    expect(told()).toEqual([]);
  });

  it('is one of a project that says why, and whose own approvals are told', () => {
    const ofWhom: unknown[] = [];
    const applicationsOf: ReturnType<typeof world>['applicationsOf'] = (applied) => {
      ofWhom.push(applied);
      return ['approval/QH-01.LAND_PRE', 'approval/QH-01~A-1'];
    };
    const box = new Sandbox(projectCase, { ...world(), applicationsOf });
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    for (const stage of ['SURVEY', 'PLANNING'] as const) {
      box.send({ type: 'StartStage', stage }, system);
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, system);
    }
    box.send({ type: 'StartStage', stage: 'APPROVALS' }, system);
    box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager);
    const told = () => projectCase.consequences(box.state, box.events.at(-1) as never);
    expect(box.send({ type: 'Suspend', reason: ' ' }, officer)).toMatchObject({ code: 'REASON_REQUIRED' });
    box.send({ type: 'Suspend', reason: '资金未到位' }, officer);
    // Its own, and what anybody began beside it, whoever applied.
    expect(ofWhom).toEqual([{ person: null, project: 'QH-01' }]);
    const begun = { stream: 'approval/QH-01~A-1' };
    expect(told()).toMatchObject([
      { stream: 'approval/QH-01.LAND_PRE', command: suspend },
      { ...begun, command: suspend },
    ]);
    expect(box.state.suspension).toMatchObject({ reason: '资金未到位' });
    box.send({ type: 'Resume' }, officer);
    expect(told()).toMatchObject([
      { stream: 'approval/QH-01.LAND_PRE', command: { type: 'GoOn' } },
      { ...begun, command: { type: 'GoOn' } },
    ]);
  });

  it('lets what is handed in meanwhile stand with the rest, whoever applied, and nothing else', () => {
    const { acceptedOn: _, ...matter } = openApproval(inner, { owner: null }) as Extract<ApprovalCommand, { type: 'Open' }>;
    const logic = approvalCase('QH-01~A-1');
    const begun = new Sandbox(logic);
    begun.send({ ...matter, type: 'Draft' }, manager);
    begun.send({ type: 'Submit' }, manager);
    const submitted = begun.events.find(({ type }) => type === 'ApplicationSubmitted');
    if (submitted === undefined) throw new Error('not handed in');
    const handedIn = { type: 'ApplicationHandedIn', approval: 'QH-01~A-1' } as const;
    expect(logic.consequences(begun.state, submitted)).toMatchObject([{ stream: 'project/QH-01', command: handedIn }]);
    // As it was recorded before, nobody is told.
    const { tellsProject: __, ...data } = submitted.data as { tellsProject?: true };
    expect(logic.consequences(begun.state, { ...submitted, data } as never)).toEqual([]);

    const project = new Sandbox(projectCase);
    project.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    const told = () => projectCase.consequences(project.state, project.events.at(-1) as never);
    expect(project.send(handedIn, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(project.send(handedIn, system)).toBeNull();
    expect(project.types).not.toContain('ApplicationStands');
    project.send({ type: 'Suspend', reason: '资金未到位' }, officer);
    expect(project.send(handedIn, system)).toBeNull();
    expect(told()).toMatchObject([{ stream: 'approval/QH-01~A-1', command: suspend }]);
    project.send({ type: 'Resume' }, officer);
    expect(project.send(handedIn, system)).toBeNull();
    expect(project.types.at(-1)).toBe('ProjectResumed');
  });

  it('lets an approval stand that a stage asks for meanwhile, because another one went on', () => {
    const box = new Sandbox(surveyStage.logic);
    box.send({ type: 'Open', ...stageBase() }, system);
    const asked = () => {
      box.happen({ type: 'ApprovalAsked', data: { key: 'k', approval: 'QH-01.SURVEY', attempt: 1, route: inner } } as never, system);
      return surveyStage.logic.consequences(box.state, box.events.at(-1) as never);
    };
    expect(asked()).toHaveLength(1);
    box.send(suspend, system);
    expect(asked()).toMatchObject([{ stream: 'approval/QH-01.SURVEY' }, { stream: 'approval/QH-01.SURVEY', command: suspend }]);
  });

  it('goes on as it did where a release up to 0.5.0 suspended it', () => {
    const box = new Sandbox(projectCase);
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    const decided = projectCase.decide(box.state, { type: 'Suspend', reason: '' }, { now: box.now, actor: officer, commandId: 'c', rules: 2 });
    expect(decided.ok && decided.events.map(({ data }) => data)).toEqual([{ reason: '' }]);
    const survey = new Sandbox(surveyStage.logic);
    survey.now = day('2026-11-02');
    survey.send({ type: 'Open', ...stageBase() }, system);
    survey.send({ type: 'AnnounceSurvey', closesOn: '2026-11-10' }, manager);
    survey.send({ type: 'Suspend' }, system);
    expect(surveyStage.logic.agenda(survey.state)).toHaveLength(1);
    expect(survey.send({ type: 'CloseSurvey' }, clock)).toBeNull();
  });
});
