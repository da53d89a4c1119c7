/** What somebody is asked: tasks, links and codes for them, lights on them. Deliberately absent: layout (mail-page.ts). */
import type { Sentences } from './sentences.ts';

export const TASKS_TEXTS = {
  task: {
    'zh-CN': { subject: (f) => `【待办】${f.title}${f.behalf}`, lead: (f) => `您有 1 件审批待办${f.behalf}：${f.title}。请于 ${f.until}前处理。` },
    en: {
      subject: (f) => `[To decide] ${f.title}${f.behalf}`,
      lead: (f) => `You are asked to decide${f.behalf}: ${f.title}. Please answer by ${f.until}.`,
    },
  },
  resubmitted: {
    'zh-CN': {
      subject: (f) => `【待办·第 ${f.round} 轮】${f.title}${f.behalf}`,
      lead: (f) => `${f.title}修改后再次送审（第 ${f.round} 轮）${f.behalf}。内容已更新，此前邮件中的链接已失效，请按本邮件处理。期限 ${f.until}。`,
    },
    en: {
      subject: (f) => `[To decide, round ${f.round}] ${f.title}${f.behalf}`,
      lead: (f) =>
        `${f.title} was changed and comes to you again (round ${f.round})${f.behalf}. The link in the earlier mail no longer works; please use this one. Due ${f.until}.`,
    },
  },
  'handed-over': {
    'zh-CN': {
      subject: (f) => `【转办】${f.title}${f.behalf}`,
      lead: (f) => `${f.from}将 1 件审批转给您办理${f.behalf}：${f.title}。请于 ${f.until}前处理。`,
    },
    en: {
      subject: (f) => `[Handed over] ${f.title}${f.behalf}`,
      lead: (f) => `${f.from} handed ${f.title} over to you${f.behalf}. Please answer by ${f.until}.`,
    },
  },
  'given-back': {
    'zh-CN': { subject: (f) => `【代理结束】${f.title}`, lead: (f) => `代理已结束，未办完的待办“${f.title}”退还给您。请于 ${f.until}前处理。` },
    en: {
      subject: (f) => `[Mandate over] ${f.title}`,
      lead: (f) => `The mandate is over and ${f.title} is yours again. Please answer by ${f.until}.`,
    },
  },
  'opinion-asked': {
    'zh-CN': {
      subject: (f) => `【征求意见】${f.title}`,
      lead: (f) => `${f.from}就${f.title}征求您的意见：“${f.question}”您答复后，事项回到对方决定。`,
    },
    en: {
      subject: (f) => `[Opinion] ${f.title}`,
      lead: (f) => `${f.from} asks for your opinion on ${f.title}: “${f.question}” The decision stays with whoever asked.`,
    },
  },
  'opinion-given': {
    'zh-CN': { subject: (f) => `【意见已回】${f.title}`, lead: (f) => `您就${f.title}征求的意见已答复，请于 ${f.until}前作出决定。` },
    en: {
      subject: (f) => `[Opinion given] ${f.title}`,
      lead: (f) => `The opinion that you asked for on ${f.title} is here. Please decide by ${f.until}.`,
    },
  },
  question: {
    'zh-CN': { subject: (f) => `【提问】${f.title}`, lead: (f) => `${f.from}就${f.title}向您提问：${f.question}` },
    en: { subject: (f) => `[Question] ${f.title}`, lead: (f) => `${f.from} asks you about ${f.title}: ${f.question}` },
  },
  nudge: {
    'zh-CN': {
      subject: (f) => `【催办】${f.title}${f.behalf}`,
      lead: (f) => `申请人催办：${f.title}（期限 ${f.until}）。此前邮件中的链接已失效，请使用本邮件的链接。`,
    },
    en: {
      subject: (f) => `[Nudge] ${f.title}${f.behalf}`,
      lead: (f) => `The applicant asks you to see to ${f.title} (due ${f.until}). The link in the earlier mail no longer works; please use this one.`,
    },
  },
  reminder: {
    'zh-CN': {
      subject: (f) => `【催办·黄灯】${f.title}${f.behalf}`,
      lead: (f) => `${f.title}即将到期（${f.until}），请尽快处理。此前邮件中的链接已失效，请使用本邮件的链接。`,
    },
    en: {
      subject: (f) => `[Reminder, yellow] ${f.title}${f.behalf}`,
      lead: (f) => `${f.title} is due soon (${f.until}). The link in the earlier mail no longer works; please use the one in this mail.`,
    },
  },
  overdue: {
    'zh-CN': {
      subject: (f) => `【超期·红灯】${f.title}${f.behalf}`,
      lead: (f) => `${f.title}已于 ${f.until} 到期，现亮红灯并报领导小组办公室。请立即处理。`,
    },
    en: {
      subject: (f) => `[Overdue, red] ${f.title}${f.behalf}`,
      lead: (f) => `${f.title} was due on ${f.until}. A red light is on and the leading group office has been told. Please decide now.`,
    },
  },
  'fresh-link': {
    'zh-CN': {
      subject: (f) => `【新链接】${f.title}${f.behalf}`,
      lead: (f) => `应页面上的请求，重新发送${f.title}的链接。此前邮件中的链接已失效。如果不是您本人请求，可不予理会，任何人都不能凭请求看到内容。`,
    },
    en: {
      subject: (f) => `[New link] ${f.title}${f.behalf}`,
      lead: (f) =>
        `As asked for on the page, here is the link to ${f.title} once more; earlier links no longer work. If you did not ask, leave it: whoever did saw nothing of it.`,
    },
  },
  code: {
    'zh-CN': {
      subject: (f) => `【验证码】${f.title}`,
      lead: (f) => `${f.title}须凭一次性验证码处理。请把下面的验证码填入已打开的页面，不要转告任何人。`,
    },
    en: {
      subject: (f) => `[Code] ${f.title}`,
      lead: (f) => `${f.title} asks for a one-time code. Type it into the page that you have open, and tell it to nobody.`,
    },
  },
} as const satisfies Record<string, Sentences>;
