/**
 * Other planned days: whoever runs the project asks, and whom the county’s table names decides, by how much later completion is
 * than in the plan that was issued. Agreed, the project takes the new days and keeps the old ones; refused, nothing changes. What
 * was decided outside the office records with its document (project/change.ts). Deliberately absent: which days fit (days.ts).
 */
import type { ApprovalDecided } from '../../../approval/facts.ts';
import { allow, type Decision, type Recorded, refuse } from '../../../kernel/case.ts';
import type { Context } from '../../../kernel/context.ts';
import { dayAt, daysBetween } from '../../../kernel/days.ts';
import { faultAt } from '../../../kernel/fault.ts';
import { addressOf, type Consequence, tell } from '../../../kernel/message.ts';
import { incomplete, rejection, wrongState } from '../../../kernel/rejection.ts';
import type { Text } from '../../../kernel/values.ts';
import { valuesIn } from '../../../rule-table/table.ts';
import { REPLANNING, replanRung } from '../../../standards/replanning.ts';
import { dayWords } from '../../../words/days.ts';
import { ask, line, pendingApproval } from '../../stage.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from '../facts.ts';
import { finding } from '../findings.ts';
import { approvedDays, dayFaults, daysNow, endsOf, movedIn, movedTo } from './days.ts';
import { nodeName, type PlannedDay, type Replan, type TakeReplan } from './facts.ts';

type Command = Extract<ConstructionCommand, { type: 'RequestReplan' }>;
const KEY = 'REPLAN';
const { rows } = REPLANNING;
const none: Text = { zh: '未定', en: 'none' };

const fromTo = (days: Replan['milestones']): Text => {
  const told = days.map(({ key, was, plannedOn }) => ({ name: nodeName(key), from: was === null ? none : dayWords(was), to: dayWords(plannedOn) }));
  return {
    zh: told.map(({ name, from, to }) => `${name.zh} ${from.zh} → ${to.zh}`).join('；'),
    en: told.map(({ name, from, to }) => `${name.en} ${from.en} → ${to.en}`).join('; '),
  };
};

/** Why it goes to them, by which row. */
function because({ rung, laterDays, beyondPlan, excused }: Pick<Replan, 'rung' | 'laterDays' | 'beyondPlan' | 'excused'>): Text {
  const days = { zh: `竣工比印发方案推迟 ${Math.max(0, laterDays)} 天`, en: `completion is ${Math.max(0, laterDays)} days after the issued plan` };
  if (rung === 'REPLAN_OFFICE') return { zh: `${days.zh}，由办公室审批（${rows.departmentDays.document}）`, en: `${days.en}: the office decides` };
  if (rung === 'REPLAN_DEPARTMENT')
    return { zh: `${days.zh}，由主管部门审批（${rows.departmentDays.document}）`, en: `${days.en}: the department decides` };
  if (beyondPlan !== undefined)
    return {
      zh: `超过印发方案的开托日${dayWords(beyondPlan).zh}，由领导小组审批（${rows.beyondPlanToGroup.document}）`,
      en: `beyond the opening of the issued plan, ${dayWords(beyondPlan).en}: the leading group decides`,
    };
  if (!excused) return { zh: `无正当理由，由领导小组审批（${rows.unexcusedToGroup.document}）`, en: 'no valid reason: the leading group decides' };
  return { zh: `${days.zh}，由领导小组审批（${rows.groupDays.document}）`, en: `${days.en}: the leading group decides` };
}

