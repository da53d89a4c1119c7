import { sentences } from '../app/words.ts';

export const PROJECTS_WORDS = sentences({
  title: { zh: '项目', en: 'Projects' },
  empty: { zh: '还没有您能查看的项目', en: 'There is no project that you may see yet' },
});
