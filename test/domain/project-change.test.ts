import { describe, expect, it } from 'vitest';
import { caseViewSchema } from '../../api/schemas/case-views.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import { noticesOf } from '../../domain/approval/notices.ts';
import type { Route } from '../../domain/approval/route.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { viewOfCase } from '../../domain/case-views.ts';
import { caseOf } from '../../domain/cases.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { projectCase } from '../../domain/project/case.ts';
import type { ChangeProject, ProjectCommand } from '../../domain/project/facts.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { STAGE_KEYS, type StageKey } from '../../domain/stages/all.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { planningStage } from '../../domain/stages/planning/stage.ts';
import { surveyStage } from '../../domain/stages/survey/stage.ts';
import { trainingStage } from '../../domain/stages/training/stage.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { PROOF, planWay } from '../../scripts/rules/plan-samples.ts';
import { airTest, evidence } from '../setup/acceptance.ts';
import { openApproval, openProgramme, PANEL, person, profile, route, Sandbox, stageBase, surveyBasis, system, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const basis = { document: '青发改〔2023〕31号', on: '2023-03-01', reason: '规划调整' } as const;
const WAN = 1_000_000;

type Box = Sandbox<
  NonNullable<Parameters<typeof projectCase.decide>[0]>,
  ProjectCommand,
  NonNullable<Extract<ReturnType<typeof projectCase.decide>, { ok: true }>['events'][number]>
>;
function opened(changed: Partial<typeof profile> = {}): Box {
  const box: Box = new Sandbox(projectCase);
  expect(box.send({ type: 'Open', programme: 'QH', profile: { ...profile, ...changed }, survey: surveyBasis, panel: PANEL }, system)).toBeNull();
  return box;
}
const start = (box: Box, ...stages: readonly StageKey[]): void => {
  for (const stage of stages) expect(box.send({ type: 'StartStage', stage }, system)).toBeNull();
};
const RESULTS: Partial<Record<StageKey, Record<string, number | string>>> = {
  SURVEY: { demandGap: 130 },
  APPROVALS: { path: 'FSR_PD', estimateFen: 2_680 * WAN },
  TRAINING: { carersReady: 28 },
};
const finish = (box: Box, ...stages: readonly StageKey[]): void => {
  for (const stage of stages)
    expect(box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: RESULTS[stage] ?? {}, undone: [] }, system)).toBeNull();
};
/** All stages before that one are done; it is open with those that run beside it. */
function upTo(last: StageKey, box = opened()): Box {
  for (const stage of STAGE_KEYS.slice(0, STAGE_KEYS.indexOf(last))) {
    start(box, stage);
    finish(box, stage);
  }
  start(box, last);
  return box;
}
const change = (box: Box, facts: Extract<ChangeProject, { type: 'ChangeProfile' }>['facts'], actor = officer) =>
  box.send({ type: 'ChangeProfile', facts, ...basis }, actor);
const smaller = { places: 120, classes: { INFANT: 1, TODDLER: 3, OLDER: 4, MIXED: 0 } } as const;
const last = (box: Box) => {
  const event = box.events.at(-1);
  if (event === undefined) throw new Error('nothing happened');
  return event;
};
const told = (box: Box) => projectCase.consequences(box.state, last(box));

