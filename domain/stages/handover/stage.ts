/** Filing and handover (备案与移交), which the project carries itself (project/decide.ts): running projects hold it in their state. */
import { acceptanceStage } from '../acceptance/stage.ts';
import { ownStage } from '../declare.ts';

/** `filing`: number of the filing (备案). */
export type HandoverResult = { readonly filing: string | null };

export const handoverStage = ownStage<HandoverResult>()({
  key: 'HANDOVER',
  name: { zh: '备案与移交', en: 'Filing and handover' },
  after: [acceptanceStage],
  announced: true,
});
