/** Requests for other planned days on the page of works. Deliberately absent: both plans side by side (project/schedule-shown.ts). */
import { shippedRoute } from '../../../standards/routes.ts';
import { STEP_STATUS_WORDS } from '../../../words/statuses.ts';
import { dayCell, plainly, type Section, text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { nodeName } from './facts.ts';

const STATUS = {
  ...STEP_STATUS_WORDS,
  LAPSED: text('已同意，因计划已变未执行', 'agreed, not carried out: days had changed'),
} as const;

export function replanSections({ replans = {} }: ConstructionState): readonly Section[] {
  return [
    {
      key: 'replans',
      group: GROUPS.works,
      title: text('计划调整申请', 'Requests for other planned days'),
      columns: [
        text('编号', 'Number'),
        text('申请日期', 'Asked on'),
        text('节点', 'Milestones'),
        text('理由', 'Reason'),
        text('原计划竣工', 'Completion as it was'),
        text('申请竣工', 'Completion asked for'),
        text('比方案推迟（天）', 'Days after the plan'),
        text('审批', 'Decided by'),
        text('状态', 'State'),
      ],
      rows: Object.entries(replans).map(([key, replan]) => ({
        key,
        cells: [
          plainly(key),
          dayCell(replan.on),
          text(replan.milestones.map((day) => nodeName(day.key).zh).join('、'), replan.milestones.map((day) => nodeName(day.key).en).join(', ')),
          text(`${replan.reasonName.zh}：${replan.why}`, `${replan.reasonName.en}: ${replan.why}`),
          dayCell(replan.finishWas),
          dayCell(replan.finishOn),
          plainly(Math.max(0, replan.laterDays)),
          shippedRoute(replan.rung)?.name ?? plainly(replan.rung),
          STATUS[replan.status],
        ],
      })),
    },
  ];
}
