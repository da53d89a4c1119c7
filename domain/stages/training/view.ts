/** What readers are shown of this stage. */
import { day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  trainees: table(
    plain,
    record({
      post: oneOf(['HEAD', 'CARER', 'HEALTH_WORKER', 'GUARD']),
      theoryHours: numeric,
      practiceHours: numeric,
      score: nullable(numeric),
      examOn: optional(day),
      certificate: nullable(plain),
      healthCertificateUntil: nullable(day),
      noCrimeCheckedOn: nullable(day),
      fullTime: optional(flag),
    }),
  ),
  ready: nullable(table(plain, whole)),
  belowHours: optional(listOf(plain)),
};
