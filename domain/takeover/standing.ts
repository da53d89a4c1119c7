/**
 * Where a project stands by the facts that were taken over: which stages they complete, and what each of those hands on to
 * later ones. Pure. Deliberately absent: whether the facts can be (faults.ts), and what is found in them (findings.ts).
 */
import { addMonths } from '../kernel/days.ts';
import type { IsoDate } from '../kernel/values.ts';
import { type ApprovalPath, investmentFen, type ProjectProfile, plannedOpening } from '../profile/profile.ts';
import { type Standards, valuesIn } from '../rule-table/table.ts';
import type { StageKey } from '../stages/all.ts';
import type { StageResult } from '../stages/facts.ts';
import { type Judging, readyByPost } from '../stages/training/ready.ts';
import { traineesOf } from '../stages/training/taken-over.ts';
import type { StepCode } from '../standards/approval-paths.ts';
import { CLASSES, requiredCarers } from '../standards/classes.ts';
import { supplyVerdict } from '../standards/demand.ts';
import { bandOf, EVALUATION } from '../standards/evaluation.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { surveyRules } from '../standards/survey.ts';
import { factOf, factsOf, type TakenFact } from '../taken-fact/kinds.ts';

/** What facts are read against. `steps`: the approvals that the project's path asks for. */
export type Standing = {
  readonly profile: ProjectProfile;
  readonly path: ApprovalPath;
  readonly steps: readonly StepCode[];
  readonly standards: Standards | undefined;
};

const ESTIMATED_BY: readonly StepCode[] = ['PRELIM', 'PLAN_ESTIMATE'];
/** 核定概算 by the replies; the funding where none fixes it. */
function estimateFen(facts: readonly TakenFact[], { profile }: Standing): number {
  const replies = factsOf(facts, 'STEP_REPLIED');
  const fixed = ESTIMATED_BY.flatMap((step) => replies.filter((reply) => reply.step === step)).at(0)?.amountFen;
  return fixed ?? investmentFen(profile.funding);
}

export const sumFen = (facts: readonly { readonly amountFen: number }[]): number => facts.reduce((sum, fact) => sum + fact.amountFen, 0);

const lacks = (facts: readonly TakenFact[], stage: StageKey): boolean =>
  factsOf(facts, 'LACKING').some((fact) => fact.stage === stage && fact.item === undefined);

/** The approvals that are neither replied to nor declared lacking. */
export function stepsOpen(facts: readonly TakenFact[], { steps }: Standing): readonly StepCode[] {
  const lacking = factsOf(facts, 'LACKING').flatMap(({ stage, item }) => (stage === 'APPROVALS' && item !== undefined ? [item] : []));
  return steps.filter((step) => !lacking.includes(step) && !factsOf(facts, 'STEP_REPLIED').some((reply) => reply.step === step));
}

/** What the county's rules say of a roster of that day. */
export const judgingOf = ({ standards, profile }: Standing, on: IsoDate): Judging => ({
  standards,
  day: on,
  opensOn: plannedOpening(profile) > on ? plannedOpening(profile) : on,
});

type Complete = (facts: readonly TakenFact[], standing: Standing) => StageResult | null;
const NOTHING: StageResult = {};

