/** The implementation plan with everything that domain facts 2.4 ask of it. */
import { describe, expect, it } from 'vitest';
import { projectCase } from '../../domain/project/case.ts';
import { planSections } from '../../domain/project/plan-shown.ts';
import { nodesToStart } from '../../domain/stages/planning/content.ts';
import type { TakePlan } from '../../domain/stages/planning/facts.ts';
import { planningStage } from '../../domain/stages/planning/stage.ts';
import { planningTelling } from '../../domain/stages/planning/standing.ts';
import { minutes, opinion, PROOF, planOf, planWay, reviewsOn } from '../../scripts/rules/plan-samples.ts';
import { PANEL, person, profile, Sandbox, stageBase, surveyBasis, system } from '../setup/builders.ts';

const manager = person('manager');
const submit = { type: 'SubmitPlan' } as const;

function open() {
  const box = new Sandbox(planningStage.logic);
  box.now = '2026-03-06T02:00:00.000Z';
  expect(box.send({ type: 'Open', ...stageBase() }, system)).toBeNull();
  return box;
}
type Box = ReturnType<typeof open>;
const approve = (box: Box): void => {
  const approval = Object.keys(box.state.approvals)[0] ?? '';
  expect(box.send({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, scores: [] } as never, system)).toBeNull();
};
const handedIn = (): Box => {
  const box = open();
  for (const command of [...planWay(profile), submit]) expect(box.send(command, manager)).toBeNull();
  return box;
};
const issued = (): Box => {
  const box = handedIn();
  approve(box);
  expect(box.send(minutes('GROUP', '2026-03-04'), manager)).toBeNull();
  expect(box.send({ type: 'IssuePlan', number: '青政办发〔2026〕9号', on: '2026-03-05' }, manager)).toBeNull();
  return box;
};
const told = (box: Box, type: string) =>
  box.events
    .filter((event) => event.type === type)
    .flatMap((event) => planningStage.logic.consequences(box.state, event))
    .flatMap((consequence) => (consequence.kind === 'tell' ? [consequence] : []));

