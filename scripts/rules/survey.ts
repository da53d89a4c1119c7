/** The gates of the demand survey. */
import { tallyOf } from '../../domain/stages/survey/answer.ts';
import { countingOf } from '../../domain/stages/survey/stage.ts';
import { EMPTY_TALLY, type Tally } from '../../domain/standards/demand.ts';
import type { Gate, Tried } from './gate.ts';
import { manager, PlayedCase, person, system } from './played-case.ts';
import { stageBase, surveyBasis } from './samples.ts';

const TODAY = '2026-06-03';
const opened = () => new PlayedCase('survey', `${TODAY}T02:00:00.000Z`).must({ type: 'Open', ...stageBase({ survey: surveyBasis }) }, system);
const tally = (valid: number, on = TODAY): Tally => ({
  ...EMPTY_TALLY,
  received: valid,
  valid,
  needs: { ...EMPTY_TALLY.needs, M24_36: { CERTAIN: valid, MAYBE: 0, NO: 0 } },
  answered: { first: on, last: on },
});
const received = (counted: Tally) => opened().must({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally: counted, after: [] });
const close =
  (counted: Tally, reason?: string, actor = manager) =>
  () =>
    received(counted).send({ type: 'CloseSurvey', ...(reason === undefined ? {} : { reason }) }, actor);

/** Six hundred answers by stratum, in an area of 9,050 households: seven tenths in town, a quarter in townships, the rest in parks. */
const HOUSEHOLDS = { URBAN: 6_335, TOWNSHIP: 2_262, PARK: 453 };
type Counts = NonNullable<Tally['strata']>;
const strata =
  (counts: Counts, households: Counts | null = HOUSEHOLDS) =>
  () => {
    const survey = households === null ? surveyBasis : { ...surveyBasis, strata: households };
    return new PlayedCase('survey', `${TODAY}T02:00:00.000Z`)
      .must({ type: 'Open', ...stageBase({ survey }) }, system)
      .must({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally: { ...tally(600), strata: counts }, after: [] })
      .send({ type: 'CloseSurvey' });
  };

/** One answer of a day, counted in a survey from May to today: refused where it counts for nothing. */
const answered =
  (answeredOn: string, times = 1) =>
  (): Tried => {
    const { state } = opened().must({ type: 'AnnounceSurvey', opensOn: '2026-05-01', closesOn: TODAY });
    const one = { area: 'a', stratum: 'URBAN', ageMonths: 20, need: 'NO', travelMinutes: null, feeLimitFen: null } as const;
    const answer = { ...one, secondsToFill: 200, respondent: 'r', consent: true, answeredOn };
    const fault = tallyOf(
      Array.from({ length: times }, () => answer),
      countingOf(state, TODAY),
    ).faults.at(-1);
    return { refused: fault == null ? null : { code: 'INCOMPLETE', message: { zh: fault, en: fault } }, findings: [] };
  };

