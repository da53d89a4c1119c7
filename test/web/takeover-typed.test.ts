import { describe, expect, it } from 'vitest';
import { FACT_KINDS, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { PAPER_KINDS, type ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import { changesOf, contentOf } from '../../web/takeover/content.ts';
import { lackingInWords } from '../../web/takeover/lacking.ts';
import {
  EMPTY_FACT,
  factOfTyped,
  fieldOfFault,
  fieldsOf,
  isKind,
  isKnown,
  keyOf,
  lackingIn,
  paperOfTyped,
  typedOf,
} from '../../web/takeover/typed.ts';

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

  it('take the days of a plan as rows, by the names of milestones, and give them back', () => {
    const plan = { ...EMPTY_FACT, kind: 'PLAN_ISSUED', document: 'x', on: '2026-03-02', by: 'y' };
    const fields = { places: '60', nodes: '开工, 2024-01-16, 县卫健局\nOpening\t2025-06-01\t县妇幼保健院\t张三\n', measures: '' };
    const fact = factOfTyped({ ...plan, fields });
    expect(fact).toEqual({
      ...{ kind: 'PLAN_ISSUED', document: 'x', on: '2026-03-02', by: 'y', places: 60 },
      nodes: [
        { node: 'START', plannedOn: '2024-01-16', unit: '县卫健局' },
        { node: 'OPENING', plannedOn: '2025-06-01', unit: '县妇幼保健院', person: '张三' },
      ],
    });
    const again = fact === null ? EMPTY_FACT : typedOf(fact);
    expect(again.fields.nodes).toBe('START, 2024-01-16, 县卫健局\nOPENING, 2025-06-01, 县妇幼保健院, 张三');
    expect(factOfTyped(again)).toEqual(fact);
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

describe('what lacks before a takeover can be closed', () => {
  const facts = [
    { id: 'CONTRACT', name: { zh: '施工合同', en: 'construction contract' }, fact: { kind: 'CONTRACT', document: '青合同〔2025〕115号' } },
    { id: 'PAYMENT.P-3', name: { zh: '支付 P-3', en: 'payment P-3' }, fact: { kind: 'PAYMENT', document: '青财付〔2026〕121号' } },
  ];

  it('is told by the name and number of the matter, and by the name of its field', () => {
    expect(lackingInWords({ zh: '(CONTRACT).kind：规划未完成', en: '(CONTRACT).kind: must not be of a later stage' }, facts)).toEqual({
      zh: '施工合同（青合同〔2025〕115号）：规划未完成',
      en: 'construction contract (青合同〔2025〕115号): must not be of a later stage',
    });
    expect(lackingInWords({ zh: '(PAYMENT.P-3).amountFen：须更少', en: '(PAYMENT.P-3).amountFen: must be less: much' }, facts)).toEqual({
      zh: '支付 P-3（青财付〔2026〕121号），金额：须更少',
      en: 'payment P-3 (青财付〔2026〕121号), Sum: must be less: much',
    });
    expect(lackingInWords({ zh: '(PAYMENT.P-3).on：不得早', en: '(PAYMENT.P-3).on: must not be before' }, facts).zh).not.toContain('(');
  });

  it('of no one matter, or of one that is not on record, is told as it is', () => {
    for (const said of [
      { zh: '尚未登记任何接续事项', en: 'facts must be there' },
      { zh: '(ROSTER).kind：须有', en: '(ROSTER).kind: must be there' },
    ])
      expect(lackingInWords(said, facts)).toEqual(said);
  });
});

describe('what a fact holds, for the second person', () => {
  const options = { choices: { milestone: [], rules: [], step: [] }, stages: [] };
  const basis = { document: '青合同〔2025〕115号', on: '2025-10-24', by: '县住建局' };
  const contract: TakenFact = { kind: 'CONTRACT', ...basis, contractor: '甲公司', amountFen: 2_412_000_000 };

  it('is told by the names of its fields, closed lists and sums in words', () => {
    expect(contentOf(contract, options).map(({ name, value }) => `${name.en}: ${value.en}`)).toEqual([
      'Contractor: 甲公司',
      'Sum: CNY 24,120,000.00',
    ]);
    const payment: TakenFact = { kind: 'PAYMENT', ...basis, key: 'P-1', amountFen: 100, payment: 'ADVANCE' };
    expect(contentOf(payment, options).map(({ name, value }) => `${name.zh}：${value.zh}`)).toEqual(['金额：1 元', '支付种类：工程预付款']);
  });

  it('is told of each field that a correction changes, also where number, day and sum stay', () => {
    expect(
      changesOf(contract, { ...contract, contractor: '乙公司', retentionMonths: 24, note: '补充协议' }, options).map(({ name, was, now }) => [
        name.zh,
        was.zh,
        now.zh,
      ]),
    ).toEqual([
      ['施工单位', '甲公司', '乙公司'],
      ['说明', '无', '补充协议'],
      ['缺陷责任期（月）', '无', '24'],
    ]);
    expect(changesOf(contract, { ...contract }, options)).toEqual([]);
  });
});
