/** What people write is in one language: taken as plain text, kept as the same in both, its faults told once. */
import { describe, expect, it } from 'vitest';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { faultsOf } from '../../api/schemas/values.ts';

const saving = (title: unknown, line: object = { label: '金额', value: '' }) =>
  COMMAND_SCHEMAS.approval.safeParse({ type: 'SaveDraft', title, content: { summary: [line], documents: [] } });
const faults = (title: unknown): readonly string[] => {
  const parsed = saving(title);
  return parsed.success ? [] : faultsOf(parsed.error).map(({ en }) => en);
};

describe('what people write', () => {
  it('is taken as plain text, or in both languages', () => {
    expect(saving('购置申请').data).toMatchObject({
      title: { zh: '购置申请', en: '购置申请' },
      content: { summary: [{ label: { zh: '金额', en: '金额' } }] },
    });
    expect(saving({ zh: '购置', en: 'Purchase' }).data).toMatchObject({ title: { zh: '购置', en: 'Purchase' } });
  });

  it('is refused with one sentence that fits what was sent', () => {
    expect(faults('')).toEqual(['title: must not be empty']);
    expect(faults({ zh: '', en: 'x' })).toEqual(['title.zh: must not be empty']);
    expect(faults({ zh: '甲' })).toEqual(['title: must be text, or an object of zh and en']);
    expect(faults({ zh: '甲', en: 'a', fr: 'b' })).toEqual(['title: must not hold "fr", which is not known here']);
    expect(faults(7)).toEqual(['title: must be text, or an object of zh and en']);
    expect(faults('a\u0000b').join()).toContain('U+0000');
    expect(faults('x'.repeat(2_001))).toEqual(['title: must be at most 2000 characters long']);
  });
});
