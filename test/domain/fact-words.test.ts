/** What was taken over, and what an air test found, as people read it. */
import { describe, expect, it } from 'vitest';
import { toRectify } from '../../domain/stages/acceptance/rectification-words.ts';
import { paperWords } from '../../domain/taken-fact/programme-papers.ts';
import { factName, factWords } from '../../domain/takeover/fact-words.ts';

const funds = {
  kind: 'FUNDS',
  key: 'COUNTY-1',
  source: 'COUNTY',
  amountFen: 864_000_000,
  document: '青财建〔2025〕109号',
  on: '2025-10-30',
  by: '县财政局',
} as const;

describe('what was taken over', () => {
  it('names the money by its source, not by the key that the file gave it', () => {
    expect(factName(funds)).toEqual({ zh: '资金到位 县级资金', en: 'funds received county funds' });
  });

  it('tells its day in words', () => {
    expect(factWords(funds).zh).toBe('资金到位 县级资金（青财建〔2025〕109号，2025年10月30日，864 万元，县财政局）');
    const paper = {
      kind: 'FUNDS_GRANTED',
      key: 'ZJ-1',
      source: 'COUNTY',
      amountFen: 864_000_000,
      document: 'X 1',
      on: '2025-10-30',
      by: 'Y',
    } as const;
    expect(paperWords(paper).en).toBe('funds granted ZJ-1 (X 1, 30 Oct 2025, CNY 8,640,000.00, Y)');
  });
});

describe('what must be rectified', () => {
  it('names pollutants as people do', () => {
    const test = { faults: ['formaldehyde 0.1 > 0.08', 'tvoc 0.68 > 0.6'] };
    expect(toRectify({ ordered: [4], air: test as never, airOfWorks: null }).zh).toBe('验收第 4 项须整改（甲醛 0.1 > 0.08；TVOC 0.68 > 0.6）'); // only its faults are told
  });
});
