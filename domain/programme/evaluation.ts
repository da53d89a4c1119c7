/**
 * The evaluation of a programme (项目群绩效评价), an act of its office: begun, its figures counted by the recorder from what the
 * projects recorded by the end of a day; lost points answered by measures with a person and a day, or by reasons; closed when
 * every measure is verified (财预〔2020〕10号). Deliberately absent: the counting (figures.ts), the fold (evaluation-fold.ts).
 */
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { futureFault, incomplete, type Rejection, rejection, systemOnly, unknownItem, wrongState } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { isOffice, isSystem } from '../kernel/who-acts.ts';
import { pinnedOn, valuesIn } from '../rule-table/table.ts';
import { answerFaults } from '../stages/evaluation/scores.ts';
import { PROGRAMME_EVALUATION } from '../standards/programme-evaluation.ts';
import type { Evaluated, EvaluationCommand, EvaluationEvent, ProgrammeEvaluation, ProgrammeMeasure } from './evaluation-facts.ts';

type Programme = Evaluated & {
  readonly startOn: IsoDate;
  readonly existingPlaces: number;
  readonly targetPlaces: number;
  readonly projects: object;
};

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室可以评价项目群。', 'Only the programme office evaluates the programme.');
const notBegun = rejection(
  'OUT_OF_ORDER',
  '请先开始项目群评价（BeginEvaluation）。',
  'Begin the evaluation of the programme first (BeginEvaluation).',
);
const notAnswered = rejection(
  'OUT_OF_ORDER',
  '请先填写失分指标的措施或理由（AnswerEvaluation）。',
  'Answer what lost points by measures or reasons first (AnswerEvaluation).',
);

/** The newest that is not over; null: there is none. */
function current({ evaluations = {} }: Evaluated): readonly [string, ProgrammeEvaluation] | null {
  return Object.entries(evaluations).find(([, { status }]) => status === 'BEGUN' || status === 'ANSWERED') ?? null;
}

export function decideEvaluation(state: Programme, command: EvaluationCommand, context: Context): Decision<EvaluationEvent> {
  if (command.type === 'MeasureDue') return isSystem(context) ? due(state, command) : refuse(systemOnly);
  if (command.type === 'ReportMeasure') return report(state, command, context);
  if (!isOffice(context)) return refuse(officeOnly);
  switch (command.type) {
    case 'BeginEvaluation':
      return begin(state, command, context);
    case 'AnswerEvaluation':
      return answer(state, command, context);
    case 'VerifyMeasure':
      return verify(state, command, context);
    case 'CloseEvaluation': {
      const found = current(state);
      if (found === null) return refuse(notBegun);
      const [evaluation, { status, total, band, measures }] = found;
      if (status !== 'ANSWERED') return refuse(notAnswered);
      const open = Object.entries(measures).filter(([, measure]) => measure.status !== 'VERIFIED');
      if (open.length > 0)
        return refuse(
          incomplete(
            '尚有改进措施未核验，评价不能办结。',
            'The evaluation cannot be closed before every measure is verified.',
            open.map(([key, { person, dueOn }]) => ({
              zh: `措施 ${key}（${person}，${dueOn}前）尚未核验`,
              en: `measure ${key} (${person}, by ${dueOn}) must be verified`,
            })),
          ),
        );
      return allow<EvaluationEvent>({ type: 'EvaluationClosed', data: { evaluation, total, band, summary: command.summary } });
    }
  }
}

type Command<T extends EvaluationCommand['type']> = Extract<EvaluationCommand, { type: T }>;

