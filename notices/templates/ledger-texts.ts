/** What the mail ledger itself tells of: mails that did not arrive, overviews, answers that were not counted. Deliberately absent: layout (mail-page.ts). */
import type { Sentences } from './sentences.ts';

export const LEDGER_TEXTS = {
  bounce: {
    'zh-CN': {
      subject: (f) => `【邮件未送达】${f.title}`,
      lead: (f) => `${f.title}的一封邮件没有送达：${f.detail}。请核实收件人的邮箱，或请他人办理。`,
    },
    en: {
      subject: (f) => `[Not delivered] ${f.title}`,
      lead: (f) => `A mail about ${f.title} did not arrive: ${f.detail}. Please check the address, or ask somebody else.`,
    },
  },
  digest: {
    'zh-CN': { subject: (f) => `【每日汇总】${f.detail}`, lead: (f) => `截至今日上午：${f.detail}。` },
    en: { subject: (f) => `[Daily overview] ${f.detail}`, lead: (f) => `As of this morning: ${f.detail}.` },
  },
  burst: {
    'zh-CN': {
      subject: (f) => `【邮件较多】${f.detail}`,
      lead: (f) => `一小时内发给您的邮件已达上限。${f.detail}，须您办理的将在下一小时逐件发出，其余并入下一次汇总。`,
    },
    en: {
      subject: (f) => `[Many mails] ${f.detail}`,
      lead: (f) =>
        `You have had as many mails as an hour may bring. ${f.detail}. What you have to do follows one by one within the next hours, the rest with the next overview.`,
    },
  },
  'sign-in': {
    'zh-CN': {
      subject: () => '【登录验证码】托建 · 托育建设审批',
      lead: (f) => `${f.detail}，有人正以您的身份登录。若是您本人，请在登录页面填写下面的验证码；若不是，不必理会，也不要告诉任何人。`,
    },
    en: {
      subject: () => '[Sign-in code] Tuojian · childcare facility approvals',
      lead: (f) =>
        `${f.detail}: somebody is signing in as you. If it is you, type the code below into the page; if not, leave it, and tell it to nobody.`,
    },
  },
  'reply-refused': {
    'zh-CN': { subject: (f) => `【未计入】${f.title}`, lead: (f) => `您回复的邮件没有计入：${f.detail}。` },
    en: { subject: (f) => `[Not counted] ${f.title}`, lead: (f) => `Your reply was not counted: ${f.detail}.` },
  },
} as const satisfies Record<string, Sentences>;
