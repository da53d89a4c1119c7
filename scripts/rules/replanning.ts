/** The gates of other planned days: who decides, what is refused, what is found. */
import { approvalId } from '../../domain/approval/case.ts';
import type { PlanNode } from '../../domain/stages/planning/content.ts';
import type { Gate, Tried } from './gate.ts';
import { PlayedCase, system } from './played-case.ts';
import { profile, stageBase, WAN } from './samples.ts';

const unit = profile.unit;
/** Of the profile of samples.ts: completion on 2025-03-28, opening on 2025-06-01. */
const NODES: readonly PlanNode[] = [
  ...profile.milestones.filter(({ key }) => key !== 'COMPLETION').map(({ key, plannedOn }) => ({ node: key, plannedOn, unit })),
  { node: 'COMPLETION', plannedOn: profile.finishOn, unit },
  { node: 'OPENING', plannedOn: '2025-06-01', unit },
];
const opened = (on = '2025-02-01') =>
  new PlayedCase('construction', `${on}T02:00:00.000Z`).must(
    {
      type: 'Open',
      ...stageBase({ estimateFen: 2_680 * WAN, landPreOn: null, plan: { version: 1, nodes: NODES } }, { opensOn: '2025-06-01' }),
    },
    system,
  );
type Day = readonly [key: string, plannedOn: string];
const request = (days: readonly Day[], reason = 'WEATHER') => ({
  type: 'RequestReplan' as const,
  milestones: days.map(([key, plannedOn]) => ({ key, plannedOn })),
  reason,
  why: '连续强降雨',
});
const completion = (on: string): Day => ['COMPLETION', on];
const asked = (days: readonly Day[], reason?: string, on?: string) => (): Tried => opened(on).send(request(days, reason));
/** `FOUND` where somebody else than the office decides. */
const decidedBy = (days: readonly Day[], reason?: string) => (): Tried => {
  const played = opened();
  const { refused } = played.send(request(days, reason));
  const rung = played.state.replans?.R1?.rung ?? 'REPLAN_OFFICE';
  return { refused, findings: rung === 'REPLAN_OFFICE' ? [] : [`ASKED_OF_${rung}`] };
};
const agreed = (days: readonly Day[], reason?: string) => (): Tried =>
  opened()
    .must(request(days, reason))
    .send(
      { type: 'ApprovalDecided', approval: approvalId('QH-01', 'REPLAN.R1', 1), outcome: 'APPROVED', reason: null, conditions: [], scores: [] },
      system,
    );
const DOCUMENT = '计划调整分级（本产品默认值）';

export const REPLANNING_GATES: readonly Gate[] = [
  {
    key: 'construction.replan.ladder',
    stage: 'CONSTRUCTION',
    name: { zh: '计划调整分级', en: 'who decides on other planned days' },
    rule: {
      zh: '与印发方案的竣工日相比：推迟 30 天以内由办公室、90 天以内由主管部门、以上由领导小组审批；超过方案开托日或无正当理由的，由领导小组审批。',
      en: 'Counted from the completion of the issued plan: up to 30 days the office decides, up to 90 the department, beyond that the leading group; so it does beyond the planned opening and without a valid reason.',
    },
    document: DOCUMENT,
    rows: ['departmentDays', 'groupDays', 'beyondPlanToGroup', 'unexcusedToGroup', 'reasons'].map((row) => `REPLANNING.${row}`),
    tries: [
      { what: { zh: '推迟 30 天', en: 'thirty days later' }, must: 'TAKEN', play: decidedBy([completion('2025-04-27')]) },
      {
        what: { zh: '推迟 31 天', en: 'thirty-one days later' },
        must: 'FOUND',
        code: 'ASKED_OF_REPLAN_DEPARTMENT',
        play: decidedBy([completion('2025-04-28')]),
      },
      {
        what: { zh: '推迟 91 天，开托一并推迟', en: 'ninety-one days later, and the opening with it' },
        must: 'FOUND',
        code: 'ASKED_OF_REPLAN_GROUP',
        play: decidedBy([completion('2025-06-27'), ['OPENING', '2025-09-01']]),
      },
      {
        what: { zh: '只推迟开托一天', en: 'the opening alone, by a day' },
        must: 'FOUND',
        code: 'ASKED_OF_REPLAN_GROUP',
        play: decidedBy([['OPENING', '2025-06-02']]),
      },
      {
        what: { zh: '无正当理由，推迟一天', en: 'a day later without a valid reason' },
        must: 'FOUND',
        code: 'ASKED_OF_REPLAN_GROUP',
        play: decidedBy([completion('2025-03-29')], 'UNEXCUSED'),
      },
      {
        what: { zh: '清单以外的理由', en: 'a reason that is on no list' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: asked([completion('2025-03-29')], 'RAIN'),
      },
      {
        what: { zh: '上一申请尚未办结', en: 'while another waits' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () =>
          opened()
            .must(request([completion('2025-04-01')]))
            .send(request([completion('2025-04-02')])),
      },
    ],
  },
  {
    key: 'construction.replan.days',
    stage: 'CONSTRUCTION',
    name: { zh: '调整后的节点', en: 'days that move' },
    rule: {
      zh: '未到达的节点不得早于今天，先后有序，开托不得早于竣工；已到达的节点不再调整；计划竣工日已过才申请的、同意后超过方案的、无正当理由的，记为问题。',
      en: 'What is not reached is not planned before today, in its order, the opening not before completion; what is reached moves no more. Asked for after the planned completion, beyond the plan, or without a valid reason is a finding.',
    },
    document: DOCUMENT,
    rows: ['REPLANNING.warnDays', 'REPLANNING.beyondPlanToGroup', 'REPLANNING.unexcusedToGroup'],
    tries: [
      { what: { zh: '推迟到下月', en: 'into the next month' }, must: 'TAKEN', play: agreed([completion('2025-04-20')]) },
      { what: { zh: '早于今天', en: 'before today' }, must: 'REFUSED', code: 'INCOMPLETE', play: asked([completion('2025-01-31')]) },
      {
        what: { zh: '开托早于竣工', en: 'an opening before completion' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: asked([completion('2025-06-02')]),
      },
      { what: { zh: '没有变化', en: 'nothing moves' }, must: 'REFUSED', code: 'DUPLICATE', play: asked([completion('2025-03-28')]) },
      {
        what: { zh: '计划竣工日次日才申请', en: 'the day after the planned completion' },
        must: 'FOUND',
        code: 'REPLAN_ASKED_LATE',
        play: asked([completion('2025-04-20')], undefined, '2025-03-29'),
      },
      {
        what: { zh: '同意竣工晚于方案开托日', en: 'agreed beyond the opening of the plan' },
        must: 'FOUND',
        code: 'REPLANNED_BEYOND_PLAN',
        play: agreed([completion('2025-06-02'), ['OPENING', '2025-07-01']]),
      },
      {
        what: { zh: '同意无正当理由的推迟', en: 'agreed without a valid reason' },
        must: 'FOUND',
        code: 'REPLANNED_UNEXCUSED',
        play: agreed([completion('2025-04-01')], 'UNEXCUSED'),
      },
    ],
  },
];
