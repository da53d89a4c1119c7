/**
 * `npm run fuzz -- --cases 50000 [--seed N]`: requests made up from the API's own document, sent to a service of its own by an
 * officer, a manager, an approver, an auditor and nobody; afterwards everything must still be well. Human text first, one
 * JSON object last; exit code 1 when an answer was a fault of the server (5xx), is not told in the document, or something is
 * not well. Written here, so that nobody needs Python.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { checkProgrammeFolder } from '../../cli/programme-folder.ts';
import { storeProgramme } from '../../cli/store-programme.ts';
import { readSettings } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { issueApiToken } from '../../prisma/people.ts';
import { rebuild, verifyChains } from '../../prisma/rebuild.ts';
import { checkSearch } from '../../prisma/search-rebuild.ts';
import { type ApiDocument, type Operation, operationsIn, requestFor, type Sent } from './operations.ts';

const { values: options } = parseArgs({ options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string' } } });
const cases = Number(options.cases);
const seed = Number(options.seed ?? Date.now() % 2_147_483_647);
if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed)) {
  console.error('Use --cases with a whole number from 1 on, and --seed with a whole number.');
  process.exit(1);
}

/** Officer, manager, approver, auditor; the last one has no sign-in. */
const SENDERS = ['xu-jianing', 'gao-lin', 'fang-yuan', 'song-wei', null] as const;
const AT_ONCE = 4;

async function ownStack(dataDir: string): Promise<Stack> {
  const settings = readSettings({
    defaults: { TUOJIAN_LOG: 'silent' },
    overrides: {
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(await freePortBlock(6)),
      TUOJIAN_MISSES_PER_MINUTE: '1000000',
      TUOJIAN_PUBLIC_URL: '',
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
    },
  });
  const stack = await startStack({ settings, temporalUi: false, say: () => undefined });
  const { programme } = await checkProgrammeFolder(fileURLToPath(new URL('../../examples/qinghe', import.meta.url)));
  if (programme === null) throw new Error('examples/qinghe has faults');
  await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
  return stack;
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-fuzz-'));
const stack = await ownStack(dataDir);
const tokens = new Map<string, string>();
const ask = (who: string | null, sent: Pick<Sent, 'method' | 'url' | 'headers' | 'body'>): Promise<Response> =>
  fetch(`${stack.apiUrl}${sent.url}`, {
    method: sent.method.toUpperCase(),
    headers: { ...sent.headers, ...(who === null ? {} : { authorization: `Bearer ${tokens.get(who) ?? ''}` }) },
    body: sent.body,
    signal: AbortSignal.timeout(30_000),
  });
const get = (who: string, url: string): Promise<Response> => ask(who, { method: 'get', url: `/api/v1/${url}`, headers: {}, body: null });

for (const who of SENDERS) if (who !== null) tokens.set(who, await issueApiToken(stack.database, who, 1));
const document = (await (await fetch(`${stack.apiUrl}/api/v1/openapi.json`)).json()) as ApiDocument; // its own document
const operations = operationsIn(document);
const listed = (await (await get('xu-jianing', 'cases?limit=200')).json()) as { readonly items: readonly { readonly stream: string }[] };
const pool = [
  ...new Set([
    ...listed.items.flatMap(({ stream }) => [stream, stream.slice(stream.indexOf('/') + 1)]),
    ...SENDERS.filter((who) => who !== null),
    'QH',
    'QH-2023',
    'FSR',
    'APPROVE',
  ]),
];

const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });
ajv.addSchema({ $id: 'document', ...document });
const shapes = new Map<string, ReturnType<typeof ajv.compile>>();
function fitsShape(operation: Operation, status: number, mediaType: string, body: unknown): boolean {
  const pointer = ['paths', operation.path, operation.method, 'responses', String(status), 'content', mediaType, 'schema'];
  const key = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const check = shapes.get(key) ?? ajv.compile({ $ref: `document#/${key}` });
  shapes.set(key, check);
  return check(body) === true;
}

