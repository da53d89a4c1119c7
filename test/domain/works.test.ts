/** Contracts of any kind, the five parties, the site, wages and small firms, changes and repairs, by their rules. */
import { describe, expect, it } from 'vitest';
import { approvalId } from '../../domain/approval/case.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { unmet } from '../../domain/stages/acceptance/items.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { worksPart } from '../../domain/stages/construction/board.ts';
import type { ConstructionCommand } from '../../domain/stages/construction/facts.ts';
import { notedWords } from '../../domain/stages/construction/finding-words.ts';
import { PARTIES } from '../../domain/stages/construction/site/facts.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { computedScores } from '../../domain/stages/evaluation/scores.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { COMMITTED, FILES, tendered } from '../../scripts/rules/samples.ts';
import { clock, person, profile, Sandbox, stageBase, system } from '../setup/builders.ts';

const WAN = 1_000_000;
const manager = person('manager');
const { logic } = constructionStage;
const permits = permitsBeforeStart(profile).map((permit, index) => ({ permit, number: `P${index}`, on: '2023-09-01' }));

function opened(now = '2023-08-01', changed: Partial<typeof profile> = {}) {
  const box = new Sandbox(logic);
  box.now = `${now}T02:00:00.000Z`;
  expect(box.send({ type: 'Open', ...stageBase({ profile: { ...profile, ...changed } }) }, system)).toBeNull();
  return box;
}
type Box = ReturnType<typeof opened>;
const at = (box: Box, on: string): Box => {
  box.now = `${on}T02:00:00.000Z`;
  return box;
};
const must = (box: Box, ...commands: readonly ConstructionCommand[]): Box => {
  for (const command of commands) expect(box.send(command, manager), command.type).toBeNull();
  return box;
};
const codes = (box: Box) => box.state.findings.map(({ code }) => code);
const works = { type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000 * WAN, on: '2023-08-20', tender: 'SG-1' } as const;
const started = () =>
  must(
    at(opened(), '2023-09-20'),
    tendered(),
    works,
    ...COMMITTED,
    { type: 'RecordPermits', permits },
    {
      type: 'RecordMilestone',
      key: 'START',
      on: '2023-09-12',
      evidence: 'x',
    },
  );
/** Answers what was asked under that key. */
const answer = (box: Box, key: string, outcome: 'APPROVED' | 'REJECTED' = 'APPROVED') =>
  expect(
    box.send({ type: 'ApprovalDecided', approval: approvalId('QH-01', key, 1), outcome, reason: null, conditions: [], scores: [] }, system),
  ).toBeNull();
const design = (amountFen: number, more: object = {}) =>
  ({ type: 'RecordContract', kind: 'DESIGN', contractor: '省建筑设计院', amountFen, on: '2023-08-20', number: 'SJ-1', ...more }) as const;
/** What the clock does next of that kind. */
const strike = (box: Box, of: string): string => {
  const item = logic.agenda(box.state).find(({ command }) => command.type === 'NoteLate' && command.of === of);
  if (item === undefined) throw new Error(`the clock looks at no ${of}`);
  box.now = item.at;
  expect(box.send(item.command, clock)).toBeNull();
  return item.at;
};

