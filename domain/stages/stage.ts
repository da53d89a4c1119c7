/**
 * What all stages of a project share: how they open, ask for approvals, are cancelled, and tell the project that they
 * are over. Deliberately absent: what any one stage is about.
 */
import { approvalId } from '../approval/case.ts';
import type { ApprovalDecided, Content, Named } from '../approval/facts.ts';
import { clocksToday, due, inForceToday, type NeedsOf, routeOf, withNeeds, withPapersLookedAt } from '../approval/fill.ts';
import { blankRoute } from '../approval/route.ts';
import { type Deadline, pausedFrom, resumedFrom } from '../calendar/deadline.ts';
import { type AgendaItem, allow, type CaseLogic, type Decision, type Draft, type Recorded, refuse } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt, daysBetween } from '../kernel/days.ts';
import { inheritedIn } from '../kernel/inherited.ts';
import type { Consequence } from '../kernel/message.ts';
import { alreadyClosed, alreadyOpened, notOpened, notYours, rejection, systemOnly, unknownItem } from '../kernel/rejection.ts';
import { streamOf } from '../kernel/stream.ts';
import type { CaseSummary, Light } from '../kernel/summary.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import { isSystem, runsProject } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { factsOfProject } from '../profile/profile.ts';
import type { RuleTable } from '../rule-table/table.ts';
import type { RouteCode } from '../standards/route-codes.ts';
import type { TakenFact } from '../taken-fact/kinds.ts';
import type { StagePart } from './board-part.ts';
import { type Commands, isOthers, isSender } from './commands.ts';
import type { ChangedInputs, StageCommand, StageEvent, StageMove, StageResult, StageState } from './facts.ts';
import { withProof } from './proof.ts';
import { consequencesOf, noticesOf } from './told.ts';
import { type DueDay, tellDue, watchAgenda, watchedAfter, watchLight, withTold } from './watch.ts';

const approvalNeeds: NeedsOf<StageEvent>['ApprovalAsked'] = ({ route }) => ({ fill: { route: routeOf(route), standards: clocksToday } });
/** What all stages leave to the recorder. `tables`: those whose rules the stage goes by. */
const stageNeeds = (tables: readonly RuleTable[]): NeedsOf<StageEvent> => {
  const pinned = () => (tables.length === 0 ? {} : { fill: { standards: inForceToday(tables.map(({ key }) => key)) } });
  const clock = ({ deadline }: { readonly deadline?: Deadline }) => (deadline === undefined ? {} : { fill: { deadline: due(deadline) } });
  return { ApprovalAsked: approvalNeeds, StageOpened: pinned, StageStandardsChanged: pinned, StageSuspended: clock, StageResumed: clock };
};

/** Money that is left is settled all the same. */
const ENDED_WITH_PROJECT: readonly (GoingOn | null)[] = ['WATCHED', 'IN_FORCE'];
const COMMANDS: readonly string[] = [
  'Open',
  'ApprovalDecided',
  'Cancel',
  'Suspend',
  'Resume',
  'ChangeManager',
  'ChangeInputs',
  'TakeStandards',
  'CorrectTakenOver',
  'TellDue',
  'EndWatch',
] satisfies readonly StageCommand['type'][];
/** What is told to one that is done and goes on: answers of what it asked for, a new manager, a suspension. */
const SETTLING_TAKES: readonly string[] = [
  'ApprovalDecided',
  'ChangeManager',
  'Suspend',
  'Resume',
  'CorrectTakenOver',
  'TellDue',
  'EndWatch',
] satisfies readonly StageCommand['type'][];
const EVENTS: readonly string[] = [
  'StageOpened',
  'ApprovalAsked',
  'ApprovalAnswered',
  'ManagerChanged',
  'StageInputsChanged',
  'StageStandardsChanged',
  'StageTakenOverCorrected',
  'DueTold',
  'WatchEnded',
  'StageSuspended',
  'StageResumed',
  'StageClosed',
] satisfies readonly StageEvent['type'][];

type GoingOn = 'SETTLING' | 'WATCHED' | 'IN_FORCE';

