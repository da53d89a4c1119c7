/** What is asked of S3 is signed as AWS says, its bytes as well; what a store refuses says what an operator does about it. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Store } from '../../documents/s3.ts';
import { type SignedStore, signatureOf, startSignedStore } from './signed-store.ts';

const NOTHING = createHash('sha256').digest('hex');
/** Of AWS's documentation, with the signatures that it prints (Amazon S3 API, Signature Calculations: Transferring Payload in a Single Chunk). */
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const HOST = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' };
const EXAMPLES = [
  {
    what: 'an object',
    method: 'GET',
    target: '/test.txt',
    headers: { ...HOST, range: 'bytes=0-9', 'x-amz-content-sha256': NOTHING },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    what: 'an object that is put',
    method: 'PUT',
    target: '/test%24file.text',
    headers: {
      ...HOST,
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': createHash('sha256').update('Welcome to Amazon S3.').digest('hex'),
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    what: 'a bucket’s lifecycle',
    method: 'GET',
    target: '/?lifecycle',
    headers: { ...HOST, 'x-amz-content-sha256': NOTHING },
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    what: 'a list of objects',
    method: 'GET',
    target: '/?max-keys=2&prefix=J',
    headers: { ...HOST, 'x-amz-content-sha256': NOTHING },
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

const KEY = { key: 'TUOJIANTESTKEY', secret: 'a/secret+with/signs=', region: 'cn-north-1' } as const;
const bytes = Uint8Array.from(randomBytes(200_000));
const sha256 = createHash('sha256').update(bytes).digest('hex');
let store: SignedStore;
beforeAll(async () => {
  store = await startSignedStore({ ...KEY, bucket: 'county' });
});
afterAll(() => store.stop());
const at = (folder: string, more: Partial<typeof KEY> = {}) => s3Store({ url: `${store.url}${folder}`, ...KEY, ...more });

describe('the look at signatures that these tests use', () => {
  it.each(EXAMPLES)('gives what AWS prints for $what', ({ method, target, headers, signature }) => {
    const signed = Object.keys(headers).sort();
    expect(signatureOf({ method, target, headers, signed, region: 'us-east-1' }, SECRET)).toBe(signature);
  });
});

describe('what is asked of S3', () => {
  it.each(['', '/documents', '/托建 县区/附件 (1)', '/a+b&c=d', '/it’s~$!*()'])('is signed as AWS says, below the prefix %s', async (folder) => {
    const documents = at(folder);
    await documents.check();
    await documents.put(sha256, bytes);
    await documents.put(sha256, bytes);
    expect(Buffer.from((await documents.get(sha256)) ?? []).equals(bytes)).toBe(true);
    expect(await documents.get('0'.repeat(64))).toBeNull();
    expect(store.objects.has(`county${folder}/${sha256}`)).toBe(true);
  });
  it('goes out with names that hold no sign of another alphabet', () => {
    expect(store.targets.some((target) => target.includes('%E6%89%98%E5%BB%BA%20'))).toBe(true);
    for (const target of store.targets) expect(target).toMatch(/^[!-~]+$/);
  });
});

describe('a store that refuses', () => {
  const refusals: readonly [string, Partial<Record<keyof typeof KEY, string>>, string, RegExp][] = [
    [
      'another secret',
      { secret: 'a/secret+with/signs' },
      'S3_SECRET',
      /403 SignatureDoesNotMatch.*TUOJIAN_S3_SECRET must be the secret of TUOJIAN_S3_KEY/,
    ],
    ['another key', { key: 'SOMEBODYELSES' }, 'S3_KEY', /403 InvalidAccessKeyId.*TUOJIAN_S3_KEY must be/],
    ['another region', { region: 'us-east-1' }, 'S3_REGION', /400 AuthorizationHeaderMalformed.*TUOJIAN_S3_REGION must be/],
  ];
  it.each(refusals)('%s says what to put right, and nothing of it', async (_, wrong, code, says) => {
    const documents = at('', wrong as Partial<typeof KEY>); // wrong on purpose
    for (const ask of [() => documents.check(), () => documents.put('1'.repeat(64), bytes), () => documents.get(sha256)]) {
      const error: unknown = await ask().catch((fault: unknown) => fault);
      expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
      for (const value of [KEY.secret, ...Object.values(wrong)]) expect(String(error)).not.toContain(value);
    }
    expect(store.objects.has(`county/${'1'.repeat(64)}`)).toBe(false);
  });
  it('because there is no such bucket does not say that a document is lost', async () => {
    const elsewhere = s3Store({ ...KEY, url: store.url.replace(/county$/, 'town') });
    await expect(elsewhere.get(sha256)).rejects.toMatchObject({ code: 'S3_BUCKET', message: expect.stringContaining('TUOJIAN_S3_URL') });
    await expect(elsewhere.check()).rejects.toMatchObject({ code: 'S3_BUCKET' });
  });
});