describe('contracts of any kind', () => {
  it('over the line of must-tender are taken with their tender, an exemption, or the reason why there was none, which is found', () => {
    const box = at(opened(), '2023-09-01');
    expect(box.send(design(100 * WAN), manager)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send(design(100 * WAN - 1), manager)).toBeNull();
    expect(codes(box)).toEqual([]);
    must(box, design(100 * WAN, { number: 'SJ-2', exemption: '青发改〔2023〕7号' }));
    expect(codes(box)).toEqual([]);
    // With the first one that was not tendered they are one.
    expect(box.send(design(1, { number: 'SJ-3' }), manager)).toMatchObject({ code: 'REASON_REQUIRED' });
    must(box, design(1, { number: 'SJ-3', untendered: '补充设计' }));
    expect(box.state.findings.map((noted) => notedWords(noted).zh)).toEqual([
      '设计合同 SJ-3（2023年8月20日）未经招标，合计 100 万元，达到必须招标的 100 万元',
    ]);
  });
  it('that lack several things are told of all of them, and why an award without a tender is not enough', () => {
    const bare = { type: 'RecordContract', kind: 'EQUIPMENT', contractor: ' ', amountFen: 0, on: '2023-09-01' } as const;
    expect(at(opened(), '2023-09-20').send(bare, manager)?.faults).toHaveLength(3);
    const box = must(at(opened(), '2023-09-20'), {
      type: 'RecordTender',
      key: 'ZF-1',
      kind: 'EQUIPMENT',
      way: 'DIRECT',
      estimateFen: 200 * WAN,
      winner: 'w',
      amountFen: 200 * WAN,
      number: 'Z-1',
      on: '2023-09-01',
    });
    const signed = { ...bare, contractor: 'w', amountFen: 200 * WAN, on: '2023-09-15', number: 'E-1', tender: 'ZF-1' } as const;
    expect(box.send(signed, manager)?.message.zh).toContain('标段 ZF-1 不是公开或邀请招标');
    const { tender: _, ...untendered } = signed;
    must(box, { ...untendered, amountFen: 199 * WAN });
    const second = box.send({ ...bare, contractor: 'w', amountFen: WAN, on: '2023-09-15', number: 'E-2' }, manager);
    expect(second?.message.en).toContain('with those of its kind on record comes to CNY 2,000,000.00');
  });
  it('that were signed before the project came here are taken as they were, with the finding', () => {
    const box = at(opened('2023-08-21'), '2023-09-01');
    must(box, design(100 * WAN));
    expect(codes(box)).toEqual(['CONTRACT_WITHOUT_TENDER']);
  });
  it('know no line where little of the money is from budgets, and none is asked by a case of an earlier release', () => {
    const box = at(opened('2023-08-01', { funding: { centralFen: 120 * WAN, countyFen: 0, otherFen: 420 * WAN } }), '2023-09-01');
    must(box, design(300 * WAN));
    expect(codes(box)).toEqual([]);
    const old = new Sandbox(logic);
    old.earlier = true;
    old.now = '2023-09-01T02:00:00.000Z';
    old.send({ type: 'Open', ...stageBase() }, system);
    expect(old.send(design(300 * WAN), manager)).toBeNull();
    expect(old.state.findings).toEqual([]);
  });
  it('hold their bonds, their thirty days and what was awarded, each at its edge', () => {
    const box = at(opened(), '2023-12-01');
    must(box, tendered(), { ...works, performanceBondFen: 200 * WAN, on: '2023-09-09' });
    expect(codes(box)).toEqual([]);
    const other = at(opened(), '2023-12-01');
    must(other, { ...tendered(), bidBondFen: 40 * WAN + 1, publishedFrom: '2023-08-05', publishedUntil: '2023-08-06' });
    expect(codes(other)).toEqual(['CANDIDATES_LATE', 'CANDIDATES_SHORT', 'BID_BOND_OVER']);
    must(other, { ...works, amountFen: 2_001 * WAN, performanceBondFen: 200 * WAN + 200_000, on: '2023-09-10' });
    expect(codes(other).slice(3)).toEqual(['CONTRACT_SIGNED_LATE', 'CONTRACT_NOT_AS_AWARDED', 'PERFORMANCE_BOND_OVER']);
  });
  it('are paid within their own sum, apart from the payments for works, and all together within the estimate', () => {
    const box = must(started(), design(90 * WAN));
    const pay = (key: string, amountFen: number) =>
      box.send({ type: 'RequestPayment', key, amountFen, confirmedValueFen: 0, contract: 'SJ-1' }, manager);
    expect(pay('S1', 90 * WAN + 1)).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(pay('S1', 60 * WAN)).toBeNull();
    answer(box, 'PAYMENT.S1');
    expect(box.state.contractPayments?.S1).toMatchObject({ status: 'APPROVED', contract: 'SJ-1' });
    expect(box.state.payments).toEqual({});
    expect(pay('S2', 30 * WAN + 1)).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(box.send({ type: 'RequestPayment', key: 'S1', amountFen: 1, confirmedValueFen: 1 * WAN }, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'RequestPayment', key: 'X', amountFen: 1, confirmedValueFen: 0, contract: 'none' }, manager)).toMatchObject({
      code: 'UNKNOWN_ITEM',
    });
  });
  it('are paid of the project like works: on its board, in what works hand on, and in what cancelling leaves', () => {
    const box = must(started(), design(90 * WAN));
    must(box, { type: 'RequestPayment', key: 'S1', amountFen: 60 * WAN, confirmedValueFen: 0, contract: 'SJ-1' });
    answer(box, 'PAYMENT.S1');
    must(box, { type: 'RequestPayment', key: 'P1', amountFen: 85 * WAN, confirmedValueFen: 100 * WAN });
    answer(box, 'PAYMENT.P1');
    expect(worksPart(box.state).works.paidFen).toBe(145 * WAN);
    const approved = box.events.flatMap((event) => (event.type === 'PaymentApproved' ? [event] : []));
    expect(approved.flatMap((event) => logic.consequences(box.state, event))).toMatchObject([
      { command: { type: 'CountPayments', paidFen: 145 * WAN } },
      { command: { type: 'CountPayments', paidFen: 145 * WAN } },
    ]);
    const cancelled = at(must(started(), design(90 * WAN)), '2023-09-20');
    must(cancelled, { type: 'RequestPayment', key: 'S1', amountFen: 60 * WAN, confirmedValueFen: 0, contract: 'SJ-1' });
    answer(cancelled, 'PAYMENT.S1');
    expect(cancelled.send({ type: 'Cancel', reason: { zh: '停建', en: 'stopped' } }, system)).toBeNull();
    expect(cancelled.events.at(-1)?.data).toMatchObject({ undone: [{}, { zh: '已支付 60 万元 须清算' }] });
    const milestones = milestonesOf('NEW').slice(1, -1);
    must(at(box, '2024-06-01'), ...milestones.map(({ key }) => ({ type: 'RecordMilestone', key, on: '2024-05-20', evidence: 'x' }) as const));
    must(box, { type: 'AcceptCompletion', on: '2024-05-31', parties: PARTIES.map((party) => ({ party, passed: true })) });
    must(box, { type: 'FileCompletion', number: 'B1', on: '2024-06-01' });
    expect(box.events.findLast(({ type }) => type === 'StageClosed')?.data).toMatchObject({
      result: { paidFen: 85 * WAN, paidInAllFen: 145 * WAN },
    });
    const known = { profile, paidFen: 85 * WAN, paidInAllFen: 145 * WAN, estimateFen: 100 * WAN };
    expect(computedScores(shippedValues(EVALUATION), known)).toMatchObject({ WITHIN_ESTIMATE: 0 });
    expect(computedScores(shippedValues(EVALUATION), { ...known, paidInAllFen: null }).WITHIN_ESTIMATE).toBeGreaterThan(0);
  });
});

