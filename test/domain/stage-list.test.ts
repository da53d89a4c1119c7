import { describe, expect, it } from 'vitest';
import { factsOf } from '../../domain/audit/facts.ts';
import { CASE_KINDS } from '../../domain/cases.ts';
import { projectCase } from '../../domain/project/case.ts';
import { CASE_STAGES, STAGE_BY_KEY, STAGE_KEYS, STAGE_WAVES, STAGES_BEFORE, type StageKey } from '../../domain/stages/all.ts';
import { STAGE_FACTS } from '../../domain/stages/event-facts.ts';
import { WORKFLOW_TYPES } from '../../workflows/contract.ts';
import { profile, Sandbox, surveyBasis, system } from '../setup/builders.ts';

describe('the list of stages', () => {
  it('gives each stage a key, a kind, a workflow type and events of its own', () => {
    const one = (names: readonly string[]) => expect([...new Set(names)]).toEqual(names);
    one(Object.values(STAGE_BY_KEY).map(({ key }) => key));
    one([...CASE_STAGES.map(({ kind }) => String(kind)), 'programme', 'project', 'approval', 'journal', 'findings']);
    one(CASE_STAGES.map(({ workflow }) => workflow));
    const own = CASE_STAGES.flatMap(({ events }) => Object.keys(events));
    one(own);
    // Nor is one called like an event that every stage has.
    for (const type of own) expect(STAGE_FACTS).not.toHaveProperty(type);
    for (const { kind, events } of CASE_STAGES)
      for (const [type, facts] of Object.entries(events)) expect(factsOf(`${kind}/QH-01`, type)).toBe(facts);
  });

  it('passes through them as the implementation plan does (实施步骤)', () => {
    expect(STAGE_WAVES).toEqual([
      ['SURVEY'],
      ['PLANNING'],
      ['APPROVALS'],
      ['CONSTRUCTION', 'TRAINING', 'MANAGEMENT', 'PUBLICITY'],
      ['EVALUATION'],
      ['ACCEPTANCE'],
      ['HANDOVER'],
    ]);
    expect(STAGES_BEFORE.EVALUATION).toEqual(STAGE_KEYS.slice(0, 7));
  });

  it('lets a stage take only what a stage before it hands on', () => {
    const taken = CASE_STAGES.flatMap(({ key, inputs }) =>
      Object.values(inputs).flatMap((input) => (input.of === 'STAGE' ? [[key, input.stage] as const] : [])),
    );
    expect(taken.length).toBeGreaterThan(0);
    for (const [key, source] of taken) expect(STAGES_BEFORE[key]).toContain(source);
  });

  it('keeps the kinds and workflow types that running cases have', () => {
    expect(Object.fromEntries(CASE_KINDS.map((kind) => [kind, WORKFLOW_TYPES[kind]]))).toEqual({
      programme: 'programme',
      project: 'facilityProject',
      survey: 'demandSurvey',
      planning: 'planning',
      approval: 'approval',
      construction: 'construction',
      training: 'staffTraining',
      management: 'managementRules',
      publicity: 'publicity',
      evaluation: 'evaluation',
      acceptance: 'finalAcceptance',
    });
  });
});

describe('a project', () => {
  const opened = (stages?: readonly StageKey[]) => {
    const box = new Sandbox(projectCase);
    expect(box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: [] }, system)).toBeNull();
    const [event] = box.events;
    if (event?.type !== 'ProjectOpened') throw new Error('not opened');
    return { event, state: projectCase.evolve(null, stages === undefined ? event : { ...event, data: { ...event.data, stages } }) };
  };

  it('is opened with all stages, and says which only where they are not those of the first releases', () => {
    const { event, state } = opened();
    expect(event.data).not.toHaveProperty('stages');
    expect(Object.keys(state.stages)).toEqual(STAGE_KEYS);
  });

  it('has the stages that it was opened with, and passes over others', () => {
    const { state } = opened(['SURVEY', 'APPROVALS']);
    expect(Object.keys(state.stages)).toEqual(['SURVEY', 'APPROVALS']);
    const context = { now: '2026-01-05T02:00:00.000Z', actor: system, commandId: 'c' };
    const start = (of: typeof state, stage: StageKey) => projectCase.decide(of, { type: 'StartStage', stage }, context);
    expect(start(state, 'PLANNING')).toMatchObject({ ok: false, rejection: { code: 'WRONG_STATE' } });
    expect(start(state, 'APPROVALS')).toMatchObject({
      ok: false,
      rejection: { code: 'OUT_OF_ORDER', message: { en: 'First finish Demand survey.' } },
    });
    const surveyed = { ...state, stages: { ...state.stages, SURVEY: { status: 'DONE', startedAt: null, finishedAt: null, result: {} } as const } };
    expect(start(surveyed, 'APPROVALS')).toMatchObject({ ok: true });
  });

  it('is told that a stage is over by the name of a stage that it has, and by no other', () => {
    const { state } = opened();
    const context = { now: '2026-01-05T02:00:00.000Z', actor: system, commandId: 'c' };
    const finish = (stage: string) => projectCase.decide(state, { type: 'FinishStage', stage, outcome: 'DONE', result: {}, undone: [] }, context);
    expect(finish('SURVEY')).toMatchObject({ ok: false, rejection: { code: 'WRONG_STATE' } });
    for (const stage of ['NONE', 'constructor']) expect(finish(stage)).toMatchObject({ ok: false, rejection: { code: 'UNKNOWN_ITEM' } });
  });

  it('tells every stage what any of them takes, as it always did', () => {
    const { state } = opened();
    const told = projectCase.consequences(state, { ...opened().event, type: 'StageStarted', data: { stage: 'TRAINING' } });
    expect(told).toMatchObject([
      { kind: 'start', stream: 'training/QH-01', open: { inputs: { survey: surveyBasis, panel: [], demandGap: null, estimateFen: null } } },
    ]);
  });
});
