/** What the approval sheet says, in both languages. */
import type { ApprovalStatus, TaskStatus } from '../domain/approval/facts.ts';
import type { Choice } from '../domain/approval/route.ts';
import type { Door } from '../domain/kernel/actor.ts';

export type SheetLocale = 'zh-CN' | 'en';

type Words = {
  readonly sheet: string;
  readonly number: string;
  readonly applicant: string;
  readonly amount: string;
  readonly toCome: string;
  readonly limit: string;
  readonly documents: string;
  readonly received: string;
  /** A day of receipt that the office entered later, by which paper, on which day, who did. */
  readonly enteredLater: (document: string, on: string, who: string) => string;
  /** A last day that was a day off. */
  readonly moved: (day: string) => string;
  readonly due: string;
  readonly route: string;
  readonly content: string;
  readonly steps: string;
  readonly step: string;
  readonly round: (n: number) => string;
  readonly approver: string;
  readonly behalf: (name: string) => string;
  readonly answer: string;
  readonly comment: string;
  readonly signed: string;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly intake: Readonly<Partial<Record<Choice, string>>>;
  readonly statuses: Readonly<Record<TaskStatus, string>>;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<ApprovalStatus, string>>;
  readonly conditional: string;
  readonly automatic: string;
  readonly takenBack: string;
  readonly advisory: string;
  readonly trail: string;
  readonly no: string;
  readonly at: string;
  readonly event: string;
  readonly door: string;
  readonly doors: Readonly<Record<Door, string>>;
  readonly seen: string;
  readonly printed: string;
  readonly record: string;
  readonly scan: string;
  readonly scanText: string;
};

export const SHEET_WORDS: Readonly<Record<SheetLocale, Words>> = {
  'zh-CN': {
    sheet: '审批表',
    number: '编号',
    applicant: '申请人',
    amount: '申请金额',
    toCome: '后续环节',
    limit: '办理时限',
    documents: '材料',
    received: '收到 / 受理',
    enteredLater: (document, on, who) => `（凭 ${document}，${who}于 ${on} 补录）`,
    moved: (day) => `（${day} 为休假日，顺延）`,
    due: '办理期限',
    route: '审批路线',
    content: '内容摘要值 SHA-256',
    steps: '审批意见',
    step: '环节',
    round: (n) => `（第 ${n} 轮）`,
    approver: '审批人',
    behalf: (name) => `（代 ${name}）`,
    answer: '决定',
    comment: '意见',
    signed: '时间、方式',
    choices: { APPROVE: '同意', APPROVE_WITH_CONDITIONS: '附条件同意', REJECT: '不同意', RETURN: '退回', SUPPLEMENT: '要求补正' },
    intake: { APPROVE: '受理', APPROVE_WITH_CONDITIONS: '容缺受理', REJECT: '不予受理' },
    statuses: {
      PENDING: '待处理',
      WAITING: '未轮到',
      ASKING: '等待委派意见',
      SET_ASIDE: '按规则自动处理',
      APPROVED: '同意',
      REJECTED: '不同意',
      RETURNED: '退回',
      AUTOMATIC: '自动通过（非本人决定）',
      CLOSED: '无需处理',
      HANDED_OVER: '已转交',
      RECUSED: '回避',
      REMOVED: '减签',
      UNREACHABLE: '无法送达',
      TAKEN_BACK: '拿回',
      ANSWERED: '已答复',
      READ: '已阅',
    },
    outcome: '办理结果',
    outcomes: {
      DRAFT: '草稿',
      OPEN: '审批中',
      PAUSED: '计时暂停',
      RETURNED: '已退回修改',
      WITHHELD: '各环节已同意，待补齐容缺材料',
      APPROVED: '同意',
      REJECTED: '不同意',
      DECLINED: '不予受理',
      WITHDRAWN: '已撤回',
      CANCELLED: '已取消',
    },
    conditional: '（附条件）',
    automatic: '（系统按路线自动作出，并非任何人的决定）',
    takenBack: '（已拿回）',
    advisory: '（仅供参考）',
    trail: '签核历程',
    no: '序',
    at: '时间',
    event: '事项',
    door: '方式',
    doors: {
      link: '邮件链接',
      mail: '邮件回复',
      console: '控制台',
      api: '系统接口',
      im: '即时通信',
      import: '导入',
      clock: '系统计时',
      case: '系统',
    },
    seen: '所见内容 SHA-256',
    printed: '打印于',
    record: '存证',
    scan: '扫码办理',
    scanText: '扫描二维码，选择您自己，链接会发到您登记的邮箱。纸面、邮件和页面以先作出的决定为准。',
  },
  en: {
    sheet: 'Approval sheet',
    number: 'Number',
    applicant: 'Applicant',
    amount: 'Amount applied for',
    toCome: 'Steps to come',
    limit: 'Time allowed',
    documents: 'Documents',
    received: 'Received / accepted',
    enteredLater: (document, on, who) => ` (by ${document}, entered on ${on} by ${who})`,
    moved: (day) => ` (${day} being a day off)`,
    due: 'Due',
    route: 'Route',
    content: 'Content SHA-256',
    steps: 'Answers',
    step: 'Step',
    round: (n) => ` (round ${n})`,
    approver: 'Approver',
    behalf: (name) => `on behalf of ${name}`,
    answer: 'Decision',
    comment: 'Comment',
    signed: 'When, how',
    choices: {
      APPROVE: 'approved',
      APPROVE_WITH_CONDITIONS: 'approved with conditions',
      REJECT: 'rejected',
      RETURN: 'returned',
      SUPPLEMENT: 'asked for a supplement',
    },
    intake: { APPROVE: 'accepted for handling', APPROVE_WITH_CONDITIONS: 'accepted with documents missing', REJECT: 'not accepted' },
    statuses: {
      PENDING: 'to be answered',
      WAITING: 'not yet in turn',
      ASKING: 'waits for an opinion',
      SET_ASIDE: 'answered by a rule',
      APPROVED: 'approved',
      REJECTED: 'rejected',
      RETURNED: 'returned',
      AUTOMATIC: 'passed automatically (not by this person)',
      CLOSED: 'not needed',
      HANDED_OVER: 'passed on',
      RECUSED: 'recused',
      REMOVED: 'removed',
      UNREACHABLE: 'not reached',
      TAKEN_BACK: 'taken back',
      ANSWERED: 'answered',
      READ: 'read',
    },
    outcome: 'Outcome',
    outcomes: {
      DRAFT: 'draft',
      OPEN: 'being decided',
      PAUSED: 'the clock stands still',
      RETURNED: 'returned for changes',
      WITHHELD: 'agreed; waiting for documents promised at acceptance',
      APPROVED: 'approved',
      REJECTED: 'rejected',
      DECLINED: 'not accepted for handling',
      WITHDRAWN: 'withdrawn',
      CANCELLED: 'cancelled',
    },
    conditional: ' (with conditions)',
    automatic: ' (automatic, by the route; nobody decided it)',
    takenBack: ' (taken back)',
    advisory: ' (for advice)',
    trail: 'Trail',
    no: 'No.',
    at: 'When',
    event: 'What',
    door: 'How',
    doors: {
      link: 'e-mail link',
      mail: 'reply by mail',
      console: 'console',
      api: 'API',
      im: 'messenger',
      import: 'import',
      clock: 'clock',
      case: 'system',
    },
    seen: 'content seen, SHA-256',
    printed: 'Printed',
    record: 'record',
    scan: 'Answer on your phone',
    scanText: 'Scan the code and choose yourself; the link is sent to your registered mailbox. Whichever answer comes first counts.',
  },
};
