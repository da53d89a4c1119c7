/**
 * A project as one readable story: what happened, who did it, how long it waited for whom, when clocks stood still, which
 * lights it showed; and how long each step, person and stage took against its limit. Pure; names and calendar are passed in.
 */
import { approvalCase } from '../approval/case.ts';
import type { ApprovalEvent } from '../approval/events.ts';
import type { ApprovalState } from '../approval/facts.ts';
import { narrate } from '../approval/narrate.ts';
import type { NameOf } from '../approval/narrate-names.ts';
import { upcast } from '../approval/upcast.ts';
import { type Calendar, UnknownYear, workdaysBetween } from '../calendar/calendar.ts';
import type { PauseReason } from '../calendar/deadline.ts';
import { kindOf } from '../cases.ts';
import type { Recorded } from '../kernel/case.ts';
import { dayAt } from '../kernel/days.ts';
import { idOf } from '../kernel/stream.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import type { ProjectState } from '../project/facts.ts';
import { STAGE_KEYS, STAGE_NAMES } from '../stages/all.ts';
import { foldCase } from './as-of.ts';
import type { ProjectEventOf } from './project-record.ts';
import { tellShown } from './tell.ts';

export type StoryLine = {
  readonly at: IsoInstant;
  readonly stream: string;
  readonly version: number;
  readonly text: Text;
  readonly person: string | null;
  readonly onBehalfOf: string | null;
  readonly round: number | null;
  /** Working days since the task that this decides was opened; null: it decides none, or the calendar does not know the year. */
  readonly waited: number | null;
};

/** How long somebody had something before him. */
export type Wait = {
  readonly task: number;
  readonly person: string;
  readonly name: Text;
  readonly onBehalfOf: string | null;
  readonly openedAt: IsoInstant;
  readonly decidedAt: IsoInstant | null;
  readonly workingDays: number | null;
  readonly status: string;
};

/** One opening of a step in one round of an approval. */
export type StoryStep = {
  readonly approval: string;
  readonly round: number;
  readonly step: number;
  readonly name: Text;
  readonly openedAt: IsoInstant;
  readonly closedAt: IsoInstant | null;
  readonly workingDays: number | null;
  readonly limit: string | null;
  readonly dueOn: IsoDate | null;
  readonly late: boolean;
  readonly waits: readonly Wait[];
};

export type PauseTold = {
  readonly approval: string;
  readonly reason: PauseReason;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly workingDays: number | null;
};
export type LightTold = { readonly stream: string; readonly at: IsoInstant; readonly light: string };
export type StoryStage = {
  readonly stage: string;
  readonly name: Text;
  readonly startedAt: IsoInstant | null;
  readonly finishedAt: IsoInstant | null;
  readonly workingDays: number | null;
};

export type Story = {
  readonly project: string;
  readonly title: Text;
  readonly status: string;
  readonly lines: readonly StoryLine[];
  readonly steps: readonly StoryStep[];
  readonly pauses: readonly PauseTold[];
  readonly lights: readonly LightTold[];
  readonly stages: readonly StoryStage[];
};

/** Step by step, so that a long story is told in slices and nobody's request waits for all of it. Null: nothing was recorded of this project. */
export function* storySteps(
  project: string,
  events: readonly ProjectEventOf[],
  calendar: Calendar,
  nameOf: NameOf,
): Generator<undefined, Story | null> {
  const between = (from: IsoInstant, to: IsoInstant | null): number | null => (to === null ? null : workingDays(dayAt(from), dayAt(to), calendar));
  const own = foldCase(
    `project/${project}`,
    events.filter(({ stream }) => stream === `project/${project}`),
  );
  if (own === null) return null;
  const state = own.state as ProjectState; // a project's stream
  const approvals = new Map<string, ApprovalTold>();
  const lines: StoryLine[] = [];
  for (const event of events) {
    yield;
    if (kindOf(event.stream) !== 'approval') {
      lines.push(plainLine(event, nameOf));
      continue;
    }
    const told = approvals.get(event.stream) ?? new ApprovalTold(event.stream);
    approvals.set(event.stream, told);
    lines.push(told.tell(event, nameOf, between));
  }
  const tolds = [...approvals.values()];
  return {
    project,
    title: own.title,
    status: own.status,
    lines,
    steps: tolds.flatMap((told) => told.steps(between, nameOf)),
    pauses: tolds.flatMap((told) =>
      told.pauses.map((pause) => ({ ...pause, workingDays: pause.to === null ? null : workingDays(pause.from, pause.to, calendar) })),
    ),
    lights: events.flatMap((event): readonly LightTold[] => lightIn(event)),
    stages: STAGE_KEYS.flatMap((stage) => {
      const progress = state.stages[stage];
      if (progress === undefined) return [];
      const { startedAt, finishedAt } = progress;
      return { stage, name: STAGE_NAMES[stage], startedAt, finishedAt, workingDays: startedAt === null ? null : between(startedAt, finishedAt) };
    }),
  };
}

/** Null for a year that the calendar does not know: no number is better than a wrong one. */
function workingDays(from: IsoDate, to: IsoDate, calendar: Calendar): number | null {
  try {
    return workdaysBetween(from, to, calendar);
  } catch (error) {
    if (error instanceof UnknownYear) return null;
    throw error;
  }
}

