/** What the page of the implementation plan tells. Deliberately absent: its forms (form.ts). */
import { supplyVerdict } from '../../standards/demand.ts';
import { SURVEY_RULES, surveyRules } from '../../standards/survey.ts';
import { dayCell, filled, type Need, passedOrNot, plainly, type Section, type Telling, text } from '../standing.ts';
import { type PlanningState, REVIEW_KINDS, REVIEW_NAMES } from './stage.ts';

const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

function needs({ content, consultations, reviews, approved, issued, version, profile, inputs, standards, status }: PlanningState): readonly Need[] {
  if (status === 'DONE' && issued === null)
    return [{ key: 'ISSUED', what: text('印发', 'Issued'), there: true, value: text('接续登记', 'taken over') }];
  const gap = inputs.demandGap;
  const rules = surveyRules(standards);
  const over = gap !== null && supplyVerdict(profile.places, gap, rules) === 'OVERSUPPLY';
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
    {
      key: 'HEARD',
      what: text('征求成员单位意见', 'Member units heard'),
      there: consultations.some(({ unit }) => unit.trim() !== '' && unit.trim() !== profile.unit.trim()),
      value: plainly(consultations.length),
    },
    ...REVIEW_KINDS.map((review) => ({
      key: review,
      what: text(REVIEW_NAMES[review].zh, capital(REVIEW_NAMES[review].en.replace(/^the /, ''))),
      there: reviews[review] === true,
      ...(reviews[review] === false ? { value: passedOrNot(false) } : {}),
      why: text('须为当前版本的审查', 'of the present version'),
    })),
    { key: 'APPROVED', what: text('审批通过', 'Approved'), there: approved },
    { key: 'ISSUED', what: text('印发', 'Issued'), there: issued !== null, ...(issued === null ? {} : { value: plainly(issued.number) }) },
  ];
}

function sections({ content, consultations, issued }: PlanningState): readonly Section[] {
  return filled([
    {
      key: 'plan',
      title: text('方案内容', 'The plan'),
      columns: [text('部分', 'Part'), text('内容', 'Text')],
      rows:
        content === null
          ? []
          : [
              { key: 'targets', cells: [text('绩效目标', 'Targets'), plainly(content.targets)] },
              { key: 'risks', cells: [text('风险', 'Risks'), plainly(content.risks)] },
              { key: 'safeguards', cells: [text('保障措施', 'Safeguards'), plainly(content.safeguards)] },
              ...(content.supplyNote === undefined
                ? []
                : [{ key: 'supply', cells: [text('供给过剩风险说明', 'Note on oversupply'), plainly(content.supplyNote)] }]),
            ],
    },
    {
      key: 'heard',
      title: text('征求的意见', 'Opinions'),
      columns: [text('单位', 'Unit'), text('意见', 'Opinion'), text('日期', 'Day')],
      rows: consultations.map(({ unit, opinion, on }, n) => ({ key: String(n), cells: [plainly(unit), plainly(opinion), dayCell(on)] })),
    },
    {
      key: 'issued',
      title: text('印发', 'Issued'),
      columns: [text('文号', 'Number'), text('日期', 'Day')],
      rows: issued === null ? [] : [{ key: 'issued', cells: [plainly(issued.number), dayCell(issued.on)] }],
    },
  ]);
}

export const planningTelling: Telling<PlanningState> = { needs, sections };
