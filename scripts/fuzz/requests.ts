/**
 * Requests made from the API document, phase by phase: what fits it, what stands at its bounds, what must be refused, acts
 * upon what was answered before, and what no client sends by mistake. The number of a case and the seed make it: the same
 * again with `--seed S --only N`, as far as the service holds the same.
 */
import { seeded } from '../seeded.ts';
import type { ApiDocument, Operation, Parameter } from './document.ts';
import { anything, bent, type Draw, type Drawing, deep, fitting, hostileText, type Pool, pick } from './values.ts';

export const PHASES = ['fitting', 'bounds', 'random', 'after', 'again', 'signIn', 'method', 'media', 'header', 'path'] as const;
export type Phase = (typeof PHASES)[number];
/** Out of a hundred. */
const SHARES: Readonly<Record<Phase, number>> = {
  fitting: 24,
  bounds: 28,
  random: 8,
  after: 14,
  again: 4,
  signIn: 5,
  method: 5,
  media: 4,
  header: 4,
  path: 4,
};

export type FuzzRequest = {
  readonly number: number;
  readonly phase: Phase;
  readonly operation: Operation;
  readonly person: string;
  readonly method: string;
  /** With the query, as it goes out. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  /** The body as it was meant; undefined: it is no JSON. */
  readonly json?: unknown;
};

/** What was sent before, to be sent again. */
export type Sent = Pick<FuzzRequest, 'operation' | 'person' | 'method' | 'address' | 'headers' | 'body' | 'json'>;
export type Making = {
  readonly document: ApiDocument;
  readonly seed: number;
  readonly tokens: Readonly<Record<string, string>>;
  /** What lives, as this person has seen it and as anybody has. */
  readonly pools: { of(person: string): Pool; readonly all: Pool };
  readonly earlier: readonly Sent[];
  /** Who may leave, so that those who ask can go on asking. */
  readonly spare: readonly string[];
};

const phaseOf = (draw: Draw): Phase => {
  const at = draw() * 100;
  let upTo = 0;
  for (const phase of PHASES) {
    upTo += SHARES[phase];
    if (at < upTo) return phase;
  }
  return 'fitting';
};

export function requestOf(number: number, making: Making): FuzzRequest {
  const draw = seeded(Math.imul(making.seed + 1, 2_654_435_761) + number);
  const phase = phaseOf(draw);
  const person = pick(draw, Object.keys(making.tokens));
  if (phase === 'again' && making.earlier.length > 0) return again(number, draw, making);
  const operation = pick(draw, weighted(making.document.operations, phase));
  const drawing: Drawing = { draw, schemas: making.document.schemas, pool: draw() < 0.7 ? making.pools.of(person) : making.pools.all };
  const base = fittingRequest(number, phase, operation, person, drawing, making);
  return TURNS[phase](base, draw, drawing, making);
}

/** Files that people bring, and that nobody brings by mistake. */
const FILES = [
  Buffer.from('%PDF-1.4\n%%EOF'),
  Buffer.from('area,stratum,ageMonths\n城关街道,URBAN,12\n'),
  Buffer.from('\ufeffarea,stratum\n"未闭合'),
  Buffer.from('area\u0000', 'utf16le'),
  Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
  Buffer.from([0xc7, 0xe0, 0xba, 0xd3]),
  Buffer.from('<!doctype html><script>1</script>'),
  Buffer.alloc(0),
  Buffer.alloc(3_000_000, 0x61),
] as const;

const BOUNDARY = 'fuzz-boundary';
const NAMES = ['programme.json', 'a.csv', '../../etc/passwd', '问卷.csv', 'b.json', '', 'programme.json'] as const;

