/** Forms as data: checked like a route, filled in with every fault in one report, hidden from whoever may not see, the same in all that is read. */
import { describe, expect, it } from 'vitest';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { routeFile } from '../../api/schemas/route.ts';
import { audienceOf, dataReadBy, readBy } from '../../domain/approval/audience.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import { contentLines } from '../../domain/approval/content-lines.ts';
import type { ApprovalEvent } from '../../domain/approval/events.ts';
import type { ApprovalState, Content } from '../../domain/approval/facts.ts';
import { formFaults, valueFaults, withFacts } from '../../domain/approval/form.ts';
import type { Form, FormValues } from '../../domain/approval/form-shape.ts';
import type { ApprovalCommand, OpenApproval } from '../../domain/approval/messages.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { ROUTE_CODES } from '../../domain/standards/route-codes.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import { calendar, choose, HOLDERS, openApproval, person, route, Sandbox, world } from '../setup/builders.ts';

const both = (zh: string) => ({ zh, en: zh });
const FORM: Form = [
  { key: 'sum', label: both('金额'), type: 'MONEY', required: true, fact: 'amountFen' },
  { key: 'why', label: both('事由'), type: 'LONG_TEXT', required: true },
  {
    key: 'kind',
    label: both('类别'),
    type: 'CHOICE',
    options: [
      { value: 'TOYS', label: both('玩具') },
      { value: 'BEDS', label: both('床') },
    ],
  },
  { key: 'places', label: both('托位'), type: 'NUMBER', unit: both('个'), least: 1, most: 90, fact: 'places' },
  { key: 'on', label: both('日期'), type: 'DAY' },
  { key: 'who', label: both('经办人'), type: 'PERSON' },
  {
    key: 'items',
    label: both('清单'),
    type: 'TABLE',
    columns: [
      { key: 'name', label: both('名称'), type: 'TEXT', required: true },
      { key: 'price', label: both('单价'), type: 'MONEY' },
    ],
  },
  { key: 'floor', label: both('底价'), type: 'MONEY', seenBy: { steps: ['s1'], roles: ['FINANCE'] } },
];
const FULL: FormValues = {
  sum: 3_200_000,
  why: '更换',
  kind: 'BEDS',
  places: 30,
  on: '2026-12-01',
  who: 'dora',
  items: [{ name: '床', price: 80_000 }],
  floor: 3_000_000,
};
const en = (faults: readonly { readonly en: string }[]): readonly string[] => faults.map((fault) => fault.en);

type Box = Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>;
const manager = person('manager');
function drafted(content: Content): Box {
  const box: Box = new Sandbox(approvalCase('QH-01~F'));
  const {
    type: _,
    acceptedOn: __,
    ...matter
  } = openApproval({ ...route({ people: ['ann'] }, { people: ['ben'] }), form: FORM }, { owner: null, content }) as {
    type: string;
    acceptedOn: string;
  };
  expect(box.send({ ...matter, type: 'Draft' } as unknown as ApprovalCommand, manager)).toBeNull();
  return box;
}
const empty: Content = { summary: [], documents: [] };

