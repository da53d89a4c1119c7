/**
 * What a client may send to each kind of case. A strict subset of the domain's commands, checked against them by
 * `satisfies`, so that neither a clock's command nor a shape that drifted gets past the compiler.
 */
import { z } from 'zod';
import type { PublicApprovalCommand } from '../../domain/approval/messages.ts';
import { PAUSES_BY_NOTICE } from '../../domain/calendar/deadline.ts';
import { RETURNS } from '../../domain/funds/facts.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { developmentCommands, type PublicDevelopmentCommand } from '../../domain/programme/development/facts.ts';
import type { PublicProgrammeCommand } from '../../domain/programme/facts.ts';
import { ESTIMATE_ANSWERS, type PublicProjectCommand } from '../../domain/project/facts.ts';
import { STAGE_COMMANDS, type StageKind } from '../../domain/stages/all.ts';
import type { Commands } from '../../domain/stages/commands.ts';
import { STEP_CODES } from '../../domain/standards/approval-paths.ts';
import { PAPERS_AT_ONCE } from '../../domain/taken-fact/programme-papers.ts';
import { FACTS_AT_ONCE } from '../../domain/takeover/facts.ts';
import { FUND_LEVELS } from '../../domain/words/funds.ts';
import { CHOICES, WHERE_ADDED } from '../../domain/words/lists.ts';
import { values } from './form.ts';
import { heldTo } from './held-to.ts';
import { baseProject, profile, survey } from './programme.ts';
import { route } from './route.ts';
import { fieldsOf, schemaOfCommands } from './shapes.ts';
import { adoptStandard } from './standard.ts';
import { programmePaper, takenFact } from './taken-fact.ts';
import { amount, asked, bilingual, code, count, day, documentRef, fen, lineOf, said, sha256, text, whole, written } from './values.ts';

const object = z.strictObject;
const type = <T extends string>(name: T) => z.literal(name);
const line = z.strictObject({ label: written(text), value: written(text) });
const fact = z.union([lineOf(80), amount, z.boolean()]);
export const content = object({
  summary: z.array(line).max(40),
  amountFen: fen.exactOptional(),
  documents: z.array(documentRef).max(60),
  facts: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, said('须为事实的名称，如 amountFen', 'must be the name of a fact like amountFen')), fact)
    .exactOptional(),
  values: values.exactOptional(),
});

/** A unit of the county's tree; `parent`, `head`, `deputy` null: none. */
const unit = object({ unit: lineOf(100), parent: lineOf(100).nullable(), head: code.nullable(), deputy: code.nullable() });

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
      signature: object({ title: documentRef.shape.title, sha256 }).exactOptional(),
      values: values.exactOptional(),
      fillings: count.exactOptional(),
      fields: z.array(lineOf(40)).max(60).exactOptional(),
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
      people: z.array(person).min(1, said('须至少写明一人', 'must name somebody')).max(50),
      where: z.enum(WHERE_ADDED),
      agree: z.enum(['ALL', 'ANY', 'IN_ORDER']).exactOptional(),
      reason,
    }),
    object({ type: type('RemoveApprover'), task, reason }),
    object({ type: type('Recuse'), task: task.exactOptional(), reason }),
    object({ type: type('Ask'), to: person, question: reason }),
    object({ type: type('Answer'), task: task.exactOptional(), text: reason, documents: documents.exactOptional() }),
    object({ type: type('Comment'), text, documents: documents.exactOptional() }),
    object({ type: type('Copy'), people: z.array(person).min(1, said('须至少写明一人', 'must name somebody')).max(50), note: text }),
    object({ type: type('MarkRead'), task: task.exactOptional() }),
    object({ type: type('MarkSeen'), task: task.exactOptional() }),
    object({ type: type('Pause'), reason: z.enum(PAUSES_BY_NOTICE), notice: reason }),
    object({ type: type('ResumeClock'), ...declared }),
    object({ type: type('ExtendLimit'), by: whole.min(1).max(1_000), reason }),
    object({ type: type('SaveDraft'), content, title: bilingual.exactOptional() }),
    object({ type: type('Submit'), ...declared, undertaking: documentRef.exactOptional() }),
    object({ type: type('Resubmit'), content: content.exactOptional(), ...declared, afterwards: afterwards.exactOptional() }),
    object({ type: type('Supplement'), documents, note: text, values: values.exactOptional(), ...declared }),
    object({ type: type('Withdraw'), reason: text }),
    object({ type: type('Nudge') }),
    object({ type: type('AskMail'), what: z.enum(['LINK', 'CODE']), task }),
  ]),
);

