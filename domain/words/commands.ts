/**
 * What may be asked of a programme, a project and its findings, in words: for a list of what was tried. Deliberately absent: what is
 * asked of an approval (approval/command-words.ts) and of a stage (its forms), and buttons.
 */
import type { Text } from '../kernel/values.ts';

const OF_PROGRAMME: Readonly<Record<string, Text>> = {
  AssignRole: { zh: '指定任职', en: 'assigning a role' },
  RevokeRole: { zh: '撤销任职', en: 'revoking a role' },
  ConfirmRole: { zh: '确认任免', en: 'confirming a change of role' },
  RefuseRole: { zh: '不确认任免', en: 'refusing a change of role' },
  RegisterProject: { zh: '登记项目', en: 'registering a project' },
  GrantMandate: { zh: '设立代理', en: 'granting a mandate' },
  ConfirmMandate: { zh: '确认代理', en: 'confirming a mandate' },
  RevokeMandate: { zh: '撤销代理', en: 'revoking a mandate' },
  HandOverDesk: { zh: '离职转办', en: 'handing a desk over' },
  Leave: { zh: '办理离任', en: 'noting that somebody leaves' },
  ChangeManager: { zh: '更换项目负责人', en: 'changing a project manager' },
  AdoptRoute: { zh: '采用审批路线', en: 'adopting a route' },
  WithdrawRoute: { zh: '停用审批路线', en: 'withdrawing a route' },
  ConfirmRoute: { zh: '确认审批路线变更', en: 'confirming a change of route' },
  RefuseRoute: { zh: '不确认审批路线变更', en: 'refusing a change of route' },
  AdoptStandard: { zh: '采用规则表', en: 'adopting a table of rules' },
  ConfirmStandard: { zh: '确认规则表变更', en: 'confirming a change of a table of rules' },
  RefuseStandard: { zh: '不确认规则表变更', en: 'refusing a change of a table of rules' },
  ProposeUnits: { zh: '提出组织机构变更', en: 'proposing a change of units' },
  ConfirmUnits: { zh: '确认组织机构变更', en: 'confirming a change of units' },
  RefuseUnits: { zh: '不确认组织机构变更', en: 'refusing a change of units' },
  BeginEvaluation: { zh: '开始项目群评价', en: 'beginning an evaluation of the programme' },
  AnswerEvaluation: { zh: '登记失分指标的措施和理由', en: 'answering lost points' },
  ReportMeasure: { zh: '上报改进措施', en: 'reporting a measure done' },
  VerifyMeasure: { zh: '核验改进措施', en: 'verifying a measure' },
  CloseEvaluation: { zh: '办结项目群评价', en: 'closing an evaluation of the programme' },
  DraftDevelopmentPlan: { zh: '起草发展规划', en: 'drafting the development plan' },
  RecordPlanOpinion: { zh: '登记发展规划意见', en: 'recording an opinion on the development plan' },
  RecordPlanReview: { zh: '登记发展规划审查', en: 'recording a review of the development plan' },
  RecordPlanMeeting: { zh: '登记发展规划会议纪要', en: 'recording minutes on the development plan' },
  SubmitDevelopmentPlan: { zh: '报批发展规划', en: 'handing the development plan in' },
  IssueDevelopmentPlan: { zh: '印发发展规划', en: 'issuing the development plan' },
  PublishDevelopmentPlan: { zh: '公开发展规划', en: 'publishing the development plan' },
  TakeOverPapers: { zh: '接续登记项目群文件', en: 'taking over papers of the programme' },
  CorrectPaper: { zh: '更正接续的项目群文件', en: 'correcting a paper that was taken over' },
  RecordSource: { zh: '登记资金来源', en: 'recording a source of funds' },
  CorrectSource: { zh: '更正资金来源', en: 'correcting a source of funds' },
  SetBudget: { zh: '登记年度预算', en: 'setting the budget of a year' },
  Allocate: { zh: '下达资金', en: 'allocating funds' },
  CorrectAllocation: { zh: '更正资金下达', en: 'correcting an allocation' },
  ReturnFunds: { zh: '退回资金', en: 'returning funds' },
  CloseProgramme: { zh: '结束项目群', en: 'closing the programme' },
};

const OF_PROJECT: Readonly<Record<string, Text>> = {
  ApplyForStep: { zh: '申请审批事项', en: 'applying for a step' },
  RecordReply: { zh: '登记批复', en: 'recording a reply' },
  AnswerEstimateReport: { zh: '登记可研批准机关答复', en: 'recording the answer about the estimate' },
  RecordHandover: { zh: '登记移交资料', en: 'recording a handover' },
  ChangeProfile: { zh: '变更项目资料', en: 'changing the project’s profile' },
  ChangeMilestones: { zh: '变更计划节点', en: 'changing planned days' },
  ChangePanel: { zh: '变更验收组', en: 'changing the acceptance panel' },
  ChangeSurveyBasis: { zh: '变更调研依据', en: 'changing the basis of the survey' },
  ChangeStandards: { zh: '改用现行规则表', en: 'going by the rules of today' },
  TakeOver: { zh: '接续登记', en: 'taking over from paper' },
  CorrectTakenOver: { zh: '更正接续事项', en: 'correcting what was taken over' },
  CloseTakeover: { zh: '结束接续办理', en: 'closing the takeover' },
  ConfirmCorrection: { zh: '确认接续事项更正', en: 'confirming a correction of what was taken over' },
  RefuseCorrection: { zh: '不采纳接续事项更正', en: 'refusing a correction of what was taken over' },
  ProposeClosing: { zh: '提请结束接续办理', en: 'proposing to close the takeover' },
  RefuseClosing: { zh: '不同意结束接续办理', en: 'refusing to close the takeover' },
  BeginTakeover: { zh: '改按接续办理', en: 'beginning a takeover' },
  Suspend: { zh: '暂停项目', en: 'suspending the project' },
  Resume: { zh: '恢复项目', en: 'resuming the project' },
  Cancel: { zh: '取消项目', en: 'cancelling the project' },
};

const OF_FINDINGS: Readonly<Record<string, Text>> = {
  Explain: { zh: '说明问题', en: 'explaining a finding' },
  HandOver: { zh: '移交问题', en: 'handing a finding over' },
  Dismiss: { zh: '排除问题', en: 'dismissing a finding' },
  Reopen: { zh: '重新打开问题', en: 'reopening a finding' },
};

const LISTS: Readonly<Record<string, Readonly<Record<string, Text>>>> = { programme: OF_PROGRAMME, project: OF_PROJECT, findings: OF_FINDINGS };

/** Null: it is asked of another kind of case, or by a later release. */
export function commandName(kind: string, type: string): Text | null {
  const names = Object.hasOwn(LISTS, kind) ? LISTS[kind] : undefined;
  return names !== undefined && Object.hasOwn(names, type) ? (names[type] ?? null) : null;
}
