import { domainToASCII, domainToUnicode } from 'node:url';
import { describe, expect, it } from 'vitest';
import { comparedAddress, readAddress, shownAddress } from '../../domain/notice/address.ts';

const read = (text: string) => readAddress(text, domainToASCII);

describe('an address', () => {
  it.each([
    ['wang.wei@county.gov.cn', 'wang.wei@county.gov.cn', false],
    [' Wang.Wei@County.GOV.cn ', 'Wang.Wei@county.gov.cn', false],
    ['wang@例子.中国', 'wang@xn--fsqu00a.xn--fiqs8s', false],
    ['wang@xn--fsqu00a.xn--fiqs8s', 'wang@xn--fsqu00a.xn--fiqs8s', false],
    ['wang＠例子．中国', 'wang@xn--fsqu00a.xn--fiqs8s', false],
    ['wang@例子。中国', 'wang@xn--fsqu00a.xn--fiqs8s', false],
    ['张三@例子.中国', '张三@xn--fsqu00a.xn--fiqs8s', true],
    ["o'neil+task@x.example", "o'neil+task@x.example", false],
  ])('%s is kept as %s', (typed, address, unicode) => {
    expect(read(typed)).toEqual({ address, unicode });
  });

  it.each([
    '',
    'x',
    '@x.cn',
    'a@',
    'a@b',
    'a b@x.cn',
    'a@x.cn/b',
    'a@x.cn:25',
    'a@[1.2.3.4]',
    'a@1.2.3.4',
    'a@x..cn',
    '.a@x.cn',
    'a..b@x.cn',
    'a@-x.cn',
    'a@x_y.cn',
    '"a"@x.cn',
    'a@%61.cn',
    'a\u202eb@x.cn',
    'a\u0000@x.cn',
    'a\r\nBcc: x@y.cn',
    `${'x'.repeat(65)}@x.cn`,
    `a@${'x'.repeat(64)}.cn`,
    '<a@x.cn>',
  ])('%j is none, in a sentence', (typed) => {
    expect(read(typed)).toEqual({ fault: { zh: expect.stringContaining('邮箱地址'), en: expect.stringContaining('must be a mail address') } });
  });

  it('is compared exactly, whatever its domain was written in', () => {
    expect(comparedAddress('Ma-Yue@例子.中国', domainToASCII)).toBe(comparedAddress('ma-yue@XN--FSQU00A.xn--fiqs8s', domainToASCII));
    expect(comparedAddress('ma_yue@x.cn', domainToASCII)).not.toBe(comparedAddress('ma-yue@x.cn', domainToASCII));
    for (const other of ['ｍａ-yue@x.cn', 'ma－yue@x.cn', 'ᵐa-yue@x.cn', 'mа-yue@x.cn'])
      expect(comparedAddress(other, domainToASCII)).not.toBe(comparedAddress('ma-yue@x.cn', domainToASCII));
    expect(shownAddress('wang@xn--fsqu00a.xn--fiqs8s', domainToUnicode)).toBe('wang@例子.中国');
  });
});
