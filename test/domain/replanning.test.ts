/** Other planned days: asked for by the project, decided by whom the table names, kept beside the old ones, and told to every stage. */
import { describe, expect, it } from 'vitest';
import { approvalId } from '../../domain/approval/case.ts';
import { projectCase } from '../../domain/project/case.ts';
import { compareSchedules, originalOf } from '../../domain/project/schedule.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import type { StageKey } from '../../domain/stages/all.ts';
import { notedWords } from '../../domain/stages/construction/finding-words.ts';
import { constructionForms } from '../../domain/stages/construction/form.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { constructionTelling } from '../../domain/stages/construction/standing.ts';
import type { PlanNode } from '../../domain/stages/planning/content.ts';
import { readyBy } from '../../domain/stages/training/roster.ts';
import { trainingStage } from '../../domain/stages/training/stage.ts';
import { replanRung } from '../../domain/standards/replanning.ts';
import { PANEL, person, profile, Sandbox, stageBase, surveyBasis, system } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const UNIT = profile.unit;
/** Of a profile that is to be finished on 2025-03-28. */
const NODES: readonly PlanNode[] = [
  { node: 'START', plannedOn: '2024-01-16', unit: UNIT },
  { node: 'STRUCTURE', plannedOn: '2024-08-20', unit: UNIT },
  { node: 'COMPLETION', plannedOn: '2025-03-28', unit: UNIT },
  { node: 'OPENING', plannedOn: '2025-06-01', unit: UNIT },
];
const PLAN = { version: 1, nodes: NODES };
const DAYS = {
  startOn: '2024-01-16',
  finishOn: '2025-03-28',
  opensOn: '2025-06-01',
  milestones: NODES.slice(0, -1).map(({ node: key, plannedOn }) => ({ key, plannedOn })),
};

type Day = readonly [key: string, plannedOn: string];
const request = (days: readonly Day[], reason = 'WEATHER', why = '连续强降雨') => ({
  type: 'RequestReplan' as const,
  milestones: days.map(([key, plannedOn]) => ({ key, plannedOn })),
  reason,
  why,
});

function works(changed: object = {}, now = '2024-03-01') {
  const box = new Sandbox(constructionStage.logic);
  box.now = `${now}T02:00:00.000Z`;
  const base = stageBase({ profile: { ...profile, ...DAYS, ...changed } });
  expect(box.send({ type: 'Open', ...base, inputs: { ...base.inputs, plan: PLAN } }, system)).toBeNull();
  return box;
}
type Works = ReturnType<typeof works>;
const ask = (box: Works, ...days: readonly Day[]) => box.send(request(days), manager);
const answer = (box: Works, key: string, outcome: 'APPROVED' | 'REJECTED' = 'APPROVED') =>
  expect(
    box.send(
      { type: 'ApprovalDecided', approval: approvalId('QH-01', `REPLAN.${key}`, 1), outcome, reason: '不同意', conditions: [], scores: [] },
      system,
    ),
  ).toBeNull();
const watchedOf = ({ state }: Works) => Object.entries(state.watched ?? {}).find(([key]) => key.startsWith('PLANNED_COMPLETION@'))?.[1];
const routes = (box: Works) => box.events.flatMap((event) => (event.type === 'ApprovalAsked' ? [event.data.route.code] : []));

