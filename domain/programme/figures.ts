/**
 * What a programme has come to, counted from what its projects recorded by the end of a day: each indicator with its
 * numerator, its denominator and the projects that fell short. Nobody types any of it. Deliberately absent: where the
 * projects are read from (prisma/record/project-figures.ts), and what follows from lost points (evaluation.ts).
 */
import type { Figure, FiguresAsked } from '../kernel/figure.ts';
import type { IsoDate } from '../kernel/values.ts';
import type { CountedProject, CountedResult, IssuedDays } from '../project/progress-part.ts';
import type { WorksPart } from '../stages/board-part.ts';
import { plannedStart } from '../stages/evaluation/scores.ts';
import type { ProgrammeEvaluationRules, ProgrammeIndicator } from '../standards/programme-evaluation.ts';
import type { ProjectStatus } from '../words/lists.ts';

/** What one project recorded, as far as a programme counts it. Sums in 分. */
export type ProjectFigures = {
  readonly project: string;
  readonly status: ProjectStatus;
  /** When it was opened, and now. */
  readonly plannedPlaces: number;
  readonly places: number;
  readonly plannedStart: IsoDate;
  readonly startedOn: IsoDate | null;
  readonly finishOn: IsoDate;
  /** By the plan as it was issued last; absent: nothing has moved since. */
  readonly issued?: IssuedDays;
  readonly completionOn: IsoDate | null;
  readonly estimateFen: number | null;
  readonly paidFen: number;
  /** Of its final accounts; null: not drawn up. */
  readonly accountsFen: number | null;
  /** Accepted without a notice of rectification and without a second round; null: not accepted yet. */
  readonly firstPass: boolean | null;
  readonly filed: boolean;
  readonly trained: number;
  readonly certified: number;
  readonly rulesIssued: boolean;
  readonly evaluated: boolean;
  /** Children enrolled of places, parents satisfied of those who answered, as verified; null: nobody counted it. */
  readonly occupancy: Part | null;
  readonly satisfaction: Part | null;
};
type Part = { readonly have: number; readonly of: number };

