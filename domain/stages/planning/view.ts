/** What readers are shown of this stage. */
import { deadlineShown } from '../../calendar/view.ts';
import { day, fen, flag, nullable, oneOf, optional, plain, record, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';
import { chainShown, publicationShown } from '../../plan/view.ts';
import { BUILD_KINDS } from '../../profile/profile.ts';

export const nodesShown = listOf(record({ node: plain, plannedOn: day, unit: plain, person: optional(plain) }));
export const measuresShown = listOf(record({ measure: plain, unit: plain }));
const contentShown = record({
  targets: plain,
  risks: plain,
  safeguards: optional(plain),
  supplyNote: optional(plain),
  nodes: optional(nodesShown),
  measures: optional(measuresShown),
});
const scopeShown = record({
  buildKind: oneOf(BUILD_KINDS),
  places: whole,
  areaM2: numeric,
  funding: record({ centralFen: fen, countyFen: fen, otherFen: fen }),
  unit: plain,
  manager: plain,
});

/** Beside what all stages show. */
export const shown = {
  inputs: record({ demandGap: nullable(numeric) }),
  version: whole,
  content: nullable(contentShown),
  scope: optional(scopeShown),
  reason: optional(plain),
  ...chainShown,
  approved: flag,
  issued: nullable(record({ number: plain, on: day })),
  issuedPlans: optional(
    listOf(
      record({
        version: whole,
        number: plain,
        on: day,
        content: contentShown,
        scope: optional(scopeShown),
        reason: optional(plain),
        publishBy: optional(deadlineShown),
        publication: optional(publicationShown),
        takenOver: optional(flag),
      }),
    ),
  ),
};
