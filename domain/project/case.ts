/** The facility project as a case: its fold, and what it starts and tells. */
import { askApproval, isPersons } from '../approval/case.ts';
import { withNeeds, withPapersLookedAt } from '../approval/fill.ts';
import { type ApprovalCommand, approvalAddress } from '../approval/messages.ts';
import type { ProjectChange } from '../kernel/basis.ts';
import type { AgendaItem, CaseLogic, Recorded } from '../kernel/case.ts';
import { dayAt } from '../kernel/days.ts';
import { type Consequence, start, tell } from '../kernel/message.ts';
import { idOf, streamOf } from '../kernel/stream.ts';
import type { CaseKey } from '../kernel/summary.ts';
import type { Text } from '../kernel/values.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { STAGE_BY_KEY, type StageKey } from '../stages/all.ts';
import { type StageCommand, stageAddress } from '../stages/facts.ts';
import { withProof } from '../stages/proof.ts';
import { dueNotices, watchAgenda, watchedAfter, watchLight, withTold } from '../stages/watch.ts';
import type { StepCode } from '../standards/approval-paths.ts';
import { TAKEOVER_OPEN } from '../takeover/decide.ts';
import { takeoverAgenda, takeoverNotices } from '../takeover/proposed.ts';
import { changeWords } from '../words/change.ts';
import { money } from '../words/money.ts';
import { projectPart } from './board.ts';
import { decideProject, isProjectClosed } from './decide.ts';
import { projectDues } from './dues.ts';
import {
  type HandoverFacts,
  type ListedIn,
  type ProjectCommand,
  type ProjectEvent,
  type ProjectState,
  programmeAddress,
  projectAddress,
  type StageProgress,
  type StepState,
} from './facts.ts';
import { tellReceived } from './funds.ts';
import { noticeTooEarly, passedOnOf } from './handover.ts';
import { PROJECT_NEEDS } from './needs.ts';
import { progressPart } from './progress-part.ts';
import { withSchedule } from './schedule.ts';
import { allWaiting, endsWithProject, inputsOfFact, kindOfStage, openingOf, stagesThatAre, stagesThatGoOn } from './stages.ts';
import { evolveTakenOver, isTakeoverEvent, takeoverConsequences } from './takeover.ts';

const NO_HANDOVER: HandoverFacts = { filing: null, publicNotice: null, finalAccounts: null, assets: null, archive: null };
const NEEDED: StepState = { status: 'NEEDED', attempt: 0, approval: null, amountFen: null, number: null, on: null };

/** With what runs out as it is now; a state that watches nothing stays what it was. */
function evolve(before: ProjectState | null, event: Recorded<ProjectEvent>): ProjectState {
  const state = fold(before, event);
  const watched = watchedAfter(projectDues(state), state.watched, dayAt(event.occurredAt));
  if (watched !== undefined) return { ...state, watched };
  if (state.watched === undefined) return state;
  const { watched: _, ...rest } = state;
  return rest;
}

function opened(data: Extract<ProjectEvent, { type: 'ProjectOpened' }>['data']): ProjectState {
  const { steps, stages, takesOver, ...facts } = data;
  return {
    ...facts,
    ...(takesOver === true ? { takeover: TAKEOVER_OPEN } : {}),
    status: 'RUNNING',
    stages: allWaiting(stages),
    steps: Object.fromEntries(steps.map((step) => [step, NEEDED])),
    handover: NO_HANDOVER,
    remains: [],
    cancelReason: null,
  };
}

