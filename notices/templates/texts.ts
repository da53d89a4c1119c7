/** What each notice says, in both languages. Plain sentences; layout is mail-page.tsx's affair. */
import type { NoticeTemplate } from '../../domain/case.ts';

export type Locale = 'zh-CN' | 'en';
export type Filling = {
  readonly title: string;
  readonly project: string;
  readonly until: string;
  readonly reason: string;
  readonly detail: string;
  /** Who asks, hands over, is away. */
  readonly from: string;
  readonly question: string;
  /** 「（代 张三）」 where somebody acts for another; else empty. */
  readonly behalf: string;
};
type Sentences = { readonly subject: (f: Filling) => string; readonly lead: (f: Filling) => string };

const zh: Record<NoticeTemplate, Sentences> = {
  task: { subject: (f) => `【待办】${f.title}${f.behalf}`, lead: (f) => `您有 1 件审批待办${f.behalf}：${f.title}。请于 ${f.until} 前处理。` },
  reminder: {
    subject: (f) => `【催办·黄灯】${f.title}${f.behalf}`,
    lead: (f) => `${f.title}即将到期（${f.until}），请尽快处理。此前邮件中的链接已失效，请使用本邮件的链接。`,
  },
  overdue: {
    subject: (f) => `【超期·红灯】${f.title}${f.behalf}`,
    lead: (f) => `${f.title}已于 ${f.until} 到期，现亮红灯并报领导小组办公室。请立即处理。`,
  },
  nudge: {
    subject: (f) => `【催办】${f.title}${f.behalf}`,
    lead: (f) => `申请人催办：${f.title}（期限 ${f.until}）。此前邮件中的链接已失效，请使用本邮件的链接。`,
  },
  escalation: { subject: (f) => `【督办】${f.title}`, lead: (f) => `${f.title}超期未办结（应于 ${f.until} 办结），请督办。待处理：${f.detail}。` },
  supplement: { subject: (f) => `【补正告知】${f.title}`, lead: (f) => `${f.title}需补正，请一次性补齐：${f.reason}。补正期间不计入办理时限。` },
  returned: { subject: (f) => `【退回修改】${f.title}`, lead: (f) => `${f.title}被退回修改，理由：${f.reason}。修改后可重新提交。` },
  decided: {
    subject: (f) => `【结果】${f.title}：${f.detail}`,
    lead: (f) => `${f.title}的结果：${f.detail}。${f.reason === '' ? '' : `理由：${f.reason}。`}`,
  },
  withdrawn: { subject: (f) => `【撤回】${f.title}`, lead: (f) => `${f.title}已撤回、取消或不再需要您处理，邮件中的链接已失效。` },
  'handed-over': {
    subject: (f) => `【转办】${f.title}${f.behalf}`,
    lead: (f) => `${f.from}将 1 件审批转给您办理${f.behalf}：${f.title}。请于 ${f.until} 前处理。`,
  },
  'stand-in': { subject: (f) => `【代理告知】${f.title}`, lead: (f) => `您的待办“${f.title}”已按代理委托转由${f.detail}代为办理，特此告知。` },
  'given-back': { subject: (f) => `【代理结束】${f.title}`, lead: (f) => `代理已结束，未办完的待办“${f.title}”退还给您。请于 ${f.until} 前处理。` },
  'opinion-asked': {
    subject: (f) => `【征求意见】${f.title}`,
    lead: (f) => `${f.from}就${f.title}征求您的意见：“${f.question}”您答复后，事项回到对方决定。`,
  },
  'opinion-given': { subject: (f) => `【意见已回】${f.title}`, lead: (f) => `您就${f.title}征求的意见已答复，请于 ${f.until} 前作出决定。` },
  question: { subject: (f) => `【提问】${f.title}`, lead: (f) => `${f.from}就${f.title}向您提问：${f.question}` },
  answer: { subject: (f) => `【答复】${f.title}`, lead: (f) => `您就${f.title}提出的问题已有答复：${f.detail}` },
  copy: { subject: (f) => `【抄送】${f.title}`, lead: (f) => `${f.title}抄送给您阅知${f.detail === '' ? '' : `：${f.detail}`}。阅后请标记已阅。` },
  accepted: { subject: (f) => `【受理】${f.title}`, lead: (f) => `${f.title}已受理${f.detail}，办理期限 ${f.until}。` },
  paused: { subject: (f) => `【计时暂停】${f.title}`, lead: (f) => `${f.title}的办理计时已暂停：${f.detail}。此期间不计入办理时限。` },
  'pause-over': {
    subject: (f) => `【暂停已久】${f.title}`,
    lead: (f) => `${f.title}的计时暂停（${f.detail}）已超过规定时间，请恢复计时或说明情况。`,
  },
  extended: { subject: (f) => `【延期】${f.title}`, lead: (f) => `${f.title}的办理期限经批准延长，新期限 ${f.until}。${f.detail}` },
  withheld: {
    subject: (f) => `【待补材料】${f.title}`,
    lead: (f) => `${f.title}各环节均已同意，尚缺容缺受理时承诺补齐的材料：${f.reason}。补齐后作出决定。`,
  },
  unreachable: { subject: (f) => `【无法送达】${f.title}`, lead: (f) => `${f.title}有审批人无法送达或无法转交，请核实：${f.detail}。` },
  light: { subject: (f) => `【亮灯】${f.title}：${f.detail}`, lead: (f) => `${f.title}：${f.detail}。请核实进度并采取措施。` },
  rectification: { subject: (f) => `【整改】${f.title}`, lead: (f) => `${f.title}：${f.detail}。请于 ${f.until} 前完成整改并申请复验。` },
  deadline: { subject: (f) => `【到期】${f.title}`, lead: (f) => `${f.title}已到截止日期，但还没有有效问卷，请收集后再结束调研。` },
  stage: { subject: (f) => `【进入阶段】${f.title}`, lead: (f) => `${f.title}：${f.detail}` },
  cancelled: { subject: (f) => `【项目取消】${f.title}`, lead: (f) => `${f.title}已取消。原因：${f.reason}。${f.detail}` },
  'monthly-report': { subject: (f) => `【月报提醒】${f.title}`, lead: (f) => `请于 ${f.until} 前填报项目进度、资金支付和存在问题。` },
  mandate: { subject: (f) => `【代理生效】${f.title}`, lead: (f) => `${f.title}：${f.detail}。代理期间的待办由代理人办理，记录均写明“代”。` },
  'mandate-over': { subject: (f) => `【代理结束】${f.title}`, lead: (f) => `${f.title}中的一项代理已结束，未办完的待办退还本人。` },
  desk: { subject: (f) => `【离职转办】${f.title}`, lead: (f) => `${f.title}中有人离职，其全部待办已转给您办理，各件另有邮件。` },
};

