/**
 * What may be sent to an operation of the API's own document: values that fit their schema, with ids of the running
 * service among them, and values that do not. Deliberately absent: sending, judging.
 */
import fc from 'fast-check';

export type Schema = Readonly<Record<string, unknown>>;
export type Components = Readonly<Record<string, Schema>>;

const HOSTILE = [
  '',
  ' ',
  '\u3000',
  '\u3164',
  'x\ud800',
  '前\u0000后',
  '\u202eexe.fdp',
  '審批\u{e0041}',
  '☑',
  '%00',
  '../../etc/passwd',
  "' OR 1=1 --",
  '{{7*7}}',
  '<script>alert(1)</script>',
  '0000-01-01',
  '9999-12-31',
  '2026-02-30',
  '1e309',
  '-1',
  'NaN',
  '9'.repeat(40),
  '好'.repeat(3_000),
];
const NUMBERS = [0, -0, -1, 1, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 4_294_967_296];
const ANYTHING: readonly unknown[] = [null, true, false, [], {}, [[]], { __proto__x: 1 }, ...HOSTILE, ...NUMBERS];
/** Deeper than this nothing is made up any more: schemas refer to themselves. */
const DEPTH = 6;

export type Pool = readonly string[];

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that fit, mostly; where a pattern cannot be met by what is known here, one that does not is sent as well. */
export function fitting(schema: Schema, components: Components, pool: Pool, depth = 0): fc.Arbitrary<unknown> {
  const again = (inner: unknown) => (isSchema(inner) ? fitting(inner, components, pool, depth + 1) : fc.constant(null));
  if (typeof schema.$ref === 'string') {
    const found = components[schema.$ref.split('/').at(-1) ?? ''];
    return found === undefined || depth > DEPTH ? fc.constant(null) : fitting(found, components, pool, depth + 1);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (isList(schema.enum)) return fc.constantFrom(...schema.enum);
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].find(isList);
  if (branches !== undefined) return depth > DEPTH ? fc.constant(null) : fc.oneof(...branches.map(again));
  switch (isList(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(schema, again);
    case 'array':
      return fc.array(again(schema.items), { minLength: Math.min(Number(schema.minItems ?? 0), 2), maxLength: 2 });
    case 'integer':
      return fc.integer({ min: Math.max(Number(schema.minimum ?? 0), -1_000_000), max: Math.min(Number(schema.maximum ?? 1_000), 1_000_000) });
    case 'number':
      return fc.integer({ min: Math.max(Number(schema.minimum ?? 0), 0), max: Math.min(Number(schema.maximum ?? 100), 1_000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textOf(schema, pool);
  }
}

function textOf({ format, pattern }: Schema, pool: Pool): fc.Arbitrary<string> {
  const days = fc.constantFrom('2026-11-24', '2026-01-31', '2023-02-28', '2024-02-29', new Date().toISOString().slice(0, 10));
  if (format === 'date' || String(pattern).startsWith('^\\d{4}-\\d{2}-\\d{2}')) return days;
  if (format === 'date-time') return days.map((day) => `${day}T02:00:00.000Z`);
  if (pattern === '^[0-9a-f]{64}$') return fc.stringMatching(/^[0-9a-f]{64}$/);
  const known = typeof pattern === 'string' ? pool.filter((text) => matches(pattern, text)) : pool;
  return fc.oneof(
    { weight: 4, arbitrary: known.length > 0 ? fc.constantFrom(...known) : fc.constant('A-1') },
    fc.constantFrom('项目说明', 'x', 'A-1', 'QH'),
  );
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function objectOf(schema: Schema, again: (inner: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries(isSchema(schema.properties) ? schema.properties : {});
  const required = isList(schema.required) ? schema.required.map(String) : [];
  if (properties.length === 0) return fc.constant({});
  return fc.record(Object.fromEntries(properties.map(([name, inner]) => [name, again(inner)])), { requiredKeys: required });
}

/** One thing of a value changed into something that nobody asked for. */
export function broken(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(value, fc.constantFrom(...ANYTHING), fc.nat(), fc.boolean()).map(([whole, odd, at, extra]) => {
    if (!isSchema(whole)) return odd;
    const names = Object.keys(whole);
    if (extra || names.length === 0) return { ...whole, surplus: odd };
    const name = names[at % names.length] ?? '';
    const inner = whole[name];
    return { ...whole, [name]: isSchema(inner) && at % 3 === 0 ? { ...inner, surplus: odd } : odd };
  });
}

export const oddText: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 30 }));
