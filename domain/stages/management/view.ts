/** What readers are shown of this stage. */
import { day, flag, nullable, optional, plain, record, table } from '../../kernel/shape.ts';
import { listOf } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  rules: table(plain, plain),
  reviewed: flag,
  issued: nullable(record({ number: plain, on: day })),
  texts: optional(table(plain, listOf(record({ sha256: plain, on: day })))),
  issues: optional(listOf(record({ number: plain, on: day }))),
  unchangedOn: optional(day),
  readers: optional(table(plain, day)),
  inspections: optional(table(plain, record({ on: day, followed: flag }))),
};
