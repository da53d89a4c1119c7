/**
 * How a case stands and ended, in words; what is decided of an approval in the terms of 行政许可法: 同意, 不予批准, 不予受理.
 * Deliberately absent: tasks (tasks.ts), answers (answers.ts), notices (notices.ts).
 */
import type { Text } from '../kernel/values.ts';
import type { ApprovalStatus, ExportState, FindingStatus, StepResult, TrialResult } from './lists.ts';

export const APPROVAL_STATUS_WORDS: Readonly<Record<ApprovalStatus, Text>> = {
  DRAFT: { zh: '草稿', en: 'draft' },
  OPEN: { zh: '审批中', en: 'being decided' },
  PAUSED: { zh: '计时暂停', en: 'the clock stands still' },
  RETURNED: { zh: '退回修改', en: 'returned for changes' },
  WITHHELD: { zh: '各环节已同意，待补齐容缺材料', en: 'agreed; waiting for documents promised at acceptance' },
  APPROVED: { zh: '同意', en: 'approved' },
  REJECTED: { zh: '不予批准', en: 'rejected' },
  DECLINED: { zh: '不予受理', en: 'not accepted for handling' },
  WITHDRAWN: { zh: '申请人已撤回', en: 'withdrawn by the applicant' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
};

const CONDITIONAL: Text = { zh: '附条件同意', en: 'approved with conditions' };
const AUTOMATIC: Text = { zh: '（系统按路线自动作出，并非任何人的决定）', en: ' (automatic, by the route; nobody decided it)' };

/** How an approval stands or ended. What came by itself always reads so, and never as a person's answer. */
export function outcomeWords({
  status,
  conditions,
  automatic,
}: {
  readonly status: ApprovalStatus;
  readonly conditions: readonly string[];
  readonly automatic: boolean;
}): Text {
  const { zh, en } = status === 'APPROVED' && conditions.length > 0 ? CONDITIONAL : APPROVAL_STATUS_WORDS[status];
  return automatic ? { zh: `${zh}${AUTOMATIC.zh}`, en: `${en}${AUTOMATIC.en}` } : { zh, en };
}

export const STEP_RESULT_WORDS: Readonly<Record<StepResult, Text>> = {
  AGREED: { zh: '通过', en: 'passed' },
  REFUSED: { zh: '不通过', en: 'not passed' },
};

/** Of a step of a route that is tried out. */
export const TRIAL_WORDS: Readonly<Record<TrialResult, Text>> = {
  ASKED: { zh: '将请', en: 'would ask' },
  SKIPPED: { zh: '条件不成立，跳过', en: 'skipped: its condition does not hold' },
  NOBODY: { zh: '无人可请，按路线放过', en: 'nobody found: the route lets it go' },
  FAULT: { zh: '不能办理', en: 'would be refused' },
};

export const FINDING_WORDS: Readonly<Record<FindingStatus, Text>> = {
  OPEN: { zh: '待说明', en: 'open' },
  EXPLAINED: { zh: '已说明', en: 'explained' },
  HANDED_OVER: { zh: '已移交', en: 'handed over' },
  DISMISSED: { zh: '已排除', en: 'dismissed' },
  CEASED: { zh: '已消除', en: 'no longer there' },
};

/** Of a step of a project's approvals, a payment and a change order, which are asked for and decided. */
export const STEP_STATUS_WORDS = {
  NEEDED: { zh: '待办', en: 'to be asked for' },
  ASKED: { zh: '审批中', en: 'being decided' },
  APPROVED: { zh: '已批准', en: 'approved' },
  REFUSED: { zh: '未批准', en: 'refused' },
  REPLIED: { zh: '已有批复', en: 'replied' },
} as const satisfies Record<string, Text>;

/** Of an improvement measure. */
export const MEASURE_STATUS_WORDS = {
  OPEN: { zh: '进行中', en: 'open' },
  DONE: { zh: '已上报，待核验', en: 'reported, to be verified' },
  VERIFIED: { zh: '已核验', en: 'verified' },
} as const satisfies Record<string, Text>;

/** By whom something is done next. */
export const DONE_BY_WORDS = {
  MANAGER: { zh: '由项目负责人办理', en: 'by the manager' },
  OFFICE: { zh: '由办公室办理', en: 'by the office' },
  PANEL: { zh: '由验收组办理', en: 'by the panel' },
  LEADER: { zh: '由领导小组决定', en: 'by the leading group' },
} as const satisfies Record<string, Text>;

export const EXPORT_WORDS: Readonly<Record<ExportState, Text>> = {
  RUNNING: { zh: '正在生成', en: 'being made' },
  DONE: { zh: '可下载', en: 'ready' },
  FAILED: { zh: '未能生成', en: 'failed' },
  TOO_LARGE: { zh: '文件过大', en: 'too large' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
  BROKEN: { zh: '已中断', en: 'broken off' },
  GONE: { zh: '已删除', en: 'gone' },
};

/** How a proposal ends that nobody confirmed. */
export const PROPOSAL_END_WORDS = {
  REFUSED: { zh: '否决', en: 'refused' },
  WITHDRAWN: { zh: '撤回', en: 'taken back' },
} as const satisfies Record<string, Text>;

/** Why what was proposed, or given for a time, is over though nobody refused it. */
export const ENDED_WORDS = {
  EXPIRED: { zh: '已过期', en: 'expired' },
  OVERTAKEN: { zh: '已被取代', en: 'overtaken' },
  OVER: { zh: '期满', en: 'over' },
  REVOKED: { zh: '已撤销', en: 'revoked' },
  LEFT: { zh: '离任', en: 'left' },
} as const satisfies Record<string, Text>;
