import { sentences } from '../app/words.ts';

export const APPROVALS_WORDS = sentences({
  title: { zh: '审批', en: 'Approvals' },
  waits: { zh: '待办', en: 'To do' },
  empty: { zh: '没有事项等您办理', en: 'Nothing waits for you' },
});
