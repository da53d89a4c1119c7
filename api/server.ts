/** Composition root of the API: connections in, a listening server out. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import path from 'node:path';
import { domainToASCII } from 'node:url';
import type { Client, Connection } from '@temporalio/client';
import { countsInWords } from '../domain/aside.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import { comparedAddress } from '../domain/notice/address.ts';
import { USUAL_WISHES } from '../domain/notice/preference.ts';
import { reads } from '../domain/permission/ask.ts';
import { holds, OVERSEERS } from '../domain/permission/relation.ts';
import type { Person } from '../domain/person.ts';
import type { Reader } from '../domain/views.ts';
import { createExports } from '../exports/jobs.ts';
import { keepDoing } from '../jobs/keep-doing.ts';
import { sampleMails } from '../notices/gallery.ts';
import { createInboundReader, type InboundOptions, NotReadNow } from '../notices/inbound.ts';
import { tellKeepers } from '../notices/keepers.ts';
import { openMailbox } from '../notices/mailbox.ts';
import { unicodeAddressFaults } from '../notices/unicode-addresses.ts';
import { type AddressRules, createAddressGuard } from '../notices/webhooks/address-guard.ts';
import { createPreviews } from '../previews/preview.ts';
import { countAside, retryAside } from '../prisma/aside.ts';
import { countApprovals, listApprovals } from '../prisma/cases/approval-lists.ts';
import {
  caseByStream,
  listCases,
  listEvents,
  listRefusals,
  listTasks,
  programmeOfCase,
  readerOfPerson,
  readerOfToken,
  relationOfPerson,
  relationTo,
  seenOf,
} from '../prisma/cases/cases.ts';
import { checkRouteIn, dryRunRoute, listRoutes } from '../prisma/cases/dry-run.ts';
import { findFile, handedInBy, knownFiles, notTheirs, ownFile, storeFile } from '../prisma/cases/files.ts';
import { consumeForm, isFormOpen, noteRefusal, releaseKey, reserveKey, storeAnswer, storeForm } from '../prisma/cases/forms.ts';
import { findPreview, keepPreview } from '../prisma/cases/previews.ts';
import { answersTogether, projectsWithoutSurvey, surveysOfProgramme } from '../prisma/cases/programme-answers.ts';
import { closeProgrammeForm, openProgrammeForm, programmeFormBy, programmeFormOf } from '../prisma/cases/programme-forms.ts';
import { readProgress } from '../prisma/cases/programme-progress.ts';
import { readBoard, readProjectOfBoard } from '../prisma/cases/project-board.ts';
import { approvalsWithForms, projectApprovals, projectFiles, projectMails, projectPeople } from '../prisma/cases/project-lists.ts';
import {
  collectForm,
  findOpenForm,
  formCounts,
  hasAnswered,
  makeLink,
  noteRefused,
  takeAnswer,
  tokenOfLink,
} from '../prisma/cases/public-answers.ts';
import { lyingOf } from '../prisma/cases/quotas.ts';
import { readingWorld } from '../prisma/cases/reading-world.ts';
import { batchesOf, figuresOf, importOf, noteImport } from '../prisma/cases/survey-imports.ts';
import { areasOf, storeBatch, tallyOfBatch } from '../prisma/cases/surveys.ts';
import { countTakeovers, fundsOfProjects, listTakeovers, takeoversWaiting } from '../prisma/cases/takeovers.ts';
import { addPiece, beginUpload, bytesOfUpload, endUpload, findUpload } from '../prisma/cases/uploads.ts';
import { answers, type Database, openReadOnly, type ReadOnly } from '../prisma/database.ts';
import { asOf, historyScope, scopeOf } from '../prisma/history/as-of.ts';
import { listFindings } from '../prisma/history/findings.ts';
import { listSearches, noteReading, removeSearch, saveSearch } from '../prisma/history/readings.ts';
import { readStory } from '../prisma/history/story.ts';
import { type ChangeListener, listenForChanges } from '../prisma/live.ts';
import { newestCheckpoint } from '../prisma/log/checkpoints.ts';
import { proveEvent } from '../prisma/log/event-proof.ts';
import { latenessOf } from '../prisma/log/log.ts';
import { eventsOfCommand, matchCode, spendCode } from '../prisma/mail/codes.ts';
import { dueInbound, failedInbound, keepInbound, settleInbound } from '../prisma/mail/inbound-mails.ts';
import { findLink, findLinkByPage, listVisits, newestLinkOf, noteVisit, takeTry } from '../prisma/mail/links.ts';
import { addNotice, findNotice, keepersOf, listNotices, markBounced } from '../prisma/mail/notices.ts';
import { personOfUnsubscribe, storeWishes, wishesOf } from '../prisma/mail/preferences.ts';
import {
  calendarProposals,
  calendarReach,
  confirmCalendarYear,
  endCalendarProposal,
  holdersInEach,
  proposeCalendarYear,
} from '../prisma/office/calendar-proposals.ts';
import { calendarShown } from '../prisma/office/calendar-years.ts';
import { asideIn, serviceHealth } from '../prisma/office/health.ts';
import { botStandings, programmeMails } from '../prisma/office/mails.ts';
import { routeVersions } from '../prisma/office/route-versions.ts';
import { failedSignIns, refusedActs } from '../prisma/office/turned-away.ts';
import { over } from '../prisma/over.ts';
import { addressProposals, confirmAddress, endAddressProposal, proposeAddress } from '../prisma/people/address-proposals.ts';
import { calendarFeedOf, endCalendarFeed, makeCalendarFeed, openCalendarFeed } from '../prisma/people/calendar-feeds.ts';
import { invite } from '../prisma/people/invitations.ts';
import { auditsIn, membersOf } from '../prisma/people/members.ts';
import { findPeople, listColleagues, peopleByAddress } from '../prisma/people/people.ts';
import { changePerson, chooseLanguage, issueKey, listSignIns, revokeSignIn, signInId } from '../prisma/people/people-record.ts';
import { presetsOf, storePresets } from '../prisma/people/presets.ts';
import { listRoster, roleSteps } from '../prisma/people/roster.ts';
import { createSignInLimit, type SignInLimit } from '../prisma/people/sign-in-limit.ts';
import { accountsOf, noteAccount, signInRecord, unbindAccount } from '../prisma/people/sign-in-record.ts';
import { signInTables } from '../prisma/people/sign-in-tables.ts';
import { tryOut } from '../prisma/people/try-out.ts';
import { storedYear } from '../prisma/record/calendar.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { commandLedger, noteInJournal } from '../prisma/record/ledgers.ts';
import { headOf } from '../prisma/record/streams.ts';
import { eachMatch, searchHistory } from '../prisma/search/audit-search.ts';
import { caseTitles, countFacets, tellFound } from '../prisma/search/facets.ts';
import { sendAgain, sendTest, webhookMessages } from '../prisma/webhooks/message-ledger.ts';
import { SECRETS_PURPOSE } from '../prisma/webhooks/sealed-secrets.ts';
import {
  confirmWebhook,
  endWebhookProposal,
  listWebhooks,
  proposeWebhook,
  removeWebhook,
  rotateSecret,
  setWebhook,
} from '../prisma/webhooks/subscriptions.ts';
import { sha256 } from '../proof/event-format.ts';
import { parseVerifierKey } from '../proof/note.ts';
import { createFirstAdministrator } from '../setup/first-administrator.ts';
import { createFirstRun } from '../setup/first-run.ts';
import { createImports } from '../setup/imports.ts';
import { calendarFeed } from '../sheets/calendar-feed.ts';
import { createPdfThreads, type PdfThreads } from '../sheets/pdf-threads.ts';
import { tableFile } from '../sheets/table.ts';
import { createAuth } from '../sign-in/auth.ts';
import { cookieName } from '../sign-in/cookie.ts';
import { createSignInDoor } from '../sign-in/door.ts';
import { createPasswordDoor } from '../sign-in/password-door.ts';
import type { Provider } from '../sign-in/providers.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import { catchUpBy } from '../temporal/catch-up.ts';
import { lazyTemporal, type TemporalPlace } from '../temporal/connect.ts';
import { createCaseGateway } from '../temporal/gateway.ts';
import type { Sealer } from '../temporal/seal.ts';
import { createApp } from './app.ts';
import { currentGateway } from './current-gateway.ts';
import { explainedGateway } from './explained-gateway.ts';
import { guardedGateway } from './guarded-gateway.ts';
import { openInboundBox } from './inbound-box.ts';
import { HandInAgain, receiveMail, takeIn } from './inbound-mail.ts';
import type { ApiDeps, Log } from './ports.ts';
import { readerActor } from './reader-actor.ts';
import { answerUnreadable } from './unreadable.ts';

export type ServerOptions = {
  readonly temporal: TemporalPlace;
  /** Marks what the API sends to cases as its own. */
  readonly sealer: Sealer;
  readonly database: Database;
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly leastReadingMs: number;
  readonly deadlineMs: number;
  readonly outboxUrl?: string;
  readonly proxyHops: number;
  /** The only `Host`s that are answered; absent: all. */
  readonly onlyHosts?: readonly string[];
  readonly missesPerMinute: number;
  /** The embedded default (config/embedded.ts): there anybody may load the example, and be one of its people. */
  readonly embedded: boolean;
  /** Where messages to other systems may go. */
  readonly webhooks: AddressRules;
  readonly signIn: {
    /** Sign cookies and encrypt second factors, the one in use first. */
    readonly secrets: readonly string[];
    readonly sessionHours: number;
    /** Accounts elsewhere by which people may sign in. */
    readonly providers: readonly Provider[];
    /** Whether a password with a second factor signs in. */
    readonly passwords: boolean;
  };
  /** What is known of the log beside the database: whose signatures count, and what was kept outside; null: it is not here. */
  readonly logBeside: { readonly keys: () => readonly string[]; readonly outside: () => readonly string[] | null };
  /** Null: the mail catcher, which takes every address. */
  readonly smtpUrl: string | null;
  readonly inbound: InboundOptions & {
    /** Null: nothing is taken in. */
    readonly secret: string | null;
    /** A mailbox to be looked into. */
    readonly imapUrl: string | null;
    /** How often; half a minute unless given. */
    readonly imapEveryMs?: number;
  };
};