const en: Record<NoticeTemplate, Sentences> = {
  task: {
    subject: (f) => `[To decide] ${f.title}${f.behalf}`,
    lead: (f) => `You are asked to decide${f.behalf}: ${f.title}. Please answer by ${f.until}.`,
  },
  reminder: {
    subject: (f) => `[Reminder, yellow] ${f.title}${f.behalf}`,
    lead: (f) => `${f.title} is due soon (${f.until}). The link in the earlier mail no longer works; please use the one in this mail.`,
  },
  overdue: {
    subject: (f) => `[Overdue, red] ${f.title}${f.behalf}`,
    lead: (f) => `${f.title} was due on ${f.until}. A red light is on and the leading group office has been told. Please decide now.`,
  },
  nudge: {
    subject: (f) => `[Nudge] ${f.title}${f.behalf}`,
    lead: (f) => `The applicant asks you to see to ${f.title} (due ${f.until}). The link in the earlier mail no longer works; please use this one.`,
  },
  escalation: {
    subject: (f) => `[Escalation] ${f.title}`,
    lead: (f) => `${f.title} is overdue (due ${f.until}) and still open. Please see to it. Waiting for: ${f.detail}.`,
  },
  supplement: {
    subject: (f) => `[Supplement] ${f.title}`,
    lead: (f) => `${f.title} lacks documents. Please supply all of these at once: ${f.reason}. This time is not counted in the handling limit.`,
  },
  returned: {
    subject: (f) => `[Returned] ${f.title}`,
    lead: (f) => `${f.title} was returned for changes. Reason: ${f.reason}. You can resubmit it.`,
  },
  decided: {
    subject: (f) => `[Outcome] ${f.title}: ${f.detail}`,
    lead: (f) => `Outcome of ${f.title}: ${f.detail}. ${f.reason === '' ? '' : `Reason: ${f.reason}.`}`,
  },
  withdrawn: {
    subject: (f) => `[Withdrawn] ${f.title}`,
    lead: (f) => `${f.title} was withdrawn or cancelled, or no longer needs you. Nothing is left to do, and the link in the mail no longer works.`,
  },
  'handed-over': {
    subject: (f) => `[Handed over] ${f.title}${f.behalf}`,
    lead: (f) => `${f.from} handed ${f.title} over to you${f.behalf}. Please answer by ${f.until}.`,
  },
  'stand-in': {
    subject: (f) => `[Stand-in] ${f.title}`,
    lead: (f) => `For your information: ${f.title}, which was yours to decide, is handled by ${f.detail} under your mandate.`,
  },
  'given-back': {
    subject: (f) => `[Mandate over] ${f.title}`,
    lead: (f) => `The mandate is over and ${f.title} is yours again. Please answer by ${f.until}.`,
  },
  'opinion-asked': {
    subject: (f) => `[Opinion] ${f.title}`,
    lead: (f) => `${f.from} asks for your opinion on ${f.title}: “${f.question}” The decision stays with whoever asked.`,
  },
  'opinion-given': {
    subject: (f) => `[Opinion given] ${f.title}`,
    lead: (f) => `The opinion that you asked for on ${f.title} is here. Please decide by ${f.until}.`,
  },
  question: { subject: (f) => `[Question] ${f.title}`, lead: (f) => `${f.from} asks you about ${f.title}: ${f.question}` },
  answer: { subject: (f) => `[Answer] ${f.title}`, lead: (f) => `Your question about ${f.title} was answered: ${f.detail}` },
  copy: {
    subject: (f) => `[Copy] ${f.title}`,
    lead: (f) => `This is your copy of ${f.title}${f.detail === '' ? '' : `: ${f.detail}`}. Please mark it as read.`,
  },
  accepted: { subject: (f) => `[Accepted] ${f.title}`, lead: (f) => `${f.title} was accepted for handling${f.detail}; it is due on ${f.until}.` },
  paused: {
    subject: (f) => `[Clock stopped] ${f.title}`,
    lead: (f) => `The clock of ${f.title} stands still: ${f.detail}. This time is not counted in the handling limit.`,
  },
  'pause-over': {
    subject: (f) => `[Stopped for long] ${f.title}`,
    lead: (f) => `The clock of ${f.title} has stood still (${f.detail}) for longer than it may. Please let it run again, or say why not.`,
  },
  extended: { subject: (f) => `[Extended] ${f.title}`, lead: (f) => `The limit of ${f.title} was extended to ${f.until}. ${f.detail}` },
  withheld: {
    subject: (f) => `[Documents missing] ${f.title}`,
    lead: (f) =>
      `Everybody has agreed to ${f.title}. Still missing is what was promised at acceptance: ${f.reason}. The decision follows when it is here.`,
  },
  unreachable: {
    subject: (f) => `[Not reached] ${f.title}`,
    lead: (f) => `Somebody who is asked about ${f.title} cannot be reached, or his task could not be passed on. Please look into it: ${f.detail}.`,
  },
  light: { subject: (f) => `[Light] ${f.title}: ${f.detail}`, lead: (f) => `${f.title}: ${f.detail}. Please check the progress and act.` },
  rectification: {
    subject: (f) => `[Rectification] ${f.title}`,
    lead: (f) => `${f.title}: ${f.detail}. Please rectify by ${f.until} and ask for re-inspection.`,
  },
  deadline: {
    subject: (f) => `[Deadline] ${f.title}`,
    lead: (f) => `${f.title} has reached its closing date without a valid answer. Please collect answers before closing it.`,
  },
  stage: { subject: (f) => `[Next stage] ${f.title}`, lead: (f) => `${f.title}: ${f.detail}` },
  cancelled: { subject: (f) => `[Cancelled] ${f.title}`, lead: (f) => `${f.title} was cancelled. Reason: ${f.reason}. ${f.detail}` },
  'monthly-report': { subject: (f) => `[Monthly report] ${f.title}`, lead: (f) => `Please report progress, payments and problems by ${f.until}.` },
  mandate: {
    subject: (f) => `[Mandate] ${f.title}`,
    lead: (f) => `${f.title}: ${f.detail}. While it holds, the stand-in handles the tasks, and every record says on whose behalf.`,
  },
  'mandate-over': {
    subject: (f) => `[Mandate over] ${f.title}`,
    lead: (f) => `A mandate in ${f.title} is over; tasks that are not done yet have been given back.`,
  },
  desk: {
    subject: (f) => `[Desk handed over] ${f.title}`,
    lead: (f) => `Somebody in ${f.title} has left, and all his tasks are yours now; there is a mail for each.`,
  },
};

