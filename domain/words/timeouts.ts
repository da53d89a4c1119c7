/** What a route answers by itself when time has run out, in words. Deliberately absent: marks and lights before that (clocks.ts). */
import type { Text } from '../kernel/values.ts';
import type { TimeoutAnswer } from './lists.ts';

type Forms = {
  /** By itself, behind a colon. */
  readonly said: Text;
  /** As the reason that the record gives; never to be read as a person's answer. */
  readonly reason: Text;
};
export const TIMEOUT_WORDS: Readonly<Record<TimeoutAnswer, Forms>> = {
  PASS: {
    said: { zh: '视为通过', en: 'counted as passed' },
    reason: { zh: '时限届满，按路线自动通过（并非任何人同意）。', en: 'Time ran out; the route passes it automatically (nobody approved).' },
  },
  RETURN: {
    said: { zh: '退回修改', en: 'returned for changes' },
    reason: { zh: '时限届满，按路线自动退回。', en: 'Time ran out; the route returns it automatically.' },
  },
  REJECT: {
    said: { zh: '不予通过', en: 'not passed' },
    reason: { zh: '时限届满，按路线自动不予通过。', en: 'Time ran out; the route refuses it automatically.' },
  },
};
