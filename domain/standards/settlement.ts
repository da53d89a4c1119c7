/** How long a settlement may be looked at, and when what is kept back is returned (结算审核、质保金返还). Deliberately absent: how much may be paid (payments.ts). */
import { fen, list, nullable, number, record } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { row, ruleTable } from '../rule-table/table.ts';

const tier = record({ upToFen: nullable(fen), days: number(1, 365) });
type Tier = { readonly upToFen: number | null; readonly days: number };
/** A row of limits by a sum; `least` 0: the county may set none. */
export const tiers = (least: 0 | 1) => list(tier, { least, most: 10 });
/** Sums rise, and the last has no end. */
export const tierFaults = (of: string, rows: readonly Tier[]): readonly Text[] =>
  rows.some(({ upToFen }, index) => {
    const before = rows[index - 1]?.upToFen ?? 0;
    return index === rows.length - 1 ? upToFen !== null : upToFen === null || upToFen <= before;
  })
    ? [{ zh: `${of}：金额须逐档递增，最后一档不设上限（空）`, en: `${of}: sums must rise, and the last must have none (empty)` }]
    : [];

export const SETTLEMENT = ruleTable(
  'SETTLEMENT',
  {
    name: { zh: '结算审核与质保金返还', en: 'Settlement and the return of retention' },
    explanation: {
      zh: '到期前后提醒，逾期记为问题，不设关口；依法不得以审计结果作为中小企业结算依据拖延付款。',
      en: 'Told before and after, and found when missed; nothing waits for it. An audit is no reason to let a small firm wait.',
    },
  },
  {
    review: row(
      tiers(1),
      [
        { upToFen: 500_000_000, days: 15 },
        { upToFen: 2_000_000_000, days: 20 },
        { upToFen: 5_000_000_000, days: 30 },
        { upToFen: 10_000_000_000, days: 35 },
        { upToFen: null, days: 45 },
      ],
      {
        name: { zh: '结算审核期限（按送审金额）', en: 'a settlement is reviewed within, by its sum' },
        explanation: {
          zh: '自送审资料齐全之日起的工作日；待县级确认。',
          en: 'Working days from the day on which its papers are there; to be confirmed by the county.',
        },
        unit: 'WD',
        document: '财政投资评审时限（县级规定，参照岳阳市 2021 年）',
        mark: 'GK_M',
      },
    ),
    retentionReturnDays: row(number(1, 180), 28, {
      name: { zh: '质保金返还期限', en: 'retention is returned within' },
      explanation: { zh: '缺陷责任期满后核实 14 日、返还 14 日。', en: 'After the defects period: 14 days to look, 14 to pay.' },
      unit: 'CD',
      document: '建质〔2017〕138号 第十一条（待核原文）',
      mark: 'GK_H',
    }),
  },
  ({ review }) => tierFaults('review', review),
);

/** Working days for the review of a sum in 分; 0: none is set. */
export const reviewDays = ({ review }: { readonly review: readonly Tier[] }, amountFen: number): number =>
  review.find(({ upToFen }) => upToFen === null || amountFen <= upToFen)?.days ?? 0;
