import { describe, expect, it } from 'vitest';
import { programmeCase } from '../../domain/programme/case.ts';
import { notEvaluated } from '../../domain/programme/evaluation.ts';
import { figuresOf, type ProjectFigures, pointsOf } from '../../domain/programme/figures.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { PROGRAMME_EVALUATION } from '../../domain/standards/programme-evaluation.ts';
import { FULL } from '../../scripts/rules/programme-evaluation.ts';
import { clock, openProgramme, person, profile, Sandbox, surveyBasis, system, world } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const rules = shippedValues(PROGRAMME_EVALUATION);
const asked = { asOf: '2026-03-31', existingPlaces: 780, targetPlaces: 1_854 };
const figure = (projects: readonly ProjectFigures[], key: string, with_ = asked) => figuresOf(projects, with_).find((found) => found.key === key);
const points = (projects: readonly ProjectFigures[], with_ = asked) => pointsOf(figuresOf(projects, with_), rules);

describe('the figures of a programme', () => {
  it('weigh a hundred points, and give all of them to a programme that did everything', () => {
    expect(rules.indicators.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    const full = points([FULL], { ...asked, existingPlaces: 1_704 });
    expect(Object.values(full).reduce((sum, got) => sum + got, 0)).toBe(100);
  });
  it('count places per 1,000 against the programme’s target: 780 and 610 of 1,854', () => {
    const projects = [150, 60, 80, 120, 100, 100].map((places, index) => ({ ...FULL, project: `QH-0${index + 1}`, places, plannedPlaces: places }));
    expect(figure(projects, 'RATIO')).toEqual({ key: 'RATIO', have: 1_390, of: 1_854, short: [] });
    expect(points(projects).RATIO).toBe(9);
  });
  it.each<[string, Partial<ProjectFigures>, string, object]>([
    ['a place that is not accepted yet', { status: 'RUNNING' }, 'PLACES', { have: 0, of: 150, short: ['QH-01'] }],
    ['what was cancelled, as planned', { status: 'CANCELLED' }, 'PLACES', { have: 0, of: 150 }],
    ['a project that was cancelled as unfinished', { status: 'CANCELLED' }, 'FINISHED', { have: 0, of: 1 }],
    ['nothing else of it', { status: 'CANCELLED' }, 'BUDGET', { have: 0, of: 0 }],
    ['a start that is overdue without one', { startedOn: null }, 'ON_TIME_START', { have: 0, of: 1, short: ['QH-01'] }],
    ['no start that lies ahead', { startedOn: null, plannedStart: '2026-03-31' }, 'ON_TIME_START', { have: 0, of: 0 }],
    ['a day too late', { completionOn: '2025-03-29' }, 'ON_TIME_FINISH', { have: 0, of: 1 }],
    ['final accounts above the estimate', { accountsFen: 101 }, 'WITHIN_ESTIMATE', { have: 0, of: 1, short: ['QH-01'] }],
    ['payments above the estimate', { paidFen: 101 }, 'WITHIN_ESTIMATE', { have: 0, of: 1 }],
    ['no acceptance that has not been', { firstPass: null }, 'FIRST_PASS', { have: 0, of: 0 }],
    ['an acceptance at second try', { firstPass: false }, 'FIRST_PASS', { have: 0, of: 1 }],
    ['filing of what is finished', { filed: false }, 'FILED', { have: 0, of: 1 }],
    ['certificates of all who were trained', { certified: 20, trained: 40 }, 'CERTIFIED', { have: 20, of: 40 }],
    ['children enrolled of the places', { occupancy: { have: 75, of: 150 } }, 'OCCUPANCY', { have: 75, of: 150, short: ['QH-01'] }],
    ['nothing where an evaluation had points typed', { occupancy: null }, 'OCCUPANCY', { have: 0, of: 0, short: ['QH-01'] }],
    ['no satisfaction that nobody asked for', { satisfaction: null }, 'SATISFACTION', { have: 0, of: 0, short: ['QH-01'] }],
    ['no project that is not evaluated yet', { satisfaction: null, evaluated: false }, 'SATISFACTION', { have: 0, of: 0, short: [] }],
  ])('count %s', (_, changed, key, expected) => {
    expect(figure([{ ...FULL, ...changed }], key)).toMatchObject(expected);
  });
  it('count on time by the issued plan, and name who kept the agreed days alone; by the agreed ones where the table says so', () => {
    const late = { ...FULL, completionOn: FULL.finishOn, issued: { startOn: FULL.plannedStart, finishOn: '2025-01-31' } };
    const by = (onTimeBy?: 'ISSUED' | 'AGREED') =>
      figuresOf([FULL, { ...late, project: 'QH-02' }], { ...asked, ...(onTimeBy === undefined ? {} : { onTimeBy }) }).find(
        ({ key }) => key === 'ON_TIME_FINISH',
      );
    expect(by('ISSUED')).toEqual({ key: 'ON_TIME_FINISH', have: 1, of: 2, short: ['QH-02'], replanned: ['QH-02'] });
    expect(by('AGREED')).toEqual({ key: 'ON_TIME_FINISH', have: 2, of: 2, short: [], replanned: ['QH-02'] });
    expect(by()).toEqual({ key: 'ON_TIME_FINISH', have: 2, of: 2, short: [] });
    // Not finished by its issued day, it is due.
    expect(figuresOf([{ ...late, completionOn: null, finishOn: '2027-01-01' }], { ...asked, onTimeBy: 'ISSUED' })).toContainEqual({
      ...{ key: 'ON_TIME_FINISH', have: 0, of: 1, short: ['QH-01'] },
    });
  });
  it('give all points at the target and a part below it', () => {
    const at = (certified: number) => points([{ ...FULL, certified, trained: 100 }]).CERTIFIED;
    expect([at(100), at(80), at(79), at(40), at(0)]).toEqual([6, 6, 5.93, 3, 0]);
  });
});

function opened(projects: readonly ProjectFigures[] = [FULL]) {
  const box = new Sandbox(programmeCase, { ...world(), projects: () => projects });
  box.now = '2026-03-31T02:00:00.000Z';
  const roles = [{ role: 'PROGRAMME_OFFICER' as const, person: 'officer' }];
  expect(box.send(openProgramme(roles), system)).toBeNull();
  expect(box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: [] } }, officer)).toBeNull();
  return box;
}
/** Who is told of the last event. */
function told(box: ReturnType<typeof opened>) {
  const last = box.events.at(-1);
  return last === undefined ? [] : programmeCase.notices(box.state, last);
}
const BEGIN = { type: 'BeginEvaluation', asOf: '2026-03-31', basis: '青托办〔2026〕12号' } as const;
const measure = { key: 'GJ-1', indicator: 'ON_TIME_START', problem: 'p', measure: '提前办理', person: 'keeper', dueOn: '2026-05-01' };
const everything = rules.indicators.map(({ key: indicator }) => ({ indicator, reason: 'r' }));

