/** What readers are shown of this stage. */
import { day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { bilingual, listOf, numeric } from '../../kernel/view.ts';
import { CLASS_KINDS } from '../../profile/profile.ts';

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
      batch: optional(plain),
      classKind: optional(oneOf(CLASS_KINDS)),
      issuer: optional(plain),
      issuedOn: optional(day),
      validUntil: optional(day),
      healthCertificate: optional(plain),
      healthIssuer: optional(plain),
      noCrimeNumber: optional(plain),
      leftOn: optional(day),
      substitute: optional(plain),
    }),
  ),
  ready: nullable(table(plain, whole)),
  belowHours: optional(listOf(plain)),
  batches: optional(table(plain, record({ from: optional(day), to: optional(day), organiser: optional(plain), enrolled: whole, lists: whole }))),
  short: optional(record({ since: day, lacks: listOf(bilingual) })),
};
