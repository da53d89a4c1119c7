/** What the page of management rules tells. Deliberately absent: its forms (form.ts). */
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { MANAGEMENT } from '../../standards/management-rules.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text, yesOrNo } from '../standing.ts';
import { type ManagementState, reviseBy } from './stage.ts';

function needs(state: ManagementState, today: IsoDate): readonly Need[] {
  const { rules, reviewed, issued, standards, status, readers = {}, inspections = {} } = state;
  const by = reviseBy(state);
  const { rules: listed, leastRules } = valuesIn(standards, MANAGEMENT);
  const drafted = listed.filter(({ key }) => rules[key] !== undefined);
  const enough = drafted.length >= leastRules;
  const { document } = MANAGEMENT.rows.leastRules;
  return [
    { key: 'LEAST', what: text('制度项数', 'Rules drafted'), there: enough, value: plainly(`${drafted.length} / ${leastRules}`), basis: document },
    ...listed
      .filter(({ key }) => !enough && rules[key] === undefined)
      .map(({ key, zh, en }) => ({ key: `RULE.${key}`, what: text(zh, en), there: false, basis: MANAGEMENT.rows.rules.document })),
    { key: 'REVIEWED', what: text('审核通过', 'Review passed'), there: reviewed },
    { key: 'ISSUED', what: text('印发', 'Issued'), there: issued !== null, ...(issued === null ? {} : { value: plainly(issued.number) }) },
    {
      key: 'BRIEFED',
      what: text('宣贯', 'Taught'),
      there: status === 'DONE',
      why: text('印发后向全体人员宣贯', 'everybody is told once they are issued'),
    },
    ...(issued === null
      ? []
      : [
          {
            key: 'READ',
            what: text('阅知', 'Read'),
            there: Object.keys(readers).length > 0,
            value: text(`${Object.keys(readers).length} 人`, `${Object.keys(readers).length}`),
            why: text('现行制度由在岗人员阅知', 'by everybody who works by them'),
          },
        ]),
    ...(by === null
      ? []
      : [
          {
            key: 'REVISION',
            what: text('下次修订', 'Next revision'),
            there: by >= today,
            until: by,
            basis: MANAGEMENT.rows.reviseMonths.document,
          },
        ]),
    ...listed
      .filter(({ key }) => inspections[key]?.followed === false)
      .map(({ key, zh, en }) => ({
        key: `FOLLOWED.${key}`,
        what: text(`${zh}：未执行`, `${en}: not followed`),
        there: false,
        why: text('复查合格后销号', 'until an inspection passes'),
      })),
  ];
}

function sections({ rules, issued, issues, texts = {}, standards, takenOver, readers = {}, inspections = {} }: ManagementState): readonly Section[] {
  const taken = takenOver?.facts.some(({ kind }) => kind === 'RULES_ISSUED') === true;
  return filled([
    {
      key: 'rules',
      title: text('制度', 'Rules'),
      columns: [
        text('制度', 'Rule'),
        text('文本', 'Text'),
        text('版本', 'Version'),
        text('提交', 'Handed in'),
        text('检查', 'Inspected'),
        text('执行', 'Followed'),
      ],
      rows: valuesIn(standards, MANAGEMENT).rules.flatMap(({ key, zh, en }) => {
        const held = rules[key];
        if (held === undefined) return [];
        return [
          {
            key,
            cells: [
              text(zh, en),
              held === '' ? text('纸质', 'on paper') : text('已提交', 'handed in'),
              texts[key] === undefined ? null : plainly(texts[key].length),
              dayCell(texts[key]?.at(-1)?.on),
              dayCell(inspections[key]?.on),
              inspections[key] === undefined ? null : yesOrNo(inspections[key].followed),
            ],
            takenOver: taken && held === '',
          },
        ];
      }),
    },
    {
      key: 'issued',
      title: text('印发', 'Issued'),
      columns: [text('文号', 'Number'), text('日期', 'Day')],
      rows: (issues ?? (issued === null ? [] : [issued])).map(({ number, on }) => ({
        key: number,
        cells: [plainly(number), dayCell(on)],
        takenOver: taken,
      })),
    },
    {
      key: 'readers',
      title: text('阅知', 'Read by'),
      columns: [text('人员编号', 'Reference'), text('日期', 'Day')],
      rows: Object.entries(readers).map(([ref, on]) => ({ key: ref, cells: [plainly(ref), dayCell(on)] })),
    },
  ]);
}

export const managementTelling: Telling<ManagementState> = { needs, sections };
