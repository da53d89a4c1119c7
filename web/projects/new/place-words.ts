/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../../app/words.ts';

export const NEW_PROJECT_PLACE = sentences({
  title: { zh: '登记项目', en: 'Register a project' },
});
