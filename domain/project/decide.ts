/** What may happen to a facility project. The order of its stages is here; how to wait for them is workflows/'s affair. */
import { blankDeadline, type Deadline, pausedFrom, resumedFrom, rework } from '../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { alreadyClosed, alreadyOpened, notOpened, notYours, rejection, systemOnly, unknownItem, wrongState } from '../kernel/rejection.ts';
import { assertNever } from '../kernel/values.ts';
import { has, isSystem, runsProject } from '../kernel/who-acts.ts';
import { profileFaults, profileRejection } from '../profile/profile.ts';
import { valuesIn } from '../rule-table/table.ts';
import { isStageKey, STAGE_NAMES, STAGES_BEFORE, type StageKey } from '../stages/all.ts';
import { suspended } from '../stages/stage.ts';
import { tellDue } from '../stages/watch.ts';
import { pathOf, type StepCode } from '../standards/approval-paths.ts';
import { CLASSES, classFaults } from '../standards/classes.ts';
import { DUES } from '../standards/dues.ts';
import { stepsOf } from '../standards/steps.ts';
import { decideTakeover } from '../takeover/decide.ts';
import { clockFrom } from '../takeover/standing.ts';
import { answerEstimateReport, applyForStep, recordReply } from './approvals.ts';
import { decideChange } from './change.ts';
import type { ProjectCommand, ProjectEvent, ProjectState } from './facts.ts';
import { recordHandover } from './handover.ts';
import { takeDevelopment, takePlan, takeReplan } from './plan.ts';
import { kindOfStage, stagesIn, stagesOnOpening, stagesThatAre } from './stages.ts';
import { beginTakeover, closing, takenOf } from './takeover.ts';

type Answer = Decision<ProjectEvent>;
type Command<T extends ProjectCommand['type']> = Extract<ProjectCommand, { type: T }>;

export const isProjectClosed = (state: ProjectState): boolean => state.status === 'ACCEPTED' || state.status === 'CANCELLED';

/** What began here was told to end when it was taken over instead, and says that it has. */
const tookOver = ({ stages }: ProjectState, stage: string): boolean => {
  const known = isStageKey(stage) ? stages[stage] : undefined;
  return known?.status === 'DONE' && known.takenOver === true;
};

export function decideProject(state: ProjectState | null, command: ProjectCommand, context: Context): Answer {
  if (command.type === 'Open') return state === null ? open(command) : refuse(alreadyOpened);
  if (state === null) return refuse(notOpened);
  if (command.type === 'FinishStage' && isSystem(context) && tookOver(state, command.stage)) return allow();
  if (isProjectClosed(state)) return refuse(alreadyClosed);
  switch (command.type) {
    case 'TakeReplan':
      return isSystem(context) ? takeReplan(state, command) : refuse(systemOnly);
    case 'TakePlan':
      return isSystem(context) ? takePlan(state, command) : refuse(systemOnly);
    case 'TakeDevelopment':
      return isSystem(context) ? takeDevelopment(state, command) : refuse(systemOnly);
    case 'StartStage':
    case 'FinishStage':
    case 'ApprovalDecided':
      return isSystem(context) ? decideSystem(state, command, context) : refuse(systemOnly);
    case 'TellDue': {
      if (!isSystem(context)) return refuse(systemOnly);
      const told = tellDue(state.watched, command);
      return told === null ? allow() : allow<ProjectEvent>(told);
    }
    case 'ApplicationHandedIn': {
      if (!isSystem(context)) return refuse(systemOnly);
      const { suspension, profile } = state;
      if (state.status !== 'SUSPENDED' || suspension === undefined) return allow();
      const { reason, by = profile.manager } = suspension;
      return allow<ProjectEvent>({ type: 'ApplicationStands', data: { approval: command.approval, reason, by } });
    }
    case 'CalendarChanged': {
      if (!isSystem(context)) return refuse(systemOnly);
      const { assetsDue: deadline } = state;
      if (deadline === undefined || deadline.calendar === command.calendar) return allow();
      return allow<ProjectEvent>({ type: 'DeadlineReworked', data: { was: deadline.dueOn, deadline: rework(deadline) } });
    }
    case 'ChangeManager': {
      if (!isSystem(context)) return refuse(systemOnly);
      const { to, basis } = command;
      const from = state.profile.manager;
      return from === to ? allow() : allow<ProjectEvent>({ type: 'ManagerChanged', data: { from, to, basis } });
    }
    case 'Suspend':
    case 'Resume':
    case 'Cancel':
      return has(context, 'PROGRAMME_OFFICER') ? decideOffice(state, command, context) : refuse(officeOnly);
    case 'ChangeProfile':
    case 'ChangeMilestones':
    case 'ChangePanel':
    case 'ChangeSurveyBasis':
    case 'ChangeStandards':
      return decideChange(state, command, context);
    case 'TakeOver':
    case 'CorrectTakenOver':
    case 'CloseTakeover':
    case 'ConfirmCorrection':
    case 'RefuseCorrection':
    case 'ProposeClosing':
    case 'RefuseClosing':
    case 'ExpireTakenOver':
      if (state.status === 'CANCELLING') return refuse(alreadyClosed);
      return closing(state, decideTakeover(takenOf(state), command, context));
    case 'BeginTakeover':
      return beginTakeover(state, command, context);
    case 'ApplyForStep':
    case 'RecordReply':
    case 'RecordHandover':
      if (!runsProject(context, state.profile.manager)) return refuse(notYours);
      if (state.status === 'SUSPENDED') return refuse(suspended);
      if (state.status === 'CANCELLING') return refuse(alreadyClosed);
      return decideManager(state, command, context);
    case 'AnswerEstimateReport':
      return state.status === 'CANCELLING' ? refuse(alreadyClosed) : answerEstimateReport(state, command, context);
    default:
      return assertNever(command);
  }
}

