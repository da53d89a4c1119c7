/**
 * A project that is taken over: what its facts make of its stages, steps and handover, and what its stages are told. Deliberately
 * absent: what may be taken over (domain/takeover).
 */

import type { ChangeNote } from '../kernel/basis.ts';
import { allow, type Decision, type Recorded, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import type { FileRef } from '../kernel/file-ref.ts';
import { type Consequence, start, tell } from '../kernel/message.ts';
import { futureFault, rejection, wrongState } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { isOffice } from '../kernel/who-acts.ts';
import { isStageKey, STAGE_BY_KEY, STAGE_NAMES, type StageKey } from '../stages/all.ts';
import { type StageCommand, stageAddress } from '../stages/facts.ts';
import { scheduleOf } from '../stages/planning/content.ts';
import { suspended } from '../stages/stage.ts';
import { STEP_NAMES, type StepCode } from '../standards/approval-paths.ts';
import { stepsOf } from '../standards/steps.ts';
import { factOf, factsOf, factsOfStage, type TakenFact } from '../taken-fact/kinds.ts';
import { evolveTakeover, officeOnly, TAKEOVER_OPEN, type Taken } from '../takeover/decide.ts';
import { factName } from '../takeover/fact-words.ts';
import type { TakeoverEvent } from '../takeover/facts.ts';
import type { HandoverFacts, ProjectCommand, ProjectEvent, ProjectState, StepState } from './facts.ts';
import { daysOf, withSchedule } from './schedule.ts';
import { inputsOfFact, kindOfStage, openingOf, stagesThatAre } from './stages.ts';

/** As its takeover sees it. */
export const takenOf = ({ takeover, profile, path, standards, survey }: ProjectState): Taken => ({
  takeover,
  standing: { profile, path, steps: stepsOf(path, profile, standards), standards },
  survey,
  manager: profile.manager,
});

/**
 * A project that was registered as new, though it began on paper: it can be taken over while nothing was decided in it here.
 * What its first stage recorded meanwhile stays in that stage's own stream, which ends where the facts say that it was done.
 */
export function beginTakeover(
  state: ProjectState,
  command: Extract<ProjectCommand, { type: 'BeginTakeover' }>,
  context: Context,
): Decision<ProjectEvent> {
  const { takeover, profile, stages, steps, handover, status } = state;
  const own = context.actor.person === profile.manager && context.actor.door !== 'import';
  if (!isOffice(context) || own) return refuse(officeOnly);
  if (takeover !== undefined) return refuse(wrongState('本项目已按接续登记。', 'This project is being taken over, or has been, already.'));
  if (status !== 'RUNNING') return refuse(suspended);
  const future = futureFault(command.on, context);
  if (future !== null) return refuse(future);
  if (command.reason.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明理由。', 'Please give a reason.'));
  const decided = [
    ...Object.entries(stages).flatMap(([key, stage]) => (stage.status === 'DONE' && isStageKey(key) ? [STAGE_NAMES[key]] : [])),
    ...Object.entries(steps).flatMap(([code, step]) => (step.status === 'NEEDED' ? [] : [STEP_NAMES[code as StepCode]])), // keys are StepCodes: see ProjectOpened
    ...(Object.values(handover).some((part) => part !== null) ? [STAGE_NAMES.HANDOVER] : []),
  ];
  if (decided.length > 0) {
    const names = (language: keyof Text, comma: string): string => decided.map((name) => name[language]).join(comma);
    return refuse(
      wrongState(
        `本项目已在本系统内办理：${names('zh', '、')}；不能再改为接续。此前的文书作为附件归入相应阶段。`,
        `Decided here already: ${names('en', ', ')}. It can no longer be taken over; attach papers of before to their stages.`,
      ),
    );
  }
  const { document, on, reason } = command;
  return allow<ProjectEvent>({ type: 'TakeoverBegun', data: { document, on, reason: reason.trim(), standards: {} } });
}

/** All of it was done before, the handover with it: the project is over as soon as that is said. */
export function closing({ stages }: ProjectState, given: Decision<TakeoverEvent>): Decision<ProjectEvent> {
  if (!given.ok) return given;
  const began = (event: TakeoverEvent): TakeoverEvent =>
    event.type === 'StageTakenOver' && stages[event.data.stage]?.status === 'OPEN' ? { ...event, data: { ...event.data, began: true } } : event;
  const decision = { ...given, events: given.events.map(began) };
  const over = decision.events.some((event) => event.type === 'StageTakenOver' && event.data.stage === 'HANDOVER');
  const closed: ProjectEvent = { type: 'ProjectClosed', data: { outcome: 'ACCEPTED', reason: null, undone: [], remains: [] } };
  return { ok: true, events: [...decision.events, ...(over ? [closed] : [])] };
}

const TAKEN_INSTEAD: Text = { zh: '此前已在纸面完成，按接续登记', en: 'it was done on paper before, and has been taken over' };

const EVENTS: readonly string[] = [
  'FactTakenOver',
  'TakenOverCorrected',
  'CorrectionProposed',
  'CorrectionRefused',
  'TakeoverClosed',
  'StageTakenOver',
  'TakenOverResultChanged',
  'TakeoverBegun',
  'ClosingProposed',
  'ClosingEnded',
] satisfies readonly TakeoverEvent['type'][];
export const isTakeoverEvent = (event: Recorded<ProjectEvent>): event is Recorded<TakeoverEvent> => EVENTS.includes(event.type);

const replied = ({ document, on, amountFen }: { readonly document: string; readonly on: string; readonly amountFen?: number }): StepState => ({
  status: 'REPLIED',
  attempt: 0,
  approval: null,
  amountFen: amountFen ?? null,
  number: document,
  on,
  takenOver: true,
});

/** Steps as the facts say; what was recorded here stays. */
function withSteps(state: ProjectState, facts: readonly TakenFact[]): ProjectState {
  const own = Object.entries(state.steps).map(([code, step]) => [code, step.takenOver === true ? NEEDED : step] as const);
  const steps: Record<string, StepState> = Object.fromEntries(own);
  for (const reply of factsOf(facts, 'STEP_REPLIED')) if ((steps[reply.step] ?? NEEDED).status === 'NEEDED') steps[reply.step] = replied(reply);
  return { ...state, steps };
}
const NEEDED: StepState = { status: 'NEEDED', attempt: 0, approval: null, amountFen: null, number: null, on: null };

const fileOf = ({ files = [] }: Pick<TakenFact, 'files'>): { readonly file?: FileRef } => (files[0] === undefined ? {} : { file: files[0] });

const withHandover = (state: ProjectState, facts: readonly TakenFact[]): ProjectState => ({
  ...state,
  handover: { ...state.handover, ...handoverOf(facts) },
});

function handoverOf(facts: readonly TakenFact[]): Partial<HandoverFacts> {
  const [filing, notice, accounts] = [factOf(facts, 'FILING'), factOf(facts, 'PUBLIC_NOTICE'), factOf(facts, 'FINAL_ACCOUNTS')];
  const [assets, archive] = [factOf(facts, 'ASSETS'), factOf(facts, 'ARCHIVE')];
  return {
    ...(filing === undefined ? {} : { filing: { number: filing.document, on: filing.on, ...fileOf(filing) } }),
    ...(notice === undefined ? {} : { publicNotice: { from: notice.from, to: notice.to, objections: notice.objections, ...fileOf(notice) } }),
    ...(accounts === undefined
      ? {}
      : {
          finalAccounts: {
            amountFen: accounts.worksFen + accounts.otherFen,
            worksFen: accounts.worksFen,
            otherFen: accounts.otherFen,
            on: accounts.on,
            number: accounts.document,
            approval: { number: accounts.document, on: accounts.approvedOn, by: accounts.approvedBy },
            ...fileOf(accounts),
          },
        }),
    ...(assets === undefined ? {} : { assets: { to: assets.to, on: assets.on, number: assets.document, ...fileOf(assets) } }),
    ...(archive === undefined ? {} : { archive: { location: archive.location, on: archive.on, number: archive.document, ...fileOf(archive) } }),
  };
}

/** Whether what was entered or corrected is the plan. */
const ofPlan = (event: Recorded<TakeoverEvent>): boolean =>
  (event.type === 'FactTakenOver' || event.type === 'TakenOverCorrected') && event.data.id === 'PLAN_ISSUED';

/**
 * The project goes by the days of the plan that was taken over, as by one that is issued here; corrected, by the corrected ones,
 * but where days were moved since; without days, by those that it had.
 */
function withTakenPlan(state: ProjectState, facts: readonly TakenFact[]): ProjectState {
  const issued = factOf(facts, 'PLAN_ISSUED');
  // A plan that was issued here stands.
  if (state.plan !== undefined && state.plan.takenOver !== true) return state;
  const { plan: _, schedules: hadDays = [], ...rest } = state;
  const [first] = hadDays;
  const moved = hadDays.some(({ by }) => by === 'REPLAN' || by === 'OFFICE');
  const profile = first === undefined || moved ? state.profile : { ...withoutOpening(state.profile), ...daysOf(first) };
  const { nodes = [], measures = [] } = issued ?? {};
  if (issued === undefined || nodes.length === 0) return moved ? { ...rest, profile, schedules: hadDays } : { ...rest, profile };
  const plan = { number: issued.document, on: issued.on, version: 1, nodes, measures, takenOver: true } as const;
  if (moved) return { ...state, plan };
  const planned = scheduleOf(nodes, profile.buildKind);
  const now = { ...profile, ...planned };
  const basis = { document: issued.document, on: issued.on, reason: '接续办理的实施方案' };
  return { ...rest, plan, profile: now, ...withSchedule({ ...rest, profile }, { by: 'PLAN', ...basis }, now) };
}
const withoutOpening = ({ opensOn: _, ...profile }: ProjectState['profile']): ProjectState['profile'] => profile;

/** The fold of what a takeover does to its project. */
export function evolveTakenOver(state: ProjectState, event: Recorded<TakeoverEvent>): ProjectState {
  if (event.type === 'TakeoverBegun') return { ...state, takeover: TAKEOVER_OPEN, standards: { ...state.standards, ...event.data.standards } };
  if (state.takeover === undefined) return state;
  const takeover = evolveTakeover(state.takeover, event);
  const facts = Object.values(takeover.facts);
  const now = ofPlan(event) ? withTakenPlan({ ...state, takeover }, facts) : { ...state, takeover };
  switch (event.type) {
    case 'TakeoverClosed':
      return withHandover(withSteps(now, facts), facts);
    case 'TakenOverCorrected':
      // Of the handover only what was corrected: another part of it may have been recorded here since.
      return takeover.status === 'CLOSED' ? withHandover(withSteps(now, facts), event.data.fact === null ? [] : [event.data.fact]) : now;
    case 'StageTakenOver': {
      const { stage, result, goesOn } = event.data;
      const known = state.stages[stage];
      if (known === undefined) return now;
      const done = {
        ...known,
        status: 'DONE',
        finishedAt: event.occurredAt,
        result,
        takenOver: true,
        ...(goesOn === undefined ? {} : { goesOn }),
      } as const;
      return { ...now, stages: { ...state.stages, [stage]: done } };
    }
    case 'TakenOverResultChanged': {
      const { stage, result } = event.data;
      const known = state.stages[stage];
      return known === undefined ? now : { ...now, stages: { ...state.stages, [stage]: { ...known, result } } };
    }
    default:
      return now;
  }
}

/** Stages that run go by the days of the corrected plan. */
function tellDays(
  state: ProjectState,
  { data, actor, occurredAt }: Recorded<Extract<TakeoverEvent, { type: 'TakenOverCorrected' }>>,
): readonly Consequence[] {
  const { profile, takeover } = state;
  const what = { zh: '接续的实施方案更正', en: 'the plan that was taken over was corrected' };
  const note: ChangeNote = {
    by: actor.person ?? profile.manager,
    what,
    document: takeover?.closed?.document ?? '',
    on: dayAt(occurredAt),
    reason: data.reason,
  };
  return stagesThatAre(state, 'OPEN').flatMap((key) => {
    const kind = kindOfStage(key);
    if (kind === null) return [];
    const inputs = inputsOfFact(state, key, 'plan');
    const given = inputs === null ? {} : { inputs };
    return [tell(stageAddress(kind)(profile.code), { type: 'ChangeInputs', facts: daysOf(profile), ...given, ...note })];
  });
}

/** Cases of stages that were done before, where something of them goes on here; corrections for those that run. */
export function takeoverConsequences(state: ProjectState, event: Recorded<TakeoverEvent>): readonly Consequence[] {
  const { takeover, profile } = state;
  const at = (key: StageKey) => {
    const kind = kindOfStage(key);
    return kind === null ? null : stageAddress(kind)(profile.code);
  };
  const tellOpen = (command: StageCommand): readonly Consequence[] =>
    stagesThatAre(state, 'OPEN').flatMap((key) => {
      const address = at(key);
      return address === null ? [] : [tell(address, command)];
    });
  if (event.type === 'TakeoverBegun') return tellOpen({ type: 'Suspend', reason: event.data.reason, by: event.actor.person ?? profile.manager });
  if (takeover === undefined || takeover.status === 'OPEN') return [];
  switch (event.type) {
    // What had begun here goes on, unless its facts say that it was done (StageTakenOver).
    case 'TakeoverClosed':
      return state.status === 'RUNNING' ? tellOpen({ type: 'Resume' }) : [];
    case 'StageTakenOver': {
      const { stage, goesOn, began } = event.data;
      const address = at(stage);
      if (began === true) return address === null ? [] : [tell(address, { type: 'Cancel', reason: TAKEN_INSTEAD })];
      // Works are counted from their own case, also where nothing of them goes on (programme/figures.ts).
      return address === null || (goesOn !== true && stage !== 'CONSTRUCTION') ? [] : [start(address, { type: 'Open', ...openingOf(state, stage) })];
    }
    case 'TakenOverCorrected': {
      const { stage, was, reason } = event.data;
      const days = event.data.id === 'PLAN_ISSUED' ? tellDays(state, event) : [];
      const address = stage === null ? null : at(stage);
      const runs = stage !== null && (state.stages[stage]?.status === 'OPEN' || state.stages[stage]?.goesOn === true);
      if (address === null || stage === null || !runs) return days;
      return [
        ...days,
        tell(address, { type: 'CorrectTakenOver', facts: factsOfStage(Object.values(takeover.facts), stage), what: factName(was), reason }),
      ];
    }
    case 'TakenOverResultChanged': {
      const { stage } = event.data;
      const note: ChangeNote = {
        by: event.actor.person ?? profile.manager,
        what: { zh: '接续事项更正', en: 'what was taken over was corrected' },
        document: takeover.closed?.document ?? '',
        on: dayAt(event.occurredAt),
        reason: STAGE_BY_KEY[stage].name.zh,
      };
      return stagesThatAre(state, 'OPEN').flatMap((key) => {
        const [address, other] = [at(key), STAGE_BY_KEY[key]];
        if (address === null || other.carriedBy !== 'case') return [];
        if (!Object.values(other.inputs).some((input) => input.of === 'STAGE' && input.stage === stage)) return [];
        return [tell(address, { type: 'ChangeInputs', inputs: openingOf(state, key).inputs, ...note })];
      });
    }
    default:
      return [];
  }
}
