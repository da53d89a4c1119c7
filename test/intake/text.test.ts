import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseJsonBytes } from '../../intake/json.ts';
import { decodeText } from '../../intake/text.ts';

const CSV = 'area,need\r\n城关街道,一定\r\n河口镇,可能\r\n';
const utf16 = (text: string, mark: boolean): Buffer => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const iconv = (text: string, to: string): Buffer => execFileSync('iconv', ['-f', 'UTF-8', '-t', to], { input: text });

describe('a file is read as the text that it is', () => {
  it.each([
    ['UTF-8', Buffer.from(CSV), 'UTF-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${CSV}`), 'UTF-8'],
    ['UTF-16LE as Excel writes "Unicode text"', utf16(CSV, true), 'UTF-16LE'],
    ['UTF-16BE', utf16(CSV, true).swap16(), 'UTF-16BE'],
    ['UTF-16LE without its mark', utf16(CSV, false), 'UTF-16LE'],
    ['UTF-16BE without its mark', utf16(CSV, false).swap16(), 'UTF-16BE'],
    ['GBK, as Chinese Excel saves a CSV', iconv(CSV, 'GBK'), 'GB18030'],
  ])('%s', (_what, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: CSV, encoding });
  });

  it('GB18030 with characters of four bytes', () => {
    const text = 'area\n𠮷㛃街道\n';
    expect(decodeText(iconv(text, 'GB18030'))).toEqual({ text, encoding: 'GB18030' });
  });

  it('JSON with a mark, in UTF-16 or in GBK', () => {
    const json = '{"document": "试〔2027〕1号"}';
    for (const bytes of [Buffer.from(`\ufeff${json}`), utf16(json, true), iconv(json, 'GBK')])
      expect(parseJsonBytes(bytes)).toEqual({ value: { document: '试〔2027〕1号' } });
  });
});

describe('what is no text of ours is refused in words', () => {
  it.each([
    ['Big5', iconv('area,need\n臺灣託育機構需求調查表\n', 'BIG5'), /it may be Big5/],
    [
      'a western encoding',
      Buffer.from('area\nMünchen,Köln,Café au lait\n', 'latin1'),
      /neither UTF-8 \(byte \d+, line 2.*\) nor GB18030|makes no sense/,
    ],
    ['UTF-8 that was cut within a character', Buffer.from('area\n城关').subarray(0, 10), /line 2, where it ends/],
    [
      'a UTF-8 mark before something else',
      Buffer.concat([Buffer.from('\ufeffarea\n'), iconv('城关', 'GBK')]),
      /holds a byte that is none: byte 9, line 2, 0xb3/,
    ],
    ['UTF-16 that was cut off', utf16(CSV, true).subarray(0, 21), /ends in the middle of a character/],
    ['UTF-16 with half a character', utf16('a,\ud800\n', true), /half a character/],
    ['a workbook under the name of a CSV', Buffer.from('PK\u0003\u0004rest'), /Excel workbook \(\.xlsx\)/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), /\.xls/],
    ['bytes of zero here and there', Buffer.from('a\0b,c,d\n1,2\0\0,3\n'), /byte of zero \(byte 2, line 1/],
  ])('%s', (_what, bytes, fault) => {
    expect(decodeText(bytes)).toEqual({ fault: { en: expect.stringMatching(fault), zh: expect.stringMatching(/\p{Script=Han}/u) } });
  });

  it('JSON that names a field twice, however it is written', () => {
    for (const text of ['{"a":1,"a":2}', '[{"b":{"a":1, "\\u0061" : 2}}]', '{"x":[{"a":":"}],"a":{"a":1},"a":0}'])
      expect(parseJsonBytes(Buffer.from(text))).toEqual({
        fault: { zh: expect.stringContaining('“a”出现了两次'), en: expect.stringContaining('"a" stands twice') },
      });
    for (const text of ['{"a":{"a":1},"b":[{"a":1},{"a":2}]}', '{"a":"\\"a\\":1","b":"{"}'])
      expect(parseJsonBytes(Buffer.from(text))).toEqual({ value: JSON.parse(text) });
  });
  it('JSON is refused in Chinese as in English, in both with the line', () => {
    for (const text of ['', '{', '{"a', '{"a":1,}', '{"a":1 "b":2}', '{"a" 1}', '"\\x"', '{} x', '{“a”:1}', '[1,]', '1.'])
      expect(parseJsonBytes(Buffer.from(text))).toMatchObject({ fault: { zh: expect.stringMatching(/^不是 JSON(?:[^A-Za-z]|JSON)+$/) } });
  });
  it('JSON that ends too soon', () => {
    expect(parseJsonBytes(Buffer.from('{\n "year": 2028,\n "days": [1'))).toEqual({
      fault: { zh: expect.stringMatching(/^不是 JSON/), en: expect.stringMatching(/^is no JSON/) },
    });
  });

  it('the example survey stays as it is', () => {
    const bytes = readFileSync('examples/qinghe/survey.csv');
    expect(decodeText(bytes)).toEqual({ text: bytes.toString('utf8'), encoding: 'UTF-8' });
  });
});
