/** The operations of an OpenAPI document, with requests made up for them. Deliberately absent: sending, judging. */
import fc from 'fast-check';
import { broken, type Components, fitting, oddText, type Pool, type Schema } from './arbitrary.ts';

type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required: boolean; readonly schema: Schema };
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
export type Operation = {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Content;
  /** By status: the media types that are told. */
  readonly answers: Readonly<Record<string, Content>>;
};
export type ApiDocument = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { parameters?: readonly Parameter[]; requestBody?: { content: Content }; responses: Record<string, { content?: Content }> }>
      >
    >
  >;
  readonly components: { readonly schemas: Components };
};

export const operationsIn = ({ paths }: ApiDocument): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
      method,
      path,
      parameters,
      body: requestBody?.content ?? {},
      answers: Object.fromEntries(Object.entries(responses).map(([status, { content = {} }]) => [status, content])),
    })),
  );

export const PHASES = ['valid', 'broken', 'coverage', 'method', 'auth', 'content'] as const;
export type Phase = (typeof PHASES)[number];

export type Sent = {
  readonly phase: Phase;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** Query values as a client writes them. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** A half of a surrogate pair cannot be percent-encoded: bytes that are no UTF-8 stand for it. */
const encoded = (text: string): string => (/\p{Cs}/u.test(text) ? '%ED%A0%80' : encodeURIComponent(text));

export function requestFor(operation: Operation, components: Components, pool: Pool): fc.Arbitrary<Sent> {
  const json = operation.body['application/json']?.schema;
  const fit = json === undefined ? fc.constant(null) : fitting(json, components, pool);
  return fc.constantFrom(...PHASES).chain((phase) => {
    const isOdd = phase === 'broken' || phase === 'coverage';
    const madeFor = ({ schema }: Parameter) =>
      isOdd ? fc.oneof(fitting(schema, components, pool).map(written), oddText) : fitting(schema, components, pool).map(written);
    const values = fc.record(Object.fromEntries(operation.parameters.map((one) => [one.name, madeFor(one)])), {
      requiredKeys: operation.parameters.filter(({ required }) => required && phase !== 'coverage').map(({ name }) => name),
    });
    return fc
      .record({ values, body: phase === 'broken' ? broken(fit) : fit, key: fc.uuid(), odd: fc.nat() })
      .map(({ values: given, body, key, odd }) => {
        const found = given as Readonly<Record<string, string>>; // by the names of the parameters
        const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encoded(found[name] ?? 'x') || '%20');
        const query = operation.parameters
          .filter(({ in: place, name }) => place === 'query' && found[name] !== undefined)
          .map(({ name }) => `${encodeURIComponent(name)}=${encoded(found[name] ?? '')}`);
        const types = ['text/plain', 'application/json; charset=gbk', 'application/x-www-form-urlencoded'];
        return {
          phase,
          method: phase === 'method' ? (['put', 'patch', 'delete'][odd % 3] ?? 'put') : operation.method,
          url: `${path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
          headers: {
            ...(json === undefined ? {} : { 'content-type': phase === 'content' ? (types[odd % 3] ?? '') : 'application/json' }),
            ...(operation.method === 'post' ? { 'idempotency-key': phase === 'coverage' && odd % 2 === 0 ? 'k' : key } : {}),
          },
          body: json === undefined ? null : phase === 'coverage' && odd % 5 === 0 ? '{"type":' : JSON.stringify(body),
        };
      });
  });
}
