/** Money as people say it (万元 where Chinese is read), with the exact amount on hover and for a screen reader. */
import type { ReactNode } from 'react';
import { money, shortMoney } from '../../domain/words/money.ts';
import { useSay } from '../app/locale.tsx';

const exact = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 });

/** `fen`: whole 分. `short`: one of many sums beside each other, in 万元 with two decimals. */
export function Money({ fen, short = false }: { readonly fen: number; readonly short?: boolean }): ReactNode {
  return (
    <data value={fen} title={`¥${exact.format(fen / 100)}`} style={{ whiteSpace: 'nowrap' }}>
      {useSay()(short ? shortMoney(fen) : money(fen))}
    </data>
  );
}