function fold(state: ProjectState | null, event: Recorded<ProjectEvent>): ProjectState {
  if (event.type === 'ProjectOpened') return opened(event.data);
  if (state === null) throw new Error(`${event.type} before ProjectOpened`);
  if (isTakeoverEvent(event)) return evolveTakenOver(state, event);
  const stage = (key: StageKey, to: Partial<StageProgress>): ProjectState => {
    const now = state.stages[key];
    return now === undefined ? state : { ...state, stages: { ...state.stages, [key]: { ...now, ...to } } };
  };
  const step = (code: string, to: Partial<StepState>): ProjectState => ({
    ...state,
    steps: { ...state.steps, [code]: { ...(state.steps[code] ?? NEEDED), ...to } },
  });
  switch (event.type) {
    case 'StageStarted': {
      const { assetsDue } = event.data;
      const started = stage(event.data.stage, { status: 'OPEN', startedAt: event.occurredAt });
      return assetsDue === undefined ? started : { ...started, assetsDue };
    }
    case 'DueTold':
      return { ...state, watched: withTold(state.watched, event.data) };
    case 'DeadlineReworked':
      return { ...state, assetsDue: event.data.deadline };
    case 'StageFinished': {
      const { outcome, result, undone, goesOn } = event.data;
      const changed = stage(event.data.stage, { status: outcome, finishedAt: event.occurredAt, result, ...(goesOn === undefined ? {} : { goesOn }) });
      return { ...changed, remains: [...state.remains, ...undone] };
    }
    case 'StepApplied': {
      const { attempt, approval, amountFen } = event.data;
      return step(event.data.step, { status: 'ASKED', attempt, approval, amountFen, number: null, on: null });
    }
    case 'PlanTaken':
      return { ...state, plan: event.data };
    case 'DevelopmentPlanTaken':
      return { ...state, development: listedIn(event.data) };
    case 'EstimateReported':
      return { ...state, estimateReport: { ...event.data, on: dayAt(event.occurredAt), ...byOf(event.actor.person) } };
    case 'EstimateReportAnswered': {
      const report = state.estimateReport;
      if (report === undefined) return state;
      // What was agreed here meanwhile falls with the study that it rests on.
      const falls = event.data.answer === 'STUDY_AGAIN' && state.steps.PRELIM?.status === 'APPROVED';
      return { ...state, ...(falls ? step('PRELIM', { status: 'REFUSED' }) : {}), estimateReport: { ...report, answered: event.data } };
    }
    case 'StepAnswered':
      return step(event.data.step, { status: event.data.outcome === 'APPROVED' ? 'APPROVED' : 'REFUSED' });
    case 'ReplyRecorded': {
      const { step: of, number, on, amountFen, countsFen = amountFen, by, until, files } = event.data;
      const issued = { ...(by === undefined ? {} : { by }), ...(until === undefined ? {} : { until }), ...(files === undefined ? {} : { files }) };
      return step(of, { status: 'REPLIED', number, on, amountFen: countsFen, ...issued });
    }
    case 'HandoverRecorded':
      return handedOver(state, event.data);
    case 'ManagerChanged':
      return { ...state, profile: { ...state.profile, manager: event.data.to } };
    case 'ProjectProfileChanged': {
      const { facts, path, steps } = event.data;
      const way = path === undefined || steps === undefined ? {} : { path, ...stepsNow(state, steps) };
      return { ...state, ...way, profile: { ...state.profile, ...facts }, projectChanges: withChange(state, event.data) };
    }
    case 'MilestonesChanged': {
      const profile = { ...state.profile, ...event.data.facts };
      return { ...state, profile, projectChanges: withChange(state, event.data), ...withSchedule(state, event.data, profile) };
    }
    case 'PanelChanged':
      return { ...state, panel: event.data.panel, projectChanges: withChange(state, event.data) };
    case 'SurveyBasisChanged':
      return { ...state, survey: event.data.survey, projectChanges: withChange(state, event.data) };
    case 'StandardsChanged':
      return { ...state, standards: event.data.standards, projectChanges: withChange(state, event.data) };
    case 'ProjectSuspended': {
      const { reason, applied, assetsDue } = event.data;
      return {
        ...state,
        status: 'SUSPENDED',
        ...(assetsDue === undefined ? {} : { assetsDue }),
        ...(applied === undefined ? {} : { suspension: { on: dayAt(event.occurredAt), reason, ...byOf(event.actor.person) } }),
      };
    }
    case 'ProjectResumed': {
      const { suspension: _, ...running } = state;
      const { assetsDue } = event.data;
      return { ...running, status: 'RUNNING', ...(assetsDue === undefined ? {} : { assetsDue }) };
    }
    case 'CancellationBegun':
      return { ...state, status: 'CANCELLING', cancelReason: event.data.reason };
    case 'ApplicationStands':
    case 'StageCancelAsked':
      return state;
    case 'ProjectClosed':
      return { ...state, status: event.data.outcome, remains: event.data.remains };
  }
}

