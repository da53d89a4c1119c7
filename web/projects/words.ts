/** What the projects' room is called, for the frame. Deliberately absent: the sentences of its pages (board/words.ts, project/words.ts, acts/words.ts). */
import { sentences } from '../app/words.ts';

export const PROJECTS_WORDS = sentences({
  title: { zh: '项目', en: 'Projects' },
});
