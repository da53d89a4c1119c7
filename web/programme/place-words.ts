/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../app/words.ts';

export const PROGRAMME_PLACE = sentences({
  title: { zh: '项目群', en: 'Programmes' },
});
