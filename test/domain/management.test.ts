import { describe, expect, it } from 'vitest';
import { approvalId } from '../../domain/approval/case.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { managementStage } from '../../domain/stages/management/stage.ts';
import { managementTelling } from '../../domain/stages/management/standing.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { clock, person, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const KEYS = shippedValues(MANAGEMENT).rules.map(({ key }) => key);
const RECORD = [{ title: '检查记录', sha256: 'a'.repeat(64) }];
const passed = (attempt: number) =>
  ({
    type: 'ApprovalDecided',
    approval: approvalId('T-01', 'RULES', attempt),
    outcome: 'APPROVED',
    reason: null,
    conditions: [],
    scores: [],
  }) as const;

/** Issued on 2026-03-02 and taught: the stage is done. */
function inForce() {
  const box = new Sandbox(managementStage.logic);
  box.now = '2026-03-03T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  box.send({ type: 'DraftRules', rules: KEYS.map((rule) => ({ rule, sha256: rule })) }, manager);
  box.send({ type: 'SubmitRules' }, manager);
  const approval = Object.keys(box.state.approvals)[0] ?? '';
  expect(box.send({ ...passed(1), approval }, system)).toBeNull();
  expect(box.send({ type: 'IssueRules', number: 'ZD-1', on: '2026-03-02' }, manager)).toBeNull();
  expect(box.send({ type: 'RecordBriefing', on: '2026-03-03', attended: 30 }, manager)).toBeNull();
  return box;
}
const revisions = (box: ReturnType<typeof inForce>) => Object.keys(box.state.watched ?? {});

