/**
 * What may happen during construction. A breach that has happened outside is noted as a finding, such as works that began
 * without permits; what lies ahead is refused. Deliberately absent: the fold (stage.ts).
 */
import type { TakeFunds } from '../../funds/facts.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt, daysBetween, monthOf } from '../../kernel/days.ts';
import { alreadyClosed, futureFault, incomplete, rejection, systemOnly, unknownItem, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { AIR } from '../../standards/air.ts';
import { CONSTRUCTION } from '../../standards/construction.ts';
import { MILESTONE_NAMES, MILESTONES, milestonesOf } from '../../standards/milestones.ts';
import { PERMIT_KINDS, PERMIT_NAMES, PERMITS, permitsBeforeStart } from '../../standards/permits.ts';
import { done } from '../stage.ts';
import { requestChange } from './changes.ts';
import { recordContract, recordTender } from './contracts/decide.ts';
import type { CallReport, ConstructionCommand, ConstructionEvent, ConstructionState, Happening, NoteLate, TurnLight } from './facts.ts';
import { contractAfterStart, finding, inverted, isNotedSo, ORDER_RULE, permitsAfterStart, startedWithout } from './findings.ts';
import { takeFunds } from './funds.ts';
import { noteLate } from './late.ts';
import { turned, turnedBy } from './lights.ts';
import { requestPayment } from './money.ts';
import { recordDelivery } from './owed/claims.ts';
import { arrearsFen, recordWageAccount, recordWages } from './owed/wages.ts';
import { applyForPermit, extendPermit, recordPermits, startedOnLapsed } from './permits.ts';
import { requestReplan } from './replanning/decide.ts';
import { reportProgress } from './reports.ts';
import { reviewedLate, submitSettlement } from './review.ts';
import { closeAccounts, recordSettlement } from './settlement.ts';
import { recordCommitment, startedUncommitted } from './site/commitments.ts';
import { PARTIES, PARTY_NAMES } from './site/facts.ts';
import { closeIncident, recordIncident, reportIncident } from './site/incidents.ts';
import { inspectionName, newestOf, recordInspection } from './site/inspections.ts';
import { askRepair, recordRepair } from './site/repairs.ts';
import { nameSources } from './sources.ts';
import { paidForWorks, paidInAll, sumOf } from './sums.ts';
import { answerExplanation, answerLetter, callReport, explainLight, issueLetter } from './supervision.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;

type Asked = ConstructionCommand | TurnLight | NoteLate | TakeFunds | CallReport;

/** What was noted already is not noted again when the same is recorded once more. */
export function decide(state: ConstructionState, command: Asked, context: Context): Answer {
  const answer = decideOne(state, command, context);
  if (!answer.ok || !byRules(context, 5)) return answer;
  return { ...answer, events: answer.events.filter((event) => event.type !== 'FindingNoted' || !isNotedSo(state, event.data)) };
}

function decideOne(state: ConstructionState, command: Asked, context: Context): Answer {
  // Warranties outlast the money.
  if (state.accountsClosed === true && command.type !== 'AskRepair' && command.type !== 'RecordRepair') return refuse(alreadyClosed);
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
    case 'RecordTender':
      return recordTender(state, command);
    case 'RecordContract':
      return recordContract(state, command, context);
    case 'RecordCommitment':
      return recordCommitment(state, command);
    case 'RecordIncident':
      return recordIncident(state, command, context);
    case 'ReportIncident':
      return reportIncident(state, command, context);
    case 'CloseIncident':
      return closeIncident(state, command);
    case 'RecordWageAccount':
      return recordWageAccount(state, command);
    case 'RecordWages':
      return recordWages(state, command, context);
    case 'RecordDelivery':
      return recordDelivery(state, command);
    case 'AskRepair':
      return askRepair(state, command);
    case 'RecordRepair':
      return recordRepair(state, command);
    case 'NoteLate':
      return isSystem(context) ? allow<Happening>(...noteLate(state, command, dayAt(context.now))) : refuse(systemOnly);
    case 'TurnLight':
      return isSystem(context) ? allow<Happening>(...turnedBy(state, dayAt(context.now), command.of)) : refuse(systemOnly);
    case 'TakeFunds':
      return takeFunds(state, command, context);
    case 'CallReport':
      return callReport(state, command, context);
    case 'ExplainLight':
      return explainLight(state, command, context);
    case 'AnswerExplanation':
      return answerExplanation(state, command, context);
    case 'IssueLetter':
      return issueLetter(state, command, context);
    case 'AnswerLetter':
      return answerLetter(state, command);
    case 'RecordMilestone':
      return recordMilestone(state, command, context);
    case 'RecordInspection':
      return recordInspection(state, command, context);
    case 'ReportProgress':
      return reportProgress(state, command, context);
    case 'RequestPayment':
      return requestPayment(state, command, context);
    case 'NameSources':
      return nameSources(state, command);
    case 'RecordSettlement':
      return recordSettlement(state, command, reviewedLate(state, command.on));
    case 'SubmitSettlement':
      return submitSettlement(state, command);
    case 'CloseAccounts':
      return closeAccounts(state, command, context);
    case 'RequestChange':
      return requestChange(state, command, context);
    case 'RequestReplan':
      return requestReplan(state, command, context);
    case 'AcceptCompletion':
      return acceptCompletion(state, command, context);
    case 'FileCompletion':
      return fileCompletion(state, command, context);
  }
}

function fileCompletion(state: ConstructionState, command: Command<'FileCompletion'>, context: Context): Answer {
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
      paidFen: paidForWorks(state),
      paidInAllFen: paidInAll(state),
      estimateFen: state.estimateFen,
      redLights: state.lights.filter((l) => l.light === 'RED').length,
      findings: state.findings.length,
      startedOn: state.reached.START ?? null,
      inspections: state.inspections.length + 1,
      inspectionsPassed: state.inspections.filter(({ passed }) => passed).length + 1,
      ...(arrearsFen(state) === 0 ? {} : { wageArrearsFen: arrearsFen(state) }),
    }),
  );
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
      ? [
          ...startedWithout(state, on),
          ...papersAfterStart(state, on),
          ...(byRules(context, 5) ? [...startedOnLapsed(state, on), ...startedUncommitted(state, on)] : []),
          ...early,
        ]
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
  const airCounts = valuesIn(state.standards, AIR).failedInspectionBlocks;
  for (const last of newest(state, context)) {
    const { zh, en } = inspectionName(last);
    if (!last.passed && (last.inspection !== 'AIR' || airCounts))
      faults.push({ zh: `最近一次${zh}未通过`, en: `the last inspection was not passed: ${en}` });
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

/** The last of each kind, and since parts of the building are named of each part. */
function newest({ inspections }: ConstructionState, context: Context): ConstructionState['inspections'] {
  if (byRules(context, 5)) return newestOf(inspections);
  const kindsOnly = inspections.map(({ part: _, ...inspection }) => inspection);
  return byRules(context, 3) ? newestOf(kindsOnly) : [...new Map(kindsOnly.map((one) => [one.inspection, one])).values()];
}
