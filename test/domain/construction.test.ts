import { describe, expect, it } from 'vitest';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { causesOf } from '../../domain/stages/construction/causes.ts';
import { notedWords } from '../../domain/stages/construction/finding-words.ts';
import { PARTIES } from '../../domain/stages/construction/site/facts.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { CHANGES } from '../../domain/standards/changes.ts';
import type { PaymentKind } from '../../domain/standards/closed-lists.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { COMMITTED, tendered } from '../../scripts/rules/samples.ts';
import { person, profile, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const WAN = 1_000_000;
const permits = permitsBeforeStart(profile).map((permit, index) => ({ permit, number: `P${index}`, on: '2023-09-01' }));

function opened(base = stageBase()) {
  const box = new Sandbox(constructionStage.logic);
  box.now = '2026-03-06T02:00:00.000Z';
  expect(box.send({ type: 'Open', ...base }, system)).toBeNull();
  return box;
}
function started() {
  const box = opened();
  box.send({ type: 'RecordPermits', permits }, manager);
  for (const command of [tendered(), ...COMMITTED]) expect(box.send(command, manager)).toBeNull();
  box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000 * WAN, on: '2023-08-20', tender: 'SG-1' }, manager);
  expect(box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' }, manager)).toBeNull();
  return box;
}
const codes = (box: ReturnType<typeof opened>) => box.state.findings.map(({ code }) => code);

