/** Values drawn for a JSON Schema: ones that fit, ones at its bounds, and ones that must be refused. Same draws, same values. */
import type { Schema } from './document.ts';

export type Draw = () => number;
/** Things that live in the service, by the name of the field or parameter that takes them. */
export type Pool = ReadonlyMap<string, readonly unknown[]>;
export type Drawing = { readonly draw: Draw; readonly schemas: Readonly<Record<string, Schema>>; readonly pool: Pool };

export const pick = <T>(draw: Draw, list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T; // never of an empty list
const between = (draw: Draw, least: number, most: number): number => least + Math.floor(draw() * (most - least + 1));

/** Each of a kind that something, somewhere, does not survive. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u3000',
  '\u0000',
  'x\ud800',
  '\udc00x',
  '\u001b[31m',
  '\u202eabc',
  '\u2066x',
  '\ufeff',
  '\u3164',
  '\u2800',
  '\u{e0041}',
  '\ufffd',
  '\ufffe',
  'e\u0301'.repeat(3),
  `a${'\u0301'.repeat(40)}`,
  '葛\u{e0100}城',
  '𠮷野家',
  '👨‍👩‍👧',
  "'; DROP TABLE event; --",
  '%00',
  '../../etc/passwd',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '0',
  '-1',
  '1e999',
  '9'.repeat(40),
  'x'.repeat(81),
  '字'.repeat(2_001),
  'x'.repeat(20_001),
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '2026-11-27T24:00:00Z',
  'a\r\nSet-Cookie: x=1',
  '\\',
  '"',
  '\t',
  '\n',
] as const;
const HOSTILE_NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e-320,
  1e308,
  -1e308,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  9_007_199_254_740_992,
  1e16,
  1e13 + 1,
];
const SIGNS = ['城', '建', '托', '育', 'a', 'Z', '9', 'é', 'ß', 'Ω', 'ж', 'ا', 'न', '𠮷', '😀', ' ', '-', '，', '（', "'", '&'];

const resolved = (schema: Schema, { schemas }: Drawing): Schema =>
  typeof schema.$ref === 'string' ? resolved(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, { schemas } as Drawing) : schema;

export const hostileText = (draw: Draw): string => pick(draw, HOSTILE_TEXTS);

/** Any JSON at all. */
export function anything(draw: Draw, depth = 0): unknown {
  const kind = between(draw, 0, depth > 3 ? 4 : 6);
  if (kind === 0) return null;
  if (kind === 1) return draw() < 0.5;
  if (kind === 2) return pick(draw, HOSTILE_NUMBERS);
  if (kind <= 4) return hostileText(draw);
  const inner = Array.from({ length: between(draw, 0, 4) }, () => anything(draw, depth + 1));
  return kind === 5 ? inner : Object.fromEntries(inner.map((value, index) => [draw() < 0.3 ? hostileText(draw) : `k${index}`, value]));
}

/** Nested so deep, that whatever walks it without a bound falls. */
export const deep = (levels: number): unknown => JSON.parse(`${'{"not":'.repeat(levels)}1${'}'.repeat(levels)}`);

/** Texts for the patterns that the document has; any other pattern gets a plain word. */
function patterned(draw: Draw, pattern: string, name: string): string {
  const digit = (): string => String(between(draw, 0, 9));
  if (pattern.includes('\\d{4}-\\d{2}-\\d{2}')) return day(draw);
  if (pattern.includes('(0[1-9]|1[0-2])$')) return day(draw).slice(0, 7);
  if (pattern.includes('[0-9a-f]{64}')) return Array.from({ length: 64 }, () => between(draw, 0, 15).toString(16)).join('');
  if (pattern.includes('[0-9a-f]{12}')) return Array.from({ length: 12 }, () => between(draw, 0, 15).toString(16)).join('');
  if (pattern.includes('2[0-3]):')) return `${between(draw, 10, 23)}:${between(draw, 10, 59)}`;
  if (pattern.includes('\\.csv')) return `f${digit()}.csv`;
  if (pattern.includes('[A-Z]')) return `F${digit()}${digit()}`;
  if (pattern.startsWith('^[a-z]+\\/')) return `approval/X-${digit()}`;
  if (pattern.includes('[^\\u0000')) return words(draw, 1, 12);
  return /key|id/i.test(name) ? `k${digit()}${digit()}` : `x${digit()}${digit()}`;
}
const day = (draw: Draw): string =>
  new Date(Date.UTC(2026, 10, 27) + between(draw, -400, 400) * 86_400_000 * (draw() < 0.5 ? 0 : 1)).toISOString().slice(0, 10);
const words = (draw: Draw, least: number, most: number): string =>
  `x${Array.from({ length: Math.max(0, between(draw, least, most) - 1) }, () => pick(draw, SIGNS)).join('')}`;

/** One that the schema allows, as far as a schema can say; where something of that name lives, mostly that. */
export function fitting(schema: Schema, drawing: Drawing, name = '', depth = 0): unknown {
  const { draw, pool } = drawing;
  const s = resolved(schema, drawing);
  if ('const' in s) return s.const;
  if (Array.isArray(s.enum)) return pick(draw, s.enum);
  const alive = pool.get(name);
  if (alive !== undefined && alive.length > 0 && draw() < 0.8) return pick(draw, alive);
  const branches = (s.oneOf ?? s.anyOf) as readonly Schema[] | undefined; // JSON Schema
  if (branches !== undefined) return fitting(depth > 6 ? (branches[0] ?? {}) : pick(draw, branches), drawing, name, depth + 1);
  if (s.type === 'object') return fittingObject(s, drawing, name, depth);
  if (s.type === 'array') {
    const least = Number(s.minItems ?? 0);
    const size = between(draw, least, Math.min(Number(s.maxItems ?? 3), least + (depth > 4 ? 0 : 2)));
    return Array.from({ length: size }, () => fitting((s.items ?? {}) as Schema, drawing, name.replace(/s$/, ''), depth + 1)); // JSON Schema
  }
  if (s.type === 'integer' || s.type === 'number') {
    const [least, most] = [Math.max(Number(s.minimum ?? 0), -1e15), Math.min(Number(s.maximum ?? 1e6), 1e15)];
    return pick(draw, [least, most, between(draw, Math.max(least, 0), Math.min(most, 100))]);
  }
  if (s.type === 'boolean') return draw() < 0.5;
  if (s.type === 'null') return null;
  if (s.type === 'string') return fittingText(s, draw, name);
  return anything(draw, 3);
}

function fittingObject(s: Schema, drawing: Drawing, name: string, depth: number): object {
  const { draw } = drawing;
  const {
    properties = {},
    required = [],
    additionalProperties,
    propertyNames,
  } = s as {
    properties?: Record<string, Schema>;
    required?: readonly string[];
    additionalProperties?: Schema | false;
    propertyNames?: Schema;
  }; // JSON Schema
  const made: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(properties))
    if (required.includes(key) || (depth < 5 && draw() < 0.4)) made[key] = fitting(shape, drawing, key, depth + 1);
  if (additionalProperties !== undefined && additionalProperties !== false && depth < 5)
    for (let n = between(draw, 0, 2); n > 0; n -= 1)
      made[String(fitting(propertyNames ?? { type: 'string' }, drawing, '', depth + 1))] = fitting(additionalProperties, drawing, name, depth + 1);
  return made;
}

