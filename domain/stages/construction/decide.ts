/**
 * What may happen during construction. A breach that has happened outside is noted as a finding; what lies ahead, such as
 * starting works without permits, is refused. Deliberately absent: the fold (stage.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { addDays, daysBetween } from '../../kernel/days.ts';
import { futureFault, incomplete, rejection, unknownItem, wrongState } from '../../kernel/rejection.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { AIR } from '../../standards/air.ts';
import {
  COMPLETION_FILING_DAYS,
  changeRung,
  MILESTONE_NAMES,
  milestonesOf,
  PERMIT_NAMES,
  permitsBeforeStart,
  plannedProgress,
  progressLight,
} from '../../standards/construction.ts';
import { PAYMENTS, payableFen } from '../../standards/payments.ts';
import { money } from '../../words/money.ts';
import { ask, done, line } from '../stage.ts';
import { type ConstructionCommand, type ConstructionEvent, type ConstructionState, type Happening, PARTIES, type Request } from './facts.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;

const finding = (code: string, rule: string, evidence: string): ConstructionEvent => ({
  type: 'FindingNoted',
  data: { code, rule, evidence },
});
export const sumOf = (requests: Readonly<Record<string, Request>>, ...statuses: readonly Request['status'][]): number =>
  Object.values(requests).reduce((sum, r) => (statuses.includes(r.status) ? sum + r.amountFen : sum), 0);

export function decide(state: ConstructionState, command: ConstructionCommand, context: Context): Answer {
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  switch (command.type) {
    case 'RecordPermits': {
      const future = command.permits.map((p) => futureFault(p.on, context)).find((f) => f !== null);
      if (future != null) return refuse(future);
      return allow<Happening>({ type: 'PermitsRecorded', data: { permits: command.permits } });
    }
    case 'RecordContract': {
      if (state.contract !== null) return refuse(rejection('DUPLICATE', '施工合同已登记。', 'The construction contract is recorded already.'));
      const { contractor, amountFen, on } = command;
      return allow<Happening>({ type: 'ContractRecorded', data: { contractor, amountFen, on } });
    }
    case 'RecordMilestone':
      return recordMilestone(state, command);
    case 'RecordInspection': {
      const { inspection, passed, on } = command;
      return allow<Happening>({ type: 'InspectionRecorded', data: { inspection, passed, on, finding: command.finding ?? null } });
    }
    case 'ReportProgress':
      return reportProgress(state, command);
    case 'RequestPayment':
      return requestPayment(state, command, context);
    case 'RequestChange':
      return requestChange(state, command, context);
    case 'AcceptCompletion':
      return acceptCompletion(state, command);
    case 'FileCompletion': {
      if (state.completionOn === null) return refuse(wrongState('尚未竣工验收。', 'Completion has not been accepted yet.'));
      if (Object.keys(state.approvals).length > 0) {
        return refuse(wrongState('尚有支付或变更审批未办结。', 'Payments or changes are still being decided.'));
      }
      const daysAfter = daysBetween(state.completionOn, command.on);
      const { number, on } = command;
      return allow<Happening>(
        { type: 'CompletionFiled', data: { number, on, daysAfter } },
        ...(daysAfter > COMPLETION_FILING_DAYS
          ? [finding('COMPLETION_FILED_LATE', '建设工程质量管理条例 第四十九条', `${daysAfter} days after ${state.completionOn}`)]
          : []),
        done({
          completionOn: state.completionOn,
          filingNumber: number,
          contractFen: state.contract?.amountFen ?? null,
          changesFen: sumOf(state.changes, 'APPROVED'),
          paidFen: sumOf(state.payments, 'APPROVED'),
          estimateFen: state.estimateFen,
          redLights: state.lights.filter((l) => l.light === 'RED').length,
          findings: state.findings.length,
        }),
      );
    }
  }
}

function recordMilestone(state: ConstructionState, command: Command<'RecordMilestone'>): Answer {
  const list = milestonesOf(state.profile.buildKind);
  const index = list.findIndex((m) => m.key === command.key);
  const milestone = list[index];
  if (milestone === undefined) return refuse(unknownItem(command.key));
  if (state.reached[command.key] !== undefined) {
    return refuse(rejection('DUPLICATE', '该节点已登记。', 'This milestone is recorded already.'));
  }
  if (command.key === 'COMPLETION') {
    return refuse(wrongState('竣工验收须五方共同验收（AcceptCompletion）。', 'Completion is accepted by the five parties (AcceptCompletion).'));
  }
  const before = list[index - 1];
  if (before !== undefined && state.reached[before.key] === undefined) {
    return refuse(
      rejection(
        'OUT_OF_ORDER',
        `请先登记“${MILESTONE_NAMES[before.key]?.zh ?? before.key}”。`,
        `Record "${MILESTONE_NAMES[before.key]?.en ?? before.key}" first.`,
      ),
    );
  }
  const findings: ConstructionEvent[] = [];
  if (command.key === 'START') {
    const lacking = permitsBeforeStart(state.profile).filter((permit) => state.permits[permit] === undefined);
    if (lacking.length > 0) {
      return refuse(
        incomplete(
          '开工前手续不齐。',
          'Papers needed before works start are missing.',
          lacking.map((p) => `permit ${p} is missing (${PERMIT_NAMES[p].zh})`),
        ),
      );
    }
    if (state.contract === null) return refuse(wrongState('尚未登记施工合同。', 'The construction contract has not been recorded.'));
    const permit = state.permits.CONSTRUCTION_PERMIT;
    if (permit !== undefined && permit.on > command.on) {
      findings.push(finding('STARTED_BEFORE_PERMIT', '建筑法 第七条', `started ${command.on}, permit ${permit.number} of ${permit.on}`));
    }
    if (state.contract.on > command.on) {
      findings.push(finding('STARTED_BEFORE_CONTRACT', '程序倒置', `started ${command.on}, contract of ${state.contract.on}`));
    }
  }
  const { key, on, evidence } = command;
  return allow<Happening>({ type: 'MilestoneReached', data: { key, on, evidence, percent: milestone.weight } }, ...findings);
}

/** The last day of a month (`2024-10`), where planned and actual progress are compared. */
const endOfMonth = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
};

