/**
 * What stands before Temporal Cloud, in small: TLS in front of a plain Temporal server, which may demand a certificate of a
 * client (mTLS), or an API key and a namespace that belongs to it. Answers as Cloud does where they are wrong.
 */
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates.ts';

export type TlsEndpoint = {
  /** host:port. */
  readonly address: string;
  /** Headers of each call that came, in order. */
  readonly calls: readonly http2.IncomingHttpHeaders[];
  /** How often a client showed a certificate that was believed. */
  readonly certificates: () => number;
  stop(): Promise<void>;
};

type Options = {
  readonly own: Certificate;
  /** Clients must show a certificate that it signed. */
  readonly clientCa?: string;
  /** Calls must bear it; null: none is asked for. */
  readonly apiKey?: string;
};

const UNAUTHENTICATED = '16';
const HOP_BY_HOP = /^(:|connection$|te$|transfer-encoding$)/;

const withoutHops = (headers: http2.IncomingHttpHeaders): http2.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name)));

export async function startTlsEndpoint(plain: string, { own, clientCa, apiKey }: Options): Promise<TlsEndpoint> {
  const calls: http2.IncomingHttpHeaders[] = [];
  let certificates = 0;
  const behind = http2.connect(`http://${plain}`);
  behind.on('error', () => undefined);
  const server = http2.createSecureServer({
    ...own,
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
  });
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on('secureConnection', (socket) => {
    if (clientCa !== undefined && socket.authorized) certificates += 1;
  });
  server.on('sessionError', () => undefined);
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => undefined);
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    calls.push(headers);
    if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) {
      const refused = { 'grpc-status': UNAUTHENTICATED, 'grpc-message': 'Request unauthorized.' };
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...refused }, { endStream: true });
      return;
    }
    const asked = behind.request({ ...withoutHops(headers), te: 'trailers', ':method': 'POST', ':path': headers[':path'] ?? '' });
    let trailers: http2.OutgoingHttpHeaders = {};
    asked.on('error', () => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR));
    asked.on('response', (answer, flags) => {
      const ends = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      if (stream.destroyed) return;
      stream.respond({ ':status': answer[':status'] ?? 200, ...withoutHops(answer) }, ends ? { endStream: true } : { waitForTrailers: true });
      if (ends) return;
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      asked.pipe(stream);
    });
    asked.on('trailers', (given) => {
      trailers = withoutHops(given);
    });
    stream.on('close', () => asked.close());
    stream.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    address: `127.0.0.1:${port}`,
    calls,
    certificates: () => certificates,
    async stop() {
      for (const session of sessions) session.destroy();
      behind.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
