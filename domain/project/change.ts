/**
 * What changes in a project that is under way: its profile, its planned days, its panel, what its survey rests on. The
 * office records it with the document that says so. What was decided before stays as it was; what must be looked at anew is
 * said. Deliberately absent: how it reaches stages and approvals (case.ts), and another manager (programme/leaving.ts).
 */
import type { Basis } from '../kernel/basis.ts';
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { alreadyClosed, futureFault, incomplete, rejection, wrongState } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { has } from '../kernel/who-acts.ts';
import { before, differing, type ProfileFacts, same } from '../profile/change.ts';
import { investmentFen, type ProjectProfile, profileFaults, profileRejection } from '../profile/profile.ts';
import { valuesIn } from '../rule-table/table.ts';
import type { StageKey } from '../stages/all.ts';
import { approvalsStage } from '../stages/approvals/stage.ts';
import { ACCEPTANCE, type AcceptanceRules } from '../standards/acceptance.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { CLASSES, classFaults, requiredCarers } from '../standards/classes.ts';
import { supplyVerdict } from '../standards/demand.ts';
import { milestonesOf } from '../standards/milestones.ts';
import { surveyRules } from '../standards/survey.ts';
import { money } from '../words/money.ts';
import { fromTo } from './change-words.ts';
import type { ChangeProject, ProjectEvent, ProjectState } from './facts.ts';
import { finished } from './stages.ts';
import { estimateOf, wayAfter } from './steps.ts';

type Answer = Decision<ProjectEvent>;
type Change<T extends ChangeProject['type']> = Extract<ChangeProject, { type: T }>;

const officeOnly = rejection(
  'NOT_YOURS',
  '项目变更由领导小组办公室登记。',
  'Changes of a project are recorded by the programme office; ask it, with the document.',
);
const nothing = rejection(
  'DUPLICATE',
  '与现有内容相同，没有变化；请核对是否已经登记。',
  'Nothing would change: it stands like this already. See whether it was recorded before.',
);
const ownProject = rejection(
  'OWN_PROJECT',
  '不得变更本人负责项目的验收组（回避）。',
  'Nobody chooses the panel of their own project; let somebody else in the office record it.',
);

const isDone = (state: ProjectState, stage: StageKey): boolean => state.stages[stage]?.status === 'DONE';
const over = (zh: string, en: string) => wrongState(`${zh}；如确需变更，请另行立项。`, `${en}; what has to be otherwise is a project of its own.`);

export function decideChange(state: ProjectState, command: ChangeProject, context: Context): Answer {
  if (!has(context, 'PROGRAMME_OFFICER')) return refuse(officeOnly);
  if (state.status === 'CANCELLING') return refuse(alreadyClosed);
  const future = futureFault(command.on, context);
  if (future !== null) return refuse(future);
  const { document, on, reason } = command;
  const missing = [
    ...(document.trim() === '' ? [{ zh: 'document：须为依据文件的文号', en: 'document must be the number of the document that says so' }] : []),
    ...(reason.trim() === '' ? [{ zh: 'reason：须写明理由', en: 'reason must say why' }] : []),
  ];
  if (missing.length > 0) return refuse(incomplete('缺少变更依据。', 'The basis of the change is missing.', missing));
  const basis = { document: document.trim(), on, reason: reason.trim() };
  if (isDone(state, 'ACCEPTANCE')) return refuse(over('项目已通过验收，不能再变更', 'The project has passed acceptance and can no longer change'));
  switch (command.type) {
    case 'ChangeProfile':
      return changeProfile(state, command, basis);
    case 'ChangeMilestones':
      return changeMilestones(state, command, basis, context);
    case 'ChangePanel':
      return changePanel(state, command, basis, context);
    case 'ChangeSurveyBasis': {
      if (isDone(state, 'SURVEY'))
        return refuse(over('调研报告已签署，调研依据不能再变更', 'The survey report is signed, and what it rests on can no longer change'));
      const { survey } = command;
      if (same(survey, state.survey)) return refuse(nothing);
      const what = { zh: '需求调研依据（人口、托位、参数）', en: 'what the demand survey rests on (population, places, parameters)' };
      return allow<ProjectEvent>({ type: 'SurveyBasisChanged', data: { survey, was: state.survey, what, again: [], ...basis } });
    }
    case 'ChangeStandards': {
      const what = { zh: '改用现行规则表', en: 'from now on by the tables of rules that are in force today' };
      const again = [{ zh: '此前的决定仍按当时的规则有效', en: 'what was decided before stands by the rules of its day' }];
      return allow<ProjectEvent>({ type: 'StandardsChanged', data: { standards: {}, what, again, ...basis } });
    }
  }
}

/** What approvals were given for, and the law asks of a large change to them (政府投资条例 art. 21). */
const SUBSTANCE: readonly (keyof ProfileFacts)[] = [
  'buildKind',
  'enterpriseInvested',
  'places',
  'areaM2',
  'childrenRoomM2',
  'funding',
  'region',
  'newLand',
  'alters',
];

