/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../app/words.ts';

export const FIRST_RUN_PLACE = sentences({
  importTitle: { zh: '导入项目群', en: 'Import a programme' },
});
