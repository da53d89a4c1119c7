/**
 * A project as whoever opens it reads it: its row of the board, its stages with the days that are planned and real, its
 * milestones, approvals that it needs, changes, people. Pure. Deliberately absent: acts (acts-now.ts), and each stage's own
 * content (its case).
 */
import { dayAt, daysBetween } from '../kernel/days.ts';
import { streamOf } from '../kernel/stream.ts';
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { STAGE_NAMES, STAGE_WAVES, STAGES_BEFORE, type StageKey } from '../stages/all.ts';
import type { WorksPart } from '../stages/board-part.ts';
import { plannedStart } from '../stages/evaluation/scores.ts';
import { STEP_CODES, STEP_NAMES } from '../standards/approval-paths.ts';
import { MILESTONE_NAMES, milestonesOf } from '../standards/milestones.ts';
import { factOf, factsOf, factsOfStage, type TakenFact } from '../taken-fact/kinds.ts';
import { factName } from '../takeover/fact-words.ts';
import type { StageStatus } from '../words/lists.ts';
import { boardRow, type ProjectRow, projectPart } from './board.ts';
import type { ProjectState, StepState } from './facts.ts';
import { type LightReason, type LitCase, worstLight } from './lights.ts';
import { compareSchedules, dayIn, type MonthCompared, originalOf } from './schedule.ts';
import { kindOfStage, stagesIn } from './stages.ts';

/** Days that are planned, as far as a plan says so. */
type Planned = { readonly from: IsoDate | null; readonly to: IsoDate | null };
export type StageShown = {
  readonly stage: StageKey;
  readonly name: Text;
  /** Counted from 1; those of one wave run side by side. */
  readonly wave: number;
  readonly status: StageStatus;
  /** Its case; null: it has none yet, or the project carries it itself. */
  readonly case: string | null;
  readonly planned: Planned;
  readonly startedOn: IsoDate | null;
  readonly finishedOn: IsoDate | null;
  /** Days behind the plan: of what is not done until today. Null: it is not, or nothing is planned. */
  readonly lateDays: number | null;
  /** All of it was done before it came here (接续办理). */
  readonly takenOver: boolean;
  /** What of it was entered from paper, however much was done here. */
  readonly takenFacts: readonly { readonly name: Text; readonly document: string; readonly on: IsoDate; readonly by: string }[];
  readonly goesOn: boolean;
  readonly light: Light | null;
  readonly why: readonly LightReason[];
  /** Stages of the wave before that must be done before it may begin, and are not. */
  readonly waitsFor: readonly StageKey[];
};
export type MilestoneShown = {
  readonly key: string;
  readonly name: Text;
  readonly plannedOn: IsoDate | null;
  /** By the plan as it was issued, where days have moved since; null: they have not, or none was planned. */
  readonly originalOn: IsoDate | null;
  readonly reachedOn: IsoDate | null;
  /** Behind its planned day; negative: before it. Null: no day is planned, or it is still to come. */
  readonly lateDays: number | null;
  readonly takenOver: boolean;
};
export type StepShown = Omit<StepState, 'takenOver'> & { readonly step: string; readonly name: Text; readonly takenOver: boolean };
export type CorrectionShown = { readonly correction: string; readonly what: Text; readonly reason: string; readonly by: string | null };

export type ProjectReading = ProjectRow & {
  readonly profile: ProjectState['profile'];
  readonly survey: ProjectState['survey'];
  readonly panel: readonly string[];
  /** Whole 分; null: none yet. */
  readonly contractFen: number | null;
  readonly changesFen: number;
  readonly suspension: { readonly on: IsoDate; readonly reason: string; readonly by: string | null } | null;
  readonly cancelReason: string | null;
  readonly remains: readonly Text[];
  readonly takeover: {
    readonly status: 'OPEN' | 'CLOSED';
    readonly facts: number;
    readonly document: string | null;
    readonly closedOn: IsoDate | null;
    readonly closedBy: string | null;
    /** Corrections that wait for a second person. */
    readonly corrections: readonly CorrectionShown[];
  } | null;
  readonly stagesShown: readonly StageShown[];
  readonly milestones: readonly MilestoneShown[];
  /** Planned progress month by month, by the issued plan and by the newest days; empty: none has moved. */
  readonly months: readonly MonthCompared[];
  readonly steps: readonly StepShown[];
  readonly changes: NonNullable<ProjectState['projectChanges']>;
};

