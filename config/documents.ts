/** Settings of where documents lie and of what looks at them. Deliberately absent: what is done with them (documents/). */
import path from 'node:path';
import { DOCUMENT_PLACES, type DocumentPlace } from '../domain/document-store.ts';

export type DocumentSettings = {
  /** Where new documents go. */
  readonly keeps: DocumentPlace;
  readonly folder: string;
  /** `url`: of the bucket, with a prefix where there is one. Null: none is known. */
  readonly s3: { readonly url: string; readonly key: string; readonly secret: string; readonly region: string } | null;
};
/** `at`: host and port, or the path of a socket. `open`: a document is taken although the scanner does not answer. */
export type ScannerSettings = { readonly at: { readonly host: string; readonly port: number } | { readonly path: string }; readonly open: boolean };

type Given = Readonly<Record<string, string | undefined>>;

/** With every fault. */
export function readDocuments(
  env: Given,
  dataDir: string,
): { readonly documents: DocumentSettings; readonly scanner: ScannerSettings | null; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const keeps = DOCUMENT_PLACES.find((place) => place === (env.TUOJIAN_FILES ?? 'database'));
  if (keeps === undefined) faults.push(`TUOJIAN_FILES: must be one of ${DOCUMENT_PLACES.join(', ')}`);
  const { TUOJIAN_S3_URL: url, TUOJIAN_S3_KEY: key, TUOJIAN_S3_SECRET: secret, TUOJIAN_S3_REGION: region = 'us-east-1' } = env;
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).pathname !== '/'))
    faults.push('TUOJIAN_S3_URL: must be the address of a bucket, such as https://s3.county.gov.cn/tuojian');
  const some = [url, key, secret].filter((value) => value !== undefined).length;
  if (some > 0 && some < 3) faults.push('TUOJIAN_S3_URL, TUOJIAN_S3_KEY, TUOJIAN_S3_SECRET: must be set together');
  if (keeps === 's3' && some === 0) faults.push('TUOJIAN_FILES: s3 needs TUOJIAN_S3_URL, TUOJIAN_S3_KEY and TUOJIAN_S3_SECRET beside it');
  const scanner = scannerAt(env.TUOJIAN_CLAMD);
  if (scanner === 'FAULT') faults.push('TUOJIAN_CLAMD: must be host:port, or the path of a socket');
  const down = env.TUOJIAN_CLAMD_DOWN ?? 'closed';
  if (down !== 'closed' && down !== 'open') faults.push('TUOJIAN_CLAMD_DOWN: must be closed or open');
  return {
    documents: {
      keeps: keeps ?? 'database',
      folder: path.resolve(env.TUOJIAN_FILES_DIR ?? path.join(dataDir, 'documents')),
      s3: url === undefined || key === undefined || secret === undefined ? null : { url, key, secret, region },
    },
    scanner: scanner === null || scanner === 'FAULT' ? null : { at: scanner, open: down === 'open' },
    faults,
  };
}

function scannerAt(given: string | undefined): ScannerSettings['at'] | null | 'FAULT' {
  if (given === undefined) return null;
  if (given.startsWith('/')) return { path: given };
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(given) ?? [];
  return host === undefined || Number(port) < 1 || Number(port) > 65_535 ? 'FAULT' : { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
