/** The surveys of a programme together: how far they are, what they say, and that as a report. Deliberately absent: one survey (survey-figures.ts). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { type ProgrammeSurveyResult, programmeResultOf } from '../../domain/stages/survey/programme-result.ts';
import { SURVEY_STANDINGS, withoutCase } from '../../domain/stages/survey/programme-sums.ts';
import { STRATA } from '../../domain/standards/demand.ts';
import { sendFile } from '../document-file.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { lang } from '../schemas/values.ts';
import { bilingual, id } from './cases.ts';
import { resultLine, resultQuestion } from './survey-figures.ts';

const params = z.strictObject({ id });
/** A page waits so long for answers that are being counted, and a report so long. */
const PATIENCE_MS = { page: 1_000, report: 55_000 } as const;

const verdict = z.enum(['BALANCED', 'OVERSUPPLY', 'UNDERSUPPLY']).nullable();
const line = z.object({
  /** The survey's id, which is its project's code. */
  id: z.string(),
  name: bilingual,
  areas: z.array(z.string()),
  standing: z.enum(SURVEY_STANDINGS),
  valid: z.int(),
  /** Null: it was held on paper, and nothing is asked of its sample here. */
  needed: z.int().nullable(),
  /** Null: it says nothing yet. */
  need: z.object({ requiredPlaces: z.number(), demandGap: z.number(), policyGap: z.number() }).nullable(),
  plannedPlaces: z.int(),
  verdict,
  inSums: z.boolean(),
  /** The survey that has one of its areas already, so that the sums leave this one out. */
  sharesWith: z.string().nullable(),
  collecting: z.boolean(),
  /** It is a case of its own here; one that was held on paper, or has not begun, is none. */
  isCase: z.boolean(),
});

const result = z
  .object({
    surveys: z.array(line),
    sums: z.object({
      requiredPlaces: z.number(),
      demandGap: z.number(),
      policyGap: z.number(),
      plannedPlaces: z.int(),
      verdict,
      /** How many surveys the sums hold, of how many that were not cancelled. */
      hold: z.int(),
      of: z.int(),
    }),
    sample: z.object({
      /** Valid answers of all surveys added up: who counts in several, as often. */
      counted: z.int(),
      /** Each answer and each person once; null: they are being counted, and the page is told when they are. */
      distinct: z.object({ received: z.int(), valid: z.int(), margin: z.number() }).nullable(),
      needed: z.int(),
      strata: z.array(z.object({ stratum: z.enum(STRATA), valid: z.int().nullable(), needed: z.int().nullable() })),
    }),
    inputs: z.array(resultLine),
    formula: z.array(resultLine),
    questions: z.array(resultQuestion),
    warnings: z.array(bilingual),
    at: z.string(),
  })
  .meta({ id: 'ProgrammeSurveys' });

export function programmeSurveyRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/surveys',
      whole: true,
      summary: 'The surveys of a programme together: progress, needed places by area and in all, inputs, formula, each question; every answer once',
      params,
      answer: result,
      status: 200,
      problems: [404],
    },
    async ({ params: { id: programme } }) => {
      const { found } = await foundOf(deps, programme, PATIENCE_MS.page);
      return { ...listsOf(found), at: new Date().toISOString() };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/surveys/report.pdf',
      heavy: true,
      summary: 'The same as a report; its hash is noted in the journal of the programme',
      params,
      query: z.strictObject({ lang }),
      answer: z.never(),
      file: ['application/pdf'],
      status: 200,
      problems: [404, 503],
    },
    async ({ params: { id: programme }, query: { lang: locale }, reader, response }) => {
      const { found, asOf } = await foundOf(deps, programme, PATIENCE_MS.report);
      const known = await deps.reading.caseToRead(streamOf('programme', programme));
      if (found.sample.distinct === null || known === null) {
        sendProblem(response, problemOf(known === null ? 'NOT_FOUND' : 'UNAVAILABLE'));
        return null;
      }
      const bytes = await deps.sheets.programmeSurvey({ locale, programme, name: known.title, asOf, result: found });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await deps.surveys.noteProgrammeReport(reader, programme, { surveys: found.surveys.length, sha256, lang: locale });
      sendFile(response, { name: `${programme}-surveys.pdf`, mediaType: 'application/pdf', bytes });
      return null;
    },
  );
}

/** `asOf`: the day of the newest fact, so that the same figures give the same report. */
async function foundOf({ surveys }: ApiDeps, programme: string, patience: number) {
  const [all, without] = await Promise.all([surveys.surveysOfProgramme(programme), surveys.projectsWithoutSurvey(programme)]);
  const states = all.map(({ state }) => state);
  const answers = await surveys.answersTogether(programme, states, patience);
  const surveyed = [...states, ...without.map(({ project }) => withoutCase(project))].sort((a, b) => (a.project < b.project ? -1 : 1));
  const days = [...all, ...without].map(({ changedAt }) => changedAt).sort();
  return { found: programmeResultOf(surveyed, answers), asOf: dayAt(days.at(-1) ?? new Date().toISOString()) };
}

/** The domain's lists are never changed; the schema's may be. */
const listsOf = ({ surveys, sums, sample, inputs, formula, questions, warnings }: ProgrammeSurveyResult): Omit<z.input<typeof result>, 'at'> => ({
  surveys: surveys.map((one) => ({ ...one, areas: [...one.areas] })),
  sums,
  sample: { ...sample, strata: [...sample.strata] },
  inputs: [...inputs],
  formula: [...formula],
  questions: questions.map((one) => ({ ...one, answers: [...one.answers] })),
  warnings: [...warnings],
});
