/**
 * The stages of a facility project, in the order in which people list them: the one place that knows which there are. All
 * that the house says of stages is derived from it. Deliberately absent: what any one stage is (its folder).
 */
import type { Text } from '../kernel/values.ts';
import type { View } from '../kernel/view.ts';
import { acceptanceStage } from './acceptance/stage.ts';
import { approvalsStage } from './approvals/stage.ts';
import { constructionStage } from './construction/stage.ts';
import type { Placed } from './declare.ts';
import { evaluationStage } from './evaluation/stage.ts';
import { handoverStage } from './handover/stage.ts';
import { managementStage } from './management/stage.ts';
import { planningStage } from './planning/stage.ts';
import { publicityStage } from './publicity/stage.ts';
import { surveyStage } from './survey/stage.ts';
import { trainingStage } from './training/stage.ts';

const STAGES = [
  surveyStage,
  planningStage,
  approvalsStage,
  constructionStage,
  trainingStage,
  managementStage,
  publicityStage,
  evaluationStage,
  acceptanceStage,
  handoverStage,
] as const;

type Stage = (typeof STAGES)[number];
export type StageKey = Stage['key'];
type StageOfCase = Extract<Stage, { readonly carriedBy: 'case' }>;
/** The kinds of case that stages are. */
export type StageKind = StageOfCase['kind'];
type OfKind<K extends StageKind> = Extract<StageOfCase, { readonly kind: K }>;

const waveOf = (stage: Placed): number => 1 + Math.max(-1, ...stage.after.map(waveOf));
/** The stages in the order in which a project passes through them; those of one wave run side by side. */
export const STAGE_WAVES: readonly (readonly StageKey[])[] = [...new Set(STAGES.map(waveOf))]
  .sort((a, b) => a - b)
  .map((wave) => STAGES.filter((stage) => waveOf(stage) === wave).map(({ key }) => key));
/** All of them in that order. */
export const STAGE_KEYS: readonly StageKey[] = STAGE_WAVES.flat();

/** Stages that are cases of their own. */
export const CASE_STAGES: readonly StageOfCase[] = STAGES.filter((stage) => stage.carriedBy === 'case');

/** A table by stage, or by the kind of case that a stage is. */
const byKey = <V>(of: (stage: Stage) => V): Readonly<Record<StageKey, V>> =>
  Object.fromEntries(STAGES.map((stage) => [stage.key, of(stage)])) as Record<StageKey, V>; // every stage has its key
const byKind = <T extends { readonly [K in StageKind]: unknown }>(of: (stage: StageOfCase) => unknown): Readonly<T> =>
  Object.fromEntries(CASE_STAGES.map((stage) => [stage.kind, of(stage)])) as T; // every stage has its kind, and its own value

export const STAGE_BY_KEY = byKey((stage): Stage => stage);
export const isStageKey = (key: string): key is StageKey => Object.hasOwn(STAGE_BY_KEY, key);
export const STAGE_NAMES = byKey((stage): Text => stage.name);
/** The stage that the records of a kind of case are filed under. */
export const STAGE_OF_KIND: ReadonlyMap<string, StageKey> = new Map(
  STAGES.flatMap((stage) => {
    const kind = stage.carriedBy === 'case' ? stage.kind : stage.files;
    return kind === undefined ? [] : [[kind, stage.key] as const];
  }),
);

export const STAGE_LOGIC = byKind<{ readonly [K in StageKind]: () => OfKind<K>['logic'] }>((stage) => () => stage.logic);
export const STAGE_WORKFLOWS = byKind<{ readonly [K in StageKind]: OfKind<K>['workflow'] }>((stage) => stage.workflow);
/** What readers are shown of each. */
export const STAGE_VIEWS = byKind<{ readonly [K in StageKind]: View }>((stage) => stage.view);
export const STAGE_COMMANDS = byKind<{ readonly [K in StageKind]: OfKind<K>['commands'] }>((stage) => stage.commands);

/** What must be done before a stage may start: every wave before its own (实施步骤 of the implementation plan). */
export const STAGES_BEFORE = byKey((stage): readonly StageKey[] => STAGES.filter((other) => waveOf(other) < waveOf(stage)).map(({ key }) => key));
