/**
 * A store that speaks as much of S3 as documents need and looks at each signature by itself: what must be signed and how is
 * taken from AWS's own rules ("Signature Calculations for the Authorization Header", single chunk), and held to its published
 * examples (s3-signature.test.ts). Deliberately absent: any code of the client that it looks at.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Every byte but letters, digits and `-._~`. */
const uriEncoded = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => (/[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('');

export type Signed = {
  readonly method: string;
  /** As it came, with its query. */
  readonly target: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of those that are signed. */
  readonly signed: readonly string[];
  readonly region: string;
};

/** The signature that this request must have. */
export function signatureOf({ method, target, headers, signed, region }: Signed, secret: string): string {
  const [path = '', search = ''] = target.split('?');
  const query = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('='))
    .map(([name = '', value = '']) => `${uriEncoded(decodeURIComponent(name))}=${uriEncoded(decodeURIComponent(value))}`)
    .sort();
  const canonical = [
    method,
    path
      .split('/')
      .map((part) => uriEncoded(decodeURIComponent(part)))
      .join('/'),
    query.join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    headers['x-amz-content-sha256'] ?? '',
  ].join('\n');
  const at = headers['x-amz-date'] ?? '';
  const scope = [at.slice(0, 8), region, 's3', 'aws4_request'];
  const key = scope.reduce<Uint8Array | string>((from, part) => hmac(from, part), `AWS4${secret}`);
  return hmac(key, ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
}

type Settings = { readonly key: string; readonly secret: string; readonly region: string; readonly bucket: string };
export type SignedStore = {
  readonly url: string;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Of each request, as it came. */
  readonly targets: string[];
  /** Names under which something was kept, in order. */
  readonly puts: string[];
  /** Asked before anything is kept; rejects: the connection breaks. */
  beforePut: () => Promise<void>;
  stop(): Promise<void>;
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;
const SKEW_MS = 900_000;
const instantOf = (at: string): number => Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** What is wrong with it, by S3's own codes; null: nothing is. */
function faultOf(request: IncomingMessage, body: Uint8Array, { key, secret, region }: Settings): readonly [number, string] | null {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const [whole, who, , where = '', names = '', signature] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (whole === undefined) return [403, 'AccessDenied'];
  if (who !== key) return [403, 'InvalidAccessKeyId'];
  if (where !== region) return [400, 'AuthorizationHeaderMalformed'];
  const signed = names.split(';');
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const wanted = signatureOf({ method: request.method ?? '', target: request.url ?? '', headers, signed, region }, secret);
  if (!needed.every((name) => signed.includes(name)) || signature !== wanted) return [403, 'SignatureDoesNotMatch'];
  if (!(Math.abs(Date.now() - instantOf(headers['x-amz-date'] ?? '')) < SKEW_MS)) return [403, 'RequestTimeTooSkewed'];
  // Taken as signed: what came beside it is another body.
  return headers['x-amz-content-sha256'] === sha256(body) ? null : [400, 'XAmzContentSHA256Mismatch'];
}

/** On a free port of this machine. */
export async function startSignedStore(settings: Settings): Promise<SignedStore> {
  const objects = new Map<string, Uint8Array>();
  const targets: string[] = [];
  const puts: string[] = [];
  const store = { beforePut: async (): Promise<void> => undefined };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer); // of a request these are bytes
    const body = Buffer.concat(parts);
    targets.push(request.url ?? '');
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const refuse = (status: number, code: string): void => {
      const text = `<?xml version="1.0"?><Error><Code>${code}</Code><AWSAccessKeyId>${settings.key}</AWSAccessKeyId></Error>`;
      response.writeHead(status, { 'content-type': 'application/xml' }).end(request.method === 'HEAD' ? '' : text);
    };
    const fault = faultOf(request, body, settings);
    if (fault !== null) return refuse(...fault);
    if (!name.startsWith(`${settings.bucket}/`)) return refuse(404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      await store.beforePut();
      puts.push(name);
      objects.set(name, Uint8Array.from(body));
      return void response.writeHead(200).end();
    }
    const found = objects.get(name);
    if (found === undefined) return refuse(404, 'NoSuchKey');
    response.writeHead(200).end(request.method === 'HEAD' ? '' : found);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  return Object.assign(store, {
    url: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/${encodeURI(settings.bucket)}`,
    objects,
    targets,
    puts,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