/** Who sends half a head or a body without end is let go; Node itself looks every half minute only. */
const SLOW_CLIENTS = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
/** A dead address is to be known within a minute. */
const IMAP_EVERY_MS = 30_000;
/** What was kept is looked for so often; each message has gaps of its own that grow. */
const BOX_EVERY_MS = 3_000;

/** As scripts/build-web.mjs builds it. */
const CONSOLE_FOLDER = path.join(import.meta.dirname, '../dist/web');

export type RunningServer = { readonly gateway: CaseGateway; readonly openApi: object; readonly port: number; stop(): Promise<void> };

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { database, temporal, log } = options;
  // Lazy: the API starts and says "unavailable" while Temporal is not there yet.
  const { client, connection, close } = lazyTemporal(temporal);
  const asked = createCaseGateway({ client, sealer: options.sealer, log, deadlineMs: options.deadlineMs });
  const recorded = (stream: string) => caseByStream(database, stream);
  const gateway = explainedGateway(currentGateway(asked, recorded, catchUpBy(client)), recorded);
  const pdfs = createPdfThreads();
  const questions = openReadOnly(database);
  const { firstRun, firstAdministrator, imports } = fillingOf(options, gateway);
  const windows = openWindows(database);
  const { keys } = options.logBeside;
  const exports = createExports({ database, questions, keys, report: (report) => pdfs.report(report), log });
  const deps = depsOf(
    options,
    gateway,
    healthOf(database, client, connection, temporal.namespace),
    pdfs,
    questions,
    { firstRun, firstAdministrator, imports, exports },
    windows,
  );
  const { app, openApi } = createApp(deps);
  const server = http.createServer(SLOW_CLIENTS, app);
  answerUnreadable(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const inbound = openInbound(options, deps);
  const address = server.address();
  return {
    gateway,
    openApi,
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async stop() {
      windows.end();
      const read = inbound.stop();
      const filled = Promise.all([firstRun.stop(), imports.stop(), exports.stop()]);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(late);
      await Promise.all([read, filled, windows.stop(), pdfs.close(), questions.close(), close()]);
    },
  };
}

