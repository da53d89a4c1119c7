/** The schema of a fact that is taken over, made from the kinds that there are (domain/taken-fact/kinds.ts). Deliberately absent: any kind. */
import { z } from 'zod';
import type { Fields } from '../../domain/kernel/shape.ts';
import { FACT_BASIS, FACT_KINDS, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { fieldsOf } from './shapes.ts';

type Schema<T> = z.ZodDiscriminatedUnion<readonly [z.ZodObject]> & z.ZodType<T>;

type Replaced<F, R extends Readonly<Record<string, z.ZodType>>> = F extends unknown
  ? Omit<F, keyof R> & { readonly [K in keyof R]?: z.infer<R[K]> }
  : never;

/** `replaced`: fields that are given in another form, as a file names its scans. */
export function schemaOfFact<R extends Readonly<Record<string, z.ZodType>>>(replaced: R): Schema<Replaced<TakenFact, R>> {
  const kinds: readonly (readonly [string, { readonly takes: Fields }])[] = Object.entries(FACT_KINDS);
  const [first, ...others] = kinds.map(([kind, { takes }]) =>
    z.strictObject({ kind: z.literal(kind), ...fieldsOf(FACT_BASIS), ...replaced, ...fieldsOf(takes) }),
  );
  if (first === undefined) throw new Error('there must be kinds of facts');
  const schema: unknown = z.discriminatedUnion('kind', [first, ...others]);
  return schema as Schema<Replaced<TakenFact, R>>; // made from the shapes that its type is derived from
}

export const takenFact = schemaOfFact({}).meta({ id: 'TakenFact' });
