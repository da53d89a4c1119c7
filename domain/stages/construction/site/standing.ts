/** What the page of construction tells of the site: who committed themselves, inspections, incidents, repairs. Deliberately absent: the forms (form.ts). */
import { dayAt } from '../../../kernel/days.ts';
import type { IsoDate, Text } from '../../../kernel/values.ts';
import { valuesIn } from '../../../rule-table/table.ts';
import { INSPECTION_NAMES } from '../../../standards/closed-lists.ts';
import { INCIDENT_GRADE_NAMES, SITE } from '../../../standards/site.ts';
import { dayWords, minuteWords } from '../../../words/days.ts';
import { dayCell, type Need, passedOrNot, plainly, type Section, text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { uncommitted } from './commitments.ts';
import { PARTIES, PARTY_NAMES, WARRANTED_NAMES } from './facts.ts';
import { reportBy } from './incidents.ts';
import { inspectionName, toRemedy } from './inspections.ts';
import { openRepairs } from './repairs.ts';

const timeWords = (on: IsoDate, time: string): Text => text(`${dayWords(on).zh} ${time}`, `${dayWords(on).en} ${time}`);
const withTo = ({ zh, en }: Text, to: string): Text => text(`${zh} ${to}`, `${en} ${to}`);

export function siteNeeds(state: ConstructionState): readonly Need[] {
  const { standards, incidents = {}, repairs = {} } = state;
  const lacking = uncommitted(state);
  const done = PARTIES.length - lacking.length;
  return [
    ...(valuesIn(standards, SITE).commitments
      ? [
          {
            key: 'COMMITMENTS',
            what: text('五方质量终身责任承诺', 'Commitments of the five parties'),
            there: lacking.length === 0,
            value: plainly(`${done}/${PARTIES.length}`),
            ...(lacking.length === 0
              ? {}
              : {
                  why: text(
                    `开工前签署；还缺${lacking.map((party) => PARTY_NAMES[party].zh).join('、')}`,
                    `before works start; missing: ${lacking.map((party) => PARTY_NAMES[party].en).join(', ')}`,
                  ),
                }),
            basis: SITE.rows.commitments.document,
          },
        ]
      : []),
    ...toRemedy(state).map((failed) => ({
      key: `INSPECTION.${failed.inspection}.${failed.part ?? ''}`,
      what: inspectionName(failed),
      there: false,
      why: text('最近一次不合格，须复查合格后才能竣工验收', 'the last one was not passed; completion waits until one is'),
      ...(failed.remedyBy === undefined ? {} : { until: failed.remedyBy }),
      basis: '建设工程质量管理条例 第十六条',
    })),
    ...Object.entries(incidents).flatMap(([key, incident]) => {
      const by = reportBy(state, incident);
      if (incident.closed !== undefined || incident.takenOver === true) return [];
      const waits = incident.reported === undefined && by !== null;
      return [
        {
          key: `INCIDENT.${key}`,
          what: text(`事故 ${key}`, `Incident ${key}`),
          there: false,
          value: INCIDENT_GRADE_NAMES[incident.grade],
          why: waits
            ? text(`须于${minuteWords(by).zh} 前上报主管部门`, `to be reported to the authority before ${minuteWords(by).en}`)
            : text('已上报，尚未处理完毕', 'reported, and not closed yet'),
          ...(waits ? { until: dayAt(by), basis: SITE.rows.incidentHours.document } : {}),
        },
      ];
    }),
    ...openRepairs(state).flatMap((key) => {
      const repair = repairs[key];
      return repair === undefined
        ? []
        : [{ key: `REPAIR.${key}`, what: text(`保修 ${key}`, `Repair ${key}`), there: false, value: plainly(repair.what), until: repair.by }];
    }),
  ];
}

export function siteSections(state: ConstructionState): readonly Section[] {
  const { commitments = {}, inspections, incidents = {}, repairs = {} } = state;
  return [
    {
      key: 'commitments',
      group: GROUPS.site,
      title: text('五方责任主体', 'The five parties'),
      columns: [text('责任主体', 'Party'), text('单位', 'Unit'), text('负责人编号', 'Reference of its head'), text('签署', 'Signed')],
      rows: PARTIES.flatMap((party) => {
        const one = commitments[party];
        if (one === undefined) return [];
        const { unit, head, on, notApplicable } = one;
        const cells =
          notApplicable === undefined
            ? [unit === undefined ? null : plainly(unit), head === undefined ? null : plainly(head), dayCell(on)]
            : [text(`不适用：${notApplicable}`, `not applicable: ${notApplicable}`), null, dayCell(on)];
        return [{ key: party, cells: [PARTY_NAMES[party], ...cells] }];
      }),
    },
    {
      key: 'inspections',
      group: GROUPS.site,
      title: text('检查', 'Inspections'),
      columns: [
        text('检查', 'Inspection'),
        text('部位', 'Part'),
        text('日期', 'Day'),
        text('结果', 'Result'),
        text('整改期限', 'Put right by'),
        text('材料', 'Files'),
      ],
      rows: inspections.map(({ inspection, part, on, passed, remedyBy, files, takenOver }, index) => ({
        key: String(index),
        cells: [
          INSPECTION_NAMES[inspection],
          part === undefined ? null : plainly(part),
          dayCell(on),
          passedOrNot(passed),
          dayCell(remedyBy),
          files === undefined ? null : plainly(files),
        ],
        takenOver: takenOver === true,
      })),
    },
    {
      key: 'incidents',
      group: GROUPS.site,
      title: text('事故', 'Incidents'),
      columns: [
        text('编号', 'Number'),
        text('等级', 'Grade'),
        text('发生', 'Happened'),
        text('经过', 'What happened'),
        text('上报', 'Reported'),
        text('处理', 'Closed'),
      ],
      rows: Object.entries(incidents).map(([key, { grade, on, time, what, reported, closed, takenOver }]) => ({
        key,
        cells: [
          plainly(key),
          INCIDENT_GRADE_NAMES[grade],
          timeWords(on, time),
          plainly(what),
          reported === undefined ? null : withTo(timeWords(reported.on, reported.time), reported.to),
          dayCell(closed?.on),
        ],
        takenOver: takenOver === true,
      })),
    },
    {
      key: 'repairs',
      group: GROUPS.after,
      title: text('保修', 'Repairs under warranty'),
      columns: [text('编号', 'Number'), text('部位', 'Of'), text('问题', 'What is wrong'), text('期限', 'By'), text('完成', 'Done')],
      rows: Object.entries(repairs).map(([key, { of, what, by, done }]) => ({
        key,
        cells: [plainly(key), WARRANTED_NAMES[of], plainly(what), dayCell(by), dayCell(done?.on)],
      })),
    },
  ];
}
