/**
 * The approvals that a project carries itself: applying for a step, the reply to it, and what follows from an estimate that
 * is far over the approved study (政府投资条例 art. 12). Deliberately absent: which steps there are (steps.ts).
 */

import { approvalId } from '../approval/case.ts';
import { blankRoute } from '../approval/route.ts';
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { faultAt } from '../kernel/fault.ts';
import { futureFault, incomplete, type Rejection, rejection, unknownItem, wrongState } from '../kernel/rejection.ts';
import { streamOf } from '../kernel/stream.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { isOffice } from '../kernel/who-acts.ts';
import { BUILD_KIND_WORDS, factsOfProject, PATH_WORDS } from '../profile/profile.ts';
import { valuesIn } from '../rule-table/table.ts';
import { approvalsStage } from '../stages/approvals/stage.ts';
import { line } from '../stages/stage.ts';
import { estimateExceedsFsr, reportsOverStudy, STEP_CODES, STEP_NAMES, type StepCode } from '../standards/approval-paths.ts';
import { ROUTE_CODES } from '../standards/route-codes.ts';
import { STEP_RULES, stepsOf } from '../standards/steps.ts';
import { dayWords } from '../words/days.ts';
import { money } from '../words/money.ts';
import type { EstimateReport, ProjectCommand, ProjectEvent, ProjectState } from './facts.ts';
import { finished } from './stages.ts';
import { estimateOf } from './steps.ts';

type Answer = Decision<ProjectEvent>;
type Command<T extends ProjectCommand['type']> = Extract<ProjectCommand, { type: T }>;
type Apply = Command<'ApplyForStep'>;

function stepsBefore(state: ProjectState, step: StepCode): readonly StepCode[] {
  const codes = stepsOf(state.path, state.profile, state.standards);
  // Under tables that came later a step may be asked that the project was not opened with; its own decide.
  const before = reportsOverStudy(state.standards)
    ? STEP_CODES.slice(0, STEP_CODES.indexOf(step)).filter((code) => codes.includes(code) && state.steps[code] !== undefined)
    : codes.slice(0, codes.indexOf(step));
  return before.filter((code) => state.steps[code]?.status !== 'REPLIED');
}

/** Replies before that hold no more. */
function endedReplies({ steps }: ProjectState, step: StepCode, today: IsoDate): readonly Text[] {
  return STEP_CODES.slice(0, STEP_CODES.indexOf(step)).flatMap((code) => {
    const until = steps[code]?.status === 'REPLIED' ? steps[code].until : undefined;
    if (until === undefined || until >= today) return [];
    const [{ zh, en }, day] = [STEP_NAMES[code], dayWords(until)];
    return [{ zh: `${zh}（${code}）已于${day.zh}届满`, en: `${en} (${code}) ended on ${day.en}` }];
  });
}
const hasEnded = ({ steps }: ProjectState, step: StepCode, context: Context): boolean => {
  const until = steps[step]?.until;
  return byRules(context, 5) && until !== undefined && until < dayAt(context.now);
};

/** What is wrong with what an authority issued. A county may do without its scan. */
function issuedFaults({ standards }: ProjectState, { on, by = '', until, files = [] }: Command<'RecordReply'>, today: IsoDate): readonly Text[] {
  const { replyScan } = valuesIn(standards, STEP_RULES);
  const ended = until !== undefined && until >= on && until < today ? dayWords(until) : null;
  return [
    ...(replyScan && by.trim() === '' ? [faultAt('by', { zh: '须写明批准机关', en: 'must say which authority issued it' })] : []),
    ...(replyScan && files.length === 0 ? [faultAt('files', { zh: '须附批复扫描件', en: 'must hold its scan' })] : []),
    ...(until !== undefined && until < on
      ? [faultAt('until', { zh: `有效期至不得早于印发日期 ${on}`, en: `must not be before ${on}, when it was issued` })]
      : []),
    ...(ended === null
      ? []
      : [
          faultAt('until', {
            zh: `该批复已于${ended.zh}届满，不能登记为有效`,
            en: `must not have passed: the reply ended on ${ended.en} and counts for nothing any more`,
          }),
        ]),
  ];
}

/** Steps about money: what they are asked for is a sum. */
const FIXES_MONEY: readonly StepCode[] = ['PROPOSAL', 'FSR', 'PRELIM', 'PLAN_ESTIMATE', 'FISCAL', 'TENDER', 'FUND_APPLICATION'];

