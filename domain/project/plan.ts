/**
 * What a project takes from its implementation plan each time one is issued: planned days of the works and of the opening, who
 * sees to each day, safeguards; where the development plan lists it; and from other days that were agreed. Deliberately absent: how a plan comes to be issued (stages/planning).
 */
import { allow, type Decision } from '../kernel/case.ts';
import { before, differing } from '../profile/change.ts';
import type { ProjectProfile } from '../profile/profile.ts';
import type { TakeReplan } from '../stages/construction/replanning/facts.ts';
import { scheduleOf } from '../stages/planning/content.ts';
import type { TakePlan } from '../stages/planning/facts.ts';
import { fromTo } from './change-words.ts';
import type { ProjectEvent, ProjectState, TakeDevelopment } from './facts.ts';

/** Works that are completed keep the days that they had. */
export function takePlan(state: ProjectState, { type: _, ...plan }: TakePlan): Decision<ProjectEvent> {
  const taken: ProjectEvent = { type: 'PlanTaken', data: plan };
  const facts = differing<ProjectProfile>(state.profile, scheduleOf(plan.nodes, state.profile.buildKind));
  if (state.stages.CONSTRUCTION?.status === 'DONE' || Object.keys(facts).length === 0) return allow<ProjectEvent>(taken);
  const was = before(state.profile, facts);
  const reason = `实施方案第 ${plan.version} 版印发`;
  const basis = { document: plan.number, on: plan.on, reason };
  return allow<ProjectEvent>(taken, { type: 'MilestonesChanged', data: { facts, was, what: fromTo(was, facts), again: [], by: 'PLAN', ...basis } });
}

/** `first`: its own plan comes after it; one that was issued on paper came when it came. */
export function takeDevelopment({ development, stages }: ProjectState, { type: _, ...listed }: TakeDevelopment): Decision<ProjectEvent> {
  if (development !== undefined && development.version >= listed.version) return allow();
  const first = development === undefined && stages.PLANNING?.takenOver !== true;
  return allow<ProjectEvent>({ type: 'DevelopmentPlanTaken', data: { ...listed, ...(first ? { first: true as const } : {}) } });
}

/** Other days that were agreed on an approval: its number is their document. */
export function takeReplan(state: ProjectState, { approval, on, reason, facts: wanted }: TakeReplan): Decision<ProjectEvent> {
  const facts = differing<ProjectProfile>(state.profile, wanted);
  if (Object.keys(facts).length === 0) return allow();
  const was = before(state.profile, facts);
  const basis = { document: approval, on, reason };
  return allow<ProjectEvent>({ type: 'MilestonesChanged', data: { facts, was, what: fromTo(was, facts), again: [], by: 'REPLAN', ...basis } });
}
