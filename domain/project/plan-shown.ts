/** What the plan in force says of the works, on their page: days with whoever sees to each, and safeguards. Deliberately absent: taking it in (plan.ts). */
import { measuresSection, nodesSection } from '../stages/planning/standing.ts';
import { filled, type Section, text } from '../stages/standing.ts';
import type { ProjectPlan } from './facts.ts';

export function planSections(plan: ProjectPlan | undefined): readonly Section[] {
  if (plan === undefined) return [];
  const { number, nodes, measures } = plan;
  return filled([
    nodesSection('plan-nodes', text(`时间节点与责任（${number}）`, `Days, and who sees to each (${number})`), nodes),
    measuresSection('plan-measures', text(`保障措施（${number}）`, `Safeguards (${number})`), measures),
  ]);
}
