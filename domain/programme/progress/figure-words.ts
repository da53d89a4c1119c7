/**
 * A programme's figures in a few lines, for the mail of a week's first working day: counted by the one function that the page
 * shows (progress.ts). Deliberately absent: lists, which the page has.
 */
import type { Text } from '../../kernel/values.ts';
import { money } from '../../words/money.ts';
import type { ProgrammeProgress } from './progress.ts';

type Told = Pick<ProgrammeProgress, 'counts' | 'places' | 'money' | 'red' | 'week' | 'forecast'>;

export function figureWords({ counts, places, money: sums, red, week, forecast }: Told): readonly Text[] {
  const [paid, estimate] = [money(sums.paidFen), money(sums.estimateFen)];
  const lines: readonly (Text | null)[] = [
    {
      zh: `项目 ${counts.all} 个：按期 ${counts.onTime}，逾期 ${counts.late}，受阻 ${counts.blocked}，已验收 ${counts.done}`,
      en: `${counts.all} ${counts.all === 1 ? 'project' : 'projects'}: ${counts.onTime} on time, ${counts.late} late, ${counts.blocked} blocked, ${counts.done} accepted`,
    },
    {
      zh: `托位：已验收 ${places.accepted}，计划新增 ${places.planned}；${places.gap > 0 ? `距目标 ${places.target} 还差 ${places.gap}` : `已达目标 ${places.target}`}`,
      en: `Places: ${places.accepted} accepted of ${places.planned} planned; ${places.gap > 0 ? `${places.gap} missing to the target of ${places.target}` : `the target of ${places.target} is reached`}`,
    },
    { zh: `资金：已支付 ${paid.zh}，批复概算 ${estimate.zh}`, en: `Money: ${paid.en} paid of ${estimate.en} estimated` },
    red.length === 0 ? null : { zh: `红灯 ${red.length} 项`, en: `${red.length} with a red light` },
    week.length === 0 ? null : { zh: `七日内到期 ${week.length} 项`, en: `${week.length} due within seven days` },
    forecast.length === 0 ? null : { zh: `预计晚于计划的项目 ${forecast.length} 个`, en: `${forecast.length} forecast to finish later than planned` },
  ];
  return lines.filter((line) => line !== null);
}
