import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf, monthsBetween } from '../../domain/audit/facets.ts';
import { FINDING_ACTS, mayAct } from '../../domain/findings/acts.ts';
import { FINDING_STATES } from '../../domain/words/lists.ts';
import { dayAfter, daysBetween } from '../../web/audit/as-of/days.ts';
import { askedOf, EMPTY_FORM, formOf, lineOf, type QuestionForm, queryOf, questionIn } from '../../web/audit/search/question.ts';

const word = fc
  .string({ unit: fc.constantFrom(...'托育地暖aZ09 &=%+#/?'), maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const day = fc.integer({ min: 0, max: 3_000 }).map((days) => dayAfter('2022-01-01', days));
const yuan = fc.integer({ min: 0, max: 999_999_999 }).map((fen) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)));
const form: fc.Arbitrary<QuestionForm> = fc
  .record(
    { text: word, project: word, person: word, document: word, stream: word, amountFrom: yuan, amountTo: yuan, from: day, to: day },
    { requiredKeys: [] },
  )
  .map((some) => ({ ...EMPTY_FORM, ...some }));

describe('a question of the audit', () => {
  it('is the same as a form, in its address and as a line of text', () => {
    fc.assert(
      fc.property(form, (filled) => {
        const query = queryOf(filled);
        expect(formOf(query)).toEqual(filled);
        expect(questionIn(lineOf(query))).toEqual({ query, unknown: [] });
        expect(askedOf({ ...query, order: 'OLDEST' })).toEqual(query);
      }),
    );
  });

  it('asks for 分 and for the day after the last one, as the API takes them', () => {
    expect(queryOf({ ...EMPTY_FORM, amountFrom: '12.3', amountTo: '12', to: '2026-02-28' })).toEqual({
      amountFrom: '1230',
      amountTo: '1200',
      to: '2026-03-01',
    });
  });

  it('keeps what is no sum and no day, so that the API can say what is wrong', () => {
    expect(queryOf({ ...EMPTY_FORM, amountFrom: '十万', to: '昨天' })).toEqual({ amountFrom: '十万', to: '昨天' });
  });

  it('names what a line asks for that no question has', () => {
    expect(questionIn('person=gao-lin&colour=red')).toEqual({ query: { person: 'gao-lin' }, unknown: ['colour'] });
  });
});

describe('facets', () => {
  it('stand by kind, the largest first, months in their order; what none has is left out', () => {
    const counts = new Map([
      ['p:ann', 2],
      ['p:bob', 5],
      ['y:2026-11', 3],
      ['y:2026-02', 4],
      ['d:api', 0],
      ['g:托', 9],
    ]);
    const { person, month, door } = facetsOf(counts);
    expect(person).toEqual([
      { value: 'bob', count: 5 },
      { value: 'ann', count: 2 },
    ]);
    expect(month.map(({ value }) => value)).toEqual(['2026-02', '2026-11']);
    expect(door).toEqual([]);
  });

  it('know every month from the first event to the last, by the clock of China', () => {
    expect(monthsBetween('2025-11-30T17:00:00.000Z', '2026-02-01T00:00:00.000Z')).toEqual(['2025-12', '2026-01', '2026-02']);
  });
});

describe('acts on a finding', () => {
  const allowed = (who: Parameters<typeof mayAct>[2]): readonly string[] =>
    FINDING_ACTS.flatMap((act) => FINDING_STATES.filter((state) => mayAct(act, state, who) === null).map((state) => `${act} ${state}`));

  it('are the auditor’s, but for explaining, which the manager and the office do', () => {
    expect(allowed({ roles: ['AUDITOR'], manages: false }).some((one) => one.startsWith('Explain'))).toBe(false);
    expect(allowed({ roles: [], manages: true })).toEqual(['Explain OPEN', 'Explain EXPLAINED']);
    expect(allowed({ roles: ['FINANCE'], manages: false })).toEqual([]);
  });

  it('end nothing twice: what has ceased takes none', () => {
    expect(allowed({ roles: ['AUDITOR', 'PROGRAMME_OFFICER'], manages: true }).filter((one) => one.endsWith('CEASED'))).toEqual([]);
  });
});

it('days of a slider are whole days over years and leap days', () => {
  expect(dayAfter('2024-02-28', 1)).toBe('2024-02-29');
  expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: -2_000, max: 2_000 }), (n) => {
      expect(daysBetween('2026-01-01', dayAfter('2026-01-01', n))).toBe(n);
    }),
  );
});
