/** The plan as it was issued beside the newest, on the page of works. Deliberately absent: what they come to (schedule.ts). */

import { dayCell, filled, plainly, type Section, text } from '../stages/standing.ts';
import { monthWords } from '../words/days.ts';
import { SCHEDULE_BY_WORDS } from '../words/schedules.ts';
import type { ProjectState } from './facts.ts';
import { compareSchedules } from './schedule.ts';

export function scheduleSections(state: ProjectState): readonly Section[] {
  const compared = compareSchedules(state);
  if (compared === null) return [];
  const { original, days, months, versions } = compared;
  const basis = original.document ?? SCHEDULE_BY_WORDS[original.by].zh;
  return filled([
    {
      key: 'schedule-days',
      title: text(`原计划（${basis}）与现计划`, `Original days (${original.document ?? SCHEDULE_BY_WORDS[original.by].en}) and the newest`),
      columns: [text('节点', 'Milestone'), text('原计划', 'Original'), text('现计划', 'Newest'), text('推迟（天）', 'Days later')],
      rows: days.map(({ key, name, originalOn, plannedOn, movedDays }) => ({
        key,
        cells: [name, dayCell(originalOn), dayCell(plannedOn), movedDays === null ? null : plainly(movedDays)],
      })),
    },
    {
      key: 'schedule-months',
      title: text('逐月计划进度', 'Planned progress month by month'),
      columns: [text('月份', 'Month'), text('原计划', 'Original'), text('现计划', 'Newest')],
      rows: months.map(({ month, original: was, newest }) => ({ key: month, cells: [monthWords(month), plainly(`${was}%`), plainly(`${newest}%`)] })),
    },
    {
      key: 'schedule-versions',
      title: text('计划各版本', 'Versions of the planned days'),
      columns: [
        text('版本', 'Version'),
        text('来源', 'By'),
        text('文号', 'Number'),
        text('日期', 'Day'),
        text('理由', 'Reason'),
        text('计划竣工', 'Completion'),
        text('计划开托', 'Opening'),
      ],
      rows: versions.map(({ version, by, document, on, reason, finishOn, opensOn }) => ({
        key: String(version),
        cells: [
          plainly(version),
          SCHEDULE_BY_WORDS[by],
          document === null ? null : plainly(document),
          dayCell(on),
          reason === null ? null : plainly(reason),
          dayCell(finishOn),
          dayCell(opensOn),
        ],
      })),
    },
  ]);
}
