/** How people are told what must be rectified. Deliberately absent: what that is (stage.ts), until when, and the rest of the mail. */
import type { Text } from '../../kernel/values.ts';
import { type AcceptanceState, DECISION_WORDS, type GroupDecision } from './facts.ts';

/** Items by their numbers, and what the tests of the air found. */
export function toRectify({ ordered, air, airOfWorks }: Pick<AcceptanceState, 'ordered' | 'air' | 'airOfWorks'>): Text {
  const faults = [...(air?.faults ?? []), ...(airOfWorks?.faults ?? [])].join('; ');
  return {
    zh: `验收第 ${ordered.join('、')} 项须整改${faults === '' ? '' : `（${faults}）`}`,
    en: `items ${ordered.join(', ')} must be rectified${faults === '' ? '' : ` (${faults})`}`,
  };
}

/** What the leading group has decided after the last notice. */
export const decidedByGroup = ({ decision, document }: { readonly decision: GroupDecision; readonly document: string }): Text => ({
  zh: `领导小组决定${DECISION_WORDS[decision].zh}（${document}）`,
  en: `the leading group has decided: ${DECISION_WORDS[decision].en} (${document})`,
});
