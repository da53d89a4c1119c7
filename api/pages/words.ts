/** What the pages behind a link say, in both languages. Deliberately absent: closed lists (domain/words/). */
import type { Locale } from '../../domain/kernel/locale.ts';
import { DOOR_WORDS, type DoorWords } from './door-words.ts';

type Words = DoorWords & {
  readonly applicant: string;
  readonly way: string;
  readonly byRule: string;
  readonly and: string;
  readonly inAll: (n: number) => string;
  readonly dueOn: (day: string) => string;
  readonly until: string;
  readonly colon: string;
  readonly aside: (text: string) => string;
  readonly paused: string;
  /** Why the clock stands still, and what follows from it. */
  readonly pausedFor: (why: string) => string;
  /** Of the project: its office lets it go on. */
  readonly suspendedFor: (why: string) => string;
  readonly awaitsSupplement: string;
  readonly pausedUntil: string;
  readonly step: string;
  readonly round: (n: number) => string;
  readonly forPerson: string;
  readonly behalf: (name: string) => string;
  readonly documents: string;
  readonly files: string;
  readonly signature: string;
  readonly signatureHint: (megabytes: number) => string;
  readonly signatureNoDrawing: string;
  readonly signatureDraw: string;
  readonly fills: string;
  readonly corrects: string;
  readonly correctsHint: string;
  readonly mustFill: string;
  readonly mayFill: string;
  readonly inYuan: string;
  readonly inUnit: (unit: string) => string;
  readonly noSum: string;
  readonly filesHint: (most: number, megabytes: number) => string;
  readonly filesTooLarge: (most: number, megabytes: number) => string;
  readonly keptFiles: string;
  readonly filesAgain: string;
  readonly said: string;
  readonly remarks: string;
  readonly asked: string;
  /** Where nothing that is asked can be answered now. */
  readonly besides: string;
  readonly more: string;
  /** `free`: what of the offers takes no words; `pauses`: the clock may be stopped. */
  readonly reasonHint: (free: readonly string[], pauses: boolean) => string;
  readonly preset: string;
  readonly presetHint: string;
  readonly noPreset: string;
  readonly conditions: string;
  readonly conditionsHint: string;
  readonly score: string;
  readonly scoreHint: string;
  readonly person: string;
  readonly personHint: string;
  readonly nobody: string;
  readonly where: string;
  readonly returnTo: string;
  readonly toApplicant: string;
  readonly afterwards: string;
  readonly pauseFor: string;
  readonly recommends: string;
  readonly noAdvice: string;
  readonly remove: string;
  readonly check: (n: number) => string;
  readonly oldCheck: string;
  readonly checkHint: string;
  readonly faults: string;
  readonly chooseFirst: string;
  readonly leftOut: Readonly<Record<'reason' | 'conditions' | 'files' | 'signature' | 'values', (chosen: string, fitting: string) => string>>;
  readonly done: (offer: string) => string;
  /** The page's own link has been replaced by what was done. */
  readonly doneAndReplaced: readonly [string, string];
  readonly checkWrong: string;
  readonly checkWait: (seconds: number) => string;
  readonly choosePerson: string;
  readonly tooFast: string;
  readonly staleForm: string;
  readonly over: string;
  readonly yours: string;
  readonly zone: string;
  readonly takenBack: string;
  readonly anew: string;
  readonly advisory: string;
  readonly nothingToDo: string;
  readonly seeAll: string;
  readonly notConfirmed: readonly [string, string];
  readonly written: string;
  readonly unavailable: readonly [string, string];
  /** The same where nobody has decided anything yet. */
  readonly away: readonly [string, string];
  readonly failed: readonly [string, string];
  readonly tooLarge: readonly [string, string];
  readonly provisional: string;
  readonly other: string;
  readonly jump: string;
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
  readonly signInOffer: string;
  readonly signInOpen: string;
  readonly previewOf: (title: string) => string;
};