describe('a form', () => {
  it('is checked with every fault in one report, beside the route that it stands with', () => {
    const bad: Form = [
      { key: 'a', label: both('甲'), type: 'CHOICE' },
      { key: 'a', label: both('乙'), type: 'TEXT', unit: both('个'), options: [] },
      { key: 'sum', label: both('丙'), type: 'NUMBER', fact: 'amountFen', seenBy: { steps: ['nowhere'] } },
      { key: 't', label: both('丁'), type: 'TABLE', columns: [{ key: 'x', label: both('戊'), type: 'FILES' }] },
    ];
    const faults = en(formFaults(bad, ['s0'])).join('\n');
    for (const part of [
      'options: must name',
      'a appears twice',
      'only a number has a unit',
      'amountFen must come from',
      'a fact that conditions ask',
      'there is no nowhere',
      'files inside a table',
    ])
      expect(faults).toContain(part);
    expect(en(checkRoute({ ...route({}), form: bad }).faults).join('\n')).toContain('there is no nowhere');
    expect(formFaults(FORM, ['s0', 's1'])).toEqual([]);
    expect(
      routeFile.safeParse({
        code: 'A_FORM',
        name: '试',
        steps: [{ key: 's0', name: '一', who: { agree: 'ANY', members: [{ person: 'ann' }] } }],
        form: FORM,
      }).success,
    ).toBe(true);
  });

  it('of every shipped matter is sound', () => {
    const forms = ROUTE_CODES.flatMap((code) => {
      const { form, steps } = shippedRoute(code) ?? { form: undefined, steps: [] };
      return form === undefined
        ? []
        : [
            formFaults(
              form,
              steps.map(({ key }) => key),
            ),
          ];
    });
    expect(forms.length).toBeGreaterThan(18);
    expect(forms.flat()).toEqual([]);
  });

  it('tells every fault of what was filled in at once; what is missing only when it is handed in', () => {
    const wrong: FormValues = {
      sum: 1.5,
      kind: 'CARS',
      places: 200,
      on: '2026-02-30',
      items: [{ price: -1 }, { name: '床', more: 'x' }],
      other: 'x',
    };
    expect(en(valueFaults(FORM, wrong, true))).toEqual([
      'values.other: must be left out; the form has no such field',
      'values.sum: must be a whole number of 分, not negative',
      'values.why: must be filled in: 事由',
      'values.kind: must be one of TOYS, BEDS',
      'values.places: must be at most 90',
      'values.on: must be a date like 2026-11-24',
      'values.items[0].name: must be filled in: 名称',
      'values.items[0].price: must be a whole number of 分, not negative',
      'values.items[1].more: must be left out; the table has no such column',
    ]);
    expect(en(valueFaults(FORM, { sum: 1 }, false))).toEqual([]);
    expect(valueFaults(FORM, FULL, true)).toEqual([]);
  });

  it('and the sum beside it never differ: the field goes first, and a sum that was given fills it', () => {
    expect(withFacts({ ...empty, amountFen: 5, values: { sum: 7, places: 3 } }, FORM)).toMatchObject({ amountFen: 7, facts: { places: 3 } });
    expect(withFacts({ ...empty, amountFen: 5 }, FORM)).toMatchObject({ amountFen: 5, values: { sum: 5 } });
    expect(withFacts({ ...empty, amountFen: 5 }, undefined)).toEqual({ ...empty, amountFen: 5 });
  });

  it('is asked of a draft when it is saved and when it is handed in, and of what comes back', () => {
    const box = drafted({ ...empty, values: { sum: 100 } });
    expect(box.send({ type: 'Submit' }, manager)).toMatchObject({ code: 'FORM_FAULTS', faults: ['values.why: must be filled in: 事由'] });
    expect(box.send({ type: 'SaveDraft', content: { ...empty, values: { sum: -1 } } }, manager)).toMatchObject({ code: 'FORM_FAULTS' });
    expect(box.send({ type: 'SaveDraft', content: { ...empty, values: FULL } }, manager)).toBeNull();
    expect(box.send({ type: 'Submit' }, manager)).toBeNull();
    expect(box.state.content).toMatchObject({ amountFen: 3_200_000, facts: { places: 30 } });
    box.send({ ...choose(box.state, 'RETURN'), reason: '再议' } as ApprovalCommand, person('ann'));
    expect(box.send({ type: 'Resubmit', content: { ...empty, values: {} } }, manager)).toMatchObject({ code: 'FORM_FAULTS' });
    expect(box.send({ type: 'Resubmit' }, manager)).toBeNull();
  });

  it('names people of the programme alone when it is handed in, by a field or in a table; a draft may still be wrong', () => {
    const form: Form = [
      { key: 'who', label: both('经办人'), type: 'PERSON' },
      { key: 'team', label: both('组员'), type: 'TABLE', columns: [{ key: 'one', label: both('姓名'), type: 'PERSON' }] },
    ];
    const handIn = (values: FormValues) => {
      const there = world(calendar, HOLDERS, { unknown: ['nobody'] });
      const box = new Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent>(approvalCase('QH-01~A'), there);
      const { type: _, acceptedOn: __, ...matter } = openApproval({ ...route({ people: ['ann'] }), form }, { owner: null }) as OpenApproval;
      expect(box.send({ ...matter, type: 'Draft', content: { summary: [], documents: [], values } }, person('manager'))).toBeNull();
      return () => box.send({ type: 'Submit' }, person('manager'));
    };
    expect(handIn({ who: 'nobody' })).toThrow('there is no person nobody');
    expect(handIn({ who: 'ann', team: [{ one: 'ann' }, { one: 'nobody' }] })).toThrow('there is no person nobody');
    expect(handIn({ who: 'ann', team: [{ one: 'officer' }] })()).toBeNull();
  });

  it('reads as lines with labels and words, the sum on top and once', () => {
    const { amount, rest } = contentLines({ ...empty, amountFen: 3_200_000, values: FULL }, FORM, () => both('段薇'));
    expect(amount?.value.zh).toBe('3.2 万元');
    expect(rest.map(({ label, value }) => `${label.zh} ${value.zh}`)).toEqual([
      '事由 更换',
      '类别 床',
      '托位 30 个',
      '日期 2026年12月1日',
      '经办人 段薇',
      '清单 名称 床，单价 800 元',
      '底价 3 万元',
    ]);
  });

  it('hides a field from whoever may not see it: in the case and in its events; not from its applicant, its deciders and auditors', () => {
    const box = drafted({ ...empty, values: FULL });
    box.send({ type: 'Submit' }, manager);
    const seenBy = (who: string, ...roles: Parameters<typeof audienceOf>[2]) =>
      readBy(box.state, audienceOf(box.state, who, roles)).content.values?.floor;
    expect([seenBy('ann'), seenBy('officer', 'PROGRAMME_OFFICER'), seenBy('stranger')]).toEqual([undefined, undefined, undefined]);
    expect([seenBy('manager'), seenBy('f', 'FINANCE'), seenBy('au', 'AUDITOR')]).toEqual([3_000_000, 3_000_000, 3_000_000]);
    box.send(choose(box.state, 'APPROVE'), person('ann'));
    // Asked in the step that may see it.
    expect(seenBy('ben')).toBe(3_000_000);
    const opened = box.events[0]?.data ?? {};
    expect(JSON.stringify(opened)).toContain('"floor":3000000');
    expect(JSON.stringify(dataReadBy(opened, box.state, audienceOf(box.state, 'ann', [])))).not.toContain('"floor":3000000');
  });

  it('is taken by the API as text, numbers, lists, files and rows', () => {
    const saving = (values: object) =>
      COMMAND_SCHEMAS.approval.safeParse({ type: 'SaveDraft', content: { summary: [], documents: [], values } }).success;
    expect(saving({ ...FULL, files: [{ title: '报价', sha256: 'a'.repeat(64) }], kinds: ['TOYS'] })).toBe(true);
    expect(saving({ a: { b: 1 } })).toBe(false);
    expect(saving({ a: 'x\u0000' })).toBe(false);
  });
});
