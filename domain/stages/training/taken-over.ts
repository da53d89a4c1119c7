/** People who were trained before the project came here, as training holds them. Deliberately absent: who is ready (ready.ts). */
import { type FactOf, factsOf, type TakenFact } from '../../taken-fact/kinds.ts';
import type { Trainee } from './ready.ts';

const traineeOf = (fact: FactOf<'TRAINEE'>): Trainee => ({
  post: fact.post,
  theoryHours: fact.theoryHours,
  practiceHours: fact.practiceHours,
  score: fact.score ?? null,
  ...(fact.examOn === undefined ? {} : { examOn: fact.examOn }),
  certificate: fact.certificate ?? null,
  healthCertificateUntil: fact.healthCertificateUntil ?? null,
  noCrimeCheckedOn: fact.noCrimeCheckedOn ?? null,
  ...(fact.fullTime === undefined ? {} : { fullTime: fact.fullTime }),
});

/** By their references. */
export const traineesOf = (facts: readonly TakenFact[]): Readonly<Record<string, Trainee>> =>
  Object.fromEntries(factsOf(facts, 'TRAINEE').map((fact) => [fact.ref, traineeOf(fact)]));
