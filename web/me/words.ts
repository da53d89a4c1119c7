import { sentences } from '../app/words.ts';

export const ME_WORDS = sentences({
  title: { zh: '我的', en: 'Me' },
  language: { zh: '语言', en: 'Language' },
  colours: { zh: '外观', en: 'Appearance' },
  rolesIn: { zh: '我的角色', en: 'My roles' },
  noRoles: { zh: '您还没有角色', en: 'You hold no role yet' },
  noRolesNext: { zh: '请联系领导小组办公室为您指定角色。', en: 'Ask the programme office to give you one.' },
});
