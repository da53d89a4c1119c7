/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../app/words.ts';

export const START_PLACES = sentences({
  title: { zh: '工作台', en: 'Start' },
  about: { zh: '关于与帮助', en: 'About and help' },
});
