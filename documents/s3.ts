/**
 * Documents in a bucket of any server that speaks S3: `PREFIX/SHA256`, signed with AWS Signature 4, their bytes as well as the
 * request. Deliberately absent: what becomes of a fault (StoreFault).
 */
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { DocumentSettings } from '../config/documents.ts';
import { type ByteStore, StoreFault, type StoreFaultCode } from '../domain/document-store.ts';

type S3Settings = NonNullable<DocumentSettings['s3']>;

/** A file of 20 MB over a slow line. Milliseconds. */
const ANSWER_MS = 60_000;
/** So often a server that is busy or away is asked again within one request. */
const RETRIES = 2;
const NOTHING = createHash('sha256').digest('hex');

/** What a server says (the S3 API's list of error codes), and what an operator does about it. */
const REFUSALS: Readonly<Record<string, readonly [StoreFaultCode, string]>> = {
  InvalidAccessKeyId: ['S3_KEY', 'it does not know the key: TUOJIAN_S3_KEY must be one of its access keys'],
  SignatureDoesNotMatch: ['S3_SECRET', 'it refuses the signature: TUOJIAN_S3_SECRET must be the secret of TUOJIAN_S3_KEY'],
  AccessDenied: ['S3_ACCESS', 'the key may not do this: give it GetObject, PutObject and ListBucket for the bucket of TUOJIAN_S3_URL'],
  NoSuchBucket: ['S3_BUCKET', 'there is no such bucket: make it, or put right TUOJIAN_S3_URL'],
  AuthorizationHeaderMalformed: ['S3_REGION', 'it lies in another region: TUOJIAN_S3_REGION must be the one of the bucket'],
  PermanentRedirect: ['S3_REGION', 'the bucket lies elsewhere: TUOJIAN_S3_URL and TUOJIAN_S3_REGION must be those of the bucket'],
  RequestTimeTooSkewed: ['S3_CLOCK', 'the clock of this machine is wrong by minutes: set it by NTP'],
};
const CODE = /<Code>([A-Za-z]{1,60})<\/Code>/;

export function s3Store({ url, key, secret, region }: S3Settings): ByteStore {
  const client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: 's3', region, retries: RETRIES, initRetryMs: 200 });
  // A plus of a path is one to S3, and a space to who signs it here.
  const at = (name: string): string => `${url.replace(/\/+$/, '').replaceAll('+', '%2B')}/${name}`;
  const ask = async (method: 'GET' | 'PUT' | 'HEAD', name: string, body?: Uint8Array): Promise<Response> => {
    const hash = body === undefined ? NOTHING : createHash('sha256').update(body).digest('hex');
    const sent = body === undefined ? {} : { 'content-type': 'application/octet-stream', 'content-length': String(body.length) };
    const given = body === undefined ? {} : { body: Uint8Array.from(body) };
    const init = { method, headers: { ...sent, 'x-amz-content-sha256': hash }, ...given, redirect: 'manual' as const };
    return client.fetch(at(name), { ...init, signal: AbortSignal.timeout(ANSWER_MS) }).catch((error: unknown) => {
      throw new StoreFault('S3_AWAY', 'the S3 store does not answer: see whether it runs, and whether TUOJIAN_S3_URL leads there', { cause: error });
    });
  };
  /** Never with what the server says besides its code: it can name keys. */
  const refused = async (method: string, answer: Response): Promise<StoreFault> => {
    const said = CODE.exec(await answer.text())?.[1] ?? '';
    const [code, todo] = REFUSALS[said] ?? ['S3_REFUSED', 'see the log of the store'];
    return new StoreFault(code, `the S3 store answered ${answer.status}${said === '' ? '' : ` ${said}`} to ${method}; ${todo}`);
  };
  /** Null: there is no such object. A bucket that is not there holds none, and says nothing of what is lost. */
  const found = async (name: string): Promise<Uint8Array | null> => {
    const answer = await ask('GET', name);
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    const fault = await refused('GET', answer);
    if (answer.status === 404 && fault.code !== 'S3_BUCKET') return null;
    throw fault;
  };
  return {
    place: 's3',
    async put(sha256, bytes) {
      const known = await ask('HEAD', sha256);
      await known.arrayBuffer();
      if (known.ok) return;
      const kept = await ask('PUT', sha256, bytes);
      if (!kept.ok) throw await refused('PUT', kept);
      await kept.arrayBuffer();
    },
    get: found,
    check: async () => void (await found('tuojian-check')),
  };
}
