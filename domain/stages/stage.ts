/**
 * What all stages of a project share: how they open, ask for approvals, are cancelled, and tell the project that they
 * are over. Deliberately absent: what any one stage is about.
 */
import { approvalId, askApproval } from '../approval/case.ts';
import type { ApprovalDecided, Content, Named, Outcome } from '../approval/facts.ts';
import { approvalAddress } from '../approval/messages.ts';
import { blankRoute, type Route } from '../approval/route.ts';
import { type AgendaItem, allow, type CaseLogic, type Decision, type Draft, type Recorded, refuse } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { type Address, addressOf, type Consequence, tell } from '../kernel/message.ts';
import { alreadyOpened, closed, notOpened, notYours, rejection, systemOnly, unknownItem } from '../kernel/rejection.ts';
import { streamOf } from '../kernel/stream.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { isSystem, runsProject } from '../kernel/who-acts.ts';
import type { NoticeDue } from '../notice/due.ts';
import { factsOfProject, type ProjectProfile } from '../profile/profile.ts';
import type { SurveyBasis } from '../standards/demand.ts';
import type { RouteCode } from '../standards/route-codes.ts';

/** The stages of a facility project in the order of the implementation plan (实施步骤); the middle four run side by side. */
export const STAGE_KEYS = [
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
] as const;
export type StageKey = (typeof STAGE_KEYS)[number];

export const STAGE_NAMES = {
  SURVEY: { zh: '需求调研', en: 'Demand survey' },
  PLANNING: { zh: '规划与实施方案', en: 'Planning' },
  APPROVALS: { zh: '项目审批', en: 'Project approvals' },
  CONSTRUCTION: { zh: '设施建设', en: 'Construction' },
  TRAINING: { zh: '师资培训', en: 'Staff training' },
  MANAGEMENT: { zh: '管理制度', en: 'Management rules' },
  PUBLICITY: { zh: '宣传', en: 'Publicity' },
  EVALUATION: { zh: '总结评估', en: 'Summary evaluation' },
  ACCEPTANCE: { zh: '项目验收', en: 'Final acceptance' },
  HANDOVER: { zh: '备案与移交', en: 'Filing and handover' },
} as const satisfies Record<StageKey, Text>;

/** What earlier stages hand to later ones. */
export type StageInputs = {
  readonly survey: SurveyBasis;
  /** 核定概算, 分; null before it is approved. */
  readonly estimateFen: number | null;
  readonly demandGap: number | null;
  readonly panel: readonly string[];
};

export type StageBase = {
  readonly parent: Address<FinishStage>;
  readonly programme: string;
  readonly project: string;
  readonly name: Text;
  readonly manager: string;
  readonly profile: ProjectProfile;
  readonly inputs: StageInputs;
};

export type StageOutcome = 'DONE' | 'FAILED' | 'CANCELLED';
/** Small facts that later stages and reports need, by name. */
export type StageResult = Readonly<Record<string, number | string | boolean | null>>;

export type StageState = StageBase & {
  readonly status: 'OPEN' | StageOutcome;
  /** The project is suspended: people can do nothing here until it is resumed. */
  readonly suspended: boolean;
  /** Approvals under way: id to the stage's own key for it. */
  readonly approvals: Readonly<Record<string, string>>;
  readonly attempts: Readonly<Record<string, number>>;
};

export type StageCommand =
  | ({ readonly type: 'Open' } & StageBase)
  | ApprovalDecided
  | { readonly type: 'Cancel'; readonly reason: Text }
  | { readonly type: 'Suspend' }
  | { readonly type: 'Resume' }
  | { readonly type: 'ChangeManager'; readonly from: string; readonly to: string; readonly basis: string };

/** Where the stages of a kind are told what all stages are told. */
export const stageAddress = (kind: string): ((project: string) => Address<StageCommand>) => addressOf<StageCommand>(kind);

