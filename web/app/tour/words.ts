/** Sentences of the tour's frame. */
import { sentences } from '../words.ts';

export const TOUR_WORDS = sentences({
  tour: { zh: '导览', en: 'Tour' },
  of: (n: number, all: number) => ({ zh: `第 ${n} 步，共 ${all} 步`, en: `Step ${n} of ${all}` }),
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '上一步', en: 'Back' },
  end: { zh: '完成', en: 'Done' },
  close: { zh: '关闭导览；可从右上角账户菜单再次打开', en: 'Close the tour; the account menu opens it again' },
});
