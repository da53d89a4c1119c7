/** What readers are shown of a takeover: each fact with what it rests on, what was found, what waits for a second person. */
import { data, day, nullable, oneOf, optional, plain, record, table } from '../kernel/shape.ts';
import { bilingual, listOf } from '../kernel/view.ts';
import type { TakenFact } from '../taken-fact/kinds.ts';

export const takeoverShown = optional(
  record({
    status: oneOf(['OPEN', 'CLOSED']),
    facts: table(plain, data<TakenFact>()),
    by: listOf(plain),
    findings: listOf(record({ code: plain, rule: plain, evidence: bilingual, facts: listOf(plain) })),
    closed: optional(record({ by: nullable(plain), on: day, document: plain })),
    corrections: table(
      plain,
      record({ correction: plain, id: plain, fact: nullable(data<TakenFact>()), reason: plain, by: nullable(plain), until: optional(day) }),
    ),
    closing: optional(record({ document: plain, on: day, reason: plain, by: nullable(plain), until: day })),
  }),
);
