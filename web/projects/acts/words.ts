/** Sentences of the acts about a project. */
import { sentences } from '../../app/words.ts';

export const ACTS_WORDS = sentences({
  reason: { zh: '理由', en: 'Reason' },
  reasonMissing: { zh: '请写明理由', en: 'Please give the reason' },
});