/** What a change rests on: number, day and reason. */
const basis = { document: asked(code.max(200)), on: day, reason };
const { code: _code, manager: _manager, startOn, finishOn, milestones, opensOn, ...facts } = profile.shape;
/** The shapes of the profile as it is opened, each of which may be left out. */
const profileFacts = object({
  name: facts.name.exactOptional(),
  buildKind: facts.buildKind.exactOptional(),
  enterpriseInvested: facts.enterpriseInvested.exactOptional(),
  simple: facts.simple.exactOptional(),
  places: facts.places.exactOptional(),
  classes: facts.classes.exactOptional(),
  areaM2: facts.areaM2.exactOptional(),
  childrenRoomM2: facts.childrenRoomM2.exactOptional(),
  funding: facts.funding.exactOptional(),
  unit: facts.unit.exactOptional(),
  servesMeals: facts.servesMeals.exactOptional(),
  region: facts.region,
  newLand: facts.newLand,
  eiaListed: facts.eiaListed,
  alters: facts.alters,
});
const schedule = object({
  startOn: startOn.exactOptional(),
  finishOn: finishOn.exactOptional(),
  milestones: milestones.exactOptional(),
  opensOn,
});

/** The file of a paper, handed in before. */
const file = object({ title: lineOf(200), sha256 }).exactOptional();
/** Every act of a project takes what proves it. */
const files = z
  .array(object({ title: asked(lineOf(200)), sha256, paper: code.exactOptional() }))
  .max(20)
  .exactOptional();
const proven = <T extends z.core.$ZodLooseShape>(shape: T) => object({ ...shape, files });
const project = heldTo<PublicProjectCommand>()(
  z.discriminatedUnion('type', [
    proven({
      type: type('ApplyForStep'),
      step: z.enum(STEP_CODES),
      amountFen: fen,
      documents: z.array(documentRef).max(60),
      note: text.exactOptional(),
      undertaking: object({ title: lineOf(200), sha256 }).exactOptional(),
    }),
    proven({ type: type('AnswerEstimateReport'), answer: z.enum(ESTIMATE_ANSWERS), number: asked(code.max(200)), on: day, reason }),
    proven({
      type: type('RecordReply'),
      step: z.enum(STEP_CODES),
      number: code,
      on: day,
      amountFen: fen.exactOptional(),
      by: lineOf(200).exactOptional(),
      until: day.exactOptional(),
    }),
    proven({
      type: type('RecordHandover'),
      facts: object({
        filing: object({ number: code, on: day, file }).exactOptional(),
        publicNotice: object({
          from: day,
          to: day,
          objections: count,
          answers: z
            .array(object({ on: day, answer: text, file }))
            .max(100)
            .exactOptional(),
          file,
        }).exactOptional(),
        finalAccounts: object({
          amountFen: fen,
          on: day,
          number: code.exactOptional(),
          worksFen: fen.exactOptional(),
          otherFen: fen.exactOptional(),
          reason: text.exactOptional(),
          approval: object({ number: code, on: day, by: text, file }).exactOptional(),
          file,
        }).exactOptional(),
        assets: object({ to: text, on: day, number: code.exactOptional(), file }).exactOptional(),
        archive: object({ location: text, on: day, number: code.exactOptional(), file }).exactOptional(),
      }),
    }),
    proven({ type: type('ChangeProfile'), facts: profileFacts, ...basis }),
    proven({ type: type('ChangeMilestones'), facts: schedule, ...basis }),
    proven({ type: type('ChangePanel'), panel: baseProject.shape.panel, ...basis }),
    proven({ type: type('ChangeSurveyBasis'), survey, ...basis }),
    proven({ type: type('ChangeStandards'), ...basis }),
    proven({ type: type('TakeOver'), facts: z.array(takenFact).min(1).max(FACTS_AT_ONCE) }),
    proven({ type: type('CorrectTakenOver'), id: code, fact: takenFact.exactOptional(), reason }),
    proven({ type: type('CloseTakeover'), ...basis }),
    proven({ type: type('ConfirmCorrection'), correction: code }),
    proven({ type: type('RefuseCorrection'), correction: code, reason }),
    proven({ type: type('ProposeClosing'), ...basis }),
    proven({ type: type('RefuseClosing'), reason }),
    proven({ type: type('BeginTakeover'), ...basis }),
    proven({ type: type('Suspend'), reason: text }),
    proven({ type: type('Resume') }),
    proven({ type: type('Cancel'), reason: text }),
  ]),
);

/** Of the plan of a programme: made from the shapes that it declares, as of stages. */
const ofPlan = <T extends PublicDevelopmentCommand['type']>(name: T) => {
  const schema: unknown = object({ type: type(name), ...fieldsOf(developmentCommands[name].takes) });
  return schema as z.ZodObject<{ type: z.ZodLiteral<T> }> & z.ZodType<Extract<PublicDevelopmentCommand, { type: T }>>; // made from the shapes that its type is derived from
};

