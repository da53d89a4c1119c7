import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfLine, faultOfText, lengthAsTyped, showsNothing, withLineEnds } from '../../domain/text/check.ts';
import { checkInput } from '../../domain/text/input.ts';
import { keptIn, keptText, unkeptIn } from '../../domain/text/kept.ts';
import { unlinked, visible } from '../../domain/text/shown.ts';

/** What nobody sees, each for another reason that Unicode gives. */
const UNSEEN = [
  '\u0000', // NUL
  '\u0007', // bell
  '\u001b', // escape
  '\u0085', // next line, a control character of the second set
  '\u00ad', // soft hyphen
  '\u034f', // combining grapheme joiner
  '\u061c', // Arabic letter mark
  '\u115f', // Hangul filler
  '\u17b4', // Khmer vowel inherent
  '\u180e', // Mongolian vowel separator, alone
  '\u200b', // zero width space
  '\u200d', // a joiner that joins nothing
  '\u2028', // line separator
  '\u202e', // right-to-left override
  '\u2066', // isolate
  '\u2800', // Braille blank
  '\u3164', // Hangul filler as a letter
  '\ufe0f', // variation selector, alone
  '\ufeff', // byte order mark
  '\uffa0', // halfwidth Hangul filler
  '\ufffc', // where a picture was
  '\ue000', // private use
  '\uffff', // no character
  '\ud800', // half of a pair
  '\udc00', // the other half
  '\u{e0041}', // a tag
  '\u{e0100}', // ideographic variation selector, alone
  '\u{f0000}', // private use beyond the first plane
  '\u{1fffe}', // no character
];

describe('what a person typed', () => {
  it.each(UNSEEN.map((mark) => [mark.codePointAt(0)?.toString(16), mark]))('is refused with U+%s in it, and told after which word', (_code, mark) => {
    expect(faultOfText(`青禾。${mark}审批`)?.en).toContain('after “青禾。”');
    expect(faultOfText(`青禾。${mark}审批`)?.zh).toContain('在“青禾。”之后');
    expect(faultOfLine(mark)).not.toBeNull();
  });

  it('may hold what people write: rare names, variants of their glyphs, emoji, Mongolian, Uyghur, Tibetan, accents', () => {
    for (const text of [
      '𠮷家桥㛃䶮托育点设备☑采购',
      '葛\u{e0100}城区 邊\u{e0101}',
      '👩‍👩‍👧 ❤️ 1️⃣ ☺︎ 👍🏽',
      'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ᠎ᠶᠢ ᠭ᠋ᠠ',
      'ئۇيغۇر مى‌خواهم',
      'བོད་སྐད་',
      'Việt é ü Zürich',
      '第一行\n第二行\t表',
      '试〔2026〕1号（％）',
      '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙',
    ])
      expect([text, faultOfText(text)]).toEqual([text, null]);
  });

  it('shows nothing where there are only spaces and marks that nobody sees', () => {
    for (const text of ['', '   ', '\u3000', '\t\r\n', '\u00a0\u2003', ...UNSEEN.filter((mark) => !/[\ue000\u{f0000}]/u.test(mark))])
      expect([text, showsNothing(text)]).toEqual([text, true]);
    for (const text of ['a', '。', '☑', '\u0301', '　字']) expect([text, showsNothing(text)]).toEqual([text, false]);
  });

  it('that lost a character on the way, or piles marks upon one, is refused', () => {
    expect(faultOfText('前\ufffd后')?.en).toContain('after “前”');
    for (const pile of [`a${'\u0301'.repeat(40)}`, 'a\u0336\u0337\u0338\u0301\u0302', `1${'\u20dd'.repeat(5)}`, `\u05d0${'\u05b0'.repeat(9)}`])
      expect(faultOfText(`项目${pile}`)?.en).toContain('pile');
    for (const honest of ['Nguye\u0302\u0303n', 'ཧྐྵྨླྺརྃ', 'བསྒྲུབས', '\u05e9\u05c1\u05bc\u05b8\u0591', '\u0628\u0651\u064e\u0670'])
      expect(faultOfText(honest)).toBeNull();
  });

  it('is one line where one line is asked for', () => {
    for (const end of ['\n', '\r', '\r\n', '\t']) expect(faultOfLine(`a${end}b`)?.en).toContain('one line');
    expect(faultOfText('a\r\nb')).toBeNull();
  });

  it('is as long as browsers count it: 41 lines of 47 characters are 1,967, however the line ends come', () => {
    const lines = Array.from({ length: 41 }, () => '字'.repeat(47));
    for (const end of ['\n', '\r\n', '\r']) expect(lengthAsTyped(lines.join(end))).toBe(1_967);
    expect(withLineEnds('a\r\nb\rc\n')).toBe('a\nb\nc\n');
    expect(lengthAsTyped('𠮷')).toBe(2);
  });
});

