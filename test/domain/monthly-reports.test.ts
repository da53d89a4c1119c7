import { describe, expect, it } from 'vitest';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { constructionTelling } from '../../domain/stages/construction/standing.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { clock, person, profile, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const { logic } = constructionStage;
const permits = permitsBeforeStart(profile).map((permit, index) => ({ permit, number: `P${index}`, on: '2024-01-02' }));
const report = (month: string, more: object = {}) => ({ type: 'ReportProgress' as const, month, actualPercent: 50, problems: '', next: '', ...more });

const text = (zh: string) => ({ zh, en: zh });
function opened(now = '2024-01-05T02:00:00.000Z') {
  const box = new Sandbox(logic);
  box.now = now;
  box.send({ type: 'Open', ...stageBase() }, system);
  return box;
}
function started() {
  const box = opened();
  box.send({ type: 'RecordPermits', permits }, manager);
  box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000_000_000, on: '2024-01-03' }, manager);
  box.send({ type: 'RecordMilestone', key: 'START', on: '2024-01-04', evidence: '' }, manager);
  return box;
}
/** Lets the clock do what it has next; null: nothing. */
function tick(box: ReturnType<typeof opened>): string | null {
  const next = logic.agenda(box.state).find(({ command }) => command.type === 'TurnLight');
  if (next === undefined) return null;
  box.now = next.at;
  expect(box.send(next.command, clock)).toBeNull();
  return next.at;
}