describe('the implementation plan', () => {
  it('says in one list what of its content and its way is missing', () => {
    const box = open();
    const content = { ...planOf(profile), risks: ' ', nodes: nodesToStart(profile).slice(1, 4), measures: [] };
    box.send({ type: 'DraftPlan', content }, manager);
    const { answer: _, files: __, ...bare } = opinion;
    box.send(bare, manager);
    box.send({ type: 'RecordReview', review: 'LEGALITY', passed: true, on: '2026-03-02' }, manager);
    const faults = box.send(submit, manager)?.faults ?? [];
    expect(faults).toEqual([
      'content.risks must say the risks',
      'content.nodes: must set the day of Start of works, Completion acceptance, Opening',
      'content.measures: must list the safeguards',
      'the opinion of 县财政局 must say whether it was adopted',
      'the opinion of 县财政局 must have its letter as a file',
      'the review of legality must have its opinion as a file',
      'the review of fair competition has not been passed for this version',
      'the meeting of the office has no minutes yet',
    ]);
  });

  it('refuses days that go backwards, stand twice, or are none of its kind of works, each by its place', () => {
    const box = open();
    const [start, ...rest] = nodesToStart(profile);
    const nodes = [
      { ...(start ?? { node: 'START', unit: 'u' }), plannedOn: '2030-01-01' },
      ...rest,
      { node: 'TESTS', plannedOn: '2031-01-01', unit: ' ' },
      { ...(start ?? { node: 'START', unit: 'u' }), plannedOn: '2023-01-01' },
    ];
    for (const command of planWay(profile, { ...planOf(profile), nodes })) box.send(command, manager);
    const faults = box.send(submit, manager)?.faults ?? [];
    expect(faults).toContainEqual(expect.stringMatching(/^content\.nodes\[1\]\.plannedOn: must not be before 2030-01-01/));
    expect(faults).toContainEqual(expect.stringMatching(/^content\.nodes\[\d+\]\.node: must be one of its kind of works; Tests is not/));
    expect(faults).toContainEqual(expect.stringMatching(/\.node: must be there once; Start of works is there again/));
    expect(faults).toContainEqual(expect.stringMatching(/\.unit: must say who sees to Tests/));
  });

  it('asks for the reason where an opinion was not adopted, and for the order of reviews and meetings', () => {
    const box = open();
    for (const command of planWay(profile)) box.send(command, manager);
    box.send({ ...opinion, unit: '县发改局', answer: 'NOT_ADOPTED' }, manager);
    box.send(minutes('OFFICE', '2023-03-01'), manager);
    expect(box.send(submit, manager)?.faults).toEqual([
      'the opinion of 县发改局 must say why it was not adopted',
      'the meeting of the office is of 2023-03-01 and must not be before 2023-03-02, the day of the review of legality',
    ]);
  });

  it('goes on after an opinion that lacked its answer and its letter, by recording that unit’s opinion again', () => {
    const box = open();
    const { answer: _, files: __, ...bare } = opinion;
    const needs = () => Object.fromEntries(planningTelling.needs(box.state, '2026-03-06').map(({ key, there }) => [key, there]));
    for (const command of planWay(profile)) box.send(command.type === 'RecordConsultation' ? bare : command, manager);
    expect(needs()).toMatchObject({ HEARD: false, LEGALITY: true, OFFICE: true });
    expect(box.send(submit, manager)?.faults).toHaveLength(2);
    expect(box.send({ ...opinion, unit: ' 县财政局' }, manager)).toBeNull();
    expect(needs()).toMatchObject({ HEARD: true });
    const heard = planningTelling.sections(box.state).find(({ key }) => key === 'heard');
    expect(heard?.rows).toHaveLength(1);
    expect(box.send(submit, manager)).toBeNull();
  });

  it('shows minutes as missing for as long as they would not let it be issued', () => {
    const box = handedIn();
    approve(box);
    const group = () => planningTelling.needs(box.state, '2026-03-06').find(({ key }) => key === 'GROUP');
    box.send({ ...minutes('GROUP', '2023-03-01'), files: [], decisions: ' ' }, manager);
    const lacks = [
      'the meeting of the leading group must say what was decided',
      'the meeting of the leading group must have its minutes as a file',
      'the meeting of the leading group is of 2023-03-01 and must not be before 2023-03-03, the day of the meeting of the office',
    ];
    expect(group()).toMatchObject({ there: false, why: { en: lacks.join('; ') } });
    expect(box.send({ type: 'IssuePlan', number: '青政办发〔2026〕9号', on: '2026-03-05' }, manager)?.faults).toEqual(lacks);
    box.send(minutes('GROUP', '2026-03-04'), manager);
    expect(group()).toMatchObject({ there: true });
  });

  it('shows whoever decides its days, its safeguards and the files of its way', () => {
    const asked = handedIn().events.find(({ type }) => type === 'ApprovalAsked');
    expect(asked?.data).toMatchObject({
      content: {
        summary: expect.arrayContaining([
          expect.objectContaining({ label: { zh: '开托', en: 'Opening' } }),
          expect.objectContaining({ label: { zh: '保障措施 1', en: 'Safeguard 1' } }),
        ]),
        documents: [PROOF[0], { title: '实施方案文本.pdf', paper: 'plan' }],
      },
    });
  });

  it('is not issued before the leading group’s minutes, nor dated before them', () => {
    const box = handedIn();
    approve(box);
    const issue = { type: 'IssuePlan', number: '青政办发〔2026〕9号', on: '2026-03-03' } as const;
    expect(box.send(issue, manager)?.faults).toEqual(['the meeting of the leading group has no minutes yet']);
    box.send(minutes('GROUP', '2026-03-04'), manager);
    expect(box.send(issue, manager)?.faults).toEqual(['on: must not be before 2026-03-04, the day of the leading group’s meeting']);
    expect(box.send({ ...issue, on: '2026-03-05' }, manager)).toBeNull();
    expect(box.state.status).toBe('DONE');
    expect(planningStage.logic.closed?.(box.state)).toBe(false);
  });

  it('is to be published within its working days, with the file of it', () => {
    const box = issued();
    const on = box.state.issuedPlans?.[0]?.publishBy?.dueOn;
    expect(on).toBe('2026-04-02');
    expect(Object.values(box.state.watched ?? {})).toMatchObject([{ on, from: '2026-03-28', ends: true }]);
    const publish = { type: 'PublishPlan', where: '县政府网站', on: '2026-03-06', until: '2026-03-01' } as const;
    expect(box.send(publish, manager)?.faults).toHaveLength(2);
    expect(box.send({ ...publish, until: '2026-12-31', files: PROOF }, manager)).toBeNull();
    expect(box.state.watched ?? {}).toEqual({});
    expect(box.send({ ...publish, until: '2026-12-31', files: PROOF }, manager)).toMatchObject({ code: 'DUPLICATE' });
  });

  it('changes by a new version that goes the whole way again, and the old one stays readable', () => {
    const box = issued();
    expect(box.send(opinion, manager)).toMatchObject({ code: 'WRONG_STATE' });
    const content = { ...planOf(profile), targets: '新增托位 150 个，延期一年' };
    expect(box.send({ type: 'DraftPlan', content }, manager)?.faults).toEqual(['reason: must say why the plan that was issued changes']);
    expect(box.send({ type: 'DraftPlan', content, reason: '汛期停工' }, manager)).toBeNull();
    expect(box.send(submit, manager)?.faults).toHaveLength(4);
    for (const command of [opinion, ...reviewsOn('2026-03-05'), minutes('OFFICE', '2026-03-05'), submit])
      expect(box.send(command, manager)).toBeNull();
    expect(box.types.filter((type) => type === 'StageClosed')).toHaveLength(1);
    approve(box);
    box.send(minutes('GROUP', '2026-03-06'), manager);
    expect(box.send({ type: 'IssuePlan', number: '青政办发〔2026〕9号', on: '2026-03-06' }, manager)?.faults).toHaveLength(1);
    expect(box.send({ type: 'IssuePlan', number: '青政办发〔2026〕31号', on: '2026-03-06' }, manager)).toBeNull();
    expect(box.state.issuedPlans?.map(({ number, reason }) => [number, reason])).toEqual([
      ['青政办发〔2026〕9号', undefined],
      ['青政办发〔2026〕31号', '汛期停工'],
    ]);
    expect(box.types.filter((type) => type === 'StageClosed')).toHaveLength(1);
    expect(told(box, 'PlanIssued').map(({ stream, command }) => [stream, command.type])).toEqual([
      ['project/QH-01', 'TakePlan'],
      ['project/QH-01', 'TakePlan'],
    ]);
    const rows = planningTelling.sections(box.state).find(({ key }) => key === 'versions')?.rows;
    expect(rows).toHaveLength(2);
  });

  it('of a release that knew three texts ends with its issue, as it did', () => {
    const box = new Sandbox(planningStage.logic);
    box.earlier = true;
    box.send({ type: 'Open', ...stageBase() }, system);
    for (const command of [
      { type: 'DraftPlan', content: { targets: 'a', risks: 'b', safeguards: 'c' } } as const,
      { type: 'RecordConsultation', unit: 'u', opinion: 'o', on: '2023-03-01' } as const,
      { type: 'RecordReview', review: 'LEGALITY', passed: true, on: '2023-03-02' } as const,
      { type: 'RecordReview', review: 'FAIR_COMPETITION', passed: true, on: '2023-03-02' } as const,
      submit,
    ])
      expect(box.send(command, manager)).toBeNull();
    approve(box);
    expect(box.send({ type: 'IssuePlan', number: 'n', on: '2023-03-08' }, manager)).toBeNull();
    expect(planningStage.logic.closed?.(box.state)).toBe(true);
    expect(told(box, 'PlanIssued')).toEqual([]);
  });
});

