import { describe, expect, it } from 'vitest';
import { tellEvent } from '../../domain/audit/tell.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { addDays } from '../../domain/kernel/days.ts';
import type { Consequence } from '../../domain/kernel/message.ts';
import { projectCase } from '../../domain/project/case.ts';
import type { ProjectCommand } from '../../domain/project/facts.ts';
import { stagePage } from '../../domain/project/stage-page.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { STAGE_LOGIC, type StageKey } from '../../domain/stages/all.ts';
import type { StageCommand } from '../../domain/stages/facts.ts';
import { managementStage } from '../../domain/stages/management/stage.ts';
import { nodesToStart } from '../../domain/stages/planning/content.ts';
import { planningStage } from '../../domain/stages/planning/stage.ts';
import { planningTelling } from '../../domain/stages/planning/standing.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import type { TakenFact } from '../../domain/taken-fact/kinds.ts';
import { TAKEOVER_TABLES } from '../../domain/takeover/tables.ts';
import { minutes, planOf, planWay } from '../../scripts/rules/plan-samples.ts';
import { historyOf, type Reach } from '../../setup/example/history.ts';
import { PANEL, person, profile, Sandbox, surveyBasis, system } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const director = person('director', 'OFFICE_DIRECTOR');
const TODAY = '2024-07-20';

function registered(more: object = { takesOver: true }) {
  const box = new Sandbox(projectCase);
  box.now = `${TODAY}T02:00:00.000Z`;
  const standards = projectStandards(undefined, TODAY, TAKEOVER_TABLES);
  const command = { type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, standards, ...more } as ProjectCommand;
  expect(box.send(command, system)).toBeNull();
  return box;
}
const history = (reach: Reach, milestones = 3) => historyOf(profile, { reach, nth: 1, milestones, today: TODAY });
const CLOSE = { type: 'CloseTakeover', document: '青托办〔2024〕1号', on: TODAY, reason: '资料已核对齐全' } as const;

function taken(reach: Reach, change: (facts: readonly TakenFact[]) => readonly TakenFact[] = (facts) => facts) {
  const box = registered();
  expect(box.send({ type: 'TakeOver', facts: change(history(reach)) }, officer)).toBeNull();
  return box;
}
function standing(reach: Reach, change?: (facts: readonly TakenFact[]) => readonly TakenFact[]) {
  const box = taken(reach, change);
  expect(box.send(CLOSE, director)).toBeNull();
  return box;
}
const doneIn = (box: ReturnType<typeof registered>): readonly string[] =>
  Object.entries(box.state.stages).flatMap(([key, stage]) => (stage.status === 'DONE' && stage.takenOver === true ? [key] : []));
const consequencesOf = (box: ReturnType<typeof registered>): readonly Consequence[] =>
  box.events.slice(-20).flatMap((event) => projectCase.consequences(box.state, event));
/** As the page of a stage names what was taken over. */
const takenOf = (box: ReturnType<typeof registered>, key: StageKey): readonly string[] =>
  stagePage(key, box.state, null, {
    context: { now: box.now, actor: officer, commandId: '', rules: RULES },
    may: () => null,
    routeNow: shippedRoute,
  }).taken.map(({ what }) => what.en);
const LATER = '2026-11-20';
/** Entered when its building is done and its people are trained. */
function staffed() {
  const box = registered();
  box.now = `${LATER}T02:00:00.000Z`;
  expect(box.send({ type: 'TakeOver', facts: historyOf(profile, { reach: 'STAFFED', nth: 1, today: LATER }) }, officer)).toBeNull();
  return box;
}
/** The case that its takeover opens for a stage that was done before. */
const openingIn = (box: ReturnType<typeof registered>, kind: string): never =>
  (consequencesOf(box).find(({ stream }) => stream === `${kind}/QH-01`) as unknown as { open: never }).open;
/** The facts of that kind, changed. */
const with_ = (kind: TakenFact['kind'], changed: object) => (facts: readonly TakenFact[]) =>
  facts.map((fact) => (fact.kind === kind ? ({ ...fact, ...changed } as TakenFact) : fact));
const without =
  (...kinds: readonly string[]) =>
  (facts: readonly TakenFact[]) =>
    facts.filter(({ kind }) => !kinds.includes(kind));
const faultsOf = (reach: Reach, change: (facts: readonly TakenFact[]) => readonly TakenFact[]): readonly string[] => {
  const box = registered();
  const first = box.send({ type: 'TakeOver', facts: change(history(reach)) }, officer);
  return first?.faults ?? box.send(CLOSE, director)?.faults ?? [];
};

