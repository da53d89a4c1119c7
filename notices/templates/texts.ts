/** What each notice says, in both languages. Plain sentences; layout is mail-page.tsx's affair. */
import type { NoticeTemplate } from '../../domain/case.ts';

export type Locale = 'zh-CN' | 'en';
export type Filling = { readonly title: string; readonly project: string; readonly until: string; readonly reason: string; readonly detail: string };
type Sentences = { readonly subject: (f: Filling) => string; readonly lead: (f: Filling) => string };

const zh: Record<NoticeTemplate, Sentences> = {
  task: { subject: (f) => `【待办】${f.title}`, lead: (f) => `您有 1 件审批待办：${f.title}。请于 ${f.until} 前处理。` },
  reminder: {
    subject: (f) => `【催办·黄灯】${f.title}`,
    lead: (f) => `${f.title}即将到期（${f.until}），请尽快处理。此前邮件中的链接已失效，请使用本邮件的链接。`,
  },
  overdue: { subject: (f) => `【超期·红灯】${f.title}`, lead: (f) => `${f.title}已于 ${f.until} 到期，现亮红灯并报领导小组办公室。请立即处理。` },
  escalation: { subject: (f) => `【督办】${f.title}`, lead: (f) => `${f.title}超期未办结（应于 ${f.until} 办结），请督办。` },
  supplement: { subject: (f) => `【补正告知】${f.title}`, lead: (f) => `${f.title}需补正，请一次性补齐：${f.reason}。补正期间不计入办理时限。` },
  returned: { subject: (f) => `【退回修改】${f.title}`, lead: (f) => `${f.title}被退回修改，理由：${f.reason}。修改后可重新提交。` },
  decided: {
    subject: (f) => `【结果】${f.title}：${f.detail}`,
    lead: (f) => `${f.title}的结果：${f.detail}。${f.reason === '' ? '' : `理由：${f.reason}。`}`,
  },
  withdrawn: { subject: (f) => `【撤回】${f.title}`, lead: (f) => `${f.title}已撤回或取消，无需再处理，邮件中的链接已失效。` },
  light: { subject: (f) => `【亮灯】${f.title}：${f.detail}`, lead: (f) => `${f.title}：${f.detail}。请核实进度并采取措施。` },
  rectification: { subject: (f) => `【整改】${f.title}`, lead: (f) => `${f.title}：${f.detail}。请于 ${f.until} 前完成整改并申请复验。` },
  deadline: { subject: (f) => `【到期】${f.title}`, lead: (f) => `${f.title}已到截止日期，但还没有有效问卷，请收集后再结束调研。` },
  stage: { subject: (f) => `【进入阶段】${f.title}`, lead: (f) => `${f.title}：${f.detail}` },
  cancelled: { subject: (f) => `【项目取消】${f.title}`, lead: (f) => `${f.title}已取消。原因：${f.reason}。${f.detail}` },
  'monthly-report': { subject: (f) => `【月报提醒】${f.title}`, lead: (f) => `请于 ${f.until} 前填报项目进度、资金支付和存在问题。` },
};

const en: Record<NoticeTemplate, Sentences> = {
  task: { subject: (f) => `[To decide] ${f.title}`, lead: (f) => `You are asked to decide: ${f.title}. Please answer by ${f.until}.` },
  reminder: {
    subject: (f) => `[Reminder, yellow] ${f.title}`,
    lead: (f) => `${f.title} is due soon (${f.until}). The link in the earlier mail no longer works; please use the one in this mail.`,
  },
  overdue: {
    subject: (f) => `[Overdue, red] ${f.title}`,
    lead: (f) => `${f.title} was due on ${f.until}. A red light is on and the leading group office has been told. Please decide now.`,
  },
  escalation: { subject: (f) => `[Escalation] ${f.title}`, lead: (f) => `${f.title} is overdue (due ${f.until}) and still open. Please see to it.` },
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
    lead: (f) => `${f.title} was withdrawn or cancelled. Nothing is left to do, and the link in the mail no longer works.`,
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
};

export const TEXTS: Record<Locale, Record<NoticeTemplate, Sentences>> = { 'zh-CN': zh, en };

export const WORDS = {
  'zh-CN': {
    open: '打开并处理',
    check: (of: string, n: number) => `处理时请填写项目编号 ${of} 的最后 ${n} 位。本邮件只有一个链接；打开链接不会作出任何决定。`,
    never: '我们不会在邮件中索要密码。',
    product: '托建 · 托育建设审批',
    APPROVED: '同意',
    REJECTED: '不同意',
    WITHDRAWN: '已撤回',
    CANCELLED: '已取消',
    ACCEPTED: '已通过验收并移交',
    GREEN: '绿灯',
    YELLOW: '黄灯',
    RED: '红灯',
    provisional: '（暂定）',
  },
  en: {
    open: 'Open and decide',
    check: (of: string, n: number) =>
      `You will be asked for the last ${n} characters of the project number ${of}. This mail has one link; opening it decides nothing.`,
    never: 'We never ask for a password by mail.',
    product: 'Tuojian · childcare facility approvals',
    APPROVED: 'approved',
    REJECTED: 'rejected',
    WITHDRAWN: 'withdrawn',
    CANCELLED: 'cancelled',
    ACCEPTED: 'accepted and handed over',
    GREEN: 'green light',
    YELLOW: 'yellow light',
    RED: 'red light',
    provisional: ' (provisional)',
  },
} as const;