/** `opened`: the places that it was opened with. `works`: null where construction has not begun. */
export function figuresOfProject(
  state: CountedProject,
  opened: number,
  works: Pick<WorksPart, 'reached' | 'completionOn' | 'estimateFen' | 'paidFen'> | null,
): ProjectFigures {
  const { profile, stages, handover } = state;
  const handed = (stage: keyof typeof stages, field: CountedResult): unknown => stages[stage]?.result[field];
  const amount = (stage: keyof typeof stages, field: CountedResult): number | null => {
    const value = handed(stage, field);
    return typeof value === 'number' ? value : null;
  };
  const part = (ofThem: CountedResult, all: CountedResult): Part | null => {
    const [have, of] = [amount('EVALUATION', ofThem), amount('EVALUATION', all)];
    return have === null || of === null ? null : { have, of };
  };
  const { rectified, rounds } = { rectified: handed('ACCEPTANCE', 'rectified'), rounds: amount('ACCEPTANCE', 'rounds') ?? 1 };
  const trained = amount('TRAINING', 'trained') ?? 0;
  return {
    project: profile.code,
    status: state.status,
    plannedPlaces: opened,
    places: profile.places,
    plannedStart: plannedStart(profile),
    startedOn: works?.reached.START ?? null,
    finishOn: profile.finishOn,
    ...(state.issued === undefined ? {} : { issued: state.issued }),
    completionOn: works?.completionOn ?? null,
    estimateFen: works === null ? amount('APPROVALS', 'estimateFen') : works.estimateFen,
    paidFen: works?.paidFen ?? 0,
    accountsFen: handover.finalAccounts?.amountFen ?? null,
    firstPass: typeof rectified === 'boolean' ? !rectified && rounds === 1 : null,
    filed: handover.filing !== null,
    trained,
    // Of a release that handed on no certificates: a roster was complete only with them.
    certified: amount('TRAINING', 'certified') ?? trained,
    rulesIssued: stages.MANAGEMENT?.status === 'DONE',
    evaluated: stages.EVALUATION?.status === 'DONE',
    occupancy: part('enrolled', 'enrolledOf'),
    satisfaction: part('satisfied', 'satisfiedOf'),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** How many of some projects do. */
function counted(key: ProgrammeIndicator, projects: readonly ProjectFigures[], holds: (project: ProjectFigures) => boolean): Figure {
  const short = projects.filter((project) => !holds(project));
  return { key, have: projects.length - short.length, of: projects.length, short: short.map(({ project }) => project) };
}
/** How much of an amount, over some projects. */
function summed(
  key: ProgrammeIndicator,
  projects: readonly ProjectFigures[],
  have: (project: ProjectFigures) => number,
  of: (project: ProjectFigures) => number,
): Figure {
  const short = projects.filter((project) => have(project) < of(project)).map(({ project }) => project);
  return { key, have: sum(projects.map(have)), of: sum(projects.map(of)), short };
}
const isOver = ({ estimateFen, paidFen, accountsFen }: ProjectFigures): boolean =>
  estimateFen !== null && Math.max(paidFen, accountsFen ?? 0) > estimateFen;
/** What was counted and verified in each; one that was evaluated without is named, and adds nothing (releases up to 0.5.0 had points typed). */
function verified(key: ProgrammeIndicator, projects: readonly ProjectFigures[], field: 'occupancy' | 'satisfaction'): Figure {
  const parts = projects.flatMap((project) => project[field] ?? []);
  const short = projects.filter(({ evaluated, [field]: part }) => (part === null ? evaluated : part.have < part.of)).map(({ project }) => project);
  return { key, have: sum(parts.map(({ have }) => have)), of: sum(parts.map(({ of }) => of)), short };
}

/**
 * On time by the plan as it was issued, or by the days that were agreed on since, as the county's table says (docs/adr/0145);
 * those that kept the agreed days alone are named in either case.
 */
function onTime(
  key: 'ON_TIME_START' | 'ON_TIME_FINISH',
  projects: readonly ProjectFigures[],
  { asOf, onTimeBy }: Pick<FiguresAsked, 'asOf' | 'onTimeBy'>,
): Figure {
  const start = key === 'ON_TIME_START';
  const done = ({ startedOn, completionOn }: ProjectFigures): IsoDate | null => (start ? startedOn : completionOn);
  const agreed = (one: ProjectFigures): IsoDate => (start ? one.plannedStart : one.finishOn);
  const issued = (one: ProjectFigures): IsoDate => (start ? one.issued?.startOn : one.issued?.finishOn) ?? agreed(one);
  const by = onTimeBy === 'ISSUED' ? issued : agreed;
  const within = (one: ProjectFigures, planned: IsoDate): boolean => (done(one) ?? LAST) <= planned;
  const due = projects.filter((one) => done(one) !== null || by(one) < asOf);
  const replanned = due.filter((one) => within(one, agreed(one)) && !within(one, issued(one))).map(({ project }) => project);
  return { ...counted(key, due, (one) => within(one, by(one))), ...(onTimeBy === undefined || replanned.length === 0 ? {} : { replanned }) };
}
/** After every day. */
const LAST = '9999-12-31';

/** Example: six projects with 610 places, all accepted, add 610 of 610; 780 and 610 places of a target of 1,854 are 1,390. */
export function figuresOf(projects: readonly ProjectFigures[], { asOf, existingPlaces, targetPlaces, onTimeBy }: FiguresAsked): readonly Figure[] {
  const kept = projects.filter(({ status }) => status !== 'CANCELLED');
  const finished = kept.filter(({ completionOn }) => completionOn !== null);
  const added = summed(
    'PLACES',
    projects,
    ({ status, places }) => (status === 'ACCEPTED' ? places : 0),
    ({ plannedPlaces }) => plannedPlaces,
  );
  const figures: Readonly<Record<ProgrammeIndicator, Figure>> = {
    // What was cancelled was planned all the same.
    PLACES: added,
    FINISHED: counted('FINISHED', projects, ({ status, completionOn }) => status !== 'CANCELLED' && completionOn !== null),
    FIRST_PASS: counted(
      'FIRST_PASS',
      kept.filter(({ firstPass }) => firstPass !== null),
      ({ firstPass }) => firstPass === true,
    ),
    FILED: counted('FILED', finished, ({ filed }) => filed),
    ON_TIME_START: onTime('ON_TIME_START', kept, { asOf, ...(onTimeBy === undefined ? {} : { onTimeBy }) }),
    ON_TIME_FINISH: onTime('ON_TIME_FINISH', kept, { asOf, ...(onTimeBy === undefined ? {} : { onTimeBy }) }),
    WITHIN_ESTIMATE: counted('WITHIN_ESTIMATE', finished, (project) => !isOver(project)),
    RATIO: { key: 'RATIO', have: existingPlaces + added.have, of: targetPlaces, short: added.short },
    OCCUPANCY: verified('OCCUPANCY', kept, 'occupancy'),
    CERTIFIED: summed(
      'CERTIFIED',
      kept,
      ({ certified }) => certified,
      ({ trained }) => trained,
    ),
    RULES: counted('RULES', kept, ({ rulesIssued }) => rulesIssued),
    SATISFACTION: verified('SATISFACTION', kept, 'satisfaction'),
    BUDGET: summed(
      'BUDGET',
      kept,
      ({ paidFen }) => paidFen,
      ({ estimateFen }) => estimateFen ?? 0,
    ),
  };
  return Object.values(figures);
}

/** Points by the figures: all of them at the target, a part below it, none where there is nothing to count. */
export function pointsOf(figures: readonly Figure[], { indicators }: Pick<ProgrammeEvaluationRules, 'indicators'>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    indicators.map(({ key, weight, targetPercent }) => {
      const { have, of } = figures.find((figure) => figure.key === key) ?? { have: 0, of: 0 };
      const rate = of <= 0 ? 0 : Math.min((have * PERCENT) / (of * targetPercent), 1);
      return [key, Math.round(weight * rate * PERCENT) / PERCENT];
    }),
  );
}
const PERCENT = 100;