type Verdict = { readonly kind: 'SERVER_ERROR' | 'UNDOCUMENTED'; readonly what: string };
async function judged(operation: Operation, sent: Sent, response: Response): Promise<Verdict | null> {
  const { status } = response;
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const isJson = mediaType.endsWith('json');
  const read = await response.text();
  const text = isJson ? read : '';
  if (status >= 500) return { kind: 'SERVER_ERROR', what: `${status} ${text.slice(0, 300)}` };
  // An address longer than HTTP's own limit of headers (16 KB) is answered before any operation sees it (RFC 6585 5).
  if (status === 431 && sent.url.length > 8_000) return null;
  // A method that the path does not take, and a path that is none, are answered by the service, not by an operation.
  if (sent.phase === 'method') return [404, 405].includes(status) ? null : { kind: 'UNDOCUMENTED', what: `${status} for ${sent.method}` };
  if (operation.answers[status] === undefined && status !== 404) return { kind: 'UNDOCUMENTED', what: `${status} ${text.slice(0, 200)}` };
  const told = operation.answers[status];
  if (told === undefined) return null;
  if (told[mediaType] === undefined) return { kind: 'UNDOCUMENTED', what: `${status} as ${mediaType}` };
  if (text !== '' && !fitsShape(operation, status, mediaType, JSON.parse(text)))
    return { kind: 'UNDOCUMENTED', what: `${status} with another shape: ${text.slice(0, 300)}` };
  return null;
}

const faults = new Map<string, { readonly verdict: Verdict; readonly line: string; times: number }>();
let [sentSoFar, serverErrors, undocumented] = [0, 0, 0];
async function tryOne(index: number): Promise<void> {
  const operation = operations[index % operations.length];
  if (operation === undefined) return;
  const who = SENDERS[Math.floor(index / operations.length) % SENDERS.length] ?? null;
  const [sent] = fc.sample(requestFor(operation, document.components.schemas, pool), { numRuns: 1, seed: seed + index });
  if (sent === undefined) return;
  const response = await ask(sent.phase === 'auth' ? null : who, sent).catch((error: unknown) =>
    error instanceof TypeError ? null : Promise.reject(error),
  );
  sentSoFar += 1;
  if (sentSoFar % 1_000 === 0) console.log(`${sentSoFar} of ${cases} sent, ${serverErrors} server errors, ${undocumented} undocumented`);
  // Node's own client refuses some of what is made up; nothing was sent then.
  if (response === null) return;
  const verdict = await judged(operation, sent, response);
  if (verdict === null) return;
  if (verdict.kind === 'SERVER_ERROR') serverErrors += 1;
  else undocumented += 1;
  const line = `--seed ${seed} case ${index} as ${who ?? 'nobody'}: ${sent.method.toUpperCase()} ${sent.url.slice(0, 300)} ${sent.body?.slice(0, 500) ?? ''}`;
  const kind = `${operation.method} ${operation.path} ${verdict.what.slice(0, 60)}`;
  const before = faults.get(kind);
  if (before === undefined) faults.set(kind, { verdict, line, times: 1 });
  else before.times += 1;
}

/** Everybody who has not left signs in, the office lists, an auditor searches; chains, read tables and search hold. */
async function isWell(): Promise<readonly string[]> {
  const wrong: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds ? 0 : wrong.push(what));
  for (const who of SENDERS) {
    if (who === null) continue;
    // Fuzzed commands may have ended a sign-in, as they may: a new one must work.
    tokens.set(who, await issueApiToken(stack.database, who, 1));
    must((await get(who, 'me')).status === 200, `${who} cannot sign in`);
    must((await get(who, 'cases')).status === 200, `${who} cannot list cases`);
    must((await get(who, 'tasks')).status === 200, `${who} cannot list tasks`);
  }
  await stack.worker.clerk.catchUp();
  must((await get('song-wei', 'audit/events?text=%E9%A1%B9%E7%9B%AE')).status === 200, 'the auditor cannot search');
  must((await fetch(`${stack.apiUrl}/readyz`)).status === 200, 'the service is not ready');
  must((await verifyChains(stack.database)).chainOk, 'a hash chain is broken');
  const { differences } = await rebuild(stack.database, { apply: false });
  must(differences.length === 0, `the read tables differ: ${differences.slice(0, 3).join('; ')}`);
  const search = await checkSearch(stack.database);
  must(
    search.length === 0,
    `the search differs: ${search
      .slice(0, 3)
      .map(({ where }) => where)
      .join('; ')}`,
  );
  return wrong;
}

let next = 0;
const work = async (): Promise<void> => {
  while (next < cases) {
    next += 1;
    await tryOne(next - 1);
  }
};
let wrong: readonly string[] = ['it ended early'];
try {
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  wrong = await isWell();
} finally {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
for (const { verdict, line, times } of faults.values()) console.log(`${verdict.kind} ${times}×: ${verdict.what}\n  ${line}`);
for (const what of wrong) console.log(`not well: ${what}`);
console.log(JSON.stringify({ cases, seed, serverErrors, undocumented, stillWell: wrong.length === 0 }));
process.exit(serverErrors === 0 && undocumented === 0 && wrong.length === 0 ? 0 : 1);
