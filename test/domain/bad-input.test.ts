/**
 * Money, percentages, days and months that cannot be, in every field of every command that the product takes: each is refused
 * with a sentence in both languages at its place, and nothing is recorded. What only a case can know, that a day has not come
 * or a certificate has ended, is asked of the cases of a whole project (issue 18, bad input).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { day, faultsOf, fen, month } from '../../api/schemas/values.ts';
import { caseOf } from '../../domain/cases.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { addDays, dayAt } from '../../domain/kernel/days.ts';
import { plainCalendar, world } from '../setup/builders.ts';
import { CasesInMemory, type Sent } from '../setup/cases-in-memory.ts';
import { carry, profileOn } from '../setup/project-carried.ts';
import { ProjectPlay } from '../setup/project-play.ts';

type Schema = z.core.$ZodType;
type Path = readonly (string | number)[];
type Defs = {
  readonly type: string;
  readonly innerType: Schema;
  readonly element: Schema;
  readonly options: readonly Schema[];
  readonly shape: Readonly<Record<string, Schema>>;
  readonly keyType: Schema;
  readonly valueType: Schema;
  readonly in: Schema;
  readonly values: readonly unknown[];
  readonly entries: Readonly<Record<string, string>>;
};
const defOf = (schema: Schema): Defs => schema._zod.def as unknown as Defs; // each kind of schema has some of them
type Check = { readonly _zod: { readonly def: { readonly check: string; readonly value?: number; readonly minimum?: number } } };
/** The least and the most that it takes, of numbers or of items. */
function boundsOf(schema: Schema): { readonly least?: number; readonly most?: number } {
  const checks = ((schema._zod.def as { readonly checks?: readonly Check[] }).checks ?? []).map(({ _zod }) => _zod.def);
  const least = checks.flatMap(({ check, value, minimum }) =>
    check === 'greater_than' ? (value ?? []) : check === 'min_length' ? (minimum ?? []) : [],
  );
  const most = checks.flatMap(({ check, value }) => (check === 'less_than' ? (value ?? []) : []));
  return { ...(least.length === 0 ? {} : { least: Math.max(...least) }), ...(most.length === 0 ? {} : { most: Math.min(...most) }) };
}

/** Texts, of which one fits wherever a text is asked for. */
const TEXTS = ['x', 'a'.repeat(64), '2026-01-05', '2026-01', 'amountFen', 'a@example.cn', '甲'];
const fits = (schema: Schema, value: unknown): boolean => (schema as z.ZodType).safeParse(value).success; // the classic schemas of the API

/** The name of an entry: of a closed list, or that of a fact. */
const keyIn = (schema: Schema): string => (defOf(schema).type === 'enum' ? String(sampleOf(schema)) : 'amountFen');

/** Something that fits, with every field that may be left out. */
function sampleOf(schema: Schema): unknown {
  const { type, innerType, element, options, shape, keyType, valueType, values, entries, in: taken } = defOf(schema);
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, sampleOf(field)]));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'nonoptional':
      return sampleOf(innerType);
    case 'array':
      return Array.from({ length: boundsOf(schema).least ?? 1 }, () => sampleOf(element));
    case 'record':
      return { [keyIn(keyType)]: sampleOf(valueType) };
    case 'union':
      return sampleOf(options[0] as Schema); // a union of something
    case 'pipe':
      return sampleOf(taken);
    case 'literal':
      return values[0];
    case 'enum':
      return Object.values(entries)[0];
    case 'boolean':
      return true;
    case 'number':
      return Math.max(boundsOf(schema).least ?? 1, 1);
    case 'null':
      return null;
    default:
      return TEXTS.find((text) => fits(schema, text));
  }
}

type Leaf = { readonly schema: Schema; readonly path: Path };
function leavesOf(schema: Schema, value: unknown, path: Path = []): readonly Leaf[] {
  const { type, innerType, element, options, shape, valueType, in: taken } = defOf(schema);
  const held = new Map(value !== null && typeof value === 'object' ? Object.entries(value) : []);
  switch (type) {
    case 'object':
      return Object.entries(shape).flatMap(([key, field]) => (held.has(key) ? leavesOf(field, held.get(key), [...path, key]) : []));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'nonoptional':
      return leavesOf(innerType, value, path);
    case 'array':
      return [...held.values()].slice(0, 1).flatMap((item) => leavesOf(element, item, [...path, 0]));
    case 'record':
      return [...held].flatMap(([key, item]) => leavesOf(valueType, item, [...path, key]));
    case 'union':
      return leavesOf(options.find((option) => fits(option, value)) ?? (options[0] as Schema), value, path);
    case 'pipe':
      return leavesOf(taken, value, path);
    default:
      return [{ schema, path }];
  }
}

/** What cannot be there: three decimals of a 分, less than nothing, more than a county ever has, days that no calendar knows, 120 %. */
function wrongFor(schema: Schema): readonly unknown[] {
  if (schema === fen) return [1.234, -1, 1e14, '12.345'];
  if (schema === day) return ['2026-02-30', '2026/01/05', '昨天', '3000-01-01', 20260105];
  if (schema === month) return ['2026-13', '2026', '2026-1'];
  if (defOf(schema).type !== 'number') return [];
  const { least, most } = boundsOf(schema);
  return ['12', ...(most === undefined ? [] : [most * 1.2 + 1]), ...(least === undefined || least < 0 ? [] : [least - 1])];
}

function changed(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(body)) return body.map((item, index) => (index === first ? changed(item, rest, value) : item));
  return { ...(body as object), [first]: changed(Object(body)[first], rest, value) }; // a record on the way to a leaf
}
const CHINESE = /\p{Script=Han}/u;