const officeOnly = rejection(
  'NOT_YOURS',
  '只有领导小组办公室可以暂停、恢复或取消项目。',
  'Only the programme office suspends, resumes or cancels a project.',
);

function open(command: Command<'Open'>): Answer {
  const faults = [...classFaults(command.profile, valuesIn(command.standards, CLASSES)), ...profileFaults(command.profile)];
  if (faults.length > 0) return refuse(profileRejection(faults));
  const path = pathOf(command.profile, command.standards);
  const { type: _, ...facts } = command;
  return allow<ProjectEvent>({
    type: 'ProjectOpened',
    data: { ...facts, path, steps: stepsOf(path, command.profile, command.standards), ...stagesOnOpening() },
  });
}

/** The assets are handed over within so many working days of acceptance. */
function handoverClock({ standards, stages }: ProjectState, context: Context): { readonly assetsDue?: Deadline } {
  const { warnDays, assetsWithinDays } = valuesIn(standards, DUES);
  if (warnDays === null || assetsWithinDays === null) return {};
  const [today, passed] = [dayAt(context.now), stages.ACCEPTANCE];
  const { passedOn } = passed?.result ?? {};
  const from = passed?.takenOver === true && typeof passedOn === 'string' ? clockFrom(passedOn, today) : today;
  return { assetsDue: blankDeadline(from, { n: assetsWithinDays, unit: 'WD' }) };
}

function decideSystem(state: ProjectState, command: Command<'StartStage' | 'FinishStage' | 'ApprovalDecided'>, context: Context): Answer {
  switch (command.type) {
    case 'StartStage': {
      const { stage } = command;
      if (state.status !== 'RUNNING') return refuse(suspended);
      if (state.stages[stage]?.status !== 'WAITING') return refuse(wrongState('该阶段已开始。', 'This stage has started already.'));
      const before = stagesIn(state).filter((s) => STAGES_BEFORE[stage].includes(s) && state.stages[s]?.status !== 'DONE');
      if (before.length > 0) {
        const names = before.map((s) => STAGE_NAMES[s].zh).join('、');
        return refuse(rejection('OUT_OF_ORDER', `须先完成${names}。`, `First finish ${before.map((s) => STAGE_NAMES[s].en).join(', ')}.`));
      }
      return allow<ProjectEvent>({ type: 'StageStarted', data: { stage, ...(stage === 'HANDOVER' ? handoverClock(state, context) : {}) } });
    }
    case 'FinishStage':
      return finishStage(state, command);
    case 'ApprovalDecided': {
      const found = Object.entries(state.steps).find(([, s]) => s.approval === command.approval);
      if (found === undefined) return refuse(unknownItem(command.approval));
      const [step] = found;
      const data = { step: step as StepCode, outcome: command.outcome, reason: command.reason }; // keys are StepCodes: see ProjectOpened
      return allow<ProjectEvent>({ type: 'StepAnswered', data });
    }
  }
}

