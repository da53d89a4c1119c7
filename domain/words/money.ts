/** Sums of money in words. Deliberately absent: sums. */
import type { Text } from '../kernel/values.ts';

/** Made when first asked for, and once: one takes as long as a hundred sums that it writes. */
let formats: { readonly wan: Intl.NumberFormat; readonly yuan: Intl.NumberFormat; readonly whole: Intl.NumberFormat } | null = null;

const FEN_OF_WAN = 1_000_000;

/**
 * 1,234,500 分 as 「1.2345 万元」 and "CNY 12,345.00"; what is less than 1 万元 in 元, as nobody reads 0.001234 万元:
 * 1,234 分 as 「12.34 元」.
 */
export function money(fen: number): Text {
  formats ??= {
    wan: new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }),
    yuan: new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }),
    whole: new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }),
  };
  const { wan, yuan, whole } = formats;
  const zh = Math.abs(fen) >= FEN_OF_WAN ? `${wan.format(fen / FEN_OF_WAN)} 万元` : `${(fen % 100 === 0 ? whole : yuan).format(fen / 100)} 元`;
  return { zh, en: `CNY ${yuan.format(fen / 100)}` };
}