describe('a project whose plan was issued', () => {
  const plan: TakePlan = {
    type: 'TakePlan',
    number: '青政办发〔2026〕9号',
    on: '2023-03-05',
    version: 1,
    nodes: nodesToStart(profile).map((node) => (node.node === 'COMPLETION' ? { ...node, plannedOn: '2025-06-30' } : node)),
    measures: [{ measure: '按月调度', unit: '县卫健局' }],
  };
  const opened = () => {
    const box = new Sandbox(projectCase);
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    return box;
  };
  it('is planned by the days of the newest one, with whoever sees to each, and its stages are told', () => {
    const box = opened();
    expect(box.send(plan, manager)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send(plan, system)).toBeNull();
    expect(box.state.profile.finishOn).toBe('2025-06-30');
    expect(box.state.profile.milestones.at(-1)).toEqual({ key: 'COMPLETION', plannedOn: '2025-06-30' });
    expect(box.state.plan).toMatchObject({ version: 1, measures: plan.measures });
    expect(box.state.projectChanges).toMatchObject([{ document: '青政办发〔2026〕9号', reason: '实施方案第 1 版印发' }]);
    expect(box.send({ ...plan, version: 2, number: '31' }, system)).toBeNull();
    expect(box.state.plan?.number).toBe('31');
    expect(planSections(box.state.plan).map(({ key, rows }) => [key, rows.length])).toEqual([
      ['plan-nodes', plan.nodes.length],
      ['plan-measures', 1],
    ]);
    // The same days change nothing.
    expect(box.types.filter((type) => type === 'MilestonesChanged')).toHaveLength(1);
  });

  it('tells a plan in force of what changes in it, and ends it when the project is over', () => {
    const box = opened();
    box.send({ type: 'StartStage', stage: 'SURVEY' }, system);
    box.send({ type: 'FinishStage', stage: 'SURVEY', outcome: 'DONE', result: {}, undone: [] }, system);
    box.send({ type: 'StartStage', stage: 'PLANNING' }, system);
    box.send(plan, system);
    box.send({ type: 'FinishStage', stage: 'PLANNING', outcome: 'DONE', result: {}, undone: [], goesOn: true }, system);
    const streams = () => projectCase.consequences(box.state, box.events.at(-1) as never).map((told) => told.stream);
    box.send({ ...plan, version: 2, nodes: nodesToStart(profile) }, system);
    expect(streams()).toContain('planning/QH-01');
    expect(box.send({ type: 'Cancel', reason: '停建' }, person('officer', 'PROGRAMME_OFFICER'))).toBeNull();
    expect(box.types.at(-1)).toBe('ProjectClosed');
    const closing = projectCase.consequences(box.state, box.events.at(-1) as never);
    expect(closing).toMatchObject([
      { stream: 'planning/QH-01', command: { type: 'EndWatch' } },
      { stream: 'programme/QH', command: { type: 'ProjectClosed', outcome: 'CANCELLED' } },
    ]);
    expect(closing[1]).not.toHaveProperty('command.goesOn');
  });
});