type Handed = Extract<ProjectEvent, { type: 'HandoverRecorded' }>['data'];
const handedOver = (state: ProjectState, { facts, accountsDue }: Handed): ProjectState => ({
  ...state,
  handover: { ...state.handover, ...facts },
  ...(accountsDue === undefined ? {} : { accountsDue }),
});
const listedIn = ({ first: _, ...listed }: ListedIn & { readonly first?: true }): ListedIn => listed;
const byOf = (person: string | null): { readonly by?: string } => (person === null ? {} : { by: person });

/** A step that comes back goes on counting its attempts, since each of them is an approval of its own. */
function stepsNow(state: ProjectState, needed: readonly StepCode[]): Pick<ProjectState, 'steps' | 'droppedSteps'> {
  const known: ProjectState['steps'] = { ...state.droppedSteps, ...state.steps };
  const dropped = Object.entries(known).filter(([code]) => !needed.some((step) => step === code));
  return { steps: Object.fromEntries(needed.map((code) => [code, known[code] ?? NEEDED])), droppedSteps: Object.fromEntries(dropped) };
}

const withChange = ({ projectChanges = [] }: ProjectState, { what, again, document, on, reason }: ProjectChange): readonly ProjectChange[] => [
  ...projectChanges,
  { what, again, document, on, reason },
];

const tellStage = (state: ProjectState, key: StageKey, command: StageCommand): readonly Consequence[] => {
  const kind = kindOfStage(key);
  return kind === null ? [] : [tell(stageAddress(kind)(state.profile.code), command)];
};
const tellOpenStages = (state: ProjectState, command: StageCommand): readonly Consequence[] =>
  stagesThatAre(state, 'OPEN').flatMap((key) => tellStage(state, key, command));
/** Those as well that are done and go on with their money. */
const tellRunningStages = (state: ProjectState, command: StageCommand): readonly Consequence[] => [
  ...stagesThatGoOn(state).flatMap((key) => tellStage(state, key, command)),
  ...tellOpenStages(state, command),
];
/** The project's own approvals that are being decided. */
const tellAsked = (state: ProjectState, command: ApprovalCommand): readonly Consequence[] =>
  Object.values(state.steps).flatMap((step) =>
    step.status === 'ASKED' && step.approval !== null ? [tell(approvalAddress(step.approval), command)] : [],
  );

/** Applications that a person began; stages and the project tell their own. */
const tellBegun = (applications: readonly string[], command: ApprovalCommand): readonly Consequence[] =>
  applications.filter((stream) => isPersons(idOf(stream))).map((stream) => tell(approvalAddress(idOf(stream)), command));