describe('a start without papers (R8)', () => {
  it('is recorded as it was, with a finding that names each missing paper, law first', () => {
    const box = opened();
    expect(box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' }, manager)).toBeNull();
    expect(box.state.reached.START).toBe('2023-09-12');
    const [permit, contract] = box.state.findings;
    expect(permit).toMatchObject({ code: 'STARTED_WITHOUT_PERMIT', rule: '建筑法 第七条' });
    for (const name of ['建设用地规划许可证', '建设工程规划许可证', '施工图审查合格书', '消防设计审查意见书', '施工许可证'])
      expect(permit === undefined ? '' : notedWords(permit).zh).toContain(name);
    expect(contract).toMatchObject({ code: 'STARTED_WITHOUT_CONTRACT' });
  });
  it('is told at once to whoever recorded it', () => {
    const box = opened();
    box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' }, manager);
    const found = box.events.filter(({ type }) => type === 'FindingNoted');
    expect(found).toHaveLength(3);
    for (const event of found) expect(constructionStage.logic.notices(box.state, event)).toMatchObject([{ to: { person: 'manager' } }]);
  });
  it('finds papers that come afterwards too late, and those of the day before in order', () => {
    const box = started();
    box.send({ type: 'RecordPermits', permits: [{ permit: 'STRUCTURE_SAFETY', number: 'x', on: '2023-09-12' }] }, manager);
    expect(codes(box)).toEqual([]);
    box.send({ type: 'RecordPermits', permits: [{ permit: 'BUILD_PERMIT', number: 'x', on: '2023-10-08' }] }, manager);
    expect(codes(box)).toEqual(['STARTED_BEFORE_PERMIT']);
  });
  it('asks a conversion that changes its façade or structure for planning permit and drawings, another one not (R12)', () => {
    const conversion = { ...profile, buildKind: 'CONVERT' as const };
    expect(permitsBeforeStart({ ...conversion, alters: ['FACADE'] })).toEqual(expect.arrayContaining(['BUILD_PERMIT', 'DRAWINGS_REVIEW']));
    expect(permitsBeforeStart(conversion)).not.toContain('BUILD_PERMIT');
    expect(permitsBeforeStart({ ...conversion, newLand: true })).toContain('LAND_PERMIT');
  });
});

describe('days in no order (R14)', () => {
  it('are found with each milestone, with completion and with its filing', () => {
    const box = started();
    const works = milestonesOf('NEW').slice(1, -1);
    box.send({ type: 'RecordMilestone', key: 'FOUNDATION', on: '2023-09-11', evidence: 'x' }, manager);
    expect(box.state.findings.map((noted) => notedWords(noted).zh)).toEqual([expect.stringContaining('早于开工（2023年9月12日）')]);
    for (const { key } of works.slice(1)) box.send({ type: 'RecordMilestone', key, on: '2024-10-01', evidence: 'x' }, manager);
    expect(codes(box)).toHaveLength(1);
    const parties = (['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const).map((party) => ({ party, passed: true }));
    expect(box.send({ type: 'AcceptCompletion', on: '2024-09-30', parties }, manager)).toBeNull();
    expect(codes(box)).toHaveLength(2);
    expect(box.send({ type: 'FileCompletion', number: 'x', on: '2024-09-29' }, manager)).toBeNull();
    expect(codes(box)).toEqual(['ORDER_INVERTED', 'ORDER_INVERTED', 'ORDER_INVERTED']);
  });
  it('leave the same day in order', () => {
    const box = started();
    box.send({ type: 'RecordMilestone', key: 'FOUNDATION', on: '2023-09-12', evidence: 'x' }, manager);
    expect(codes(box)).toEqual([]);
  });
});

describe('payments (R9)', () => {
  const pay = (box: ReturnType<typeof opened>, changed: object) =>
    box.send({ type: 'RequestPayment', key: '1', amountFen: 100 * WAN, confirmedValueFen: 0, ...changed }, manager);
  it('before the start are advances alone', () => {
    const box = opened();
    box.send(tendered(), manager);
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000 * WAN, on: '2023-08-20', tender: 'SG-1' }, manager);
    expect(pay(box, { confirmedValueFen: 200 * WAN })).toMatchObject({ code: 'WRONG_STATE' });
    expect(pay(box, { kind: 'ADVANCE', confirmedValueFen: 200 * WAN })).toMatchObject({ code: 'SUMS_DISAGREE' });
    expect(pay(box, { kind: 'ADVANCE' })).toBeNull();
    expect(box.state.payments['1']).toMatchObject({ status: 'ASKED', kind: 'ADVANCE' });
    expect(pay(box, { key: '2', kind: 'ADVANCE', amountFen: 2_000 * WAN })).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(codes(box)).toEqual([]);
    expect(pay(box, { key: '2', kind: 'ADVANCE', amountFen: 501 * WAN })).toBeNull();
    expect(codes(box)).toEqual(['ADVANCE_OVER_SHARE']);
  });
  it('find a confirmed value above contract and approved changes, and pay no more than was agreed', () => {
    const box = started();
    expect(pay(box, { confirmedValueFen: 1_000_000 * WAN, amountFen: 2_001 * WAN })).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(pay(box, { confirmedValueFen: 2_000 * WAN, amountFen: 1_600 * WAN })).toBeNull();
    expect(codes(box)).toEqual([]);
    expect(pay(box, { key: '2', confirmedValueFen: 1_999 * WAN })?.message.zh).toBe('累计确认产值含以往各次，不能少于已确认的 2,000 万元。');
    expect(pay(box, { key: '2', confirmedValueFen: 2_001 * WAN })).toBeNull();
    expect(codes(box)).toEqual(['VALUE_OVER_CONTRACT']);
  });
});

describe('changes of one cause (R10)', () => {
  const change = (box: ReturnType<typeof opened>, key: string, cause: string, more: object = {}) =>
    box.send({ type: 'RequestChange', key, amountFen: 9_000_000, cause, ...more }, manager);
  const statusOf = (box: ReturnType<typeof opened>, key: string) => box.state.changes[key]?.status;
  it.each(['地质条件变化 ', '地质条件变化。', '地质　条件变化', '再次地质条件变化', '地质条件变化（第二次）', '地质条件变化之二'])(
    'are summed however it is typed: %s',
    (again) => {
      const box = started();
      change(box, 'A', '地质条件变化');
      expect(statusOf(box, 'A')).toBe('APPROVED');
      change(box, 'B', again);
      expect(statusOf(box, 'B')).toBe('ASKED');
    },
  );
  const summed = (box: ReturnType<typeof opened>, cause: string) =>
    causesOf(box.state.changes, cause, '2026-03-06', shippedValues(CHANGES)).same.reduce((sum, [, { amountFen }]) => sum + amountFen, 0);
  it('come to one sum over blanks, width, script, case and order, and nothing else comes into it', () => {
    const box = started();
    const spellings = [
      '地质条件变化',
      ' 地质 条件\t变化 ',
      '地质　条件，变化',
      '地質條件變化',
      '变化：地质条件',
      '條件變化（地質）',
      '第二次地质条件变化',
    ];
    spellings.forEach((cause, index) => {
      expect(change(box, `A${index}`, cause, { amountFen: 1_000_000 + index })).toBeNull();
    });
    change(box, 'X', '外墙保温材料调整', { amountFen: 77 });
    for (const cause of spellings) expect(summed(box, cause)).toBe(7_000_000 + 21);
    expect(summed(box, '外墙保溫材料調整')).toBe(77);
    change(box, 'E1', 'Pipe moved', { amountFen: 5 });
    change(box, 'E2', 'ＭＯＶＥＤ  pipe (again)', { amountFen: 6 });
    expect(summed(box, 'pipe, moved')).toBe(11);
    expect(summed(box, '地质勘察')).toBe(0);
  });
  it('are decided by the sum that they come to', () => {
    const box = started();
    for (const key of ['A', 'B']) change(box, key, key === 'A' ? '屋面漏水' : '漏水　屋面', { amountFen: 4_999_999 });
    expect(statusOf(box, 'B')).toBe('APPROVED');
    change(box, 'C', '屋面 漏水', { amountFen: 2 });
    expect(statusOf(box, 'C')).toBe('ASKED');
  });
  it('are summed within 30 days, and not beyond', () => {
    const box = started();
    change(box, 'A', '地质条件变化');
    box.now = '2026-04-05T02:00:00.000Z';
    change(box, 'B', '地质条件变化');
    expect(statusOf(box, 'B')).toBe('ASKED');
    const later = started();
    change(later, 'A', '地质条件变化');
    later.now = '2026-04-06T02:00:00.000Z';
    change(later, 'B', '地质条件变化');
    expect(statusOf(later, 'B')).toBe('APPROVED');
  });
  it('are chosen from the changes that are there', () => {
    const box = started();
    change(box, 'A', '地质条件变化');
    expect(change(box, 'B', '', { sameAs: 'Z' })).toMatchObject({ code: 'UNKNOWN_ITEM' });
    expect(change(box, 'B', ' 再次 ')).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(change(box, 'B', '另一说法', { sameAs: 'A' })).toBeNull();
    expect(statusOf(box, 'B')).toBe('ASKED');
  });
  it('are shown to whoever decides where they are only alike, and decided by the unit where they are not', () => {
    const box = started();
    change(box, 'A', '地下障碍物处理');
    change(box, 'B', '地下障碍物清除处理');
    expect(statusOf(box, 'B')).toBe('ASKED');
    const asked = box.events.findLast(({ type }) => type === 'ApprovalAsked');
    expect(JSON.stringify(asked?.data)).toContain('原因相近的变更');
    change(box, 'C', '外墙保温材料调整');
    expect(statusOf(box, 'C')).toBe('APPROVED');
  });
});

describe('money after the filing (R9)', () => {
  const CONTRACT = 2_000 * WAN;
  const pay = (box: ReturnType<typeof opened>, key: string, amountFen: number, kind?: PaymentKind) =>
    box.send({ type: 'RequestPayment', key, amountFen, confirmedValueFen: CONTRACT, ...(kind === undefined ? {} : { kind }) }, manager);
  const answered = (box: ReturnType<typeof opened>) => {
    for (const approval of Object.keys(box.state.approvals)) {
      const decided = { type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, conditions: [], scores: [] } as const;
      expect(box.send(decided as never, system)).toBeNull(); // as the approval tells it
    }
  };
  /** Completed and filed, with 1,900万 paid for progress. */
  function filed(earlier = false) {
    const box = new Sandbox(constructionStage.logic);
    box.earlier = earlier;
    box.now = '2024-06-03T02:00:00.000Z';
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'RecordPermits', permits }, manager);
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: CONTRACT, on: '2023-08-20' }, manager);
    for (const { key } of milestonesOf('NEW').slice(0, -1)) box.send({ type: 'RecordMilestone', key, on: '2024-05-20', evidence: 'x' }, manager);
    const parties = PARTIES.map((party) => ({ party, passed: true }));
    expect(box.send({ type: 'AcceptCompletion', on: '2024-05-31', parties }, manager)).toBeNull();
    expect(pay(box, '1', 1_900 * WAN)).toBeNull();
    answered(box);
    expect(box.send({ type: 'FileCompletion', number: 'B1', on: '2024-06-03' }, manager)).toBeNull();
    return box;
  }

  it('hands on its result at the filing and goes on: settlement, then retention in its time, until all is paid', () => {
    const box = filed();
    expect(box.state.status).toBe('DONE');
    expect(constructionStage.logic.closed(box.state)).toBe(false);
    expect(constructionStage.logic.summary(box.state)).toMatchObject({ status: 'SETTLING' });
    expect(constructionStage.logic.summary(box.state).owner).toBeUndefined();
    expect(box.send({ type: 'RecordInspection', inspection: 'QUALITY', passed: true, on: '2024-06-03' }, manager)).toMatchObject({ code: 'CLOSED' });
    expect(pay(box, '2', 1, 'SETTLEMENT')).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-06-03' }, manager)).toBeNull();
    expect(pay(box, '2', 1)).toMatchObject({ code: 'WRONG_STATE' });
    const rest = 1_990 * WAN * 0.97 - 1_900 * WAN;
    expect(pay(box, '2', rest + 1, 'SETTLEMENT')).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(pay(box, '2', rest, 'SETTLEMENT')).toBeNull();
    answered(box);
    box.now = '2026-05-30T02:00:00.000Z';
    expect(pay(box, '3', 1_990 * WAN * 0.03, 'RETENTION')).toMatchObject({ code: 'WRONG_STATE' });
    box.now = '2026-05-31T02:00:00.000Z';
    expect(pay(box, '3', 1_990 * WAN * 0.03 + 1, 'RETENTION')).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(pay(box, '3', 1_990 * WAN * 0.03, 'RETENTION')).toBeNull();
    answered(box);
    expect(box.send({ type: 'CloseAccounts' }, manager)).toBeNull();
    // The five years of waterproofing are still watched (test/domain/dues.test.ts).
    expect(constructionStage.logic.summary(box.state).status).toBe('WATCHED');
    expect(pay(box, '4', 1, 'RETENTION')).toMatchObject({ code: 'CLOSED' });
  });

  it('is closed below or above the settlement only with a reason; what was paid too much is a finding', () => {
    const box = filed();
    expect(box.send({ type: 'CloseAccounts' }, manager)).toMatchObject({ code: 'REASON_REQUIRED' });
    box.send({ type: 'RecordSettlement', amountFen: 1_800 * WAN, number: 'JS-1', on: '2024-06-03' }, manager);
    expect(codes(box)).toContain('PAID_OVER_SETTLEMENT');
    expect(box.send({ type: 'CloseAccounts', reason: '多付款已退回' }, manager)).toBeNull();
  });

  it('ends with the filing in a case that an earlier release opened', () => {
    const box = filed(true);
    expect(constructionStage.logic.closed(box.state)).toBe(true);
    expect(pay(box, '2', 1, 'SETTLEMENT')).toMatchObject({ code: 'CLOSED' });
  });
});
