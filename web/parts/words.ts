/** Sentences of what several rooms show alike. */
import { sentences } from '../app/words.ts';

export const PARTS_WORDS = sentences({
  failed: { zh: '没有取到内容', en: 'This could not be loaded' },
  failedNext: {
    zh: '可以重试；若一直如此，请把时间告诉系统管理员。',
    en: 'You can try again. If it stays so, tell an administrator when it happened.',
  },
  retry: { zh: '重试', en: 'Try again' },
  notFound: { zh: '没有这一项，或您无权查看', en: 'There is no such thing, or you may not see it' },
  notFoundNext: {
    zh: '请核对网址；若是别人发来的，请对方确认您在该项目群中有角色。',
    en: 'Check the address. If somebody sent it to you, ask them whether you hold a role in that programme.',
  },
  toStart: { zh: '回到工作台', en: 'Go to the start page' },
  notAllowed: { zh: '您的角色不能查看这里', en: 'Your roles do not let you see this' },
  notAllowedNext: { zh: '需要时请联系领导小组办公室。', en: 'Ask the programme office if you need it.' },
  asOf: (time: string) => ({ zh: `数据时间 ${time}`, en: `As of ${time}` }),
  loading: { zh: '正在取内容', en: 'Loading' },
});
