/** The ledger of a programme's money: what counts once, who is told, what is found, and by which rule. */
import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../domain/cases.ts';
import { fundsFindings, type ProjectMoney } from '../../domain/funds/findings.ts';
import { paidBySource, projectSums, receivedBySource, sourcesOf } from '../../domain/funds/sums.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import { fundsRules } from '../../domain/programme/funds.ts';
import { officer, PlayedCase, system } from '../../scripts/rules/played-case.ts';
import { openProgramme } from '../../scripts/rules/programme.ts';
import { profile, surveyBasis, WAN } from '../../scripts/rules/samples.ts';

const NOW = '2026-11-24T02:00:00.000Z';
type Command = CommandOf<'programme'>;
const paper = (nth: number) => ({ document: `青财社〔2026〕${nth}号`, on: '2026-05-06' });
const source = (key: string, level: 'CENTRAL' | 'COUNTY', wan: number, nth: number, seen: number): Command => ({
  type: 'RecordSource',
  ...{ key, level, by: '财政局', year: 2026, amountFen: wan * WAN, seen },
  ...paper(nth),
});
const allocate = (key: string, from: string, wan: number, nth: number, seen: number): Command => ({
  type: 'Allocate',
  ...{ key, source: from, project: 'QH-01', amountFen: wan * WAN, seen },
  ...paper(nth),
});
const paid = (version: number, wan: number, more: object = {}): Command => ({
  type: 'CountPayments',
  ...{ project: 'QH-01', account: 'CONSTRUCTION', version, paidFen: wan * WAN, takenOverFen: 0 },
  ...more,
});
const grant = (key: string, wan: number, nth: number): Command => ({
  type: 'TakeOverPapers',
  papers: [{ kind: 'FUNDS_GRANTED', key, by: '财政局', source: 'CENTRAL', amountFen: wan * WAN, ...paper(nth) }],
});
const opened = (now = NOW) =>
  new PlayedCase('programme', now)
    .must(openProgramme, system)
    .must({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: [] } }, officer);
const money = (more: Partial<ProjectMoney> = {}): ProjectMoney => ({
  project: 'QH-01',
  funding: profile.funding,
  estimateFen: null,
  paidFen: 0,
  ...more,
});
const found = (box: ReturnType<typeof opened>, more: Partial<ProjectMoney> = {}, today = '2026-11-24') =>
  fundsFindings(box.state, [money(more)], fundsRules(box.state, today), today);
/** What follows from the newest event. */
const told = (box: ReturnType<typeof opened>) => {
  const event = box.events.at(-1);
  if (event === undefined) throw new Error('nothing happened');
  return programmeCase.consequences(box.state, event as Parameters<typeof programmeCase.consequences>[1]); // of its own kind
};

describe('a source of funds', () => {
  it('that was taken over as a paper is one, and counts once however it comes', () => {
    const box = opened().must(grant('ZJ-1', 100, 21), officer);
    expect(sourcesOf(box.state).map(({ key, amountFen, paper: taken }) => [key, amountFen, taken])).toEqual([['JX.ZJ-1', 100 * WAN, true]]);
    expect(box.send(source('ZJ-2', 'CENTRAL', 100, 21, 0), officer).refused).toMatchObject({ code: 'DUPLICATE' });
    box.must(source('ZJ-2', 'CENTRAL', 50, 22, 0), officer);
    expect(box.send(grant('ZJ-3', 50, 22), officer).refused).toMatchObject({ code: 'INCOMPLETE' });
    expect(sourcesOf(box.state)).toHaveLength(2);
  });

  it('from which money was allocated cannot be taken away, nor be less than that', () => {
    const box = opened()
      .must(grant('ZJ-1', 100, 21), officer)
      .must(allocate('XD-1', 'JX.ZJ-1', 60, 1, 0), officer);
    expect(box.send({ type: 'CorrectPaper', id: 'FUNDS_GRANTED.ZJ-1', reason: '误登' }, officer).refused).toMatchObject({ code: 'WRONG_STATE' });
    box.must(source('ZJ-2', 'COUNTY', 80, 31, 1), officer).must(allocate('XD-2', 'ZJ-2', 70, 2, 2), officer);
    const correct = { ...source('ZJ-2', 'COUNTY', 60, 31, 3), type: 'CorrectSource', reason: '文件更正' } as Command;
    expect(box.send(correct, officer).refused).toMatchObject({ code: 'FUNDS_SHORT' });
  });

  it('is told of two officers at once: the second has not seen the first', () => {
    const box = opened().must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer);
    const { refused } = box.send(source('ZJ-2', 'COUNTY', 100, 2, 0), officer);
    expect(refused?.code).toBe('SUPERSEDED');
    expect(refused?.message.zh).toContain('第 1 版');
    expect(sourcesOf(box.state)).toHaveLength(1);
  });
});

