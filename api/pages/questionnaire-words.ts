/** What the public questionnaire says, in both languages. Deliberately absent: its questions (domain/stages/survey/questionnaire.ts). */
import type { Locale } from '../../domain/kernel/locale.ts';

type Said = readonly [title: string, text: string];
type Words = {
  readonly title: string;
  readonly intro: (programme: string, until: string) => string;
  readonly about: readonly string[];
  readonly begin: string;
  readonly next: string;
  readonly back: string;
  readonly send: string;
  readonly step: (n: number, of: number) => string;
  readonly consentFirst: string;
  readonly faults: (n: number) => string;
  readonly year: string;
  readonly month: string;
  readonly monthOf: (month: number) => string;
  readonly choose: string;
  readonly optional: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly phoneFault: string;
  readonly allowCookies: string;
  readonly stale: string;
  readonly machine: string;
  readonly tooMany: string;
  readonly thanks: Said;
  readonly twice: Said;
  readonly closed: Said;
  readonly tooLong: Said;
  readonly absent: Said;
};

export const QUESTIONNAIRE_WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    title: '托育需求调研',
    intro: (programme, until) =>
      `${programme}正在了解 3 岁以下孩子家庭的托育需求，用来决定在哪里建、建多少托位。共 20 题，约 5 分钟，${until} 截止。`,
    about: [
      '请由孩子的父母或监护人填写；每台设备、每个手机号只收一份。',
      '不问孩子姓名、身份证号和住址。出生年月只换算成月龄，手机号可不填，填了也不保存号码，只保存用来查重的校验码。',
      '答卷只用于本次调研的统计；提交后无法认出是谁的，因此不能撤回。不填也不影响任何待遇。',
    ],
    begin: '开始填写',
    next: '下一步',
    back: '上一步',
    send: '提交',
    step: (n, of) => `第 ${n} 页，共 ${of} 页`,
    consentFirst: '请先阅读说明并勾选同意，再开始填写。',
    faults: (n) => `还有 ${n} 处需要填写或更正，其他内容已保留：`,
    year: '年',
    month: '月',
    monthOf: (month) => `${month} 月`,
    choose: '请选择',
    optional: '（可不填）',
    phone: '手机号',
    phoneHint: '只用来避免重复填写，不会与您联系。',
    phoneFault: '请填 11 位手机号，或留空',
    allowCookies: '请允许本页使用 Cookie 后再提交：只用来保证一台设备只收一份。所填内容已保留。',
    stale: '页面停留过久，请核对后再提交一次。所填内容已保留。',
    machine: '看起来有一栏隐藏内容被自动填写了。所填内容已保留，请再提交一次。',
    tooMany: '从您所在的网络提交的人较多，请过几分钟再提交。所填内容已保留。',
    thanks: ['答卷已收到，谢谢', '您的意见会用于决定在哪里建、建多少托位。可以关闭本页。'],
    twice: ['本次调研已有您的一份答卷', '每台设备、每个手机号只收一份，这一份没有再收。如果不是您填的，请联系发给您链接的单位，领取纸质问卷。'],
    tooLong: ['内容过长，未提交', '所填内容超出本页能接收的长度，没有读取。请返回上一页（所填内容仍在），缩短后再提交。'],
    closed: ['调研现在不收答卷', '本次调研尚未开始、已经截止或暂停。如有疑问，请联系发给您链接的单位。'],
    absent: ['没有这份问卷', '请核对链接是否完整，或重新扫描二维码。'],
  },
  en: {
    title: 'Survey of childcare needs',
    intro: (programme, until) =>
      `${programme} asks families with children under three which childcare they need, to decide where places are built and how many. Twenty questions, about five minutes, open until ${until}.`,
    about: [
      'To be filled in by a parent or guardian; one answer for each device and each phone number.',
      'We ask for no child’s name, identity number or address. The month of birth is kept as an age in months alone. A phone number may be left out; given, not the number is kept but a check value by which a second answer is found.',
      'Answers are counted for this survey and nothing else. Once sent, nobody can tell whose it is, so it cannot be taken back. Not taking part has no effect on anything you are entitled to.',
    ],
    begin: 'Begin',
    next: 'Next',
    back: 'Back',
    send: 'Send',
    step: (n, of) => `Page ${n} of ${of}`,
    consentFirst: 'Please read the above and tick your consent before you begin.',
    faults: (n) =>
      n === 1 ? 'One thing is left to fill in or put right; the rest is kept:' : `${n} things are left to fill in or put right; the rest is kept:`,
    year: 'Year',
    month: 'Month',
    monthOf: (month) =>
      ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][month - 1] ?? '',
    choose: 'Please choose',
    optional: ' (may be left empty)',
    phone: 'Mobile phone number',
    phoneHint: 'Only so that nobody answers twice; we will not call you.',
    phoneFault: 'Please give a mobile number of 11 digits, or leave it empty',
    allowCookies: 'Please allow cookies for this page and send again: they only see to it that each device answers once. What you filled in is kept.',
    stale: 'This page has been open for too long; please look it over and send it again. What you filled in is kept.',
    machine: 'A hidden field seems to have been filled in by a program. What you filled in is kept; please send it again.',
    tooMany: 'Many people are sending from your network just now. Please send again in a few minutes; what you filled in is kept.',
    thanks: ['Thank you, your answer is here', 'It will help to decide where places are built and how many. You may close this page.'],
    twice: [
      'This survey has an answer of yours already',
      'One answer is taken for each device and each phone number, and this one was not taken. If it was not you, please ask whoever sent you the link for the paper form.',
    ],
    tooLong: [
      'Too long, and not sent',
      'It holds more text than this page takes, so nothing of it was read. Go back to the page before, where what you wrote is still there, shorten it and send it again.',
    ],
    closed: ['This survey takes no answers now', 'It has not begun, is over, or has been paused. If in doubt, ask whoever sent you the link.'],
    absent: ['There is no such questionnaire', 'Please see whether the link is complete, or scan the code again.'],
  },
};