export const SURVEY_GATES: readonly Gate[] = [
  {
    key: 'survey.sample',
    stage: 'SURVEY',
    name: { zh: '样本与误差', en: 'sample and margin' },
    rule: {
      zh: '有效问卷或抽样误差未达要求的，须写明理由，审签人可见；超过有效期的须更新。',
      en: 'Below the sample or the margin a survey is signed only with a reason that the reviewer sees; one that is too old is refreshed.',
    },
    document: 'Cochran 样本量公式；县级规定（本产品默认）',
    rows: ['SURVEY.marginPercent', 'SURVEY.smallNeedsReason', 'SURVEY.validMonths'],
    tries: [
      { what: { zh: '9050 户收到 553 份', en: '553 answers of 9,050 households' }, must: 'TAKEN', play: close(tally(553)) },
      { what: { zh: '552 份', en: '552 answers' }, must: 'REFUSED', code: 'REASON_REQUIRED', play: close(tally(552)) },
      { what: { zh: '1 份，写明理由', en: 'one answer, with a reason' }, must: 'TAKEN', play: close(tally(1), '全村 1 户') },
      { what: { zh: '1 份，理由为空', en: 'one answer, a blank reason' }, must: 'REFUSED', code: 'REASON_REQUIRED', play: close(tally(1), ' ') },
      { what: { zh: '没有问卷', en: 'no answer' }, must: 'REFUSED', code: 'NO_ANSWERS', play: close(tally(0), '无') },
      { what: { zh: '12 个月前的问卷', en: 'answers of twelve months ago' }, must: 'TAKEN', play: close(tally(600, '2025-06-03')) },
      {
        what: { zh: '超过 12 个月，写明理由', en: 'older than twelve months, with a reason' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: close(tally(600, '2025-06-02'), '已足够'),
      },
      {
        what: { zh: '无关人员截止', en: 'closed by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: close(tally(600), undefined, person('stranger')),
      },
    ],
  },
  {
    key: 'survey.return',
    stage: 'SURVEY',
    name: { zh: '回收有效率与分层样本', en: 'valid return and strata' },
    rule: {
      zh: '回收有效率、各层样本份数和占比未达要求的，须写明理由，审签人可见；户数占比未填的，只看份数。',
      en: 'A low valid return, or a stratum with too few answers or too far from its share, is signed only with a reason that the reviewer sees; where households are not told, numbers alone count.',
    },
    document: '县级规定（本产品默认）；抽样调查通行做法（每层不少于 30 份）',
    rows: ['SURVEY.validReturnPercent', 'SURVEY.stratumPercent', 'SURVEY.stratumLeast', 'SURVEY.smallNeedsReason'],
    tries: [
      { what: { zh: '收回 750 份，有效 600 份', en: '600 of 750 count' }, must: 'TAKEN', play: close({ ...tally(600), received: 750 }) },
      {
        what: { zh: '收回 751 份，有效 600 份', en: '600 of 751 count' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: close({ ...tally(600), received: 751 }),
      },
      {
        what: { zh: '收回 751 份，写明理由', en: '600 of 751 count, with a reason' },
        must: 'TAKEN',
        play: close({ ...tally(600), received: 751 }, '部分问卷重复'),
      },
      { what: { zh: '各层份数、占比相符', en: 'every stratum in proportion' }, must: 'TAKEN', play: strata({ URBAN: 420, TOWNSHIP: 150, PARK: 30 }) },
      { what: { zh: '小层 30 份', en: 'thirty of a small stratum' }, must: 'TAKEN', play: strata({ URBAN: 430, TOWNSHIP: 140, PARK: 30 }) },
      {
        what: { zh: '小层 29 份', en: 'twenty-nine of a small stratum' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: strata({ URBAN: 430, TOWNSHIP: 141, PARK: 29 }),
      },
      {
        what: { zh: '有户的一层没有答卷', en: 'no answer of a stratum that has households' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: strata({ URBAN: 450, TOWNSHIP: 150 }),
      },
      {
        what: { zh: '占比偏低超过 20%', en: 'more than a fifth below its share' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: strata({ URBAN: 451, TOWNSHIP: 119, PARK: 30 }),
      },
      {
        what: { zh: '占比偏高超过 20%', en: 'more than a fifth above its share' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: strata({ URBAN: 389, TOWNSHIP: 181, PARK: 30 }),
      },
      {
        what: { zh: '户数占比未填，每层 30 份', en: 'households not told, thirty of each' },
        must: 'TAKEN',
        play: strata({ URBAN: 570, PARK: 30 }, null),
      },
      {
        what: { zh: '户数占比未填，一层 29 份', en: 'households not told, twenty-nine of one' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: strata({ URBAN: 571, PARK: 29 }, null),
      },
    ],
  },
  {
    key: 'survey.days',
    stage: 'SURVEY',
    name: { zh: '调研期与一人一份', en: 'days of the survey, one answer each' },
    rule: {
      zh: '只计调研期内的答卷，每名受访者在全部批次中只计一份。',
      en: 'Answers within the survey’s days count, one a respondent over all batches.',
    },
    document: '县级规定（本产品默认）',
    rows: ['SURVEY.validMonths'],
    tries: [
      { what: { zh: '首日的答卷', en: 'of the first day' }, must: 'TAKEN', play: answered('2026-05-01') },
      { what: { zh: '1999 年的答卷', en: 'of 1999' }, must: 'REFUSED', play: answered('1999-05-01') },
      { what: { zh: '早一天', en: 'a day early' }, must: 'REFUSED', play: answered('2026-04-30') },
      { what: { zh: '晚一天', en: 'a day late' }, must: 'REFUSED', play: answered('2026-06-04') },
      { what: { zh: '同一人第二份', en: 'the same respondent again' }, must: 'REFUSED', play: answered('2026-05-02', 2) },
      {
        what: { zh: '两批同时收入', en: 'two batches at once' },
        must: 'REFUSED',
        code: 'SUPERSEDED',
        play: () => received(tally(5)).send({ type: 'ReceiveAnswers', batch: 'B2', sha256: 'y', tally: tally(5), after: [] }),
      },
      {
        what: { zh: '同一批两次', en: 'one batch twice' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () => received(tally(5)).send({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally: tally(5), after: ['B1'] }),
      },
      {
        what: { zh: '调研期长于 12 个月', en: 'a survey of more than twelve months' },
        must: 'REFUSED',
        play: () => opened().send({ type: 'AnnounceSurvey', opensOn: '2025-06-01', closesOn: '2026-06-30' }),
      },
    ],
  },
];
