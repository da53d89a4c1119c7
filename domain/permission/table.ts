/**
 * Who may do what: the one table. Every route of the API, every page behind a link and every command of a person has
 * exactly one row; all doors ask it (docs/adr/0026). A row says what the act is about, of which the server itself finds
 * programme and project, and who may; whoever stands in no row of it may not. Own and other are told by the relation: a
 * role counts in its own programme alone, `MANAGER` for the own project alone. What hangs on the state of an approval is
 * decided by approval/entitlement.ts, to which a row refers by `BY_STATE`. Pure. Deliberately absent: asking (ask.ts).
 */
import type { PublicApprovalCommand } from '../approval/messages.ts';
import type { CaseKind } from '../cases.ts';
import type { FindingsCommand } from '../findings/ledger.ts';
import { ROLE_PARTIES } from '../kernel/party.ts';
import type { Role } from '../kernel/role.ts';
import { developmentCommands } from '../programme/development/facts.ts';
import type { PublicProgrammeCommand } from '../programme/facts.ts';
import type { PublicProjectCommand } from '../project/facts.ts';
import { STAGE_COMMANDS, type StageKind } from '../stages/all.ts';
import type { Commands } from '../stages/commands.ts';
import { APPLYING } from './applying.ts';
import { JOURNAL_READERS, OVERSEERS } from './relation.ts';

/** Roles by what they are called in rows. */
export const PARTY_ROLES = {
  ...ROLE_PARTIES,
  OVERSEER: OVERSEERS,
  JOURNAL_READER: JOURNAL_READERS,
  ADMINISTRATOR: ['ADMINISTRATOR'],
} as const satisfies Record<string, readonly Role[]>;

/**
 * READER: may read the case at all (ask.ts). MEMBER: holds any role of the programme. MANAGER: of that project. APPLICANT, ASKED, COPIED, EXTENDS: of that case
 * (relation.ts). BY_STATE: whoever reads the case, and its state decides. ANYBODY: whoever is signed in, about themselves.
 * PAGE: whoever stands at a page behind a link, known or not. PUBLIC: whoever comes, without a sign-in.
 */
export type Party =
  | keyof typeof PARTY_ROLES
  | 'READER'
  | 'MEMBER'
  | 'MANAGER'
  | 'APPLICANT'
  | 'ASKED'
  | 'COPIED'
  | 'EXTENDS'
  | 'BY_STATE'
  | 'ANYBODY'
  | 'PAGE'
  | 'PUBLIC';

/**
 * NOTHING: the person themselves, or nothing of anybody. CASE: the case that the path names. PROGRAMMES: all programmes
 * that the reader oversees. BODY: what the body names, looked up. LINK: the task behind a link. SECRET: a secret of its own.
 */
export type About = 'NOTHING' | 'CASE' | 'PROGRAMMES' | 'BODY' | 'LINK' | 'SECRET';

export type Row = { readonly about: About; readonly by: readonly Party[] };

const row = (about: About, ...by: readonly Party[]): Row => ({ about, by });
const own = row('NOTHING', 'ANYBODY');
const open = row('NOTHING', 'PUBLIC');
const link = row('LINK', 'PAGE');

const readCase = row('CASE', 'READER');
/** Who opened which mail when, by which browser: for those who answer for the case, and those who decide in it. */
const readMails = row('CASE', 'OVERSEER', 'MANAGER', 'APPLICANT', 'ASKED');
/** Whoever holds any role in a programme sees who else does. */
const readProgramme = row('CASE', 'OVERSEER', 'MEMBER');
/** Whoever manages a project applies by its programme's routes, to its people, under its rules. */
const applyIn = row('CASE', 'OVERSEER', 'MEMBER', 'MANAGER');
const history = row('PROGRAMMES', 'OVERSEER');