function commandsIn(schema: Schema): readonly Schema[] {
  const { type, options } = defOf(schema);
  return type === 'union' ? options.flatMap(commandsIn) : [schema];
}
const COMMANDS = Object.entries(COMMAND_SCHEMAS).flatMap(([kind, schema]) =>
  commandsIn(schema).map((one) => ({ kind, schema: one as z.ZodType, type: String(defOf(defOf(one).shape.type as Schema).values[0]) })),
);

describe('what cannot be, in any field of any command', () => {
  it.each(COMMANDS)('$kind $type: is refused at its place, in both languages', ({ schema }) => {
    const body = sampleOf(schema);
    const fault = (value: unknown) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [] : faultsOf(parsed.error);
    };
    // A sample of what hangs together may have faults of its own; they stand elsewhere.
    const known = fault(body).map(({ en }) => en);
    for (const { schema: leaf, path } of leavesOf(schema, body))
      for (const wrong of wrongFor(leaf)) {
        const faults = fault(changed(body, path, wrong)).filter(({ en }) => !known.includes(en));
        const at = `${path.join('.')} = ${String(wrong)}`;
        expect(faults.length, at).toBeGreaterThan(0);
        expect(
          faults.filter(({ zh, en }) => !CHINESE.test(zh) || CHINESE.test(en.replaceAll('分', ''))),
          at,
        ).toEqual([]);
        const place = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
        expect(
          faults.some(({ en }) => en.startsWith(place)),
          `${at}: ${faults[0]?.en}`,
        ).toBe(true);
      }
  });
});

describe('what a case alone can know', () => {
  let sent: readonly Sent[];
  beforeAll(async () => {
    const time = new CasesInMemory(() => world(plainCalendar), '2026-11-24T01:00:00.000Z');
    await carry({ play: new ProjectPlay(time.record, time, true), record: time.record, time }, 'P-01', profileOn('FULL', 'NEW'));
    sent = time.sent.filter(({ actor }) => actor.person !== null);
  });
  const first = (type: string): Sent => {
    const found = sent.find(({ command }) => command.type === type);
    if (found === undefined) throw new Error(`nobody sent ${type}`);
    return found;
  };
  const again = ({ stream, before, actor, now }: Sent, command: AnyCommand) =>
    caseOf(stream).decide(before, command, { now, actor, commandId: 'again', rules: RULES });
  /** Paths of fields with one of these names. */
  const named = (value: unknown, names: readonly string[], path: Path = []): readonly Path[] =>
    value === null || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([key, item]) => {
          const here = [...path, Array.isArray(value) ? Number(key) : key];
          return names.includes(key) && typeof item === 'string' ? [here] : named(item, names, here);
        });
  function refusedEach(names: readonly string[], value: (now: string) => string): { readonly taken: string[]; readonly asked: number } {
    const taken = new Set<string>();
    let asked = 0;
    for (const one of sent)
      for (const path of named(one.command, names)) {
        asked += 1;
        const decision = again(one, changed(one.command, path, value(one.now)) as AnyCommand); // the same, with another day
        const name = `${one.stream.split('/')[0]} ${one.command.type} ${path.filter((part) => typeof part === 'string').join('.')}`;
        if (decision.ok) taken.add(name);
        else
          expect(
            [decision.rejection.message.zh, ...(decision.rejection.faultsZh ?? [])].every((text) => CHINESE.test(text)),
            name,
          ).toBe(true);
      }
    return { taken: [...taken].toSorted(), asked };
  }

  it('a day that has not come is refused wherever something is said to have happened', () => {
    const { taken, asked } = refusedEach(['on'], (now) => addDays(dayAt(now), 2));
    expect(asked).toBeGreaterThan(70);
    expect(taken).toEqual([]);
  });
  it('a certificate that ended yesterday is refused by name', () => {
    const { taken, asked } = refusedEach(['healthCertificateUntil', 'validUntil'], (now) => addDays(dayAt(now), -1));
    expect(asked).toBeGreaterThan(20);
    expect(taken).toEqual([]);
  });
  it('a list that is half right is one report, and nothing of it is kept', () => {
    const one = first('RecordCertificates');
    const { certificates } = one.command as unknown as { certificates: readonly object[] }; // as it was sent
    const ended = addDays(dayAt(one.now), -1);
    const half = certificates.map((paper, index) => (index % 2 === 0 ? paper : { ...paper, healthCertificateUntil: ended }));
    const decision = again(one, { type: 'RecordCertificates', certificates: half } as AnyCommand);
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'INCOMPLETE' } });
    if (!decision.ok) {
      expect(decision.rejection.faults).toHaveLength(Math.floor(certificates.length / 2));
      // With the rule that asks for it.
      expect(decision.rejection.faultsZh?.every((fault) => fault.includes('第76号'))).toBe(true);
    }
  });
  it('the second of two officers who change the ledger at once is told so, and nothing of it is kept', () => {
    const one = first('SetBudget');
    const decision = again(one, { ...one.command, seen: 0 } as AnyCommand); // what the first had seen as well
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'SUPERSEDED' } });
  });
  it.each([
    ['RequestPayment', 'PAYMENT_OVER_LIMIT'],
    ['ReturnFunds', 'SUMS_DISAGREE'],
    ['Allocate', 'FUNDS_SHORT'],
  ])('money over the line is refused with its rule or sum: %s', (type, code) => {
    const one = first(type);
    const decision = again(one, { ...one.command, amountFen: 9_000_000_000_000 } as AnyCommand);
    expect(decision).toMatchObject({ ok: false, rejection: { code } });
  });
});