describe('what is shown of it', () => {
  it('has every unseen mark by its number, and leaves those that belong to a sign', () => {
    for (const mark of UNSEEN) expect(visible(`a${mark}b`)).toMatch(/^a‹U\+[0-9A-F]{4,5}›b$/);
    expect(visible('葛\u{e0100}城 ❤️ 前\n后\t')).toBe('葛\u{e0100}城 ❤️ 前\n后\t');
  });

  it('after that holds nothing unseen, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...UNSEEN), fc.string({ unit: 'binary' })), { maxLength: 12 }), (parts) => {
        const shown = visible(parts.join(''));
        expect(visible(shown)).toBe(shown);
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds no address that a mail program makes a link of', () => {
    expect(unlinked('请立即点击 https://evil.example/login 登录')).toBe('请立即点击 https[:]//evil[.]example/login 登录');
    for (const address of [
      'http://1.2.3.4/a',
      'HTTPS://EVIL.COM',
      'www.evil.com',
      'evil.cn/a',
      'x@evil.com',
      'mailto:x@evil.com',
      'ftp://青禾.中国',
      'evil.xn--p1ai',
      'javascript:alert(1)',
      'a.zip',
      '1.2.3.4/x',
      'evil。cn',
      'ｅｖｉｌ．ｃｎ',
      'x＠evil.cn',
      'www.evil.pdf',
      'sms:10086',
      'weixin://dl/business',
    ]) {
      const shown = unlinked(`见${address}。`);
      expect(shown).not.toMatch(/:\/\/|[\p{L}\p{N}][.．。][\p{L}\p{N}]|[^[][@＠]|mailto:|javascript:|sms:/u);
      expect(unlinked(shown)).toBe(shown);
    }
    for (const text of ['资金证明.pdf', '已核实。OK', '３．５万元', '2026.11.27', '3.5 万元', 'a.b.c', '比例 1:2']) expect(unlinked(text)).toBe(text);
  });
});

describe('what can be kept', () => {
  it('is the same value where nothing has to be replaced, and else holds � in its place', () => {
    const sound = { a: ['x', { b: '青' }], n: 1, z: null };
    expect(keptIn(sound)).toBe(sound);
    expect(keptIn({ a: ['x\ud800', { 'b\0': '\0' }] })).toEqual({ a: ['x\ufffd', { 'b\ufffd': '\ufffd' }] });
    expect(keptText('👩\ud83d')).toBe('👩\ufffd');
    expect(unkeptIn({ data: { list: ['a', { reason: 'x\udc00' }] } })).toBe('data.list[1].reason');
    expect(unkeptIn(sound)).toBeNull();
  });

  it('is well-formed UTF-8 without U+0000, whatever it was', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const kept = JSON.stringify(keptIn(JSON.parse(json)));
        expect(Buffer.from(kept).toString()).toBe(kept);
        expect(unkeptIn(JSON.parse(kept))).toBeNull();
      }),
    );
  });
});

describe('the gate', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
  it('bounds depth, fields and lengths, and says where', () => {
    expect(checkInput(nested(40))).toEqual({ faults: [], bounded: true });
    expect(checkInput(nested(41))).toMatchObject({
      bounded: false,
      faults: [{ zh: expect.stringContaining('：嵌套不得超过 40 层'), en: expect.stringContaining('nested at most 40 levels') }],
    });
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(checkInput(deep).bounded).toBe(false);
    const fields = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, index) => [`k${index}`, index]));
    expect(checkInput(fields(2_000)).faults).toEqual([]);
    expect(checkInput(fields(2_001)).faults).toEqual([{ zh: '(whole)：不得超过 2000 个字段', en: '(whole): must hold at most 2000 fields' }]);
    expect(checkInput({ list: Array.from({ length: 10 }, () => fields(600)) }).bounded).toBe(false);
    expect(checkInput({ note: 'x'.repeat(20_001) }).faults).toEqual([
      { zh: 'note：不得超过 20000 个字符', en: 'note: must be at most 20000 characters long' },
    ]);
  });

  it('names every text and every field name that is none, in one report', () => {
    const { faults } = checkInput({ basis: 'x\ud800', list: [{ note: 'a\0' }], 'k\u202e': 1 }, 'query');
    expect(faults).toHaveLength(3);
    expect(faults.map(({ en }) => en)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^query\.basis: .*Unicode/),
        expect.stringMatching(/^query\.list\[0\]\.note: .*U\+0000/),
        expect.stringMatching(/^query: the name of the field "k‹U\+202E›"/),
      ]),
    );
    expect(checkInput(JSON.parse('{"__proto__":{"a":1}}')).faults).toEqual([
      { zh: '(whole)：不得有字段“__proto__”', en: '(whole): must not have a field "__proto__"' },
    ]);
  });

  it('lets a file be what it is, if it can be kept', () => {
    const files = { depth: 40, keys: 2_000, length: 10, files: ['csv'] };
    expect(checkInput({ csv: '\ufeffa,b\u200b\n1,2\n', x: 1 }, '', files).faults).toEqual([]);
    expect(checkInput({ csv: 'a\0' }, '', files).faults).toEqual([{ zh: 'csv：不得含有空字符 U+0000', en: 'csv: contains U+0000; it must go' }]);
  });
});
