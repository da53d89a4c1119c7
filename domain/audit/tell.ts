/**
 * Any event as one sentence in both languages, without the state of its case: for search results, stories of projects and
 * exports. Approvals tell themselves better where their state is at hand (domain/approval/narrate.ts).
 */
import type { ApprovalEvent } from '../approval/messages.ts';
import type { FindingsEvent } from '../findings/ledger.ts';
import type { JournalEvent } from '../journal/ledger.ts';
import type { Text } from '../kernel/values.ts';
import type { ProgrammeEvent } from '../programme/case.ts';
import type { ProjectEvent } from '../project/facts.ts';
import { isStageKey, STAGE_EVENT_WORDS, STAGE_NAMES } from '../stages/all.ts';
import type { StageEvent } from '../stages/stage.ts';
import { money } from '../words/money.ts';

type EveryEvent = ApprovalEvent | FindingsEvent | JournalEvent | ProgrammeEvent | ProjectEvent | StageEvent;
export type EventType = EveryEvent['type'] | keyof typeof STAGE_EVENT_WORDS;

const w = (zh: string, en: string): Text => ({ zh, en });

/** What each type of event says; a new type without its words does not compile. Those of a stage stand in its folder. */
export const EVENT_WORDS = {
  ProgrammeOpened: w('项目群建立', 'programme opened'),
  RoleAssigned: w('指定任职', 'role assigned'),
  RoleRevoked: w('撤销任职', 'role revoked'),
  RoleProposed: w('提出任免', 'change of role proposed'),
  RoleProposalEnded: w('任免提议结束', 'proposed change of role ended'),
  ProjectRegistered: w('登记项目', 'project registered'),
  ProjectEnded: w('项目结束', 'project ended'),
  ReportsCalled: w('催报月报', 'monthly reports called for'),
  MandateGranted: w('设立代理', 'mandate granted'),
  MandateConfirmed: w('代理确认', 'mandate confirmed'),
  MandateBegan: w('代理开始', 'mandate began'),
  MandateEnded: w('代理结束', 'mandate ended'),
  DeskHandedOver: w('离职转办', 'desk handed over'),
  ManagerChanged: w('更换项目负责人', 'project manager changed'),
  PersonLeft: w('人员离任', 'person left'),
  RouteAdopted: w('采用本县审批路线', 'route adopted'),
  RouteWithdrawn: w('停用本县审批路线', 'route withdrawn'),
  ProgrammeClosed: w('项目群结束', 'programme closed'),
  ProjectOpened: w('项目建立', 'project opened'),
  StageStarted: w('阶段开始', 'stage started'),
  StageFinished: w('阶段结束', 'stage finished'),
  StepApplied: w('申请审批事项', 'step applied for'),
  StepAnswered: w('审批事项办结', 'step answered'),
  ReplyRecorded: w('登记批复', 'reply recorded'),
  HandoverRecorded: w('登记移交资料', 'handover recorded'),
  ProjectProfileChanged: w('变更项目资料', 'project profile changed'),
  MilestonesChanged: w('变更计划节点', 'planned days changed'),
  PanelChanged: w('变更验收组', 'acceptance panel changed'),
  SurveyBasisChanged: w('变更调研依据', 'basis of the survey changed'),
  PlacesChanged: w('项目托位变更', 'places of a project changed'),
  StageInputsChanged: w('阶段获知项目变更', 'stage told of a change of the project'),
  ProjectChangeNoted: w('审批获知项目变更', 'approval told of a change of the project'),
  ProjectSuspended: w('项目暂停', 'project suspended'),
  ProjectResumed: w('项目恢复', 'project resumed'),
  CancellationBegun: w('开始取消项目', 'cancellation begun'),
  StageCancelAsked: w('要求取消阶段', 'stage asked to cancel'),
  ProjectClosed: w('项目办结', 'project closed'),
  StageOpened: w('阶段案卷建立', 'stage opened'),
  ApprovalAsked: w('提请审批', 'approval asked for'),
  ApprovalAnswered: w('审批有结果', 'approval answered'),
  StageSuspended: w('阶段暂停', 'stage suspended'),
  StageResumed: w('阶段恢复', 'stage resumed'),
  StageClosed: w('阶段办结', 'stage closed'),
  ...STAGE_EVENT_WORDS,
  HistoryRead: w('查阅记录', 'history read'),
  AttemptRefused: w('操作被拒绝', 'attempt refused'),
  ExportMade: w('导出', 'export made'),
  AnswersHandedIn: w('问卷入库', 'survey answers handed in'),
  DocumentKept: w('文件在案', 'document kept'),
  RepairMade: w('修复', 'repair made'),
  AlarmRaised: w('警报', 'alarm raised'),
  AsideSettled: w('搁置事项已另行处理', 'dealt with by hand what was set aside'),
  LogRestarted: w('日志重启：备份恢复后声明丢失部分', 'log restarted: part of it declared lost after a restore'),
  PersonAdded: w('登记人员', 'person added'),
  PersonChanged: w('人员资料变更', 'person’s data changed'),
  SignInIssued: w('签发登录', 'sign-in issued'),
  SignInUsedFirst: w('登录首次使用', 'sign-in used for the first time'),
  SignInRefused: w('多次登录失败', 'sign-ins failed too often'),
  SignInRevoked: w('吊销登录', 'sign-in revoked'),
  PersonErased: w('清除个人信息', 'personal data erased'),
  ProgrammeArchived: w('归档', 'programme archived'),
  FindingRaised: w('发现问题', 'finding raised'),
  FindingCeased: w('问题消除', 'finding ceased'),
  FindingExplained: w('说明问题', 'finding explained'),
  FindingHandedOver: w('移交问题', 'finding handed over'),
  FindingDismissed: w('排除问题', 'finding dismissed'),
  FindingReopened: w('重新打开问题', 'finding reopened'),
  ApprovalOpened: w('审批建立', 'approval opened'),
  DraftSaved: w('保存草稿', 'draft saved'),
  ApplicationSubmitted: w('提交申请', 'application submitted'),
  ApplicationAccepted: w('受理', 'application accepted for handling'),
  StepSkipped: w('跳过步骤', 'step skipped'),
  StepOpened: w('步骤开始', 'step opened'),
  DecisionMade: w('作出决定', 'decision made'),
  DecidedAutomatically: w('自动决定', 'decided automatically'),
  TurnPassed: w('轮到下一人', 'turn passed'),
  StepClosed: w('步骤结束', 'step closed'),
  DecisionTakenBack: w('拿回决定', 'decision taken back'),
  TaskHandedOver: w('转办', 'task handed over'),
  HandOverRefused: w('转办未成', 'hand-over refused'),
  OpinionAsked: w('委派', 'opinion asked'),
  OpinionGiven: w('答复意见', 'opinion given'),
  OpinionRecalled: w('收回委派', 'opinion recalled'),
  ApproversAdded: w('加签', 'approvers added'),
  ApproverRemoved: w('减签', 'approver removed'),
  Recused: w('回避', 'recused'),
  ApplicantChanged: w('变更申请人', 'applicant changed'),
  ApproverUnreachable: w('邮件无法送达', 'approver unreachable'),
  SubstitutesAsked: w('改请他人', 'substitutes asked'),
  QuestionAsked: w('提问', 'question asked'),
  QuestionAnswered: w('答复提问', 'question answered'),
  Commented: w('批注', 'commented'),
  CopySent: w('抄送', 'copy sent'),
  ReadMarked: w('已阅', 'read'),
  SeenMarked: w('已阅未批', 'seen, not decided yet'),
  MailAsked: w('要求重发邮件', 'mail asked for'),
  ReadingEnded: w('未阅抄送归档', 'copies put away'),
  SupplementRequested: w('一次性告知补正', 'supplement requested'),
  Supplemented: w('补正材料收到', 'supplemented'),
  ClockPaused: w('暂停计时', 'clock paused'),
  ClockResumed: w('恢复计时', 'clock resumed'),
  LimitExtended: w('延长期限', 'limit extended'),
  ClocksReworked: w('重新计算期限', 'clocks reworked'),
  ContentReturned: w('退回', 'content returned'),
  ContentResubmitted: w('重新提交', 'content resubmitted'),
  NoticeChecked: w('核对首封通知', 'first notice looked up'),
  MarkReached: w('到达时限标志', 'mark reached'),
  TimeRanOut: w('逾期处理', 'time ran out'),
  DeficiencyOverdue: w('容缺材料逾期', 'deficiency overdue'),
  Nudged: w('催办', 'nudged'),
  OutcomeWithheld: w('暂不办结', 'outcome withheld'),
  ApprovalClosed: w('审批办结', 'approval closed'),
} as const satisfies Record<EventType, Text>;

