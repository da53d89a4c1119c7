/** What notices carry: whatever the kind, people can be named, text can be kept, and nobody stands in it by name or address. */
import { describe, expect, it } from 'vitest';
import { foldOf } from '../../domain/cases.ts';
import { peopleTold } from '../../domain/notice-facts.ts';
import { factsThen, noticesAt } from '../../domain/notices-of.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { HOLDERS, person, route } from '../setup/builders.ts';

const STREAM = 'approval/QH-01.FSR';
const PEOPLE = ['ann', 'ben', 'carl', 'dora', 'manager', ...Object.values(HOLDERS).flat()];

/** An approval in which much happens, and all that was made due on the way. */
function played() {
  const box = new ApprovalBox({ ...route({ agree: 'ALL', people: ['ann', 'ben'] }, { people: ['dora'] }), limit: { n: 20, unit: 'WD' } });
  box.ask('ann', { type: 'AskOpinion', of: 'carl', question: '造价是否合理？' });
  box.ask('carl', { type: 'GiveOpinion', opinion: '合理' });
  box.ask('ben', { type: 'Ask', to: 'manager', question: '依据是什么？' });
  box.ask('manager', { type: 'Answer', text: '见附件' });
  box.ask('ann', { type: 'MarkSeen' });
  box.system({ type: 'StandIn', mandate: 'DL-1', principal: 'ben', delegate: 'carl', scope: {}, basis: '函' });
  box.ask('ann', { type: 'Copy', people: ['dora'], note: '请知悉' });
  box.send({ type: 'Nudge' }, person('manager'));
  box.until('2023-03-31T00:00:00.000Z');
  box.ask('ann', { type: 'Decide', choice: 'RETURN', reason: '缺少明细', seen: box.state.contentHash });
  const due = box.events.flatMap((event, nth) => {
    const state = foldOf(STREAM, box.events.slice(0, nth + 1));
    return state === null ? [] : noticesAt(STREAM, state, event).map((notice) => ({ ...notice, nth }));
  });
  return { box, due };
}

const stringsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];

describe('the facts of a notice', () => {
  it('name nobody whom a mail could not call by name', () => {
    const { due } = played();
    expect(new Set(due.map(({ template }) => template)).size).toBeGreaterThan(12);
    for (const { facts, template } of due) {
      const named = [...new Set(stringsIn(facts).filter((text) => PEOPLE.includes(text)))];
      expect([template, named.filter((id) => !peopleTold(facts).includes(id))]).toEqual([template, []]);
    }
  });

  it('are what the record gives again, up to their event, for each of those who were told', () => {
    const { box, due } = played();
    for (const { nth, template, to, task, facts } of due) {
      const recipient = 'person' in to ? to.person : 'somebody who holds the role';
      expect(factsThen(STREAM, box.events.slice(0, nth + 1), { template, recipient, task: task ?? null })).toEqual(facts);
    }
  });

  it('tell of the case alone where no rule of today makes such a notice due', () => {
    const { box } = played();
    const facts = factsThen(STREAM, box.events, { template: 'light', recipient: 'ann', task: null });
    expect(facts).toMatchObject({ title: box.state.title, applicant: 'manager', content: box.state.contentHash });
  });

  it('hold no text that a database refuses, whatever a state of an older release holds', () => {
    const { box } = played();
    const event = box.events.find(({ type }) => type === 'CopySent');
    if (event === undefined) throw new Error('no copy');
    const state = { ...box.state, status: 'RETURNED', closeReason: '\u0000', title: { zh: '前\u0000后', en: 'x\ud800' } };
    const data = { from: 'manager', to: 'carl', basis: '函' };
    const [told] = noticesAt(STREAM, state, { ...event, type: 'ApplicantChanged', data });
    expect(told?.facts).toMatchObject({ title: { zh: '前\ufffd后', en: 'x\ufffd' }, reason: '\ufffd' });
  });

  it('are small: the case is not copied into them', () => {
    const { due } = played();
    for (const { facts, template } of due) expect([template, JSON.stringify(facts).length < 1_500]).toEqual([template, true]);
  });
});
