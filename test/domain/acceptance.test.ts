import { describe, expect, it } from 'vitest';
import { pinnedOn, shippedValues } from '../../domain/rule-table/table.ts';
import type { AcceptanceCommand } from '../../domain/stages/acceptance/facts.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR } from '../../domain/standards/air.ts';
import { airTest, evidence, file, namePanel } from '../setup/acceptance.ts';
import { clock, PANEL, person, Sandbox, stageBase, system, type WorldFacts, world } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const leader = person('leader', 'GROUP_LEADER');

function open(base = stageBase(), facts: WorldFacts = {}) {
  const box = new Sandbox(acceptanceStage.logic, world(undefined, undefined, facts));
  box.now = '2026-03-06T02:00:00.000Z';
  expect(box.send({ type: 'Open', ...base }, system)).toBeNull();
  return box;
}
type Box = ReturnType<typeof open>;
const did = (box: Box, command: AcceptanceCommand, by = manager) => expect(box.send(command, by)).toBeNull();

function answer(box: Box, outcome: 'APPROVED' | 'REJECTED', scores: readonly number[] = []): void {
  const approval = Object.keys(box.state.approvals)[0] ?? '';
  const given = scores.map((score, index) => ({ person: PANEL[index] ?? '', score }));
  const reason = outcome === 'APPROVED' ? null : '理由';
  expect(box.send({ type: 'ApprovalDecided', approval, outcome, reason, scores: given }, system)).toBeNull();
}

function called(tvoc = 0.42, box = open()) {
  did(box, { type: 'SubmitEvidence', items: evidence() });
  did(box, airTest('WORKS'));
  did(box, airTest('USE', { tvoc }));
  did(box, namePanel(), officer);
  did(box, { type: 'CallPanel' });
  return box;
}
/** 86 points and TVOC 0.68: rectification is ordered on 2026-03-06. */
function ordered() {
  const box = called(0.68);
  answer(box, 'APPROVED', [88, 85, 84, 87, 86]);
  return box;
}
const retest = airTest('USE', {}, { on: '2026-03-19', report: 'KQ-2' });
const rectified = { type: 'ReportRectified', on: '2026-03-19', items: [{ key: 'AIR', evidence: '更换家具、通风' }] } as const;
/** A re-inspection that fails, on 2026-03-20. */
function fails(box: Box): void {
  box.now = '2026-03-20T02:00:00.000Z';
  did(box, { ...retest, on: '2026-03-20' });
  did(box, { ...rectified, on: '2026-03-20' });
  answer(box, 'REJECTED');
}

/** Without the papers that end, which are watched all the while. */
const ownClock = (state: Parameters<typeof acceptanceStage.logic.agenda>[0]) =>
  acceptanceStage.logic.agenda(state).filter(({ command }) => command.type !== 'TellDue');

