/**
 * The development plan of a programme as whoever opens it reads it: what it needs, what was recorded, and what they may do now.
 * Pure. Deliberately absent: files and people, which the recorder knows (api/routes/development-plan.ts).
 */
import { approvalId } from '../../approval/case.ts';
import type { Context } from '../../kernel/context.ts';
import { type Rejection, wrongState } from '../../kernel/rejection.ts';
import { streamOf } from '../../kernel/stream.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { type Asked, actsIn, type StageAct } from '../../stages/offers.ts';
import { chainNeeds, chainSections, published, publishedNeeds } from '../../stages/planning/chain-page.ts';
import { dayCell, filled, type Need, plainly, type Section, text } from '../../stages/standing.ts';
import type { Watched } from '../../stages/watch.ts';
import { PLANS } from '../../standards/plans.ts';
import type { ProgrammeState } from '../facts.ts';
import { type DevelopmentContent, perThousandOf, plannedPlaces } from './content.ts';
import { decideDevelopment } from './decide.ts';
import { type DevelopmentCommand, type DevelopmentPlan, developmentCommands, developmentInForce, isDevelopmentSettled } from './facts.ts';
import { type DevelopmentStart, developmentForms } from './form.ts';

export type DevelopmentPage = {
  readonly needs: readonly Need[];
  readonly sections: readonly Section[];
  readonly clocks: readonly { readonly key: string; readonly what: Text; readonly on: string; readonly from: string; readonly told: string | null }[];
  readonly acts: readonly StageAct[];
};

function needs(state: ProgrammeState): readonly Need[] {
  const plan = state.developmentPlan;
  const issued = developmentInForce(state);
  const draft = { key: 'DRAFT', what: text('规划文本', 'Text of the plan'), there: plan !== undefined };
  if (plan === undefined) return [draft];
  return [
    { ...draft, value: text(`第 ${plan.version} 版`, `version ${plan.version}`) },
    ...chainNeeds(plan, plan.unit, valuesIn(plan.standards, PLANS)),
    { key: 'APPROVED', what: text('审批通过', 'Approved'), there: plan.approved },
    {
      key: 'ISSUED',
      what: text('印发', 'Issued'),
      there: isDevelopmentSettled(state),
      ...(issued === undefined ? {} : { value: plainly(issued.number) }),
    },
    ...publishedNeeds(issued),
  ];
}

/** Against what it aims at; said, and refused by nothing: others may build as well. */
function targets({ content, base }: DevelopmentPlan): Section {
  const places = plannedPlaces(content);
  const towns = content.towns.reduce((sum, town) => sum + town.places, 0);
  const row = (key: string, zh: string, en: string, value: string | number) => ({
    key,
    cells: [text(zh, en), plainly(typeof value === 'number' ? grouped(value) : value)],
  });
  return {
    key: 'targets',
    title: text('基础数据与目标', 'Base and targets'),
    columns: [text('指标', 'Figure'), text('数', 'Value')],
    rows: [
      row('population', '常住人口', 'Residents', base.population),
      row('existing', '现有托位', 'Existing places', base.existingPlaces),
      row('answers', '有效问卷', 'Valid answers', content.survey.validAnswers),
      row('required', '需求托位', 'Places needed', content.survey.requiredPlaces),
      row('gap', '需求缺口', 'Demand gap', content.survey.demandGap),
      row('planned', '规划项目托位', 'Places of its projects', places),
      row('towns', '分街道、乡镇托位合计', 'Places by town in all', towns),
      row('perThousand', '千人口托位数目标', 'Places per 1,000 people, target', content.perThousand),
      row('reached', '按本规划达到', 'With this plan', perThousandOf(base.existingPlaces + places, base.population)),
      row('public', '普惠占比目标', 'Public-benefit share, target', `${content.publicPercent} %`),
    ],
  };
}

/** 412000 is read as 412,000. */
const grouped = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 2 });