describe('the five parties', () => {
  it('commit themselves before works start; who had not is named in a finding', () => {
    const box = must(at(opened(), '2023-09-20'), tendered(), works, { type: 'RecordPermits', permits }, ...COMMITTED.slice(0, 4));
    must(box, { type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' });
    expect(box.state.findings.map((noted) => notedWords(noted).zh)).toEqual(['2023年9月12日开工，未登记质量终身责任承诺书：监理单位']);
    must(box, { type: 'RecordCommitment', party: 'SUPERVISOR', unit: 'u', head: 'h', on: '2023-09-13', files: FILES });
    expect(codes(box)).toEqual(['STARTED_WITHOUT_COMMITMENT', 'COMMITTED_AFTER_START']);
    expect(codes(started())).toEqual([]);
  });
  it('hand in a file each; only the surveyor of a conversion may be missing', () => {
    const commit = (box: Box, changed: object) =>
      box.send({ type: 'RecordCommitment', party: 'SURVEYOR', unit: 'u', head: 'h', on: '2023-08-25', ...changed }, manager);
    const box = at(opened(), '2023-09-01');
    expect(commit(box, {})?.faults).toEqual(['files must hold the signed commitment (建质〔2014〕124号)']);
    expect(commit(box, { notApplicable: '无勘察' })).toMatchObject({ code: 'INCOMPLETE' });
    expect(commit(at(opened('2023-08-01', { buildKind: 'CONVERT' }), '2023-09-01'), { notApplicable: '无勘察' })).toBeNull();
  });
});

describe('inspections', () => {
  const look = (more: object) => ({ type: 'RecordInspection', inspection: 'CONCEALED_WORKS', passed: true, on: '2023-09-15', ...more }) as const;
  it('of concealed works come with pictures', () => {
    const box = started();
    expect(box.send(look({}), manager)?.faults).toHaveLength(1);
    must(box, look({ files: FILES }));
    expect(box.state.inspections.at(-1)).toMatchObject({ files: 1 });
  });
  it('that were not passed are put right by a day, told before and after it, and inspected again part by part', () => {
    const box = must(started(), look({ passed: false, part: '一层 A 区', files: FILES }), look({ part: '二层', files: FILES }));
    expect(box.state.inspections[0]).toMatchObject({ remedyBy: '2023-10-05' });
    const due = 'REMEDY.CONCEALED_WORKS.一层 A 区@2023-10-05';
    expect(Object.keys(box.state.watched ?? {})).toContain(due);
    must(at(box, '2023-12-01'), look({ part: '二层', on: '2023-11-01', files: FILES }));
    const parties = (['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const).map((party) => ({ party, passed: true }));
    for (const { key } of milestonesOf('NEW').slice(1, -1)) must(box, { type: 'RecordMilestone', key, on: '2023-11-20', evidence: 'x' });
    // Another part that was passed since says nothing of this one.
    expect(box.send({ type: 'AcceptCompletion', on: '2023-11-30', parties }, manager)?.faultsZh).toEqual(['最近一次隐蔽工程检查（一层 A 区）未通过']);
    must(box, look({ part: '一层A区', on: '2023-11-02', files: FILES }));
    expect(Object.keys(box.state.watched ?? {})).not.toContain(due);
    must(box, { type: 'AcceptCompletion', on: '2023-11-30', parties });
  });
});

describe('incidents', () => {
  const happened = { type: 'RecordIncident', key: 'A1', grade: 'GENERAL', on: '2023-09-19', time: '14:30', what: '脚手架坍塌' } as const;
  const told = (box: Box) => {
    const event = box.events.findLast(({ type }) => type === 'IncidentRecorded');
    return event === undefined ? [] : logic.notices(box.state, event).map(({ to }) => to);
  };
  it('are told at once to the office, and from their grade on to the heads of the leading group', () => {
    expect(told(must(started(), happened))).toEqual([
      { person: 'manager' },
      { role: 'PROGRAMME_OFFICER' },
      { role: 'OFFICE_DIRECTOR' },
      { role: 'DEPUTY_LEADER' },
      { role: 'GROUP_LEADER' },
    ]);
    expect(told(must(started(), { ...happened, grade: 'SLIGHT' }))).toHaveLength(3);
  });
  it('are reported within 24 hours to the minute; later, or not at all, is found', () => {
    const report = (on: string, time: string) => ({ type: 'ReportIncident', key: 'A1', to: '县住建局', on, time }) as const;
    const inTime = must(at(started(), '2023-09-21'), happened, report('2023-09-20', '14:30'));
    expect(codes(inTime)).toEqual([]);
    expect(codes(must(at(started(), '2023-09-21'), happened, report('2023-09-20', '14:31')))).toEqual(['INCIDENT_REPORTED_LATE']);
    expect(at(started(), '2023-09-21').send({ ...happened, time: '24:00' }, manager)).toMatchObject({ code: 'INCOMPLETE' });
    const box = must(started(), happened);
    expect(box.send(report('2023-09-19', '14:29'), manager)).toMatchObject({ code: 'EARLIER_DAY' });
    expect(strike(box, 'INCIDENT')).toBe('2023-09-20T06:30:00.000Z');
    expect(codes(box)).toEqual(['INCIDENT_NOT_REPORTED']);
    expect(logic.notices(box.state, box.events.at(-1) as never)).toHaveLength(3); // the last event is one of its own
    must(at(box, '2023-09-22'), report('2023-09-21', '09:00'));
    expect(codes(box)).toEqual(['INCIDENT_NOT_REPORTED']);
    must(box, { type: 'CloseIncident', key: 'A1', on: '2023-09-22', outcome: '已整改' });
    expect(box.send({ type: 'CloseIncident', key: 'A1', on: '2023-09-22', outcome: '已整改' }, manager)).toMatchObject({ code: 'DUPLICATE' });
  });
});

describe('incidents of suspended works, and their grade', () => {
  const happened = { type: 'RecordIncident', key: 'A1', grade: 'LARGER', on: '2023-09-19', time: '14:30', what: '坍塌', dead: 3 } as const;
  it('are taken while the project is suspended, when nothing else is', () => {
    const box = started();
    expect(box.send({ type: 'Suspend' }, system)).toBeNull();
    expect(box.send({ type: 'RecordInspection', inspection: 'SAFETY', passed: true, on: '2023-09-19' }, manager)).toMatchObject({
      code: 'SUSPENDED',
    });
    must(
      at(box, '2023-09-21'),
      happened,
      { type: 'ReportIncident', key: 'A1', to: '县应急局', on: '2023-09-19', time: '15:00' },
      { type: 'CloseIncident', key: 'A1', on: '2023-09-20', outcome: '已处理' },
    );
  });
  it('are of no lower grade than their dead make them', () => {
    const refused = started().send({ ...happened, grade: 'GENERAL' }, manager);
    expect(refused?.faultsZh).toEqual(['grade：死亡 3 人的事故至少为较大事故，不是一般事故（生产安全事故报告和调查处理条例 第三条）']);
    must(started(), happened);
    must(started(), { ...happened, grade: 'GENERAL', dead: 2 });
    expect(started().send({ ...happened, grade: 'SLIGHT', dead: 1 }, manager)).toMatchObject({ code: 'INCOMPLETE' });
  });
});

describe('one act', () => {
  it('holds a permit of each kind once, and nobody’s identity number', () => {
    const twice = permits.map(({ permit, on }) => ({ permit, number: 'x', on })).slice(0, 1);
    const refused = at(opened(), '2023-09-20').send({ type: 'RecordPermits', permits: [...permits, ...twice] }, manager);
    expect(refused?.faults).toEqual([expect.stringContaining(`permits[${permits.length}].permit: must be there once`)]);
    const named = { type: 'RecordCommitment', party: 'OWNER', unit: 'u', head: '张三 11010519491231002X', on: '2023-09-01', files: FILES } as const;
    expect(started().send(named, manager)?.faults?.join()).toContain('not an identity number');
  });
});

describe('what is recorded once more', () => {
  it('is not found twice', () => {
    const late = { type: 'RecordCommitment', party: 'OWNER', unit: 'u', head: 'h', on: '2023-09-15', files: FILES } as const;
    expect(codes(must(started(), late, { ...late, unit: 'v' }))).toEqual(['COMMITTED_AFTER_START']);
    expect(codes(must(started(), late, { ...late, on: '2023-09-16' }))).toHaveLength(2);
  });
});

describe('deliveries', () => {
  it('come to no more than their contract with its approved changes', () => {
    const box = started();
    must(box, { type: 'RecordDelivery', key: 'D1', amountFen: 1_999 * WAN, on: '2023-09-15' });
    expect(box.send({ type: 'RecordDelivery', key: 'D2', amountFen: WAN + 1, on: '2023-09-15' }, manager)).toMatchObject({ code: 'INCOMPLETE' });
    must(box, { type: 'RecordDelivery', key: 'D2', amountFen: WAN, on: '2023-09-15' });
  });
});

describe('wages of workers', () => {
  const paid = (month: string, paidFen: number, on = '2023-10-10') =>
    ({ type: 'RecordWages', month, workers: 12, dueFen: 60 * WAN, paidFen, on, files: FILES }) as const;
  it('are proven month by month; a month that is missing is found by the clock, and the next one is asked for all the same', () => {
    const box = started();
    expect(Object.keys(box.state.watched ?? {})).toContain('WAGES.2023-09@2023-10-15');
    expect(strike(box, 'WAGES')).toBe('2023-10-15T16:00:00.000Z');
    expect(codes(box)).toEqual(['WAGES_NOT_PROVEN']);
    expect(Object.keys(box.state.watched ?? {})).toEqual(expect.arrayContaining(['WAGES.2023-09@2023-10-15', 'WAGES.2023-10@2023-11-15']));
    must(at(box, '2023-10-20'), paid('2023-09', 60 * WAN));
    expect(Object.keys(box.state.watched ?? {})).not.toContain('WAGES.2023-09@2023-10-15');
  });
  it('in arrears are found, told again once they are paid, and handed on as long as they are not', () => {
    const box = at(started(), '2023-10-20');
    expect(box.send({ ...paid('2023-09', 60 * WAN), files: [] }, manager)?.faults).toHaveLength(1);
    expect(box.send(paid('2023-09', 61 * WAN), manager)?.faults).toHaveLength(1);
    expect(box.send(paid('2023-08', 60 * WAN), manager)?.faults).toHaveLength(1);
    must(box, paid('2023-09', 40 * WAN));
    expect(codes(box)).toEqual(['WAGES_IN_ARREARS']);
    must(box, paid('2023-09', 60 * WAN));
    expect(codes(box)).toEqual(['WAGES_IN_ARREARS']);
  });
  it('that construction handed on as unpaid hold up the item of acceptance, whatever is claimed, until they are paid', () => {
    const box = new Sandbox(acceptanceStage.logic);
    box.now = '2026-03-02T02:00:00.000Z';
    const base = stageBase();
    box.send({ type: 'Open', ...base, inputs: { ...base.inputs, wageArrearsFen: 20 * WAN } }, system);
    const item = { key: 'WAGES', met: true, proof: '承诺书', files: FILES };
    expect(box.send({ type: 'SubmitEvidence', items: [item] }, manager)).toBeNull();
    const isOpen = () => unmet(box.state).includes('WAGES');
    expect(isOpen()).toBe(true);
    const file = { title: '银行回单.pdf', sha256: 'b'.repeat(64) };
    expect(box.send({ type: 'RecordWagesPaid', amountFen: 21 * WAN, on: '2026-03-01', file }, manager)).toMatchObject({ code: 'SUMS_DISAGREE' });
    expect(box.send({ type: 'RecordWagesPaid', amountFen: 20 * WAN, on: '2026-03-01', file }, manager)).toBeNull();
    expect(isOpen()).toBe(false);
    expect(box.send({ type: 'RecordWagesPaid', amountFen: 1, on: '2026-03-01', file }, manager)).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('small firms', () => {
  const small = (more: object = {}) => design(90 * WAN, { smallFirm: true, ...more });
  const delivered = { type: 'RecordDelivery', key: 'D1', contract: 'SJ-1', amountFen: 30 * WAN, on: '2023-09-15' } as const;
  it('are paid within thirty days of delivery, or what was agreed, sixty at most', () => {
    const until = (more: object) => must(at(started(), '2023-09-20'), small(more), delivered).state.deliveries?.D1?.payBy;
    expect(until({})).toBe('2023-10-15');
    expect(until({ payDays: 60 })).toBe('2023-11-14');
    expect(until({ payDays: 90 })).toBe('2023-11-14');
    expect(codes(must(started(), small({ payDays: 60 })))).toEqual([]);
    expect(codes(must(started(), small({ payDays: 61 })))).toEqual(['SMALL_FIRM_TERM_LONG']);
    expect(must(started(), design(90 * WAN), delivered).state.deliveries?.D1).not.toHaveProperty('payBy');
  });
  it('that are not paid by then are found by the clock; one that is paid is watched no more', () => {
    const box = must(started(), small(), delivered);
    const pay = { type: 'RequestPayment', key: 'S1', amountFen: 30 * WAN, confirmedValueFen: 0, contract: 'SJ-1', claim: 'D1' } as const;
    expect(box.send({ ...pay, amountFen: 30 * WAN + 1 }, manager)).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    const { contract: _, ...ofWorks } = pay;
    expect(box.send(ofWorks, manager)).toMatchObject({ code: 'SUMS_DISAGREE' });
    const late = must(started(), small(), delivered);
    expect(strike(late, 'DELIVERY')).toBe('2023-10-15T16:00:00.000Z');
    expect(codes(late)).toEqual(['SMALL_FIRM_UNPAID']);
    must(box, pay);
    expect(Object.keys(box.state.watched ?? {})).toContain('DELIVERY.D1@2023-10-15');
    answer(box, 'PAYMENT.S1');
    expect(Object.keys(box.state.watched ?? {})).not.toContain('DELIVERY.D1@2023-10-15');
    expect(logic.agenda(box.state).filter(({ command }) => command.type === 'NoteLate' && command.of === 'DELIVERY')).toEqual([]);
  });
});

describe('change orders', () => {
  const change = (more: object) => ({ type: 'RequestChange', key: 'C1', amountFen: 1 * WAN, cause: '基坑渗水', ...more }) as const;
  it('of scale, site or content go to whoever approved it, whatever they cost', () => {
    const box = must(started(), change({ alters: 'SCALE' }));
    expect(box.events.find(({ type }) => type === 'ChangeRequested')?.data).toMatchObject({ rung: 'CHANGE_ESTIMATE' });
    expect(must(started(), change({})).state.changes.C1?.status).toBe('APPROVED');
  });
  it('of an emergency are recorded within a day of being done, and refused afterwards they are found', () => {
    expect(started().send(change({ doneOn: '2023-09-19' }), manager)?.faults).toHaveLength(1);
    expect(started().send(change({ urgency: '抢险' }), manager)?.faults).toHaveLength(1);
    expect(codes(must(started(), change({ doneOn: '2023-09-19', urgency: '抢险' })))).toEqual([]);
    expect(codes(must(started(), change({ doneOn: '2023-09-18', urgency: '抢险' })))).toEqual(['EMERGENCY_RECORDED_LATE']);
    const box = must(started(), change({ amountFen: 12 * WAN, doneOn: '2023-09-20', urgency: '抢险' }));
    answer(box, 'CHANGE.C1', 'REJECTED');
    expect(codes(box)).toEqual(['CHANGED_AND_REFUSED']);
  });
});

describe('repairs under warranty', () => {
  const filed = () => {
    const box = at(started(), '2024-01-10');
    for (const { key } of milestonesOf('NEW').slice(1, -1)) must(box, { type: 'RecordMilestone', key, on: '2023-12-01', evidence: 'x' });
    const parties = (['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const).map((party) => ({ party, passed: true }));
    return must(box, { type: 'AcceptCompletion', on: '2023-12-31', parties }, { type: 'FileCompletion', number: 'B1', on: '2024-01-05' });
  };
  it('are asked for after completion, told of by their day, and done before retention is released', () => {
    const ask = { type: 'AskRepair', key: 'W1', of: 'WATERPROOF', what: '屋面渗漏', on: '2024-01-10', by: '2024-02-10' } as const;
    expect(at(started(), '2024-01-10').send(ask, manager)).toMatchObject({ code: 'WRONG_STATE' });
    const box = must(filed(), ask, { type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'J1', on: '2024-01-10' });
    expect(Object.keys(box.state.watched ?? {})).toContain('REPAIR.W1@2024-02-10');
    const retention = { type: 'RequestPayment', key: 'Z', amountFen: 1, confirmedValueFen: 0, kind: 'RETENTION' } as const;
    at(box, '2026-01-05');
    expect(box.send(retention, manager)).toMatchObject({ code: 'WRONG_STATE' });
    must(box, { type: 'RecordRepair', key: 'W1', on: '2024-02-01', how: '重做防水' });
    expect(box.send(retention, manager)).toBeNull();
  });
  it('go on when the money is over, as long as a warranty does', () => {
    const box = must(filed(), { type: 'CloseAccounts', reason: '另行结清' });
    must(box, { type: 'AskRepair', key: 'W1', of: 'FINISHES', what: '开裂', on: '2024-01-10', by: '2024-02-10' });
    expect(box.send({ type: 'RecordSettlement', amountFen: 1, number: 'x', on: '2024-01-10' }, manager)).toMatchObject({ code: 'CLOSED' });
    const { watched: _, ...ended } = box.state;
    expect(constructionStage.logic.closed(ended)).toBe(false);
    expect(constructionStage.logic.closed({ ...ended, repairs: {} })).toBe(true);
  });
});
