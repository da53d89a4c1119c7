/**
 * One body of the right shape for every command, so that permission is what answers. Whoever may send it changes nothing by
 * it: it names people, items and days that are refused by the domain, or what happens inside the one case that is tried.
 */
import type { Fields, Shape } from '../../domain/kernel/shape.ts';
import { assertNever } from '../../domain/kernel/values.ts';
import type { COMMANDS } from '../../domain/permission/table.ts';
import { STAGE_COMMANDS, type StageKind } from '../../domain/stages/all.ts';

const NOBODY = 'nobody-here';
const DAY = '2026-01-05';
const TEXT = '权限试验';
const both = { zh: TEXT, en: TEXT };
const content = { summary: [], documents: [] };
const basis = '试〔2026〕1号';
const survey = {
  areas: [TEXT],
  population: 1,
  children: { M6_12: 1, M12_24: 1, M24_36: 1 },
  households: 2,
  existingPlaces: 0,
  underConstruction: 0,
  plannedFeeFen: 1,
  parameters: { conversion: 1, plannedUse: 1, validPlaces: 1, placesPerThousand: 1, designEffect: 1 },
};
const HASH = '0'.repeat(64);
const route = {
  code: 'DOORS',
  version: 1,
  name: both,
  steps: [{ key: 'ONE', name: both, who: { agree: 'ANY', members: [{ role: 'TRADING_CENTRE' }] }, limit: { n: 5, unit: 'WD' } }],
};

type Samples = { readonly [K in keyof typeof COMMANDS]: { readonly [T in keyof (typeof COMMANDS)[K]]: object } };

/** Something of that shape: a day that has passed, a code of nothing, as little as may be. */
function sampleOf(shape: Shape): unknown {
  switch (shape.is) {
    case 'text':
    case 'line':
      return TEXT;
    case 'code':
      return 'NO-99';
    case 'day':
      return DAY;
    case 'month':
      return DAY.slice(0, 7);
    case 'fen':
    case 'count':
    case 'whole':
      return 1;
    case 'sha256':
      return HASH;
    case 'flag':
      return false;
    case 'number':
      return shape.least;
    case 'oneOf':
      return shape.of[0];
    case 'list':
      return Array.from({ length: shape.least ?? 0 }, () => sampleOf(shape.of));
    case 'record':
      return sampleOfFields(shape.of);
    case 'table':
    case 'data':
      return {};
    case 'plain':
      return 'x';
    case 'nullable':
      return null;
    default:
      return assertNever(shape);
  }
}
const sampleOfFields = (fields: Fields): object =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => (field.is === 'optional' ? [] : [[name, sampleOf(field)]])));

