import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { tableLines } from '../../cli/output.ts';
import { rewrittenLine } from '../../local/progress.ts';

/** What a terminal shows before these words. */
const columnOf = (line: string, words: string): number => stringWidth(line.slice(0, line.indexOf(words)));

describe('a table', () => {
  it('stands straight with Chinese, full-width and Latin names and emoji beside each other', () => {
    const lines = tableLines([
      ['wu-tao', '县发改局', '甲'],
      ['long-id-of-somebody', 'Planning Office', '乙'],
      ['林', 'ＡＢＣ（一）', '丙'],
      ['é', '👩‍👩‍👧 👍', '丁'],
    ]);
    expect(new Set(['县发改局', 'Planning', 'ＡＢＣ', '👩'].map((words, index) => columnOf(lines[index] ?? '', words)))).toEqual(new Set([21]));
    expect(new Set(['甲', '乙', '丙', '丁'].map((words, index) => columnOf(lines[index] ?? '', words)))).toEqual(new Set([38]));
  });

  it('puts numbers below each other at their ends, indents, and leaves no blanks at the end', () => {
    expect(
      tableLines(
        [
          ['7', 'a', ''],
          ['1234', 'b', 'c'],
        ],
        { indent: '  ', right: [0] },
      ),
    ).toEqual(['     7  a', '  1234  b  c']);
  });

  it('lets one long cell push its own row aside, not every other', () => {
    const long = '很'.repeat(40);
    expect(
      tableLines(
        [
          ['a', long, 'x'],
          ['b', 'c', 'y'],
        ],
        { gap: 1 },
      ),
    ).toEqual([`a ${long} x`, 'b c y']);
  });
});

describe('the line that is rewritten', () => {
  const terminal = (isTTY: boolean) => {
    let written = '';
    const write = (text: string | Uint8Array): boolean => {
      written += String(text);
      return true;
    };
    return { stream: { isTTY, columns: 12, write }, written: () => written };
  };

  it('is cut to the terminal, drawn ten times a second at most, and cleared', () => {
    const { stream, written } = terminal(true);
    const line = rewrittenLine(stream);
    line.show('1 of 3000 cases …');
    line.show('2 of 3000 cases …');
    line.clear();
    expect(written()).toBe('\r\u001b[2K1 of 3000 c\r\u001b[2K');
  });

  it('is silent where nobody looks', () => {
    const { stream, written } = terminal(false);
    const line = rewrittenLine(stream);
    line.show('1 of 3 cases …');
    line.clear();
    expect(written()).toBe('');
  });
});