/** Open windows of the console: told of what changes until the service stops. */
type Windows = { readonly listen: ApiDeps['live']['listen']; readonly end: () => void; readonly stop: () => Promise<void> };
function openWindows(database: Database): Windows {
  const listeners = new Set<ChangeListener & { readonly end: () => void }>();
  const tell = (say: (listener: ChangeListener & { readonly end: () => void }) => void): void => {
    for (const listener of listeners) say(listener);
  };
  const listening = listenForChanges(database, {
    changed: (streams) => tell((listener) => listener.changed(streams)),
    gap: () => tell((listener) => listener.gap()),
  });
  return { listen: (listener) => void listeners.add(listener), end: () => tell((listener) => listener.end()), stop: listening.stop };
}

/** Stopping waits so many ms for the message that is being dealt with. */
const MAILBOX_STOP_MS = 5_000;

/** Ways in for mail beside the provider's POST: the mailbox, and what is kept until it can be dealt with. */
function openInbound({ database, inbound: { secret, imapUrl, imapEveryMs }, log }: ServerOptions, deps: ApiDeps): { stop(): Promise<void> } {
  const onFault = (error: unknown) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'the mailbox cannot be read');
  const everyMs = imapEveryMs ?? IMAP_EVERY_MS;
  // What was kept is tried again from there, and the mailbox need not hold it.
  const receive = (raw: Buffer): Promise<void> =>
    takeIn(deps, raw).then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof HandInAgain && error.kept)) throw error;
      },
    );
  const mailbox = imapUrl === null ? null : openMailbox({ url: imapUrl, everyMs, receive, onFault });
  const looking = mailbox === null ? null : keepDoing({ everyMs, atOnce: true, onFault, work: () => mailbox.once() });
  const box =
    secret === null
      ? null
      : openInboundBox({
          due: () => dueInbound(database, secret),
          receive: (raw) => receiveMail(deps, raw),
          settle: (item) => settleInbound(database, item),
          fail: (item, why) => failedInbound(database, item, why),
          everyMs: BOX_EVERY_MS,
        });
  return {
    async stop() {
      const stopped = looking?.stop(MAILBOX_STOP_MS);
      mailbox?.stop();
      await Promise.all([stopped, box?.stop()]);
      await deps.post.closeInbound();
    },
  };
}

