/** What mail programs and phones add to an answer is never taken for somebody's words. */
import { describe, expect, it } from 'vitest';
import { ownWords } from '../../notices/own-words.ts';
import { linesOfHtml } from '../../notices/own-words-html.ts';

const CODE = 'K7QM-3XTB-9WHD';
const ADDRESS = 'no-reply@county.gov.cn';

describe('the head of the quoted mail', () => {
  it.each([
    ['Gmail zh', `托建 <${ADDRESS}> 于2026年11月24日周二 上午9:00写道：\n> ${CODE}`],
    ['Gmail zh, folded', `托建 <${ADDRESS}>\n于2026年11月24日周二 上午9:00写道：\n> ${CODE}`],
    ['Gmail zh-TW', `托建 <${ADDRESS}> 於 2026年11月24日 週二 上午9:00寫道：\n> ${CODE}`],
    ['Gmail en, folded', `On Tue, Nov 24, 2026 at 9:00 AM Tuojian <${ADDRESS}>\nwrote:\n\n> ${CODE}`],
    ['Outlook zh', `发件人: 托建 <${ADDRESS}>\n发送时间: 2026年11月24日 9:00\n收件人: 王伟\n主题: 【待办】\n\n代码：${CODE}`],
    ['Outlook en', `From: Tuojian <${ADDRESS}>\nSent: Tuesday, November 24, 2026 9:00 AM\nTo: Wang Wei\nSubject: task\n\n${CODE}`],
    ['Outlook en, bold', `*From:* Tuojian <${ADDRESS}>\n*Sent:* Tuesday\n*Subject:* task\n\n${CODE}`],
    ['Outlook in a browser', `________________________________\n发件人: 托建 <${ADDRESS}>\n发送时间: 2026年11月24日 9:00\n\n${CODE}`],
    ['QQ', `------------------ 原始邮件 ------------------\n发件人: "托建" <${ADDRESS}>;\n发送时间: 2026年11月24日(星期二) 上午9:00\n\n${CODE}`],
    ['QQ en', `------------------&nbsp;Original&nbsp;------------------\nFrom: "Tuojian"\n${CODE}`],
    ['163', `在 2026-11-24 09:00:00，"托建" <${ADDRESS}> 写道：\n\n代码：${CODE}`],
    ['163 en', `At 2026-11-24 09:00:00, "Tuojian" <${ADDRESS}> wrote:\n\n${CODE}`],
    ['163 master', `---- 回复的原邮件 ----\n| 发件人 | 托建 |\n| 日期 | 2026年11月24日 09:00 |\n${CODE}`],
    ['Foxmail', `发件人： 托建\n发送时间： 2026-11-24 09:00\n收件人： 王伟\n主题： 【待办】\n${CODE}`],
    ['Coremail', `-----原始邮件-----\n发件人:托建 <${ADDRESS}>\n发送时间:2026-11-24 09:00:00 (星期二)\n${CODE}`],
    [
      'DingTalk',
      `------------------------------------------------------------------\n发件人：托建<${ADDRESS}>\n日　期：2026年11月24日 09:00:00\n主　题：【待办】\n${CODE}`,
    ],
    ['DingTalk without its line', `发件人：托建<${ADDRESS}>\n日　期：2026年11月24日\n${CODE}`],
    ['Feishu', `发件人: "托建" <${ADDRESS}>\n时间: 2026年11月24日 (周二) 09:00\n主题: 【待办】\n收件人: 王伟\n${CODE}`],
    ['WeCom', `------------------ 原始邮件 ------------------\n发件人: 托建\n${CODE}`],
    ['Apple Mail zh', `在 2026年11月24日，09:00，托建 <${ADDRESS}> 写道：\n\n${CODE}`],
    ['Apple Mail zh without 在', `2026年11月24日 09:00，托建 <${ADDRESS}> 写道：\n\n${CODE}`],
    ['Apple Mail en', `On Nov 24, 2026, at 9:00 AM, Tuojian <${ADDRESS}> wrote:\n\n${CODE}`],
    ['Thunderbird zh', `在 2026/11/24 9:00, 托建 写道:\n> ${CODE}`],
    ['Thunderbird en', `On 11/24/26 09:00, Tuojian wrote:\n> ${CODE}`],
    ['Huawei', `-------- 原始邮件 --------\n发件人：托建 <${ADDRESS}>\n日期：2026年11月24日周二 09:00\n${CODE}`],
    ['139', `----邮件原文----\n发件人：托建\n收件人：王伟\n${CODE}`],
    ['a date first', `日期: 2026-11-24\n发件人: 托建\n主题: x\n${CODE}`],
    ['full-width signs', `＞ 代码：${CODE}`],
  ])('of %s is no reason', (_program, head) => {
    expect(ownWords(`不同意\n\n${head}\n`)).toEqual({ lines: ['不同意'], unsure: null });
    expect(ownWords(`不同意\n缺设备费\n\n${head}\n`)).toEqual({ lines: ['不同意', '缺设备费'], unsure: null });
  });

  it.each([
    ['a sentence that ends like a head', '不同意\n正如张三写道：\n费用过高'],
    ['our own mail without any mark', `同意\n您有一件待办\n也可以直接回复本邮件\n代码：${CODE}`],
    ['words below a phone’s signature', '同意\n发自我的 iPhone\n其实我不同意'],
  ])('that cannot be told apart is said, and nothing is guessed: %s', (_what, text) => {
    expect(ownWords(text)).toEqual({ lines: [], unsure: 'QUOTE' });
  });

  it('with marks that turn text around is not read; marks that programs put in are left out', () => {
    expect(ownWords('不\u202e同意\n理由').unsure).toBe('HIDDEN');
    expect(ownWords('\ufeff不\u200b同意\n理由\u00a0')).toEqual({ lines: ['不同意', '理由'], unsure: null });
    expect(ownWords('同意\n\ufffd\ufffd').unsure).toBe('UNREADABLE');
  });
});

