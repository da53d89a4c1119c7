/** Composition root of the API: connections in, a listening server out. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { Client, Connection } from '@temporalio/client';
import { countsInWords } from '../domain/aside.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import { USUAL_WISHES } from '../domain/notice/preference.ts';
import { reads } from '../domain/permission/ask.ts';
import { holds, OVERSEERS } from '../domain/permission/relation.ts';
import type { Reader } from '../domain/views.ts';
import { keepDoing } from '../jobs/keep-doing.ts';
import { tellKeepers } from '../notices/courier.ts';
import { sampleMails } from '../notices/gallery.ts';
import { createInboundReader, type InboundOptions, NotReadNow } from '../notices/inbound.ts';
import { openMailbox } from '../notices/mailbox.ts';
import { createPreviews } from '../previews/preview.ts';
import { countAside } from '../prisma/aside.ts';
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
} from '../prisma/cases/cases.ts';
import { checkRouteIn, dryRunRoute, listRoutes } from '../prisma/cases/dry-run.ts';
import { findFile, handedInBy, knownFiles, notTheirs, storeFile } from '../prisma/cases/files.ts';
import { consumeForm, isFormOpen, noteRefusal, releaseKey, reserveKey, storeAnswer, storeForm } from '../prisma/cases/forms.ts';
import { findPreview, keepPreview } from '../prisma/cases/previews.ts';
import { lyingOf } from '../prisma/cases/quotas.ts';
import { areasOf, storeBatch, tallyOfBatch } from '../prisma/cases/surveys.ts';
import { type Database, openReadOnly, type ReadOnly } from '../prisma/database.ts';
import { asOf, historyScope, scopeOf } from '../prisma/history/as-of.ts';
import { listFindings } from '../prisma/history/findings.ts';
import { listSearches, noteReading, removeSearch, saveSearch } from '../prisma/history/readings.ts';
import { readStory } from '../prisma/history/story.ts';
import { newestCheckpoint } from '../prisma/log/checkpoints.ts';
import { latenessOf } from '../prisma/log/log.ts';
import { eventsOfCommand, matchCode, spendCode } from '../prisma/mail/codes.ts';
import { dueInbound, failedInbound, keepInbound, settleInbound } from '../prisma/mail/inbound-mails.ts';
import { findLink, findLinkByPage, listVisits, newestLinkOf, noteVisit, takeTry } from '../prisma/mail/links.ts';
import { addNotice, findNotice, keepersOf, listNotices, markBounced } from '../prisma/mail/notices.ts';
import { personOfUnsubscribe, storeWishes, wishesOf } from '../prisma/mail/preferences.ts';
import { auditsIn, membersOf } from '../prisma/people/members.ts';
import { findPeople, listColleagues, peopleByAddress } from '../prisma/people/people.ts';
import { listSignIns, revokeSignIn } from '../prisma/people/people-record.ts';
import { createSignInLimit } from '../prisma/people/sign-in-limit.ts';
import { createEventStore } from '../prisma/record/event-store.ts';
import { commandLedger, noteInJournal } from '../prisma/record/ledgers.ts';
import { eachMatch, searchHistory } from '../prisma/search/audit-search.ts';
import { createPdfThreads, type PdfThreads } from '../sheets/pdf-threads.ts';
import { tableFile } from '../sheets/table.ts';
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
  const deps = depsOf(options, gateway, healthOf(database, client, connection, temporal.namespace), pdfs, questions);
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
      const read = inbound.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(late);
      await Promise.all([read, pdfs.close(), questions.close(), close()]);
    },
  };
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

/** What the API needs, from the database and the rooms that know how. */
function depsOf(options: ServerOptions, gateway: CaseGateway, health: ApiDeps['health'], pdfs: PdfThreads, questions: ReadOnly): ApiDeps {
  const limit = createSignInLimit(options.database, { perMinute: options.missesPerMinute });
  const { database, log } = options;
  const previews = createPreviews({
    find: (sha256) => findPreview(database, sha256),
    keep: (sha256, made) => keepPreview(database, sha256, made),
  });
  const recorder = createEventStore({ pool: database.pool });
  return {
    gateway: guardedGateway(gateway, (person, stream) => relationOfPerson(database, person, stream)),
    log,
    publicUrl: options.publicUrl,
    leastReadingMs: options.leastReadingMs,
    proxyHops: options.proxyHops,
    ...(options.onlyHosts === undefined ? {} : { onlyHosts: options.onlyHosts }),
    missesPerMinute: options.missesPerMinute,
    ...(options.outboxUrl === undefined ? {} : { outboxUrl: options.outboxUrl }),
    reading: readingOf(database, questions),
    routes: {
      listRoutes: (programme) => listRoutes(database, programme),
      checkRoute: (programme, route) => checkRouteIn(database, programme, route),
      dryRun: (programme, request) => dryRunRoute(database, programme, request),
    },
    sheets: pdfs,
    audit: auditOf(options, pdfs, questions),
    signIns: {
      async readerOfToken(token) {
        const reader = await readerOfToken(database, token);
        if (reader !== null) await limit.used(token);
        return reader;
      },
      missed: (miss) => limit.missed(miss),
      listOf: (people) => listSignIns(database, people),
      membersOf: (programme, within) => membersOf(database, programme, within),
      auditsIn: (person) => auditsIn(database, person),
      revoke: (signIn, reader, basis, programme) => {
        const actor: Actor = {
          person: reader.person,
          door: 'api',
          assurance: 'session',
          roles: programme === null ? [] : (reader.roles[programme] ?? []),
        };
        return revokeSignIn(database, createEventStore({ pool: database.pool }), signIn, { by: reader.person, basis, actor });
      },
      readerOfPerson: (person) => readerOfPerson(database, person),
    },
    links: {
      findLink: (hash) => findLink(database, hash),
      findLinkByPage: (page) => findLinkByPage(database, page),
      newestLinkOf: (stream, task) => newestLinkOf(database, stream, task),
      noteVisit: (hash, visit) => noteVisit(database, hash, visit),
      takeTry: (hash, isRight, limits) => takeTry(database, hash, isRight, limits),
      matchCode: (asked, typed) => matchCode(database, asked, typed),
      spendCode: (id) => spendCode(database, id),
      eventsOfCommand: (stream, commandId) => eventsOfCommand(database, stream, commandId),
      storeForm: (form) => storeForm(database, form),
      isFormOpen: (nonce, link) => isFormOpen(database, nonce, link),
      consumeForm: (nonce, link) => consumeForm(database, nonce, link),
    },
    post: postOf(options),
    previews,
    keys: {
      reserveKey: (person, key, fingerprint) => reserveKey(database, person, key, fingerprint),
      storeAnswer: (person, key, status, body) => storeAnswer(database, person, key, status, body),
      releaseKey: (person, key) => releaseKey(database, person, key),
      noteRefusal: (refusal) => noteRefusal(database, refusal),
    },
    files: {
      storeFile: (file, person) => storeFile(database, file, person),
      handedInBy: (person, hashes) => handedInBy(database, person, hashes),
      findFile: (stream, sha256) => findFile(database, stream, sha256),
      knownFiles: (stream, hashes) => knownFiles(database, stream, hashes),
      notTheirs: (reader, hashes) => notTheirs(database, reader, hashes),
    },
    quotas: { lyingOf: (person) => lyingOf(database, person) },
    surveys: {
      storeBatch: (batch, answers, actor) => storeBatch(database, recorder, batch, answers, actor),
      areasOf: (programme) => areasOf(database.pool, programme),
      tallyOfBatch: (programme, id) => tallyOfBatch(database, programme, id),
    },
    health,
  };
}

