/**
 * What a client may send to each kind of case. A strict subset of the domain's commands, checked against them by
 * `satisfies`, so that neither a clock's command nor a shape that drifted gets past the compiler.
 */

import { z } from 'zod';
import { type PublicApprovalCommand, WHERE_ADDED } from '../../domain/approval/messages.ts';
import { CHOICES } from '../../domain/approval/route.ts';
import { PAUSES_BY_NOTICE } from '../../domain/calendar/deadline.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import type { PublicProgrammeCommand } from '../../domain/programme/case.ts';
import type { PublicProjectCommand } from '../../domain/project/facts.ts';
import type { AcceptanceCommand } from '../../domain/stages/acceptance/case.ts';
import { type ConstructionCommand, INSPECTION_KINDS, PARTIES } from '../../domain/stages/construction/facts.ts';
import type { EvaluationCommand } from '../../domain/stages/evaluation/case.ts';
import type { ManagementCommand } from '../../domain/stages/management/case.ts';
import { type PlanningCommand, REVIEW_KINDS } from '../../domain/stages/planning/case.ts';
import { CHANNELS, type PublicityCommand } from '../../domain/stages/publicity/case.ts';
import { POSTS, type TrainingCommand } from '../../domain/stages/training/case.ts';
import { STEP_CODES } from '../../domain/standards/approval-paths.ts';
import { PERMIT_KINDS } from '../../domain/standards/construction.ts';
import { MANAGEMENT_RULE_KEYS } from '../../domain/standards/management-rules.ts';
import { heldTo } from './held-to.ts';
import { baseProject } from './programme.ts';
import { route } from './route.ts';
import { amount, asked, bilingual, code, count, day, documentRef, fen, lineOf, month, sha256, text, whole } from './values.ts';

const object = z.strictObject;
const type = <T extends string>(name: T) => z.literal(name);
const points = z.record(asked(lineOf(40)), z.number().min(0).max(100));
const line = z.strictObject({ label: z.strictObject({ zh: text, en: text }), value: z.strictObject({ zh: text, en: text }) });
const fact = z.union([lineOf(80), amount, z.boolean()]);
export const content = object({
  summary: z.array(line).max(40),
  amountFen: fen.exactOptional(),
  documents: z.array(documentRef).max(60),
  facts: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, 'is no name of a fact'), fact).exactOptional(),
});

const task = whole.min(1);
const person = code;
const reason = asked(text);
const documents = z.array(documentRef).max(60);
/** Days with legal effect are the server's: left out by everybody but the office, which enters an earlier one with its number. */
const declared = { on: day.exactOptional(), document: code.exactOptional() };
const afterwards = z.enum(['FROM_TARGET', 'BACK']);
const approval = heldTo<PublicApprovalCommand>()(
  z.discriminatedUnion('type', [
    object({
      type: type('Decide'),
      choice: z.enum(CHOICES),
      task: task.exactOptional(),
      round: whole.min(1).exactOptional(),
      step: count.exactOptional(),
      seen: sha256,
      reason: text.exactOptional(),
      conditions: z.array(asked(text)).max(20).exactOptional(),
      score: z.number().min(0).max(100).exactOptional(),
      to: lineOf(40).exactOptional(),
      afterwards: afterwards.exactOptional(),
    }),
    object({ type: type('TakeBack'), task: task.exactOptional() }),
    object({ type: type('HandOver'), task: task.exactOptional(), to: person, reason }),
    object({ type: type('AskOpinion'), task: task.exactOptional(), of: person, question: reason }),
    object({ type: type('RecallOpinion'), task: task.exactOptional() }),
    object({ type: type('GiveOpinion'), task: task.exactOptional(), opinion: reason, recommends: z.enum(['APPROVE', 'REJECT']).exactOptional() }),
    object({
      type: type('AddApprovers'),
      task: task.exactOptional(),
      people: z.array(person).min(1, 'names nobody').max(50),
      where: z.enum(WHERE_ADDED),
      agree: z.enum(['ALL', 'ANY', 'IN_ORDER']).exactOptional(),
      reason,
    }),
    object({ type: type('RemoveApprover'), task, reason }),
    object({ type: type('Recuse'), task: task.exactOptional(), reason }),
    object({ type: type('Ask'), to: person, question: reason }),
    object({ type: type('Answer'), task: task.exactOptional(), text: reason, documents: documents.exactOptional() }),
    object({ type: type('Comment'), text, documents: documents.exactOptional() }),
    object({ type: type('Copy'), people: z.array(person).min(1, 'names nobody').max(50), note: text }),
    object({ type: type('MarkRead'), task: task.exactOptional() }),
    object({ type: type('MarkSeen'), task: task.exactOptional() }),
    object({ type: type('Pause'), reason: z.enum(PAUSES_BY_NOTICE), notice: reason }),
    object({ type: type('ResumeClock'), ...declared }),
    object({ type: type('ExtendLimit'), by: whole.min(1).max(1_000), reason }),
    object({ type: type('SaveDraft'), content, title: bilingual.exactOptional() }),
    object({ type: type('Submit'), ...declared, undertaking: documentRef.exactOptional() }),
    object({ type: type('Resubmit'), content: content.exactOptional(), ...declared, afterwards: afterwards.exactOptional() }),
    object({ type: type('Supplement'), documents: documents.min(1), note: text, ...declared }),
    object({ type: type('Withdraw'), reason: text }),
    object({ type: type('Nudge') }),
    object({ type: type('AskMail'), what: z.enum(['LINK', 'CODE']), task }),
  ]),
);

