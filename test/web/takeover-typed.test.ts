import { describe, expect, it } from 'vitest';
import { FACT_KINDS } from '../../domain/taken-fact/kinds.ts';
import { PAPER_KINDS, type ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import { EMPTY_FACT, fieldOfFault, fieldsOf, isKind, isKnown, keyOf, lackingIn, paperOfTyped, typedOf } from '../../web/takeover/typed.ts';

const GRANT: ProgrammePaper = {
  kind: 'FUNDS_GRANTED',
  document: '青财社〔2026〕8号',
  on: '2026-03-02',
  by: '县财政局',
  key: 'ZJ-1',
  source: 'CENTRAL',
  amountFen: 1_234_500,
};

describe('papers of a programme as they are typed', () => {
  it('share no name with facts of projects, or one of them could not be typed', () => {
    expect(Object.keys(PAPER_KINDS).filter((kind) => isKind(kind))).toEqual([]);
    for (const kind of [...Object.keys(FACT_KINDS), ...Object.keys(PAPER_KINDS)]) expect(isKnown(kind)).toBe(true);
  });

  it('come back as they were, with sums in yuan while they are typed', () => {
    const typed = typedOf(GRANT);
    expect(typed.fields).toEqual({ key: 'ZJ-1', source: 'CENTRAL', amountFen: '12345.00' });
    expect(paperOfTyped(typed)).toEqual(GRANT);
  });

  it('are no facts, and what lacks is told at its field', () => {
    expect(paperOfTyped({ ...EMPTY_FACT, kind: 'PAYMENT' })).toBeNull();
    expect(Object.keys(lackingIn({ ...EMPTY_FACT, kind: 'FUNDS_GRANTED' }, 'needed'))).toEqual([
      'document',
      'on',
      'by',
      'fields.key',
      'fields.source',
      'fields.amountFen',
    ]);
    expect([keyOf('FUNDS_GRANTED'), keyOf('GROUP_SET_UP')]).toEqual(['key', undefined]);
    expect(fieldsOf('GROUP_SET_UP').map(({ name }) => name)).toEqual(['members']);
  });

  it.each([
    ['papers[0] (FUNDS_GRANTED.ZJ-1).amountFen', 'fields.amountFen'],
    ['paper (GROUP_SET_UP).on', 'on'],
    ['facts[2] (PAYMENT.P-3).amountFen', 'fields.amountFen'],
    ['reason', undefined],
  ])('%s stands at %s', (at, field) => {
    expect(fieldOfFault(at)).toBe(field);
  });
});
