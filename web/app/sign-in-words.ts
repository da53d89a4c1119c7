/** Sentences of signing in and out. */
import { sentences } from './words.ts';

export const SIGN_IN_WORDS = sentences({
  title: { zh: '登录', en: 'Sign in' },
  lead: { zh: '输入单位邮箱，我们发送 6 位登录码。', en: 'Give your mail address; we send you six digits.' },
  address: { zh: '邮箱', en: 'Mail address' },
  sendCode: { zh: '发送登录码', en: 'Send the code' },
  sent: (address: string, minutes: number) => ({
    zh: `如果 ${address} 已登记，登录码已发到该邮箱，${minutes} 分钟内有效。`,
    en: `If ${address} is on record, the code is on its way. It works for ${minutes} minutes.`,
  }),
  code: { zh: '登录码（6 位数字）', en: 'Code (six digits)' },
  enter: { zh: '登录', en: 'Sign in' },
  otherAddress: { zh: '换一个邮箱', en: 'Use another address' },
  sendAgain: { zh: '重新发送', en: 'Send it again' },
  sentAgain: { zh: '已重新发送，请用最新一封邮件中的登录码。', en: 'Sent again. Use the code of the newest mail.' },
  again: { zh: '登录已过期', en: 'Your session has ended' },
  againLead: (name: string) => ({
    zh: `${name}，请再次登录。您填写的内容还在这一页上。`,
    en: `${name}, please sign in again. What you wrote is still on this page.`,
  }),
  mailLink: {
    zh: '手里有邮件中的审批链接？不必登录，直接打开即可办理。',
    en: 'Do you have an approval link from a mail? Open it; no sign-in is needed.',
  },
});
