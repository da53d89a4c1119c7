/**
 * Who is ready to work with children on a day: hours, exam, certificate, health, no-crime check. Numbers that the county
 * has yet to confirm are noted and stop nobody. Deliberately absent: how many are needed (standards/classes.ts).
 */
import { addMonths } from '../../kernel/days.ts';
import type { IsoDate } from '../../kernel/values.ts';
import type { ClassKind } from '../../profile/profile.ts';
import { gates, type Standards, valuesIn } from '../../rule-table/table.ts';
import type { Post } from '../../standards/closed-lists.ts';
import { TRAINING, type TrainingRules } from '../../standards/training.ts';

export type Trainee = {
  readonly post: Post;
  readonly theoryHours: number;
  readonly practiceHours: number;
  readonly score: number | null;
  /** The day of the exam with that score; absent: none yet, or by a release up to 0.5.0. */
  readonly examOn?: IsoDate;
  readonly certificate: string | null;
  readonly healthCertificateUntil: IsoDate | null;
  readonly noCrimeCheckedOn: IsoDate | null;
  /** 专职. Absent: part-time, or not said. */
  readonly fullTime?: boolean;
  /** The batch of training; absent: of a release that dropped it. */
  readonly batch?: string;
  /** The classes at which a carer stands; absent: not said. */
  readonly classKind?: ClassKind;
  /** Of the certificate of training, or a guard's licence: who gave it, when, until when; absent: not said. */
  readonly issuer?: string;
  readonly issuedOn?: IsoDate;
  readonly validUntil?: IsoDate;
  readonly healthCertificate?: string;
  readonly healthIssuer?: string;
  readonly noCrimeNumber?: string;
  /** Left their post, and counts no more; `substitute`: who took it over. */
  readonly leftOn?: IsoDate;
  readonly substitute?: string;
};

/** What people are judged by. `day`: on which; `opensOn`: the earliest day on which they work with children. */
export type Judging = { readonly standards: Standards | undefined; readonly day: IsoDate; readonly opensOn: IsoDate };

/** The last day on which a health certificate can end that was given on `day`; null: no limit. */
export const healthUntilAtMost = ({ healthCertificateMonths: months }: TrainingRules, day: IsoDate): IsoDate | null =>
  months === null ? null : addMonths(day, months);

function hasHours({ post, theoryHours, practiceHours }: Trainee, rules: TrainingRules, standards: Standards | undefined): boolean {
  const all = theoryHours + practiceHours;
  if (post === 'HEAD') return all >= rules.headHours;
  if (post === 'HEALTH_WORKER') return all >= (rules.healthWorkerHours ?? 0);
  if (post === 'GUARD') return true;
  const apart = (row: 'carerTheoryHours' | 'carerPracticeHours', has: number) => !gates(standards, TRAINING, row) || has >= rules[row];
  return all >= (rules.carerHoursInAll ?? 0) && apart('carerTheoryHours', theoryHours) && apart('carerPracticeHours', practiceHours);
}

function isHealthy(until: IsoDate | null, rules: TrainingRules, { day, opensOn }: Judging): boolean {
  const most = healthUntilAtMost(rules, day);
  const needed = rules.healthAtOpening && opensOn > day ? opensOn : day;
  return until !== null && until >= needed && (most === null || until <= most);
}

function isChecked(on: IsoDate | null, { crimeCheckMonths }: TrainingRules, { standards, day }: Judging): boolean {
  if (on === null) return false;
  if (standards?.TRAINING === undefined) return true; // of a release that took any day
  return on <= day && (crimeCheckMonths === null || addMonths(on, crimeCheckMonths) >= day);
}

/** Fully trained and checked: hours, exam, certificate, valid health certificate, no-crime check. */
export function isReady(trainee: Trainee, judging: Judging): boolean {
  const rules = valuesIn(judging.standards, TRAINING);
  return (
    trainee.leftOn === undefined &&
    (trainee.validUntil === undefined || trainee.validUntil >= judging.day) &&
    hasHours(trainee, rules, judging.standards) &&
    (trainee.post === 'GUARD' || rules.passMark === null || (trainee.score !== null && trainee.score >= rules.passMark)) &&
    trainee.certificate !== null &&
    isHealthy(trainee.healthCertificateUntil, rules, judging) &&
    isChecked(trainee.noCrimeCheckedOn, rules, judging)
  );
}

type Trainees = Readonly<Record<string, Trainee>>;
export function readyByPost(trainees: Trainees, judging: Judging): Readonly<Record<Post, number>> {
  const number = (post: Post) => Object.values(trainees).filter((t) => t.post === post && isReady(t, judging)).length;
  return { HEAD: number('HEAD'), CARER: number('CARER'), HEALTH_WORKER: number('HEALTH_WORKER'), GUARD: number('GUARD') };
}

export const fullTimeReady = (trainees: Trainees, judging: Judging): number =>
  Object.values(trainees).filter((t) => t.post === 'HEALTH_WORKER' && t.fullTime === true && isReady(t, judging)).length;

/** Carers with fewer hours of theory or practice than the numbers that the county has yet to confirm. */
export function belowHours(trainees: Trainees, standards: Standards | undefined): readonly string[] {
  const { carerTheoryHours, carerPracticeHours } = valuesIn(standards, TRAINING);
  return Object.entries(trainees).flatMap(([ref, { post, theoryHours, practiceHours, leftOn }]) =>
    post === 'CARER' && leftOn === undefined && (theoryHours < carerTheoryHours || practiceHours < carerPracticeHours) ? [ref] : [],
  );
}

/** 持证: how many hold a certificate. */
export const certifiedIn = (trainees: Trainees): number => Object.values(trainees).filter(({ certificate }) => certificate !== null).length;

/** Two ways to write one certificate number. */
export const certificateTerm = (certificate: string): string => certificate.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();
