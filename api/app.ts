/** The HTTP service, put together from what it is given. Deliberately absent: environment, connections, listening. */
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { ROUTE_ROWS } from '../domain/permission/table.ts';
import { consoleRoutes } from './console.ts';
import { BodyRefused, readJson } from './gate.ts';
import { methodsAt } from './methods.ts';
import { limitMisses } from './miss-limit.ts';
import { answerProblem, isPerson, pageOfForm } from './person-problem.ts';
import type { ApiDeps } from './ports.ts';
import { type Problem, problemOf } from './problem.ts';
import { createRoutes } from './route.ts';
import { approvalListRoutes } from './routes/approval-lists.ts';
import { approvalReadingRoutes } from './routes/approval-reading.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { auditRoutes, noteReading } from './routes/audit.ts';
import { batchRoutes } from './routes/batch.ts';
import { calendarFeedFile, calendarFeedRoutes } from './routes/calendar-feeds.ts';
import { calendarYearRoutes } from './routes/calendar-years.ts';
import { caseRoutes } from './routes/cases.ts';
import { developmentPlanRoutes } from './routes/development-plan.ts';
import { doorRoutes } from './routes/doors.ts';
import { fileRoutes } from './routes/files.ts';
import { findingRoutes } from './routes/findings.ts';
import { firstRunRoutes } from './routes/first-run.ts';
import { folderRoutes } from './routes/folder.ts';
import { handingOverRoutes } from './routes/handing-over.ts';
import { linkRoutes } from './routes/links.ts';
import { officeRoutes } from './routes/office.ts';
import { peopleRoutes } from './routes/people.ts';
import { addressRoutes, peopleActRoutes } from './routes/people-acts.ts';
import { postRoutes } from './routes/post.ts';
import { presetRoutes } from './routes/presets.ts';
import { programmeFundsRoutes } from './routes/programme-funds.ts';
import { programmeProgressRoutes } from './routes/programme-progress.ts';
import { programmeQuestionnaireRoutes } from './routes/programme-questionnaire.ts';
import { programmeReportRoutes } from './routes/programme-report.ts';
import { programmeSurveyRoutes } from './routes/programme-surveys.ts';
import { programmeRoutes } from './routes/programmes.ts';
import { projectRoutes } from './routes/projects.ts';
import { questionnaireRoutes } from './routes/questionnaire.ts';
import { routeRoutes } from './routes/routes.ts';
import { rulesRoutes } from './routes/rules.ts';
import { signInDoorRoutes } from './routes/sign-in.ts';
import { signInRoutes } from './routes/sign-ins.ts';
import { stageRoutes } from './routes/stages.ts';
import { surveyAnswerRoutes } from './routes/survey-answers.ts';
import { surveyFigureRoutes } from './routes/survey-figures.ts';
import { surveyRoutes } from './routes/surveys.ts';
import { takeoverRoutes } from './routes/takeover.ts';
import { toConfirmRoutes } from './routes/to-confirm.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { webhookMessageRoutes } from './routes/webhook-messages.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** What stands under /api/v1, but for what answers otherwise than in JSON as well. */
const ROUTES = [
  findingRoutes,
  approvalListRoutes,
  approvalRoutes,
  approvalReadingRoutes,
  batchRoutes,
  presetRoutes,
  calendarFeedRoutes,
  uploadRoutes,
  routeRoutes,
  peopleRoutes,
  toConfirmRoutes,
  takeoverRoutes,
  peopleActRoutes,
  addressRoutes,
  handingOverRoutes,
  rulesRoutes,
  officeRoutes,
  calendarYearRoutes,
  webhookRoutes,
  webhookMessageRoutes,
  projectRoutes,
  caseRoutes,
  signInRoutes,
  stageRoutes,
  surveyRoutes,
  surveyAnswerRoutes,
  surveyFigureRoutes,
  developmentPlanRoutes,
  programmeSurveyRoutes,
  programmeQuestionnaireRoutes,
  fileRoutes,
  folderRoutes,
  firstRunRoutes,
  programmeRoutes,
  programmeFundsRoutes,
  programmeReportRoutes,
  programmeProgressRoutes,
] as const;

