import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../cli/openapi.ts';

type Parameter = { readonly name: string; readonly in: string; readonly required: boolean };
type Operation = {
  readonly security?: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly headers: object; readonly content: Readonly<Record<string, { schema: object }>> }>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly required?: readonly string[] }>> };
};
const document = openApiDocument('http://localhost:8700') as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
);
const operation = (name: string): Operation => {
  const found = operations.find(([known]) => known === name)?.[1];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const needed = (name: string): readonly string[] => operation(name).parameters.flatMap((p) => (p.required ? [p.name] : []));

describe('the API document', () => {
  it('prints what may be left out as optional, in queries and in bodies', () => {
    expect(needed('get /api/v1/audit/events')).toEqual([]);
    expect(needed('get /api/v1/cases')).toEqual([]);
    expect(needed('get /api/v1/audit/as-of')).toEqual(['at']);
    expect(needed('post /api/v1/approval/{id}/commands')).toEqual(['id', 'Idempotency-Key']);
    expect(document.components.schemas.Wishes?.required).not.toContain('events');
    expect(document.components.schemas.RouteFile?.required).toEqual(['code', 'name', 'steps']);
  });

  it.each(operations)(
    '%s names the statuses that really come, with problems as RFC 9457 and when to try again',
    (name, { responses, requestBody, security }) => {
      // Whoever is not signed in yet is not told to sign in.
      const open = security?.length === 0;
      for (const status of [...(open ? [] : [401]), 422, 429, 500, 503, ...(requestBody === undefined ? [] : [400, 413, 415])])
        expect(Object.keys(responses[status]?.content ?? {}), `${name} ${status}`).toEqual(['application/problem+json']);
      for (const status of [429, 503]) expect(responses[status]?.headers).toHaveProperty('Retry-After');
      if (!open) expect(responses[401]?.headers).toHaveProperty('WWW-Authenticate');
    },
  );

  it('names the media types of files', () => {
    expect(Object.keys(operation('get /api/v1/audit/export').responses[200]?.content ?? {})).toEqual([
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/jsonl',
      'application/pdf',
    ]);
    expect(Object.keys(operation('get /api/v1/approval/{id}/files/{sha256}').responses[200]?.content ?? {})).toContain('application/ofd');
  });

  it('holds shapes alone that a validator of JSON Schema 2020-12 takes, and every reference leads somewhere', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false });
    ajv.addSchema({ $id: 'document', components: document.components });
    // Each once: most operations refuse with the same shape.
    const shapes = new Map<string, string>();
    for (const [name, { requestBody, responses }] of operations) {
      const contents = [requestBody?.content ?? {}, ...Object.values(responses).map(({ content }) => content)];
      for (const { schema } of contents.flatMap((content) => Object.values(content))) shapes.set(JSON.stringify(schema), name);
    }
    expect(shapes.size).toBeGreaterThan(60);
    for (const [shape, name] of shapes) expect(() => ajv.compile(JSON.parse(shape.replaceAll('"#/', '"document#/')))({}), name).not.toThrow();
  }, 120_000);
});