describe('a budget of a year', () => {
  it('is adjusted as a new version with a reason, and the one before stays', () => {
    const set = (seen: number, more: object = {}): Command => ({
      type: 'SetBudget',
      source: 'ZJ-1',
      year: 2026,
      amountFen: 40 * WAN,
      seen,
      ...paper(8),
      ...more,
    });
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer)
      .must(set(1), officer);
    expect(box.send(set(2, { amountFen: 50 * WAN }), officer).refused).toMatchObject({ code: 'REASON_REQUIRED' });
    box.must(set(2, { amountFen: 50 * WAN, reason: '年中调整' }), officer);
    expect(box.state.funds?.budgets['ZJ-1.2026']?.map(({ budget, amountFen }) => [budget, amountFen])).toEqual([
      [1, 40 * WAN],
      [2, 50 * WAN],
    ]);
    box.must(allocate('XD-1', 'ZJ-1', 60, 2, 3), officer);
    expect(found(box).map(({ code }) => code)).toContain('ALLOCATED_OVER_BUDGET');
  });
});

describe('an allocation', () => {
  it('is of one document once from a source to a project; what was struck out may be recorded anew', () => {
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer)
      .must(allocate('XD-1', 'ZJ-1', 40, 2, 1), officer);
    const { refused } = box.send(allocate('XD-2', 'ZJ-1', 40, 2, 2), officer);
    expect(refused).toMatchObject({ code: 'DUPLICATE', message: { zh: expect.stringContaining('已登记为 XD-1') } });
    const strike = { type: 'CorrectAllocation', key: 'XD-1', amountFen: 0, reason: '误登', seen: 2, ...paper(3) } as const;
    box.must(strike, officer).must(allocate('XD-2', 'ZJ-1', 40, 2, 3), officer);
    expect(projectSums(box.state, 'QH-01').allocatedFen).toBe(40 * WAN);
  });

  it('goes back on no day before its own', () => {
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer)
      .must(allocate('XD-1', 'ZJ-1', 40, 2, 1), officer);
    const back = {
      type: 'ReturnFunds',
      key: 'TH-1',
      allocation: 'XD-1',
      how: 'WITHDRAWN',
      amountFen: WAN,
      reason: '调整',
      seen: 2,
      ...paper(3),
    } as const;
    expect(box.send({ ...back, on: '2026-05-05' }, officer).refused?.faults).toEqual([
      'on: must not be before 2026-05-06, when XD-1 was allocated; there is 2026-05-05',
    ]);
    box.must(back, officer);
  });
});

