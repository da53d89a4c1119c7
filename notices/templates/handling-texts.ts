/** What became of an application: for its applicant, for those who were asked, and for the office that sees to it. Deliberately absent: layout (mail-page.ts). */
import type { Sentences } from './sentences.ts';

export const HANDLING_TEXTS = {
  accepted: {
    'zh-CN': { subject: (f) => `【受理】${f.title}`, lead: (f) => `${f.title}已受理${f.detail}，办理期限 ${f.until}。` },
    en: { subject: (f) => `[Accepted] ${f.title}`, lead: (f) => `${f.title} was accepted for handling${f.detail}; it is due on ${f.until}.` },
  },
  supplement: {
    'zh-CN': { subject: (f) => `【补正告知】${f.title}`, lead: (f) => `${f.title}需补正，请一次性补齐：${f.reason}。补正期间不计入办理时限。` },
    en: {
      subject: (f) => `[Supplement] ${f.title}`,
      lead: (f) => `${f.title} lacks documents. Please supply all of these at once: ${f.reason}. This time is not counted in the handling limit.`,
    },
  },
  returned: {
    'zh-CN': { subject: (f) => `【退回修改】${f.title}`, lead: (f) => `${f.title}被退回修改，理由：${f.reason}。修改后可重新提交。` },
    en: {
      subject: (f) => `[Returned] ${f.title}`,
      lead: (f) => `${f.title} was returned for changes. Reason: ${f.reason}. You can resubmit it.`,
    },
  },
  paused: {
    'zh-CN': { subject: (f) => `【计时暂停】${f.title}`, lead: (f) => `${f.title}的办理计时已暂停：${f.detail}。此期间不计入办理时限。` },
    en: {
      subject: (f) => `[Clock stopped] ${f.title}`,
      lead: (f) => `The clock of ${f.title} stands still: ${f.detail}. This time is not counted in the handling limit.`,
    },
  },
  'pause-over': {
    'zh-CN': {
      subject: (f) => `【暂停已久】${f.title}`,
      lead: (f) =>
        `${f.title}因${f.detail}暂停计时，已超过规定时间。审批人可打开待办邮件中的链接恢复计时，办公室可登录系统恢复；仍须暂停的，请说明情况。`,
    },
    en: {
      subject: (f) => `[Stopped for long] ${f.title}`,
      lead: (f) =>
        `The clock of ${f.title} has stood still for longer than it may: ${f.detail}. Whoever decides can let it go on by the link in their mail, the office by signing in; if it has to stand still, please say why.`,
    },
  },
  extended: {
    'zh-CN': {
      subject: (f) => `【延期】${f.title}`,
      lead: (f) => `${f.title}的办理期限经批准延长，新期限 ${f.until}。${f.reason === '' ? '' : `理由：${f.reason}。`}`,
    },
    en: {
      subject: (f) => `[Extended] ${f.title}`,
      lead: (f) => `The limit of ${f.title} was extended to ${f.until}.${f.reason === '' ? '' : ` Reason: ${f.reason}.`}`,
    },
  },
  withheld: {
    'zh-CN': {
      subject: (f) => `【待补材料】${f.title}`,
      lead: (f) => `${f.title}各环节均已同意，尚缺容缺受理时承诺补齐的材料：${f.reason}。补齐后作出决定。`,
    },
    en: {
      subject: (f) => `[Documents missing] ${f.title}`,
      lead: (f) =>
        `Everybody has agreed to ${f.title}. Still missing is what was promised at acceptance: ${f.reason}. The decision follows when it is here.`,
    },
  },
  decided: {
    'zh-CN': {
      subject: (f) => `【结果】${f.title}：${f.detail}`,
      lead: (f) => `${f.title}的结果：${f.detail}。${f.reason === '' ? '' : `理由：${f.reason}。`}`,
    },
    en: {
      subject: (f) => `[Outcome] ${f.title}: ${f.detail}`,
      lead: (f) => `Outcome of ${f.title}: ${f.detail}. ${f.reason === '' ? '' : `Reason: ${f.reason}.`}`,
    },
  },
  withdrawn: {
    'zh-CN': { subject: (f) => `【撤回】${f.title}`, lead: (f) => `${f.title}已撤回、取消或不再需要您处理，邮件中的链接已失效。` },
    en: {
      subject: (f) => `[Withdrawn] ${f.title}`,
      lead: (f) => `${f.title} was withdrawn or cancelled, or no longer needs you. Nothing is left to do, and the link in the mail no longer works.`,
    },
  },
  superseded: {
    'zh-CN': {
      subject: (f) => `【已失效】${f.title}`,
      lead: (f) => `${f.title}已退回修改，您此前收到的链接已失效，目前无需处理。重新提交后如仍需您审批，将另行发送邮件。`,
    },
    en: {
      subject: (f) => `[Out of date] ${f.title}`,
      lead: (f) =>
        `${f.title} was returned for changes. The link you have no longer works and there is nothing to do now. If you are asked again, a new mail comes.`,
    },
  },
  expired: {
    'zh-CN': {
      subject: (f) => `【逾期自动处理】${f.title}`,
      lead: (f) => `${f.title}的办理时限已届满，系统已按审批路线自动处理（${f.detail}）。这不是您本人的决定，记录中写明“自动”。`,
    },
    en: {
      subject: (f) => `[Time ran out] ${f.title}`,
      lead: (f) =>
        `Time for ${f.title} has run out and the route answered automatically (${f.detail}). This is not your decision, and the record says so.`,
    },
  },
  receipt: {
    'zh-CN': {
      subject: (f) => `【回执】${f.title}：${f.detail}`,
      lead: (f) => `您对${f.title}的处理已记录：${f.detail}。如果这不是您本人的操作，请立即联系领导小组办公室。`,
    },
    en: {
      subject: (f) => `[Receipt] ${f.title}: ${f.detail}`,
      lead: (f) => `Your answer to ${f.title} is on record: ${f.detail}. If it was not you, tell the leading group office at once.`,
    },
  },
  seen: {
    'zh-CN': {
      subject: (f) => `【已阅未批】${f.title}`,
      lead: (f) => `${f.detail}已阅${f.title}，尚未作出决定，办理期限不变（${f.until}）。`,
    },
    en: {
      subject: (f) => `[Seen, not decided] ${f.title}`,
      lead: (f) => `${f.detail} has seen ${f.title} and not decided yet. The limit stays as it is (${f.until}).`,
    },
  },
  answer: {
    'zh-CN': { subject: (f) => `【答复】${f.title}`, lead: (f) => `您就${f.title}提出的问题已有答复：${f.detail}。` },
    en: { subject: (f) => `[Answer] ${f.title}`, lead: (f) => `Your question about ${f.title} was answered: ${f.detail}.` },
  },
  copy: {
    'zh-CN': {
      subject: (f) => `【抄送】${f.title}`,
      lead: (f) => `${f.title}抄送给您阅知${f.detail === '' ? '' : `：${f.detail}`}。阅后请标记已阅。`,
    },
    en: {
      subject: (f) => `[Copy] ${f.title}`,
      lead: (f) => `This is your copy of ${f.title}${f.detail === '' ? '' : `: ${f.detail}`}. Please mark it as read.`,
    },
  },
  'stand-in': {
    'zh-CN': { subject: (f) => `【代理告知】${f.title}`, lead: (f) => `您的待办“${f.title}”已按代理委托转由${f.detail}代为办理，特此告知。` },
    en: {
      subject: (f) => `[Stand-in] ${f.title}`,
      lead: (f) => `For your information: ${f.title}, which was yours to decide, is handled by ${f.detail} under your mandate.`,
    },
  },
  approvers: {
    'zh-CN': { subject: (f) => `【审批人变动】${f.title}`, lead: (f) => `${f.title}：${f.detail}。` },
    en: { subject: (f) => `[Approvers changed] ${f.title}`, lead: (f) => `${f.title}: ${f.detail}.` },
  },
  escalation: {
    'zh-CN': { subject: (f) => `【督办】${f.title}`, lead: (f) => `${f.title}超期未办结（应于 ${f.until} 办结），请督办。待处理：${f.detail}。` },
    en: {
      subject: (f) => `[Escalation] ${f.title}`,
      lead: (f) => `${f.title} is overdue (due ${f.until}) and still open. Please see to it. Waiting for: ${f.detail}.`,
    },
  },
  untold: {
    'zh-CN': {
      subject: (f) => `【尚未送达】${f.title}`,
      lead: (f) =>
        `${f.title}这一步的审批邮件至今一封也没有发出（待办：${f.detail}），因此期限不起算，也不会自动处理。请核实邮箱或邮件服务，或请他人办理。`,
    },
    en: {
      subject: (f) => `[Nobody told yet] ${f.title}`,
      lead: (f) =>
        `Not one mail about this step of ${f.title} has gone out yet (waiting: ${f.detail}). Its limit therefore has not begun, and nothing is answered automatically. Please see to the mailboxes or the mail service, or have somebody else decide.`,
    },
  },
  unreachable: {
    'zh-CN': { subject: (f) => `【无法送达】${f.title}`, lead: (f) => `${f.title}有审批人无法送达或无法转交，请核实：${f.detail}。` },
    en: {
      subject: (f) => `[Not reached] ${f.title}`,
      lead: (f) =>
        `Somebody who is asked about ${f.title} cannot be reached, or their task could not be passed on. Please look into it: ${f.detail}.`,
    },
  },
} as const satisfies Record<string, Sentences>;
