import { describe, expect, it } from 'vitest';
import { caseOf } from '../../domain/cases.ts';
import type { CaseLogic, Draft } from '../../domain/kernel/case.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { NoticeDue } from '../../domain/notice-facts.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { acceptanceStage } from '../../domain/stages/acceptance/stage.ts';
import { STAGE_COMMANDS } from '../../domain/stages/all.ts';
import type { Commands } from '../../domain/stages/commands.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { evaluationStage } from '../../domain/stages/evaluation/stage.ts';
import type { StageState } from '../../domain/stages/facts.ts';
import { managementStage } from '../../domain/stages/management/stage.ts';
import { planningStage } from '../../domain/stages/planning/stage.ts';
import { publicityStage } from '../../domain/stages/publicity/stage.ts';
import { surveyStage } from '../../domain/stages/survey/stage.ts';
import { isReady } from '../../domain/stages/training/ready.ts';
import { trainingStage } from '../../domain/stages/training/stage.ts';
import { EMPTY_TALLY } from '../../domain/standards/demand.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { minutes, planOf, planWay } from '../../scripts/rules/plan-samples.ts';
import { COMMITTED, tendered } from '../../scripts/rules/samples.ts';
import { clock, PANEL, person, profile, Sandbox, stageBase, system } from '../setup/builders.ts';

const manager = person('manager');
const officer = person('officer', 'PROGRAMME_OFFICER');

/** A stage opened in autumn 2025, so that the days of the story lie in the past. */
function open<S extends StageState, C extends AnyCommand, E extends Draft>(
  logic: CaseLogic<S, C, E, NoticeDue>,
  base = stageBase(),
): Sandbox<S, C, E> {
  const box = new Sandbox(logic);
  box.now = '2026-03-06T02:00:00.000Z';
  // `Open` is a command of every stage; a generic sandbox does not know that.
  expect(box.send({ type: 'Open', ...base } as unknown as C, system)).toBeNull();
  return box;
}
function answer<S extends StageState, C extends AnyCommand, E extends Draft>(
  box: Sandbox<S, C, E>,
  outcome: string,
  scores: readonly number[] = [],
): void {
  const approval = Object.keys(box.state.approvals)[0];
  const given = scores.map((score, index) => ({ person: PANEL[index] ?? '', score }));
  const command = { type: 'ApprovalDecided', approval, outcome, reason: outcome === 'APPROVED' ? null : '理由', scores: given };
  expect(box.send(command as unknown as C, system)).toBeNull();
}

describe('every stage', () => {
  const stages: readonly [string, () => Sandbox<StageState, AnyCommand, Draft>][] = [
    ['survey', () => open(surveyStage.logic) as never],
    ['planning', () => open(planningStage.logic) as never],
    ['construction', () => open(constructionStage.logic) as never],
    ['training', () => open(trainingStage.logic) as never],
    ['management', () => open(managementStage.logic) as never],
    ['publicity', () => open(publicityStage.logic) as never],
    ['evaluation', () => open(evaluationStage.logic) as never],
    ['acceptance', () => open(acceptanceStage.logic) as never],
  ];
  it.each(stages)('%s is opened once, by the system alone, and takes no command of a stranger', (_name, start) => {
    const box = start();
    expect(box.send({ type: 'Open', ...stageBase() } as AnyCommand, manager)).toMatchObject({ code: 'SYSTEM_ONLY' });
    expect(box.send({ type: 'Open', ...stageBase() } as AnyCommand, system)).toMatchObject({ code: 'ALREADY_OPENED' });
    expect(box.send({ type: 'CloseSurvey' }, person('stranger', 'NDRC_HEAD'))).toMatchObject({ code: 'NOT_YOURS' });
  });
  it.each(stages)('%s refuses people while it is suspended, and tells the project when it is cancelled', (_name, start) => {
    const box = start();
    box.send({ type: 'Suspend' }, system);
    expect(box.send({ type: 'CloseSurvey' }, manager)).toMatchObject({ code: 'SUSPENDED' });
    box.send({ type: 'Resume' }, system);
    expect(box.send({ type: 'Cancel', reason: { zh: '停建', en: 'stopped' } } as AnyCommand, system)).toBeNull();
    expect(box.state.status).toBe('CANCELLED');
    expect(box.send({ type: 'CloseSurvey' }, manager)).toMatchObject({ code: 'CLOSED' });
  });
});

