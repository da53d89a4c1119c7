/**
 * The console's files, as `npm ci` built them (dist/web), from the same origin as the API. A page's address answers the one
 * document that every page begins with; an address that no page has answers the same with 404, and the console says so.
 * Deliberately absent: what the pages show (web/).
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { liveRoute } from './live.ts';
import { homePage } from './pages/home-page.tsx';
import type { ApiDeps } from './ports.ts';

/** Addresses that answer something else; whoever asks for one that there is not is told as before. */
const OTHERS = /^\/(?:api|docs|a|q|task|open|unsubscribe|inbound-mail|mails|log|livez|readyz)(?:\/|$)/;

/**
 * Script comes from our files alone, and none stands in the page. Styles of ours that parts write while they are shown are
 * known by a word that is new in each answer. Pictures and pages of documents are ours, or made in the browser.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

type Built = { readonly html: string; readonly isPage: (path: string) => boolean };

/** As it lies there now: a build while the service runs is answered as well. Null: it is not built. */
function builtIn(folder: string): () => Built | null {
  const [document, addresses] = [path.join(folder, 'index.html'), path.join(folder, 'addresses.json')];
  let [known, at]: [Built | null, number] = [null, 0];
  return () => {
    const changed = Math.min(...[document, addresses].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
    if (changed === 0) return null;
    if (changed !== at) [known, at] = [read(document, addresses), changed];
    return known;
  };
}

function read(document: string, addresses: string): Built {
  const patterns: readonly string[] = JSON.parse(readFileSync(addresses, 'utf8'));
  const pages = patterns.map((pattern) => new RegExp(`^${pattern.replaceAll(/[.+*?^()[\]{}|\\]/g, '\\$&').replaceAll(/\$\w+/g, '[^/]+')}/?$`));
  return { html: readFileSync(document, 'utf8'), isPage: (asked) => pages.some((page) => page.test(asked)) };
}

/** The routes of the console: its files, `/`, what changes meanwhile, and (`pages`, put behind all others) its addresses. */
export function consoleRoutes(app: Express, deps: ApiDeps): { readonly pages: express.RequestHandler } {
  liveRoute(app, deps);
  const find = builtIn(deps.consoleFolder);
  // Of the embedded service alone; an address of ours, which holds nothing to escape.
  const outbox = deps.outboxUrl ?? '';
  const send = (response: Response, built: Built | null, status: number): void => {
    if (built === null)
      return void response
        .status(status)
        .type('html')
        .send(homePage(deps.outboxUrl ?? null));
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Security-Policy', policyWith(nonce));
    const html = built.html.replaceAll('__NONCE__', nonce).replace('__OUTBOX__', outbox);
    response.status(status).type('html').send(html);
  };
  // A file's name changes with what is in it. The build lays each compressed beside itself.
  const forEver = { immutable: true, maxAge: '365d', fallthrough: true } as const;
  app.use(
    '/assets',
    expressStaticGzip(path.join(deps.consoleFolder, 'assets'), {
      index: false,
      enableBrotli: true,
      orderPreference: ['br', 'gzip'],
      serveStatic: { index: false, ...forEver },
    }),
  );
  for (const file of ['first.js', 'first.css', 'favicon.svg'])
    app.use(`/${file}`, express.static(path.join(deps.consoleFolder, file), { index: false, maxAge: '1h' }));
  app.get('/', (_request, response) => send(response, find(), 200));
  return {
    pages(request: Request, response: Response, next: NextFunction) {
      const asksForPage = (request.method === 'GET' || request.method === 'HEAD') && request.accepts(['json', 'html']) === 'html';
      const built = asksForPage && !OTHERS.test(request.path) ? find() : null;
      if (built === null) return next();
      send(response, built, built.isPage(request.path) ? 200 : 404);
    },
  };
}