function consequences(state: ProjectState, event: Recorded<ProjectEvent>): readonly Consequence[] {
  if (isTakeoverEvent(event)) return [...takeoverConsequences(state, event), ...tellReceived(state, event)];
  switch (event.type) {
    case 'StageStarted': {
      const { stage } = event.data;
      const kind = kindOfStage(stage);
      return kind === null ? [] : [start(stageAddress(kind)(state.profile.code), { type: 'Open', ...openingOf(state, stage) })];
    }
    case 'StepApplied': {
      const { approval, title, route, content, acceptedOn, standards, undertaking } = event.data;
      const { code, manager } = state.profile;
      const owner = projectAddress(code);
      const pinned = { ...(standards === undefined ? {} : { standards }), ...(undertaking === undefined ? {} : { undertaking }) };
      return [
        askApproval({
          id: approval,
          owner,
          programme: state.programme,
          project: code,
          title,
          applicant: manager,
          route,
          content,
          acceptedOn,
          ...pinned,
        }),
      ];
    }
    case 'PlanTaken':
      return tellPlan(state, event);
    case 'EstimateReportAnswered': {
      // An estimate that waits for the study is not decided meanwhile; it is applied for anew.
      const { approval, answer, number } = event.data;
      const asked = state.steps.PRELIM?.status === 'ASKED' && state.steps.PRELIM.approval === approval;
      const reason = {
        zh: `可研批准机关要求重新报送可行性研究报告（${number}，政府投资条例第十二条）`,
        en: `Whoever approved the study asks for it again (${number}, 政府投资条例 art. 12)`,
      };
      return answer === 'STUDY_AGAIN' && asked ? [tell(approvalAddress(approval), { type: 'Cancel', reason })] : [];
    }
    case 'ProjectSuspended': {
      const { reason, applications } = event.data;
      // Only people suspend a project.
      const why = { type: 'Suspend', reason, by: event.actor.person ?? state.profile.manager } as const;
      if (applications === undefined) return tellOpenStages(state, { type: 'Suspend' });
      return [...tellRunningStages(state, why), ...tellAsked(state, why), ...tellBegun(applications, why)];
    }
    case 'ApplicationStands': {
      const { approval, reason, by } = event.data;
      return [tell(approvalAddress(approval), { type: 'Suspend', reason, by })];
    }
    case 'ProjectResumed': {
      const { applications } = event.data;
      const goOn = applications === undefined ? [] : [...tellAsked(state, { type: 'GoOn' }), ...tellBegun(applications, { type: 'GoOn' })];
      // What stands for a takeover goes on when that is closed.
      return [...(state.takeover?.status === 'OPEN' ? [] : tellRunningStages(state, { type: 'Resume' })), ...goOn];
    }
    case 'StageCancelAsked':
      return tellStage(state, event.data.stage, { type: 'Cancel', reason: { zh: event.data.reason, en: event.data.reason } });
    case 'ManagerChanged':
      return [...tellRunningStages(state, { type: 'ChangeManager', ...event.data }), ...tellAsked(state, { type: 'ChangeApplicant', ...event.data })];
    case 'ProjectProfileChanged':
    case 'MilestonesChanged':
    case 'PanelChanged':
    case 'SurveyBasisChanged':
    case 'StandardsChanged':
      return tellChange(state, event);
    case 'CancellationBegun':
      // The project's own approvals are closed with it, and their links die.
      return tellAsked(state, { type: 'Cancel', reason: { zh: event.data.reason, en: event.data.reason } });
    case 'ProjectClosed': {
      const { programme, profile } = state;
      const goesOn = stagesThatGoOn(state).some((key) => !endsWithProject(key)) ? { goesOn: true as const } : {};
      const over = stagesThatGoOn(state)
        .filter((key) => event.data.outcome === 'CANCELLED' || endsWithProject(key))
        .flatMap((key) => tellStage(state, key, { type: 'EndWatch' }));
      return [...over, tell(programmeAddress(programme), { type: 'ProjectClosed', project: profile.code, outcome: event.data.outcome, ...goesOn })];
    }
    default:
      return [];
  }
}

/** Works that run, and their evaluation, go by what is approved; those that begin later are told when they do. */
function tellPlan(state: ProjectState, { data, actor }: Recorded<Extract<ProjectEvent, { type: 'PlanTaken' }>>): readonly Consequence[] {
  const { number: document, on, version } = data;
  const what = { zh: `实施方案第 ${version} 版`, en: `version ${version} of the implementation plan` };
  const note = { by: actor.person ?? state.profile.manager, what, document, on, reason: `实施方案第 ${version} 版印发` };
  return stagesThatAre(state, 'OPEN').flatMap((key) => {
    const inputs = inputsOfFact(state, key, 'plan');
    return inputs === null ? [] : tellStage(state, key, { type: 'ChangeInputs', inputs, ...note });
  });
}

type Changed = Extract<ProjectEvent, { readonly data: ProjectChange }>;

