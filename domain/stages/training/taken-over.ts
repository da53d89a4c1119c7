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

/** Each with what was recorded of them here since: hours add up, and a paper or an exam of here stands before one on paper. */
export function withWhatCameHere(
  held: Readonly<Record<string, Trainee>>,
  was: Readonly<Record<string, Trainee>>,
  now: Readonly<Record<string, Trainee>>,
): Readonly<Record<string, Trainee>> {
  return Object.fromEntries(
    Object.entries(now).map(([ref, corrected]) => {
      const [here, before] = [held[ref], was[ref]];
      if (here === undefined || before === undefined) return [ref, corrected];
      const hours = (of: 'theoryHours' | 'practiceHours'): number => corrected[of] + Math.max(0, here[of] - before[of]);
      const sat = here.examOn !== before.examOn || here.score !== before.score;
      const examined: Partial<Trainee> = sat ? { score: here.score, ...(here.examOn === undefined ? {} : { examOn: here.examOn }) } : {};
      const own = <K extends 'certificate' | 'healthCertificateUntil' | 'noCrimeCheckedOn'>(of: K): Pick<Trainee, K> =>
        ({ [of]: here[of] === before[of] ? corrected[of] : here[of] }) as Pick<Trainee, K>; // that one field
      const papers = { ...own('certificate'), ...own('healthCertificateUntil'), ...own('noCrimeCheckedOn') };
      return [ref, { ...corrected, theoryHours: hours('theoryHours'), practiceHours: hours('practiceHours'), ...examined, ...papers }];
    }),
  );
}
