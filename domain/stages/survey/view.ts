/** What readers are shown of this stage. */
import { day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';
import { surveyBasisShown } from '../../profile/view.ts';
import { STRATA } from '../../standards/demand.ts';

/** Beside what all stages show. */
export const shown = {
  inputs: record({ survey: surveyBasisShown }),
  closesOn: nullable(day),
  opensOn: optional(day),
  overdue: flag,
  batches: listOf(plain),
  tally: record({
    received: whole,
    valid: whole,
    needs: table(plain, table(plain, whole)),
    feeLimits: table(plain, whole),
    invalid: table(plain, whole),
    strata: optional(table(plain, whole)),
    answered: optional(record({ first: day, last: day })),
    questions: optional(table(plain, table(plain, whole))),
  }),
  // Without the hash of its address.
  publicForm: optional(
    record({
      version: whole,
      areas: listOf(record({ name: plain, stratum: oneOf(STRATA) })),
      basis: plain,
      openedOn: day,
      closedOn: nullable(day),
      received: nullable(whole),
    }),
  ),
  report: nullable(
    record({
      rawDemand: numeric,
      effective: numeric,
      requiredPlaces: numeric,
      demandGap: numeric,
      policyTarget: numeric,
      policyGap: numeric,
      validAnswers: whole,
      answersNeeded: whole,
      margin: numeric,
      plannedPlaces: whole,
      verdict: oneOf(['BALANCED', 'OVERSUPPLY', 'UNDERSUPPLY']),
      sample: optional(
        record({
          received: whole,
          validReturnPercent: numeric,
          toHandOut: optional(whole),
          strata: listOf(
            record({
              stratum: oneOf(STRATA),
              valid: whole,
              sharePercent: numeric,
              householdsPercent: nullable(numeric),
              least: nullable(whole),
              most: nullable(whole),
              short: flag,
            }),
          ),
        }),
      ),
      reason: optional(plain),
    }),
  ),
};
