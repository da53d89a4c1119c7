/** How a project goes, in words; by which rule, programme/progress/pace.ts says. */
import type { Text } from '../kernel/values.ts';

export const PACE_WORDS = {
  ON_TIME: { zh: '按期', en: 'on time' },
  LATE: { zh: '逾期', en: 'late' },
  BLOCKED: { zh: '受阻', en: 'blocked' },
  DONE: { zh: '已验收', en: 'accepted' },
  NOT_COUNTED: { zh: '已取消', en: 'cancelled' },
} as const satisfies Readonly<Record<string, Text>>;
