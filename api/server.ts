/** Composition root of the API: connections in, a listening server out. */
import http from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { caseByStream, findCase, listCases, listEvents, listRefusals, listTasks, programmeOfCase, readerOfToken } from '../prisma/cases.ts';
import type { Database } from '../prisma/database.ts';
import { checkRouteIn, dryRunRoute, listRoutes } from '../prisma/dry-run.ts';
import { findFile, knownFiles, storeFile } from '../prisma/files.ts';
import { consumeForm, noteRefusal, releaseKey, reserveKey, storeAnswer, storeForm } from '../prisma/forms.ts';
import { findLink, noteVisit } from '../prisma/notices.ts';
import { findPeople, listColleagues } from '../prisma/people.ts';
import { storeBatch, tallyOfBatch } from '../prisma/surveys.ts';
import { createSheets } from '../sheets/approval-sheet.ts';
import { createApp } from './app.ts';
import { createCaseGateway } from './case-gateway.ts';
import type { CaseGateway, Log } from './ports.ts';

export type ServerOptions = {
  readonly temporal: { readonly address: string; readonly namespace: string; readonly apiKey: string | null; readonly tls: boolean };
  readonly database: Database;
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly leastReadingMs: number;
  readonly deadlineMs: number;
  readonly outboxUrl?: string;
};

export type RunningServer = { readonly gateway: CaseGateway; readonly openApi: object; readonly port: number; stop(): Promise<void> };

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { database, temporal, log } = options;
  // Lazy: the API starts and says "unavailable" while Temporal is not there yet.
  const connection = Connection.lazy({
    address: temporal.address,
    ...(temporal.tls || temporal.apiKey !== null ? { tls: true } : {}),
    ...(temporal.apiKey === null ? {} : { apiKey: temporal.apiKey }),
  });
  const client = new Client({ connection, namespace: temporal.namespace });
  const gateway = createCaseGateway({ client, log, deadlineMs: options.deadlineMs });
  const { app, openApi } = createApp({
    gateway,
    log,
    publicUrl: options.publicUrl,
    leastReadingMs: options.leastReadingMs,
    ...(options.outboxUrl === undefined ? {} : { outboxUrl: options.outboxUrl }),
    reading: {
      programmeOfCase: (reader, stream) => programmeOfCase(database, reader, stream),
      findCase: (reader, stream) => findCase(database, reader, stream),
      caseByStream: (stream) => caseByStream(database, stream),
      listCases: (reader, filter, page) => listCases(database, reader, filter, page),
      listEvents: (stream, after, limit) => listEvents(database, stream, after, limit),
      listTasks: (person, status, page) => listTasks(database, person, status, page),
      findPeople: (ids) => findPeople(database, ids),
      listColleagues: (programme) => listColleagues(database, programme),
      listRefusals: (stream) => listRefusals(database, stream),
    },
    routes: {
      listRoutes: (programme) => listRoutes(database, programme),
      checkRoute: (programme, route) => checkRouteIn(database, programme, route),
      dryRun: (programme, request) => dryRunRoute(database, programme, request),
    },
    sheets: createSheets(),
    signIns: { readerOfToken: (token) => readerOfToken(database, token) },
    links: {
      findLink: (hash) => findLink(database, hash),
      noteVisit: (hash) => noteVisit(database, hash),
      storeForm: (form) => storeForm(database, form),
      consumeForm: (nonce, link) => consumeForm(database, nonce, link),
    },
    keys: {
      reserveKey: (person, key, fingerprint) => reserveKey(database, person, key, fingerprint),
      storeAnswer: (person, key, status, body) => storeAnswer(database, person, key, status, body),
      releaseKey: (person, key) => releaseKey(database, person, key),
      noteRefusal: (refusal) => noteRefusal(database, refusal),
    },
    files: {
      storeFile: (file, person) => storeFile(database, file, person),
      findFile: (stream, sha256) => findFile(database, stream, sha256),
      knownFiles: (hashes) => knownFiles(database, hashes),
    },
    surveys: {
      storeBatch: (batch, answers) => storeBatch(database, batch, answers),
      tallyOfBatch: (programme, id) => tallyOfBatch(database, programme, id),
    },
    health: {
      async check() {
        const said = (work: Promise<unknown>) =>
          work.then(() => 'ok' as const).catch((error: unknown) => (error instanceof Error ? error.message.slice(0, 120) : 'no answer'));
        const [postgres, temporalServer] = await Promise.all([
          said(database.pool.query('SELECT 1')),
          said(client.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace: temporal.namespace }))),
        ]);
        return { postgres, temporal: temporalServer };
      },
    },
  });
  const server = http.createServer(app);
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    gateway,
    openApi,
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 5_000);
      await closed;
      clearTimeout(late);
      await connection.close();
    },
  };
}