function reportProgress(state: ConstructionState, command: Command<'ReportProgress'>): Answer {
  const { month, actualPercent, problems, next } = command;
  if (state.reportedMonths.includes(month)) {
    return refuse(rejection('DUPLICATE', `${month} 月报已报送。`, `The report for ${month} is in already.`));
  }
  const plannedPercent = Math.round(plannedProgress(state.profile.buildKind, state.profile.milestones, endOfMonth(month)) * 10) / 10;
  const light = progressLight(plannedPercent, actualPercent);
  const behind = Math.round((plannedPercent - actualPercent) * 10) / 10;
  return allow<Happening>(
    { type: 'ProgressReported', data: { month, plannedPercent, actualPercent, light, problems, next } },
    ...(light === state.light ? [] : [{ type: 'LightTurned', data: { from: state.light, to: light, month, behind } } as const]),
  );
}

function requestPayment(state: ConstructionState, command: Command<'RequestPayment'>, context: Context): Answer {
  const { key, amountFen, confirmedValueFen } = command;
  if (state.contract === null) return refuse(wrongState('尚未登记施工合同。', 'The construction contract has not been recorded.'));
  const earlier = state.payments[key];
  if (earlier !== undefined && earlier.status !== 'REFUSED')
    return refuse(rejection('DUPLICATE', '该笔付款已申请。', 'This payment has been requested already.'));
  if (confirmedValueFen < state.confirmedValueFen) {
    return refuse(rejection('SUMS_DISAGREE', '累计确认产值不能减少。', 'The confirmed value cannot become smaller.'));
  }
  const committed = sumOf(state.payments, 'ASKED', 'APPROVED');
  const rules = valuesIn(state.standards, PAYMENTS);
  const { document } = PAYMENTS.rows.retentionPerMille;
  const most = payableFen(rules, {
    contractFen: state.contract.amountFen,
    approvedChangesFen: sumOf(state.changes, 'APPROVED'),
    estimateFen: state.estimateFen,
    confirmedValueFen,
  });
  if (committed + amountFen > most) {
    return refuse(
      rejection(
        'PAYMENT_OVER_LIMIT',
        `累计付款 ${money(committed + amountFen).zh} 超过可付 ${money(most).zh}（${document}）。`,
        `Payments of ${money(committed + amountFen).en} in all exceed the ${money(most).en} that may be paid (${document}).`,
      ),
    );
  }
  const belowLeast = (committed + amountFen) * 1_000 < confirmedValueFen * rules.leastPerMille;
  return allow<Happening>(
    { type: 'PaymentRequested', data: { key, amountFen, confirmedValueFen, belowLeast } },
    ask(state, context, {
      key: `PAYMENT.${key}`,
      title: { zh: `${state.name.zh}工程款支付 ${key}`, en: `${state.name.en}: progress payment ${key}` },
      applicant: state.manager,
      route: 'PAYMENT',
      content: {
        amountFen,
        summary: [
          line('本次支付', 'This payment', money(amountFen)),
          line('累计支付', 'Paid in all', money(committed + amountFen)),
          line('累计确认产值', 'Confirmed value', money(confirmedValueFen)),
          line('合同价', 'Contract', money(state.contract.amountFen)),
          line('形象进度', 'Physical progress', `${state.percent} %`),
        ],
        documents: [],
      },
    }),
  );
}

