/** Hostile text through every field of every command, question, form and file: the schemas alone, without a service. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { createApp } from '../../api/app.ts';
import { linkForm } from '../../api/link-acts.ts';
import type { ApiDeps } from '../../api/ports.ts';
import type { RouteDefinition } from '../../api/route-definition.ts';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { programmeFile } from '../../api/schemas/programme.ts';
import { routeFile } from '../../api/schemas/route.ts';
import { faultOfText, showsNothing } from '../../domain/text/check.ts';
import { unkeptIn } from '../../domain/text/kept.ts';

type AnyRoute = RouteDefinition<z.ZodObject<Record<string, z.ZodType<string>>>, z.ZodObject, z.ZodType, z.ZodType>;
const definitions: AnyRoute[] = [];
vi.mock('../../api/route.ts', async (original) => {
  const real = await original<typeof import('../../api/route.ts')>();
  const createRoutes: typeof real.createRoutes = (...given) => {
    const set = real.createRoutes(...given);
    const route = (definition: AnyRoute, handler: never) => {
      definitions.push(definition);
      set.route(definition, handler);
    };
    return { ...set, route: route as unknown as typeof set.route };
  };
  return { ...real, createRoutes };
});
const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('not connected')) });
createApp(
  new Proxy(
    { publicUrl: 'http://localhost', leastReadingMs: 0, missesPerMinute: 1, proxyHops: 0, onlyHosts: undefined, consoleFolder: '' },
    {
      get: (known, name) => (name in known ? known[name as keyof typeof known] : unused),
    },
  ) as unknown as ApiDeps,
);

type Leaf = { readonly path: string; readonly schema: z.ZodType };
type Def = {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly getter?: () => z.ZodType;
};
const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

/** Every place of a schema that takes a text which is not one of a few fixed ones. */
function textsOf(schema: z.ZodType, path: string, seen = new Set<z.ZodType>()): readonly Leaf[] {
  const inner = (next: z.ZodType | undefined, name: string) => (next === undefined ? [] : textsOf(next, `${path}${name}`, seen));
  const def = defOf(schema);
  if (def.type === 'lazy') {
    if (seen.has(schema)) return [];
    seen.add(schema);
    return inner(def.getter?.(), '');
  }
  if (def.type === 'string') return [{ path, schema }];
  if (def.type === 'pipe') {
    const first = def.in === undefined ? '' : defOf(def.in).type;
    if (first === 'transform') return inner(def.out, '');
    return ['string', 'union'].includes(first) ? [{ path, schema }] : inner(def.in, '');
  }
  return [
    ...Object.entries(def.shape ?? {}).flatMap(([name, value]) => inner(value, `.${name}`)),
    ...inner(def.element, '[]'),
    ...(def.options ?? []).flatMap((option) => inner(option, '')),
    ...inner(def.keyType, '{}'),
    ...inner(def.valueType, '{}'),
    ...inner(def.innerType, ''),
  ];
}

const PLACES: readonly Leaf[] = [
  ...Object.entries(COMMAND_SCHEMAS).flatMap(([kind, schema]) => textsOf(schema, kind)),
  ...definitions.flatMap(({ method, path, params, query, body }) => [
    ...textsOf(params, `${method} ${path} path`),
    ...textsOf(query, `${method} ${path} query`),
    ...(body === null ? [] : textsOf(body, `${method} ${path} body`)),
  ]),
  ...textsOf(linkForm, 'the form behind a link'),
  ...textsOf(programmeFile, 'programme.json'),
  ...textsOf(routeFile, 'a route'),
];
/** A file as it is, of which the gate asks only that it can be kept. */
const FILES = new Set(definitions.flatMap(({ method, path, fileFields = [] }) => fileFields.map((field) => `${method} ${path} body.${field}`)));

const MARKS = [
  '\0',
  '\u0007',
  '\u001b',
  '\u0085',
  '\u00ad',
  '\u115f',
  '\u200b',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u2800',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '\ue000',
  '\ud800',
  '\udc00',
  '\u{e0041}',
  '\u{e0100}',
];
const hostile = fc
  .tuple(
    fc.constantFrom('', 'a', '青禾', 'approval/QH', '2026-11-24', 'QH-01', '1'),
    fc.constantFrom(...MARKS),
    fc.constantFrom('', 'b', '县', '.', '1'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  .map(([before, mark, after, rest]) => before + mark + after + rest);

describe('a text field', () => {
  it('stands in every command, question, form and file that is looked at here', () => {
    expect(definitions.length).toBeGreaterThan(60);
    expect(PLACES.length).toBeGreaterThan(300);
  });

  it('takes no hostile text, wherever it stands', () => {
    const checked = PLACES.filter(({ path }) => !FILES.has(path));
    const taken = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...new Set(checked.map(({ schema }) => schema))), hostile, (schema, text) => {
        const read = schema.safeParse(text);
        if (!read.success || typeof read.data !== 'string') return;
        if (faultOfText(read.data) !== null || unkeptIn(read.data) !== null) {
          for (const { path, schema: one } of checked) if (one === schema) taken.add(`${path} takes ${JSON.stringify(text)}`);
        }
      }),
      { numRuns: 20_000 },
    );
    expect([...taken]).toEqual([]);
  });

  it('where something has to be said, what shows nothing says nothing; and every one is bounded', () => {
    const wrong: string[] = [];
    for (const { path, schema } of PLACES) {
      if (FILES.has(path)) continue;
      const asks = !schema.safeParse('').success;
      for (const nothing of ['   ', '\u3000\u3000', '\u00a0', '\t', '\u3164', '\u2800']) {
        const read = schema.safeParse(nothing);
        if (read.success && typeof read.data === 'string' && (asks || read.data !== '') && showsNothing(read.data))
          wrong.push(`${path} takes ${JSON.stringify(nothing)}`);
      }
      if (schema.safeParse('a'.repeat(20_001)).success) wrong.push(`${path} has no bound`);
    }
    expect(wrong).toEqual([]);
  });
});
