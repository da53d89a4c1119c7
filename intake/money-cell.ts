/** A sum of money in a cell, as 分. Deliberately absent: sums in words (壹仟元), and guessing that 万 is meant. */
import type { Text } from '../domain/kernel/values.ts';
import { formatHint, must, numberIn, plain, type Reader } from './cells.ts';
import { shown } from './table.ts';

/** `1300`, `¥1,300.50`, `1300元/月`, `1300元整`; ten thousands only where 万 is written. */
export function yuan({
  absurdBelow,
  absurdFrom,
  most,
}: {
  readonly absurdBelow: number;
  readonly absurdFrom: number;
  readonly most: number;
}): Reader<number> {
  const what: Text = {
    zh: `0 至 ${most} 元的金额，最多两位小数，如 1300`,
    en: `a sum in 元 from 0 to ${most} with at most two decimals, such as 1300`,
  };
  return (cell) => {
    const text = cell.kind === 'TEXT' ? { ...cell, text: plain(cell.text).replace(/^(¥|RMB|CNY|人民币)\s*/i, '') } : cell;
    const found = numberIn(text, /\s*(万元?|元)?整?(\/月|每月)?$/);
    const tenThousands = found?.unit.includes('万') === true;
    const fen = found === null ? -1 : Number((found.n * (tenThousands ? 1_000_000 : 100)).toFixed(4));
    if (fen < 0 || !Number.isInteger(fen) || fen > most * 100) return must(what, cell, formatHint(cell));
    const there = shown(cell);
    const was: Text = { zh: `${there.zh}已读作 ${fen / 100} 元`, en: `${there.en} was read as ${fen / 100} 元` };
    if (fen > 0 && fen < absurdBelow * 100)
      return { value: fen, warning: { zh: `${was.zh}；如指万元，请在后面写“万元”`, en: `${was.en}; if 万元 are meant, write 万元 behind it` } };
    return fen >= absurdFrom * 100 ? { value: fen, warning: { zh: `${was.zh}，是否有误？`, en: `${was.en}; is it right?` } } : { value: fen };
  };
}