function changeProfile(state: ProjectState, command: Change<'ChangeProfile'>, basis: Basis): Answer {
  const facts = differing<ProfileFacts>(state.profile, command.facts);
  if (Object.keys(facts).length === 0) return refuse(nothing);
  const profile: ProjectProfile = { ...state.profile, ...facts };
  const faults = [...classFaults(profile, valuesIn(state.standards, CLASSES)), ...profileFaults(profile)];
  if (faults.length > 0) return refuse(profileRejection(faults));
  const approved = isDone(state, 'APPROVALS');
  if (approved && ('buildKind' in facts || 'enterpriseInvested' in facts)) {
    return refuse(over('项目审批已完成，建设性质和投资主体不能再变更', 'The approvals are given, and neither kind nor investor can change any more'));
  }
  const way = wayAfter(state, profile);
  const moves = !approved && !(way.path === state.path && same([...way.steps].sort(), Object.keys(state.steps).sort()));
  if (!approved && way.begun.length > 0) {
    const names = way.begun.map((step) => STEP_NAMES[step]);
    return refuse(
      wrongState(
        `变更后不再需要${names.map(({ zh }) => zh).join('、')}，但其审批正在进行；请先撤回或等待结果。`,
        `After this change ${names.map(({ en }) => en).join(', ')} would not be needed, but is being decided; withdraw it first, or wait for its outcome.`,
      ),
    );
  }
  const was = before<ProfileFacts>(state.profile, facts);
  const after: ProjectState = { ...state, profile };
  const again = [...beyondApprovals(state, facts), ...(moves ? newWay(state, way) : []), ...beyondLimits(after, facts)];
  const changed: ProjectEvent = {
    type: 'ProjectProfileChanged',
    data: { facts, was, what: fromTo(was, facts), again, ...basis, ...(moves ? { path: way.path, steps: way.steps } : {}) },
  };
  const left = way.steps.filter((step) => state.steps[step]?.status !== 'REPLIED');
  if (!moves || state.stages.APPROVALS?.status !== 'OPEN' || left.length > 0) return allow<ProjectEvent>(changed);
  // What was still to be asked for is not needed any more.
  return allow<ProjectEvent>(changed, finished(approvalsStage, { path: way.path, estimateFen: estimateOf(after) }));
}

/** What was decided on the old content. */
function beyondApprovals(state: ProjectState, facts: Partial<ProfileFacts>): readonly Text[] {
  const substance = SUBSTANCE.some((field) => field in facts);
  const decided = Object.values(state.steps).some(({ status }) => status === 'APPROVED' || status === 'REPLIED');
  return [
    ...(substance && decided
      ? [
          {
            zh: '已作出的批复按原内容有效；建设地点、规模、内容有较大变更的，应当报原审批部门审批（政府投资条例第二十一条）',
            en: 'replies stand for what they were given for; a large change of site, scale or content goes back to the authority that gave them (政府投资条例 art. 21)',
          },
        ]
      : []),
    ...(isDone(state, 'PLANNING')
      ? [
          {
            zh: '实施方案按原内容印发；方案内容有变更的，须按原程序形成新版本',
            en: 'the plan was issued for what was planned then; what changes in it needs a new version by the same procedure',
          },
        ]
      : []),
  ];
}

function newWay(state: ProjectState, way: ReturnType<typeof wayAfter>): readonly Text[] {
  const names = (steps: readonly (keyof typeof STEP_NAMES)[], language: keyof Text): string =>
    steps.map((step) => STEP_NAMES[step][language]).join(language === 'zh' ? '、' : ', ');
  const fresh = way.steps.filter((step) => state.steps[step] === undefined);
  const zh = fresh.length === 0 ? '' : `，新增${names(fresh, 'zh')}`;
  const en = fresh.length === 0 ? '' : `; needed as well: ${names(fresh, 'en')}`;
  return [{ zh: `审批路径现为 ${way.path}${zh}`, en: `the path of approvals is ${way.path} now${en}` }];
}

