/** What the API needs from the world. The composition root (server.ts) passes in what satisfies it. */
import type { ApprovalState } from '../domain/approval/facts.ts';
import type { Route } from '../domain/approval/route.ts';
import type { RouteReport } from '../domain/approval/route-faults.ts';
import type { AsOf, AsOfScope } from '../domain/audit/as-of.ts';
import type { TableFormat } from '../domain/audit/columns.ts';
import type { ExportAsked, ExportJob } from '../domain/audit/export.ts';
import type { Facets } from '../domain/audit/facets.ts';
import type { AuditQuery, FoundEvent, FoundPage, HistoryScope, SavedSearch, SearchPage } from '../domain/audit/query.ts';
import type { Report } from '../domain/audit/report.ts';
import type { Story } from '../domain/audit/story.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { CalendarYear } from '../domain/calendar/year.ts';
import type { CommandOf } from '../domain/cases.ts';
import type { KnownFinding } from '../domain/findings/ledger.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { Locale } from '../domain/kernel/locale.ts';
import type { Role } from '../domain/kernel/role.ts';
import type { Scope } from '../domain/kernel/scope.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { Inbound } from '../domain/notice/inbound.ts';
import type { NoticeView } from '../domain/notice/ledger.ts';
import type { Wishes } from '../domain/notice/preference.ts';
import type {
  BotStanding,
  CalendarProposal,
  CalendarReach,
  CalendarShown,
  FailedSignIns,
  MailFilter,
  MailPage,
  RefusedAct,
  RouteVersion,
  ServiceHealth,
} from '../domain/office.ts';
import type { Relation } from '../domain/permission/relation.ts';
import type { Person } from '../domain/person.ts';
import type { ProgrammeEvent, PublicProgrammeCommand } from '../domain/programme/facts.ts';
import type { ProjectFunds } from '../domain/programme/papers-shown.ts';
import type { CalendarFeed, FeedAbout, FeedEntry, FeedOf } from '../domain/programme/progress/feed.ts';
import type { ProgressSource } from '../domain/programme/progress/source.ts';
import type { AddressProposal } from '../domain/programme/roster.ts';
import type { Board, BoardSource } from '../domain/project/board.ts';
import type { ProjectApproval, ProjectFile, ProjectMail, ProjectPerson } from '../domain/project/lists.ts';
import type { Counting, SurveyAnswer } from '../domain/stages/survey/answer.ts';
import type {
  BatchOutcome,
  CollectedForm,
  CountedBatch,
  FormCounts,
  ImportProgress,
  NewBatch,
  OpenForm,
  PublicAnswer,
  RefusedAnswer,
  StoredBatch,
  SurveyFigures,
  TakenIn,
} from '../domain/stages/survey/batch.ts';
import type { FormBatch, OpeningForm, ProgrammeForm } from '../domain/stages/survey/programme-form.ts';
import type { DistinctAnswers, PrintedProgrammeSurvey, ProjectWithoutSurvey } from '../domain/stages/survey/programme-result.ts';
import type { PrintedSurvey } from '../domain/stages/survey/result.ts';
import type { SurveyState } from '../domain/stages/survey/stage.ts';
import type {
  ApprovalCounts,
  ApprovalListQuery,
  ApprovalSheet,
  CaseDetail,
  CaseListing,
  DocumentFile,
  EventView,
  Link,
  LinkVisitNote,
  ListedApproval,
  ListPlace,
  Page,
  Reader,
  RefusalView,
  RosterRow,
  SignInView,
  TakeoverCounts,
  TakeoverQuery,
  TakeoverRow,
  TaskPage,
  TaskView,
  VisitView,
} from '../domain/views.ts';
import type { Webhook, WebhookMessages } from '../domain/webhook/facts.ts';
import type { WebhookMessageStatus } from '../domain/words/lists.ts';
import type { Preset } from '../domain/words/presets.ts';
import type { DryRun, DryRunRequest } from '../domain/world/dry-run.ts';
import type { ProvedEvent } from '../proof/event-proof.ts';
import type { SignInDoor } from '../sign-in/door.ts';
import type { PasswordDoor } from '../sign-in/password-door.ts';
import type { CommandOutcome } from '../temporal/case-gateway.ts';
import type { GuardedGateway } from './guarded-gateway.ts';

