/** The schema of a fact that is taken over, made from the kinds that there are (domain/taken-fact/kinds.ts). Deliberately absent: any kind. */
import { z } from 'zod';
import type { Fields } from '../../domain/kernel/shape.ts';
import { FACT_BASIS, FACT_KINDS, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { PAPER_KINDS, type ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import { fieldsOf } from './shapes.ts';

type Schema<T> = z.ZodDiscriminatedUnion<readonly [z.ZodObject]> & z.ZodType<T>;

type Replaced<F, R extends Readonly<Record<string, z.ZodType>>> = F extends unknown
  ? Omit<F, keyof R> & { readonly [K in keyof R]?: z.infer<R[K]> }
  : never;

/** `replaced`: fields that are given in another form, as a file names its scans. */
function unionOf(table: Readonly<Record<string, { readonly takes: Fields }>>, replaced: Readonly<Record<string, z.ZodType>>): unknown {
  const [first, ...others] = Object.entries(table).map(([kind, { takes }]) =>
    z.strictObject({ kind: z.literal(kind), ...fieldsOf(FACT_BASIS), ...replaced, ...fieldsOf(takes) }),
  );
  if (first === undefined) throw new Error('there must be kinds of facts');
  return z.discriminatedUnion('kind', [first, ...others]);
}

type Given = Readonly<Record<string, z.ZodType>>;
export const schemaOfFact = <R extends Given>(replaced: R): Schema<Replaced<TakenFact, R>> =>
  unionOf(FACT_KINDS, replaced) as Schema<Replaced<TakenFact, R>>; // made from the shapes that its type is derived from
export const schemaOfPaper = <R extends Given>(replaced: R): Schema<Replaced<ProgrammePaper, R>> =>
  unionOf(PAPER_KINDS, replaced) as Schema<Replaced<ProgrammePaper, R>>; // the same

export const takenFact = schemaOfFact({}).meta({ id: 'TakenFact' });
/** Of the programme itself. */
export const programmePaper = schemaOfPaper({}).meta({ id: 'ProgrammePaper' });