describe('a request for other planned days', () => {
  it.each([
    ['thirty days later', { laterDays: 30, beyondPlan: false, excused: true }, 'REPLAN_OFFICE'],
    ['thirty-one days later', { laterDays: 31, beyondPlan: false, excused: true }, 'REPLAN_DEPARTMENT'],
    ['ninety days later', { laterDays: 90, beyondPlan: false, excused: true }, 'REPLAN_DEPARTMENT'],
    ['ninety-one days later', { laterDays: 91, beyondPlan: false, excused: true }, 'REPLAN_GROUP'],
    ['beyond the opening of the plan', { laterDays: 1, beyondPlan: true, excused: true }, 'REPLAN_GROUP'],
    ['without a valid reason', { laterDays: 0, beyondPlan: false, excused: false }, 'REPLAN_GROUP'],
  ] as const)('%s goes to whom the table names', (_, facts, rung) => {
    expect(replanRung(facts)).toBe(rung);
  });

  it('is counted from the issued plan, so that no number of small delays stays small', () => {
    const box = works();
    expect(ask(box, ['COMPLETION', '2025-04-20'])).toBeNull();
    answer(box, 'R1');
    const approved = box.events.findLast(({ type }) => type === 'ReplanApproved');
    expect(approved?.data).toMatchObject({ facts: { finishOn: '2025-04-20' } });
    box.send(
      {
        type: 'ChangeInputs',
        facts: { finishOn: '2025-04-20' },
        by: 'manager',
        what: { zh: '', en: '' },
        document: 'x',
        on: '2024-03-01',
        reason: 'x',
      },
      system,
    );
    expect(ask(box, ['COMPLETION', '2025-05-10'])).toBeNull();
    expect(routes(box)).toEqual(['REPLAN_OFFICE', 'REPLAN_DEPARTMENT']);
    expect(box.state.replans?.R2).toMatchObject({ finishWas: '2025-04-20', laterDays: 43, status: 'ASKED' });
  });

  it('tells every fault of it at its place and keeps nothing', () => {
    const box = works();
    box.send({ type: 'RecordMilestone', key: 'START', on: '2024-02-01', evidence: 'x' }, manager);
    const refused = box.send(
      request(
        [
          ['START', '2024-04-01'],
          ['STRUCTURE', '2024-02-29'],
          ['STRUCTURE', '2024-09-01'],
          ['TESTS', '2024-09-01'],
          ['COMPLETION', '2025-06-02'],
        ],
        'RAIN',
        ' ',
      ),
      manager,
    );
    expect(refused?.faults?.map((fault) => fault.slice(0, 60))).toEqual([
      'milestones[0].key: must be one that is not reached; Start of',
      'milestones[1].plannedOn: must not be before today, 2024-03-0',
      'milestones[2].key: must be there once; Structure topped out ',
      'milestones[3].key: must be one of its kind of works; Tests i',
      'milestones[4].plannedOn: must not be after 2025-06-01 (Openi',
      'reason: must be one of the county’s list: force majeure (FOR',
      'why: must say what happened',
    ]);
    expect(box.state.replans).toBeUndefined();
    expect(ask(box, ['STRUCTURE', '2025-03-29'])?.faults).toHaveLength(1);
    expect(ask(box, ['COMPLETION', '2024-08-19'])?.faults).toHaveLength(1);
    expect(ask(box, ['COMPLETION', '2025-03-28'])).toMatchObject({ code: 'DUPLICATE' });
  });

  it('waits alone; suspended or completed works ask for none', () => {
    const box = works();
    expect(ask(box, ['STRUCTURE', '2024-09-20'])).toBeNull();
    expect(ask(box, ['STRUCTURE', '2024-10-20'])).toMatchObject({ code: 'WRONG_STATE' });
    answer(box, 'R1', 'REJECTED');
    expect(box.state.replans?.R1).toMatchObject({ status: 'REFUSED', answer: '不同意' });
    expect(
      box.events.flatMap((event) => constructionStage.logic.consequences(box.state, event)).filter(({ stream }) => stream === 'project/QH-01'),
    ).toEqual([]);
    box.send({ type: 'Suspend', reason: 'x', by: 'officer' }, system);
    expect(ask(box, ['STRUCTURE', '2024-10-20'])).toMatchObject({ code: 'SUSPENDED' });
    box.send({ type: 'Resume' }, system);
    expect(ask(box, ['STRUCTURE', '2024-10-20'])).toBeNull();
    expect(Object.keys(box.state.replans ?? {})).toEqual(['R1', 'R2']);
  });

  it('beyond the plan or without a valid reason goes to the leading group, and agreed it is found', () => {
    const box = works();
    expect(
      box.send(
        request(
          [
            ['COMPLETION', '2025-06-02'],
            ['OPENING', '2025-07-01'],
          ],
          'UNEXCUSED',
        ),
        manager,
      ),
    ).toBeNull();
    expect(routes(box)).toEqual(['REPLAN_GROUP']);
    expect(box.state.findings).toEqual([]);
    answer(box, 'R1');
    expect(box.state.findings.map((noted) => notedWords(noted).zh)).toEqual([
      '计划调整 R1 竣工日为2025年6月2日，超过印发方案的开托日2025年6月1日',
      '计划调整 R1 无正当理由，竣工推迟 66 天至2025年6月2日',
    ]);
    const late = works({}, '2025-04-01');
    expect(ask(late, ['COMPLETION', '2025-05-01'])).toBeNull();
    expect(late.state.findings.map(({ code }) => code)).toEqual(['REPLAN_ASKED_LATE']);
  });

  it('that was agreed moves what is not reached; what does not fit any more lapses, and its manager is told', () => {
    const box = works();
    expect(ask(box, ['START', '2024-03-10'], ['STRUCTURE', '2024-09-20'])).toBeNull();
    box.send({ type: 'RecordMilestone', key: 'START', on: '2024-03-01', evidence: 'x' }, manager);
    answer(box, 'R1');
    expect(box.events.findLast(({ type }) => type === 'ReplanApproved')?.data).toMatchObject({
      facts: { milestones: [{ plannedOn: '2024-01-16' }, { plannedOn: '2024-09-20' }, { plannedOn: '2025-03-28' }] },
    });
    const lapsed = works();
    expect(ask(lapsed, ['STRUCTURE', '2024-09-20'])).toBeNull();
    const facts = { finishOn: '2024-09-01' };
    lapsed.send({ type: 'ChangeInputs', facts, by: 'officer', what: { zh: '', en: '' }, document: 'x', on: '2024-03-01', reason: 'x' }, system);
    answer(lapsed, 'R1');
    expect(lapsed.state.replans?.R1?.status).toBe('LAPSED');
    const event = lapsed.events.findLast(({ type }) => type === 'ReplanLapsed');
    if (event === undefined) throw new Error('it did not lapse');
    expect(constructionStage.logic.notices(lapsed.state, event)).toMatchObject([{ template: 'to-act', to: { person: 'manager' } }]);
    expect(lapsed.state.profile.milestones).toEqual(DAYS.milestones);
  });

  it('is asked for by a form that can be sent as it opens the act, and stands on the page', () => {
    const box = works();
    const form = constructionForms.RequestReplan;
    if (form === undefined) throw new Error('no form');
    expect(box.send({ type: 'RequestReplan', ...form.probe(box.state, '2024-03-01', 'manager') } as never, manager)).toBeNull();
    const table = constructionTelling.sections(box.state).find(({ key }) => key === 'replans');
    expect(table?.rows[0]?.cells.at(-1)).toEqual({ zh: '审批中', en: 'being decided' });
  });

  it('is reminded of before the planned completion, and by nobody of a case that has no such table', () => {
    const box = works();
    expect(watchedOf(box)).toBeUndefined();
    box.send({ type: 'RecordMilestone', key: 'START', on: '2024-02-01', evidence: 'x' }, manager);
    expect(watchedOf(box)).toMatchObject({ on: '2025-03-28', from: '2025-02-26' });
    expect(ask(box, ['COMPLETION', '2025-04-20'])).toBeNull();
    expect(watchedOf(box)).toBeUndefined();
    const old = new Sandbox(constructionStage.logic);
    old.earlier = true;
    old.send({ type: 'Open', ...stageBase() }, system);
    expect(watchedOf(old)).toBeUndefined();
    // It may ask all the same, by the numbers that are shipped.
    old.now = '2024-03-01T02:00:00.000Z';
    expect(old.send(request([['COMPLETION', '2025-04-20']]), manager)).toBeNull();
  });
});

