/** The gates of a programme's evaluation: its figures come from the record, and lost points are answered before it is closed. */
import type { ProjectFigures } from '../../domain/programme/figures.ts';
import type { Gate } from './gate.ts';
import { clock, officer, PlayedCase, person, system } from './played-case.ts';
import { profile, surveyBasis } from './samples.ts';

const TODAY = '2026-11-24';
const director = person('director', 'OFFICE_DIRECTOR');
const keeper = person('keeper', 'HEALTH');
/** @public Accepted at first try, in time, within its estimate, everybody certified, all of it paid. */
export const FULL: ProjectFigures = {
  project: 'QH-01',
  status: 'ACCEPTED',
  plannedPlaces: 150,
  places: 150,
  plannedStart: '2024-01-15',
  startedOn: '2024-01-15',
  finishOn: '2025-03-28',
  completionOn: '2025-03-28',
  estimateFen: 100,
  paidFen: 100,
  accountsFen: 100,
  firstPass: true,
  filed: true,
  trained: 31,
  certified: 31,
  rulesIssued: true,
  evaluated: true,
  occupancy: { have: 150, of: 150 },
  satisfaction: { have: 120, of: 120 },
};
const NOTHING: ProjectFigures = {
  ...FULL,
  ...{ status: 'RUNNING', startedOn: null, completionOn: null, paidFen: 0, accountsFen: null, firstPass: null, filed: false },
  ...{ trained: 0, certified: 0, rulesIssued: false, evaluated: false, occupancy: null, satisfaction: null },
};
const opened = (projects: readonly ProjectFigures[] = [FULL]) =>
  new PlayedCase('programme', `${TODAY}T02:00:00.000Z`, { world: { projects: () => projects } })
    .must(
      {
        type: 'Open',
        code: 'QH',
        name: { zh: '青禾县托育建设', en: 'Qinghe childcare programme' },
        document: '青政办发〔2023〕9号',
        county: { zh: '青禾县', en: 'Qinghe' },
        population: 412_000,
        existingPlaces: 780,
        targetPlaces: 930,
        startOn: '2023-01-01',
        endOn: '2026-12-31',
        roles: [{ role: 'PROGRAMME_OFFICER', person: 'officer' }],
      },
      system,
    )
    .must({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: [] } }, officer);
const BEGIN = { type: 'BeginEvaluation', asOf: TODAY, basis: '青托办〔2026〕12号' } as const;
const begun = (projects?: readonly ProjectFigures[]) => opened(projects).must(BEGIN, officer);
const LATE: ProjectFigures = { ...FULL, startedOn: '2024-01-16' };
const measure = (indicator: string, more: object = {}) => ({
  ...{ key: 'GJ-1', indicator, problem: '一个项目晚开工', measure: '前期手续提前办理', person: 'keeper', dueOn: '2026-12-25' },
  ...more,
});
const NO_ANSWER = { type: 'AnswerEvaluation', measures: [], reasons: [] } as const;
const answered = () => begun([LATE]).must({ ...NO_ANSWER, measures: [measure('ON_TIME_START')] }, officer);
const answer =
  (
    projects: readonly ProjectFigures[],
    measures: readonly ReturnType<typeof measure>[],
    reasons: readonly { indicator: string; reason: string }[] = [],
  ) =>
  () =>
    begun(projects).send({ type: 'AnswerEvaluation', measures, reasons }, officer);
const REPORT = { type: 'ReportMeasure', key: 'GJ-1', evidence: '手续办理台账' } as const;
const VERIFY = { type: 'VerifyMeasure', key: 'GJ-1', passed: true, note: '' } as const;
const CLOSE = { type: 'CloseEvaluation', summary: '达到绩效目标' } as const;
const reported = () => answered().must(REPORT, keeper);
const everyReason = ['PLACES', 'FINISHED', 'FIRST_PASS', 'FILED', 'ON_TIME_START', 'ON_TIME_FINISH', 'WITHIN_ESTIMATE', 'RATIO', 'OCCUPANCY']
  .concat(['CERTIFIED', 'RULES', 'SATISFACTION', 'BUDGET'])
  .map((indicator) => ({ indicator, reason: '项目尚在建设' }));
const end = { type: 'CloseProgramme', summary: '' } as const;
const ended = (programme: ReturnType<typeof opened>) => programme.must({ type: 'ProjectClosed', project: 'QH-01', outcome: 'ACCEPTED' }, system);