const guarded = (database: Database, gateway: CaseGateway) => guardedGateway(gateway, (person, stream) => relationOfPerson(database, person, stream));

/** How an empty service is filled. */
function fillingOf({ database, embedded, log, smtpUrl }: ServerOptions, gateway: CaseGateway) {
  const addressFaults = (people: readonly Person[]) => unicodeAddressFaults(people, smtpUrl);
  return {
    firstRun: createFirstRun({ database, importing: gateway, people: guarded(database, gateway), embedded, log }),
    firstAdministrator: createFirstAdministrator({ database, store: recorderOf(database), embedded, addressFaults }),
    imports: createImports({ database, importing: gateway, addressFaults, log }),
  };
}

/** What the API needs, from the database and the rooms that know how. */
function depsOf(
  options: ServerOptions,
  gateway: CaseGateway,
  health: ApiDeps['health'],
  pdfs: PdfThreads,
  questions: ReadOnly,
  filling: Pick<ApiDeps, 'firstRun' | 'firstAdministrator' | 'imports' | 'exports'>,
  windows: Windows,
): ApiDeps {
  const limit = createSignInLimit(options.database, { perMinute: options.missesPerMinute });
  const { database, log } = options;
  const previews = createPreviews({
    find: (sha256) => findPreview(database, sha256),
    keep: (sha256, made) => keepPreview(database, sha256, made),
  });
  const recorder = recorderOf(database);
  const { signInDoor, passwordDoor } = signInDoorsOf(options, limit);
  return {
    gateway: guarded(database, gateway),
    ...filling,
    log,
    publicUrl: options.publicUrl,
    leastReadingMs: options.leastReadingMs,
    proxyHops: options.proxyHops,
    ...(options.onlyHosts === undefined ? {} : { onlyHosts: options.onlyHosts }),
    missesPerMinute: options.missesPerMinute,
    ...(options.outboxUrl === undefined ? {} : { outboxUrl: options.outboxUrl }),
    consoleFolder: CONSOLE_FOLDER,
    live: { listen: windows.listen, ...over(questions, { seenOf }) },
    reading: readingOf(database, questions),
    routes: over(database, { listRoutes, checkRoute: checkRouteIn, dryRun: dryRunRoute }),
    sheets: pdfs,
    audit: auditOf(options, pdfs, questions),
    signInDoor,
    passwordDoor,
    signIns: {
      async readerOfCookie(cookies) {
        const holder = cookies.includes(cookieName(options.publicUrl)) ? await signInDoor.holderOf(cookies) : null;
        const reader = holder === null ? null : await readerOfPerson(database, holder.person);
        if (holder === null || reader === null) return null;
        return { ...reader, signIn: { id: signInId(sha256(holder.token)), how: holder.how, at: holder.at, scope: null } };
      },
      ...over(database, { listOf: listSignIns, membersOf, auditsIn, readerOfPerson }),
      async readerOfToken(token) {
        const reader = await readerOfToken(database, token);
        if (reader !== null) await limit.used(token);
        return reader;
      },
      issueKey: (reader, { name, scope, days }) =>
        issueKey(database, recorder, { person: reader.person, name, scope, days, by: reader.person, basis: '', actor: readerActor(reader, null) }),
      accountsOf: (person) => accountsOf(database, person),
      unbind: (person, id) => unbindAccount(database, recorder, person, id),
      missed: (miss) => limit.missed(miss),
      revoke: (signIn, reader, basis, programme) =>
        revokeSignIn(database, recorder, signIn, { by: reader.person, basis, actor: readerActor(reader, programme) }),
    },
    people: peopleOf(options),
    takeovers: over(database, { listTakeovers, countTakeovers, takeoversWaiting, fundsOfProjects }),
    links: over(database, {
      findLink,
      findLinkByPage,
      newestLinkOf,
      noteVisit,
      takeTry,
      matchCode,
      spendCode,
      eventsOfCommand,
      storeForm,
      isFormOpen,
      consumeForm,
    }),
    post: postOf(options),
    previews,
    calendarFeeds: {
      ...over(database, { calendarFeedOf, makeCalendarFeed, endCalendarFeed, openCalendarFeed }),
      write: calendarFeed,
    },
    presets: over(database, { presetsOf, storePresets }),
    uploads: over(database, { beginUpload, findUpload, addPiece, bytesOfUpload, endUpload }),
    keys: over(database, { reserveKey, storeAnswer, releaseKey, noteRefusal }),
    files: over(database, { storeFile, handedInBy, ownFile, findFile, knownFiles, notTheirs }),
    quotas: over(database, { lyingOf }),
    webhooks: webhooksOf(options),
    surveys: surveysOf(database),
    health,
    ...officeOf(database),
  };
}