export const PAGE_WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    ...DOOR_WORDS['zh-CN'],
    applicant: '申请人',
    way: '审批流程',
    byRule: '按路线自动通过，无人作出决定',
    and: '、',
    inAll: (n) => `等 ${n} 人`,
    dueOn: (day) => `${day}前`,
    until: '办理期限',
    colon: '：',
    aside: (text) => `（${text}）`,
    paused: '计时已暂停',
    pausedFor: (why) => `计时已暂停：${why}。暂停期间不计入办理时限，恢复计时后再作决定。`,
    suspendedFor: (why) => `${why}，计时已暂停，目前不作决定。办公室恢复项目后，计时从停止处继续，并会再次发邮件通知您。`,
    awaitsSupplement: '计时已暂停，等待申请人补正。补正后会再次通知您。',
    pausedUntil: '恢复计时后重新计算',
    step: '环节',
    round: (n) => `（第 ${n} 轮）`,
    forPerson: '本页发给',
    behalf: (name) => `代 ${name}`,
    documents: '材料',
    files: '附件',
    signature: '签名或印章图片',
    signatureHint: (megabytes) => `本环节同意或不同意须签名、签章：在纸上签名或盖章后拍照，或选择图片（PNG、JPEG，不超过 ${megabytes} MB）。`,
    signatureNoDrawing: '本页只收签名、印章的图片，不能在屏幕上手写。',
    signatureDraw: '登录后在屏幕上手写签名',
    fills: '同意时填写',
    corrects: '可由申请人更正的内容（可不选）',
    correctsHint: '勾选的，申请人可以连同补正材料一并更正。',
    mustFill: '（必填）',
    mayFill: '（可不填）',
    inYuan: '单位：元，如 4200000 或 4200000.50。',
    inUnit: (unit) => `单位：${unit}。`,
    noSum: '须为金额，单位是元，如 4200000.50，最多两位小数',
    filesHint: (most, megabytes) => `可拍照或选择文件，最多 ${most} 个，每个不超过 ${megabytes} MB。`,
    filesTooLarge: (most, megabytes) => `附件过大或过多：最多 ${most} 个，每个不超过 ${megabytes} MB。没有提交任何内容，请重新选择附件。`,
    keptFiles: '已附上，无需再选：',
    filesAgain: '附件没有收下，请重新选择附件。',
    said: '已有意见',
    remarks: '问答与批注',
    asked: '请您答复',
    besides: '您可以',
    more: '更多操作',
    reasonHint: (free, pauses) =>
      `${free.length === 0 ? '须写明。' : `${free.join('、')}时可不填，其他都要写明。`}${pauses ? '暂停计时请写书面通知的名称和编号。' : ''}`,
    preset: '常用语',
    presetHint: '选一句即写入意见，排在您所写内容之前；可不选。',
    noPreset: '（不用常用语）',
    conditions: '条件（或容缺的材料）',
    conditionsHint: '每行一条。',
    score: '评分（0–100）',
    scoreHint: '例如 86。',
    person: '人员',
    personHint: '转办、委派、加签、提问、抄送给谁。',
    nobody: '请选择',
    where: '加签位置',
    returnTo: '退回到',
    toApplicant: '申请人',
    afterwards: '修改并重新提交后，从哪里接着审批',
    pauseFor: '暂停原因',
    recommends: '建议',
    noAdvice: '不作建议',
    remove: '移除谁',
    check: (n) => `邮件中的核对码（${n} 位数字）`,
    oldCheck: '项目编号的最后 2 位（见邮件）',
    checkHint: '写在邮件的按钮下面。此项用于确认是本人操作，而不是邮件扫描程序。',
    faults: '还不能提交',
    chooseFirst: '请先选择一项。',
    leftOut: {
      reason: (chosen) => `您写了文字，但“${chosen}”不带文字，提交后这些文字不会保留。请改选其他一项，或清空文字再提交。`,
      conditions: (chosen, fitting) => `您填写了条件，但选择的是“${chosen}”，条件不会随之记录。请改选“${fitting}”，或清空条件再提交。`,
      files: (chosen, fitting) => `您附了文件，但“${chosen}”不带附件。请改选“${fitting}”；不需要附件的，再提交一次即可。`,
      signature: (chosen) => `您附了签名图片，但“${chosen}”不带签名。请改选同意或不同意；不需要签名的，再提交一次即可。`,
      values: (chosen) => `您填写了同意时才填写的内容，但选择的是“${chosen}”，这些内容不会随之记录。请改选同意，或恢复原样再提交。`,
    },
    done: (offer) => `已记录：${offer}。`,
    doneAndReplaced: ['已记录', '您的操作已经记录，新的链接已发到您的邮箱。此页面的链接不再使用，请从新邮件进入。'],
    checkWrong: '核对码不对，请对照本链接所在的邮件填写。',
    checkWait: (seconds) => `核对码被多次填错（可能是邮件扫描程序所为）。请等 ${seconds} 秒后再提交一次，您填写的内容都还在。`,
    choosePerson: '请选择人员。',
    tooFast: '提交得太快，请阅读后再提交一次。',
    staleForm: '页面已过期或已使用，请在下面重新填写。',
    jump: '去办理',
    code: '一次性验证码',
    codeHint: '6 位数字，见验证码邮件，10 分钟内有效。',
    codeAsked: '本环节须凭一次性验证码作出决定。验证码发到您登记的邮箱。',
    sendCode: '发送验证码',
    codeSent: '验证码已发送，请查收邮件，填入下面的表单。',
    codeTooSoon: '验证码刚刚发送过，请查收邮件；一分钟后可重新发送。',
    codeWrong: '验证码不对或已失效（最多可试 5 次）。请重新发送验证码。',
    signIn: '程序密钥（可不填）',
    signInHint: '已在本浏览器登录的，留空即可。',
    signInWrong: '还没有由本页的收件人登录，或密钥不对。请在新窗口登录后回到本页提交；已填内容仍在。',
    signInOffer: '本环节须由您本人登录后决定。请先在新窗口登录，再回到本页提交；已填内容不会丢失。',
    signInOpen: '在新窗口登录',
    previewOf: (title) => `${title}（首页预览）`,
    over: '该事项的处理情况',
    yours: '您已处理：',
    zone: '北京时间',
    takenBack: '（已拿回）',
    anew: '（分支内退回，已重办）',
    advisory: '（仅供参考，不计票）',
    nothingToDo: '目前没有需要您处理的事项。',
    seeAll: '有账号？登录后查看全部内容',
    written: '您填写的内容（未记录，可复制）',
    notConfirmed: ['尚未确认', '您的决定尚未确认是否已记录。请刷新本页，页面会显示实际状态。'],
    unavailable: ['未记录', '服务暂不可用，您的决定没有记录，请稍后重试。'],
    away: ['服务暂不可用', '没有记录任何内容。请过一分钟再打开邮件中的链接，页面会显示实际状态。'],
    failed: ['服务出错', '不能确认是否已记录。请重新打开邮件中的链接，页面会显示实际状态；仍然出错的，请告知领导小组办公室。'],
    tooLarge: ['内容过大', '提交的内容超出了本页能接收的长度，没有记录。请重新打开邮件中的链接，缩短文字或减少附件后再提交。'],
    provisional: '（暂定）',
    other: 'English',
  },
  en: {
    ...DOOR_WORDS.en,
    applicant: 'Applicant',
    way: 'The way of this application',
    byRule: 'passed by a rule of the route; nobody decided it',
    and: ', ',
    inAll: (n) => `, ${n} in all`,
    dueOn: (day) => `until ${day}`,
    until: 'Decide by',
    colon: ': ',
    aside: (text) => ` (${text})`,
    paused: 'the clock stands still',
    pausedFor: (why) => `The clock stands still: ${why}. This time is left out of the limit; decisions can be made when it goes on.`,
    suspendedFor: (why) =>
      `The clock stands still, and nothing is decided now: ${why}. When the programme office lets the project go on, the clock runs on from where it stood, and you get another mail.`,
    awaitsSupplement: 'The clock stands still until the applicant has handed in the supplement. You will be told then.',
    pausedUntil: 'reckoned anew when the clock goes on',
    step: 'Step',
    round: (n) => ` (round ${n})`,
    forPerson: 'This page is for',
    behalf: (name) => `on behalf of ${name}`,
    documents: 'Documents',
    files: 'Attachments',
    signature: 'Picture of your signature or seal',
    signatureHint: (megabytes) =>
      `To agree or refuse, this step asks for a signature: sign or stamp on paper and take a photo, or choose a picture (PNG, JPEG, at most ${megabytes} MB).`,
    signatureNoDrawing: 'This page takes a picture alone; nothing can be drawn on it.',
    signatureDraw: 'Sign in to draw it on the screen',
    fills: 'To be filled in when you agree',
    corrects: 'What the applicant may correct (optional)',
    correctsHint: 'What you tick can be corrected together with the documents.',
    mustFill: ' (required)',
    mayFill: ' (optional)',
    inYuan: 'In yuan, like 4200000 or 4200000.50.',
    inUnit: (unit) => `In ${unit}.`,
    noSum: 'must be a sum in yuan like 4200000.50, with at most two decimals',
    filesHint: (most, megabytes) => `Take a photo or choose files: at most ${most}, ${megabytes} MB each.`,
    filesTooLarge: (most, megabytes) => `Too large or too many: at most ${most} files, ${megabytes} MB each. Nothing was sent; please choose again.`,
    keptFiles: 'Attached already:',
    filesAgain: 'The files were not taken; please choose them again.',
    said: 'Said so far',
    remarks: 'Questions and remarks',
    asked: 'You are asked',
    besides: 'What you can do',
    more: 'Other things you can do',
    reasonHint: (free, pauses) =>
      `${free.length === 0 ? 'Required.' : `Not needed for: ${free.join(', ')}; required for the rest.`}${pauses ? ' To stop the clock, name the written notice and its number.' : ''}`,
    preset: 'A phrase of yours',
    presetHint: 'The one that you choose begins your opinion, before what you wrote; you need none.',
    noPreset: '(none)',
    conditions: 'Conditions (or what is missing)',
    conditionsHint: 'One a line.',
    score: 'Score (0–100)',
    scoreHint: 'For example 86.',
    person: 'Person',
    personHint: 'Whom to hand over to, ask, add or copy.',
    nobody: 'Please choose',
    where: 'Where to add',
    returnTo: 'Return to',
    toApplicant: 'the applicant',
    afterwards: 'Once it is changed and handed in again, it goes on',
    pauseFor: 'Reason',
    recommends: 'Advice',
    noAdvice: 'none',
    remove: 'Whom to remove',
    check: (n) => `Check number from the mail (${n} digits)`,
    oldCheck: 'Last 2 characters of the project number (see the mail)',
    checkHint: 'It stands below the button in the mail. This shows that a person decides, not a mail scanner.',
    faults: 'Not submitted yet',
    chooseFirst: 'Please choose one.',
    leftOut: {
      reason: (chosen) =>
        `You wrote something, but “${chosen}” takes no words and they would be lost. Please choose something else, or empty the field.`,
      conditions: (chosen, fitting) =>
        `You named conditions, but chose “${chosen}”, which records none. Please choose “${fitting}”, or empty the conditions.`,
      files: (chosen, fitting) =>
        `You attached files, but “${chosen}” takes none. Please choose “${fitting}”, or submit once more if no file is needed.`,
      signature: (chosen) => `You attached a signature, but “${chosen}” takes none. Please agree or refuse, or submit once more without it.`,
      values: (chosen) =>
        `You filled in what goes with an agreement, but chose “${chosen}”, which records none of it. Please agree, or leave these fields as they were.`,
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
    jump: 'Go to the decision',
    code: 'One-time code',
    codeHint: 'Six digits from the mail with the code, good for ten minutes.',
    codeAsked: 'This step is decided with a one-time code, which goes to your registered mailbox.',
    sendCode: 'Send the code',
    codeSent: 'The code is on its way. Please type it into the form below.',
    codeTooSoon: 'A code was sent just now; please look into your mailbox. You can ask again in a minute.',
    codeWrong: 'That code is not right or has expired (five tries at most). Please have a new one sent.',
    signIn: 'Key for programs (may stay empty)',
    signInHint: 'Leave it empty once you have signed in with this browser.',
    signInWrong:
      'Whom this page was sent to has not signed in yet, or the key is not right. Sign in in a new window and send this page again; what you filled in is still here.',
    signInOffer: 'This step is decided signed in. Sign in in a new window first, then come back and send this page; nothing that you typed is lost.',
    signInOpen: 'Sign in in a new window',
    previewOf: (title) => `${title} (first page)`,
    over: 'How this stands',
    yours: 'You have answered: ',
    zone: 'Beijing time',
    takenBack: ' (taken back)',
    anew: ' (returned within the branch, asked anew)',
    advisory: ' (for advice, not counted)',
    nothingToDo: 'There is nothing for you to do here now.',
    seeAll: 'You have an account? Sign in to see all of it',
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
    other: '中文',
  },
};
