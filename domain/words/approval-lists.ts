/** The four lists of approvals, as people know them. */
import type { Text } from '../kernel/values.ts';

export const APPROVAL_LIST_WORDS = {
  todo: { zh: '待办', en: 'To do' },
  done: { zh: '已办', en: 'Done' },
  mine: { zh: '我发起的', en: 'Mine' },
  copies: { zh: '抄送我', en: 'Copies' },
} satisfies Record<string, Text>;
