/** What each kind of mail is called, and what became of one. Deliberately absent: what it says (notices/templates/). */
import type { Text } from '../kernel/values.ts';
import type { NoticeTemplate } from '../notice/due.ts';
import type { NoticeStatus } from '../notice/ledger.ts';

const NOTICE_NAMES: Readonly<Record<NoticeTemplate, Text>> = {
  task: { zh: '待办', en: 'Task' },
  reminder: { zh: '黄灯催办', en: 'Reminder' },
  overdue: { zh: '红灯催办', en: 'Overdue' },
  escalation: { zh: '督办', en: 'Escalation' },
  supplement: { zh: '补正告知', en: 'Supplement' },
  returned: { zh: '退回', en: 'Returned' },
  decided: { zh: '结果', en: 'Outcome' },
  withdrawn: { zh: '撤回', en: 'Withdrawn' },
  light: { zh: '亮灯', en: 'Light' },
  finding: { zh: '记下问题', en: 'Finding' },
  rectification: { zh: '整改', en: 'Rectification' },
  'to-act': { zh: '请处理', en: 'To act' },
  deadline: { zh: '到期', en: 'Deadline' },
  stage: { zh: '进入阶段', en: 'Next stage' },
  cancelled: { zh: '项目取消', en: 'Cancelled' },
  'monthly-report': { zh: '月报提醒', en: 'Monthly report' },
  nudge: { zh: '催办', en: 'Nudge' },
  'handed-over': { zh: '转办', en: 'Handed over' },
  'stand-in': { zh: '代理告知', en: 'Stand-in' },
  'given-back': { zh: '代理结束退还', en: 'Given back' },
  'opinion-asked': { zh: '征求意见', en: 'Opinion asked' },
  'opinion-given': { zh: '意见已回', en: 'Opinion given' },
  question: { zh: '提问', en: 'Question' },
  answer: { zh: '答复', en: 'Answer' },
  copy: { zh: '抄送', en: 'Copy' },
  accepted: { zh: '受理', en: 'Accepted' },
  paused: { zh: '计时暂停', en: 'Clock stopped' },
  'pause-over': { zh: '暂停已久', en: 'Stopped for long' },
  extended: { zh: '延期', en: 'Extended' },
  withheld: { zh: '待补材料', en: 'Documents missing' },
  unreachable: { zh: '无法送达', en: 'Not reached' },
  mandate: { zh: '代理生效', en: 'Mandate' },
  'mandate-over': { zh: '代理结束', en: 'Mandate over' },
  'mandate-asked': { zh: '代理待确认', en: 'Mandate to confirm' },
  role: { zh: '任职变动', en: 'Role changed' },
  'role-proposed': { zh: '任免待确认', en: 'Role to confirm' },
  'route-proposed': { zh: '路线待确认', en: 'Route to confirm' },
  'route-changed': { zh: '路线变动', en: 'Route changed' },
  'standard-proposed': { zh: '规则表待确认', en: 'Table of rules to confirm' },
  'standard-changed': { zh: '规则表变动', en: 'Table of rules changed' },
  'takeover-proposed': { zh: '接续待确认', en: 'Takeover to confirm' },
  measure: { zh: '改进措施', en: 'Measure' },
  manager: { zh: '负责人变更', en: 'Manager changed' },
  'project-changed': { zh: '项目变更', en: 'Project changed' },
  account: { zh: '账号变动', en: 'Account' },
  invited: { zh: '加入邀请', en: 'Invitation' },
  guesses: { zh: '登录失败', en: 'Failed sign-ins' },
  desk: { zh: '离职转办', en: 'Desk handed over' },
  resubmitted: { zh: '重新送审', en: 'Resubmitted' },
  superseded: { zh: '已失效', en: 'Out of date' },
  expired: { zh: '逾期自动处理', en: 'Time ran out' },
  receipt: { zh: '回执', en: 'Receipt' },
  seen: { zh: '已阅未批', en: 'Seen, not decided' },
  untold: { zh: '尚未送达', en: 'Nobody told yet' },
  'fresh-link': { zh: '新链接', en: 'New link' },
  code: { zh: '验证码', en: 'Code' },
  'sign-in': { zh: '登录验证码', en: 'Sign-in code' },
  bounce: { zh: '邮件未送达', en: 'Not delivered' },
  digest: { zh: '每日汇总', en: 'Daily overview' },
  burst: { zh: '邮件较多', en: 'Many mails' },
  'reply-refused': { zh: '回复未计入', en: 'Reply not counted' },
};

const isTemplate = (name: string): name is NoticeTemplate => name in NOTICE_NAMES;
/** What a mail of that kind is called; one that a later release wrote, by its own name. */
export const noticeName = (template: string): Text => (isTemplate(template) ? NOTICE_NAMES[template] : { zh: template, en: template });

const NOTICE_STATUS_WORDS: Readonly<Record<NoticeStatus, Text>> = {
  QUEUED: { zh: '待发', en: 'to be sent' },
  HELD: { zh: '暂缓', en: 'held' },
  FOR_DIGEST: { zh: '待汇总', en: 'for the overview' },
  DIGESTED: { zh: '已汇总', en: 'in the overview' },
  SENT: { zh: '已发出', en: 'sent' },
  RESENT: { zh: '已重发', en: 'sent again' },
  UNKNOWN: { zh: '未确认', en: 'not confirmed' },
  REFUSED: { zh: '被拒收', en: 'refused' },
  BOUNCED: { zh: '被退回', en: 'bounced' },
  DROPPED: { zh: '不再需要', en: 'not needed' },
  FAILED: { zh: '未能发出', en: 'not sent' },
};
const isStatus = (name: string): name is NoticeStatus => name in NOTICE_STATUS_WORDS;
/** What became of a mail; what a later release wrote, by its own name. */
export const noticeStatusWords = (status: string): Text => (isStatus(status) ? NOTICE_STATUS_WORDS[status] : { zh: status, en: status });
