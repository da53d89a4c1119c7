/** What the pages behind a link say, in both languages. */
import type { ApprovalStatus, TaskKind, TaskStatus } from '../../domain/approval/facts.ts';
import type { Choice } from '../../domain/approval/route.ts';
import type { PageOffer } from '../page-offers.ts';

type Words = {
  readonly applicant: string;
  readonly amount: string;
  readonly way: string;
  readonly stages: Readonly<Record<'DONE' | 'NOW' | 'TO_COME', string>>;
  readonly byRule: string;
  readonly and: string;
  readonly inAll: (n: number) => string;
  readonly dueOn: (day: string) => string;
  readonly until: string;
  readonly lights: Readonly<Record<'GREEN' | 'YELLOW' | 'RED', string>>;
  readonly colon: string;
  readonly aside: (text: string) => string;
  readonly paused: string;
  /** Why the clock stands still, and what follows from it. */
  readonly pausedFor: (why: string) => string;
  readonly awaitsSupplement: string;
  readonly pausedUntil: string;
  readonly step: string;
  readonly round: (n: number) => string;
  readonly forPerson: string;
  readonly behalf: (name: string) => string;
  readonly documents: string;
  readonly files: string;
  readonly filesHint: (most: number, megabytes: number) => string;
  readonly filesTooLarge: (most: number, megabytes: number) => string;
  readonly keptFiles: string;
  readonly filesAgain: string;
  readonly said: string;
  readonly remarks: string;
  readonly asked: string;
  readonly decide: Readonly<Record<TaskKind, string>>;
  /** Where nothing that is asked can be answered now. */
  readonly besides: string;
  readonly more: string;
  readonly offers: Readonly<Record<PageOffer, string>>;
  readonly intake: Readonly<Partial<Record<Choice, string>>>;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly reason: Readonly<Record<TaskKind, string>>;
  readonly reasonHint: string;
  readonly conditions: string;
  readonly conditionsHint: string;
  readonly score: string;
  readonly scoreHint: string;
  readonly person: string;
  readonly personHint: string;
  readonly nobody: string;
  readonly where: string;
  readonly wheres: Readonly<Record<'BEFORE' | 'AFTER' | 'BESIDE', string>>;
  readonly returnTo: string;
  readonly toApplicant: string;
  readonly afterwards: string;
  readonly afterwardses: Readonly<Record<'FROM_TARGET' | 'BACK', string>>;
  readonly pauseFor: string;
  readonly pauses: Readonly<Record<'EXPERT_REVIEW' | 'HEARING' | 'SITE_CHECK' | 'PUBLICITY' | 'FORCE_MAJEURE', string>>;
  readonly recommends: string;
  readonly recommendations: Readonly<Record<'' | 'APPROVE' | 'REJECT', string>>;
  readonly remove: string;
  readonly check: (n: number) => string;
  readonly oldCheck: string;
  readonly checkHint: string;
  readonly submit: Readonly<Record<TaskKind, string>>;
  readonly faults: string;
  readonly chooseFirst: string;
  readonly leftOut: Readonly<Record<'reason' | 'conditions' | 'files', (chosen: string, fitting: string) => string>>;
  readonly done: (offer: string) => string;
  /** The page's own link has been replaced by what was done. */
  readonly doneAndReplaced: readonly [string, string];
  readonly checkWrong: string;
  readonly checkWait: (seconds: number) => string;
  readonly choosePerson: string;
  readonly tooFast: string;
  readonly staleForm: string;
  readonly dead: readonly [string, string];
  /** The same where no form stands below. */
  readonly deadDoor: readonly [string, string];
  readonly absent: readonly [string, string];
  readonly expired: readonly [string, string];
  readonly over: string;
  readonly yours: string;
  readonly zone: string;
  readonly conditional: string;
  readonly statuses: Readonly<Record<TaskStatus, string>>;
  readonly automatic: string;
  readonly takenBack: string;
  readonly advisory: string;
  readonly nothingToDo: string;
  readonly outcomes: Readonly<Record<ApprovalStatus, string>>;
  readonly notConfirmed: readonly [string, string];
  readonly written: string;
  readonly unavailable: readonly [string, string];
  /** The same where nobody has decided anything yet. */
  readonly away: readonly [string, string];
  readonly failed: readonly [string, string];
  readonly tooLarge: readonly [string, string];
  readonly provisional: string;
  /** The day on which the limit would have ended, had it not been a day off. */
  readonly moved: (day: string) => string;
  readonly opinion: string;
  readonly question: string;
  readonly answer: string;
  readonly comment: string;
  readonly other: string;
  readonly jump: string;
  readonly superseded: readonly [string, string];
  /** For whoever may not read on: how that came. */
  readonly handedOver: readonly [string, string];
  readonly recused: readonly [string, string];
  readonly ended: readonly [string, string];
  readonly resend: string;
  readonly resendHint: string;
  readonly linkSent: readonly [string, string];
  readonly notMeant: readonly [string, string];
  readonly tooMany: readonly [string, string];
  readonly goOn: string;
  readonly doorText: string;
  readonly doorOver: string;
  readonly whoAreYou: string;
  readonly decoy: string;
  readonly decoyed: string;
  readonly code: string;
  readonly codeHint: string;
  readonly codeAsked: string;
  readonly sendCode: string;
  readonly codeSent: string;
  readonly codeTooSoon: string;
  readonly codeWrong: string;
  readonly signIn: string;
  readonly signInHint: string;
  readonly signInWrong: string;
  readonly previewOf: (title: string) => string;
  readonly unsubscribe: readonly [string, string];
  readonly unsubscribeNow: string;
  readonly unsubscribed: readonly [string, string];
};

