/**
 * What the implementation plan of a project says (domain facts 2.4): kind, scale, places, money and who is responsible as the
 * project has them; targets, days with whoever sees to each, risks, safeguards as they are written. Deliberately absent: the
 * way of a plan to its issue (domain/plan/chain.ts).
 */
import { faultAt } from '../../kernel/fault.ts';
import { day, type FieldsOf, line, list, oneOf, optional, record, text } from '../../kernel/shape.ts';
import type { Text } from '../../kernel/values.ts';
import { type Schedule, same } from '../../profile/change.ts';
import type { BuildKind, ProjectProfile } from '../../profile/profile.ts';
import { type Standards, valuesIn } from '../../rule-table/table.ts';
import { NODE_NAMES, nodesOf, OPENING, PLANS } from '../../standards/plans.ts';

const NODES = Object.keys(NODE_NAMES);
/** A day that the plan sets, and who sees to it. */
const node = { node: oneOf(NODES), plannedOn: day, unit: line(200), person: optional(line(100)) } as const;
const measure = { measure: text, unit: line(200) } as const;
const MOST_MEASURES = 40;

/**
 * As the command takes it. `supplyNote`: required where the planned places exceed 120 % of the demand gap. `safeguards`: as
 * clients of releases up to 0.6.0 wrote them; `nodes`, `measures`: absent from those.
 */
export const content = record({
  targets: text,
  risks: text,
  safeguards: optional(text),
  supplyNote: optional(text),
  nodes: optional(list(record(node), { most: NODES.length })),
  measures: optional(list(record(measure), { most: MOST_MEASURES })),
});

export type PlanNode = FieldsOf<typeof node>;
export type PlanMeasure = FieldsOf<typeof measure>;
/** What it takes from the project as it was on the day of the draft. */
export type PlanScope = Pick<ProjectProfile, 'buildKind' | 'places' | 'areaM2' | 'funding' | 'unit' | 'manager'>;
export type PlanContent = {
  readonly targets: string;
  readonly risks: string;
  readonly safeguards?: string;
  /** Required where the planned places exceed 120 % of the demand gap. */
  readonly supplyNote?: string;
  readonly nodes?: readonly PlanNode[];
  readonly measures?: readonly PlanMeasure[];
};

export const scopeOf = ({ buildKind, places, areaM2, funding, unit, manager }: ProjectProfile): PlanScope => ({
  buildKind,
  places,
  areaM2,
  funding,
  unit,
  manager,
});

/** Whether a plan of this case says all of it; cases of earlier releases ask for three texts. */
export const isWhole = (standards: Standards | undefined): boolean => standards?.[PLANS.key] !== undefined;

const ASKED = {
  targets: { zh: '绩效目标', en: 'targets' },
  risks: { zh: '风险', en: 'risks' },
  safeguards: { zh: '保障措施', en: 'safeguards' },
} as const satisfies Partial<Record<keyof PlanContent, Text>>;

/** Parts that are left blank; `whole`: safeguards stand in a list of their own. */
const blanks = (content: PlanContent, whole: boolean): readonly Text[] =>
  (Object.keys(ASKED) as readonly (keyof typeof ASKED)[]) // its own keys
    .filter((part) => !(whole && part === 'safeguards') && (content[part] ?? '').trim() === '')
    .map((part) => ({ zh: `content.${part}：须写明${ASKED[part].zh}`, en: `content.${part} must say the ${ASKED[part].en}` }));

/** Each fault of what is written, with its place. `scope`: what the draft took from the project. */
export function contentFaults(
  content: PlanContent,
  scope: PlanScope | undefined,
  profile: ProjectProfile,
  standards: Standards | undefined,
): readonly Text[] {
  const whole = isWhole(standards);
  const blank = blanks(content, whole);
  if (!whole) return blank;
  const { measures = [] } = content;
  return [
    ...blank,
    ...nodeFaults(content.nodes ?? [], profile.buildKind, 'content.nodes'),
    ...lackingNodes(content.nodes ?? [], profile, standards),
    ...(measures.length === 0 ? [faultAt('content.measures', { zh: '须列明保障措施', en: 'must list the safeguards' })] : []),
    ...measures.flatMap(({ measure: said }, index) =>
      said.trim() === '' ? [faultAt(`content.measures[${index}].measure`, { zh: '须写明措施', en: 'must say what is done' })] : [],
    ),
    ...(scope !== undefined && same({ ...scope, manager: '' }, { ...scopeOf(profile), manager: '' })
      ? []
      : [
          {
            zh: '起草后项目的性质、规模、投资或单位已变更，请重新保存方案',
            en: 'kind, scale, money or unit of the project have changed since the draft; save the plan again',
          },
        ]),
  ];
}

