/** The HTTP service, put together from what it is given. Deliberately absent: environment, connections, listening. */
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { limitMisses } from './miss-limit.ts';
import { homePage } from './pages/home-page.tsx';
import type { ApiDeps } from './ports.ts';
import { problemOf, sendProblem } from './problem.ts';
import { createRoutes } from './route.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { auditRoutes, noteReading } from './routes/audit.ts';
import { caseRoutes } from './routes/cases.ts';
import { doorRoutes } from './routes/doors.ts';
import { fileRoutes } from './routes/files.ts';
import { findingRoutes } from './routes/findings.ts';
import { linkRoutes } from './routes/links.ts';
import { postRoutes } from './routes/post.ts';
import { routeRoutes } from './routes/routes.ts';
import { surveyRoutes } from './routes/surveys.ts';

export function createApp(deps: ApiDeps): { readonly app: Express; readonly openApi: object } {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.proxyHops === 0 ? false : deps.proxyHops);
  app.use(
    helmet({
      contentSecurityPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: deps.publicUrl.startsWith('https://'),
    }),
  );

  app.get('/livez', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const parts = await deps.health.check();
    response.status(Object.values(parts).every((part) => part === 'ok') ? 200 : 503).json(parts);
  });

  limitMisses(app, deps);
  linkRoutes(app, deps);
  doorRoutes(app, deps);
  app.use('/api/v1/survey-batches', express.json({ limit: '2mb' }));
  app.use('/api', express.json({ limit: '64kb' }));
  const routes = createRoutes(app, deps.signIns, (reader, request) => noteReading(deps, reader, request));
  auditRoutes(app, routes, deps);
  findingRoutes(routes, deps);
  approvalRoutes(routes, deps);
  routeRoutes(routes, deps);
  caseRoutes(routes, deps);
  surveyRoutes(routes, deps);
  fileRoutes(routes, deps);
  postRoutes(app, routes, deps);

  const openApi = routes.openApi(deps.publicUrl);
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(openApi));
  docsPage(app);
  app.get('/', (_request, response) => void response.type('html').send(homePage(deps.outboxUrl ?? null)));

  app.use((_request, response) => sendProblem(response, problemOf('NOT_FOUND')));
  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const type: unknown = error?.type;
    if (type === 'entity.parse.failed') return sendProblem(response, problemOf('BAD_JSON'));
    if (type === 'entity.too.large' || type === 'parameters.too.many') return sendProblem(response, problemOf('TOO_LARGE'));
    if (error instanceof URIError || (typeof error?.status === 'number' && error.status < 500))
      return sendProblem(response, problemOf('WRONG_SHAPE'));
    // The message alone: a URL could hold a token.
    const down = databaseIsDown(error);
    deps.log.error(
      { error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' },
      down ? 'the database does not answer' : 'request failed',
    );
    sendProblem(response, problemOf(down ? 'UNAVAILABLE' : 'INTERNAL'));
  };
  app.use(onError);
  return { app, openApi };
}

/** Connection lost or refused, as pg and Prisma say it. Nothing was decided then: every decision goes through Temporal. */
function databaseIsDown(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|08\d{3}|P1001|P1002|P1008|P1017|P2024|P2028)$/.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect|Can't reach database|ECONNREFUSED|shutting down|starting up|terminating connection/i.test(
      message,
    )
  );
}

/** Swagger UI from its npm package: no byte from elsewhere. */
function docsPage(app: Express): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'";
  app.get('/docs', (_request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    response
      .type('html')
      .send(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tuojian API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`);
  });
  app.get('/docs/start.js', (_request, response) => {
    response.type('js').send('SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#swagger-ui", validatorUrl: null });');
  });
  app.use('/docs/assets', express.static(folder, { index: false, maxAge: '1h' }));
}