describe('the profile of a project', () => {
  it('changes by a document, says from what to what, and keeps what it does not touch', () => {
    const box = upTo('CONSTRUCTION');
    expect(change(box, { ...smaller, areaM2: profile.areaM2 })).toBeNull();
    expect(box.state.profile).toEqual({ ...profile, ...smaller });
    expect(last(box)).toMatchObject({
      type: 'ProjectProfileChanged',
      data: {
        facts: smaller,
        was: { places: 150, classes: profile.classes },
        what: { zh: expect.stringContaining('托位 150 → 120；班级 乳儿班 1、托小班 4'), en: expect.stringContaining('places 150 → 120') },
        ...basis,
      },
    });
    expect(Object.keys(last(box).data)).not.toContain('path');
    expect(change(box, { unit: '县妇幼保健院' })).toBeNull();
    expect(tellEvent({ stream: 'project/QH-01', ...last(box) })).toEqual({
      zh: '变更项目资料：青发改〔2023〕31号；2023-03-01；项目单位 县卫健局 → 县妇幼保健院；规划调整；须重新核对 1 项',
      en: 'project profile changed: 青发改〔2023〕31号; 2023-03-01; unit 县卫健局 → 县妇幼保健院; 规划调整; 1 to be looked at anew',
    });
    change(box, { unit: profile.unit });
    // Shown to readers as well, in the shape that the API promises.
    const view = viewOfCase('project/QH-01', box.state);
    expect(view).toMatchObject({ profile: smaller, projectChanges: [{ ...basis, again: [{}] }, {}, {}] });
    expect(caseViewSchema('project').safeParse(view).success).toBe(true);
  });

  it.each<[string, (box: Box) => unknown, string]>([
    ['by the manager', (box) => change(box, smaller, manager), 'NOT_YOURS'],
    ['by the office of nobody', (box) => change(box, smaller, person('stranger')), 'NOT_YOURS'],
    ['by the system', (box) => change(box, smaller, system), 'NOT_YOURS'],
    ['to what it is already', (box) => change(box, { places: 150, classes: { MIXED: 0, OLDER: 4, TODDLER: 4, INFANT: 1 } }), 'DUPLICATE'],
    ['to nothing', (box) => change(box, {}), 'DUPLICATE'],
    ['twice', (box) => [change(box, smaller), change(box, smaller)][1], 'DUPLICATE'],
    ['to more places than its classes hold', (box) => change(box, { places: 500 }), 'INCOMPLETE'],
    ["to larger children's rooms than it has area", (box) => change(box, { areaM2: 1_000 }), 'INCOMPLETE'],
    ['to no money', (box) => change(box, { funding: { centralFen: 0, countyFen: 0, otherFen: 0 } }), 'INCOMPLETE'],
    [
      'by a document of tomorrow',
      (box) => box.send({ type: 'ChangeProfile', facts: smaller, ...basis, on: '2023-03-14' }, officer),
      'DATE_IN_FUTURE',
    ],
    ['without a reason', (box) => box.send({ type: 'ChangeProfile', facts: smaller, ...basis, reason: ' ' }, officer), 'INCOMPLETE'],
    ['without a document', (box) => box.send({ type: 'ChangeProfile', facts: smaller, ...basis, document: ' ' }, officer), 'INCOMPLETE'],
  ])('does not change %s, and nothing is recorded', (_, send, code) => {
    const box = upTo('CONSTRUCTION');
    const recorded = box.events.filter(({ type }) => type !== 'ProjectProfileChanged').length;
    expect(send(box)).toMatchObject({ code });
    expect(box.events.filter(({ type }) => type !== 'ProjectProfileChanged')).toHaveLength(recorded);
  });

  it('changes while the project is suspended, and no more once it is cancelled or has passed acceptance', () => {
    const suspended = upTo('CONSTRUCTION');
    suspended.send({ type: 'Suspend', reason: 'x' }, officer);
    expect(change(suspended, smaller)).toBeNull();
    const cancelled = upTo('CONSTRUCTION');
    cancelled.send({ type: 'Cancel', reason: 'x' }, officer);
    expect(cancelled.state.status).toBe('CANCELLING');
    expect(change(cancelled, smaller)).toMatchObject({ code: 'CLOSED' });
    finish(cancelled, 'CONSTRUCTION');
    expect(cancelled.state.status).toBe('CANCELLED');
    expect(change(cancelled, smaller)).toMatchObject({ code: 'CLOSED' });
    const passed = upTo('HANDOVER');
    expect(change(passed, smaller)).toMatchObject({ code: 'WRONG_STATE', message: { en: expect.stringContaining('passed acceptance') } });
  });

  it('keeps its kind and its investor once the approvals are given', () => {
    for (const facts of [{ buildKind: 'EXPAND' as const }, { enterpriseInvested: true }]) {
      expect(change(upTo('APPROVALS'), facts)).toBeNull();
      expect(change(upTo('CONSTRUCTION'), facts)).toMatchObject({
        code: 'WRONG_STATE',
        message: { en: expect.stringContaining('approvals are given') },
      });
    }
  });

  it.each<[StageKey, Extract<ChangeProject, { type: 'ChangeProfile' }>['facts'], readonly string[]]>([
    ['SURVEY', smaller, []],
    ['PLANNING', { places: 160, classes: { INFANT: 2, TODDLER: 4, OLDER: 4, MIXED: 0 } }, ['120 % of the demand gap of 130']],
    ['CONSTRUCTION', { unit: '县妇幼保健院' }, ['the plan was issued']],
    ['CONSTRUCTION', { funding: { centralFen: 2_700 * WAN, countyFen: 0, otherFen: 0 } }, ['the plan was issued', 'exceeds the approved estimate']],
    ['ACCEPTANCE', { classes: { INFANT: 2, TODDLER: 4, OLDER: 4, MIXED: 0 } }, ['the plan was issued', 'confirmed with 28 carers; 32']],
  ])('says in %s what has to be looked at anew: %j', (stage, facts, texts) => {
    const box = upTo(stage);
    expect(change(box, facts)).toBeNull();
    const { again } = last(box).data as { readonly again: readonly { readonly en: string }[] };
    expect(again.map(({ en }) => en)).toEqual(texts.map((text) => expect.stringContaining(text)));
  });
});