/** What is wrong with days as they are written, each at its place under `at`: no such node, twice, nobody who sees to it, out of order. */
export function nodeFaults(nodes: readonly PlanNode[], buildKind: BuildKind, at: string): readonly Text[] {
  const known = nodesOf(buildKind);
  const faults: Text[] = [];
  const say = (index: number, field: string, zh: string, en: string): void => {
    faults.push(faultAt(`${at}[${index}].${field}`, { zh, en }));
  };
  nodes.forEach(({ node: key, plannedOn, unit }, index) => {
    const name = NODE_NAMES[key] ?? { zh: key, en: key };
    if (!known.includes(key)) say(index, 'node', `“${name.zh}”不是该类建设的节点`, `must be one of its kind of works; ${name.en} is not`);
    if (nodes.findIndex(({ node: other }) => other === key) !== index)
      say(index, 'node', `“${name.zh}”只能出现一次`, `must be there once; ${name.en} is there again`);
    if (unit.trim() === '') say(index, 'unit', `“${name.zh}”须写明责任单位`, `must say who sees to ${name.en}`);
    const before = nodes.find((other) => known.indexOf(other.node) < known.indexOf(key) && other.plannedOn > plannedOn);
    if (before !== undefined && known.includes(key)) {
      const earlier = NODE_NAMES[before.node] ?? { zh: before.node, en: before.node };
      say(
        index,
        'plannedOn',
        `“${name.zh}”${plannedOn} 不得早于“${earlier.zh}”${before.plannedOn}`,
        `must not be before ${before.plannedOn} (${earlier.en}); ${name.en} is planned on ${plannedOn}`,
      );
    }
  });
  return faults;
}

/** Days that the county asks of a plan and that it does not set. */
function lackingNodes(nodes: readonly PlanNode[], { buildKind }: ProjectProfile, standards: Standards | undefined): readonly Text[] {
  const known = nodesOf(buildKind);
  const lacking = valuesIn(standards, PLANS).nodes.filter((key) => known.includes(key) && !nodes.some(({ node: has }) => has === key));
  const names = lacking.map((key) => NODE_NAMES[key] ?? { zh: key, en: key });
  if (names.length === 0) return [];
  return [
    faultAt('content.nodes', {
      zh: `须写明时间节点：${names.map(({ zh }) => zh).join('、')}`,
      en: `must set the day of ${names.map(({ en }) => en).join(', ')}`,
    }),
  ];
}

/** As a form begins: days of the project, each seen to by its unit. */
export function nodesToStart({ buildKind, milestones, startOn, finishOn, unit, opensOn = finishOn }: ProjectProfile): readonly PlanNode[] {
  const planned = new Map(milestones.map(({ key, plannedOn }) => [key, plannedOn]));
  if (!planned.has('START')) planned.set('START', startOn);
  if (!planned.has('COMPLETION')) planned.set('COMPLETION', finishOn);
  const completed = planned.get('COMPLETION') ?? finishOn;
  planned.set(OPENING, completed > opensOn ? completed : opensOn);
  return nodesOf(buildKind).flatMap((key) => {
    const plannedOn = planned.get(key);
    return plannedOn === undefined ? [] : [{ node: key, plannedOn, unit }];
  });
}

/** Planned days of the works, and of the opening, by a plan. */
export const scheduleOf = (nodes: readonly PlanNode[], buildKind: BuildKind): Partial<Schedule> => {
  const order = nodesOf(buildKind);
  const works = nodes.filter(({ node: key }) => key !== OPENING);
  const opensOn = nodes.find(({ node: key }) => key === OPENING)?.plannedOn;
  const on = (key: string): string | undefined => works.find(({ node: of }) => of === key)?.plannedOn;
  const [startOn, finishOn] = [on('START'), on('COMPLETION')];
  const milestones = works.map(({ node: key, plannedOn }) => ({ key, plannedOn })).toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return {
    ...(startOn === undefined ? {} : { startOn }),
    ...(finishOn === undefined ? {} : { finishOn }),
    ...(opensOn === undefined ? {} : { opensOn }),
    milestones,
  };
};

/** Whether nothing that was reviewed differs; the note on supply is written after the reviews. */
export function sameText(was: PlanContent | null, now: PlanContent): boolean {
  if (was === null) return false;
  const { supplyNote: _, ...before } = was;
  const { supplyNote: __, ...after } = now;
  return same(before, after);
}
