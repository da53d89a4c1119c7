/** What the page of construction tells of monthly reports. Deliberately absent: which months may be reported (reports.ts). */
import type { Text } from '../../kernel/values.ts';
import { LIGHT_WORDS } from '../../words/clocks.ts';
import { monthWords } from '../../words/days.ts';
import { plainly, type Row, type Section, text } from '../standing.ts';
import type { ConstructionState } from './facts.ts';
import { GROUPS } from './groups.ts';

export const reportsSection = (state: ConstructionState): Section => {
  const { reportedMonths, reportVersions, lights } = state;
  return {
    key: 'reports',
    group: GROUPS.works,
    title: text('月报', 'Monthly reports'),
    columns: [
      text('月份', 'Month'),
      text('版本', 'Version'),
      text('灯', 'Light'),
      text('计划进度', 'Planned'),
      text('实际进度', 'Actual'),
      text('本月完成', 'In the month'),
      text('累计完成', 'In all'),
      text('累计到位', 'Received'),
      text('累计支付', 'Paid'),
      text('存在问题', 'Problems'),
      text('下月计划', 'Next month'),
      text('更正理由', 'Why corrected'),
    ],
    rows: [...reportedMonths].sort().map((month) => ({
      key: month,
      cells: [monthWords(month), plainly(reportVersions?.[month] ?? 1), lightOf(lights, month), ...reportCells(state, month)],
    })),
  };
};

const amountCell = (fen: number | undefined) => (fen === undefined ? null : { fen });
const saidCell = (said: string | undefined) => (said === undefined || said.trim() === '' ? null : plainly(said));
/** What a month's report says, by its newest version; what an earlier release did not keep is left out. */
function reportCells({ reports, reportedSums }: ConstructionState, month: string): Row['cells'] {
  const [said, sums] = [reports?.[month], reportedSums?.[month]];
  const { plannedPercent, actualPercent, problems, next, reason } = said ?? {};
  return [
    plannedPercent === undefined ? null : plainly(`${plannedPercent}%`),
    actualPercent === undefined ? null : plainly(`${actualPercent}%`),
    ...[sums?.monthFen, sums?.totalFen, sums?.receivedFen, sums?.paidFen].map(amountCell),
    ...[problems, next, reason].map(saidCell),
  ];
}

/** The light of progress as it stood after that month's report. */
function lightOf(lights: ConstructionState['lights'], month: string): Text {
  const last = lights.filter(({ of, month: at }) => (of === undefined || of === 'PROGRESS') && at <= month).at(-1);
  return LIGHT_WORDS[last?.light ?? 'GREEN'];
}
