/** Plays the evaluation of the programme: figures of the day, what lost points answered by a measure and reasons, verified, closed. */
import { shippedValues } from '../../domain/rule-table/table.ts';
import { PROGRAMME_EVALUATION } from '../../domain/standards/programme-evaluation.ts';
import { at, type Player } from './player.ts';

/** `keeper`: who sees to the measure and reports it; `office` begins, `checker` verifies. Days in Asia/Shanghai. */
export type Evaluating = {
  readonly programme: string;
  readonly office: Player;
  readonly keeper: { readonly person: string; readonly player: Player };
  readonly checker: Player;
  readonly today: string;
  readonly dueOn: string;
};

/** Gives the total of its hundred points. */
export async function evaluateProgramme({ programme, office, keeper, checker, today, dueOn }: Evaluating): Promise<number> {
  const stream = `programme/${programme}`;
  await office.command(stream, { type: 'BeginEvaluation', asOf: today, basis: `青托办〔${today.slice(0, 4)}〕12号` });
  const begun = await office.until(stream, (state) => (at(state, 'evaluations', 'PE-1') === undefined ? null : state));
  const lost = shippedValues(PROGRAMME_EVALUATION)
    .indicators.filter(({ key, weight }) => Number(at(begun, 'evaluations', 'PE-1', 'scores', key)) < weight)
    .map(({ key }) => key);
  const [first, ...others] = lost;
  const measures =
    first === undefined
      ? []
      : [{ key: 'GJ-1', indicator: first, problem: '未达目标值', measure: '列入下一年度计划，按季调度', person: keeper.person, dueOn }];
  const reasons = others.map((indicator) => ({ indicator, reason: '见各项目评价，已分别落实改进措施' }));
  await office.command(stream, { type: 'AnswerEvaluation', measures, reasons });
  if (measures.length > 0) {
    await keeper.player.command(stream, { type: 'ReportMeasure', key: 'GJ-1', evidence: '年度计划已印发' });
    await checker.command(stream, { type: 'VerifyMeasure', key: 'GJ-1', passed: true });
  }
  await office.command(stream, { type: 'CloseEvaluation', summary: '项目群绩效评价办结' });
  return Number(at(begun, 'evaluations', 'PE-1', 'total'));
}