export const PAGE_WORDS: Readonly<Record<'zh-CN' | 'en', Words>> = {
  'zh-CN': {
    applicant: '申请人',
    amount: '申请金额',
    way: '审批流程',
    stages: { DONE: '已办', NOW: '办理中', TO_COME: '后续' },
    byRule: '按路线自动通过，无人作出决定',
    and: '、',
    inAll: (n) => `等 ${n} 人`,
    dueOn: (day) => `${day} 前`,
    until: '办理期限',
    lights: { GREEN: '绿灯', YELLOW: '黄灯', RED: '红灯' },
    colon: '：',
    aside: (text) => `（${text}）`,
    paused: '计时已暂停',
    pausedFor: (why) => `计时已暂停：${why}。暂停期间不计入办理时限，恢复计时后再作决定。`,
    awaitsSupplement: '计时已暂停，等待申请人补正。补正后会再次通知您。',
    pausedUntil: '恢复计时后重新计算',
    step: '环节',
    round: (n) => `（第 ${n} 轮）`,
    forPerson: '本页发给',
    behalf: (name) => `代 ${name}`,
    documents: '材料',
    files: '附件',
    filesHint: (most, megabytes) => `可拍照或选择文件，最多 ${most} 个，每个不超过 ${megabytes} MB。`,
    filesTooLarge: (most, megabytes) => `附件过大或过多：最多 ${most} 个，每个不超过 ${megabytes} MB。没有提交任何内容，请重新选择附件。`,
    keptFiles: '已附上，无需再选：',
    filesAgain: '附件没有收下，请重新选择附件。',
    said: '已有意见',
    remarks: '问答与批注',
    asked: '请您答复',
    decide: { DECIDE: '您的决定', OPINION: '您的意见', QUESTION: '您的答复', READ: '阅知' },
    besides: '您可以',
    more: '更多操作',
    offers: {
      APPROVE: '同意',
      APPROVE_WITH_CONDITIONS: '附条件同意',
      REJECT: '不同意',
      RETURN: '退回修改',
      SUPPLEMENT: '要求补正（一次性列全）',
      TAKE_BACK: '拿回我的决定',
      HAND_OVER: '转办给他人',
      ASK_OPINION: '委派他人提意见（之后回到我）',
      ADD_APPROVERS: '加签',
      REMOVE_APPROVERS: '减签（移除加签的人）',
      ASK: '提问',
      COMMENT: '批注',
      COPY: '抄送',
      PAUSE: '暂停计时（评审、听证等）',
      RECUSE: '回避',
      GIVE_OPINION: '答复意见',
      RECALL_OPINION: '收回委派',
      ANSWER: '答复',
      MARK_READ: '已阅',
      MARK_SEEN: '已阅，稍后再作决定（告知申请人，不影响时限）',
      RESUME_CLOCK: '恢复计时',
    },
    intake: { APPROVE: '受理', APPROVE_WITH_CONDITIONS: '容缺受理', REJECT: '不予受理' },
    choices: {
      APPROVE: '同意',
      APPROVE_WITH_CONDITIONS: '附条件同意',
      REJECT: '不同意',
      RETURN: '退回修改',
      SUPPLEMENT: '要求补正（一次性列全）',
    },
    reason: { DECIDE: '意见', OPINION: '意见内容', QUESTION: '答复内容', READ: '批注内容' },
    reasonHint: '同意、抄送时可不填，其他都要写明。暂停计时请写书面通知的名称和编号。',
    conditions: '条件（或容缺的材料）',
    conditionsHint: '每行一条。',
    score: '评分（0–100）',
    scoreHint: '例如 86。',
    person: '人员',
    personHint: '转办、委派、加签、提问、抄送给谁。',
    nobody: '请选择',
    where: '加签位置',
    wheres: { BEFORE: '在我之前', AFTER: '在我之后', BESIDE: '与我并行' },
    returnTo: '退回到',
    toApplicant: '申请人',
    afterwards: '修改后',
    afterwardses: { FROM_TARGET: '从退回处逐级再审', BACK: '直接回到本环节' },
    pauseFor: '暂停原因',
    pauses: { EXPERT_REVIEW: '专家评审', HEARING: '听证', SITE_CHECK: '现场核查', PUBLICITY: '公示', FORCE_MAJEURE: '不可抗力' },
    recommends: '建议',
    recommendations: { '': '不作建议', APPROVE: '建议同意', REJECT: '建议不同意' },
    remove: '移除谁',
    check: (n) => `邮件中的核对码（${n} 位数字）`,
    oldCheck: '项目编号的最后 2 位（见邮件）',
    checkHint: '写在邮件的按钮下面。此项用于确认是本人操作，而不是邮件扫描程序。',
    submit: { DECIDE: '提交决定', OPINION: '提交意见', QUESTION: '提交答复', READ: '提交' },
    faults: '还不能提交',
    chooseFirst: '请先选择一项。',
    leftOut: {
      reason: (chosen) => `您写了文字，但“${chosen}”不带文字，提交后这些文字不会保留。请改选其他一项，或清空文字再提交。`,
      conditions: (chosen, fitting) => `您填写了条件，但选择的是“${chosen}”，条件不会随之记录。请改选“${fitting}”，或清空条件再提交。`,
      files: (chosen, fitting) => `您附了文件，但“${chosen}”不带附件。请改选“${fitting}”；不需要附件的，再提交一次即可。`,
    },
    done: (offer) => `已记录：${offer}。`,
    doneAndReplaced: ['已记录', '您的操作已经记录，新的链接已发到您的邮箱。此页面的链接不再使用，请从新邮件进入。'],
    checkWrong: '核对码不对，请对照本链接所在的邮件填写。',
    checkWait: (seconds) => `核对码被多次填错（可能是邮件扫描程序所为）。请等 ${seconds} 秒后再提交一次，您填写的内容都还在。`,
    choosePerson: '请选择人员。',
    tooFast: '提交得太快，请阅读后再提交一次。',
    staleForm: '页面已过期或已使用，请在下面重新填写。',
    dead: ['链接无效', '此链接无效或已被新的邮件取代。请使用最近一封邮件中的链接；找不到时，可在下面重新发送。'],
    deadDoor: ['链接无效', '此链接无效，或内容在此后有了变化。请使用最近一封邮件中的链接；找不到时，请联系领导小组办公室。'],
    absent: ['没有这个页面', '这里没有页面，或您无权查看。办理事项请使用邮件中的链接。'],
    expired: ['链接已过期', '此链接已过期。可在下面重新发送，新链接只会发到收到原邮件的邮箱。'],
    jump: '去办理',
    superseded: [
      '内容已更新',
      '您收到邮件之后，申请内容有了变化，原链接已失效，以免您按旧内容作出决定。若仍需您审批，请使用新邮件中的链接，或在下面重新发送。',
    ],
    handedOver: ['已转办', '您的这一项已转交他人，记录在案。内容不再向您显示；如有疑问，请联系领导小组办公室。'],
    recused: ['已回避', '您已就此事项回避，记录在案。内容不再向您显示；如有疑问，请联系领导小组办公室。'],
    ended: ['不再由您办理', '此事项已不再由您办理，内容不再向您显示。您此前的处理仍记录在案；如有疑问，请联系领导小组办公室。'],
    resend: '把链接重新发到邮箱',
    resendHint: '只会发到当事人登记的邮箱，每 10 分钟至多一次。在此操作不会作出任何决定。',
    linkSent: ['请查收邮件', '如果此事项仍需处理，链接已发往当事人登记的邮箱，通常一分钟内送达。请同时查看垃圾邮件。'],
    notMeant: ['没有发送', '提交得太快，或页面已过期。请稍候再按一次。'],
    tooMany: ['请求过多', '请过一分钟再试。没有作出任何决定。'],
    goOn: '本机打开过邮件中的链接？直接进入页面',
    doorText: '审批页面须从邮件中的链接打开。请选择您自己，链接会发到您登记的邮箱。',
    doorOver: '该事项目前没有待处理的人，或已经办结。',
    whoAreYou: '您是',
    decoy: '请勿填写、请勿点击（用于识别自动程序）',
    decoyed: '没有提交：有一项只有自动程序才会填写。请重新填写。',
    code: '一次性验证码',
    codeHint: '6 位数字，见验证码邮件，10 分钟内有效。',
    codeAsked: '本环节须凭一次性验证码作出决定。验证码发到您登记的邮箱。',
    sendCode: '发送验证码',
    codeSent: '验证码已发送，请查收邮件，填入下面的表单。',
    codeTooSoon: '验证码刚刚发送过，请查收邮件；一分钟后可重新发送。',
    codeWrong: '验证码不对或已失效（最多可试 5 次）。请重新发送验证码。',
    signIn: '登录口令',
    signInHint: '本环节须登录才能决定。请粘贴您的系统口令（由管理员发放）。我们不会以邮件或电话索要。',
    signInWrong: '登录口令不对，或不属于本页的收件人。',
    previewOf: (title) => `${title}（首页预览）`,
    unsubscribe: ['每日汇总', '不再接收每个工作日的汇总邮件？待办、催办和结果仍会单独发送。'],
    unsubscribeNow: '不再接收',
    unsubscribed: ['已停止', '不再发送每日汇总。待办、催办和结果仍会单独发送。'],
    over: '该事项的处理情况',
    yours: '您已处理：',
    zone: '北京时间',
    conditional: '附条件同意',
    statuses: {
      PENDING: '待处理',
      WAITING: '还没有轮到',
      ASKING: '等待所委派的意见',
      SET_ASIDE: '按规则自动处理',
      APPROVED: '同意',
      REJECTED: '不同意',
      RETURNED: '退回',
      AUTOMATIC: '系统自动通过（非本人决定）',
      CLOSED: '无需处理，已由他人办理或已结束',
      HANDED_OVER: '已转交他人',
      RECUSED: '已回避',
      REMOVED: '已减签',
      UNREACHABLE: '邮件无法送达，已改请他人',
      TAKEN_BACK: '已拿回',
      ANSWERED: '已答复',
      READ: '已阅',
    },
    automatic: '系统按路线自动作出，并非任何人的决定',
    takenBack: '（已拿回）',
    advisory: '（仅供参考，不计票）',
    nothingToDo: '目前没有需要您处理的事项。',
    outcomes: {
      DRAFT: '草稿',
      OPEN: '审批中',
      PAUSED: '计时暂停中',
      RETURNED: '已退回修改',
      WITHHELD: '各环节已同意，待补齐容缺材料',
      APPROVED: '已同意',
      REJECTED: '未同意',
      DECLINED: '不予受理',
      WITHDRAWN: '已撤回',
      CANCELLED: '已取消',
    },
    written: '您填写的内容（未记录，可复制）',
    notConfirmed: ['尚未确认', '您的决定尚未确认是否已记录。请刷新本页，页面会显示实际状态。'],
    unavailable: ['未记录', '服务暂不可用，您的决定没有记录，请稍后重试。'],
    away: ['服务暂不可用', '没有记录任何内容。请过一分钟再打开邮件中的链接，页面会显示实际状态。'],
    failed: ['服务出错', '不能确认是否已记录。请重新打开邮件中的链接，页面会显示实际状态；仍然出错的，请告知领导小组办公室。'],
    tooLarge: ['内容过大', '提交的内容超出了本页能接收的长度，没有记录。请重新打开邮件中的链接，缩短文字或减少附件后再提交。'],
    provisional: '（暂定）',
    moved: (day) => `（${day} 为休假日，顺延）`,
    opinion: '意见',
    question: '问',
    answer: '答',
    comment: '批注',
    other: 'English',
  },
  en: {
    applicant: 'Applicant',
    amount: 'Amount applied for',
    way: 'The way of this application',
    stages: { DONE: 'done', NOW: 'now', TO_COME: 'to come' },
    byRule: 'passed by a rule of the route; nobody decided it',
    and: ', ',
    inAll: (n) => `, ${n} in all`,
    dueOn: (day) => `until ${day}`,
    until: 'Decide by',
    lights: { GREEN: 'green', YELLOW: 'yellow', RED: 'red' },
    colon: ': ',
    aside: (text) => ` (${text})`,
    paused: 'the clock stands still',
    pausedFor: (why) => `The clock stands still: ${why}. This time is left out of the limit; decisions can be made when it goes on.`,
    awaitsSupplement: 'The clock stands still until the applicant has handed in the supplement. You will be told then.',
    pausedUntil: 'reckoned anew when the clock goes on',
    step: 'Step',
    round: (n) => ` (round ${n})`,
    forPerson: 'This page is for',
    behalf: (name) => `on behalf of ${name}`,
    documents: 'Documents',
    files: 'Attachments',
    filesHint: (most, megabytes) => `Take a photo or choose files: at most ${most}, ${megabytes} MB each.`,
    filesTooLarge: (most, megabytes) => `Too large or too many: at most ${most} files, ${megabytes} MB each. Nothing was sent; please choose again.`,
    keptFiles: 'Attached already:',
    filesAgain: 'The files were not taken; please choose them again.',
    said: 'Said so far',
    remarks: 'Questions and remarks',
    asked: 'You are asked',
    decide: { DECIDE: 'Your decision', OPINION: 'Your opinion', QUESTION: 'Your answer', READ: 'To be read' },
    besides: 'What you can do',
    more: 'Other things you can do',
    offers: {
      APPROVE: 'Approve',
      APPROVE_WITH_CONDITIONS: 'Approve with conditions',
      REJECT: 'Reject',
      RETURN: 'Return for changes',
      SUPPLEMENT: 'Ask for a supplement (one full list)',
      TAKE_BACK: 'Take my decision back',
      HAND_OVER: 'Hand over to somebody else',
      ASK_OPINION: 'Ask for an opinion (it comes back to me)',
      ADD_APPROVERS: 'Add an approver',
      REMOVE_APPROVERS: 'Remove somebody who was added',
      ASK: 'Ask a question',
      COMMENT: 'Remark',
      COPY: 'Send a copy',
      PAUSE: 'Stop the clock (review, hearing …)',
      RECUSE: 'Recuse myself',
      GIVE_OPINION: 'Give my opinion',
      RECALL_OPINION: 'Recall my request for an opinion',
      ANSWER: 'Answer',
      MARK_READ: 'I have read it',
      MARK_SEEN: 'Seen, I will decide later (the applicant is told; the limit stays)',
      RESUME_CLOCK: 'Let the clock go on',
    },
    intake: { APPROVE: 'Accept for handling', APPROVE_WITH_CONDITIONS: 'Accept with documents missing', REJECT: 'Do not accept' },
    choices: {
      APPROVE: 'Approve',
      APPROVE_WITH_CONDITIONS: 'Approve with conditions',
      REJECT: 'Reject',
      RETURN: 'Return for changes',
      SUPPLEMENT: 'Ask for a supplement (one full list)',
    },
    reason: { DECIDE: 'Comment', OPINION: 'Your opinion in words', QUESTION: 'Your answer in words', READ: 'Remark' },
    reasonHint: 'Not needed to approve or to send a copy; required for the rest. To stop the clock, name the written notice and its number.',
    conditions: 'Conditions (or what is missing)',
    conditionsHint: 'One a line.',
    score: 'Score (0–100)',
    scoreHint: 'For example 86.',
    person: 'Person',
    personHint: 'Whom to hand over to, ask, add or copy.',
    nobody: 'Please choose',
    where: 'Where to add',
    wheres: { BEFORE: 'before me', AFTER: 'after me', BESIDE: 'beside me' },
    returnTo: 'Return to',
    toApplicant: 'the applicant',
    afterwards: 'Afterwards',
    afterwardses: { FROM_TARGET: 'on from there, step by step', BACK: 'straight back to this step' },
    pauseFor: 'Reason',
    pauses: {
      EXPERT_REVIEW: 'expert review',
      HEARING: 'hearing',
      SITE_CHECK: 'site check',
      PUBLICITY: 'public notice',
      FORCE_MAJEURE: 'force majeure',
    },
    recommends: 'Advice',
    recommendations: { '': 'none', APPROVE: 'approve', REJECT: 'reject' },
    remove: 'Whom to remove',
    check: (n) => `Check number from the mail (${n} digits)`,
    oldCheck: 'Last 2 characters of the project number (see the mail)',
    checkHint: 'It stands below the button in the mail. This shows that a person decides, not a mail scanner.',
    submit: { DECIDE: 'Submit decision', OPINION: 'Submit opinion', QUESTION: 'Submit answer', READ: 'Submit' },
    faults: 'Not submitted yet',
    chooseFirst: 'Please choose one.',
    leftOut: {
      reason: (chosen) =>
        `You wrote something, but “${chosen}” takes no words and they would be lost. Please choose something else, or empty the field.`,
      conditions: (chosen, fitting) =>
        `You named conditions, but chose “${chosen}”, which records none. Please choose “${fitting}”, or empty the conditions.`,
      files: (chosen, fitting) =>
        `You attached files, but “${chosen}” takes none. Please choose “${fitting}”, or submit once more if no file is needed.`,
    },
    done: (offer) => `Recorded: ${offer}.`,
    doneAndReplaced: [
      'Recorded',
      'What you did is on record, and a new link is on its way to your mailbox. The link of this page is not used any more; please use the one in the new mail.',
    ],
    checkWrong: 'The check number is not right; please compare with the mail that this link came from.',
    checkWait: (seconds) =>
      `The check number was tried too often (perhaps by a mail scanner). Please wait ${seconds} seconds and submit once more; what you typed is still there.`,
    choosePerson: 'Please choose a person.',
    tooFast: 'That was too fast to have been read; please submit once more.',
    staleForm: 'This form is too old or was used; please fill it in again below.',
    dead: [
      'This link does not work',
      'It is not valid, or a newer mail has replaced it. Please use the link in your latest mail; if you cannot find it, have it sent again below.',
    ],
    deadDoor: [
      'This link does not work',
      'It is not valid, or the content has changed since. Please use the link in your latest mail; if you cannot find it, please turn to the programme office.',
    ],
    absent: ['There is no such page', 'There is nothing here, or you may not see it. To handle a task, please use the link in your mail.'],
    expired: ['This link has expired', 'You can have a new one sent below. It goes only to the mailbox that got the first.'],
    jump: 'Go to the decision',
    superseded: [
      'The content has changed',
      'The application changed after your mail, and its link was switched off so that you do not decide on what is out of date. If you are still asked, use the link in the newer mail, or have it sent again below.',
    ],
    handedOver: [
      'Passed on',
      'Your task was passed on to somebody else, and that is on record. The content is no longer shown to you; with questions, please turn to the programme office.',
    ],
    recused: [
      'You have recused yourself',
      'That is on record. The content is no longer shown to you; with questions, please turn to the programme office.',
    ],
    ended: [
      'No longer yours',
      'This is no longer yours to handle, and its content is not shown to you any more. What you did before stays on record; with questions, please turn to the programme office.',
    ],
    resend: 'Send the link to the mailbox again',
    resendHint: 'It goes only to the registered mailbox, at most once in ten minutes. Nothing is decided here.',
    linkSent: [
      'Please look into your mailbox',
      'If this still has to be answered, the link is on its way to the registered mailbox, usually within a minute. Look into the spam folder as well.',
    ],
    notMeant: ['Not sent', 'That was too fast, or the page was too old. Please press once more.'],
    tooMany: ['Too many requests', 'Please try again in a minute. Nothing was decided.'],
    goOn: 'Opened the link on this device before? Go straight to the page',
    doorText: 'The page opens by the link of a mail. Choose yourself, and the link is sent to your registered mailbox.',
    doorOver: 'Nobody has anything to do here at present, or it is over.',
    whoAreYou: 'Who are you?',
    decoy: 'Leave this empty and do not press it (it finds machines)',
    decoyed: 'Not submitted: something was filled in that only a machine fills in. Please fill in the form again.',
    code: 'One-time code',
    codeHint: 'Six digits from the mail with the code, good for ten minutes.',
    codeAsked: 'This step is decided with a one-time code, which goes to your registered mailbox.',
    sendCode: 'Send the code',
    codeSent: 'The code is on its way. Please type it into the form below.',
    codeTooSoon: 'A code was sent just now; please look into your mailbox. You can ask again in a minute.',
    codeWrong: 'That code is not right or has expired (five tries at most). Please have a new one sent.',
    signIn: 'Sign-in token',
    signInHint:
      'This step can only be decided signed in. Paste the token that your administrator gave you. We never ask for it by mail or telephone.',
    signInWrong: 'That token is not right, or belongs to somebody else.',
    previewOf: (title) => `${title} (first page)`,
    unsubscribe: ['Daily overview', 'No more overview each working day? Tasks, reminders and outcomes still come by themselves.'],
    unsubscribeNow: 'No more overviews',
    unsubscribed: ['Done', 'No more daily overviews. Tasks, reminders and outcomes still come by themselves.'],
    over: 'How this stands',
    yours: 'You have answered: ',
    zone: 'Beijing time',
    conditional: 'approved with conditions',
    statuses: {
      PENDING: 'to be answered',
      WAITING: 'not your turn yet',
      ASKING: 'waiting for the opinion that was asked for',
      SET_ASIDE: 'answered by a rule',
      APPROVED: 'approved',
      REJECTED: 'rejected',
      RETURNED: 'returned',
      AUTOMATIC: 'passed automatically (not by this person)',
      CLOSED: 'not needed any more; others have decided, or it is over',
      HANDED_OVER: 'passed on to somebody else',
      RECUSED: 'recused',
      REMOVED: 'removed',
      UNREACHABLE: 'not reached by mail; others were asked',
      TAKEN_BACK: 'taken back',
      ANSWERED: 'answered',
      READ: 'read',
    },
    automatic: 'automatic, by the route; nobody decided it',
    takenBack: ' (taken back)',
    advisory: ' (for advice, not counted)',
    nothingToDo: 'There is nothing for you to do here now.',
    outcomes: {
      DRAFT: 'draft',
      OPEN: 'being decided',
      PAUSED: 'the clock stands still',
      RETURNED: 'returned for changes',
      WITHHELD: 'agreed; waiting for documents promised at acceptance',
      APPROVED: 'approved',
      REJECTED: 'rejected',
      DECLINED: 'not accepted for handling',
      WITHDRAWN: 'withdrawn',
      CANCELLED: 'cancelled',
    },
    written: 'What you wrote (not recorded; you can copy it)',
    notConfirmed: ['Not confirmed', 'It is not confirmed whether your decision was recorded. Reload this page; it shows the true state.'],
    unavailable: ['Not recorded', 'The service is unavailable and your decision was not recorded. Please try again.'],
    away: ['The service is unavailable', 'Nothing was recorded. Please open the link in your mail again in a minute; the page shows the true state.'],
    failed: [
      'Something went wrong',
      'It is not certain whether anything was recorded. Please open the link in your mail again; the page shows the true state. If it goes wrong again, please tell the programme office.',
    ],
    tooLarge: [
      'That was too much',
      'What was sent is longer than this page can take, and nothing was recorded. Please open the link in your mail again, and send less text or fewer files.',
    ],
    provisional: ' (provisional)',
    moved: (day) => ` (${day} being a day off)`,
    opinion: 'Opinion',
    question: 'Q',
    answer: 'A',
    comment: 'Remark',
    other: '中文',
  },
};
