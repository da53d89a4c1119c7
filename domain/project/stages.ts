/**
 * The stages of a project: which it has, how far each of them is, and what one is given when it starts. Deliberately
 * absent: what may happen to them (decide.ts), and which stages the product knows (stages/all.ts).
 */
import { acceptanceStage } from '../stages/acceptance/stage.ts';
import { STAGE_BY_KEY, STAGE_KEYS, STAGE_WAVES, type StageKey } from '../stages/all.ts';
import { constructionStage } from '../stages/construction/stage.ts';
import type { Inputs, OwnStage, StageInput } from '../stages/declare.ts';
import type { ProjectFacts, StageBase, StageResult } from '../stages/facts.ts';
import { planningStage } from '../stages/planning/stage.ts';
import { surveyStage } from '../stages/survey/stage.ts';
import { factsOfStage } from '../taken-fact/kinds.ts';
import { type ProjectCommand, type ProjectEvent, type ProjectState, projectAddress, type StageProgress } from './facts.ts';

/**
 * The stages of every project that was opened when there were no others. Never changed: a project keeps the stages that it
 * was opened with, so that its workflow replays and nobody is asked afterwards for what was not planned.
 */
const FIRST_STAGES: readonly StageKey[] = [
  'SURVEY',
  'PLANNING',
  'APPROVALS',
  'CONSTRUCTION',
  'TRAINING',
  'MANAGEMENT',
  'PUBLICITY',
  'EVALUATION',
  'ACCEPTANCE',
  'HANDOVER',
];

/** What `ProjectOpened` says of its stages: nothing where they are the first ones. */
export const stagesOnOpening = (): { readonly stages?: readonly StageKey[] } =>
  STAGE_KEYS.every((key) => FIRST_STAGES.includes(key)) ? {} : { stages: STAGE_KEYS };

const WAITING: StageProgress = { status: 'WAITING', startedAt: null, finishedAt: null, result: {} };
export const allWaiting = (keys: readonly StageKey[] = FIRST_STAGES): ProjectState['stages'] => Object.fromEntries(keys.map((key) => [key, WAITING]));

/** The stages that a project has, in their order. */
export const stagesIn = (state: ProjectState): readonly StageKey[] => STAGE_KEYS.filter((key) => state.stages[key] !== undefined);
/** Those of them that stand so. */
export const stagesThatAre = (state: ProjectState, status: StageProgress['status']): readonly StageKey[] =>
  STAGE_KEYS.filter((key) => state.stages[key]?.status === status);

/** Those that are done and still take money (docs/adr/0053). */
export const stagesThatGoOn = (state: ProjectState): readonly StageKey[] =>
  stagesThatAre(state, 'DONE').filter((key) => state.stages[key]?.goesOn === true);

/** Whether a stage that is done goes on only as long as its project does: its plan, which nothing goes by afterwards. */
export const endsWithProject = (key: StageKey): boolean => key === planningStage.key;

/** The kind of case that a stage is; null: the project carries it itself. */
export const kindOfStage = (key: StageKey): string | null => {
  const stage = STAGE_BY_KEY[key];
  return stage.carriedBy === 'case' ? stage.kind : null;
};

/** Finishes a stage that the project carries itself. */
export const finished = <R extends StageResult>(stage: OwnStage<StageKey, R, string>, result: R): ProjectEvent => ({
  type: 'StageFinished',
  data: { stage: stage.key, outcome: 'DONE', result, undone: [] },
});

/** What every stage is told when it opens, whether it takes it or not: the shape of `StageOpened` in every release so far. */
const TOLD_TO_ALL: Inputs = {
  ...surveyStage.inputs,
  ...planningStage.inputs,
  estimateFen: constructionStage.inputs.estimateFen,
  landPreOn: constructionStage.inputs.landPreOn,
  panel: acceptanceStage.inputs.panel,
};

const inputsOf = (state: ProjectState, inputs: Inputs): object =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      input.of === 'PROJECT'
        ? (state[input.fact] ?? null)
        : (Object.entries(state.stages).find(([key]) => key === input.stage)?.[1].result[input.field] ?? null),
    ]),
  );

/** What a stage takes of one fact of the project, by the names that it has for it; null: nothing. */
export function inputsOfFact(state: ProjectState, key: StageKey, fact: keyof ProjectFacts): object | null {
  const stage = STAGE_BY_KEY[key];
  const taken =
    stage.carriedBy === 'case' ? Object.entries<StageInput>(stage.inputs).filter(([, input]) => input.of === 'PROJECT' && input.fact === fact) : [];
  return taken.length === 0 ? null : inputsOf(state, Object.fromEntries(taken));
}

/** What was taken over of it. */
function takenOverOf({ takeover, stages }: ProjectState, key: StageKey): Pick<StageBase, 'takenOver'> {
  const facts = factsOfStage(Object.values(takeover?.facts ?? {}), key);
  return facts.length === 0 ? {} : { takenOver: { facts, ...(stages[key]?.takenOver === true ? { done: true as const } : {}) } };
}

/** Everything that a stage is given when it starts. */
export function openingOf(state: ProjectState, key: StageKey): StageBase {
  const stage = STAGE_BY_KEY[key];
  const { code, name, manager } = state.profile;
  return {
    parent: projectAddress(code),
    programme: state.programme,
    project: code,
    name,
    manager,
    profile: state.profile,
    inputs: inputsOf(state, { ...TOLD_TO_ALL, ...(stage.carriedBy === 'case' ? stage.inputs : {}) }),
    ...takenOverOf(state, key),
  };
}

/**
 * Of the first wave that is not done, what still waits; nothing while the project is suspended or being taken over. What the project does not
 * have, because it came to the product later, is passed over.
 */
export function stagesToStart({ status, stages, takeover }: ProjectState): readonly Extract<ProjectCommand, { type: 'StartStage' }>[] {
  if (status !== 'RUNNING' || takeover?.status === 'OPEN') return [];
  const now = STAGE_WAVES.find((wave) => wave.some((stage) => (stages[stage]?.status ?? 'DONE') !== 'DONE')) ?? [];
  return now.filter((stage) => stages[stage]?.status === 'WAITING').map((stage) => ({ type: 'StartStage', stage }));
}
