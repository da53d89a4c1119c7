/**
 * Requests as they are seen from outside: how many of each route, how they ended, how long they took, and the first span of a
 * trace. A route is told as it is written, `/a/:token`; an address as it was asked for stands nowhere, since it can hold a
 * token. Deliberately absent: any route.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { requestSeconds, requests, requestsOpen } from '../telemetry/metrics.ts';
import { beginSpan } from '../telemetry/spans.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Of a file of the console, and of what leads nowhere: anybody can make up as many addresses as they like. */
const NO_ROUTE = '(none)';
/** It is open as long as a window is. */
const LASTS = '/api/v1/live';

/** As Express has found it, once it has. */
function routeOf(request: IncomingMessage): string {
  const { path }: { readonly path?: unknown } = Object(Reflect.get(request, 'route'));
  return typeof path === 'string' ? path : NO_ROUTE;
}

/** `believed`: whether a trace that a request says it belongs to is one of ours (a proxy of our own stands before the API). */
export function watched(app: RequestListener, { believed }: { readonly believed: boolean }): RequestListener {
  return (request: IncomingMessage, response: ServerResponse & { req: IncomingMessage }) => {
    const began = performance.now();
    const method = METHODS.includes(request.method ?? '') ? (request.method ?? '') : 'OTHER';
    requestsOpen.inc();
    const given = believed ? request.headers.traceparent : undefined;
    const span = beginSpan({
      name: method,
      kind: 'SERVER',
      attributes: { 'http.request.method': method },
      ...(typeof given === 'string' ? { after: given } : {}),
    });
    response.once('close', () => {
      const route = routeOf(request);
      requestsOpen.dec();
      requests.inc({ method, route, status: response.writableFinished ? String(response.statusCode) : 'aborted' });
      if (route !== LASTS) requestSeconds.observe({ method, route }, (performance.now() - began) / 1_000);
      span?.rename(`${method} ${route}`);
      span?.note({ 'http.route': route, 'http.response.status_code': response.statusCode });
      span?.end();
    });
    if (span === null) app(request, response);
    else span.around(() => app(request, response), request, response);
  };
}
