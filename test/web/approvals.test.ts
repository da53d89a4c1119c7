/** What the approvals' pages make of an address and of what was typed: hostile, empty, in full-width digits. */
import { describe, expect, it } from 'vitest';
import { fenOf, numberOf } from '../../domain/approval/typed-value.ts';
import { chosenIn, decisionFor, MOST_TOGETHER, NOTHING_WRITTEN } from '../../web/approvals/batch/facts.ts';
import { type Act, commandOf, isAskedAgain, keyOf, linesIn, missingIn, NOTHING, sorted } from '../../web/approvals/case/acts.ts';
import type { Case } from '../../web/approvals/case/facts.ts';
import { askedOf, isNarrowed } from '../../web/approvals/lists/facts.ts';
import { unreadableIn, valuesIn } from '../../web/approvals/new/filled.ts';

const actOf = (act: string, command: object, fields: readonly object[] = [], refused: object | null = null) =>
  ({ act, name: { zh: act, en: act }, command: { type: 'Decide', ...command }, fields, refused }) as unknown as Act; // as the API tells one
const field = (name: string, kind: string, required = true, choices?: readonly string[]) => ({
  name,
  kind,
  required,
  ...(choices === undefined ? {} : { choices }),
});

describe('the address of a list', () => {
  it('asks for what it says, and leaves out what is no filter', () => {
    expect(askedOf({ list: 'mine', light: 'RED', from: '2026-11-01', q: ' 可研 ' })).toEqual({
      list: 'mine',
      limit: 50,
      light: 'RED',
      from: '2026-11-01',
      q: '可研',
    });
    expect(askedOf({ list: 'everything', light: 'PURPLE', from: '2026-13-40', to: '昨天', q: '   ', matter: '' })).toEqual({
      list: 'todo',
      limit: 50,
    });
    expect(askedOf({ q: '长'.repeat(500) }).q).toHaveLength(80);
  });
  it('is narrowed by filters alone, not by its list or its columns', () => {
    expect(isNarrowed({ list: 'done', cols: 'title,due' })).toBe(false);
    expect(isNarrowed({ to: '2026-11-30' })).toBe(true);
  });
});

describe('an act', () => {
  it('sends what it knows and what was filled in, digits of an input method as numbers, nothing that is empty', () => {
    const approve = actOf('APPROVE', { choice: 'APPROVE', task: 3, seen: 'x' }, [
      field('conditions', 'LINES'),
      field('score', 'SCORE'),
      field('reason', 'LONG_TEXT', false),
    ]);
    const typed = { ...NOTHING, words: { conditions: '补齐报价\n\n  两周内完工 \n', score: '８６.５', reason: '   ' } };
    expect(commandOf(approve, typed)).toEqual({
      type: 'Decide',
      choice: 'APPROVE',
      task: 3,
      seen: 'x',
      conditions: ['补齐报价', '两周内完工'],
      score: 86.5,
    });
    expect(linesIn('\n \n')).toEqual([]);
  });
  it('does not take a reason that is chosen for one that is written', () => {
    const pause = actOf('PAUSE', { type: 'Pause' }, [field('reason', 'CHOICE', true, ['HEARING']), field('notice', 'LONG_TEXT')]);
    const typed = { ...NOTHING, words: { reason: '写给不同意的理由', 'PAUSE.reason': 'HEARING', notice: '听证通知〔2026〕3号' } };
    expect(commandOf(pause, typed)).toEqual({ type: 'Pause', reason: 'HEARING', notice: '听证通知〔2026〕3号' });
  });
  it('returns to the first that the route allows, where nobody chose', () => {
    const back = actOf('RETURN', {}, [field('to', 'CHOICE', false, ['PLAN', 'CHECK'])]);
    expect(commandOf(back, NOTHING)).toEqual({ type: 'Decide', to: 'PLAN' });
    expect(commandOf(back, { ...NOTHING, words: { 'RETURN.to': 'CHECK' } })).toEqual({ type: 'Decide', to: 'CHECK' });
  });
  it('says of a copy or a withdrawal that nothing was written', () => {
    expect(commandOf(actOf('WITHDRAW', { type: 'Withdraw' }, [field('reason', 'LONG_TEXT', false)]), NOTHING)).toEqual({
      type: 'Withdraw',
      reason: '',
    });
  });
  it.each([
    ['SCORE', '101', 'score'],
    ['SCORE', 'abc', 'score'],
    ['SCORE', '０', null],
    ['DAYS', '0', 'number'],
    ['DAYS', '2.5', 'number'],
    ['LONG_TEXT', ' \n ', 'text'],
    ['CHOICE', '', 'choice'],
  ])('finds in a field of kind %s with %j: %s', (kind, text, missing) => {
    const one = field('value', kind) as Act['fields'][number]; // as the API tells one
    const act = actOf('X', {}, [one]);
    const key = kind === 'CHOICE' ? 'X.value' : 'value';
    expect(missingIn(one, act, { ...NOTHING, words: { [key]: text } })).toBe(missing);
  });
  it('is confirmed where it refuses or ends something, and not where the next step follows', () => {
    expect(['REJECT', 'RETURN', 'RECUSE', 'WITHDRAW'].every((act) => isAskedAgain(actOf(act, {}), false))).toBe(true);
    expect([isAskedAgain(actOf('APPROVE', {}), false), isAskedAgain(actOf('APPROVE', {}), true)]).toEqual([false, true]);
  });
  it('is told from the same act for somebody else, and stands before what is rarely done', () => {
    const [own, other, ask] = [actOf('APPROVE', { task: 1 }), actOf('APPROVE', { task: 4 }), actOf('ASK', {})];
    expect([own, other, ask].map((act) => keyOf(act, [own, other, ask]))).toEqual(['APPROVE-1', 'APPROVE-4', 'ASK']);
    expect(sorted([ask, own])).toEqual({ first: [own], more: [ask] });
  });
});