function fittingText(s: Schema, draw: Draw, name: string): string {
  if (s.format === 'date') return day(draw);
  if (s.format === 'date-time') return `${day(draw)}T0${between(draw, 0, 9)}:00:00Z`;
  const [least, most] = [Number(s.minLength ?? 0), Number(s.maxLength ?? 12)];
  if (typeof s.pattern === 'string' && !(s.pattern.includes('[^\\u0000') && draw() < 0.8)) return patterned(draw, s.pattern, name);
  if (draw() < 0.1) return 'x'.repeat(Math.min(most, 20_000));
  return words(draw, Math.max(1, least), Math.min(most, 14));
}

/** The same value with one place of it made strange: missing, extra, null, of another kind, at or beyond a bound, hostile. */
export function bent(value: unknown, draw: Draw): unknown {
  if (typeof value === 'object' && value !== null && draw() < 0.85) {
    const entries = Object.entries(value);
    if (entries.length > 0 && draw() < 0.8) {
      const [key, inner] = pick(draw, entries);
      const changed = bent(inner, draw);
      return Array.isArray(value) ? value.map((item, index) => (String(index) === key ? changed : item)) : { ...value, [key]: changed };
    }
    if (Array.isArray(value))
      return pick<() => unknown>(draw, [() => [], () => [...value, anything(draw)], () => Array.from({ length: 600 }, () => value[0] ?? 1)])();
    const [key] = entries.length === 0 ? [''] : pick(draw, entries);
    const without = Object.fromEntries(entries.filter(([known]) => known !== key));
    return draw() < 0.5 ? without : { ...value, [hostileText(draw)]: anything(draw) };
  }
  const strange: (() => unknown)[] = [
    () => null,
    () => anything(draw),
    () => hostileText(draw),
    () => pick(draw, HOSTILE_NUMBERS),
    () => deep(draw() < 0.5 ? 39 : 400),
  ];
  if (typeof value === 'number')
    strange.push(
      () => value + 1,
      () => value - 1,
      () => value + 0.5,
      () => String(value),
      () => -value,
    );
  if (typeof value === 'string')
    strange.push(
      () => `${value}${hostileText(draw)}`,
      () => value.slice(1),
      () => value + value,
      () => [value],
      () => value.toLowerCase(),
    );
  if (typeof value === 'boolean')
    strange.push(
      () => Number(value),
      () => String(value),
    );
  return pick(draw, strange)();
}
