/**
 * The OpenAPI document, made from the same definitions that answer (api/route.ts): what a request may leave out is optional
 * in it, and every status, media type and header that really comes is named. zod writes the shapes (JSON Schema 2020-12,
 * which OpenAPI 3.1 takes as it is). Deliberately absent: addresses for browsers, and what no schema can say (sums, rights).
 */
import { z } from 'zod';
import { RECORDER_FAILURES, REJECTION_CODES } from '../domain/kernel/rejection.ts';
import { cookieName } from '../sign-in/cookie.ts';
import { EDGE_CODES } from './problem.ts';
import type { AnyRouteDefinition } from './route-definition.ts';

/** RFC 9457, with every fault of a request in one answer. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    titleZh: z.string(),
    status: z.int(),
    code: z.enum([...EDGE_CODES, ...REJECTION_CODES, ...RECORDER_FAILURES]),
    faults: z.array(z.string()).optional(),
    faultsZh: z.array(z.string()).optional(),
  })
  .meta({ id: 'Problem' });

type Schema = Readonly<Record<string, unknown>>;
type Shapes = { readonly of: ReadonlyMap<z.ZodType, Schema>; readonly named: Readonly<Record<string, Schema>> };

const PROBLEM = 'application/problem+json';
const BINARY = { type: 'string', format: 'binary' } as const;
/** What may come of any address: no sign-in, a key too narrow or a page of another site, a wrong request, too many, an address or header too long, a fault of ours, the database away. */
const ALWAYS = [401, 403, 422, 429, 431, 500, 503] as const;
/** What comes where something is sent as well: no JSON or no encoding that is known, too large. */
const OF_BODIES = [400, 413, 415] as const;

const text = (schema: Schema, description: string) => ({ description, schema });
const HEADERS = {
  WWW_AUTHENTICATE: text({ type: 'string', const: 'Bearer' }, 'How to sign in'),
  RETRY_AFTER: text({ type: 'integer', minimum: 0 }, 'Seconds to wait before the same request is sent again'),
  REPLAYED: text({ type: 'string', const: 'true' }, 'Present where this Idempotency-Key was used before: the answer is that of then'),
  DISPOSITION: text({ type: 'string' }, 'attachment, with the name of the file'),
} as const;
const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A new one for each act, the same one when the act is sent again. Used for another act: 422.',
  schema: { type: 'string', minLength: 8, maxLength: 200, pattern: '^[ -~]{8,200}$' },
} as const;

const DESCRIPTION = `Commands and questions about programmes, projects and their cases. Every command needs an Idempotency-Key.

What is wrong is answered as a problem (RFC 9457) in Chinese and English, every fault in one answer. What there is not and
what one may not see are answered alike, with 404. An address that does not take a method answers 405 with \`Allow\`. Fields
and query parameters that are not named here are refused. Lengths of texts are counted in UTF-16 code units, as browsers
count them; characters that nobody sees, or that hide others, are refused in every text.`;

/** What an address is about, so that a reader finds it among the others: `approval` of `/api/v1/approval/:id/offers`. */
const tagOf = (path: string): string => /^\/(?:api\/v1\/)?([^/]+)/.exec(path)?.[1] ?? 'service';

/** The document of all routes. Error: one name stands for two shapes. */
export function openApiOf(definitions: readonly AnyRouteDefinition[], publicUrl: string): object {
  const inputs = shapesOf(
    definitions.flatMap(({ params, query, body }) => [params, query, ...(body === null ? [] : [body])]),
    'input',
  );
  const outputs = shapesOf([problemSchema, ...definitions.filter(({ file }) => file === undefined).map(({ answer }) => answer)], 'output');
  const paths: Record<string, Record<string, object>> = {};
  for (const definition of definitions) {
    const path = definition.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [definition.method]: { tags: [tagOf(definition.path)], ...operationOf(definition, inputs, outputs) } };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tuojian 托建 API', version: '1', description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }, { session: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A key or token for a program' },
        session: { type: 'apiKey', in: 'cookie', name: cookieName(publicUrl), description: 'A browser that has signed in' },
      },
      schemas: oneByName(inputs.named, outputs.named),
      parameters: {},
    },
    paths,
  };
}