/** What each stage hands on where its facts complete it; null: they do not. */
const COMPLETED = {
  SURVEY(facts, { profile, standards }) {
    const held = factOf(facts, 'SURVEY_HELD');
    if (held === undefined) return lacks(facts, 'SURVEY') ? NOTHING : null;
    const { requiredPlaces, demandGap, policyGap, validAnswers } = held;
    return { requiredPlaces, demandGap, policyGap, verdict: supplyVerdict(profile.places, demandGap, surveyRules(standards)), validAnswers };
  },
  PLANNING(facts) {
    const plan = factOf(facts, 'PLAN_ISSUED');
    if (plan === undefined) return lacks(facts, 'PLANNING') ? NOTHING : null;
    return { planNumber: plan.document, planIssuedOn: plan.on, planVersion: 1, planPlaces: plan.places };
  },
  APPROVALS: (facts, standing) => (stepsOpen(facts, standing).length > 0 ? null : { path: standing.path, estimateFen: estimateFen(facts, standing) }),
  CONSTRUCTION(facts, standing) {
    const [completed, filed] = [factOf(facts, 'COMPLETION'), factOf(facts, 'COMPLETION_FILED')];
    if (completed === undefined || filed === undefined) return null;
    const inspections = factsOf(facts, 'INSPECTION');
    return {
      completionOn: completed.on,
      filingNumber: filed.document,
      contractFen: factOf(facts, 'CONTRACT')?.amountFen ?? null,
      changesFen: sumFen(factsOf(facts, 'CHANGE')),
      paidFen: sumFen(factsOf(facts, 'PAYMENT')),
      estimateFen: estimateFen(facts, standing),
      redLights: 0,
      findings: 0,
      startedOn: factsOf(facts, 'MILESTONE').find(({ milestone }) => milestone === 'START')?.on ?? null,
      inspections: inspections.length + 1,
      inspectionsPassed: inspections.filter(({ passed }) => passed).length + 1,
    };
  },
  TRAINING(facts, standing) {
    const roster = factOf(facts, 'ROSTER');
    if (roster === undefined) return lacks(facts, 'TRAINING') ? NOTHING : null;
    const trainees = traineesOf(facts);
    return {
      carersReady: readyByPost(trainees, judgingOf(standing, roster.on)).CARER,
      carersRequired: requiredCarers(standing.profile.classes, valuesIn(standing.standards, CLASSES)),
      trained: Object.keys(trainees).length,
      certified: Object.values(trainees).filter(({ certificate }) => certificate !== null).length,
    };
  },
  MANAGEMENT(facts, { standards }) {
    const [issued, briefing] = [factOf(facts, 'RULES_ISSUED'), factOf(facts, 'BRIEFING')];
    if (issued === undefined || briefing === undefined) return lacks(facts, 'MANAGEMENT') ? NOTHING : null;
    return { rules: new Set(issued.rules).size, rulesNumber: issued.document, rulesLeast: valuesIn(standards, MANAGEMENT).leastRules };
  },
  PUBLICITY(facts) {
    const known = factOf(facts, 'AWARENESS');
    if (known === undefined) return lacks(facts, 'PUBLICITY') ? NOTHING : null;
    const reached = factsOf(facts, 'ACTIVITY').reduce((sum, activity) => sum + activity.reached, 0);
    return { awarenessPercent: awarePercent(known), reached };
  },
  EVALUATION(facts, { standards }) {
    const evaluated = factOf(facts, 'EVALUATED');
    if (evaluated === undefined) return lacks(facts, 'EVALUATION') ? NOTHING : null;
    return { evaluationScore: evaluated.score, evaluationBand: bandOf(evaluated.score, valuesIn(standards, EVALUATION)), measures: 0 };
  },
  ACCEPTANCE(facts) {
    const passed = factOf(facts, 'ACCEPTED');
    return passed === undefined
      ? null
      : { acceptanceScore: passed.score, rectified: passed.rectified, rounds: passed.rounds ?? 1, passedOn: passed.on };
  },
  HANDOVER(facts) {
    const filing = factOf(facts, 'FILING');
    const all = (['PUBLIC_NOTICE', 'FINAL_ACCOUNTS', 'ASSETS', 'ARCHIVE'] as const).every((of) => factOf(facts, of) !== undefined);
    return filing === undefined || !all ? null : { filing: filing.document };
  },
} as const satisfies Partial<Record<StageKey, Complete>>;

const TENTHS = 10; // of a percent
export const awarePercent = ({ asked, aware }: { readonly asked: number; readonly aware: number }): number =>
  asked === 0 ? 0 : Math.round((aware / asked) * 100 * TENTHS) / TENTHS;

/** What a stage hands on; null: its facts do not complete it. */
export const completedBy = (stage: StageKey, facts: readonly TakenFact[], standing: Standing): StageResult | null =>
  canBeTakenOver(stage) ? COMPLETED[stage](facts, standing) : null;

/** A stage that came to the product later has nothing on paper that this knows: it is done here. */
export const canBeTakenOver = (stage: StageKey): stage is keyof typeof COMPLETED => Object.hasOwn(COMPLETED, stage);

type Going = {
  readonly today: IsoDate;
  /** Decided by a release that changes plans and revises rules which were issued on paper. */
  readonly revises: boolean;
  /** Nothing of the project is left to be done. */
  readonly over: boolean;
};
/**
 * Done as far as the project goes, its case still has something to do here: a plan that may change while the project lasts; money,
 * warranties; certificates that end; rules that are revised.
 */
export function goesOnAfter(stage: StageKey, facts: readonly TakenFact[], { today, revises, over }: Going): boolean {
  if (stage === 'PLANNING') return revises && !over && factOf(facts, 'PLAN_ISSUED') !== undefined;
  if (stage === 'MANAGEMENT') return revises && factOf(facts, 'RULES_ISSUED') !== undefined;
  if (stage === 'CONSTRUCTION') return factOf(facts, 'CONTRACT') !== undefined;
  if (stage === 'TRAINING') return factsOf(facts, 'TRAINEE').some(({ healthCertificateUntil: until }) => until !== undefined && until >= today);
  return false;
}

/** From which day a limit runs that begins with something taken over; what is older than a year runs from today. */
export const clockFrom = (on: IsoDate, today: IsoDate): IsoDate => (on >= addMonths(today, -12) ? on : today);
