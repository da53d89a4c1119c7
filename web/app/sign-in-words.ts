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
  byPassword: { zh: '用密码和动态码登录', en: 'Sign in with a password and an authenticator' },
  byCode: { zh: '用邮件登录码登录', en: 'Sign in with a code by mail' },
  password: { zh: '密码', en: 'Password' },
  showPassword: { zh: '显示密码', en: 'Show the password' },
  digits: { zh: '动态码', en: 'Digits of the authenticator' },
  digitsHint: { zh: '认证器应用显示的 6 位数字，或一个备用码', en: 'The six digits that the app shows, or one of the spare codes' },
  or: { zh: '或', en: 'or' },
  with: (provider: string) => ({ zh: `用${provider}登录`, en: `Sign in with ${provider}` }),
  goingTo: (provider: string) => ({ zh: `正在转到${provider}…`, en: `On the way to ${provider} …` }),
  outcomeDenied: { zh: '您在对方页面上取消了，没有登录。', en: 'You said no on the other page; you are not signed in.' },
  outcomeNotBound: {
    zh: '这个账号还没有与本系统的人员绑定。请先用邮件登录码登录，再在“我的”里绑定；绑定后即可用它登录。',
    en: 'That account is bound to nobody here. Sign in with a code by mail first, then bind it under “Me”; from then on it signs you in.',
  },
  outcomeTaken: {
    zh: '这个账号已绑定在另一人名下，没有绑定。若它是您的，请联系管理员。',
    en: 'That account is bound to somebody else; nothing was bound. If it is yours, ask an administrator.',
  },
  outcomeFailed: {
    zh: '没有成功：对方没有应答，或这一次的时间已过。请再试一次，或改用邮件登录码。',
    en: 'That did not succeed: the other side did not answer, or its time was over. Try again, or use a code by mail.',
  },
  fresh: { zh: '请重新登录一次', en: 'Please sign in once more' },
  freshLead: (name: string) => ({
    zh: `这一操作须刚刚登录过才能办理。${name}，请再登录一次，登录后自动接着办理，不必重新填写或提交。`,
    en: `This asks for a fresh sign-in. ${name}, sign in once more; what you began then goes on by itself, with all that you typed.`,
  }),
  leavesPage: {
    zh: '用其他账号登录会离开本页，登录后回到这里；已填写的审批内容保留在本浏览器，请再提交一次。',
    en: 'Signing in elsewhere leaves this page and leads back to it. What you wrote for an approval is kept in this browser; send it once more then.',
  },
  codeTo: (address: string) => ({ zh: `登录码发到 ${address}。`, en: `The code goes to ${address}.` }),
  cancel: { zh: '取消', en: 'Cancel' },
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
