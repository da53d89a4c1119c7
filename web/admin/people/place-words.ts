/** What pages of this room are called: it comes with the frame, their other sentences with the pages. */
import { sentences } from '../../app/words.ts';

export const PEOPLE_PLACES = sentences({
  title: { zh: '人员', en: 'People' },
  mandates: { zh: '代理与休假', en: 'Mandates and leave' },
  invite: { zh: '邀请人员', en: 'Invite somebody' },
});

export const UNIT_PLACE = sentences({
  title: { zh: '组织机构', en: 'Units' },
});