/** Stages say themselves what their commands hold. */
const stageSamples = Object.fromEntries(
  Object.entries(STAGE_COMMANDS).map(([kind, commands]) => [
    kind,
    Object.fromEntries(Object.entries(commands).map(([type, { takes }]) => [type, sampleOfFields(takes)])),
  ]),
) as Pick<Samples, StageKind>; // one for every command of every stage

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
    ConfirmRoute: { proposal: 'RT-999' },
    RefuseRoute: { proposal: 'RT-999', reason: TEXT },
    ProposeUnits: { replaces: 0, basis, units: [{ unit: TEXT, parent: null, head: NOBODY, deputy: null }] },
    ConfirmUnits: { proposal: 'UN-999' },
    RefuseUnits: { proposal: 'UN-999', reason: TEXT },
    AdoptStandard: { table: 'PAYMENTS', from: '1999-01-01', basis, replaces: 0 },
    ConfirmStandard: { proposal: 'ST-999' },
    RefuseStandard: { proposal: 'ST-999', reason: TEXT },
    BeginEvaluation: { asOf: '2099-01-01', basis },
    AnswerEvaluation: { measures: [], reasons: [] },
    ReportMeasure: { key: 'GJ-999', evidence: TEXT },
    VerifyMeasure: { key: 'GJ-999', passed: true },
    CloseEvaluation: { summary: TEXT },
    DraftDevelopmentPlan: {
      content: {
        ...{ survey: { asOf: '2026-01-01', validAnswers: 1, requiredPlaces: 1, demandGap: 1 }, perThousand: 4.5, publicPercent: 80 },
        ...{ towns: [{ town: TEXT, places: 1 }], projects: [{ name: TEXT, places: 1, year: '2026' }], money: [{ source: TEXT, amountFen: 1 }] },
        ...{ land: TEXT, staff: TEXT, measures: [{ measure: TEXT, unit: TEXT }] },
      },
      unit: TEXT,
    },
    RecordPlanOpinion: { unit: TEXT, opinion: TEXT, on: '2099-01-01' },
    RecordPlanReview: { review: 'LEGALITY', passed: true, on: '2099-01-01' },
    RecordPlanMeeting: { meeting: 'OFFICE', number: basis, on: '2099-01-01', decisions: TEXT },
    SubmitDevelopmentPlan: {},
    IssueDevelopmentPlan: { number: basis, on: '2099-01-01' },
    PublishDevelopmentPlan: { where: TEXT, on: '2099-01-01', until: '2099-01-01' },
    TakeOverPapers: { papers: [{ kind: 'GROUP_SET_UP', document: basis, on: '2099-01-01', by: TEXT, members: TEXT }] },
    CorrectPaper: { id: 'NO_SUCH', reason: TEXT },
    RecordSource: { key: 'ZJ-1', level: 'CENTRAL', by: TEXT, year: 2024, amountFen: 1, document: basis, on: '2099-01-01', seen: 0 },
    CorrectSource: { key: 'ZJ-9', level: 'CENTRAL', by: TEXT, year: 2024, amountFen: 1, document: basis, on: DAY, reason: TEXT, seen: 0 },
    SetBudget: { source: 'ZJ-9', year: 2024, amountFen: 1, document: basis, on: DAY, seen: 0 },
    Allocate: { key: 'XD-9', source: 'ZJ-9', project: 'NO-99', amountFen: 1, document: basis, on: DAY, seen: 0 },
    CorrectAllocation: { key: 'XD-9', amountFen: 1, document: basis, on: DAY, reason: TEXT, seen: 0 },
    ReturnFunds: { key: 'TH-9', allocation: 'XD-9', how: 'SURPLUS', amountFen: 1, document: basis, on: DAY, reason: TEXT, seen: 0 },
    CloseProgramme: { summary: TEXT },
  },
  project: {
    ApplyForStep: { step: 'FSR', amountFen: 1, documents: [] },
    RecordReply: { step: 'FSR', number: basis, on: DAY },
    AnswerEstimateReport: { answer: 'GO_ON', number: basis, on: DAY, reason: TEXT },
    RecordHandover: { facts: {} },
    ChangeProfile: { facts: {}, document: basis, on: DAY, reason: TEXT },
    ChangeMilestones: { facts: {}, document: basis, on: DAY, reason: TEXT },
    ChangePanel: { panel: [NOBODY, NOBODY], document: basis, on: DAY, reason: TEXT },
    ChangeSurveyBasis: { survey, document: basis, on: '2099-01-01', reason: TEXT },
    ChangeStandards: { document: basis, on: '2099-01-01', reason: TEXT },
    TakeOver: { facts: [{ kind: 'COMPLETION', document: basis, on: DAY, by: TEXT }] },
    CorrectTakenOver: { id: 'COMPLETION', reason: TEXT },
    CloseTakeover: { document: basis, on: '2099-01-01', reason: TEXT },
    ConfirmCorrection: { correction: 'JX-999' },
    RefuseCorrection: { correction: 'JX-999', reason: TEXT },
    ProposeClosing: { document: basis, on: '2099-01-01', reason: TEXT },
    RefuseClosing: { reason: TEXT },
    BeginTakeover: { document: basis, on: '2099-01-01', reason: TEXT },
    Suspend: { reason: '' },
    Resume: {},
    Cancel: { reason: '' },
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
  ...stageSamples,
  findings: {
    Explain: { finding: 'NO', explanation: TEXT },
    HandOver: { finding: 'NO', to: TEXT, document: basis },
    Dismiss: { finding: 'NO', reason: TEXT },
    Reopen: { finding: 'NO', reason: TEXT },
  },
});
export const CONTENT = content;
export const ROUTE_SAMPLE = route;
