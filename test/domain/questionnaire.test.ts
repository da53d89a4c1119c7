/** The public questionnaire: its questions, what an answer must be, what is left out, and how a survey opens and closes it. */
import { describe, expect, it } from 'vitest';
import { ANY_SURVEY, answerFault, openTally, tallyOf } from '../../domain/stages/survey/answer.ts';
import { type Asking, faultsIn, keptOf, likelyStratum, monthsSince } from '../../domain/stages/survey/filled-in.ts';
import { isStraight } from '../../domain/stages/survey/question-counts.ts';
import { type Given, isAsked, questionnaireOf } from '../../domain/stages/survey/questionnaire.ts';
import { resultOf } from '../../domain/stages/survey/result.ts';
import { neededByStratum } from '../../domain/stages/survey/sample.ts';
import { addTally, EMPTY_TALLY } from '../../domain/standards/demand.ts';
import { clock, manager, PlayedCase, system } from '../../scripts/rules/played-case.ts';
import { stageBase, surveyBasis } from '../../scripts/rules/samples.ts';

const questionnaire = questionnaireOf(1);
const TODAY = '2026-06-03';
const asking: Asking = {
  questionnaire,
  areas: [
    { name: '城南街道', stratum: 'URBAN' },
    { name: '河口镇', stratum: 'TOWNSHIP' },
  ],
  rules: ANY_SURVEY.rules,
  today: TODAY,
};
const FAMILY: Given = {
  area: '河口镇',
  birthMonth: '2024-12',
  children: 'TWO',
  residence: 'LOCAL',
  carer: 'GRANDPARENT',
  work: 'BOTH',
  income: 'UP_TO_10',
  inCare: 'NONE',
};
const WANTS: Given = {
  ...FAMILY,
  need: 'CERTAIN',
  startAge: 'M18_24',
  type: 'FULL_DAY',
  provider: 'PUBLIC',
  travelMinutes: '15',
  feeLimitYuan: '1,200.50',
  meals: 'LUNCH',
  hours: 'UP_TO_10',
  concerns: ['PRICE', 'SAFETY'],
  whyNot: 'NO_PLACE',
  knowsPolicy: 'NO',
  advice: '',
};
const NOT: Given = { ...FAMILY, need: 'NO', concerns: ['SAFETY'], whyNot: 'AT_HOME', knowsPolicy: 'WELL', travelMinutes: '15', feeLimitYuan: '900' };

describe('the questionnaire', () => {
  it('has twenty questions in order, each with its answers in both languages, and asks nobody’s name', () => {
    expect(questionnaire.questions.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    for (const { ask, hint, options = [], kind } of questionnaire.questions) {
      for (const text of [ask, ...(hint === undefined ? [] : [hint]), ...options]) {
        expect(text.zh.trim()).not.toBe('');
        expect(text.en).toMatch(/^[\x20-\x7e’–]+$/);
      }
      expect(new Set(options.map(({ code }) => code)).size).toBe(options.length);
      expect(options.length > 1).toBe(kind === 'ONE' || kind === 'SOME');
      expect(`${ask.zh}${ask.en}`).not.toMatch(/姓名|name/i);
    }
  });

  it('asks what care should be like of those alone who may need it, and why not of those who have none', () => {
    const askedOf = (given: Given) => questionnaire.questions.filter((one) => isAsked(one, given)).map(({ number }) => number);
    expect(askedOf(WANTS)).toHaveLength(20);
    expect(askedOf(NOT)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 18, 19, 20]);
    expect(askedOf({ ...WANTS, inCare: 'PUBLIC' })).not.toContain(18);
  });
});