function begin(state: Programme, { asOf, basis }: Command<'BeginEvaluation'>, context: Context): Decision<EvaluationEvent> {
  const future = futureFault(asOf, context);
  if (future !== null) return refuse(future);
  const found = current(state);
  if (found !== null && found[1].status === 'ANSWERED')
    return refuse(
      wrongState(
        `${found[0]} 的改进措施尚未办结，请先核验并办结（CloseEvaluation）。`,
        `The measures of ${found[0]} are under way; verify them and close it first (CloseEvaluation).`,
      ),
    );
  if (Object.keys(state.projects).length === 0)
    return refuse(wrongState('还没有登记项目，没有可评价的内容。', 'No project is registered yet, so there is nothing to evaluate.'));
  const faults: readonly Text[] = [
    ...(basis.trim() === '' ? [{ zh: '缺少依据文号', en: 'basis must be the document by which it is evaluated' }] : []),
    ...(asOf < state.startOn
      ? [{ zh: `截至日期 ${asOf} 不得早于项目群起始日期 ${state.startOn}`, en: `asOf must not be before ${state.startOn}, when the programme began` }]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('评价资料有误，未开始。', 'The evaluation has faults and was not begun.', faults));
  const { existingPlaces, targetPlaces } = state;
  const { key: table } = PROGRAMME_EVALUATION;
  const pinned = pinnedOn(PROGRAMME_EVALUATION, state.standards?.[table] ?? [], dayAt(context.now));
  const { onTimeBy } = valuesIn({ [table]: pinned }, PROGRAMME_EVALUATION);
  const evaluation = `PE-${Object.keys(state.evaluations ?? {}).length + 1}`;
  return allow<EvaluationEvent>({
    type: 'EvaluationBegun',
    data: { evaluation, asOf, basis, asked: { asOf, existingPlaces, targetPlaces, onTimeBy }, figures: [], standards: {} },
  });
}

function answer(state: Programme, { measures, reasons }: Command<'AnswerEvaluation'>, context: Context): Decision<EvaluationEvent> {
  const found = current(state);
  if (found === null) return refuse(notBegun);
  const [evaluation, { status, standards, scores, total, band }] = found;
  if (status === 'ANSWERED') return refuse(wrongState('失分指标已有措施。', 'What lost points is answered already.'));
  const { indicators } = valuesIn(standards, PROGRAMME_EVALUATION);
  const today = dayAt(context.now);
  const faults: readonly Text[] = [
    ...answerFaults(scores, { indicators, lostNeedsAnswer: true }, { measures, reasons }, band === 'POOR'),
    ...measures.flatMap(({ key, problem, measure, dueOn }) => [
      ...(problem.trim() === '' || measure.trim() === ''
        ? [{ zh: `措施 ${key}：须写明问题和措施`, en: `measure ${key}: must say the problem and what is done` }]
        : []),
      ...(dueOn <= today
        ? [
            {
              zh: `措施 ${key}：完成日期须晚于今天 ${today}，不能是 ${dueOn}`,
              en: `measure ${key}: must be due after today, ${today}, and not on ${dueOn}`,
            },
          ]
        : []),
    ]),
  ];
  if (faults.length > 0)
    return refuse(incomplete('失分指标的措施和理由有误，未登记。', 'Measures and reasons have faults and were not recorded.', faults));
  return allow<EvaluationEvent>({ type: 'EvaluationAnswered', data: { evaluation, total, band, measures, reasons } });
}

/** The measure of that key of the evaluation under way, or why there is none. */
function measureIn(state: Programme, key: string): readonly [string, ProgrammeMeasure] | Rejection {
  const found = current(state);
  if (found === null) return notBegun;
  const measure = found[1].measures[key];
  return found[1].status !== 'ANSWERED' ? notAnswered : measure === undefined ? unknownItem(key) : [found[0], measure];
}
const isRefused = (found: readonly [string, ProgrammeMeasure] | Rejection): found is Rejection => 'code' in found;

function report(state: Programme, { key, evidence }: Command<'ReportMeasure'>, context: Context): Decision<EvaluationEvent> {
  const found = measureIn(state, key);
  if (isRefused(found)) return refuse(found);
  const [evaluation, { person, status }] = found;
  if (context.actor.person !== person && !isOffice(context))
    return refuse(
      rejection('NOT_YOURS', '只有措施责任人或领导小组办公室可以报告完成。', 'Only whoever sees to the measure, or the office, reports it done.'),
    );
  if (status !== 'OPEN') return refuse(wrongState('该措施已上报完成。', 'This measure is reported done already.'));
  if (evidence.trim() === '') return refuse(rejection('REASON_REQUIRED', '请写明完成情况。', 'Say what was done.'));
  return allow<EvaluationEvent>({ type: 'EvaluationMeasureReported', data: { evaluation, key, evidence } });
}

function verify(state: Programme, { key, passed, note }: Command<'VerifyMeasure'>, context: Context): Decision<EvaluationEvent> {
  const found = measureIn(state, key);
  if (isRefused(found)) return refuse(found);
  const [evaluation, { person, reportedBy, status }] = found;
  if (status !== 'REPORTED') return refuse(rejection('OUT_OF_ORDER', '措施尚未上报完成。', 'The measure has not been reported done.'));
  const me = context.actor.person;
  if (me === null || me === person || me === reportedBy)
    return refuse(
      rejection(
        'NOT_YOURS',
        '须由责任人和报告人以外的办公室人员核验。',
        'Somebody of the office verifies it other than who sees to it and who reported it.',
      ),
    );
  if (!passed && note.trim() === '') return refuse(rejection('REASON_REQUIRED', '核验不通过须写明理由。', 'Say why it is not passed.'));
  return allow<EvaluationEvent>({ type: 'EvaluationMeasureVerified', data: { evaluation, key, passed, note } });
}

function due({ evaluations = {} }: Programme, { evaluation, key }: Command<'MeasureDue'>): Decision<EvaluationEvent> {
  const measure = evaluations[evaluation]?.measures[key];
  return measure === undefined || measure.status === 'VERIFIED' || measure.overdue
    ? allow()
    : allow<EvaluationEvent>({ type: 'EvaluationMeasureOverdue', data: { evaluation, key } });
}

/** Why a programme cannot be closed as far as its evaluation goes; null: it can. Those of earlier releases, or without projects, close without one. */
export function notEvaluated(state: Programme, context: Context): Rejection | null {
  if (state.evaluates !== true || !byRules(context, 3) || Object.keys(state.projects).length === 0) return null;
  const { key } = PROGRAMME_EVALUATION;
  const today = dayAt(context.now);
  const { beforeClosing } = valuesIn({ [key]: pinnedOn(PROGRAMME_EVALUATION, state.standards?.[key] ?? [], today) }, PROGRAMME_EVALUATION);
  if (!beforeClosing || Object.values(state.evaluations ?? {}).some(({ status }) => status === 'CLOSED')) return null;
  const { document } = PROGRAMME_EVALUATION.rows.beforeClosing;
  return rejection(
    'OUT_OF_ORDER',
    `项目群结束前须办结绩效评价（${document}；BeginEvaluation）。`,
    `The programme is evaluated before it is closed (${document}; BeginEvaluation).`,
  );
}
