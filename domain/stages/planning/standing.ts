/** What the page of the implementation plan tells. Deliberately absent: its forms (form.ts). */
import type { Text } from '../../kernel/values.ts';
import { BUILD_KIND_WORDS } from '../../profile/profile.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { supplyVerdict } from '../../standards/demand.ts';
import { NODE_NAMES, PLANS } from '../../standards/plans.ts';
import { SURVEY_RULES, surveyRules } from '../../standards/survey.ts';
import { dayCell, filled, type Need, plainly, type Row, type Section, type Telling, text } from '../standing.ts';
import { chainNeeds, chainSections, published, publishedNeeds } from './chain-page.ts';
import { isWhole, type PlanContent, type PlanMeasure, type PlanNode, scopeOf } from './content.ts';
import { inForce, isSettled, type PlanningState } from './facts.ts';

/** Null of a case that an earlier release opened. */
const wayRules = (standards: PlanningState['standards']) => (isWhole(standards) ? valuesIn(standards, PLANS) : null);

function needs(state: PlanningState): readonly Need[] {
  const { content, approved, issued, version, profile, inputs, standards, status } = state;
  if (status === 'DONE' && issued === null)
    return [{ key: 'ISSUED', what: text('印发', 'Issued'), there: true, value: text('接续登记', 'taken over') }];
  const plan = inForce(state);
  if (plan?.takenOver === true && isSettled(state))
    return [{ key: 'ISSUED', what: text('印发', 'Issued'), there: true, value: text(`${plan.number}（接续登记）`, `${plan.number}, taken over`) }];
  const gap = inputs.demandGap;
  const rules = surveyRules(standards);
  const over = gap !== null && supplyVerdict(profile.places, gap, rules) === 'OVERSUPPLY';
  const settled = plan === undefined ? issued !== null : isSettled(state);
  return [
    {
      key: 'DRAFT',
      what: text('方案文本', 'Text of the plan'),
      there: content !== null,
      ...(version === 0 ? {} : { value: text(`第 ${version} 版`, `version ${version}`) }),
    },
    ...(over
      ? [
          {
            key: 'SUPPLY',
            what: text('供给过剩风险说明', 'Note on oversupply'),
            there: (content?.supplyNote ?? '').trim() !== '',
            why: text(
              `计划 ${profile.places} 个托位，超过需求缺口 ${gap} 的 ${rules.oversupplyPercent}%`,
              `${profile.places} places exceed ${rules.oversupplyPercent} % of the demand gap of ${gap}`,
            ),
            basis: SURVEY_RULES.rows.oversupplyPercent.document,
          },
        ]
      : []),
    ...chainNeeds(state, profile.unit, wayRules(standards)),
    { key: 'APPROVED', what: text('审批通过', 'Approved'), there: approved },
    { key: 'ISSUED', what: text('印发', 'Issued'), there: settled, ...(issued === null ? {} : { value: plainly(issued.number) }) },
    ...publishedNeeds(plan),
  ];
}

const parts = (content: PlanContent): readonly Row[] => [
  // Of a plan that was taken over they stand on paper.
  ...(content.targets === '' ? [] : [{ key: 'targets', cells: [text('绩效目标', 'Targets'), plainly(content.targets)] }]),
  ...(content.risks === '' ? [] : [{ key: 'risks', cells: [text('风险', 'Risks'), plainly(content.risks)] }]),
  ...(content.safeguards === undefined ? [] : [{ key: 'safeguards', cells: [text('保障措施', 'Safeguards'), plainly(content.safeguards)] }]),
  ...(content.supplyNote === undefined
    ? []
    : [{ key: 'supply', cells: [text('供给过剩风险说明', 'Note on oversupply'), plainly(content.supplyNote)] }]),
];