describe('several together', () => {
  it('are read from the address each once, at most as many as the API takes', () => {
    expect(chosenIn('QH-01~A:3,QH-01~A:4,nonsense,<b>:1,QH-02:0x1,QH-02:2')).toEqual([
      { id: 'QH-01~A', task: 3 },
      { id: 'QH-02', task: 2 },
    ]);
    expect(chosenIn(undefined)).toEqual([]);
    expect(chosenIn(Array.from({ length: 80 }, (_, n) => `A-${n}:1`).join(','))).toHaveLength(MOST_TOGETHER);
  });
  it('are decided on the round, step and content that were shown, and not where the act is refused, asks more, or is of another task', () => {
    const approve = (fields: readonly object[] = [], refused: object | null = null) =>
      ({ id: 'A-1', acts: [actOf('APPROVE', { task: 3, round: 2, step: 1, seen: 'hash' }, fields, refused)] }) as unknown as Case; // what of it is asked for
    const written = { ...NOTHING_WRITTEN, own: { 'A-1': ' 同意。 ' } };
    expect(decisionFor(approve(), { id: 'A-1', task: 3 }, written)).toEqual({
      approval: 'A-1',
      task: 3,
      round: 2,
      step: 1,
      seen: 'hash',
      reason: '同意。',
    });
    expect(decisionFor(approve(), { id: 'A-1', task: 9 }, written)).toBeNull();
    expect(decisionFor(approve([], { code: 'PAUSED' }), { id: 'A-1', task: 3 }, written)).toBeNull();
    expect(decisionFor(approve([field('score', 'SCORE')]), { id: 'A-1', task: 3 }, written)).toBeNull();
  });
});

describe('a sum that is typed or pasted', () => {
  const both = (text: string) => ({ zh: text, en: text });
  const form = [
    { key: 'sum', type: 'MONEY', label: both('变更金额') },
    { key: 'area', type: 'NUMBER', label: both('面积') },
    { key: 'parts', type: 'TABLE', label: both('分项'), columns: [{ key: 'each', type: 'MONEY', label: both('单价') }] },
  ] as const;
  const wrongOf = (filled: Parameters<typeof unreadableIn>[1]) => unreadableIn(form, filled, ({ type, label }) => `${type} ${label.zh}`);

  it.each([
    ['１２３４．５６', 123_456],
    ['1,280,000.5', 128_000_050],
    [' 360000 ', 36_000_000],
    ['12.345', null],
    ['-5', null],
    ['1e9', null],
    ['36万', null],
    ['99999999999999999999', null],
    ['0x10', null],
  ])('%s is read as it stands or not at all: %s 分', (typed, fen) => {
    expect(fenOf(typed)).toBe(fen);
    expect(wrongOf({ sum: typed })).toEqual(fen === null ? { 'filled.sum': 'MONEY 变更金额' } : {});
  });
  it.each([
    ['４２００', 4200],
    ['4,200.5', 4200.5],
    ['-3', -3],
    ['1e9', null],
    ['0x10', null],
    ['4200平方米', null],
  ])('so is a number: %s is %s', (typed, number) => {
    expect(numberOf(typed)).toBe(number);
    expect(wrongOf({ area: typed })).toEqual(number === null ? { 'filled.area': 'NUMBER 面积' } : {});
  });
  it('is found in a table too, and nothing is wrong with a field left empty', () => {
    expect(wrongOf({ parts: [{ each: '12' }, { each: '三万' }] })).toEqual({ 'filled.parts': 'MONEY 单价' });
    expect(wrongOf({ sum: '  ', area: '', parts: [{}] })).toEqual({});
    expect(valuesIn(form, { sum: '１２．５', area: '７' })).toEqual({ sum: 1250, area: 7 });
  });
});
