/**
 * The second half of a project of the product's real workflows, in skipped time: from works that are under way to the handover.
 * Deliberately absent: the first half (project-play.ts), and what is expected of it (the tests).
 */
import { addMonths, dayAt } from '../../domain/kernel/days.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import type { AcceptanceState } from '../../domain/stages/acceptance/facts.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { sumOf } from '../../domain/stages/construction/sums.ts';
import type { StageState } from '../../domain/stages/facts.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { airTest, evidence, file, namePanel } from './acceptance.ts';
import type { MemoryRecord } from './memory-record.ts';
import { officer, type ProjectPlay, until } from './project-play.ts';
import type { PlayTime } from './time.ts';

export type Played = { readonly play: ProjectPlay; readonly record: MemoryRecord; readonly time: PlayTime };

/** From works that are under way to the handover; `left`: milestones that are still to be reached. `contractFen`: what works cost; `lost`: where the evaluation has a reason to be given for points that are lost. */
export async function toHandover(
  { play, record, time }: Played,
  code: string,
  left: readonly { readonly key: string }[],
  between: '90 days' | '1 day',
  contractFen = 2_000_000_000,
  lost: readonly string[] = ['BUDGET', 'ON_TIME_FINISH'],
): Promise<void> {
  const { send, agree, stage } = play;
  const [project, works] = [`project/${code}`, `construction/${code}`];
  for (const { key } of left) {
    await time.sleep(between);
    await send(works, { type: 'RecordMilestone', key, on: '2024-01-01', evidence: 'e' });
  }
  await send(works, {
    type: 'AcceptCompletion',
    on: '2025-03-28',
    parties: ['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'].map((party) => ({ party, passed: true })),
  });
  await send(works, { type: 'FileCompletion', number: 'f', on: '2025-04-01' });
  const refs = [['h', 'HEAD'], ['w', 'HEALTH_WORKER'], ['g', 'GUARD'], ...Array.from({ length: 28 }, (_, i) => [`c${i}`, 'CARER'])].map(
    ([ref, post]) => ({ ref, post, ...(ref === 'w' ? { fullTime: true } : {}) }),
  );
  const training = `training/${code}`;
  await send(training, { type: 'EnrolTrainees', batch: '1', trainees: refs });
  await send(training, { type: 'RecordHours', entries: refs.map(({ ref }) => ({ ref, theory: 60, practice: 60 })) });
  await send(training, { type: 'RecordExam', on: '2025-01-01', results: refs.map(({ ref }) => ({ ref, score: 80 })) });
  const trainedOn = dayAt(new Date(await time.env.currentTimeMs()).toISOString());
  await send(training, {
    type: 'RecordCertificates',
    certificates: refs.map(({ ref }) => ({
      ref,
      certificate: `c-${ref}`,
      healthCertificateUntil: addMonths(trainedOn, 11),
      noCrimeCheckedOn: '2025-01-01',
    })),
  });
  await send(training, { type: 'ConfirmRoster' });
  const rules = `management/${code}`;
  await send(rules, { type: 'DraftRules', rules: shippedValues(MANAGEMENT).rules.map(({ key }) => ({ rule: key, sha256: file(key).sha256 })) });
  await send(rules, { type: 'SubmitRules' });
  await agree(`${code}.RULES`);
  await until('rules reviewed', () => record.types(rules).includes('RulesReviewed'));
  await send(rules, { type: 'IssueRules', number: 'n', on: '2025-01-01' });
  await send(rules, { type: 'RecordBriefing', on: '2025-01-01', attended: 1 });
  const publicity = `publicity/${code}`;
  await send(publicity, { type: 'PlanPublicity', activities: [{ key: 'x', channel: 'OPEN_DAY', audience: 'a', plannedOn: '2025-01-01' }] });
  await send(publicity, { type: 'ClearContent', key: 'x', showsChildren: false, guardianConsent: false });
  await send(publicity, { type: 'RecordActivity', key: 'x', on: '2025-01-01', reached: 1, evidence: 'e' });
  await send(publicity, { type: 'RecordAwareness', on: '2025-01-01', asked: 600, aware: 540 });
  await until('evaluation opens', () => record.state<StageState>(`evaluation/${code}`).status === 'OPEN');
  const evaluation = `evaluation/${code}`;
  const rate = {
    type: 'ReportRate',
    on: dayAt(new Date(await time.env.currentTimeMs()).toISOString()),
    have: 150,
    of: 150,
    evidence: 'e',
  } as const;
  for (const key of ['OCCUPANCY', 'SATISFACTION'] as const) {
    await send(evaluation, { ...rate, rate: key });
    await send(evaluation, { type: 'VerifyRate', rate: key, passed: true }, officer);
  }
  await send(evaluation, { type: 'SubmitSelfReport', scores: {}, text: '' });
  await send(
    evaluation,
    { type: 'ScoreEvaluation', scores: {}, measures: [], reasons: lost.map((indicator) => ({ indicator, reason: 'r' })) },
    officer,
  );
  await until('acceptance opens', () => record.state<StageState>(`acceptance/${code}`).status === 'OPEN');
  const acceptance = `acceptance/${code}`;
  await send(acceptance, { type: 'SubmitEvidence', items: evidence() });
  await send(acceptance, airTest('WORKS'));
  await send(acceptance, airTest('USE', { tvoc: 0.68 }));
  await send(acceptance, namePanel(), officer);
  await send(acceptance, { type: 'CallPanel' });
  await agree(`${code}.PANEL`, 86);
  await until('rectification ordered', () => record.types(acceptance).includes('RectificationOrdered'));
  await time.sleep('40 days'); // the limit of 15 working days passes
  await until('overdue', () => record.types(acceptance).includes('RectificationOverdue'));
  const on = record.state<AcceptanceState>(acceptance).deadline?.from ?? '';
  await send(acceptance, airTest('USE', {}, { on }));
  await send(acceptance, { type: 'ReportRectified', on, items: [{ key: 'AIR', evidence: 'x' }] });
  await agree(`${code}.REINSPECTION`);
  await until('handover', stage('HANDOVER', code));
  const today = () => dayAt(record.state<ProjectState>(project).stages.ACCEPTANCE?.finishedAt ?? '');
  const { contractPayments = {} } = record.state<ConstructionState>(works);
  const otherFen = sumOf(contractPayments, 'APPROVED');
  await send(project, {
    type: 'RecordHandover',
    facts: {
      filing: { number: 'n', on: '2026-03-30', file: file('filing') },
      publicNotice: { from: '2026-03-20', to: '2026-03-30', objections: 0, file: file('notice') },
      finalAccounts: {
        amountFen: contractFen + otherFen,
        worksFen: contractFen,
        otherFen,
        on: '2026-03-30',
        number: 'n',
        file: file('accounts'),
        approval: { number: 'n', on: '2026-03-30', by: 'f', file: file('approval') },
      },
      assets: { to: 'u', on: today(), number: 'n', file: file('assets') },
      archive: { location: 'a', on: today(), number: 'n', file: file('archive') },
    },
  });
}