const isKnown = (type: string): type is keyof typeof EVENT_WORDS => type in EVENT_WORDS;

/** Fields that a sentence shows, in this order, as far as they are there. */
const SHOWN = [
  'title',
  'stage',
  'step',
  'mark',
  'key',
  'number',
  'document',
  'on',
  'month',
  'outcome',
  'choice',
  'result',
  'code',
  'finding',
  'command',
  'stream',
  'what',
  'where',
  'loop',
  'item',
  'format',
  'amountFen',
  'percent',
  'light',
  'to',
  'reason',
  'text',
  'opinion',
  'question',
  'list',
  'notice',
  'explanation',
  'evidence',
  'basis',
  'why',
  'summary',
] as const;
const MOST = 160;

/** `作出决定：APPROVE；同意` — what happened, and what it was about. */
export function tellEvent({ type, data }: { readonly stream: string; readonly type: string; readonly data: object }): Text {
  const words = isKnown(type) ? EVENT_WORDS[type] : { zh: type, en: type };
  const fields = new Map<string, unknown>(Object.entries(data));
  const details = [...SHOWN.flatMap((field) => detailOf(field, fields.get(field))), ...enteredLater(fields.get('backdated'))];
  const join = (language: keyof Text, between: string): string =>
    details
      .map((text) => text[language])
      .filter(Boolean)
      .join(between)
      .slice(0, MOST);
  const [zh, en] = [join('zh', '；'), join('en', '; ')];
  return { zh: zh === '' ? words.zh : `${words.zh}：${zh}`, en: en === '' ? words.en : `${words.en}: ${en}` };
}

/** A day that the office entered later never reads like one of the server's. */
function enteredLater(backdated: unknown): readonly Text[] {
  if (typeof backdated !== 'object' || backdated === null || !('document' in backdated)) return [];
  return [w(`办公室补录，凭 ${String(backdated.document)}`, `entered later by the office, by ${String(backdated.document)}`)];
}

function detailOf(field: (typeof SHOWN)[number], value: unknown): readonly Text[] {
  if (typeof value === 'number')
    return [field === 'amountFen' ? money(value) : field === 'percent' ? w(`${value} %`, `${value} %`) : w(String(value), String(value))];
  if (typeof value === 'string' && value !== '') return [field === 'stage' && isStageKey(value) ? STAGE_NAMES[value] : w(value, value)];
  if (typeof value === 'object' && value !== null && 'zh' in value && 'en' in value) return [w(String(value.zh), String(value.en))];
  return [];
}