export function applyForStep(state: ProjectState, command: Apply, context: Context): Answer {
  const { step } = command;
  if (state.stages.APPROVALS?.status !== 'OPEN') return refuse(wrongState('项目审批阶段未开始或已结束。', 'The approvals stage is not under way.'));
  const known = state.steps[step];
  if (known === undefined) {
    return refuse(
      rejection(
        'UNKNOWN_ITEM',
        `按“${PATH_WORDS[state.path].zh}”路径，本项目无须办理${STEP_NAMES[step].zh}。`,
        `On its path (${PATH_WORDS[state.path].en}) this project needs no “${STEP_NAMES[step].en}”.`,
      ),
    );
  }
  const route = ROUTE_CODES.find((code) => code === step);
  if (route === undefined)
    return refuse(wrongState('此项只登记外部回执（RecordReply）。', 'This one is only recorded with its outside receipt (RecordReply).'));
  if (known.status === 'ASKED') return refuse(rejection('DUPLICATE', '该事项正在审批。', 'This step is being decided.'));
  const resubmitsFsr = step === 'FSR' && state.steps.PRELIM !== undefined && state.steps.PRELIM.status !== 'REPLIED';
  if (known.status === 'APPROVED' || (known.status === 'REPLIED' && !resubmitsFsr && !hasEnded(state, step, context))) {
    return refuse(rejection('DUPLICATE', '该事项已批准。', 'This step is approved already.'));
  }
  const before = stepsBefore(state, step);
  if (before.length > 0)
    return refuse(
      incomplete(
        '前置审批未完成。',
        'Earlier steps are not finished.',
        before.map((code) => ({ zh: `${STEP_NAMES[code].zh}（${code}）须先有批复`, en: `${STEP_NAMES[code].en} (${code}) has no reply yet` })),
      ),
    );
  if (byRules(context, 5) && command.amountFen === 0 && FIXES_MONEY.includes(step))
    return refuse(incomplete('申报金额有误。', 'The amount is wrong.', [faultAt('amountFen', { zh: '须大于 0', en: 'must be above 0' })]));
  const ended = byRules(context, 5) ? endedReplies(state, step, dayAt(context.now)) : [];
  if (ended.length > 0) return refuse(incomplete('此前的批复已届满，须重新办理。', 'A reply before has ended and must be asked for again.', ended));
  const report = overStudy(state, command);
  const fault = report === null ? null : overStudyFault(state, report);
  if (fault !== null) return refuse(fault);
  const applied = stepApplied(state, command, route, report, context);
  return report === null
    ? allow<ProjectEvent>(applied)
    : allow<ProjectEvent>(applied, { type: 'EstimateReported', data: { ...report, approval: applied.data.approval } });
}

/** An estimate that is further above the approved study than art. 12 lets pass without a word. */
function overStudy({ steps, standards }: ProjectState, { step, amountFen }: Apply): Omit<EstimateReport, 'approval'> | null {
  const studyFen = steps.FSR?.amountFen ?? null;
  return step === 'PRELIM' && studyFen !== null && estimateExceedsFsr(amountFen, studyFen, standards) ? { studyFen, estimateFen: amountFen } : null;
}

function overStudyFault({ standards, estimateReport }: ProjectState, report: Omit<EstimateReport, 'approval'>): Rejection | null {
  const { studyFen, estimateFen } = report;
  if (!reportsOverStudy(standards))
    return rejection(
      'ESTIMATE_EXCEEDS_FSR',
      `概算 ${money(estimateFen).zh} 超过可研估算 ${money(studyFen).zh} 的 10%，须重新报送可行性研究报告（政府投资条例第十二条）。`,
      `The estimate of ${money(estimateFen).en} exceeds the feasibility report's ${money(studyFen).en} by more than 10 %; submit the feasibility report again (政府投资条例 art. 12).`,
    );
  const answered = estimateReport?.answered;
  if (answered?.answer !== 'STUDY_AGAIN' || estimateReport?.studyFen !== studyFen) return null;
  return rejection(
    'OUT_OF_ORDER',
    `可研批准机关已要求重新报送可行性研究报告（${answered.number}）；请先报批可研，再报概算（政府投资条例第十二条）。`,
    `Whoever approved the study has asked for it again (${answered.number}); submit the feasibility report first, then the estimate (政府投资条例 art. 12).`,
  );
}

type Applied = Extract<ProjectEvent, { type: 'StepApplied' }>;

function stepApplied(
  state: ProjectState,
  command: Apply,
  route: (typeof ROUTE_CODES)[number],
  report: Omit<EstimateReport, 'approval'> | null,
  context: Context,
): Applied {
  const { step, amountFen } = command;
  const { profile, path } = state;
  const attempt = (state.steps[step]?.attempt ?? 0) + 1;
  const over =
    report === null ? [] : [line('可研估算（概算超出，已报告批准机关）', 'Approved study (exceeded; its approver was told)', money(report.studyFen))];
  return {
    type: 'StepApplied',
    data: {
      step,
      attempt,
      amountFen,
      approval: approvalId(streamOf('project', profile.code), step, attempt),
      title: { zh: `${profile.name.zh}${STEP_NAMES[step].zh}`, en: `${profile.name.en}: ${STEP_NAMES[step].en}` },
      route: blankRoute(route),
      acceptedOn: dayAt(context.now),
      ...(command.undertaking === undefined ? {} : { undertaking: command.undertaking }),
      content: {
        amountFen,
        summary: [
          line('申报金额', 'Amount', money(amountFen)),
          ...over,
          line('建设性质', 'Kind', BUILD_KIND_WORDS[profile.buildKind]),
          line('托位', 'Places', profile.places),
          line('建筑面积', 'Gross area', `${profile.areaM2} m²`),
          line('项目单位', 'Unit', profile.unit),
          ...(command.note === undefined ? [] : [line('说明', 'Note', command.note)]),
        ],
        documents: command.documents,
        facts: factsOfProject(profile, path),
      },
    },
  };
}