/** What a stage says of itself (declare.ts), as far as its case needs it. */
export type StageParts<S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object> = {
  readonly key: string;
  /** The first part of its streams' names. */
  readonly kind: string;
  readonly name: Text;
  /** Its commands that people send. */
  readonly commands: Commands;
  /** `openedAt`: when that was recorded. */
  readonly initial: (base: StageState<I>, openedAt: IsoInstant) => S;
  readonly decide: (state: S, command: C, context: Context) => Decision<E | StageMove<R>>;
  readonly evolve: (state: S, event: Recorded<E>) => S;
  /** What an answered approval leads to, beside the note that it was answered. */
  readonly answered: (state: S, key: string, decided: ApprovalDecided, context: Context) => readonly (E | StageMove<R>)[];
  readonly notices?: (state: S, event: Recorded<E>) => readonly NoticeDue[];
  /** Whom it tells of its own, beside what all stages tell. */
  readonly consequences?: (state: S, event: Recorded<E | StageEvent<R, I>>) => readonly Consequence[];
  readonly agenda?: (state: S) => readonly AgendaItem<C>[];
  /** The tables of rules that it goes by: pinned when it opens, read with `valuesIn(state.standards, TABLE)`. */
  readonly standards?: readonly RuleTable[];
  /** Its own clock, which stands while the project is suspended. */
  readonly clock?: { readonly of: (state: S) => Deadline | null; readonly with: (state: S, deadline: Deadline) => S };
  /** Days that it waits for by itself, moved by as many as it stood. */
  readonly stood?: (state: S, days: number) => S;
  /** What its own drafts leave to the recorder (approval/fill.ts). */
  readonly needs?: NeedsOf<E>;
  readonly light?: (state: S) => Light;
  /** Who stands where beside its project's people, and which clocks run (kernel/summary.ts). */
  readonly summary?: (state: S) => Pick<CaseSummary, 'standing' | 'clocks'>;
  /** What a board takes of it beside what runs out. */
  readonly board?: (state: S) => Omit<StagePart, 'watched'>;
  /** What the new inputs of `state` make doubtful of what happened under those of `was`; what was decided stays. */
  readonly again?: (state: S, was: S) => readonly Text[];
  /**
   * Done as far as the project goes, it still takes these of its own commands, in a status of its own: SETTLING with its
   * money, WATCHED while something of it runs out, IN_FORCE while its project goes by it. `changes`: it is told those of the project.
   * `agenda`: what its clock still looks at.
   */
  readonly goesOn?: {
    readonly as: (state: S) => GoingOn | null;
    readonly takes: readonly C['type'][];
    readonly changes?: true;
    readonly agenda?: (state: S) => readonly AgendaItem<C>[];
  };
  /** What follows for other cases from its own events. */
  readonly tells?: (state: S, event: Recorded<E>) => readonly Consequence[];
  /** What runs out, by its rules (watch.ts). */
  readonly dues?: (state: S) => readonly DueDay[];
  /**
   * What was taken over of it, as its state holds it: `facts` instead of `was`; what was recorded here stays. `at`: when that
   * was recorded.
   */
  readonly takeOver?: (state: S, facts: readonly TakenFact[], was: readonly TakenFact[], at: IsoInstant, keeps: boolean) => S;
  /** What happens outside and is recorded while the project is suspended all the same. */
  readonly whileSuspended?: readonly C['type'][];
  /** What cancelling cannot take back, for the record. */
  readonly remains?: (state: S) => readonly Text[];
};