describe('evidence and the panel', () => {
  it('calls no panel before the evidence is complete and the office has named it', () => {
    // 15 items, without the structural appraisal of conversions; the air is told apart.
    expect(open().send({ type: 'CallPanel' }, manager)?.faults).toHaveLength(14);
    const box = open();
    did(box, { type: 'SubmitEvidence', items: evidence() });
    did(box, airTest('WORKS'));
    did(box, airTest('USE'));
    // The panel that was imported years before is none.
    expect(box.send({ type: 'CallPanel' }, manager)?.faults).toEqual(['the panel must be named by the office']);
    did(box, namePanel(), officer);
    did(box, { type: 'CallPanel' });
    expect(box.events.at(-1)?.data).toMatchObject({ named: { panel: PANEL, reserve: ['reserve-1', 'reserve-2'] } });
    expect(box.send(namePanel(), officer)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['an item that nobody knows', [{ key: 'MORALE', met: true, proof: 'x', files: [file()] }], 'item MORALE'],
    ['an item twice', [...evidence().slice(0, 1), ...evidence().slice(0, 1)], 'must be there once'],
    ['nothing behind it', [{ key: 'FIRE', met: true, proof: '验收意见书' }], 'files must hold'],
    ['no words', [{ key: 'FIRE', met: true, proof: ' ', files: [file()] }], 'proof must say'],
    ['no item at all', [{ met: true, proof: 'x', files: [file()] }], 'item '],
  ])('takes no evidence with %s', (_, items, fault) => {
    const box = open();
    expect(box.send({ type: 'SubmitEvidence', items }, manager)?.faults?.join()).toContain(fault);
    expect(box.types).toEqual(['StageOpened']);
  });

  it('reads the numbers of releases up to 0.5.0, in commands and in what they recorded', () => {
    const box = open();
    did(box, { type: 'SubmitEvidence', items: [{ no: 9, met: true, proof: 'x', files: [file()] }] });
    expect(box.events.at(-1)?.data).toMatchObject({ items: [{ key: 'FITOUT' }] });
    const old = acceptanceStage.logic.evolve(box.state, {
      type: 'EvidenceSubmitted',
      data: { items: [{ no: 10, met: true, proof: '17 项' }] },
      version: 3,
      occurredAt: box.now,
      actor: manager,
    });
    expect(old.items).toMatchObject({ FITOUT: { met: true }, '10': { met: true } });
    const faults = acceptanceStage.logic.decide(old, { type: 'CallPanel' }, { now: box.now, actor: manager, commandId: 'c', rules: 3 });
    expect(JSON.stringify(faults)).not.toMatch(/item (FITOUT|RULES)/);
  });

  it('arrears to workers are a veto, an unfinished settlement is none (domain facts 5, item 11)', () => {
    const without = (key: string) => {
      const box = open();
      did(box, { type: 'SubmitEvidence', items: evidence().map((item) => (item.key === key ? { key, met: false, proof: '未完成' } : item)) });
      did(box, airTest('WORKS'));
      did(box, airTest('USE'));
      did(box, namePanel(), officer);
      did(box, { type: 'CallPanel' });
      answer(box, 'APPROVED', [95, 95, 95, 95, 95]);
      return box;
    };
    expect(without('SETTLEMENT').state).toMatchObject({ status: 'DONE', score: 95 });
    expect(without('WAGES').state).toMatchObject({ status: 'OPEN', orderedKeys: ['WAGES'] });
  });

  it('a case that 0.4.0 opened goes on under its rules: fourteen items by number, seven values without units', () => {
    const box = open();
    const { standards: _, ...old } = box.state;
    const readings = { formaldehyde: 0.04, benzene: 0.01, toluene: 0.05, xylene: 0.06, ammonia: 0.08, tvoc: 0.42, radon: 90 };
    const decide = (state: typeof old, command: AcceptanceCommand) => {
      const decision = acceptanceStage.logic.decide(state, command, { now: box.now, actor: manager, commandId: 'c' });
      if (!decision.ok) throw new Error(JSON.stringify(decision.rejection));
      return decision.events.reduce(
        (now, event, index) => acceptanceStage.logic.evolve(now, { ...event, version: index, occurredAt: box.now, actor: manager }),
        state,
      );
    };
    const items = Array.from({ length: 14 }, (__, index) => ({ no: index + 1, met: true, proof: 'x' }));
    const evident = decide(old as never, { type: 'SubmitEvidence', items });
    const tested = decide(evident, { type: 'RecordAirTest', on: '2020-03-02', laboratory: 'CMA', report: 'r', readings });
    expect(Object.values(decide(tested, { type: 'CallPanel' }).approvals)).toEqual(['PANEL']);
  });
});

describe('the panel', () => {
  const { members, reserve } = namePanel();
  const five = (index: number, seat: object) => members.map((member, n) => (n === index ? { ...member, ...seat } : member));
  it.each<[string, object, string]>([
    ['an even number', { members: members.slice(1) }, 'members must be odd and at least 5; there are 4'],
    ['three', { members: members.slice(2) }, 'there are 3'],
    ['five of one discipline', { members: members.map(({ person: id }) => ({ person: id, as: 'NDRC' })) }, 'at least 5 of'],
    ['somebody twice', { reserve: [{ person: 'panel-1', as: 'NDRC' }] }, 'panel-1 must be named once'],
    ['the manager', { members: five(0, { person: 'manager' }) }, 'manager manages the project'],
    ['whoever names it', { members: five(0, { person: 'officer' }) }, 'officer must not name themselves'],
    ['a discipline that is none', { members: five(0, { as: 'PRESS' }) }, 'as must be one of'],
    ['an expert of nothing', { members: five(3, { as: 'EXPERT', qualification: ' ' }) }, 'qualification must say'],
    ['no document', { document: ' ' }, 'document must be'],
  ])('is not named of %s', (_, changed, fault) => {
    expect(open().send(namePanel(changed), officer)?.faults?.join('; ')).toContain(fault);
  });
  it.each<[string, WorldFacts, string]>([
    ['of the unit that owns the project', { units: { 'panel-4': '县卫健局' } }, 'panel-4 is of 县卫健局, which owns or manages the project'],
    ['of the unit of its manager', { units: { manager: '县住建局' } }, 'panel-3 is of 县住建局'],
    ['of the owner in the reserve', { units: { 'reserve-2': '县卫健局' } }, 'reserve-2 is of 县卫健局'],
    ['of another discipline than they sit for', { units: { 'panel-1': '城南街道办' } }, 'panel-1 is of 城南街道办; the unit must be called 发改'],
    ['of no unit that is known', { units: { 'panel-5': '' } }, 'panel-5: their unit must be known'],
    ['who has left', { left: ['panel-2'] }, 'panel-2 has left'],
  ])('the recorder lets nobody in %s', (_, facts, fault) => {
    const box = open(stageBase(), facts);
    expect(() => box.send(namePanel(), officer)).toThrow(fault);
    expect(box.types).toEqual(['StageOpened']);
  });
  it('is named by the office, never by the manager, and its units stand on the record', () => {
    const box = open();
    expect(box.send(namePanel(), manager)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(namePanel(), person('manager', 'PROGRAMME_OFFICER'))).toMatchObject({ code: 'OWN_PROJECT' });
    did(box, namePanel(), officer);
    expect(box.events.at(-1)?.data).toMatchObject({ members, reserve, units: { 'panel-1': '县发改局', 'reserve-2': '省建筑设计院' } });
  });
  it('three of five are too few, and it is called again; four are enough, and who was absent stands there', () => {
    const box = called();
    answer(box, 'APPROVED', [95, 95, 95]);
    expect(box.events.at(-1)).toMatchObject({ type: 'QuorumMissed', data: { scored: PANEL.slice(0, 3), absent: ['panel-4', 'panel-5'], least: 4 } });
    expect(box.state).toMatchObject({ status: 'OPEN', score: null });
    did(box, namePanel(), officer);
    did(box, { type: 'CallPanel' });
    answer(box, 'APPROVED', [95, 95, 95, 95]);
    expect(box.events.find(({ type }) => type === 'PanelScored')?.data).toMatchObject({ absent: ['panel-5'], score: 95 });
    expect(box.state.status).toBe('DONE');
  });
  it('a score of somebody who is neither named nor in reserve counts for nothing', () => {
    const box = called();
    const approval = Object.keys(box.state.approvals)[0] ?? '';
    const scores = ['panel-1', 'panel-2', 'panel-3', 'director', 'officer'].map((id) => ({ person: id, score: 99 }));
    box.send({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, scores }, system);
    expect(box.types.at(-1)).toBe('QuorumMissed');
  });
});

describe('scores', () => {
  it('is passed with 90 and no veto', () => {
    const box = called();
    answer(box, 'APPROVED', [90, 92, 91, 90, 93]);
    expect(box.state).toMatchObject({ status: 'DONE', score: 91.2 });
    expect(box.events.at(-1)?.data).toMatchObject({ result: { passedOn: '2026-03-06' } });
  });
  it('a veto is not cured by 99 points', () => {
    const box = called(0.68);
    answer(box, 'APPROVED', [99, 99, 99, 99, 99]);
    expect(box.state).toMatchObject({ status: 'OPEN', orderedKeys: ['AIR'] });
  });
  it('below 75 points it is refused and starts anew', () => {
    const box = called();
    answer(box, 'APPROVED', [70, 70, 70, 70, 70]);
    expect(box.state).toMatchObject({ status: 'OPEN', round: 2, items: {}, air: null });
    expect(box.state.airOfWorks).toBeUndefined();
  });
});

describe('tests of the air', () => {
  const refused = (changed: object, standard: 'USE' | 'WORKS' = 'USE') =>
    open()
      .send(airTest(standard, {}, changed), manager)
      ?.faults?.join('; ') ?? 'taken';
  const values = airTest('USE').values;
  it.each([
    ['a day before the works ended', { on: '2025-03-27' }, 'on must not be before 2025-04-04'],
    ['a day six days after', { on: '2025-04-03' }, 'at least 7 days after the works ended on 2025-03-28'],
    ['another year', { on: '2020-01-01' }, 'on must not be before'],
    ['no laboratory', { laboratory: ' ' }, 'laboratory must be named'],
    ['no CMA number', { cma: undefined }, 'cma must be'],
    ['no report', { file: undefined }, 'file must be'],
    ['no values', { values: undefined }, 'values must say'],
    [
      'values without units',
      { values: undefined, readings: { formaldehyde: 0.04, benzene: 0, toluene: 0, xylene: 0, ammonia: 0, tvoc: 0, radon: 0 } },
      'readings have none',
    ],
    ['one value missing', { values: values.slice(1) }, 'formaldehyde must be measured'],
    ['one value twice', { values: [...values, ...values.slice(0, 1)] }, 'formaldehyde must be there once'],
    ['radon in mg/m³', { values: values.map((v) => (v.of === 'radon' ? { ...v, unit: 'MG_M3' } : v)) }, 'radon must not be in MG_M3'],
  ])('refuses a report with %s', (_, changed, fault) => expect(refused(changed)).toContain(fault));
  it('of the works: counts from the end of the works that the report names, which lies within them', () => {
    expect(refused({ on: '2025-03-27' }, 'WORKS')).toBe('taken');
    expect(refused({ on: '2025-03-26' }, 'WORKS')).toContain('on must not be before 2025-03-27');
    expect(refused({ finishedOn: undefined }, 'WORKS')).toContain('finishedOn must be');
    expect(refused({ finishedOn: '2025-03-29' }, 'WORKS')).toContain('finishedOn must not be after completion');
    expect(refused({ finishedOn: '2020-03-29' }, 'WORKS')).toContain('finishedOn must not be before the start');
  });
  it('reads 80 µg/m³ as 0.08 mg/m³, and 1,000 ppm of CO2 as 0.1 %', () => {
    const box = open();
    const told = values.map((v) =>
      v.of === 'formaldehyde' ? { ...v, value: 80, unit: 'UG_M3' as const } : v.of === 'co2' ? { ...v, value: 1_000, unit: 'PPM' as const } : v,
    );
    did(box, airTest('USE', {}, { values: told }) as AcceptanceCommand);
    expect(box.events.at(-1)?.data).toMatchObject({ readings: { formaldehyde: 0.08, co2: 0.1 }, faults: [] });
  });
  it('takes in what is over a limit of either standard as it was, and the item is not met', () => {
    const box = open();
    did(box, airTest('USE', { pm25: 0.06, bacteria: 1_501 }));
    did(box, airTest('WORKS', { formaldehyde: 0.075 }));
    expect(box.state.air?.faults).toEqual(['pm25 0.06 > 0.05', 'bacteria 1501 > 1500']);
    expect(box.state.airOfWorks?.faults).toEqual(['formaldehyde 0.075 > 0.07']);
    did(box, { type: 'SubmitEvidence', items: evidence() });
    did(box, airTest('USE'));
    did(box, namePanel(), officer);
    did(box, { type: 'CallPanel' });
    answer(box, 'APPROVED', [99, 99, 99, 99, 99]);
    expect(box.state.orderedKeys).toEqual(['AIR']);
  });
  it('asks for what the county asks for', () => {
    const adopted = { table: 'AIR', version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', values: { usePm25: null, waitDays: 10 }, confirms: [] };
    const box = open(stageBase(), { adopted: { AIR: [adopted] } });
    expect(box.send(airTest('USE', {}, { on: '2025-04-06' }), manager)?.faults?.join()).toContain('2025-04-07');
    did(box, airTest('USE', {}, { values: values.filter(({ of }) => of !== 'pm25') }) as AcceptanceCommand);
  });
  it('a failed inspection of the air is not ignored at completion', () => {
    const box = new Sandbox(constructionStage.logic);
    box.now = '2026-03-06T02:00:00.000Z';
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'RecordInspection', inspection: 'AIR', passed: false, on: '2025-03-01' }, manager);
    const complete = () => box.send({ type: 'AcceptCompletion', on: '2025-03-28', parties: [] }, manager)?.faults;
    expect(complete()).toContain('the last inspection was not passed: the air inspection');
    box.send({ type: 'RecordInspection', inspection: 'AIR', passed: true, on: '2025-03-20' }, manager);
    expect(complete()).not.toContain('the last inspection was not passed: the air inspection');
  });
});

