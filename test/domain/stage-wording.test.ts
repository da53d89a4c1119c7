import { describe, expect, it } from 'vitest';
import type { FieldShown } from '../../domain/stages/field-shown.ts';
import { fieldAt, inWords, meantBy, worded } from '../../domain/stages/wording.ts';

const text = (zh: string, en: string) => ({ zh, en });
const field = (key: string, kind: FieldShown['kind'], zh: string, en: string, more: Partial<FieldShown> = {}): FieldShown => ({
  key,
  kind,
  label: text(zh, en),
  required: true,
  optional: false,
  ...more,
});
const ITEM = field('key', 'CHOICE', '验收项', 'Item', {
  options: [
    { value: 'FIRE', label: text('消防验收或备案', 'Fire acceptance or filing') },
    { value: 'RECORDS', label: text('培训、宣传、档案', 'Training, publicity, archive') },
  ],
});
const form: readonly FieldShown[] = [
  field('on', 'DAY', '日期', 'Day'),
  field('items', 'ROWS', '验收项', 'Items', {
    fields: [ITEM, field('proof', 'TEXT', '依据', 'What proves it'), field('files', 'FILES', '文件', 'Files')],
  }),
  field('facts', 'GROUP', '移交资料', 'What is handed over', {
    fields: [
      field('filing', 'GROUP', '托育机构备案', 'Childcare filing', { fields: [field('on', 'DAY', '日期', 'Day')] }),
      field('finalAccounts', 'GROUP', '竣工财务决算', 'Final accounts', {
        fields: [
          field('amountFen', 'MONEY', '决算总额', 'In all'),
          field('worksFen', 'MONEY', '建安', 'Works'),
          field('otherFen', 'MONEY', '设备及其他', 'The rest'),
        ],
      }),
    ],
  }),
];
const sent = {
  on: '2026-12-24',
  items: [
    { key: 'RECORDS', proof: '档案目录' },
    { key: 'FIRE', proof: '' },
  ],
};
const nowhere = (zh: string, en: string) => ({ at: null, text: text(zh, en) });

describe('a place of a command', () => {
  it.each([
    ['items[1].proof', 'items.1.proof'],
    ['items.0', 'items.0'],
    ['items', 'items'],
    ['facts.filing.on', 'facts.filing.on'],
    // Its one group left out, as the handover says it.
    ['filing.on', 'facts.filing.on'],
    // Within a file: the file.
    ['items[0].files[2].sha256', 'items.0.files'],
  ])('%s is the field %s', (place, path) => {
    expect(fieldAt(form, place)?.path).toBe(path);
  });
  it('of no field is none', () => {
    expect([fieldAt(form, 'type'), fieldAt(form, 'constructor'), fieldAt([], 'on')]).toEqual([null, null, null]);
  });
});

describe('what a stage says against a command', () => {
  it.each([
    ['on：须为日期', 'on: must be a day', 'on', '须为日期', 'must be a day'],
    ['on：不得早于 2026-01-01', 'on must not be before 2026-01-01', 'on', '不得早于 2026年1月1日', 'must not be before 1 Jan 2026'],
    [
      'filing.on 2026-01-01 不得早于竣工之日 2026-02-02',
      'filing.on 2026-01-01 must not be before completion, 2026-02-02',
      'facts.filing.on',
      '2026年1月1日 不得早于竣工之日 2026年2月2日',
      '1 Jan 2026 must not be before completion, 2 Feb 2026',
    ],
    // A row by what stands in it, with its field.
    [
      '验收项 消防验收或备案：proof 须写明依据',
      'item Fire acceptance or filing: proof must say what proves it',
      'items.1.proof',
      '须写明依据',
      'must say what proves it',
    ],
    // And without: the cell that names it.
    [
      '验收项 培训、宣传、档案：与 消防验收或备案 是同一个文件',
      'item Training: is the same file',
      'items.0.key',
      '与 消防验收或备案 是同一个文件',
      'is the same file',
    ],
  ])('%s stands at its field', (zh, en, at, saidZh, saidEn) => {
    expect(worded(nowhere(zh, en), form, sent)).toEqual({ at, text: text(saidZh, saidEn) });
  });

  it('names other fields as their labels do', () => {
    const fault = nowhere(
      'finalAccounts.amountFen：须等于 worksFen 与 otherFen 之和',
      'finalAccounts.amountFen must be the sum of worksFen and otherFen',
    );
    const inner = form[2]?.fields?.[1]?.fields ?? [];
    expect(worded(fault, form, sent).at).toBe('facts.finalAccounts.amountFen');
    expect(inWords(text('须等于 worksFen 与 otherFen 之和', 'must be worksFen and otherFen'), inner)).toEqual(
      text('须等于 “建安” 与 “设备及其他” 之和', 'must be “Works” and “The rest”'),
    );
  });

  it('says codes as what they stand for, and leaves what is no name of the form', () => {
    expect(inWords(text('节点 FOUNDATION（地基与基础验收）尚未登记', 'milestone FOUNDATION (foundations accepted) is missing'), form)).toEqual(
      text('节点 地基与基础验收尚未登记', 'milestone foundations accepted is missing'),
    );
    expect(inWords(text('验收项 FOOD（食品经营许可（供餐））没有资料', 'item FOOD (Food licence (meals)) has no evidence'), form)).toEqual(
      text('验收项 食品经营许可（供餐）没有资料', 'item Food licence (meals) has no evidence'),
    );
    expect(inWords(text('使用率（OCCUPANCY）须先填报人数（ReportRate）', 'occupancy (OCCUPANCY) must be reported first (ReportRate)'), form)).toEqual(
      text('使用率须先填报人数', 'occupancy must be reported first'),
    );
    expect(inWords(text('还缺 FIRE、QH-05、CMA 证书', 'FIRE, QH-05 and the CMA number are missing on paper'), form)).toEqual(
      text('还缺 消防验收或备案、QH-05、CMA 证书', 'Fire acceptance or filing, QH-05 and the CMA number are missing on paper'),
    );
  });

  it('stands nowhere when it is about the stage', () => {
    const fault = nowhere('尚未起草方案', 'the plan has not been drafted');
    expect(worded(fault, form, sent)).toEqual(fault);
    expect(worded({ at: 'type', text: text('须为其一', 'must be one of them') }, form, sent).at).toBeNull();
  });

  it('says days as people say them', () => {
    const { zh, en } = inWords(text('每次延期不超过 3 个月，至迟 2027-05-03', 'must be 2027-05-03 at the latest'), form);
    expect([zh, en]).toEqual(['每次延期不超过 3 个月，至迟 2027年5月3日', 'must be 3 May 2027 at the latest']);
  });

  it('without faults is about the day or the choice that it names', () => {
    expect(meantBy(text('2026年12月24日尚未到来。', 'The date 24 Dec 2026 lies in the future.'), form, sent)).toBe('on');
    expect(meantBy(text('没有“FIRE”这一项。', 'There is no item "FIRE" here.'), form, sent)).toBe('items.1.key');
    expect(meantBy(text('该事项已办结，不能再操作。', 'This case is closed.'), form, sent)).toBeNull();
  });
});