describe('what was paid', () => {
  it('counts once, whatever comes late or twice', () => {
    const box = opened().must(paid(3, 10), system).must(paid(7, 30), system);
    for (const late of [paid(7, 30), paid(5, 20), paid(3, 10)])
      expect(box.must(late, system).state.funds?.paid['QH-01']?.CONSTRUCTION?.paidFen).toBe(30 * WAN);
    expect(box.events.filter(({ type }) => type === 'FundsPaid')).toHaveLength(2);
    expect(box.send(paid(9, 1), officer).refused).toMatchObject({ code: 'SYSTEM_ONLY' });
  });

  it('tells no gate before anything was allocated, and its works what was, from then on', () => {
    const box = opened().must(paid(1, 0), system);
    expect(told(box)).toEqual([]);
    box.must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer);
    expect(told(box)).toEqual([]);
    box.must(allocate('XD-1', 'ZJ-1', 60, 2, 1), officer);
    expect(told(box)).toMatchObject([{ stream: 'construction/QH-01', command: { type: 'TakeFunds', allocatedFen: 60 * WAN, elsewhereFen: 0 } }]);
    box.must(paid(4, 20), system);
    // Of its own payment it knows already.
    expect(told(box)).toEqual([]);
  });

  it('is of the source that it names, and only what names none goes by the convention', () => {
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer)
      .must(source('ZJ-2', 'COUNTY', 100, 2, 1), officer)
      .must(allocate('XD-1', 'ZJ-1', 60, 3, 2), officer)
      .must(allocate('XD-2', 'ZJ-2', 40, 4, 3), officer);
    // 30 of the county by name, 50 without a name: those are of the first allocation, as far as that reaches.
    box.must(paid(7, 80, { from: [{ source: 'ZJ-2', amountFen: 30 * WAN }] }), system);
    const { of, assumed, assumedFen, unfundedFen } = paidBySource(box.state);
    expect([of.get('ZJ-1'), of.get('ZJ-2'), assumed.get('ZJ-1'), assumed.get('ZJ-2'), assumedFen, unfundedFen]).toEqual([
      50 * WAN,
      30 * WAN,
      50 * WAN,
      0,
      50 * WAN,
      0,
    ]);
    // Naming the rest ends the convention.
    box.must(
      paid(8, 80, {
        from: [
          { source: 'ZJ-2', amountFen: 40 * WAN },
          { source: 'ZJ-1', amountFen: 40 * WAN },
        ],
      }),
      system,
    );
    expect(paidBySource(box.state).assumedFen).toBe(0);
    expect([...paidBySource(box.state).of]).toEqual([
      ['ZJ-2', 40 * WAN],
      ['ZJ-1', 40 * WAN],
    ]);
  });

  it('keeps its source: what payments name of one cannot go back, and is found where it did', () => {
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer)
      .must(source('ZJ-2', 'COUNTY', 100, 2, 1), officer)
      .must(allocate('XD-1', 'ZJ-1', 60, 3, 2), officer)
      .must(allocate('XD-2', 'ZJ-2', 40, 4, 3), officer)
      .must(paid(7, 30, { from: [{ source: 'ZJ-2', amountFen: 30 * WAN }] }), system);
    const back: Command = {
      type: 'ReturnFunds',
      key: 'TH-1',
      allocation: 'XD-2',
      how: 'WITHDRAWN',
      reason: '收回',
      amountFen: 11 * WAN,
      seen: 4,
      ...paper(5),
    };
    const { refused } = box.send(back, officer);
    expect(refused).toMatchObject({ code: 'SUMS_DISAGREE' });
    expect(refused?.message.en).toContain('ZJ-2');
    box.must(paid(8, 50, { from: [{ source: 'ZJ-2', amountFen: 50 * WAN }] }), system);
    expect(found(box, { paidFen: 50 * WAN }).find(({ code }) => code === 'PAID_OVER_SOURCE')).toMatchObject({
      project: 'QH-01',
      source: 'ZJ-2',
      light: 'RED',
    });
  });

  it('is of what was received on paper first, then of allocations by their day', () => {
    const box = opened()
      .must(grant('ZJ-1', 100, 21), officer)
      .must(
        { type: 'CountReceived', project: 'QH-01', version: 9, received: [{ key: 'F', level: 'CENTRAL', amountFen: 30 * WAN, document: 'a' }] },
        system,
      )
      .must(allocate('XD-1', 'JX.ZJ-1', 60, 1, 0), officer)
      .must(paid(1, 50), system);
    expect([...paidBySource(box.state).of]).toEqual([['JX.ZJ-1', 20 * WAN]]);
    expect(paidBySource(box.state)).toMatchObject({ received: new Map([['CENTRAL', 30 * WAN]]), assumedFen: 50 * WAN, unfundedFen: 0 });
    expect([...receivedBySource(box.state)]).toEqual([['JX.ZJ-1', 30 * WAN]]);
    expect(projectSums(box.state, 'QH-01')).toMatchObject({ allocatedFen: 90 * WAN, balanceFen: 40 * WAN });
    // What was received of that level is not there a second time.
    expect(box.send(allocate('XD-2', 'JX.ZJ-1', 11, 2, 1), officer).refused).toMatchObject({ code: 'FUNDS_SHORT' });
  });
});