const project = heldTo<PublicProjectCommand>()(
  z.discriminatedUnion('type', [
    object({
      type: type('ApplyForStep'),
      step: z.enum(STEP_CODES),
      amountFen: fen,
      documents: z.array(documentRef).max(60),
      note: text.exactOptional(),
    }),
    object({ type: type('RecordReply'), step: z.enum(STEP_CODES), number: code, on: day, amountFen: fen.exactOptional() }),
    object({
      type: type('RecordHandover'),
      facts: object({
        filing: object({ number: code, on: day }).exactOptional(),
        publicNotice: object({ from: day, to: day, objections: count }).exactOptional(),
        finalAccounts: object({ amountFen: fen, on: day }).exactOptional(),
        assets: object({ to: text, on: day }).exactOptional(),
        archive: object({ location: text, on: day }).exactOptional(),
      }),
    }),
    object({ type: type('Suspend'), reason: text }),
    object({ type: type('Resume') }),
    object({ type: type('Cancel'), reason: text }),
  ]),
);

/** The client names the batch; its tally is counted here from the stored rows. */
export const surveyCommand = z.discriminatedUnion('type', [
  object({ type: type('AnnounceSurvey'), closesOn: day }),
  object({ type: type('ReceiveAnswers'), batch: code }),
  object({ type: type('CloseSurvey') }),
]);

const planning = z.discriminatedUnion('type', [
  object({ type: type('DraftPlan'), content: object({ targets: text, risks: text, safeguards: text, supplyNote: text.exactOptional() }) }),
  object({ type: type('RecordConsultation'), unit: text, opinion: text, on: day }),
  object({ type: type('RecordReview'), review: z.enum(REVIEW_KINDS), passed: z.boolean(), on: day }),
  object({ type: type('SubmitPlan') }),
  object({ type: type('IssuePlan'), number: code, on: day }),
]) satisfies z.ZodType<PlanningCommand>;

const construction = z.discriminatedUnion('type', [
  object({
    type: type('RecordPermits'),
    permits: z
      .array(object({ permit: z.enum(PERMIT_KINDS), number: code, on: day }))
      .min(1)
      .max(20),
  }),
  object({ type: type('RecordContract'), contractor: text, amountFen: fen, on: day }),
  object({ type: type('RecordMilestone'), key: code, on: day, evidence: text }),
  object({ type: type('RecordInspection'), inspection: z.enum(INSPECTION_KINDS), passed: z.boolean(), on: day, finding: text.exactOptional() }),
  object({ type: type('ReportProgress'), month, actualPercent: z.number().min(0).max(100), problems: text, next: text }),
  object({ type: type('RequestPayment'), key: code, amountFen: fen, confirmedValueFen: fen }),
  object({ type: type('RequestChange'), key: code, amountFen: fen, cause: text }),
  object({
    type: type('AcceptCompletion'),
    on: day,
    parties: z.array(object({ party: z.enum(PARTIES), passed: z.boolean(), notApplicable: text.exactOptional() })).max(5),
  }),
  object({ type: type('FileCompletion'), number: code, on: day }),
]) satisfies z.ZodType<ConstructionCommand>;

const training = z.discriminatedUnion('type', [
  object({
    type: type('EnrolTrainees'),
    batch: code,
    trainees: z
      .array(object({ ref: code, post: z.enum(POSTS) }))
      .min(1)
      .max(500),
  }),
  object({
    type: type('RecordHours'),
    entries: z
      .array(object({ ref: code, theory: z.number().min(0).max(400), practice: z.number().min(0).max(400) }))
      .min(1)
      .max(500),
  }),
  object({
    type: type('RecordExam'),
    on: day,
    results: z
      .array(object({ ref: code, score: z.number().min(0).max(100) }))
      .min(1)
      .max(500),
  }),
  object({
    type: type('RecordCertificates'),
    certificates: z
      .array(object({ ref: code, certificate: code, healthCertificateUntil: day, noCrimeCheckedOn: day }))
      .min(1)
      .max(500),
  }),
  object({ type: type('ConfirmRoster'), on: day }),
]) satisfies z.ZodType<TrainingCommand>;

