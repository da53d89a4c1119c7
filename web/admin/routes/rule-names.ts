/** The rules of a route and their choices, as the form names them (docs/routes.md has each in full). */
import type { Rules } from '../../../domain/approval/route.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { TIMEOUT_WORDS } from '../../../domain/words/timeouts.ts';

export const RULE_NAMES: Readonly<Record<keyof Rules, Text>> = {
  addedCount: { zh: '加签的人计入票数', en: 'people added later count in a vote' },
  rest: { zh: '已有结果后，其余的人', en: 'the others once the answer is certain' },
  afterReturn: { zh: '退回修改后从哪里继续', en: 'where a returned case goes on' },
  reentryClock: { zh: '再次进入一步时的时限', en: 'the clock of a step entered again' },
  withdraw: { zh: '申请人何时可以撤回', en: 'until when the applicant may withdraw' },
  absentMayAct: { zh: '有人代理时本人仍可办理', en: 'somebody away may still act' },
  assurance: { zh: '确认身份的方式', en: 'how sure it must be who decides' },
  freshSignIn: { zh: '须刚刚登录', en: 'a fresh sign-in' },
  signature: { zh: '签名签章', en: 'signature' },
  reasonFor: { zh: '哪些答复须写理由', en: 'answers that need a reason' },
  removal: { zh: '谁可以减签', en: 'who may remove somebody added' },
  removes: { zh: '可以减签的人', en: 'who may be removed' },
  ownApplication: { zh: '申请人自己是审批人时', en: 'the applicant among the approvers' },
  nobody: { zh: '找不到人时', en: 'when nobody is found' },
  repeated: { zh: '同一人已同意过相同内容', en: 'who approved the same content before' },
  unreachable: { zh: '邮件无法送达时', en: 'when mail does not reach them' },
  copies: { zh: '各环节的抄送', en: 'copies of the steps' },
  substitute: { zh: '代替办理的角色', en: 'roles asked instead' },
  escalation: { zh: '逾期后告知谁', en: 'who is told when it is overdue' },
  remindEvery: { zh: '逾期后每隔几个工作日催办', en: 'working days between reminders' },
  remindMost: { zh: '最多催办几次', en: 'reminders at most' },
  timeout: { zh: '时限届满时', en: 'when time is out' },
  pauseMost: { zh: '暂停计时最长', en: 'how long a clock may stand' },
  extension: { zh: '延期一次', en: 'one extension' },
  deficiency: { zh: '容缺材料的补交时限', en: 'time for what was accepted as missing' },
};

/** Of those rules that are one of several. */
export const RULE_CHOICES: { readonly [K in keyof Rules]?: Readonly<Record<string, Text>> } = {
  rest: { CLOSE: { zh: '不再请', en: 'are closed' }, LEAVE_OPEN: { zh: '仍可表态', en: 'may still answer' } },
  afterReturn: {
    FROM_TARGET: { zh: '从退回的环节逐步办理', en: 'step by step from there' },
    BACK_TO_RETURNER: { zh: '直接回到退回人', en: 'straight back to the returner' },
    RETURNER_CHOOSES: { zh: '由退回人选择', en: 'the returner chooses' },
    APPLICANT_CHOOSES: { zh: '由申请人选择', en: 'the applicant chooses' },
  },
  reentryClock: { ANEW: { zh: '重新计算', en: 'anew' }, GOES_ON: { zh: '接着计算', en: 'goes on' } },
  withdraw: {
    ANY_TIME: { zh: '办结前随时', en: 'at any time' },
    BEFORE_FIRST_HANDLING: { zh: '有人办理之前', en: 'before somebody has decided' },
  },
  assurance: {
    'email-possession': { zh: '邮件链接即可', en: 'a link of a mail' },
    'email+otp': { zh: '邮件链接加验证码', en: 'a link with a code' },
    session: { zh: '须登录', en: 'a sign-in' },
  },
  signature: { NONE: { zh: '不需要', en: 'none' }, REQUIRED: { zh: '同意或不同意须签名', en: 'whoever agrees or refuses signs' } },
  removal: {
    ADDER: { zh: '加签人', en: 'whoever added them' },
    ADDER_OR_OFFICE: { zh: '加签人或办公室', en: 'whoever added them, or the office' },
    ANY_APPROVER: { zh: '任何审批人', en: 'any approver' },
  },
  removes: {
    ADDED: { zh: '只有加签而来的人', en: 'only people who were added' },
    ALSO_ROUTE: { zh: '也可以是路线指定的审批人', en: 'also approvers whom the route gave' },
  },
  ownApplication: {
    EXCLUDE: { zh: '回避（法律要求）', en: 'not asked (the law)' },
    SKIP: { zh: '视为同意', en: 'skipped' },
    SUBSTITUTE: { zh: '请代替的角色', en: 'a substitute is asked' },
    ALLOW: { zh: '可以审批', en: 'may decide' },
  },
  nobody: {
    ASK_SUBSTITUTE: { zh: '请代替的角色', en: 'a substitute is asked' },
    REFUSE: { zh: '不予提交', en: 'it is refused' },
    SKIP: { zh: '跳过这一步', en: 'the step is skipped' },
    RETURN: { zh: '退回', en: 'it is returned' },
  },
  repeated: {
    ASK_AGAIN: { zh: '再请一次', en: 'is asked again' },
    SKIP_ADJACENT: { zh: '相邻环节跳过', en: 'is skipped in the next step' },
    SKIP_ANY: { zh: '一律跳过', en: 'is skipped anywhere' },
  },
  copies: {
    EACH_TIME: { zh: '环节每次办结都抄送', en: 'each time a step ends' },
    ONCE: { zh: '每人全程只抄送一次', en: 'one for each person in the whole case' },
  },
  unreachable: { TELL: { zh: '告知办公室', en: 'the office is told' }, ASK_SUBSTITUTE: { zh: '请代替的角色', en: 'a substitute is asked' } },
};

/** REMIND and ESCALATE tell people; the others answer by themselves (domain/words/timeouts.ts). */
export const timeoutWords = (action: Rules['timeout']['action']): Text => {
  if (action === 'REMIND') return { zh: '催办', en: 'they are reminded' };
  return action === 'ESCALATE' ? { zh: '逐级告知', en: 'those above are told' } : TIMEOUT_WORDS[action].said;
};
export const TIMEOUT_ACTIONS: readonly Rules['timeout']['action'][] = ['REMIND', 'ESCALATE', 'PASS', 'RETURN', 'REJECT'];

/** Places of a route by their names in the form, for lists of differences and faults. */
export const PLACE_NAMES: Readonly<Record<string, Text>> = {
  code: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  basis: { zh: '依据文号', en: 'document' },
  limit: { zh: '时限', en: 'limit' },
  suspended: { zh: '项目暂停期间', en: 'while suspended' },
  copyTo: { zh: '抄送', en: 'copies' },
  steps: { zh: '环节次序', en: 'order of steps' },
  key: { zh: '代码', en: 'key' },
  kind: { zh: '性质', en: 'kind' },
  who: { zh: '请谁办理', en: 'who is asked' },
  may: { zh: '可以做什么', en: 'what they may do' },
  returnTo: { zh: '可以退回到', en: 'where a return leads' },
  asksScore: { zh: '评分', en: 'score' },
  batch: { zh: '批量同意', en: 'several at once' },
  when: { zh: '条件', en: 'condition' },
  next: { zh: '去向', en: 'ways on' },
  rules: { zh: '规则', en: 'rules' },
  form: { zh: '申请表', en: 'form' },
};
