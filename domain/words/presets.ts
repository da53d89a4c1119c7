/**
 * Phrases for opinions (常用语) that everybody is offered who keeps none of their own: one for each answer and a few for all.
 * Deliberately absent: which answer is given; a phrase decides nothing.
 */
import type { Choice } from './lists.ts';

/** `for`: the answer beside which it is offered; null: beside any. */
export type Preset = { readonly text: string; readonly for: Choice | null };

export const PRESETS_MAX = 30;
export const PRESET_LONGEST = 200;

export const SHIPPED_PRESETS: Readonly<Record<'zh-CN' | 'en', readonly Preset[]>> = {
  'zh-CN': [
    { text: '同意。', for: 'APPROVE' },
    { text: '材料齐全，符合要求，同意。', for: 'APPROVE' },
    { text: '同意，请按规定程序办理。', for: 'APPROVE' },
    { text: '材料不齐，请补正后再报。', for: 'RETURN' },
    { text: '金额测算依据不足，请补充说明。', for: 'RETURN' },
    { text: '不符合建设标准，不同意。', for: 'REJECT' },
    { text: '资金来源未落实，不同意。', for: 'REJECT' },
    { text: '请相关科室先行研究。', for: null },
  ],
  en: [
    { text: 'Agreed.', for: 'APPROVE' },
    { text: 'The papers are complete and meet the requirements; agreed.', for: 'APPROVE' },
    { text: 'Agreed; please proceed as prescribed.', for: 'APPROVE' },
    { text: 'Papers are missing; please complete them and hand in again.', for: 'RETURN' },
    { text: 'The basis of the amount is not clear; please explain it.', for: 'RETURN' },
    { text: 'Does not meet the construction standard.', for: 'REJECT' },
    { text: 'The source of funds is not settled.', for: 'REJECT' },
    { text: 'The department in charge should look into this first.', for: null },
  ],
};
