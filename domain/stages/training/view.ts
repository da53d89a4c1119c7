/** What readers are shown of this stage. */
import { day, nullable, oneOf, plain, record, table, whole } from '../../kernel/shape.ts';
import { numeric } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  trainees: table(
    plain,
    record({
      post: oneOf(['HEAD', 'CARER', 'HEALTH_WORKER', 'GUARD']),
      theoryHours: numeric,
      practiceHours: numeric,
      score: nullable(numeric),
      certificate: nullable(plain),
      healthCertificateUntil: nullable(day),
      noCrimeCheckedOn: nullable(day),
    }),
  ),
  ready: nullable(table(plain, whole)),
};