const takenFacts = ({ takeover }: ProjectState): readonly TakenFact[] => Object.values(takeover?.facts ?? {});

/** Only works have planned days of their own; what must be done before them is planned until they begin. */
function plannedOf(key: StageKey, { profile }: ProjectState): Planned {
  if (key === 'CONSTRUCTION') return { from: plannedStart(profile), to: profile.finishOn };
  if (STAGES_BEFORE.CONSTRUCTION.includes(key)) return { from: null, to: plannedStart(profile) };
  return { from: STAGES_BEFORE[key].includes('CONSTRUCTION') ? profile.finishOn : null, to: null };
}

const first = (days: readonly IsoDate[]): IsoDate | null => days.toSorted()[0] ?? null;
const last = (days: readonly IsoDate[]): IsoDate | null => days.toSorted().at(-1) ?? null;
const dayOrNull = (instant: string | null): readonly IsoDate[] => (instant === null ? [] : [dayAt(instant)]);

type Around = { readonly works: WorksPart | null; readonly why: readonly LightReason[]; readonly cases: readonly LitCase[]; readonly today: IsoDate };

/** Of what must be done before, what stands next to it: the wave before its own; what that waits for it says itself. */
function nextBefore(key: StageKey, { stages }: ProjectState): readonly StageKey[] {
  const before = STAGES_BEFORE[key].filter((one) => stages[one] !== undefined && stages[one].status !== 'DONE');
  const wave = STAGE_WAVES.findLast((stagesOf) => stagesOf.some((one) => before.includes(one))) ?? [];
  return wave.filter((one) => before.includes(one));
}

function stageShown(key: StageKey, state: ProjectState, { works, why, cases, today }: Around): StageShown {
  const known = state.stages[key] ?? { status: 'WAITING', startedAt: null, finishedAt: null, result: {} };
  const facts = factsOfStage(takenFacts(state), key).filter(({ kind }) => kind !== 'LACKING');
  const paper = facts.map(({ on }) => on);
  const begun = known.status !== 'WAITING' || known.takenOver === true;
  const kind = kindOfStage(key);
  const own = why.filter(({ stage }) => stage === key);
  const startedOn = begun || facts.length > 0 ? first([...paper, ...(known.takenOver === true ? [] : dayOrNull(known.startedAt))]) : null;
  const finishedOn =
    known.status !== 'DONE'
      ? null
      : known.takenOver === true
        ? last(paper.length > 0 ? paper : dayOrNull(known.finishedAt))
        : last(dayOrNull(known.finishedAt));
  const planned = plannedOf(key, state);
  const end = key === 'CONSTRUCTION' ? (works?.completionOn ?? null) : finishedOn;
  const late = planned.to === null || known.status === 'CANCELLED' ? null : daysBetween(planned.to, end ?? today);
  return {
    stage: key,
    name: STAGE_NAMES[key],
    wave: 1 + STAGE_WAVES.findIndex((wave) => wave.includes(key)),
    status: known.status,
    case: kind !== null && cases.some(({ stream }) => stream === streamOf(kind, state.profile.code)) ? streamOf(kind, state.profile.code) : null,
    planned,
    startedOn,
    finishedOn,
    lateDays: late !== null && late > 0 ? late : null,
    takenOver: known.takenOver === true,
    takenFacts: facts
      .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
      .map((fact) => ({ name: factName(fact), document: fact.document, on: fact.on, by: fact.by })),
    goesOn: known.goesOn === true,
    light: worstLight([known.status === 'OPEN' ? 'GREEN' : null, ...own.map(({ light }) => light)]),
    why: own,
    waitsFor: known.status === 'WAITING' ? nextBefore(key, state) : [],
  };
}

