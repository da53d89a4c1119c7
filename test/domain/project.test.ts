import { describe, expect, it } from 'vitest';
import { programmeCase } from '../../domain/programme/case.ts';
import { askedToReport } from '../../domain/programme/funds.ts';
import { projectCase } from '../../domain/project/case.ts';
import type { ProjectCommand } from '../../domain/project/facts.ts';
import { STAGE_KEYS, STAGES_BEFORE, type StageKey } from '../../domain/stages/all.ts';
import { PROOF } from '../../scripts/rules/plan-samples.ts';
import { calendar, clock, openProgramme, PANEL, person, profile, Sandbox, surveyBasis, system } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');
const WAN = 1_000_000;

function opened(changed: Partial<typeof profile> = {}) {
  const box = new Sandbox(projectCase);
  box.now = '2023-03-13T02:00:00.000Z';
  const command: ProjectCommand = { type: 'Open', programme: 'QH', profile: { ...profile, ...changed }, survey: surveyBasis, panel: PANEL };
  expect(box.send(command, system)).toBeNull();
  return box;
}
const start = (box: ReturnType<typeof opened>, stage: StageKey) => box.send({ type: 'StartStage', stage }, system);
const finish = (box: ReturnType<typeof opened>, stage: StageKey, result = {}) =>
  box.send({ type: 'FinishStage', stage, outcome: 'DONE', result, undone: [] }, system);
function inApprovals() {
  const box = opened();
  for (const stage of ['SURVEY', 'PLANNING'] as const) {
    start(box, stage);
    finish(box, stage, { demandGap: 130 });
  }
  start(box, 'APPROVALS');
  return box;
}
function approve(box: ReturnType<typeof opened>, step: 'LAND_PRE' | 'FSR' | 'PRELIM' | 'FISCAL', amount = 2_560) {
  expect(box.send({ type: 'ApplyForStep', step, amountFen: amount * WAN, documents: [] }, manager)).toBeNull();
  const approval = box.state.steps[step]?.approval ?? '';
  box.send({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null, scores: [] }, system);
  expect(box.send({ type: 'RecordReply', step, number: `n-${step}`, on: '2023-03-13', by: '县发改局', files: PROOF }, manager)).toBeNull();
}

describe('the story of a project', () => {
  it('reaches every stage, and starts none before those it rests on', () => {
    const box = opened();
    for (const stage of STAGE_KEYS.slice(1)) expect(start(box, stage)).toMatchObject({ code: 'OUT_OF_ORDER' });
    expect(STAGE_KEYS.filter((stage) => STAGES_BEFORE[stage].length === 0)).toEqual(['SURVEY']);
  });

  it('takes its approvals in order and hands the approved estimate to construction', () => {
    const box = inApprovals();
    expect(box.send({ type: 'ApplyForStep', step: 'FSR', amountFen: 1, documents: [] }, manager)?.faults).toEqual([
      expect.stringMatching(/^.+ \(LAND_PRE\) has no reply yet$/),
    ]);
    expect(box.send({ type: 'ApplyForStep', step: 'PLAN_ESTIMATE', amountFen: 1, documents: [] }, manager)).toMatchObject({ code: 'UNKNOWN_ITEM' });
    expect(box.send({ type: 'RecordReply', step: 'LAND_PRE', number: 'x', on: '2023-03-13' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    approve(box, 'LAND_PRE');
    approve(box, 'FSR');
    approve(box, 'PRELIM', 2_680);
    approve(box, 'FISCAL', 2_680);
    expect(box.state.stages.APPROVALS).toMatchObject({ status: 'DONE', result: { estimateFen: 2_680 * WAN } });
  });

  it('refuses an estimate more than 10 % above the feasibility report until that is submitted again (政府投资条例 art. 12)', () => {
    const box = inApprovals();
    approve(box, 'LAND_PRE');
    approve(box, 'FSR');
    const apply = () => box.send({ type: 'ApplyForStep', step: 'PRELIM', amountFen: 2_830 * WAN, documents: [] }, manager);
    expect(apply()).toMatchObject({ code: 'ESTIMATE_EXCEEDS_FSR' });
    approve(box, 'FSR', 2_800);
    expect(box.state.steps.FSR?.attempt).toBe(2);
    expect(apply()).toBeNull();
  });

  it('asks for no money of nothing, and tells of a second reply that there is one', () => {
    const box = inApprovals();
    approve(box, 'LAND_PRE');
    const fsr = (amountFen: number) => box.send({ type: 'ApplyForStep', step: 'FSR', amountFen, documents: [] }, manager);
    expect(fsr(0)?.faults).toEqual(['amountFen: must be above 0']);
    expect(fsr(1)).toBeNull();
    const again = box.send({ type: 'RecordReply', step: 'LAND_PRE', number: 'x', on: '2023-03-13', by: '县发改局', files: PROOF }, manager);
    expect(again).toMatchObject({ code: 'DUPLICATE', message: { zh: expect.stringContaining('n-LAND_PRE') } });
  });

  it('lets a refused step be applied for again, with an approval of its own', () => {
    const box = inApprovals();
    box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager);
    expect(box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager)).toMatchObject({ code: 'DUPLICATE' });
    box.send({ type: 'ApprovalDecided', approval: 'QH-01.LAND_PRE', outcome: 'REJECTED', reason: 'no', scores: [] }, system);
    expect(box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager)).toBeNull();
    expect(box.state.steps.LAND_PRE?.approval).toBe('QH-01.LAND_PRE.2');
  });

  it('obeys its manager and the office, nobody else, and its stages only when the system speaks', () => {
    const box = inApprovals();
    expect(box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, person('stranger'))).toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(box.send({ type: 'StartStage', stage: 'CONSTRUCTION' }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send({ type: 'Cancel', reason: 'x' }, manager)).toMatchObject({ code: 'NOT_YOURS' });
  });
});

