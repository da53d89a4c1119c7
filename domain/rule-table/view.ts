/** What readers are shown of the tables that a case was opened under: all of them, since they say by which rule it was decided. */
import { data, optional, plain, record, table, whole } from '../kernel/shape.ts';
import { listOf } from '../kernel/view.ts';

export const standardsShown = optional(
  table(
    plain,
    record({
      shipped: whole,
      county: optional(record({ version: whole, from: plain, basis: plain, rows: listOf(plain) })),
      values: data<Readonly<Record<string, unknown>>>(),
    }),
  ),
);