export const PROGRAMME_EVALUATION_GATES: readonly Gate[] = [
  {
    key: 'programme.evaluation.figures',
    stage: 'PROGRAMME',
    name: { zh: '项目群绩效评价', en: 'evaluation of the programme' },
    rule: {
      zh: '由办公室凭文号开始，截至不晚于今天的某日，各项由记录计算；失分指标须有责任人和期限明确的措施或理由，评为差的须有措施。',
      en: 'The office begins it on a document, as of a day that has come; the record counts every figure. Lost points have a measure with person and day, or a reason; a poor evaluation has measures.',
    },
    document: '财预〔2020〕10号',
    rows: ['indicators', 'excellent', 'good', 'fair'].map((name) => `PROGRAMME_EVALUATION.${name}`),
    tries: [
      { what: { zh: '截至今天', en: 'as of today' }, must: 'TAKEN', play: () => opened().send(BEGIN, officer) },
      {
        what: { zh: '截至明天', en: 'as of tomorrow' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => opened().send({ ...BEGIN, asOf: '2026-11-25' }, officer),
      },
      {
        what: { zh: '早于项目群起始', en: 'before the programme began' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ ...BEGIN, asOf: '2022-12-31' }, officer),
      },
      {
        what: { zh: '没有文号', en: 'without a document' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ ...BEGIN, basis: ' ' }, officer),
      },
      { what: { zh: '项目负责人开始', en: 'begun by a manager' }, must: 'REFUSED', code: 'NOT_YOURS', play: () => opened().send(BEGIN) },
      {
        what: { zh: '措施未办结又开始', en: 'begun again while measures are open' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => answered().send(BEGIN, officer),
      },
      { what: { zh: '满分，无须措施', en: 'full, nothing to answer' }, must: 'TAKEN', play: answer([FULL], []) },
      { what: { zh: '失分，有措施', en: 'lost points, with a measure' }, must: 'TAKEN', play: answer([LATE], [measure('ON_TIME_START')]) },
      {
        what: { zh: '失分，有理由', en: 'lost points, with a reason' },
        must: 'TAKEN',
        play: answer([LATE], [], [{ indicator: 'ON_TIME_START', reason: '汛期' }]),
      },
      { what: { zh: '失分，没有措施也没有理由', en: 'lost points, unanswered' }, must: 'REFUSED', code: 'INCOMPLETE', play: answer([LATE], []) },
      {
        what: { zh: '千人口托位数不足，不说明', en: 'too few places per 1,000, unanswered' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: answer([{ ...FULL, places: 149, plannedPlaces: 149 }], []),
      },
      {
        what: { zh: '措施今天到期', en: 'a measure due today' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: answer([LATE], [measure('ON_TIME_START', { dueOn: TODAY })]),
      },
      {
        what: { zh: '措施没有内容', en: 'a measure that says nothing' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: answer([LATE], [measure('ON_TIME_START', { measure: ' ' })]),
      },
      { what: { zh: '零分，只有理由', en: 'nothing, reasons alone' }, must: 'REFUSED', code: 'INCOMPLETE', play: answer([NOTHING], [], everyReason) },
      { what: { zh: '零分，有措施', en: 'nothing, with a measure' }, must: 'TAKEN', play: answer([NOTHING], [measure('PLACES')], everyReason) },
      {
        what: { zh: '不存在的指标', en: 'an indicator that is not there' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: answer([LATE], [measure('MORALE')]),
      },
      {
        what: { zh: '没有开始就填措施', en: 'answered before it began' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => opened().send(NO_ANSWER, officer),
      },
      { what: { zh: '填两次', en: 'answered twice' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => answered().send(NO_ANSWER, officer) },
    ],
  },
  {
    key: 'programme.evaluation.close',
    stage: 'PROGRAMME',
    name: { zh: '措施核验与评价办结', en: 'measures verified, the evaluation closed' },
    rule: {
      zh: '措施由责任人或办公室报告，由另一人核验；全部核验后评价方可办结，评价办结后项目群方可结束。',
      en: 'A measure is reported by whoever sees to it or the office and verified by somebody else; only then the evaluation is closed, and after it the programme.',
    },
    document: '财预〔2020〕10号；本产品默认值（不相容职务分离）',
    rows: ['PROGRAMME_EVALUATION.beforeClosing'],
    tries: [
      { what: { zh: '责任人报告', en: 'reported by whoever sees to it' }, must: 'TAKEN', play: () => answered().send(REPORT, keeper) },
      {
        what: { zh: '旁人报告', en: 'reported by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => answered().send(REPORT, person('other', 'FINANCE')),
      },
      {
        what: { zh: '报告内容为空', en: 'a blank report' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => answered().send({ ...REPORT, evidence: ' ' }, keeper),
      },
      { what: { zh: '报告两次', en: 'reported twice' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => reported().send(REPORT, keeper) },
      { what: { zh: '办公室另一人核验', en: 'verified by the office' }, must: 'TAKEN', play: () => reported().send(VERIFY, director) },
      {
        what: { zh: '报告人自己核验', en: 'verified by who reported it' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => answered().must(REPORT, officer).send(VERIFY, officer),
      },
      {
        what: { zh: '责任人核验', en: 'verified by who sees to it' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => reported().send(VERIFY, keeper),
      },
      {
        what: { zh: '未报告就核验', en: 'verified before it is reported' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => answered().send(VERIFY, director),
      },
      {
        what: { zh: '不通过而不说明', en: 'not passed, without a reason' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => reported().send({ ...VERIFY, passed: false }, director),
      },
      {
        what: { zh: '核验后办结', en: 'closed once it is verified' },
        must: 'TAKEN',
        play: () => reported().must(VERIFY, director).send(CLOSE, officer),
      },
      {
        what: { zh: '未核验就办结', en: 'closed before it is verified' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => reported().send(CLOSE, officer),
      },
      {
        what: { zh: '未填措施就办结', en: 'closed before it is answered' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => begun().send(CLOSE, officer),
      },
      {
        what: { zh: '人员发送到期命令', en: 'the clock’s command from a person' },
        must: 'REFUSED',
        code: 'SYSTEM_ONLY',
        play: () => answered().send({ type: 'MeasureDue', evaluation: 'PE-1', key: 'GJ-1' }, officer),
      },
      {
        what: { zh: '时钟到期', en: 'the clock' },
        must: 'TAKEN',
        play: () => answered().send({ type: 'MeasureDue', evaluation: 'PE-1', key: 'GJ-1' }, clock),
      },
      {
        what: { zh: '评价办结后项目群结束', en: 'the programme closed after it' },
        must: 'TAKEN',
        play: () => ended(begun().must(NO_ANSWER, officer).must(CLOSE, officer)).send(end, officer),
      },
      {
        what: { zh: '没有评价就结束项目群', en: 'the programme closed without one' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => ended(opened()).send(end, officer),
      },
      {
        what: { zh: '评价未办结就结束项目群', en: 'the programme closed while it is open' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => ended(begun().must(NO_ANSWER, officer)).send(end, officer),
      },
    ],
  },
];