describe('a signature', () => {
  it.each([
    '发自我的 iPhone',
    '发自我的iPad',
    '發自我的 iPhone',
    '发自我的华为手机',
    '发自我的小米手机',
    '发自我的OPPO手机',
    '发自 vivo 电子邮件',
    '来自我的荣耀手机',
    '发自网易邮箱大师',
    '发自QQ邮箱客户端',
    '发自钉钉邮箱',
    '从 Windows 版邮件发送',
    '获取 Outlook for iOS',
    '获取 Outlook for Android<https://aka.ms/AAb9ysg>',
    'Get Outlook for iOS',
    'Sent from my iPhone',
    'Sent from Mail for Windows',
    'Sent with Spark',
    '签名由 网易邮箱大师 定制',
    '-- \n王伟\n县发改局',
    '王伟\n县发改局投资科\n电话：0319-1234567',
    '| 王伟 |\n| wang.wei@163.com |\n签名由网易邮箱大师定制',
  ])('%s is no reason', (signature) => {
    expect(ownWords(`不同意\n\n${signature}\n\n在 2026年11月24日，09:00，托建 写道：\n> ${CODE}`)).toEqual({ lines: ['不同意'], unsure: null });
    expect(ownWords(`不同意\n缺设备费\n\n${signature}`)).toEqual({ lines: ['不同意', '缺设备费'], unsure: null });
  });

  it('is not looked for in what somebody says', () => {
    const said = ['不同意', '来自财政局的意见尚未收到，发自邮箱的材料缺页。', '通过邮件发送的材料不全', '请致电 0319-1234567 说明。'];
    expect(ownWords(said.join('\n')).lines).toEqual(said);
    expect(ownWords('不同意\n\n王伟\n', ['王伟']).lines).toEqual(['不同意']);
  });
});

describe('an answer in HTML', () => {
  it.each([
    [
      'Gmail',
      `<div dir="ltr">不同意<br>缺费</div><br><div class="gmail_quote"><div class="gmail_attr">托建 于…写道：</div><blockquote>${CODE}</blockquote></div>`,
    ],
    ['Outlook', `<div>不同意</div><div>缺费</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">发件人: 托建</div><p>${CODE}</p>`],
    [
      'a phone’s Outlook',
      `<div>不同意</div><div>缺费</div><div id="ms-outlook-mobile-signature">张三的签名</div><hr><div id="divRplyFwdMsg">x</div>${CODE}`,
    ],
    ['Apple', `<html><body>不同意<div>缺费</div><div id="AppleMailSignature">王</div><blockquote type="cite">${CODE}</blockquote></body></html>`],
    ['NetEase', `<div>不同意<br/>缺费</div><div class="ntes-mailmaster-quote">${CODE}</div>`],
    ['Thunderbird', `<p>不同意</p><p>缺费</p><div class="moz-cite-prefix">在…写道</div><blockquote>${CODE}</blockquote>`],
    ['Feishu', `<div>不同意</div><div>缺费</div><div class="history-quote-wrapper">${CODE}</div>`],
    ['one with hidden text', `<style>.x{}</style><div style="display:none">同意</div><div>不同意</div><div>缺费</div>`],
  ])('of %s ends where its structure says', (_program, html) => {
    expect(ownWords(linesOfHtml(html)?.own ?? '')).toEqual({ lines: ['不同意', '缺费'], unsure: null });
  });

  it('is not read when it is nested without end', () => {
    expect(linesOfHtml('<div>'.repeat(3_000))).toBeNull();
  });
});

describe('patterns over a stranger’s text', () => {
  it.each([
    ['one long line', 'a'.repeat(2_000_000)],
    ['blanks', `同意\n${' '.repeat(1_000_000)}x`],
    ['at signs', `<${'@'.repeat(500_000)}`],
    ['many lines', '发件人\n'.repeat(300_000)],
    ['many heads', 'x写道\n'.repeat(100_000)],
    ['stars', `${'* '.repeat(500_000)}x`],
    ['dashes', `${'- '.repeat(500_000)}x`],
  ])('stay linear: %s', (_what, text) => {
    const since = performance.now();
    ownWords(text);
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
