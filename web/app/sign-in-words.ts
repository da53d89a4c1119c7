/** Sentences of signing in and out. */
import { sentences } from './words.ts';

export const SIGN_IN_WORDS = sentences({
  title: { zh: '登录', en: 'Sign in' },
  lead: { zh: '输入单位邮箱，我们发送 6 位登录码。', en: 'Give your mail address; we send you six digits.' },
  address: { zh: '邮箱', en: 'Mail address' },
  sendCode: { zh: '发送登录码', en: 'Send the code' },
  sent: (address: string) => ({
    zh: `如果 ${address} 已登记，登录码已发到该邮箱，10 分钟内有效。`,
    en: `If ${address} is on record, the code is on its way. It works for ten minutes.`,
  }),
  code: { zh: '登录码（6 位数字）', en: 'Code (six digits)' },
  enter: { zh: '登录', en: 'Sign in' },
  otherAddress: { zh: '换一个邮箱', en: 'Use another address' },
  sendAgain: { zh: '重新发送', en: 'Send it again' },
  again: { zh: '登录已过期', en: 'Your session has ended' },
  againLead: (name: string) => ({
    zh: `${name}，请再次登录。您填写的内容还在这一页上。`,
    en: `${name}, please sign in again. What you wrote is still on this page.`,
  }),
  example: { zh: '以示例人员登录', en: 'Sign in as somebody of the example' },
  exampleLead: {
    zh: '这是内置示例，点一下即可登录；正式环境没有这一栏。',
    en: 'This is the built-in example: one click signs you in. A production service has none of it.',
  },
});