function plainLine(event: ProjectEventOf, nameOf: NameOf): StoryLine {
  const { stream, version, occurredAt, actor } = event;
  const text = tellShown(event);
  const who = actor.person === null ? null : nameOf(actor.person);
  return {
    at: occurredAt,
    stream,
    version,
    text: who === null ? text : { zh: `${who.zh}：${text.zh}`, en: `${who.en}: ${text.en}` },
    person: actor.person,
    onBehalfOf: actor.onBehalfOf ?? null,
    round: null,
    waited: null,
  };
}

function lightIn({ stream, occurredAt, type, data }: ProjectEventOf): readonly LightTold[] {
  if (type === 'LightTurned' && 'to' in data) return [{ stream, at: occurredAt, light: String(data.to) }];
  return type === 'MarkReached' && 'mark' in data ? [{ stream, at: occurredAt, light: String(data.mark) }] : [];
}

type Opened = Omit<StoryStep, 'waits' | 'workingDays' | 'late' | 'closedAt'> & { closedAt: IsoInstant | null; readonly opening: number };

/** What is gathered of one approval while its events go by. */
class ApprovalTold {
  readonly #stream: string;
  readonly #logic;
  #state: ApprovalState | null = null;
  readonly #opened: Opened[] = [];
  readonly pauses: Omit<PauseTold, 'workingDays'>[] = [];

  constructor(stream: string) {
    this.#stream = stream;
    this.#logic = approvalCase(idOf(stream));
  }

  tell(recorded: ProjectEventOf, nameOf: NameOf, between: (from: IsoInstant, to: IsoInstant | null) => number | null): StoryLine {
    // A stream of an approval holds its events only.
    const event = upcast(this.#state, recorded as unknown as Recorded<ApprovalEvent>);
    const state = this.#logic.evolve(this.#state, { ...event, schema: this.#logic.schema });
    this.#state = state;
    this.#note(event, state);
    const line = narrate(state, event, nameOf);
    const task = event.type === 'DecisionMade' ? [...state.tasks, ...state.past].find((t) => t.task === event.data.task) : undefined;
    const waited = task === undefined ? null : between(task.openedAt, event.occurredAt);
    const title = state.title;
    return {
      at: event.occurredAt,
      stream: this.#stream,
      version: event.version,
      text: {
        zh: `〔${title.zh}〕${line.text.zh}${waited === null ? '' : `（等待 ${waited} 个工作日）`}`,
        en: `[${title.en}] ${line.text.en}${waited === null ? '' : ` (waited ${waited} working days)`}`,
      },
      person: line.person,
      onBehalfOf: line.onBehalfOf,
      round: line.round,
      waited,
    };
  }

  #note(event: Recorded<ApprovalEvent>, state: ApprovalState): void {
    if (event.type === 'StepOpened' && state.opening !== null) {
      const { opening, step, round, deadline, openedAt } = state.opening;
      const limit = deadline === null ? null : `${deadline.limit.n} ${deadline.limit.unit}`;
      const name = state.route.steps[step]?.name ?? { zh: `${step + 1}`, en: `${step + 1}` };
      this.#opened.push({
        approval: idOf(this.#stream),
        opening,
        round,
        step,
        name,
        openedAt,
        closedAt: null,
        limit,
        dueOn: deadline?.dueOn ?? null,
      });
    }
    const closes = event.type === 'StepClosed' || event.type === 'ApprovalClosed' || event.type === 'ContentReturned';
    const last = this.#opened.at(-1);
    if (closes && last !== undefined) last.closedAt ??= event.occurredAt;
    if (event.type === 'SupplementRequested') this.pauses.push({ approval: idOf(this.#stream), reason: 'SUPPLEMENT', from: event.data.on, to: null });
    if (event.type === 'ClockPaused') this.pauses.push({ approval: idOf(this.#stream), reason: event.data.reason, from: event.data.on, to: null });
    if (event.type === 'Supplemented' || event.type === 'ClockResumed') {
      // A project may be suspended while it stands for another reason: the later one ends first.
      const last = this.pauses.findLastIndex(({ to }) => to === null);
      const paused = this.pauses[last];
      if (paused !== undefined) this.pauses[last] = { ...paused, to: event.data.on };
    }
  }

  steps(between: (from: IsoInstant, to: IsoInstant | null) => number | null, nameOf: NameOf): readonly StoryStep[] {
    const tasks = this.#state === null ? [] : [...this.#state.past, ...this.#state.tasks].filter(({ kind }) => kind === 'DECIDE');
    return this.#opened.map(({ opening, ...step }) => ({
      ...step,
      workingDays: between(step.openedAt, step.closedAt),
      late: step.dueOn !== null && step.closedAt !== null && dayAt(step.closedAt) > step.dueOn,
      waits: tasks
        .filter((task) => task.opening === opening)
        .map(({ task, person, onBehalfOf, openedAt, decidedAt, status }) => {
          const until = decidedAt ?? step.closedAt;
          const name =
            onBehalfOf === null
              ? nameOf(person)
              : { zh: `${nameOf(person).zh}（代 ${nameOf(onBehalfOf).zh}）`, en: `${nameOf(person).en} for ${nameOf(onBehalfOf).en}` };
          return { task, person, name, onBehalfOf, openedAt, decidedAt, workingDays: between(openedAt, until), status };
        }),
    }));
  }
}