describe('the evaluation of a programme', () => {
  it('keeps the figures and the table of the day on which it was begun', () => {
    const box = opened([{ ...FULL, startedOn: '2024-01-16' }]);
    expect(box.send(BEGIN, officer)).toBeNull();
    const begun = box.state.evaluations?.['PE-1'];
    expect(begun).toMatchObject({ status: 'BEGUN', scores: { ON_TIME_START: 0, CERTIFIED: 6 }, standards: { PROGRAMME_EVALUATION: { shipped: 2 } } });
    expect(begun?.figures.find(({ key }) => key === 'ON_TIME_START')).toEqual({ key: 'ON_TIME_START', have: 0, of: 1, short: ['QH-01'] });
    box.send({ ...BEGIN, asOf: '2026-03-30' }, officer);
    expect(box.state.evaluations).toMatchObject({ 'PE-1': { status: 'REPLACED' }, 'PE-2': { status: 'BEGUN', asOf: '2026-03-30' } });
  });
  it('tells whoever sees to a measure, asks them again when its day has passed, and the office with them', () => {
    const box = opened([{ ...FULL, startedOn: '2024-01-16' }]);
    box.send(BEGIN, officer);
    const others = everything.filter(({ indicator }) => indicator !== 'ON_TIME_START');
    expect(box.send({ type: 'AnswerEvaluation', measures: [measure], reasons: others }, officer)).toBeNull();
    expect(told(box)).toMatchObject([{ template: 'measure', to: { person: 'keeper' } }]);
    const due = programmeCase.agenda(box.state).find(({ command }) => command.type === 'MeasureDue');
    expect(due?.at).toBe('2026-05-01T16:00:00.000Z');
    if (due === undefined) throw new Error('nothing is due');
    expect(box.send(due.command, clock)).toBeNull();
    expect(told(box)).toMatchObject([{ to: { person: 'keeper' } }, { to: { role: 'PROGRAMME_OFFICER' } }]);
    expect(programmeCase.agenda(box.state).some(({ command }) => command.type === 'MeasureDue')).toBe(false);
  });
  it('passes measures on with a desk', () => {
    const box = opened([{ ...FULL, startedOn: '2024-01-16' }]);
    box.send(BEGIN, officer);
    box.send({ type: 'AnswerEvaluation', measures: [measure], reasons: everything }, officer);
    expect(box.send({ type: 'Leave', person: 'keeper', to: 'heir', basis: '青托办〔2026〕2号' }, officer)).toBeNull();
    expect(box.state.evaluations?.['PE-1']?.measures['GJ-1']?.person).toBe('heir');
  });
  it('is not asked of a programme that an earlier release opened, or that has no project', () => {
    const context = { now: '2026-03-31T02:00:00.000Z', actor: officer, commandId: 'c', rules: 3 };
    const { state } = opened();
    expect(notEvaluated(state, context)).toMatchObject({ code: 'OUT_OF_ORDER' });
    expect(notEvaluated({ ...state, projects: {} }, context)).toBeNull();
    expect(notEvaluated(state, { ...context, rules: 2 })).toBeNull();
    const { evaluates: _, ...earlier } = state;
    expect(notEvaluated(earlier, context)).toBeNull();
  });
});
