/** What a field of a fact can be chosen from, in words. Deliberately absent: the field (fact-field.tsx). */
import type { Text } from '../../domain/kernel/values.ts';
import { OPTION_NAMES } from '../../domain/takeover/field-names.ts';
import type { Takeover } from './facts.ts';
import type { KindField } from './typed.ts';

/** Lists that are the project's or the county's own. */
export type OptionSource = Pick<Takeover, 'choices' | 'stages'>;
type Named = { readonly value: string; readonly name: Text };
const asItIs = (value: string): Text => ({ zh: value, en: value });

/** Null: the field is no choice. */
export function optionsOf(kind: string, { name, shape }: KindField, { choices, stages }: OptionSource): readonly Named[] | null {
  if (name === 'milestone') return choices.milestone;
  if (name === 'rules') return choices.rules;
  if (name === 'step' || (kind === 'LACKING' && name === 'item')) return choices.step;
  if (shape.is !== 'oneOf') return null;
  if (name !== 'stage') return shape.of.map((value) => ({ value, name: OPTION_NAMES[name]?.[value] ?? asItIs(value) }));
  const known = new Map<string, Text>(stages.map((one) => [one.stage, one.name]));
  return shape.of.map((value) => ({ value, name: known.get(value) ?? asItIs(value) }));
}
