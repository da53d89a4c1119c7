import { describe, expect, it } from 'vitest';
import type { Field } from '../../web/projects/stages/facts.ts';
import { asFilledIn, blankOf, bodyOf, typedFrom, wrongIn } from '../../web/projects/stages/typed.ts';

const text = (zh: string) => ({ zh, en: zh });
const field = (key: string, more: Partial<Field>): Field => ({ key, kind: 'TEXT', label: text(key), required: true, optional: false, ...more });
const RULES = [field('rules', { kind: 'ROWS', fields: [field('rule', { kind: 'CHOICE' }), field('file', { kind: 'FILE' })] })];
const PERMITS = [field('permits', { kind: 'ROWS', fields: [field('number', {}), field('issuer', { required: false, optional: true })] })];
const FILE = { title: '岗位职责.pdf', sha256: 'a'.repeat(64), mediaType: 'application/pdf', size: 12 };

describe('rows of a form', () => {
  it('begin with one where one is asked for at least, and what it lacks is said in it', () => {
    const blank = blankOf(PERMITS);
    expect(blank).toEqual({ permits: [{ number: '', issuer: '' }] });
    expect(Object.keys(wrongIn(PERMITS, blank))).toEqual(['permits.0.number']);
    expect(Object.keys(wrongIn(PERMITS, { permits: [] }))).toEqual(['permits']);
  });

  it('that stand as the form began them and are not whole were left alone: the others are sent, each at its place', () => {
    const start = typedFrom(RULES, { rules: [{ rule: 'DUTIES' }, { rule: 'ENTRY' }, { rule: 'HYGIENE' }] });
    const typed = {
      rules: [
        { rule: 'DUTIES', file: [] },
        { rule: 'ENTRY', file: [FILE] },
        { rule: 'HYGIENE', file: [] },
      ],
    };
    const filledIn = asFilledIn(RULES, typed, start);
    expect(wrongIn(RULES, filledIn)).toEqual({});
    expect(bodyOf(RULES, filledIn)).toEqual({ rules: [{ rule: 'ENTRY', file: { title: FILE.title, sha256: FILE.sha256 } }] });
    // One that somebody began is asked for.
    const begun = { rules: [{ rule: 'FIRE', file: [] }, ...typed.rules.slice(1)] };
    expect(Object.keys(wrongIn(RULES, asFilledIn(RULES, begun, start)))).toEqual(['rules.0.file']);
  });

  it('that were all left alone are asked for from the first, as it stands', () => {
    const start = typedFrom(RULES, { rules: [{ rule: 'DUTIES' }, { rule: 'ENTRY' }] });
    expect(Object.keys(wrongIn(RULES, asFilledIn(RULES, start, start)))).toEqual(['rules.0.file']);
  });

  it('that are whole as the form began them are sent', () => {
    const start = typedFrom(PERMITS, { permits: [{ number: '青许可1号' }] });
    expect(bodyOf(PERMITS, asFilledIn(PERMITS, start, start))).toEqual({ permits: [{ number: '青许可1号' }] });
  });
});

it('a time of day and a sum are taken as an input method writes them', () => {
  const fields = [field('time', {}), field('amountFen', { kind: 'MONEY' })];
  expect(bodyOf(fields, { time: '１４：３０', amountFen: '１２３，４５６．５０元' })).toEqual({ time: '14:30', amountFen: 12_345_650 });
  // What is said in words is no sum: nobody guesses.
  expect(Object.keys(wrongIn(fields, { time: '14:30', amountFen: '36 万元' }))).toEqual(['amountFen']);
});
