import { describe, expect, it } from 'vitest';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { answerFault, type SurveyAnswer, tallyOf } from '../../domain/stages/survey/answer.ts';
import {
  addTally,
  clusteredSampleSize,
  demandFromAnswers,
  demandOf,
  EMPTY_TALLY,
  marginOf,
  sampleSize,
  supplyVerdict,
} from '../../domain/standards/demand.ts';
import { SURVEY_RULES } from '../../domain/standards/survey.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { surveyBasis } from '../setup/builders.ts';

const rules = shippedValues(SURVEY_RULES);

describe('demanded places (domain facts 1.1)', () => {
  it('gives the worked example: 1,268 places, demand gap 527, policy gap 1,074', () => {
    expect(demandOf(surveyBasis, { M6_12: 0.14, M12_24: 0.31, M24_36: 0.56 }, 0.78)).toMatchObject({
      rawDemand: 3070.4,
      requiredPlaces: 1268,
      demandGap: 527,
      policyTarget: 1854,
      policyGap: 1074,
    });
  });

  it('gives the same from the answers in examples/qinghe/survey.csv', async () => {
    const { programme } = await checkProgrammeFolder('examples/qinghe');
    const { tally } = tallyOf(programme?.batches[0]?.answers ?? []);
    expect(tally.valid).toBeGreaterThanOrEqual(561);
    expect(demandFromAnswers(surveyBasis, tally, rules)).toMatchObject({ requiredPlaces: 1268, demandGap: 527, policyGap: 1074 });
  });

  it('never asks for fewer than no places', () => {
    expect(demandOf({ ...surveyBasis, existingPlaces: 5_000 }, { M6_12: 0.1, M12_24: 0.1, M24_36: 0.1 }, 0.5)).toMatchObject({
      demandGap: 0,
      policyGap: 0,
    });
    expect(demandFromAnswers(surveyBasis, EMPTY_TALLY, rules).requiredPlaces).toBe(0);
  });

  it.each([
    [610, 527, 'BALANCED'],
    [633, 527, 'OVERSUPPLY'],
    [421, 527, 'UNDERSUPPLY'],
    [632, 527, 'BALANCED'],
  ])('calls %i planned places for a gap of %i %s', (planned, gap, verdict) => {
    expect(supplyVerdict(planned, gap, rules)).toBe(verdict);
  });
});

describe('sample size (domain facts 1.2)', () => {
  it.each([
    [500, 218],
    [1_000, 278],
    [3_000, 341],
    [9_050, 369],
    [10_000, 370],
    [16_500, 376],
    [18_400, 377],
  ])('asks for answers of %i households: %i', (population, n) => {
    expect(sampleSize(population, 0.05)).toBe(n);
  });
  it('rounds the design effect once: 553 of 9,050 households', () => expect(clusteredSampleSize(9_050, 0.05, 1.5)).toBe(553));
  it('asks for 963 of 9,850 at a margin of 3 %', () => expect(sampleSize(9_850, 0.03)).toBe(963));
  it('says which margin 561 clustered answers reach: 4.96 %', () => expect(marginOf(561, 9_050, 1.5)).toBeCloseTo(0.0496, 4));
});

describe('an answer', () => {
  const good: SurveyAnswer = {
    area: '城关街道',
    stratum: 'URBAN',
    ageMonths: 20,
    need: 'CERTAIN',
    travelMinutes: 10,
    feeLimitFen: 150_000,
    secondsToFill: 200,
    respondent: 'r1',
    consent: true,
    answeredOn: '2023-02-10',
  };
  it.each([
    ['without consent', { consent: false }, 'NO_CONSENT'],
    ['for a child of four', { ageMonths: 48 }, 'AGE'],
    ['filled in within 30 seconds', { secondsToFill: 30 }, 'TOO_FAST'],
    ['that needs nothing but names a fee', { need: 'NO' }, 'NEEDLESS_DETAILS'],
    ['with a fee of 20,000 yuan', { feeLimitFen: 2_000_000 }, 'FEE'],
    ['with two and a half hours of travel', { travelMinutes: 150 }, 'TRAVEL'],
    ['that is in order', {}, null],
  ] as const)('%s', (_title, changed, fault) => {
    expect(answerFault({ ...good, ...changed }, new Set())).toBe(fault);
  });

  it('counts once a respondent', () => {
    const { tally, faults } = tallyOf([good, good, { ...good, respondent: 'r2' }]);
    expect(faults).toEqual([null, 'TWICE', null]);
    expect(tally).toMatchObject({ received: 3, valid: 2 });
  });

  it('adds up over batches as if they were one', () => {
    const answers = Array.from(
      { length: 40 },
      (_, i): SurveyAnswer => ({ ...good, respondent: `r${i}`, ageMonths: 6 + (i % 30), need: i % 3 === 0 ? 'MAYBE' : 'CERTAIN' }),
    );
    const whole = tallyOf(answers).tally;
    expect(addTally(tallyOf(answers.slice(0, 13)).tally, tallyOf(answers.slice(13)).tally)).toEqual(whole);
  });
});
