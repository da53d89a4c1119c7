/**
 * What cannot be among the people who were trained on paper: one person twice, one certificate of two people, a class that
 * the project does not have, a paper that ended before it began. Deliberately absent: who is ready (stages/training/ready.ts);
 * a certificate that has ended since is no fault, and proves nothing from then on.
 */
import { CLASS_NAMES } from '../profile/profile.ts';
import { certificateTerm } from '../stages/training/ready.ts';
import { type FactOf, factOf, factsOf, type TakenFact } from '../taken-fact/kinds.ts';
import type { Standing } from './standing.ts';

type Trained = FactOf<'TRAINEE'>;
type Say = (fact: TakenFact, field: string, zh: string, en: string) => void;
type People = { readonly facts: readonly TakenFact[]; readonly standing: Standing; readonly say: Say };

export function peopleFaults({ facts, standing, say }: People): void {
  const trainees = factsOf(facts, 'TRAINEE');
  const refs = new Map<string, string>();
  for (const fact of trainees) {
    const same = refs.get(certificateTerm(fact.ref));
    if (same !== undefined && same !== fact.ref) say(fact, 'ref', `与 ${same} 是同一人`, `must be one person once; ${same} is the same`);
    refs.set(certificateTerm(fact.ref), fact.ref);
    if ((fact.score === undefined) !== (fact.examOn === undefined))
      say(fact, 'examOn', '考试日期和成绩须同时填写', 'must be there with score, and not without it');
    standsAtClass(fact, standing, say);
    papers(fact, say);
  }
  for (const field of ['certificate', 'healthCertificate'] as const) ofOnePerson(trainees, field, say);
  const roster = factOf(facts, 'ROSTER');
  if (roster !== undefined && trainees.length === 0)
    say(roster, 'kind', '没有受训人员（TRAINEE）', 'must come after the trainees (TRAINEE), of whom there are none');
}

/** Carers alone stand at classes, of a kind that the project has. */
function standsAtClass(fact: Trained, { profile }: Standing, say: Say): void {
  const { post, classKind } = fact;
  if (classKind === undefined) return;
  if (post !== 'CARER') say(fact, 'classKind', '只有保育人员定班', 'must be left out; only carers (CARER) stand at a class');
  const { zh, en } = CLASS_NAMES[classKind];
  if (profile.classes[classKind] === 0) say(fact, 'classKind', `本项目没有${zh}`, `must be a class of this project, which has none of “${en}”`);
}

/** What is said of a paper belongs to one that is there, and its days are in order. */
function papers(fact: Trained, say: Say): void {
  const { certificate, issuedOn, validUntil } = fact;
  for (const field of ['issuer', 'issuedOn', 'validUntil'] as const)
    if (certificate === undefined && fact[field] !== undefined)
      say(fact, field, '须先有证书编号（certificate）', 'must belong to a certificate, whose number is not there');
  for (const field of ['healthCertificate', 'healthIssuer'] as const)
    if (fact.healthCertificateUntil === undefined && fact[field] !== undefined)
      say(fact, field, '须写明健康证有效期至（healthCertificateUntil）', 'must come with healthCertificateUntil, the day on which it ends');
  if (fact.noCrimeNumber !== undefined && fact.noCrimeCheckedOn === undefined)
    say(fact, 'noCrimeNumber', '须写明查询日期（noCrimeCheckedOn）', 'must come with noCrimeCheckedOn, the day of the check');
  if (issuedOn !== undefined && validUntil !== undefined && validUntil <= issuedOn)
    say(fact, 'validUntil', `须晚于发证日期 ${issuedOn}`, `must be after ${issuedOn}, the day on which it was issued`);
}

/** 一证一人, however its number is written. */
function ofOnePerson(trainees: readonly Trained[], field: 'certificate' | 'healthCertificate', say: Say): void {
  const held = new Map<string, string>();
  for (const fact of trainees) {
    const number = fact[field];
    if (number === undefined) continue;
    const holder = held.get(certificateTerm(number));
    if (holder !== undefined) say(fact, field, `一证一人；${number} 已在 ${holder} 名下`, `must be of one person alone; ${holder} has ${number}`);
    held.set(certificateTerm(number), fact.ref);
  }
}