/** What the office looks after. */
function officeOf(database: Database): Pick<ApiDeps, 'office' | 'calendarYears'> {
  const recorder = recorderOf(database);
  return {
    office: over(database, {
      serviceHealth,
      asideIn,
      retryAside,
      failedSignIns,
      refusedActs,
      programmeMails,
      botStandings,
      routeVersions,
      calendarShown,
    }),
    calendarYears: {
      ...over(database, { holdersInEach, reach: calendarReach, list: calendarProposals, storedYear }),
      propose: (wanted, doing) => proposeCalendarYear(database, recorder, wanted, doing),
      confirm: (proposal, programmes, doing) => confirmCalendarYear(database, recorder, proposal, programmes, doing),
      refuse: (proposal, programmes, doing) => endCalendarProposal(database, recorder, proposal, programmes, doing),
    },
  };
}

/** Other systems that hear of events. */
function webhooksOf({ database, sealer, webhooks }: ServerOptions): ApiDeps['webhooks'] {
  const recorder = recorderOf(database);
  const keys = sealer.keysFor(SECRETS_PURPOSE);
  const guard = createAddressGuard(webhooks);
  return {
    ...over(database, { list: listWebhooks, test: sendTest, messages: webhookMessages }),
    addressFault: (address) => guard.fault(address),
    propose: (wanted, doing) => proposeWebhook(database, recorder, keys, wanted, doing),
    confirm: (webhook, doing) => confirmWebhook(database, recorder, webhook, doing),
    refuse: (webhook, doing) => endWebhookProposal(database, recorder, webhook, doing),
    set: (webhook, to, doing) => setWebhook(database, recorder, webhook, to, doing),
    remove: (webhook, doing) => removeWebhook(database, recorder, webhook, doing),
    rotate: (webhook, doing) => rotateSecret(database, recorder, keys, webhook, doing),
    again: (webhook, again, doing) => sendAgain(database, recorder, webhook, again, doing),
  };
}

