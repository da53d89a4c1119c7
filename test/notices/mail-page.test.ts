import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MailPage, renderMail } from '../../notices/templates/mail-page.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('<b>', '&amp;', `"'`, '\u202e', '\u200b', 'https://evil.example/x', 'a\n\tb', '葛\u{e0100}城', '1️⃣'),
);
const shown = text.map((said) => `${said}.`);
const page: fc.Arbitrary<MailPage> = fc.record({
  locale: fc.constantFrom('zh-CN', 'en'),
  product: fc.constant('托建'),
  title: shown,
  lead: shown,
  rows: fc.array(fc.record({ label: shown, value: text }), { maxLength: 4 }),
  action: fc.option(fc.record({ label: shown, url: fc.constant('https://tuojian.example/a/token?x=1&y=2'), check: shown, hint: shown })),
  code: fc.option(fc.record({ label: shown, value: shown, hint: shown })),
  reply: fc.option(fc.record({ heading: shown, steps: fc.array(shown, { minLength: 1, maxLength: 3 }), code: shown })),
  lists: fc.array(
    fc.record({
      heading: shown,
      lines: fc.array(fc.record({ text: shown, note: text, url: fc.option(fc.constant('https://tuojian.example/open/1')) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { maxLength: 2 },
  ),
  footer: shown,
  unsubscribe: fc.option(fc.record({ label: shown, url: fc.constant('https://tuojian.example/unsubscribe/1') })),
});

const MEANT: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
const withoutSpace = (said: string): string => said.replaceAll(/\s/gu, '');
/** What a mail program shows of the HTML, with addresses behind their links. */
const read = (html: string): string =>
  html
    .slice(html.indexOf('<body'))
    .replaceAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '$2 $1')
    .replaceAll(/<li[^>]*>/g, '- ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#x27);/g, (_all, name: string) => MEANT[name] ?? '');

describe('both parts of a mail', () => {
  it('say the same, word for word, whatever people wrote', () => {
    fc.assert(
      fc.property(page, (given) => {
        const mail = renderMail(given);
        expect(withoutSpace(mail.text)).toBe(withoutSpace(read(mail.html)));
      }),
      { numRuns: 500 },
    );
  });

  it('keep a heading apart, and rows and items of a list beneath each other', () => {
    const { text: said } = renderMail({
      locale: 'en',
      product: 'Tuojian',
      title: 'A title',
      lead: 'A sentence.',
      rows: [
        { label: 'Sum', value: 'CNY 1' },
        { label: 'Asked by', value: 'Li\nNa' },
      ],
      action: null,
      code: null,
      reply: null,
      lists: [{ heading: 'To do', lines: [1, 2].map((n) => ({ text: `Item ${n}`, note: 'late', url: null })) }],
      footer: 'Never.',
      unsubscribe: null,
    });
    expect(said).toBe('Tuojian\n\n\nA title\n\nA sentence.\n\nSum: CNY 1\nAsked by: Li Na\n\n\nTo do\n\n- Item 1 (late)\n- Item 2 (late)\n\nNever.');
  });
});