type PerKind =
  | 'GET /api/v1/KIND/:id'
  | 'GET /api/v1/KIND/:id/events'
  | 'POST /api/v1/KIND/:id/commands'
  | 'GET /api/v1/KIND/:id/files'
  | `GET /api/v1/KIND/:id/files/:sha256`
  | `GET /api/v1/KIND/:id/files/:sha256/preview`
  | 'GET /api/v1/KIND/:id/notices';

/** Routes that every kind of case has. Who may send which command has rows of its own. */
const PER_KIND = {
  'GET /api/v1/KIND/:id': readCase,
  'GET /api/v1/KIND/:id/events': readCase,
  'POST /api/v1/KIND/:id/commands': readCase,
  'GET /api/v1/KIND/:id/files': readCase,
  'GET /api/v1/KIND/:id/files/:sha256': readCase,
  'GET /api/v1/KIND/:id/files/:sha256/preview': readCase,
  'GET /api/v1/KIND/:id/notices': readMails,
} as const satisfies Record<PerKind, Row>;

const ROUTES = {
  'GET /livez': open,
  'GET /readyz': open,
  'GET /': open,
  'GET /docs': open,
  'GET /docs/start.js': open,
  'GET /api/v1/openapi.json': open,
  'GET /log/checkpoint': open,
  'GET /mails': open,
  'GET /mails/:template/:locale': open,
  'GET /a/:token': link,
  'GET /task/:id': link,
  'GET /task/:id/files/:sha256': link,
  'GET /task/:id/files/:sha256/preview': link,
  'POST /task/:id/code': link,
  'POST /task/:id/decision': link,
  'POST /task/:id/link': link,
  'GET /open/:approval/:mark': link,
  'POST /open/:approval/:mark': link,
  'GET /unsubscribe/:token': row('SECRET', 'PUBLIC'),
  'POST /unsubscribe/:token': row('SECRET', 'PUBLIC'),
  'POST /inbound-mail': row('SECRET', 'PUBLIC'),
  // Printed on posters: whoever has the address may answer (docs/adr/0092).
  'GET /q/:token': row('SECRET', 'PUBLIC'),
  'POST /q/:token': row('SECRET', 'PUBLIC'),
  // What a calendar program fetches: whoever has the address reads what its owner may read now (docs/adr/0109).
  'GET /calendar/:token': row('SECRET', 'PUBLIC'),
  // Asks for no sign-in, because there is nobody yet: the embedded default alone, while it is empty (docs/adr/0068).
  'GET /api/v1/first-run': open,
  'POST /api/v1/first-run/example': open,
  'GET /api/v1/sign-in': open,
  'POST /api/v1/sign-in': open,
  'POST /api/v1/sign-in/code': open,
  'GET /api/v1/sign-in/example': open,
  'POST /api/v1/sign-in/example': open,
  'POST /api/v1/sign-in/with/:provider': open,
  // What a provider sends a browser back with; bound to its cookie.
  'GET /api/v1/sign-in/callback/:provider': row('SECRET', 'PUBLIC'),
  'POST /api/v1/sign-in/password': open,
  'POST /api/v1/sign-out': own,
  'POST /api/v1/me/password': own,
  'GET /api/v1/me/second-factor': own,
  'POST /api/v1/me/second-factor': own,
  'POST /api/v1/me/second-factor/confirm': own,
  'POST /api/v1/me/second-factor/remove': own,
  'GET /api/v1/me/accounts': own,
  'POST /api/v1/me/accounts/bind': own,
  'POST /api/v1/me/accounts/:account/remove': own,
  'POST /api/v1/first-run/check': open,
  'POST /api/v1/first-run/programme': open,
  // By the code of the service's own console, while nobody is here (docs/adr/0074).
  'POST /api/v1/first-run/administrator': row('SECRET', 'PUBLIC'),
  'POST /api/v1/programmes/check': row('NOTHING', 'ADMINISTRATOR'),
  'POST /api/v1/programmes': row('NOTHING', 'ADMINISTRATOR'),
  'GET /api/v1/programmes/:code/import': row('NOTHING', 'ADMINISTRATOR'),
  'GET /api/v1/me': own,
  'GET /api/v1/me/to-confirm': own,
  'GET /api/v1/me/wishes': own,
  'POST /api/v1/me/language': own,
  'POST /api/v1/me/wishes': own,
  'GET /api/v1/me/presets': own,
  'POST /api/v1/me/presets': own,
  'GET /api/v1/me/calendar-feed': own,
  'POST /api/v1/me/calendar-feed': own,
  'POST /api/v1/me/calendar-feed/remove': own,
  'GET /api/v1/me/sign-ins': own,
  'POST /api/v1/me/sign-ins/:signIn/revoke': own,
  'GET /api/v1/me/keys': own,
  'POST /api/v1/me/keys': own,
  'POST /api/v1/me/keys/:signIn/revoke': own,
  'GET /api/v1/programme/:id/sign-ins': row('CASE', 'ASSIGNER', 'LEADER'),
  'POST /api/v1/programme/:id/sign-ins/:signIn/revoke': row('CASE', 'ASSIGNER', 'LEADER'),
  'GET /api/v1/programme/:id/turned-away': row('CASE', 'ASSIGNER', 'LEADER'),
  'GET /api/v1/programme/:id/health': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/aside/retry': row('CASE', 'ADMINISTRATOR'),
  'GET /api/v1/programme/:id/mails': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/bots': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/webhooks': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/webhooks': row('CASE', 'ASSIGNER'),
  // In each programme that it is about, and not who proposed it (api/routes/webhooks.ts).
  'POST /api/v1/programme/:id/webhooks/:webhook/confirm': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/webhooks/:webhook/refuse': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/webhooks/:webhook/state': row('CASE', 'ASSIGNER'),
  'POST /api/v1/programme/:id/webhooks/:webhook/secret': row('CASE', 'ASSIGNER'),
  'POST /api/v1/programme/:id/webhooks/:webhook/test': row('CASE', 'ASSIGNER'),
  'POST /api/v1/programme/:id/webhooks/:webhook/again': row('CASE', 'ASSIGNER'),
  'GET /api/v1/programme/:id/webhooks/:webhook/messages': row('CASE', 'OFFICE', 'LEADER'),
  'GET /api/v1/programme/:id/calendar': applyIn,
  // In every programme that runs, and not who proposed it (api/routes/calendar-years.ts).
  'GET /api/v1/programme/:id/calendar/proposals': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/calendar/proposals': row('CASE', 'ASSIGNER'),
  'POST /api/v1/programme/:id/calendar/proposals/:proposal/confirm': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/calendar/proposals/:proposal/refuse': row('CASE', 'OFFICE', 'LEADER'),
  'GET /api/v1/programme/:id/routes/waiting': readProgramme,
  'GET /api/v1/programme/:id/routes/versions': readProgramme,
  // Addresses and sign-ins are shown to those alone who may do something about them (api/routes/people.ts).
  'GET /api/v1/programme/:id/development-plan': readProgramme,
  'GET /api/v1/programme/:id/roster': readProgramme,
  'GET /api/v1/programme/:id/roster/:person': readProgramme,
  // Whoever may send the command that it tries out.
  'POST /api/v1/programme/:id/handing-over': readProgramme,
  'POST /api/v1/programme/:id/people': row('CASE', 'ASSIGNER'),
  // Others' by the office; one's own by anybody here (api/roster-look.ts).
  'POST /api/v1/programme/:id/people/:person/change': row('CASE', 'ASSIGNER', 'MEMBER'),
  // Office and leaders, and whom it is about (domain/programme/roster.ts).
  'POST /api/v1/programme/:id/addresses/:proposal/confirm': row('CASE', 'OFFICE', 'LEADER'),
  'POST /api/v1/programme/:id/addresses/:proposal/refuse': row('CASE', 'OFFICE', 'LEADER', 'MEMBER'),
  'GET /api/v1/live': own,
  'GET /api/v1/tasks': own,
  'GET /api/v1/cases': own,
  'GET /api/v1/approvals': own,
  'GET /api/v1/approvals/counts': own,
  // Each case that the body names is asked by itself, as its own command would be.
  'POST /api/v1/approvals/batch': own,
  'GET /api/v1/findings': own,
  'GET /api/v1/projects': own,
  'POST /api/v1/files': own,
  // Of whoever began it.
  'POST /api/v1/uploads': own,
  'GET /api/v1/uploads/:upload': own,
  'POST /api/v1/uploads/:upload': own,
  'POST /api/v1/uploads/:upload/remove': own,
  'GET /api/v1/audit/searches': own,
  'POST /api/v1/audit/searches': own,
  'POST /api/v1/audit/searches/:id/remove': own,
  // Of whoever began it; what may be begun is asked of the history.
  'GET /api/v1/audit/exports': own,
  'GET /api/v1/audit/exports/:export': own,
  'POST /api/v1/audit/exports/:export/cancel': own,
  'GET /api/v1/audit/exports/:export/file': own,
  'POST /api/v1/approvals': row('BODY', ...APPLYING),
  'POST /api/v1/survey-batches': row('BODY', 'MANAGER', 'OFFICER'),
  'GET /api/v1/surveys': own,
  'GET /api/v1/survey/:id/progress': readCase,
  'GET /api/v1/survey/:id/result': readCase,
  'GET /api/v1/survey/:id/report.pdf': readCase,
  // Of whoever may hand it in.
  'GET /api/v1/survey-batches': row('BODY', 'MANAGER', 'OFFICER'),
  'GET /api/v1/survey-batches/progress': row('BODY', 'MANAGER', 'OFFICER'),
  'GET /api/v1/approval/:id/offers': readCase,
  'GET /api/v1/approval/:id/reading': readCase,
  'GET /api/v1/approval/:id/history': readCase,
  'GET /api/v1/approval/:id/sheet.pdf': readCase,
  'GET /api/v1/project/:id/reading': readCase,
  'GET /api/v1/project/:id/approvals': readCase,
  'GET /api/v1/project/:id/documents': readCase,
  'GET /api/v1/project/:id/files.zip': readCase,
  'GET /api/v1/project/:id/people': readCase,
  'GET /api/v1/project/:id/mails': readMails,
  'GET /api/v1/project/:id/takeover': row('CASE', 'OVERSEER', 'MANAGER'),
  'GET /api/v1/programme/:id/takeover': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/takeover/papers': row('CASE', 'OVERSEER'),
  'GET /api/v1/project/:id/stages/:stage': readCase,
  'GET /api/v1/project/:id/stages/:stage/history': readCase,
  'GET /api/v1/project/:id/story': readCase,
  'GET /api/v1/project/:id/story.pdf': readCase,
  'GET /api/v1/programme/:id/funds': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/progress': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/report.pdf': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/report.xlsx': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/surveys': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/surveys/report.pdf': row('CASE', 'OVERSEER'),
  'GET /api/v1/programme/:id/questionnaire': row('CASE', 'OVERSEER'),
  'POST /api/v1/programme/:id/questionnaire': row('CASE', 'OFFICER'),
  'POST /api/v1/programme/:id/questionnaire/close': row('CASE', 'OFFICER'),
  // Of a manager those of their own projects (api/routes/programme-progress.ts).
  'GET /api/v1/programme/:id/deadlines': row('CASE', 'OVERSEER', 'MANAGER'),
  'GET /api/v1/programme/:id/routes': applyIn,
  'GET /api/v1/programme/:id/rules': applyIn,
  'GET /api/v1/programme/:id/rules/changes': applyIn,
  'POST /api/v1/programme/:id/rules/check': readProgramme,
  'GET /api/v1/programme/:id/people': applyIn,
  'POST /api/v1/programme/:id/routes/check': readProgramme,
  'POST /api/v1/programme/:id/routes/dry-run': applyIn,
  'GET /api/v1/audit/events': history,
  'GET /api/v1/audit/facets': history,
  'GET /api/v1/audit/proof': history,
  'GET /api/v1/audit/export': history,
  'POST /api/v1/audit/exports': history,
  'GET /api/v1/audit/as-of': row('BODY', 'READER'),
  'GET /api/v1/audit/compare': row('BODY', 'READER'),
  'POST /api/v1/findings/:id/commands': row('CASE', 'READER'),
} as const satisfies Record<string, Row>;