const management = z.discriminatedUnion('type', [
  object({
    type: type('DraftRules'),
    rules: z
      .array(object({ rule: z.enum(MANAGEMENT_RULE_KEYS), sha256 }))
      .min(1)
      .max(40),
  }),
  object({ type: type('SubmitRules') }),
  object({ type: type('IssueRules'), number: code, on: day }),
  object({ type: type('RecordBriefing'), on: day, attended: count }),
]) satisfies z.ZodType<ManagementCommand>;

const publicity = z.discriminatedUnion('type', [
  object({
    type: type('PlanPublicity'),
    activities: z
      .array(object({ key: code, channel: z.enum(CHANNELS), audience: text, plannedOn: day }))
      .min(1)
      .max(100),
  }),
  object({ type: type('ClearContent'), key: code, showsChildren: z.boolean(), guardianConsent: z.boolean() }),
  object({ type: type('RecordActivity'), key: code, on: day, reached: count, evidence: text }),
  object({ type: type('RecordAwareness'), on: day, asked: count, aware: count }),
]) satisfies z.ZodType<PublicityCommand>;

const evaluation = z.discriminatedUnion('type', [
  object({ type: type('SubmitSelfReport'), scores: points, text }),
  object({
    type: type('ScoreEvaluation'),
    scores: points,
    measures: z.array(object({ key: code, problem: text, measure: text, owner: text, dueOn: day })).max(50),
  }),
  object({ type: type('CompleteMeasure'), key: code, evidence: text }),
  object({ type: type('VerifyMeasure'), key: code, passed: z.boolean(), note: text.exactOptional() }),
]) satisfies z.ZodType<EvaluationCommand>;

const reading = z.number().min(0).max(10_000);
const acceptance = z.discriminatedUnion('type', [
  object({
    type: type('SubmitEvidence'),
    items: z
      .array(object({ no: whole, met: z.boolean(), proof: text }))
      .min(1)
      .max(20),
  }),
  object({
    type: type('RecordAirTest'),
    on: day,
    laboratory: text,
    report: code,
    readings: object({ formaldehyde: reading, benzene: reading, toluene: reading, xylene: reading, ammonia: reading, tvoc: reading, radon: reading }),
  }),
  object({ type: type('CallPanel') }),
  object({
    type: type('ReportRectified'),
    on: day,
    items: z
      .array(object({ no: whole, evidence: text }))
      .min(1)
      .max(20),
  }),
]) satisfies z.ZodType<Exclude<AcceptanceCommand, { type: 'RectificationDue' | 'CalendarChanged' }>>;

const codes = z.array(code).min(1).max(100).exactOptional();
const programme = heldTo<PublicProgrammeCommand>()(
  z.discriminatedUnion('type', [
    object({ type: type('AssignRole'), role: z.enum(ROLES), person: code, basis: text }),
    object({ type: type('RevokeRole'), role: z.enum(ROLES), person: code, basis: text }),
    object({ type: type('ConfirmRole'), proposal: code }),
    object({ type: type('RefuseRole'), proposal: code, reason }),
    object({ type: type('RegisterProject'), project: baseProject }),
    object({
      type: type('GrantMandate'),
      principal: code,
      delegate: code,
      from: day,
      to: day,
      scope: object({ routes: codes, projects: codes }).exactOptional(),
      basis: code.max(200),
      unable: code.max(200).exactOptional(),
    }),
    object({ type: type('ConfirmMandate'), mandate: code }),
    object({ type: type('RevokeMandate'), mandate: code, reason: text }),
    object({ type: type('HandOverDesk'), from: code, to: code, roles: z.boolean(), basis: code.max(200) }),
    object({ type: type('Leave'), person: code, to: code.exactOptional(), roles: z.boolean().exactOptional(), basis: code.max(200) }),
    object({ type: type('ChangeManager'), project: code, to: code, basis: code.max(200) }),
    object({ type: type('AdoptRoute'), route, basis: code.max(200) }),
    object({ type: type('WithdrawRoute'), code, basis: code.max(200) }),
    object({ type: type('CloseProgramme'), summary: text }),
  ]),
);

export const COMMAND_SCHEMAS = {
  programme,
  project,
  survey: surveyCommand,
  planning,
  approval,
  construction,
  training,
  management,
  publicity,
  evaluation,
  acceptance,
} as const;