export type ReadModel = {
  /** How a reader stands to a case; null: there is none such. The table says whether that is enough. */
  relationTo(reader: Reader, stream: string): Promise<Relation | null>;
  /** The same of somebody who came by a link; null also for nobody known. */
  relationOf(person: string, stream: string): Promise<Relation | null>;
  /** Null for unknown and forbidden alike. */
  programmeOfCase(reader: Reader, stream: string): Promise<string | null>;
  caseByStream(stream: string): Promise<CaseDetail | null>;
  /** The same for whoever only reads: over the connection that cannot write. */
  caseToRead(stream: string): Promise<CaseDetail | null>;
  listCases(reader: Reader, filter: { kind?: string; project?: string; status?: string }, page: Page): Promise<readonly CaseListing[]>;
  listEvents(stream: string, after: number, limit: number): Promise<readonly EventView[]>;
  listTasks(reader: Reader, status: string | undefined, page: TaskPage): Promise<readonly TaskView[]>;
  /** One of a person's four lists, from a place on. */
  listApprovals(reader: Reader, query: ApprovalListQuery, page: { after: ListPlace | null; limit: number }): Promise<readonly ListedApproval[]>;
  countApprovals(reader: Reader): Promise<ApprovalCounts>;
  /** The calendar, and who holds a role in a programme now. */
  readingWorld(programme: string): Promise<{ readonly calendar: Calendar; readonly holders: (role: string) => readonly string[] }>;
  findPeople(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** Whoever has something to do with a programme and has not left. */
  listColleagues(programme: string): Promise<readonly Person[]>;
  listRefusals(stream: string): Promise<readonly RefusalView[]>;
  /** All projects that a reader may see, with what their light rests on. */
  readBoard(reader: Reader): Promise<Board>;
  /** One of them; null: there is none such. */
  readProjectOfBoard(project: string): Promise<BoardSource | null>;
  projectApprovals(project: string): Promise<readonly ProjectApproval[]>;
  projectFiles(project: string): Promise<readonly ProjectFile[]>;
  projectMails(project: string): Promise<readonly ProjectMail[]>;
  projectPeople(project: string): Promise<readonly ProjectPerson[]>;
  /** Of these approvals those with a form, which may hide a file from somebody who reads the case. */
  approvalsWithForms(streams: readonly string[]): Promise<ReadonlyMap<string, ApprovalState>>;
  /** What a programme's progress is counted from; null: there is none such. */
  readProgress(programme: string): Promise<ProgressSource | null>;
};

type NewPerson = Omit<Person, 'id'> & { readonly shares: boolean };

/** What is taken over in a programme. */
export type Takeovers = {
  listTakeovers(programme: string, query: TakeoverQuery): Promise<readonly TakeoverRow[]>;
  countTakeovers(programme: string): Promise<TakeoverCounts>;
  /** Streams of projects of which something waits for a second person, at most so many. */
  takeoversWaiting(programme: string, most: number): Promise<readonly string[]>;
  fundsOfProjects(programme: string): Promise<readonly ProjectFunds[]>;
};

/** Who works in a programme, as its office sees to it. */
export type People = {
  /** The language of somebody's mails, and of their console on any device, as they chose it. */
  speak(locale: Locale, by: Reader): Promise<void>;
  /** `within`: the programmes in which whoever looks has a say; `person` null: all of them. */
  listRoster(programme: string, within: readonly string[], person: string | null): Promise<readonly RosterRow[]>;
  /** Other addresses that wait for a second person. */
  addressProposals(programme: string): Promise<readonly (AddressProposal & { readonly email: string })[]>;
  /** WAITS: one waits already. SAME: it is their address now. `seconds`: who hears that it waits for them. */
  proposeAddress(
    wanted: {
      readonly programme: string;
      readonly person: string;
      readonly email: string;
      readonly until: string;
      readonly seconds: readonly string[];
    },
    by: Reader,
    basis: string,
  ): Promise<{ readonly proposal: string } | 'WAITS' | 'SAME'>;
  /** False: it has ended meanwhile. */
  confirmAddress(programme: string, proposal: string, by: Reader): Promise<boolean>;
  /** False: it has ended meanwhile. */
  endAddressProposal(programme: string, proposal: AddressProposal, by: Reader, reason: string): Promise<boolean>;
  /** By whom somebody got each role or lost it, newest first. */
  roleSteps(
    programme: string,
    person: string,
  ): Promise<
    readonly {
      readonly at: string;
      readonly change: 'ASSIGN' | 'REVOKE';
      readonly role: string;
      readonly by: string | null;
      readonly proposedBy: string | null;
      readonly basis: string;
    }[]
  >;
  /** What an act would lead to, or all that is in its way; nothing is recorded. Null: there is no such programme. */
  tryOut(
    programme: string,
    command: PublicProgrammeCommand,
    actor: Actor,
  ): Promise<{ readonly events: readonly ProgrammeEvent[] } | { readonly faults: readonly Text[] } | null>;
  /** What makes an address unfit for our mail server. */
  addressFaults(email: string): Promise<readonly Text[]>;
  /** `here`: who of the programme has that address already, and nobody was invited. */
  invite(
    programme: string,
    person: NewPerson,
    by: Reader,
    basis: string,
  ): Promise<{ readonly person: string } | { readonly here: readonly { readonly person: string; readonly name: string }[] }>;
  /** Which facts changed; on record, and told to the person. */
  change(programme: string, person: string, facts: Partial<Omit<Person, 'id'>>, by: Reader, basis: string): Promise<readonly string[]>;
};

export type Routes = {
  listRoutes(programme: string): Promise<readonly Route[]>;
  checkRoute(programme: string, route: Route): Promise<RouteReport>;
  dryRun(programme: string, request: DryRunRequest): Promise<DryRun>;
};

export type Sheets = {
  approvalSheet(sheet: ApprovalSheet): Promise<Buffer>;
  survey(survey: PrintedSurvey): Promise<Buffer>;
  programmeSurvey(surveys: PrintedProgrammeSurvey): Promise<Buffer>;
};

export type SignIns = {
  /** Counts one that failed. A number: there were too many; seconds to wait. */
  missed(miss: {
    readonly token: string | null;
    readonly address: string;
    readonly door: 'api' | 'inbound' | 'link' | 'setup';
  }): Promise<number | null>;
  listOf(people: readonly string[]): Promise<readonly SignInView[]>;
  /** Who belongs to a programme now, and to none beside these. */
  membersOf(programme: string, within: readonly string[]): Promise<readonly string[]>;
  /** The programmes that somebody audits. */
  auditsIn(person: string): Promise<readonly string[]>;
  /** On record, and told to the person. False: it had ended already. `programme`: in whose name; null: their own. */
  revoke(signIn: SignInView, reader: Reader, basis: string, programme: string | null): Promise<boolean>;
  readerOfToken(token: string): Promise<Reader | null>;
  /** By the cookies that a browser sent; null: it is not signed in. */
  readerOfCookie(cookies: string): Promise<Reader | null>;
  /** A key for a program, shown once. */
  issueKey(
    reader: Reader,
    key: { readonly name: string; readonly scope: Scope; readonly days: number },
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: string }>;
  /** Accounts elsewhere by which a person signs in, in the order in which they were bound. */
  accountsOf(person: string): Promise<readonly { readonly id: string; readonly provider: string; readonly boundAt: string }[]>;
  /** False: they have none of that id. */
  unbind(person: string, account: string): Promise<boolean>;
  /** Of a person who came by another door. */
  readerOfPerson(person: string): Promise<Reader | null>;
};

export type Links = {
  findLink(hash: string): Promise<Link | null>;
  /** By the address of its page, the first characters of its hash. */
  findLinkByPage(page: string): Promise<Link | null>;
  newestLinkOf(stream: string, task: number): Promise<Link | null>;
  noteVisit(hash: string, visit: LinkVisitNote): Promise<void>;
  /** One try at the digits of a mail. WAIT: too soon after the one before. */
  takeTry(
    hash: string,
    isRight: boolean,
    limits: { readonly free: number; readonly apartSeconds: number; readonly most: number },
  ): Promise<'TAKEN' | 'WAIT'>;
  /** Null: it is not the code, or not any more. */
  matchCode(
    asked: { readonly purpose: 'PAGE' | 'REPLY'; readonly person: string; readonly stream?: string; readonly task?: number },
    typed: string,
  ): Promise<{
    readonly id: bigint;
    readonly stream: string;
    readonly task: number;
    readonly person: string;
    readonly seen: string;
    /** The one command that the code is good for; its recording uses the code up. */
    readonly commandId: string;
    readonly used: boolean;
  } | null>;
  /** For what can be used for nothing any more. False: it was used meanwhile. */
  spendCode(id: bigint): Promise<boolean>;
  /** What a command recorded; empty: nothing. */
  eventsOfCommand(stream: string, commandId: string): Promise<readonly { readonly type: string; readonly choice: string | null }[]>;
  storeForm(form: { readonly nonce: string; readonly link: string; readonly seen: string }): Promise<void>;
  isFormOpen(nonce: string, link: string): Promise<boolean>;
  consumeForm(nonce: string, link: string): Promise<{ readonly seen: string; readonly shownAt: Date } | null>;
};

/** The mail ledger, what people wish, and what comes in by mail. */
export type Post = {
  listNotices(stream: string): Promise<readonly NoticeView[]>;
  listVisits(stream: string): Promise<readonly VisitView[]>;
  wishesOf(person: string): Promise<Wishes>;
  storeWishes(person: string, wishes: Wishes): Promise<void>;
  personOfUnsubscribe(token: string): Promise<string | null>;
  /** Null: no secret is set, and nothing is taken in. */
  readonly inboundSecret: string | null;
  readInbound(raw: Buffer): Promise<Inbound>;
  closeInbound(): Promise<void>;
  /** What a mail was about; null: it is none of ours. */
  findNotice(
    notice: string,
  ): Promise<{ readonly stream: string; readonly recipient: string; readonly template: string; readonly task: number | null } | null>;
  /** False: it is known already. */
  markBounced(notice: string, bounce: { readonly reply: string; readonly dead: boolean }): Promise<boolean>;
  /** Tells whoever looks after the case of a mail that came back, or that something answered which nobody can read. */
  tellKeepers(
    notice: { readonly id: string; readonly stream: string; readonly recipient: string; readonly template: string },
    kind: 'BOUNCED' | 'MACHINE',
    reply: string,
  ): Promise<void>;
  /** People with this address; more than one where they share a mailbox. */
  peopleByAddress(address: string): Promise<readonly string[]>;
  /** A mail that says why an answer by mail was not counted; `key` makes it go out once. */
  refuseReply(reply: {
    readonly key: string;
    readonly stream: string;
    readonly person: string;
    readonly zh: string;
    readonly en: string;
  }): Promise<void>;
  /** Keeps a message that could not be dealt with, and says why; it is tried again. False: it could not be kept. */
  keepInbound(raw: Buffer, why: unknown): Promise<boolean>;
  /** Every mail with sample data, in both languages. */
  gallery(): Promise<readonly SampleMail[]>;
};
export type SampleMail = {
  readonly template: string;
  readonly locale: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** A picture of a document's first page, drawn in turn with what others ask for; null where there is none, or none yet. */
export type Previews = {
  preview(file: DocumentFile, sha256: string, who: string): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | null>;
};

/** The document that came of an upload. */
type Made = { readonly sha256: string; readonly mediaType: string };
type UploadState = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly expiresAt: string;
  readonly made: Made | null;
};
/** Files on their way in pieces. */
export type Uploads = {
  /** Null: too many of this person's are on their way. */
  beginUpload(person: string, name: string, size: number): Promise<UploadState | null>;
  findUpload(person: string, id: string): Promise<UploadState | null>;
  /** False: it does not begin where the one before ended. */
  addPiece(person: string, id: string, at: number, bytes: Buffer): Promise<boolean>;
  /** Null: it is not whole. */
  bytesOfUpload(person: string, id: string): Promise<Buffer | null>;
  /** Null: nothing may come of it, and it is gone. */
  endUpload(person: string, id: string, made: Made | null): Promise<void>;
};

/** Addresses at which a calendar program fetches a person's last days. */
export type CalendarFeeds = {
  calendarFeedOf(person: string): Promise<CalendarFeed | null>;
  makeCalendarFeed(person: string, language: Locale): Promise<string>;
  endCalendarFeed(person: string): Promise<boolean>;
  openCalendarFeed(token: string): Promise<FeedOf | null>;
  write(entries: readonly FeedEntry[], about: FeedAbout): string;
};

/** Phrases for opinions. */
export type Presets = {
  presetsOf(person: string, locale: Locale): Promise<{ readonly own: boolean; readonly items: readonly Preset[] }>;
  /** Null: none of their own any more. */
  storePresets(person: string, presets: readonly Preset[] | null): Promise<void>;
};

export type Keys = {
  reserveKey(
    person: string,
    key: string,
    fingerprint: string,
  ): Promise<{ readonly fingerprint: string; readonly status: number | null; readonly body: unknown } | null>;
  storeAnswer(person: string, key: string, status: number, body: object): Promise<void>;
  releaseKey(person: string, key: string): Promise<void>;
  noteRefusal(refusal: {
    readonly stream: string;
    readonly commandType: string;
    readonly commandId: string;
    readonly person: string | null;
    readonly door: string;
    readonly code: string;
  }): Promise<void>;
};

/** What auditors ask of the history, what they find, and what leaves as a file. */
export type Audit = {
  /** What of this reader's history a question is about; no programme: none. */
  scopeOf(reader: Reader, query: AuditQuery): Promise<HistoryScope>;
  search(query: AuditQuery, scope: HistoryScope, page: SearchPage): Promise<FoundPage>;
  countFacets(query: AuditQuery, scope: HistoryScope): Promise<{ readonly count: number; readonly facets: Facets }>;
  caseTitles(programmes: readonly string[]): Promise<ReadonlyMap<string, Text>>;
  /** Sentences with people's names, in the order of the events, and who they are. */
  tellFound(events: readonly FoundEvent[]): Promise<{ readonly people: ReadonlyMap<string, Person>; readonly sentences: readonly Text[] }>;
  /** Everything that matches, in pages. */
  each(query: AuditQuery, scope: HistoryScope): AsyncIterable<readonly FoundEvent[]>;
  /** Null: there is no such thing, or the reader may not see it. */
  asOf(reader: Reader, scope: AsOfScope, at: string): Promise<(AsOf & { readonly programme: string }) | null>;
  story(project: string): Promise<Story | null>;
  /** `programmes` null: of the project named, whatever its programme. */
  findings(
    programmes: readonly string[] | null,
    filter: { readonly project?: string; readonly status?: string },
  ): Promise<readonly (KnownFinding & { readonly project: string; readonly programme: string; readonly manager: string })[]>;
  commandFinding(project: string, command: CommandOf<'findings'>, actor: Actor, commandId: string): Promise<CommandOutcome>;
  /** Put down before the answer goes out; the journal takes it in within a second. */
  noteReading(reader: Reader, programmes: readonly string[], what: string): Promise<void>;
  /** In the journal when it resolves. */
  noteExport(reader: Reader, programme: string, made: { readonly what: string; readonly format: string; readonly query: string }): Promise<void>;
  savedSearches(person: string): Promise<readonly SavedSearch[]>;
  saveSearch(person: string, search: Pick<SavedSearch, 'name' | 'query'>): Promise<SavedSearch>;
  removeSearch(person: string, id: string): Promise<boolean>;
  /** The proof of one event, made and checked now; null: there is no such event. */
  prove(event: { readonly stream: string; readonly version: number }): Promise<ProvedEvent | null>;
  /** The newest signed checkpoint of the log; null: nothing is signed yet. */
  checkpoint(): Promise<string | null>;
  table(
    format: TableFormat,
    table: { readonly head: readonly string[]; readonly pages: AsyncIterable<readonly (readonly (string | number | null)[])[]> },
  ): AsyncIterable<Uint8Array>;
  report(report: Report): Promise<Buffer>;
};
/** What leaves as a file and is made as a job (exports/jobs.ts). */
export type Exports = {
  /** Its id, or what stands in the way; `note` comes before any of it is made. */
  start(
    person: string,
    about: ExportAsked,
    scope: HistoryScope,
    note: () => Promise<void>,
  ): Promise<{ readonly id: string } | 'UNDER_WAY' | 'FILES' | 'FULL' | 'NOT_SIGNED'>;
  list(person: string): Promise<readonly ExportJob[]>;
  /** Null: this person has none of that id. */
  find(person: string, id: string): Promise<ExportJob | null>;
  /** Ends one under way, drops the file of one that is ready. */
  drop(person: string, id: string): Promise<void>;
  file(job: Pick<ExportJob, 'id' | 'bytes'>): AsyncIterable<Uint8Array>;
};
/** Documents as bytes, kept under their SHA-256. */
export type Files = {
  storeFile(file: DocumentFile, person: string): Promise<string>;
  /** Of these hashes those that this person handed in, with the names that they gave them. */
  handedInBy(person: string, hashes: readonly string[]): Promise<readonly { readonly sha256: string; readonly title: string }[]>;
  /** One that this person handed in; null: they did not. */
  ownFile(person: string, sha256: string): Promise<DocumentFile | null>;
  /** Null unless an event of this case refers to it. */
  findFile(stream: string, sha256: string): Promise<DocumentFile | null>;
  /** Media types, by SHA-256, of those that this case refers to. */
  knownFiles(stream: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Of these hashes those that this reader may not name, because the bytes are others'. */
  notTheirs(reader: Reader, hashes: readonly string[]): Promise<readonly string[]>;
};

/** What of one person lies here and leads to nothing yet: files without a case, drafts, saved searches. */
export type Lying = { readonly files: number; readonly bytes: number; readonly drafts: number; readonly searches: number };
export type Quotas = { lyingOf(person: string): Promise<Lying> };

export type Surveys = {
  /** Once; who handed it in is noted in the programme's journal. */
  storeBatch(batch: NewBatch, answers: readonly SurveyAnswer[], actor: Actor, onStored?: (rows: number) => void): Promise<BatchOutcome>;
  /** How far a file is; never waited for. */
  noteImport(programme: string, batch: string, at: Omit<ImportProgress, 'at'>): Promise<void>;
  importOf(programme: string, batch: string): Promise<ImportProgress | null>;
  /** CHANGED: its rows are not those that came in. */
  tallyOfBatch(programme: string, id: string, counting: Counting): Promise<CountedBatch | 'CHANGED' | null>;
  /** Areas of the programme's projects. */
  areasOf(programme: string): Promise<readonly string[]>;
  /** A new address for a survey's questionnaire; the hash of its token. */
  makeLink(stream: string, programme: string): Promise<string>;
  /** Null: there was never such an address. */
  findOpenForm(token: string): Promise<OpenForm | null>;
  tokenOfLink(link: string): Promise<string | null>;
  hasAnswered(form: OpenForm, device: string): Promise<boolean>;
  takeAnswer(form: OpenForm, answer: PublicAnswer): Promise<TakenIn>;
  noteRefused(link: string, reason: RefusedAnswer): Promise<void>;
  formCounts(link: string): Promise<FormCounts>;
  /** Ends it: nothing comes in any more, and what came in is a batch. */
  collectForm(form: { readonly link: string; readonly programme: string; readonly batch: string }, actor: Actor): Promise<CollectedForm>;
  /** What was handed in for a programme's surveys, the newest first. */
  batchesOf(programme: string): Promise<readonly StoredBatch[]>;
  /** Surveys by their streams, with what their lists show of them. */
  figuresOf(streams: readonly string[]): Promise<ReadonlyMap<string, SurveyFigures>>;
  /** All of a programme, by their projects. */
  surveysOfProgramme(programme: string): Promise<readonly { readonly state: SurveyState; readonly changedAt: string }[]>;
  /** Projects whose survey was held on paper, or has not begun. */
  projectsWithoutSurvey(programme: string): Promise<readonly { readonly project: ProjectWithoutSurvey; readonly changedAt: string }[]>;
  /** Answers that count in any of them, each once; null: after so many milliseconds they are still being counted. */
  answersTogether(programme: string, surveys: readonly SurveyState[], patience: number): Promise<DistinctAnswers | null>;
  /** The questionnaire of a programme as a whole: the one that is open, else the last; null: none was opened. */
  programmeFormOf(programme: string): Promise<ProgrammeForm | null>;
  /** By the hash of its address. */
  programmeFormBy(link: string): Promise<ProgrammeForm | null>;
  /** False: one is open already. */
  openProgrammeForm(opening: OpeningForm, doing: { readonly by: string; readonly actor: Actor }): Promise<boolean>;
  /** GONE: the programme takes in no more answers. */
  closeProgrammeForm(
    form: ProgrammeForm,
    doing: { readonly by: string; readonly actor: Actor },
  ): Promise<{ readonly received: number; readonly batches: readonly FormBatch[] } | 'GONE'>;
  /** Note of a report that was made, in the programme's journal. */
  noteReport(reader: Reader, programme: string, made: { readonly survey: string; readonly sha256: string; readonly lang: string }): Promise<void>;
  noteProgrammeReport(
    reader: Reader,
    programme: string,
    made: { readonly surveys: number; readonly sha256: string; readonly lang: string },
  ): Promise<void>;
};

/**
 * Anybody may ask: codes and counts alone. Ready is whoever has PostgreSQL and Temporal. A record that is signed late, or
 * something set aside, is shown and takes nothing down: approvals go on, and what is recorded meanwhile is signed later.
 */
export type Health = {
  check(): Promise<{
    readonly postgres: 'ok' | string;
    readonly temporal: 'ok' | string;
    /** `ok`, `late by 7 min`, or `unknown`. */
    readonly record: 'ok' | string;
    /** `ok`, or how many of which loop: `COURIER 2, BOTS 1`. */
    readonly aside: 'ok' | string;
  }>;
};

/** What the office and the administrators look after. */
export type Office = {
  serviceHealth(programme: string): Promise<ServiceHealth>;
  /** What is set aside of a programme, or of none. */
  asideIn(programme: string): Promise<Pick<ServiceHealth, 'aside' | 'asideElsewhere'>>;
  /** How many are tried again now. */
  retryAside(item: string): Promise<number>;
  /** Of these people, and of nobody who is known. */
  failedSignIns(people: readonly string[]): Promise<readonly FailedSignIns[]>;
  refusedActs(programme: string): Promise<readonly RefusedAct[]>;
  programmeMails(programme: string, filter: MailFilter, page: { readonly before: string | null; readonly most: number }): Promise<MailPage>;
  botStandings(programme: string): Promise<readonly BotStanding[]>;
  routeVersions(programme: string, code: string): Promise<readonly RouteVersion[]>;
  calendarShown(programme: string): Promise<CalendarShown>;
};

/** Who does something that stands in journals alone, and on which basis. */
type ByReader = { readonly by: string; readonly basis: string; readonly actor: Actor };

/** Years of the working-day calendar that wait for a second person. */
export type CalendarYears = {
  reach(): Promise<CalendarReach>;
  /** Who holds one of these roles in each of these programmes. */
  holdersInEach(programmes: readonly string[], roles: readonly Role[]): Promise<readonly string[]>;
  list(): Promise<readonly CalendarProposal[]>;
  /** Null: nothing is known of it. */
  storedYear(year: number): Promise<CalendarYear | null>;
  /** WAITS: one of somebody else for the same year waits. `seconds`: who is told. */
  propose(
    wanted: Pick<CalendarProposal, 'programme' | 'programmes' | 'year' | 'before' | 'until'> & { readonly seconds: readonly string[] },
    doing: ByReader,
  ): Promise<{ readonly proposal: string } | 'WAITS'>;
  /** False, here and below: it has ended, or what it rests on changed meanwhile. `programmes`: those that run. */
  confirm(proposal: CalendarProposal, programmes: readonly string[], doing: ByReader): Promise<boolean>;
  refuse(proposal: CalendarProposal, programmes: readonly string[], doing: ByReader): Promise<boolean>;
};

export type Webhooks = {
  list(programme: string): Promise<readonly Webhook[]>;
  /** What is wrong with an address as it is written; null: nothing. */
  addressFault(address: string): Text | null;
  /** Gives its secret, which is shown once. */
  propose(
    wanted: Pick<Webhook, 'programme' | 'programmes' | 'name' | 'address' | 'events' | 'until'> & { readonly seconds: readonly string[] },
    doing: ByReader,
  ): Promise<{ readonly webhook: string; readonly secret: string }>;
  /** False, here and below: it has ended or changed meanwhile. */
  confirm(webhook: Webhook, doing: ByReader): Promise<boolean>;
  refuse(webhook: Webhook, doing: ByReader): Promise<boolean>;
  set(webhook: Webhook, to: { readonly to: 'ACTIVE' | 'PAUSED'; readonly skip: boolean }, doing: ByReader): Promise<boolean>;
  remove(webhook: Webhook, doing: ByReader): Promise<boolean>;
  /** Its new secret, shown once. */
  rotate(webhook: Webhook, doing: ByReader): Promise<string | null>;
  test(webhook: string): Promise<string>;
  again(
    webhook: Webhook,
    again: { readonly what: 'ONE'; readonly message: string } | { readonly what: 'ASIDE' | 'ALL'; readonly since: string },
    doing: ByReader,
  ): Promise<number>;
  messages(
    webhook: string,
    page: { readonly status: WebhookMessageStatus | null; readonly before: string | null; readonly most: number },
  ): Promise<WebhookMessages>;
};

/** How far something is that fills a service. BROKEN and FAILED can be begun again, and go on where they ended. */
export type SetupProgress = {
  readonly state: 'RUNNING' | 'BROKEN' | 'DONE' | 'FAILED';
  readonly done: number;
  readonly total: number;
  readonly says: Text;
};

export type ImportReportView = {
  readonly programme: string;
  readonly opened: boolean;
  readonly people: { readonly added: number; readonly known: number };
  readonly projects: { readonly added: number; readonly known: number };
  readonly batches: { readonly added: number; readonly known: number };
  readonly answers: { readonly stored: number; readonly known: number };
  /** Of what happened on paper before; absent: of a release before 0.6.0. */
  readonly facts?: { readonly added: number; readonly known: number };
};
export type ImportCheckView = {
  readonly faults: readonly Text[];
  readonly faultCount: number;
  readonly warnings: readonly Text[];
  readonly would: ImportReportView | null;
};
/**
 * Who imports, and of which programmes they are the administrator; null: whoever stands at an empty service. `founds`: the
 * first administrator, while nobody else is here.
 */
export type Importer = {
  readonly person: string;
  readonly administers: readonly string[];
  readonly founds: boolean;
  readonly actor: Actor;
} | null;
type Brought = { readonly files: ReadonlyMap<string, Uint8Array>; readonly samePeople: readonly string[] };

/** Programmes brought as files (setup/imports.ts). */
export type Imports = {
  check(brought: Brought, importer: Importer): Promise<ImportCheckView>;
  /** `programme`: whose import is under way; null: there are faults, and nothing was begun. */
  start(brought: Brought, importer: Importer): Promise<ImportCheckView & { readonly programme: string | null }>;
  find(programme: string): Promise<(SetupProgress & { readonly person: string | null; readonly result: unknown }) | null>;
};

/** What a service is before anybody has a programme in it, and how it is filled (setup/first-run.ts). */
/** The first administrator of an empty service (setup/first-administrator.ts). */
export type FirstAdministrator = {
  /** Whether the code of the service's console names one now. */
  asks(): Promise<boolean>;
  /** WRONG: not the code. CLOSED: somebody is here, or everything is embedded. */
  name(code: string, person: Person): Promise<'NAMED' | 'WRONG' | 'CLOSED' | { readonly faults: readonly Text[] }>;
  /** As they are known, while they may set up the first programme; null: this person may not. */
  founder(person: string): Promise<{ readonly email: string; readonly unit: string } | null>;
};

export type FirstRunPort = {
  look(): Promise<{
    readonly empty: boolean;
    readonly embedded: boolean;
    /** Null: it was never loaded, or this is not the embedded default, or a programme of one's own stands beside it. */
    readonly example: (SetupProgress & { readonly programme: string }) | null;
    readonly mayLoad: boolean;
    /** The first programme of one's own, as far as it was stored; null: nobody began one at this empty service. */
    readonly begun: (SetupProgress & { readonly programme: string }) | null;
    /** Whether one's own county may be set up here without a sign-in. */
    readonly mayBegin: boolean;
  }>;
  loadExample(halfWay?: boolean): Promise<'STARTED' | 'RUNNING' | 'LOADED' | 'NOT_EMPTY' | 'NOT_HERE'>;
};

export type Log = { info(fields: object, message: string): void; error(fields: object, message: string): void };

/** Cases that change. */
export type Live = {
  /** Told as long as the service runs; `end`: it stops. */
  listen(listener: { readonly changed: (streams: readonly string[]) => void; readonly gap: () => void; readonly end: () => void }): void;
  /** Of these cases those that the reader may see. */
  seenOf(reader: Reader, streams: readonly string[]): Promise<readonly string[]>;
};

export type ApiDeps = {
  readonly live: Live;
  readonly gateway: GuardedGateway;
  readonly reading: ReadModel;
  readonly signIns: SignIns;
  readonly signInDoor: SignInDoor;
  /** Null: the county has not switched passwords on. */
  readonly passwordDoor: PasswordDoor | null;
  readonly people: People;
  readonly takeovers: Takeovers;
  readonly links: Links;
  readonly post: Post;
  readonly previews: Previews;
  readonly presets: Presets;
  readonly calendarFeeds: CalendarFeeds;
  readonly uploads: Uploads;
  readonly keys: Keys;
  readonly files: Files;
  readonly quotas: Quotas;
  readonly surveys: Surveys;
  readonly routes: Routes;
  readonly sheets: Sheets;
  readonly audit: Audit;
  readonly exports: Exports;
  readonly health: Health;
  readonly office: Office;
  readonly calendarYears: CalendarYears;
  readonly webhooks: Webhooks;
  readonly firstRun: FirstRunPort;
  readonly firstAdministrator: FirstAdministrator;
  readonly imports: Imports;
  readonly log: Log;
  readonly publicUrl: string;
  /** A form that comes back faster than a person can read is shown again. */
  readonly leastReadingMs: number;
  /** How many proxies of one's own stand before this. */
  readonly proxyHops: number;
  /** The only `Host`s that are answered; absent: a proxy of one's own sees to that. */
  readonly onlyHosts?: readonly string[];
  /** So many links that do not exist may be tried from one address in a minute. */
  readonly missesPerMinute: number;
  /** Where the embedded mail catcher shows its mails; absent with a mail server of one's own. */
  readonly outboxUrl?: string;
  /** Where the console's files lie, as they were built. */
  readonly consoleFolder: string;
};