export function stageCase<S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object>(
  spec: StageParts<S, C, E, R, I>,
): CaseLogic<S, C | StageCommand<I>, E | StageEvent<R, I>, NoticeDue> {
  // The common ones, by their names: a generic union does not narrow by itself.
  const isStageCommand = (command: AnyCommand): command is StageCommand<I> => COMMANDS.includes(command.type);
  const goesOn = (state: S): boolean => goingOn(spec, state) !== null;
  const duesOf = (state: S): readonly DueDay[] => (state.status === 'CANCELLED' || state.watchEnded === true ? [] : (spec.dues?.(state) ?? []));
  const fold = (state: S | null, event: Recorded<E | StageEvent<R, I>>): S => {
    if (isStageEvent(event)) return evolveCommon(spec, state, event);
    if (state === null) throw new Error(`${event.type} before StageOpened`);
    return spec.evolve(state, event as Recorded<E>); // not a common one: a generic union does not narrow by itself
  };
  const isStageEvent = (event: Recorded): event is Recorded<StageEvent<R, I>> => EVENTS.includes(event.type);
  const decideStage: CaseLogic<S, C | StageCommand<I>, E | StageEvent<R, I>, NoticeDue>['decide'] = (state, command, context) => {
    if (isStageCommand(command)) return decideCommon(spec, state, command, context);
    if (state === null) return refuse(notOpened);
    const over = state.status !== 'OPEN';
    if (over && !(goesOn(state) && spec.goesOn?.takes.includes(command.type) === true)) return refuse(alreadyClosed);
    const inherited = byRules(context, 3) ? inheritedIn(command) : null;
    if (inherited !== null) return refuse(unknownItem(inherited));
    const own = command as C; // no stage command, so one of the spec's own: a generic union does not narrow by itself
    if (!isSystem(context) && !maySend(spec.commands, own.type, state.manager, context)) return refuse(notYours);
    const stands = state.suspended && !isSystem(context) && !(byRules(context, 5) && spec.whileSuspended?.includes(own.type) === true);
    return stands ? refuse(suspended) : withProof(spec.decide(state, own, context), own, EVENTS);
  };
  const needs = { ...stageNeeds(spec.standards ?? []), ...spec.needs } as NeedsOf<E | StageEvent<R, I>>; // the common drafts' and the stage's own, each by its type
  return {
    kind: spec.kind,
    schema: 2,
    decide: (state, command, context) => withPapersLookedAt(withNeeds(decideStage(state, command, context), needs), context),
    evolve: (state, event) => watching(fold(state, event), duesOf, dayAt(event.occurredAt)),
    consequences: (state, event) => [
      ...(isStageEvent(event)
        ? consequencesOf({ key: spec.key, kind: spec.kind, goesOn: goesOn(state) }, state, event)
        : (spec.tells?.(state, event as Recorded<E>) ?? [])), // as in `fold`
      ...(spec.consequences?.(state, event) ?? []),
    ],
    notices: (state, event) => (isStageEvent(event) ? noticesOf(state, event, duesOf(state)) : (spec.notices?.(state, event as Recorded<E>) ?? [])), // the same
    agenda(state) {
      if (state.suspension !== undefined || (state.status !== 'OPEN' && !goesOn(state))) return [];
      const own = (state.status === 'OPEN' ? spec.agenda : spec.goesOn?.agenda)?.(state) ?? [];
      const watched = watchAgenda(state.watched);
      return watched.length === 0 ? own : [...own, ...watched].sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    closed: (state) => state.status !== 'OPEN' && !goesOn(state),
    summary: (state) => ({
      status: goingOn(spec, state) ?? state.status,
      title: { zh: `${state.name.zh} ${spec.name.zh}`, en: `${state.name.en}: ${spec.name.en}` },
      programme: state.programme,
      project: state.project,
      ...lightOf(spec.light?.(state) ?? watchLight(state.watched)),
      ...spec.summary?.(state),
      board: boardOf(spec, state),
      // Its project has gone on, and waits for it no more; its people stand by it, also when the project is over.
      ...(goesOn(state) ? { standing: [{ kind: 'MANAGER', person: state.manager, role: '' }] } : { owner: state.parent }),
      awaits: Object.keys(state.approvals).map((approval) => streamOf('approval', approval)),
    }),
  };
}

/** Releases up to 0.6.0 let whoever runs the project send what is the office's or the leaders' alone, as far as the stage itself did not ask. */
const maySend = (commands: Commands, type: string, manager: string, context: Context): boolean =>
  isSender(commands, type, context) || ((!byRules(context, 5) || !isOthers(commands, type)) && runsProject(context, manager));

const boardOf = <S extends StageState>({ board }: { readonly board?: (state: S) => Omit<StagePart, 'watched'> }, state: S): StagePart => ({
  watched: state.watched ?? null,
  ...board?.(state),
});
const lightOf = (light: Light | null): Pick<CaseSummary, 'light'> => (light === null ? {} : { light });

/** As what it goes on, done as it is; null: it does not. */
const goingOn = <S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object>(
  { goesOn }: StageParts<S, C, E, R, I>,
  state: S,
): GoingOn | null => (state.status === 'DONE' ? (goesOn?.as(state) ?? null) : null);

/** With what runs out as it is now; a state that watches nothing stays what it was. */
function watching<S extends StageState>(state: S, duesOf: (state: S) => readonly DueDay[], today: IsoDate): S {
  const watched = watchedAfter(duesOf(state), state.watched, today);
  if (watched !== undefined) return { ...state, watched };
  if (state.watched === undefined) return state;
  const { watched: _, ...rest } = state;
  return rest as S; // without what it watched
}

function decideCommon<S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object>(
  spec: StageParts<S, C, E, R, I>,
  state: S | null,
  command: StageCommand<I>,
  context: Context,
): Decision<E | StageEvent<R, I>> {
  if (!isSystem(context)) return refuse(systemOnly);
  if (command.type === 'Open') {
    if (state !== null) return refuse(alreadyOpened);
    const { type: _, ...base } = command;
    return allow<E | StageEvent<R, I>>({ type: 'StageOpened', data: base });
  }
  if (state === null) return refuse(notOpened);
  const takes = SETTLING_TAKES.includes(command.type) || (command.type === 'ChangeInputs' && spec.goesOn?.changes === true);
  if (state.status !== 'OPEN' && !(takes && goingOn(spec, state) !== null)) return refuse(alreadyClosed);
  if (command.type === 'Cancel') {
    const data = { outcome: 'CANCELLED', result: { reason: command.reason.zh }, undone: spec.remains?.(state) ?? [] } as const;
    return allow<E | StageEvent<R, I>>({ type: 'StageClosed', data });
  }
  if (command.type === 'TellDue') {
    const told = tellDue(state.watched, command);
    return told === null ? allow() : allow<E | StageEvent<R, I>>(told);
  }
  if (command.type === 'CorrectTakenOver') {
    const { type: _, ...data } = command;
    return allow<E | StageEvent<R, I>>({ type: 'StageTakenOverCorrected', data: { ...data, keeps: true } });
  }
  if (command.type === 'EndWatch')
    return ENDED_WITH_PROJECT.includes(goingOn(spec, state)) ? allow<E | StageEvent<R, I>>({ type: 'WatchEnded', data: {} }) : allow();
  if (command.type === 'Suspend') return suspend(spec, state, command, context);
  if (command.type === 'Resume') return resume(spec, state, context);
  if (command.type === 'ChangeManager') {
    const { to, basis } = command;
    return state.manager === to ? allow() : allow<E | StageEvent<R, I>>({ type: 'ManagerChanged', data: { from: state.manager, to, basis } });
  }
  if (command.type === 'ChangeInputs') {
    const { type: _, ...data } = command;
    const again = spec.again?.(withInputs<S, I>(state, data), state) ?? [];
    return allow<E | StageEvent<R, I>>({ type: 'StageInputsChanged', data: { ...data, again } });
  }
  if (command.type === 'TakeStandards') {
    const { type: _, ...note } = command;
    if ((spec.standards ?? []).length === 0) return allow();
    return allow<E | StageEvent<R, I>>({ type: 'StageStandardsChanged', data: { ...note, standards: {} } });
  }
  const key = state.approvals[command.approval];
  if (key === undefined) return refuse(unknownItem(command.approval));
  const { approval, outcome, reason } = command;
  const answer: StageEvent<R, I> = { type: 'ApprovalAnswered', data: { key, approval, outcome, reason } };
  return allow<E | StageEvent<R, I>>(answer, ...spec.answered(state, key, command, context));
}

type Suspend = Extract<StageCommand, { type: 'Suspend' }>;

/** Told with a reason, its clocks stand; a project of an earlier release tells none, and its clocks go on as they did. */
function suspend<S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object>(
  spec: StageParts<S, C, E, R, I>,
  state: S,
  { reason, by }: Suspend,
  context: Context,
): Decision<E | StageEvent<R, I>> {
  if (reason === undefined || by === undefined) return allow<E | StageEvent<R, I>>({ type: 'StageSuspended', data: {} });
  const clock = spec.clock?.of(state) ?? null;
  const deadline = clock === null ? {} : { deadline: pausedFrom(clock, dayAt(context.now), 'SUSPENDED') };
  return allow<E | StageEvent<R, I>>({ type: 'StageSuspended', data: { reason, by, ...deadline } });
}

function resume<S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object>(
  spec: StageParts<S, C, E, R, I>,
  state: S,
  context: Context,
): Decision<E | StageEvent<R, I>> {
  if (state.suspension === undefined) return allow<E | StageEvent<R, I>>({ type: 'StageResumed', data: {} });
  const today = dayAt(context.now);
  const clock = spec.clock?.of(state) ?? null;
  const running = clock === null ? null : resumedFrom(clock, today, 'SUSPENDED');
  const data = { days: daysBetween(state.suspension.on, today), ...(running === null ? {} : { deadline: running }) };
  return allow<E | StageEvent<R, I>>({ type: 'StageResumed', data });
}

function evolveCommon<S extends StageState<I>, C extends AnyCommand, E extends Draft, R extends StageResult, I extends object>(
  spec: StageParts<S, C, E, R, I>,
  state: S | null,
  event: Recorded<StageEvent<R, I>>,
): S {
  if (event.type === 'StageOpened') {
    const { takenOver } = event.data;
    const opened = spec.initial({ ...event.data, status: 'OPEN', suspended: false, approvals: {}, attempts: {} }, event.occurredAt);
    if (takenOver === undefined) return opened;
    const taken = spec.takeOver?.(opened, takenOver.facts, [], event.occurredAt, true) ?? opened;
    return takenOver.done === true ? { ...taken, status: 'DONE' } : taken;
  }
  if (state === null) throw new Error(`${event.type} before StageOpened`);
  switch (event.type) {
    case 'ApprovalAsked':
      return {
        ...state,
        approvals: { ...state.approvals, [event.data.approval]: event.data.key },
        attempts: { ...state.attempts, [event.data.key]: event.data.attempt },
      };
    case 'ApprovalAnswered': {
      const { [event.data.approval]: _, ...approvals } = state.approvals;
      return { ...state, approvals };
    }
    case 'ManagerChanged':
      return { ...state, manager: event.data.to, profile: { ...state.profile, manager: event.data.to } };
    case 'StageInputsChanged': {
      const { what, again, document, on, reason } = event.data;
      const projectChanges = [...(state.projectChanges ?? []), { what, again, document, on, reason }];
      return { ...withInputs<S, I>(state, event.data), projectChanges };
    }
    case 'StageStandardsChanged': {
      const { what, document, on, reason, standards } = event.data;
      return { ...state, standards, projectChanges: [...(state.projectChanges ?? []), { what, again: [], document, on, reason }] };
    }
    case 'StageTakenOverCorrected': {
      const { facts, keeps = false } = event.data;
      const taken = spec.takeOver?.(state, facts, state.takenOver?.facts ?? [], event.occurredAt, keeps) ?? state;
      return { ...taken, takenOver: { ...state.takenOver, facts } };
    }
    case 'WatchEnded':
      return { ...state, watchEnded: true };
    case 'DueTold':
      return { ...state, watched: withTold(state.watched, event.data) };
    case 'StageSuspended': {
      const { reason, by, deadline } = event.data;
      const said = by === undefined ? {} : { by };
      const clocked = deadline === undefined ? state : (spec.clock?.with(state, deadline) ?? state);
      return { ...clocked, suspended: true, ...(reason === undefined ? {} : { suspension: { on: dayAt(event.occurredAt), reason, ...said } }) };
    }
    case 'StageResumed': {
      const { days, deadline } = event.data;
      const { suspension: _, ...running } = deadline === undefined ? state : (spec.clock?.with(state, deadline) ?? state);
      const on = { ...running, suspended: false } as S; // without the suspension that is over
      return days === undefined ? on : (spec.stood?.(on, days) ?? on);
    }
    case 'StageClosed':
      return { ...state, status: event.data.outcome };
  }
}

function withInputs<S extends StageState<I>, I extends object>(state: S, { facts, inputs }: ChangedInputs<I>): S {
  const profile = { ...state.profile, ...facts };
  return { ...state, profile, name: profile.name, inputs: { ...state.inputs, ...inputs } };
}

/** Beside the project's own mail: only where something of this stage must be looked at anew. */
/** The last event of a stage that did what it is for: what it hands on. */
export const done = <R extends StageResult>(result: R): StageMove<R> => ({
  type: 'StageClosed',
  data: { outcome: 'DONE', result, undone: [] },
});

/** Asks for an approval in the name of whoever sends the command; a later attempt gets an id of its own. */
export function ask(
  state: Pick<StageState, 'project' | 'attempts' | 'profile'>,
  context: Context,
  request: {
    readonly key: string;
    readonly title: Text;
    /** Its code; the recorder finds the county's own route or the one that is shipped. */
    readonly route: RouteCode;
    readonly content: Content;
    /** People whom the route calls by a word of its own (`panel`). */
    readonly named?: Named;
    readonly applicant: string;
  },
): Extract<StageEvent, { type: 'ApprovalAsked' }> {
  const attempt = (state.attempts[request.key] ?? 0) + 1;
  return {
    type: 'ApprovalAsked',
    data: {
      ...request,
      route: blankRoute(request.route),
      content: { ...request.content, facts: { ...factsOfProject(state.profile), ...request.content.facts } },
      attempt,
      approval: approvalId(state.project, request.key, attempt),
      acceptedOn: dayAt(context.now),
    },
  };
}

export const suspended = rejection('SUSPENDED', '项目已暂停，恢复后方可操作。', 'The project is suspended; it must be resumed first.');

export const underWay = (state: StageState, key: string): boolean => Object.values(state.approvals).includes(key);
export const pendingApproval = rejection(
  'WRONG_STATE',
  '该事项的审批正在进行，请等待结果。',
  'An approval of this is under way; please wait for its outcome.',
);

export const line = (zh: string, en: string, value: Text | string | number): Content['summary'][number] => ({
  label: { zh, en },
  value: typeof value === 'object' ? value : { zh: String(value), en: String(value) },
});
