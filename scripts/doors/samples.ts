/**
 * One body of the right shape for every command, so that permission is what answers. Whoever may send it changes nothing by
 * it: it names people, items and days that are refused by the domain, or what happens inside the one case that is tried.
 */
import type { COMMANDS } from '../../domain/permission/table.ts';
import { MANAGEMENT_RULE_KEYS } from '../../domain/standards/management-rules.ts';

const NOBODY = 'nobody-here';
const DAY = '2026-01-05';
const TEXT = '权限试验';
const both = { zh: TEXT, en: TEXT };
const content = { summary: [], documents: [] };
const basis = '试〔2026〕1号';
const HASH = '0'.repeat(64);
const route = {
  code: 'DOORS',
  version: 1,
  name: both,
  steps: [{ key: 'ONE', name: both, who: { agree: 'ANY', members: [{ role: 'TRADING_CENTRE' }] }, limit: { n: 5, unit: 'WD' } }],
};

type Samples = { readonly [K in keyof typeof COMMANDS]: { readonly [T in keyof (typeof COMMANDS)[K]]: object } };

/** `project`: what RegisterProject registers, in the file's own shape; its code is taken, so that it is refused. */
export const samplesWith = (project: object): Samples => ({
  programme: {
    AssignRole: { role: 'TRADING_CENTRE', person: NOBODY, basis },
    RevokeRole: { role: 'TRADING_CENTRE', person: NOBODY, basis },
    ConfirmRole: { proposal: 'RP-999' },
    RefuseRole: { proposal: 'RP-999', reason: TEXT },
    RegisterProject: { project },
    GrantMandate: { principal: NOBODY, delegate: NOBODY, from: DAY, to: DAY, basis },
    ConfirmMandate: { mandate: 'DL-999' },
    RevokeMandate: { mandate: 'DL-999', reason: TEXT },
    HandOverDesk: { from: NOBODY, to: NOBODY, roles: false, basis },
    Leave: { person: NOBODY, to: NOBODY, roles: false, basis },
    ChangeManager: { project: 'NO-99', to: NOBODY, basis },
    AdoptRoute: { route, basis },
    WithdrawRoute: { code: 'NO_SUCH', basis },
    CloseProgramme: { summary: TEXT },
  },
  project: {
    ApplyForStep: { step: 'FSR', amountFen: 1, documents: [] },
    RecordReply: { step: 'FSR', number: basis, on: DAY },
    RecordHandover: { facts: {} },
    Suspend: { reason: '' },
    Resume: {},
    Cancel: { reason: '' },
  },
  survey: { AnnounceSurvey: { closesOn: '2020-01-01' }, ReceiveAnswers: { batch: 'no-such-batch' }, CloseSurvey: {} },
  planning: {
    DraftPlan: { content: { targets: '', risks: '', safeguards: '' } },
    RecordConsultation: { unit: TEXT, opinion: TEXT, on: DAY },
    RecordReview: { review: 'LEGALITY', passed: false, on: DAY },
    SubmitPlan: {},
    IssuePlan: { number: basis, on: DAY },
  },
  approval: {
    Decide: { choice: 'APPROVE', seen: HASH },
    TakeBack: {},
    HandOver: { to: NOBODY, reason: TEXT },
    AskOpinion: { of: NOBODY, question: TEXT },
    RecallOpinion: {},
    GiveOpinion: { opinion: TEXT },
    AddApprovers: { people: [NOBODY], where: 'BESIDE', reason: TEXT },
    RemoveApprover: { task: 999, reason: TEXT },
    Recuse: { reason: TEXT },
    Ask: { to: NOBODY, question: TEXT },
    Answer: { text: TEXT },
    Comment: { text: TEXT },
    Copy: { people: [NOBODY], note: TEXT },
    MarkRead: {},
    MarkSeen: {},
    Pause: { reason: 'SITE_CHECK', notice: TEXT },
    ResumeClock: { on: DAY },
    ExtendLimit: { by: 1, reason: TEXT },
    AskMail: { what: 'LINK', task: 999 },
    SaveDraft: { content },
    Submit: { on: '2099-01-01' },
    Resubmit: { on: DAY },
    Supplement: { documents: [{ title: TEXT }], note: TEXT, on: DAY },
    Withdraw: { reason: TEXT },
    Nudge: {},
  },
  construction: {
    RecordPermits: { permits: [{ permit: 'LAND_PERMIT', number: basis, on: DAY }] },
    RecordContract: { contractor: TEXT, amountFen: 1, on: DAY },
    RecordMilestone: { key: 'NO', on: DAY, evidence: TEXT },
    RecordInspection: { inspection: 'QUALITY', passed: true, on: DAY },
    ReportProgress: { month: '2026-01', actualPercent: 1, problems: '', next: '' },
    RequestPayment: { key: 'Z', amountFen: 1, confirmedValueFen: 1 },
    RequestChange: { key: 'B', amountFen: 1, cause: TEXT },
    AcceptCompletion: { on: DAY, parties: [] },
    FileCompletion: { number: basis, on: DAY },
  },
  training: {
    EnrolTrainees: { batch: 'T', trainees: [{ ref: 'A', post: 'CARER' }] },
    RecordHours: { entries: [{ ref: 'A', theory: 1, practice: 1 }] },
    RecordExam: { on: DAY, results: [{ ref: 'A', score: 1 }] },
    RecordCertificates: { certificates: [{ ref: 'A', certificate: 'C', healthCertificateUntil: DAY, noCrimeCheckedOn: DAY }] },
    ConfirmRoster: { on: DAY },
  },
  management: {
    DraftRules: { rules: [{ rule: MANAGEMENT_RULE_KEYS[0], sha256: HASH }] },
    SubmitRules: {},
    IssueRules: { number: basis, on: DAY },
    RecordBriefing: { on: DAY, attended: 1 },
  },
  publicity: {
    PlanPublicity: { activities: [{ key: 'A', channel: 'OPEN_DAY', audience: TEXT, plannedOn: DAY }] },
    ClearContent: { key: 'A', showsChildren: false, guardianConsent: false },
    RecordActivity: { key: 'A', on: DAY, reached: 1, evidence: TEXT },
    RecordAwareness: { on: DAY, asked: 1, aware: 1 },
  },
  evaluation: {
    SubmitSelfReport: { scores: {}, text: TEXT },
    ScoreEvaluation: { scores: {}, measures: [] },
    CompleteMeasure: { key: 'A', evidence: TEXT },
    VerifyMeasure: { key: 'A', passed: true },
  },
  acceptance: {
    SubmitEvidence: { items: [{ no: 1, met: true, proof: TEXT }] },
    RecordAirTest: {
      on: DAY,
      laboratory: TEXT,
      report: 'R',
      readings: { formaldehyde: 1, benzene: 1, toluene: 1, xylene: 1, ammonia: 1, tvoc: 1, radon: 1 },
    },
    CallPanel: {},
    ReportRectified: { on: DAY, items: [{ no: 1, evidence: TEXT }] },
  },
  findings: {
    Explain: { finding: 'NO', explanation: TEXT },
    HandOver: { finding: 'NO', to: TEXT, document: basis },
    Dismiss: { finding: 'NO', reason: TEXT },
    Reopen: { finding: 'NO', reason: TEXT },
  },
});
export const CONTENT = content;
export const ROUTE_SAMPLE = route;
