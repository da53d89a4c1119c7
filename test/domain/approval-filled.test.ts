/** Fields that deciders fill in: who may, what stands, what is refused, what becomes of it when a case goes back, where it is read. */
import { describe, expect, it } from 'vitest';
import { actsNow } from '../../domain/approval/acts-now.ts';
import { audienceOf, dataReadBy, readBy } from '../../domain/approval/audience.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import { contentLines } from '../../domain/approval/content-lines.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState, Content } from '../../domain/approval/facts.ts';
import { filledNow, fillingsOf } from '../../domain/approval/filled.ts';
import type { Form } from '../../domain/approval/form-shape.ts';
import type { ApprovalCommand, Decide } from '../../domain/approval/messages.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import { readingOf } from '../../domain/approval/reader-view.ts';
import { mayBeAnsweredByMail, mayBeBatched, type Route } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { matterTold } from '../../domain/approval/told.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { peopleTold } from '../../domain/notice-facts.ts';
import { calendar, choose, openApproval, person, route, Sandbox, type StepFacts, world } from '../setup/builders.ts';

const both = (zh: string) => ({ zh, en: zh });
const FORM: Form = [
  { key: 'sum', label: both('送审金额'), type: 'MONEY', required: true, fact: 'amountFen' },
  { key: 'why', label: both('事由'), type: 'LONG_TEXT' },
  { key: 'approved', label: both('核定金额'), type: 'MONEY', required: true, least: 100, filledAt: ['s0', 's1'] },
  { key: 'grade', label: both('内部评价'), type: 'TEXT', most: 10, filledAt: ['s1'], seenBy: { steps: ['s1'] } },
  { key: 'handler', label: both('承办人'), type: 'PERSON', filledAt: ['s0'] },
];
const applied: Content = { summary: [], documents: [], amountFen: 500_000_00, values: { sum: 500_000_00, why: '更换' } };
const STEPS: readonly StepFacts[] = [{ people: ['ann', 'ben'], agree: 'ALL' }, { people: ['cat'] }];

type Box = Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>;
function opened(steps = STEPS, form: Form = FORM): Box {
  const box: Box = new Sandbox(approvalCase('QH-01~F'), world(calendar, undefined, { unknown: ['nobody'] }));
  expect(
    box.send(openApproval({ ...route(...steps), form }, { owner: null, content: applied }), {
      ...person('x'),
      door: 'case',
      person: null,
      assurance: 'system',
    }),
  ).toBeNull();
  return box;
}
const agree = (box: Box, who: string, more: Partial<Decide> = {}) => box.send(choose(box.state, 'APPROVE', undefined, undefined, more), person(who));
const seeing = (box: Box, more: Partial<Decide>): Partial<Decide> => ({ fillings: fillingsOf(box.state), ...more });
const standing = (box: Box) => Object.fromEntries(filledNow(box.state).map(({ key, value, person: who }) => [key, [value, who]]));
const en = (rejection: { readonly faults?: readonly string[] } | null): readonly string[] => rejection?.faults ?? [];
const faultsOf = (of: Route): readonly string[] => checkRoute(of).faults.map((fault) => fault.en);
const name = (id: string) => ({ zh: id, en: id });