describe('the survey', () => {
  const tally = {
    ...EMPTY_TALLY,
    received: 10,
    valid: 10,
    needs: { ...EMPTY_TALLY.needs, M24_36: { CERTAIN: 5, MAYBE: 0, NO: 5 } },
    feeLimits: { 150000: 5 },
  };
  it('draws up its report from the answers and ends when a reviewer has signed it', () => {
    const box = open(surveyStage.logic);
    expect(box.send({ type: 'CloseSurvey' }, manager)).toMatchObject({ code: 'NO_ANSWERS' });
    box.send({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally }, manager);
    expect(box.send({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally }, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'CloseSurvey', reason: '试点村组，全数入户' }, manager)).toBeNull();
    expect(box.state.report).toMatchObject({ validAnswers: 10, answersNeeded: 553, reason: '试点村组，全数入户', plannedPlaces: 150 });
    answer(box, 'APPROVED');
    expect(box.state.status).toBe('DONE');
  });
  it('goes on collecting when the report was not signed, and asks for a second signature later', () => {
    const box = open(surveyStage.logic);
    box.send({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally }, manager);
    box.send({ type: 'CloseSurvey', reason: '首轮' }, manager);
    answer(box, 'REJECTED');
    expect(box.state).toMatchObject({ status: 'OPEN', report: null });
    box.send({ type: 'ReceiveAnswers', batch: 'B2', sha256: 'y', tally }, manager);
    box.send({ type: 'CloseSurvey', reason: '首轮' }, manager);
    expect(Object.keys(box.state.approvals)).toEqual(['QH-01.SURVEY.2']);
    expect(box.state.tally.valid).toBe(20);
  });
  it('closes by itself at its deadline, or says that there are no answers yet', () => {
    const box = open(surveyStage.logic);
    expect(box.send({ type: 'AnnounceSurvey', closesOn: '2026-03-01' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    box.send({ type: 'AnnounceSurvey', closesOn: '2026-03-20' }, manager);
    expect(surveyStage.logic.agenda(box.state)).toEqual([{ at: '2026-03-20T16:00:00.000Z', command: { type: 'CloseSurvey' } }]);
    box.send({ type: 'CloseSurvey' }, clock);
    expect(box.types.at(-1)).toBe('DeadlinePassed');
    expect(surveyStage.logic.agenda(box.state)).toEqual([]);
  });
});

describe('planning', () => {
  const draft = { type: 'DraftPlan', content: planOf(profile) } as const;
  const complete = (base = stageBase()) => {
    const box = open(planningStage.logic, base);
    for (const command of planWay(base.profile)) expect(box.send(command, manager)).toBeNull();
    return box;
  };
  it('says in one report everything that a plan still lacks', () => {
    const box = open(planningStage.logic);
    expect(box.send({ type: 'SubmitPlan' }, manager)?.faults).toHaveLength(5);
  });
  it('is issued only after it was approved, and then ends', () => {
    const box = complete();
    expect(box.send({ type: 'IssuePlan', number: 'x', on: '2023-03-08' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    expect(box.send({ type: 'SubmitPlan' }, manager)).toBeNull();
    expect(box.send(draft, manager)).toMatchObject({ code: 'WRONG_STATE' });
    answer(box, 'APPROVED');
    expect(box.send({ type: 'IssuePlan', number: '青政办发〔2023〕9号', on: '2027-03-08' }, manager)).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(box.send({ type: 'IssuePlan', number: '青政办发〔2023〕9号', on: '2023-03-08' }, manager)?.faults).toHaveLength(1);
    expect(box.send(minutes('GROUP', '2023-03-06'), manager)).toBeNull();
    expect(box.send({ type: 'IssuePlan', number: '青政办发〔2023〕9号', on: '2023-03-08' }, manager)).toBeNull();
    expect(box.state.status).toBe('DONE');
  });
  it('asks for a note where more than 120 % of the demand is planned', () => {
    const box = complete(stageBase({ inputs: { ...stageBase().inputs, demandGap: 100 } }));
    expect(box.send({ type: 'SubmitPlan' }, manager)).toMatchObject({ code: 'NOTE_REQUIRED' });
    box.send({ ...draft, content: { ...draft.content, supplyNote: '园区新增就业' } }, manager);
    expect(box.send({ type: 'SubmitPlan' }, manager)).toBeNull();
  });
});

describe('construction', () => {
  const permits = permitsBeforeStart(profile).map((permit, index) => ({ permit, number: `P${index}`, on: '2023-09-01' }));
  const started = () => {
    const box = open(constructionStage.logic);
    box.send({ type: 'RecordPermits', permits }, manager);
    for (const command of [tendered(), ...COMMITTED]) box.send(command, manager);
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000_000_000, on: '2023-08-20', tender: 'SG-1' }, manager);
    box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' }, manager);
    return box;
  };
  it('does not hide a start without its permits, and names all that are missing', () => {
    const box = open(constructionStage.logic);
    box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' }, manager);
    expect(box.state.findings[0]?.facts?.permits).toHaveLength(5);
  });
  it('notes works that began before their permit as a finding and does not hide them', () => {
    const box = open(constructionStage.logic);
    const late = permits.map((p) => (p.permit === 'CONSTRUCTION_PERMIT' ? { ...p, on: '2023-10-01' } : p));
    box.send({ type: 'RecordPermits', permits: late }, manager);
    for (const command of [tendered(), ...COMMITTED]) box.send(command, manager);
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 2_000_000_000, on: '2023-08-20', tender: 'SG-1' }, manager);
    expect(box.send({ type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: 'x' }, manager)).toBeNull();
    expect(box.state.findings).toMatchObject([{ code: 'STARTED_BEFORE_PERMIT', rule: '建筑法 第七条' }]);
  });
  it('takes milestones in their order, each once', () => {
    const box = started();
    expect(box.send({ type: 'RecordMilestone', key: 'STRUCTURE', on: '2024-06-28', evidence: 'x' }, manager)).toMatchObject({ code: 'OUT_OF_ORDER' });
    expect(box.send({ type: 'RecordMilestone', key: 'START', on: '2024-06-28', evidence: 'x' }, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'RecordMilestone', key: 'ROOF', on: '2024-06-28', evidence: 'x' }, manager)).toMatchObject({ code: 'UNKNOWN_ITEM' });
  });
  it('turns red when progress lies more than 30 points behind, tells the leaders, and turns green again', () => {
    const box = started();
    box.send({ type: 'ReportProgress', month: '2024-09', actualPercent: 60, problems: '', next: '' }, manager);
    expect(box.state.light).toBe('RED');
    const event = box.events.at(-1);
    if (event === undefined) throw new Error('no event');
    expect(constructionStage.logic.notices(box.state, event).map((n) => n.to)).toEqual([
      { person: 'manager' },
      { role: 'OFFICE_DIRECTOR' },
      { role: 'DEPUTY_LEADER' },
    ]);
    expect(box.send({ type: 'ReportProgress', month: '2024-09', actualPercent: 95, problems: '', next: '' }, manager)).toMatchObject({
      code: 'DUPLICATE',
    });
    box.send({ type: 'ReportProgress', month: '2024-10', actualPercent: 95, problems: '', next: '' }, manager);
    expect(box.state.light).toBe('GREEN');
  });
  it('refuses a payment beyond what may be paid, counting what is still being decided', () => {
    const box = started();
    const pay = (key: string, amountFen: number) => box.send({ type: 'RequestPayment', key, amountFen, confirmedValueFen: 1_000_000_000 }, manager);
    expect(pay('1', 971_000_000)).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    expect(pay('1', 900_000_000)).toBeNull();
    expect(pay('2', 100_000_000)).toMatchObject({ code: 'PAYMENT_OVER_LIMIT' });
    answer(box, 'REJECTED');
    expect(pay('2', 100_000_000)).toBeNull();
    expect(box.send({ type: 'RequestPayment', key: '3', amountFen: 1, confirmedValueFen: 5 }, manager)).toMatchObject({ code: 'SUMS_DISAGREE' });
  });
  it('sums changes of one cause, so that a large one cannot be cut into small ones', () => {
    const box = started();
    box.send({ type: 'RequestChange', key: 'A', amountFen: 9_000_000, cause: '地质' }, manager);
    expect(box.state.changes.A?.status).toBe('APPROVED');
    box.send({ type: 'RequestChange', key: 'B', amountFen: 9_000_000, cause: '地质' }, manager);
    expect(box.state.changes.B?.status).toBe('ASKED');
    answer(box, 'APPROVED');
    expect(box.state.changes.B?.status).toBe('APPROVED');
  });
  it('is accepted by all five parties after every milestone, filed, and ends; a late filing is a finding', () => {
    const box = started();
    const parties = (['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const).map((party) => ({ party, passed: true }));
    expect(box.send({ type: 'AcceptCompletion', on: '2025-03-28', parties: parties.slice(1) }, manager)?.faults).toHaveLength(8);
    for (const { key } of milestonesOf('NEW').slice(1, -1)) box.send({ type: 'RecordMilestone', key, on: '2024-10-01', evidence: 'x' }, manager);
    expect(box.send({ type: 'AcceptCompletion', on: '2025-03-28', parties }, manager)).toBeNull();
    expect(box.send({ type: 'FileCompletion', number: 'x', on: '2025-04-13' }, manager)).toBeNull();
    expect(box.state).toMatchObject({ status: 'DONE', percent: 100 });
    expect(box.state.findings).toMatchObject([{ code: 'COMPLETION_FILED_LATE' }]);
  });
});

describe('staff training', () => {
  const ready = {
    post: 'CARER',
    theoryHours: 60,
    practiceHours: 60,
    score: 80,
    certificate: 'c',
    healthCertificateUntil: '2026-12-31',
    noCrimeCheckedOn: '2025-01-01',
  } as const;
  it.each([
    ['in order', {}, true],
    ['with 119 hours', { practiceHours: 59 }, false],
    ['who failed', { score: 59 }, false],
    ['with an expired health certificate', { healthCertificateUntil: '2026-01-01' }, false],
    ['without a no-crime check', { noCrimeCheckedOn: null }, false],
  ])('a carer of a case of release 0.5.0 %s', (_title, changed, expected) =>
    expect(isReady({ ...ready, ...changed }, { standards: undefined, day: '2026-03-06', opensOn: '2026-03-06' })).toBe(expected),
  );

  it('ends only when every class can be staffed, and says who is lacking', () => {
    const box = open(trainingStage.logic);
    const trainees = [{ ref: 'h', post: 'HEAD' as const }, ...Array.from({ length: 28 }, (_, i) => ({ ref: `c${i}`, post: 'CARER' as const }))];
    box.send({ type: 'EnrolTrainees', batch: '1', trainees }, manager);
    expect(box.send({ type: 'EnrolTrainees', batch: '1', trainees }, manager)).toMatchObject({ code: 'DUPLICATE' });
    expect(box.send({ type: 'RecordHours', entries: [{ ref: 'nobody', theory: 1, practice: 1 }] }, manager)).toMatchObject({ code: 'UNKNOWN_ITEM' });
    expect(box.send({ type: 'ConfirmRoster', on: '2026-03-06' }, manager)).toMatchObject({ code: 'RATIO_NOT_MET' });
    box.send(
      {
        type: 'EnrolTrainees',
        batch: '2',
        trainees: [
          { ref: 'w', post: 'HEALTH_WORKER', fullTime: true },
          { ref: 'g', post: 'GUARD' },
        ],
      },
      manager,
    );
    const refs = Object.keys(box.state.trainees);
    box.send({ type: 'RecordHours', entries: refs.map((ref) => ({ ref, theory: 60, practice: 60 })) }, manager);
    box.send({ type: 'RecordExam', on: '2026-02-01', results: refs.map((ref) => ({ ref, score: 75 })) }, manager);
    const papers = { healthCertificateUntil: '2026-12-31', noCrimeCheckedOn: '2026-01-01' };
    box.send({ type: 'RecordCertificates', certificates: refs.slice(1).map((ref) => ({ ref, certificate: `c-${ref}`, ...papers })) }, manager);
    expect(box.send({ type: 'ConfirmRoster', on: '2026-03-06' }, manager)?.faults).toEqual(['no qualified person in charge']);
    box.send({ type: 'RecordCertificates', certificates: [{ ref: 'h', certificate: 'c-h', ...papers }] }, manager);
    expect(box.send({ type: 'ConfirmRoster', on: '2026-03-06' }, manager)).toBeNull();
    expect(box.state).toMatchObject({ status: 'DONE', ready: { CARER: 28, HEAD: 1 } });
  });
});

describe('management rules and publicity', () => {
  it('issues rules only when all are drafted and both offices agree', () => {
    const box = open(managementStage.logic);
    box.send({ type: 'DraftRules', rules: [{ rule: 'POSTS', sha256: 'a' }] }, manager);
    expect(box.send({ type: 'SubmitRules' }, manager)?.faults).toHaveLength(16);
    box.send({ type: 'DraftRules', rules: shippedValues(MANAGEMENT).rules.map(({ key }) => ({ rule: key, sha256: key })) }, manager);
    box.send({ type: 'SubmitRules' }, manager);
    answer(box, 'REJECTED');
    expect(box.send({ type: 'IssueRules', number: 'x', on: '2025-02-10' }, manager)).toMatchObject({ code: 'WRONG_STATE' });
    box.send({ type: 'SubmitRules' }, manager);
    answer(box, 'APPROVED');
    box.send({ type: 'IssueRules', number: 'x', on: '2025-02-10' }, manager);
    box.send({ type: 'RecordBriefing', on: '2025-02-14', attended: 30 }, manager);
    expect(box.state.status).toBe('DONE');
  });
  it('shows no child without consent, and ends when four of five families know', () => {
    const box = open(publicityStage.logic);
    box.send({ type: 'PlanPublicity', activities: [{ key: 'X', channel: 'OPEN_DAY', audience: '家长', plannedOn: '2024-11-01' }] }, manager);
    expect(box.send({ type: 'RecordActivity', key: 'X', on: '2024-11-01', reached: 10, evidence: 'x' }, manager)).toMatchObject({
      code: 'OUT_OF_ORDER',
    });
    expect(box.send({ type: 'ClearContent', key: 'X', showsChildren: true, guardianConsent: false }, manager)).toMatchObject({ code: 'INCOMPLETE' });
    const files = [{ title: '同意书', sha256: 'a'.repeat(64) }];
    box.send({ type: 'ClearContent', key: 'X', showsChildren: true, guardianConsent: true, files }, manager);
    expect(box.send({ type: 'RecordAwareness', on: '2025-01-01', asked: 600, aware: 540 }, manager)).toMatchObject({ code: 'INCOMPLETE' });
    box.send({ type: 'RecordActivity', key: 'X', on: '2024-11-01', reached: 10, evidence: 'x' }, manager);
    expect(box.send({ type: 'RecordAwareness', on: '2025-01-01', asked: 600, aware: 601 }, manager)).toMatchObject({ code: 'SUMS_DISAGREE' });
    box.send({ type: 'RecordAwareness', on: '2025-01-01', asked: 600, aware: 420 }, manager);
    expect(box.state.status).toBe('OPEN');
    box.send({ type: 'RecordAwareness', on: '2025-02-01', asked: 600, aware: 480 }, manager);
    expect(box.state.status).toBe('DONE');
  });
});

describe('evaluation', () => {
  const counted = ['OCCUPANCY', 'SATISFACTION'];
  const full = Object.fromEntries(shippedValues(EVALUATION).indicators.flatMap(({ key, weight }) => (counted.includes(key) ? [] : [[key, weight]])));
  it('is scored by the office alone, after the self-report, and ends when every measure is verified', () => {
    const box = open(evaluationStage.logic);
    box.now = '2026-03-06T02:00:00.000Z';
    const rate = { type: 'ReportRate', on: '2026-03-01', have: 150, of: 150, evidence: 'e' } as const;
    for (const key of ['OCCUPANCY', 'SATISFACTION'] as const) {
      expect(box.send({ ...rate, rate: key }, manager)).toBeNull();
      expect(box.send({ type: 'VerifyRate', rate: key, passed: true }, officer)).toBeNull();
    }
    expect(box.send({ type: 'ScoreEvaluation', scores: full, measures: [] }, officer)).toMatchObject({ code: 'OUT_OF_ORDER' });
    expect(box.send({ type: 'SubmitSelfReport', scores: { ...full, PLACES: 99, MORALE: 1 }, text: '' }, manager)?.faults).toHaveLength(2);
    box.send({ type: 'SubmitSelfReport', scores: full, text: '' }, manager);
    expect(box.send({ type: 'ScoreEvaluation', scores: full, measures: [] }, manager)).toMatchObject({ code: 'NOT_YOURS' });
    const measures = ['a', 'b'].map((key) => ({ key, problem: 'p', measure: 'm', owner: 'o', dueOn: '2026-05-15' }));
    box.send({ type: 'ScoreEvaluation', scores: full, measures }, officer);
    expect(box.state).toMatchObject({ total: 100, band: 'EXCELLENT' });
    expect(box.send({ type: 'VerifyMeasure', key: 'a', passed: true }, officer)).toMatchObject({ code: 'OUT_OF_ORDER' });
    for (const key of ['a', 'b']) box.send({ type: 'CompleteMeasure', key, evidence: 'e' }, manager);
    box.send({ type: 'VerifyMeasure', key: 'a', passed: true }, officer);
    box.send({ type: 'VerifyMeasure', key: 'b', passed: false }, officer);
    expect(box.state).toMatchObject({ status: 'OPEN', measures: { b: { status: 'OPEN' } } });
    box.send({ type: 'CompleteMeasure', key: 'b', evidence: 'e' }, manager);
    box.send({ type: 'VerifyMeasure', key: 'b', passed: true }, officer);
    expect(box.state.status).toBe('DONE');
  });
});

describe('an act that is the office’s or the leaders’ alone', () => {
  const declared = Object.entries(STAGE_COMMANDS).flatMap(([kind, commands]) =>
    Object.entries(commands as Commands).flatMap(([type, { by }]) => (by.includes('MANAGER') ? [] : [[kind, type, by] as const])),
  );
  it.each(declared)('of %s, %s, is refused by the stage itself to its manager, whatever stands in it', (kind, type, by) => {
    const logic = caseOf(`${kind}/QH-01`);
    const box = new Sandbox(logic as typeof managementStage.logic);
    expect(box.send({ type: 'Open', ...stageBase() } as never, system)).toBeNull();
    const sent = (roles: readonly Role[]) => {
      const context = { now: box.now, actor: person('manager', ...roles), commandId: 'c', rules: RULES };
      try {
        const decided = logic.decide(box.state, { type } as never, context);
        return decided.ok ? 'TAKEN' : decided.rejection.code;
      } catch {
        // It came as far as to look for what was not sent.
        return 'READ';
      }
    };
    expect(sent([])).toBe('NOT_YOURS');
    if (!by.includes('OFFICER')) expect(sent(['PROGRAMME_OFFICER'])).toBe('NOT_YOURS');
  });
});