const codes = z.array(code).min(1).max(100).exactOptional();
/** Of the ledger of a programme's money. */
const number = asked(code.max(200));
const year = whole.min(2000, said('须为四位年份', 'must be a year of four digits')).max(2100, said('须为四位年份', 'must be a year of four digits'));
const source = { key: code, level: z.enum(FUND_LEVELS), document: number, on: day, by: asked(lineOf(200)), year, amountFen: fen };
/** The version of the ledger that whoever acts has looked at. */
const seen = count;

const programme = heldTo<PublicProgrammeCommand>()(
  z.discriminatedUnion('type', [
    object({ type: type('AssignRole'), role: z.enum(ROLES), person: code, basis: text }),
    object({ type: type('RevokeRole'), role: z.enum(ROLES), person: code, basis: text }),
    object({ type: type('ConfirmRole'), proposal: code }),
    object({ type: type('RefuseRole'), proposal: code, reason }),
    object({ type: type('RegisterProject'), project: baseProject, takesOver: z.literal(true).exactOptional() }),
    object({
      type: type('GrantMandate'),
      principal: code,
      delegate: code,
      further: z.array(code).max(5).exactOptional(),
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
    object({ type: type('ConfirmRoute'), proposal: code }),
    object({ type: type('RefuseRoute'), proposal: code, reason }),
    object({
      type: type('ProposeUnits'),
      replaces: whole.min(0, said('须为您看到的版本号；没有则为 0', 'must be the version that you have seen; 0 where there is none')),
      basis: asked(code.max(200)),
      units: z.array(unit).min(1, said('须至少有一个单位', 'must hold a unit')).max(500),
    }),
    object({ type: type('ConfirmUnits'), proposal: code }),
    object({ type: type('RefuseUnits'), proposal: code, reason }),
    adoptStandard,
    object({ type: type('ConfirmStandard'), proposal: code }),
    object({ type: type('RefuseStandard'), proposal: code, reason }),
    object({ type: type('BeginEvaluation'), asOf: day, basis: asked(code.max(200)) }),
    object({
      type: type('AnswerEvaluation'),
      measures: z.array(object({ key: code, indicator: code, problem: text, measure: text, person: code, dueOn: day })).max(50),
      reasons: z
        .array(object({ indicator: code, reason: text }))
        .max(50)
        .default([]),
    }),
    object({ type: type('ReportMeasure'), key: code, evidence: text }),
    object({ type: type('VerifyMeasure'), key: code, passed: z.boolean(), note: text.default('') }),
    object({ type: type('CloseEvaluation'), summary: text }),
    ofPlan('DraftDevelopmentPlan'),
    ofPlan('RecordPlanOpinion'),
    ofPlan('RecordPlanReview'),
    ofPlan('RecordPlanMeeting'),
    ofPlan('SubmitDevelopmentPlan'),
    ofPlan('IssueDevelopmentPlan'),
    ofPlan('PublishDevelopmentPlan'),
    object({ type: type('TakeOverPapers'), papers: z.array(programmePaper).min(1).max(PAPERS_AT_ONCE) }),
    object({ type: type('CorrectPaper'), id: code, paper: programmePaper.exactOptional(), reason }),
    object({ type: type('RecordSource'), ...source, files, seen }),
    object({ type: type('CorrectSource'), ...source, reason, files, seen }),
    object({ type: type('SetBudget'), source: code, year, amountFen: fen, document: number, on: day, reason: reason.exactOptional(), files, seen }),
    object({ type: type('Allocate'), key: code, source: code, project: code, amountFen: fen, document: number, on: day, files, seen }),
    object({ type: type('CorrectAllocation'), key: code, amountFen: fen, document: number, on: day, reason, files, seen }),
    object({
      type: type('ReturnFunds'),
      key: code,
      allocation: code,
      how: z.enum(RETURNS),
      amountFen: fen,
      document: number,
      on: day,
      reason,
      files,
      seen,
    }),
    object({ type: type('CloseProgramme'), summary: text }),
  ]),
);

type StageSchemas = { readonly [K in StageKind]: ReturnType<typeof schemaOfCommands<(typeof STAGE_COMMANDS)[K]>> };
/** Of stages: made from what their declarations say. */
const made: unknown = Object.fromEntries(Object.entries(STAGE_COMMANDS).map(([kind, commands]) => [kind, schemaOfCommands<Commands>(commands)]));
const stages = made as StageSchemas; // one for every stage, made from the shapes that its type is derived from

export const COMMAND_SCHEMAS = {
  programme,
  project,
  approval,
  ...stages,
} as const;
