/** Money as people say it (万元 where Chinese is read), with the exact amount on hover and for a screen reader. */
import type { ReactNode } from 'react';
import { money } from '../../domain/words/money.ts';
import { useSay } from '../app/locale.tsx';

const exact = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 });

/** `fen`: whole 分. */
export function Money({ fen }: { readonly fen: number }): ReactNode {
  return (
    <data value={fen} title={`¥${exact.format(fen / 100)}`}>
      {useSay()(money(fen))}
    </data>
  );
}