describe('monthly reports (R15)', () => {
  it('take no month that has not ended, is before the start, or lies ahead', () => {
    const box = started();
    box.now = '2024-01-31T02:00:00.000Z';
    expect(box.send(report('2024-01'), manager)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(box.send(report('2099-01'), manager)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(box.send(report('2023-12'), manager)).toMatchObject({ code: 'OUT_OF_ORDER' });
    box.now = '2024-01-31T16:00:00.000Z';
    expect(box.send(report('2024-01'), manager)).toBeNull();
    expect(opened('2024-03-01T02:00:00.000Z').send(report('2024-01'), manager)).toMatchObject({ code: 'OUT_OF_ORDER' });
  });
  it('that are missing turn the light yellow and red by the clock, and green when they are in', () => {
    const box = started();
    expect(tick(box)).toBe('2024-02-29T16:00:00.000Z');
    expect(box.state).toMatchObject({ light: 'YELLOW', lightOf: { STATISTICS: 'YELLOW' } });
    expect(tick(box)).toBe('2024-03-31T16:00:00.000Z');
    expect(box.state.light).toBe('RED');
    expect(tick(box)).toBeNull();
    for (const month of ['2024-01', '2024-02', '2024-03']) box.send(report(month, { actualPercent: 90 }), manager);
    expect(box.state.light).toBe('GREEN');
    expect(logic.agenda(box.state).find(({ command }) => command.type === 'TurnLight')?.at).toBe('2024-05-31T16:00:00.000Z');
  });
  it('are corrected as a new version with a reason, and the one before stays on record', () => {
    const box = started();
    box.now = '2024-03-05T02:00:00.000Z';
    box.send(report('2024-01'), manager);
    expect(box.send(report('2024-01'), manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send(report('2024-01', { reason: ' ' }), manager)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send(report('2024-02', { reason: '误填' }), manager)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send(report('2024-01', { reason: '误填', actualPercent: 5 }), manager)).toBeNull();
    expect(box.state.reportVersions).toEqual({ '2024-01': 2 });
    const reports = box.events.filter(({ type }) => type === 'ProgressReported').map(({ data }) => data);
    expect(reports).toMatchObject([{ actualPercent: 50 }, { actualPercent: 5, version: 2, reason: '误填' }]);
  });
  it('stand on the page with what they say, by their newest version', () => {
    const box = started();
    box.now = '2024-03-05T02:00:00.000Z';
    box.send(report('2024-01', { problems: '缺钢筋', next: '继续', monthFen: 100, totalFen: 300, receivedFen: 500, paidFen: 0 }), manager);
    box.send(report('2024-01', { reason: '误填', actualPercent: 5, monthFen: 200, totalFen: 300 }), manager);
    const table = constructionTelling.sections(box.state).find(({ key }) => key === 'reports');
    const [row] = table?.rows ?? [];
    expect(row?.cells).toHaveLength(table?.columns.length ?? 0);
    expect(row?.cells.slice(4)).toEqual([text('5%'), { fen: 200 }, { fen: 300 }, null, null, null, null, text('误填')]);
  });
  it('refuse a month in which more was done than in all', () => {
    const box = started();
    box.now = '2024-03-05T02:00:00.000Z';
    const refused = box.send(report('2024-01', { monthFen: 301, totalFen: 300 }), manager);
    expect(refused).toMatchObject({ code: 'SUMS_DISAGREE', message: { zh: '本月完成投资 3.01 元，不得多于累计完成投资 3 元。' } });
  });
});

describe('the lights of start and payment', () => {
  it('turn yellow when the planned month has passed without a start, red three months later, and green with the start', () => {
    const box = opened();
    expect(tick(box)).toBe('2024-01-31T16:00:00.000Z');
    expect(box.state.light).toBe('YELLOW');
    expect(tick(box)).toBe('2024-04-30T16:00:00.000Z');
    expect(box.state.light).toBe('RED');
    box.send({ type: 'RecordMilestone', key: 'START', on: '2024-05-01', evidence: '' }, manager);
    expect(box.state).toMatchObject({ light: 'GREEN', lightOf: { START: 'GREEN' } });
  });
  it('turn red when less than 80 % of the confirmed value is paid', () => {
    const box = started();
    box.send({ type: 'RequestPayment', key: '1', amountFen: 799, confirmedValueFen: 1_000 }, manager);
    expect(box.state.lightOf).toMatchObject({ PAYMENT: 'RED' });
    box.send({ type: 'RequestPayment', key: '2', amountFen: 1, confirmedValueFen: 1_000 }, manager);
    expect(box.state.light).toBe('GREEN');
  });
  const answer = (box: ReturnType<typeof opened>, outcome: 'APPROVED' | 'REJECTED') => {
    for (const approval of Object.keys(box.state.approvals))
      expect(box.send({ type: 'ApprovalDecided', approval, outcome, reason: null, conditions: [], scores: [] } as never, system)).toBeNull(); // as the approval tells it
  };
  const ask = (box: ReturnType<typeof opened>, key: string, amountFen: number, confirmedValueFen = 1_000) =>
    expect(box.send({ type: 'RequestPayment', key, amountFen, confirmedValueFen }, manager)).toBeNull();
  it('count what was approved as paid, and not what is only asked for', () => {
    const box = started();
    ask(box, '1', 300);
    answer(box, 'APPROVED');
    expect(box.state.light).toBe('RED');
    ask(box, '2', 500); // 800 with it, of which 300 are approved
    expect(box.state.lightOf).toMatchObject({ PAYMENT: 'RED' });
    answer(box, 'APPROVED');
    expect(box.state.light).toBe('GREEN');
    ask(box, '3', 800, 2_000); // of a value that was confirmed with it
    expect(box.state.light).toBe('GREEN');
    answer(box, 'REJECTED');
    expect(box.state.light).toBe('RED');
    ask(box, '4', 800, 2_000);
    expect(box.state.light).toBe('RED');
    answer(box, 'APPROVED');
    expect(box.state.light).toBe('GREEN');
  });
  it('are the clock’s alone, stand while the project is suspended, and never turn in a case of an earlier release', () => {
    const box = opened();
    expect(box.send({ type: 'TurnLight', of: 'START' }, manager)).toMatchObject({ code: 'SYSTEM_ONLY' });
    box.send({ type: 'Suspend' }, system);
    expect(logic.agenda(box.state)).toEqual([]);
    const event = box.events[0];
    if (event?.type !== 'StageOpened') throw new Error('not opened');
    const { standards: _, ...before } = event.data;
    expect(logic.agenda(logic.evolve(null, { ...event, data: before }))).toEqual([]);
  });
});
