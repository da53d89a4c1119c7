/** Questions asked over one connection: whoever asks need not hold it. Deliberately absent: the questions. */
import type { Database } from './database.ts';

type Question = (db: never, ...args: never[]) => unknown;
type WithoutFirst<F> = F extends (db: never, ...args: infer A) => infer R ? (...args: A) => R : never;
type Bound<F> = { readonly [K in keyof F]: WithoutFirst<F[K]> };

/** The same functions without their first argument, which is this database. */
export function over<F extends Readonly<Record<string, Question>>>(db: Database, questions: F): Bound<F> {
  const bound = Object.entries(questions).map(([name, question]) => {
    const ask = question as (db: Database, ...args: readonly unknown[]) => unknown; // its own type is kept by Bound
    return [name, (...args: readonly unknown[]) => ask(db, ...args)] as const;
  });
  return Object.fromEntries(bound) as Bound<F>; // the same names, each without its first argument
}
