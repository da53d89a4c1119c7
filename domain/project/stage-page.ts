/**
 * One stage of a project as its page shows it: where it stands, what it needs and why, what was recorded, its clocks, what of
 * it was taken over, and what this person may do now. Pure. Deliberately absent: the forms and tables of any one stage (its
 * form.ts and standing.ts), files and approvals, which the recorder knows (api/routes/stages.ts).
 */
import { approvalId } from '../approval/case.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import type { FileRef } from '../kernel/file-ref.ts';
import { type Rejection, rejection } from '../kernel/rejection.ts';
import { streamOf } from '../kernel/stream.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { STAGE_BY_KEY, STAGE_NAMES, STAGES_BEFORE, type StageKey } from '../stages/all.ts';
import type { Commands } from '../stages/commands.ts';
import type { StageState } from '../stages/facts.ts';
import type { Forms } from '../stages/form.ts';
import { STAGE_FORMS, STAGE_TELLINGS } from '../stages/forms.ts';
import { type Asked, actsIn, type StageAct } from '../stages/offers.ts';
import type { RouteNow } from '../stages/papers-asked.ts';
import type { Need, Section, Telling } from '../stages/standing.ts';
import type { Watched } from '../stages/watch.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { factId, factsOfStage, type TakenFact } from '../taken-fact/kinds.ts';
import { factName } from '../takeover/fact-words.ts';
import { named } from '../words/named.ts';
import { decideProject } from './decide.ts';
import type { ProjectCommand, ProjectState } from './facts.ts';
import { handoverCommands, handoverForms, handoverTelling } from './handover-form.ts';
import { developmentSections, planSections } from './plan-shown.ts';
import { scheduleSections } from './schedule-shown.ts';
import { kindOfStage } from './stages.ts';
import { stepCommands, stepForms, stepTelling } from './step-form.ts';

/** Something that happened on paper before, as its page marks it. */
type TakenShown = {
  readonly id: string;
  readonly what: Text;
  readonly document: string;
  readonly on: IsoDate;
  readonly by: string;
  readonly files: readonly FileRef[];
};
type ClockShown = { readonly key: string; readonly what: Text; readonly on: IsoDate; readonly from: IsoDate; readonly told: string | null };

export type StagePage = {
  readonly stage: StageKey;
  readonly name: Text;
  readonly status: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** It is done, and its money or last days go on. */
  readonly goesOn: boolean;
  readonly takenOver: boolean;
  readonly suspension: { readonly on: IsoDate; readonly reason: string } | null;
  /** Stages that have to be done before it begins. */
  readonly waitsFor: readonly Text[];
  readonly needs: readonly Need[];
  readonly sections: readonly Section[];
  readonly clocks: readonly ClockShown[];
  readonly taken: readonly TakenShown[];
  readonly changes: readonly {
    readonly what: Text;
    readonly document: string;
    readonly on: IsoDate;
    readonly reason: string;
    readonly again: readonly Text[];
  }[];
  readonly acts: readonly StageAct[];
};

/** A state of another kind is asked by nobody: each stage is looked at with its own (api/routes/stages.ts). */
type Page = { readonly commands: Commands; readonly forms: Forms; readonly telling: Telling<object>; readonly decide: Asked['decide'] };

const byProject: Asked['decide'] = (state, command, context) => decideProject(state as ProjectState, command as ProjectCommand, context); // the project's own state and commands

/** Each is asked with the project's state alone. */
const told = (telling: Telling<ProjectState>): Telling<object> => {
  const of: unknown = telling;
  return of as Telling<object>; // see above
};
const STEPS_PAGE: Page = { commands: stepCommands, forms: stepForms, telling: told(stepTelling), decide: byProject };
const HANDOVER_PAGE: Page = { commands: handoverCommands, forms: handoverForms, telling: told(handoverTelling), decide: byProject };

function pageOf(key: StageKey): Page {
  const stage = STAGE_BY_KEY[key];
  if (stage.carriedBy === 'project') return key === 'HANDOVER' ? HANDOVER_PAGE : STEPS_PAGE;
  const { decide } = stage.logic as { readonly decide: unknown }; // one of many: each is asked with a state and commands of its own
  return {
    commands: stage.commands,
    forms: STAGE_FORMS[stage.kind] ?? {},
    telling: STAGE_TELLINGS[stage.kind] ?? { needs: () => [], sections: () => [] },
    decide: decide as Asked['decide'], // as above
  };
}

type Looking = { readonly context: Context; readonly may: (type: string) => Rejection | null; readonly routeNow: RouteNow };

