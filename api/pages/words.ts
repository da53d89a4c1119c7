/** What the pages behind a link say, in both languages. */
import type { Choice } from '../../domain/approval/facts.ts';

type Words = {
  readonly applicant: string;
  readonly amount: string;
  readonly until: string;
  readonly light: string;
  readonly lights: Readonly<Record<'GREEN' | 'YELLOW' | 'RED', string>>;
  readonly step: string;
  readonly forPerson: string;
  readonly documents: string;
  readonly said: string;
  readonly decide: string;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly reason: string;
  readonly reasonHint: string;
  readonly score: string;
  readonly scoreHint: string;
  readonly check: (of: string, n: number) => string;
  readonly checkHint: string;
  readonly submit: string;
  readonly faults: string;
  readonly chooseFirst: string;
  readonly checkWrong: string;
  readonly tooFast: string;
  readonly staleForm: string;
  readonly dead: readonly [string, string];
  readonly expired: readonly [string, string];
  readonly over: string;
  readonly yours: string;
  readonly nothingToDo: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly notConfirmed: readonly [string, string];
  readonly unavailable: readonly [string, string];
  readonly provisional: string;
  readonly on: string;
  readonly other: string;
};

export const PAGE_WORDS: Readonly<Record<'zh-CN' | 'en', Words>> = {
  'zh-CN': {
    applicant: '申请人',
    amount: '金额',
    until: '办理期限',
    light: '灯',
    lights: { GREEN: '绿灯', YELLOW: '黄灯', RED: '红灯' },
    step: '环节',
    forPerson: '本页发给',
    documents: '材料',
    said: '已有意见',
    decide: '您的决定',
    choices: { APPROVE: '同意', REJECT: '不同意', RETURN: '退回修改', SUPPLEMENT: '要求补正（一次性列全）' },
    reason: '意见',
    reasonHint: '不同意、退回、要求补正时必填。',
    score: '评分（0–100）',
    scoreHint: '例如 86。',
    check: (_of, n) => `项目编号的最后 ${n} 位`,
    checkHint: '见邮件。此项用于确认是本人操作，而不是邮件扫描程序。',
    submit: '提交决定',
    faults: '还不能提交',
    chooseFirst: '请先选择一项决定。',
    checkWrong: '项目编号的最后几位不对，请对照邮件填写。',
    tooFast: '提交得太快，请阅读后再提交一次。',
    staleForm: '页面已过期或已使用，请在下面重新填写。',
    dead: ['链接无效', '此链接无效或已被新的邮件取代。请使用最近一封邮件中的链接。'],
    expired: ['链接已过期', '此链接已过期。请联系项目单位或领导小组办公室重新发送。'],
    over: '该事项的处理情况',
    yours: '您已处理：',
    nothingToDo: '目前没有需要您处理的事项。',
    outcomes: {
      OPEN: '审批中',
      PAUSED: '等待补正',
      RETURNED: '已退回修改',
      APPROVED: '已同意',
      REJECTED: '未同意',
      WITHDRAWN: '已撤回',
      CANCELLED: '已取消',
    },
    notConfirmed: ['尚未确认', '您的决定尚未确认是否已记录。请刷新本页，页面会显示实际状态。'],
    unavailable: ['未记录', '服务暂不可用，您的决定没有记录，请稍后重试。'],
    provisional: '（暂定）',
    on: '于',
    other: 'English',
  },
  en: {
    applicant: 'Applicant',
    amount: 'Amount',
    until: 'Decide by',
    light: 'Light',
    lights: { GREEN: 'green', YELLOW: 'yellow', RED: 'red' },
    step: 'Step',
    forPerson: 'This page is for',
    documents: 'Documents',
    said: 'Said so far',
    decide: 'Your decision',
    choices: { APPROVE: 'Approve', REJECT: 'Reject', RETURN: 'Return for changes', SUPPLEMENT: 'Ask for a supplement (one full list)' },
    reason: 'Comment',
    reasonHint: 'Required when you reject, return or ask for a supplement.',
    score: 'Score (0–100)',
    scoreHint: 'For example 86.',
    check: (_of, n) => `Last ${n} characters of the project number`,
    checkHint: 'See the mail. This shows that a person decides, not a mail scanner.',
    submit: 'Submit decision',
    faults: 'Not submitted yet',
    chooseFirst: 'Please choose a decision.',
    checkWrong: 'The last characters of the project number are not right; please compare with the mail.',
    tooFast: 'That was too fast to have been read; please submit once more.',
    staleForm: 'This form is too old or was used; please fill it in again below.',
    dead: ['This link does not work', 'It is not valid, or a newer mail has replaced it. Please use the link in your latest mail.'],
    expired: ['This link has expired', 'Please ask the project unit or the leading group office to send it again.'],
    over: 'How this stands',
    yours: 'You decided: ',
    nothingToDo: 'There is nothing for you to do here now.',
    outcomes: {
      OPEN: 'being decided',
      PAUSED: 'waiting for a supplement',
      RETURNED: 'returned for changes',
      APPROVED: 'approved',
      REJECTED: 'rejected',
      WITHDRAWN: 'withdrawn',
      CANCELLED: 'cancelled',
    },
    notConfirmed: ['Not confirmed', 'It is not confirmed whether your decision was recorded. Reload this page; it shows the true state.'],
    unavailable: ['Not recorded', 'The service is unavailable and your decision was not recorded. Please try again.'],
    provisional: ' (provisional)',
    on: 'on',
    other: '中文',
  },
};
