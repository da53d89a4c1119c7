/**
 * What an approver may answer and do, in words: on a button, after a name, and by itself in a cell. Deliberately absent: what
 * became of a case (statuses.ts), and of a task (tasks.ts).
 */
import type { Text } from '../kernel/values.ts';
import type { Advice, Afterwards, Choice, PageOffer } from './lists.ts';

type Forms = {
  /** On a button: what would be done. */
  readonly offered: Text;
  /** After a name, in a sentence. */
  readonly verb: Text;
  /** By itself: in a cell, behind a colon. */
  readonly said: Text;
};

/** Opinions are 同意 and 不同意; what is decided of the whole case is 同意 or 不予批准 (statuses.ts). */
const CHOICE_WORDS: Readonly<Record<Choice, Forms>> = {
  APPROVE: { offered: { zh: '同意', en: 'Approve' }, verb: { zh: '同意', en: 'approved' }, said: { zh: '同意', en: 'approved' } },
  APPROVE_WITH_CONDITIONS: {
    offered: { zh: '附条件同意', en: 'Approve with conditions' },
    verb: { zh: '附条件同意', en: 'approved with conditions' },
    said: { zh: '附条件同意', en: 'approved with conditions' },
  },
  REJECT: { offered: { zh: '不同意', en: 'Reject' }, verb: { zh: '不同意', en: 'rejected' }, said: { zh: '不同意', en: 'rejected' } },
  RETURN: {
    offered: { zh: '退回修改', en: 'Return for changes' },
    verb: { zh: '退回修改', en: 'returned it for changes' },
    said: { zh: '退回修改', en: 'returned for changes' },
  },
  SUPPLEMENT: {
    offered: { zh: '要求补正（一次性列全）', en: 'Ask for a supplement (one full list)' },
    verb: { zh: '要求补正', en: 'asked for a supplement' },
    said: { zh: '要求补正', en: 'asked for a supplement' },
  },
};

/** At the step that takes an application in (受理), the same answers mean whether it is handled at all (行政许可法 art. 32). */
const INTAKE_WORDS: Readonly<Partial<Record<Choice, Forms>>> = {
  APPROVE: {
    offered: { zh: '受理', en: 'Accept for handling' },
    verb: { zh: '受理', en: 'accepted it for handling' },
    said: { zh: '受理', en: 'accepted for handling' },
  },
  APPROVE_WITH_CONDITIONS: {
    offered: { zh: '容缺受理', en: 'Accept with documents missing' },
    verb: { zh: '容缺受理', en: 'accepted it with documents missing' },
    said: { zh: '容缺受理', en: 'accepted with documents missing' },
  },
  REJECT: {
    offered: { zh: '不予受理', en: 'Do not accept for handling' },
    verb: { zh: '不予受理', en: 'did not accept it for handling' },
    said: { zh: '不予受理', en: 'not accepted for handling' },
  },
};

/** `atIntake`: at a step that takes an application in. */
export const choiceWords = (choice: Choice, atIntake: boolean): Forms => (atIntake ? INTAKE_WORDS[choice] : undefined) ?? CHOICE_WORDS[choice];

const OTHER_OFFERS: Readonly<Record<Exclude<PageOffer, Choice>, Text>> = {
  TAKE_BACK: { zh: '拿回我的决定', en: 'Take my decision back' },
  HAND_OVER: { zh: '转办给他人', en: 'Hand over to somebody else' },
  ASK_OPINION: { zh: '委派他人提意见（之后回到我）', en: 'Ask for an opinion (it comes back to me)' },
  ADD_APPROVERS: { zh: '加签', en: 'Add an approver' },
  REMOVE_APPROVERS: { zh: '减签（移除审批人）', en: 'Remove an approver' },
  ASK: { zh: '提问', en: 'Ask a question' },
  COMMENT: { zh: '批注', en: 'Remark' },
  COPY: { zh: '抄送', en: 'Send a copy' },
  PAUSE: { zh: '暂停计时（评审、听证等）', en: 'Stop the clock (review, hearing …)' },
  RECUSE: { zh: '回避', en: 'Recuse myself' },
  GIVE_OPINION: { zh: '答复意见', en: 'Give my opinion' },
  RECALL_OPINION: { zh: '收回委派', en: 'Recall my request for an opinion' },
  ANSWER: { zh: '答复', en: 'Answer' },
  MARK_READ: { zh: '已阅', en: 'I have read it' },
  RESUME_CLOCK: { zh: '恢复计时', en: 'Let the clock go on' },
  MARK_SEEN: { zh: '已阅，稍后再作决定（告知申请人，不影响时限）', en: 'Seen, I will decide later (the applicant is told; the limit stays)' },
};

const isChoice = (offer: PageOffer): offer is Choice => offer in CHOICE_WORDS;
/** What may be done, on its button. */
export const offerWords = (offer: PageOffer, atIntake: boolean): Text =>
  isChoice(offer) ? choiceWords(offer, atIntake).offered : OTHER_OFFERS[offer];

/** What an opinion advises. */
export const ADVICE_WORDS: Readonly<Record<Advice, Text>> = {
  APPROVE: { zh: '建议同意', en: 'advises to approve' },
  REJECT: { zh: '建议不同意', en: 'advises to reject' },
};

/** Where it goes on after a return, in a list to choose from. */
export const AFTERWARDS_WORDS: Readonly<Record<Afterwards, Text>> = {
  FROM_TARGET: { zh: '从退回处逐级再审', en: 'on from there, step by step' },
  BACK: { zh: '直接回到本环节', en: 'straight back to this step' },
};
