/** What may happen to the development plan of a programme. Deliberately absent: the fold (fold.ts). */
import { approvalId } from '../../approval/case.ts';
import { blankRoute } from '../../approval/route.ts';
import { blankDeadline } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { faultAt } from '../../kernel/fault.ts';
import { futureFault, incomplete, type Rejection, rejection, systemOnly, unknownItem, wrongState } from '../../kernel/rejection.ts';
import { streamOf } from '../../kernel/stream.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { isOffice, isSystem } from '../../kernel/who-acts.ts';
import { faultsBeforeApproval, faultsBeforeIssue, proofsOf, publicationFaults } from '../../plan/chain.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { line } from '../../stages/stage.ts';
import { tellDue } from '../../stages/watch.ts';
import { PLANS } from '../../standards/plans.ts';
import { dayWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import { baseOf, type DevelopmentBase, developmentFaults, perThousandOf, plannedPlaces } from './content.ts';
import {
  type Developing,
  type DevelopmentCommand,
  type DevelopmentEvent,
  type DevelopmentPlan,
  developmentInForce,
  isDevelopmentSettled,
  type PublicDevelopmentCommand,
} from './facts.ts';

type Programme = Developing &
  DevelopmentBase & {
    readonly code: string;
    readonly name: Text;
    readonly projects: Readonly<Record<string, { readonly places: number; readonly status: string }>>;
  };
type Answer = Decision<DevelopmentEvent>;
type Command<T extends DevelopmentCommand['type']> = Extract<DevelopmentCommand, { type: T }>;

const officeOnly = rejection('NOT_YOURS', '发展规划由领导小组办公室办理。', 'The development plan is the programme office’s to see to.');
const undrafted = wrongState('尚未起草发展规划。', 'The development plan has not been drafted yet.');
const approvedNow = wrongState('规划已批准，请印发。', 'The plan is approved; please issue it.');
const decidedNow = wrongState('规划的审批正在进行，请等待结果。', 'Its approval is under way; please wait for the outcome.');
const issuedNow = wrongState(
  '规划已印发；变更请先起草新版本，再按原程序办理。',
  'The plan is issued; to change it, draft a new version first, which goes the same way.',
);

export function decideDevelopment(state: Programme, command: DevelopmentCommand, context: Context): Answer {
  if (command.type === 'ApprovalDecided') return isSystem(context) ? answered(state, command) : refuse(systemOnly);
  if (command.type === 'TellDue') {
    if (!isSystem(context)) return refuse(systemOnly);
    const told = tellDue(state.watched, command);
    return told === null ? allow() : allow<DevelopmentEvent>(told);
  }
  if (!isOffice(context)) return refuse(officeOnly);
  if ('on' in command) {
    const future = futureFault(command.on, context);
    if (future !== null) return refuse(future);
  }
  if (command.type === 'DraftDevelopmentPlan') return draft(state, command, dayAt(context.now));
  const plan = state.developmentPlan;
  if (plan === undefined) return refuse(undrafted);
  const closed = closedFor(state, plan, command);
  return closed === null ? ofPlan(state, plan, command, context) : refuse(closed);
}

/** Why it takes nothing of this kind now. */
function closedFor(state: Programme, plan: DevelopmentPlan, command: PublicDevelopmentCommand): Rejection | null {
  if (command.type === 'IssueDevelopmentPlan' || command.type === 'PublishDevelopmentPlan') return null;
  if (isDevelopmentSettled(state)) return command.type === 'DraftDevelopmentPlan' ? null : issuedNow;
  // The leading group meets while the plan lies with it, and after.
  if (command.type === 'RecordPlanMeeting' && command.meeting === 'GROUP') return null;
  if (plan.approved) return approvedNow;
  return plan.approval === null ? null : decidedNow;
}

function draft(state: Programme, command: Command<'DraftDevelopmentPlan'>, today: IsoDate): Answer {
  const plan = state.developmentPlan;
  const closed = plan === undefined ? null : closedFor(state, plan, command);
  if (closed !== null) return refuse(closed);
  const { content, unit } = command;
  const changes = developmentInForce(state) !== undefined;
  const reason = (command.reason ?? plan?.reason ?? '').trim();
  const faults = [
    ...developmentFaults(content, state.projects, today),
    ...(unit.trim() === '' ? [faultAt('unit', { zh: '须写明编制单位', en: 'must say whose plan it is' })] : []),
    ...(changes && reason === ''
      ? [faultAt('reason', { zh: '须写明为何变更已印发的规划', en: 'must say why the plan that was issued changes' })]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('规划内容有误，未保存。', 'The plan has faults and was not kept.', faults));
  return allow<DevelopmentEvent>({
    type: 'DevelopmentPlanDrafted',
    data: { version: (plan?.version ?? 0) + 1, unit, content, base: baseOf(state), ...(changes ? { reason } : {}), standards: {} },
  });
}

function ofPlan(
  state: Programme,
  plan: DevelopmentPlan,
  command: Exclude<PublicDevelopmentCommand, { type: 'DraftDevelopmentPlan' }>,
  context: Context,
): Answer {
  switch (command.type) {
    case 'RecordPlanOpinion': {
      const { type: _, ...data } = command;
      return allow<DevelopmentEvent>({ type: 'PlanOpinionRecorded', data });
    }
    case 'RecordPlanReview': {
      const { type: _, ...data } = command;
      return allow<DevelopmentEvent>({ type: 'PlanReviewRecorded', data });
    }
    case 'RecordPlanMeeting': {
      const { type: _, ...data } = command;
      return allow<DevelopmentEvent>({ type: 'PlanMeetingRecorded', data });
    }
    case 'SubmitDevelopmentPlan':
      return submit(state, plan, context);
    case 'IssueDevelopmentPlan':
      return issue(state, plan, command);
    case 'PublishDevelopmentPlan': {
      const { type: _, ...publication } = command;
      const issued = developmentInForce(state);
      if (issued === undefined) return refuse(wrongState('规划尚未印发。', 'The plan has not been issued yet.'));
      if (issued.publication !== undefined)
        return refuse(
          rejection('DUPLICATE', `该版规划已于 ${issued.publication.on} 公开。`, `This version was published on ${issued.publication.on}.`),
        );
      const faults = publicationFaults(publication, issued.on, valuesIn(plan.standards, PLANS));
      return faults.length > 0
        ? refuse(incomplete('公开登记有误。', 'The publication has faults.', faults))
        : allow<DevelopmentEvent>({ type: 'DevelopmentPlanPublished', data: publication });
    }
  }
}

function submit(state: Programme, plan: DevelopmentPlan, context: Context): Answer {
  const applicant = context.actor.person;
  if (applicant === null) return refuse(officeOnly);
  const faults = [
    ...developmentFaults(plan.content, state.projects, dayAt(context.now)),
    ...faultsBeforeApproval(plan, plan.unit, valuesIn(plan.standards, PLANS)),
  ];
  if (faults.length > 0) return refuse(incomplete('发展规划尚不齐备。', 'The plan is not complete yet.', faults));
  const attempt = plan.attempts + 1;
  return allow<DevelopmentEvent>({
    type: 'DevelopmentPlanSubmitted',
    data: {
      approval: approvalId(streamOf('programme', state.code), 'DEVPLAN', attempt),
      attempt,
      title: { zh: `${state.name.zh}发展规划`, en: `${state.name.en}: development plan` },
      applicant,
      route: blankRoute('DEVPLAN'),
      acceptedOn: dayAt(context.now),
      content: { amountFen: totalFen(plan), summary: summaryOf(plan), documents: proofsOf(plan) },
    },
  });
}

const totalFen = ({ content }: DevelopmentPlan): number => content.money.reduce((sum, { amountFen }) => sum + amountFen, 0);

const LINES_MOST = 40;
/** What whoever decides reads of it. */
function summaryOf({ version, reason, base, content, unit }: DevelopmentPlan): readonly ReturnType<typeof line>[] {
  const places = plannedPlaces(content);
  const { survey, perThousand, publicPercent, towns, projects, land, staff, measures } = content;
  const lines = [
    line('版本', 'Version', version),
    ...(reason === undefined ? [] : [line('变更理由', 'Why it changes', reason)]),
    line('编制单位', 'Unit', unit),
    line('常住人口', 'Residents', base.population.toLocaleString('en-US')),
    line('现有托位', 'Existing places', base.existingPlaces),
    line('需求调研', 'Survey', {
      zh: `有效问卷 ${survey.validAnswers} 份，需 ${survey.requiredPlaces} 个托位，缺口 ${survey.demandGap}（${dayWords(survey.asOf).zh}）`,
      en: `${survey.validAnswers} valid answers, ${survey.requiredPlaces} places needed, ${survey.demandGap} missing (${dayWords(survey.asOf).en})`,
    }),
    line('千人口托位数目标', 'Places per 1,000 people, target', perThousand),
    line('普惠占比目标', 'Public-benefit share, target', `${publicPercent} %`),
    line('按本规划达到', 'With this plan', perThousandOf(base.existingPlaces + places, base.population)),
    line('项目', 'Projects', { zh: `${projects.length} 个，${places} 个托位`, en: `${projects.length}, with ${places} places` }),
    line('资金', 'Money', money(content.money.reduce((sum, { amountFen }) => sum + amountFen, 0))),
    line('用地', 'Land', land),
    line('人员', 'Staff', staff),
    ...towns.map(({ town, places: there }) => line(`布局：${town}`, `Layout: ${town}`, there)),
    ...measures.map(({ measure, unit: by }, index) => line(`保障措施 ${index + 1}`, `Safeguard ${index + 1}`, `${measure}（${by}）`)),
  ];
  return lines.slice(0, LINES_MOST);
}

function answered({ developmentPlan }: Programme, { approval, outcome, reason }: Command<'ApprovalDecided'>): Answer {
  if (developmentPlan?.approval !== approval) return refuse(unknownItem(approval));
  return allow<DevelopmentEvent>({ type: 'DevelopmentPlanAnswered', data: { approval, outcome, reason } });
}

function issue(state: Programme, plan: DevelopmentPlan, { number, on }: Command<'IssueDevelopmentPlan'>): Answer {
  if (isDevelopmentSettled(state)) return refuse(issuedNow);
  if (!plan.approved) return refuse(wrongState('规划尚未批准。', 'The plan has not been approved yet.'));
  const rules = valuesIn(plan.standards, PLANS);
  const faults = faultsBeforeIssue(plan, { number, on }, plan.issuedPlans, rules);
  if (faults.length > 0) return refuse(incomplete('印发条件不齐备。', 'The plan cannot be issued yet.', faults));
  const publishBy = rules.publishWorkdays === null ? {} : { publishBy: blankDeadline(on, { n: rules.publishWorkdays, unit: 'WD' }) };
  return allow<DevelopmentEvent>({ type: 'DevelopmentPlanIssued', data: { number, on, version: plan.version, ...publishBy } });
}