describe('management rules in force', () => {
  it('are revised a year after their issue: the manager is told before, the office after, and the case goes on till then', () => {
    const box = inForce();
    expect(managementStage.logic.summary(box.state).status).toBe('WATCHED');
    expect(box.state.watched).toMatchObject({ 'REVISION@2027-03-02': { from: '2027-02-15' } });
    box.now = '2027-03-03T02:00:00.000Z';
    box.send({ type: 'TellDue', due: 'REVISION@2027-03-02', when: 'SOON' }, clock);
    expect(managementStage.logic.summary(box.state).light).toBe('YELLOW');
    box.send({ type: 'TellDue', due: 'REVISION@2027-03-02', when: 'PAST' }, clock);
    const told = box.events.at(-1);
    const notices = told === undefined ? [] : managementStage.logic.notices(box.state, told);
    expect(notices.map(({ to }) => to)).toEqual([{ person: 'manager' }, { role: 'PROGRAMME_OFFICER' }]);
    expect(managementStage.logic.summary(box.state).light).toBe('RED');
  });

  it('are revised after their day as well: late is found, and the next revision is due a year later', () => {
    const box = inForce();
    for (const [now, when] of [
      ['2027-02-20', 'SOON'],
      ['2027-03-03', 'PAST'],
    ] as const) {
      box.now = `${now}T02:00:00.000Z`;
      expect(box.send({ type: 'TellDue', due: 'REVISION@2027-03-02', when }, clock)).toBeNull();
    }
    box.now = '2027-06-01T02:00:00.000Z';
    expect([managementStage.logic.closed(box.state), managementStage.logic.summary(box.state).status]).toEqual([false, 'WATCHED']);
    const lacks = () => managementTelling.needs(box.state, '2027-06-01').filter(({ key, there }) => key === 'REVISION' && !there);
    expect(lacks()).toHaveLength(1);
    expect(box.send({ type: 'ConfirmUnchanged', on: '2027-06-01', note: '园务会' }, manager)).toBeNull();
    expect(box.events.at(-1)).toMatchObject({ type: 'RulesUnchanged', data: { lateSince: '2027-03-02' } });
    expect([lacks(), revisions(box)]).toEqual([[], ['REVISION@2028-06-01']]);
    box.now = '2028-05-01T02:00:00.000Z';
    expect(box.send({ type: 'ConfirmUnchanged', on: '2028-05-01', note: '园务会' }, manager)).toBeNull();
    expect(box.events.at(-1)?.data).not.toHaveProperty('lateSince');
  });

  it('that were issued more than a year before they are entered here can still be revised', () => {
    const box = new Sandbox(managementStage.logic);
    box.now = '2028-03-03T02:00:00.000Z';
    box.send({ type: 'Open', ...stageBase() }, system);
    box.send({ type: 'DraftRules', rules: KEYS.map((rule) => ({ rule, sha256: rule })) }, manager);
    box.send({ type: 'SubmitRules' }, manager);
    expect(box.send({ ...passed(1), approval: Object.keys(box.state.approvals)[0] ?? '' }, system)).toBeNull();
    expect(box.send({ type: 'IssueRules', number: 'ZD-1', on: '2026-03-02' }, manager)).toBeNull();
    expect(box.send({ type: 'RecordBriefing', on: '2026-03-03', attended: 30 }, manager)).toBeNull();
    expect(managementStage.logic.closed(box.state)).toBe(false);
    expect(box.send({ type: 'ConfirmUnchanged', on: '2028-03-03', note: '园务会' }, manager)).toBeNull();
  });

  it('that need no change are due again a year later, for a reason that is said', () => {
    const box = inForce();
    box.now = '2027-02-20T02:00:00.000Z';
    expect(box.send({ type: 'ConfirmUnchanged', on: '2027-02-20', note: ' ' }, manager)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send({ type: 'ConfirmUnchanged', on: '2027-02-20', note: '园务会' }, manager)).toBeNull();
    expect(revisions(box)).toEqual(['REVISION@2028-02-20']);
  });

  it('are revised by a new text, which is reviewed and issued under another number; the old ones hold until then', () => {
    const box = inForce();
    box.send({ type: 'RecordReading', on: '2026-03-03', readers: [{ ref: 'a' }] }, manager);
    box.now = '2027-02-20T02:00:00.000Z';
    expect(box.send({ type: 'DraftRules', rules: [{ rule: 'FEES', sha256: 'new' }] }, manager)).toBeNull();
    expect(box.state.issued).toEqual({ number: 'ZD-1', on: '2026-03-02' });
    expect(box.state.texts?.FEES).toEqual([
      { sha256: 'FEES', on: '2026-03-03' },
      { sha256: 'new', on: '2027-02-20' },
    ]);
    expect(box.send({ type: 'IssueRules', number: 'ZD-2', on: '2027-02-20' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ type: 'SubmitRules' }, manager)).toBeNull();
    expect(box.send({ type: 'ConfirmUnchanged', on: '2027-02-20', note: 'x' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ ...passed(2), approval: Object.keys(box.state.approvals)[0] ?? '' }, system)).toBeNull();
    expect(box.send({ type: 'IssueRules', number: 'ZD-1', on: '2027-02-20' }, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'IssueRules', number: 'ZD-2', on: '2027-02-20' }, manager)).toBeNull();
    expect(box.state.issues).toHaveLength(2);
    expect(box.state).not.toHaveProperty('readers');
    expect(revisions(box)).toEqual(['REVISION@2028-02-20']);
  });

  it('are inspected with a record, and shown as not followed until an inspection passes', () => {
    const box = inForce();
    const inspected = { type: 'RecordInspection', on: '2026-03-03', rule: 'FEES', followed: false, note: '未公示餐费' } as const;
    expect(box.send({ ...inspected, note: '' }, manager)?.faults).toHaveLength(2);
    expect(box.send({ ...inspected, files: RECORD }, manager)).toBeNull();
    const lacks = () => managementTelling.needs(box.state, '2026-03-03').filter(({ key, there }) => key.startsWith('FOLLOWED') && !there);
    expect(lacks()).toHaveLength(1);
    expect(box.send({ ...inspected, followed: true, files: RECORD }, manager)).toBeNull();
    expect(lacks()).toEqual([]);
  });

  it('of a case that an earlier release opened are watched by nothing, and take nothing once they are taught', () => {
    const box = inForce();
    const { standards: _, watched: __, texts: ___, ...old } = box.state;
    expect(managementStage.logic.closed(old)).toBe(true);
    const context = { now: box.now, actor: manager, commandId: 'c', rules: 4 };
    const decided = managementStage.logic.decide(box.state, { type: 'DraftRules', rules: [{ rule: 'FEES', sha256: 'x' }] }, context);
    expect(decided).toMatchObject({ ok: false, rejection: { code: 'CLOSED' } });
  });
});