export function createApp(deps: ApiDeps): { readonly app: Express; readonly openApi: object } {
  const app = express();
  app.disable('x-powered-by');
  // An answer is somebody's own as it stands now, and always whole: no 304, which the document does not name.
  app.disable('etag');
  app.use('/api', (request, _response, next) => {
    delete request.headers['if-none-match'];
    delete request.headers['if-modified-since'];
    next();
  });
  app.set('trust proxy', deps.proxyHops === 0 ? false : deps.proxyHops);
  app.use(
    helmet({
      contentSecurityPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: deps.publicUrl.startsWith('https://'),
    }),
  );

  // A name that was made to point at this machine (DNS rebinding) is not answered.
  if (deps.onlyHosts !== undefined) {
    const hosts = deps.onlyHosts.map((host) => host.toLowerCase());
    app.use((request, response, next) => {
      if (hosts.includes((request.headers.host ?? '').toLowerCase())) return next();
      response.status(421).type('text').send('This address is not answered here.');
    });
  }
  app.get('/livez', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const parts = await deps.health.check();
    response.status(parts.postgres === 'ok' && parts.temporal === 'ok' ? 200 : 503).json(parts);
  });

  limitMisses(app, deps);
  linkRoutes(app, deps);
  doorRoutes(app, deps);
  questionnaireRoutes(app, deps);
  calendarFeedFile(app, deps);
  app.use('/api/v1/survey-batches', readJson('2mb'));
  app.use('/api', readJson('64kb'));
  const routes = createRoutes(app, {
    signIns: deps.signIns,
    publicUrl: deps.publicUrl,
    relationTo: deps.reading.relationTo,
    recordedAs: deps.keys.recordedAs,
    noteReading: (reader, programmes, request) => noteReading(deps, reader, programmes, request),
  });
  auditRoutes(app, routes, deps);
  signInDoorRoutes(app, routes, deps);
  for (const add of ROUTES) add(routes, deps);
  postRoutes(app, routes, deps);

  const openApi = routes.openApi(deps.publicUrl);
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(openApi));
  docsPage(app);
  const console = consoleRoutes(app, deps);

  everyRouteHasItsRow(app);
  app.use(console.pages);
  app.use((request, response) => {
    const methods = methodsAt(app, request.path);
    if (methods.length === 0) return answerProblem(request, response, problemOf('NOT_FOUND'));
    const page = isPerson(request) ? pageOfForm(request) : null;
    if (page !== null) return response.redirect(303, page);
    response.setHeader('Allow', methods.join(', '));
    answerProblem(request, response, problemOf('METHOD_NOT_ALLOWED'));
  });
  const onError: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const refused = problemOfInput(error);
    if (refused !== null) return answerProblem(request, response, refused);
    // The message alone: a URL could hold a token.
    const lost = deps.isLostWay(error);
    if (isUnkept(error)) {
      deps.log.error({ error: String(error) }, 'a door let through what the database cannot keep');
      return answerProblem(request, response, problemOf('WRONG_SHAPE', [faultAt('(whole)', UNKEPT)]));
    }
    deps.log.error(
      { error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' },
      lost ? 'PostgreSQL or Temporal does not answer' : 'request failed',
    );
    // What was asked for may stand: the connection can be lost after its case has answered.
    const away = request.method === 'GET' || request.method === 'HEAD' ? 'UNAVAILABLE' : 'NOT_CONFIRMED';
    answerProblem(request, response, problemOf(lost ? away : 'INTERNAL'));
  };
  app.use(onError);
  return { app, openApi };
}

