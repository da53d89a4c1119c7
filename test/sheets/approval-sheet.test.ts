import { describe, expect, it } from 'vitest';
import { narrate } from '../../domain/approval/narrate.ts';
import type { ApprovalSheet } from '../../domain/views.ts';
import { createSheets, definitionOf } from '../../sheets/approval-sheet.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

const NAMES: Readonly<Record<string, string>> = { ann: '方圆', ben: '郑岩', carl: '陈卓', manager: '高琳' };

function decided(): ApprovalBox {
  const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }));
  box.system({ type: 'StandIn', mandate: 'DL-1', principal: 'ben', delegate: 'carl', scope: {}, basis: '青发改函〔2024〕3号' });
  box.decide('ann', 'APPROVE', '同意\u202e，资金已落实');
  box.decide('carl', 'APPROVE_WITH_CONDITIONS', '原则同意', { conditions: ['开工前补齐消防意见'] });
  return box;
}
const sheetOf = (box: ApprovalBox, changed: Partial<ApprovalSheet> = {}): ApprovalSheet => ({
  locale: 'zh-CN',
  id: 'QH-01.FSR',
  state: box.state,
  nameOf: (person) => NAMES[person] ?? person,
  unitOf: () => '县发改局',
  trail: box.events.map((event) => narrate(box.state, event, (id) => ({ zh: NAMES[id] ?? id, en: id }))),
  head: { version: box.events.length, hash: 'c'.repeat(64) },
  printedAt: '2026-11-24T02:00:00.000Z',
  door: null,
  ...changed,
});
/** All texts of the sheet, in the order in which they stand. */
const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => (['text', 'content', 'table', 'body', 'columns'].includes(key) ? textsOf(part) : []));
};

describe('the approval sheet (审批表)', () => {
  it('prints who answered what on whose behalf, the conditions, the outcome, route and content hash', () => {
    const texts = textsOf(definitionOf(sheetOf(decided())).content).join('\n');
    for (const part of ['方圆', '陈卓\n（代 郑岩）\n县发改局', '陈卓 （代 郑岩） · ', '附条件同意', '1. 开工前补齐消防意见', 'TEST/1', '审批表'])
      expect(texts).toContain(part);
    // Marks that turn the direction of reading are shown as what they are.
    expect(texts).toContain('同意‹U+202E›，资金已落实');
  });

  it('uses no character that its font lacks and would draw as a box', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.decide('ann', 'APPROVE', `见 https://example.org/${'x'.repeat(90)}`);
    const texts = textsOf(definitionOf(sheetOf(box)).content).join('\n');
    expect(texts).not.toMatch(/[\u2000-\u200f\u00ad]/);
    expect(texts.split(/\s/).every((run) => run.length <= 60)).toBe(true);
  });

  it('is shorter without its trail, and says the same in English', () => {
    const box = decided();
    const [whole, short] = [sheetOf(box), sheetOf(box, { trail: null })].map((sheet) => textsOf(definitionOf(sheet).content));
    expect(whole?.length).toBeGreaterThan((short?.length ?? 0) + box.events.length);
    expect(textsOf(definitionOf(sheetOf(box, { locale: 'en' })).content).join('\n')).toMatch(/on behalf of/);
  });

  it('becomes a PDF with its fonts in it, for 200 approvers too', async () => {
    const people = Array.from({ length: 200 }, (_, n) => `p${n}`);
    const box = new ApprovalBox(route({ agree: 'ALL', people }));
    for (const person of people) box.decide(person, 'APPROVE', '同意');
    const pdf = await createSheets().approvalSheet(sheetOf(box));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.includes('NotoSansSC')).toBe(true);
    expect(pdf.length).toBeLessThan(2 * 1_024 * 1_024);
  }, 60_000);

  it('of an automatic outcome says that nobody decided it', () => {
    const box = new ApprovalBox(route({ limit: { n: 1, unit: 'WD' }, rules: { timeout: { action: 'PASS', afterWorkdays: 0 } } }));
    box.until('2023-12-31T00:00:00.000Z');
    expect(textsOf(definitionOf(sheetOf(box)).content).join('\n')).toMatch(/自动/);
  });
});
