/**
 * A project that is taken over: what its facts make of its stages, steps and handover, and what its stages are told. Deliberately
 * absent: what may be taken over (domain/takeover).
 */

import type { ChangeNote } from '../kernel/basis.ts';
import type { Decision, Recorded } from '../kernel/case.ts';
import { dayAt } from '../kernel/days.ts';
import { type Consequence, start, tell } from '../kernel/message.ts';
import { STAGE_BY_KEY, type StageKey } from '../stages/all.ts';
import { stageAddress } from '../stages/facts.ts';
import { stepsOf } from '../standards/steps.ts';
import { factOf, factsOf, factsOfStage, type TakenFact } from '../taken-fact/kinds.ts';
import { factName } from '../taken-fact/words.ts';
import { evolveTakeover, type Taken } from '../takeover/decide.ts';
import type { TakeoverEvent } from '../takeover/facts.ts';
import type { HandoverFacts, ProjectEvent, ProjectState, StepState } from './facts.ts';
import { kindOfStage, openingOf, stagesThatAre } from './stages.ts';

/** As its takeover sees it. */
export const takenOf = ({ takeover, profile, path, standards, survey }: ProjectState): Taken => ({
  takeover,
  standing: { profile, path, steps: stepsOf(path, profile, standards), standards },
  survey,
  manager: profile.manager,
});

/** All of it was done before, the handover with it: the project is over as soon as that is said. */
export function closing(decision: Decision<TakeoverEvent>): Decision<ProjectEvent> {
  if (!decision.ok) return decision;
  const over = decision.events.some((event) => event.type === 'StageTakenOver' && event.data.stage === 'HANDOVER');
  const closed: ProjectEvent = { type: 'ProjectClosed', data: { outcome: 'ACCEPTED', reason: null, undone: [], remains: [] } };
  return { ok: true, events: [...decision.events, ...(over ? [closed] : [])] };
}

const EVENTS: readonly string[] = [
  'FactTakenOver',
  'TakenOverCorrected',
  'CorrectionProposed',
  'CorrectionRefused',
  'TakeoverClosed',
  'StageTakenOver',
  'TakenOverResultChanged',
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

const fileOf = ({ files = [] }: Pick<TakenFact, 'files'>): { readonly file?: { readonly title: string; readonly sha256: string } } =>
  files[0] === undefined ? {} : { file: files[0] };

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

/** The fold of what a takeover does to its project. */
export function evolveTakenOver(state: ProjectState, event: Recorded<TakeoverEvent>): ProjectState {
  if (state.takeover === undefined) return state;
  const takeover = evolveTakeover(state.takeover, event);
  const now = { ...state, takeover };
  const facts = Object.values(takeover.facts);
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

/** Cases of stages that were done before, where something of them goes on here; corrections for those that run. */
export function takeoverConsequences(state: ProjectState, event: Recorded<TakeoverEvent>): readonly Consequence[] {
  const { takeover, profile } = state;
  if (takeover === undefined || takeover.status === 'OPEN') return [];
  const at = (key: StageKey) => {
    const kind = kindOfStage(key);
    return kind === null ? null : stageAddress(kind)(profile.code);
  };
  switch (event.type) {
    case 'StageTakenOver': {
      const { stage, goesOn } = event.data;
      const address = at(stage);
      // Works are counted from their own case, also where nothing of them goes on (programme/figures.ts).
      return address === null || (goesOn !== true && stage !== 'CONSTRUCTION') ? [] : [start(address, { type: 'Open', ...openingOf(state, stage) })];
    }
    case 'TakenOverCorrected': {
      const { stage, was, reason } = event.data;
      const address = stage === null ? null : at(stage);
      const runs = stage !== null && (state.stages[stage]?.status === 'OPEN' || state.stages[stage]?.goesOn === true);
      if (address === null || stage === null || !runs) return [];
      return [tell(address, { type: 'CorrectTakenOver', facts: factsOfStage(Object.values(takeover.facts), stage), what: factName(was), reason })];
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