const runs = row('CASE', 'MANAGER', 'OFFICER');
const officer = row('CASE', 'OFFICER');
const assigner = row('CASE', 'ASSIGNER');
const byState = row('CASE', 'BY_STATE');
const applicant = row('CASE', 'APPLICANT', 'OFFICER');
/** What came in on paper is entered by anybody in the office; the domain asks for its number (domain/approval/receipt.ts). */
const receipt = row('CASE', 'APPLICANT', 'OFFICE');

type StageRows = { readonly [K in StageKind]: { readonly [T in keyof (typeof STAGE_COMMANDS)[K]]: Row } };
const rowsOf = (commands: Commands): Readonly<Record<string, Row>> =>
  Object.fromEntries(Object.entries(commands).map(([type, { by }]) => [type, row('CASE', ...by)]));
/** Who may send what to a stage is said where the stage is declared. */
const STAGE_ROWS = Object.fromEntries(Object.entries(STAGE_COMMANDS).map(([kind, commands]) => [kind, rowsOf(commands)])) as StageRows; // a row for every command of every stage

/** Said where the plan of a programme is declared. */
const developmentRows = rowsOf(developmentCommands) as { readonly [T in keyof typeof developmentCommands]: Row }; // a row for each of them

/** What a person may ask of a case, by its kind. A command without a row does not compile. */
export const COMMANDS = {
  programme: {
    AssignRole: row('CASE', 'ASSIGNER', 'LEADER'),
    // One's own roles anybody may lay down.
    RevokeRole: row('CASE', 'ASSIGNER', 'LEADER', 'MEMBER'),
    ConfirmRole: row('CASE', 'OFFICE', 'LEADER'),
    RefuseRole: row('CASE', 'OFFICE', 'LEADER', 'MEMBER'),
    RegisterProject: assigner,
    GrantMandate: row('CASE', 'ASSIGNER', 'MEMBER'),
    ConfirmMandate: row('CASE', 'OFFICE', 'LEADER', 'MEMBER'),
    RevokeMandate: row('CASE', 'ASSIGNER', 'MEMBER'),
    HandOverDesk: row('CASE', 'OFFICE', 'LEADER'),
    Leave: row('CASE', 'OFFICE', 'LEADER'),
    ChangeManager: row('CASE', 'OFFICE', 'LEADER'),
    AdoptRoute: assigner,
    WithdrawRoute: assigner,
    ConfirmRoute: row('CASE', 'OFFICE', 'LEADER'),
    RefuseRoute: row('CASE', 'OFFICE', 'LEADER'),
    ProposeUnits: assigner,
    ConfirmUnits: row('CASE', 'OFFICE', 'LEADER'),
    RefuseUnits: row('CASE', 'OFFICE', 'LEADER'),
    AdoptStandard: assigner,
    ConfirmStandard: row('CASE', 'OFFICE', 'LEADER'),
    RefuseStandard: row('CASE', 'OFFICE', 'LEADER'),
    BeginEvaluation: row('CASE', 'OFFICE'),
    AnswerEvaluation: row('CASE', 'OFFICE'),
    // Whoever sees to it, or the office for them.
    ReportMeasure: row('CASE', 'OFFICE', 'LEADER', 'MEMBER'),
    VerifyMeasure: row('CASE', 'OFFICE'),
    CloseEvaluation: row('CASE', 'OFFICE'),
    ...developmentRows,
    TakeOverPapers: row('CASE', 'OFFICE'),
    CorrectPaper: row('CASE', 'OFFICE'),
    RecordSource: row('CASE', 'OFFICE'),
    CorrectSource: row('CASE', 'OFFICE'),
    SetBudget: row('CASE', 'OFFICE'),
    Allocate: row('CASE', 'OFFICE'),
    CorrectAllocation: row('CASE', 'OFFICE'),
    ReturnFunds: row('CASE', 'OFFICE'),
    CloseProgramme: assigner,
  } satisfies Record<PublicProgrammeCommand['type'], Row>,
  project: {
    ApplyForStep: runs,
    RecordReply: runs,
    AnswerEstimateReport: row('CASE', 'OFFICE'),
    RecordHandover: runs,
    ChangeProfile: officer,
    ChangeMilestones: officer,
    ChangePanel: officer,
    ChangeSurveyBasis: officer,
    ChangeStandards: officer,
    TakeOver: row('CASE', 'OFFICE'),
    CorrectTakenOver: row('CASE', 'OFFICE'),
    CloseTakeover: row('CASE', 'OFFICE'),
    ConfirmCorrection: row('CASE', 'OFFICE'),
    RefuseCorrection: row('CASE', 'OFFICE'),
    ProposeClosing: row('CASE', 'OFFICE'),
    RefuseClosing: row('CASE', 'OFFICE'),
    BeginTakeover: row('CASE', 'OFFICE'),
    Suspend: officer,
    Resume: officer,
    Cancel: officer,
  } satisfies Record<PublicProjectCommand['type'], Row>,
  approval: {
    Decide: byState,
    TakeBack: byState,
    HandOver: byState,
    AskOpinion: byState,
    RecallOpinion: byState,
    GiveOpinion: byState,
    AddApprovers: byState,
    RemoveApprover: byState,
    Recuse: byState,
    Ask: byState,
    Answer: byState,
    Comment: byState,
    Copy: byState,
    MarkRead: byState,
    MarkSeen: byState,
    Pause: byState,
    ResumeClock: byState,
    ExtendLimit: byState,
    AskMail: row('CASE', 'BY_STATE', 'PAGE'),
    SaveDraft: applicant,
    Submit: receipt,
    Resubmit: receipt,
    Supplement: receipt,
    Withdraw: applicant,
    Nudge: applicant,
  } satisfies Record<PublicApprovalCommand['type'], Row>,
  ...STAGE_ROWS,
  findings: {
    Explain: row('CASE', 'MANAGER', 'OFFICE'),
    HandOver: row('CASE', 'AUDITOR'),
    Dismiss: row('CASE', 'AUDITOR'),
    Reopen: row('CASE', 'AUDITOR'),
  } satisfies Record<Exclude<FindingsCommand['type'], 'Check'>, Row>,
} as const satisfies Record<CaseKind | 'findings', Record<string, Row>>;

/** An application that a person begins: in a project for its manager or by the office; without one by any department. */
export const DRAFTS = {
  project: ROUTES['POST /api/v1/approvals'],
  programme: row('BODY', 'MEMBER'),
} as const;

const KINDS = Object.keys(COMMANDS).filter((kind) => kind !== 'findings');
/** Rows by route, `GET /api/v1/project/:id`. */
export const ROUTE_ROWS: ReadonlyMap<string, Row> = new Map<string, Row>([
  ...Object.entries(ROUTES),
  ...Object.entries(PER_KIND).flatMap(([route, found]) => KINDS.map((kind) => [route.replace('KIND', kind), found] as const)),
]);

/** The row of a command; null: it is none of a person's. */
export function rowOfCommand(kind: string, type: string): Row | null {
  const rows: Readonly<Record<string, Row>> | undefined = (COMMANDS as Readonly<Record<string, Readonly<Record<string, Row>>>>)[kind]; // by a name that is known at run time
  return rows !== undefined && Object.hasOwn(rows, type) ? (rows[type] ?? null) : null;
}