/** What is asked of cases: by whoever acts over the connection that writes, by whoever reads over the one that cannot. */
const readingOf = (database: Database, questions: ReadOnly): ApiDeps['reading'] => ({
  relationTo: (reader, stream) => relationTo(database, reader, stream),
  relationOf: (person, stream) => relationOfPerson(database, person, stream),
  programmeOfCase: (reader, stream) => programmeOfCase(database, reader, stream),
  caseByStream: (stream) => caseByStream(database, stream),
  caseToRead: (stream) => caseByStream(questions, stream),
  listCases: (reader, filter, page) => listCases(questions, reader, filter, page),
  listEvents: (stream, after, limit) => listEvents(questions, stream, after, limit),
  listTasks: (person, status, page) => listTasks(database, person, status, page),
  findPeople: (ids) => findPeople(database, ids),
  listColleagues: (programme) => listColleagues(database, programme),
  listRefusals: (stream) => listRefusals(questions, stream),
});

function auditOf({ database }: ServerOptions, pdfs: PdfThreads, questions: ReadOnly): ApiDeps['audit'] {
  const recorder = createEventStore({ pool: database.pool });
  const as = (reader: Reader, programme: string): Actor => ({
    person: reader.person,
    door: 'api',
    assurance: 'session',
    roles: reader.roles[programme] ?? [],
  });
  return {
    scopeOf: (reader, query) => historyScope(questions, reader, query),
    search: (query, scope, page) => searchHistory(questions, query, scope, page),
    each: (query, scope) => eachMatch(questions, query, scope),
    async asOf(reader, scope, at) {
      const stream = 'stream' in scope ? scope.stream : 'project' in scope ? `project/${scope.project}` : `programme/${scope.programme}`;
      const relation = await relationTo(questions, reader, stream);
      // A whole programme as it stood is for those who oversee it; whoever holds a role there sees who else does.
      if (relation === null || !reads(relation) || ('programme' in scope && !holds(relation.roles, OVERSEERS))) return null;
      const found = await scopeOf(questions, scope);
      return found === null ? null : { ...(await asOf(questions, found, at)), programme: found.programme };
    },
    story: (project) => readStory(questions, project),
    findings: (programmes, filter) => listFindings(questions, programmes, filter),
    async commandFinding(project, command, actor, commandId) {
      const stream = streamOf('findings', project);
      const outcome = await commandLedger(database, recorder, { stream, command, actor, commandId });
      if (outcome.kind === 'REFUSED') return outcome;
      const { events } = outcome.answer;
      const row = await database.prisma.caseState.findUnique({ where: { stream }, select: { version: true, status: true } });
      return {
        kind: 'RECORDED',
        answer: { stream, version: row?.version ?? 0, status: row?.status ?? 'NEW', events: events.map(({ version, type }) => ({ version, type })) },
      };
    },
    noteReading: (reader, programmes, what) => noteReading(database, reader.person, programmes, what),
    async noteExport(reader, programme, made) {
      const events = [{ type: 'ExportMade' as const, data: made }];
      await noteInJournal(database, recorder, { programme, commandId: `export/${randomUUID()}`, actor: as(reader, programme), events });
    },
    savedSearches: (person) => listSearches(database, person),
    saveSearch: (person, search) => saveSearch(database, person, search),
    removeSearch: (person, id) => removeSearch(database, person, id),
    checkpoint: async () => (await newestCheckpoint(questions))?.note ?? null,
    table: (format, table) => tableFile(format, table),
    report: (report) => pdfs.report(report),
  };
}

