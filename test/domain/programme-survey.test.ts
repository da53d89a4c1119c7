/** The surveys of a programme together: what the sums hold, what they leave out, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { programmeResultOf } from '../../domain/stages/survey/programme-result.ts';
import {
  type ProjectWithoutSurvey,
  SURVEY_STANDING_WORDS,
  SURVEY_STANDINGS,
  type SurveyedProject,
  withoutCase,
} from '../../domain/stages/survey/programme-sums.ts';
import { reportOf } from '../../domain/stages/survey/report.ts';
import { resultOf } from '../../domain/stages/survey/result.ts';
import { addTally, EMPTY_TALLY, type Tally } from '../../domain/standards/demand.ts';
import { profile, surveyBasis } from '../../scripts/rules/samples.ts';

const wanting = (valid: number, more: Partial<Tally> = {}): Tally => ({
  ...EMPTY_TALLY,
  received: valid,
  valid,
  needs: { ...EMPTY_TALLY.needs, M24_36: { CERTAIN: valid, MAYBE: 0, NO: 0 } },
  feeLimits: { 150000: valid },
  answered: { first: '2026-11-20', last: '2026-11-20' },
  strata: { URBAN: valid },
  ...more,
});
const survey = (
  project: string,
  areas: readonly string[],
  more: Partial<SurveyedProject> = {},
  population = surveyBasis.population,
): SurveyedProject => ({
  project,
  name: { zh: project, en: project },
  status: 'OPEN',
  suspended: false,
  inputs: { survey: { ...surveyBasis, areas, population, strata: { URBAN: 9_050 } } },
  profile,
  tally: EMPTY_TALLY,
  report: null,
  ...more,
});
const together = (...tallies: readonly Tally[]) => ({ tally: tallies.reduce(addTally, EMPTY_TALLY), changed: [] });
const held = (requiredPlaces: number, demandGap: number) => ({
  facts: [
    {
      kind: 'SURVEY_HELD',
      document: '青托办〔2023〕3号',
      on: '2023-03-02',
      by: '县托育办',
      opensOn: '2023-02-01',
      closesOn: '2023-02-25',
      validAnswers: 640,
      requiredPlaces,
      demandGap,
      policyGap: 9,
    },
  ] as const,
  done: true as const,
});
const said = (found: ReturnType<typeof programmeResultOf>) => found.warnings.map(({ en }) => en).join('\n');

describe('the surveys of a programme together', () => {
  it('add up what each of them says of areas of its own, and tell the terms', () => {
    const [a, b] = [survey('A', ['城南'], { tally: wanting(600) }), survey('B', ['城北'], { tally: wanting(700) })];
    const found = programmeResultOf([a, b], together(a.tally, b.tally));
    const each = reportOf(a).requiredPlaces;
    expect(found.sums).toMatchObject({ requiredPlaces: 2 * each, plannedPlaces: 300, hold: 2, of: 2 });
    expect(found.formula[0]?.value.en).toBe(
      `${each.toLocaleString('en-US')} + ${each.toLocaleString('en-US')} = ${(2 * each).toLocaleString('en-US')}`,
    );
    // 824,000 ÷ 1,000 × 4.5 = 3,708, less 1,560.
    expect(found.sums.policyGap).toBe(2_148);
    expect(found.sample).toMatchObject({ counted: 1_300, distinct: { received: 1_300, valid: 1_300 } });
    // Cochran with a population of 18,100 and a design effect of 1.5.
    expect(found.sample.needed).toBe(565);
  });

  it('of one alone say what it says itself', () => {
    const one = survey('A', ['城南'], { tally: wanting(600) });
    const found = programmeResultOf([one], together(one.tally));
    const { report, questions } = resultOf(one as Parameters<typeof resultOf>[0]);
    expect(found.sums).toMatchObject({
      requiredPlaces: report.requiredPlaces,
      demandGap: report.demandGap,
      policyGap: report.policyGap,
      verdict: report.verdict,
    });
    // 552.8, rounded once; a survey of before the table SURVEY rounds twice.
    expect([found.sample.needed, report.answersNeeded]).toEqual([553, 554]);
    expect(found.questions).toEqual(questions);
  });

  it('count an area once: of two that share one, that with most residents, however its name is written', () => {
    const county = survey('A', ['城南街道', '河口镇'], { tally: wanting(600) }, 400_000);
    const street = survey('B', ['　河口镇 '], { tally: wanting(600) }, 60_000);
    const found = programmeResultOf([street, county], together(county.tally));
    expect(found.surveys.map(({ id, inSums, sharesWith }) => [id, inSums, sharesWith])).toEqual([
      ['B', false, 'A'],
      ['A', true, null],
    ]);
    expect(found.sums).toMatchObject({ requiredPlaces: reportOf(county).requiredPlaces, hold: 1, of: 2, plannedPlaces: 300 });
    expect(said(found)).toContain('B: an area is that of another survey too');
    // The larger one says nothing yet: the smaller one stands.
    const early = programmeResultOf([{ ...county, tally: EMPTY_TALLY }, street], together(street.tally));
    expect(early.surveys.map(({ inSums }) => inSums)).toEqual([false, true]);
    expect(said(early)).toContain('A: no result yet');
  });

  it('hold what was taken over from paper as it was signed there, and ask nothing of its sample', () => {
    const found = programmeResultOf([survey('A', ['城南'], { status: 'DONE', takenOver: held(800, 90) }), survey('B', ['城北'])], together());
    expect(found.surveys[0]).toMatchObject({
      standing: 'TAKEN_OVER',
      valid: 640,
      needed: null,
      need: { requiredPlaces: 800, demandGap: 90, policyGap: 9 },
    });
    expect(found.surveys[1]).toMatchObject({ standing: 'UNDER_WAY', need: null, verdict: null, inSums: false });
    expect(found.sums).toMatchObject({ requiredPlaces: 800, demandGap: 90, hold: 1, of: 2 });
    expect(found.sample.counted).toBe(0);
    expect(said(found)).toContain('A: held on paper before');
  });

  it('tell who counts in several surveys, and what is left out', () => {
    const tally = wanting(600, { received: 610, invalid: { TWICE: 10 } });
    const found = programmeResultOf([survey('A', ['城南'], { tally }), survey('B', ['城北'], { tally })], together(tally));
    expect(found.sample).toMatchObject({ counted: 1_200, distinct: { valid: 600 } });
    expect(said(found)).toContain('1,200 valid answers in all');
    expect(said(found)).toContain('10 answers are left out: answered twice 10');
  });

  it('show sums and progress while the answers are being counted, and no sample that is not true', () => {
    const found = programmeResultOf([survey('A', ['城南'], { tally: wanting(600) })], null);
    expect(found.sample.distinct).toBeNull();
    expect(found.sample.strata).toEqual([{ stratum: 'URBAN', valid: null, needed: 553 }]);
    expect(found.questions).toEqual([]);
    expect(found.sums.hold).toBe(1);
    expect(said(found)).toContain('being counted anew');
  });

  it('leave out what was cancelled, and stand where there is none, none with a result, or one whose rows were changed', () => {
    const cancelled = survey('A', ['城南'], { status: 'CANCELLED', tally: wanting(600) });
    expect(programmeResultOf([cancelled], together()).sums).toEqual({
      requiredPlaces: 0,
      demandGap: 0,
      policyGap: 0,
      plannedPlaces: 0,
      verdict: null,
      hold: 0,
      of: 0,
    });
    const none = programmeResultOf([], together());
    expect([none.surveys, none.formula, none.inputs, none.warnings]).toEqual([[], [], [], []]);
    expect(none.sample).toMatchObject({ needed: 0, distinct: { valid: 0, margin: 1 }, strata: [] });
    expect(said(programmeResultOf([cancelled], { tally: EMPTY_TALLY, changed: ['B1'] }))).toContain('stored rows of B1');
  });

  it('hold a project that has no case of its survey: held on paper, left out, not begun or cancelled', () => {
    const facts = held(800, 90).facts;
    const project = (code: string, change: Partial<ProjectWithoutSurvey>) =>
      withoutCase({
        ...{ profile: { ...profile, code }, survey: { ...surveyBasis, areas: [code] }, standards: null },
        ...{ status: 'RUNNING', stage: 'DONE', held: null },
        ...change,
      });
    const found = programmeResultOf(
      [
        project('A', { held: facts }),
        project('B', {}),
        project('C', { stage: 'WAITING' }),
        project('D', { status: 'CANCELLED' }),
        project('E', { stage: null }),
      ],
      together(),
    );
    expect(found.surveys.map(({ standing }) => standing)).toEqual(['TAKEN_OVER', 'LEFT_OUT', 'NOT_BEGUN', 'CANCELLED', 'NOT_BEGUN']);
    expect(found.surveys.every(({ isCase }) => !isCase)).toBe(true);
    expect(found.sums).toMatchObject({ requiredPlaces: 800, hold: 1, of: 4 });
  });

  it.each([
    ['SUSPENDED', { suspended: true }],
    ['REVIEW', { report: reportOf(survey('A', ['城南'], { tally: wanting(600) })), tally: wanting(600) }],
    ['SIGNED', { status: 'DONE', report: reportOf(survey('A', ['城南'], { tally: wanting(600) })), tally: wanting(600) }],
    ['LEFT_OUT', { status: 'DONE' }],
  ] as const)('say %s of a survey that is so', (standing, more) => {
    expect(programmeResultOf([survey('A', ['城南'], more)], together()).surveys[0]?.standing).toBe(standing);
  });

  it('has words for every standing, in both languages', () => {
    for (const one of SURVEY_STANDINGS) expect(Object.values(SURVEY_STANDING_WORDS[one]).every((word) => word.length > 2)).toBe(true);
  });
});