const UNKEPT: Text = {
  zh: '只能含有可以保存的内容，不得有数据库拒收的文字或数字',
  en: 'must hold only what can be kept: no text or number that a database refuses',
};
const ENCODINGS: Text = {
  zh: '请以 UTF-8 发送，不压缩，或用 gzip、deflate、br 压缩',
  en: 'send it in UTF-8, and plain or compressed with gzip, deflate or br',
};
const NOT_A_PATH: Text = { zh: '须为 UTF-8，其他字节写作 % 加两位十六进制数', en: 'must be UTF-8, each other byte as % and two digits' };

const MEBI = 1_024 * 1_024;
/** How much may come, as the parser that refused it says. */
function tooLarge(error: unknown): readonly Text[] | undefined {
  const { limit }: { readonly limit?: unknown } = Object(error);
  if (typeof limit !== 'number') return undefined;
  const most = limit >= MEBI ? `${Math.floor(limit / MEBI)} MB` : `${Math.floor(limit / 1_024)} KB`;
  return [{ zh: `至多 ${most}；请压缩、拆分后再提交`, en: `must be at most ${most}; make it smaller, or split it` }];
}

/** What is wrong with what came in, as the parsers of bodies and addresses say it; null: it is something else. */
function problemOfInput(error: unknown): Problem | null {
  if (error instanceof BodyRefused) return problemOf(error.type === 'gate.encoding' ? 'BAD_JSON' : 'WRONG_SHAPE', error.faults);
  const { type, status }: { readonly type?: unknown; readonly status?: unknown } = Object(error);
  if (type === 'entity.parse.failed') return problemOf('BAD_JSON');
  if (type === 'entity.too.large') return problemOf('TOO_LARGE', tooLarge(error));
  if (type === 'parameters.too.many') return problemOf('TOO_LARGE');
  if (status === 415) return problemOf('UNSUPPORTED_MEDIA_TYPE', [ENCODINGS]);
  if (error instanceof URIError) return problemOf('WRONG_SHAPE', [faultAt('path', NOT_A_PATH)]);
  return typeof status === 'number' && status >= 400 && status < 500 ? problemOf('WRONG_SHAPE') : null;
}

/** PostgreSQL's class 22, as pg and Prisma say it: text, a number or a day that its types do not hold. */
function isUnkept(error: unknown): boolean {
  const { code, meta }: { readonly code?: unknown; readonly meta?: unknown } = Object(error);
  return (
    /^22[0-9A-Z]{3}$/.test(String(code)) ||
    /^(P2000|P2006|P2007|P2020|P2023|P2033)$/.test(String(code)) ||
    /"22[0-9A-Z]{3}"/.test(JSON.stringify(meta ?? null))
  );
}

type Layer = { readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> } };

/** Every address that is answered, as the table of permissions writes it: `GET /api/v1/me`. */
export const routesOf = (app: Express): readonly string[] =>
  (app.router.stack as unknown as readonly Layer[]) // Express documents the methods of a route, and does not type them
    .flatMap(({ route }) => (route === undefined ? [] : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)));

/** Error: an address that nobody wrote down, or a row that leads nowhere; the service does not start with either. */
function everyRouteHasItsRow(app: Express): void {
  const routes = routesOf(app);
  const without = routes.filter((route) => !ROUTE_ROWS.has(route));
  const idle = [...ROUTE_ROWS.keys()].filter((route) => !routes.includes(route));
  if (without.length + idle.length > 0)
    throw new Error(`domain/permission/table.ts: no row for ${without.join(', ')}; no route for ${idle.join(', ')}`);
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
  // The package holds pages of its own too, with scripts that this policy would stop: what is not needed is not there.
  const needed = ['/swagger-ui.css', '/swagger-ui-bundle.js'];
  const assets = express.static(folder, { index: false, maxAge: '1h' });
  app.use('/docs/assets', (request, response, next) => {
    if (!needed.includes(request.path)) return next();
    response.setHeader('Content-Security-Policy', policy);
    assets(request, response, next);
  });
}
