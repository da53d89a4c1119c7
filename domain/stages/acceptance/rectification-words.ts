/** How people are told what must be rectified. Deliberately absent: what that is (stage.ts), until when, and the rest of the mail. */
import type { Text } from '../../kernel/values.ts';
import { airFaultWords } from '../../standards/air.ts';
import { type AcceptanceState, DECISION_WORDS, type GroupDecision } from './facts.ts';

/** Items by their numbers, and what the tests of the air found. */
export function toRectify({ ordered, air, airOfWorks }: Pick<AcceptanceState, 'ordered' | 'air' | 'airOfWorks'>): Text {
  const faults = [...(air?.faults ?? []), ...(airOfWorks?.faults ?? [])].map(airFaultWords);
  return {
    zh: `验收第 ${ordered.join('、')} 项须整改${faults.length === 0 ? '' : `（${faults.map(({ zh }) => zh).join('；')}）`}`,
    en: `acceptance ${ordered.length === 1 ? 'item' : 'items'} ${ordered.join(', ')} must be rectified${faults.length === 0 ? '' : ` (${faults.map(({ en }) => en).join('; ')})`}`,
  };
}

/** Its notices are used up. */
export const failedAgain = ({ notice }: { readonly notice: number }): Text => ({
  zh: `${notice} 次整改通知后复验仍不合格`,
  en: `after ${notice} notices the re-inspection has failed again`,
});

export const refusedByScore = ({ score, round }: { readonly score: number; readonly round: number }): Text => ({
  zh: `第 ${round} 轮验收评分 ${score}，不通过，须重新申请`,
  en: `acceptance, round ${round}: ${score} points, not passed; it is applied for from the start`,
});

/** What the leading group has decided after the last notice. */
export const decidedByGroup = ({ decision, document }: { readonly decision: GroupDecision; readonly document: string }): Text => ({
  zh: `领导小组决定${DECISION_WORDS[decision].zh}（${document}）`,
  en: `the leading group has decided: ${DECISION_WORDS[decision].en} (${document})`,
});