const table = (
  key: string,
  title: Text,
  columns: readonly Text[],
  rows: readonly (readonly Section['rows'][number]['cells'][number][])[],
): Section => ({
  key,
  title,
  columns,
  rows: rows.map((cells, n) => ({ key: String(n), cells })),
});

const said = ({ towns, projects, money, measures, land, staff }: DevelopmentContent): readonly Section[] => [
  table(
    'towns',
    text('分街道、乡镇布局', 'Layout by town'),
    [text('街道、乡镇', 'Town'), text('规划托位', 'Places')],
    towns.map(({ town, places }) => [plainly(town), plainly(places)]),
  ),
  table(
    'projects',
    text('项目清单', 'Projects'),
    [text('项目', 'Project'), text('项目编号', 'Code'), text('托位', 'Places'), text('建设年度', 'Years')],
    projects.map(({ name, code, places, year }) => [plainly(name), code === undefined ? null : plainly(code), plainly(places), plainly(year)]),
  ),
  table(
    'money',
    text('资金安排', 'Money'),
    [text('来源', 'Source'), text('金额', 'Amount')],
    money.map(({ source, amountFen }) => [plainly(source), { fen: amountFen }]),
  ),
  table(
    'parts',
    text('用地与人员', 'Land and staff'),
    [text('部分', 'Part'), text('内容', 'Text')],
    [
      [text('用地安排', 'Land'), plainly(land)],
      [text('人员配备', 'Staff'), plainly(staff)],
    ],
  ),
  table(
    'measures',
    text('保障措施', 'Safeguards'),
    [text('措施', 'Measure'), text('责任单位', 'Unit')],
    measures.map(({ measure, unit }) => [plainly(measure), plainly(unit)]),
  ),
];

const versions = ({ issuedPlans }: DevelopmentPlan): Section =>
  table(
    'versions',
    text('已印发的版本', 'Versions that were issued'),
    [
      text('版本', 'Version'),
      text('文号', 'Number'),
      text('日期', 'Day'),
      text('变更理由', 'Why it changed'),
      text('项目与托位', 'Projects and places'),
      text('公开', 'Published'),
    ],
    issuedPlans.map(({ version, number, on, reason, content, publication }) => [
      plainly(version),
      plainly(number),
      dayCell(on),
      reason === undefined ? null : plainly(reason),
      text(`${content.projects.length} 个，${plannedPlaces(content)} 个托位`, `${content.projects.length}, ${plannedPlaces(content)} places`),
      published(publication),
    ]),
  );

const decide: Asked['decide'] = (state, command, context) => decideDevelopment(state as ProgrammeState, command as DevelopmentCommand, context); // asked with the programme's own state and the commands of its plan

/** `start`: what a draft begins with. `may`: what the table of permissions says. */
export function developmentPage(
  state: ProgrammeState,
  start: DevelopmentStart['start'],
  asked: { readonly context: Context; readonly may: (type: string) => Rejection | null },
): DevelopmentPage {
  const plan = state.developmentPlan;
  const watched: Watched = state.watched ?? {};
  return {
    needs: needs(state),
    sections:
      plan === undefined
        ? []
        : filled([targets(plan), ...said(plan.content), ...chainSections(plan, valuesIn(plan.standards, PLANS)), versions(plan)]),
    clocks: Object.entries(watched).map(([key, { what, on, from, told }]) => ({ key, what, on, from, told: told ?? null })),
    acts: actsIn({
      commands: developmentCommands,
      forms: developmentForms,
      decide,
      state: { ...state, start },
      waits: wrongState('项目群已结束。', 'The programme is closed.'),
      // Its papers are those of its own way; the route asks for none.
      routeNow: () => null,
      ...asked,
    }),
  };
}

/** The approvals that it asked for, each attempt, by their ids. */
export const developmentApprovals = ({ code, developmentPlan }: ProgrammeState): readonly string[] =>
  Array.from({ length: developmentPlan?.attempts ?? 0 }, (_, index) => approvalId(streamOf('programme', code), 'DEVPLAN', index + 1));