describe('a project that is taken over', () => {
  it('starts nothing before a second person of the office has said that it is complete', () => {
    const box = taken('BUILDING');
    expect(doneIn(box)).toEqual([]);
    expect(box.state.takeover).toMatchObject({ status: 'OPEN', by: ['officer'] });
    expect(box.send(CLOSE, officer)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(CLOSE, person('manager', 'OFFICE_DIRECTOR'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(CLOSE, person('stranger'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(CLOSE, director)).toBeNull();
    expect(doneIn(box)).toEqual(['SURVEY', 'PLANNING', 'APPROVALS']);
  });

  it.each([
    ['SURVEYED', ['SURVEY']],
    ['PLANNED', ['SURVEY', 'PLANNING']],
    ['BUILDING', ['SURVEY', 'PLANNING', 'APPROVALS']],
  ] as const)('stands where its facts say: %s', (reach, done) => {
    expect(doneIn(standing(reach))).toEqual(done);
  });

  it('hands on what later stages need, with the numbers of its papers', () => {
    const { stages, steps } = standing('BUILDING').state;
    expect(stages.SURVEY?.result).toMatchObject({ demandGap: 135, validAnswers: 640 });
    expect(stages.APPROVALS?.result).toMatchObject({ path: 'FSR_PD', estimateFen: 2_680_000_000 });
    expect(steps.FSR).toMatchObject({ status: 'REPLIED', takenOver: true, approval: null });
    expect(steps.FSR?.number).toMatch(/^青发改审批〔2023〕/);
  });

  describe('whose plan says its days, parties and safeguards', () => {
    const nodes = [
      { node: 'START', plannedOn: '2024-01-16', unit: '县卫健局' },
      { node: 'COMPLETION', plannedOn: '2025-05-10', unit: '县卫健局', person: '张三' },
      { node: 'OPENING', plannedOn: '2025-08-01', unit: '县妇幼保健院' },
    ];
    const measures = [{ measure: '监理驻场', unit: '县住建局' }];
    const planned = (more: object = {}) => with_('PLAN_ISSUED', { nodes, measures, ...more });

    it('goes by them, and keeps what was registered beside them', () => {
      const box = standing('BUILDING', planned());
      expect(box.state.profile).toMatchObject({ finishOn: '2025-05-10', opensOn: '2025-08-01' });
      expect(box.state.plan).toMatchObject({ nodes, measures, takenOver: true });
      expect(box.state.schedules?.map(({ by, finishOn }) => [by, finishOn])).toEqual([
        ['BEFORE', '2025-03-28'],
        ['PLAN', '2025-05-10'],
      ]);
      expect(box.send({ type: 'StartStage', stage: 'CONSTRUCTION' }, system)).toBeNull();
      const [started] = projectCase.consequences(box.state, box.events.at(-1) ?? fail());
      expect(started).toMatchObject({ open: { profile: { opensOn: '2025-08-01' }, inputs: { plan: { nodes } } } });
      const fact = planned({ nodes: [...nodes.slice(0, 2), { ...nodes[2], plannedOn: '2025-09-01' }] })(history('BUILDING')).find(
        ({ kind }) => kind === 'PLAN_ISSUED',
      );
      const correct = { type: 'CorrectTakenOver', id: 'PLAN_ISSUED', reason: '录入有误', ...(fact === undefined ? {} : { fact }) } as const;
      expect(box.send(correct, officer)).toBeNull();
      expect(box.send({ type: 'ConfirmCorrection', correction: 'JX-1' }, director)).toBeNull();
      expect(box.state.profile.opensOn).toBe('2025-09-01');
      expect(consequencesOf(box)).toContainEqual(
        expect.objectContaining({
          stream: 'construction/QH-01',
          command: expect.objectContaining({ type: 'ChangeInputs', facts: expect.objectContaining({ opensOn: '2025-09-01' }) }),
        }),
      );
      expect(box.state.schedules).toHaveLength(2);
    });

    it('tells every fault of them at once, and takes nothing', () => {
      const wrong = [
        { node: 'OPENING', plannedOn: '2025-03-01', unit: ' ' },
        { node: 'TESTS', plannedOn: '2025-03-01', unit: 'u' },
        { node: 'COMPLETION', plannedOn: '2025-05-10', unit: 'u' },
        { node: 'COMPLETION', plannedOn: '2025-05-10', unit: 'u' },
      ];
      const faults = faultsOf('PLANNED', planned({ nodes: wrong, measures: [{ measure: ' ', unit: 'u' }] }));
      expect(faults.map((fault) => fault.replace(/^facts\[1\] \(PLAN_ISSUED\)\./, '').replace(/: .*/, ''))).toEqual([
        ...['nodes[0].unit', 'nodes[0].plannedOn', 'nodes[1].node', 'nodes[3].node', 'measures[0].measure'],
      ]);
    });

    it('goes by its own days where the plan on paper is entered without them, or they are taken out again', () => {
      expect(standing('BUILDING').state.plan).toBeUndefined();
      const box = taken('BUILDING', planned());
      expect(box.state.profile.finishOn).toBe('2025-05-10');
      const bare = history('BUILDING').find(({ kind }) => kind === 'PLAN_ISSUED');
      expect(
        box.send({ type: 'CorrectTakenOver', id: 'PLAN_ISSUED', reason: '无日期', ...(bare === undefined ? {} : { fact: bare }) }, officer),
      ).toBeNull();
      expect(box.state.profile.finishOn).toBe('2025-03-28');
      expect(box.state.profile.opensOn).toBeUndefined();
      expect(box.state.plan).toBeUndefined();
    });
  });

  it('opens works where they stand, and goes on by their ordinary gates', () => {
    const box = standing('BUILDING');
    expect(box.send({ type: 'StartStage', stage: 'CONSTRUCTION' }, system)).toBeNull();
    const [started] = projectCase.consequences(box.state, box.events.at(-1) ?? fail());
    const works = new Sandbox(STAGE_LOGIC.construction());
    works.now = box.now;
    expect(works.send((started as unknown as { open: StageCommand }).open as never, system)).toBeNull();
    expect(works.state).toMatchObject({ status: 'OPEN', percent: 45, contract: { contractor: '青禾建设集团有限公司' } });
    expect(Object.values(works.state.payments).every(({ status, takenOver }) => status === 'APPROVED' && takenOver === true)).toBe(true);
    const manager = person('manager');
    expect(works.send({ type: 'RecordMilestone', key: 'OUTDOOR_EQUIPMENT', on: TODAY, evidence: 'e' }, manager)).toMatchObject({
      code: 'OUT_OF_ORDER',
    });
    expect(works.send({ type: 'RecordMilestone', key: 'SERVICES', on: TODAY, evidence: 'e' }, manager)).toBeNull();
    expect(works.send({ type: 'RequestPayment', key: 'P-1', amountFen: 1, confirmedValueFen: 2_000_000_000 }, manager)).toMatchObject({
      code: 'DUPLICATE',
    });
    expect(works.events.filter(({ type }) => type === 'MilestoneReached')).toHaveLength(1);
  });

  it('changes its plan by a new version that goes the whole way, and the one on paper stays readable', () => {
    const days = { nodes: nodesToStart(profile), measures: [{ measure: '按月调度', unit: '县卫健局' }] };
    const box = standing('BUILDING', with_('PLAN_ISSUED', days));
    const planning = new Sandbox(planningStage.logic);
    planning.now = box.now;
    expect(planning.send(openingIn(box, 'planning'), system)).toBeNull();
    const page = (): readonly string[] => planningTelling.needs(planning.state, TODAY).flatMap(({ key, there }) => (there ? [] : [key]));
    expect([planning.state.status, planningStage.logic.closed(planning.state), page()]).toEqual(['DONE', false, []]);
    const manager = person('manager');
    const nodes = days.nodes.map((node) => (node.node === 'OPENING' ? { ...node, plannedOn: addDays(node.plannedOn, 20) } : node));
    const draft = { type: 'DraftPlan', content: { ...planOf(profile), nodes } } as const;
    expect(planning.send(draft, manager)?.faults).toEqual(['reason: must say why the plan that was issued changes']);
    const way = planWay(profile).filter(({ type }) => type !== 'DraftPlan');
    for (const command of [{ ...draft, reason: '汛期停工' }, ...way, { type: 'SubmitPlan' }] as const)
      expect(planning.send(command as never, manager)).toBeNull();
    const approval = Object.keys(planning.state.approvals)[0] ?? '';
    expect(planning.send({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, scores: [] } as never, system)).toBeNull();
    expect(planning.send(minutes('GROUP', TODAY), manager)).toBeNull();
    const was = planning.state.issued?.number ?? '';
    expect(planning.send({ type: 'IssuePlan', number: was, on: TODAY }, manager)?.faults).toHaveLength(1);
    expect(planning.send({ type: 'IssuePlan', number: '青政办发〔2024〕31号', on: TODAY }, manager)).toBeNull();
    const event = planning.events.at(-1) ?? fail();
    const [told] = planningStage.logic.consequences(planning.state, event as never);
    expect(box.send((told as unknown as { command: ProjectCommand }).command, system)).toBeNull();
    expect(box.state.plan).toMatchObject({ version: 2, number: '青政办发〔2024〕31号' });
    expect(box.state.plan).not.toHaveProperty('takenOver');
    expect(box.state.schedules?.map(({ by }) => by)).toEqual(['BEFORE', 'PLAN', 'PLAN']);
    expect(planning.state.issuedPlans?.map(({ version, number, takenOver }) => [version, number, takenOver])).toEqual([
      [1, was, true],
      [2, '青政办发〔2024〕31号', undefined],
    ]);
  });

  it('has the days of its plan corrected before and after a new version, which stands', () => {
    const box = standing('BUILDING', with_('PLAN_ISSUED', { nodes: nodesToStart(profile), measures: [] }));
    const planning = new Sandbox(planningStage.logic);
    planning.now = box.now;
    expect(planning.send(openingIn(box, 'planning'), system)).toBeNull();
    const facts = (targets: string) => [{ ...(box.state.takeover?.facts.PLAN_ISSUED as object), document: targets }];
    expect(
      planning.send({ type: 'CorrectTakenOver', facts: facts('青政办发〔2023〕7号'), what: { zh: '', en: '' }, reason: 'r' } as never, system),
    ).toBeNull();
    expect(planning.state.issued?.number).toBe('青政办发〔2023〕7号');
    expect(planning.state.issuedPlans).toHaveLength(1);
    expect(planning.send({ type: 'DraftPlan', content: planOf(profile), reason: '变更' }, person('manager'))).toBeNull();
    expect(
      planning.send({ type: 'CorrectTakenOver', facts: facts('青政办发〔2023〕8号'), what: { zh: '', en: '' }, reason: 'r' } as never, system),
    ).toBeNull();
    expect(planning.state.content?.targets).toBe(planOf(profile).targets);
    expect(planning.state.issuedPlans).toMatchObject([{ number: '青政办发〔2023〕8号' }]);
  });

  it('revises rules that were issued on paper, however long ago', () => {
    const box = staffed();
    expect(box.send({ ...CLOSE, on: LATER }, director)).toBeNull();
    const management = new Sandbox(managementStage.logic);
    management.now = box.now;
    expect(management.send(openingIn(box, 'management'), system)).toBeNull();
    expect(management.state.status).toBe('DONE');
    expect(management.send({ type: 'ConfirmUnchanged', on: LATER, note: '园务会' }, person('manager'))).toBeNull();
    expect(management.events.at(-1)?.data).toHaveProperty('lateSince', '2026-03-06');
  });

  it('by a release that knew none of that starts no case of a stage that was done on paper', () => {
    const box = staffed();
    const context = { now: box.now, actor: director, commandId: 'c' };
    const goesOn = (rules: number): readonly string[] => {
      const decided = projectCase.decide(box.state, { ...CLOSE, on: LATER }, { ...context, rules });
      if (!decided.ok) throw new Error(decided.rejection.message.en);
      return decided.events.flatMap(({ type, data }) => (type === 'StageTakenOver' && data.goesOn === true ? [data.stage] : []));
    };
    expect([goesOn(4), goesOn(RULES)]).toEqual([['CONSTRUCTION'], ['PLANNING', 'CONSTRUCTION', 'MANAGEMENT']]);
  });

  it('is over at once where all of it was done on paper, with its works counted from a case of their own', () => {
    const box = registered();
    box.now = '2026-11-20T02:00:00.000Z';
    const facts = historyOf(profile, { reach: 'OVER', nth: 1, today: '2026-11-20' });
    expect(box.send({ type: 'TakeOver', facts }, officer)).toBeNull();
    expect(box.send({ ...CLOSE, on: '2026-11-20' }, director)).toBeNull();
    expect(box.state.status).toBe('ACCEPTED');
    expect(box.state.handover.filing?.number).toMatch(/托备/);
    expect(consequencesOf(box)).toContainEqual(expect.objectContaining({ stream: 'construction/QH-01' }));
  });

  it('takes the same again without a change, and anything else only with a reason', () => {
    const box = taken('PLANNED');
    const before = box.events.length;
    expect(box.send({ type: 'TakeOver', facts: history('PLANNED') }, director)).toBeNull();
    expect(box.events).toHaveLength(before);
    const other = with_('PLAN_ISSUED', { places: 140 })(history('PLANNED'));
    expect(box.send({ type: 'TakeOver', facts: other }, director)?.faults).toEqual([expect.stringMatching(/^facts\[1\] \(PLAN_ISSUED\) must be as/)]);
    const [, plan] = other;
    if (plan === undefined) throw new Error('no plan');
    expect(box.send({ type: 'CorrectTakenOver', id: 'PLAN_ISSUED', fact: plan, reason: ' ' }, officer)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send({ type: 'CorrectTakenOver', id: 'PLAN_ISSUED', fact: plan, reason: '录入有误' }, officer)).toBeNull();
    expect(box.state.takeover?.facts.PLAN_ISSUED).toMatchObject({ places: 140 });
    expect(box.send({ type: 'CorrectTakenOver', id: 'PLAN_ISSUED', reason: '重复' }, officer)).toBeNull();
    expect(box.state.takeover?.facts.PLAN_ISSUED).toBeUndefined();
  });

  it('says in the journal which of its fields a correction changed, and from what', () => {
    const box = taken('BUILDING');
    const contract = history('BUILDING').find(({ kind }) => kind === 'CONTRACT');
    const fact = { ...contract, contractor: '县第二建筑公司', amountFen: 2_450_000_000 } as TakenFact;
    expect(box.send({ type: 'CorrectTakenOver', id: 'CONTRACT', fact, reason: '补充协议' }, officer)).toBeNull();
    const told = (event: (typeof box.events)[number]) => tellEvent({ stream: 'project/QH-01', ...event });
    const { zh, en } = told(box.events.at(-1) ?? fail());
    expect(zh).toMatch(/^接续事项更正：补充协议；施工合同（.+）；施工单位 .+ → 县第二建筑公司；金额 2,412 万元 → 2,450 万元$/);
    expect(en).toMatch(/; Contractor .+ → 县第二建筑公司; Sum CNY 24,120,000.00 → CNY 24,500,000.00$/);
    expect(box.send({ type: 'CorrectTakenOver', id: 'PLAN_ISSUED', reason: '重复' }, officer)).toBeNull();
    expect(told(box.events.at(-1) ?? fail()).en).toMatch(/; taken away$/);
  });

  it('is corrected by two once it is closed, and what stands on it is told', () => {
    const box = standing('BUILDING');
    box.send({ type: 'StartStage', stage: 'CONSTRUCTION' }, system);
    const contract = history('BUILDING').find(({ kind }) => kind === 'CONTRACT');
    const fact = { ...contract, amountFen: 2_450_000_000 } as TakenFact;
    expect(box.send({ type: 'CorrectTakenOver', id: 'CONTRACT', fact, reason: '补充协议' }, officer)).toBeNull();
    expect(box.state.takeover?.facts.CONTRACT).toMatchObject({ amountFen: 2_412_000_000 });
    expect(box.send({ type: 'CorrectTakenOver', id: 'CONTRACT', fact, reason: '补充协议' }, officer)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'ConfirmCorrection', correction: 'JX-1' }, officer)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ type: 'ConfirmCorrection', correction: 'JX-1' }, director)).toBeNull();
    expect(box.state.takeover?.facts.CONTRACT).toMatchObject({ amountFen: 2_450_000_000 });
    expect(box.state.takeover?.corrections).toEqual({});
    expect(consequencesOf(box)).toContainEqual(expect.objectContaining({ stream: 'construction/QH-01' }));
    const gone = { type: 'CorrectTakenOver', id: 'PLAN_ISSUED', reason: 'x' } as const;
    expect(box.send(gone, officer)?.faults).toEqual(expect.arrayContaining([expect.stringMatching(/whether PLANNING is done/)]));
  });

  it('keeps what was recorded here since, when something taken over is corrected', () => {
    const box = registered();
    box.now = '2026-06-20T02:00:00.000Z';
    const facts = historyOf(profile, { reach: 'OVER', nth: 1, today: '2026-06-20' }).filter(({ kind }) => kind !== 'ARCHIVE');
    expect(box.send({ type: 'TakeOver', facts }, officer)).toBeNull();
    expect(box.send({ ...CLOSE, on: '2026-06-20' }, director)).toBeNull();
    expect(box.send({ type: 'StartStage', stage: 'HANDOVER' }, system)).toBeNull();
    const file = { title: '公示', sha256: 'a'.repeat(64) };
    const publicNotice = { from: '2026-05-12', to: '2026-05-26', objections: 0, file };
    expect(box.send({ type: 'RecordHandover', facts: { publicNotice } }, person('manager'))).toBeNull();
    const assets = facts.find(({ kind }) => kind === 'ASSETS');
    const fact = { ...assets, to: '县国资中心' } as TakenFact;
    expect(box.send({ type: 'CorrectTakenOver', id: 'ASSETS', fact, reason: '接收单位有误' }, officer)).toBeNull();
    expect(box.send({ type: 'ConfirmCorrection', correction: 'JX-1' }, director)).toBeNull();
    expect(box.state.handover).toMatchObject({ assets: { to: '县国资中心' }, publicNotice: { from: '2026-05-12' } });
    expect(box.send({ type: 'CorrectTakenOver', id: 'STEP_REPLIED.FSR', reason: 'x' }, officer)?.faults).toEqual(
      expect.arrayContaining([expect.stringMatching(/STEP_REPLIED\.FSR must stay/)]),
    );
  });

  it('leaves hours that were typed here since with a trainee who is corrected', () => {
    const training = new Sandbox(STAGE_LOGIC.training());
    training.now = `${TODAY}T02:00:00.000Z`;
    const trainee = (theoryHours: number, more: object = {}): TakenFact =>
      ({ kind: 'TRAINEE', document: 'a', on: '2024-01-02', by: 'b', ref: 'S1', post: 'CARER', theoryHours, practiceHours: 20, ...more }) as TakenFact;
    const opened = standing('APPROVED').state;
    const open = {
      type: 'Open',
      parent: 'project/QH-01',
      programme: 'QH',
      project: 'QH-01',
      name: opened.profile.name,
      manager: 'manager',
      profile: opened.profile,
      inputs: {},
      takenOver: { facts: [trainee(40)] },
    };
    expect(training.send(open as never, system)).toBeNull();
    const manager = person('manager');
    expect(training.send({ type: 'RecordHours', entries: [{ ref: 'S1', theory: 25, practice: 10 }] }, manager)).toBeNull();
    expect(training.send({ type: 'RecordExam', results: [{ ref: 'S1', score: 88 }], on: '2024-02-01' } as never, manager)).toBeNull();
    const facts = [trainee(50, { score: 60, examOn: '2024-01-01' })];
    expect(training.send({ type: 'CorrectTakenOver', facts, what: { zh: '学时', en: 'hours' }, reason: '录入有误' } as never, system)).toBeNull();
    // Ten hours more on paper, and what was done here stays.
    expect(training.state.trainees.S1).toMatchObject({ theoryHours: 75, practiceHours: 30, score: 88 });
  });

  it('leaves what was said here since of classes, papers and leaving with a trainee who is corrected', () => {
    const training = new Sandbox(STAGE_LOGIC.training());
    training.now = `${TODAY}T02:00:00.000Z`;
    const { profile: ours, standards } = standing('APPROVED').state;
    const base = { document: 'a', on: '2024-01-02', by: 'b', post: 'CARER', theoryHours: 60, practiceHours: 60 };
    const carer = (ref: string, more: object = {}): TakenFact => ({ kind: 'TRAINEE', ...base, ref, certificate: `Z-${ref}`, ...more }) as TakenFact;
    const inputs = { parent: 'project/QH-01', programme: 'QH', project: 'QH-01', name: ours.name, manager: 'manager', profile: ours, inputs: {} };
    const facts = [carer('S1', { classKind: 'TODDLER', issuer: '县卫健局', validUntil: '2027-01-01' }), carer('S2', { classKind: 'OLDER' })];
    expect(training.send({ type: 'Open', ...inputs, standards, takenOver: { facts } } as never, system)).toBeNull();
    expect(training.state.trainees.S1).toMatchObject({ classKind: 'TODDLER', issuer: '县卫健局', validUntil: '2027-01-01' });
    const manager = person('manager');
    expect(training.send({ type: 'AssignClasses', carers: [{ ref: 'S1', classKind: 'INFANT' }] } as never, manager)).toBeNull();
    expect(training.send({ type: 'RecordDeparture', ref: 'S2', on: '2024-07-01', reason: '辞职' } as never, manager)).toBeNull();
    const corrected = [carer('S1', { classKind: 'OLDER', issuer: '市卫健委', validUntil: '2028-01-01' }), carer('S2', { classKind: 'TODDLER' })];
    const correct = { type: 'CorrectTakenOver', facts: corrected, what: { zh: '证书', en: 'papers' }, reason: '录入有误' };
    expect(training.send(correct as never, system)).toBeNull();
    // The class was said here; the certificate is that of the corrected paper; who left has left.
    expect(training.state.trainees.S1).toMatchObject({ classKind: 'INFANT', issuer: '市卫健委', validUntil: '2028-01-01' });
    expect(training.state.trainees.S2).toMatchObject({ classKind: 'TODDLER', leftOn: '2024-07-01' });
  });

  it('is said to be complete by one person, which another confirms, sends back, or lets run out', () => {
    const box = taken('BUILDING');
    const { type: _, ...basis } = CLOSE;
    const propose = { type: 'ProposeClosing', ...basis } as const;
    const keys = () => projectCase.summary(box.state).keys?.filter(({ kind }) => kind === 'TAKEOVER_WAITS');
    expect(box.send(propose, person('stranger'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ ...propose, reason: ' ' }, officer)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send(propose, officer)).toBeNull();
    expect(keys()).toEqual([{ kind: 'TAKEOVER_WAITS', value: 'CLOSING' }]);
    expect(box.send(propose, director)).toMatchObject({ code: 'DUPLICATE' });
    const asked = projectCase.notices(box.state, box.events.at(-1) ?? fail());
    expect(asked.map(({ template, to }) => [template, to])).toEqual([
      ['takeover-proposed', { role: 'PROGRAMME_OFFICER' }],
      ['takeover-proposed', { role: 'OFFICE_DIRECTOR' }],
    ]);
    expect(asked[0]?.facts).toMatchObject({ says: { by: 'officer', en: expect.stringMatching(/3 Aug 2024/) } });
    expect(box.send({ type: 'RefuseClosing', reason: '缺施工许可证扫描件' }, director)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ why: 'REFUSED', by: 'officer' });
    expect(projectCase.notices(box.state, box.events.at(-1) ?? fail())).toMatchObject([{ template: 'project-changed', to: { person: 'officer' } }]);
    expect(keys()).toEqual([]);
    expect(box.send(propose, officer)).toBeNull();
    // What is entered meanwhile is not what was to be confirmed.
    const more = {
      kind: 'INSPECTION',
      key: 'J-9',
      inspection: 'QUALITY',
      passed: true,
      document: '质检9',
      on: '2024-07-01',
      by: '县住建局',
    } as TakenFact;
    expect(box.send({ type: 'TakeOver', facts: [more] }, officer)).toBeNull();
    expect(box.state.takeover?.closing).toBeUndefined();
    expect(box.send(propose, officer)).toBeNull();
    const due = projectCase.agenda(box.state).find(({ command }) => command.type === 'ExpireTakenOver') ?? fail();
    box.now = due.at;
    expect(box.send(due.command, director)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send(due.command, system)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ why: 'EXPIRED', words: { en: 'nobody confirmed it by 3 Aug 2024' } });
    expect(box.send(due.command, system)).toBeNull();
    expect(box.send(propose, officer)).toBeNull();
    expect(box.send(CLOSE, officer)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(CLOSE, director)).toBeNull();
    expect(box.state.takeover).toMatchObject({ status: 'CLOSED' });
    expect(box.state.takeover).not.toHaveProperty('closing');
  });

  it('says of nothing that it is complete while facts lack between its stages', () => {
    const { type: _, ...basis } = CLOSE;
    const box = taken('BUILDING', without('PLAN_ISSUED'));
    expect(box.send({ type: 'ProposeClosing', ...basis }, officer)).toMatchObject({ code: 'INCOMPLETE' });
    expect(registered().send({ type: 'ProposeClosing', ...basis }, officer)).toMatchObject({ code: 'INCOMPLETE' });
  });

  it('takes a proposed correction back, and lets one run out that nobody confirms', () => {
    const box = standing('BUILDING');
    const [plan] = with_('PLAN_ISSUED', { places: 140 })(history('BUILDING')).filter(({ kind }) => kind === 'PLAN_ISSUED');
    const correct = { type: 'CorrectTakenOver', id: 'PLAN_ISSUED', ...(plan === undefined ? {} : { fact: plan }), reason: '录入有误' } as const;
    expect(box.send(correct, officer)).toBeNull();
    expect(box.send({ type: 'RefuseCorrection', correction: 'JX-1', reason: '重新核对' }, officer)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ correction: 'JX-1', why: 'WITHDRAWN' });
    expect(box.send({ type: 'ConfirmCorrection', correction: 'JX-1' }, director)).toMatchObject({ code: 'UNKNOWN_ITEM' });
    expect(box.send(correct, officer)).toBeNull();
    expect(projectCase.summary(box.state).keys).toContainEqual({ kind: 'TAKEOVER_WAITS', value: 'CORRECTION' });
    const due = projectCase.agenda(box.state).find(({ command }) => command.type === 'ExpireTakenOver') ?? fail();
    box.now = due.at;
    expect(box.send(due.command, system)).toBeNull();
    expect(box.state.takeover?.corrections).toEqual({});
    expect(box.state.takeover?.facts.PLAN_ISSUED).toMatchObject({ places: 150 });
  });

  it('is begun in a project that was registered as new, while nothing was decided in it here', () => {
    const box = registered({});
    const { type: _, ...basis } = CLOSE;
    const begin = { type: 'BeginTakeover', ...basis } as const;
    expect(box.send({ type: 'StartStage', stage: 'SURVEY' }, system)).toBeNull();
    expect(box.send(begin, person('manager'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(begin, officer)).toBeNull();
    expect(projectCase.consequences(box.state, box.events.at(-1) ?? fail())).toMatchObject([
      { stream: 'survey/QH-01', command: { type: 'Suspend' } },
    ]);
    expect(box.send(begin, officer)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ type: 'TakeOver', facts: history('PLANNED') }, officer)).toBeNull();
    expect(box.send(CLOSE, director)).toBeNull();
    expect(doneIn(box)).toEqual(['SURVEY', 'PLANNING']);
    const taken = box.events.find(({ type, data }) => type === 'StageTakenOver' && 'stage' in data && data.stage === 'SURVEY');
    expect(taken?.data).toMatchObject({ began: true });
    expect(consequencesOf(box)).toContainEqual(
      expect.objectContaining({ stream: 'survey/QH-01', command: expect.objectContaining({ type: 'Cancel' }) }),
    );
    // Its end comes back to a project that has it as done already.
    const ended = { type: 'FinishStage', stage: 'SURVEY', outcome: 'CANCELLED', result: {}, undone: [] } as ProjectCommand;
    const before = box.events.length;
    expect(box.send(ended, system)).toBeNull();
    expect(box.send(ended, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.events).toHaveLength(before);
    expect(doneIn(box)).toEqual(['SURVEY', 'PLANNING']);
    const later = registered({});
    later.send({ type: 'StartStage', stage: 'SURVEY' }, system);
    later.send({ type: 'FinishStage', stage: 'SURVEY', outcome: 'DONE', result: {}, undone: [] } as ProjectCommand, system);
    expect(later.send(begin, officer)).toMatchObject({ code: 'WRONG_STATE', message: { en: expect.stringContaining('Decided here already') } });
  });

  it('takes nothing over that began here, nor anything more once it is closed', () => {
    const here = registered({});
    expect(here.send({ type: 'TakeOver', facts: history('SURVEYED') }, officer)).toMatchObject({ code: 'WRONG_STATE' });
    const box = standing('SURVEYED');
    expect(box.send({ type: 'TakeOver', facts: history('PLANNED') }, officer)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ type: 'TakeOver', facts: history('SURVEYED') }, officer)).toBeNull();
  });
});