/** Profile and planned days concern every stage and application; panel and survey those stages alone that take them. */
function tellChange(state: ProjectState, event: Recorded<Changed>): readonly Consequence[] {
  const { what, document, on, reason } = event.data;
  // Only people record a change.
  const note = { by: event.actor.person ?? state.profile.manager, what, document, on, reason };
  if (event.type === 'PanelChanged' || event.type === 'SurveyBasisChanged') {
    const fact = event.type === 'PanelChanged' ? 'panel' : 'survey';
    return stagesThatAre(state, 'OPEN').flatMap((key) => {
      const inputs = inputsOfFact(state, key, fact);
      return inputs === null ? [] : tellStage(state, key, { type: 'ChangeInputs', inputs, ...note });
    });
  }
  if (event.type === 'StandardsChanged') return tellOpenStages(state, { type: 'TakeStandards', ...note });
  const { facts } = event.data;
  const places: Consequence[] =
    'places' in facts && facts.places !== undefined
      ? [tell(programmeAddress(state.programme), { type: 'ChangePlaces', project: state.profile.code, places: facts.places })]
      : [];
  // A plan in force is told as well, since its next version is of the project as it is then.
  const inForce = stagesThatGoOn(state)
    .filter(endsWithProject)
    .flatMap((key) => tellStage(state, key, { type: 'ChangeInputs', facts, ...note }));
  return [
    ...tellOpenStages(state, { type: 'ChangeInputs', facts, ...note }),
    ...inForce,
    ...tellAsked(state, { type: 'NoteProjectChange', ...note }),
    ...places,
  ];
}

function notices(state: ProjectState, event: Recorded<ProjectEvent>): readonly NoticeDue[] {
  if (isTakeoverEvent(event)) return takeoverNotices(state, event);
  const manager = { person: state.profile.manager };
  const officer = { role: 'PROGRAMME_OFFICER' } as const;
  switch (event.type) {
    case 'DueTold':
      return dueNotices(state.profile.manager, projectDues(state), event.data);
    case 'StageStarted': {
      const { announced, name } = STAGE_BY_KEY[event.data.stage];
      if (announced !== true) return [];
      const says = {
        zh: `已进入“${name.zh}”阶段，请登录系统办理本阶段事项`,
        en: `the stage “${name.en}” has begun; please sign in to work on it`,
      };
      return [{ template: 'stage', to: manager, facts: { says } }];
    }
    case 'HandoverRecorded': {
      // Told at once to whoever recorded it; the audit finds it as well.
      const [from, passedOn] = [event.data.facts.publicNotice?.from, passedOnOf(state)];
      const { person } = event.actor;
      if (person === null || from === undefined || passedOn === null || from >= passedOn) return [];
      return [{ template: 'finding', to: { person }, facts: { says: noticeTooEarly(from, passedOn) } }];
    }
    case 'EstimateReported': {
      const [estimate, study] = [money(event.data.estimateFen), money(event.data.studyFen)];
      const says = {
        zh: `概算 ${estimate.zh} 超过已批可研估算 ${study.zh} 的规定比例，现向可研批准机关报告；请答复是否重新报批可研，由办公室登记（政府投资条例第十二条）`,
        en: `The estimate of ${estimate.en} is further above the approved study of ${study.en} than the rule lets pass. Whoever approved the study is asked: the study again, or go on? The office records the answer (政府投资条例 art. 12)`,
      };
      return [{ role: 'NDRC_HEAD' as const }, manager, officer].map((to) => ({ template: 'project-changed', to, facts: { says } }));
    }
    case 'EstimateReportAnswered': {
      const { answer, number, reason } = event.data;
      const says =
        answer === 'STUDY_AGAIN'
          ? { zh: `可研批准机关要求重新报批可研（${number}）：${reason}`, en: `The study must be approved again (${number}): ${reason}` }
          : { zh: `可研批准机关同意继续（${number}）：${reason}`, en: `The estimate may go on (${number}): ${reason}` };
      return [manager, officer].map((to) => ({ template: 'project-changed', to, facts: { says } }));
    }
    case 'ProjectProfileChanged':
    case 'MilestonesChanged':
    case 'SurveyBasisChanged':
    case 'StandardsChanged':
      return [manager, officer].map((to) => ({ template: 'project-changed', to, facts: { says: changeWords(event.data) } }));
    case 'PanelChanged': {
      const { joins, leaves } = event.data;
      const { zh, en } = changeWords(event.data);
      const told = (people: readonly string[], how: Text): readonly NoticeDue[] =>
        people.map((person) => ({
          template: 'project-changed',
          to: { person },
          facts: { says: { zh: `{person}${how.zh}验收组。${zh}`, en: `{person} ${how.en} the acceptance panel. ${en}`, person } },
        }));
      return [
        ...[manager, officer].map((to): NoticeDue => ({ template: 'project-changed', to, facts: { says: { zh, en } } })),
        ...told(joins, { zh: '进入', en: 'joins' }),
        ...told(leaves, { zh: '退出', en: 'leaves' }),
      ];
    }
    case 'ProjectClosed': {
      const { outcome, remains } = event.data;
      if (outcome === 'ACCEPTED') return [manager, officer].map((to) => ({ template: 'decided', to, facts: { project: outcome } }));
      const left = (language: keyof Text, comma: string) => remains.map((text) => text[language]).join(comma);
      const says = remains.length === 0 ? { zh: '', en: '' } : { zh: `尚需处理：${left('zh', '；')}`, en: `Left to settle: ${left('en', '; ')}` };
      const facts = { reason: state.cancelReason ?? '', says };
      return [manager, officer, { role: 'DEPUTY_LEADER' as const }].map((to) => ({ template: 'cancelled', to, facts }));
    }
    default:
      return [];
  }
}