function finishStage(state: ProjectState, command: Command<'FinishStage'>): Answer {
  const { stage, outcome, result, undone, goesOn } = command;
  if (!isStageKey(stage)) return refuse(unknownItem(stage));
  if (state.stages[stage]?.status !== 'OPEN') return refuse(wrongState('该阶段不在进行中。', 'This stage is not under way.'));
  const over: ProjectEvent = { type: 'StageFinished', data: { stage, outcome, result, undone, ...(goesOn === undefined ? {} : { goesOn }) } };
  if (state.status !== 'CANCELLING') return allow<ProjectEvent>(over);
  const remains = [...state.remains, ...undone];
  const left = stagesThatAre(state, 'OPEN').filter((s) => s !== stage);
  return allow<ProjectEvent>(over, ...cancelNext(state, left, state.cancelReason ?? '', remains));
}

/** Stages are closed one after the other, the latest first, so that nothing later outlives what it rests on. */
function cancelNext(state: ProjectState, left: readonly StageKey[], reason: string, remains: ProjectState['remains']): readonly ProjectEvent[] {
  const stage = left.at(-1);
  if (stage !== undefined && kindOfStage(stage) !== null) return [{ type: 'StageCancelAsked', data: { stage, reason } }];
  if (stage !== undefined) {
    const own: ProjectEvent = { type: 'StageFinished', data: { stage, outcome: 'CANCELLED', result: {}, undone: [] } };
    return [own, ...cancelNext(state, left.slice(0, -1), reason, remains)];
  }
  const undone = stagesThatAre(state, 'OPEN').map((s) => STAGE_NAMES[s]);
  const done = stagesThatAre(state, 'DONE').map((s) => ({
    zh: `${STAGE_NAMES[s].zh}已完成，记录保留`,
    en: `${STAGE_NAMES[s].en} is done and stays on record`,
  }));
  return [{ type: 'ProjectClosed', data: { outcome: 'CANCELLED', reason, undone, remains: [...remains, ...done] } }];
}

function decideOffice(state: ProjectState, command: Command<'Suspend' | 'Resume' | 'Cancel'>, context: Context): Answer {
  switch (command.type) {
    case 'Suspend':
      if (state.status === 'SUSPENDED')
        return refuse(wrongState('项目已暂停；恢复请用 Resume。', 'The project is suspended already; Resume lets it go on.'));
      if (state.status !== 'RUNNING') return refuse(wrongState('项目不在进行中。', 'The project is not running.'));
      if (!byRules(context, 3)) return allow<ProjectEvent>({ type: 'ProjectSuspended', data: { reason: command.reason } });
      if (command.reason.trim() === '')
        return refuse(
          rejection('REASON_REQUIRED', '请写明暂停的理由，审批人将看到。', 'Please say why it is suspended; whoever decides will see it.'),
        );
      return allow<ProjectEvent>({
        type: 'ProjectSuspended',
        data: { reason: command.reason.trim(), ...standing(state), ...clockStands(state, context) },
      });
    case 'Resume':
      if (state.status !== 'SUSPENDED') return refuse(wrongState('项目未暂停。', 'The project is not suspended.'));
      return allow<ProjectEvent>({
        type: 'ProjectResumed',
        data: state.suspension === undefined ? {} : { ...standing(state), ...clockRuns(state, context) },
      });
    case 'Cancel':
      if (state.status === 'CANCELLING') return refuse(wrongState('项目正在取消。', 'The project is being cancelled already.'));
      return allow<ProjectEvent>(
        { type: 'CancellationBegun', data: { reason: command.reason } },
        ...cancelNext(state, stagesThatAre(state, 'OPEN'), command.reason, []),
      );
  }
}

/** Its own clock stands with it, and runs on. */
const clockStands = ({ assetsDue }: ProjectState, { now }: Context): { readonly assetsDue?: Deadline } =>
  assetsDue === undefined ? {} : { assetsDue: pausedFrom(assetsDue, dayAt(now), 'SUSPENDED') };
function clockRuns({ assetsDue }: ProjectState, { now }: Context): { readonly assetsDue?: Deadline } {
  const running = assetsDue === undefined ? null : resumedFrom(assetsDue, dayAt(now), 'SUSPENDED');
  return running === null ? {} : { assetsDue: running };
}

/** Whoever applied: all that is being decided about the project stands with it. */
const standing = ({ profile: { code } }: ProjectState) => ({ applied: { person: null, project: code }, applications: [] });

function decideManager(state: ProjectState, command: Command<'ApplyForStep' | 'RecordReply' | 'RecordHandover'>, context: Context): Answer {
  switch (command.type) {
    case 'ApplyForStep':
      return applyForStep(state, command, context);
    case 'RecordReply':
      return recordReply(state, command, context);
    case 'RecordHandover':
      return recordHandover(state, command, context);
  }
}
