/** What concerns a project or a programme: stages, lights, reports, mandates, roles, people. Deliberately absent: layout (mail-page.ts). */
import type { Sentences } from './sentences.ts';

export const PROGRAMME_TEXTS = {
  stage: {
    'zh-CN': { subject: (f) => `【进入阶段】${f.title}`, lead: (f) => `${f.title}：${f.detail}。` },
    en: { subject: (f) => `[Next stage] ${f.title}`, lead: (f) => `${f.title}: ${f.detail}.` },
  },
  light: {
    'zh-CN': { subject: (f) => `【亮灯】${f.title}：${f.detail}`, lead: (f) => `${f.title}：${f.detail}。请核实进度并采取措施。` },
    en: { subject: (f) => `[Light] ${f.title}: ${f.detail}`, lead: (f) => `${f.title}: ${f.detail}. Please check the progress and act.` },
  },
  finding: {
    'zh-CN': { subject: (f) => `【记下问题】${f.title}`, lead: (f) => `您登记的内容已照实记录，并记下问题：${f.detail}。如登记有误，请说明。` },
    en: {
      subject: (f) => `[Finding] ${f.title}`,
      lead: (f) => `What you recorded stands as it was, with a finding: ${f.detail}. If it was recorded wrongly, please explain.`,
    },
  },
  rectification: {
    'zh-CN': { subject: (f) => `【整改】${f.title}`, lead: (f) => `${f.title}：${f.detail}。请于 ${f.until}前完成整改并申请复验。` },
    en: {
      subject: (f) => `[Rectification] ${f.title}`,
      lead: (f) => `${f.title}: ${f.detail}. Please rectify by ${f.until} and ask for re-inspection.`,
    },
  },
  'to-act': {
    'zh-CN': { subject: (f) => `【请处理】${f.title}`, lead: (f) => `${f.title}：${f.detail}。` },
    en: { subject: (f) => `[To act] ${f.title}`, lead: (f) => `${f.title}: ${f.detail}.` },
  },
  deadline: {
    'zh-CN': { subject: (f) => `【到期】${f.title}`, lead: (f) => `${f.title}${f.detail}。` },
    en: {
      subject: (f) => `[Deadline] ${f.title}`,
      lead: (f) => `${f.title} ${f.detail}.`,
    },
  },
  cancelled: {
    'zh-CN': {
      subject: (f) => `【项目取消】${f.title}`,
      lead: (f) => `${f.title}已取消。原因：${f.reason}。${f.detail === '' ? '' : `${f.detail}。`}`,
    },
    en: {
      subject: (f) => `[Cancelled] ${f.title}`,
      lead: (f) => `${f.title} was cancelled. Reason: ${f.reason}.${f.detail === '' ? '' : ` ${f.detail}.`}`,
    },
  },
  'monthly-report': {
    'zh-CN': { subject: (f) => `【月报提醒】${f.title}`, lead: (f) => `请于 ${f.until}前填报项目进度、资金支付和存在问题。` },
    en: { subject: (f) => `[Monthly report] ${f.title}`, lead: (f) => `Please report progress, payments and problems by ${f.until}.` },
  },
  mandate: {
    'zh-CN': { subject: (f) => `【代理生效】${f.title}`, lead: (f) => `${f.title}：${f.detail}。代理期间的待办由代理人办理，记录均写明“代”。` },
    en: {
      subject: (f) => `[Mandate] ${f.title}`,
      lead: (f) => `${f.title}: ${f.detail}. While it holds, the stand-in handles the tasks, and every record says on whose behalf.`,
    },
  },
  'mandate-asked': {
    'zh-CN': {
      subject: (f) => `【待确认】代理委托：${f.title}`,
      lead: (f) => `${f.detail}。确认前代理不生效。请确认；不同意的，予以撤销。`,
    },
    en: {
      subject: (f) => `[To confirm] A mandate: ${f.title}`,
      lead: (f) => `${f.detail}. It does not begin before it is confirmed. Please confirm it, or revoke it if you do not agree.`,
    },
  },
  'mandate-over': {
    'zh-CN': { subject: (f) => `【代理结束】${f.title}`, lead: (f) => `${f.title}中的一项代理已结束，未办完的待办退还本人。` },
    en: {
      subject: (f) => `[Mandate over] ${f.title}`,
      lead: (f) => `A mandate in ${f.title} is over; tasks that are not done yet have been given back.`,
    },
  },
  desk: {
    'zh-CN': { subject: (f) => `【离职转办】${f.title}`, lead: (f) => `${f.title}中有人离职，其全部待办已转给您办理，各件另有邮件。` },
    en: {
      subject: (f) => `[Desk handed over] ${f.title}`,
      lead: (f) => `Somebody in ${f.title} has left, and all their tasks are yours now; there is a mail for each.`,
    },
  },
  role: {
    'zh-CN': { subject: (f) => `【任职变动】${f.title}`, lead: (f) => `${f.detail}。如有异议，请立即联系领导小组办公室和审计人员。` },
    en: {
      subject: (f) => `[Role changed] ${f.title}`,
      lead: (f) => `${f.detail}. If that is wrong, tell the programme office and the auditors at once.`,
    },
  },
  'route-proposed': {
    'zh-CN': {
      subject: (f) => `【待确认】审批路线提议：${f.title}`,
      lead: (f) => `${f.detail}。提出人和路线中点名的人不得确认。有权确认的人请核对后确认或否决。`,
    },
    en: {
      subject: (f) => `[To confirm] An approval route: ${f.title}`,
      lead: (f) =>
        `${f.detail}. Neither whoever proposed it nor anybody whom the route names may do so. If you may, please look at it, then confirm or refuse it.`,
    },
  },
  'route-changed': {
    'zh-CN': { subject: (f) => `【审批路线】${f.title}`, lead: (f) => `${f.detail}。在办审批沿用其开始时的路线。` },
    en: { subject: (f) => `[Approval route] ${f.title}`, lead: (f) => `${f.detail}. Approvals under way keep the route with which they began.` },
  },
  'standard-proposed': {
    'zh-CN': {
      subject: (f) => `【待确认】规则表提议：${f.title}`,
      lead: (f) => `${f.detail}。提出人不得确认。请核对以上改动和依据文件，再确认或否决。`,
    },
    en: {
      subject: (f) => `[To confirm] A table of rules: ${f.title}`,
      lead: (f) => `${f.detail}. Whoever proposed it may not do so. Please compare these changes with the document, then confirm or refuse it.`,
    },
  },
  'standard-changed': {
    'zh-CN': { subject: (f) => `【规则表】${f.title}`, lead: (f) => `${f.detail}。在办事项沿用其开始时的规则。` },
    en: { subject: (f) => `[Table of rules] ${f.title}`, lead: (f) => `${f.detail}. Cases under way keep the rules with which they began.` },
  },
  'units-proposed': {
    'zh-CN': {
      subject: (f) => `【待确认】组织机构：${f.title}`,
      lead: (f) => `${f.detail}。提出人不得确认。请登录系统，在“人员”的“组织机构”中核对上级关系和正副职，再确认或否决。`,
    },
    en: {
      subject: (f) => `[To confirm] Units: ${f.title}`,
      lead: (f) =>
        `${f.detail}. Whoever proposed it may not do so. Please sign in, look at who stands above whom under “People”, “Units”, then confirm or refuse it.`,
    },
  },
  'units-changed': {
    'zh-CN': { subject: (f) => `【组织机构】${f.title}`, lead: (f) => `${f.detail}。已开始的环节不变。` },
    en: { subject: (f) => `[Units] ${f.title}`, lead: (f) => `${f.detail}. Steps that have begun stay with whom they asked.` },
  },
  'takeover-proposed': {
    'zh-CN': {
      subject: (f) => `【待确认】接续办理：${f.title}`,
      lead: (f) => `${f.detail}。登记或更正过其中事项的人不得确认。请登录系统，在“接续办理”中逐项核对文号、日期、金额和扫描件，再确认或退回。`,
    },
    en: {
      subject: (f) => `[To confirm] Taken over: ${f.title}`,
      lead: (f) =>
        `${f.detail}. Whoever entered or corrected any of it may not do so. Please sign in, look at numbers, days, sums and scans under “Taking over”, and confirm it or send it back.`,
    },
  },
  measure: {
    'zh-CN': {
      subject: (f) => `【改进措施】${f.title}`,
      lead: (f) => `${f.detail}。完成后请在本项目群报告，由领导小组办公室核验。`,
    },
    en: {
      subject: (f) => `[Measure] ${f.title}`,
      lead: (f) => `${f.detail}. Report it in the programme once it is done; the programme office verifies it.`,
    },
  },
  'role-proposed': {
    'zh-CN': {
      subject: (f) => `【待确认】任免提议：${f.title}`,
      lead: (f) => `${f.detail}。提出人和当事人不得确认。有权确认的人请核对后确认或否决。`,
    },
    en: {
      subject: (f) => `[To confirm] A change of role: ${f.title}`,
      lead: (f) =>
        `${f.detail}. Neither whoever proposed it nor the person concerned may do so. If you may, please look at it and confirm or refuse it.`,
    },
  },
  manager: {
    'zh-CN': { subject: (f) => `【项目负责人变更】${f.title}`, lead: (f) => `${f.detail}。在办审批的申请人随之变更。` },
    en: { subject: (f) => `[Project manager changed] ${f.title}`, lead: (f) => `${f.detail}. Open approvals of the project follow.` },
  },
  'project-changed': {
    'zh-CN': { subject: (f) => `【项目变更】${f.title}`, lead: (f) => `${f.detail}。` },
    en: { subject: (f) => `[Project changed] ${f.title}`, lead: (f) => `${f.detail}.` },
  },
  account: {
    'zh-CN': { subject: (f) => `【账号】登录或个人资料变动：${f.title}`, lead: (f) => `${f.detail}。如非您本人或办公室所为，请立即联系系统管理员。` },
    en: {
      subject: (f) => `[Account] A sign-in or your data changed: ${f.title}`,
      lead: (f) => `${f.detail}. If it was neither you nor your office, tell the administrator at once.`,
    },
  },
  invited: {
    'zh-CN': { subject: (f) => `【邀请】请登录托建：${f.title}`, lead: (f) => `${f.detail}。如与您无关，请不必理会。` },
    en: {
      subject: (f) => `[Invitation] Sign in to Tuojian: ${f.title}`,
      lead: (f) => `${f.detail}. If this is not for you, you need not do anything.`,
    },
  },
  guesses: {
    'zh-CN': {
      subject: (f) => `【安全提醒】多次登录失败：${f.title}`,
      lead: (f) => `${f.detail}。请核实是否有人在试探登录；必要时吊销有关登录并另行签发。`,
    },
    en: {
      subject: (f) => `[Security] Many failed sign-ins: ${f.title}`,
      lead: (f) =>
        `${f.detail}. Please find out whether somebody is trying to get in; where needed, revoke the sign-ins concerned and issue new ones.`,
    },
  },
} as const satisfies Record<string, Sentences>;
