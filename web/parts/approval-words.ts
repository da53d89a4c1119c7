/** Sentences of an approval as one row of a list, wherever it stands. */
import { sentences } from '../app/words.ts';

const s = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

export const ROW_WORDS = sentences({
  onBehalf: (name: string) => ({ zh: `代${name}`, en: `for ${name}` }),
  workdaysLeft: (n: number) => ({ zh: `还剩 ${n} 个工作日`, en: `${s(n, 'working day')} left` }),
  dueToday: { zh: '今天到期', en: 'due today' },
  overdue: (n: number) => ({ zh: `超期 ${n} 个工作日`, en: `${s(n, 'working day')} overdue` }),
  dueOn: (day: string) => ({ zh: `${day}到期`, en: `due ${day}` }),
  standsSince: (why: string, since: string) => ({ zh: `${why}，${since}起停表`, en: `${why}, clock stopped since ${since}` }),
  asksSubmit: { zh: '待提交', en: 'to hand in' },
  asksResubmit: { zh: '待修改后重新提交', en: 'to change and hand in again' },
  asksSupplement: { zh: '待补正', en: 'to supplement' },
  asksDocuments: { zh: '待补齐容缺材料', en: 'documents promised at acceptance' },
  unread: { zh: '未读', en: 'unread' },
});