/** All of them at once, so that what has a name is written once; those by name lose what belongs to the whole. */
function shapesOf(schemas: readonly z.ZodType[], io: 'input' | 'output'): Shapes {
  const all = [...new Set(schemas)];
  const shape = Object.fromEntries(all.map((schema, index) => [`s${index}`, schema]));
  const made = z.toJSONSchema(z.object(shape), { io, unrepresentable: 'any', override: ({ jsonSchema }) => void delete jsonSchema.id });
  const { properties = {}, $defs = {} } = pointed(made) as { properties?: Record<string, Schema>; $defs?: Record<string, Schema> }; // as written above
  return { of: new Map(all.map((schema, index) => [schema, properties[`s${index}`] ?? {}])), named: $defs };
}

/** References as the document has them. */
const pointed = (schema: object): object => JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));

function oneByName(inputs: Shapes['named'], outputs: Shapes['named']): Shapes['named'] {
  for (const [name, shape] of Object.entries(inputs)) {
    if (outputs[name] !== undefined && JSON.stringify(outputs[name]) !== JSON.stringify(shape))
      throw new Error(`${name} is the name of one shape that comes in and of another that goes out`);
  }
  return { ...inputs, ...outputs };
}

/** A body that is a file as it is, or a form with files. */
const filesOf = (form: string | undefined): object =>
  form === undefined
    ? { 'application/octet-stream': { schema: BINARY } }
    : { 'multipart/form-data': { schema: { type: 'object', properties: { [form]: { type: 'array', items: BINARY } }, required: [form] } } };

/** Properties of an object as parameters; what may be left out is not required. */
function parametersIn(place: 'path' | 'query', schema: Schema): readonly object[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Schema>; required?: readonly string[] }; // an object's
  return Object.entries(properties).map(([name, shape]) => ({ name, in: place, required: required.includes(name), schema: shape }));
}

function operationOf(definition: AnyRouteDefinition, inputs: Shapes, outputs: Shapes): object {
  const { summary, params, query, body, answer, file, upload, form, status, problems, needsKey, open } = definition;
  const sends = body !== null || upload === true;
  const statuses = [...new Set([...ALWAYS.filter((code) => open !== true || code !== 401), ...problems, ...(sends ? OF_BODIES : [])])].sort(
    (a, b) => a - b,
  );
  const shape = (shapes: Shapes, schema: z.ZodType): Schema => shapes.of.get(schema) ?? {};
  const replayed = needsKey === true ? { 'Idempotency-Replayed': HEADERS.REPLAYED } : {};
  const problemAt = (code: number): object => ({
    description: 'Problem (RFC 9457)',
    headers: {
      ...(code === 401 ? { 'WWW-Authenticate': HEADERS.WWW_AUTHENTICATE } : {}),
      ...(code === 429 || code === 503 ? { 'Retry-After': HEADERS.RETRY_AFTER } : {}),
      ...(code >= 403 && code < 429 ? replayed : {}),
    },
    content: { [PROBLEM]: { schema: shape(outputs, problemSchema) } },
  });
  return {
    summary,
    ...(open === true ? { security: [] } : {}),
    parameters: [...parametersIn('path', shape(inputs, params)), ...parametersIn('query', shape(inputs, query)), ...(needsKey === true ? [KEY] : [])],
    ...(sends
      ? {
          requestBody: {
            required: true,
            content: {
              ...(body === null ? {} : { 'application/json': { schema: shape(inputs, body) } }),
              ...(upload === true ? filesOf(form) : {}),
            },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: 'OK',
        headers: { ...replayed, ...(file === undefined ? {} : { 'Content-Disposition': HEADERS.DISPOSITION }) },
        content: Object.fromEntries(
          file === undefined ? [['application/json', { schema: shape(outputs, answer) }]] : file.map((mediaType) => [mediaType, { schema: BINARY }]),
        ),
      },
      ...Object.fromEntries(statuses.map((code) => [code, problemAt(code)])),
    },
  };
}