describe('a field that deciders fill in', () => {
  it('names steps of its route, gives no fact, is neither files nor a table, and stands in no batch and no answer by mail', () => {
    const bad = (more: object) => faultsOf({ ...route(...STEPS), form: [{ key: 'k', label: both('k'), type: 'TEXT', ...more } as Form[number]] });
    expect(bad({ filledAt: ['s0', 'nowhere'] })).toEqual(['form[0] (k).filledAt: must be steps of the route; there is no nowhere']);
    expect(bad({ filledAt: [] })).toEqual(['form[0] (k).filledAt: must name at least one step']);
    expect(bad({ filledAt: ['s0'], fact: 'kind' })[0]).toContain('.fact: must be left out');
    expect(bad({ filledAt: ['s0'], type: 'FILES' })[0]).toContain('.type: must be neither files nor a table');
    expect(bad({ filledAt: ['s0'] })).toEqual([]);
    const batched = { ...route({ ...STEPS[0], batch: true }, STEPS[1] ?? {}), form: FORM };
    expect([mayBeBatched(batched, 0), mayBeAnsweredByMail(batched, 0), mayBeAnsweredByMail({ ...batched, form: [] }, 0)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(faultsOf(batched)[0]).toContain('a field that must be filled in');
  });

  it('is not the applicant’s', () => {
    const box: Box = new Sandbox(approvalCase('QH-01~F'), world(calendar));
    const {
      type: _,
      acceptedOn: __,
      ...matter
    } = openApproval({ ...route(...STEPS), form: FORM }, { owner: null, content: { ...applied, values: { ...applied.values, approved: 1 } } }) as {
      type: string;
      acceptedOn: string;
    };
    expect(box.send({ ...matter, type: 'Draft' } as unknown as ApprovalCommand, person('manager'))).toBeNull();
    expect(en(box.send({ type: 'Submit' }, person('manager')))).toEqual(['values.approved: must be left out; deciders fill it in when they decide']);
    expect(box.send({ type: 'SaveDraft', content: applied }, person('manager'))).toBeNull();
    expect(box.send({ type: 'Submit' }, person('manager'))).toBeNull();
  });

  it('must be filled in by whoever agrees first, with every fault in one report, and is recorded beside the content', () => {
    const box = opened();
    const hash = box.state.contentHash;
    const missing = agree(box, 'ann');
    expect([missing?.code, missing?.message.zh, en(missing)]).toEqual([
      'FORM_FAULTS',
      '本环节由审批人填写的内容（“核定金额”、“承办人”）有误或未填，请在审批页面逐项更正后再提交；未记录。',
      ['values.approved: must be filled in: 核定金额'],
    ]);
    expect(en(agree(box, 'ann', { values: { approved: 12.5, sum: 1, grade: '优', who: 'x', handler: 7 } }))).toEqual([
      'values.sum: must be left out; it is not filled in at this step',
      'values.grade: must be left out; it is not filled in at this step',
      'values.who: must be left out; the form has no such field',
      'values.approved: must be a whole number of 分, not negative',
      'values.handler: must be the id of a person',
    ]);
    expect(en(box.send(choose(box.state, 'REJECT', '不宜', undefined, { values: { approved: 100 } }), person('ann')))).toEqual([
      'values.approved: must be left out; it is filled in with an agreement alone',
    ]);
    expect(agree(box, 'ann', { values: { approved: 420_000_00, handler: 'dora' } })).toBeNull();
    expect(box.state.decisions.at(-1)?.filled).toEqual([
      { key: 'approved', was: null, value: 420_000_00 },
      { key: 'handler', was: null, value: 'dora' },
    ]);
    expect(box.state.contentHash).toBe(hash);
    expect(standing(box)).toEqual({ approved: [420_000_00, 'ann'], handler: ['dora', 'ann'] });
  });

  it('names people of the programme alone', () => {
    const box = opened();
    expect(() => agree(box, 'ann', { values: { approved: 100, handler: 'nobody' } })).toThrow();
  });

  it('is not changed by a colleague of the same step, who sees it before they agree; a later step may change it', () => {
    const box = opened();
    expect(agree(box, 'ann', { values: { approved: 420_000_00 } })).toBeNull();
    // A mail of before, or a page that was opened before, did not show it.
    box.now = '2023-03-13T03:00:00.000Z';
    expect(agree(box, 'ben', { fillings: 0 })?.code).toBe('SUPERSEDED');
    expect(en(agree(box, 'ben', seeing(box, { values: { approved: 1_000_000 } })))[0]).toContain('values.approved: must stay as it is');
    expect(en(agree(box, 'ben', seeing(box, { values: { approved: '' } })))).toEqual([
      'values.approved: must be left as it is or written anew; it cannot be emptied',
    ]);
    expect(agree(box, 'ben', seeing(box, { values: { approved: 420_000_00 } }))).toBeNull();
    expect(box.state.decisions.at(-1)?.filled).toBeUndefined();
    expect(box.state.step).toBe(1);
    expect(agree(box, 'cat', { values: { approved: 400_000_00, grade: '良' } })).toBeNull();
    expect(box.state.decisions.at(-1)?.filled).toEqual([
      { key: 'approved', was: 420_000_00, value: 400_000_00 },
      { key: 'grade', was: null, value: '良' },
    ]);
    expect([box.state.status, standing(box).approved]).toEqual(['APPROVED', [400_000_00, 'cat']]);
  });

  it('counts as unseen for a mail or a program that does not say what it was shown', () => {
    const box = opened();
    box.now = '2023-03-13T03:00:00.000Z';
    expect(agree(box, 'ann', { values: { approved: 420_000_00 } })).toBeNull();
    expect(agree(box, 'ben')?.code).toBe('SUPERSEDED');
    expect(box.send(choose(box.state, 'REJECT', '不宜'), person('ben'))).toBeNull();
    // The step was refused: nothing of it stands, and its answer keeps what it was.
    expect([standing(box), box.state.decisions[0]?.filled?.length]).toEqual([{}, 1]);
  });

  it('goes when its decision is taken back', () => {
    const box = opened();
    expect(agree(box, 'ann', { values: { approved: 420_000_00 } })).toBeNull();
    const shown = fillingsOf(box.state);
    expect(box.send({ type: 'TakeBack' }, person('ann'))).toBeNull();
    expect(standing(box)).toEqual({});
    expect(agree(box, 'ann', { ...seeing(box, {}), values: { approved: 300_000_00 } })).toBeNull();
    expect([standing(box).approved, fillingsOf(box.state) === shown]).toEqual([[300_000_00, 'ann'], false]);
  });

  it('goes when its step is asked anew after a return, and stays where the case goes straight back', () => {
    const back = (afterwards: 'BACK' | 'FROM_TARGET') => {
      const box = opened();
      for (const who of ['ann', 'ben']) expect(agree(box, who, seeing(box, who === 'ann' ? { values: { approved: 420_000_00 } } : {}))).toBeNull();
      expect(box.send(choose(box.state, 'RETURN', '请改', undefined, { afterwards }), person('cat'))).toBeNull();
      expect(
        box.send(
          { type: 'Resubmit', content: { ...applied, amountFen: 600_000_00, values: { ...applied.values, sum: 600_000_00 } } },
          person('manager'),
        ),
      ).toBeNull();
      return box;
    };
    const straight = back('BACK');
    expect([straight.state.step, standing(straight).approved]).toEqual([1, [420_000_00, 'ann']]);
    expect(agree(straight, 'cat')).toBeNull();
    const anew = back('FROM_TARGET');
    expect([anew.state.step, standing(anew)]).toEqual([0, {}]);
    expect(en(agree(anew, 'ben'))).toEqual(['values.approved: must be filled in: 核定金额']);
  });

  it('is offered to whoever may fill it in, and to no other', () => {
    const box = opened();
    const acts = (who: string) =>
      actsNow(box.state, { context: { now: box.now, actor: { ...person(who), person: who }, commandId: '', rules: RULES }, may: () => null });
    const approve = acts('ann').find(({ act }) => act === 'APPROVE');
    expect(approve?.fields[0]).toEqual({ name: 'values', kind: 'FIELDS', required: true, choices: ['approved', 'handler'] });
    expect([approve?.refused, approve?.command.fillings]).toEqual([null, 0]);
    expect(
      acts('ann')
        .find(({ act }) => act === 'REJECT')
        ?.fields.map(({ name: field }) => field),
    ).toEqual(['reason']);
  });

  it('is not filled in by whoever was added for advice, whose answer counts for nothing', () => {
    const box = opened([{ people: ['ann'], rules: { addedCount: false } }, { people: ['cat'] }]);
    expect(box.send({ type: 'AddApprovers', people: ['eve'], where: 'BESIDE', reason: '请参谋' }, person('ann'))).toBeNull();
    expect(en(agree(box, 'eve', { values: { approved: 100 } }))).toEqual(['values.approved: must be left out; it is not filled in at this step']);
    expect(agree(box, 'eve')).toBeNull();
    expect(en(agree(box, 'ann'))).toEqual(['values.approved: must be filled in: 核定金额']);
  });

  it('is read in case, history, mail and sheet, and not by whom it is hidden from', () => {
    const box = opened();
    for (const who of ['ann', 'ben'])
      expect(agree(box, who, seeing(box, who === 'ann' ? { values: { approved: 420_000_00, handler: 'dora' } } : {}))).toBeNull();
    expect(agree(box, 'cat', { values: { approved: 400_000_00, grade: '良' } })).toBeNull();
    const lines = contentLines(box.state.content, box.state.route.form, name, filledNow(box.state)).rest.map(
      ({ label, value }) => `${label.zh}：${value.zh}`,
    );
    expect(lines).toEqual(['核定金额：40 万元（cat填写）', '内部评价：良（cat填写）', '承办人：dora（ann填写）', '事由：更换']);
    const last = box.events.findLast(({ type }) => type === 'DecisionMade');
    expect(last === undefined ? '' : narrate(box.state, last, name).text.zh).toBe('cat同意：核定金额 40 万元（原 42 万元）；填写“内部评价”');
    const told = matterTold(box.state);
    expect([told.filled?.values.map(({ key }) => key), peopleTold(told).includes('dora')]).toEqual([['approved', 'handler'], true]);
    const ben = audienceOf(box.state, 'ben', []);
    const read = readBy(box.state, ben);
    expect(JSON.stringify(read.decisions)).not.toContain('良');
    expect(JSON.stringify(dataReadBy(last?.data ?? {}, box.state, ben))).not.toContain('良');
    expect(JSON.stringify(readBy(box.state, audienceOf(box.state, 'cat', [])).decisions)).toContain('良');
    const reading = readingOf(read, { today: '2023-03-14', calendar, holders: () => [], nameOf: name }, false);
    expect(reading.filled.map(({ key, person: who, step }) => [key, who, step])).toEqual([
      ['approved', 'cat', 1],
      ['handler', 'ann', 0],
    ]);
    expect(reading.steps[1]?.answers[0]?.filled.map(({ label, was, value }) => [label.zh, was?.zh, value.zh])).toEqual([
      ['核定金额', '42 万元', '40 万元'],
    ]);
  });
});

describe('a supplement', () => {
  const asked = (fields?: readonly string[]) => {
    const box = opened([{ people: ['ann'] }], FORM);
    return {
      box,
      refused: box.send(choose(box.state, 'SUPPLEMENT', '请写明事由', undefined, fields === undefined ? {} : { fields }), person('ann')),
    };
  };

  it('may name fields of the applicant’s that are corrected with it, but none that the way hangs on', () => {
    expect(en(asked(['sum', 'approved', 'other']).refused).map((fault) => fault.split(';')[1]?.split(' is none')[0])).toEqual([
      ' sum',
      ' approved',
      ' other',
    ]);
    const { box, refused } = asked(['why']);
    expect([refused, box.state.supplementFields]).toEqual([null, ['why']]);
    const manager = person('manager');
    expect(box.send({ type: 'Supplement', documents: [], note: '' }, manager)?.code).toBe('WRONG_STATE');
    expect(en(box.send({ type: 'Supplement', documents: [], note: '', values: { sum: 1, why: 7 } }, manager))).toEqual([
      'values.sum: must be left out; it was not asked for',
      'values.why: must be text',
    ]);
    expect(box.send({ type: 'Supplement', documents: [], note: '', values: { why: '旧床已坏' } }, manager)).toBeNull();
    expect([box.state.content.values, box.state.content.amountFen, box.state.status, box.state.supplementFields]).toEqual([
      { sum: 500_000_00, why: '旧床已坏' },
      500_000_00,
      'OPEN',
      undefined,
    ]);
    const event = box.events.findLast(({ type }) => type === 'Supplemented');
    expect(event?.data).toMatchObject({ filled: [{ key: 'why', was: '更换', value: '旧床已坏' }] });
    expect(event === undefined ? '' : narrate(box.state, event, name).text.zh).toContain('更正：事由 旧床已坏（原 更换）');
  });

  it('takes files alone where no field was named', () => {
    const { box } = asked();
    expect(en(box.send({ type: 'Supplement', documents: [{ title: 'x' }], note: '', values: { why: '改' } }, person('manager')))).toEqual([
      'values.why: must be left out; it was not asked for',
    ]);
    expect(box.send({ type: 'Supplement', documents: [{ title: 'x' }], note: '' }, person('manager'))).toBeNull();
  });
});