describe('what does not agree', () => {
  it('is red while there is no source at all, with the row that says so', () => {
    expect(found(opened())).toMatchObject([
      { code: 'SOURCES_MISSING', light: 'RED', rule: { zh: expect.stringContaining('FUNDS.missingRed：true') } },
    ]);
  });

  it('is the county’s own share that lags, by the points of its table', () => {
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 2_000, 1, 0), officer)
      .must(source('ZJ-2', 'COUNTY', 2_000, 2, 1), officer);
    // 1,600 and 1,080 of 万元 are planned.
    box.must(allocate('XD-1', 'ZJ-1', 800, 3, 2), officer).must(allocate('XD-2', 'ZJ-2', 540, 4, 3), officer);
    expect(found(box)).toEqual([]);
    box.must(allocate('XD-3', 'ZJ-1', 320, 5, 4), officer);
    expect(found(box)).toMatchObject([{ code: 'COUNTY_BEHIND', light: 'YELLOW', what: { en: expect.stringContaining('20 points') } }]);
    box.must(allocate('XD-4', 'ZJ-1', 320, 6, 5), officer);
    expect(found(box)).toMatchObject([{ light: 'RED', rule: { en: expect.stringContaining('FUNDS.countyBehindRed: 30') } }]);
  });

  it('is paid where nothing was allocated, or more than that', () => {
    const box = opened()
      .must(source('ZJ-1', 'CENTRAL', 100, 1, 0), officer)
      .must(paid(1, 10), system);
    expect(found(box, { paidFen: 10 * WAN })).toMatchObject([{ code: 'NOT_ALLOCATED', light: 'RED' }]);
    box.must(allocate('XD-1', 'ZJ-1', 5, 2, 1), officer);
    expect(found(box, { paidFen: 10 * WAN }).map(({ code }) => code)).toContain('PAID_OVER_ALLOCATED');
  });

  it('is a surplus that is still there once nothing more is paid: yellow, and red after its days', () => {
    const box = opened()
      .must(source('ZJ-1', 'COUNTY', 100, 1, 0), officer)
      .must(allocate('XD-1', 'ZJ-1', 100, 2, 1), officer)
      .must(paid(5, 90, { closedOn: '2026-11-01' }), system);
    const surplus = (day: string) => found(box, { paidFen: 90 * WAN }, day).filter(({ code }) => code === 'SURPLUS_DUE');
    expect(surplus('2026-12-01')).toMatchObject([{ light: 'YELLOW' }]);
    expect(surplus('2026-12-02')).toMatchObject([{ light: 'RED' }]);
    const back = { type: 'ReturnFunds', key: 'TH-1', allocation: 'XD-1', how: 'SURPLUS', amountFen: 10 * WAN, reason: '结余上缴', seen: 2 } as const;
    box.must({ ...back, ...paper(9) }, officer);
    expect(surplus('2026-12-02')).toEqual([]);
    // It went to the treasury: it cannot be allocated a second time.
    expect(box.send(allocate('XD-2', 'ZJ-1', 1, 10, 3), officer).refused).toMatchObject({ code: 'FUNDS_SHORT' });
  });
});

describe('a month that is called in', () => {
  const CALL: Command = { type: 'CallReports', month: '2026-05' };
  const three = () => {
    const box = opened('2026-06-24T02:00:00.000Z');
    for (const code of ['QH-02', 'QH-03', 'QH-04'])
      box.must(
        { type: 'RegisterProject', project: { profile: { ...profile, code, manager: `manager-${code}` }, survey: surveyBasis, panel: [] } },
        officer,
      );
    return box;
  };
  const account = (project: string, more: object): Command => ({
    ...{ type: 'CountPayments', project, account: 'CONSTRUCTION', version: 9, paidFen: 0, takenOverFen: 0 },
    ...more,
  });
  const asked = (box: ReturnType<typeof three>) => {
    const event = box.must(CALL, system).events.at(-1);
    const { managers, calls } = { managers: [], calls: [], ...event?.data };
    return { managers, calls };
  };

  it('is asked of projects alone whose works have begun and were not complete before it', () => {
    const box = three()
      // QH-01 is still in its survey; QH-02 has begun, QH-03 was complete in April, QH-04 has works that have not begun.
      .must(account('QH-02', { reportsFrom: '2026-01' }), system)
      .must(account('QH-03', { reportsFrom: '2025-01', reportsUntil: '2026-04' }), system)
      .must(account('QH-04', {}), system);
    expect(asked(box)).toEqual({ managers: ['manager-QH-02'], calls: ['QH-02'] });
  });

  it('is asked of the month in which works were completed, and of none before they began', () => {
    const box = three()
      .must(account('QH-02', { reportsFrom: '2026-06' }), system)
      .must(account('QH-03', { reportsFrom: '2025-01', reportsUntil: '2026-05' }), system);
    expect(asked(box)).toEqual({ managers: ['manager-QH-03'], calls: ['QH-03'] });
  });
});
