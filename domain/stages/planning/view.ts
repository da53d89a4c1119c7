/** What readers are shown of this stage. */
import { day, flag, nullable, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  inputs: record({ demandGap: nullable(numeric) }),
  version: whole,
  content: nullable(record({ targets: plain, risks: plain, safeguards: plain, supplyNote: optional(plain) })),
  consultations: listOf(record({ unit: plain, opinion: plain, on: day })),
  reviews: table(plain, flag),
  approved: flag,
  issued: nullable(record({ number: plain, on: day })),
};
