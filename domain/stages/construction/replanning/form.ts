/** The form by which other planned days are asked for. Deliberately absent: what may happen (decide.ts). */
import { addDays } from '../../../kernel/days.ts';
import { nodesOf, OPENING } from '../../../standards/plans.ts';
import { REPLAN_LADDER, REPLANNING } from '../../../standards/replanning.ts';
import type { FormsTold, Option } from '../../form.ts';
import { text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { daysNow, endsOf } from './days.ts';
import { reasonsIn } from './decide.ts';
import { nodeName, type PlannedDay, type replanCommands } from './facts.ts';

const left = (state: ConstructionState): readonly string[] => nodesOf(state.profile.buildKind).filter((key) => state.reached[key] === undefined);
const nodeOptions = (state: ConstructionState): readonly Option[] => left(state).map((value) => ({ value, label: nodeName(value) }));
const reasonOptions = (state: ConstructionState): readonly Option[] =>
  reasonsIn(state).map(({ key, zh, en, excused }) => ({
    value: key,
    label: excused ? { zh, en } : text(`${zh}（由领导小组审批）`, `${en} (the leading group decides)`),
  }));

/** Those that are not reached, with the days that they have. */
const daysLeft = (state: ConstructionState): readonly PlannedDay[] => {
  const now = daysNow(state);
  return left(state).flatMap((key) => {
    const plannedOn = now.get(key);
    return plannedOn === undefined ? [] : [{ key, plannedOn }];
  });
};

export const replanForms: FormsTold<typeof replanCommands, ConstructionState> = {
  RequestReplan: {
    group: GROUPS.works,
    name: text('申请调整计划', 'Ask for other planned days'),
    how: text(
      '改写要调整的节点日期，开托日一并核对；按比印发方案推迟的天数确定审批层级。同意后原计划保留对照，不同意的不变。',
      'Change the days that move, the opening among them. By how many days completion is after the issued plan, another decides. Agreed, the old days stay beside the new ones; refused, nothing changes.',
    ),
    asks: REPLAN_LADDER,
    fields: {
      milestones: {
        label: text('节点', 'Milestones'),
        basis: REPLANNING.rows.departmentDays.document,
        fields: {
          key: { label: text('节点', 'Milestone'), options: nodeOptions },
          plannedOn: { label: text('计划日期', 'Planned') },
        },
      },
      reason: { label: text('理由', 'Reason'), options: reasonOptions, basis: REPLANNING.rows.reasons.document },
      why: { label: text('具体情况', 'What happened'), needed: true },
    },
    probe(state, today) {
      const opensOn = addDays([endsOf(state, []).opensOn, today].toSorted()[1] ?? today, 1);
      return { milestones: [{ key: OPENING, plannedOn: opensOn }], reason: reasonsIn(state)[0]?.key ?? '—', why: '—' };
    },
    start: (state) => ({ milestones: daysLeft(state) }),
  },
};
