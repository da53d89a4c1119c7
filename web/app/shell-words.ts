/** Sentences of the frame around the pages. */
import { sentences } from './words.ts';

export const SHELL_WORDS = sentences({
  brand: { zh: '托建', en: 'Tuojian' },
  skip: { zh: '跳到内容', en: 'Skip to the content' },
  navigation: { zh: '导航', en: 'Navigation' },
  more: { zh: '更多', en: 'More' },
  close: { zh: '关闭', en: 'Close' },
  account: (name: string) => ({ zh: `${name}，账户`, en: `${name}, account` }),
  language: { zh: 'English', en: '中文' },
  colours: { zh: '外观', en: 'Appearance' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  system: { zh: '随系统', en: 'As the system' },
  tour: { zh: '导览（五步）', en: 'Tour in five steps' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  find: { zh: '查找页面与操作', en: 'Find pages and acts' },
  nothingFound: { zh: '没有匹配的页面', en: 'No such page' },
  about: { zh: '关于与帮助', en: 'About and help' },
  crashed: { zh: '此页面出错了', en: 'This page failed' },
  crashedNext: { zh: '请重新打开。您填写的草稿还在。', en: 'Open it again. Your drafts are still here.' },
  reload: { zh: '重新打开', en: 'Open again' },
});
