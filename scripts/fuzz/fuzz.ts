/**
 * Sends requests made from the served API document, judges each answer by it, and learns from answers what lives in the
 * service. Deliberately absent: starting a service (main.ts), whether it is well afterwards (still-well.ts).
 */
import http from 'node:http';
import https from 'node:https';
import { type Answer, createJudge, type Verdict } from './answers.ts';
import { readDocument } from './document.ts';
import { type FuzzRequest, PHASES, type Phase, requestOf, type Sent } from './requests.ts';

export type FuzzOptions = {
  readonly apiUrl: string;
  readonly cases: number;
  readonly seed: number;
  /** By person. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly spare: readonly string[];
  /** One case alone, after what lives was learnt. */
  readonly only?: number;
  readonly tell: (line: string) => void;
};
export type FuzzFault = { readonly request: FuzzRequest; readonly verdict: NonNullable<Verdict>; readonly curl: string };
export type FuzzReport = {
  readonly cases: number;
  readonly serverErrors: number;
  readonly undocumented: number;
  /** Answered 503 with a time, as the document says it may. */
  readonly unavailable: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly phases: Readonly<Record<Phase, number>>;
  readonly faults: readonly FuzzFault[];
};

const AT_ONCE = 4;
const FAULTS_KEPT = 200;
const EARLIER_KEPT = 200;
const ALIVE_KEPT = 60;
const TOLD_EVERY_MS = 10_000;
/** Longer than anything may take; then the case is a fault. */
const GIVEN_UP_MS = 60_000;

/** Without what fetch would make right. Error: the connection broke. */
export function send(
  apiUrl: string,
  { method, address, headers, body }: Pick<FuzzRequest, 'method' | 'address' | 'headers' | 'body'>,
): Promise<Answer> {
  const { protocol, hostname, port } = new URL(apiUrl);
  const door = protocol === 'https:' ? https : http;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = door.request({ hostname, port, path: address, method, headers: { ...headers, ...length }, timeout: GIVEN_UP_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
          ms: Math.round(performance.now() - began),
        }),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${GIVEN_UP_MS} ms`)));
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

/** Not JSON lines, and not what only says that it is JSON. */
const isJson = ({ headers, text }: Answer): boolean => /^application\/json\b/.test(String(headers['content-type'])) && text.startsWith('{');

/** To be pasted into a shell; the sign-in is left out. */
function curlOf({ method, address, headers, body }: FuzzRequest, apiUrl: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const given = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(`${name}: ${name === 'authorization' ? value.replace(/Bearer .+/, 'Bearer TOKEN') : value}`)}`,
  );
  return [
    `curl --path-as-is -X ${method}`,
    ...given,
    ...(body === null ? [] : [`--data-binary ${quoted(body.toString().slice(0, 1_500))}`]),
    quoted(apiUrl + address.slice(0, 1_000)),
  ].join(' ');
}

/** What each person was shown, and what anybody was. */
class Shown {
  readonly all = new Alive();
  readonly #each = new Map<string, Alive>();

  of(person: string): Alive {
    const known = this.#each.get(person) ?? new Alive();
    this.#each.set(person, known);
    return known;
  }

  read(person: string, text: string, path: string): void {
    const json: unknown = JSON.parse(text);
    this.of(person).read(json, path);
    this.all.read(json, path);
  }
}

/** What lives in the service: ids by the name of the field or parameter that takes them. */
class Alive {
  readonly pool = new Map<string, unknown[]>();

  learn(name: string, value: unknown): void {
    if (value === null || value === undefined) return;
    const known = this.pool.get(name) ?? [];
    if (!known.includes(value)) this.pool.set(name, [...known, value].slice(-ALIVE_KEPT));
  }

  /** Whatever an answer names that a request could take. */
  read(json: unknown, path: string): void {
    const waiting: unknown[] = [json];
    for (let next = waiting.pop(), seen = 0; next !== undefined && seen < 2_000; next = waiting.pop(), seen += 1) {
      if (typeof next !== 'object' || next === null) continue;
      for (const [key, value] of Object.entries(next)) {
        if (typeof value === 'object') waiting.push(value);
        else this.#field(key, value, path);
      }
    }
  }

