/** The public questionnaire of a programme: what is refused when it is opened, when it takes answers, and which surveys its batches suit. */
import { describe, expect, it } from 'vitest';
import { pinnedOn } from '../../domain/rule-table/table.ts';
import { answerFault } from '../../domain/stages/survey/answer.ts';
import {
  batchOfForm,
  isTaking,
  lookedAtBy,
  opened,
  openingFaults,
  strataOf,
  stratumOfBatch,
  whyNoClosing,
  whyNoOpening,
} from '../../domain/stages/survey/programme-form.ts';
import { STRATA } from '../../domain/standards/demand.ts';
import { SURVEY_RULES } from '../../domain/standards/survey.ts';

const TODAY = '2026-11-30';
const standards = { SURVEY: pinnedOn(SURVEY_RULES, [], TODAY) };
const opening = { basis: '青托办〔2026〕31号', closesOn: '2026-12-31', areas: [{ name: '河口镇', stratum: 'TOWNSHIP' }] } as const;
const faults = (change: Partial<Parameters<typeof openingFaults>[0]>) =>
  openingFaults({ ...opening, ...change }, standards, TODAY).map(({ en }) => en.split(':')[0]);
const form = { openedOn: TODAY, closesOn: '2026-12-31', endedOn: null, standards };

describe('the public questionnaire of a programme', () => {
  it('is opened with a basis, until a day that has not passed and not further than a survey holds, with each place once', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ basis: '  ', closesOn: '2026-11-29' })).toEqual(['basis', 'closesOn']);
    expect([faults({ closesOn: TODAY }), faults({ closesOn: '2027-11-30' }), faults({ closesOn: '2027-12-01' })]).toEqual([[], [], ['closesOn']]);
    expect(faults({ areas: [...opening.areas, { name: ' 河口镇　', stratum: 'URBAN' }] })).toEqual(['areas']);
    expect(opened({ ...opening, basis: ' 文号 ', areas: [{ name: '　河口镇', stratum: 'TOWNSHIP' }] })).toMatchObject({
      basis: '文号',
      areas: [{ name: '河口镇' }],
    });
  });

  it('takes answers from the day it was opened to its last, and none once it is closed', () => {
    expect(['2026-11-29', TODAY, '2026-12-31', '2027-01-01'].map((day) => isTaking(form, day))).toEqual([false, true, true, false]);
    expect(isTaking({ ...form, endedOn: TODAY }, TODAY)).toBe(false);
  });

  it('is one at a time, and of a programme that goes on', () => {
    expect([whyNoOpening(null, false), whyNoOpening({ endedOn: TODAY }, false), whyNoClosing({ endedOn: null })]).toEqual([null, null, null]);
    expect([whyNoOpening({ endedOn: null }, false), whyNoOpening(null, true), whyNoClosing(null), whyNoClosing({ endedOn: TODAY })]).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ code: 'WRONG_STATE' })),
    );
  });

  it('looks at an answer by the rules and the days that it was opened for', () => {
    const answer = {
      ...({ area: '河口镇', stratum: 'TOWNSHIP', ageMonths: 20, need: 'NO', travelMinutes: null, feeLimitFen: null } as const),
      ...{ secondsToFill: 200, respondent: 'r', consent: true },
    };
    const fault = (answeredOn: string, seconds = 200) => answerFault({ ...answer, answeredOn, secondsToFill: seconds }, new Set(), lookedAtBy(form));
    expect([fault(TODAY), fault('2026-11-29'), fault(TODAY, 5)]).toEqual([null, 'DAY', 'TOO_FAST']);
  });

  it('names its batches by stratum, and knows them again; a file with such an end is none of them', () => {
    const names = STRATA.map((stratum) => batchOfForm({ programme: 'QH', link: 'abcdef0123' }, stratum));
    expect(names).toEqual(['WEB-QH-abcdef-URBAN', 'WEB-QH-abcdef-TOWNSHIP', 'WEB-QH-abcdef-PARK']);
    expect(names.map(stratumOfBatch)).toEqual(STRATA);
    expect(['PAPER-URBAN', 'WEB-QH-06-abcdef', ''].map(stratumOfBatch)).toEqual([null, null, null]);
  });

  it('suits surveys with households in a stratum; where they are not told, by the names of their places', () => {
    expect(strataOf({ areas: ['河口镇'], strata: { URBAN: 10, PARK: 0 } })).toEqual(['URBAN']);
    expect(strataOf({ areas: ['河口镇', '高新区园区'] })).toEqual(['TOWNSHIP', 'PARK']);
  });
});