/** `own`: the state of the case that the stage is; null: it has none, or has not begun. */
export function stagePage(key: StageKey, project: ProjectState, own: StageState | null, { context, may, routeNow }: Looking): StagePage {
  const today = dayAt(context.now);
  const page = pageOf(key);
  const progress = project.stages[key];
  const carried = kindOfStage(key) === null;
  const begun = progress !== undefined && progress.status !== 'WAITING';
  const state: object | null = carried ? (begun ? project : null) : own;
  const before = STAGES_BEFORE[key].filter((other) => project.stages[other] !== undefined && project.stages[other]?.status !== 'DONE');
  const waitsFor = begun ? [] : before.map((other) => STAGE_NAMES[other]);
  const suspension = project.suspension ?? own?.suspension ?? null;
  return {
    stage: key,
    name: STAGE_NAMES[key],
    status: own?.status ?? progress?.status ?? 'WAITING',
    startedAt: progress?.startedAt ?? null,
    finishedAt: progress?.finishedAt ?? null,
    goesOn: progress?.goesOn === true,
    takenOver: progress?.takenOver === true || own?.takenOver?.done === true,
    suspension: suspension === null ? null : { on: suspension.on, reason: suspension.reason },
    waitsFor,
    needs: state === null ? [] : page.telling.needs(state, today),
    // Works go by the plan in force, which the project holds.
    sections:
      state === null
        ? []
        : [
            ...page.telling.sections(state),
            ...(key === 'PLANNING' ? developmentSections(project) : []),
            ...(key === 'CONSTRUCTION' ? [...scheduleSections(project), ...planSections(project.plan)] : []),
          ],
    clocks: clocksIn((carried ? project : own)?.watched),
    taken: takenIn(key, own?.takenOver?.facts ?? Object.values(project.takeover?.facts ?? {})),
    changes: (own?.projectChanges ?? []).map(({ what, document, on, reason, again }) => ({ what, document, on, reason, again })),
    acts: actsIn({ ...page, state, waits: notBegun(waitsFor), context, may, routeNow }),
  };
}

function notBegun(waitsFor: readonly Text[]): Rejection {
  if (waitsFor.length === 0) return rejection('NOT_OPENED', '本阶段尚未开始。', 'This stage has not begun yet.');
  return rejection(
    'OUT_OF_ORDER',
    `本阶段尚未开始：须先完成${waitsFor.map(({ zh }) => zh).join('、')}。`,
    `This stage has not begun: first finish ${waitsFor.map(({ en }) => en).join(', ')}.`,
  );
}

const clocksIn = (watched: Watched = {}): readonly ClockShown[] =>
  Object.entries(watched)
    .map(([key, { what, on, from, told }]) => ({ key, what, on, from, told: told ?? null }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));

/** Of the stage as a whole, or of one of its approvals. */
function notDone(item: string | undefined): Text {
  if (item === undefined) return { zh: '当时没有办理', en: 'not done then' };
  const { zh, en } = named(STEP_NAMES)(item);
  return { zh: `当时没有办理：${zh}`, en: `not done then: ${en}` };
}

const takenIn = (key: StageKey, facts: readonly TakenFact[]): readonly TakenShown[] =>
  factsOfStage(facts, key).map((fact) => ({
    id: factId(fact),
    what: fact.kind === 'LACKING' ? notDone(fact.item) : factName(fact),
    document: fact.document,
    on: fact.on,
    by: fact.by,
    files: fact.files ?? [],
  }));

/** The approvals that a stage has asked for, by their ids: each attempt. */
export function approvalsOf(key: StageKey, project: ProjectState, own: StageState | null): readonly string[] {
  const { code } = project.profile;
  if (own !== null) return Object.entries(own.attempts).flatMap(([of, times]) => attempts(streamOf('project', code), of, times));
  if (kindOfStage(key) !== null || key !== 'APPROVALS') return [];
  return Object.entries(project.steps).flatMap(([step, { attempt }]) => attempts(streamOf('project', code), step, attempt));
}
const attempts = (owner: string, of: string, times: number): readonly string[] =>
  Array.from({ length: times }, (_, index) => approvalId(owner, of, index + 1));

/** Events of the project that are of a stage which it carries itself. */
const OF_PROJECT: Readonly<Partial<Record<StageKey, readonly string[]>>> = {
  APPROVALS: ['StepApplied', 'StepAnswered', 'ReplyRecorded', 'EstimateReported', 'EstimateReportAnswered'],
  HANDOVER: ['HandoverRecorded'],
};
export const isOfStage = (key: StageKey, { type, data }: { readonly type: string; readonly data: object }): boolean =>
  OF_PROJECT[key]?.includes(type) === true || ((type === 'StageStarted' || type === 'StageFinished') && 'stage' in data && data.stage === key);
