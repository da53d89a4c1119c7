/** Sums of money in words. Deliberately absent: sums. */
import type { Text } from '../kernel/values.ts';

/** Made when first asked for, and once: one takes as long as a hundred sums that it writes. */
let formats: { readonly wan: Intl.NumberFormat; readonly yuan: Intl.NumberFormat } | null = null;

/** 1,234,500 分 as 「1.2345 万元」 and "CNY 12,345.00". */
export function money(fen: number): Text {
  formats ??= {
    wan: new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }),
    yuan: new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }),
  };
  return { zh: `${formats.wan.format(fen / 1_000_000)} 万元`, en: `CNY ${formats.yuan.format(fen / 100)}` };
}
