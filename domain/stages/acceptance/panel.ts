/**
 * The panel: named by the office when it is called, of disciplines that the county's table asks for, with a reserve from
 * which alone substitutes come. Whose unit must stand aside, the recorder looks (approval/units.ts). Deliberately absent:
 * what they score (decide.ts).
 */
import type { UnitsAsked } from '../../approval/units.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { rejection } from '../../kernel/rejection.ts';
import type { AcceptanceCommand, AcceptanceState, Happening, PanelSeat } from './facts.ts';
import { rulesOf } from './items.ts';

export function namePanel(state: AcceptanceState, command: Extract<AcceptanceCommand, { type: 'NamePanel' }>, context: Context): Decision<Happening> {
  const { members, reserve, document } = command;
  const { leastPanel, leastDisciplines, disciplines } = rulesOf(state);
  const all = [...members, ...reserve];
  const sits = new Set(members.map(({ as }) => as));
  const faults = [
    ...(members.length < leastPanel || members.length % 2 === 0
      ? [
          {
            zh: `members：须为不少于 ${leastPanel} 人的单数，现 ${members.length} 人`,
            en: `members must be odd and at least ${leastPanel}; there are ${members.length}`,
          },
        ]
      : []),
    ...(sits.size < leastDisciplines
      ? [
          {
            zh: `members：须代表 ${disciplines.map(({ key, zh }) => `${key}（${zh}）`).join('、')}中至少 ${leastDisciplines} 个，现 ${sits.size} 个`,
            en: `members must be of at least ${leastDisciplines} of ${disciplines.map(({ key, en }) => `${key} (${en})`).join(', ')}; they are of ${sits.size}`,
          },
        ]
      : []),
    ...all.flatMap(({ person, as, qualification = '' }, index) => {
      const known = disciplines.find(({ key }) => key === as);
      return [
        ...(all.findIndex((other) => other.person === person) === index
          ? []
          : [{ zh: `${person} 只能列名一次`, en: `${person} must be named once` }]),
        ...(person === state.manager
          ? [{ zh: `${person} 是项目负责人，不得进入验收组`, en: `${person} manages the project and must not sit on its panel` }]
          : []),
        ...(person === context.actor.person ? [{ zh: `${person} 不得将自己列入验收组`, en: `${person} must not name themselves` }] : []),
        ...(known === undefined
          ? [
              {
                zh: `${person}：as 须为 ${disciplines.map(({ key, zh }) => `${key}（${zh}）`).join('、')}之一`,
                en: `${person}: as must be one of ${disciplines.map(({ key }) => key).join(', ')}`,
              },
            ]
          : []),
        ...(known?.units.length === 0 && qualification.trim() === ''
          ? [{ zh: `${person}：qualification 须写明专家资格`, en: `${person}: qualification must say what makes them an expert` }]
          : []),
      ];
    }),
    ...(document.trim() === '' ? [{ zh: 'document：须写明确定验收组的文号', en: 'document must be what names the panel' }] : []),
  ];
  if (faults.length > 0) return refuse(rejection('PANEL_INVALID', '验收组不符合要求。', 'The panel is not as it must be.', faults));
  const seats = (list: typeof members): readonly PanelSeat[] => list.map((seat) => ({ ...seat }));
  const of = (as: string) => disciplines.find(({ key }) => key === as)?.units ?? [];
  const asked: UnitsAsked = {
    people: all.map(({ person, as }) => ({ person, of: of(as) })),
    not: [state.profile.unit],
    notWith: [state.manager],
  };
  return allow<Happening>({
    type: 'PanelNamed',
    data: { members: seats(members), reserve: seats(reserve), document: document.trim(), asked, units: {} },
  });
}

/** Whoever is asked: the named panel, in cases of earlier releases that of the project. */
export function panelOf(state: AcceptanceState): { readonly panel: readonly string[]; readonly reserve?: readonly string[] } {
  const named = state.panel;
  if (named === undefined) return { panel: state.inputs.panel.filter((person) => person !== state.manager) };
  return { panel: named.members, reserve: named.reserve };
}

/** Those who inspect again: of the members who scored. */
export function inspectorsOf(state: AcceptanceState): { readonly inspectors: readonly string[]; readonly reserve?: readonly string[] } {
  const { panel, reserve } = panelOf(state);
  const { inspectors } = rulesOf(state);
  const scored = state.panel?.scored ?? panel;
  if (reserve === undefined) return { inspectors: panel.slice(0, inspectors) };
  const asked = scored.slice(0, inspectors);
  return { inspectors: asked, reserve: [...panel, ...reserve].filter((person) => !asked.includes(person)) };
}