describe('an answer', () => {
  it('of every question is taken, and its own numbers are kept with the age in months alone', () => {
    expect(faultsIn(WANTS, asking).size).toBe(0);
    const kept = keptOf(WANTS, asking);
    expect(kept).toMatchObject({ area: '河口镇', stratum: 'TOWNSHIP', ageMonths: 18, need: 'CERTAIN', travelMinutes: 15, feeLimitFen: 120_050 });
    expect(JSON.stringify(kept)).not.toContain('2024-12');
  });

  it('that needs no care keeps neither fee nor way, whatever was typed before', () => {
    expect(keptOf(NOT, asking)).toMatchObject({ need: 'NO', travelMinutes: null, feeLimitFen: null });
  });

  it.each([
    ['nothing', {}, ['area', 'birthMonth', 'children', 'residence', 'carer', 'work', 'income', 'inCare', 'need']],
    ['a place that is not asked', { ...FAMILY, need: 'NO', area: '别处' }, ['area']],
    ['a child of five', { ...FAMILY, need: 'NO', birthMonth: '2021-01' }, ['birthMonth']],
    ['a child that is not born', { ...FAMILY, need: 'NO', birthMonth: '2026-07' }, ['birthMonth']],
    ['a month that is none', { ...FAMILY, need: 'NO', birthMonth: '2025-13' }, ['birthMonth']],
    ['a code of our own making', { ...FAMILY, need: 'PERHAPS' }, ['need']],
  ] as const)('with %s has all its faults at their questions at once', (_name, given, wrong) => {
    expect([...faultsIn(given, asking, 1).keys()]).toEqual(wrong);
  });

  it.each([
    ['a fee of a million', { feeLimitYuan: '1000000' }, ['feeLimitYuan']],
    ['a way of a day', { travelMinutes: '1440' }, ['travelMinutes']],
    ['a negative number and a word', { travelMinutes: '-1', feeLimitYuan: '很多' }, ['travelMinutes', 'feeLimitYuan']],
    ['four concerns', { concerns: ['SAFETY', 'STAFF', 'PRICE', 'MEALS'] }, ['concerns']],
    ['hidden marks in its advice', { advice: '好\u202e的' }, ['advice']],
    ['too long an advice', { advice: '长'.repeat(501) }, ['advice']],
  ] as const)('with %s has its faults at their questions', (_name, change, wrong) => {
    expect([...faultsIn({ ...WANTS, ...change } as Given, asking, 2).keys()]).toEqual(wrong);
  });

  it('of too many decimals is told what a number may be', () => {
    const said = faultsIn({ ...WANTS, feeLimitYuan: '1500.123', travelMinutes: '7.5' }, asking, 2);
    expect(said.get('feeLimitYuan')).toMatchObject({ zh: expect.stringContaining('两位小数'), en: expect.stringContaining('two decimals at most') });
    expect(said.get('travelMinutes')).toMatchObject({ zh: expect.stringContaining('整数'), en: expect.stringContaining('whole number') });
  });

  it('in full-width digits is a number', () => {
    expect(keptOf({ ...WANTS, travelMinutes: '１５' }, asking).travelMinutes).toBe(15);
  });
});

const kept = (given: Given, respondent: string, secondsToFill = 300) => ({
  ...keptOf(given, asking),
  secondsToFill,
  respondent,
  consent: true,
  answeredOn: TODAY,
});

describe('what counts for nothing', () => {
  it('is an answer faster than a person reads', () => {
    expect(answerFault(kept(WANTS, 'a', 89), new Set())).toBe('TOO_FAST');
    expect(answerFault(kept(WANTS, 'a', 90), new Set())).toBeNull();
  });

  it('is one with the same place in every question, and no other', () => {
    const first = Object.fromEntries(
      questionnaire.questions.flatMap(({ key, kind, options }) => (kind === 'ONE' ? [[key, options?.[0]?.code ?? '']] : [])),
    );
    const straight: Given = { ...WANTS, ...first };
    expect(answerFault(kept(straight, 'a'), new Set())).toBe('STRAIGHT');
    expect(isStraight(kept(WANTS, 'a'))).toBe(false);
    expect(answerFault(kept({ ...straight, knowsPolicy: 'NO' }, 'a'), new Set())).toBeNull();
  });

  it('is counted by why, and its answers are not', () => {
    const { tally } = tallyOf([kept(WANTS, 'a'), kept(WANTS, 'a'), kept(NOT, 'b'), kept(WANTS, 'c', 5)]);
    expect(tally).toMatchObject({ received: 4, valid: 2, invalid: { TWICE: 1, TOO_FAST: 1 } });
    expect(tally.questions).toMatchObject({
      work: { BOTH: 2 },
      concerns: { SAFETY: 2, PRICE: 1 },
      area: { 河口镇: 2 },
      travelMinutes: { UP_TO_15: 1 },
    });
  });

  it('cannot make an event too large by places that are all different', () => {
    const open = openTally();
    for (let n = 0; n < 500; n += 1) open.add({ ...kept(WANTS, String(n)), area: `地方${n}` });
    expect(Object.keys(open.tally().questions?.area ?? {}).length).toBeLessThanOrEqual(61);
    expect(Object.values(open.tally().questions?.area ?? {}).reduce((sum, n) => sum + n, 0)).toBe(500);
  });
});

describe('counts', () => {
  it('of several batches add up, with those of a release that counted no questions', () => {
    const { tally } = tallyOf([kept(WANTS, 'a')]);
    expect(addTally(addTally(EMPTY_TALLY, tally), tally).questions?.work).toEqual({ BOTH: 2 });
    expect(addTally(EMPTY_TALLY, EMPTY_TALLY)).not.toHaveProperty('questions');
  });

  it('of a stratum are in proportion to its households, and never below the least number', () => {
    const basis = { households: 1_000, strata: { URBAN: 700, TOWNSHIP: 290, PARK: 10 } };
    expect(neededByStratum(basis, 300, { stratumLeast: 30 })).toEqual([
      { stratum: 'URBAN', needed: 210 },
      { stratum: 'TOWNSHIP', needed: 87 },
      { stratum: 'PARK', needed: 30 },
    ]);
    expect(neededByStratum({ households: 1_000 }, 300, { stratumLeast: 30 })[0]).toEqual({ stratum: 'URBAN', needed: null });
  });

  it('know a place by its name, and an age by its months', () => {
    expect(['城南街道', '河口镇', '高新区', '工业园区'].map(likelyStratum)).toEqual(['URBAN', 'TOWNSHIP', 'PARK', 'PARK']);
    expect(monthsSince('2025-12', '2026-01-01')).toBe(1);
  });
});