describe('the approvals that a changed project needs', () => {
  const apply = (box: Box, step: 'LAND_PRE' | 'FSR' | 'PROPOSAL') => box.send({ type: 'ApplyForStep', step, amountFen: 1, documents: [] }, manager);
  const answer = (box: Box, approval: string) =>
    box.send({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, scores: [] }, system);

  it('are those of its new path before anything is asked for', () => {
    const box = opened();
    expect(change(box, { funding: { centralFen: 1_000 * WAN, countyFen: 0, otherFen: 0 } })).toBeNull();
    expect([box.state.path, Object.keys(box.state.steps)]).toEqual(['PD_ONLY', ['LAND_PRE', 'PRELIM', 'FISCAL']]);
  });

  it('are joined by new ones, lose those that nobody has begun, and keep what was decided', () => {
    const box = upTo('APPROVALS');
    apply(box, 'LAND_PRE');
    answer(box, 'QH-01.LAND_PRE');
    box.send({ type: 'RecordReply', step: 'LAND_PRE', number: 'n', on: '2023-03-13', by: '县发改局', files: PROOF }, manager);
    expect(change(box, { buildKind: 'EXPAND', funding: { centralFen: 6_000 * WAN, countyFen: 0, otherFen: 0 } })).toBeNull();
    expect(Object.entries(box.state.steps).map(([code, { status }]) => [code, status])).toEqual([
      ['PROPOSAL', 'NEEDED'],
      ['FSR', 'NEEDED'],
      ['PRELIM', 'NEEDED'],
      ['FISCAL', 'NEEDED'],
      ['LAND_PRE', 'REPLIED'],
    ]);
    expect(last(box).data).toMatchObject({
      again: [{ en: expect.stringContaining('art. 21') }, {}, { en: expect.stringContaining('Project proposal') }],
    });
    expect(apply(box, 'FSR')).toMatchObject({ code: 'INCOMPLETE' });
    expect(apply(box, 'PROPOSAL')).toBeNull();
  });

  it('stop a change that would make one needless which is being decided', () => {
    const box = upTo('APPROVALS');
    apply(box, 'LAND_PRE');
    expect(change(box, { buildKind: 'EXPAND' })).toMatchObject({
      code: 'WRONG_STATE',
      message: { en: expect.stringContaining('withdraw it first') },
    });
    answer(box, 'QH-01.LAND_PRE');
    expect(change(box, { buildKind: 'EXPAND' })).toBeNull();
  });

  it('count their attempts on when they were needless for a while', () => {
    const box = upTo('APPROVALS', opened({ buildKind: 'EXPAND' }));
    apply(box, 'FSR');
    box.send({ type: 'ApprovalDecided', approval: 'QH-01.FSR', outcome: 'REJECTED', reason: 'x', scores: [] }, system);
    expect(change(box, { funding: { centralFen: 1_000 * WAN, countyFen: 0, otherFen: 0 } })).toBeNull();
    expect(Object.keys(box.state.steps)).toEqual(['PRELIM', 'FISCAL']);
    expect(change(box, { funding: profile.funding })).toBeNull();
    expect(apply(box, 'FSR')).toBeNull();
    expect(box.state.steps.FSR?.approval).toBe('QH-01.FSR.2');
  });

  it('are given when the change leaves none to ask for', () => {
    const funding = (wan: number) => ({ funding: { centralFen: wan * WAN, countyFen: 0, otherFen: 0 } });
    const box = upTo('APPROVALS', opened({ buildKind: 'EXPAND', ...funding(1_000) }));
    for (const step of ['PRELIM', 'FISCAL'] as const) {
      box.send({ type: 'ApplyForStep', step, amountFen: 990 * WAN, documents: [] }, manager);
      answer(box, `QH-01.${step}`);
      if (step === 'PRELIM') box.send({ type: 'RecordReply', step, number: 'n', on: '2023-03-13', by: '县发改局', files: PROOF }, manager);
    }
    expect(change(box, funding(6_000))).toBeNull();
    expect(box.send({ type: 'RecordReply', step: 'FISCAL', number: 'm', on: '2023-03-13', by: '县发改局', files: PROOF }, manager)).toBeNull();
    expect(box.state.stages.APPROVALS?.status).toBe('OPEN');
    expect(change(box, funding(1_000))).toBeNull();
    expect(box.state.stages.APPROVALS).toMatchObject({ status: 'DONE', result: { path: 'PD_ONLY', estimateFen: 990 * WAN } });
  });
});