export type StageEvent =
  | { readonly type: 'StageOpened'; readonly data: StageBase }
  | {
      readonly type: 'ApprovalAsked';
      readonly data: {
        readonly key: string;
        readonly approval: string;
        readonly attempt: number;
        readonly title: Text;
        readonly applicant: string;
        readonly route: Route;
        readonly content: Content;
        readonly named?: Named;
        readonly acceptedOn: IsoDate;
      };
    }
  | {
      readonly type: 'ApprovalAnswered';
      readonly data: { readonly key: string; readonly approval: string; readonly outcome: Outcome; readonly reason: string | null };
    }
  | { readonly type: 'ManagerChanged'; readonly data: { readonly from: string; readonly to: string; readonly basis: string } }
  | { readonly type: 'StageSuspended'; readonly data: Record<string, never> }
  | { readonly type: 'StageResumed'; readonly data: Record<string, never> }
  | {
      readonly type: 'StageClosed';
      readonly data: { readonly outcome: StageOutcome; readonly result: StageResult; readonly undone: readonly Text[] };
    };

/** Told to the project when a stage is over. */
export type FinishStage = AnyCommand & {
  readonly type: 'FinishStage';
  readonly stage: StageKey;
  readonly outcome: StageOutcome;
  readonly result: StageResult;
  readonly undone: readonly Text[];
};

const COMMANDS: readonly string[] = [
  'Open',
  'ApprovalDecided',
  'Cancel',
  'Suspend',
  'Resume',
  'ChangeManager',
] satisfies readonly StageCommand['type'][];
const EVENTS: readonly string[] = [
  'StageOpened',
  'ApprovalAsked',
  'ApprovalAnswered',
  'ManagerChanged',
  'StageSuspended',
  'StageResumed',
  'StageClosed',
] satisfies readonly StageEvent['type'][];
const isStageCommand = (command: AnyCommand): command is StageCommand => COMMANDS.includes(command.type);
const isStageEvent = (event: Recorded): event is Recorded<StageEvent> => EVENTS.includes(event.type);

/** What a stage adds to the common part. Its own commands come from people who run the project, unless it says otherwise. */
export type StageSpec<S extends StageState, C extends AnyCommand, E extends Draft> = {
  readonly kind: string;
  readonly stage: StageKey;
  initial(base: StageState): S;
  decide(state: S, command: C, context: Context): Decision<E | StageEvent>;
  evolve(state: S, event: Recorded<E>): S;
  /** What an answered approval leads to, beside the note that it was answered. */
  answered(state: S, key: string, decided: ApprovalDecided, context: Context): readonly (E | StageEvent)[];
  /** Commands that people outside the project's own may send (reviewers, the office). */
  mayAlso?(context: Context, command: C): boolean;
  notices?(state: S, event: Recorded<E>): readonly NoticeDue[];
  agenda?(state: S): readonly AgendaItem<C>[];
  light?(state: S): 'GREEN' | 'YELLOW' | 'RED';
  /** What cancelling cannot take back, for the record. */
  remains?(state: S): readonly Text[];
};

export function stageCase<S extends StageState, C extends AnyCommand, E extends Draft>(
  spec: StageSpec<S, C, E>,
): CaseLogic<S, C | StageCommand, E | StageEvent, NoticeDue> {
  return {
    kind: spec.kind,
    schema: 2,
    decide(state, command, context) {
      if (isStageCommand(command)) return decideCommon(spec, state, command, context);
      if (state === null) return refuse(notOpened);
      if (state.status !== 'OPEN') return refuse(closed);
      // Not a stage command, so one of the spec's own: a generic union does not narrow by itself.
      const own = command as C;
      const allowed = isSystem(context) || runsProject(context, state.manager) || spec.mayAlso?.(context, own) === true;
      if (!allowed) return refuse(notYours);
      return state.suspended && !isSystem(context) ? refuse(suspended) : spec.decide(state, own, context);
    },
    evolve(state, event) {
      if (isStageEvent(event)) return evolveCommon(spec, state, event);
      if (state === null) throw new Error(`${event.type} before StageOpened`);
      return spec.evolve(state, event as Recorded<E>); // not a common one: a generic union does not narrow by itself
    },
    consequences: (state, event) => (isStageEvent(event) ? consequencesOf(spec, state, event) : []),
    notices: (state, event) => (isStageEvent(event) ? [] : (spec.notices?.(state, event as Recorded<E>) ?? [])), // the same
    agenda: (state) => (state.status === 'OPEN' ? (spec.agenda?.(state) ?? []) : []),
    closed: (state) => state.status !== 'OPEN',
    summary: (state) => ({
      status: state.status,
      title: { zh: `${state.name.zh} ${STAGE_NAMES[spec.stage].zh}`, en: `${state.name.en}: ${STAGE_NAMES[spec.stage].en}` },
      programme: state.programme,
      project: state.project,
      ...(spec.light === undefined ? {} : { light: spec.light(state) }),
      owner: state.parent,
      awaits: Object.keys(state.approvals).map((approval) => streamOf('approval', approval)),
    }),
  };
}