describe('what cannot be taken over', () => {
  it('is told of closing where something lacks for that', () => {
    const box = taken('BUILDING', without('PLAN_ISSUED'));
    const refused = box.send(CLOSE, director);
    expect(refused?.message).toEqual({ zh: '接续办理尚不齐全，未结束。', en: 'What was taken over is not complete, and the takeover stays open.' });
    const wrong = registered().send({ type: 'TakeOver', facts: with_('PLAN_ISSUED', { on: '2030-01-01' })(history('PLANNED')) }, officer);
    expect(wrong?.message.en).toBe('What was to be taken over has faults, and nothing was recorded.');
  });

  it('is money that did not come; what was entered so by an earlier release stands until it is corrected', () => {
    const none = with_('FUNDS', { amountFen: 0 });
    expect(faultsOf('BUILDING', none)).toContainEqual(expect.stringMatching(/\(FUNDS\.CENTRAL-1\)\.amountFen: must be more than nothing/));
    const box = registered();
    const before = { now: box.now, actor: officer, commandId: 'c', rules: 3 };
    const answer = projectCase.decide(box.state, { type: 'TakeOver', facts: none(history('BUILDING')) }, before);
    expect(answer.ok && answer.events.length).toBe(history('BUILDING').length);
    for (const event of answer.ok ? answer.events : []) box.happen(event, officer);
    expect(box.send(CLOSE, director)).toBeNull();
  });

  it.each([
    [
      'a later stage without an earlier one',
      'BUILDING',
      without('PLAN_ISSUED'),
      /\(STEP_REPLIED\.LAND_PRE\)\.kind: must not be of a later stage while earlier ones are not complete: Planning/,
    ],
    [
      'a day that has not come',
      'PLANNED',
      with_('PLAN_ISSUED', { on: '2024-07-21' }),
      /^facts\[1\] \(PLAN_ISSUED\)\.on: must not be after today, 2024-07-20/,
    ],
    [
      'days in the wrong order',
      'BUILDING',
      (facts: readonly TakenFact[]) =>
        facts.map((fact) => (fact.kind === 'MILESTONE' && fact.milestone === 'STRUCTURE' ? { ...fact, on: '2023-10-01' } : fact)),
      /\(MILESTONE\.STRUCTURE\)\.on: must not be before .*FOUNDATION/,
    ],
    [
      'payments above the contract',
      'BUILDING',
      with_('PAYMENT', { amountFen: 2_000_000_000 }),
      /\(PAYMENT\.P-2\)\.amountFen: must not bring payments to CNY 40,000,000\.00; contract and changes are CNY 24,120,000\.00/,
    ],
    ['funds above the budget', 'BUILDING', with_('FUNDS', { amountFen: 1_700_000_000 }), /\(FUNDS\.CENTRAL-1\)\.amountFen: must not bring funds to/],
    [
      'one number on two papers',
      'BUILDING',
      (facts: readonly TakenFact[]) => with_('PERMIT', { document: facts.find(({ kind }) => kind === 'CONTRACT')?.document })(facts),
      /\.document: must be a number of its own/,
    ],
    [
      'an incident told of before it happened',
      'BUILDING',
      (facts: readonly TakenFact[]) => [
        ...facts,
        { kind: 'INCIDENT', document: 'SG-1', on: '2024-05-09', by: 'x', key: 'A', grade: 'SLIGHT', happenedOn: '2024-05-10', what: 'x' } as const,
      ],
      /\(INCIDENT\.A\)\.on: must not be before 2024-05-10, when it happened/,
    ],
    ['one matter twice', 'SURVEYED', (facts: readonly TakenFact[]) => [...facts, ...facts], /\(SURVEY_HELD\)\.kind: must be there once/],
    ['a month that is not over', 'BUILDING', with_('REPORT', { month: '2024-07' }), /\(REPORT\.2024-07\)\.month: must be a month that is over/],
    [
      'an unknown milestone',
      'BUILDING',
      with_('MILESTONE', { milestone: 'ROOF' }),
      /\(MILESTONE\.ROOF\)\.milestone: must be one of Start of works \(START\), /,
    ],
  ] as const)('%s', (_, reach, change, fault) => {
    expect(faultsOf(reach, change)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('tells all faults at once, each at its place and in both languages', () => {
    const box = registered();
    const facts = [with_('SURVEY_HELD', { demandGap: 9_999, on: '2099-01-01' }), with_('PLAN_ISSUED', { by: ' ' })].reduce(
      (all, change) => [...change(all)],
      [...history('PLANNED')],
    );
    const refused = box.send({ type: 'TakeOver', facts }, officer);
    expect(refused?.faults).toHaveLength(3);
    expect(refused?.faultsZh).toHaveLength(3);
    expect(box.events).toHaveLength(1);
  });
});

describe('people who were trained on paper', () => {
  const STAFFED = 'STAFFED';
  const nth = (index: number, changed: object) => (facts: readonly TakenFact[]) => {
    const people = facts.filter(({ kind }) => kind === 'TRAINEE');
    return facts.map((fact) => (fact === people[index] ? ({ ...fact, ...changed } as TakenFact) : fact));
  };
  const all =
    (...changes: readonly ((facts: readonly TakenFact[]) => readonly TakenFact[])[]) =>
    (facts: readonly TakenFact[]) =>
      changes.reduce((held, change) => [...change(held)], [...facts]);

  /** What is found once all of it was taken over. */
  function found(change: (facts: readonly TakenFact[]) => readonly TakenFact[]) {
    const today = '2026-11-20';
    const box = registered();
    box.now = `${today}T02:00:00.000Z`;
    expect(box.send({ type: 'TakeOver', facts: change(historyOf(profile, { reach: STAFFED, nth: 1, today })) }, officer)).toBeNull();
    expect(box.send({ ...CLOSE, on: today }, director)).toBeNull();
    return box.state.takeover?.findings ?? [];
  }

  it('are told of with every fault of every one of them in one report', () => {
    const faults = faultsOf(
      STAFFED,
      all(
        nth(0, { classKind: 'OLDER' }),
        nth(3, { classKind: 'MIXED' }),
        nth(4, { validUntil: '2020-01-01' }),
        nth(5, { issuedOn: '2099-01-01' }),
        nth(6, { healthCertificate: 'QH-01-J1' }),
        nth(7, { certificate: undefined }),
        nth(8, { healthCertificateUntil: undefined }),
        nth(9, { noCrimeCheckedOn: undefined, noCrimeNumber: 'WF-1' }),
      ),
    );
    for (const fault of [
      /\(TRAINEE\.QH-01-S1\)\.classKind: must be left out; only carers/,
      /\(TRAINEE\.QH-01-S4\)\.classKind: must be a class of this project, which has none of “mixed”/,
      /\(TRAINEE\.QH-01-S5\)\.validUntil: must be after /,
      /\(TRAINEE\.QH-01-S6\)\.issuedOn: must not be after today/,
      /\(TRAINEE\.QH-01-S7\)\.healthCertificate: must be of one person alone; QH-01-S1 has QH-01-J1/,
      /\(TRAINEE\.QH-01-S8\)\.issuer: must belong to a certificate/,
      /\(TRAINEE\.QH-01-S8\)\.issuedOn: must belong to a certificate/,
      /\(TRAINEE\.QH-01-S9\)\.healthCertificate: must come with healthCertificateUntil/,
      /\(TRAINEE\.QH-01-S10\)\.noCrimeNumber: must come with noCrimeCheckedOn/,
    ])
      expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });
  it('may hold a certificate that has ended since: it proves nothing on the day of the roster, and that is found', () => {
    const ended = (facts: readonly TakenFact[]) => {
      const roster = facts.find(({ kind }) => kind === 'ROSTER')?.on ?? fail();
      return facts.map((fact) =>
        fact.kind === 'TRAINEE' && fact.post === 'CARER' ? ({ ...fact, issuedOn: '2020-01-01', validUntil: addDays(roster, -1) } as TakenFact) : fact,
      );
    };
    expect(found((facts) => facts).map(({ code }) => code)).not.toContain('CARERS_SHORT');
    expect(found(ended).map(({ code }) => code)).toContain('CARERS_SHORT');
  });
  it('stand class by class: one that is short although there are carers enough is found', () => {
    const crowded = (facts: readonly TakenFact[]) =>
      facts.map((fact) => (fact.kind === 'TRAINEE' && fact.post === 'CARER' ? { ...fact, classKind: 'TODDLER' as const } : fact));
    const short = (change: (facts: readonly TakenFact[]) => readonly TakenFact[]) => found(change).filter(({ code }) => code === 'CLASS_SHORT');
    expect(short((facts) => facts)).toEqual([]);
    expect(short(crowded).map(({ evidence }) => evidence.zh.slice(0, 3))).toEqual(['乳儿班', '托大班']);
  });
});

describe('gates over what was taken over', () => {
  it('find a breach with its rule and block nothing', () => {
    const change = (facts: readonly TakenFact[]) =>
      with_('SURVEY_HELD', { validAnswers: 3 })(facts.filter((fact) => !(fact.kind === 'PERMIT' && fact.permit === 'CONSTRUCTION_PERMIT')));
    const box = standing('BUILDING', change);
    const codes = box.state.takeover?.findings.map(({ code }) => code);
    expect(codes).toEqual(['SAMPLE_SHORT', 'STARTED_WITHOUT_PERMIT']);
    expect(box.state.takeover?.findings[1]).toMatchObject({ rule: '建筑法 第七条', facts: ['MILESTONE.START'] });
    expect(doneIn(box)).toContain('APPROVALS');
  });

  it('find what was never done, which then stands in nobody’s way', () => {
    const basis = { document: '青托办说明〔2024〕3号', on: TODAY, by: '县托育办' };
    const change = (facts: readonly TakenFact[]): readonly TakenFact[] => [
      ...facts.filter((fact) => fact.kind !== 'SURVEY_HELD' && !(fact.kind === 'STEP_REPLIED' && fact.step === 'FISCAL')),
      { kind: 'LACKING', stage: 'SURVEY', ...basis },
      { kind: 'LACKING', stage: 'APPROVALS', item: 'FISCAL', ...basis },
    ];
    const box = standing('BUILDING', change);
    expect(doneIn(box)).toEqual(['SURVEY', 'PLANNING', 'APPROVALS']);
    expect(box.state.takeover?.findings.filter(({ code }) => code === 'NEVER_DONE')).toHaveLength(2);
    expect(box.state.steps.FISCAL?.status).toBe('NEEDED');
    // By its name, and never by a code, wherever it is told.
    const told = box.events.map((event) => tellEvent({ stream: 'project/QH-01', ...event }).en).filter((text) => text.includes('never done'));
    expect(told).toEqual([expect.stringContaining('never done Demand survey ('), expect.stringContaining('never done Fiscal review (')]);
    expect(box.state.takeover?.findings.map(({ evidence }) => evidence.en)).toContain(
      'never done before: Project approvals, Fiscal review (青托办说明〔2024〕3号)',
    );
    expect(takenOf(box, 'APPROVALS')).toContain('not done then: Fiscal review');
    expect(takenOf(box, 'SURVEY')).toEqual(['not done then']);
    expect(takenOf(box, 'CONSTRUCTION')).toContain('permit Construction permit');
  });

  it('finds a plan that came before the survey on which it rests, and one of the same day not', () => {
    const codes = (on: string) =>
      standing('PLANNED', with_('PLAN_ISSUED', { on })).state.takeover?.findings.filter(({ code }) => code === 'PLAN_BEFORE_SURVEY');
    const reported = history('PLANNED').find(({ kind }) => kind === 'SURVEY_HELD')?.on ?? fail();
    expect(codes('2022-06-15')).toMatchObject([{ facts: ['PLAN_ISSUED', 'SURVEY_HELD'], evidence: { en: expect.stringContaining('2022-06-15') } }]);
    expect(codes(reported)).toEqual([]);
  });
});

it('says of no stage that it was decided here: no event of an approval, a plan or a panel', () => {
  const types = new Set(standing('BUILDING').events.map(({ type }) => type));
  expect([...types].sort()).toEqual(['FactTakenOver', 'ProjectOpened', 'StageTakenOver', 'TakeoverClosed']);
});

const fail = (): never => {
  throw new Error('no event');
};