describe('suspending and cancelling', () => {
  it('suspends all open stages and resumes them', () => {
    const box = inApprovals();
    box.send({ type: 'Suspend', reason: '资金' }, officer);
    expect(box.send({ type: 'ApplyForStep', step: 'LAND_PRE', amountFen: 1, documents: [] }, manager)).toMatchObject({ code: 'SUSPENDED' });
    expect(box.send({ type: 'Resume' }, officer)).toBeNull();
    expect(box.state.status).toBe('RUNNING');
  });

  it('closes stages one after the other, the latest first, and says what was undone and what remains', () => {
    const box = inApprovals();
    approve(box, 'LAND_PRE');
    for (const step of ['FSR', 'PRELIM', 'FISCAL'] as const) approve(box, step);
    for (const stage of ['CONSTRUCTION', 'TRAINING'] as const) start(box, stage);
    box.send({ type: 'Cancel', reason: '规划调整' }, officer);
    const asked = () => box.events.filter((e) => e.type === 'StageCancelAsked').map((e) => (e.data as { stage: string }).stage);
    expect(asked()).toEqual(['TRAINING']);
    box.send({ type: 'FinishStage', stage: 'TRAINING', outcome: 'CANCELLED', result: {}, undone: [] }, system);
    expect(asked()).toEqual(['TRAINING', 'CONSTRUCTION']);
    const contract = { zh: '施工合同须另行解除', en: 'contract must be ended' };
    box.send({ type: 'FinishStage', stage: 'CONSTRUCTION', outcome: 'CANCELLED', result: {}, undone: [contract] }, system);
    expect(box.state.status).toBe('CANCELLED');
    expect(box.state.remains).toContainEqual(contract);
    expect(box.send({ type: 'Resume' }, officer)).toMatchObject({ code: 'CLOSED' });
  });
});

describe('the programme', () => {
  const open = () => {
    const box = new Sandbox(programmeCase);
    box.now = '2024-09-10T02:00:00.000Z';
    expect(box.send(openProgramme([{ role: 'PROGRAMME_OFFICER', person: 'officer' }]), officer)).toBeNull();
    return box;
  };
  it('calls for the monthly reports of works that can report, due on the fifth working day', () => {
    const box = open();
    box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: PANEL } }, officer);
    // October 2024: holidays until the 7th, a working Saturday on the 12th; the fifth working day is the 12th.
    expect(box.state.deadline).toMatchObject({ from: '2024-09-30', dueOn: '2024-10-12', calendar: calendar.version });
    const call = programmeCase.agenda(box.state)[0];
    if (call === undefined) throw new Error('nothing on the agenda');
    expect(box.send(call.command, clock)).toBeNull();
    expect(box.events.at(-1)?.data).toMatchObject({ month: '2024-09', managers: [], deadline: { from: '2024-10-31' } });
    // The works of a project of an earlier release tell nothing of when they report.
    const { accounts: _, ...earlier } = box.state.projects['QH-01'] ?? {};
    expect(askedToReport({ ...box.state, projects: { 'QH-01': { ...earlier, status: 'RUNNING' } } }, '2024-09')).toEqual(['QH-01']);
  });
  it('keeps at least one officer, and is closed only after all its projects', () => {
    const box = open();
    expect(box.send({ type: 'RevokeRole', role: 'PROGRAMME_OFFICER', person: 'officer', basis: 'x' }, officer)).toMatchObject({ code: 'INCOMPLETE' });
    expect(box.send({ type: 'AssignRole', role: 'NDRC', person: 'a', basis: 'x' }, manager)).toMatchObject({ code: 'NOT_YOURS' });
    box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: PANEL } }, officer);
    expect(box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: PANEL } }, officer)).toMatchObject({
      code: 'DUPLICATE',
    });
    expect(box.send({ type: 'CloseProgramme', summary: 'x' }, officer)?.faults).toEqual(['project QH-01 is still running']);
    box.send({ type: 'ProjectClosed', project: 'QH-01', outcome: 'ACCEPTED' }, system);
    expect(box.send({ type: 'CloseProgramme', summary: 'x' }, officer)).toMatchObject({ code: 'OUT_OF_ORDER' });
  });
});