export const TEXTS: Record<Locale, Record<NoticeTemplate, Sentences>> = { 'zh-CN': zh, en };

export const WORDS = {
  'zh-CN': {
    open: '打开并处理',
    check: (of: string, n: number) => `处理时请填写项目编号 ${of} 的最后 ${n} 位。本邮件只有一个链接；打开链接不会作出任何决定。`,
    never: '我们不会在邮件中索要密码。',
    product: '托建 · 托育建设审批',
    APPROVED: '同意',
    CONDITIONAL: '附条件同意',
    AUTOMATIC: '（系统按路线自动作出，并非任何人的决定）',
    REJECTED: '不同意',
    DECLINED: '不予受理',
    WITHDRAWN: '已撤回',
    CANCELLED: '已取消',
    ACCEPTED: '已通过验收并移交',
    GREEN: '绿灯',
    YELLOW: '黄灯',
    RED: '红灯',
    provisional: '（暂定）',
    behalf: (name: string) => `（代 ${name}）`,
    bySilence: '（逾期未告知，自收到之日起视为受理）',
    SUPPLEMENT: '补正',
    EXPERT_REVIEW: '专家评审',
    HEARING: '听证',
    SITE_CHECK: '现场核查',
    PUBLICITY: '公示',
    FORCE_MAJEURE: '不可抗力',
    RETURNED: '退回',
  },
  en: {
    open: 'Open and decide',
    check: (of: string, n: number) =>
      `You will be asked for the last ${n} characters of the project number ${of}. This mail has one link; opening it decides nothing.`,
    never: 'We never ask for a password by mail.',
    product: 'Tuojian · childcare facility approvals',
    APPROVED: 'approved',
    CONDITIONAL: 'approved with conditions',
    AUTOMATIC: ' (automatic, by the route; nobody decided it)',
    REJECTED: 'rejected',
    DECLINED: 'not accepted for handling',
    WITHDRAWN: 'withdrawn',
    CANCELLED: 'cancelled',
    ACCEPTED: 'accepted and handed over',
    GREEN: 'green light',
    YELLOW: 'yellow light',
    RED: 'red light',
    provisional: ' (provisional)',
    behalf: (name: string) => ` (on behalf of ${name})`,
    bySilence: ' (nobody answered in time, so it counts as accepted from the day of receipt)',
    SUPPLEMENT: 'supplement',
    EXPERT_REVIEW: 'expert review',
    HEARING: 'hearing',
    SITE_CHECK: 'site check',
    PUBLICITY: 'public notice',
    FORCE_MAJEURE: 'force majeure',
    RETURNED: 'returned',
  },
} as const;
