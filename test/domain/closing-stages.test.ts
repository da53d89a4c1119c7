import { describe, expect, it } from 'vitest';
import { shown } from '../../domain/kernel/view.ts';
import { type Adopted, shippedValues } from '../../domain/rule-table/table.ts';
import { type EvaluationCommand, type EvaluationState, evaluationStage, pointsByRecord } from '../../domain/stages/evaluation/stage.ts';
import { evaluationTelling } from '../../domain/stages/evaluation/standing.ts';
import { managementStage } from '../../domain/stages/management/stage.ts';
import { publicityStage } from '../../domain/stages/publicity/stage.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { person, Sandbox, stageBase, system, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const NOW = '2026-03-06T02:00:00.000Z';
const adopted = (table: string, values: Adopted['values']) =>
  world(undefined, undefined, { adopted: { [table]: [{ table, version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', values, confirms: [] }] } });

describe('an evaluation', () => {
  const RATES = ['OCCUPANCY', 'SATISFACTION'] as const;
  /** Enrolled are 120 of 150 children, and 110 of their parents answered: both above the target. */
  const COUNTED = [
    { type: 'ReportRate', rate: 'OCCUPANCY', on: '2026-03-02', have: 120, evidence: '在托名册' },
    { type: 'ReportRate', rate: 'SATISFACTION', on: '2026-03-03', have: 100, of: 110, evidence: '满意度调查' },
  ] as const;
  const full = Object.fromEntries(shippedValues(EVALUATION).indicators.map(({ key, weight }) => [key, weight]));
  /** What readers are shown that nobody types. */
  const caseViewOf = (state: object) => shown(evaluationStage.view, state).byRecord as Readonly<Record<string, number>>;
  const zero = Object.fromEntries(Object.keys(full).map((key) => [key, 0]));
  const measure = (key: string, indicator: string) => ({ key, problem: 'p', measure: 'm', owner: 'o', dueOn: '2026-05-01', indicator });
  function reported(handed: object = {}, rates: readonly EvaluationCommand[] = COUNTED) {
    const box = new Sandbox(evaluationStage.logic);
    box.now = NOW;
    const { inputs } = stageBase();
    box.send({ type: 'Open', ...stageBase(), inputs: { ...inputs, completionOn: null, paidFen: null, ...handed } } as never, system);
    for (const told of rates) {
      if (told.type !== 'ReportRate') continue;
      expect(box.send(told, manager)).toBeNull();
      expect(box.send({ type: 'VerifyRate', rate: told.rate, passed: true }, officer)).toBeNull();
    }
    const known = caseViewOf(box.state);
    const scores = Object.fromEntries(Object.entries(full).filter(([key]) => !(key in known)));
    expect(box.send({ type: 'SubmitSelfReport', scores, text: '' }, manager)).toBeNull();
    return box;
  }

  it('cannot end at 0 without measures, not even with a reason for everything', () => {
    const box = reported({}, [{ ...COUNTED[0], have: 0 }]);
    const typed = Object.fromEntries(Object.entries(zero).filter(([key]) => key !== 'OCCUPANCY' && key !== 'SATISFACTION'));
    expect(box.send({ type: 'ScoreEvaluation', scores: typed, measures: [] }, officer)?.faults).toHaveLength(11);
    const reasons = Object.keys(full).map((indicator) => ({ indicator, reason: '无' }));
    expect(box.send({ type: 'ScoreEvaluation', scores: typed, measures: [], reasons }, officer)?.faults).toEqual([
      expect.stringContaining('must have measures'),
    ]);
    expect(box.state.total).toBeNull();
  });

  it('answers each lost indicator by a measure or a reason that says something', () => {
    const { OCCUPANCY: _, SATISFACTION: __, ...scores } = full;
    const few = [
      { ...COUNTED[0], have: 45 },
      { ...COUNTED[1], have: 36, of: 45 },
    ];
    const send = (measures: ReturnType<typeof measure>[], reason: string) =>
      reported({}, few).send({ type: 'ScoreEvaluation', scores, measures, reasons: [{ indicator: 'SATISFACTION', reason }] }, officer);
    expect(send([measure('a', 'OCCUPANCY')], '问卷回收不足')).toBeNull();
    expect(send([measure('a', 'OCCUPANCY')], ' ')?.faults).toEqual([expect.stringContaining('SATISFACTION')]);
    expect(send([measure('a', 'PLACES')], '问卷回收不足')?.faults).toEqual([expect.stringContaining('OCCUPANCY')]);
    expect(send([measure('a', 'OCCUPANCY'), measure('a', 'MORALE')], '问卷回收不足')?.faults).toHaveLength(2);
  });

  it('computes what the record knows, and takes no other points for it', () => {
    const box = reported({ completionOn: '2025-03-29', paidFen: 90, estimateFen: 100 });
    const rest = Object.fromEntries(Object.entries(full).filter(([key]) => !['ON_TIME_FINISH', 'WITHIN_ESTIMATE', 'BUDGET', ...RATES].includes(key)));
    const reasons = ['BUDGET', 'ON_TIME_FINISH'].map((indicator) => ({ indicator, reason: 'r' }));
    const typed = { ...rest, BUDGET: 10 };
    expect(box.send({ type: 'ScoreEvaluation', scores: typed, measures: [], reasons }, officer)?.faults).toEqual([
      expect.stringContaining('must be 9 by the record'),
    ]);
    expect(box.send({ type: 'ScoreEvaluation', scores: rest, measures: [], reasons }, officer)).toBeNull();
    expect(box.events.find(({ type }) => type === 'EvaluationScored')?.data).toMatchObject({
      scores: { BUDGET: 9, ON_TIME_FINISH: 0, WITHIN_ESTIMATE: 6 },
      total: 91.46,
    });
  });

  const HANDED = {
    startedOn: '2024-01-15',
    inspections: 8,
    inspectionsPassed: 8,
    planPlaces: 150,
    trained: 31,
    certified: 31,
    rules: 17,
    rulesLeast: 14,
  };
  const planBy = (node: string, plannedOn: string) => ({ version: 1, nodes: [{ node, plannedOn, unit: '县卫健局' }] });
  const allHanded = { completionOn: '2025-03-28', paidFen: 100, estimateFen: 100, ...HANDED };
  it.each([
    ['a start on the planned day', {}, 'ON_TIME_START', 4],
    ['a start a day late', { startedOn: '2024-01-16' }, 'ON_TIME_START', 0],
    ['a start by agreed days that the issued plan had earlier', { plan: planBy('START', '2024-01-14') }, 'ON_TIME_START', 0],
    ['a finish before the issued plan asked for it', { plan: planBy('COMPLETION', '2025-03-28') }, 'ON_TIME_FINISH', 6],
    ['a finish after the issued plan, in time by agreed days', { plan: planBy('COMPLETION', '2025-03-27') }, 'ON_TIME_FINISH', 0],
    ['all places of the plan', {}, 'PLACES', 20],
    ['three quarters of the places', { planPlaces: 200 }, 'PLACES', 15],
    ['more places than planned', { planPlaces: 100 }, 'PLACES', 20],
    ['every inspection passed', {}, 'FIRST_PASS', 8],
    ['one of eight inspections not passed', { inspectionsPassed: 7 }, 'FIRST_PASS', 7],
    ['everybody certified', {}, 'CERTIFIED', 6],
    ['one third certified', { trained: 30, certified: 10 }, 'CERTIFIED', 2],
    ['all rules', {}, 'RULES', 4],
    ['half of the rules', { rules: 7 }, 'RULES', 2],
  ])('takes %s from the record, and nothing that is typed instead', (_, other, key, points) => {
    const handed = { ...allHanded, ...other };
    const box = reported(handed);
    expect(caseViewOf(box.state)).toMatchObject({ [key]: points });
    const typed = { [key]: points === 1 ? 2 : 1 };
    const faults = box.send({ type: 'ScoreEvaluation', scores: typed, measures: [], reasons: [{ indicator: key, reason: 'r' }] }, officer)?.faults;
    expect(faults).toContainEqual(expect.stringContaining(`${key}: must be ${points} by the record`));
    expect(box.send({ type: 'ScoreEvaluation', scores: {}, measures: [], reasons: [{ indicator: key, reason: 'r' }] }, officer)).toBeNull();
    expect(box.state).toMatchObject({ status: 'DONE' });
    expect(box.events.at(-1)?.data).toMatchObject({ result: { enrolled: 120, enrolledOf: 150, satisfied: 100, satisfiedOf: 110 } });
  });

  it('tells agreed days beside those of the issued plan, and counts them where the county or an earlier release says so', () => {
    const box = reported({ ...allHanded, plan: planBy('COMPLETION', '2025-03-01') });
    const rows = evaluationTelling.sections(box.state).find(({ key }) => key === 'on-time')?.rows;
    expect(rows?.map(({ key, cells }) => [key, cells.slice(1)])).toEqual([
      ['START', [{ day: '2024-01-15' }, null, { day: '2024-01-15' }]],
      ['COMPLETION', [{ day: '2025-03-01' }, { day: '2025-03-28' }, { day: '2025-03-28' }]],
    ]);
    const { EVALUATION: pinned } = box.state.standards ?? {};
    const pinnedTo = (values: object) =>
      ({ ...box.state, standards: { ...box.state.standards, EVALUATION: { ...pinned, values } } }) as EvaluationState;
    const { onTimeBy: _, ...before } = (pinned?.values ?? {}) as Record<string, unknown>; // as its table has them
    expect(pointsByRecord(box.state).ON_TIME_FINISH).toBe(0);
    expect(pointsByRecord(pinnedTo({ ...before, onTimeBy: 'AGREED' })).ON_TIME_FINISH).toBe(6);
    expect(pointsByRecord(pinnedTo(before)).ON_TIME_FINISH).toBe(6);
  });

  it('counts who is enrolled and satisfied by the targets, over what the record knows', () => {
    const at = (have: number, satisfied: number, of: number) =>
      caseViewOf(
        reported({}, [
          { ...COUNTED[0], have },
          { ...COUNTED[1], have: satisfied, of },
        ]).state,
      );
    expect(at(90, 81, 90)).toMatchObject({ OCCUPANCY: 8, SATISFACTION: 10 });
    expect(at(89, 80, 89)).toMatchObject({ OCCUPANCY: 7.91, SATISFACTION: 9.99 });
    expect(at(160, 0, 80)).toMatchObject({ OCCUPANCY: 8, SATISFACTION: 0 });
  });

  it('counts children anew when the project has other places', () => {
    const box = reported(allHanded);
    const note = { what: { zh: '托位', en: 'places' }, document: 'd', on: '2026-03-05', reason: 'r', by: 'officer' };
    expect(box.send({ type: 'ChangeInputs', facts: { places: 160 }, ...note } as never, system)).toBeNull();
    expect(box.send({ type: 'ScoreEvaluation', scores: {}, measures: [] }, officer)?.faults).toEqual([
      expect.stringContaining('was of 150 places, which are 160 now'),
    ]);
    expect(box.send(COUNTED[0], manager)).toBeNull();
    expect(box.state.rates?.OCCUPANCY).toMatchObject({ of: 160, status: 'REPORTED' });
  });

  it('goes on as it began where an earlier release opened it: points are typed, and nobody counts', () => {
    const box = new Sandbox(evaluationStage.logic);
    Object.assign(box, { now: NOW, earlier: true });
    const { inputs } = stageBase();
    box.send({ type: 'Open', ...stageBase(), inputs: { ...inputs, completionOn: null } } as never, system);
    const scores = Object.fromEntries(shippedValues(EVALUATION, 1).indicators.map(({ key, weight }) => [key, weight]));
    expect(box.send({ type: 'SubmitSelfReport', scores, text: '' }, manager)).toBeNull();
    expect(box.send({ type: 'ScoreEvaluation', scores, measures: [] }, officer)).toBeNull();
    expect(box.state).toMatchObject({ total: 100, status: 'DONE' });
    expect(Object.keys(scores)).toHaveLength(12);
  });

  it('asks people for what an earlier release did not hand on', () => {
    const { startedOn: _, ...handed } = allHanded;
    const box = reported({ ...handed, startedOn: null });
    expect(caseViewOf(box.state)).not.toHaveProperty('ON_TIME_START');
    expect(box.send({ type: 'ScoreEvaluation', scores: {}, measures: [] }, officer)?.faults).toContainEqual(expect.stringContaining('ON_TIME_START'));
  });
});

describe('the awareness of families', () => {
  function planned(inWorld = world()) {
    const box = new Sandbox(publicityStage.logic, inWorld);
    box.now = NOW;
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'PlanPublicity', activities: [{ key: 'X', channel: 'OPEN_DAY', audience: '家长', plannedOn: '2025-11-01' }] }, manager);
    box.send({ type: 'ClearContent', key: 'X', showsChildren: false, guardianConsent: false }, manager);
    box.send({ type: 'RecordActivity', key: 'X', on: '2025-11-01', reached: 10, evidence: 'x' }, manager);
    return box;
  }
  const aware = (box: ReturnType<typeof planned>, asked: number, knowing = asked) =>
    box.send({ type: 'RecordAwareness', on: '2026-01-01', asked, aware: knowing }, manager);

  it('is known from as many as the demand survey needs, and from no fewer', () => {
    const box = planned();
    expect(aware(box, 1)?.message.en).toContain('At least 553');
    expect(aware(box, 552)).toMatchObject({ code: 'INCOMPLETE' });
    expect(box.types).not.toContain('AwarenessRecorded');
    expect(aware(box, 553)).toBeNull();
    expect(box.state.status).toBe('DONE');
  });
  it('ends the stage at the share that the county says', () => {
    const box = planned(adopted('PUBLICITY', { awarePercent: 90 }));
    expect(aware(box, 1_000, 899)).toBeNull();
    expect(box.state.status).toBe('OPEN');
    expect(aware(box, 1_000, 900)).toBeNull();
    expect(box.state.status).toBe('DONE');
  });
});

describe('a set of management rules', () => {
  const KEYS = shippedValues(MANAGEMENT).rules.map(({ key }) => key);
  function drafted(keys: readonly string[], hash: (key: string) => string = (key) => key, inWorld = world()) {
    const box = new Sandbox(managementStage.logic, inWorld);
    box.now = NOW;
    box.send({ type: 'Open', ...stageBase() }, system);
    expect(box.send({ type: 'DraftRules', rules: keys.map((rule) => ({ rule, sha256: hash(rule) })) }, manager)).toBeNull();
    return box;
  }
  it('is reviewed with fourteen of the list, and not with thirteen', () => {
    expect(drafted(KEYS.slice(0, 13)).send({ type: 'SubmitRules' }, manager)?.faults).toHaveLength(4);
    const box = drafted(KEYS.slice(0, 14));
    expect(box.send({ type: 'SubmitRules' }, manager)).toBeNull();
    expect(box.events.find(({ type }) => type === 'ApprovalAsked')?.data).toMatchObject({ content: { documents: { length: 14 } } });
  });
  it('has a file for each rule', () => {
    expect(drafted(KEYS, () => 'same').send({ type: 'SubmitRules' }, manager)?.faults).toHaveLength(16);
  });
  it('goes by the list of the county, which knows rules of its own', () => {
    const rules = [...shippedValues(MANAGEMENT).rules, { key: 'OUTDOOR', zh: '户外活动', en: 'Outdoor play' }];
    const county = adopted('MANAGEMENT', { rules, leastRules: 18 });
    expect(drafted([...KEYS, 'OUTDOOR'], undefined, county).send({ type: 'SubmitRules' }, manager)).toBeNull();
    expect(drafted(KEYS, undefined, county).send({ type: 'SubmitRules' }, manager)?.faults).toEqual([expect.stringContaining('OUTDOOR')]);
    expect(drafted(KEYS).send({ type: 'DraftRules', rules: [{ rule: 'OUTDOOR', sha256: 'x' }] }, manager)).toMatchObject({ code: 'UNKNOWN_ITEM' });
  });
});
