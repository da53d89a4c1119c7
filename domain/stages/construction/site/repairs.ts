/** Repairs under warranty, after completion: asked for with a day, and done. Deliberately absent: when warranties end (../dues.ts). */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import { incomplete, rejection, unknownItem, wrongState } from '../../../kernel/rejection.ts';
import type { ConstructionCommand, ConstructionState, Happening } from '../facts.ts';

type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;

/** Keys of those that are not done. */
export const openRepairs = ({ repairs = {} }: ConstructionState): readonly string[] =>
  Object.entries(repairs).flatMap(([key, { done }]) => (done === undefined ? [key] : []));

export function askRepair(state: ConstructionState, command: Command<'AskRepair'>): Decision<Happening> {
  const { type: _, files: __, ...repair } = command;
  const { key, what, on, by } = repair;
  if (state.completionOn === null)
    return refuse(wrongState('尚未竣工验收，保修期未开始。', 'Completion has not been accepted, and no warranty has begun.'));
  if (state.repairs?.[key] !== undefined) return refuse(rejection('DUPLICATE', '该保修事项已登记。', 'This repair is recorded already.'));
  const faults = [
    ...(what.trim() === '' ? [{ zh: 'what：须写明问题', en: 'what must say what is wrong' }] : []),
    ...(by < on ? [{ zh: `by：不得早于 ${on}`, en: `by must not be before ${on}` }] : []),
    ...(on < state.completionOn
      ? [{ zh: `on：不得早于竣工验收的 ${state.completionOn}`, en: `on must not be before completion, ${state.completionOn}` }]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('保修事项有误。', 'The repair has faults and was not recorded.', faults));
  return allow<Happening>({ type: 'RepairAsked', data: repair });
}

export function recordRepair(state: ConstructionState, command: Command<'RecordRepair'>): Decision<Happening> {
  const { type: _, files: __, ...done } = command;
  const repair = state.repairs?.[done.key];
  if (repair === undefined) return refuse(unknownItem(done.key));
  if (repair.done !== undefined) return refuse(rejection('DUPLICATE', '该保修事项已完成。', 'This repair is done already.'));
  if (done.on < repair.on)
    return refuse(rejection('EARLIER_DAY', `完成日期不得早于 ${repair.on}。`, `It cannot be done before it was asked for, on ${repair.on}.`));
  return allow<Happening>({ type: 'RepairDone', data: done });
}