/** Surveys: files of answers, and public questionnaires. */
function surveysOf(database: Database): ApiDeps['surveys'] {
  const recorder = recorderOf(database);
  return {
    ...over(database, { areasOf, tallyOfBatch, makeLink, findOpenForm, tokenOfLink, hasAnswered, takeAnswer, noteRefused, formCounts }),
    ...over(database, { batchesOf, figuresOf, importOf, noteImport, surveysOfProgramme, projectsWithoutSurvey, answersTogether }),
    ...over(database, { programmeFormOf, programmeFormBy }),
    openProgrammeForm: (opening, doing) => openProgrammeForm(database, recorder, opening, doing),
    closeProgrammeForm: (form, doing) => closeProgrammeForm(database, recorder, form, doing),
    storeBatch: (batch, answers, actor, onStored) => storeBatch(database, recorder, batch, answers, actor, onStored),
    collectForm: (form, actor) => collectForm(database, recorder, form, actor),
    noteReport: async (reader, programme, made) =>
      void (await noteInJournal(database, recorder, {
        programme,
        commandId: `report/${randomUUID()}`,
        actor: readerActor(reader, programme),
        events: [{ type: 'SurveyReportMade', data: made }],
      })),
    noteProgrammeReport: async (reader, programme, made) =>
      void (await noteInJournal(database, recorder, {
        programme,
        commandId: `report/${randomUUID()}`,
        actor: readerActor(reader, programme),
        events: [{ type: 'ProgrammeSurveyReportMade', data: made }],
      })),
  };
}

/** Who works in a programme, as its office sees to it. */
function peopleOf({ database, smtpUrl }: ServerOptions): ApiDeps['people'] {
  const recorder = recorderOf(database);
  const doing = (reader: Reader, programme: string, basis: string) => ({ by: reader.person, basis, actor: readerActor(reader, programme) });
  return {
    ...over(database, { addressProposals, listRoster, roleSteps, tryOut }),
    speak: (locale, reader) => chooseLanguage(database, recorder, locale, doing(reader, '', '')),
    addressFaults: async (email) => unicodeAddressFaults([{ id: 'email', email }], smtpUrl),
    invite: (programme, person, reader, basis) => invite(database, recorder, programme, person, doing(reader, programme, basis)),
    proposeAddress: (wanted, reader, basis) => proposeAddress(database, recorder, { ...wanted, ...doing(reader, wanted.programme, basis) }),
    confirmAddress: (programme, proposal, reader) => confirmAddress(database, recorder, programme, proposal, doing(reader, programme, '')),
    endAddressProposal: (programme, proposal, reader, reason) =>
      endAddressProposal(database, recorder, programme, proposal, doing(reader, programme, reason)),
    change: (programme, person, facts, reader, basis) => changePerson(database, recorder, person, facts, doing(reader, programme, basis)),
  };
}

function signInDoorsOf({ database, publicUrl, signIn, embedded }: ServerOptions, limit: SignInLimit): Pick<ApiDeps, 'signInDoor' | 'passwordDoor'> {
  const { secrets, sessionHours, providers, passwords } = signIn;
  const record = signInRecord(database, recorderOf(database), (person, network) => limit.failed(person, network));
  const auth = createAuth({
    tables: signInTables(database),
    secrets,
    publicUrl,
    sessionHours,
    providers,
    passwords,
    async byAddress(address) {
      const people = await record.peopleByAddress(comparedAddress(address, domainToASCII) ?? '');
      return people.length === 1 ? (people[0] ?? null) : null;
    },
    maySignIn: (person) => record.maySignIn(person),
    noteBound: (person, provider) => noteAccount(database, recorderOf(database), { person, provider, bound: true }),
    noteSignedIn: (person, how, token) => record.noteSignedIn(person, how, token),
  });
  return {
    signInDoor: createSignInDoor({ auth, record, brakes: limit, forExample: embedded, publicUrl, providers }),
    passwordDoor: passwords ? createPasswordDoor(auth, record, limit) : null,
  };
}

/** What is asked of cases: by whoever acts over the connection that writes, by whoever reads over the one that cannot. */
const readingOf = (database: Database, questions: ReadOnly): ApiDeps['reading'] => ({
  ...over(database, { relationTo, relationOf: relationOfPerson, programmeOfCase, caseByStream, listTasks, findPeople, listColleagues }),
  ...over(questions, { readBoard, readProjectOfBoard, projectApprovals, projectFiles, projectMails, projectPeople, approvalsWithForms }),
  ...over(questions, { listApprovals, countApprovals, readingWorld, caseToRead: caseByStream, listCases, listEvents, listRefusals, readProgress }),
});

