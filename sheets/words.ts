/** What the approval sheet says, in both languages. Deliberately absent: closed lists (domain/words/). */

import type { Locale } from '../domain/kernel/locale.ts';

type Words = {
  readonly sheet: string;
  readonly number: string;
  readonly applicant: string;
  readonly toCome: string;
  readonly limit: string;
  readonly documents: string;
  readonly received: string;
  /** A day of receipt that the office entered later, by which paper, on which day, who did. */
  readonly enteredLater: (document: string, on: string, who: string) => string;
  readonly due: string;
  readonly route: string;
  readonly content: string;
  readonly steps: string;
  readonly step: string;
  readonly round: (n: number) => string;
  readonly approver: string;
  readonly behalf: (name: string) => string;
  readonly answer: string;
  readonly comment: string;
  readonly signed: string;
  readonly signedBy: (hash: string) => string;
  readonly outcome: string;
  readonly takenBack: string;
  readonly anew: string;
  readonly advisory: string;
  readonly trail: string;
  readonly no: string;
  readonly at: string;
  readonly event: string;
  readonly door: string;
  readonly seen: string;
  readonly printed: string;
  readonly record: string;
  readonly scan: string;
  readonly scanText: string;
};

export const SHEET_WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    sheet: '审批表',
    number: '编号',
    applicant: '申请人',
    toCome: '后续环节',
    limit: '办理时限',
    documents: '材料',
    received: '收到 / 受理',
    enteredLater: (document, on, who) => `（凭 ${document}，${who}于 ${on} 补录）`,
    due: '办理期限',
    route: '审批路线',
    content: '内容摘要值 SHA-256',
    steps: '审批意见',
    step: '环节',
    round: (n) => `（第 ${n} 轮）`,
    approver: '审批人',
    behalf: (name) => `（代 ${name}）`,
    answer: '决定',
    comment: '意见',
    signed: '签名、时间、方式',
    signedBy: (hash) => `签名文件 ${hash}`,
    outcome: '办理结果',
    takenBack: '（已拿回）',
    anew: '（分支内退回，已重办）',
    advisory: '（仅供参考）',
    trail: '签核历程',
    no: '序',
    at: '时间',
    event: '事项',
    door: '方式',
    seen: '所见内容 SHA-256',
    printed: '打印于',
    record: '存证',
    scan: '扫码办理',
    scanText: '扫描二维码，选择您自己，链接会发到您登记的邮箱。纸面、邮件和页面以先作出的决定为准。',
  },
  en: {
    sheet: 'Approval sheet',
    number: 'Number',
    applicant: 'Applicant',
    toCome: 'Steps to come',
    limit: 'Time allowed',
    documents: 'Documents',
    received: 'Received / accepted',
    enteredLater: (document, on, who) => ` (by ${document}, entered on ${on} by ${who})`,
    due: 'Due',
    route: 'Route',
    content: 'Content SHA-256',
    steps: 'Answers',
    step: 'Step',
    round: (n) => ` (round ${n})`,
    approver: 'Approver',
    behalf: (name) => `on behalf of ${name}`,
    answer: 'Decision',
    comment: 'Comment',
    signed: 'Signed, when, how',
    signedBy: (hash) => `signature ${hash}`,
    outcome: 'Outcome',
    takenBack: ' (taken back)',
    anew: ' (returned within the branch, asked anew)',
    advisory: ' (for advice)',
    trail: 'Trail',
    no: 'No.',
    at: 'When',
    event: 'What',
    door: 'How',
    seen: 'content seen, SHA-256',
    printed: 'Printed',
    record: 'record',
    scan: 'Answer on your phone',
    scanText: 'Scan the code and choose yourself; the link is sent to your registered mailbox. Whichever answer comes first counts.',
  },
};
