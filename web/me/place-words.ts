/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../app/words.ts';

export const ME_PLACE = sentences({
  title: { zh: '我的', en: 'Me' },
});
