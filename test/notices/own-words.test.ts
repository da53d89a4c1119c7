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
    ['Gmail en of today', `On Tue, 24 Nov 2026 at 09:00, Tuojian <${ADDRESS}> wrote:\n\n> ${CODE}`],
    ['Gmail zh with mailto', `托建 <${ADDRESS} <mailto:${ADDRESS}>> 于2026年11月24日周二 09:00写道：\n\n> ${CODE}`],
    ['Outlook zh of some weight', `重要性: 高\n发件人: 托建\n发送时间: 2026年11月24日\n${CODE}`],
    ['Outlook’s old line', `-----邮件原件-----\n发件人: 托建 [mailto:${ADDRESS}]\n${CODE}`],
    ['QQ of today', `原始邮件\n\n\n发件人：托建 <${ADDRESS}>\n发件时间：2026年11月24日 09:00\n${CODE}`],
    ['QQ, three dashes', `---原始邮件---\n发件人: "托建"<${ADDRESS}>\n${CODE}`],
    [
      'DingTalk on a phone',
      `来自钉钉专属商务邮箱------------------------------------------------------------------\n发件人：托建<${ADDRESS}>\n${CODE}`,
    ],
    ['Alibaba on a phone', `发自阿里邮箱 iPhone版------------------------------------------------------------------\n发件人：托建\n${CODE}`],
    ['Apple, forwarded', `下面是被转发的邮件：\n\n发件人: 托建 <${ADDRESS}>\n${CODE}`],
    ['Samsung', `-------- 原始信息 --------\n由： 托建 <${ADDRESS}>\n日期： 2026/11/24 9:00 (GMT+08:00)\n${CODE}`],
    ['Samsung without its line', `由： 托建 <${ADDRESS}>\n日期： 2026/11/24 9:00\n收件人： 王伟\n${CODE}`],
    ['Xiaomi', `在2026年11月24日 09:00，托建<${ADDRESS}>写道：\n${CODE}`],
    ['vivo', `托建 <${ADDRESS}>在 2026年11月24日 09:00写道：\n${CODE}`],
    ['Thunderbird zh of today', `托建 于 2026/11/24 9:00 写道:\n> ${CODE}`],
    ['Roundcube zh', `2026-11-24 09:00，托建 写道：\n> ${CODE}`],
    ['Yahoo zh', `2026年11月24日星期二 GMT+8 09:00:00， 托建<${ADDRESS}> 写道：\n${CODE}`],
    ['WeCom, in its words', `回复的邮件\n发件人：托建\n${CODE}`],
    ['another language', `Am 24.11.26 um 09:00 schrieb Tuojian:\n> ${CODE}`],
    ['a long name, folded off', `青禾县普惠托育服务设施建设工作领导小组办公室\n<${ADDRESS}> 于2026年11月24日周二 上午9:00写道：\n> ${CODE}`],
  ])('of %s is no reason', (_program, head) => {
    expect(ownWords(`不同意\n\n${head}\n`)).toEqual({ lines: ['不同意'], unsure: null });
    expect(ownWords(`不同意\n缺设备费\n\n${head}\n`)).toEqual({ lines: ['不同意', '缺设备费'], unsure: null });
  });

  it.each([
    ['a sentence that ends like a head', '不同意\n正如张三写道：\n费用过高'],
    ['our own mail without any mark', `同意\n您有一件待办\n也可以直接回复本邮件\n代码：${CODE}`],
    ['a name folded off its address, and no gap above it', `不同意\n缺费\n<${ADDRESS}> 于2026年11月24日周二 上午9:00写道：\n> ${CODE}`],
    ['markup left in the text', `不同意\n</br>-----原始邮件-----</br><b>发件人:</b>托建\n${CODE}`],
    ['a line of an unknown program', '同意\n\n来自 某某邮箱 的移动版'],
    ['words before a line across', `不同意\n缺费----------------------------\n发件人：托建\n${CODE}`],
    ['a name beside other words', '不同意\n王伟, 缺设备费', ['王伟']],
    ['a dash before a name', '不同意\n——李明 投资科', ['王伟']],
    ['words below a Chinese dash', '不同意\n——\n但是，如果补齐设备费，可以同意。'],
    ['something about secrecy', '不同意\n本邮件涉及机密，请改用纸质报送'],
    ['words below a phone’s signature', '同意\n发自我的 iPhone\n其实我不同意'],
  ])('that cannot be told apart is said, and nothing is guessed: %s', (_what, text, names: readonly string[] = []) => {
    expect(ownWords(text, names)).toEqual({ lines: [], unsure: 'QUOTE' });
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
    '——\n王伟\n投资科科长',
    '此致\n敬礼\n王伟',
    'Best regards,\n王伟',
    '谢谢！',
    '王伟 | 投资科 | 13800001111',
    '王伟 投资科',
    '发自 HarmonyOS 设备',
    '发自我的 iPhone。',
    '发自我的鸿蒙手机',
    '从我的 Galaxy 智能手机发送。',
    '已从 Windows 版邮件发送',
    '从移动端发送',
    '获取适用于 iOS 的 Outlook',
    '适用于 iOS 的 Outlook',
    'Enviado do meu iPhone',
    'Von meinem iPhone gesendet',
    'iPhoneから送信',
    '[图片]',
    '&nbsp;',
    '保密声明：本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。\n禁止任何其他人以任何形式使用。',
    '本邮件及附件中的信息均属保密。',
    'Disclaimer: This e-mail is confidential.',
    '王伟\n县发改局投资科\n电话：0319-1234567',
    '| 王伟 |\n| wang.wei@163.com |\n签名由网易邮箱大师定制',
  ])('%s is no reason', (signature) => {
    expect(ownWords(`不同意\n\n${signature}\n\n在 2026年11月24日，09:00，托建 写道：\n> ${CODE}`, ['王伟'])).toEqual({
      lines: ['不同意'],
      unsure: null,
    });
    expect(ownWords(`不同意\n缺设备费\n\n${signature}`, ['王伟'])).toEqual({ lines: ['不同意', '缺设备费'], unsure: null });
  });

  it('is not looked for in what somebody says', () => {
    const said = [
      '不同意',
      '来自财政局的意见尚未收到，发自邮箱的材料缺页。',
      '通过邮件发送的材料不全',
      '请致电 0319-1234567 说明。',
      '另见保密局来文。',
      '王伟认为可行',
    ];
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
