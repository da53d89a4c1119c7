/**
 * Rectification (整改): what is ordered, how long it may take, its report, the re-inspection, and the leading group once
 * notices have not helped. Deliberately absent: what is to be put right (items.ts).
 */
import type { ApprovalDecided } from '../../approval/facts.ts';
import { clocksOf } from '../../calendar/clock-rules.ts';
import { blankDeadline, litBy, rework } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import type { FileRef } from '../../kernel/file-ref.ts';
import { incomplete, type Rejection, rejection, wrongState } from '../../kernel/rejection.ts';
import { AIR_ITEM, type Gravity, rectificationDays } from '../../standards/acceptance.ts';
import { dayWords } from '../../words/days.ts';
import { ask, done, line, pendingApproval } from '../stage.ts';
import type { AcceptanceCommand, AcceptanceEvent, AcceptanceState, Happening } from './facts.ts';
import { airTold, type ByKey, itemWords, keyOf, rulesOf, unmet } from './items.ts';
import { inspectorsOf } from './panel.ts';
import { oldFiles, sharedFiles } from './papers.ts';

type Answer = Decision<Happening>;
type Command<T extends AcceptanceCommand['type']> = Extract<AcceptanceCommand, { type: T }>;
type Rectifying = Command<'ReportRectified' | 'GradeRectification' | 'AskExtension' | 'AnswerExtension' | 'DecideAfterNotices'>;

const OF_THE_SYSTEM: readonly string[] = ['CalendarChanged', 'RectificationDue', 'DecideAfterNotices'];
/** While it lies with the leading group nothing else happens. */
export function stoppedFor({ stopped, notice }: AcceptanceState, type: string): Rejection | null {
  if (stopped == null || OF_THE_SYSTEM.includes(type)) return null;
  return stopped.why === 'WAITING'
    ? wrongState(
        `${notice} 次整改通知后复验仍不合格，须由领导小组决定重新验收、采取其他措施或不予验收。`,
        `After ${notice} notices the re-inspection failed again; the leading group decides whether it starts again, other measures are taken, or it is not accepted.`,
      )
    : wrongState(
        '领导小组已决定不予验收；如重新决定，由组长或副组长登记。',
        'The leading group has decided not to accept it; where it decides otherwise, a leader records that.',
      );
}

/** A notice (整改通知书) with its limit. */
export const order = (
  state: AcceptanceState,
  what: { readonly notice: number; readonly items: readonly string[]; readonly gravity: Gravity; readonly measures?: string },
  context: Context,
): AcceptanceEvent => ({
  type: 'RectificationOrdered',
  data: {
    ...what,
    deadline: litBy(blankDeadline(dayAt(context.now), { n: rectificationDays(rulesOf(state), what.gravity), unit: 'WD' }), clocksOf(state.standards)),
  },
});

const notOrdered = wrongState('没有整改通知。', 'No rectification has been ordered.');

export function rectify(state: ByKey, command: Rectifying, context: Context, busy: boolean): Answer {
  if (command.type === 'DecideAfterNotices') return decideAfterNotices(state, command, context);
  if (busy) return refuse(pendingApproval);
  if (state.orderedKeys.length === 0 || state.deadline === null) return refuse(notOrdered);
  switch (command.type) {
    case 'ReportRectified':
      return report(state, command, context);
    case 'GradeRectification':
      return grade(state, command);
    case 'AskExtension':
      return askExtension(state, command, context);
    case 'AnswerExtension':
      return answerExtension(state, command, context);
  }
}

function report(state: ByKey, command: Command<'ReportRectified'>, context: Context): Answer {
  const rules = rulesOf(state);
  const told = command.items.map((item) => ({ ...item, key: keyOf(item) }));
  const faults = state.orderedKeys
    .filter((key) => !told.some((item) => item.key === key))
    .map((key) => ({ zh: `${itemWords(state, key).zh} 没有整改材料`, en: `item ${itemWords(state, key).en} has no evidence of rectification` }));
  const air = airTold(state);
  if (state.orderedKeys.includes(AIR_ITEM) && unmet(state).includes(AIR_ITEM)) {
    faults.push({
      zh: `${AIR_ITEM}（室内空气）须重新检测合格（现为：${air?.zh ?? '无'}）`,
      en: `item ${AIR_ITEM} needs a new air test within its limits (now ${air?.en ?? 'none'})`,
    });
  }
  if (byRules(context, 3) && rules.evidenceAsFile)
    faults.push(...paperFaults(state, { ...command, items: told }), ...sharedFiles(state, told), ...oldFiles(state, told));
  if (faults.length > 0) return refuse(incomplete('整改材料不齐。', 'The rectification report is not complete.', faults));
  const items = told.map(({ key, evidence, files }) => ({ key, evidence, ...(files === undefined ? {} : { files }) }));
  return allow<Happening>(
    { type: 'RectificationReported', data: { on: command.on, items, ...(state.overdue ? { late: true } : {}) } },
    ask(state, context, {
      key: 'REINSPECTION',
      title: { zh: `${state.name.zh}整改复验`, en: `${state.name.en}: re-inspection` },
      applicant: state.manager,
      route: 'REINSPECTION',
      named: inspectorsOf(state),
      content: {
        summary: items.map(({ key, evidence }) => {
          const known = rules.items.find((item) => item.key === key);
          return line(known?.zh ?? key, known?.en ?? key, evidence);
        }),
        documents: papersOf(state, items).map(({ title, sha256 }) => ({ title, sha256 })),
      },
    }),
  );
}