  #field(key: string, value: unknown, path: string): void {
    if (typeof value === 'number' && key === 'task') this.learn('task', value);
    if (typeof value !== 'string' || value.length > 600) return;
    if (key === 'stream') {
      const [kind, id] = value.split('/');
      this.learn(`${kind}/id`, id);
      this.learn('stream', value);
      if (kind === 'project') for (const name of ['project', 'projects', 'findings/id']) this.learn(name, id);
      if (kind === 'programme') this.learn('programme', id);
    } else if (key === 'next') this.learn('after', value);
    else if (key === 'contentHash') this.learn('seen', value);
    else if (key === 'sha256') this.learn('sha256', value);
    else if (key === 'id' && path.includes('/audit/searches')) this.learn('audit/id', value);
    else if (key === 'id' && path.includes('/findings')) this.learn('finding', value);
    else if (key === 'code' && path.includes('/routes')) this.learn('route', value);
    else if (key === 'mandate' || key === 'proposal') this.learn(key, value);
  }
}

const PERSONS = ['person', 'to', 'of', 'people', 'principal', 'delegate', 'applicant', 'manager', 'mentions'];

export async function fuzz({ apiUrl, cases, seed, tokens, spare, only, tell }: FuzzOptions): Promise<FuzzReport> {
  const document = readDocument((await (await fetch(`${apiUrl}/api/v1/openapi.json`)).json()) as object);
  const judge = createJudge(document);
  const alive = new Shown();
  for (const pool of [alive.all, ...Object.keys(tokens).map((person) => alive.of(person))])
    for (const person of [...Object.keys(tokens), ...spare]) for (const name of PERSONS) pool.learn(name, person);
  for (const [person, token] of Object.entries(tokens)) {
    for (const path of ['/api/v1/cases?limit=200', '/api/v1/tasks', '/api/v1/audit/searches', '/api/v1/findings', '/api/v1/programme/QH/routes']) {
      const answer = await send(apiUrl, { method: 'GET', address: path, headers: { authorization: `Bearer ${token}` }, body: null });
      if (answer.status === 200 && isJson(answer)) alive.read(person, answer.text, path);
    }
  }
  const statuses: Record<string, number> = {};
  const phases = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>; // each of them
  const faults: FuzzFault[] = [];
  const earlier: Sent[] = [];
  const counts = { SERVER_ERROR: 0, UNAVAILABLE: 0, UNDOCUMENTED: 0 };
  const [first, last] = only === undefined ? [0, cases] : [only, only + 1];
  let [next, done, told] = [first, 0, Date.now()];
  const began = Date.now();
  const work = async (): Promise<void> => {
    while (next < last) {
      const request = requestOf(next++, {
        document,
        seed,
        tokens,
        spare,
        pools: { of: (person) => alive.of(person).pool, all: alive.all.pool },
        earlier,
      });
      const verdict = await tried(request);
      done += 1;
      if (verdict !== null) {
        counts[verdict.kind] += 1;
        if (faults.length < FAULTS_KEPT) faults.push({ request, verdict, curl: curlOf(request, apiUrl) });
      }
      if (Date.now() - told < TOLD_EVERY_MS) continue;
      told = Date.now();
      tell(
        `${done} of ${last - first}, ${Math.round((done * 1_000) / (told - began))} a second, ${counts.SERVER_ERROR} × 5xx, ${counts.UNDOCUMENTED} undocumented`,
      );
    }
  };
  const tried = async (request: FuzzRequest): Promise<Verdict> => {
    phases[request.phase] += 1;
    try {
      const answer = await send(apiUrl, request);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status < 300 && isJson(answer)) alive.read(request.person, answer.text, request.operation.path);
      if (request.json !== undefined && !['signIn', 'method', 'path'].includes(request.phase)) {
        earlier.push(request);
        if (earlier.length > EARLIER_KEPT) earlier.shift();
      }
      return judge(request, answer);
    } catch (error) {
      return { kind: 'SERVER_ERROR', why: `no answer: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    cases: done,
    serverErrors: counts.SERVER_ERROR,
    undocumented: counts.UNDOCUMENTED,
    unavailable: counts.UNAVAILABLE,
    statuses,
    phases,
    faults,
  };
}
