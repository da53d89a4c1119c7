/** Bodies made from schemas, each with one text in it that harms or hides. Deliberately absent: who sends them. */
import type { z } from 'zod';

type Def = {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Record<string, string>;
  readonly values?: readonly unknown[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
};

export const HOSTILE = [
  'x\ud800',
  '前\u0000后',
  '依据\u202efdp',
  '\u3164',
  '审批\u{e0041}',
  'a\u001b[2J',
  '\ufffd',
  `a${'\u0301'.repeat(50)}`,
] as const;

const TEXTS = ['青禾', 'QH-01', 'fang-yuan', '2026-11-24', '2026-11', 'a'.repeat(64), 'FSR', 'review', 'amountFen', 'x@qinghe.example'];
const NUMBERS = [1, 0, 2, 90];

/** Puts `hostile` in the place of the nth text; `n` counts what was met. */
type Filling = { n: number; readonly at: number; readonly hostile: string; readonly within: Set<z.ZodType> };

function sampleOf(schema: z.ZodType, filling: Filling): unknown {
  const def = schema._zod.def as unknown as Def;
  const inner = (next: z.ZodType | undefined): unknown => (next === undefined ? null : sampleOf(next, filling));
  switch (def.type) {
    case 'string': {
      filling.n += 1;
      return filling.n - 1 === filling.at ? filling.hostile : TEXTS.find((text) => schema.safeParse(text).success);
    }
    case 'number':
      return NUMBERS.find((number) => schema.safeParse(number).success);
    case 'boolean':
      return true;
    case 'literal':
      return def.values?.[0];
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'array':
      return [inner(def.element)].filter((one) => one !== undefined);
    case 'object':
      return Object.fromEntries(Object.entries(def.shape ?? {}).map(([name, value]) => [name, inner(value)]));
    case 'record':
      return { [String(inner(def.keyType))]: inner(def.valueType) };
    case 'union':
      return inner(def.options?.[0]);
    case 'lazy': {
      // A shape that holds itself (a field whose columns are fields) is filled once.
      if (filling.within.has(schema)) return undefined;
      filling.within.add(schema);
      const filled = inner(def.getter?.());
      filling.within.delete(schema);
      return filled;
    }
    case 'pipe':
      return inner(def.in);
    default:
      return inner(def.innerType);
  }
}

/** One body for each text of each option of a union of commands, with a hostile text there; they take turns. */
export function hostileBodies(schema: z.ZodType): readonly object[] {
  const options = (schema._zod.def as unknown as Def).options ?? [];
  let turn = 0;
  return options.flatMap((option) => {
    const counted: Filling = { n: 0, at: -1, hostile: '', within: new Set() };
    sampleOf(option, counted);
    return Array.from({ length: counted.n }, (_, at) => {
      turn += 1;
      return Object(sampleOf(option, { n: 0, at, hostile: HOSTILE[turn % HOSTILE.length] ?? '', within: new Set() }));
    });
  });
}
