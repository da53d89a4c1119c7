/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../../app/words.ts';

export const NEW_PLACE = sentences({
  title: { zh: '发起审批', en: 'New application' },
});
