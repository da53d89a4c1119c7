/** Works as they are supervised: reports called in, what they say of money, reasons for a light, letters. */
import { describe, expect, it } from 'vitest';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { person, profile, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const { logic } = constructionStage;
function started() {
  const box = new Sandbox(logic);
  box.now = '2024-01-05T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  const permits = permitsBeforeStart(profile).map((permit, index) => ({ permit, number: `P${index}`, on: '2024-01-02' }));
  box.send({ type: 'RecordPermits', permits }, manager);
  box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000_000_000, on: '2024-01-03' }, manager);
  box.send({ type: 'RecordMilestone', key: 'START', on: '2024-01-04', evidence: '' }, manager);
  return box;
}
const report = (month: string, more: object = {}) => ({ type: 'ReportProgress' as const, month, actualPercent: 50, problems: '', next: '', ...more });
/** Beside what was found of its contract and its start. */
const findings = (box: ReturnType<typeof started>) =>
  box.state.findings.filter(({ code }) => code === 'REPORT_DIFFERS').map(({ code, facts }) => [code, facts?.what]);

describe('a monthly report', () => {
  it('that was called in is watched by its own day, and red from the day after until it is in', () => {
    const box = started();
    box.now = '2024-02-01T02:00:00.000Z';
    expect(box.send({ type: 'CallReport', month: '2024-01', dueOn: '2024-02-07' }, system)).toBeNull();
    expect(box.send({ type: 'CallReport', month: '2024-01', dueOn: '2024-02-07' }, manager)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(Object.keys(box.state.watched ?? {})).toContain('REPORT.2024-01@2024-02-07');
    box.send({ type: 'TellDue', due: 'REPORT.2024-01@2024-02-07', when: 'SOON' }, system);
    box.now = '2024-02-08T01:00:00.000Z';
    expect(box.send({ type: 'TellDue', due: 'REPORT.2024-01@2024-02-07', when: 'PAST' }, system)).toBeNull();
    expect(box.state.watched?.['REPORT.2024-01@2024-02-07']?.told).toBe('PAST');
    box.send(report('2024-01'), manager);
    expect(Object.keys(box.state.watched ?? {})).not.toContain('REPORT.2024-01@2024-02-07');
  });

  it('is told to the programme with the start of works, and that none is due any more with their completion', () => {
    const box = started();
    const told = box.events.flatMap((event) =>
      logic.consequences(box.state, event).flatMap((one) => (one.kind === 'tell' && one.command.type === 'CountPayments' ? [event.type] : [])),
    );
    expect(told).toEqual(['StageOpened', 'MilestoneReached']);
    expect(box.state.reportsFrom).toBe('2024-01');
  });

  it('that says by source what was paid comes to what was paid in all, each source once', () => {
    const box = started();
    box.now = '2024-02-02T02:00:00.000Z';
    const from = (...parts: readonly (readonly [string, number])[]) => ({ paidFrom: parts.map(([source, amountFen]) => ({ source, amountFen })) });
    expect(box.send(report('2024-01', { paidFen: 100, ...from(['ZJ-1', 60]) }), manager)).toMatchObject({ code: 'SUMS_DISAGREE' });
    expect(box.send(report('2024-01', { paidFen: 100, ...from(['ZJ-1', 60], ['ZJ-1', 40]) }), manager)).toMatchObject({ code: 'SUMS_DISAGREE' });
    expect(box.send(report('2024-01', { paidFen: 100, ...from(['ZJ-1', 60], ['ZJ-2', 40]) }), manager)).toBeNull();
    // Nothing of it is on record: found of the whole and of each source.
    expect(findings(box)).toEqual([
      ['REPORT_DIFFERS', 'PAID'],
      ['REPORT_DIFFERS', 'PAID.ZJ-1'],
      ['REPORT_DIFFERS', 'PAID.ZJ-2'],
    ]);
  });

  it('whose sums differ from the record is taken, and the difference is told and found', () => {
    const box = started();
    box.now = '2024-03-05T02:00:00.000Z';
    box.send({ type: 'TakeFunds', version: 1, allocatedFen: 500, elsewhereFen: 0 }, system);
    expect(box.send(report('2024-01', { monthFen: 100, totalFen: 100, paidFen: 0, receivedFen: 500 }), manager)).toBeNull();
    expect(findings(box)).toEqual([]);
    expect(box.send(report('2024-02', { monthFen: 50, totalFen: 160, paidFen: 7, receivedFen: 499 }), manager)).toBeNull();
    expect(findings(box)).toEqual([
      ['REPORT_DIFFERS', 'PAID'],
      ['REPORT_DIFFERS', 'RECEIVED'],
      ['REPORT_DIFFERS', 'TOTAL'],
    ]);
  });
});

describe('a light', () => {
  it('says which row of which table lit it, with its number', () => {
    const box = started();
    box.now = '2024-12-05T02:00:00.000Z';
    box.send(report('2024-11', { actualPercent: 0 }), manager);
    expect(box.state.lights.at(-1)).toMatchObject({ rule: { table: 'LIGHTS' } });
    const turned = box.events.filter(({ type }) => type === 'LightTurned').map(({ data }) => data);
    expect(turned).toContainEqual(expect.objectContaining({ to: 'RED', rule: { table: 'LIGHTS', row: 'behindRed', value: 30 } }));
  });

  it('is released by the office for a valid reason, never by its own manager, and its history stays', () => {
    const box = started();
    box.now = '2024-12-05T02:00:00.000Z';
    for (const month of ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06', '2024-07', '2024-08', '2024-09', '2024-10'])
      box.send(report(month, { actualPercent: 100 }), manager);
    box.send(report('2024-11', { actualPercent: 0 }), manager);
    expect(box.state.light).toBe('RED');
    const explain = { type: 'ExplainLight', of: 'PROGRESS', reason: '连续暴雨停工', until: '2025-01-31' } as const;
    expect(box.send({ ...explain, of: 'START' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ ...explain, until: '2024-12-05' }, manager)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.send(explain, manager)).toBeNull();
    expect(box.state.light).toBe('RED');
    const answer = { type: 'AnswerExplanation', of: 'PROGRESS', accepted: true, answer: '属实，同意' } as const;
    expect(box.send(answer, manager)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send(answer, officer)).toBeNull();
    expect(box.state.light).toBe('GREEN');
    expect(box.state.lights.map(({ light }) => light)).toEqual(expect.arrayContaining(['RED', 'GREEN']));
    // The next report judges anew.
    box.now = '2025-01-05T02:00:00.000Z';
    box.send(report('2024-12', { actualPercent: 0 }), manager);
    expect(box.state.lightOf?.PROGRESS).toBe('RED');
  });

  it('of a missing report stays green until the reason has run out, and turns the day after', () => {
    const box = started();
    box.now = '2024-04-01T02:00:00.000Z';
    box.send({ type: 'TurnLight', of: 'STATISTICS' }, system);
    expect(box.state.lightOf?.STATISTICS).toBe('RED');
    box.send({ type: 'ExplainLight', of: 'STATISTICS', reason: '统计员住院', until: '2024-05-10' }, manager);
    box.send({ type: 'AnswerExplanation', of: 'STATISTICS', accepted: true, answer: '同意' }, officer);
    expect(box.state.lightOf?.STATISTICS).toBe('GREEN');
    expect(logic.agenda(box.state)).toContainEqual({ at: '2024-05-10T16:00:00.000Z', command: { type: 'TurnLight', of: 'STATISTICS' } });
    box.now = '2024-05-10T16:00:00.000Z';
    box.send({ type: 'TurnLight', of: 'STATISTICS' }, system);
    expect(box.state.lightOf?.STATISTICS).toBe('RED');
  });
});

describe('a letter of supervision', () => {
  it('is issued by the office, waits for its answer by its day, and is answered once', () => {
    const box = started();
    const letter = {
      type: 'IssueLetter',
      letter: 'SUPERVISION',
      number: '青托办督〔2024〕1号',
      on: '2024-01-05',
      reason: '进度滞后',
      answerBy: '2024-01-12',
    } as const;
    expect(box.send(letter, manager)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ ...letter, answerBy: '2024-01-04' }, officer)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(box.send(letter, officer)).toBeNull();
    expect(box.send(letter, officer)).toMatchObject({ code: 'DUPLICATE' });
    expect(Object.keys(box.state.watched ?? {})).toContain('LETTER.青托办督〔2024〕1号@2024-01-12');
    const answer = { type: 'AnswerLetter', number: letter.number, on: '2024-01-05', answer: '已报赶工方案' } as const;
    expect(box.send(answer, manager)).toBeNull();
    expect(box.send(answer, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(Object.keys(box.state.watched ?? {})).not.toContain('LETTER.青托办督〔2024〕1号@2024-01-12');
  });
});
