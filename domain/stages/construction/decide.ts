/**
 * What may happen during construction. A breach that has happened outside is noted as a finding, such as works that began
 * without permits; what lies ahead is refused. Deliberately absent: the fold (stage.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt, daysBetween } from '../../kernel/days.ts';
import { alreadyClosed, futureFault, incomplete, rejection, systemOnly, unknownItem, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { AIR } from '../../standards/air.ts';
import { INSPECTION_NAMES } from '../../standards/closed-lists.ts';
import { CONSTRUCTION } from '../../standards/construction.ts';
import { MILESTONE_NAMES, MILESTONES, milestonesOf } from '../../standards/milestones.ts';
import { PERMIT_KINDS, PERMIT_NAMES, PERMITS, permitsBeforeStart } from '../../standards/permits.ts';
import { done } from '../stage.ts';
import {
  type ConstructionCommand,
  type ConstructionEvent,
  type ConstructionState,
  type Happening,
  PARTIES,
  PARTY_NAMES,
  type TurnLight,
} from './facts.ts';
import { contractAfterStart, finding, inverted, ORDER_RULE, permitsAfterStart, startedWithout } from './findings.ts';
import { monthOf, turned, turnedBy } from './lights.ts';
import { requestChange, requestPayment } from './money.ts';
import { applyForPermit, extendPermit, recordPermits, startedOnLapsed } from './permits.ts';
import { reportProgress } from './reports.ts';
import { closeAccounts, recordSettlement } from './settlement.ts';
import { sumOf } from './sums.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;

export function decide(state: ConstructionState, command: ConstructionCommand | TurnLight, context: Context): Answer {
  if (state.accountsClosed === true) return refuse(alreadyClosed);
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  switch (command.type) {
    case 'ApplyForPermit':
      return applyForPermit(state, command, context);
    case 'RecordPermits':
      return recordPermits(state, command, context);
    case 'ExtendPermit':
      return extendPermit(state, command);
    case 'RecordContract': {
      if (state.contract !== null) return refuse(rejection('DUPLICATE', '施工合同已登记。', 'The construction contract is recorded already.'));
      if (command.contractor.trim() === '' && byRules(context, 3))
        return refuse(
          incomplete('合同没有施工单位。', 'The contract names nobody.', [{ zh: 'contractor：须写明施工单位', en: 'contractor must be named' }]),
        );
      const { type: _, ...contract } = command;
      const { START: start } = state.reached;
      const late = start !== undefined && byRules(context, 3) ? contractAfterStart(contract.on, start) : [];
      return allow<Happening>({ type: 'ContractRecorded', data: contract }, ...late);
    }
    case 'TurnLight':
      return isSystem(context) ? allow<Happening>(...turnedBy(state, dayAt(context.now), command.of)) : refuse(systemOnly);
    case 'RecordMilestone':
      return recordMilestone(state, command, context);
    case 'RecordInspection': {
      const { inspection, passed, on } = command;
      const { START: start } = state.reached;
      const early = start !== undefined && byRules(context, 3) ? inverted(inspection, on, { START: start }) : [];
      return allow<Happening>({ type: 'InspectionRecorded', data: { inspection, passed, on, finding: command.finding ?? null } }, ...early);
    }
    case 'ReportProgress':
      return reportProgress(state, command, context);
    case 'RequestPayment':
      return requestPayment(state, command, context);
    case 'RecordSettlement':
      return recordSettlement(state, command);
    case 'CloseAccounts':
      return closeAccounts(state, command);
    case 'RequestChange':
      return requestChange(state, command, context);
    case 'AcceptCompletion':
      return acceptCompletion(state, command, context);
    case 'FileCompletion': {
      if (state.completionOn === null) return refuse(wrongState('尚未竣工验收。', 'Completion has not been accepted yet.'));
      if (Object.keys(state.approvals).length > 0) {
        return refuse(wrongState('尚有支付或变更审批未办结。', 'Payments or changes are still being decided.'));
      }
      const daysAfter = daysBetween(state.completionOn, command.on);
      const { number, on } = command;
      return allow<Happening>(
        { type: 'CompletionFiled', data: { number, on, daysAfter } },
        ...(byRules(context, 3) ? inverted('COMPLETION_FILED', on, { COMPLETION: state.completionOn }) : []),
        ...(daysAfter > valuesIn(state.standards, CONSTRUCTION).filingDays
          ? [finding('COMPLETION_FILED_LATE', CONSTRUCTION.rows.filingDays.document, { on, days: daysAfter, earlierOn: state.completionOn })]
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
          startedOn: state.reached.START ?? null,
          inspections: state.inspections.length + 1,
          inspectionsPassed: state.inspections.filter(({ passed }) => passed).length + 1,
        }),
      );
    }
  }
}

function recordMilestone(state: ConstructionState, command: Command<'RecordMilestone'>, context: Context): Answer {
  const list = milestonesOf(state.profile.buildKind, valuesIn(state.standards, MILESTONES));
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
  const { key, on, evidence, files } = command;
  const papers = files === undefined ? {} : { files };
  const reached: ConstructionEvent = { type: 'MilestoneReached', data: { key, on, evidence, percent: milestone.weight, ...papers } };
  if (!byRules(context, 3)) return startedAsBefore(state, command, reached);
  const early = state.inspections.flatMap((seen) => inverted(seen.inspection, seen.on, { START: on }));
  const found =
    key === 'START'
      ? [...startedWithout(state, on), ...papersAfterStart(state, on), ...(byRules(context, 5) ? startedOnLapsed(state, on) : []), ...early]
      : inverted(key, on, state.reached);
  const begun = key === 'START' && state.lightOf !== undefined ? turned(state, 'START', 'GREEN', monthOf(on)) : [];
  return allow<Happening>(reached, ...found, ...begun);
}

const papersAfterStart = ({ permits, contract }: ConstructionState, start: IsoDate): readonly ConstructionEvent[] => [
  ...permitsAfterStart(
    PERMIT_KINDS.flatMap((permit) => {
      const held = permits[permit];
      return held === undefined ? [] : [{ permit, ...held }];
    }),
    start,
  ),
  ...(contract === null ? [] : contractAfterStart(contract.on, start)),
];

/** As releases up to 0.5.0 decided: a start without papers was refused. */
function startedAsBefore(state: ConstructionState, { key, on }: Command<'RecordMilestone'>, reached: ConstructionEvent): Answer {
  if (key !== 'START') return allow<Happening>(reached);
  const lacking = permitsBeforeStart(state.profile, valuesIn(state.standards, PERMITS)).filter((permit) => state.permits[permit] === undefined);
  if (lacking.length > 0) {
    const faults = lacking.map((p) => ({ zh: `缺少${PERMIT_NAMES[p].zh}`, en: `permit ${p} (${PERMIT_NAMES[p].en}) is missing` }));
    return refuse(incomplete('开工前手续不齐。', 'Papers needed before works start are missing.', faults));
  }
  if (state.contract === null) return refuse(wrongState('尚未登记施工合同。', 'The construction contract has not been recorded.'));
  const permit = state.permits.CONSTRUCTION_PERMIT;
  return allow<Happening>(
    reached,
    ...(permit !== undefined && permit.on > on
      ? [finding('STARTED_BEFORE_PERMIT', '建筑法 第七条', { on, permits: ['CONSTRUCTION_PERMIT'], number: permit.number, earlierOn: permit.on })]
      : []),
    ...(state.contract.on > on ? [finding('STARTED_BEFORE_CONTRACT', ORDER_RULE, { on, earlierOn: state.contract.on })] : []),
  );
}

