/**
 * What a breach that was noted says in both languages: made of its code and its facts whenever it is shown, so that a reader
 * has it in theirs and a better sentence holds for what was noted before. Deliberately absent: when one is noted (findings.ts).
 */
import type { IsoDate, Text } from '../../kernel/values.ts';
import { INSPECTION_NAMES, type InspectionKind } from '../../standards/closed-lists.ts';
import { MILESTONE_NAMES } from '../../standards/milestones.ts';
import { PERMIT_NAMES, PERMITS, type PermitKind } from '../../standards/permits.ts';
import { dayWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import type { Noted, NotedFacts } from './facts.ts';

/** What may be dated before what it rests on, beside milestones and inspections. */
const OTHER_NAMES: Readonly<Record<string, Text>> = {
  SETTLEMENT: { zh: '结算', en: 'the settlement' },
  COMPLETION_FILED: { zh: '竣工验收备案', en: 'the completion filing' },
};

const isInspection = (key: string): key is InspectionKind => Object.hasOwn(INSPECTION_NAMES, key);
const nameOf = (key = ''): Text => MILESTONE_NAMES[key] ?? (isInspection(key) ? INSPECTION_NAMES[key] : OTHER_NAMES[key]) ?? { zh: key, en: key };
const dayOf = (day: IsoDate | undefined): Text => (day === undefined ? { zh: '', en: '' } : dayWords(day));
const sumOf = (fen: number | undefined): Text => money(fen ?? 0);

function papers(permits: readonly PermitKind[] = []): Text {
  const named = (language: keyof Text) =>
    permits.map(
      (kind) => `${PERMIT_NAMES[kind][language]}${language === 'zh' ? '（' : ' ('}${PERMITS.rows[kind].document}${language === 'zh' ? '）' : ')'}`,
    );
  return { zh: named('zh').join('、'), en: named('en').join(', ') };
}

/** `A超过 B`, of sums. */
const over = (what: Text, most: Text, { sumFen, limitFen }: NotedFacts): Text => ({
  zh: `${what.zh} ${sumOf(sumFen).zh}超过${most.zh} ${sumOf(limitFen).zh}`,
  en: `${what.en} of ${sumOf(sumFen).en} exceeds ${most.en}, ${sumOf(limitFen).en}`,
});

const AGREED: Text = { zh: '合同加已批变更', en: 'contract and approved changes' };

const WORDS: Readonly<Record<string, (facts: NotedFacts) => Text>> = {
  STARTED_WITHOUT_PERMIT: ({ on, permits }) => ({
    zh: `${dayOf(on).zh}开工，未登记：${papers(permits).zh}`,
    en: `Works began on ${dayOf(on).en}; not on record: ${papers(permits).en}`,
  }),
  STARTED_WITHOUT_CONTRACT: ({ on }) => ({
    zh: `${dayOf(on).zh}开工，未登记施工合同`,
    en: `Works began on ${dayOf(on).en}; the construction contract is not on record`,
  }),
  STARTED_BEFORE_PERMIT: ({ on, permits: [permit = 'CONSTRUCTION_PERMIT'] = [], number = '', earlierOn }) => ({
    zh: `${dayOf(on).zh}开工，${PERMIT_NAMES[permit].zh} ${number} ${dayOf(earlierOn).zh}才取得`,
    en: `Works began on ${dayOf(on).en}; ${PERMIT_NAMES[permit].en} ${number} was given only on ${dayOf(earlierOn).en}`,
  }),
  PERMIT_LAPSED: ({ on, permits: [permit = 'CONSTRUCTION_PERMIT'] = [], number = '', earlierOn }) => ({
    zh: `${dayOf(on).zh}开工，${PERMIT_NAMES[permit].zh} ${number} 已于${dayOf(earlierOn).zh}届满`,
    en: `Works began on ${dayOf(on).en}; ${PERMIT_NAMES[permit].en} ${number} had ended on ${dayOf(earlierOn).en}`,
  }),
  STARTED_BEFORE_CONTRACT: ({ on, earlierOn }) => ({
    zh: `${dayOf(on).zh}开工，施工合同${dayOf(earlierOn).zh}才签订`,
    en: `Works began on ${dayOf(on).en}; the contract was signed only on ${dayOf(earlierOn).en}`,
  }),
  ORDER_INVERTED: ({ on, what, earlier, earlierOn }) => ({
    zh: `${nameOf(what).zh}（${dayOf(on).zh}）早于${nameOf(earlier).zh}（${dayOf(earlierOn).zh}）`,
    en: `${nameOf(what).en} (${dayOf(on).en}) came before ${nameOf(earlier).en} (${dayOf(earlierOn).en})`,
  }),
  COMPLETION_FILED_LATE: ({ days = 0, earlierOn }) => ({
    zh: `${dayOf(earlierOn).zh}竣工验收，${days} 日后才备案`,
    en: `Filed ${days} days after completion was accepted on ${dayOf(earlierOn).en}`,
  }),
  VALUE_OVER_CONTRACT: (facts) => over({ zh: '累计确认产值', en: 'The confirmed value' }, AGREED, facts),
  ADVANCE_OVER_SHARE: (facts) =>
    over({ zh: '预付款累计', en: 'The sum of advances' }, { zh: '合同价的规定比例', en: 'the set share of the contract' }, facts),
  SETTLED_OVER_CONTRACT: (facts) => over({ zh: '结算', en: 'The settlement' }, AGREED, facts),
  PAID_OVER_SETTLEMENT: ({ days = 0, ...facts }) => {
    const { zh, en } = over({ zh: '已付', en: 'The sum paid' }, { zh: '结算', en: 'the settlement' }, facts);
    return { zh: `${zh}，多付款须在 ${days} 日内退回`, en: `${en}; what was paid too much comes back within ${days} days` };
  },
};

/** The sentences that release 0.4.0 kept, in English alone, as the facts that they hold. */
const OLDER: readonly (readonly [string, RegExp, (found: readonly string[]) => NotedFacts])[] = [
  [
    'STARTED_BEFORE_PERMIT',
    /^started (\d{4}-\d\d-\d\d), permit (.*) of (\d{4}-\d\d-\d\d)$/su,
    ([, on = '', number = '', earlierOn = '']) => ({ on, permits: ['CONSTRUCTION_PERMIT'], number, earlierOn }),
  ],
  ['STARTED_BEFORE_CONTRACT', /^started (\d{4}-\d\d-\d\d), contract of (\d{4}-\d\d-\d\d)$/u, ([, on = '', earlierOn = '']) => ({ on, earlierOn })],
  ['COMPLETION_FILED_LATE', /^(\d+) days after (\d{4}-\d\d-\d\d)$/u, ([, days = '0', earlierOn = '']) => ({ days: Number(days), earlierOn })],
];

function factsThen(code: string, evidence: string): NotedFacts | null {
  for (const [of, pattern, read] of OLDER) {
    const found = of === code ? pattern.exec(evidence) : null;
    if (found !== null) return read([...found]);
  }
  return null;
}

/** What it says, in both languages; a sentence that nobody can read as facts stays as it was kept. */
export function notedWords({ code, evidence = '', facts }: Noted): Text {
  const known = facts ?? factsThen(code, evidence);
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  return known === null || words === undefined ? { zh: evidence, en: evidence } : words(known);
}