describe('planned days, panel and basis of the survey', () => {
  const later = profile.milestones.map(({ key, plannedOn }) => ({ key, plannedOn: plannedOn.replace('2024', '2025') }));
  const milestones = (box: Box, facts: Extract<ChangeProject, { type: 'ChangeMilestones' }>['facts'], actor = officer) =>
    box.send({ type: 'ChangeMilestones', facts, ...basis }, actor);
  const panel = (box: Box, members: readonly string[], actor = officer) => box.send({ type: 'ChangePanel', panel: members, ...basis }, actor);

  it('planned days move until completion is filed, never out of order, to no milestone of another kind', () => {
    const box = upTo('CONSTRUCTION');
    expect(milestones(box, { milestones: later, finishOn: '2026-03-28' })).toBeNull();
    expect(box.state.profile).toEqual({ ...profile, milestones: later, finishOn: '2026-03-28' });
    expect(milestones(box, { milestones: later })).toMatchObject({ code: 'DUPLICATE' });
    expect(milestones(box, { startOn: '2027-01-01' })).toMatchObject({ code: 'INCOMPLETE' });
    expect(milestones(box, { milestones: later.toReversed() })).toMatchObject({ code: 'INCOMPLETE' });
    const wrong = [...later.slice(0, -1), { key: 'DEMOLITION_REINFORCEMENT', plannedOn: '2026-01-01' }, { key: 'START', plannedOn: '2026-01-02' }];
    expect(milestones(box, { milestones: wrong })?.faults).toEqual([
      expect.stringContaining('DEMOLITION_REINFORCEMENT must be one of'),
      'milestone START must be there once',
    ]);
    finish(box, 'CONSTRUCTION');
    expect(milestones(box, { finishOn: '2027-03-28' })).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('a panel changes by those who may, to people who belong here, and never by or to its manager', () => {
    const box = upTo('ACCEPTANCE');
    expect(panel(box, [...PANEL.slice(1), 'panel-6'])).toBeNull();
    expect(last(box)).toMatchObject({ type: 'PanelChanged', data: { joins: ['panel-6'], leaves: ['panel-1'], known: ['panel-6'], again: [] } });
    expect(projectCase.notices(box.state, last(box)).map(({ to }) => to)).toEqual([
      { person: 'manager' },
      { role: 'PROGRAMME_OFFICER' },
      { person: 'panel-6' },
      { person: 'panel-1' },
    ]);
    expect(projectCase.notices(box.state, last(box)).map(({ facts }) => ('says' in facts ? facts.says.en.slice(0, 20) : null))).toEqual([
      'acceptance panel 5 →',
      'acceptance panel 5 →',
      '{person} joins the a',
      '{person} leaves the ',
    ]);
    expect(panel(box, box.state.panel.toReversed())).toMatchObject({ code: 'DUPLICATE' });
    expect(panel(box, ['panel-2', 'panel-2', 'manager', 'officer'])?.faults).toEqual([
      'panel-2 must be named once',
      'manager manages the project and must not sit on its panel',
      'officer must not name themselves',
    ]);
    expect(panel(box, PANEL, person('manager', 'PROGRAMME_OFFICER'))).toMatchObject({ code: 'OWN_PROJECT' });
    expect(panel(box, PANEL.slice(0, 4))).toBeNull();
    expect(last(box).data).toMatchObject({ again: [{ zh: expect.stringContaining('现 4 人') }] });
    finish(box, 'ACCEPTANCE');
    expect(panel(box, PANEL)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['whom nobody knows', { unknown: ['panel-6'] }],
    ['who has left', { left: ['panel-6'] }],
    ['who is of another programme, or audits', { elsewhere: ['panel-6'] }],
  ])('the recorder lets nobody join a panel %s', (_, facts) => {
    const { elsewhere = [], ...known } = facts as { readonly elsewhere?: readonly string[] };
    const box: Box = new Sandbox(projectCase, { ...world(undefined, undefined, known), belongs: (id) => !elsewhere.includes(id) });
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    expect(() => panel(box, [...PANEL, 'panel-6', 'panel-7'])).toThrow('panel-6');
    // Whoever left may go, although they have left.
    expect(panel(box, PANEL.slice(2))).toBeNull();
  });

  it('what the survey rests on changes until its report is signed', () => {
    const survey = { ...surveyBasis, households: 9_500 };
    const box = upTo('SURVEY');
    expect(box.send({ type: 'ChangeSurveyBasis', survey, ...basis }, officer)).toBeNull();
    expect(told(box)).toEqual([
      { kind: 'tell', stream: 'survey/QH-01', command: expect.objectContaining({ type: 'ChangeInputs', inputs: { survey }, by: 'officer' }) },
    ]);
    finish(box, 'SURVEY');
    expect(box.send({ type: 'ChangeSurveyBasis', survey: surveyBasis, ...basis }, officer)).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('whom a change reaches', () => {
  it('is every open stage, every application under way, and the programme where places change', () => {
    const box = upTo('CONSTRUCTION');
    start(box, 'TRAINING', 'MANAGEMENT');
    finish(box, 'MANAGEMENT');
    change(box, smaller);
    expect(told(box).map((consequence) => consequence.stream)).toEqual(['construction/QH-01', 'training/QH-01', 'programme/QH']);
    start(box, 'PUBLICITY');
    const [opening] = projectCase.consequences(box.state, last(box));
    expect(opening).toMatchObject({ kind: 'start', open: { profile: { ...profile, ...smaller } } });
    const asked = upTo('APPROVALS');
    asked.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager);
    change(asked, { unit: '县妇幼保健院' });
    expect(told(asked)).toMatchObject([{ stream: 'approval/QH-01.LAND_PRE', command: { type: 'NoteProjectChange', by: 'officer', ...basis } }]);
  });

  it('of a panel it is the stage that takes one, under its own name for it', () => {
    const box = upTo('ACCEPTANCE');
    box.send({ type: 'ChangePanel', panel: PANEL.slice(2), ...basis }, officer);
    expect(told(box)).toMatchObject([{ stream: 'acceptance/QH-01', command: { type: 'ChangeInputs', inputs: { panel: PANEL.slice(2) } } }]);
    const early = upTo('CONSTRUCTION');
    early.send({ type: 'ChangePanel', panel: PANEL.slice(2), ...basis }, officer);
    expect(told(early)).toEqual([]);
    expect(early.state.panel).toEqual(PANEL.slice(2));
  });

  it('the programme keeps the places of its projects', () => {
    const box = new Sandbox(programmeCase);
    box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer);
    box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: PANEL } }, officer);
    expect(box.send({ type: 'ChangePlaces', project: 'QH-01', places: 120 }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send({ type: 'ChangePlaces', project: 'QH-01', places: 120 }, system)).toBeNull();
    expect(box.state.projects['QH-01']).toEqual({ manager: 'manager', places: 120, status: 'RUNNING', accounts: true });
  });
});

const note = { by: 'officer', what: { zh: '托位 150 → 120', en: 'places 150 → 120' }, ...basis };
const changedInputs = { type: 'ChangeInputs', ...note } as const;

describe('a stage that is told of a change', () => {
  it('of any kind takes it in by an event of its own, and from nobody but the system', () => {
    for (const kind of ['survey', 'planning', 'construction', 'training', 'management', 'publicity', 'evaluation', 'acceptance'] as const) {
      const box = new Sandbox<object, { type: string }, never>(caseOf(`${kind}/QH-01`) as never);
      box.send({ type: 'Open', ...stageBase() } as never, system);
      const command = { ...changedInputs, facts: { ...smaller, name: { zh: '新名', en: 'New name' } } };
      expect(box.send(command, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
      expect(box.send(command, system)).toBeNull();
      const view = viewOfCase(`${kind}/QH-01`, box.state);
      expect(caseViewSchema(kind).parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
      expect(view).toMatchObject({
        name: { zh: '新名' },
        manager: 'manager',
        profile: { places: 120, classes: smaller.classes, areaM2: profile.areaM2, manager: 'manager' },
        projectChanges: [{ document: basis.document }],
      });
    }
  });

  it('judges by what it is told: carers by the new classes', () => {
    const ready = {
      theoryHours: 60,
      practiceHours: 60,
      score: 80,
      certificate: 'c',
      healthCertificateUntil: '2030-01-01',
      noCrimeCheckedOn: '2023-01-01',
    };
    const box = new Sandbox(trainingStage.logic);
    box.now = '2025-03-13T02:00:00.000Z';
    box.send({ type: 'Open', ...stageBase() }, system);
    const posts = [['h', 'HEAD'], ['w', 'HEALTH_WORKER'], ['g', 'GUARD'], ...Array.from({ length: 28 }, (_, n) => [`c${n}`, 'CARER'])] as const;
    const refs = posts.map(([ref = '', post]) => ({ ref, post: post as 'HEAD', ...(ref === 'w' ? { fullTime: true } : {}) }));
    box.send({ type: 'EnrolTrainees', batch: '1', trainees: refs }, manager);
    box.send({ type: 'RecordHours', entries: refs.map(({ ref }) => ({ ref, theory: ready.theoryHours, practice: ready.practiceHours })) }, manager);
    box.send({ type: 'RecordExam', on: '2023-01-01', results: refs.map(({ ref }) => ({ ref, score: ready.score })) }, manager);
    const papers = refs.map(({ ref }) => ({ ref, certificate: `c-${ref}`, healthCertificateUntil: '2026-02-01', noCrimeCheckedOn: '2023-01-01' }));
    box.send({ type: 'RecordCertificates', certificates: papers }, manager);
    box.send({ ...changedInputs, facts: { classes: { ...profile.classes, INFANT: 2 } } }, system);
    expect(box.send({ type: 'ConfirmRoster', on: '2025-03-13' }, manager)).toMatchObject({
      code: 'RATIO_NOT_MET',
      faults: [expect.stringContaining('28 of 32')],
    });
    box.send({ ...changedInputs, facts: { classes: profile.classes } }, system);
    expect(box.send({ type: 'ConfirmRoster', on: '2025-03-13' }, manager)).toBeNull();
    expect(box.state.status).toBe('DONE');
    expect(box.send({ ...changedInputs, facts: smaller }, system)).toMatchObject({ code: 'CLOSED' });
  });

  it('construction compares progress with the new days, and names the papers that a started project lacks now', () => {
    const box = new Sandbox(constructionStage.logic);
    box.now = '2024-06-01T02:00:00.000Z';
    const small = { ...profile, childrenRoomM2: 900 };
    box.send({ type: 'Open', ...stageBase({ profile: small }) }, system);
    box.send({ type: 'RecordPermits', permits: permitsBeforeStart(small).map((permit) => ({ permit, number: 'p', on: '2024-01-01' })) }, manager);
    box.send({ type: 'RecordContract', contractor: 'c', amountFen: 1, on: '2024-01-01' }, manager);
    box.send({ ...changedInputs, facts: { childrenRoomM2: 1_900 } }, system);
    expect(box.state.projectChanges?.at(-1)?.again).toEqual([]);
    box.send({ ...changedInputs, facts: { childrenRoomM2: 900 } }, system);
    expect(box.send({ type: 'RecordMilestone', key: 'START', on: '2024-01-15', evidence: 'e' }, manager)).toBeNull();
    box.send({ ...changedInputs, facts: { childrenRoomM2: 1_900 } }, system);
    expect(box.state.projectChanges?.at(-1)?.again).toEqual([
      { zh: expect.stringContaining('消防设计审查意见书'), en: expect.stringContaining('Fire design review') },
    ]);
    const stages = constructionStage.logic.notices(
      box.state,
      box.events.at(-1) ??
        (() => {
          throw new Error('nothing');
        })(),
    );
    expect(stages.map(({ to }) => to)).toEqual([{ person: 'manager' }, { role: 'PROGRAMME_OFFICER' }]);
    box.send({ type: 'ReportProgress', month: '2024-04', actualPercent: 5, problems: '', next: '' }, manager);
    const before = box.state.light;
    box.send({ ...changedInputs, facts: { milestones: milestonesOf('NEW').map(({ key }, n) => ({ key, plannedOn: `2025-0${n + 1}-15` })) } }, system);
    box.send({ type: 'ReportProgress', month: '2024-05', actualPercent: 5, problems: '', next: '' }, manager);
    expect([before, box.state.light]).toEqual(['RED', 'GREEN']);
  });

  it('says what is on its way under the old facts: a report, a plan, a vote', () => {
    const survey = new Sandbox(surveyStage.logic);
    survey.send({ type: 'Open', ...stageBase() }, system);
    const again = (state: { readonly projectChanges?: readonly { readonly again: readonly unknown[] }[] }) =>
      state.projectChanges?.at(-1)?.again ?? [];
    survey.send({ ...changedInputs, facts: { places: 130 } }, system);
    expect(again(survey.state)).toEqual([]);
    const tally = {
      received: 1,
      valid: 1,
      needs: { M6_12: none, M12_24: none, M24_36: { CERTAIN: 1, MAYBE: 0, NO: 0 } },
      feeLimits: { 150000: 1 },
      invalid: {},
    };
    survey.send({ type: 'ReceiveAnswers', batch: 'b', sha256: 'x', tally }, manager);
    survey.send({ type: 'CloseSurvey', reason: '首轮' }, manager);
    survey.send({ ...changedInputs, facts: { unit: 'u' } }, system);
    expect(again(survey.state)).toEqual([]);
    survey.send({ ...changedInputs, facts: { places: 120 } }, system);
    expect(again(survey.state)).toMatchObject([{ en: expect.stringContaining('130 planned places') }]);
    const [tell] = surveyStage.logic.consequences(survey.state, survey.events.at(-1) as never);
    expect(tell).toMatchObject({ kind: 'tell', stream: 'approval/QH-01.SURVEY', command: { type: 'NoteProjectChange', ...note } });

    const planning = new Sandbox(planningStage.logic);
    planning.send({ type: 'Open', ...stageBase() }, system);
    const plan = planWay(planning.state.profile);
    for (const command of plan) planning.send(command, manager);
    planning.send({ ...changedInputs, facts: { places: 160 } }, system);
    expect(again(planning.state)).toEqual([]);
    // What was drafted before is not what the project is now.
    expect(planning.send({ type: 'SubmitPlan' }, manager)?.faults).toEqual([expect.stringContaining('save the plan again')]);
    for (const command of plan) planning.send(command, manager);
    // The plan's own gate asks for the note as soon as the places are beyond the gap.
    expect(planning.send({ type: 'SubmitPlan' }, manager)).toMatchObject({ code: 'NOTE_REQUIRED' });
    planning.send({ ...changedInputs, facts: { places: 150 } }, system);
    for (const command of plan) planning.send(command, manager);
    planning.send({ type: 'SubmitPlan' }, manager);
    planning.send({ ...changedInputs, facts: { places: 160 } }, system);
    expect(again(planning.state)).toMatchObject([{ en: expect.stringContaining('the plan was handed in') }]);

    // Under the rules of 0.5.0 the project's own panel scores.
    const own = { table: 'ACCEPTANCE', version: 1, from: '2023-01-01', basis: 'd', values: { namedWhenCalled: false }, confirms: [] };
    const acceptance = new Sandbox(acceptanceStage.logic, world(undefined, undefined, { adopted: { ACCEPTANCE: [own] } }));
    acceptance.send({ type: 'Open', ...stageBase() }, system);
    acceptance.now = '2026-03-06T02:00:00.000Z';
    for (const command of [{ type: 'SubmitEvidence' as const, items: evidence() }, airTest('WORKS'), airTest('USE')])
      expect(acceptance.send(command, manager)).toBeNull();
    acceptance.send({ ...changedInputs, inputs: { panel: PANEL.slice(1) } }, system);
    expect(again(acceptance.state)).toEqual([]);
    expect(acceptance.send({ type: 'CallPanel' }, manager)).toMatchObject({ code: 'PANEL_INVALID' });
    acceptance.send({ ...changedInputs, inputs: { panel: [...PANEL.slice(1), 'panel-6'] } }, system);
    expect(acceptance.send({ type: 'CallPanel' }, manager)).toBeNull();
    expect(acceptance.events.at(-1)?.data).toMatchObject({ named: { panel: ['panel-2', 'panel-3', 'panel-4', 'panel-5', 'panel-6'] } });
    acceptance.send({ ...changedInputs, inputs: { panel: PANEL } }, system);
    expect(again(acceptance.state)).toMatchObject([{ en: expect.stringContaining('stays with whom it asked') }]);
  });
});
const none = { CERTAIN: 0, MAYBE: 0, NO: 0 };

it('an approval that runs is told, and keeps content, route and answers; one that is over is left alone', () => {
  const box = new Sandbox(approvalCase('QH-01.FSR'));
  const pinned: Route = route({ people: ['ann', 'ben'], agree: 'ALL' });
  box.send(openApproval(pinned), system);
  const { route: routeBefore, contentHash, tasks } = box.state;
  expect(box.send({ type: 'NoteProjectChange', ...note }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
  expect(box.send({ type: 'NoteProjectChange', ...note }, system)).toBeNull();
  expect(box.state).toMatchObject({ route: routeBefore, contentHash, tasks });
  expect(box.state.remarks).toMatchObject([
    { kind: 'COMMENT', person: 'officer', text: expect.stringContaining('托位 150 → 120（依据：青发改〔2023〕31号') },
  ]);
  const event = box.events.at(-1);
  if (event === undefined) throw new Error('nothing happened');
  expect(noticesOf(box.state, event)).toEqual(
    ['ann', 'ben'].map((id) => ({
      template: 'project-changed',
      to: { person: id },
      facts: expect.objectContaining({
        content: contentHash,
        says: { zh: expect.stringContaining('仍按受理时的内容和路线'), en: expect.stringContaining('the route by which it was asked') },
      }),
    })),
  );
  box.send({ type: 'Withdraw', reason: 'x' }, manager);
  const recorded = box.events.length;
  expect(box.send({ type: 'NoteProjectChange', ...note }, system)).toBeNull();
  expect(box.events).toHaveLength(recorded);
});
