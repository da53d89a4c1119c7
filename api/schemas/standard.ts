/** A county's version of a table of rules as clients send it: each value in the shape of its row. Deliberately absent: rules between rows (programme/county-standards.ts). */
import { z } from 'zod';
import type { StandardVersion } from '../../domain/programme/county-standards.ts';
import type { RuleTable } from '../../domain/rule-table/table.ts';
import { RULE_TABLES } from '../../domain/standards/all.ts';
import { schemaOfRows } from './shapes.ts';
import { asked, code, day, said, whole } from './values.ts';

const versionOf = ({ key, rows }: RuleTable) => ({
  table: z.literal(key),
  from: day,
  basis: asked(code.max(200)),
  values: schemaOfRows(rows).default({}),
  confirms: z
    .array(z.enum(Object.keys(rows)))
    .max(200)
    .default([]),
});

const replaces = whole.min(0, said('须为您看到的版本号；没有则为 0', 'must be the version that you have seen; 0 where there is none'));

/** One shape a table: the first of them is named for the compiler, which wants to see that there is one. */
function oneOfTables<S extends z.ZodObject>(shapeOf: (table: RuleTable) => S): z.ZodDiscriminatedUnion<readonly [S, ...S[]], 'table'> {
  const [first, ...others] = RULE_TABLES.map(shapeOf);
  if (first === undefined) throw new Error('there must be a table of rules');
  return z.discriminatedUnion('table', [first, ...others]);
}

/** What is asked to be looked at. */
export const checkedVersion: z.ZodType<StandardVersion> = oneOfTables((table) => z.strictObject(versionOf(table)));
export const adoptStandard = oneOfTables((table) => z.strictObject({ type: z.literal('AdoptStandard'), ...versionOf(table), replaces }));