/** What the inspectors are given: the papers of each item, and for the air the reports of the laboratory. */
function papersOf(state: ByKey, items: readonly { readonly files?: readonly FileRef[] | undefined }[]): readonly FileRef[] {
  const reports = state.orderedKeys.includes(AIR_ITEM) ? [state.air?.file, state.airOfWorks?.file] : [];
  return [...items.flatMap(({ files = [] }) => files), ...reports.filter((file) => file !== undefined)];
}

/** What a report of rectification has to bring: of these items, after the notice, with pictures or papers from before and after. */
function paperFaults(
  state: ByKey,
  { on, items }: { readonly on: string; readonly items: readonly { key: string; evidence: string; files?: readonly object[] }[] },
) {
  const since = state.deadline?.from ?? on;
  return [
    ...(on < since ? [{ zh: `on：不得早于整改通知之日 ${since}`, en: `on must not be before the notice of ${since}` }] : []),
    ...items.flatMap(({ key, evidence, files = [] }, index) => {
      const { zh, en } = itemWords(state, key);
      return [
        ...(state.orderedKeys.includes(key)
          ? []
          : [
              {
                zh: `${zh} 不在整改通知所列各项之中：${state.orderedKeys.join('、')}`,
                en: `item ${en} must be one of those ordered: ${state.orderedKeys.join(', ')}`,
              },
            ]),
        ...(items.findIndex((other) => other.key === key) === index ? [] : [{ zh: `${zh} 只能出现一次`, en: `item ${en} must be there once` }]),
        ...(evidence.trim() === '' ? [{ zh: `${zh}：evidence 须写明做了什么`, en: `item ${en}: evidence must say what was done` }] : []),
        ...(files.length > 0 || (key === AIR_ITEM && state.air?.file !== undefined)
          ? []
          : [{ zh: `${zh}：files 须为整改前后的材料`, en: `item ${en}: files must show it before and after` }]),
      ];
    }),
    ...(state.orderedKeys.includes(AIR_ITEM) && (state.air?.on ?? since) < since
      ? [
          {
            zh: `室内空气：须在整改通知之日（${dayWords(since).zh}）之后重新检测`,
            en: `Indoor air: it must be tested after the notice of ${dayWords(since).en}`,
          },
        ]
      : []),
  ];
}

/** Another gravity has another limit, from the same day. */
function grade(state: AcceptanceState, { gravity, basis }: Command<'GradeRectification'>): Answer {
  const { deadline, notice } = state;
  if (deadline === null) return refuse(notOrdered);
  if (basis.trim() === '')
    return refuse(incomplete('缺少依据。', 'The basis is missing.', [{ zh: 'basis：须写明定级的理由', en: 'basis must say why it is so grave' }]));
  if ((state.gravity ?? 'ORDINARY') === gravity) return refuse(rejection('DUPLICATE', '已是该等级。', 'It is graded like that already.'));
  if (state.overdue || state.extension != null)
    return refuse(wrongState('整改已逾期或已申请延期，不能再改等级。', 'It is overdue, or an extension was asked for: its grade stays.'));
  const limit = { n: rectificationDays(rulesOf(state), gravity), unit: 'WD' } as const;
  return allow<Happening>({ type: 'RectificationGraded', data: { notice, gravity, basis: basis.trim(), deadline: rework(deadline, { limit }) } });
}

