/** What plans in force say of a project, on pages of its stages: its line of the development plan; days with whoever sees to each, and safeguards. Deliberately absent: taking it in (plan.ts). */
import { measuresSection, nodesSection } from '../stages/planning/standing.ts';
import { dayCell, filled, plainly, type Section, text } from '../stages/standing.ts';
import type { ProjectPlan, ProjectState } from './facts.ts';

export function planSections(plan: ProjectPlan | undefined): readonly Section[] {
  if (plan === undefined) return [];
  const { number, nodes, measures } = plan;
  return filled([
    nodesSection('plan-nodes', text(`时间节点与责任（${number}）`, `Days, and who sees to each (${number})`), nodes),
    measuresSection('plan-measures', text(`保障措施（${number}）`, `Safeguards (${number})`), measures),
  ]);
}

/** Beside what the project is now, which may have changed since. */
export function developmentSections({ development, profile }: Pick<ProjectState, 'development' | 'profile'>): readonly Section[] {
  if (development === undefined) return [];
  const { number, on, version, places, year } = development;
  return [
    {
      key: 'development',
      title: text('发展规划', 'Development plan'),
      columns: [
        text('文号', 'Number'),
        text('印发日期', 'Issued on'),
        text('版本', 'Version'),
        text('建设年度', 'Years'),
        text('规划托位', 'Places planned'),
        text('现托位', 'Places now'),
      ],
      rows: [
        { key: String(version), cells: [plainly(number), dayCell(on), plainly(version), plainly(year), plainly(places), plainly(profile.places)] },
      ],
    },
  ];
}