function auditOf({ database, logBeside }: ServerOptions, pdfs: PdfThreads, questions: ReadOnly): ApiDeps['audit'] {
  const recorder = recorderOf(database);
  return {
    ...over(questions, { scopeOf: historyScope, search: searchHistory, each: eachMatch, story: readStory, findings: listFindings }),
    ...over(questions, { caseTitles, countFacets, tellFound }),
    ...over(database, { savedSearches: listSearches, saveSearch, removeSearch }),
    async asOf(reader, scope, at) {
      const stream = 'stream' in scope ? scope.stream : 'project' in scope ? `project/${scope.project}` : `programme/${scope.programme}`;
      const relation = await relationTo(questions, reader, stream);
      // A whole programme as it stood is for those who oversee it; whoever holds a role there sees who else does.
      if (relation === null || !reads(relation) || ('programme' in scope && !holds(relation.roles, OVERSEERS))) return null;
      const found = await scopeOf(questions, scope);
      return found === null ? null : { ...(await asOf(questions, found, at)), programme: found.programme };
    },
    async commandFinding(project, command, actor, commandId) {
      const stream = streamOf('findings', project);
      const outcome = await commandLedger(database, recorder, { stream, command, actor, commandId });
      if (outcome.kind === 'REFUSED') return outcome;
      const { events } = outcome.answer;
      const row = await headOf(database, stream);
      return {
        kind: 'RECORDED',
        answer: { stream, version: row?.version ?? 0, status: row?.status ?? 'NEW', events: events.map(({ version, type }) => ({ version, type })) },
      };
    },
    noteReading: (reader, programmes, what) => noteReading(database, reader.person, programmes, what),
    async noteExport(reader, programme, made) {
      const events = [{ type: 'ExportMade' as const, data: made }];
      await noteInJournal(database, recorder, { programme, commandId: `export/${randomUUID()}`, actor: readerActor(reader, programme), events });
    },
    prove: (event) =>
      proveEvent(questions, event, {
        keys: logBeside.keys().flatMap((key) => parseVerifierKey(key) ?? []),
        outside: logBeside.outside(),
      }),
    checkpoint: async () => (await newestCheckpoint(questions))?.note ?? null,
    table: (format, table) => tableFile(format, table),
    report: (report) => pdfs.report(report),
  };
}

function postOf(options: ServerOptions): ApiDeps['post'] {
  const { database } = options;
  const inbound = createInboundReader(options.inbound);
  const notices = over(database, { addNotice, keepersOf });
  let gallery: ReturnType<typeof sampleMails> | null = null;
  return {
    ...over(database, { listNotices, listVisits, storeWishes, personOfUnsubscribe, findNotice, markBounced, peopleByAddress }),
    wishesOf: async (person) => (await wishesOf(database, [person])).get(person) ?? USUAL_WISHES,
    inboundSecret: options.inbound.secret,
    readInbound: (raw) =>
      inbound.read(raw).catch((error: unknown) => {
        throw error instanceof NotReadNow ? new HandInAgain(error.message) : error;
      }),
    closeInbound: () => inbound.close(),
    keepInbound: (raw, why) => (options.inbound.secret === null ? Promise.resolve(false) : keepInbound(database, options.inbound.secret, raw, why)),
    tellKeepers: (notice, kind, reply) => tellKeepers(notices, notice, kind, reply),
    refuseReply: async ({ key, stream, person, zh, en }) =>
      void (await addNotice(database, { key: `reply/${key}`, template: 'reply-refused', stream, recipient: person, detail: { zh, en } })),
    gallery: () => (gallery ??= sampleMails(options.publicUrl)),
  };
}

function healthOf(database: Database, client: Client, connection: Connection, namespace: string): ApiDeps['health'] {
  const shown = async <T>(work: Promise<T>, words: (found: T) => string, otherwise: (error: unknown) => string): Promise<string> =>
    work.then(words, otherwise);
  return {
    async check() {
      const [postgres, temporalServer, record, aside] = await Promise.all([
        shown(answers(database), () => 'ok', codeOfFault),
        shown(
          client.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace })),
          () => 'ok',
          codeOfFault,
        ),
        shown(
          latenessOf(database),
          (says) => says,
          () => 'unknown',
        ),
        shown(countAside(database), countsInWords, () => 'unknown'),
      ]);
      return { postgres, temporal: temporalServer, record, aside };
    },
  };
}

/** `ECONNREFUSED`, `57P03`, `gRPC 14`; what an error says besides can name hosts and people. */
function codeOfFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'number' ? `gRPC ${code}` : typeof code === 'string' && /^[A-Z0-9_]{3,30}$/.test(code) ? code : 'no answer';
}