function decideCommon<S extends StageState, C extends AnyCommand, E extends Draft>(
  spec: StageSpec<S, C, E>,
  state: S | null,
  command: StageCommand,
  context: Context,
): Decision<E | StageEvent> {
  if (!isSystem(context)) return refuse(systemOnly);
  if (command.type === 'Open') {
    if (state !== null) return refuse(alreadyOpened);
    const { type: _, ...base } = command;
    return allow<E | StageEvent>({ type: 'StageOpened', data: base });
  }
  if (state === null) return refuse(notOpened);
  if (state.status !== 'OPEN') return refuse(closed);
  if (command.type === 'Cancel') {
    return allow<E | StageEvent>(finish('CANCELLED', { reason: command.reason.zh }, spec.remains?.(state) ?? []));
  }
  if (command.type === 'Suspend') return allow<E | StageEvent>({ type: 'StageSuspended', data: {} });
  if (command.type === 'Resume') return allow<E | StageEvent>({ type: 'StageResumed', data: {} });
  if (command.type === 'ChangeManager') {
    const { to, basis } = command;
    return state.manager === to ? allow() : allow<E | StageEvent>({ type: 'ManagerChanged', data: { from: state.manager, to, basis } });
  }
  const key = state.approvals[command.approval];
  if (key === undefined) return refuse(unknownItem(command.approval));
  const { approval, outcome, reason } = command;
  const answer: StageEvent = { type: 'ApprovalAnswered', data: { key, approval, outcome, reason } };
  return allow<E | StageEvent>(answer, ...spec.answered(state, key, command, context));
}

function evolveCommon<S extends StageState, C extends AnyCommand, E extends Draft>(
  spec: StageSpec<S, C, E>,
  state: S | null,
  event: Recorded<StageEvent>,
): S {
  if (event.type === 'StageOpened') return spec.initial({ ...event.data, status: 'OPEN', suspended: false, approvals: {}, attempts: {} });
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
    case 'StageSuspended':
      return { ...state, suspended: true };
    case 'StageResumed':
      return { ...state, suspended: false };
    case 'StageClosed':
      return { ...state, status: event.data.outcome };
  }
}

function consequencesOf<S extends StageState, C extends AnyCommand, E extends Draft>(
  spec: StageSpec<S, C, E>,
  state: S,
  event: Recorded<StageEvent>,
): readonly Consequence[] {
  switch (event.type) {
    case 'ApprovalAsked': {
      const { key: _, attempt: __, approval, ...request } = event.data;
      const { programme, project } = state;
      return [askApproval({ ...request, id: approval, owner: stageAddress(spec.kind)(project), programme, project })];
    }
    case 'ManagerChanged': {
      // What it applied for is now the new manager's to supplement, resubmit and withdraw.
      const { from, to, basis } = event.data;
      return Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'ChangeApplicant', from, to, basis }));
    }
    case 'StageClosed': {
      const { outcome, result, undone } = event.data;
      const reason = { zh: '所属阶段已取消', en: 'The stage was cancelled' };
      const cancel = Object.keys(state.approvals).map((approval) => tell(approvalAddress(approval), { type: 'Cancel', reason }));
      return [...cancel, tell(state.parent, { type: 'FinishStage', stage: spec.stage, outcome, result, undone })];
    }
    default:
      return [];
  }
}

/** The last event of a stage. */
export const finish = (outcome: StageOutcome, result: StageResult, undone: readonly Text[] = []): StageEvent => ({
  type: 'StageClosed',
  data: { outcome, result, undone },
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
): StageEvent {
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
