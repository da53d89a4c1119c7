import { describe, expect, it } from 'vitest';
import { NOTICE_TEMPLATES } from '../../domain/notice/due.ts';
import { beginsWeek, digestDay, faultsOf, planOf, topicOf, USUAL_WISHES, type Wishes } from '../../domain/notice/preference.ts';
import { visible } from '../../domain/text/shown.ts';
import { calendar } from '../setup/builders.ts';

const wishes = (changed: Partial<Wishes>): Wishes => ({ ...USUAL_WISHES, ...changed });
const nights: Wishes['quiet'] = { from: '21:00', to: '07:30', restDays: false };
const at = (text: string): string => new Date(`${text}:00+08:00`).toISOString();
const until = (plan: ReturnType<typeof planOf>): string =>
  plan.kind === 'HOLD' ? new Date(Date.parse(plan.until) + 8 * 3_600_000).toISOString().slice(0, 16) : plan.kind;

describe('what a person wants to be told', () => {
  it.each([
    ['in the evening until the morning after', nights, '2026-11-24T21:00', '2026-11-25T07:30'],
    ['at night until this morning', nights, '2026-11-25T03:10', '2026-11-25T07:30'],
    ['not at the minute at which it ends', nights, '2026-11-25T07:30', 'NOW'],
    ['not by day', nights, '2026-11-25T12:00', 'NOW'],
    ['over a weekend, until Monday morning', { ...nights, restDays: true }, '2026-11-28T10:00', '2026-11-30T07:30'],
    ['over the holidays of the calendar, not only weekends', { ...nights, restDays: true }, '2026-10-01T10:00', '2026-10-08T07:30'],
    ['not on a Saturday that is worked', { ...nights, restDays: true }, '2026-02-14T10:00', 'NOW'],
    ['at noon, within one day', { from: '12:00', to: '14:00', restDays: false }, '2026-11-25T12:30', '2026-11-25T14:00'],
    ['only on days off', { from: '00:00', to: '00:00', restDays: true }, '2026-11-29T23:00', '2026-11-30T00:00'],
    ['when he has no quiet hours', null, '2026-11-25T03:10', 'NOW'],
  ])('is held %s', (_what, quiet, now, expected) => {
    expect(until(planOf('task', wishes({ quiet }), at(now), calendar))).toBe(expected);
  });

  it('never holds what he asked for himself just now', () => {
    for (const template of ['code', 'fresh-link', 'bounce'] as const)
      expect(planOf(template, wishes({ quiet: nights }), at('2026-11-25T03:10'), calendar).kind).toBe('NOW');
  });

  it('waits for the digest or is dropped, topic by topic', () => {
    const mine = wishes({ mail: { ...USUAL_WISHES.mail, OUTCOMES: 'DIGEST', RECEIPTS: 'OFF' } });
    expect(planOf('decided', mine, at('2026-11-25T12:00'), calendar).kind).toBe('DIGEST');
    expect(planOf('receipt', mine, at('2026-11-25T12:00'), calendar).kind).toBe('OFF');
    expect(planOf('task', mine, at('2026-11-25T12:00'), calendar).kind).toBe('NOW');
    // One event can differ from its topic.
    const one = { ...mine, events: { decided: { mail: 'AT_ONCE' as const }, withdrawn: { mail: 'OFF' as const } } };
    expect(['decided', 'withdrawn', 'accepted'].map((name) => planOf(name as 'decided', one, at('2026-11-25T12:00'), calendar).kind)).toEqual([
      'NOW',
      'OFF',
      'DIGEST',
    ]);
    expect(
      faultsOf({ ...USUAL_WISHES, events: { task: { mail: 'DIGEST' }, overdue: { mail: 'OFF' }, code: { mail: 'OFF' }, light: { mail: 'DIGEST' } } }),
    ).toHaveLength(3);
  });

  it('cannot switch off what he is asked to do, nor a light; every fault is told', () => {
    const faults = faultsOf(
      wishes({ mail: { ...USUAL_WISHES.mail, TASKS: 'OFF', CLOCKS: 'OFF' }, quiet: { from: '08:00', to: '08:00', restDays: false } }),
    );
    expect(faults).toHaveLength(3);
    expect(faultsOf(USUAL_WISHES)).toEqual([]);
  });

  it('knows a topic for every notice', () => {
    for (const template of NOTICE_TEMPLATES) expect(topicOf(template)).toBeTruthy();
  });

  it.each([
    ['from 08:30 on a working day', '2026-11-25T08:30', '2026-11-25'],
    ['not before', '2026-11-25T08:29', null],
    ['not any more at noon', '2026-11-25T12:00', null],
    ['not on a Sunday', '2026-11-29T09:00', null],
    ['not on a holiday', '2026-10-01T09:00', null],
    ['on a Saturday that is worked', '2026-02-14T09:00', '2026-02-14'],
  ])('sends the overview %s', (_what, now, day) => {
    expect(digestDay(at(now), '08:30', calendar)).toBe(day);
  });

  it.each([
    ['a Monday', '2026-11-30', true],
    ['a Tuesday', '2026-12-01', false],
    ['the day after a holiday of the week', '2026-10-08', true],
    ['the day after that', '2026-10-09', false],
    ['a Saturday that is worked after its week', '2026-02-14', false],
    ['a day off', '2026-10-05', false],
  ])('tells figures on the first working day of a week: %s', (_what, day, first) => {
    expect(beginsWeek(day, calendar)).toBe(first);
  });
});

describe('text that somebody wrote to deceive', () => {
  it('shows its control, direction and zero-width characters, and leaves lines, tabs and every script alone', () => {
    expect(visible('a\u202ecba\u200b\u0000\u001b\u00ad')).toBe('a‹U+202E›cba‹U+200B›‹U+0000›‹U+001B›‹U+00AD›');
    expect(visible('青禾县\n第一行\t表 é ü 𠮷 👩')).toBe('青禾县\n第一行\t表 é ü 𠮷 👩');
  });
});