function requestChange(state: ConstructionState, command: Command<'RequestChange'>, context: Context): Answer {
  const { key, amountFen, cause } = command;
  if (state.contract === null) return refuse(wrongState('尚未登记施工合同。', 'The construction contract has not been recorded.'));
  const earlier = state.changes[key];
  if (earlier !== undefined && earlier.status !== 'REFUSED')
    return refuse(rejection('DUPLICATE', '该变更已申请。', 'This change has been requested already.'));
  const cumulativeFen = sumOf(state.changes, 'ASKED', 'APPROVED') + amountFen;
  // Changes of one cause are summed, so that a large one cannot be cut into small ones.
  const sameCause = Object.values(state.changes).reduce((sum, c) => (c.cause === cause && c.status !== 'REFUSED' ? sum + c.amountFen : sum), 0);
  const contractFen = state.contract.amountFen;
  const rung = changeRung({ amountFen: amountFen + sameCause, cumulativeFen, contractFen, estimateFen: state.estimateFen });
  const sharePercent = Math.round((cumulativeFen / contractFen) * 1_000) / 10;
  const requested: ConstructionEvent = { type: 'ChangeRequested', data: { key, amountFen, cause, rung, sharePercent } };
  if (rung === 'UNIT') return allow<Happening>(requested, { type: 'ChangeApproved', data: { key, amountFen, estimateFen: null } });
  return allow<Happening>(
    requested,
    ask(state, context, {
      key: `CHANGE.${key}`,
      title: { zh: `${state.name.zh}工程变更 ${key}`, en: `${state.name.en}: change order ${key}` },
      applicant: state.manager,
      route: rung,
      content: {
        amountFen,
        summary: [
          line('变更金额', 'Amount', money(amountFen)),
          line('原因', 'Cause', cause),
          line('累计占合同价', 'Share of contract', `${sharePercent} %`),
          line('概算', 'Approved estimate', money(state.estimateFen)),
          line('提示', 'Note', { zh: '先批后变，批准前不得施工', en: 'No work before approval' }),
        ],
        documents: [],
      },
    }),
  );
}

function acceptCompletion(state: ConstructionState, command: Command<'AcceptCompletion'>): Answer {
  if (state.completionOn !== null) return refuse(rejection('DUPLICATE', '已竣工验收。', 'Completion has been accepted already.'));
  const faults: string[] = [];
  for (const { key } of milestonesOf(state.profile.buildKind)) {
    if (key !== 'COMPLETION' && state.reached[key] === undefined) faults.push(`milestone ${key} has not been reached`);
  }
  for (const party of PARTIES) {
    const opinion = command.parties.find((p) => p.party === party);
    const excused = party === 'SURVEYOR' && state.profile.buildKind === 'CONVERT' && (opinion?.notApplicable ?? '') !== '';
    if (opinion === undefined) faults.push(`the opinion of ${party} is missing`);
    else if (!opinion.passed && !excused) faults.push(`${party} did not pass it`);
  }
  const lastOf = new Map(state.inspections.map((i) => [i.inspection, i.passed]));
  const airCounts = valuesIn(state.standards, AIR).failedInspectionBlocks;
  for (const [kind, passed] of lastOf) if (!passed && (kind !== 'AIR' || airCounts)) faults.push(`the last inspection ${kind} was not passed`);
  if (faults.length > 0)
    return refuse(
      incomplete(
        '竣工验收条件不具备（质量管理条例第十六条）。',
        'The conditions of completion acceptance are not met (建设工程质量管理条例 art. 16).',
        faults,
      ),
    );
  const { on, parties } = command;
  return allow<Happening>(
    { type: 'MilestoneReached', data: { key: 'COMPLETION', on, evidence: '五方竣工验收', percent: 100 } },
    { type: 'CompletionAccepted', data: { on, parties } },
  );
}
