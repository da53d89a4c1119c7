/** What may be asked of an approval, in words: for a list of what was tried. Deliberately absent: buttons (words/answers.ts). */
import type { Text } from '../kernel/values.ts';
import type { PublicApprovalCommand } from './messages.ts';

const COMMAND_WORDS: Readonly<Record<PublicApprovalCommand['type'], Text>> = {
  Decide: { zh: '作出决定', en: 'deciding' },
  TakeBack: { zh: '拿回决定', en: 'taking a decision back' },
  HandOver: { zh: '转办', en: 'handing over' },
  AskOpinion: { zh: '征求意见', en: 'asking for an opinion' },
  RecallOpinion: { zh: '收回征求的意见', en: 'recalling what was asked' },
  GiveOpinion: { zh: '答复意见', en: 'giving an opinion' },
  AddApprovers: { zh: '加签', en: 'adding approvers' },
  RemoveApprover: { zh: '减签', en: 'removing an approver' },
  Recuse: { zh: '回避', en: 'recusal' },
  Ask: { zh: '提问', en: 'asking' },
  Answer: { zh: '答复', en: 'answering' },
  Comment: { zh: '批注', en: 'a remark' },
  Copy: { zh: '抄送', en: 'a copy' },
  MarkRead: { zh: '标为已阅', en: 'marking as read' },
  MarkSeen: { zh: '标为已阅未批', en: 'marking as seen' },
  Pause: { zh: '暂停计时', en: 'stopping the clock' },
  ResumeClock: { zh: '恢复计时', en: 'letting the clock go on' },
  ExtendLimit: { zh: '延长期限', en: 'extending the limit' },
  SaveDraft: { zh: '保存草稿', en: 'saving the draft' },
  Submit: { zh: '提交申请', en: 'handing in' },
  Resubmit: { zh: '重新提交', en: 'handing in again' },
  Supplement: { zh: '提交补正材料', en: 'handing in a supplement' },
  Withdraw: { zh: '撤回申请', en: 'withdrawing' },
  Nudge: { zh: '催办', en: 'reminding' },
  AskMail: { zh: '要求重发邮件', en: 'asking for a mail' },
};
const isCommand = (type: string): type is PublicApprovalCommand['type'] => Object.hasOwn(COMMAND_WORDS, type);
const OTHERWISE: Text = { zh: '其他操作', en: 'something else' };

export const commandWords = (type: string): Text => (isCommand(type) ? COMMAND_WORDS[type] : OTHERWISE);