function postOf(options: ServerOptions): ApiDeps['post'] {
  const { database } = options;
  const inbound = createInboundReader(options.inbound);
  const notices = {
    addNotice: (notice: Parameters<typeof addNotice>[1]) => addNotice(database, notice),
    keepersOf: (stream: string, without: string) => keepersOf(database, stream, without),
  };
  let gallery: ReturnType<typeof sampleMails> | null = null;
  return {
    listNotices: (stream) => listNotices(database, stream),
    listVisits: (stream) => listVisits(database, stream),
    wishesOf: async (person) => (await wishesOf(database, [person])).get(person) ?? USUAL_WISHES,
    storeWishes: (person, wishes) => storeWishes(database, person, wishes),
    personOfUnsubscribe: (token) => personOfUnsubscribe(database, token),
    inboundSecret: options.inbound.secret,
    readInbound: (raw) =>
      inbound.read(raw).catch((error: unknown) => {
        throw error instanceof NotReadNow ? new HandInAgain(error.message) : error;
      }),
    closeInbound: () => inbound.close(),
    keepInbound: (raw, why) => (options.inbound.secret === null ? Promise.resolve(false) : keepInbound(database, options.inbound.secret, raw, why)),
    findNotice: (notice) => findNotice(database, notice),
    markBounced: (notice, bounce) => markBounced(database, notice, bounce),
    tellKeepers: (notice, kind, reply) => tellKeepers(notices, notice, kind, reply),
    peopleByAddress: (address) => peopleByAddress(database, address),
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
        shown(database.pool.query('SELECT 1'), () => 'ok', codeOfFault),
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
