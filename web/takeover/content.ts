/** What a fact holds, in words: for whoever looks at what another entered, and at what a correction changes. Deliberately absent: entering it. */
import type { Text } from '../../domain/kernel/values.ts';
import type { TakenFact } from '../../domain/taken-fact/kinds.ts';
import { money } from '../../domain/words/money.ts';
import { fieldName } from './field-names.ts';
import { type OptionSource, optionsOf } from './options.ts';
import { fieldsOf, type KindField, keyOf } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

export type Held = { readonly field: string; readonly name: Text; readonly value: Text };
export type Changed = { readonly field: string; readonly name: Text; readonly was: Text; readonly now: Text };

const NOTHING: Text = { zh: '无', en: 'none' };
const asItIs = (value: string): Text => ({ zh: value, en: value });

function valueIn(kind: string, field: KindField, value: unknown, options: OptionSource): Text {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return field.shape.is === 'fen' ? money(value) : asItIs(String(value));
  const named = optionsOf(kind, field, options);
  const one = (each: unknown): Text => named?.find((option) => option.value === each)?.name ?? asItIs(String(each));
  if (!Array.isArray(value)) return one(value);
  const all = value.map(one);
  return { zh: all.map(({ zh }) => zh).join('、'), en: all.map(({ en }) => en).join(', ') };
}

/** What it holds beside what each fact rests on; not by what it is named already. */
export function contentOf(fact: TakenFact, options: OptionSource): readonly Held[] {
  const held = new Map<string, unknown>(Object.entries(fact));
  return fieldsOf(fact.kind).flatMap((field) => {
    const value = held.get(field.name);
    if (field.name === keyOf(fact.kind) || value === undefined || value === '') return [];
    return [{ field: field.name, name: fieldName(fact.kind, field.name), value: valueIn(fact.kind, field, value, options) }];
  });
}

function allOf(fact: TakenFact, options: OptionSource): readonly Held[] {
  const { document, on, by, note = '', files = [] } = fact;
  const titles = files.map(({ title, sha256 }) => `${title} (${sha256.slice(0, 8)})`).join(', ');
  const basis = { document, on, by, note, files: titles };
  return [
    ...(['document', 'on', 'by', 'note', 'files'] as const).flatMap((field) =>
      basis[field] === '' ? [] : [{ field, name: TAKEOVER_WORDS[field], value: asItIs(basis[field]) }],
    ),
    ...contentOf(fact, options),
  ];
}

/** Each field that a correction changes, as it was and as it is to be. */
export function changesOf(was: TakenFact, now: TakenFact, options: OptionSource): readonly Changed[] {
  const [before, after] = [allOf(was, options), allOf(now, options)];
  const fields = [...new Set([...before, ...after].map(({ field }) => field))];
  return fields.flatMap((field) => {
    const [old, next] = [before, after].map((held) => held.find((one) => one.field === field));
    const name = old?.name ?? next?.name;
    if (name === undefined || old?.value.zh === next?.value.zh) return [];
    return [{ field, name, was: old?.value ?? NOTHING, now: next?.value ?? NOTHING }];
  });
}
