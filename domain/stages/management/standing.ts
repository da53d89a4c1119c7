/** What the page of management rules tells. Deliberately absent: its forms (form.ts). */
import { valuesIn } from '../../rule-table/table.ts';
import { MANAGEMENT } from '../../standards/management-rules.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text } from '../standing.ts';
import type { ManagementState } from './stage.ts';

function needs({ rules, reviewed, issued, standards, status }: ManagementState): readonly Need[] {
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
  ];
}

function sections({ rules, issued, standards, takenOver }: ManagementState): readonly Section[] {
  const taken = takenOver?.facts.some(({ kind }) => kind === 'RULES_ISSUED') === true;
  return filled([
    {
      key: 'rules',
      title: text('制度', 'Rules'),
      columns: [text('制度', 'Rule'), text('文本', 'Text')],
      rows: valuesIn(standards, MANAGEMENT).rules.flatMap(({ key, zh, en }) => {
        const held = rules[key];
        if (held === undefined) return [];
        return [
          { key, cells: [text(zh, en), held === '' ? text('纸质', 'on paper') : text('已提交', 'handed in')], takenOver: taken && held === '' },
        ];
      }),
    },
    {
      key: 'issued',
      title: text('印发', 'Issued'),
      columns: [text('文号', 'Number'), text('日期', 'Day')],
      rows: issued === null ? [] : [{ key: 'issued', cells: [plainly(issued.number), dayCell(issued.on)], takenOver: taken }],
    },
  ]);
}

export const managementTelling: Telling<ManagementState> = { needs, sections };