/** A form with a few files, now and then cut off. */
function formOf(draw: Draw): Buffer {
  const parts = Array.from({ length: 1 + Math.floor(draw() * 3) }, () =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${pick(draw, NAMES)}"\r\n\r\n`),
      draw() < 0.4 ? Buffer.from(JSON.stringify(anything(draw)) ?? '') : pick(draw, FILES),
      Buffer.from('\r\n'),
    ]),
  );
  return Buffer.concat(draw() < 0.1 ? parts : [...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** Commands are where most can go wrong. */
function weighted(operations: readonly Operation[], phase: Phase): readonly Operation[] {
  const commands = operations.filter(({ body }) => body !== null);
  return phase === 'media' ? commands : phase === 'after' ? [...operations, ...commands, ...commands] : [...operations, ...commands];
}

function fittingRequest(number: number, phase: Phase, operation: Operation, person: string, drawing: Drawing, making: Making): FuzzRequest {
  const { draw } = drawing;
  // Where both are taken, half of them are files.
  const asFile = (operation.upload || operation.form) && (operation.body === null || draw() < 0.5);
  const json = operation.body === null || asFile ? undefined : harmless(fitting(operation.body, drawing), making.spare, draw);
  const key = `fuzz-${making.seed}-${number}`;
  return {
    number,
    phase,
    operation,
    person,
    method: operation.method,
    address: addressOf(operation, drawing, (parameter) => fitting(parameter.schema, drawing, nameIn(operation, parameter))),
    headers: {
      authorization: `Bearer ${making.tokens[person] ?? ''}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(asFile ? { 'content-type': operation.form ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/octet-stream' } : {}),
      ...(operation.parameters.some(({ in: place }) => place === 'header') ? { 'idempotency-key': key } : {}),
    },
    body: asFile ? (operation.form ? formOf(draw) : pick(draw, FILES)) : json === undefined ? null : JSON.stringify(json),
    ...(json === undefined ? {} : { json }),
  };
}

/** `id` of `/approval/{id}` is another than that of `/project/{id}`. */
const nameIn = ({ path }: Operation, { name, in: place }: Parameter): string =>
  place === 'path' && name === 'id' ? `${path.split('/')[3]}/id` : name;

function addressOf({ path, parameters }: Operation, { draw }: Drawing, value: (parameter: Parameter) => unknown): string {
  const written = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const parameter = parameters.find((known) => known.in === 'path' && known.name === name);
    return parameter === undefined ? '' : safely(String(value(parameter)));
  });
  const query = parameters
    .filter(({ in: place, required }) => place === 'query' && (required || draw() < 0.3))
    .map((parameter) => `${parameter.name}=${safely(String(value(parameter)))}`);
  return query.length === 0 ? written : `${written}?${query.join('&')}`;
}

/** Half a pair cannot be encoded; its three bytes can be sent. */
const safely = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    return `${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}%ED%A0%80`;
  }
};

/** Nobody whom the fuzzer speaks for is dismissed by it. */
function harmless(json: unknown, spare: readonly string[], draw: Draw): unknown {
  const { type }: { readonly type?: unknown } = Object(json);
  return type === 'Leave' ? { ...Object(json), person: spare.length === 0 ? 'nobody-of-that-name' : pick(draw, spare) } : json;
}

type Turn = (base: FuzzRequest, draw: Draw, drawing: Drawing, making: Making) => FuzzRequest;
const withBody = (base: FuzzRequest, json: unknown): FuzzRequest => ({ ...base, json, body: JSON.stringify(json) });
const withHeaders = (base: FuzzRequest, headers: Readonly<Record<string, string>>): FuzzRequest => ({
  ...base,
  headers: { ...base.headers, ...headers },
});
const METHODS = ['DELETE', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'HEAD', 'GET', 'POST', 'PROPFIND', 'LOCK'] as const;

const TURNS: Readonly<Record<Phase, Turn>> = {
  fitting: (base) => base,
  // What lives is found in the pool, and most of it is at its end or not theirs.
  after: (base) => base,
  again: (base) => base,
  bounds(base, draw, drawing, { spare }) {
    if (base.json !== undefined && draw() < 0.8) return withBody(base, harmless(bent(base.json, draw), spare, draw));
    const strange = pick(draw, base.operation.parameters.length === 0 ? [null] : base.operation.parameters);
    if (strange === null || draw() < 0.15)
      return { ...base, address: `${base.address}${base.address.includes('?') ? '&' : '?'}${safely(hostileText(draw))}=1` };
    const address = addressOf(base.operation, drawing, (parameter) =>
      parameter === strange ? bent(fitting(parameter.schema, drawing), draw) : fitting(parameter.schema, drawing, nameIn(base.operation, parameter)),
    );
    return { ...base, address };
  },
  random: (base, draw, drawing) =>
    base.json !== undefined
      ? withBody(base, draw() < 0.1 ? deep(3_000) : anything(draw))
      : { ...base, address: addressOf(base.operation, drawing, () => hostileText(draw)) },
  signIn(base, draw) {
    const { authorization: _, ...headers } = base.headers;
    const given = pick(draw, [
      '',
      'Bearer',
      'Bearer ',
      'Bearer x',
      `Bearer ${'a'.repeat(43)}`,
      `Bearer ${'9'.repeat(4_000)}`,
      'Basic eDp5',
      'bearer null',
      "Bearer ' OR 1=1 --",
    ]);
    return { ...base, headers: given === '' ? headers : { ...headers, authorization: given } };
  },
  method(base, draw, _drawing, { document }) {
    const known = document.operations.filter(({ path }) => path === base.operation.path).map(({ method }) => method);
    const others = METHODS.filter((method) => !known.includes(method) && !(method === 'HEAD' && known.includes('GET')));
    return { ...base, method: pick(draw, others), body: null };
  },
  media(base, draw) {
    const type = pick(draw, [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/json; charset=gbk',
      'application/json; charset=utf-16',
      '',
      'application/JSON;;',
      'application/x-www-form-urlencoded',
      '*/*',
      'application/merge-patch+json',
    ]);
    const turned = withHeaders(base, { 'content-type': type });
    const broken = pick(draw, [
      '{',
      '{"a":1,"a":2}',
      'null',
      '[]',
      '"x"',
      '\ufeff{}',
      '{}{}',
      '',
      'NaN',
      "{'a':1}",
      '{"a":1e400}',
      '{"__proto__":{"x":1}}',
    ]);
    if (draw() < 0.6)
      return { ...(draw() < 0.7 ? base : turned), body: draw() < 0.1 ? Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) : broken, json: undefined };
    if (draw() < 0.3) return withHeaders(base, { 'content-encoding': pick(draw, ['gzip', 'br', 'zstd', 'compress', 'x']) });
    if (draw() < 0.2) return { ...base, body: JSON.stringify({ pad: 'x'.repeat(70_000) }), json: undefined };
    return turned;
  },
  header: (base, draw) =>
    withHeaders(base, {
      'idempotency-key': pick(draw, [
        '',
        'short',
        'x'.repeat(201),
        `k${'\u00e9'.repeat(9)}`,
        'a\tb-cdefgh',
        '        ',
        "'; --'; --",
        `${base.number}-`.repeat(20).slice(0, 200),
      ]),
      ...(draw() < 0.5 ? { accept: pick(draw, ['text/html', 'x', '*/*;q=2', 'application/xml']) } : {}),
      ...(draw() < 0.3 ? { 'accept-language': hostileText(draw).replace(/[^\t\x20-\x7e]/g, '?') } : {}),
      ...(draw() < 0.3 ? { 'x-forwarded-for': pick(draw, ['1.2.3.4', 'x', '::1, ::2', "'"]) } : {}),
      ...(draw() < 0.2 ? { 'if-none-match': '*' } : {}),
      ...(draw() < 0.2 ? { range: 'bytes=0-0,1-1,-5' } : {}),
    }),
  path(base, draw) {
    const odd = pick(draw, [
      '%00',
      '%ff',
      '%',
      '%2',
      '%zz',
      '%2e%2e',
      '..',
      '.',
      '%2f',
      '%5c',
      '%E2%80%AE',
      '%ED%A0%80',
      '%C0%AF',
      ';x=1',
      '//',
      '%20',
      '%0d%0aX:%20y',
      '~'.repeat(81),
      '%F0%9F%98%80',
    ]);
    const parts = base.address.split('/');
    const at = 3 + Math.floor(draw() * Math.max(1, parts.length - 3));
    return { ...base, address: parts.map((part, index) => (index === at ? (draw() < 0.5 ? odd : `${part}${odd}`) : part)).join('/') };
  },
};

/** The same key again: with the same body, with another, by somebody else. */
function again(number: number, draw: Draw, { earlier, tokens }: Making): FuzzRequest {
  const sent = pick(draw, earlier);
  const base: FuzzRequest = { ...sent, number, phase: 'again' };
  if (base.json === undefined || draw() < 0.5) return base;
  if (draw() < 0.5) return withBody(base, bent(base.json, draw));
  const other = pick(draw, Object.keys(tokens));
  return { ...withHeaders(base, { authorization: `Bearer ${tokens[other] ?? ''}` }), person: other };
}
