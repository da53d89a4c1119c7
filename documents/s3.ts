/** Documents in a bucket of any server that speaks S3: `PREFIX/SHA256`, signed with AWS Signature 4. */
import { AwsClient } from 'aws4fetch';
import type { DocumentSettings } from '../config/documents.ts';
import type { ByteStore } from '../domain/document-store.ts';

type S3Settings = NonNullable<DocumentSettings['s3']>;

/** A file of 20 MB over a slow line. Milliseconds. */
const ANSWER_MS = 60_000;
/** So often a server that is busy or away is asked again within one request. */
const RETRIES = 2;

export function s3Store({ url, key, secret, region }: S3Settings): ByteStore {
  const client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: 's3', region, retries: RETRIES, initRetryMs: 200 });
  const at = (name: string): string => `${url.replace(/\/+$/, '')}/${name}`;
  /** Never with what the server says besides: it can name keys. */
  const ask = async (method: 'GET' | 'PUT' | 'HEAD', name: string, body?: Uint8Array): Promise<Response> => {
    const headers = body === undefined ? {} : { 'content-type': 'application/octet-stream', 'content-length': String(body.length) };
    const given = body === undefined ? {} : { body: Uint8Array.from(body) };
    return client.fetch(at(name), { method, headers, ...given, signal: AbortSignal.timeout(ANSWER_MS) });
  };
  const refused = (method: string, { status }: Response): Error => new Error(`the S3 store answered ${status} to ${method}`);
  return {
    place: 's3',
    async put(sha256, bytes) {
      const known = await ask('HEAD', sha256);
      await known.arrayBuffer();
      if (known.ok) return;
      const kept = await ask('PUT', sha256, bytes);
      await kept.arrayBuffer();
      if (!kept.ok) throw refused('PUT', kept);
    },
    async get(sha256) {
      const found = await ask('GET', sha256);
      const bytes = new Uint8Array(await found.arrayBuffer());
      if (found.status === 404) return null;
      if (!found.ok) throw refused('GET', found);
      return bytes;
    },
    async check() {
      const answer = await ask('HEAD', 'tuojian-check');
      await answer.arrayBuffer();
      if (!answer.ok && answer.status !== 404) throw refused('HEAD', answer);
    },
  };
}