export function requestReplan(state: ConstructionState, { milestones, reason, why }: Command, context: Context): Decision<Happening> {
  if (state.completionOn !== null) return refuse(wrongState('已竣工验收，节点计划不再调整。', 'Completion is accepted; planned days move no more.'));
  if (Object.values(state.approvals).some((key) => key.startsWith(`${KEY}.`))) return refuse(pendingApproval);
  const today = dayAt(context.now);
  const known = reasonsIn(state).find(({ key }) => key === reason);
  const faults = [
    ...dayFaults(state, milestones, today),
    ...(known === undefined
      ? [
          faultAt('reason', {
            zh: `须为县级清单中的理由：${reasonsIn(state)
              .map(({ key, zh }) => `${zh}（${key}）`)
              .join('、')}`,
            en: `must be one of the county’s list: ${reasonsIn(state)
              .map(({ key, en }) => `${en} (${key})`)
              .join(', ')}`,
          }),
        ]
      : []),
    ...(why.trim() === '' ? [faultAt('why', { zh: '须写明具体情况', en: 'must say what happened' })] : []),
  ];
  if (faults.length > 0 || known === undefined)
    return refuse(incomplete('计划调整申请有误，未提交。', 'The request for other planned days has faults and was not sent.', faults));
  const moved = movedIn(state, milestones);
  if (moved.length === 0)
    return refuse(rejection('DUPLICATE', '与现计划相同，没有变化。', 'Nothing would change: these are the planned days already.'));
  const asked = weighed(state, moved, known, why);
  const key = `R${Object.keys(state.replans ?? {}).length + 1}`;
  const { finishOn: before } = approvedDays(state);
  return allow<Happening>(
    { type: 'ReplanRequested', data: { key, ...asked } },
    ...(state.profile.finishOn < today
      ? [finding('REPLAN_ASKED_LATE', rows.warnDays.document, { number: key, on: today, earlierOn: state.profile.finishOn })]
      : []),
    ask(state, context, {
      key: `${KEY}.${key}`,
      title: { zh: `${state.name.zh}计划调整 ${key}`, en: `${state.name.en}: other planned days ${key}` },
      applicant: state.manager,
      route: asked.rung,
      content: {
        summary: [
          line('调整节点', 'Days that move', fromTo(asked.milestones)),
          line('理由', 'Reason', known.excused ? known : { zh: `${known.zh}（不属正当理由）`, en: `${known.en} (does not excuse)` }),
          line('具体情况', 'What happened', why),
          line('计划竣工', 'Completion', {
            zh: `印发方案 ${dayWords(before).zh}，现计划 ${dayWords(asked.finishWas).zh}，申请 ${dayWords(asked.finishOn).zh}`,
            en: `issued plan ${dayWords(before).en}, now ${dayWords(asked.finishWas).en}, asked for ${dayWords(asked.finishOn).en}`,
          }),
          line('审批层级', 'Who decides', because(asked)),
          line('形象进度', 'Physical progress', `${state.percent} %`),
        ],
        documents: [],
      },
    }),
  );
}

export const reasonsIn = ({ standards }: Pick<ConstructionState, 'standards'>) => valuesIn(standards, REPLANNING).reasons;

/** What is asked for, and who decides on it. */
function weighed(
  state: ConstructionState,
  moved: readonly PlannedDay[],
  { key: reason, zh, en, excused }: ReturnType<typeof reasonsIn>[number],
  why: string,
): Omit<Replan, 'status' | 'answer' | 'on'> {
  const now = daysNow(state);
  const ends = endsOf(state, moved);
  const approved = approvedDays(state);
  const laterDays = daysBetween(approved.finishOn, ends.finishOn);
  const last = approved.opensOn;
  const beyondPlan = last !== undefined && (ends.finishOn > last || ends.opensOn > last);
  return {
    milestones: moved.map(({ key, plannedOn }) => ({ key, plannedOn, was: now.get(key) ?? null })),
    ...{ reason, reasonName: { zh, en }, excused, why: why.trim(), finishOn: ends.finishOn, finishWas: state.profile.finishOn, laterDays },
    ...(beyondPlan ? { beyondPlan: last } : {}),
    rung: replanRung({ laterDays, beyondPlan, excused }, valuesIn(state.standards, REPLANNING)),
  };
}

/** Agreed, it is carried out where it still fits: what was reached meanwhile stays as it is. */
export function replanAnswered(state: ConstructionState, key: string, { outcome, reason, approval }: ApprovalDecided): readonly ConstructionEvent[] {
  const request = state.replans?.[key];
  if (request === undefined) return [];
  if (outcome !== 'APPROVED') return [{ type: 'ReplanRefused', data: { key, reason } }];
  const left = request.milestones.filter((day) => state.reached[day.key] === undefined);
  // What was in time when it was asked for is not late because its decision took long.
  const faults = dayFaults(state, left, request.on);
  const moved = movedIn(state, left);
  if (faults.length > 0 || moved.length === 0) {
    const over = [{ zh: '申请的节点均已到达或已按此调整', en: 'all of these were reached meanwhile, or are planned so already' }];
    return [{ type: 'ReplanLapsed', data: { key, faults: faults.length > 0 ? faults : over } }];
  }
  const said = `${request.reasonName.zh}：${request.why}`;
  const { finishOn, beyondPlan, excused, laterDays } = request;
  return [
    { type: 'ReplanApproved', data: { key, approval, facts: movedTo(state, moved), reason: said } },
    ...(beyondPlan === undefined
      ? []
      : [finding('REPLANNED_BEYOND_PLAN', rows.beyondPlanToGroup.document, { number: key, on: finishOn, earlierOn: beyondPlan })]),
    ...(excused ? [] : [finding('REPLANNED_UNEXCUSED', rows.unexcusedToGroup.document, { number: key, on: finishOn, days: Math.max(0, laterDays) })]),
  ];
}

const projectAddress = addressOf<TakeReplan>('project');

/** The project takes the days, and tells them to all its stages. */
export function tellReplan(state: ConstructionState, event: Recorded<ConstructionEvent>): readonly Consequence[] {
  if (event.type !== 'ReplanApproved') return [];
  const { approval, facts, reason } = event.data;
  return [tell(projectAddress(state.project), { type: 'TakeReplan', approval, on: dayAt(event.occurredAt), reason, facts })];
}
