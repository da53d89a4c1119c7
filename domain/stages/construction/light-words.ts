/** How people are told that the light of a construction turned. Deliberately absent: when it does (decide.ts), and who is told (stage.ts). */
import type { Light } from '../../kernel/summary.ts';
import type { Text } from '../../kernel/values.ts';
import { LIGHT_WORDS } from '../../words/clocks.ts';
import { monthWords } from '../../words/days.ts';

/** `behind`: percentage points behind the plan in that month; none of them is said where there are none. */
export function lightTurned({ to, month, behind }: { readonly to: Light; readonly month: string; readonly behind: number }): Text {
  const light = LIGHT_WORDS[to];
  if (behind <= 0) return light;
  return {
    zh: `${light.zh}，${monthWords(month).zh}形象进度滞后 ${behind} 个百分点`,
    en: `${light.en}, ${behind} points behind plan in ${monthWords(month).en}`,
  };
}
