/** Composition root of the API: connections in, a listening server out; what takes more than a line is put together in server/. */
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Scanner } from '../documents/clamd.ts';
import type { OwnPart } from '../domain/office.ts';
import { writeFolder } from '../exports/folder.ts';
import { createExports } from '../exports/jobs.ts';
import type { AddressRules } from '../notices/webhooks/address-guard.ts';
import { createPreviews } from '../previews/preview.ts';
import { caseByStream, seenOf } from '../prisma/cases/cases.ts';
import { checkRouteIn, dryRunRoute, listRoutes } from '../prisma/cases/dry-run.ts';
import { findFile, handedInBy, knownFiles, notTheirs, ownFile, storeFile } from '../prisma/cases/files.ts';
import { folderPage, hidingApprovals } from '../prisma/cases/folder.ts';
import { consumeForm, isFormOpen, noteRefusal, recordedAs, releaseKey, reserveKey, storeAnswer, storeForm } from '../prisma/cases/forms.ts';
import { piecesOf } from '../prisma/cases/pieces.ts';
import { findPreview, keepPreview } from '../prisma/cases/previews.ts';
import { lyingOf } from '../prisma/cases/quotas.ts';
import { countTakeovers, fundsOfProjects, listTakeovers, takeoversWaiting } from '../prisma/cases/takeovers.ts';
import { addPiece, beginUpload, bytesOfUpload, endUpload, findUpload } from '../prisma/cases/uploads.ts';
import { type Database, openReadOnly, type ReadOnly } from '../prisma/database.ts';
import { isLostWay } from '../prisma/lost-way.ts';
import { eventsOfCommand, matchCode, spendCode } from '../prisma/mail/codes.ts';
import { findLink, findLinkByPage, newestLinkOf, noteVisit, takeTry } from '../prisma/mail/links.ts';
import { over } from '../prisma/over.ts';
import { calendarFeedOf, endCalendarFeed, makeCalendarFeed, openCalendarFeed } from '../prisma/people/calendar-feeds.ts';
import { presetsOf, storePresets } from '../prisma/people/presets.ts';
import { calendarFeed } from '../sheets/calendar-feed.ts';
import { createPdfThreads, type PdfThreads } from '../sheets/pdf-threads.ts';
import { watchPool } from '../telemetry/database.ts';
import { whenAsked } from '../telemetry/metrics.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import { catchUpBy } from '../temporal/catch-up.ts';
import { lazyTemporal, type TemporalPlace } from '../temporal/connect.ts';
import { createCaseGateway } from '../temporal/gateway.ts';
import type { Sealer } from '../temporal/seal.ts';
import { watchedGateway } from '../temporal/watched-gateway.ts';
import { createApp } from './app.ts';
import { currentGateway } from './current-gateway.ts';
import { explainedGateway } from './explained-gateway.ts';
import type { ApiDeps, Log } from './ports.ts';
import { auditOf, type LogBeside } from './server/audit.ts';
import { guarded, openWindows, readingOf, type Windows } from './server/cases.ts';
import { fillingOf } from './server/filling.ts';
import { askParts, healthOf } from './server/health.ts';
import { officeOf } from './server/office.ts';
import { peopleOf } from './server/people.ts';
import { type InboundSettings, openInbound, postOf } from './server/post.ts';
import { type SignInSettings, signInsOf } from './server/sign-ins.ts';
import { surveysOf } from './server/surveys.ts';
import { webhooksOf } from './server/webhooks.ts';
import { answerUnreadable } from './unreadable.ts';
import { watched } from './watched.ts';

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
  readonly signIn: SignInSettings;
  readonly logBeside: LogBeside;
  /** Null: the mail catcher, which takes every address. */
  readonly smtpUrl: string | null;
  readonly inbound: InboundSettings;
  /** Looks at each document for viruses; absent or null: nothing does. */
  readonly scanner?: Scanner | null;
  /** How what this process keeps running stands; absent: nothing is its own. */
  readonly ownParts?: () => readonly OwnPart[];
};

/** Who sends half a head or a body without end is let go; Node itself looks every half minute only. */
const SLOW_CLIENTS = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

/** As scripts/build-web.mjs builds it. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../dist/web', import.meta.url));

export type RunningServer = { readonly gateway: CaseGateway; readonly openApi: object; readonly port: number; stop(): Promise<void> };

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { database, temporal, log } = options;
  // Lazy: the API starts and says "unavailable" while Temporal is not there yet.
  const { client, connection, close } = lazyTemporal(temporal);
  const asked = createCaseGateway({ client, sealer: options.sealer, log, deadlineMs: options.deadlineMs });
  const recorded = (stream: string) => caseByStream(database, stream);
  const gateway = watchedGateway(
    explainedGateway(currentGateway(asked, recorded, catchUpBy(client)), recorded, (...which) => recordedAs(database, ...which)),
  );
  const pdfs = createPdfThreads();
  const questions = openReadOnly(database);
  const { firstRun, firstAdministrator, imports } = fillingOf(options, gateway);
  const windows = openWindows(database);
  const { keys } = options.logBeside;
  const exports = createExports({ database, questions, keys, report: (report) => pdfs.report(report), log });
  const health = healthOf({
    database,
    client,
    connection,
    namespace: temporal.namespace,
    ownParts: options.ownParts ?? (() => []),
    scanner: options.scanner ?? null,
  });
  const deps = depsOf(options, gateway, health, pdfs, questions, { firstRun, firstAdministrator, imports, exports }, windows);
  const { app, openApi } = createApp(deps);
  const server = http.createServer(SLOW_CLIENTS, watched(app, { believed: options.proxyHops > 0 }));
  answerUnreadable(server);
  const filling = () => Promise.all([firstRun.stop(), imports.stop(), exports.stop()]);
  const closeAll = () => Promise.all([windows.stop(), pdfs.close(), questions.close(), close()]);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  }).catch(async (error: unknown) => {
    // What was opened by then would keep the process.
    await Promise.all([filling(), closeAll()]);
    throw error;
  });
  const inbound = openInbound(options, deps);
  const unwatched = [watchPool('reading', questions), whenAsked(() => askParts(health))];
  const address = server.address();
  return {
    gateway,
    openApi,
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async stop() {
      for (const unwatch of unwatched) unwatch();
      windows.end();
      const read = inbound.stop();
      const filled = filling();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(late);
      await Promise.all([read, filled, closeAll()]);
    },
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
  const { database, log } = options;
  const previews = createPreviews({
    find: (sha256) => findPreview(database, sha256),
    keep: (sha256, made) => keepPreview(database, sha256, made),
  });
  return {
    gateway: guarded(database, gateway),
    ...filling,
    log,
    isLostWay,
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
    ...signInsOf(options),
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
    keys: over(database, { reserveKey, recordedAs, storeAnswer, releaseKey, noteRefusal }),
    files: over(database, { storeFile, handedInBy, ownFile, findFile, knownFiles, notTheirs }),
    scanner: options.scanner ?? null,
    folders: { ...over(questions, { folderPage, hidingApprovals }), ...over(database, { piecesOf }), writeZip: writeFolder },
    quotas: over(database, { lyingOf }),
    webhooks: webhooksOf(options),
    surveys: surveysOf(database),
    health,
    ...officeOf(database),
  };
}
