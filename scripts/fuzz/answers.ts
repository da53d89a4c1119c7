/** What is wrong with an answer, by the document alone: status, media type, headers, shape, and what no answer may tell. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ApiDocument, Schema } from './document.ts';
import type { FuzzRequest } from './requests.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly ms: number;
};
export type Verdict = { readonly kind: 'SERVER_ERROR' | 'UNAVAILABLE' | 'UNDOCUMENTED'; readonly why: string } | null;

const PROBLEM = 'application/problem+json';
/** Nobody waits longer; a command may wait so long for its case. */
const MOST_MS = 30_000;
/** What only whoever looks inside may read. */
const INSIDE =
  /\bat \S+ \(|\.ts:\d+|node_modules|PrismaClient|\b(?:SELECT|INSERT|UPDATE)\b[^"]{0,80}\b(?:FROM|INTO|SET)\b|ECONNREFUSED|TemporalFailure/;

export function createJudge({ schemas }: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  const within = <S extends object>(schema: S): S => JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as S; // the same with its references made absolute
  ajv.addSchema({ $id: 'api', components: { schemas: within(schemas) } });
  const made = new Map<Schema, ValidateFunction>();
  const shapeFault = (schema: Schema, value: unknown): string | null => {
    const check = made.get(schema) ?? ajv.compile(within(schema));
    made.set(schema, check);
    if (check(value) === true) return null;
    const [first] = check.errors ?? [];
    return `${first?.instancePath ?? ''} ${first?.message ?? ''} ${JSON.stringify(first?.params ?? {})}`;
  };
  const problem = schemas.Problem ?? {};

  const problemFault = ({ status, text }: Answer): string | null => {
    const read = parsed(text);
    const fault = read === undefined ? 'it is no JSON' : shapeFault(problem, read);
    if (fault !== null) return `a problem that is none: ${fault}`;
    const { status: told }: { readonly status?: unknown } = Object(read);
    if (told !== status) return `the problem says ${String(told)}, the answer ${status}`;
    return INSIDE.test(text) ? 'it tells of what is inside' : null;
  };

  return function judge(request: FuzzRequest, answer: Answer): Verdict {
    const { status, headers, text, ms } = answer;
    const undocumented = (why: string): Verdict => ({ kind: 'UNDOCUMENTED', why });
    const type = String(headers['content-type'] ?? '').replace(/;.*/, '');
    if (status === 503 && headers['retry-after'] !== undefined && type === PROBLEM) return { kind: 'UNAVAILABLE', why: text.slice(0, 200) };
    if (status >= 500) return { kind: 'SERVER_ERROR', why: `${status} ${text.slice(0, 300)}` };
    if (ms > MOST_MS) return undocumented(`it took ${ms} ms`);
    if (request.phase === 'method') return methodFault(request, answer, type, problemFault);
    if (request.phase === 'signIn' && !request.operation.open && status !== 401 && status !== 429)
      return undocumented(`answered ${status} to nobody`);
    if (request.phase !== 'signIn' && status === 401 && !request.operation.open) return undocumented('401 to somebody who is signed in');
    // Whatever an odd path leads to, it is refused in words.
    if (request.phase === 'path' && [404, 405].includes(status)) return asFault(type === PROBLEM ? problemFault(answer) : `a problem as ${type}`);
    if (request.phase === 'path' && request.address.startsWith('/api/v1/') === false) return null;
    const known = request.operation.responses[status];
    if (known === undefined) return undocumented(`the status ${status} is not documented: ${text.slice(0, 160)}`);
    const media = known.content[type];
    if (media === undefined) return undocumented(`${status} as ${type || 'nothing'} is not documented`);
    const missing = Object.keys(known.headers ?? {}).find((name) => name !== 'Idempotency-Replayed' && headers[name.toLowerCase()] === undefined);
    if (missing !== undefined) return undocumented(`${status} without ${missing}`);
    if (type === PROBLEM) return asFault(problemFault(answer));
    if (status < 300 && request.json !== undefined && request.operation.body !== null) {
      const refused = shapeFault(request.operation.body, request.json);
      if (refused !== null && request.body === JSON.stringify(request.json)) return undocumented(`took a body that the document refuses: ${refused}`);
    }
    if (type !== 'application/json') return null;
    const read = parsed(text);
    return asFault(read === undefined ? 'no JSON' : shapeFault(media.schema, read));
  };
}

const asFault = (why: string | null): Verdict => (why === null ? null : { kind: 'UNDOCUMENTED', why });

function methodFault(request: FuzzRequest, answer: Answer, type: string, problemFault: (answer: Answer) => string | null): Verdict {
  if (answer.status === 401 || answer.status === 422) return asFault(problemFault(answer));
  if (answer.status !== 405) return asFault(`${request.method} is not there and answered ${answer.status}`);
  if (answer.headers.allow === undefined) return asFault('405 without Allow');
  if (request.method === 'HEAD') return null;
  return asFault(type === PROBLEM ? problemFault(answer) : `405 as ${type}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