/** Stages that run, and approvals of steps that are not answered yet. */
const awaitedBy = (state: ProjectState): readonly string[] => [
  ...stagesThatAre(state, 'OPEN').flatMap((key) => {
    const kind = kindOfStage(key);
    return kind === null ? [] : [streamOf(kind, state.profile.code)];
  }),
  ...Object.values(state.steps).flatMap(({ status, approval }) => (status === 'ASKED' && approval !== null ? [streamOf('approval', approval)] : [])),
];

const byTime = (one: AgendaItem<ProjectCommand>, other: AgendaItem<ProjectCommand>): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);

/** By which the office finds what is being taken over, and what of it waits for a second person. */
const takeoverKeys = ({ takeover }: ProjectState): readonly CaseKey[] =>
  takeover === undefined
    ? []
    : [
        { kind: 'TAKEOVER', value: takeover.status },
        ...(takeover.closing === undefined ? [] : [{ kind: 'TAKEOVER_WAITS', value: 'CLOSING' } as const]),
        ...(Object.keys(takeover.corrections).length === 0 ? [] : [{ kind: 'TAKEOVER_WAITS', value: 'CORRECTION' } as const]),
      ];

export const projectCase: CaseLogic<ProjectState, ProjectCommand, ProjectEvent, NoticeDue> = {
  kind: 'project',
  schema: 2,
  decide: (state, command, context) =>
    withPapersLookedAt(withNeeds(withProof(decideProject(state, command, context), command), PROJECT_NEEDS), context),
  evolve,
  consequences,
  notices,
  agenda: ({ status, watched, takeover }) => [...(status === 'RUNNING' ? watchAgenda(watched) : []), ...takeoverAgenda(takeover)].sort(byTime),
  closed: isProjectClosed,
  summary: (state) => ({
    status: state.status,
    title: state.profile.name,
    programme: state.programme,
    project: state.profile.code,
    standing: [{ kind: 'MANAGER', person: state.profile.manager, role: '' }],
    ...(state.watched === undefined ? {} : { light: watchLight(state.watched) ?? 'GREEN' }),
    board: projectPart(state),
    progress: progressPart(state),
    clocks: state.assetsDue?.calendar == null || state.handover.assets !== null ? [] : [{ name: 'ASSETS', calendar: state.assetsDue.calendar }],
    keys: [...[...new Set(state.survey.areas)].map((value) => ({ kind: 'AREA', value }) as const), ...takeoverKeys(state)],
    awaits: awaitedBy(state),
  }),
};
