/** Sums of money in words. Deliberately absent: sums. */
import type { Text } from '../kernel/values.ts';

/** Made when first asked for, and once: one takes as long as a hundred sums that it writes. */
type Formats = Readonly<Record<'wan' | 'shortWan' | 'yuan' | 'whole', Intl.NumberFormat>>;
let formats: Formats | null = null;

const FEN_OF_WAN = 1_000_000;

/**
 * 1,234,500 分 as 「1.2345 万元」 and "CNY 12,345.00"; what is less than 1 万元 in 元, as nobody reads 0.001234 万元:
 * 1,234 分 as 「12.34 元」.
 */
export const money = (fen: number): Text => written(fen, 'wan');

/** The same where many sums stand beside each other: 万元 with two decimals, 1,234,567 分 as 「1.23 万元」; the exact sum is told elsewhere. In English to the fen, whole yuan without. */
export const shortMoney = (fen: number): Text => written(fen, 'shortWan');

function written(fen: number, as: 'wan' | 'shortWan'): Text {
  formats ??= {
    shortWan: new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }),
    wan: new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }),
    yuan: new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }),
    whole: new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }),
  };
  const { yuan, whole, [as]: wan } = formats;
  const zh = Math.abs(fen) >= FEN_OF_WAN ? `${wan.format(fen / FEN_OF_WAN)} 万元` : `${(fen % 100 === 0 ? whole : yuan).format(fen / 100)} 元`;
  const noFen = as === 'shortWan' && fen % 100 === 0;
  return { zh, en: `CNY ${(noFen ? whole : yuan).format(fen / 100)}` };
}
