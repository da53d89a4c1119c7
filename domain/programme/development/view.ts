/** How the development plan of a programme is shown. */
import { deadlineShown } from '../../calendar/view.ts';
import { day, fen, flag, nullable, optional, plain, record, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';
import { chainShown, publicationShown } from '../../plan/view.ts';
import { standardsShown } from '../../rule-table/view.ts';

const content = record({
  survey: record({ asOf: day, validAnswers: whole, requiredPlaces: whole, demandGap: whole }),
  perThousand: numeric,
  publicPercent: numeric,
  towns: listOf(record({ town: plain, places: whole })),
  projects: listOf(record({ name: plain, places: whole, year: plain, code: optional(plain) })),
  land: plain,
  money: listOf(record({ source: plain, amountFen: fen })),
  staff: plain,
  measures: listOf(record({ measure: plain, unit: plain })),
});
const base = record({ population: whole, existingPlaces: whole, targetPlaces: whole });

export const developmentShown = optional(
  record({
    ...chainShown,
    version: whole,
    unit: plain,
    content,
    base,
    standards: standardsShown,
    reason: optional(plain),
    approval: nullable(plain),
    attempts: whole,
    approved: flag,
    issuedPlans: listOf(
      record({
        version: whole,
        number: plain,
        on: day,
        content,
        base,
        reason: optional(plain),
        publishBy: optional(deadlineShown),
        publication: optional(publicationShown),
      }),
    ),
  }),
);