/**
 * What whoever approved the study answered to the report: the study again, or go on. The answer is theirs, with its number;
 * the office enters it, never whoever applied. An estimate that is being decided then comes back to its applicant.
 */
export function answerEstimateReport(state: ProjectState, command: Command<'AnswerEstimateReport'>, context: Context): Answer {
  const { answer, number, on, reason } = command;
  if (!isOffice(context) || context.actor.person === state.profile.manager)
    return refuse(
      rejection(
        'NOT_YOURS',
        '可研批准机关的答复由领导小组办公室凭文号登记，项目负责人不得自行登记。',
        'The answer of whoever approved the study is entered by the programme office with its number, never by the project’s own manager.',
      ),
    );
  const report = state.estimateReport;
  if (report === undefined) return refuse(unknownItem('EstimateReport'));
  if (byRules(context, 3) && report.by !== undefined && report.by === context.actor.person)
    return refuse(
      rejection(
        'NOT_YOURS',
        '代为申报概算的人不得登记答复，须由办公室另一人登记。',
        'Whoever applied for the estimate does not enter the answer; somebody else of the office does.',
      ),
    );
  if (report.answered !== undefined)
    return refuse(
      rejection('DUPLICATE', `已登记答复（${report.answered.number}）。`, `The answer is on record already (${report.answered.number}).`),
    );
  const future = futureFault(on, context);
  if (future !== null) return refuse(future);
  const missing = [
    ...(number.trim() === '' ? [{ zh: 'number：须为答复文件的文号', en: 'number must be the document number of the answer' }] : []),
    ...(reason.trim() === '' ? [{ zh: 'reason：须写明答复内容', en: 'reason must say what was answered' }] : []),
    ...(report.on !== undefined && on < report.on
      ? [
          {
            zh: `on：不得早于报告之日 ${dayWords(report.on).zh}`,
            en: `on must not be before ${dayWords(report.on).en}, when it was reported`,
          },
        ]
      : []),
  ];
  if (missing.length > 0) return refuse(incomplete('答复登记不齐备。', 'The answer is not complete.', missing));
  return allow<ProjectEvent>({
    type: 'EstimateReportAnswered',
    data: { approval: report.approval, answer, number: number.trim(), on, reason: reason.trim() },
  });
}

export function recordReply(state: ProjectState, command: Command<'RecordReply'>, context: Context): Answer {
  const { step, number, on } = command;
  const future = futureFault(on, context);
  if (future !== null) return refuse(future);
  const known = state.steps[step];
  if (known === undefined || state.stages.APPROVALS?.status !== 'OPEN') return refuse(unknownItem(step));
  const external = !ROUTE_CODES.some((code) => code === step);
  if (known.status === 'REPLIED') {
    const [name, was] = [STEP_NAMES[step], known.number ?? '—'];
    return refuse(rejection('DUPLICATE', `${name.zh}的批复 ${was} 已登记。`, `The reply to “${name.en}”, ${was}, is recorded already.`));
  }
  if (known.status !== 'APPROVED' && !(external && known.status === 'NEEDED')) {
    return refuse(wrongState('该事项尚未批准，不能登记批复。', 'This step is not approved, so no reply can be recorded.'));
  }
  const faults = byRules(context, 5) ? issuedFaults(state, command, dayAt(context.now)) : [];
  if (faults.length > 0) return refuse(incomplete('批复登记不齐备。', 'The reply is not complete.', faults));
  const { by, until, files } = command;
  const issued = { ...(by === undefined ? {} : { by }), ...(until === undefined ? {} : { until }), ...(files === undefined ? {} : { files }) };
  // A reply that names more than was approved here is recorded as it is, and found; nothing more may be spent by it.
  const typed = command.amountFen ?? known.amountFen;
  const above = byRules(context, 3) && typed !== null && known.amountFen !== null && typed > known.amountFen;
  const counts = above ? { countsFen: known.amountFen } : {};
  const replied: ProjectEvent = { type: 'ReplyRecorded', data: { step, number, on, amountFen: typed, ...counts, ...issued } };
  const others = Object.entries(state.steps).filter(([code]) => code !== step);
  if (others.some(([, s]) => s.status !== 'REPLIED')) return allow<ProjectEvent>(replied);
  const land = step === 'LAND_PRE' ? on : (state.steps.LAND_PRE?.on ?? null);
  const result = {
    path: state.path,
    estimateFen: estimateOf(state, { step, amountFen: above ? known.amountFen : command.amountFen }),
    ...(land === null ? {} : { landPreOn: land }),
  };
  return allow<ProjectEvent>(replied, finished(approvalsStage, result));
}
