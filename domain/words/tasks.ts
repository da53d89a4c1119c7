/** What a person has before them and what became of it, in words. Deliberately absent: what they may do (answers.ts). */
import type { Text } from '../kernel/values.ts';
import type { RemarkKind, TaskKind, TaskStatus, WayStage, WhereAdded, WhyPassed } from './lists.ts';

type KindForms = {
  readonly name: Text;
  /** Above the form in which it is answered; beside the field for the words; on the button that sends them. */
  readonly heading: Text;
  readonly reason: Text;
  readonly submit: Text;
};
export const TASK_KIND_WORDS: Readonly<Record<TaskKind, KindForms>> = {
  DECIDE: {
    name: { zh: '审批', en: 'to decide' },
    heading: { zh: '您的决定', en: 'Your decision' },
    reason: { zh: '意见', en: 'Comment' },
    submit: { zh: '提交决定', en: 'Submit decision' },
  },
  OPINION: {
    name: { zh: '提意见', en: 'to give an opinion' },
    heading: { zh: '您的意见', en: 'Your opinion' },
    reason: { zh: '意见内容', en: 'Your opinion in words' },
    submit: { zh: '提交意见', en: 'Submit opinion' },
  },
  QUESTION: {
    name: { zh: '答复提问', en: 'to answer a question' },
    heading: { zh: '您的答复', en: 'Your answer' },
    reason: { zh: '答复内容', en: 'Your answer in words' },
    submit: { zh: '提交答复', en: 'Submit answer' },
  },
  READ: {
    name: { zh: '阅知', en: 'to read' },
    heading: { zh: '阅知', en: 'To be read' },
    reason: { zh: '批注内容', en: 'Remark' },
    submit: { zh: '提交', en: 'Submit' },
  },
};

type StatusForms = {
  /** In a cell. */
  readonly said: Text;
  /** To its holder, where that takes more words. */
  readonly told?: Text;
};
const TASK_STATUS_WORDS: Readonly<Record<TaskStatus, StatusForms>> = {
  PENDING: { said: { zh: '待处理', en: 'has not answered yet' } },
  WAITING: { said: { zh: '未轮到', en: 'not yet in turn' }, told: { zh: '还没有轮到', en: 'not your turn yet' } },
  ASKING: {
    said: { zh: '等待委派意见', en: 'waits for an opinion' },
    told: { zh: '等待所委派的意见', en: 'waiting for the opinion that was asked for' },
  },
  SET_ASIDE: { said: { zh: '按规则自动处理', en: 'answered by a rule' } },
  APPROVED: { said: { zh: '同意', en: 'approved' } },
  REJECTED: { said: { zh: '不同意', en: 'rejected' } },
  RETURNED: { said: { zh: '退回修改', en: 'returned for changes' } },
  AUTOMATIC: {
    said: { zh: '自动通过（非本人决定）', en: 'passed automatically (not by this person)' },
    told: { zh: '系统自动通过（非本人决定）', en: 'passed automatically (not by this person)' },
  },
  CLOSED: {
    said: { zh: '无需处理', en: 'not needed' },
    told: { zh: '无需处理，已由他人办理或已结束', en: 'not needed any more; others have decided, or it is over' },
  },
  HANDED_OVER: { said: { zh: '已转交', en: 'passed on' }, told: { zh: '已转交他人', en: 'passed on to somebody else' } },
  RECUSED: { said: { zh: '已回避', en: 'recused' } },
  REMOVED: { said: { zh: '已减签', en: 'removed' } },
  UNREACHABLE: {
    said: { zh: '无法送达', en: 'not reached' },
    told: { zh: '邮件无法送达，已改请他人', en: 'not reached by mail; others were asked' },
  },
  ESCALATED: {
    said: { zh: '逾期，已升级转办', en: 'overdue, passed to those above' },
    told: { zh: '逾期未办，已按路线升级转办', en: 'overdue, and passed to those above as the route says' },
  },
  TAKEN_BACK: { said: { zh: '已拿回', en: 'taken back' } },
  ANSWERED: { said: { zh: '已答复', en: 'answered' } },
  READ: { said: { zh: '已阅', en: 'read' } },
};
export const taskWords = (status: TaskStatus): Required<StatusForms> => {
  const { said, told = said } = TASK_STATUS_WORDS[status];
  return { said, told };
};

/** How a task passed from hand to hand, in a sentence of the history. */
export const PASSED_WORDS: Readonly<Record<WhyPassed, Text>> = {
  HAND_OVER: { zh: '转办', en: 'handed over' },
  STAND_IN: { zh: '按代理委托转交', en: 'passed on by mandate' },
  GIVEN_BACK: { zh: '代理结束，退还', en: 'given back, the mandate being over' },
  LEFT: { zh: '离职转办', en: 'handed over, its holder having left' },
};

type WhereForms = {
  /** In a list to choose from. */
  readonly offered: Text;
  /** In a sentence of the history: `Ann added Ben before themselves`. */
  readonly verb: Text;
};
export const WHERE_WORDS: Readonly<Record<WhereAdded, WhereForms>> = {
  BEFORE: { offered: { zh: '在我之前', en: 'before me' }, verb: { zh: '前加签', en: 'before' } },
  AFTER: { offered: { zh: '在我之后', en: 'after me' }, verb: { zh: '后加签', en: 'after' } },
  BESIDE: { offered: { zh: '与我并行', en: 'beside me' }, verb: { zh: '并加签', en: 'beside' } },
};

/** Behind a colon, where nobody's name stands before it. */
export const ADDED_WORDS: Readonly<Record<WhereAdded, Text>> = {
  BEFORE: { zh: '前加签', en: 'before whoever added them' },
  AFTER: { zh: '后加签', en: 'after whoever added them' },
  BESIDE: { zh: '并加签', en: 'beside whoever added them' },
};

/** Which mail somebody asked for once more. */
export const MAIL_ASKED_WORDS = {
  LINK: { zh: '审批链接', en: 'the link to the task' },
  CODE: { zh: '验证码', en: 'a code' },
} as const satisfies Record<string, Text>;

export const REMARK_WORDS: Readonly<Record<RemarkKind, Text>> = {
  COMMENT: { zh: '批注', en: 'Remark' },
  QUESTION: { zh: '问', en: 'Question' },
  ANSWER: { zh: '答', en: 'Answer' },
  OPINION: { zh: '意见', en: 'Opinion' },
};

export const WAY_WORDS: Readonly<Record<WayStage, Text>> = {
  DONE: { zh: '已办', en: 'done' },
  NOW: { zh: '办理中', en: 'now' },
  TO_COME: { zh: '后续', en: 'to come' },
};