describe('rectification', () => {
  it('QH-01: 86 points and TVOC 0.68 order rectification within 15 working days; a passed re-inspection closes it out', () => {
    const box = ordered();
    expect(box.state).toMatchObject({ status: 'OPEN', score: 86, ordered: [4], orderedKeys: ['AIR'], deadline: { dueOn: '2026-03-27' } });
    box.now = '2026-03-20T02:00:00.000Z';
    expect(box.send(rectified, manager)).toMatchObject({ code: 'INCOMPLETE' });
    did(box, retest);
    did(box, rectified);
    answer(box, 'APPROVED');
    expect(box.state).toMatchObject({ status: 'DONE', ordered: [] });
  });
  it.each([
    ['of a day before the notice', { on: '2026-03-05' }, 'on must not be before the notice of 2026-03-06'],
    [
      'of an item that nobody ordered',
      { items: [...rectified.items, { key: 'FIRE', evidence: 'x', files: [file()] }] },
      'item FIRE (Fire acceptance or filing) must be one of those',
    ],
    ['without a word', { items: [{ key: 'AIR', evidence: '' }] }, 'evidence must say'],
    ['of another item', { items: [{ key: 'FITOUT', evidence: 'x', files: [file()] }] }, 'item AIR (Indoor air quality) has no evidence'],
  ])('takes no report %s', (_, changed, fault) => {
    const box = ordered();
    box.now = '2026-03-20T02:00:00.000Z';
    did(box, retest);
    expect(box.send({ ...rectified, ...changed }, manager)?.faults?.join()).toContain(fault);
  });
  it('takes no test of the air from before the notice, and no report without pictures', () => {
    const box = ordered();
    box.now = '2026-03-20T02:00:00.000Z';
    did(box, airTest('USE'));
    expect(box.send(rectified, manager)?.faults?.join()).toContain('must be tested after the notice');
    const places = open();
    did(places, {
      type: 'SubmitEvidence',
      items: evidence().map((item) => (item.key === 'PLACES' ? { key: 'PLACES', met: false, proof: '140' } : item)),
    });
    did(places, airTest('WORKS'));
    did(places, airTest('USE'));
    did(places, namePanel(), officer);
    did(places, { type: 'CallPanel' });
    answer(places, 'APPROVED', [95, 95, 95, 95, 95]);
    const report = (files: object) =>
      places.send({ type: 'ReportRectified', on: '2026-03-06', items: [{ key: 'PLACES', evidence: '补建', ...files }] }, manager);
    expect(report({})?.faults?.join()).toContain('item PLACES (Places built as approved): files must show');
    expect(report({ files: [file('FIRE.pdf')] })?.faults?.join()).toContain('a file of its own, not that of FIRE');
    expect(report({ files: [file()] })).toBeNull();
  });
  it('an overdue one is told once, and its report says that it is late', () => {
    const box = ordered();
    const due = acceptanceStage.logic.agenda(box.state).find(({ command }) => command.type === 'RectificationDue');
    expect(due?.at).toBe('2026-03-27T16:00:00.000Z');
    if (due !== undefined) box.send(due.command, clock);
    expect(box.types.at(-1)).toBe('RectificationOverdue');
    expect(ownClock(box.state)).toEqual([]);
    box.now = '2026-03-30T02:00:00.000Z';
    did(box, retest);
    did(box, rectified);
    expect(box.events.find(({ type }) => type === 'RectificationReported')?.data).toMatchObject({ late: true });
  });
  it('is graded by the office: 30 working days, or 3 at once, from the day of the notice', () => {
    const box = ordered();
    const grade = (gravity: 'ORDINARY' | 'MAJOR' | 'AT_ONCE', by = officer) =>
      box.send({ type: 'GradeRectification', gravity, basis: '检测超限' }, by);
    expect(grade('MAJOR', manager)).toMatchObject({ code: 'NOT_YOURS' });
    expect(grade('MAJOR', person('manager', 'PROGRAMME_OFFICER'))).toMatchObject({ code: 'OWN_PROJECT' });
    expect(grade('ORDINARY')).toMatchObject({ code: 'DUPLICATE' });
    expect(grade('AT_ONCE')).toBeNull();
    expect(box.state).toMatchObject({ gravity: 'AT_ONCE', deadline: { dueOn: '2026-03-11' } });
    expect(grade('MAJOR')).toBeNull();
    expect(box.state.deadline?.dueOn).toBe('2026-04-20');
  });
  it('is extended once, before it is due, for at most half of its time, by the office', () => {
    const box = ordered();
    const ask = (days: number) => box.send({ type: 'AskExtension', days, reason: '家具供货延迟' }, manager);
    expect(box.send({ type: 'AnswerExtension', granted: true, reason: '' }, officer)).toMatchObject({ code: 'WRONG_STATE' });
    expect(ask(8)?.faults).toEqual(['days must be 1 to 7: at most 50 % of 15 working days']);
    expect(ask(7)).toBeNull();
    expect(ask(1)).toMatchObject({ code: 'ALREADY_EXTENDED' });
    expect(box.send({ type: 'AnswerExtension', granted: true, reason: '' }, manager)).toMatchObject({ code: 'NOT_YOURS' });
    did(box, { type: 'AnswerExtension', granted: true, reason: '' }, officer);
    expect(box.state.deadline?.dueOn).toBe('2026-04-08');
    const late = ordered();
    late.now = '2026-03-28T02:00:00.000Z';
    expect(late.send({ type: 'AskExtension', days: 1, reason: 'x' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('after the second notice', () => {
  const twice = () => {
    const box = ordered();
    fails(box);
    expect(box.state).toMatchObject({ notice: 2, deadline: { from: '2026-03-20' } });
    fails(box);
    return box;
  };
  const decides = (decision: 'AGAIN' | 'MEASURES' | 'NOT_ACCEPTED', changed: object = {}) =>
    ({
      type: 'DecideAfterNotices',
      decision,
      document: '青托领纪〔2026〕4号',
      on: '2026-03-20',
      file: file('纪要.pdf'),
      measures: '更换全部家具',
      ...changed,
    }) as const;

  it('stops: nothing goes on, no clock runs, and the leader is told', () => {
    const box = twice();
    expect(box.state).toMatchObject({ notice: 2, stopped: { why: 'WAITING', on: '2026-03-20' }, deadline: null });
    const commands: readonly AcceptanceCommand[] = [
      { type: 'SubmitEvidence', items: evidence() },
      { ...retest, on: '2026-03-20' },
      { type: 'CallPanel' },
      rectified,
      { type: 'AskExtension', days: 1, reason: 'x' },
    ];
    for (const command of commands) expect(box.send(command, manager)?.message.en).toContain('the leading group decides');
    expect(ownClock(box.state)).toEqual([]);
    const last = box.events.at(-1);
    expect(last?.type).toBe('ReinspectionFailed');
    expect(last === undefined ? [] : acceptanceStage.logic.notices(box.state, last)).toMatchObject([
      { to: { role: 'PROGRAMME_OFFICER' } },
      { to: { role: 'GROUP_LEADER' } },
      { to: { role: 'DEPUTY_LEADER' } },
    ]);
  });
  it('goes on as the leading group decides, by its minutes: again, with other measures, or not', () => {
    const again = twice();
    did(again, decides('AGAIN'), leader);
    expect(again.state).toMatchObject({ round: 2, items: {}, air: null, ordered: [], notice: 0 });
    expect(again.state.stopped).toBeUndefined();
    const measures = twice();
    did(measures, decides('MEASURES'), leader);
    expect(measures.state).toMatchObject({ notice: 3, orderedKeys: ['AIR'], gravity: 'MAJOR', deadline: { limit: { n: 30 } } });
    fails(measures);
    expect(measures.state.stopped?.why).toBe('WAITING');
    const refused = twice();
    did(refused, decides('NOT_ACCEPTED'), leader);
    expect(refused.send({ type: 'CallPanel' }, manager)?.message.en).toContain('decided not to accept');
    did(refused, decides('AGAIN'), leader);
    expect(refused.state.round).toBe(2);
  });
  it.each([
    ['too early', ordered, { on: '2026-03-06' }, leader, 'WRONG_STATE'],
    ['by the manager', twice, {}, manager, 'NOT_YOURS'],
    ['by the office', twice, {}, officer, 'NOT_YOURS'],
    ['by a leader who runs the project', twice, {}, person('manager', 'GROUP_LEADER'), 'OWN_PROJECT'],
    ['on a day before it came to them', twice, { on: '2026-03-19' }, leader, 'INCOMPLETE'],
    ['on a day to come', twice, { on: '2026-03-21' }, leader, 'DATE_IN_FUTURE'],
    ['on measures that nobody names', twice, { measures: ' ' }, leader, 'INCOMPLETE'],
  ])('is not decided %s', (_, start, changed, by, code) => {
    expect(start().send(decides('MEASURES', changed), by)).toMatchObject({ code });
  });
});

describe('the tables', () => {
  it('version 1 is what 0.4.0 went by', () => {
    const first = shippedValues(ACCEPTANCE, 1);
    expect(first.items).toHaveLength(14);
    expect(first.items.filter(({ veto }) => veto).map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 11]);
    expect(first).toMatchObject({ evidenceAsFile: false, stopsAfterNotices: false, passScore: 90, rectifyScore: 75, ordinaryDays: 15 });
    expect(shippedValues(AIR, 1)).toMatchObject({ useTvoc: 0.6, usePm25: null, worksTvoc: null, waitDays: null, asReported: false });
  });
  it('a county’s list of items must hold the air, and each once', () => {
    const { items } = shippedValues(ACCEPTANCE);
    const faults = (changed: typeof items) => ACCEPTANCE.faults?.({ ...shippedValues(ACCEPTANCE), items: changed }).map(({ en }) => en);
    expect(faults(items.filter(({ key }) => key !== 'AIR'))).toEqual(['items must have AIR, which the laboratory proves']);
    expect(faults([...items, ...items.slice(0, 1)])).toHaveLength(2);
    expect(pinnedOn(ACCEPTANCE, [], '2026-03-06').values).toMatchObject({ mostNotices: 2 });
  });
});
