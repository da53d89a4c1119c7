/**
 * `GET /metrics` in Prometheus' text format, on an address of its own: loopback unless somebody says otherwise, and never the
 * address at which people reach the service. Temporal Core's own metrics, which it offers on a port of its own on loopback,
 * stand below ours, so that one look a process is enough. Deliberately absent: what is measured (metrics.ts).
 */
import http from 'node:http';
import { METRICS, metricsText } from './metrics.ts';

export type MetricsPlace = { readonly host: string; readonly port: number };

/** Core's page, or nothing: it does not answer. Milliseconds. */
const CORE_MS = 2_000;

async function coreText(address: string | null): Promise<string> {
  if (address === null) return '';
  try {
    const answer = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(CORE_MS) });
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}

const isLocal = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

/** Listens until `stop`. Error: it cannot, because another program has the port. */
export async function openMetrics(
  { host, port }: MetricsPlace,
  coreAddress: () => string | null,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const onLoopback = isLocal(host.includes(':') ? `[${host}]` : host);
  let looking: Promise<string> | null = null;
  // Two who look at once are told the same.
  const look = (): Promise<string> => {
    looking ??= Promise.all([metricsText(), coreText(coreAddress())])
      .then(([own, core]) => `${own}${core}`)
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  const server = http.createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    // A name that was made to point at this machine (DNS rebinding) is not answered.
    const known = !onLoopback || isLocal(request.headers.host ?? '');
    if (!known || request.url?.split('?')[0] !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(known ? 404 : 421, { 'Content-Type': 'text/plain' }).end();
      return;
    }
    look().then(
      (text) => response.writeHead(200, { 'Content-Type': METRICS.contentType, 'Cache-Control': 'no-store' }).end(text),
      () => response.writeHead(500, { 'Content-Type': 'text/plain' }).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