/** Once a notice, before it is due, and for at most a share of its time. */
function askExtension(state: AcceptanceState, { days, reason }: Command<'AskExtension'>, context: Context): Answer {
  const { deadline, notice } = state;
  if (deadline === null) return refuse(notOrdered);
  if (state.extension != null) return refuse(rejection('ALREADY_EXTENDED', '每次整改只能申请延期一次。', 'An extension is asked for once a notice.'));
  if (state.overdue || (deadline.dueOn !== null && dayAt(context.now) > deadline.dueOn))
    return refuse(wrongState('延期须在到期前申请。', 'An extension is asked for before it is due.'));
  const { extensionPercent } = rulesOf(state);
  const most = Math.floor((deadline.limit.n * extensionPercent) / 100);
  const faults = [
    ...(days < 1 || days > most
      ? [
          {
            zh: `days：须为 1 至 ${most}，不超过 ${deadline.limit.n} 个工作日的 ${extensionPercent}%`,
            en: `days must be 1 to ${most}: at most ${extensionPercent} % of ${deadline.limit.n} working days`,
          },
        ]
      : []),
    ...(reason.trim() === '' ? [{ zh: 'reason：须写明理由', en: 'reason must say why' }] : []),
  ];
  if (faults.length > 0) return refuse(incomplete('延期申请有误。', 'The extension has faults.', faults));
  return allow<Happening>({ type: 'ExtensionAsked', data: { notice, days, reason: reason.trim() } });
}

function answerExtension(state: AcceptanceState, { granted, reason }: Command<'AnswerExtension'>, context: Context): Answer {
  const { deadline, notice, extension } = state;
  if (deadline === null || extension == null || extension.answered)
    return refuse(wrongState('没有待答复的延期申请。', 'No extension waits for an answer.'));
  if (byRules(context, 3) && extension.by !== undefined && extension.by === context.actor.person)
    return refuse(rejection('NOT_YOURS', '申请延期的人不得自己答复。', 'Whoever asked for the extension does not answer it.'));
  if (!granted && reason.trim() === '') return refuse(rejection('REASON_REQUIRED', '不同意须说明理由。', 'Say why it is not granted.'));
  const { days } = extension;
  const limit = { ...deadline.limit, n: deadline.limit.n + days };
  return allow<Happening>({
    type: 'ExtensionAnswered',
    data: { notice, granted, days, reason: reason.trim(), deadline: granted ? rework(deadline, { limit }) : deadline },
  });
}

function decideAfterNotices(state: ByKey, command: Command<'DecideAfterNotices'>, context: Context): Answer {
  const { decision, document, on, file, measures } = command;
  if (state.stopped == null) return refuse(wrongState('整改未到须由领导小组决定的程度。', 'Nothing of it lies with the leading group.'));
  const faults = [
    ...(on < state.stopped.on
      ? [
          {
            zh: `on：不得早于送交领导小组之日 ${state.stopped.on}`,
            en: `on must not be before ${state.stopped.on}, when it came to the leading group`,
          },
        ]
      : []),
    ...(decision === 'MEASURES' && measures.trim() === '' ? [{ zh: 'measures：须写明采取的措施', en: 'measures must say what is to be done' }] : []),
    ...(decision === 'MEASURES' && state.orderedKeys.length === 0
      ? [{ zh: 'decision：没有需要整改的内容，不适用“采取其他措施”', en: 'decision: measures are for what is to be put right, and nothing is' }]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('领导小组决定有误。', 'The decision has faults.', faults));
  const decided: AcceptanceEvent = {
    type: 'LeadingGroupDecided',
    data: { decision, document, on, file, measures: measures.trim(), round: state.round },
  };
  if (decision !== 'MEASURES') return allow<Happening>(decided);
  const { notice, orderedKeys: items } = state;
  return allow<Happening>(decided, order(state, { notice: notice + 1, items, gravity: 'MAJOR', measures: measures.trim() }, context));
}

/** What the inspectors' answer leads to. */
export function reinspected(state: ByKey, decided: ApprovalDecided, context: Context): readonly Happening[] {
  if (decided.outcome === 'APPROVED') {
    return [
      { type: 'ProblemsClosedOut', data: { items: state.orderedKeys } },
      done({ acceptanceScore: state.score, rectified: true, notices: state.notice, rounds: state.round, passedOn: dayAt(context.now) }),
    ];
  }
  const { mostNotices, stopsAfterNotices } = rulesOf(state);
  const called = state.notice >= mostNotices;
  const failed: AcceptanceEvent = {
    type: 'ReinspectionFailed',
    data: { notice: state.notice, reason: decided.reason, leadingGroupCalled: called, ...(called && stopsAfterNotices ? { stops: true } : {}) },
  };
  if (called && stopsAfterNotices) return [failed];
  return [failed, order(state, { notice: state.notice + 1, items: state.orderedKeys, gravity: 'ORDINARY' }, context)];
}
