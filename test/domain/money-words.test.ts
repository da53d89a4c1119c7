import { describe, expect, it } from 'vitest';
import { money, shortMoney } from '../../domain/words/money.ts';

describe('a sum in words', () => {
  it.each([
    [0, '0 元', 'CNY 0.00'],
    [1, '0.01 元', 'CNY 0.01'],
    [1_234, '12.34 元', 'CNY 12.34'],
    [80_000, '800 元', 'CNY 800.00'],
    [999_999, '9,999.99 元', 'CNY 9,999.99'],
    [1_000_000, '1 万元', 'CNY 10,000.00'],
    [1_234_500, '1.2345 万元', 'CNY 12,345.00'],
    [2_560_000_000, '2,560 万元', 'CNY 25,600,000.00'],
    [-50_000, '-500 元', 'CNY -500.00'],
  ])('%i 分 is read as people say it: %s', (fen, zh, en) => {
    expect(money(fen)).toEqual({ zh, en });
  });

  it.each([
    [1_234_567, '1.23 万元', 'CNY 12,345.67'],
    [2_564_999_999, '2,565 万元', 'CNY 25,649,999.99'],
    [999_999, '9,999.99 元', 'CNY 9,999.99'],
  ])('%i 分 among many sums is short: %s', (fen, zh, en) => {
    expect(shortMoney(fen)).toEqual({ zh, en });
  });
});
