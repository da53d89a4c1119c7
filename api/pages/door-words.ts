/** What pages say to whoever stands at a door without a task: dead links, doors, overviews that are switched off. Deliberately absent: tasks (words.ts). */
import type { Locale } from '../../domain/kernel/locale.ts';

export type DoorWords = {
  readonly dead: readonly [string, string];
  /** The same where no form stands below. */
  readonly deadDoor: readonly [string, string];
  readonly absent: readonly [string, string];
  readonly expired: readonly [string, string];
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
  readonly unsubscribe: readonly [string, string];
  readonly unsubscribeNow: string;
  readonly unsubscribed: readonly [string, string];
};

export const DOOR_WORDS: Readonly<Record<Locale, DoorWords>> = {
  'zh-CN': {
    dead: ['链接无效', '此链接无效或已被新的邮件取代。请使用最近一封邮件中的链接；找不到时，可在下面重新发送。'],
    deadDoor: ['链接无效', '此链接无效，或内容在此后有了变化。请使用最近一封邮件中的链接；找不到时，请联系领导小组办公室。'],
    absent: ['没有这个页面', '这里没有页面，或您无权查看。办理事项请使用邮件中的链接。'],
    expired: ['链接已过期', '此链接已过期。可在下面重新发送，新链接只会发到收到原邮件的邮箱。'],
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
    unsubscribe: ['每日汇总', '不再接收每个工作日的汇总邮件？待办、催办和结果仍会单独发送。'],
    unsubscribeNow: '不再接收',
    unsubscribed: ['已停止', '不再发送每日汇总。待办、催办和结果仍会单独发送。'],
  },
  en: {
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
    unsubscribe: ['Daily overview', 'No more overview each working day? Tasks, reminders and outcomes still come by themselves.'],
    unsubscribeNow: 'No more overviews',
    unsubscribed: ['Done', 'No more daily overviews. Tasks, reminders and outcomes still come by themselves.'],
  },
};