function acceptCompletion(state: ConstructionState, command: Command<'AcceptCompletion'>, context: Context): Answer {
  if (state.completionOn !== null) return refuse(rejection('DUPLICATE', '已竣工验收。', 'Completion has been accepted already.'));
  const strict = byRules(context, 3);
  const faults: Text[] = [];
  for (const { key } of milestonesOf(state.profile.buildKind, valuesIn(state.standards, MILESTONES))) {
    const { zh, en } = MILESTONE_NAMES[key] ?? { zh: key, en: key };
    if (key !== 'COMPLETION' && state.reached[key] === undefined)
      faults.push({ zh: `节点 ${key}（${zh}）尚未登记`, en: `milestone ${key} (${en}) has not been reached` });
  }
  for (const party of PARTIES) {
    const { zh, en } = PARTY_NAMES[party];
    const opinions = command.parties.filter((p) => p.party === party);
    const [opinion] = opinions;
    const why = opinion?.notApplicable ?? '';
    const excused = party === 'SURVEYOR' && state.profile.buildKind === 'CONVERT' && (strict ? why.trim() : why) !== '';
    if (opinion === undefined) faults.push({ zh: `缺少${zh}（${party}）的意见`, en: `the opinion of ${party} (${en}) is missing` });
    else if (strict && opinions.length > 1)
      faults.push({ zh: `${zh}（${party}）的意见只能出现一次`, en: `the opinion of ${party} (${en}) must be there once` });
    else if (!opinion.passed && !excused) faults.push({ zh: `${zh}（${party}）未通过`, en: `${party} (${en}) did not pass it` });
  }
  // The newest by its day: whatever is entered later of an earlier day says nothing of what came since.
  const inspections = strict ? [...state.inspections].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1)) : state.inspections;
  const lastOf = new Map(inspections.map((i) => [i.inspection, i.passed]));
  const airCounts = valuesIn(state.standards, AIR).failedInspectionBlocks;
  for (const [kind, passed] of lastOf) {
    const { zh, en } = INSPECTION_NAMES[kind];
    if (!passed && (kind !== 'AIR' || airCounts)) faults.push({ zh: `最近一次${zh}未通过`, en: `the last inspection was not passed: ${en}` });
  }
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
    ...(byRules(context, 3) ? inverted('COMPLETION', on, state.reached) : []),
  );
}
