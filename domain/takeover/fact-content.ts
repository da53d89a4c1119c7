/** What a fact holds, in words: for whoever looks at what another entered, and at what a correction changes. Deliberately absent: entering it. */
import type { Optional, Shape } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { STAGE_NAMES } from '../stages/all.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { MILESTONE_NAMES } from '../standards/milestones.ts';
import { NODE_NAMES } from '../standards/plans.ts';
import { FACT_KINDS, type TakenFact } from '../taken-fact/kinds.ts';
import { money } from '../words/money.ts';
import { BASIS_NAMES } from './basis-names.ts';
import { fieldName, OPTION_NAMES } from './field-names.ts';

export type Held = { readonly field: string; readonly name: Text; readonly value: Text };
export type Changed = { readonly field: string; readonly name: Text; readonly was: Text; readonly now: Text };
/** A member of a list by its name, where the field holds one. */
export type NameOf = (kind: string, field: string, value: string) => Text | undefined;

const NOTHING: Text = { zh: '无', en: 'none' };
const asItIs = (value: string): Text => ({ zh: value, en: value });

const LISTS: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  ...OPTION_NAMES,
  milestone: MILESTONE_NAMES,
  step: STEP_NAMES,
  item: STEP_NAMES,
  stage: STAGE_NAMES,
  rules: Object.fromEntries(MANAGEMENT.rows.rules.value.map(({ key, zh, en }) => [key, { zh, en }])),
};
/** As this release ships its lists; what a county has of its own stands by its code. */
const shippedName: NameOf = (_, field, value) => {
  const names = Object.hasOwn(LISTS, field) ? LISTS[field] : undefined;
  return names !== undefined && Object.hasOwn(names, value) ? names[value] : undefined;
};

function valueIn(kind: string, field: string, { is }: Shape, value: unknown, nameOf: NameOf): Text {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return is === 'fen' ? money(value) : asItIs(String(value));
  const rows = rowsIn(value);
  if (rows !== null) return rows;
  const one = (each: unknown): Text => nameOf(kind, field, String(each)) ?? asItIs(String(each));
  if (!Array.isArray(value)) return one(value);
  const all = value.map(one);
  return { zh: all.map(({ zh }) => zh).join('、'), en: all.map(({ en }) => en).join(', ') };
}

/** A list of several fields each, one after the other; null: it is none. */
function rowsIn(value: unknown): Text | null {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'object' && each !== null)) return null;
  const told = (language: keyof Text): string =>
    value
      .map((each: object) =>
        Object.values(each)
          .map((held) => (Object.hasOwn(NODE_NAMES, String(held)) ? (NODE_NAMES[String(held)]?.[language] ?? String(held)) : String(held)))
          .join(' '),
      )
      .join(language === 'zh' ? '；' : '; ');
  return { zh: told('zh'), en: told('en') };
}

/** What it holds beside what each fact rests on; not by what it is named already. */
export function contentOf(fact: TakenFact, nameOf: NameOf = shippedName): readonly Held[] {
  const held = new Map<string, unknown>(Object.entries(fact));
  const { takes, key }: { readonly takes: Readonly<Record<string, Shape | Optional>>; readonly key?: string } = FACT_KINDS[fact.kind];
  return Object.entries(takes).flatMap(([field, shape]) => {
    const value = held.get(field);
    if (field === key || value === undefined || value === '') return [];
    return [
      { field, name: fieldName(fact.kind, field), value: valueIn(fact.kind, field, shape.is === 'optional' ? shape.of : shape, value, nameOf) },
    ];
  });
}

function allOf(fact: TakenFact, nameOf: NameOf): readonly Held[] {
  const { document, on, by, note = '', files = [] } = fact;
  const titles = files.map(({ title, sha256 }) => `${title} (${sha256.slice(0, 8)})`).join(', ');
  const basis = { document, on, by, note, files: titles };
  return [
    ...(['document', 'on', 'by', 'note', 'files'] as const).flatMap((field) =>
      basis[field] === '' ? [] : [{ field, name: BASIS_NAMES[field], value: asItIs(basis[field]) }],
    ),
    ...contentOf(fact, nameOf),
  ];
}

/** Each field that a correction changes, as it was and as it is to be. */
export function changesOf(was: TakenFact, now: TakenFact, nameOf: NameOf = shippedName): readonly Changed[] {
  const [before, after] = [allOf(was, nameOf), allOf(now, nameOf)];
  const fields = [...new Set([...before, ...after].map(({ field }) => field))];
  return fields.flatMap((field) => {
    const [old, next] = [before, after].map((held) => held.find((one) => one.field === field));
    const name = old?.name ?? next?.name;
    if (name === undefined || old?.value.zh === next?.value.zh) return [];
    return [{ field, name, was: old?.value ?? NOTHING, now: next?.value ?? NOTHING }];
  });
}

/** `托位数 9999 → 60` */
export const changedWords = ({ name, was, now }: Changed): Text => ({
  zh: `${name.zh} ${was.zh} → ${now.zh}`,
  en: `${name.en} ${was.en} → ${now.en}`,
});
