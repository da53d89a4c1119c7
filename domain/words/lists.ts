/**
 * Closed lists that people are told of, as far as they belong to no one room below: each is put into words once, in this
 * room, and whoever adds a member is told by the compiler where its word is missing. Deliberately absent: words, since what
 * decides needs the lists alone; and what a member leads to.
 */

/** The answers that an approver may give to what he is asked. */
export const CHOICES = ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT', 'RETURN', 'SUPPLEMENT'] as const;
export type Choice = (typeof CHOICES)[number];

/** Everything that a route may allow an approver; recusal (回避) is a duty and needs no permission. */
export const ACTS = [
  ...CHOICES,
  'TAKE_BACK', // 拿回
  'HAND_OVER', // 转办
  'ASK_OPINION', // 委派
  'ADD_APPROVERS', // 加签
  'ASK', // 提问
  'COMMENT', // 批注
  'COPY', // 抄送
  'PAUSE', // 暂停计时
] as const;
export type Act = (typeof ACTS)[number];

/** Everything that may be offered to somebody who holds a task. */
export const OFFERS = [
  ...ACTS,
  'REMOVE_APPROVERS', // 减签
  'RECUSE', // 回避
  'GIVE_OPINION',
  'RECALL_OPINION',
  'ANSWER',
  'MARK_READ', // 已阅
  'MARK_SEEN', // 已阅未批
] as const;
export type Offer = (typeof OFFERS)[number];

/** RESUME_CLOCK: whoever may stop the clock by a page can let it go on by it as well. */
export const PAGE_OFFERS = [...OFFERS, 'RESUME_CLOCK'] as const;
export type PageOffer = (typeof PAGE_OFFERS)[number];

/** What somebody who was asked for an opinion may advise. */
export const ADVICES = ['APPROVE', 'REJECT'] as const satisfies readonly Choice[];
export type Advice = (typeof ADVICES)[number];

export const WHERE_ADDED = ['BEFORE', 'AFTER', 'BESIDE'] as const;
export type WhereAdded = (typeof WHERE_ADDED)[number];

/** What would become of a step of a route that is tried out: NOBODY lets it go, FAULT is refused. */
export const TRIAL_RESULTS = ['ASKED', 'SKIPPED', 'NOBODY', 'FAULT'] as const;
export type TrialResult = (typeof TRIAL_RESULTS)[number];

export const OUTCOMES = ['APPROVED', 'REJECTED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'] as const;
/** DECLINED: not even accepted for handling (不予受理). */
export type Outcome = (typeof OUTCOMES)[number];

/** WITHHELD: agreed, but a document accepted as missing has not come yet (容缺受理). */
export type ApprovalStatus = 'DRAFT' | 'OPEN' | 'PAUSED' | 'RETURNED' | 'WITHHELD' | Outcome;

/** How a step ends. */
export type StepResult = 'AGREED' | 'REFUSED';

/** DECIDE: a place in the ballot. OPINION: asked by an approver (委派). QUESTION: to be answered. READ: a copy (抄送). */
export type TaskKind = 'DECIDE' | 'OPINION' | 'QUESTION' | 'READ';

export const TASK_STATUSES = [
  'PENDING',
  'WAITING', // not their turn yet
  'ASKING', // waits for an opinion that they asked for
  'SET_ASIDE', // answered by a rule of the route; the system notes it next
  'APPROVED',
  'REJECTED',
  'RETURNED',
  'AUTOMATIC', // counted as agreed by a rule, never by a person
  'CLOSED', // not needed any more
  'HANDED_OVER',
  'RECUSED',
  'REMOVED',
  'UNREACHABLE',
  'ESCALATED', // overdue, and passed to those above by the route
  'TAKEN_BACK',
  'ANSWERED',
  'READ',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Why a task passed from hand to hand. */
export type WhyPassed = 'HAND_OVER' | 'STAND_IN' | 'GIVEN_BACK' | 'LEFT';

/** Where a step stands on the way of its application. */
export type WayStage = 'DONE' | 'NOW' | 'TO_COME';

/** Where a returned application goes on, where whoever returns it chooses. */
export const AFTERWARDS = ['FROM_TARGET', 'BACK'] as const;
export type Afterwards = (typeof AFTERWARDS)[number];

/** What a route may answer by itself when time runs out. */
export type TimeoutAnswer = 'PASS' | 'RETURN' | 'REJECT';

/** What is said inside a case. */
export type RemarkKind = 'COMMENT' | 'QUESTION' | 'ANSWER' | 'OPINION';

export type ProjectStatus = 'RUNNING' | 'SUSPENDED' | 'CANCELLING' | 'ACCEPTED' | 'CANCELLED';
/** Of a stage as its project sees it. */
export type StageStatus = 'WAITING' | 'OPEN' | 'DONE' | 'CANCELLED';
export type ProgrammeStatus = 'RUNNING' | 'CLOSED';

export const FINDING_STATES = ['OPEN', 'EXPLAINED', 'HANDED_OVER', 'DISMISSED', 'CEASED'] as const;
export type FindingStatus = (typeof FINDING_STATES)[number];

/** How far an export is that is made as a job. BROKEN: the service stopped meanwhile. GONE: its time is over, or it was dropped. */
export const EXPORT_STATES = ['RUNNING', 'DONE', 'FAILED', 'TOO_LARGE', 'CANCELLED', 'BROKEN', 'GONE'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** Of a subscription to outgoing events. OFF: switched off by the service, because its address failed for days or said that it is gone. */
export const WEBHOOK_STATUSES = ['PROPOSED', 'ACTIVE', 'PAUSED', 'OFF'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];
/** What people do with a subscription that was proposed. */
export type WebhookChange = 'CONFIRMED' | 'PAUSED' | 'RESUMED' | 'REMOVED' | 'SECRET_MADE' | 'SENT_AGAIN';
/** Of one message. ASIDE: given up; it can be sent again by hand. */
export const WEBHOOK_MESSAGE_STATUSES = ['WAITING', 'DELIVERED', 'ASIDE'] as const;
export type WebhookMessageStatus = (typeof WEBHOOK_MESSAGE_STATUSES)[number];

/** What was done where a case and its workflow differed. */
export type RepairKind = 'WORKFLOW_STARTED' | 'WORKFLOW_CAUGHT_UP' | 'WORKFLOW_ENDED' | 'REPORTED';

/** By what planned days were set: as the project was opened (or as they were when none was kept), a plan, an approval, a document from outside. */
export const SCHEDULE_BY = ['BEFORE', 'PLAN', 'REPLAN', 'OFFICE'] as const;
export type ScheduleBy = (typeof SCHEDULE_BY)[number];