function milestonesShown(state: ProjectState, works: WorksPart | null, today: IsoDate): readonly MilestoneShown[] {
  const { buildKind, milestones } = state.profile;
  const facts = takenFacts(state);
  const taken = new Map(factsOf(facts, 'MILESTONE').map(({ milestone, on }) => [milestone, on]));
  const completed = factOf(facts, 'COMPLETION');
  if (completed !== undefined) taken.set('COMPLETION', completed.on);
  const original = originalOf(state);
  const known = milestonesOf(buildKind).map(({ key }) => key);
  const keys = [...known, ...milestones.map(({ key }) => key).filter((key) => !known.includes(key))];
  return keys.flatMap((key) => {
    const plannedOn = milestones.find((one) => one.key === key)?.plannedOn ?? null;
    const reachedOn = works?.reached[key] ?? taken.get(key) ?? null;
    if (plannedOn === null && reachedOn === null) return [];
    const behind = plannedOn === null ? null : daysBetween(plannedOn, reachedOn ?? today);
    return [
      {
        key,
        name: MILESTONE_NAMES[key] ?? { zh: key, en: key },
        plannedOn,
        originalOn: original === null ? null : dayIn(original, key),
        reachedOn,
        lateDays: behind === null || (reachedOn === null && behind <= 0) ? null : behind,
        takenOver: reachedOn !== null && taken.get(key) === reachedOn,
      },
    ];
  });
}

function takeoverShown({ takeover }: ProjectState): ProjectReading['takeover'] {
  if (takeover === undefined) return null;
  const { status, facts, closed, corrections } = takeover;
  return {
    status,
    facts: Object.keys(facts).length,
    document: closed?.document ?? null,
    closedOn: closed?.on ?? null,
    closedBy: closed?.by ?? null,
    corrections: Object.values(corrections).map(({ correction, id, fact, reason, by }) => {
      const was = facts[id];
      const name = was === undefined ? { zh: id, en: id } : factName(was);
      const what = fact === null ? { zh: `删去 ${name.zh}`, en: `take away: ${name.en}` } : { zh: `更正 ${name.zh}`, en: `correct: ${name.en}` };
      return { correction, what, reason, by };
    }),
  };
}

const names: Readonly<Record<string, Text>> = STEP_NAMES;
const codes: readonly string[] = STEP_CODES;
/** In the order in which they are applied for. */
const placeOf = (step: string): number => codes.indexOf(step);

/** `cases`: of its stages all, of its approvals those that are lit. */
export function projectReading(state: ProjectState, works: WorksPart | null, cases: readonly LitCase[], today: IsoDate): ProjectReading {
  const { programme, status } = state;
  const row = boardRow({ programme, status, part: projectPart(state), works, cases }, today);
  const around = { works, why: row.why, cases, today };
  return {
    ...row,
    profile: state.profile,
    survey: state.survey,
    panel: state.panel,
    contractFen: works?.contractFen ?? null,
    changesFen: works?.changesFen ?? 0,
    suspension: state.suspension === undefined ? null : { on: state.suspension.on, reason: state.suspension.reason, by: state.suspension.by ?? null },
    cancelReason: state.cancelReason,
    remains: state.remains,
    takeover: takeoverShown(state),
    stagesShown: stagesIn(state).map((key) => stageShown(key, state, around)),
    milestones: milestonesShown(state, works, today),
    months: compareSchedules(state)?.months ?? [],
    steps: Object.entries(state.steps)
      .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
      .map(([step, { takenOver, ...known }]) => ({
        ...known,
        step,
        name: names[step] ?? { zh: step, en: step },
        takenOver: takenOver === true,
      })),
    changes: state.projectChanges ?? [],
  };
}
