/** What has happened to the evaluations of a programme, what their clock asks, and who is told. Deliberately absent: the decisions (evaluation.ts). */
import type { AgendaItem } from '../kernel/case.ts';
import { at, dayAt } from '../kernel/days.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { valuesIn } from '../rule-table/table.ts';
import { totalOf } from '../stages/evaluation/scores.ts';
import { bandOf } from '../standards/evaluation.ts';
import { PROGRAMME_EVALUATION } from '../standards/programme-evaluation.ts';
import { dayWords } from '../words/days.ts';
import type { Evaluated, EvaluationCommand, EvaluationEvent, ProgrammeEvaluation, ProgrammeMeasure } from './evaluation-facts.ts';
import { pointsOf } from './figures.ts';

type State = Pick<Evaluated, 'evaluations'>;
/** The newest comes last, and what was begun before it without an answer is replaced by it. */
export function evolveEvaluations(
  { evaluations = {} }: State,
  event: EvaluationEvent & { readonly occurredAt: string; readonly actor: { readonly person: string | null } },
): State {
  if (event.type === 'EvaluationBegun') {
    const { evaluation, asOf, basis, figures, standards } = event.data;
    const rules = valuesIn(standards, PROGRAMME_EVALUATION);
    const scores = pointsOf(figures, rules);
    const total = totalOf(scores, rules);
    const begun: ProgrammeEvaluation = {
      ...{ status: 'BEGUN', asOf, basis, begunOn: dayAt(event.occurredAt), standards, figures, scores, total, band: bandOf(total, rules) },
      ...{ measures: {}, reasons: {}, summary: null },
    };
    const before = Object.entries(evaluations).map(([key, known]) => [key, known.status === 'BEGUN' ? { ...known, status: 'REPLACED' } : known]);
    return { evaluations: { ...Object.fromEntries(before), [evaluation]: begun } };
  }
  const known = evaluations[event.data.evaluation];
  if (known === undefined) return { evaluations };
  const become = (changed: Partial<ProgrammeEvaluation>): State => ({
    evaluations: { ...evaluations, [event.data.evaluation]: { ...known, ...changed } },
  });
  const change = (key: string, to: Partial<ProgrammeMeasure>): State => {
    const measure = known.measures[key];
    return measure === undefined ? { evaluations } : become({ measures: { ...known.measures, [key]: { ...measure, ...to } } });
  };
  switch (event.type) {
    case 'EvaluationAnswered': {
      const measures = event.data.measures.map(({ key, ...told }) => [
        key,
        { ...told, status: 'OPEN', reportedBy: null, evidence: null, overdue: false },
      ]);
      const reasons = event.data.reasons.map(({ indicator, reason }) => [indicator, reason]);
      return become({ status: 'ANSWERED', measures: Object.fromEntries(measures), reasons: Object.fromEntries(reasons) });
    }
    case 'EvaluationMeasureReported':
      return change(event.data.key, { status: 'REPORTED', reportedBy: event.actor.person, evidence: event.data.evidence });
    case 'EvaluationMeasureVerified':
      return change(event.data.key, { status: event.data.passed ? 'VERIFIED' : 'OPEN' });
    case 'EvaluationMeasureOverdue':
      return change(event.data.key, { overdue: true });
    case 'EvaluationClosed':
      return become({ status: 'CLOSED', summary: event.data.summary });
  }
}

/** Whoever takes over a desk sees to its measures. */
export function handedOver({ evaluations }: State, from: string, to: string | null): State {
  if (evaluations === undefined || to === null) return {};
  const moved = Object.entries(evaluations).map(([id, evaluation]) => [
    id,
    {
      ...evaluation,
      measures: Object.fromEntries(
        Object.entries(evaluation.measures).map(([key, measure]) => [
          key,
          measure.person === from && measure.status !== 'VERIFIED' ? { ...measure, person: to } : measure,
        ]),
      ),
    },
  ]);
  return { evaluations: Object.fromEntries(moved) };
}

export const evaluationAgenda = ({ evaluations = {} }: State): readonly AgendaItem<EvaluationCommand>[] =>
  Object.entries(evaluations).flatMap(([evaluation, { status, measures }]) =>
    status !== 'ANSWERED'
      ? []
      : Object.entries(measures).flatMap(([key, measure]) =>
          measure.status === 'VERIFIED' || measure.overdue
            ? []
            : [{ at: at(measure.dueOn, 24), command: { type: 'MeasureDue', evaluation, key } as const }],
        ),
  );

/** Whoever sees to a measure is told of it when it is set and when its day has passed; then the office as well. */
export function evaluationNotices({ evaluations = {} }: State, event: EvaluationEvent): readonly NoticeDue[] {
  const { evaluation } = event.data;
  if (event.type === 'EvaluationAnswered')
    return event.data.measures.map(({ key, measure, person, dueOn }) => {
      const day = dayWords(dueOn);
      const says = {
        zh: `项目群绩效评价 ${evaluation} 的改进措施 ${key} 由您负责：${measure}，${day.zh}前完成`,
        en: `Measure ${key} of the programme’s evaluation ${evaluation} is yours to see to: ${measure}, by ${day.en}`,
      };
      return { template: 'measure', to: { person }, facts: { says } };
    });
  if (event.type !== 'EvaluationMeasureOverdue') return [];
  const { key } = event.data;
  const measure = evaluations[evaluation]?.measures[key];
  if (measure === undefined) return [];
  const day = dayWords(measure.dueOn);
  const says = {
    zh: `项目群绩效评价 ${evaluation} 的改进措施 ${key} 应于 ${day.zh}前完成，尚未核验`,
    en: `Measure ${key} of the programme’s evaluation ${evaluation} was due by ${day.en} and is not verified`,
  };
  const whom: readonly NoticeDue['to'][] = [{ person: measure.person }, { role: 'PROGRAMME_OFFICER' }];
  return whom.map((to) => ({ template: 'measure', to, facts: { says } }));
}
