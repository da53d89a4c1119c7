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
  ...some(fact, ['fullTime', 'classKind', 'issuer', 'issuedOn', 'validUntil', 'healthCertificate', 'healthIssuer', 'noCrimeNumber']),
});

/** Those fields that are there. */
const some = <T extends object, K extends keyof T>(of: T, keys: readonly K[]): Partial<Pick<T, K>> =>
  Object.fromEntries(keys.flatMap((key) => (of[key] === undefined ? [] : [[key, of[key]]]))) as Partial<Pick<T, K>>; // its own keys

/** By their references. */
export const traineesOf = (facts: readonly TakenFact[]): Readonly<Record<string, Trainee>> =>
  Object.fromEntries(factsOf(facts, 'TRAINEE').map((fact) => [fact.ref, traineeOf(fact)]));

/** What is said together of one paper, or of one matter. */
const TOGETHER: readonly (readonly (keyof Trainee)[])[] = [
  ['score', 'examOn'],
  ['certificate', 'issuer', 'issuedOn', 'validUntil'],
  ['healthCertificateUntil', 'healthCertificate', 'healthIssuer'],
  ['noCrimeCheckedOn', 'noCrimeNumber'],
  ['classKind'],
  ['batch'],
  ['leftOn', 'substitute'],
];

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
      const fields = TOGETHER.flatMap((group) => {
        const cameHere = group.some((field) => here[field] !== before[field]);
        return Object.entries(some(cameHere ? here : corrected, group));
      });
      const { fullTime } = corrected;
      return [
        ref,
        {
          ...{ post: corrected.post, theoryHours: hours('theoryHours'), practiceHours: hours('practiceHours') },
          ...Object.fromEntries(fields),
          ...(fullTime === undefined ? {} : { fullTime }),
        } as Trainee, // its own fields
      ];
    }),
  );
}