/** What it takes from the project. */
function scopeRows(state: PlanningState): readonly Row[] {
  if (!isWhole(state.standards)) return [];
  const { buildKind, places, areaM2, funding, unit, manager } = state.scope ?? scopeOf(state.profile);
  return [
    { key: 'kind', cells: [text('建设性质', 'Kind'), BUILD_KIND_WORDS[buildKind]] },
    { key: 'places', cells: [text('托位', 'Places'), plainly(places)] },
    { key: 'area', cells: [text('建筑面积', 'Gross area'), plainly(`${areaM2} m²`)] },
    { key: 'central', cells: [text('中央资金', 'Central money'), { fen: funding.centralFen }] },
    { key: 'county', cells: [text('县级资金', 'County money'), { fen: funding.countyFen }] },
    { key: 'other', cells: [text('其他资金', 'Other money'), { fen: funding.otherFen }] },
    { key: 'unit', cells: [text('责任单位', 'Responsible unit'), plainly(unit)] },
    { key: 'manager', cells: [text('责任人', 'Responsible person'), { person: manager }] },
  ];
}

/** Days of a plan with whoever sees to each. */
export const nodesSection = (key: string, title: Text, nodes: readonly PlanNode[]): Section => ({
  key,
  title,
  columns: [text('节点', 'Node'), text('计划日期', 'Planned'), text('责任单位', 'Unit'), text('责任人', 'Person')],
  rows: nodes.map(({ node, plannedOn, unit, person }) => ({
    key: node,
    cells: [NODE_NAMES[node] ?? plainly(node), dayCell(plannedOn), plainly(unit), person === undefined ? null : plainly(person)],
  })),
});
export const measuresSection = (key: string, title: Text, measures: readonly PlanMeasure[]): Section => ({
  key,
  title,
  columns: [text('措施', 'Measure'), text('责任单位', 'Unit')],
  rows: measures.map(({ measure, unit }, n) => ({ key: String(n), cells: [plainly(measure), plainly(unit)] })),
});

function sections(state: PlanningState): readonly Section[] {
  const { content, issued, issuedPlans = [] } = state;
  return filled([
    {
      key: 'plan',
      title: text('方案内容', 'The plan'),
      columns: [text('部分', 'Part'), text('内容', 'Text')],
      rows: [...scopeRows(state), ...(content === null ? [] : parts(content))],
    },
    nodesSection('nodes', text('时间节点与责任', 'Days, and who sees to each'), content?.nodes ?? []),
    measuresSection('measures', text('保障措施', 'Safeguards'), content?.measures ?? []),
    ...chainSections(state, wayRules(state.standards)),
    {
      key: 'issued',
      title: text('印发', 'Issued'),
      columns: [text('文号', 'Number'), text('日期', 'Day')],
      rows: issued === null || issuedPlans.length > 0 ? [] : [{ key: 'issued', cells: [plainly(issued.number), dayCell(issued.on)] }],
    },
    {
      key: 'versions',
      title: text('已印发的版本', 'Versions that were issued'),
      columns: [
        text('版本', 'Version'),
        text('文号', 'Number'),
        text('日期', 'Day'),
        text('变更理由', 'Why it changed'),
        text('节点', 'Days'),
        text('公开', 'Published'),
      ],
      rows: issuedPlans.map(({ version, number, on, reason, publication, content: said, takenOver = false }) => ({
        key: String(version),
        takenOver,
        cells: [plainly(version), plainly(number), dayCell(on), reason === undefined ? null : plainly(reason), daysOf(said), published(publication)],
      })),
    },
  ]);
}

const daysOf = ({ nodes = [] }: PlanContent) =>
  nodes.length === 0
    ? null
    : text(
        nodes.map(({ node, plannedOn }) => `${NODE_NAMES[node]?.zh ?? node} ${plannedOn}`).join('；'),
        nodes.map(({ node, plannedOn }) => `${NODE_NAMES[node]?.en ?? node} ${plannedOn}`).join('; '),
      );

export const planningTelling: Telling<PlanningState> = { needs, sections };