describe('the planned days of a project', () => {
  function opened() {
    const box = new Sandbox(projectCase);
    box.now = '2023-06-01T02:00:00.000Z';
    expect(
      box.send(
        { type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL, standards: projectStandards(undefined, '2023-06-01') },
        system,
      ),
    ).toBeNull();
    for (const stage of ['SURVEY', 'PLANNING', 'APPROVALS'] as const satisfies readonly StageKey[]) {
      box.send({ type: 'StartStage', stage }, system);
      const result = stage === 'APPROVALS' ? { path: 'FSR_PD', estimateFen: 1 } : {};
      expect(box.send({ type: 'FinishStage', stage, outcome: 'DONE', result, undone: [] }, system)).toBeNull();
    }
    return box;
  }
  const plan = (version: number, nodes: readonly PlanNode[]) =>
    ({ type: 'TakePlan', number: `青托办〔2023〕${version}号`, on: '2023-06-01', version, nodes, measures: [] }) as const;
  const replan = { type: 'TakeReplan', approval: 'QH-01.REPLAN.R1', on: '2024-03-01', reason: '异常天气' } as const;

  it('keep the plan as it was issued beside the newest, milestone by milestone and month by month', () => {
    const box = opened();
    expect(box.send(plan(1, NODES), system)).toBeNull();
    expect(compareSchedules(box.state)).toBeNull();
    expect(
      box.send(
        {
          ...replan,
          facts: { finishOn: '2025-04-20', milestones: [...DAYS.milestones.slice(0, 2), { key: 'COMPLETION', plannedOn: '2025-04-20' }] },
        },
        system,
      ),
    ).toBeNull();
    expect(box.state.profile.finishOn).toBe('2025-04-20');
    expect(originalOf(box.state)).toMatchObject({ by: 'PLAN', finishOn: '2025-03-28', document: '青托办〔2023〕1号' });
    const both = compareSchedules(box.state);
    expect(both?.days.find(({ key }) => key === 'COMPLETION')).toMatchObject({ originalOn: '2025-03-28', plannedOn: '2025-04-20', movedDays: 23 });
    expect(both?.days.find(({ key }) => key === 'OPENING')).toMatchObject({ movedDays: 0 });
    expect(both?.months.at(0)?.month).toBe('2024-01');
    expect(both?.months.at(-1)).toMatchObject({ month: '2025-04', original: 100, newest: 100 });
    expect(both?.months.at(-2)).toMatchObject({ month: '2025-03', original: 100 });
    expect(both?.months.at(-2)?.newest).toBeLessThan(100);
    expect(box.state.schedules?.map(({ by }) => by)).toEqual(['BEFORE', 'PLAN', 'REPLAN']);
    expect(box.send({ ...replan, facts: { finishOn: '2025-04-20' } }, system)).toBeNull();
    expect(box.state.schedules).toHaveLength(3);
    expect(box.send({ ...replan, facts: {} }, manager)).toMatchObject({ code: 'SYSTEM_ONLY' });
  });

  it('reach training: its gate stands thirty days before the opening, by the plan and by whatever moved it', () => {
    const box = opened();
    box.send(plan(1, NODES), system);
    box.send({ type: 'StartStage', stage: 'TRAINING' }, system);
    const begun = box.events.at(-1);
    const [open] = begun === undefined ? [] : projectCase.consequences(box.state, begun);
    const training = new Sandbox(trainingStage.logic);
    training.now = box.now;
    expect(open?.kind === 'start' ? training.send(open.open as never, system) : 'none').toBeNull();
    expect(readyBy(training.state)).toBe('2025-05-02');
    box.send({ ...replan, facts: { opensOn: '2025-07-01' } }, system);
    const moved = box.events.at(-1);
    const told = (moved === undefined ? [] : projectCase.consequences(box.state, moved)).find(({ stream }) => stream === 'training/QH-01');
    expect(told?.kind === 'tell' ? training.send(told.command as never, system) : 'none').toBeNull();
    expect(readyBy(training.state)).toBe('2025-06-01');
    expect(Object.keys(training.state.watched ?? {})).toContain('ROSTER_READY@2025-06-01');
  });

  it('are recorded by the office with its document; the opening alone also when works are over', () => {
    const box = opened();
    box.send(plan(1, NODES), system);
    for (const stage of ['CONSTRUCTION'] as const) {
      box.send({ type: 'StartStage', stage }, system);
      box.send({ type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, system);
    }
    const basis = { document: '青托组〔2025〕1号', on: '2023-06-01', reason: '推迟开托' };
    expect(box.send({ type: 'ChangeMilestones', facts: { finishOn: '2025-04-01' }, ...basis }, officer)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ type: 'ChangeMilestones', facts: { opensOn: '2025-03-27' }, ...basis }, officer)?.faults).toHaveLength(1);
    expect(box.send({ type: 'ChangeMilestones', facts: { opensOn: '2025-08-01' }, ...basis }, officer)).toBeNull();
    expect(box.state.schedules?.at(-1)).toMatchObject({ by: 'OFFICE', document: basis.document, opensOn: '2025-08-01' });
  });

  it('are told to works that run when another plan is issued, for what is approved has changed', () => {
    const box = opened();
    box.send(plan(1, NODES), system);
    box.send({ type: 'StartStage', stage: 'CONSTRUCTION' }, system);
    const begun = box.events.at(-1);
    const [open] = begun === undefined ? [] : projectCase.consequences(box.state, begun);
    expect(open).toMatchObject({ open: { inputs: { plan: { version: 1 } } } });
    box.send(plan(2, NODES), system);
    const taken = box.events.at(-1);
    expect(taken === undefined ? [] : projectCase.consequences(box.state, taken)).toMatchObject([
      { stream: 'construction/QH-01', command: { type: 'ChangeInputs', inputs: { plan: { version: 2 } } } },
    ]);
  });
});
