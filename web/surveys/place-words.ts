/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../app/words.ts';

export const SURVEYS_PLACE = sentences({
  title: { zh: '需求调研', en: 'Surveys' },
});