const opening = { type: 'OpenQuestionnaire', basis: '青托办〔2026〕1号', areas: asking.areas, link: 'h'.repeat(64), version: 1 } as const;
const opened = () => new PlayedCase('survey', `${TODAY}T02:00:00.000Z`).must({ type: 'Open', ...stageBase({ survey: surveyBasis }) }, system);
const announced = () => opened().must({ type: 'AnnounceSurvey', opensOn: '2026-05-01', closesOn: '2026-06-30' });
const codeOf = (tried: { readonly refused: { readonly code: string } | null }) => tried.refused?.code ?? null;

describe('a survey', () => {
  it('opens its questionnaire once it is announced, with a basis and each place once', () => {
    expect(codeOf(opened().send(opening))).toBe('WRONG_STATE');
    expect(codeOf(announced().send({ ...opening, basis: ' ' }))).toBe('INCOMPLETE');
    expect(codeOf(announced().send({ ...opening, areas: [...asking.areas, { name: '河口镇 ', stratum: 'PARK' }] }))).toBe('INCOMPLETE');
    expect(codeOf(announced().send(opening))).toBeNull();
    expect(codeOf(announced().must(opening).send(opening))).toBe('WRONG_STATE');
  });

  it('is not closed while its questionnaire is open: by its manager it is refused, by the clock they are told', () => {
    const { tally } = tallyOf([kept(WANTS, 'a')]);
    const collecting = announced().must({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally, after: [] }).must(opening);
    expect(codeOf(collecting.send({ type: 'CloseSurvey', reason: '说明' }, manager))).toBe('WRONG_STATE');
    expect(codeOf(collecting.send({ type: 'CloseSurvey' }, clock))).toBeNull();
    expect(collecting.must({ type: 'CloseSurvey' }, clock).state).toMatchObject({ overdue: true, report: null });
  });

  it('counts what came in when the questionnaire closes, once', () => {
    const { tally } = tallyOf([kept(WANTS, 'a'), kept(NOT, 'b')]);
    const counted = { batch: 'WEB-1', sha256: 'x', rowsSha256: 'y', tally, after: [] };
    const closing = { type: 'CloseQuestionnaire', link: opening.link, received: 2, head: 'z', refused: { TWICE: 1 }, counted } as const;
    expect(codeOf(announced().send(closing))).toBe('WRONG_STATE');
    expect(
      codeOf(
        announced()
          .must(opening)
          .send({ ...closing, link: 'other' }),
      ),
    ).toBe('SUPERSEDED');
    expect(
      codeOf(
        announced()
          .must(opening)
          .send({ ...closing, counted: { ...counted, after: ['B0'] } }),
      ),
    ).toBe('SUPERSEDED');
    const closed = announced().must(opening).must(closing);
    expect(closed.state).toMatchObject({ batches: ['WEB-1'], tally: { valid: 2 }, publicForm: { closedOn: TODAY, received: 2 } });
    expect(codeOf(closed.send(closing))).toBe('WRONG_STATE');
    expect(
      codeOf(
        announced()
          .must(opening)
          .send({ ...closing, received: 0, head: '', counted: null }),
      ),
    ).toBeNull();
  });

  it('shows its result with the numbers of the one computation, and says what to be careful of', () => {
    const { tally } = tallyOf([kept(WANTS, 'a'), kept(NOT, 'b'), kept(WANTS, 'c', 3)]);
    const { state } = announced().must(opening).must({ type: 'ReceiveAnswers', batch: 'B1', sha256: 'x', tally, after: [] });
    const { report, formula, questions, warnings } = resultOf(state);
    expect(formula.map(({ value }) => value.zh).join('\n')).toContain(`= ${report.rawDemand.toLocaleString('en-US', { maximumFractionDigits: 2 })}`);
    expect(questions.find(({ key }) => key === 'need')).toMatchObject({ total: 2, answers: [{ count: 1, percent: 50 }, { count: 0 }, { count: 1 }] });
    const told = warnings.map(({ zh }) => zh).join('\n');
    expect(told).toContain('剔除 1 份：填写过快 1');
    expect(told).toContain('6–12 个月没有有效问卷');
    expect(told).toContain('公开问卷还在收集');
  });
});
