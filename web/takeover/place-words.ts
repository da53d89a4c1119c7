/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../app/words.ts';

export const TAKEOVER_PLACE = sentences({
  title: { zh: '接续办理', en: 'Taking over' },
});