/** Limits that earlier stages have set and that the new facts are beyond. */
function beyondLimits({ stages, profile, standards }: ProjectState, facts: Partial<ProfileFacts>): readonly Text[] {
  const again: Text[] = [];
  const gap = stages.SURVEY?.result.demandGap;
  const rules = surveyRules(standards);
  if ('places' in facts && typeof gap === 'number' && supplyVerdict(profile.places, gap, rules) === 'OVERSUPPLY') {
    const { places } = profile;
    again.push({
      zh: `计划托位 ${places} 超过需求缺口 ${gap} 的 ${rules.oversupplyPercent}%，有供给过剩风险`,
      en: `${places} planned places exceed ${rules.oversupplyPercent} % of the demand gap of ${gap}: risk of oversupply`,
    });
  }
  const estimateFen = stages.APPROVALS?.result.estimateFen;
  const total = investmentFen(profile.funding);
  if ('funding' in facts && typeof estimateFen === 'number' && total > estimateFen) {
    again.push({
      zh: `总投资 ${money(total).zh} 超过核定概算 ${money(estimateFen).zh}；支付仍以核定概算为限，调整概算须报原概算审批部门（政府投资条例第二十三条）`,
      en: `the investment of ${money(total).en} exceeds the approved estimate of ${money(estimateFen).en}; payments stay bound by it until whoever approved it approves another (政府投资条例 art. 23)`,
    });
  }
  const ready = stages.TRAINING?.result.carersReady;
  const need = requiredCarers(profile.classes, valuesIn(standards, CLASSES));
  if ('classes' in facts && typeof ready === 'number' && ready < need) {
    again.push({
      zh: `保育人员名册确认 ${ready} 人，现须 ${need} 人，请补足`,
      en: `the roster was confirmed with ${ready} carers; ${need} are needed now`,
    });
  }
  return again;
}

function changeMilestones(state: ProjectState, command: Change<'ChangeMilestones'>, basis: Basis, context: Context): Answer {
  // The opening comes after the works, and may move when they are over.
  const { opensOn: _, ...ofWorks } = differing(state.profile, command.facts);
  if (isDone(state, 'CONSTRUCTION') && (Object.keys(ofWorks).length > 0 || command.facts.opensOn === undefined))
    return refuse(over('工程已竣工备案，计划节点不能再变更', 'Completion is filed, and planned days can no longer change'));
  const facts = differing(state.profile, command.facts);
  if (Object.keys(facts).length === 0) return refuse(nothing);
  const profile: ProjectProfile = { ...state.profile, ...facts };
  const known = milestonesOf(profile.buildKind).map(({ key }) => key);
  const keys = (facts.milestones ?? []).map(({ key }) => key);
  const faults = [
    ...profileFaults(profile),
    ...keys
      .filter((key) => !known.includes(key))
      .map((key) => ({ zh: `节点 ${key} 须为其中之一：${known.join('、')}`, en: `milestone ${key} must be one of ${known.join(', ')}` })),
    ...keys
      .filter((key, index) => keys.indexOf(key) !== index)
      .map((key) => ({ zh: `节点 ${key} 只能出现一次`, en: `milestone ${key} must be there once` })),
  ];
  if (faults.length > 0) return refuse(profileRejection(faults));
  const was = before(state.profile, facts);
  return allow<ProjectEvent>({
    type: 'MilestonesChanged',
    data: { facts, was, what: fromTo(was, facts), again: [], ...(byRules(context, 5) ? { by: 'OFFICE' } : {}), ...basis },
  });
}

function changePanel(state: ProjectState, { panel }: Change<'ChangePanel'>, basis: Basis, context: Context): Answer {
  const { manager } = state.profile;
  if (context.actor.person === manager) return refuse(ownProject);
  const joins = panel.filter((person) => !state.panel.includes(person));
  const leaves = state.panel.filter((person) => !panel.includes(person));
  const faults = [
    ...panel
      .filter((person, index) => panel.indexOf(person) !== index)
      .map((person) => ({ zh: `${person} 只能写一次`, en: `${person} must be named once` })),
    ...(panel.includes(manager)
      ? [{ zh: `${manager} 是项目负责人，不得进入验收组`, en: `${manager} manages the project and must not sit on its panel` }]
      : []),
    ...joins
      .filter((person) => person === context.actor.person)
      .map((person) => ({ zh: `${person} 不得指定自己`, en: `${person} must not name themselves` })),
  ];
  if (faults.length > 0) return refuse(incomplete('验收组有误。', 'The panel has faults.', faults));
  if (joins.length + leaves.length === 0) return refuse(nothing);
  const what = {
    zh: `验收组 ${state.panel.length} → ${panel.length} 人（新增 ${joins.length}，退出 ${leaves.length}）`,
    en: `acceptance panel ${state.panel.length} → ${panel.length} members (${joins.length} join, ${leaves.length} leave)`,
  };
  return allow<ProjectEvent>({
    type: 'PanelChanged',
    data: { panel, joins, leaves, known: joins, what, again: panelFaults(panel.length, valuesIn(state.standards, ACCEPTANCE)), ...basis },
  });
}

/** It may stand so for a while; it can only not be called (stages/acceptance). */
const panelFaults = (size: number, { leastPanel }: AcceptanceRules): readonly Text[] =>
  size >= leastPanel && size % 2 === 1
    ? []
    : [
        {
          zh: `验收组须为不少于 ${leastPanel} 人的单数，现 ${size} 人，补足前不能评分`,
          en: `a panel is odd and has at least ${leastPanel} members; this one has ${size} and cannot be called`,
        },
      ];
